"""Skyddet mot den som sparar varje version av webbplatsen: flera versioner lagda bredvid varandra i samma lösare."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.model.skydd import hela_tal, offentliga
from macros.model.utfall import FÅ, KÖNEN, TOTALT, Utfall, med_summor
from tests.angripare import (
    ALLA_KÖN,
    AUTUMN,
    SPRING,
    STOR,
    TABELLER,
    YEAR,
    Attacker,
    Cell,
    Insider,
    Tal,
    attack,
    insats,
    med_totalt,
    mått,
    rows_of,
    summa,
    tal,
    truth_of,
    versioner,
    visible,
)
from tests.test_skydd import containment

några = settings(attack, max_examples=15)
FÄLT = sorted(STOR[TOTALT])


def assert_together(truth: Mapping[Cell, int], visade: Sequence[Utfall], larger: Sequence[tuple[Cell, Sequence[Cell]]] = ()):
    """Allt som har visats i någon version, tillsammans, ger inget dolt tal."""
    attacker = Attacker(truth, visade, larger)
    assert all(truth[cell] == value >= FÅ for cell, value in attacker.seen.items())
    assert attacker.exposed() == []


def synliga(visade: Sequence[Utfall]) -> set[tuple[str, object]]:
    return {(rad.insats.id, rad.period) for rad in visade if visible(rad)}


# ---- Helåret efter halvåret, helheten efter delen ------------------------------------------------------------


@några
@given(TABELLER, TABELLER)
def test_the_year_after_its_halves(autumn, spring):
    """Tre versioner: hösten, sedan båda halvåren, sedan också helåret."""
    höst, vår = rows_of(autumn, period=AUTUMN), rows_of(spring, period=SPRING)
    year = summa(autumn, spring)
    visade = versioner(höst, höst + vår, höst + vår + rows_of(year))
    truth = truth_of(year) | truth_of(autumn, period=AUTUMN) | truth_of(spring, period=SPRING)
    assert_together(
        truth, [rad for version in visade for rad in version], containment(("a", YEAR), ("a", AUTUMN), ("a", SPRING))
    )


@några
@given(TABELLER, TABELLER)
def test_the_whole_after_its_part(part, rest):
    del_, whole = rows_of(part, insats("del", ingår_i="hel"), AUTUMN), summa(part, rest)
    hel = rows_of(whole, insats("hel"))
    for kvar in (del_, []):  # delen kan vara borttagen när helheten kommer
        visade = versioner(del_, kvar + hel)
        truth = truth_of(whole, "hel") | truth_of(part, "del", AUTUMN)
        assert_together(truth, [rad for version in visade for rad in version], containment(("hel", YEAR), ("del", AUTUMN)))


def test_what_has_been_shown_goes_first():
    höst, vår, year = (rows_of(STOR, period=period) for period in (AUTUMN, SPRING, YEAR))
    assert synliga(versioner(höst, höst + vår + year)[-1]) == {("a", AUTUMN), ("a", SPRING)}
    assert synliga(versioner(year, höst + vår)[-1]) == set()
    assert synliga(versioner(höst + vår + year)[-1]) == {("a", YEAR)}
    del_, hel = rows_of(STOR, insats("del", ingår_i="hel")), rows_of(STOR, insats("hel"))
    assert synliga(versioner(del_, del_ + hel)[-1]) == {("del", YEAR)}
    assert synliga(versioner(hel, del_ + hel)[-1]) == {("hel", YEAR)}


# ---- Ett fält, en rad eller en rättelse senare --------------------------------------------------------------


def tidigt(tabell: Tal, fält: Sequence[str], könen: Sequence[str]) -> dict[str, dict[str, int]]:
    return {kön: {cell: tabell[kön][cell] for cell in fält} for kön in könen}


TIDIGA_FÄLT = st.one_of(
    st.sampled_from([["aktiva"], ["aktiva", "avslut", "aktiva_nästa"], ["aktiva", "avslut", "tidiga_avhopp"]]),
    st.lists(st.sampled_from(FÄLT), min_size=1, unique=True),
)
TIDIGA_KÖN = st.sampled_from([ALLA_KÖN, (TOTALT,), KÖNEN, (TOTALT, "kvinnor"), ("kvinnor",)])


@settings(attack, max_examples=40)
@given(TABELLER, TIDIGA_FÄLT, TIDIGA_KÖN)
def test_fields_and_rows_that_come_later(tabell, fält, könen):
    visade = versioner(rows_of(tidigt(tabell, fält, könen)), rows_of(tabell))
    assert_together(truth_of(tabell), [rad for version in visade for rad in version])


@settings(attack, max_examples=6)
@given(TABELLER, TIDIGA_FÄLT)
def test_the_choice_tells_nothing_over_two_versions(tabell, fält):
    """Den som kan regeln har minst fem möjliga värden kvar också när den ser båda versionerna."""

    def published(world: Mapping[Cell, int]) -> object:
        hela = {kön: {cell: world["a", YEAR, kön, cell] for cell in FÄLT} for kön in ALLA_KÖN}
        return [visible(rad) for version in versioner(rows_of(tidigt(hela, fält, ALLA_KÖN)), rows_of(hela)) for rad in version]

    visade = versioner(rows_of(tidigt(tabell, fält, ALLA_KÖN)), rows_of(tabell))
    assert Insider(truth_of(tabell), [rad for version in visade for rad in version], published).narrowed() == []


def som(rader: Sequence[Utfall], namn: str) -> list[Utfall]:
    return [replace(rad, insats=insats(namn)) for rad in rader]


LEAVES = [cell for cell in FÄLT if cell not in ("aktiva", "avslut")]


@settings(attack, max_examples=40)
@given(
    TABELLER, st.lists(st.tuples(st.sampled_from(KÖNEN), st.sampled_from(LEAVES), st.integers(0, 9)), min_size=1, max_size=3)
)
def test_a_correction(tabell, ändringar):
    """Angriparen vet till och med vilka tal som har rättats. Alla andra är lika i de två versionerna."""
    leaves = {kön: {cell: tabell[kön][cell] for cell in LEAVES} for kön in KÖNEN}
    for kön, cell, antal in ändringar:
        leaves[kön][cell] = antal
    i_ordning = ("tidiga_avhopp", *mått().positiva, *mått().övriga, "aktiva_nästa")
    rättad = med_totalt(*(tal(*(leaves[kön][cell] for cell in i_ordning)) for kön in KÖNEN))
    före, efter = versioner(rows_of(tabell), rows_of(rättad))
    truth = truth_of(tabell, "före") | truth_of(rättad, "efter")
    changed = {(kön, cell) for kön, cell, _ in ändringar}
    same = [
        ((one, YEAR, kön, cell), [(other, YEAR, kön, cell)])
        for kön in KÖNEN
        for cell in LEAVES
        if (kön, cell) not in changed
        for one, other in (("före", "efter"), ("efter", "före"))
    ]
    attacker = Attacker(truth, [*som(före, "före"), *som(efter, "efter")], same)
    # Ett tal som har visats, och som angriparen vet inte har ändrats, är inte dolt.
    sett = {(kön, cell, value) for (_, _, kön, cell), value in attacker.seen.items()}
    assert [found for found in attacker.exposed() if (*found[0][2:], truth[found[0]]) not in sett] == []


@pytest.mark.parametrize("fält", [["aktiva"], ["aktiva", "avslut", "aktiva_nästa"], FÄLT])
def test_large_numbers_may_come_later_and_be_corrected(fält):
    _, efter = versioner(rows_of(tidigt(STOR, fält, ALLA_KÖN)), rows_of(STOR))
    assert [visible(rad) for rad in efter] == [visible(rad) for rad in offentliga(rows_of(STOR), mått())]
    större = summa(STOR, STOR)
    _, rättad = versioner(rows_of(STOR), rows_of(större))
    assert visible(rättad[0]) == med_summor(hela_tal(större, mått())[TOTALT], mått())


def test_the_same_rows_again_show_the_same():
    tabell = med_totalt(tal(9, 1, 1, 1, 9, 9, 9, 9), tal(*(9,) * 8))
    första, andra, tredje = versioner(*[rows_of(tabell)] * 3)
    assert första == andra == tredje
    assert första[0].tal["räknade"] and första[1].tal["arbete"] is None
