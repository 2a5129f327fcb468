"""Ett år i taget: pengarna, deltagarna, hur det gick och vad det kostade, för värdens insatser tillsammans."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from macros.model.insats import BEVILJAT, Insats
from macros.model.kostnad import UTFALL, Årskostnad, pengar
from macros.model.utfall import Period
from macros.model.utfallssummor import Periodsumma


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
    """Det som är känt om ett kalenderår. None är det som inte är inlagt eller inte får visas."""

    år: int
    pengar: Årspengar | None
    summa: Periodsumma | None
    kostnad: Årskostnad | None


def årsresultat(
    insatser: Iterable[Insats], summor: Iterable[Periodsumma], kostnader: Iterable[Årskostnad], dag: date
) -> list[Årsresultat]:
    """Åren som har börjat och som något är känt om, senaste först.

    Args:
        insatser: värdens insatser.
        summor: insatserna tillsammans, period för period. Bara hela kalenderår är med.
        dag: dagen som webbplatsen gäller.
    """
    alla = list(insatser)
    hela = {one.period.från.year: one for one in summor if one.period == kalenderår(one.period.från.year)}
    kostade = {one.år: one for one in kostnader}
    åren = {post.år for insats in alla for post in insats.budget} | hela.keys() | kostade.keys()
    found = [Årsresultat(år, årspengar(alla, år), hela.get(år), kostade.get(år)) for år in åren if år <= dag.year]
    return sorted((one for one in found if one.pengar or one.summa or one.kostnad), key=lambda one: -one.år)


def kalenderår(år: int) -> Period:
    return Period(date(år, 1, 1), date(år, 12, 31))


def årspengar(insatser: Iterable[Insats], år: int) -> Årspengar | None:
    """Pengarna ett år. None när inget belopp är inlagt."""
    belopp = [found for insats in insatser if (found := pengar(insats, kalenderår(år)))]
    summor = {läge: sum(one.kronor for one in belopp if one.läge == läge) for läge in (UTFALL, BEVILJAT)}
    return Årspengar(summor[UTFALL], summor[BEVILJAT], len(belopp)) if belopp else None
