"""Insatser sida vid sida. Värdens står på sidan, och varje annat förbunds på en egen sida som skriptet kan lägga till."""

from functools import partial

from markupsafe import Markup

from macros.model.forbund import Förbund
from macros.model.insats import Insats
from macros.model.jamforelse import LÄNGDER, Jämförd, jämförelse
from macros.model.utfall import KÖNEN, TOTALT, Kön, Period
from macros.views.html import Context, Page, part, render, root_of
from macros.views.katalog import NO_TYPE
from macros.views.text import first_upper
from macros.views.utfall import no_number, period_in_words

FOLDER = "resultat/jamfor/"


def period_name(period: Period) -> str:
    """`2025` för ett kalenderår, annars dagarna."""
    is_year = (period.från.month, period.från.day, period.till.month, period.till.day) == (1, 1, 12, 31)
    return str(period.från.year) if is_year and period.från.year == period.till.year else period_in_words(period)


def share(context: Context, row: Jämförd, kön: Kön) -> Markup:
    """`12 av 30 = 40 %`, eller varför talet inte står."""
    rad = row.könen.get(kön)
    if rad is None:
        return part("saknas", "inte uppdelat")
    if andel := rad.måluppfyllelse:
        return Markup("{} av {} = {}\xa0%").format(andel.täljare, andel.nämnare, andel.procent)
    return no_number(rad, *context.register.uppföljning.mått.fält("utfall"))


def count(context: Context, row: Jämförd, kön: Kön) -> Markup:
    """Antalet deltagare, eller varför det inte står."""
    (active, *_) = context.register.uppföljning.mått.fält("aktiva")
    rad = row.könen.get(kön)
    value = rad.tal.get(active) if rad else None
    return (
        Markup("{}").format(value) if value is not None else no_number(rad, active) if rad else part("saknas", "inte uppdelat")
    )


def tables(context: Context, förbund: Förbund, root: str) -> Markup:
    """Förbundets insatser: helår, halvår, och det som inte går att jämföra."""
    jämförda, ojämförda = jämförelse(context.register, context.register.insatser_i(förbund))
    return render(
        "jamforelse.html",
        delar=[(längd, [row for row in jämförda if row.längd == längd]) for längd in LÄNGDER],
        ojämförda=ojämförda,
        förbund=förbund,
        könen=(TOTALT, *KÖNEN),
        andel=partial(share, context),
        antalet=partial(count, context),
        period=period_name,
        nyckel=lambda one: f"{one.från}–{one.till}",
        typ=type_of,
        hämtning=context.register.hämtning,
        rot=root,
    )


def type_of(insats: Insats) -> str:
    return first_upper(insats.typ.namn if insats.typ else NO_TYPE)


def others(context: Context) -> list[Förbund]:
    """De andra förbunden som har insatser."""
    return [one for one in context.register.andra if context.register.insatser_i(one)]


def jämför(context: Context, root: str) -> Markup:
    """Valen, värdens tabeller och vägarna till de andra förbunden."""
    register = context.register
    insatser = register.insatser
    metoder = {val.metod.id: val.metod.namn for insats in insatser for val in insats.metodval}
    return render(
        "jamfor.html",
        tabeller=tables(context, register.värd, root),
        typer=sorted({type_of(insats) for insats in insatser}),
        metoder=sorted(metoder.items(), key=lambda pair: pair[1]),
        andra=others(context),
        värd=register.värd,
        rot=root,
    )


def jämförelsesida(context: Context, förbund: Förbund) -> Page:
    """Ett annat förbunds insatser i samma kolumner."""
    url = f"{FOLDER}{förbund.id}/"
    text = f"Insatserna i {förbund.namn} i samma kolumner som våra: kostnad, deltagare, måluppfyllelse och mål."
    return Page(url, f"Jämför: {förbund.kortnamn}", text, tables(context, förbund, root_of(url)), text, wide=True)


def sidor(context: Context) -> list[tuple[str, partial[Page]]]:
    """Ett annat förbunds insatser, en sida för varje förbund. Utan mått finns inget att jämföra."""
    if not context.register.uppföljning.mått.fält("aktiva"):
        return []
    return [(f"{FOLDER}{one.id}/", partial(jämförelsesida, context, one)) for one in others(context)]
