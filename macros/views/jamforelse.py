"""Insatser sida vid sida. Värdens står på sidan, och varje annat förbunds på en egen sida som skriptet kan lägga till."""

from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from macros.model.forbund import Förbund
from macros.model.insats import Insats
from macros.model.jamforelse import LÄNGDER, Jämförd, Ojämförd, jämförelse
from macros.model.utfall import KÖNEN, TOTALT, Kön, Period
from macros.views.delad import Bit, Delad, dela, delsidor, sida
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


def lista(context: Context, förbund: Förbund) -> Delad[Jämförd | Ojämförd]:
    """Förbundets rader: helår, halvår, och sist det som inte går att jämföra."""
    jämförda, ojämförda = jämförelse(context.register, context.register.insatser_i(förbund))
    rader = [row for längd in LÄNGDER for row in jämförda if row.längd == längd]
    titel = "Jämför insatser" if förbund.är_värd else f"Jämför: {förbund.kortnamn}"
    url = FOLDER if förbund.är_värd else f"{FOLDER}{förbund.id}/"
    return dela(titel, [*rader, *ojämförda], sida(url), lambda row: row.insats.namn)


def tables(context: Context, förbund: Förbund, bit: Bit[Jämförd | Ojämförd], root: str) -> Markup:
    """Raderna på en av sidorna: helår, halvår, och det som inte går att jämföra."""
    return render(
        "jamforelse.html",
        delar=[(längd, [row for row in bit.rader if isinstance(row, Jämförd) and row.längd == längd]) for längd in LÄNGDER],
        ojämförda=[row for row in bit.rader if isinstance(row, Ojämförd)],
        säger_tomt=förbund.är_värd and bit.nummer == 1,
        förbund=förbund,
        könen=(TOTALT, *KÖNEN),
        andel=partial(share, context),
        antalet=partial(count, context),
        period=period_name,
        nyckel=period_key,
        typ=type_of,
        hämtning=context.register.hämtning,
        rot=root,
    )


def period_key(period: Period) -> str:
    return f"{period.från}–{period.till}"


def type_of(insats: Insats) -> str:
    return first_upper(insats.typ.namn if insats.typ else NO_TYPE)


def others(context: Context) -> list[Förbund]:
    """De andra förbunden som har insatser."""
    return [one for one in context.register.andra if context.register.insatser_i(one)]


def jämför(context: Context, root: str) -> Markup:
    """Valen, värdens tabeller och vägarna till de andra förbunden."""
    register = context.register
    insatser, delad = register.insatser, lista(context, register.värd)
    metoder = {val.metod.id: val.metod.namn for insats in insatser for val in insats.metodval}
    jämförda = [row for bit in delad.bitar for row in bit.rader if isinstance(row, Jämförd)]
    return render(
        "jamfor.html",
        tabeller=tables(context, register.värd, delad.första, root),
        lista=delad,
        antal_jämförda=len(jämförda),
        typer=sorted({type_of(insats) for insats in insatser}),
        metoder=sorted(metoder.items(), key=lambda pair: pair[1]),
        perioder=sorted({row.period for row in jämförda}, key=lambda one: (one.till, one.från), reverse=True),
        period=period_name,
        nyckel=period_key,
        andra=others(context),
        värd=register.värd,
        rot=root,
    )


def jämförelsesida(context: Context, förbund: Förbund, delad: Delad[Jämförd | Ojämförd]) -> Page:
    """Ett annat förbunds insatser i samma kolumner."""
    url, text = delad.första.adress, om(förbund)
    root = root_of(url)
    html = tables(context, förbund, delad.första, root) + part("sidorna", delad, delad.första, root)
    return Page(url, delad.titel, text, html, text, wide=True)


def om(förbund: Förbund) -> str:
    if förbund.är_värd:
        return "Insatser sida vid sida: kostnad, deltagare, måluppfyllelse och mål."
    return f"Insatserna i {förbund.namn} i samma kolumner som våra: kostnad, deltagare, måluppfyllelse och mål."


def sidor(context: Context) -> list[tuple[str, Callable[[], Page]]]:
    """Ett annat förbunds insatser, en sida för varje förbund, och fortsättningarna. Utan mått finns inget att jämföra."""
    if not context.register.uppföljning.mått.fält("aktiva"):
        return []
    made: list[tuple[str, Callable[[], Page]]] = []
    for förbund in (context.register.värd, *others(context)):
        delad = lista(context, förbund)
        if not förbund.är_värd:
            made.append((delad.första.adress, partial(jämförelsesida, context, förbund, delad)))
        made += delsidor(delad, om(förbund), partial(tables, context, förbund))
    return made
