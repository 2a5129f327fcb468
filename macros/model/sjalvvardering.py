"""Ifyllda niofältare: det som insatsernas självvärderingar säger under niofältarens rubriker, insats för insats och år för år."""

from collections.abc import Sequence
from dataclasses import dataclass

from macros.grouped import by_key
from macros.model.insats import Insats
from macros.model.rapport import Rapport
from macros.model.uppfoljning import Fält, Uppföljning


@dataclass(frozen=True)
class Ifylld:
    """En insats niofältare ett år: de självvärderingar som lämnades då, i den ordning de kom."""

    insats: Insats
    år: int
    rapporter: tuple[Rapport, ...]

    @property
    def adress(self) -> str:
        return f"{self.insats.adress}niofaltaren-{self.år}/"

    def texter(self, fält: Fält) -> list[tuple[Rapport, str]]:
        """Det som rapporterna säger i fältet."""
        return [(rapport, del_.text) for rapport in self.rapporter for del_ in rapport.delar if del_.rubrik == fält.rubrik]

    def ifyllda(self, fälten: Sequence[Fält]) -> int:
        """Hur många av fälten som någon rapport har skrivit i."""
        return sum(bool(self.texter(fält)) for fält in fälten)


def ifyllda_niofältare(uppföljning: Uppföljning) -> list[Ifylld]:
    """Varje insats och år för sig, i rapporternas ordning och det senaste året först. En rapport utan dag har inget år."""
    rubriker = {fält.rubrik for fält in uppföljning.niofältaren}
    pairs = [
        ((insats.id, rapport.datum.första.year), (insats, rapport))
        for rapport in sorted(uppföljning.bibliotek.rapporter, key=lambda one: str(one.datum or ""))
        if rapport.datum and any(del_.rubrik in rubriker for del_ in rapport.delar)
        for insats in rapport.insatser
    ]
    found = [Ifylld(group[0][0], år, tuple(rapport for _, rapport in group)) for (_, år), group in by_key(pairs).items()]
    return sorted(found, key=lambda one: one.år, reverse=True)
