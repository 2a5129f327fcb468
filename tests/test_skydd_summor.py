"""Summor över insatser: de säger inget som inte redan visas, inte heller i flera versioner."""

from hypothesis import given, settings
from hypothesis import strategies as st

from macros.model.skydd import offentliga
from macros.model.utfall import FÅ, TOTALT
from macros.model.utfallssummor import Summa, summor
from tests.angripare import (
    NOLL,
    STOR,
    TABELLER,
    YEAR,
    Attacker,
    attack,
    insats,
    med_totalt,
    mått,
    rows_of,
    tal,
    truth_of,
    versioner,
)


@settings(attack, max_examples=12)
@given(st.lists(TABELLER, min_size=2, max_size=4))
def test_the_sums_give_nothing_to_subtract(tabeller):
    """Två versioner: den sista insatsen kommer till efter de andra. Angriparen ser också summorna i båda."""
    rader = [rad for n, tabell in enumerate(tabeller) for rad in rows_of(tabell, insats(f"i{n}"))]
    visade = versioner(rader[:-3], rader)
    truth = {cell: value for n, tabell in enumerate(tabeller) for cell, value in truth_of(tabell, f"i{n}").items()}
    attacker = Attacker(truth, [rad for version in visade for rad in version])
    for version in visade:
        for (period, kön), tal_ in summor(version, mått()).items():
            for cell, summa in tal_.items():
                shown = [n for n in range(len(tabeller)) if attacker.seen.get((f"i{n}", period, kön, cell)) is not None]
                assert summa.antal == sum(truth[f"i{n}", period, kön, cell] for n in shown[: summa.insatser]) >= FÅ
    assert attacker.exposed() == []


def test_a_sum_says_how_many_insatser_are_in_it():
    rader = [*rows_of(STOR, insats("stor")), *rows_of(med_totalt(tal(*NOLL), tal(*NOLL)), insats("tom"))]
    found = summor(offentliga(rader, mått()), mått())
    assert found[YEAR, TOTALT]["arbete"] == Summa(17, 1, 2)
    assert not found[YEAR, TOTALT]["arbete"].är_hel
    assert summor(offentliga(rader[:3], mått()), mått())[YEAR, TOTALT]["arbete"].är_hel
    assert summor(rows_of(STOR, exempel=True), mått()) == {}
