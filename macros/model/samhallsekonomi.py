"""Samhällsekonomiska beräkningar, som de är tryckta, och var källans egna tal inte stämmer med varandra."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros.model.insats import Insats
from macros.model.kalla import Källa, Post

# Källan avrundar totalen till två eller tre siffror. Skiljer det mer än så här stämmer talen inte med varandra.
TOLERANS = 0.05
BELOPP = (
    "lönsamhet_ett_år",
    "lönsamhet_lång_sikt",
    "per_deltagare_ett_år",
    "per_deltagare_lång_sikt",
    "årlig_vinst",
    "disponibel_inkomst",
    "kostnad_per_deltagare",
)


@dataclass(frozen=True)
class Partsvinst:
    """Vad beräkningen säger om en part. Återbetalningstid i månader eller `i.v.`, belopp i kronor per deltagare."""

    part: str
    återbetalningstid: str = ""
    minskning_ett_år: int | None = None
    minskning_lång_sikt: int | None = None


@dataclass(frozen=True)
class Avvikelse:
    """Ett tryckt belopp per deltagare som inte är totalen delad med deltagarna. Alla tal i kronor."""

    fält: str
    tryckt: int
    räknat: int
    total: int
    deltagare: int


@dataclass(frozen=True)
class Beräkning(Post):
    """En samhällsekonomisk beräkning av en insats. Belopp i hela kronor, `lång_sikt` i år, `verkningsgrad` i procent."""

    id: str
    insats: Insats
    modell: str
    källor: tuple[Källa, ...]
    deltagare: int | None = None
    varav: str = ""
    återbetalningstid: str = ""
    verkningsgrad: float | None = None
    lönsamhet_ett_år: int | None = None
    lönsamhet_lång_sikt: int | None = None
    lång_sikt: int | None = None
    per_deltagare_ett_år: int | None = None
    per_deltagare_lång_sikt: int | None = None
    årlig_vinst: int | None = None
    disponibel_inkomst: int | None = None
    kostnad_per_deltagare: int | None = None
    inklusive_moms: bool = False
    parter: tuple[Partsvinst, ...] = ()
    övrigt: str = ""
    anmärkning: str = ""

    @property
    def är_beräknad(self) -> bool:
        """Falskt när källan inte anger något belopp, för samhället eller för någon part."""
        return any(getattr(self, fält) is not None for fält in BELOPP) or bool(self.parter)

    def avvikelser(self) -> Iterator[Avvikelse]:
        """Beloppen per deltagare som inte stämmer med totalen (facts: total ÷ deltagare ≠ per deltagare)."""
        for sikt in ("ett_år", "lång_sikt"):
            total, tryckt = getattr(self, f"lönsamhet_{sikt}"), getattr(self, f"per_deltagare_{sikt}")
            if found := avvikelse(f"per_deltagare_{sikt}", total, tryckt, self.deltagare):
                yield found


def avvikelse(fält: str, total: int | None, tryckt: int | None, deltagare: int | None) -> Avvikelse | None:
    """Avvikelsen, eller None när talen stämmer eller något saknas."""
    if total is None or tryckt is None or not deltagare:
        return None
    räknat = round(total / deltagare)
    stämmer = abs(räknat - tryckt) <= TOLERANS * max(abs(räknat), abs(tryckt))
    return None if stämmer else Avvikelse(fält, tryckt, räknat, total, deltagare)
