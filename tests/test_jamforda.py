"""Förbund sida vid sida: sex frågor besvarade av data, och det som utvärderingar har funnit om andra förbund."""

import pytest

from macros.model.forbundsfragor import förbundets_svar
from macros.model.jamford import FRÅGOR
from macros.views import jamforda, rapporter
from macros.views.lager import ANDRA, EGNA
from tests import rader
from tests.rader import Rad, context_of
from tests.utfallsrader import example, register
from tests.vyer import ROOT_URL, tree, words

OWNERS = {"ett": "alfa", "andras": "beta"}


def answers(förbund: dict[str, str] | None = None, **tables: list[Rad]) -> dict[str, tuple[str, list[str], tuple[str, ...]]]:
    """Värdens svar: ordet, det som finns och det som saknas, efter fråga. Beta har allt, och får aldrig räknas med."""
    insatser = [rader.insats(id_, förbund=whose) for id_, whose in OWNERS.items()]
    others: dict[str, list[Rad]] = {
        "mal": [Rad(id="b", förbund="beta", sort="nyttomål", mål="M")],
        "slutrapporter": [Rad(id="b", förbund="beta", titel="B", sort="utvärderingsrapport")],
        "samhallsekonomi": [Rad(id="b", insats="andras", modell="NyttoSam", återbetalningstid="6")],
    }
    both = {name: others.get(name, []) + tables.get(name, []) for name in others.keys() | tables.keys()}
    made = register(
        **{"forbund": [rader.förbund("alfa", "värd", **(förbund or {})), rader.förbund("beta")], "insatser": insatser} | both
    )
    return {
        one.fråga: (one.svar, [belägg.text for belägg in one.finns], one.saknas) for one in förbundets_svar(made, made.värd)
    }


def test_each_question_is_answered_once_and_in_order():
    assert tuple(answers()) == FRÅGOR


def test_what_is_not_entered_is_missing_and_never_made_up():
    assert {fråga: (svar, finns) for fråga, (svar, finns, _) in answers().items()} == dict.fromkeys(FRÅGOR, ("nej", []))
    assert [saknas for _, _, saknas in answers().values()] == [
        ("hur förbundet är organiserat", "medlemmarna"),
        ("en utvärdering av hela förbundet",),
        ("mål för förbundet",),
        ("parternas svar om vad som lever vidare",),
        ("rapport eller slutsats för 1 insats",),
        ("beräkning för 1 insats",),
    ]


RAPPORT = Rad(id="r", förbund="alfa", titel="Hela förbundet", sort="utvärderingsrapport")
CASES = [
    ("organisation", {"beskrivning": "B"}, {}, "delvis", ["Beskrivning av förbundet"]),
    ("utvärdering", {}, {"slutrapporter": [RAPPORT]}, "ja", ["Hela förbundet"]),
    ("utvärdering", {}, {"slutrapporter": [RAPPORT | {"insatser": ["ett"]}]}, "nej", []),
    ("utvärdering", {}, {"slutrapporter": [RAPPORT | {"sort": "slutrapport"}]}, "nej", []),
    ("mål", {"vision": "V"}, {}, "delvis", ["Vision"]),
    ("mål", {}, {"mal": [Rad(id="m", förbund="alfa", sort="nyttomål", mål="M")]}, "ja", ["1 mål för förbundet"]),
    ("mål", {}, {"mal": [Rad(id="m", förbund="alfa", insats="ett", sort="insatsmål", mål="M")]}, "nej", []),
    (
        "implementering",
        {},
        {"metodhandbocker": [Rad(id="h", titel="H", insatser=["ett"], metod="M")]},
        "delvis",
        ["1 metodhandbok"],
    ),
    (
        "projekt",
        {},
        {"slutrapporter": [RAPPORT | {"sort": "slutrapport", "insatser": ["ett"]}]},
        "ja",
        ["Rapport eller slutsats om 1 av 1 insats"],
    ),
    (
        "samhällsekonomi",
        {},
        {"samhallsekonomi": [Rad(id="s", insats="ett", modell="NyttoSam", lönsamhet_ett_år="-5")]},
        "ja",
        ["Beräkning av 1 av 1 insats"],
    ),
    (
        "samhällsekonomi",
        {},
        {"samhallsekonomi": [Rad(id="s", insats="ett", modell="NyttoSam", kostnad_per_deltagare="5")]},
        "nej",
        [],
    ),
]


@pytest.mark.parametrize(("fråga", "förbund", "tables", "svar", "finns"), CASES)
def test_an_answer_is_what_is_entered(fråga, förbund, tables, svar, finns):
    assert answers(förbund, **tables)[fråga][:2] == (svar, finns)


def test_the_page_has_every_förbund_with_the_host_first():
    page = tree(jamforda.förbundsfrågor(example(), ROOT_URL))
    förbunden = [one.kortnamn for one in example().register.förbund]
    assert [words(th) for th in page.xpath("//tbody//th")] == förbunden
    assert [words(th) for th in page.xpath("//thead//th")][1:] == list(jamforda.frågorna(example()).values())


def test_each_answer_links_to_where_it_stands():
    page = tree(jamforda.förbundsfrågor(example(), ROOT_URL))
    cells = page.xpath("//td[.//strong]")
    assert cells and all(cell.xpath(".//a/@href") for cell in cells)


@pytest.mark.parametrize(("vilka", "namn"), [(EGNA, "Delta"), (ANDRA, "Epsilon")])
def test_what_a_report_found_stands_with_the_förbund_that_ordered_it(vilka, namn):
    text = words(tree(jamforda.jämförda_förbund(example(), ROOT_URL, vilka)))
    assert [one for one in ("Delta", "Epsilon") if one in text] == [namn]


def test_all_that_a_report_found_is_shown_with_its_section():
    text = words(tree(jamforda.jämförda_förbund(example(), ROOT_URL)))
    for said in (
        "Delvis Utvärderingen gäller bara styrelsen. Avsnitt 3.1",
        "Delta Utvärderingen är för gammal.",
        "”Vi ska pröva nya vägar.” ”Vi ska våga sluta.” Det andra målet är struket i dokumentet.",
        "1 förbund har mål om resultat för den enskilda: Delta.",
        "En fast grupp höll ihop arbetet. (avsnitt 3.3)",
        "7 månader Förbehåll: Bara kommunens kostnader är med.",
        "Inte beräknad",
        "Delta är två förbund som räknas som ett.",
        "Källan säger inget",
    ):
        assert said in text, said


def test_the_report_leads_to_what_it_found():
    [rapport] = [one for one in example().register.uppföljning.bibliotek.rapporter if one.id == "egen-odaterad"]
    page = tree(rapporter.rapport_page(example(), rapport).html)
    [link] = page.xpath("//h2[@id='andra']/following-sibling::p[1]/a/@href")
    assert link.endswith("resultat/jamfor-forbund/#egen-odaterad")
    assert tree(jamforda.jämförda_förbund(example(), ROOT_URL)).xpath("//h2[@id='egen-odaterad']")


def test_nothing_is_shown_when_no_report_has_compared():
    assert jamforda.jämförda_förbund(context_of(register()), ROOT_URL) == ""
