"""Tidpunkt och projekttid, prövade var för sig och med många värden."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.dictionary.slag import MÅNADER, MÅNADSNAMN, TILLS_VIDARE, ÅRSTIDER
from macros.model.tid import Projekttid, Status, Tidpunkt

YEARS = st.integers(1, 9999).map("{:04}".format)
TIDER = st.one_of(
    YEARS,
    st.dates(date(1, 1, 1)).map(lambda day: day.isoformat()),
    st.dates(date(1, 1, 1)).map(lambda day: day.isoformat()[:7]),
    st.builds("{} {}".format, st.sampled_from(MÅNADER + MÅNADSNAMN + ÅRSTIDER), YEARS),
)
MAYBE_TID = st.none() | TIDER.map(Tidpunkt.av)


@st.composite
def projekttider(draw: st.DrawFn) -> Projekttid:
    """Alla sorters projekttid som kontrollerna släpper igenom."""
    start, slut = draw(MAYBE_TID), draw(MAYBE_TID)
    if start and slut and slut.sista < start.första:
        start, slut = slut, start
    return Projekttid(start, slut, tills_vidare=not slut and draw(st.booleans()))


# ---- Tidpunkt ---------------------------------------------------------------------------------------------

FORMS = [
    # som den står, första och sista tänkbara dag, i ord
    ("2019-08-12", "2019-08-12", "2019-08-12", "12 augusti 2019"),
    ("2020-02-29", "2020-02-29", "2020-02-29", "29 februari 2020"),
    ("2019-11", "2019-11-01", "2019-11-30", "november 2019"),
    ("2020-02", "2020-02-01", "2020-02-29", "februari 2020"),
    ("2019", "2019-01-01", "2019-12-31", "2019"),
    ("jan 2019", "2019-01-01", "2019-01-31", "januari 2019"),
    ("feb 2019", "2019-02-01", "2019-02-28", "februari 2019"),
    ("maj 2019", "2019-05-01", "2019-05-31", "maj 2019"),
    ("sep 2021", "2021-09-01", "2021-09-30", "september 2021"),
    ("september 2021", "2021-09-01", "2021-09-30", "september 2021"),
    ("januari 2019", "2019-01-01", "2019-01-31", "januari 2019"),
    ("okt 2020", "2020-10-01", "2020-10-31", "oktober 2020"),
    ("dec 2020", "2020-12-01", "2020-12-31", "december 2020"),
    ("våren 2018", "2018-01-01", "2018-06-30", "våren 2018"),
    ("sommaren 2018", "2018-06-01", "2018-08-31", "sommaren 2018"),
    ("hösten 2019", "2019-07-01", "2019-12-31", "hösten 2019"),
]


@pytest.mark.parametrize(("text", "första", "sista", "i_ord"), FORMS)
def test_tidpunkt_knows_its_days_and_its_words(text, första, sista, i_ord):
    tid = Tidpunkt.av(text)
    assert (str(tid.första), str(tid.sista), tid.i_ord(), str(tid)) == (första, sista, i_ord, text)


@given(TIDER)
def test_tidpunkt_comes_back_as_it_was_written(text):
    tid = Tidpunkt.av(text)
    assert str(tid) == text and tid.första <= tid.sista


@given(st.dates(date(1000, 1, 1)))
def test_every_day_reads_back_from_its_words(day):
    number, month, year = Tidpunkt.av(day.isoformat()).i_ord().split()
    assert date(int(year), MÅNADSNAMN.index(month) + 1, int(number)) == day


@pytest.mark.parametrize("month", range(12))
def test_a_month_by_name_and_by_number_is_the_same_time(month):
    named, numbered = Tidpunkt.av(f"{MÅNADER[month]} 2020"), Tidpunkt.av(f"2020-{month + 1:02}")
    assert named == numbered == Tidpunkt.av(f"{MÅNADSNAMN[month]} 2020") and hash(named) == hash(numbered)
    assert named.i_ord() == numbered.i_ord() == f"{MÅNADSNAMN[month]} 2020"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "imorgon",
        "2019-8-12",
        "2019-08-12 ",
        " 2019",
        "2019\n",
        "19",
        "20190812",
        "2019/08/12",
        "12 augusti 2019",
        "Okt 2020",
        "okt  2020",
        "okt2020",
        "okt 20",
        "VÅREN 2018",
        "vintern 2018",
        "våren",
        "vår 2018",
        "tills vidare",
        "2019-11-",
        "-2019",
        "+2019",
        "٢٠١٩",
        "2019-Q1",
        "2019–2020",
        "va\u030aren 2018",
    ],
)
def test_other_words_are_no_tidpunkt(text):
    with pytest.raises(ValueError, match="är ingen tidpunkt"):
        Tidpunkt.av(text)


@pytest.mark.parametrize(
    "text",
    [
        "2019-02-29",
        "1900-02-29",
        "2019-04-31",
        "2019-13",
        "2019-00",
        "2019-00-10",
        "2019-12-00",
        "2019-01-32",
        "0000",
        "0000-01",
        "våren 0000",
        "okt 0000",
    ],
)
def test_days_outside_the_calendar_are_no_tidpunkt(text):
    with pytest.raises(ValueError):
        Tidpunkt.av(text)


@given(st.text())
def test_any_text_is_a_tidpunkt_or_a_value_error(text):
    with contextlib.suppress(ValueError):
        assert str(Tidpunkt.av(text)) == text


def test_times_are_ordered_by_first_day_then_last():
    ordered = [
        "2018",
        "2019-01-01",
        "jan 2019",
        "våren 2019",
        "2019",
        "2019-02",
        "sommaren 2019",
        "hösten 2019",
        "2019-08-12",
        "okt 2019",
        "2019-11",
        "2019-12-31",
        "våren 2020",
    ]
    assert [str(tid) for tid in sorted(map(Tidpunkt.av, reversed(ordered)))] == ordered


@given(TIDER, TIDER)
def test_a_time_that_ends_before_another_begins_comes_first(one, other):
    a, b = Tidpunkt.av(one), Tidpunkt.av(other)
    assert (a < b) + (b < a) + (a == b) == 1
    if a.sista < b.första:
        assert a < b


# ---- Projekttid -------------------------------------------------------------------------------------------

PROJEKTTIDER = [
    # start, slut, dag, status, åren, i ord
    (None, None, "2020-01-01", "tid saknas", [], "saknas i källan"),
    (None, TILLS_VIDARE, "2020-01-01", "pågår", [], "tills vidare"),
    ("2019-08-12", None, "2019-08-11", "kommande", [2019], "från 12 augusti 2019, slutdatum saknas"),
    ("2019-08-12", None, "2019-08-12", "slutdatum saknas", [2019], "från 12 augusti 2019, slutdatum saknas"),
    ("2019-08-12", None, "2030-01-01", "slutdatum saknas", [2019], "från 12 augusti 2019, slutdatum saknas"),
    ("2019", TILLS_VIDARE, "2018-12-31", "kommande", [2019], "från 2019, tills vidare"),
    ("2019", TILLS_VIDARE, "2019-01-01", "pågår", [2019], "från 2019, tills vidare"),
    ("2019", TILLS_VIDARE, "2090-01-01", "pågår", [2019], "från 2019, tills vidare"),
    (None, "hösten 2019", "2019-12-31", "pågår", [2019], "till hösten 2019, startdatum saknas"),
    (None, "hösten 2019", "2020-01-01", "avslutad", [2019], "till hösten 2019, startdatum saknas"),
    ("2017-05-02", "2020-03-31", "2017-05-01", "kommande", [2017, 2018, 2019, 2020], "2 maj 2017 – 31 mars 2020"),
    ("2017-05-02", "2020-03-31", "2017-05-02", "pågår", [2017, 2018, 2019, 2020], "2 maj 2017 – 31 mars 2020"),
    ("2017-05-02", "2020-03-31", "2020-03-31", "pågår", [2017, 2018, 2019, 2020], "2 maj 2017 – 31 mars 2020"),
    ("2017-05-02", "2020-03-31", "2020-04-01", "avslutad", [2017, 2018, 2019, 2020], "2 maj 2017 – 31 mars 2020"),
    ("våren 2019", "2019", "2019-12-31", "pågår", [2019], "våren 2019 – 2019"),
    ("okt 2019", "2020-02", "2020-03-01", "avslutad", [2019, 2020], "oktober 2019 – februari 2020"),
]


@pytest.mark.parametrize(("start", "slut", "dag", "status", "år", "i_ord"), PROJEKTTIDER)
def test_projekttid_status_years_and_words(start, slut, dag, status, år, i_ord):
    tid = Projekttid.av(start, slut)
    assert (tid.status(date.fromisoformat(dag)), list(tid.år()), tid.i_ord()) == (status, år, i_ord)


@pytest.mark.parametrize(
    ("start", "slut", "kort"),
    [
        ("2017-05-02", "2020-03-31", "maj 2017–mars 2020"),
        ("2019", "2020-12", "2019–dec 2020"),
        ("våren 2019", "2019-08", "våren 2019–aug 2019"),
        ("2019-05-02", "2019-05-09", "maj 2019"),
        ("2019-08-12", TILLS_VIDARE, "från aug 2019, tills vidare"),
        ("2019-08-12", None, "från aug 2019, slutdatum saknas"),
        (None, "okt 2019", "till okt 2019, startdatum saknas"),
        (None, TILLS_VIDARE, "tills vidare"),
        (None, None, "saknas"),
    ],
)
def test_projekttid_in_a_list(start: str | None, slut: str | None, kort: str) -> None:
    assert Projekttid.av(start, slut).kort() == kort


@given(projekttider(), st.dates())
def test_status_never_contradicts_the_dates(tid, dag):
    over, not_begun = tid.slut and tid.slut.sista < dag, tid.start and tid.start.första > dag
    expected = {
        Status.AVSLUTAD: over,
        Status.KOMMANDE: not_begun and not over,
        Status.PÅGÅR: (tid.slut or tid.tills_vidare) and not over and not not_begun,
        Status.SLUT_SAKNAS: tid.start and not tid.slut and not tid.tills_vidare and not not_begun,
        Status.TID_SAKNAS: not tid.start and not tid.slut and not tid.tills_vidare,
    }
    assert [status for status, holds in expected.items() if holds] == [tid.status(dag)]


@given(projekttider(), st.dates(), st.dates())
def test_status_never_goes_back_in_time(tid, one, other):
    step = {Status.KOMMANDE: 0, Status.AVSLUTAD: 2}
    before, after = (step.get(tid.status(dag), 1) for dag in sorted((one, other)))
    assert before <= after


@given(projekttider())
def test_years_run_from_start_to_end_without_gaps(tid):
    known = [day.year for point in (tid.start, tid.slut) if point for day in (point.första, point.sista)]
    years = list(tid.år())
    assert bool(years) == bool(known)
    if known:
        assert years == list(range(min(known), (max(known) if tid.slut else min(known)) + 1))


@pytest.mark.parametrize(
    ("start", "slut"), [("imorgon", None), (None, "snart"), ("2019", "Tills vidare"), (TILLS_VIDARE, None)]
)
def test_projekttid_refuses_other_words(start, slut):
    with pytest.raises(ValueError):
        Projekttid.av(start, slut)
