"""Svaret på vad pengarna gav: året och året före bredvid varandra, alla insatser och samma insatser."""

from collections.abc import Sequence

from markupsafe import Markup

from macros.downloads import RESULTATTABELL, size_in_words
from macros.model.arsresultat import Årsresultat
from macros.model.insats import Insats
from macros.model.utfall import Period
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
    mått = register.uppföljning.mått
    return render(
        "arstabell.html",
        åren=åren,
        samma=register.samma_insatser(*åren) if len(åren) == YEARS else None,
        med_pengar=any(ett.pengar for ett in åren),
        med_kostnad=any(ett.kostnad for ett in åren),
        har_utfall=any(ett.summa for ett in åren),
        fält_aktiva=next(iter(mått.fält("aktiva")), ""),
        pengarna=pengarna,
        namn=perioder.namn,
        adress=perioder.adress,
        rot=root,
    )


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
