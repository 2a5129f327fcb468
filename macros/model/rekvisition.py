"""Pengarna som insatserna begär ut kvartal för kvartal, och vad som är kvar av årets beviljade medel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from macros.dictionary.slag import MÅNADSNAMN
from macros.grouped import grouped
from macros.model.guide import Kostnadsslag
from macros.model.insats import BEVILJAT, Insats
from macros.model.kalla import Källa, Post
from macros.model.kostnad import belopp_per_läge
from macros.model.tid import Projekttid

MÅNADER = 3  # i ett kvartal
ÅR = 5  # så länge räcker arbetsboken
EFTERSLÄP = 183  # dagar efter slutet då den sista fakturan kan skickas


@dataclass(frozen=True, order=True)
class Kvartal:
    """Ett kalenderkvartal. `nummer` är 1 till 4."""

    år: int
    nummer: int

    @classmethod
    def med(cls, dag: date) -> "Kvartal":
        """Kvartalet som dagen ligger i."""
        return cls(dag.year, (dag.month - 1) // MÅNADER + 1)

    @property
    def första(self) -> date:
        return date(self.år, MÅNADER * (self.nummer - 1) + 1, 1)

    @property
    def sista(self) -> date:
        return self.nästa.första - timedelta(days=1)

    @property
    def nästa(self) -> "Kvartal":
        return Kvartal(self.år + self.nummer // 4, self.nummer % 4 + 1)

    def i_ord(self) -> str:
        """`januari–mars 2027`."""
        return f"{MÅNADSNAMN[self.första.month - 1]}–{MÅNADSNAMN[self.sista.month - 1]} {self.år}"


def kvartal_i(tid: Projekttid) -> list[Kvartal]:
    """Kvartalen som projekttiden rör, i ordning. Tomt när starten eller slutet inte är känt."""
    if not tid.start or not tid.slut:
        return []
    found = [Kvartal.med(tid.start.första)]
    while found[-1].sista < tid.slut.sista:
        found.append(found[-1].nästa)
    return found


def att_rekvirera(insats: Insats, dag: date) -> list[Kvartal]:
    """Kvartalen i insatsens arbetsbok. Tomt när tiden inte är känd, är längre än fem år eller har varit slut i ett halvår."""
    kvartal, tid = kvartal_i(insats.projekttid), insats.projekttid
    if not kvartal or not tid.start or not tid.slut or dag > tid.slut.sista + timedelta(days=EFTERSLÄP):
        return []
    start, slut = tid.start.första, tid.slut.sista
    is_too_long = (slut.year - start.year) * 12 + slut.month - start.month - (slut.day < start.day) >= 12 * ÅR
    return [] if is_too_long else kvartal


@dataclass(frozen=True)
class Kostnadspost:
    """En rad i specifikationen, i hela kronor."""

    kostnad: Kostnadsslag
    belopp: int
    förklaring: str = ""


@dataclass(frozen=True)
class Partsinsats:
    """Det som en part själv bidrar med, i hela kronor."""

    part: str
    belopp: int


@dataclass(frozen=True)
class Rekvisition(Post):
    """Det som en insats begär ut för ett kvartal, i hela kronor.

    `betalt` är None tills förbundet har betalat. `avvikelse` är hur mycket mer än kvartalets del av budgeten som begärs.
    """

    id: str
    insats: Insats
    år: int
    kvartal: int
    sökt: int
    källor: tuple[Källa, ...]
    betalt: int | None = None
    avvikelse: int | None = None
    förklaring: str = ""
    kostnader: tuple[Kostnadspost, ...] = ()
    faktura: str = ""
    egna_insatser: tuple[Partsinsats, ...] = ()
    anmärkning: str = ""

    @property
    def tid(self) -> Kvartal:
        return Kvartal(self.år, self.kvartal)

    @property
    def budget(self) -> int | None:
        """Kvartalets del av budgeten. None när avvikelsen inte är känd."""
        return None if self.avvikelse is None else self.sökt - self.avvikelse


@dataclass(frozen=True)
class Årsläge:
    """Ett års rekvisitioner, i hela kronor. `beviljat` är förbundets pengar det året, None när de inte är inlagda."""

    år: int
    beviljat: int | None
    rekvisitioner: tuple[Rekvisition, ...]

    @property
    def begärt(self) -> int:
        return sum(one.sökt for one in self.rekvisitioner)

    @property
    def betalt(self) -> int:
        return sum(one.betalt or 0 for one in self.rekvisitioner)

    @property
    def kvar(self) -> int | None:
        return None if self.beviljat is None else self.beviljat - self.begärt

    @property
    def budget(self) -> int | None:
        """Kvartalens delar av budgeten tillsammans. None när någon saknas."""
        return None if self.avvikelse is None else self.begärt - self.avvikelse

    @property
    def avvikelse(self) -> int | None:
        """Kvartalens avvikelser tillsammans. None när någon saknas."""
        found = [one.avvikelse for one in self.rekvisitioner if one.avvikelse is not None]
        return sum(found) if len(found) == len(self.rekvisitioner) else None

    @property
    def senaste(self) -> Kvartal:
        """Det senaste kvartalet som pengar är begärda för."""
        return max(one.tid for one in self.rekvisitioner)

    def kvar_efter(self, sista: Rekvisition) -> int | None:
        """Årets beviljade kronor som är kvar när rekvisitionen och de före den är räknade."""
        använt = sum(one.sökt for one in self.rekvisitioner if one.tid <= sista.tid)
        return None if self.beviljat is None else self.beviljat - använt


def förbundets_del(insats: Insats, år: int) -> int | None:
    """Det som förbundet har beviljat insatsen ett år, i kronor. Ett belopp utan finansiär räknas som förbundets."""
    poster = belopp_per_läge(insats, år).get(BEVILJAT, {})
    egna = [belopp for payer, belopp in poster.items() if payer in ("", insats.förbund.namn)]
    return sum(egna) if egna else None


def årslägen(insats: Insats, rekvisitioner: Iterable[Rekvisition]) -> list[Årsläge]:
    """En insats rekvisitioner år för år, senaste året först, kvartalen i ordning."""
    per_år = grouped(sorted(rekvisitioner, key=lambda one: one.tid), lambda one: one.år)
    return [Årsläge(år, förbundets_del(insats, år), tuple(ones)) for år, ones in sorted(per_år.items(), reverse=True)]


@dataclass(frozen=True)
class Årssumma:
    """Insatserna tillsammans ett år. Summorna är av alla. `kvar` räknas bara när det är känt vad alla fick."""

    år: int
    lägen: tuple[tuple[Insats, Årsläge], ...]

    @property
    def beviljat(self) -> int | None:
        belopp = [läge.beviljat for _, läge in self.lägen if läge.beviljat is not None]
        return sum(belopp) if len(belopp) == len(self.lägen) else None

    @property
    def begärt(self) -> int:
        return sum(läge.begärt for _, läge in self.lägen)

    @property
    def betalt(self) -> int:
        return sum(läge.betalt for _, läge in self.lägen)

    @property
    def kvar(self) -> int | None:
        return None if self.beviljat is None else self.beviljat - self.begärt


def årssummor(rekvisitioner: Iterable[Rekvisition]) -> list[Årssumma]:
    """Rekvisitionerna år för år, senaste året först, med läget för varje insats."""
    per_insats = grouped(rekvisitioner, lambda one: one.insats.id).values()
    lägen = [(ones[0].insats, läge) for ones in per_insats for läge in årslägen(ones[0].insats, ones)]
    per_år = grouped(lägen, lambda pair: pair[1].år)
    return [Årssumma(år, tuple(ones)) for år, ones in sorted(per_år.items(), reverse=True)]
