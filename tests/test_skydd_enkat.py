"""Skyddet för små grupper i enkätsvaren, prövat med en exakt attack: varje tänkbart svar räknas upp.

Frågorna i en rad har inget samband utom de svarande, så att en fråga i taget räcker. Angriparen kan regeln: han räknar upp alla
världar som hade publicerats likadant, och ett dolt tal ska ändå ha minst fem möjliga värden.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

import pytest

from macros.exports.enkatsvar import open_values
from macros.model.enkatsvar import Andel, Enkätsvar, Frågesvar, Svarsval, enkätsummor
from macros.model.insats import IngårI, Insats
from macros.model.instrument import Instrument, Instrumentdel
from macros.model.publicerat import Publicering
from macros.model.skydd_enkat import celler, nya_svar, offentliga_svar, skyddad, året
from macros.model.utfall import FÅ
from tests.sagodalen import true_answers

FIVE = Instrumentdel("Del", ("Fråga",), ("1", "2", "3", "4", "5"), ("1", "2"), ("4", "5"))
THREE = Instrumentdel("Del", ("Fråga",), ("nej", "kanske", "ja"), ("nej",), ("ja",))
DAY = date(2026, 11, 22)
World = tuple[int, ...]  # antalet för varje svar i skalan, och sist de som hoppade över frågan


def row(counts: World, not_answered: int = 9, del_: Instrumentdel = FIVE, insats: str = "a", ingår_i: str = "") -> Enkätsvar:
    enkät = Instrument("enkat", "Enkät", "enkät", "", "", "", (del_,), ())
    svarande = sum(counts)
    svar = Frågesvar("Fråga", tuple(map(Svarsval, del_.skala, counts)))
    vem = Insats(insats, None, insats, (), ingår_i=IngårI(ingår_i))
    return Enkätsvar(f"{insats}-2025", vem, enkät, 2025, svarande + not_answered, svarande, (svar,), ())


def shown(rad: Enkätsvar) -> tuple:
    """Allt som syns av en rad."""
    return tuple(sorted((cell, antal) for cell, antal in celler(rad).items() if antal is not None))


def hidden(world: World, visas: Enkätsvar, del_: Instrumentdel = FIVE) -> Iterator[tuple[str, int]]:
    """De sanna talen som inte syns och inte är summan av dem som syns: det som ska gå att tänka sig på minst fem sätt."""
    svar, counts = visas.svar[0], dict(zip(del_.skala, world))
    seen = celler(visas)
    true = {
        "svarande": sum(world),
        "låga": sum(counts[one] for one in del_.låga),
        "höga": sum(counts[one] for one in del_.höga),
        "hoppade över": world[-1],
        **counts,
    }
    true["resten"] = true["svarande"] - true["låga"] - true["höga"]
    known = {"svarande": visas.svarande, "låga": svar.låga, "höga": svar.höga, "resten": visas.resten(svar)}
    known |= {one: seen.get(f"{one}: Fråga") for one in del_.skala}
    if len(del_.låga) == len(del_.höga) == 1:
        known |= {del_.låga[0]: svar.låga, del_.höga[0]: svar.höga}
    yield from ((cell, value) for cell, value in true.items() if known.get(cell) is None)


def parts(total: int, count: int) -> Iterator[World]:
    """Alla sätt att dela ett antal på så många rutor."""
    if count == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in parts(total - first, count - 1))


def narrowed(found: Iterable[tuple[object, Iterable[tuple[str, int]]]]) -> list[tuple]:
    """De dolda tal som har färre än fem möjliga värden, bland alla världar som ser likadana ut."""
    values: dict[tuple, set[int]] = {}
    for output, cells in found:
        for cell, value in cells:
            values.setdefault((output, cell), set()).add(value)
    return [(key, found) for key, found in values.items() if len(found) < FÅ]


# ---- En version -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("worlds", [*[(n, 6) for n in range(14)], (20, 5), (26, 5)], ids=str)
def test_every_hidden_answer_has_five_possible_values(worlds: tuple[int, int]) -> None:
    """Från och med tjugo svarande räknas de som hoppade över frågan med det mellersta svaret: ingen ser skillnad på dem."""
    total, count = worlds
    small = range(FÅ) if total < FÅ else (total,)  # färre än fem svarande syns inte, så de hör till samma värld
    everything = [(*world, *(0,) * (6 - count)) for n in small for world in parts(n, count)]
    visas = {world: skyddad(row(world)) for world in everything}
    left_out = {"hoppade över", "3"} if count < 6 else set()
    found = ((shown(rad), [one for one in hidden(world, rad) if one[0] not in left_out]) for world, rad in visas.items())
    assert narrowed(found) == []
    for world, rad in visas.items():
        assert all(antal >= FÅ for _, antal in shown(rad)), world


def test_every_number_of_people_who_did_not_answer_has_five_possible_values() -> None:
    worlds = {(n, left): skyddad(row((n, 0, 0, 0, 0, 0), left)) for n, left in product(range(30), range(30))}
    found = ((shown(rad), [("lät bli", left)]) for (_, left), rad in worlds.items() if rad.tillfrågade is None)
    assert narrowed(found) == []
    for (n, left), rad in worlds.items():
        assert rad.tillfrågade in (None, n + left)
        assert rad.tillfrågade is None or left >= FÅ
        assert rad.minst is None or rad.minst <= 100 * n / (n + left)


CASES: dict[World, tuple[dict[str, int], int | None, int | None]] = {
    (5, 6, 4, 7, 8, 1): ({"1": 5, "2": 6, "4": 7, "5": 8}, 11, 15),
    (3, 6, 4, 7, 8, 1): ({}, 9, 15),
    (2, 2, 4, 7, 8, 1): ({}, None, 15),
    (6, 5, 4, 2, 2, 1): ({}, 11, None),
    (2, 2, 14, 2, 2, 1): ({}, None, None),
    (0, 0, 0, 3, 4, 0): ({}, None, None),
    (0, 0, 0, 0, 20, 4): ({}, None, None),
}


@pytest.mark.parametrize(("counts", "visas"), CASES.items(), ids=str)
def test_answers_are_shown_in_the_first_way_that_holds(counts: World, visas: tuple) -> None:
    svar = skyddad(row(counts)).svar[0]
    assert ({one.svar: one.antal for one in svar.val}, svar.låga, svar.höga) == visas


def test_a_protected_row_stays_as_it_is() -> None:
    for counts in CASES:
        once = skyddad(row(counts, 3))
        assert skyddad(once) == once


# ---- Versioner --------------------------------------------------------------------------------------------


def published(rad: Enkätsvar, before: Iterable[Publicering] = ()) -> list[Publicering]:
    """Liggaren när det som visas av raden har införts."""
    before = list(before)
    new = nya_svar(rad, before)
    return [*before, Publicering("p", rad.insats, året(rad.år), "totalt", DAY, new, "", rad.enkät)] if new else before


def two_versions(first: Enkätsvar, second: Enkätsvar) -> tuple[Enkätsvar, Enkätsvar]:
    [a] = offentliga_svar([first])
    [b] = offentliga_svar([second], published(a))
    return a, b


def changed(first: Enkätsvar, second: Enkätsvar) -> frozenset[str]:
    after = celler(second)
    return frozenset(cell for cell, antal in celler(first).items() if after[cell] != antal)


CORRECTED = [world for n in (*range(8), 10) for world in parts(n, 3)]


@pytest.fixture(scope="module")
def corrections() -> list[tuple]:
    """Varje rad som rättas till varje annan: det som syns i båda versionerna, talen som ändrades, och de dolda talen i båda."""
    rows = {world: row(world, del_=THREE) for world in CORRECTED}
    found = []
    for a, b in product(CORRECTED, CORRECTED):
        if a != b:
            one, two = two_versions(rows[a], rows[b])
            dolda = [(f"före: {cell}", value) for cell, value in hidden((*a, 0), one, THREE) if cell != "hoppade över"]
            dolda += [(f"efter: {cell}", value) for cell, value in hidden((*b, 0), two, THREE) if cell != "hoppade över"]
            found.append((shown(one), shown(two), changed(rows[a], rows[b]), dolda))
    return found


def test_a_correction_leaves_five_possible_values(corrections: list[tuple]) -> None:
    assert len(corrections) > 30_000
    assert narrowed(((one, two), cells) for one, two, _, cells in corrections) == []


def test_one_who_knows_which_answers_were_corrected_recovers_only_what_was_published(corrections: list[tuple]) -> None:
    values: dict[tuple, set[int]] = {}
    for one, two, which, cells in corrections:
        for cell, value in cells:
            values.setdefault((one, two, which, cell), set()).add(value)
    recovered = [(key[0], *found) for key, found in values.items() if len(found) == 1]
    assert [(before, value) for before, value in recovered if value not in dict(before).values() or value < FÅ] == []


def test_nothing_is_shown_once_a_published_answer_has_changed() -> None:
    first, second = two_versions(row((6, 5, 4, 7, 8, 1)), row((6, 5, 4, 8, 8, 1)))
    assert dict(shown(first))["höga: Fråga"] == 15
    assert shown(second) == ()


def test_nothing_more_is_shown_of_a_question_that_has_been_published() -> None:
    """De låga var två och är sex. Det som visades står kvar, och de låga visas inte fast de har blivit fler."""
    first, second = two_versions(row((1, 1, 10, 7, 8, 1)), row((3, 3, 6, 7, 8, 1)))
    assert shown(first) == shown(second)


def test_a_question_that_is_added_is_shown_beside_what_was_published() -> None:
    both = Instrumentdel("Del", ("Fråga", "Ny fråga"), THREE.skala, THREE.låga, THREE.höga)
    first = row((6, 6, 9), del_=both)
    new = Frågesvar("Ny fråga", (Svarsval("nej", 7), Svarsval("kanske", 5), Svarsval("ja", 9)))
    second = Enkätsvar(**(vars(first) | {"svar": (*first.svar, new)}))
    _, after = two_versions(first, second)
    assert [(svar.fråga, svar.låga, svar.höga) for svar in after.svar] == [("Fråga", 6, 9), ("Ny fråga", 7, 9)]


def test_what_is_published_is_entered_once() -> None:
    rad = skyddad(row((6, 5, 4, 7, 8, 1)))
    assert nya_svar(rad, published(rad)) == ()
    assert nya_svar(skyddad(row((1, 0, 1, 0, 0, 0))), []) == ()


# ---- Insatser ---------------------------------------------------------------------------------------------


def test_a_part_is_not_shown_the_year_its_whole_is() -> None:
    whole, part = row((6, 6, 6, 6, 6, 6), insats="hel"), row((5, 5, 5, 5, 5, 5), insats="del", ingår_i="hel")
    assert [bool(shown(rad)) for rad in offentliga_svar([whole, part])] == [True, False]
    assert [bool(shown(rad)) for rad in offentliga_svar([whole, part], published(skyddad(part)))] == [False, True]


def test_sums_are_sums_of_what_is_shown() -> None:
    rows = [row((6, 5, 4, 7, 8, 1), insats="a"), row((1, 1, 4, 7, 8, 1), insats="b"), row((1, 1, 1, 0, 0, 0), insats="c")]
    [summa] = enkätsummor(offentliga_svar(rows))
    assert [(en.låga, en.höga) for en in summa.frågor] == [(Andel(11, 31, 1), Andel(30, 53, 2))]
    assert summa.svarsfrekvens == Andel(53, 71, 2)
    assert len(summa.visade) == 2


# ---- Sagodalen --------------------------------------------------------------------------------------------


def test_the_made_up_association_shows_something_and_hides_something() -> None:
    hidden_numbers = shown_numbers = 0
    for rad in true_answers():
        visas = celler(skyddad(rad))
        assert all(antal is None or antal >= FÅ for antal in visas.values())
        shown_numbers += sum(antal is not None for antal in visas.values())
        hidden_numbers += sum(antal is None for antal in visas.values())
        assert set(open_values(skyddad(rad))) == {"tillfrågade", "svarande", "svar"}
    assert shown_numbers > 100
    assert hidden_numbers > 30
