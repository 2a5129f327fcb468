"""Utfallen: måtten, resultaten per insats och period, diagrammet och räknaren. Små grupper är skyddade redan i modellen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from markupsafe import Markup

from macros.downloads import size_in_words
from macros.model.insats import Insats
from macros.model.tid import in_words
from macros.model.utfall import POSITIVA, RÄKNADE, TOTALT, Måluppfyllelse, Måttlista, Period, Utfall
from macros.model.utfallssummor import jämförbara
from macros.views import delad, perioder
from macros.views.andelsfigur import andelsfigur
from macros.views.delad import Bit, Delad, dela, delsidor
from macros.views.html import Context, Page, part, render
from macros.views.lager import ANDRA, EGNA, urval
from macros.views.text import first_upper, number
from macros.views.utfall_tillsammans import tillsammans as tillsammans_i_perioder
from macros.views.utfall_tillsammans import utveckling_på_insats, våra_kostnader


def utfallsmått(context: Context, root: str) -> Markup:
    """Måtten, vad de betyder och vilka som är positiva."""
    return render("utfallsmatt.html", mått=context.register.uppföljning.mått.alla, rot=root)


def period_in_words(period: Period | None) -> str:
    """`1 juli 2024 – 30 juni 2025`. Ett exempel kan sakna period."""
    return f"{in_words(period.från)} – {in_words(period.till)}" if period else "År X"


def no_number(rad: Utfall, *fält: str) -> Markup:
    """Vad som står i stället för ett tal: att något av fälten inte är inlagt, eller att talet inte får visas."""
    return _words("visas inte" if rad.saknas.isdisjoint(fält) else "saknas")


# Samma ord och tal står i hundratusentals celler.
@cache
def _words(text: str) -> Markup:
    return part("saknas", text)


@lru_cache(maxsize=10_000, typed=True)  # text och färdig HTML är inte samma sak
def table_cell(column: str, text: str) -> Markup:
    """Cellen med sin kolumns rubrik, som visas bredvid talet på en smal skärm."""
    return part("talcell", column, text)


def cell(rad: Utfall, fält: str) -> str:
    """Talet med sina rättelser, eller varför det inte står något tal."""
    value = rad.tal.get(fält)
    if value is None:
        return no_number(rad, fält)
    rättelser = " ".join(
        f"Rättad {in_words(one.datum)}, tidigare {one.tidigare}: {one.varför}"
        for one in rad.rättelser
        if one.fält == fält and one.tidigare is not None
    )
    return Markup('{}<span class="note">{}</span>').format(value, rättelser) if rättelser else str(value)


def column(rad: Utfall, mått: Måttlista) -> list[str]:
    """En rads celler uppifrån: antalen, måluppfyllelsen med täljare och nämnare, och bakgrunden."""
    andel = rad.måluppfyllelse
    return [
        *(cell(rad, one.fält) for one in mått.antal),
        f"{andel.täljare} av {andel.nämnare} = {andel.procent} %" if andel else no_number(rad, *mått.fält("utfall")),
        *(
            f"{number(rad.snitt[one.fält])} {one.enhet}" if one.fält in rad.snitt else no_number(rad, one.fält)
            for one in mått.bakgrund
        ),
    ]


@dataclass(frozen=True)
class Periodtabell:
    """En period: en kolumn för totalt och för varje kön, och totalen för perioden före när den finns.

    `kolumner` är rubriker och radernas id i data; den sista saknar id när den visas i en annan tabell. `rader` är namn, sort
    och celler.
    """

    period: str
    kolumner: list[tuple[str, str]]
    rader: list[tuple[str, str, list[Markup]]]


def total_first(grupp: Sequence[Utfall]) -> list[Utfall]:
    """Raderna i en period i den ordning de visas."""
    return sorted(grupp, key=lambda rad: rad.kön != TOTALT)


def period_table(grupp: Sequence[Utfall], före: Utfall | None, mått: Måttlista) -> Periodtabell:
    shown = [(first_upper(rad.kön), rad.id, rad) for rad in total_first(grupp)]
    shown += [("Totalt perioden före", "", före)] if före else []
    headings = [
        *((one.namn, "positivt" if one.positivt else "antal") for one in mått.antal),
        ("Måluppfyllelse", "andel"),
        *((one.namn, "bakgrund") for one in mått.bakgrund),
    ]
    columns = [[table_cell(title, text) for text in column(rad, mått)] for title, _, rad in shown]
    rows = [(namn, sort, cells) for (namn, sort), *cells in zip(headings, *columns)]
    return Periodtabell(period_in_words(grupp[0].period), [(title, id_) for title, id_, _ in shown], rows)


def tables(grupper: Sequence[Sequence[Utfall]], context: Context, caption: str) -> Markup:
    """En tabell per period, senaste först. Täljaren och nämnaren står vid andelen."""
    totals = [next((rad for rad in grupp if rad.kön == TOTALT), None) for grupp in grupper]
    mått = context.register.uppföljning.mått
    return render(
        "utfallstabell.html",
        rubrik=caption,
        tabeller=[period_table(grupp, före, mått) for grupp, före in zip(grupper, [*totals[1:], None])],
    )


def chart(grupper: Sequence[Sequence[Utfall]], caption: str) -> Markup:
    """Andelen per period och kön. Samma tal står i tabellen bredvid. Tomt när ingen andel får visas."""
    andelar = [
        (period_in_words(grupp[0].period), {rad.kön: rad.måluppfyllelse for rad in grupp if rad.måluppfyllelse})
        for grupp in grupper
    ]
    return andelsfigur(andelar, caption)


def utfall_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Avsnittet på insatsens sida. Tomt när inga utfall är inlagda."""
    grupper = context.register.uppföljning.utfallsgrupper.get(insats.id, [])
    if not grupper:
        return Markup("")
    visade = [grupp for grupp in grupper if any(rad.tal for rad in grupp)]
    return render(
        "utfall_insats.html",
        rader=[rad for grupp in visade for rad in grupp],
        utveckling=utveckling_på_insats(context, insats, root),
        tabeller=tables(visade, context, "Utfall"),
        diagram=chart(visade, f"Måluppfyllelse i {insats.namn}"),
        dolda=[period_in_words(grupp[0].period) for grupp in grupper if grupp not in visade],
        texter=[rad for grupp in visade for rad in grupp if rad.till_annat or rad.arbete_med_stöd or rad.övriga],
        rot=root,
        period=period_in_words,
    )


def utfallsexempel(context: Context, root: str) -> Markup:
    """Räkneexemplet. Det är inga personer, och visas helt."""
    exempel = context.register.uppföljning.utfallsexempel
    if not exempel:
        return Markup("")
    mått = context.register.uppföljning.mått
    rader = [
        (
            rad,
            [rad.tal.get(fält) for fält in mått.fält("avslut", "tidiga avhopp")],
            [rad.tal.get(fält) for fält in mått.positiva],
        )
        for rad in exempel
    ]
    return render("utfallsexempel.html", tabeller=tables([exempel], context, "Exempel"), rader=rader, rot=root)


@dataclass(frozen=True)
class Översikt:
    """En insats i förteckningen: senaste perioden, de aktiva och andelen då, och totalen för perioden före.

    `utan_aktiva` och `utan_andel` är vad som står när talet inte finns eller inte får visas.
    """

    insats: Insats
    period: str
    aktiva: int | None
    nu: Måluppfyllelse | None
    utan_aktiva: Markup
    utan_andel: Markup
    förut: "Översikt | None" = None


def översikt(context: Context, vilka: str = EGNA) -> list[Översikt]:
    """Senaste perioden för varje insats som har lämnat utfall, i registrets ordning, och den före som är lika lång."""
    uppföljning, rows = context.register.uppföljning, []
    for insats in urval(context.register.insatser, vilka):
        grupper = uppföljning.utfallsgrupper.get(insats.id, ())
        visade = [rad for grupp in grupper for rad in grupp if rad.kön == TOTALT and rad.tal]
        samma = [rad for rad in visade if rad.gäller[1].månader == visade[0].gäller[1].månader]
        förut = _period(samma[1], uppföljning.mått, None) if len(samma) > 1 else None
        rows += [_period(visade[0], uppföljning.mått, förut)] if visade else []
    return rows


def _period(rad: Utfall, mått: Måttlista, förut: Översikt | None) -> Översikt:
    active = mått.fält("aktiva")
    insats, period = rad.gäller
    return Översikt(
        insats,
        period_in_words(period),
        next((rad.tal.get(fält) for fält in active), None),
        rad.måluppfyllelse,
        no_number(rad, *active),
        no_number(rad, *mått.fält("utfall")),
        förut,
    )


def utfall(context: Context, root: str, csv_size: int, vilka: str = EGNA) -> Markup:
    """Utfallen, insats för insats. Alla perioder och könen står på insatsens sida. De andra förbundens summeras inte."""
    if vilka == ANDRA:
        return andras_utfall(context, root)
    rows = översikt(context, EGNA)
    senaste = next(iter(jämförbara(context.register.periodsummor)), None)
    return render(
        "utfall.html",
        rader=rows,
        många=len(rows) if len(rows) > delad.FLEST else 0,
        tillsammans=tillsammans_i_perioder(context, root),
        kostnader=våra_kostnader(context, root),
        senaste=senaste.period if senaste else None,
        summa=senaste.andelar.get(TOTALT) if senaste else None,
        namn=perioder.namn,
        rot=root,
        storlek=size_in_words(csv_size),
        rapporter=urval(context.register.uppföljning.bibliotek.rapporter, EGNA),
    )


def andras_lista(context: Context) -> Delad[Översikt]:
    """De andra förbundens insatser med utfall, förbund för förbund."""
    return dela(
        "Andra förbunds utfall",
        översikt(context, ANDRA),
        lambda n: "resultat/utfall/#andra-forbund" if n == 1 else f"resultat/utfall/andra/{n}/",
        namn=lambda rad: rad.insats.förbund.kortnamn,
        grupp=lambda rad: rad.insats.förbund.id,
    )


def andras_utfall(context: Context, root: str) -> Markup:
    """De andra förbundens utfall. Tomt när inget finns."""
    lista = andras_lista(context)
    return (
        render("andras_utfall.html", lista=lista, tabell=andras_tabell(lista.första, root), rot=root)
        if lista.antal
        else Markup("")
    )


def andras_tabell(bit: Bit[Översikt], root: str) -> Markup:
    """Tabellen på en av sidorna med andra förbunds utfall."""
    return render("andras_utfallstabell.html", rader=bit.rader, rot=root)


def sidor(context: Context) -> list[tuple[str, Callable[[], Page]]]:
    """Fortsättningen på andra förbunds utfall, när de är för många för en sida."""
    return delsidor(andras_lista(context), "Hur det gick för deltagarna i andra förbunds insatser.", andras_tabell)


def räknare(context: Context, root: str) -> Markup:
    """Räknaren. Måtten i formuläret säger själva vilka som är positiva, så definitionen är den som bygget har."""
    return render("raknare.html", mått=context.register.uppföljning.mått, POSITIVA=POSITIVA, RÄKNADE=RÄKNADE, rot=root)
