"""Modellen: redovisning, insatser och registret."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.model.forbund import Förbund, Mottagare
from macros.model.insats import Insats, Rapportläge, Redovisning
from macros.model.register import Register, swedish_order
from macros.model.tid import Projekttid, Tidpunkt
from tests import rader
from tests.rader import Rad, register_of

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


@pytest.mark.parametrize(
    ("till", "e_post", "said"),
    [
        (Mottagare(e_post="a@x.se"), "k@x.se", "Skicka ansökan till a@x.se."),
        (Mottagare(länk="https://x.se/a"), "k@x.se", "Lämna in ansökan på https://x.se/a."),
        (
            Mottagare("a@x.se", "https://x.se/a", "Bifoga\nbudgeten."),
            "",
            "Lämna in ansökan på https://x.se/a. Eller skicka den till a@x.se. Bifoga budgeten.",
        ),
        (None, "k@x.se", "Vart ansökan ska skickas står inte i våra regler. Fråga kansliet innan ni skickar: k@x.se."),
        (None, "", "Vart ansökan ska skickas står inte i våra regler. Fråga kansliet innan ni skickar."),
    ],
)
def test_where_the_application_goes_is_said_only_when_it_is_known(till, e_post, said):
    värd = Förbund("a", "A", "A", "värd", (), e_post=e_post, ansökan_till=till)
    assert värd.skicka_i_ord() == said


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
        ("a1", 9, [("ett", ["a2"])]),
        ("b1", 9, [("ett", ["b2"])]),
        ("a1", 0, [("ett", [])]),
        ("g1", 1, []),  # inget annat i förbundet har metoderna
        ("a3", 9, []),
    ],
)
def test_others_with_the_same_metod_are_of_the_own_förbund(register, insats, högst, expected):
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


def test_data_becomes_one_object_for_each_row():
    register, tables = rader.example_register(), rader.example().tables
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
    register = rader.build(rader.words(), rader.full_tables("Text"))
    thing = {
        "forbund": register.värd,
        "insatser": register.insatser[0],
        "metoder": register.metoder[0],
        "begrepp": register.begrepp[0],
        "kallor": register.dokument[0],
        "nyheter": register.nyheter[0],
    }[table]
    empty = {field.name for field in dataclasses.fields(thing) if getattr(thing, field.name) in ("", (), None)}
    assert empty == {"övriga"}
