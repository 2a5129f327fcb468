"""Andelar år för år: en liten figur för alla och en för vart kön, med samma axel från noll till hundra procent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from macros.model.utfall import KÖNEN, TOTALT, Kön, Måluppfyllelse
from macros.views.html import render
from macros.views.skala import Skala

MOST_BARS = 5  # perioder i figuren; tabellen har alla
PROCENT = Skala(0, 100, 25)


@dataclass(frozen=True)
class Andelsstapel:
    """En periods andel. `x` och `bredd` i SVG-enheter."""

    namn: str
    andel: Måluppfyllelse
    x: float = 0

    @property
    def bredd(self) -> float:
        return PROCENT.x(100 * self.andel.täljare / self.andel.nämnare)


def andelsfigur(andelar: Sequence[tuple[str, Mapping[Kön, Måluppfyllelse]]], rubrik: str) -> Markup:
    """Figuren av periodernas andelar efter kön, senaste först. Samma tal står i tabellen bredvid. Tomt när ingen andel visas."""
    visade = [(period, per_kön) for period, per_kön in andelar if per_kön][:MOST_BARS]
    figurer = [
        (kön, [Andelsstapel(period, per_kön[kön]) for period, per_kön in visade if kön in per_kön]) for kön in (TOTALT, *KÖNEN)
    ]
    figurer = [(kön, staplar) for kön, staplar in figurer if staplar]
    return render("utfallsdiagram.html", figurer=figurer, axel=PROCENT, rubrik=rubrik) if figurer else Markup("")
