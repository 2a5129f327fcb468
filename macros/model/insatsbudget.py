"""Vad en insats får kosta, år för år och kostnad för kostnad, och vad som är begärt och gjort av det."""

from collections.abc import Iterable
from dataclasses import dataclass

from macros.grouped import grouped
from macros.model.guide import Kostnadsslag
from macros.model.insats import Insats
from macros.model.kalla import Källa, Post
from macros.model.rekvisition import Partsinsats, Rekvisition


@dataclass(frozen=True)
class Kostnadsbudget:
    """En kostnad ett år, i hela kronor, efter vem som betalar."""

    kostnad: Kostnadsslag
    från_förbundet: int = 0
    egen_insats: int = 0
    annan_finansiering: int = 0

    @property
    def betalare(self) -> tuple[int, int, int]:
        """Beloppen i budgetmallens ordning: förbundet, parterna och andra."""
        return self.från_förbundet, self.egen_insats, self.annan_finansiering


@dataclass(frozen=True)
class Årsbudget(Post):
    """En insats budget ett kalenderår."""

    id: str
    insats: Insats
    år: int
    källor: tuple[Källa, ...]
    kostnader: tuple[Kostnadsbudget, ...] = ()
    parter: tuple[Partsinsats, ...] = ()
    anmärkning: str = ""

    @property
    def från_förbundet(self) -> int:
        return sum(one.från_förbundet for one in self.kostnader)


@dataclass(frozen=True)
class Budgetjämförelse:
    """Ett namn, det som är planerat och det som det har blivit hittills, i hela kronor."""

    namn: str
    budget: int
    hittills: int

    @property
    def kvar(self) -> int:
        return self.budget - self.hittills


def per_kostnad(budget: Årsbudget, rekvisitioner: Iterable[Rekvisition]) -> list[Budgetjämförelse]:
    """Årets kostnader från förbundet mot det som är begärt med en specifikation. Tomt utan någon specifikation."""
    begärt: dict[str, int] = {}
    namn = {one.kostnad.id: one.kostnad.namn for one in budget.kostnader if one.från_förbundet}
    for post in (post for one in rekvisitioner if one.år == budget.år for post in one.kostnader):
        begärt[post.kostnad.id] = begärt.get(post.kostnad.id, 0) + post.belopp
        namn.setdefault(post.kostnad.id, post.kostnad.namn)
    planerat = {one.kostnad.id: one.från_förbundet for one in budget.kostnader}
    return [Budgetjämförelse(text, planerat.get(id_, 0), begärt.get(id_, 0)) for id_, text in namn.items()] if begärt else []


def per_kostnad_tillsammans(
    budgetar: Iterable[Årsbudget], rekvisitioner: Iterable[Rekvisition], år: int
) -> tuple[list[Budgetjämförelse], int]:
    """Årets kostnader för flera insatser tillsammans, och hur många insatser det är.

    En insats är med när den har en budget och allt som den har begärt under året är specificerat. Annars jämförs olika saker.
    """
    begärt = grouped((one for one in rekvisitioner if one.år == år), lambda one: one.insats.id)
    hela = {key for key, ones in begärt.items() if all(sum(p.belopp for p in one.kostnader) == one.sökt for one in ones)}
    med = [one for one in budgetar if one.år == år and one.insats.id in hela]
    rader = grouped((rad for one in med for rad in per_kostnad(one, begärt[one.insats.id])), lambda rad: rad.namn)
    summor = [
        Budgetjämförelse(namn, sum(rad.budget for rad in ones), sum(rad.hittills for rad in ones))
        for namn, ones in rader.items()
    ]
    return summor, len({one.insats.id for one in med})


def egna_insatser(budgetar: Iterable[Årsbudget], rekvisitioner: Iterable[Rekvisition]) -> list[Budgetjämförelse]:
    """Vad varje part själv ska bidra med under hela tiden, och har bidragit med hittills."""
    planerat = _summor(part for one in budgetar for part in one.parter)
    gjort = _summor(part for one in rekvisitioner for part in one.egna_insatser)
    return [Budgetjämförelse(part, planerat.get(part, 0), gjort.get(part, 0)) for part in planerat | gjort]


def _summor(parter: Iterable[Partsinsats]) -> dict[str, int]:
    return {part: sum(one.belopp for one in ones) for part, ones in grouped(parter, lambda one: one.part).items()}
