"""Skyddet i det som räknas ut: helår ur halvår, summor över insatser och kostnader, i varje version av webbplatsen.

Angriparen ser allt det, och pengarna. Den vet också att ett helår är sina halvår, och att den som var kvar räknas en gång.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from macros.model.insats import Budgetpost
from macros.model.kostnad import Periodkostnad, periodkostnader, tal_per, årskostnader
from macros.model.utfall import FÅ, POSITIVA, RÄKNADE, TOTALT, Utfall
from macros.model.utfallssummor import med_helår, periodsummor
from tests.angripare import (
    ALLA_KÖN,
    COUNTS,
    Attacker,
    Cell,
    Insider,
    Tal,
    attack,
    insats,
    med_totalt,
    mått,
    rows_of,
    tal,
    truth_of,
    versioner,
    visible,
)
from tests.test_kostnad import HÖST, VÅR, Y24

KRONOR = 1_000_003  # ett primtal: delat med olika antal blir det alltid olika kostnader
LÖV = ("tidiga_avhopp", *mått().positiva, *mått().övriga)


def halvår(kvar: Sequence[int], våren: Sequence[int], hösten: Sequence[int]) -> tuple[dict[str, int], ...]:
    """Ett köns vår, höst och helår. `kvar` är de som är kvar efter våren och efter hösten, och nya i hösten följer av dem."""
    första = tal(*våren, kvar[0])
    andra = tal(*hösten, max(kvar[1], kvar[0] - sum(hösten)))
    return första, andra, tal(*(a + b for a, b in zip(våren, hösten, strict=True)), andra["aktiva_nästa"])


SJU = st.lists(COUNTS, min_size=7, max_size=7)
ETT_KÖN = st.builds(halvår, st.tuples(COUNTS, COUNTS), SJU, SJU)
ÅR = st.builds(lambda kvinnor, män: tuple(map(med_totalt, kvinnor, män)), ETT_KÖN, ETT_KÖN)  # våren, hösten och året
PERIODER = (VÅR, HÖST, Y24)


def host(åren: Sequence[tuple[Tal, ...]]) -> tuple[list[list[list[Utfall]]], dict[Cell, int], list[tuple[Cell, list[Cell]]]]:
    """Insatsernas rader efter period, de sanna talen, och det som angriparen vet: året är våren och hösten."""
    rader = [
        [
            rows_of(tabell, replace(insats(f"i{n}"), budget=(Budgetpost(2024, KRONOR),)), period)
            for tabell, period in zip(ett, PERIODER)
        ]
        for n, ett in enumerate(åren)
    ]
    truth = {
        cell: value
        for n, ett in enumerate(åren)
        for tabell, period in zip(ett, PERIODER)
        for cell, value in truth_of(tabell, f"i{n}", period).items()
    }
    samma = [
        ((f"i{n}", Y24, kön, cell), [(f"i{n}", VÅR, kön, cell), (f"i{n}", HÖST, kön, cell)])
        for n in range(len(åren))
        for kön in ALLA_KÖN
        for cell in ("avslut", RÄKNADE, POSITIVA, *LÖV)
    ]
    samma += [
        ((f"i{n}", Y24, kön, "aktiva_nästa"), [(f"i{n}", HÖST, kön, "aktiva_nästa")])
        for n in range(len(åren))
        for kön in ALLA_KÖN
    ]
    return rader, truth, samma


def samma_tal(seen: Mapping[Cell, int], samma: Sequence[tuple[Cell, list[Cell]]]) -> dict[Cell, int]:
    """De som är kvar när året är slut är också kvar när hösten är slut. Visas årets tal är höstens inte dolt."""
    return {delar[0]: seen[helhet] for helhet, delar in samma if len(delar) == 1 and helhet in seen}


class Counter(Attacker):
    """Ser också de uträknade helåren, summorna och kostnaderna, och räknar med att året är halvåren."""

    def __init__(self, truth: Mapping[Cell, int], versionerna: Sequence[Sequence[Utfall]], samma):
        helår = [med_helår(version, mått()) for version in versionerna]
        super().__init__(truth, [rad for version in helår for rad in version], equal=samma)
        for version in helår:
            self.look([rad for rad in version if rad.tal])
        self.seen |= samma_tal(self.seen, samma)

    def look(self, rader: Sequence[Utfall]) -> None:
        """Allt som räknas ut ur en version stämmer med det som redan syns, och ger inget tal till."""
        per_insats = {rad.insats.id: rad.insats for rad in rader}
        kostnader = [
            (one, periodkostnader(one, [rad for rad in rader if rad.insats is one], mått())) for one in per_insats.values()
        ]
        for _, ones in kostnader:
            for one in ones:
                self.divide(one)
        for summa in periodsummor(rader, mått()):
            for kön, tal_ in summa.tal.items():
                for fält, one in tal_.items():
                    known = [
                        rad.tal[fält] for rad in rader if rad.period == summa.period and rad.kön == kön and rad.tal.get(fält)
                    ]
                    assert one.antal == sum(known) >= FÅ * one.insatser == FÅ * len(known)
        for år in årskostnader(kostnader):
            assert all(one.antal >= FÅ * år.med[per] for per, one in år.per.items())

    def divide(self, kostnad: Periodkostnad) -> None:
        """Pengarna delade med kostnaden är antalet, och det står redan i tabellen."""
        for per, one in kostnad.per.items():
            cell = (kostnad.insats.id, kostnad.period, TOTALT, tal_per(mått())[per])
            assert {n for n in range(1, 1000) if (2 * KRONOR + n) // (2 * n) == one.per_person} == {one.antal}
            assert self.seen[cell] == self.truth[cell] == one.antal >= FÅ


def sedda(åren: Sequence[tuple[Tal, ...]], ordning: Sequence[Sequence[tuple[int, int]]]) -> Counter:
    """Angriparen efter versionerna. En version är de (insats, period) som finns i den."""
    rader, truth, samma = host(åren)
    versionerna = versioner(*([rad for n, period in version for rad in rader[n][period]] for version in ordning))
    return Counter(truth, versionerna, samma)


V, H, Å = range(3)
ORDNINGAR = (
    # Våren, sedan hösten, sedan helåret. En ny insats kommer till sist.
    [[(0, V)], [(0, V), (0, H)], [(0, V), (0, H), (0, Å), (1, Å)]],
    # Helåret först för den ena, halvåren för den andra.
    [[(0, Å), (1, V)], [(0, Å), (0, V), (0, H), (1, V), (1, H), (1, Å)]],
    # Allt på en gång.
    [[(n, period) for n in (0, 1) for period in (V, H, Å)]],
)


@settings(attack, max_examples=10)
@given(st.tuples(ÅR, ÅR), st.sampled_from(ORDNINGAR))
def test_years_sums_and_costs_give_nothing_over_versions(åren, ordning):
    attacker = sedda(åren, ordning)
    assert all(attacker.truth[cell] == value for cell, value in attacker.seen.items())
    assert attacker.exposed() == []


@settings(attack, max_examples=4)
@given(ÅR)
def test_the_choice_tells_nothing_over_halves_and_years(ett):
    """Den som kan regeln, och ser våren, hösten och helåret komma, har minst fem möjliga värden för varje dolt tal."""
    rader, truth, samma = host([ett])
    ordning = [[rad for period in rader[0][:antal] for rad in period] for antal in (1, 2, 3)]

    def published(world: Mapping[Cell, int]) -> object:
        def som(rad: Utfall) -> Utfall:
            return replace(rad, tal={fält: world["i0", rad.period, rad.kön, fält] for fält in rad.tal})

        return [visible(rad) for version in versioner(*(list(map(som, version)) for version in ordning)) for rad in version]

    visade = [rad for version in versioner(*ordning) for rad in med_helår(version, mått())]
    insider = Insider(truth, visade, published, samma)
    insider.seen |= samma_tal(insider.seen, samma)
    assert insider.narrowed() == []
