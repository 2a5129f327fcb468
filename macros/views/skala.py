"""Axeln som figurernas staplar delar."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from macros.views.text import number

BAR_WIDTH = 1000  # SVG-enheter; bilden töjs till kolumnens bredd
MOST_STEPS = 4  # så många steg på axeln att talen får plats på en smal skärm
ENHETER = ((1_000_000, "miljoner kronor"), (1_000, "tusen kronor"))


@dataclass(frozen=True)
class Skala:
    """En axel för alla insatser. `från`, `till` och `steg` i kronor; nollan är ett av strecken."""

    från: int
    till: int
    steg: int

    bredd = BAR_WIDTH

    def x(self, belopp: float) -> float:
        """Platsen i SVG-enheter från vänster."""
        return round((belopp - self.från) / (self.till - self.från) * BAR_WIDTH, 1)

    @property
    def enhet(self) -> tuple[int, str]:
        """Hur många kronor ett tal på axeln är, och enheten i ord."""
        return next(((size, word) for size, word in ENHETER if self.steg >= size / 2), (1, "kronor"))

    @property
    def streck(self) -> list[tuple[float, str]]:
        """Strecken på axeln: platsen i SVG-enheter, och talet i axelns enhet."""
        size, _ = self.enhet
        return [(self.x(belopp), number(belopp / size)) for belopp in range(self.från, self.till + 1, self.steg)]


def skala(belopp: Iterable[int]) -> Skala:
    """Den minsta axeln med jämna steg som rymmer beloppen och nollan."""
    values = [0, *belopp]
    lowest, highest = min(values), max(values)
    least = max(highest - lowest, 1) / MOST_STEPS
    magnitude = 10 ** floor(log10(least)) if least >= 1 else 1
    step = next(int(magnitude * factor) for factor in (1, 2, 5, 10, 20) if magnitude * factor >= least)
    return Skala(floor(lowest / step) * step, max(ceil(highest / step), 1 if lowest == 0 else 0) * step, step)
