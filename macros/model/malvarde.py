"""Mål mot mätta utfall: vad måtten blev period för period, och om målet är nått. Allt räknas på tal som får visas."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from macros.model.kedja import Mål
from macros.model.utfall import KÖNEN, POSITIVA, RÄKNADE, TOTALT, Kön, Mått, Måttlista, Utfall

GRÄNS = re.compile(r"(?:minst |högst )?(?P<tal>[0-9]{1,6}(?:[.,][0-9]+)?)\s*(?P<enhet>%|procent\b)?", re.IGNORECASE)
ANDELEN_AV = {"utfall": RÄKNADE, "tidiga avhopp": "avslut"}  # nämnaren för ett mått, efter måttets roll


class Målläge(StrEnum):
    """Vad vi vet om ett mål."""

    NÅTT = "nått"
    DELVIS = "delvis nått"
    INTE_NÅTT = "inte nått"
    INTE_MÄTT = "inte mätt"


KÄLLANS_ORD = {"ja": Målläge.NÅTT, "delvis": Målläge.DELVIS, "nej": Målläge.INTE_NÅTT}


@dataclass(frozen=True)
class Gräns:
    """Talet i ett målvärde. `andel` är sant när det är procent."""

    tal: float
    andel: bool

    @classmethod
    def av(cls, målvärde: str) -> "Gräns | None":
        """`30 procent`, `minst 12 personer`. None när texten inte börjar med ett tal."""
        found = GRÄNS.match(målvärde)
        return cls(float(found["tal"].replace(",", ".")), bool(found["enhet"])) if found else None


@dataclass(frozen=True)
class Mätvärde:
    """Mått tillsammans i en rad med utfall. `värde` är None när talet saknas eller inte får visas, `av` är nämnaren."""

    rad: Utfall
    mått: tuple[Mått, ...]
    värde: float | None
    av: int | None = None

    def når(self, gräns: Gräns, riktning: str) -> bool | None:
        """Om värdet når gränsen. None när det inte går att säga."""
        if self.värde is None or (gräns.andel and not self.av):
            return None
        value = 100 * self.värde / self.av if gräns.andel and self.av else self.värde
        return value <= gräns.tal if riktning == "högst" else value >= gräns.tal


def mätvärde(rad: Utfall, mått: tuple[Mått, ...], måttlista: Måttlista) -> Mätvärde:
    """Måtten i en rad, lagda ihop. Är de alla de positiva är de måluppfyllelsens täljare, som kan få visas när delarna inte får det."""
    fält = tuple(ett.fält for ett in mått)
    if mått[0].roll == "bakgrund":
        return Mätvärde(rad, mått, rad.snitt.get(fält[0]))
    nämnare = ANDELEN_AV.get(mått[0].roll)
    av = rad.tal.get(nämnare) if nämnare else None
    värden = [rad.tal.get(ett) for ett in ([POSITIVA] if set(fält) == set(måttlista.positiva) else fält)]
    return Mätvärde(rad, mått, None if None in värden else sum(värde or 0 for värde in värden), av)


@dataclass(frozen=True)
class Könsmål:
    """Målet för alla eller för ett kön: målvärdet i ord, och vad det blev, senaste perioden först."""

    kön: Kön
    målvärde: str
    riktning: str
    värden: tuple[Mätvärde, ...]

    @property
    def läge(self) -> Målläge:
        """Om den senaste periodens värde når målvärdet."""
        gräns = Gräns.av(self.målvärde)
        nådd = self.värden[0].når(gräns, self.riktning) if gräns and self.värden else None
        return Målläge.INTE_MÄTT if nådd is None else Målläge.NÅTT if nådd else Målläge.INTE_NÅTT


@dataclass(frozen=True)
class Uppföljt:
    """Ett mål, och hur det gick för alla och för varje kön."""

    mål: Mål
    könen: tuple[Könsmål, ...]

    @property
    def läge(self) -> Målläge:
        """Det som källan säger, annars det som utfallen visar. Delvis nått när det ena könet når sitt målvärde och det andra inte."""
        if self.mål.nått:
            return KÄLLANS_ORD[self.mål.nått]
        lägen = {ett.läge for ett in self.könen} - {Målläge.INTE_MÄTT}
        return Målläge.DELVIS if len(lägen) > 1 else next(iter(lägen), Målläge.INTE_MÄTT)


def mätvärden(
    mått: tuple[Mått, ...], kön: Kön, grupper: Sequence[Sequence[Utfall]], måttlista: Måttlista
) -> tuple[Mätvärde, ...]:
    """Måtten period för period, i gruppernas ordning. En period utan raden för könet är inte med."""
    rader = (rad for grupp in grupper for rad in grupp if rad.kön == kön) if mått else ()
    return tuple(mätvärde(rad, mått, måttlista) for rad in rader)


def uppföljt(mål: Mål, grupper: Sequence[Sequence[Utfall]], måttlista: Måttlista) -> Uppföljt:
    """Målet mot insatsens perioder med utfall, senaste först. Ett mål som gäller alla följs också för varje kön."""
    kön = mål.kön or TOTALT
    värden = {kön: mål.målvärde}
    if kön == TOTALT:
        värden |= dict(zip(KÖNEN, (mål.målvärde_kvinnor, mål.målvärde_män), strict=True))
    return Uppföljt(
        mål,
        tuple(Könsmål(ett, text, mål.riktning, mätvärden(mål.mått, ett, grupper, måttlista)) for ett, text in värden.items()),
    )
