"""Angriparen som försöker räkna ut det som skyddet döljer, och talen den får."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from macros.model.insats import IngårI, Insats
from macros.model.publicerat import Publicering, nya_rader
from macros.model.skydd import grupper, offentliga, skyddade
from macros.model.utfall import FÅ, KÖNEN, TOTALT, Måttlista, Period, Utfall, med_summor
from tests import rader

ALLA_KÖN = (TOTALT, *KÖNEN)
MANY = 10_000  # fler än så har ingen insats, och det vet angriparen
YEAR = Period(date(2024, 7, 1), date(2025, 6, 30))
AUTUMN, SPRING = Period(date(2024, 7, 1), date(2024, 12, 31)), Period(date(2025, 1, 1), date(2025, 6, 30))
NEXT_YEAR = Period(date(2025, 7, 1), date(2026, 6, 30))
DAY = date(2025, 10, 1)
EARLIER = 80111  # det tidigare talet i en rättelse som inte får visas
Cell = tuple[str, Period, str, str]  # insats, period, kön och tal
Tal = Mapping[str, Mapping[str, int | None]]  # efter kön och fält


@cache
def mått() -> Måttlista:
    return rader.example_register().uppföljning.mått


# Fälten i ordningen tidiga avhopp, de sex utfallen, aktiva nästa. Resten följer.
def tal(*values: int) -> dict[str, int]:
    """En rad som stämmer med sig själv."""
    avhopp, *utfall, nästa = values
    avslut = avhopp + sum(utfall)
    return {
        "aktiva": avslut + nästa,
        "avslut": avslut,
        "tidiga_avhopp": avhopp,
        **dict(zip((*mått().positiva, *mått().övriga), utfall, strict=True)),
        "aktiva_nästa": nästa,
    }


def med_totalt(kvinnor: Mapping[str, int], män: Mapping[str, int]) -> dict[str, dict[str, int]]:
    return {TOTALT: {cell: kvinnor[cell] + män[cell] for cell in kvinnor}, "kvinnor": dict(kvinnor), "män": dict(män)}


def summa(*tabeller: Tal) -> dict[str, dict[str, int]]:
    return {kön: {cell: sum(tabell[kön][cell] for tabell in tabeller) for cell in tabeller[0][kön]} for kön in ALLA_KÖN}


def insats(id_: str = "a", ingår_i: str = "") -> Insats:
    return Insats(id_, None, id_, (), ingår_i=IngårI(ingår_i))


def rows_of(tabell: Tal, i: Insats | None = None, period: Period = YEAR, **fields) -> list[Utfall]:
    i = i or insats()
    return [
        Utfall(f"{i.id}-{period.från}-{period.till}-{kön}", kön, row, (), i, period, **fields) for kön, row in tabell.items()
    ]


def truth_of(tabell: Tal, i: str = "a", period: Period = YEAR) -> dict[Cell, int]:
    """Varje tal så som det är, också de som räknas ut."""
    return {(i, period, kön, cell): value for kön, row in tabell.items() for cell, value in med_summor(row, mått()).items()}


# ---- Angriparen -----------------------------------------------------------------------------------------


class Attacker:
    """Vet allt som visas och allt som alltid gäller, och räknar ut vad varje dolt tal kan vara."""

    def __init__(
        self,
        truth: Mapping[Cell, int],
        visade: Iterable[Utfall],
        larger: Sequence[tuple[Cell, Sequence[Cell]]] = (),
        equal: Sequence[tuple[Cell, Sequence[Cell]]] = (),
    ):
        visade = tuple(visade)
        self.truth, self.cells = truth, {cell: at for at, cell in enumerate(truth)}
        self.written = {(rad.insats.id, rad.period, rad.kön) for rad in visade}
        self.seen = {
            (rad.insats.id, rad.period, rad.kön, cell): value
            for rad in visade
            for cell, value in rad.tal.items()
            if value is not None
        }
        self.equal = [
            (cell, [(*cell[:3], del_) for del_ in mått().summor[cell[3]]]) for cell in truth if cell[3] in mått().summor
        ]
        self.equal += [
            (cell, [(*cell[:2], kön, cell[3]) for kön in KÖNEN])
            for cell in truth
            if cell[2] == TOTALT and (*cell[:2], "män", cell[3]) in truth
        ]
        self.equal += equal
        self.rules = LinearConstraint(
            np.array([self._row(*rule) for rule in (*self.equal, *larger)]),
            0,
            np.repeat([0, np.inf], [len(self.equal), len(larger)]),
        )
        known = [(self.seen[cell], self.seen[cell]) if cell in self.seen else (0, MANY) for cell in truth]
        self.bounds = Bounds(*zip(*known, strict=True))
        self.worlds: list[np.ndarray] = []  # tänkbara svar som lösaren redan har hittat

    def _row(self, whole: Cell, parts: Sequence[Cell]) -> np.ndarray:
        row = np.zeros(len(self.cells))
        row[self.cells[whole]] = 1
        row[[self.cells[part] for part in parts]] = -1
        return row

    def extreme(self, wanted: Iterable[Cell], sign: int) -> np.ndarray:
        """Den värld där summan av talen är störst (1) eller minst (-1)."""
        c = np.zeros(len(self.cells))
        c[[self.cells[cell] for cell in wanted]] = -sign
        found = self.world(c)
        assert found is not None
        return found

    def world(self, weights: np.ndarray, given: Mapping[Cell, int] | None = None, near: int = MANY) -> np.ndarray | None:
        """Den tänkbara värld där talen gånger vikterna är minst och de givna talen stämmer. None när det inte finns någon.

        Inget annat tal skiljer sig mer än `near` från det riktiga.
        """
        true = np.array(list(self.truth.values()))
        low, high = np.maximum(self.bounds.lb, true - near), np.minimum(self.bounds.ub, true + near)
        for cell, value in (given or {}).items():
            low[self.cells[cell]] = high[self.cells[cell]] = value
        found = milp(weights, constraints=self.rules, bounds=Bounds(low, high), integrality=np.ones(len(weights)))
        if not found.success:
            return None
        self.worlds.append(np.rint(found.x).astype(int))
        return self.worlds[-1]

    def span(self, cell: Cell) -> tuple[int, int]:
        """Det minsta och det största som talet kan vara."""
        return tuple(int(self.extreme([cell], sign)[self.cells[cell]]) for sign in (-1, 1))

    def is_safe(self, cell: Cell) -> bool:
        """Sant när en värld redan visar att talet kan vara något annat, och fem eller mer när det är under fem.

        Står raden inte i data (totalt och kvinnor är skrivna, inte män) så är det inget dolt i att räkna ut fem eller mer.
        """
        here, true = [world[self.cells[cell]] for world in self.worlds], self.truth[cell]
        if true >= FÅ:
            return cell[:3] not in self.written or any(value != true for value in here)
        return any(value >= FÅ for value in here)

    def exposed(self) -> list[tuple[Cell, tuple[int, int]]]:
        """De dolda tal som angriparen kommer åt, med det minsta och det största de kan vara. Lösaren prövar vart och ett."""
        left, tried = [cell for cell in self.truth if cell not in self.seen], 0
        while left and len(left) != tried:
            tried = len(left)
            self.extreme(left, 1)
            left = [cell for cell in left if not self.is_safe(cell)]
        spans = {cell: self.span(cell) for cell in left if not self.is_safe(cell)}
        return [(cell, span) for cell, span in spans.items() if not self.is_safe(cell)]

    def small_differences(self) -> list[tuple[Cell, int]]:
        """Summorna där det som blir kvar när allt som visas är draget är under fem, men inte hela summan."""
        found = []
        for whole, parts in self.equal:
            if whole in self.seen and any(part not in self.seen for part in parts):
                rest = self.seen[whole] - sum(self.seen.get(part, 0) for part in parts)
                found += [(whole, rest)] if rest < FÅ else []
        return found


class Insider(Attacker):
    """Kan också programmet utantill: prövar tänkbara världar, och behåller dem som hade publicerats likadant.

    `published` är allt som syns när världen är den som ges, med samma nycklar som `seen`.
    """

    def __init__(
        self,
        truth: Mapping[Cell, int],
        visade: Iterable[Utfall],
        published: Callable[[Mapping[Cell, int]], object],
        equal: Sequence[tuple[Cell, Sequence[Cell]]] = (),
    ):
        super().__init__(truth, visade, equal=equal)
        self.published, self.output, self.dice = published, published(truth), np.random.default_rng(1)
        self.bounds = Bounds(self.bounds.lb, np.minimum(self.bounds.ub, max(truth.values()) + 3 * FÅ))
        self.values: dict[Cell, set[int]] = {cell: {value} for cell, value in truth.items()}

    def try_world(self, given: Mapping[Cell, int]) -> None:
        """Slumpar en värld med de givna talen. Publiceras den likadant är alla dess tal möjliga."""
        least = self.dice.choice([-1, 0, 1, 2]) + self.dice.choice([0, 0, 1], len(self.cells))
        found = self.world(least * 1.0, given, self.dice.choice([FÅ, 2 * FÅ, MANY, MANY]))
        if found is not None:
            world = {cell: int(found[at]) for cell, at in self.cells.items()}
            if self.published(world) == self.output:
                for cell, value in world.items():
                    self.values[cell].add(value)

    def narrowed(self) -> list[tuple[Cell, set[int]]]:
        """De dolda tal som har färre än fem möjliga värden kvar, fast angriparen har letat efter fler."""
        for cell in [cell for cell in self.truth if cell not in self.seen]:
            low, high = self.span(cell)
            ends = sorted({*range(low, low + 2 * FÅ), *range(high - 2 * FÅ, high + 1)} & {*range(low, high + 1)})
            for value in ends * 12:
                if len(self.values[cell]) < FÅ and value not in self.values[cell]:
                    self.try_world({cell: value})
        return [(cell, values) for cell, values in self.values.items() if cell not in self.seen and len(values) < FÅ]


def assert_tells_nothing(tabell: Tal, skrivna: Sequence[str] = ALLA_KÖN) -> None:
    """Den som kan regeln och prövar varje tänkbar värld har minst fem möjliga värden kvar för varje dolt tal."""

    def published(world: Mapping[Cell, int]) -> object:
        known = {kön: {cell: world[("a", YEAR, kön, cell)] for cell in mått().celler} for kön in skrivna}
        hidden = skyddade(known, mått())
        return {kön: {cell: value for cell, value in row.items() if cell not in hidden[kön]} for kön, row in known.items()}

    visade = offentliga(rows_of({kön: tabell[kön] for kön in skrivna}), mått())
    assert Insider(truth_of({kön: tabell[kön] for kön in skrivna}), visade, published).narrowed() == []


def publicera(visade: Iterable[Utfall], före: Sequence[Publicering] = ()) -> list[Publicering]:
    """Liggaren när det som visas har införts."""
    nya = [
        Publicering(f"p-{len(före)}", *grupp[0].gäller, kön, DAY, visat, "")
        for grupp in grupper(visade)
        for kön, visat in nya_rader(grupp, före).items()
    ]
    return [*före, *nya]


def versioner(*rader: Sequence[Utfall]) -> list[tuple[Utfall, ...]]:
    """Det som visas i varje version när raderna är de givna, en version i taget och införd innan nästa."""
    found, införda = [], []
    for version in rader:
        found.append(offentliga(version, mått(), införda))
        införda = publicera(found[-1], införda)
    return found


def assert_protected(
    truth: Mapping[Cell, int], rows: Sequence[Utfall], larger: Sequence[tuple[Cell, Sequence[Cell]]] = ()
) -> tuple[Utfall, ...]:
    visade = offentliga(rows, mått())
    attacker = Attacker(truth, visade, larger)
    assert all(truth[cell] == value >= FÅ for cell, value in attacker.seen.items())
    assert attacker.small_differences() == []
    assert attacker.exposed() == []
    return visade


def visible(rad: Utfall) -> dict[str, int]:
    return {cell: value for cell, value in rad.tal.items() if value is not None}


NOLL = (0,) * 8


COUNTS = st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5, 5, 6, 7, 9, 12, 40])
RADER = st.lists(COUNTS, min_size=8, max_size=8).map(lambda values: tal(*values))
TABELLER = st.builds(med_totalt, RADER, RADER)
attack = settings(deadline=None, max_examples=30, derandomize=True, suppress_health_check=list(HealthCheck))


STOR = med_totalt(tal(*(9,) * 8), tal(*(8,) * 8))
