"""Utfallen: de gemensamma måtten, antalen per period och kön, och måluppfyllelsen."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, TypeVar

from macros.model.insats import Insats
from macros.model.kalla import Källa, Post

FÅ = 5  # ett antal under detta publiceras aldrig (krav 7: små grupper)
UNDER_FEM, SKYDDAT = "<5", "skyddat"
Kön = Literal["totalt", "kvinnor", "män"]
TOTALT: Kön = "totalt"
KÖNEN: tuple[Kön, ...] = ("kvinnor", "män")
Måttroll = Literal["aktiva", "avslut", "tidiga avhopp", "utfall", "aktiva nästa", "bakgrund"]
# Tal som räknas ut ur de andra: nämnaren, täljaren och resten. `övriga` är aldrig ett fält i YAML.
RÄKNADE, POSITIVA, ÖVRIGA = "räknade", "positiva", "övriga"
Cell = TypeVar("Cell", bound=Hashable)  # ett tal: ett fält, eller ett kön och ett fält
Summa = tuple[tuple[str, str], tuple[tuple[str, str], ...]]  # ett tal, och talen det är summan av


def antal(text: str) -> int | None:
    """Talet, eller None när det är skyddat redan i YAML."""
    return None if text in (UNDER_FEM, SKYDDAT) else int(text)


@dataclass(frozen=True)
class Mått(Post):
    """Ett av de gemensamma utfallsmåtten (Södra Dalarna, utvärderingspolicy 2020, Gemensamma utfallsmått)."""

    id: str
    fält: str
    namn: str
    betydelse: str
    roll: Måttroll
    källor: tuple[Källa, ...]
    positivt: bool = False
    enhet: str = ""
    anmärkning: str = ""


@dataclass(frozen=True)
class Måttlista:
    """Måtten i kolumnernas ordning, och hur de hänger ihop."""

    alla: tuple[Mått, ...] = ()

    def fält(self, *roller: str) -> tuple[str, ...]:
        """Fälten med någon av rollerna."""
        return tuple(mått.fält for mått in self.alla if mått.roll in roller)

    @property
    def positiva(self) -> tuple[str, ...]:
        return tuple(mått.fält for mått in self.alla if mått.roll == "utfall" and mått.positivt)

    @property
    def övriga(self) -> tuple[str, ...]:
        return tuple(mått.fält for mått in self.alla if mått.roll == "utfall" and not mått.positivt)

    @property
    def antal(self) -> tuple[Mått, ...]:
        """Måtten som är antal personer."""
        return tuple(mått for mått in self.alla if mått.roll != "bakgrund")

    @property
    def bakgrund(self) -> tuple[Mått, ...]:
        return tuple(mått for mått in self.alla if mått.roll == "bakgrund")

    @cached_property
    def summor(self) -> dict[str, tuple[str, ...]]:
        """Varje tal som är en summa, och talen det är summan av. Tillsammans är de ett träd.

        Policyns två samband: utfallen är avslut minus tidiga avhopp, och aktiva nästa period är aktiva minus avslut.
        """
        avslut, nästa, avhopp = (self.fält(roll) for roll in ("avslut", "aktiva nästa", "tidiga avhopp"))
        träd = dict.fromkeys(self.fält("aktiva"), (*avslut, *nästa))
        träd |= dict.fromkeys(avslut, (*avhopp, RÄKNADE))
        return träd | {RÄKNADE: (POSITIVA, ÖVRIGA), POSITIVA: self.positiva, ÖVRIGA: self.övriga}

    @cached_property
    def celler(self) -> tuple[str, ...]:
        """Alla tal i en rad: de som är mått och de som räknas ut."""
        return tuple(dict.fromkeys(cell for summa, delar in self.summor.items() for cell in (summa, *delar)))

    def celler_för(self, roller: tuple[str, ...]) -> tuple[str, ...]:
        """Talen med de rollerna. Nämnaren är sin egen roll."""
        if roller not in self._celler_för:
            fält = {RÄKNADE: (RÄKNADE,)}
            self._celler_för[roller] = tuple(cell for roll in roller for cell in fält.get(roll) or self.fält(roll))
        return self._celler_för[roller]

    @cached_property
    def _celler_för(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    @cached_property
    def samband(self) -> tuple[Summa, ...]:
        """Summorna i en insats och period: dem i varje rad, och kvinnor + män = totalt. Ett tal är (kön, fält)."""
        raderna = [
            ((kön, summa), tuple((kön, cell) for cell in delar))
            for kön in (TOTALT, *KÖNEN)
            for summa, delar in self.summor.items()
        ]
        return (*raderna, *(((TOTALT, cell), tuple((kön, cell) for kön in KÖNEN)) for cell in self.celler))

    @cached_property
    def roller(self) -> dict[str, str]:
        """Måttens roller, efter fält."""
        return {mått.fält: mått.roll for mått in self.alla}


@dataclass(frozen=True)
class Period:
    """Tiden som ett utfall gäller, båda dagarna inräknade."""

    från: date
    till: date

    @property
    def månader(self) -> int:
        """Hur många månader perioden berör. Ett år är tolv, också ett skottår."""
        return 12 * (self.till.year - self.från.year) + self.till.month - self.från.month + 1

    def överlappar(self, annan: "Period") -> bool:
        return self.från <= annan.till and annan.från <= self.till


@dataclass(frozen=True)
class Måluppfyllelse:
    """Andelen med positivt utfall av dem som räknas."""

    täljare: int
    nämnare: int

    @property
    def procent(self) -> int:
        """Avrundad till hela procent, halva uppåt: 8 av 20 är 40."""
        return (200 * self.täljare + self.nämnare) // (2 * self.nämnare)


@dataclass(frozen=True)
class Rättelse:
    """Ett tal som har ändrats sedan det publicerades. `tidigare` är None när det var skyddat."""

    fält: str
    datum: date
    tidigare: int | None
    varför: str


@dataclass(frozen=True)
class Utfall(Post):
    """En rad: en insats, en period och ett kön. `tal` är antalen, None för dem som är skyddade eller saknas.

    `snitt` är bakgrundsvariablerna (år och månader) för dem som gick till ett positivt utfall. `saknas` är måtten som inte är
    inlagda: de är inte skyddade. `ur` är halvåren som talen är räknade ur, när raden inte står i YAML.
    """

    id: str
    kön: Kön
    tal: Mapping[str, int | None]
    källor: tuple[Källa, ...]
    insats: Insats | None = None
    period: Period | None = None
    exempel: bool = False
    snitt: Mapping[str, float] = field(default_factory=dict)
    rättelser: tuple[Rättelse, ...] = ()
    till_annat: str = ""
    arbete_med_stöd: str = ""
    anmärkning: str = ""
    saknas: frozenset[str] = frozenset()
    ur: tuple[Period, ...] = ()

    @property
    def gäller(self) -> tuple[Insats, Period]:
        """Insatsen och perioden. Raises: ValueError för ett exempel, som inte gäller någon."""
        if self.insats is None or self.period is None:
            raise ValueError(f"utfallet {self.id} är ett exempel")
        return self.insats, self.period

    @property
    def måluppfyllelse(self) -> Måluppfyllelse | None:
        """None när täljaren eller nämnaren saknas, är skyddad eller nämnaren är noll."""
        täljare, nämnare = self.tal.get(POSITIVA), self.tal.get(RÄKNADE)
        return Måluppfyllelse(täljare, nämnare) if täljare is not None and nämnare else None


def räkna_ut(kända: Mapping[Cell, int | None], summor: Iterable[tuple[Cell, tuple[Cell, ...]]]) -> dict[Cell, int | None]:
    """Talen tillsammans med dem som följer av summorna. Ett tal som är skyddat i YAML (None) räknas inte ut."""
    found, locked = dict(kända), {cell for cell, value in kända.items() if value is None}
    unsolved, changed = list(summor), True
    while changed:
        changed, left = False, []
        for summa, delar in unsolved:
            missing = [cell for cell in (summa, *delar) if found.get(cell) is None]
            if len(missing) > 1:
                left.append((summa, delar))
            elif missing and missing[0] not in locked:
                changed, rest = True, sum(found[cell] or 0 for cell in delar if cell != missing[0])
                found[missing[0]] = rest if missing[0] == summa else (found[summa] or 0) - rest
        unsolved = left
    return found


def med_summor(tal: Mapping[str, int | None], mått: Måttlista) -> dict[str, int | None]:
    """En rads tal tillsammans med nämnaren, täljaren och det andra som går att räkna ut."""
    return räkna_ut(tal, mått.summor.items())
