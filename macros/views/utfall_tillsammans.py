"""Utfallen över insatser och perioder: summor, utveckling och kostnader. Allt är räknat av tal som redan visas."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from macros.grouped import grouped
from macros.model.insats import Insats
from macros.model.kostnad import PER, Periodkostnad
from macros.model.utfall import KÖNEN, TOTALT, Period, Utfall
from macros.model.utfallssummor import HALVÅR, HELÅR, Periodsumma, jämförbara
from macros.views import perioder
from macros.views.andelsfigur import andelsfigur
from macros.views.delad import Bit, Delad, dela, delsidor
from macros.views.html import Context, Page, render, root_of


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
        render("utveckling_insats.html", trender=visas, mått=mått, könen=(TOTALT, *KÖNEN), namn=perioder.namn, rot=root)
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
    return render(
        "kostnad_insats.html", kostnader=kostnader, per=PER, namn=perioder.namn, har_alla=har_alla, insats=insats, rot=root
    )


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


def diagram(summor: Sequence[Periodsumma]) -> Markup:
    """Måluppfyllelsen i de senaste perioderna, totalt och för könen. Samma tal står i tabellen. Tomt när ingen andel visas."""
    andelar = [(perioder.namn(one.period), {kön: andel.andel for kön, andel in one.andelar.items()}) for one in summor]
    return andelsfigur(andelar, "Måluppfyllelse i våra insatser tillsammans")


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


def periodens_lista(context: Context, period: Period) -> Delad[Insatsrad]:
    """Periodens insatser, i registrets ordning."""
    return dela(
        f"Utfall {perioder.namn(period)}",
        insatsrader(context, period),
        partial(perioder.adress, period),
        namn=lambda ett: ett.rad.gäller[0].namn,
    )


def sidor(context: Context) -> list[tuple[str, Callable[[], Page]]]:
    """Sidorna om varje period: en, eller fler när insatserna är många."""
    return [one for summa in context.register.periodsummor for one in periodens_sidor(context, summa)]


def periodens_sidor(context: Context, summa: Periodsumma) -> list[tuple[str, Callable[[], Page]]]:
    lista = periodens_lista(context, summa.period)
    fler = delsidor(lista, om_perioden(summa.period), partial(insats_för_insats, context, summa.period))
    return [(lista.första.adress, partial(period_page, context, summa, lista)), *fler]


def om_perioden(period: Period) -> str:
    return f"Hur det gick för deltagarna {perioder.namn(period)}, över alla insatser och insats för insats."


def period_page(context: Context, summa: Periodsumma, lista: Delad[Insatsrad]) -> Page:
    """Sidan `resultat/utfall/<period>/`: summorna i alla mått, och insatserna."""
    url = lista.första.adress
    html = render(
        "utfall_period.html",
        summa=summa,
        före=före(summa, context.register.periodsummor),
        insatserna=insats_för_insats(context, summa.period, lista.första, root_of(url)),
        lista=lista,
        mått=context.register.uppföljning.mått,
        könen=(TOTALT, *KÖNEN),
        namn=perioder.namn,
        rot=root_of(url),
    )
    return Page(url, lista.titel, om_perioden(summa.period), html, wide=True)


def insats_för_insats(context: Context, period: Period, bit: Bit[Insatsrad], root: str) -> Markup:
    """Tabellen på en av periodens sidor."""
    return render(
        "utfall_period_tabell.html",
        rubrik=f"Utfall per insats, {perioder.namn(period)}" + (f", sida {bit.nummer}" if bit.nummer > 1 else ""),
        rader=bit.rader,
        per=PER,
        mått=context.register.uppföljning.mått,
        rot=root,
    )
