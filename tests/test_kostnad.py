"""Kostnaden per deltagare, avslut och positivt utfall: bara där pengarna och talen gäller samma tid, och bara av tal som visas."""

from dataclasses import replace
from datetime import date

import pytest

from macros.model.insats import Budgetpost, Deltagartal, Insats
from macros.model.kostnad import (
    ANNAN_TID,
    INGA_PENGAR,
    INGA_TAL,
    Kostnad,
    Pengar,
    hör_ihop,
    pengar,
    periodkostnader,
    årskostnader,
)
from macros.model.listor import Insatstyp
from macros.model.skydd import offentliga
from macros.model.tid import Projekttid, Tidpunkt
from macros.model.utfall import TOTALT, Period
from macros.model.utfallssummor import med_helår
from tests.angripare import STOR, insats, mått, rows_of, tal

Y24 = Period(date(2024, 1, 1), date(2024, 12, 31))
VÅR, HÖST = Period(date(2024, 1, 1), date(2024, 6, 30)), Period(date(2024, 7, 1), date(2024, 12, 31))
POSTER = (
    Budgetpost(2024, 600, "A", läge="beviljat"),
    Budgetpost(2024, 300, "B"),
    Budgetpost(2024, 5000, "C", läge="sökt"),
    Budgetpost(2024, 500, "A", läge="utfall"),
)
KLAR = (*POSTER, Budgetpost(2024, 350, "B", läge="utfall"))


def med(*budget: Budgetpost, **fields) -> Insats:
    return replace(insats(), budget=budget, **fields)


def kostnader(i: Insats, period: Period = Y24, tabell=STOR):
    return periodkostnader(i, med_helår(offentliga(rows_of(tabell, i, period), mått()), mått()), mått())


@pytest.mark.parametrize(
    ("budget", "period", "expected"),
    [
        (KLAR, Y24, Pengar(850, "utfall")),
        (POSTER, Y24, Pengar(900, "beviljat")),  # B:s utfall är inte inlagt
        (POSTER[2:3], Y24, None),
        (KLAR, Period(date(2024, 1, 1), date(2025, 12, 31)), None),
        ((*KLAR, Budgetpost(2025, 100)), Period(date(2024, 1, 1), date(2025, 12, 31)), Pengar(1000, "beviljat")),
    ],
)
def test_the_money_is_what_it_became_when_every_payer_has_said_so(budget, period, expected):
    assert pengar(med(*budget), period) == expected


@pytest.mark.parametrize(
    ("start", "slut", "period", "expected"),
    [
        ("2020", "2027", Y24, True),
        ("2020", "2027", VÅR, False),
        ("2020", "2024-06-30", VÅR, True),
        ("2020", "2024-06", VÅR, True),
        ("2024-07-01", "2027", HÖST, True),
        ("2024-07-02", None, HÖST, True),
        (None, None, HÖST, False),
        (None, None, Y24, True),
        ("2020", "2027", Period(date(2023, 7, 1), date(2024, 6, 30)), False),
        ("2023-07-01", "2024-06-30", Period(date(2023, 7, 1), date(2024, 6, 30)), True),
    ],
)
def test_money_and_numbers_are_about_the_same_time(start, slut, period, expected):
    assert hör_ihop(med(projekttid=Projekttid.av(start, slut)), period) is expected


def test_a_cost_has_its_numerator_and_denominator():
    plan = (Deltagartal(Tidpunkt.av("2024"), planerade=90),)
    [found] = kostnader(med(*KLAR, deltagare=plan))
    assert found.per == {"deltagare": Kostnad(850, 136), "avslut": Kostnad(850, 119), "positivt utfall": Kostnad(850, 51)}
    assert found.planerad == Kostnad(900, 90) and found.år == 2024
    assert (Kostnad(5, 2).per_person, Kostnad(4, 3).per_person) == (3, 1)


@pytest.mark.parametrize(("budget", "period", "varför"), [((), Y24, INGA_PENGAR), (KLAR, VÅR, ANNAN_TID)])
def test_without_a_cost_the_row_says_why(budget, period, varför):
    [found] = kostnader(med(*budget), period)
    assert (found.per, found.varför) == ({}, varför)


def test_a_hidden_number_has_no_cost():
    i = med(*KLAR)
    [found] = kostnader(i, tabell={TOTALT: tal(9, 1, 1, 1, 9, 9, 9, 9)})
    assert "positivt utfall" not in found.per and found.per["deltagare"].antal == 48
    [found] = kostnader(i, tabell={TOTALT: tal(0, 1, 1, 1, 0, 0, 0, 0)})
    assert (found.per, found.varför) == ({}, INGA_TAL)


@pytest.mark.parametrize(("faktiska", "per"), [("38", {"deltagare": Kostnad(850, 38)}), ("<5", {}), ("", {}), ("4", {})])
def test_participants_without_outcomes_give_a_cost_when_they_are_five_or_more(faktiska, per):
    [found] = periodkostnader(med(*KLAR, deltagare=(Deltagartal(Tidpunkt.av("2024"), faktiska=faktiska),)), [], mått())
    assert found.per == per


def test_the_outcomes_go_before_the_participants():
    i = med(*KLAR, deltagare=(Deltagartal(Tidpunkt.av("2024"), faktiska="38"),))
    [found] = kostnader(i, tabell={TOTALT: tal(0, 1, 1, 1, 0, 0, 0, 0)})
    assert found.per == {}


def test_the_year_of_the_host_is_made_of_the_insatser_where_both_are_known():
    ett, två, tre = (replace(insats(id_), budget=KLAR) for id_ in "abc")
    utan = replace(insats("d"), budget=KLAR, typ=Insatstyp("s", "s", "s", "s", (), följer_deltagare=False))
    per_insats = [
        (ett, kostnader(ett)),
        (två, kostnader(två, tabell={TOTALT: tal(9, 1, 1, 1, 9, 9, 9, 9)})),
        (tre, []),
        (utan, []),
    ]
    [året] = årskostnader(per_insats)
    assert året.per["deltagare"] == Kostnad(1700, 136 + 48) and året.per["positivt utfall"] == Kostnad(850, 51)
    assert (året.år, året.med["deltagare"], året.med["positivt utfall"], året.av) == (2024, 2, 1, 3)


def test_half_years_of_the_same_year_give_its_cost():
    i = med(*KLAR)
    rader = offentliga(rows_of(STOR, i, VÅR) + rows_of(STOR, i, HÖST), mått())
    helår, *halvår = sorted(periodkostnader(i, med_helår(rader, mått()), mått()), key=lambda one: -len(one.ur))
    assert (helår.period, helår.ur) == (Y24, (VÅR, HÖST))
    assert helår.per["avslut"] == Kostnad(850, 2 * 119) and helår.per["deltagare"] == Kostnad(850, 2 * 136 - 17)
    assert [one.varför for one in halvår] == [ANNAN_TID] * 2
