"""Ett år i taget: pengarna, deltagarna, hur det gick och vad det kostade, för värdens insatser tillsammans."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from macros.model.insats import BEVILJAT, Insats
from macros.model.kostnad import PER, UTFALL, Kostnad, Per, Periodkostnad, Årskostnad, pengar
from macros.model.utfall import KÖNEN, TOTALT, Kön, Måluppfyllelse, Måttlista, Period, Utfall
from macros.model.utfallssummor import Periodsumma, jämförbara

T = TypeVar("T")


@dataclass(frozen=True)
class Årspengar:
    """Hela kronor till insatserna ett år, från alla finansiärer. `beviljat` är de insatser vars utfall inte är inlagt."""

    utfall: int
    beviljat: int
    insatser: int

    @property
    def kronor(self) -> int:
        return self.utfall + self.beviljat


@dataclass(frozen=True)
class Årsresultat:
    """Det som är känt om ett år. None är det som inte är inlagt eller inte får visas.

    Året är det som utfallen gäller. Är det inget kalenderår saknas pengarna och kostnaden, för budgeten är per kalenderår.
    """

    period: Period
    pengar: Årspengar | None
    summa: Periodsumma | None
    kostnad: Årskostnad | None

    @property
    def är_kalenderår(self) -> bool:
        return self.period == kalenderår(self.period.från.year)


def årsresultat(
    insatser: Iterable[Insats], summor: Sequence[Periodsumma], kostnader: Iterable[Årskostnad], dag: date
) -> list[Årsresultat]:
    """Åren som har börjat och som något är känt om, senaste först.

    Args:
        insatser: värdens insatser.
        summor: insatserna tillsammans, period för period. Bara de jämförbara är med.
        dag: dagen som webbplatsen gäller.
    """
    alla, valda = list(insatser), jämförbara(summor)
    av = {one.period: one for one in valda}
    if any(period != kalenderår(period.från.year) for period in av):
        return [Årsresultat(one.period, None, one, None) for one in valda]
    kostade = {one.år: one for one in kostnader}
    åren = {post.år for insats in alla for post in insats.budget} | {period.från.year for period in av} | kostade.keys()
    found = [
        Årsresultat(kalenderår(år), årspengar(alla, år), av.get(kalenderår(år)), kostade.get(år))
        for år in sorted(åren, reverse=True)
        if år <= dag.year
    ]
    return [one for one in found if one.pengar or one.summa or one.kostnad]


def kalenderår(år: int) -> Period:
    return Period(date(år, 1, 1), date(år, 12, 31))


def årspengar(insatser: Iterable[Insats], år: int) -> Årspengar | None:
    """Pengarna ett år. None när inget belopp är inlagt."""
    belopp = [found for insats in insatser if (found := pengar(insats, kalenderår(år)))]
    summor = {läge: sum(one.kronor for one in belopp if one.läge == läge) for läge in (UTFALL, BEVILJAT)}
    return Årspengar(summor[UTFALL], summor[BEVILJAT], len(belopp)) if belopp else None


def pengar_per_år(insatser: Sequence[Insats], dag: date) -> list[tuple[int, Årspengar]]:
    """Kalenderåren som har börjat och som har belopp, senaste först."""
    åren = {post.år for insats in insatser for post in insats.budget if post.år <= dag.year}
    return [(år, belopp) for år in sorted(åren, reverse=True) if (belopp := årspengar(insatser, år))]


# ---- Samma insatser i två år --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Par(Generic[T]):
    """Ett tal i två år, av de insatser som visar det båda åren. Så många är insatserna."""

    nu: T
    då: T
    insatser: int

    @property
    def värden(self) -> tuple[T, T]:
        return self.nu, self.då


@dataclass(frozen=True)
class Insatsår:
    """Talen som visas för var och en av insatserna ett år, efter insatsens id."""

    pengar: Mapping[str, int]
    aktiva: Mapping[str, int]
    andelar: Mapping[Kön, Mapping[str, Måluppfyllelse]]
    kostnad: Mapping[Per, Mapping[str, Kostnad]]


@dataclass(frozen=True)
class SammaInsatser:
    """Två år bredvid varandra, tal för tal av samma insatser. Skillnaden beror då inte på att insatser har kommit eller slutat.

    Bara tal som visas är med, så summorna säger inget som inte redan står. None är tal som ingen insats visar båda åren.
    """

    pengar: Par[int] | None
    aktiva: Par[int] | None
    andelar: Mapping[Kön, Par[Måluppfyllelse] | None]
    kostnad: Mapping[Per, Par[Kostnad] | None]

    @property
    def är_tom(self) -> bool:
        return not any((self.pengar, self.aktiva, *self.andelar.values(), *self.kostnad.values()))


def insatsår(
    period: Period,
    insatser: Iterable[Insats],
    rader: Iterable[Utfall],
    kostnader: Mapping[str, Sequence[Periodkostnad]],
    mått: Måttlista,
) -> Insatsår:
    """Ett års tal insats för insats.

    Args:
        rader: periodens utfall så som de visas.
        kostnader: varje insats kostnader, efter id.
    """
    alla, visade = list(insatser), list(rader)
    per_kön = {kön: {rad.gäller[0].id: rad for rad in visade if rad.kön == kön} for kön in (TOTALT, *KÖNEN)}
    [aktiva] = mått.fält("aktiva") or ("",)
    antal = {id_: rad.tal.get(aktiva) for id_, rad in per_kön[TOTALT].items()}
    andelar = {kön: {id_: rad.måluppfyllelse for id_, rad in ones.items()} for kön, ones in per_kön.items()}
    årets = {one.insats.id: one for insats in alla for one in kostnader.get(insats.id, ()) if one.period == period}
    belopp = {insats.id: pengar(insats, period) for insats in alla} if period == kalenderår(period.från.year) else {}
    return Insatsår(
        {id_: one.kronor for id_, one in belopp.items() if one},
        {id_: one for id_, one in antal.items() if one is not None},
        {kön: {id_: one for id_, one in ones.items() if one} for kön, ones in andelar.items()},
        {per: {id_: one.per[per] for id_, one in årets.items() if per in one.per} for per in PER},
    )


def samma_insatser(nu: Insatsår, då: Insatsår) -> SammaInsatser:
    return SammaInsatser(
        _par(nu.pengar, då.pengar, sum),
        _par(nu.aktiva, då.aktiva, sum),
        {kön: _par(nu.andelar[kön], då.andelar[kön], _andelen) for kön in nu.andelar},
        {per: _par(nu.kostnad[per], då.kostnad[per], _kostnaden) for per in nu.kostnad},
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


def _par(nu: Mapping[str, T], då: Mapping[str, T], ihop: Callable[[Iterable[T]], T]) -> Par[T] | None:
    båda = [id_ for id_ in nu if id_ in då]
    return Par(ihop([nu[id_] for id_ in båda]), ihop([då[id_] for id_ in båda]), len(båda)) if båda else None


def _andelen(delar: Iterable[Måluppfyllelse]) -> Måluppfyllelse:
    alla = list(delar)
    return Måluppfyllelse(sum(one.täljare for one in alla), sum(one.nämnare for one in alla))


def _kostnaden(delar: Iterable[Kostnad]) -> Kostnad:
    alla = list(delar)
    return Kostnad(sum(one.kronor for one in alla), sum(one.antal for one in alla))
