"""Modellen: tid, redovisning och registret, prövade med tabeller och med påhittade värden."""

import contextlib
import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.dictionary.slag import MÅNADER, TILLS_VIDARE, ÅRSTIDER
from macros.model.insats import Insats, Rapportläge, Redovisning
from macros.model.register import Register, swedish_order
from macros.model.tid import MÅNADSNAMN, Projekttid, Status, Tidpunkt
from tests import rader
from tests.rader import Rad, register_of

YEARS = st.integers(1, 9999).map("{:04}".format)
TIDER = st.one_of(
    YEARS,
    st.dates(date(1, 1, 1)).map(lambda day: day.isoformat()),
    st.dates(date(1, 1, 1)).map(lambda day: day.isoformat()[:7]),
    st.builds("{} {}".format, st.sampled_from(MÅNADER + ÅRSTIDER), YEARS),
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
    assert named == numbered and hash(named) == hash(numbered)
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
        "oktober 2020",
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


# ---- Redovisning och insats -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "dag", "expected"),
    [
        ({}, "2020-01-01", Rapportläge.UTAN_DATUM),
        ({"läge": "planerad"}, "2020-01-01", Rapportläge.UTAN_DATUM),
        ({"läge": "klar"}, "2020-01-01", Rapportläge.KLAR),
        ({"läge": "klar", "när": "2030"}, "2020-01-01", Rapportläge.KLAR),
        ({"läge": "klar", "när": "2010", "återkommer": "varje år"}, "2020-01-01", Rapportläge.KLAR),
        ({"när": "2019-11"}, "2019-11-30", Rapportläge.KOMMANDE),
        ({"när": "2019-11"}, "2019-12-01", Rapportläge.TIDEN_HAR_GÅTT),
        ({"när": "2019-11", "läge": "planerad"}, "2019-12-01", Rapportläge.TIDEN_HAR_GÅTT),
        ({"när": "hösten 2019"}, "2019-12-31", Rapportläge.KOMMANDE),
        ({"när": "våren 2018", "återkommer": "vart 4:e år"}, "2026-11-22", Rapportläge.UTAN_DATUM),
        ({"återkommer": "vid varje tillfälle"}, "2026-11-22", Rapportläge.UTAN_DATUM),
    ],
)
def test_rapportläge_says_no_more_than_the_source(fields, dag, expected):
    när = Tidpunkt.av(fields["när"]) if "när" in fields else None
    assert Redovisning("Slutrapport", **fields | {"när": när}).rapportläge(date.fromisoformat(dag)) is expected


def one_insats(**fields) -> Insats:
    return register_of(insatser=[rader.insats(**fields)]).insatser[0]


def test_insats_is_built_from_every_field():
    built = one_insats(
        typ="strukturell",
        projekttid={"start": "2019", "slut": "tills vidare"},
        metodval=[{"metod": "ett"}, {"metod": "ett", "lydelse": "Egna ord"}],
        utförare=["Sweco"],
        budget=[{"år": "2019", "belopp": "1500000"}],
        ingår_i={"namn": "MIA"},
        redovisning=[{"vad": "Slutrapport", "när": "okt 2020"}],
        osäkert=[{"fält": "metodval", "varför": "A"}, {"fält": "metodval", "varför": "B"}],
        senast_granskad="2026-11-22",
        tidigare_adresser=["gammal"],
    )
    assert built.adress == "insatser/ett/"
    assert built.projekttid == Projekttid(Tidpunkt.av("2019"), None, True)
    assert [val.text for val in built.metodval] == ["Metoden ett", "Egna ord"]
    assert [(post.år, post.belopp) for post in built.budget] == [(2019, 1500000)]
    assert (built.utförare, built.ingår_i.namn, built.tidigare_adresser) == (("Sweco",), "MIA", ("gammal",))
    assert str(built.redovisning[0].när) == "okt 2020" and str(built.senast_granskad) == "2026-11-22"
    assert (built.osäkerhet("metodval"), built.osäkerhet("typ")) == ("A; B", "")
    assert (built.i_data.fil, built.i_data.rad) == ("data/prov.yaml", 7)


def test_coming_reports_are_listed_in_time_order():
    times = [("C", "hösten 2020"), ("A", "2020-02"), ("Förr", "2018"), ("B", "maj 2020")]
    reports = [*({"vad": vad, "när": när} for vad, när in times), {"vad": "Utan datum"}]
    kommande = one_insats(redovisning=reports).kommande(date(2020, 1, 1))
    assert [redovisning.vad for redovisning in kommande] == ["A", "B", "C"]


@pytest.mark.parametrize("fields", [{"budget": [{"år": "i år", "belopp": "1"}]}, {"projekttid": {"start": "snart"}}])
def test_unchecked_rows_are_refused_loudly(fields):
    with pytest.raises(ValueError):
        one_insats(**fields)


# ---- Metod, förbund, part ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("läge", "historisk"), [("", False), ("används", False), ("historisk", True)])
def test_a_metod_is_historisk_only_when_it_says_so(läge, historisk):
    assert register_of(metoder=[rader.metod(läge=läge)]).metod["ett"].är_historisk is historisk


def part(id_: str, huvudman: str, andel: str | None = None, förbund: str = "alfa") -> Rad:
    row = Rad(id=id_, förbund=förbund, namn=id_, huvudman=huvudman)
    return Rad(row, huvudmannens_andel=andel) if andel else row


def test_shares_are_counted_once_for_each_huvudman():
    shares = [("fk", "staten", "50"), ("af", "staten", "50"), ("stad", "kommun", "25"), ("region", "region", "25")]
    parter = [part(*share) for share in shares]
    alfa = register_of(parter=parter).värd
    assert alfa.andelar() == {"staten": 50, "kommun": 25, "region": 25}


@pytest.mark.parametrize(("written", "andel"), [(None, None), ("0", 0.0), ("12.5", 12.5), ("100", 100.0)])
def test_a_share_is_a_number_or_unknown(written, andel):
    assert register_of(parter=[part("stad", "kommun", written)]).värd.parter[0].huvudmannens_andel == andel


def test_parter_belong_to_their_own_förbund():
    register = register_of(
        forbund=[rader.förbund("alfa", "värd"), rader.förbund("beta")],
        parter=[part("a", "kommun"), part("b", "kommun", förbund="beta")],
    )
    assert [(f.id, [p.id for p in f.parter]) for f in register.förbund] == [("alfa", ["a"]), ("beta", ["b"])]


# ---- Registret --------------------------------------------------------------------------------------------


@pytest.fixture
def register() -> Register:
    """Tre förbund, värden i mitten av filen, och sex insatser huller om buller."""
    val = {"metodval": [{"metod": "ett"}]}
    return register_of(
        forbund=[rader.förbund("beta"), rader.förbund("alfa", "värd"), rader.förbund("gamma")],
        metoder=[rader.metod("ett"), rader.metod("två")],
        insatser=[
            rader.insats("b1", förbund="beta", **val, efterföljare=["a1"]),
            rader.insats("g1", förbund="gamma", metodval=[{"metod": "två"}, {"metod": "ett"}]),
            rader.insats("a1", metodval=[{"metod": "ett"}, {"metod": "ett", "lydelse": "igen"}], föregångare=["b1"]),
            rader.insats("b2", förbund="beta", **val),
            rader.insats("a2", **val, ingår_i={"insats": "b1"}),
            rader.insats("a3", ingår_i={"insats": "b1"}),
        ],
    )


def ids(things) -> list[str]:
    return [thing.id for thing in things]


def test_the_host_comes_first_and_the_rest_keep_the_order_of_the_file(register):
    assert register.värd.id == "alfa"
    assert ids(register.förbund) == ["alfa", "beta", "gamma"]
    assert ids(register.insatser) == ["a1", "a2", "a3", "b1", "b2", "g1"]
    assert ids(register.insatser_i(register.förbund[1])) == ["b1", "b2"]


def test_everything_is_found_by_id(register):
    assert all(register.insats[key].id == key for key in ids(register.insatser))
    assert all(register.metod[key].id == key for key in ("ett", "två"))


def test_insatser_with_a_metod_are_listed_once_each(register):
    assert ids(register.insatser_med(register.metod["ett"])) == ["a1", "a2", "b1", "b2", "g1"]
    assert ids(register.insatser_med(register.metod["två"])) == ["g1"]
    assert register_of().insatser_med(register.metod["ett"]) == ()


def test_kin_is_what_the_source_says(register):
    assert (register.insats["a1"].föregångare, register.insats["b1"].efterföljare) == (("b1",), ("a1",))
    assert ids(register.delar_av(register.insats["b1"])) == ["a2", "a3"]
    assert register.delar_av(register.insats["a1"]) == ()


@pytest.mark.parametrize(
    ("insats", "högst", "expected"),
    [
        ("a1", 9, [("ett", ["a2", "b1", "b2", "g1"])]),
        ("b1", 9, [("ett", ["b2", "a1", "a2", "g1"])]),
        ("b1", 2, [("ett", ["b2", "a1"])]),
        ("g1", 1, [("ett", ["a1"])]),  # ingen annan har metoden två
        ("a3", 9, []),
    ],
)
def test_others_with_the_same_metod_begin_with_the_own_förbund(register, insats, högst, expected):
    found = register.med_samma_metod(register.insats[insats], högst)
    assert [(metod.id, ids(others)) for metod, others in found] == expected


def test_news_are_listed_with_the_latest_first_and_the_same_day_in_file_order():
    nyheter = [
        Rad(id=key, datum=datum, rubrik=key)
        for key, datum in [("a", "2026-01-02"), ("b", "2026-03-01"), ("c", "2026-01-02"), ("d", "2025-12-31")]
    ]
    assert ids(register_of(nyheter=nyheter).nyheter) == ["b", "a", "c", "d"]


def test_begrepp_stand_in_swedish_order_with_all_their_words():
    terms = ["ö", "Åtgärd", "zon", "ärende", "Ansökan", "över", "idé", "idag", "ideell", "Zebra", "år"]
    begrepp = [Rad(id=term, term=term, betydelse="B") for term in terms]
    begrepp[0] |= {"förkortning": "F", "synonymer": ["S"], "tidigare_namn": ["T"], "vardagsord": ["V", "W"], "se_även": ["zon"]}
    register = register_of(begrepp=begrepp)
    assert [b.term for b in register.begrepp] == [
        "Ansökan",
        "idag",
        "idé",
        "ideell",
        "Zebra",
        "zon",
        "år",
        "Åtgärd",
        "ärende",
        "ö",
        "över",
    ]
    assert register.begreppet["ö"].andra_ord() == ("F", "S", "T", "V", "W") and register.begreppet["zon"].andra_ord() == ()


@given(st.text("abcxyz", min_size=1), st.text("abcxyz"))
def test_å_ä_ö_come_after_every_other_letter(start, end):
    words = [start, "å" + end, "Ä" + end, "ö" + end]
    assert sorted(words, key=swedish_order) == words


def test_real_data_becomes_one_object_for_each_row():
    register, tables = rader.real_register(), rader.real().tables
    built = {
        "forbund": register.förbund,
        "insatser": register.insatser,
        "metoder": register.metoder,
        "begrepp": register.begrepp,
        "kallor": register.dokument,
        "nyheter": register.nyheter,
        "parter": [p for f in register.förbund for p in f.parter],
    }
    assert {name: sorted(ids(things)) for name, things in built.items()} == {
        name: sorted(row["id"] for row in tables[name]) for name in built
    }


@pytest.mark.parametrize("table", ["forbund", "insatser", "metoder", "begrepp", "kallor", "nyheter"])
def test_every_text_in_a_full_row_is_kept(table):
    """Ett fält som modellen glömmer att bygga skulle saknas på sidorna."""
    register = rader.build(rader.full_tables("Text"))
    thing = {
        "forbund": register.värd,
        "insatser": register.insatser[0],
        "metoder": register.metoder[0],
        "begrepp": register.begrepp[0],
        "kallor": register.dokument[0],
        "nyheter": register.nyheter[0],
    }[table]
    empty = {field.name for field in dataclasses.fields(thing) if getattr(thing, field.name) in ("", (), None)}
    assert empty == set()
