"""Åtagandena: vad en insats har gjort och ska göra, och när, efter årshjulet, kraven och insatsens egna uppgifter."""

from datetime import date

import pytest

from tests import rader
from tests.ataganden import COMMITMENTS, DEMANDS, ENDED, HALF, LAST, NEXT, ONGOING, PART, delivering, found_in, told
from tests.conftest import DAY
from tests.rader import Rad
from tests.utfallsrader import register


@pytest.mark.parametrize(("fields", "expected"), COMMITMENTS)
def test_what_an_insats_has_done_and_shall_do(fields, expected):
    assert [told(ett) for ett in found_in(delivering(**fields))] == expected


@pytest.mark.parametrize(
    ("när", "läge"),
    [
        ("2026-11-21", "tiden har gått"),
        ("2026-11-22", "inom 90 dagar"),
        ("hösten 2026", "inom 90 dagar"),
        ("2027-02-20", "inom 90 dagar"),
        ("2027-02-21", "senare"),
    ],
)
def test_a_report_is_late_only_when_its_last_possible_day_is_over(när, läge):
    [slutrapport] = found_in(delivering(redovisning=[{"vad": "Slutrapport", "när": när}]))
    assert slutrapport.läge(DAY).value == läge


def test_a_report_in_the_library_is_delivered_and_no_longer_owed():
    report = Rad(id="r", titel="R", sort="slutrapport", förbund="alfa", insatser=[rader.ID], källa=[], datum="2020-03-04")
    tables = {
        "forbund": [rader.förbund("alfa", "värd")],
        "insatser": [rader.insats(projekttid=ENDED)],
        "slutrapporter": [report],
    }
    [one] = register(**tables).värdens_åtaganden(DAY)
    assert (*told(one), one.länk) == ("Slutrapport", "klart", "rapportbiblioteket", "2020-03-04", "/resultat/slutrapporter/r/")


# ---- Årshjulet ------------------------------------------------------------------------------------------------

GIVEN = [
    # raden i redovisningen, och vilka tillfällen som är klara
    ({"lämnad": "2026-03-09"}, ["2026-02-28"]),  # närmast
    ({"lämnad": "2026-02-01"}, ["2026-02-28"]),
    ({"lämnad": "2025-02-28"}, []),  # förra årets står för sig
    ({"lämnad": "2026-03-09", "när": "2026-02-28"}, ["2026-02-28"]),
    ({"när": "2027-02", "läge": "planerad"}, []),  # samma rapport, med samma dag
]


@pytest.mark.parametrize(("row", "done"), GIVEN)
@pytest.mark.parametrize("named", [{"vad": "Något annat", "sorter": ["delår"]}, {"vad": "halvårsrapport"}])
def test_a_yearly_report_that_is_delivered_is_known_by_its_kind_and_its_day(row, done, named):
    found = found_in(delivering(projekttid=ONGOING, redovisning=[{"läge": "klar"} | named | row]))
    yearly = [ett for ett in found if ett.ur == "årshjulet"]
    assert [str(ett.när) for ett in yearly if ett.är_klart] == done
    assert [str(ett.när) for ett in yearly] == ["2026-02-28", "2027-02-28"] or done
    assert sum(ett.ur == "redovisning" for ett in found) == (not done and "när" not in row)


def test_a_report_is_owed_by_every_insats_that_was_going_on_in_its_period():
    """Rapporten lämnas efter perioden. Insatsen som slutade den 31 december lämnar den i februari."""
    wheel = [HALF | {"period": PART}]
    for slut, expected in (("2026-12-31", ["2026-02-28", "2027-02-28"]), ("2026-06-30", ["2026-02-28"]), ("2025-06-30", [])):
        found = found_in(delivering(wheel, projekttid={"start": "2019", "slut": slut}))
        assert [str(ett.när) for ett in found if ett.ur == "årshjulet"] == expected, slut
    [last, coming] = (ett for ett in found_in(delivering(wheel, projekttid=ONGOING)) if ett.ur == "årshjulet")
    assert (str(last.period.från), str(coming.period.till)) == ("2025-07-01", "2026-12-31")
    assert coming.läge(date(2026, 12, 31)).value == "inom 90 dagar"
    assert coming.läge(date(2027, 1, 1)).value == "nu"  # perioden är slut: nu går den att skriva


def test_a_quarter_is_to_be_billed_until_the_next_one_is_over_and_is_never_late():
    quarters = [
        Rad(id=f"k{dag}", förbund="alfa", vad=f"Fakturera {dag}.", dag=dag, sort="faktura", period={"från": från, "till": dag})
        for från, dag in (("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"))
    ]
    found = found_in(delivering(quarters, projekttid={"start": "2019", "slut": "2026-11-30"}))
    assert [told(ett)[:2] for ett in found if ett.ur == "årshjulet"] == [
        ("Fakturera 09-30.", "nu"),
        ("Fakturera 12-31.", "inom 90 dagar"),
    ]


def test_a_quarter_is_billed_when_the_money_is_requested():
    [quarter] = [Rad(id="k", förbund="alfa", vad="K.", dag="09-30", sort="faktura", period={"från": "07-01", "till": "09-30"})]
    asked = Rad(id="r", insats=rader.ID, år="2026", kvartal="3", sökt="1000", källa=[])
    tables = {"forbund": [rader.förbund("alfa", "värd")], "insatser": [rader.insats(projekttid=ONGOING)]}
    for rows, expected in (([], "nu"), ([asked], "klart"), ([asked | {"kvartal": "2"}], "nu")):
        found = register(**tables, arshjul=[quarter], rekvisitioner=[Rad(row) for row in rows]).värdens_åtaganden(DAY)
        assert [ett.läge(DAY).value for ett in found] == ([expected, "senare"]), rows
        assert [ett.länk for ett in found if ett.är_klart] == ["/insatser/ett/#r"] * (expected == "klart")


def test_a_survey_concerns_those_who_use_it_for_as_long_as_it_goes_on():
    survey = [Rad(id="e", förbund="alfa", vad="Enkäten.", dag="10-01", sista_dag="10-31", sort="indikatorenkät", metod="ett")]
    using = {"projekttid": ONGOING, "metodval": [{"metod": "ett"}]}
    assert found_in(delivering(survey, projekttid=ONGOING)) == []
    for day, expected in (
        (date(2026, 9, 30), [("inom 90 dagar", "2026-10-01")]),
        (date(2026, 10, 31), [("nu", "2026-10-01"), ("senare", "2027-10-01")]),
        (date(2026, 11, 1), [("senare", "2027-10-01")]),
    ):
        found = found_in(delivering(survey, **using), day)
        assert [(ett.läge(day).value, str(ett.när)) for ett in found] == expected, day


def test_a_yearly_report_with_a_day_in_the_year_wheel_is_owed_once():
    again = [{"vad": "halvårsrapport", "återkommer": "varje år"}, {"vad": "Mätning", "återkommer": "varje år"}]
    assert [told(ett) for ett in found_in(delivering(projekttid=ONGOING, redovisning=again))] == [
        LAST,
        NEXT,
        ("Mätning", "utan datum", "redovisning", None),
    ]


def test_two_reports_named_in_one_word_are_two():
    """Delår och helår är två rapporter. Har årshjulet bara den ena står raden kvar för den andra."""
    both = {"vad": "Delårs- och helårsrapport", "sorter": ["delår", "helår"], "återkommer": "varje år"}
    whole = Rad(id="helår", förbund="alfa", vad="V", dag="08-31", rapport="Årsrapport", sort="helår")
    names = [
        [ett.vad for ett in found_in(delivering(wheel, projekttid=ONGOING, redovisning=[both]))]
        for wheel in ([HALF], [HALF, whole])
    ]
    assert names[0] == ["Halvårsrapport", "Halvårsrapport", "Delårs- och helårsrapport"]
    assert names[1] == ["Halvårsrapport", "Årsrapport", "Halvårsrapport", "Årsrapport"]


# ---- Förbundets krav och insatsens egna uppgifter -------------------------------------------------------------

AGREEMENT = {
    "id": "avtal",
    "förbund": "alfa",
    "rapport": "Samarbetsavtal",
    "enligt": "planen",
    "sort": "avtal",
    "gäller": "vid starten",
}
MEETINGS = {"id": "möten", "förbund": "alfa", "rapport": "Styrgruppsmöten", "enligt": "guiden", "sort": "styrgrupp"}
MEETINGS |= {"gäller": "medan insatsen pågår", "återkommer": "ibland"}
AFTER = {"antal": "3", "enhet": "månader", "räknat": "efter"}
RULES = [
    # kravet, insatsens fält, och vad som blir kvar av det: vad, läge, ur, när
    (DEMANDS[0] | {"senast": AFTER}, {"projekttid": {"start": "2019", "slut": "2026-11-30"}}, ("senare", "2027-02-28")),
    (DEMANDS[0] | {"senast": AFTER}, {"projekttid": {"start": "2019", "slut": "2026-11"}}, ("utan datum", None)),
    (AGREEMENT, {"projekttid": {"start": "2026-01-01", "slut": "2027"}}, ("utan datum", None)),
    (
        AGREEMENT | {"senast": AFTER | {"räknat": "före"}},
        {"projekttid": {"start": "2027-05-31", "slut": "2027"}},
        ("senare", "2027-02-28"),
    ),
    (
        AGREEMENT | {"senast": AFTER | {"enhet": "veckor"}},
        {"projekttid": {"start": "2026-01-01", "slut": "2027"}},
        ("tiden har gått", "2026-01-22"),
    ),
    (AGREEMENT, {"projekttid": ENDED}, None),
    (AGREEMENT, {"projekttid": ONGOING, "samarbetsavtal": {"undertecknat": "2019-02"}}, ("klart", "2019-02")),
    (MEETINGS, {"projekttid": ONGOING}, ("utan datum", None)),
    (MEETINGS, {"projekttid": ENDED}, None),
    (MEETINGS, {"projekttid": ONGOING, "styrgruppsmöten": [{"datum": "2026-11-30"}]}, ("inom 90 dagar", "2026-11-30")),
]


@pytest.mark.parametrize(("krav", "fields", "expected"), RULES)
def test_the_rules_of_the_own_förbund_give_the_day(krav, fields, expected):
    found = [ett for ett in found_in(delivering([], [Rad(krav)], **fields)) if ett.ur != "projekttiden"]
    assert [told(ett)[1::2] for ett in found] == ([expected] if expected else [])


def test_a_meeting_that_has_been_is_done_when_it_has_notes_and_otherwise_not_told():
    meetings = [
        {"datum": "2026-10-01", "anteckningar": "https://exempel.se/a.pdf"},
        {"datum": "2026-11-01"},
        {"datum": "2026-12-01"},
    ]
    found = found_in(delivering([], [Rad(MEETINGS | {"roller": ["ledare"]})], projekttid=ONGOING, styrgruppsmöten=meetings))
    assert [(ett.läge(DAY).value, str(ett.när), ett.länk) for ett in found] == [
        ("klart", "2026-10-01", "https://exempel.se/a.pdf"),
        ("inom 90 dagar", "2026-12-01", ""),
    ]
    assert [roll.id for ett in found for roll in ett.roller] == ["ledare", "ledare"]


def test_a_report_of_the_insats_has_the_role_that_the_demand_gives_it():
    [ett] = found_in(delivering(redovisning=[{"vad": "Extern slutrapport"}]))
    assert [roll.namn for roll in ett.roller] == ["Ledare"]
