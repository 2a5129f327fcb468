"""Utfallen över insatser och perioder: summor, utveckling och kostnader. Allt är räknat av tal som redan visas."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from macros.grouped import grouped
from macros.model.insats import Insats
from macros.model.kostnad import PER, Periodkostnad
from macros.model.utfall import KÖNEN, TOTALT, Måluppfyllelse, Period, Utfall
from macros.model.utfallssummor import HALVÅR, HELÅR, Periodsumma, jämförbara
from macros.views import perioder
from macros.views.html import Context, Page, render, root_of

MOST_BARS = 5  # perioder i diagrammet; tabellen har alla
BAR_WIDTH = 1000  # SVG-enheter; bilden töjs till kolumnens bredd
MOST_ROWS = 100  # insatser på en sida; fler står på sidor efter varandra, så att varje sida går fort att hämta


@dataclass(frozen=True)
class Trendrad:
    """En period: talen som ska jämföras med de andra periodernas. `ur_halvår` är sant när helåret är räknat ur halvåren."""

    period: Period
    rader: dict[str, Utfall]
    ur_halvår: bool


def trend(rader: Sequence[Utfall], månader: int) -> list[Trendrad]:
    """En insats perioder som är så långa, senaste först. Bara de som visar något tal."""
    found = grouped((rad for rad in rader if rad.gäller[1].månader == månader and rad.tal), lambda rad: rad.gäller[1])
    trender = [Trendrad(period, {rad.kön: rad for rad in ones}, bool(ones[0].ur)) for period, ones in found.items()]
    return sorted(trender, key=lambda one: one.period.till, reverse=True)


def utveckling_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Hela år mot hela år och halvår mot halvår, när det finns minst två att jämföra eller ett helår är uträknat."""
    rader = context.register.uppföljning.årsutfall.get(insats.id, [])
    trender = [(rubrik, trend(rader, månader)) for rubrik, månader in (("Hela år", HELÅR), ("Halvår", HALVÅR))]
    visas = [(rubrik, ones) for rubrik, ones in trender if len(ones) > 1 or any(one.ur_halvår for one in ones)]
    mått = context.register.uppföljning.mått
    return (
        render("utveckling_insats.html", trender=visas, mått=mått, könen=(TOTALT, *KÖNEN), namn=perioder.namn)
        if visas
        else Markup("")
    )


def kostnad_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Vad insatsen kostade per person, period för period. Tomt när inget belopp eller inget antal är inlagt."""
    alla: list[Periodkostnad] = context.register.kostnader.get(insats.id, [])
    i_helår = {period for one in alla for period in one.ur}  # halvåren vars pengar står vid helåret
    kostnader = [one for one in alla if one.period not in i_helår]
    if not any(one.per or one.planerad for one in kostnader):
        return Markup("")
    har_alla = insats.förbund.är_värd and bool(context.register.årskostnader)
    return render("kostnad_insats.html", kostnader=kostnader, per=PER, namn=perioder.namn, har_alla=har_alla, rot=root)


def före(summa: Periodsumma, alla: Sequence[Periodsumma]) -> Periodsumma | None:
    """Samma tid ett år tidigare: helåret före, eller samma halvår året före."""
    tid = summa.period
    return next(
        (
            one
            for one in alla
            if (one.period.månader, one.period.från.month, one.period.från.year)
            == (tid.månader, tid.från.month, tid.från.year - 1)
        ),
        None,
    )


@dataclass(frozen=True)
class Stapel:
    """En andel i diagrammet, så som mallen vill ha den."""

    kön: str
    måluppfyllelse: Måluppfyllelse


def diagram(summor: Sequence[Periodsumma]) -> Markup:
    """Måluppfyllelsen i de senaste perioderna, totalt och för könen. Samma tal står i tabellen. Tomt när ingen andel visas."""
    visade = [(perioder.namn(one.period), [Stapel(kön, andel.andel) for kön, andel in one.andelar.items()]) for one in summor]
    visade = [(namn, staplar) for namn, staplar in visade if staplar][:MOST_BARS]
    rubrik = "Måluppfyllelse i våra insatser tillsammans"
    return render("utfallsdiagram.html", perioder=visade, rubrik=rubrik, BREDD=BAR_WIDTH) if visade else Markup("")


def tillsammans(context: Context, root: str) -> Markup:
    """Summorna över våra insatser: det senaste helåret i alla mått, hela år mot hela år, och halvår mot halvår."""
    summor = context.register.periodsummor
    if not summor:
        return Markup("")
    senaste = jämförbara(summor)[0]
    hela, halva = ([one for one in summor if one.period.månader == månader] for månader in (HELÅR, HALVÅR))
    return render(
        "utfall_tillsammans.html",
        senaste=senaste,
        före=före(senaste, summor),
        trender=[(rubrik, ones) for rubrik, ones in (("Hela år", hela), ("Halvår", halva)) if ones],
        diagram=diagram(hela or halva),
        övriga=[one for one in summor if one.period.månader not in (HELÅR, HALVÅR)],
        mått=context.register.uppföljning.mått,
        könen=(TOTALT, *KÖNEN),
        namn=perioder.namn,
        adress=perioder.adress,
        rot=root,
    )


def våra_kostnader(context: Context, root: str) -> Markup:
    """Vad våra insatser tillsammans kostade per person, år för år. Tomt när ingen kostnad går att räkna ut."""
    åren = context.register.årskostnader
    return render("kostnader.html", åren=åren, per=PER, rot=root) if åren else Markup("")


# ---- Sidan om en period -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Insatsrad:
    """En insats i en period: totalen, och kostnaderna när de går att räkna ut."""

    rad: Utfall
    kostnad: Periodkostnad | None


def insatsrader(context: Context, period: Period) -> list[Insatsrad]:
    """Insatserna som har utfall för perioden, också de vars tal inte visas."""
    kostnader = context.register.kostnader
    return [
        Insatsrad(rad, next((one for one in kostnader.get(rad.gäller[0].id, ()) if one.period == period), None))
        for rad in context.register.värdens_utfall[period]
        if rad.kön == TOTALT
    ]


def periodsidor(context: Context) -> list[tuple[str, Period, int]]:
    """Adressen, perioden och delen för varje sida om en period."""
    return [
        (perioder.adress(one.period, del_), one.period, del_)
        for one in context.register.periodsummor
        for del_ in range(1, 2 + (len(insatsrader(context, one.period)) - 1) // MOST_ROWS)
    ]


def period_page(context: Context, period: Period, del_: int) -> Page:
    """Sidan `resultat/utfall/<period>/`: summorna i alla mått, och insatserna. Många insatser står på flera sidor."""
    url, namn = perioder.adress(period, del_), perioder.namn(period)
    rader = insatsrader(context, period)
    delar = [rader[start : start + MOST_ROWS] for start in range(0, len(rader), MOST_ROWS)]
    summa = next(one for one in context.register.periodsummor if one.period == period)
    html = render(
        "utfall_period.html",
        summa=summa,
        före=före(summa, context.register.periodsummor),
        visar_summan=del_ == 1,
        rader=delar[del_ - 1] if delar else [],
        delar=[(perioder.adress(period, number), ones) for number, ones in enumerate(delar, 1)] if len(delar) > 1 else [],
        del_=del_,
        per=PER,
        mått=context.register.uppföljning.mått,
        könen=(TOTALT, *KÖNEN),
        namn=perioder.namn,
        rot=root_of(url),
    )
    title = f"Utfall {namn}" + (f", del {del_}" if del_ > 1 else "")
    return Page(url, title, f"Hur det gick för deltagarna {namn}, över alla insatser och insats för insats.", html, wide=True)
