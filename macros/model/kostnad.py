"""Vad insatserna kostade per deltagare, per avslut och per positivt utfall.

Ett belopp per person delas bara ut när pengarna och talet gäller samma tid. Budgeten är per kalenderår. Alltså ska perioden vara
hela kalenderår, eller hela den del av dem som insatsen pågick.

Skyddet: den som kan beloppet och kostnaden kan räkna ut antalet. Därför räknas kostnaden bara ut ur tal som redan visas, och
aldrig ur ett tal som är skyddat. Den säger då inget som inte redan står.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from macros.grouped import grouped
from macros.model.insats import BEVILJAT, Budgetläge, Budgetpost, Deltagartal, Insats
from macros.model.utfall import FÅ, POSITIVA, TOTALT, Måttlista, Period, Utfall

Per = Literal["deltagare", "avslut", "positivt utfall"]
PER: tuple[Per, ...] = get_args(Per)
UTFALL: Budgetläge = "utfall"

# Varför det inte finns någon kostnad. Visas för läsaren.
ANNAN_TID = "Pengarna gäller hela kalenderår, men talen en annan tid."
INGA_PENGAR = "Beloppen för tiden är inte inlagda."
INGA_TAL = "Inget antal visas för tiden."


@dataclass(frozen=True)
class Kostnad:
    """Kronor och antalet personer de delas på: täljaren och nämnaren."""

    kronor: int
    antal: int

    @property
    def per_person(self) -> int:
        """Hela kronor, halva uppåt."""
        return (2 * self.kronor + self.antal) // (2 * self.antal)


@dataclass(frozen=True)
class Pengar:
    """Hela kronor från alla finansiärer. `läge` är utfall när det är inlagt för alla, annars beviljat."""

    kronor: int
    läge: Budgetläge


@dataclass(frozen=True)
class Periodkostnad:
    """En insats kostnader i en period. `varför` säger varför `per` är tom.

    `planerad` är de beviljade kronorna per planerad deltagare. `ur` är halvåren som talen är räknade ur, när de är det.
    """

    insats: Insats
    period: Period
    pengar: Pengar | None
    per: Mapping[Per, Kostnad]
    varför: str = ""
    planerad: Kostnad | None = None
    ur: tuple[Period, ...] = ()

    @property
    def år(self) -> int | None:
        """Kalenderåret, eller None när perioden rör flera år eller inte går att jämföra med pengarna."""
        ett = self.period.från.year == self.period.till.year and self.varför != ANNAN_TID
        return self.period.från.year if ett else None


@dataclass(frozen=True)
class Årskostnad:
    """Insatserna tillsammans, ett kalenderår. `med` är hur många insatser varje kostnad bygger på, av alla med deltagare.

    Varje kostnad är bara av insatser där både pengarna och talet visas, så att täljaren och nämnaren hör ihop.
    """

    år: int
    per: Mapping[Per, Kostnad]
    med: Mapping[Per, int]
    av: int


def pengar(insats: Insats, period: Period) -> Pengar | None:
    """Pengarna för kalenderåren som perioden rör. None när något år saknar belopp. Det som bara är sökt räknas inte."""
    åren = range(period.från.year, period.till.year + 1)
    lägen = [belopp_per_läge(insats, år) for år in åren]
    betalade = all(UTFALL in läge and läge[UTFALL].keys() >= läge.get(BEVILJAT, {}).keys() for läge in lägen)
    valt: Budgetläge = UTFALL if betalade else BEVILJAT
    if not all(valt in läge for läge in lägen):
        return None
    return Pengar(sum(belopp for läge in lägen for belopp in läge[valt].values()), valt)


def belopp_per_läge(insats: Insats, år: int) -> dict[Budgetläge, dict[str, int]]:
    """Årets belopp efter läge och finansiär."""
    posterna: dict[Budgetläge, list[Budgetpost]] = {}
    for post in insats.budget:
        if post.år == år:
            posterna.setdefault(post.läge or BEVILJAT, []).append(post)
    return {
        läge: {payer: sum(one.belopp for one in ones) for payer, ones in grouped(poster, lambda one: one.finansiär).items()}
        for läge, poster in posterna.items()
    }


def hör_ihop(insats: Insats, period: Period) -> bool:
    """Om perioden är hela den tid av sina kalenderår som insatsen pågick."""
    första, sista = date(period.från.year, 1, 1), date(period.till.year, 12, 31)
    tid = insats.projekttid
    start = max(första, tid.start.första) if tid.start else första
    slut = min(sista, tid.slut.sista) if tid.slut else sista
    return period.från <= start and slut <= period.till


def tal_per(mått: Måttlista) -> dict[Per, str]:
    """Talet som kostnaden delas på. Tomt när måtten saknas."""
    fälten = (mått.fält("aktiva"), mått.fält("avslut"), (POSITIVA,))
    return {per: fält[0] for per, fält in zip(PER, fälten, strict=True) if fält}


def periodkostnader(insats: Insats, rader: Iterable[Utfall], mått: Måttlista) -> list[Periodkostnad]:
    """Insatsens kostnader, period för period, senaste först.

    Args:
        rader: insatsens utfall så som de visas. Bara totalen räknas.
    """
    tal, totalt = tal_per(mått), [rad for rad in rader if rad.kön == TOTALT and rad.period]
    mätta = [rad.gäller[1] for rad in totalt]
    utan_utfall = [one for one in insats.deltagare if not any(period_av(one).överlappar(period) for period in mätta)]
    found = [
        _periodkostnad(insats, rad.gäller[1], {per: rad.tal.get(fält) for per, fält in tal.items()}, rad.ur)
        for rad in totalt
        if rad.tal
    ]
    found += [_periodkostnad(insats, period_av(one), {"deltagare": _faktiska(one)}) for one in utan_utfall]
    return sorted(found, key=lambda one: (one.period.till, one.period.från), reverse=True)


def _periodkostnad(
    insats: Insats, period: Period, antal: Mapping[Per, int | None], ur: tuple[Period, ...] = ()
) -> Periodkostnad:
    if not hör_ihop(insats, period):
        return Periodkostnad(insats, period, None, {}, ANNAN_TID, ur=ur)
    visade, belopp = {per: number for per, number in antal.items() if number}, pengar(insats, period)
    varför = INGA_PENGAR if belopp is None else "" if visade else INGA_TAL
    per = {key: Kostnad(belopp.kronor, number) for key, number in visade.items()} if belopp else {}
    return Periodkostnad(insats, period, belopp, per, varför, _planerad(insats, period), ur)


def _planerad(insats: Insats, period: Period) -> Kostnad | None:
    """De beviljade kronorna per planerad deltagare, när planen är för just den perioden."""
    lägen = [belopp_per_läge(insats, år).get(BEVILJAT) for år in range(period.från.year, period.till.year + 1)]
    planerade = [one.planerade for one in insats.deltagare if period_av(one) == period and one.planerade]
    if not planerade or not all(lägen):
        return None
    return Kostnad(sum(sum(läge.values()) for läge in lägen if läge), planerade[0])


def period_av(deltagare: Deltagartal) -> Period:
    """Dagarna som deltagartalet gäller."""
    return Period(deltagare.period.första, (deltagare.till or deltagare.period).sista)


def _faktiska(deltagare: Deltagartal) -> int | None:
    """Antalet när det får visas."""
    antal = int(deltagare.faktiska) if deltagare.faktiska.isdecimal() else 0
    return antal if antal >= FÅ else None


def årskostnader(per_insats: Iterable[tuple[Insats, Sequence[Periodkostnad]]]) -> list[Årskostnad]:
    """Insatserna tillsammans, år för år, senaste först. Bara år där någon kostnad går att räkna ut.

    Args:
        per_insats: insatserna och deras periodkostnader. Insatser av en typ som inte följer deltagare räknas inte.
    """
    insatser = [(insats, ones) for insats, ones in per_insats if not insats.typ or insats.typ.följer_deltagare is not False]
    alla = grouped((one for _, ones in insatser for one in ones if one.år and one.per), lambda one: one.år or 0)
    found = []
    for år, kostnader in sorted(alla.items(), reverse=True):
        delar = {per: [one.per[per] for one in kostnader if per in one.per] for per in PER}
        delar = {per: ones for per, ones in delar.items() if ones}
        per = {key: Kostnad(sum(one.kronor for one in ones), sum(one.antal for one in ones)) for key, ones in delar.items()}
        found.append(Årskostnad(år, per, {key: len(ones) for key, ones in delar.items()}, _är_igång(insatser, år)))
    return found


def _är_igång(insatser: Iterable[tuple[Insats, Sequence[Periodkostnad]]], år: int) -> int:
    """Hur många insatser som har pengar eller deltagare ett år."""
    året = Period(date(år, 1, 1), date(år, 12, 31))
    return sum(
        pengar(insats, året) is not None or any(one.period.överlappar(året) for one in ones) for insats, ones in insatser
    )
