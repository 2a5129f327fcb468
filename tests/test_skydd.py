"""Skyddet för små grupper, prövat med en attack: allt som visas och allt som alltid gäller, lagt i en exakt lösare."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.model.skydd import offentliga
from macros.model.utfall import FÅ, KÖNEN, POSITIVA, RÄKNADE, TOTALT, ÖVRIGA, Period, Rättelse, med_summor
from tests.angripare import (
    ALLA_KÖN,
    AUTUMN,
    NEXT_YEAR,
    NOLL,
    SPRING,
    STOR,
    TABELLER,
    YEAR,
    Cell,
    assert_protected,
    assert_tells_nothing,
    attack,
    insats,
    med_totalt,
    mått,
    rows_of,
    summa,
    tal,
    truth_of,
    visible,
)

# ---- Fallen -----------------------------------------------------------------------------------------------

NASTY = {
    "bara nollor": (NOLL, NOLL),
    "alla i en cell": ((0, 25, 0, 0, 0, 0, 0, 0), (0, 30, 0, 0, 0, 0, 0, 0)),
    "inga kvinnor": (NOLL, (3, 4, 2, 2, 6, 0, 6, 33)),
    "en kvinna": ((0, 1, 0, 0, 0, 0, 0, 0), (5, 9, 8, 7, 6, 5, 11, 20)),
    "totalt fem": ((0, 2, 0, 0, 0, 0, 0, 1), (0, 0, 1, 0, 0, 0, 1, 0)),
    "fem kvinnor, inga män": ((0, 5, 0, 0, 0, 0, 0, 0), NOLL),
    "positiva är 5 + 0 + 0": ((6, 5, 0, 0, 7, 8, 9, 10), (6, 5, 0, 0, 7, 8, 9, 10)),
    "positiva är 4 + 4": ((0, 4, 0, 0, 9, 9, 9, 9), (0, 4, 0, 0, 9, 9, 9, 9)),
    "inga avhopp: räknade = avslut": ((0, 9, 8, 7, 6, 5, 10, 20), (0, 9, 8, 7, 6, 5, 10, 20)),
    "inga avhopp, ingen kvar: aktiva = avslut = räknade": ((0, 9, 8, 7, 6, 5, 10, 0), (0, 9, 8, 7, 6, 5, 10, 0)),
    "ett avhopp": ((1, 9, 8, 7, 6, 5, 10, 20), (6, 9, 8, 7, 6, 5, 10, 20)),
    "alla positiva": ((5, 9, 8, 7, 0, 0, 0, 20), (5, 9, 8, 7, 0, 0, 0, 20)),
    "inga positiva": ((5, 0, 0, 0, 9, 8, 7, 20), (5, 0, 0, 0, 9, 8, 7, 20)),
    "ingen har lämnat": ((0, 0, 0, 0, 0, 0, 0, 20), (0, 0, 0, 0, 0, 0, 0, 9)),
    "alla har hoppat av": ((20, 0, 0, 0, 0, 0, 0, 0), (9, 0, 0, 0, 0, 0, 0, 6)),
    "jämnt fyra": ((4,) * 8, (4,) * 8),
    "jämnt fem": ((5,) * 8, (5,) * 8),
    "fem mot fyra": ((5,) * 8, (4,) * 8),
    "en enda liten": ((9, 9, 9, 9, 9, 9, 4, 9), (9,) * 8),
    "stora och ett litet": ((90, 90, 90, 90, 90, 90, 90, 90), (90, 90, 90, 0, 90, 90, 90, 90)),
    "policyns tal till könen": ((1, 2, 1, 1, 3, 0, 3, 17), (2, 2, 1, 1, 3, 0, 3, 16)),
}


@pytest.mark.parametrize(("kvinnor", "män"), NASTY.values(), ids=NASTY)
@pytest.mark.parametrize(
    "skrivna", [ALLA_KÖN, (TOTALT,), KÖNEN, (TOTALT, "kvinnor"), (TOTALT, "män"), ("kvinnor",)], ids="+".join
)
def test_no_hidden_number_can_be_computed(kvinnor, män, skrivna):
    """Också när en rad saknas: totalen minus det ena könet är det andra."""
    tabell = med_totalt(tal(*kvinnor), tal(*män))
    assert_protected(truth_of(tabell), rows_of({kön: tabell[kön] for kön in skrivna}))


@attack
@given(TABELLER)
def test_no_hidden_number_can_be_computed_whatever_the_counts(tabell):
    assert_protected(truth_of(tabell), rows_of(tabell))


@attack
@given(TABELLER, st.data())
def test_numbers_that_are_hidden_or_missing_in_the_data_stay_hidden(tabell, data):
    """`<5` och `skyddat` är None. Det som saknas helt räknas ut om det går, annars är det dolt som de andra."""
    hela = {kön: med_summor(row, mått()) for kön, row in tabell.items()}
    skrivna = {kön: {cell: value for cell, value in row.items() if cell != ÖVRIGA} for kön, row in hela.items()}
    for kön in data.draw(st.sets(st.sampled_from(ALLA_KÖN), max_size=2)):
        for cell in data.draw(st.sets(st.sampled_from(sorted(skrivna[kön])), max_size=4)):
            skrivna[kön][cell] = None
        for cell in data.draw(st.sets(st.sampled_from(sorted(skrivna[kön])), max_size=4)):
            del skrivna[kön][cell]
    rows = rows_of(skrivna)
    for rad, visad in zip(rows, assert_protected(truth_of(tabell), rows)):
        assert not [cell for cell, value in rad.tal.items() if value is None and visad.tal.get(cell) is not None]


@pytest.mark.parametrize(("kvinnor", "män"), NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("skrivna", [ALLA_KÖN, (TOTALT,)], ids="+".join)
def test_the_choice_tells_nothing(kvinnor, män, skrivna):
    """Den som kan regeln prövar alla tänkbara rader, och har ändå minst fem möjliga värden för varje dolt tal."""
    assert_tells_nothing(med_totalt(tal(*kvinnor), tal(*män)), skrivna)


@settings(attack, max_examples=20)
@given(TABELLER)
def test_the_choice_tells_nothing_whatever_the_counts(tabell):
    assert_tells_nothing(tabell)


# ---- Perioder och insatser --------------------------------------------------------------------------------


def containment(whole: tuple[str, Period], *parts: tuple[str, Period]) -> list[tuple[Cell, list[Cell]]]:
    """Helheten är minst delarna tillsammans, i varje tal. Den som är aktiv eller kvar kan vara med i flera perioder."""
    stocks = ("aktiva", "aktiva_nästa")
    return [
        ((*whole, kön, cell), [(*part, kön, cell) for part in which])
        for kön in ALLA_KÖN
        for cell in mått().celler
        for which in ([[part] for part in parts] if cell in stocks else [parts])
    ]


@settings(attack, max_examples=12)
@given(TABELLER, TABELLER)
def test_a_period_inside_another_gives_nothing_to_subtract(autumn, spring):
    """Helåret är hösten och våren tillsammans. Bara helåret visas."""
    year = summa(autumn, spring)
    truth = truth_of(year) | truth_of(autumn, period=AUTUMN) | truth_of(spring, period=SPRING)
    rows = rows_of(autumn, period=AUTUMN) + rows_of(year) + rows_of(spring, period=SPRING)
    both = [("a", AUTUMN), ("a", SPRING)]
    visade = assert_protected(truth, rows, containment(("a", YEAR), *both))
    assert {rad.period for rad in visade if visible(rad)} <= {YEAR}


@settings(attack, max_examples=12)
@given(TABELLER, TABELLER)
def test_a_part_and_its_whole_give_nothing_to_subtract(part, rest):
    whole = summa(part, rest)
    rows = rows_of(part, insats("del", ingår_i="hel"), AUTUMN) + rows_of(whole, insats("hel"))
    truth = truth_of(whole, "hel") | truth_of(part, "del", AUTUMN)
    visade = assert_protected(truth, rows, containment(("hel", YEAR), ("del", AUTUMN)))
    assert {rad.insats.id for rad in visade if visible(rad)} <= {"hel"}


Y24, Y25 = Period(date(2024, 1, 1), date(2024, 12, 31)), Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("perioder", "visas"),
    [
        ([YEAR], [YEAR]),
        ([AUTUMN, SPRING], [AUTUMN, SPRING]),
        ([YEAR, NEXT_YEAR], [YEAR, NEXT_YEAR]),
        ([AUTUMN, YEAR], [YEAR]),
        ([AUTUMN, SPRING, YEAR, NEXT_YEAR], [YEAR, NEXT_YEAR]),
        # Av tre perioder som överlappar i en kedja ger summan av de yttre minus den mellersta bara årens ändar.
        ([Y24, YEAR, Y25], [Y24, Y25]),
        ([Y24, YEAR], [YEAR]),
        ([YEAR, Y25, AUTUMN], [Y25, AUTUMN]),
    ],
)
def test_periods_that_are_shown_never_overlap(perioder, visas):
    visade = offentliga([rad for period in perioder for rad in rows_of(STOR, period=period)], mått())
    assert list(dict.fromkeys(rad.period for rad in visade if visible(rad))) == sorted(visas, key=perioder.index)


@pytest.mark.parametrize(
    ("delens", "helhetens", "visas"),
    [(YEAR, YEAR, False), (AUTUMN, YEAR, False), (YEAR, SPRING, False), (AUTUMN, SPRING, True), (YEAR, NEXT_YEAR, True)],
)
def test_a_part_is_shown_only_for_a_time_that_the_whole_has_no_numbers_for(delens, helhetens, visas):
    rows = rows_of(STOR, insats("del", ingår_i="hel"), delens) + rows_of(STOR, insats("hel"), helhetens)
    assert [bool(visible(rad)) for rad in offentliga(rows, mått())] == [visas] * 3 + [True] * 3


def test_a_part_of_a_part_is_a_part_of_the_whole():
    rows = [
        *rows_of(STOR, insats("minst", ingår_i="mellan")),
        *rows_of(STOR, insats("störst")),
        *rows_of(STOR, insats("mellan", ingår_i="störst"), NEXT_YEAR),
    ]
    assert {rad.insats.id for rad in offentliga(rows, mått()) if visible(rad)} == {"mellan", "störst"}


def test_insatser_that_contain_each_other_in_a_circle_end():
    rows = rows_of(STOR, insats("a", ingår_i="b")) + rows_of(STOR, insats("b", ingår_i="a"))
    assert not any(map(visible, offentliga(rows, mått())))


def test_a_period_that_is_not_shown_has_no_numbers_and_no_words_about_them():
    short = [
        replace(rad, snitt={"tid_utan_arbete": 4.0}, till_annat="Två flyttade.", arbete_med_stöd="En.", rättelser=(ändrat(),))
        for rad in rows_of(STOR, period=AUTUMN)
    ]
    for rad in offentliga(short + rows_of(STOR), mått())[:3]:
        assert (rad.tal, rad.snitt, rad.rättelser, rad.till_annat, rad.arbete_med_stöd) == ({}, {}, (), "", "")


# ---- Inget döljs i onödan ---------------------------------------------------------------------------------


@settings(deadline=None, max_examples=50, derandomize=True)
@given(*[st.lists(st.integers(FÅ, 60), min_size=8, max_size=8).map(lambda values: tal(*values))] * 2)
def test_nothing_is_hidden_when_every_number_is_five_or_more(kvinnor, män):
    tabell = med_totalt(kvinnor, män)
    assert [rad.tal for rad in offentliga(rows_of(tabell), mått())] == [
        {cell: full[cell] for cell in mått().celler} for full in (med_summor(row, mått()) for row in tabell.values())
    ]


def test_the_example_of_the_policy_written_as_a_insats_still_shows_its_share():
    """56, 23, 3, 4, 2, 2, 6, 0, 6, 33 (Södra Dalarna, utvärderingspolicy 2020)."""
    [rad] = offentliga(rows_of({TOTALT: tal(3, 4, 2, 2, 6, 0, 6, 33)}), mått())
    assert visible(rad) == {"aktiva": 56, RÄKNADE: 20, POSITIVA: 8, ÖVRIGA: 12}
    assert rad.måluppfyllelse.procent == 40


def test_the_totals_keep_what_the_sexes_cannot_show():
    totalt, kvinnor, män = offentliga(rows_of(med_totalt(tal(5, 4, 6, 6, 6, 6, 6, 9), tal(*(6,) * 8))), mått())
    assert None not in totalt.tal.values()
    assert {cell for cell, value in kvinnor.tal.items() if value is None} == set(mått().positiva)
    assert visible(kvinnor).keys() == visible(män).keys()


def test_an_example_is_nobody_and_is_shown_as_it_stands():
    [rad] = offentliga(rows_of({TOTALT: tal(3, 4, 2, 2, 6, 0, 6, 33)}, exempel=True), mått())
    assert visible(rad) == med_summor(tal(3, 4, 2, 2, 6, 0, 6, 33), mått())


# ---- Tiderna och rättelserna ------------------------------------------------------------------------------


def test_times_are_shown_only_with_the_number_of_people_they_are_about():
    rows = rows_of(med_totalt(tal(9, 1, 1, 1, 9, 9, 9, 9), tal(*(9,) * 8)), snitt={"genomströmningstid": 20.3})
    assert [bool(rad.snitt) for rad in offentliga(rows, mått())] == [True, False, False]


def ändrat(tidigare: int | None = 7, fält: str = "arbete", dag: int = 1) -> Rättelse:
    return Rättelse(fält, date(2025, 10, dag), tidigare, "Räknat två gånger.")


@pytest.mark.parametrize(
    ("rättelser", "visas"),
    [
        ((ändrat(7),), True),
        ((ändrat(4),), False),
        ((ändrat(None),), False),
        ((ändrat(3, dag=1), ändrat(7, dag=2)), False),
        ((ändrat(7, dag=2), ändrat(3, dag=1)), False),
        ((ändrat(30, dag=1), ändrat(31, dag=2)), True),
        ((ändrat(12, "avslut"),), False),  # 12 avslut minus 9 tidiga avhopp var 3 som räknades
    ],
)
def test_corrections_are_shown_only_when_nothing_was_or_is_hidden(rättelser, visas):
    [rad] = offentliga(rows_of({TOTALT: tal(*(9,) * 8)}, rättelser=rättelser), mått())
    assert bool(rad.rättelser) is visas
