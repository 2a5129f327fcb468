"""Samhällsekonomiska beräkningar, som de är tryckta, och var källans egna tal inte stämmer med varandra."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from macros.model.insats import Insats
from macros.model.kalla import Källa, Post

# Källan avrundar totalen till två eller tre siffror. Skiljer det mer än så här stämmer talen inte med varandra.
TOLERANS = 0.05
INGEN = "i.v."  # så trycker källan det när pengarna inte kommer tillbaka
ETT_ÅR = 12  # månader
PAYBACK = re.compile(r"(under )?([0-9]{1,3}(?:\.[0-9])?)")
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
    uteblivna_kostnader: int | None = None

    @property
    def bara_uteblivna(self) -> bool:
        """Sant när källan bara anger vilka kostnader som uteblir för parten, inte när den tjänar på insatsen."""
        other = (self.minskning_ett_år, self.minskning_lång_sikt, self.återbetalningstid or None)
        return self.uteblivna_kostnader is not None and other == (None, None, None)


@dataclass(frozen=True)
class Delvinst:
    """Samhällets vinst i kronor, räknad på ett visst antal deltagare. `lång_sikt_högst` finns när källan anger två belopp."""

    räknat_på: str
    deltagare: float
    ett_år: int | None = None
    lång_sikt: int | None = None
    lång_sikt_högst: int | None = None


Prognos = Literal["höll", "något för positiv", "för positiv", "för försiktig"]


@dataclass(frozen=True)
class SenareUppföljning:
    """Vad en senare uppföljning visade, och om prognosen höll. Tom `prognos` när källan inte säger det."""

    när: str
    visade: str
    prognos: Prognos | Literal[""] = ""
    följdes_upp: int | None = None
    av: int | None = None


@dataclass(frozen=True)
class Motsägelse:
    """En återbetalningstid som beloppet på samma sikt säger emot. Tom `part` när det gäller samhället. `belopp` i kronor."""

    tid: str
    sikt: Literal["ett_år", "lång_sikt"]
    belopp: int
    part: str = ""


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
    uteblivna_kostnader: int | None = None
    vinster: tuple[Delvinst, ...] = ()
    återbetalning_i_arbete: str = ""
    bedömning: str = ""
    uppföljning: SenareUppföljning | None = None
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

    @property
    def år(self) -> int | None:
        """Året då källan kom. None när källan saknar datum."""
        return next((one.dokument.datum.första.year for one in self.källor if one.dokument.datum), None)

    def motsägelser(self) -> Iterator[Motsägelse]:
        """Återbetalningstiderna som inte går ihop med vinsten eller förlusten, samhällets först."""
        if found := motsägelse(self.återbetalningstid, self.lönsamhet_ett_år, self.lönsamhet_lång_sikt):
            yield found
        for one in self.parter:
            if found := motsägelse(one.återbetalningstid, one.minskning_ett_år, one.minskning_lång_sikt, one.part):
                yield found

    @property
    def annan_summa(self) -> int | None:
        """Parternas uteblivna kostnader tillsammans, i kronor, när det inte är den tryckta summan. Annars None."""
        delar = [one.uteblivna_kostnader for one in self.parter if one.uteblivna_kostnader is not None]
        if self.uteblivna_kostnader is None or not delar or sum(delar) == self.uteblivna_kostnader:
            return None
        return sum(delar)


def motsägelse(tid: str, ett_år: int | None, lång_sikt: int | None, part: str = "") -> Motsägelse | None:
    """Motsägelsen, eller None när tiden går ihop med beloppen eller något saknas.

    Är pengarna tillbaka inom tolv månader finns ingen förlust efter ett år, och tar det längre tid finns ingen vinst då.
    """
    if tid == INGEN:
        return Motsägelse(tid, "lång_sikt", lång_sikt, part) if lång_sikt is not None and lång_sikt > 0 else None
    match = PAYBACK.fullmatch(tid)
    if not match or ett_år is None:
        return None
    under, månader = bool(match[1]), float(match[2])
    tidigt, sent = månader < ETT_ÅR or (under and månader == ETT_ÅR), månader > ETT_ÅR and not under
    return Motsägelse(tid, "ett_år", ett_år, part) if (tidigt and ett_år < 0) or (sent and ett_år > 0) else None


def avvikelse(fält: str, total: int | None, tryckt: int | None, deltagare: int | None) -> Avvikelse | None:
    """Avvikelsen, eller None när talen stämmer eller något saknas."""
    if total is None or tryckt is None or not deltagare:
        return None
    räknat = round(total / deltagare)
    stämmer = abs(räknat - tryckt) <= TOLERANS * max(abs(räknat), abs(tryckt))
    return None if stämmer else Avvikelse(fält, tryckt, räknat, total, deltagare)
