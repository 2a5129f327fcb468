"""Svaret på vad pengarna gav: året och året före bredvid varandra, alla insatser och samma insatser."""

from collections.abc import Sequence

from markupsafe import Markup

from macros.downloads import RESULTATTABELL, size_in_words
from macros.model.arsresultat import SammaInsatser, Årsresultat
from macros.model.insats import Insats
from macros.model.utfall import TOTALT, Period
from macros.model.utfallssummor import Periodsumma
from macros.views import perioder
from macros.views.figurer import ADRESS as FIGURSIDA
from macros.views.figurer import figurer
from macros.views.html import Context, render
from macros.views.utfall_tillsammans import diagram

YEARS = 2  # året och året före


def svaret(context: Context, root: str, pengarna: str) -> Markup:
    """Avsnittet som börjar med tabellen, med figuren och det som inte är med. Tomt när inget är känt om något år.

    Args:
        pengarna: dit länken från årets pengar går.
    """
    åren = visade(context.register.årsresultat(context.today))
    if not åren:
        return Markup("")
    summor = [ett.summa for ett in åren if ett.summa]
    return render(
        "svaret.html",
        åren=åren,
        tabell=årstabell(context, åren, root, pengarna),
        har_utfall=bool(summor),
        diagram=diagram(summor),
        pengar_för_sig=[] if åren[0].är_kalenderår else context.register.pengar_per_år(context.today)[:YEARS],
        tabellfil=size_in_words(context.sizes[RESULTATTABELL]) if RESULTATTABELL in context.sizes else "",
        tabellen=RESULTATTABELL,
        figursida=FIGURSIDA if figurer(context.register, context.today) else "",
        senare=senare(context, åren[0].period) if summor else [],
        utanför=utanför(context, [ett.period for ett in åren]) if summor else [],
        pengarna=pengarna,
        namn=perioder.namn,
        adress=perioder.adress,
        rot=root,
    )


def visade(åren: Sequence[Årsresultat]) -> Sequence[Årsresultat]:
    """Det senaste året med utfall och året före. Utan utfall de två senaste."""
    första = next((number for number, ett in enumerate(åren) if ett.summa), 0)
    return åren[första : första + YEARS]


def årstabell(context: Context, åren: Sequence[Årsresultat], root: str, pengarna: str) -> Markup:
    """Åren sida vid sida. Med två år står samma insatser bredvid, om det inte ger samma tal."""
    register = context.register
    samma = register.samma_insatser(åren[0].period, åren[1].period) if len(åren) == YEARS else None
    mått = register.uppföljning.mått
    return render(
        "arstabell.html",
        åren=åren,
        samma=samma if samma and not samma.är_tom and skiljer_sig(samma, åren) else None,
        med_pengar=any(ett.pengar for ett in åren),
        med_kostnad=any(ett.kostnad for ett in åren),
        har_utfall=any(ett.summa for ett in åren),
        fält_aktiva=next(iter(mått.fält("aktiva")), ""),
        pengarna=pengarna,
        namn=perioder.namn,
        adress=perioder.adress,
        rot=root,
    )


def skiljer_sig(samma: SammaInsatser, åren: Sequence[Årsresultat]) -> bool:
    """Om något tal av samma insatser är ett annat än det av alla."""

    def talen(ett: Årsresultat) -> list[object]:
        andelar, totalt = (ett.summa.andelar, ett.summa.tal.get(TOTALT, {})) if ett.summa else ({}, {})
        return [
            ett.pengar.kronor if ett.pengar else None,
            *[one.antal for one in totalt.values()],
            *[one.andel for one in andelar.values()],
        ]

    par = [one for one in (samma.pengar, samma.aktiva, *samma.andelar.values()) if one]
    return any(one.nu not in talen(åren[0]) or one.då not in talen(åren[1]) for one in par)


def senare(context: Context, period: Period) -> list[Periodsumma]:
    """Perioderna med utfall som slutar efter den som visas."""
    return [one for one in context.register.periodsummor if one.period.till > period.till]


def utanför(context: Context, åren: Sequence[Period]) -> list[tuple[Insats, Period]]:
    """Insatserna vars utfall bara gäller andra perioder än tabellens, med den senaste av dem."""
    senaste: dict[str, tuple[Insats, Period]] = {}
    med = {rad.gäller[0].id for period in åren for rad in context.register.värdens_utfall.get(period, ())}
    for summa in context.register.periodsummor:
        for rad in context.register.värdens_utfall[summa.period]:
            if rad.tal and rad.gäller[0].id not in med:
                senaste.setdefault(rad.gäller[0].id, rad.gäller)
    return list(senaste.values())
