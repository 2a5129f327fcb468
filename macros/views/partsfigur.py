"""Parternas staplar i en gemensam skala, så att insatserna går att jämföra."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup

from macros.model.samhallsekonomi import Beräkning
from macros.views.html import render
from macros.views.text import number

BAR_WIDTH = 1000  # SVG-enheter; bilden töjs till kolumnens bredd
MOST_STEPS = 4  # så många steg på axeln att talen får plats på en smal skärm
ENHETER = ((1_000_000, "miljoner kronor"), (1_000, "tusen kronor"))
MINSKNING, UTEBLIVNA = "minskning_lång_sikt", "uteblivna_kostnader"


@dataclass(frozen=True)
class Skala:
    """En axel för alla insatser. `från`, `till` och `steg` i kronor; nollan är ett av strecken."""

    från: int
    till: int
    steg: int

    def x(self, belopp: int) -> float:
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


@dataclass(frozen=True)
class Stapel:
    """En parts belopp i kronor. `x` och `bredd` i SVG-enheter."""

    part: str
    belopp: int
    x: float
    bredd: float


def parternas(beräkning: Beräkning, fält: str) -> list[tuple[str, int]]:
    """Parterna som har ett belopp i fältet, och beloppet i kronor."""
    return [(one.part, belopp) for one in beräkning.parter if (belopp := getattr(one, fält)) is not None]


def gemensam_skala(beräkningar: Iterable[Beräkning], fält: str) -> Skala:
    return skala(belopp for one in beräkningar for _, belopp in parternas(one, fält))


def staplar(beräkning: Beräkning, fält: str, axel: Skala) -> list[Stapel]:
    """En stapel per part som har ett belopp, från nollan."""
    nollan = axel.x(0)
    return [
        Stapel(part, belopp, min(nollan, axel.x(belopp)), round(abs(axel.x(belopp) - nollan), 1))
        for part, belopp in parternas(beräkning, fält)
    ]


def partsfigur(beräkning: Beräkning, fält: str, alla: Sequence[Beräkning]) -> Markup:
    """Insatsens staplar i den skala som `alla` delar. Samma belopp står som text vid varje stapel. Tomt utan belopp."""
    axel = gemensam_skala(alla, fält)
    bars = staplar(beräkning, fält, axel)
    if not bars:
        return Markup("")
    return render("partsfigur.html", staplar=bars, beräkning=beräkning, axel=axel, minskning=fält == MINSKNING, BREDD=BAR_WIDTH)


def partsfigurer(beräkningar: Sequence[Beräkning], fält: str) -> list[Markup]:
    """En figur per insats som har belopp i fältet, alla i samma skala."""
    return [figur for one in beräkningar if (figur := partsfigur(one, fält, beräkningar))]
