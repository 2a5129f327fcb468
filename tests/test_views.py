"""Vyerna: text ur data blir text, varje ifyllt fält syns, och det källan inte säger står som det är."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from types import SimpleNamespace

import lxml.html
import pytest
from hypothesis import given, settings
from markupsafe import Markup

from macros.adapter import site as sites
from macros.adapter.env import register_macros
from macros.check import Data, Examined
from macros.dictionary.slag import TILLS_VIDARE
from macros.model.insats import Insats
from macros.model.register import build
from macros.model.tid import Projekttid, Tidpunkt
from macros.settings import ROOT
from macros.views import html, katalog, matris, rapporter, tidslinje
from macros.views.html import Context
from macros.views.insats import insats_page
from macros.views.ordlistor import begreppslista
from tests import rader
from tests.conftest import DAY
from tests.rader import TEXTS, Rad, context_of, register_of

ROOT_URL = "../"


def tree(fragment: Markup) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(f"<div>{fragment}</div>")


def words(element: lxml.html.HtmlElement) -> str:
    """Texten som den läses, med ett mellanslag mellan orden."""
    return " ".join(" ".join(element.itertext()).split())


class Env:
    """Det som adaptern behöver av mkdocs-macros."""

    page = SimpleNamespace(url="prov/")

    def __init__(self) -> None:
        self.macros: dict[str, Callable[..., str]] = {}

    def macro(self, function: Callable[..., str], name: str) -> None:
        self.macros[name] = function


ARGUMENTS = {"blankett": ["strukturell"], "dokument": ["slutrapport", "Mall för slutrapport"]}


def everything(tables: dict[str, list]) -> dict[str, Markup]:
    """Varje makro och varje sida som adaptern gör av tabellerna, med namn."""
    sites.prepare(Examined([], Data(rader.words(), DAY, tables=tables)))
    env = Env()
    register_macros(env)
    site = sites.current()
    views = {name: site.fill(macro(*ARGUMENTS.get(name, []))) for name, macro in env.macros.items()}
    return views | {name: make().html for name, make in site.pages.items()}


# ---- Text är text -----------------------------------------------------------------------------------------

NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</table></div><b>",
    "<!-- ",
    "--> x",
    "&lt;b&gt; &amp; &",
    "a<b & c>d",
    "[länk](javascript:alert(1))",
    "**fet** _kursiv_ `kod`",
    "# rubrik",
    "{{ 7 * 7 }} {% raw %}",
    "{# bort #}",
    '<div data-vy="0"></div>',
    "</pre></code>",
    "]]>",
    "😀 å ä ö",
    "A | B",
    "http://exempel.se",
]


def shape(fragment: Markup) -> list[tuple[object, list[str]]]:
    """Elementen och deras attribut, utan text och värden. Hur många rader en text blir i en figur beror på dess längd."""
    return [(element.tag, sorted(element.attrib)) for element in tree(fragment).iter() if element.tag != "tspan"]


@cache
def plain_shapes() -> dict[str, list]:
    return {name: shape(view) for name, view in everything(rader.full_tables("Text")).items()}


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_is_only_text(text):
    views = everything(rader.full_tables(text))
    assert {name: shape(view) for name, view in views.items()} == plain_shapes()
    assert " ".join(text.split()) in words(tree(views["insatser/ett.md"]))


@settings(deadline=None, max_examples=15)
@given(
    TEXTS.map(lambda text: " ".join(text.split())).filter(lambda text: text != "ska upphandlas")
)  # är också ett läge i filtret
def test_the_elements_never_depend_on_the_text(text):
    assert {name: shape(view) for name, view in everything(rader.full_tables(text)).items()} == plain_shapes()


@pytest.mark.parametrize("text", NASTY)
def test_text_in_the_pages_own_title_and_description_is_kept_as_it_stands(text):
    """Mallarna i overrides/ skyddar dem. Här får de inte skyddas en gång till."""
    tables = rader.full_tables(text)
    page = insats_page(context_of(build(tables)), build(tables).insatser[0])
    assert (page.title, type(page.title), type(page.description)) == (text, str, str)


# ---- Insatsens sida ---------------------------------------------------------------------------------------

NOT_SHOWN = {"id", "tidigare_adresser", "osäkert.fält"}  # adresser, och fältet där anmärkningen i stället står


def expected_on_page(context: Context, insats: Insats) -> Iterator[tuple[str, str, bool]]:
    """Varje text i insatsens rad: vägen dit, det som ska synas, och om det är en länk."""
    table = context.words.tables["insatser"]
    for path, text in rader.leaves(insats.rad):
        known = table.field(path)
        leaf = known.items if known.type == "array" else known
        if path in NOT_SHOWN:
            continue
        if leaf.referens:
            yield path, text, True
        elif leaf.slag == "länk":
            yield path, html.href(text, "../../"), True
        elif leaf.slag in ("tidpunkt", "slut", "datum") and text != TILLS_VIDARE:
            yield path, Tidpunkt.av(text).i_ord(), False
        else:
            yield path, f"{int(text):,}".replace(",", " ") if leaf.type == "integer" else text, False


def missing_on_page(context: Context, insats: Insats) -> list[tuple[str, str]]:
    page = tree(insats_page(context, insats).html)
    said = f"{insats.namn} {words(page)}".casefold()
    links = page.xpath("//@href")
    return [
        (path, text)
        for path, text, is_link in expected_on_page(context, insats)
        if not (
            any(text in link.replace("#", "/").split("/") or text == link for link in links)
            if is_link
            else " ".join(text.split()).casefold() in said
        )
    ]


def test_the_page_shows_every_filled_field_of_every_real_insats():
    context = context_of(rader.real_register())
    assert {insats.id: missing for insats in context.register.insatser if (missing := missing_on_page(context, insats))} == {}


def test_the_page_shows_every_field_the_dictionary_knows():
    register = build(rader.full_tables("Egen text"))
    assert missing_on_page(context_of(register), register.insatser[0]) == []


def facts_of(**fields) -> dict[str, str]:
    """Faktalistan på en påhittad insats sida, rubrik för rubrik."""
    register = register_of(insatser=[rader.insats(**fields)])
    page = tree(insats_page(context_of(register), register.insatser[0]).html)
    return {words(row.find("dt")): words(row.find("dd")) for row in page.xpath("//dl[@class='facts']/div")}


@pytest.mark.parametrize(
    ("fields", "title", "expected"),
    [
        ({}, "Projekttid", "Saknas i källan"),
        ({}, "Metodval", "Saknas i källan"),
        ({}, "Utförare", "Saknas i källan"),
        ({}, "Redovisning", "Saknas i källan"),
        ({}, "Status", "Tid saknas"),
        ({"projekttid": {"start": "2019-08-12"}}, "Projekttid", "från 12 augusti 2019, slutdatum saknas"),
        ({"projekttid": {"start": "2019-08-12"}}, "Status", "Slutdatum saknas"),
        ({"projekttid": {"slut": "hösten 2019"}}, "Projekttid", "till hösten 2019, startdatum saknas"),
        ({"projekttid": {"slut": "tills vidare"}}, "Projekttid", "tills vidare"),
        ({"projekttid": {"start": "2017-05-02", "slut": "2020-03-31"}}, "Projekttid", "2 maj 2017 – 31 mars 2020"),
        ({"metodval": [{"metod": "ett", "lydelse": "Egna ord"}]}, "Metodval", "Egna ord"),
        ({"utförare_läge": "ska upphandlas"}, "Utförare", "Ska upphandlas"),
        ({"utförare_läge": "planering pågår"}, "Utförare", "Planering pågår"),
        ({"utförare": ["Sweco"], "utförare_läge": "planering pågår"}, "Utförare", "Sweco Planering pågår"),
        (
            {"redovisning": [{"vad": "Slutrapport", "när": "okt 2020", "läge": "klar"}]},
            "Redovisning",
            "Slutrapport oktober 2020 Klar",
        ),
        ({"redovisning": [{"vad": "Mätning", "återkommer": "varje år"}]}, "Redovisning", "Mätning, varje år"),
        ({"budget": [{"år": "2019", "belopp": "1500000"}]}, "Budget", "2019: 1 500 000 kronor"),
        ({"typ": "strukturell"}, "Typ", "Strukturell"),
        ({"ingår_i": {"namn": "MIA"}}, "Ingår i", "MIA"),
        ({"plats": "Järva", "osäkert": [{"fält": "plats", "varför": "Suddigt"}]}, "Plats", "Järva Osäker uppgift: Suddigt"),
        (
            {"typ": "strukturell", "osäkert": [{"fält": "typ", "varför": "A"}, {"fält": "typ", "varför": "B"}]},
            "Typ",
            "Strukturell Osäker uppgift: A; B",
        ),
        ({"osäkert": [{"fält": "projekttid", "varför": "Suddigt"}]}, "Projekttid", "Saknas i källan Osäker uppgift: Suddigt"),
        ({"osäkert": [{"fält": "plats", "varför": "Oläsligt"}]}, "Plats", "Saknas i källan Osäker uppgift: Oläsligt"),
        ({"syfte": "S", "osäkert": [{"fält": "syfte", "varför": "Suddigt"}]}, "Syfte", "Osäker uppgift: Suddigt"),
        (
            {
                "utförare_läge": "ska upphandlas",
                "osäkert": [{"fält": "utförare", "varför": "A"}, {"fält": "utförare_läge", "varför": "B"}],
            },
            "Utförare",
            "Ska upphandlas Osäker uppgift: A Osäker uppgift: B",
        ),
    ],
)
def test_a_fact_says_what_the_source_says_and_no_more(fields, title, expected):
    assert facts_of(**fields)[title] == expected


def test_nothing_is_said_about_optional_fields_the_source_is_silent_on():
    assert set(facts_of()) == {"Status", "Förbund", "Projekttid", "Metodval", "Utförare", "Redovisning"}


def test_paragraphs_of_a_text_are_kept():
    register = register_of(insatser=[rader.insats(målgrupp="Unga.\n\nOch\näldre.")])
    page = tree(insats_page(context_of(register), register.insatser[0]).html)
    assert [p.text for p in page.xpath("//div[dt='Målgrupp']/dd/p")] == ["Unga.", "Och äldre."]


def test_kin_of_every_kind_is_linked():
    register = register_of(
        insatser=[
            rader.insats("a", föregångare=["b"], efterföljare=["c"], ingår_i={"insats": "d"}),
            rader.insats("b"),
            rader.insats("c"),
            rader.insats("d"),
            rader.insats("e", ingår_i={"insats": "a"}),
        ]
    )
    page = tree(insats_page(context_of(register), register.insats["a"]).html)
    kin = {heading.text: heading.getnext().xpath(".//a/@href") for heading in page.iter("h3") if heading.getnext().tag == "ul"}
    assert {title: kin.get(title) for title in ("Föregångare", "Efterföljare", "Ingår i", "Delar")} == {
        "Föregångare": ["../../insatser/b/"],
        "Efterföljare": ["../../insatser/c/"],
        "Ingår i": ["../../insatser/d/"],
        "Delar": ["../../insatser/e/"],
    }


# ---- Matrisen ---------------------------------------------------------------------------------------------

COLUMNS = ["Insats", "Projekttid", "Metodval", "Utförare", "Redovisning"]


def matrix_rows(context: Context) -> list[tuple[str, list[str]]]:
    """Matrisens rader: id och cellernas text."""
    page = tree(matris.matris(context, ROOT_URL))
    return [(row.get("id"), [words(cell) for cell in row]) for row in page.xpath("//tbody/tr[not(@class='group')]")]


def test_the_matrix_holds_every_insats_once_in_five_columns():
    rows = matrix_rows(context_of(rader.real_register()))
    in_file = [
        line[6:] for line in (ROOT / "data" / "insatser.yaml").read_text("utf8").splitlines() if line.startswith("- id: ")
    ]
    assert sorted(id_ for id_, _ in rows) == sorted(in_file)
    assert all(len(cells) == 5 and all(cells) for _, cells in rows)


def test_every_table_of_the_matrix_has_the_columns_of_the_plan():
    page = tree(matris.matris(context_of(rader.real_register()), ROOT_URL))
    headings = [[words(heading) for heading in table.iterfind("thead/tr/th")] for table in page.iter("table")]
    assert headings == [COLUMNS] * len({insats.förbund.id for insats in rader.real_register().insatser})


@pytest.mark.parametrize(
    ("fields", "cells"),
    [
        ({}, ["Saknas i källan"] * 4),
        (
            {
                "projekttid": {"start": "2019-08-12"},
                "metodval": [{"metod": "ett"}],
                "utförare_läge": "planering pågår",
                "osäkert": [{"fält": "metodval", "varför": "Kolumnplacering tolkad"}],
            },
            [
                "från 12 augusti 2019, slutdatum saknas",
                "Metoden ett Osäker uppgift: Kolumnplacering tolkad",
                "Planering pågår",
                "Saknas i källan",
            ],
        ),
        (
            {
                "projekttid": {"start": "2019", "slut": "tills vidare"},
                "utförare_läge": "ska upphandlas",
                "redovisning": [{"vad": "Slutrapport", "när": "2020", "läge": "planerad"}],
            },
            ["från 2019, tills vidare", "Saknas i källan", "Ska upphandlas", "Slutrapport 2020 Planerad"],
        ),
    ],
)
def test_the_matrix_says_what_the_source_says(fields, cells):
    assert matrix_rows(context_of(register_of(insatser=[rader.insats(**fields)]))) == [("ett", ["Insatsen ett", *cells])]


@pytest.mark.parametrize(
    ("fält", "column"), [("projekttid", 1), ("metodval", 2), ("utförare", 3), ("utförare_läge", 3), ("redovisning", 4)]
)
def test_every_uncertain_cell_of_the_matrix_carries_its_note(fält, column):
    register = register_of(insatser=[rader.insats(osäkert=[{"fält": fält, "varför": "Suddig kopia"}])])
    [(_, cells)] = matrix_rows(context_of(register))
    assert [number for number, cell in enumerate(cells) if "Osäker uppgift: Suddig kopia" in cell] == [column]


def test_real_uncertain_values_carry_their_notes_in_the_matrix():
    context = context_of(rader.real_register())
    rows = dict(matrix_rows(context))
    expected = {
        (insats.id, why)
        for insats in context.register.insatser
        for fält, why in insats.osäkert
        if fält in ("projekttid", "metodval", "utförare", "utförare_läge", "redovisning")
    }
    assert expected == {(id_, why) for id_, why in expected if f"Osäker uppgift: {why}" in " ".join(rows[id_])}


@pytest.mark.parametrize(
    ("types", "headings"),
    [
        (["", ""], [""]),
        (
            ["strukturell", "", "individinriktad", "strukturell"],
            ["Strukturella insatser", "Individinriktade insatser", "Insatser där källan inte anger typ"],
        ),
        (["ESF-projekt"], ["ESF-projekt"]),
        (["ny sort"], ["Ny sort"]),
    ],
)
def test_the_matrix_is_grouped_by_type_in_the_order_of_the_source(types, headings):
    rows = [rader.insats(str(number), **({"typ": kind} if kind else {})) for number, kind in enumerate(types)]
    found = matris.groups(register_of(insatser=rows).insatser)
    assert [heading for heading, _ in found] == headings
    assert sum(len(insatser) for _, insatser in found) == len(types)


def test_a_förbund_without_insatser_has_no_matrix():
    register = register_of(forbund=[rader.förbund("alfa", "värd"), rader.förbund("tom")], insatser=[rader.insats()])
    assert "Förbundet tom" not in matris.matris(context_of(register), ROOT_URL)


# ---- Katalogen och tidslinjen -----------------------------------------------------------------------------


def times(*tider: tuple[str | None, str | None]) -> list[Rad]:
    """Insatser med bara en projekttid, med id 0, 1, 2 …"""
    return [
        rader.insats(str(number), projekttid={key: text for key, text in (("start", från), ("slut", till)) if text})
        for number, (från, till) in enumerate(tider)
    ]


def test_the_catalogue_counts_what_its_rows_hold():
    context = context_of(rader.real_register())
    page = tree(katalog.katalog(context, ROOT_URL, 1000))
    rows = page.xpath("//tbody/tr")
    assert [row.get("data-id") for row in rows] == list(context.register.insats)
    for box in page.xpath("//input[@type='checkbox']"):
        with_value = [row for row in rows if box.get("value") in row.get(f"data-{box.get('name')}").split("\n")]
        assert box.xpath("string(../span[@data-count])") == str(len(with_value)) != "0"


def test_the_catalogue_says_when_something_is_missing_or_not_yet_decided():
    register = register_of(insatser=[rader.insats("a"), rader.insats("b", utförare_läge="ska upphandlas")])
    rows = tree(katalog.katalog(context_of(register), ROOT_URL, 1)).xpath("//tbody/tr")
    assert [[words(cell) for cell in row][2:] for row in rows] == [
        ["Saknas i källan", "Saknas i källan", "Saknas i källan", "Tid saknas"],
        ["Saknas i källan", "Saknas i källan", "Ska upphandlas", "Tid saknas"],
    ]


def test_the_filters_of_the_catalogue_begin_with_the_most_common_and_the_latest_year():
    insatser = [
        rader.insats("a", utförare=["Åsa"], projekttid={"start": "2019", "slut": "2020"}),
        rader.insats("b", utförare=["Bo", "Åsa"], metodval=[{"metod": "ett"}, {"metod": "ett", "lydelse": "igen"}]),
    ]
    context = context_of(register_of(insatser=insatser))
    rows = [(insats, katalog.facet_values(insats, context)) for insats in context.register.insatser]
    assert {facet.title: facet.options for facet in katalog.facets(context, rows)} == {
        "Förbund": [("alfa", "alfa", 2)],
        "Typ": [("typ saknas", "Typ saknas", 2)],
        "Status": [("avslutad", "Avslutad", 1), ("tid saknas", "Tid saknas", 1)],
        "Metod": [("ett", "Metoden ett", 1)],
        "Utförare": [("Åsa", "Åsa", 2), ("Bo", "Bo", 1)],
        "År": [("2020", "2020", 1), ("2019", "2019", 1)],
    }


def test_an_unknown_time_is_sorted_last_in_the_catalogue():
    tider = [(None, None), ("2019", None), ("2019", "2020"), (None, "2021"), ("våren 2018", None)]
    insatser = sorted(register_of(insatser=times(*tider)).insatser, key=lambda insats: katalog.sort_keys(insats)["tid"])
    assert [insats.id for insats in insatser] == ["4", "2", "1", "3", "0"]


def test_the_timeline_runs_in_time_order_and_names_those_without_time():
    tider = [
        ("hösten 2019", None),
        (None, None),
        ("våren 2019", None),
        ("2019-11-02", None),
        ("okt 2019", None),
        (None, "2018"),
        ("2020", "2021"),
    ]
    page = tree(tidslinje.timeline(context_of(register_of(insatser=times(*tider))), ROOT_URL))
    assert [link.text for link in page.xpath("//tbody/tr/th/a")] == [f"Insatsen {number}" for number in (5, 2, 0, 4, 3, 6)]
    assert [link.text for link in page.xpath("//ul[@class='columns']//a")] == ["Insatsen 1"]


def test_every_real_insats_is_on_the_timeline():
    context = context_of(rader.real_register())
    text = words(tree(tidslinje.timeline(context, ROOT_URL)))
    assert all(
        " ".join(insats.namn.split()) in text and (not insats.projekttid.år() or insats.projekttid.i_ord() in text)
        for insats in context.register.insatser
    )


def test_an_uncertain_time_carries_its_note_on_the_timeline():
    row = rader.insats(projekttid={"start": "2019"}, osäkert=[{"fält": "projekttid", "varför": "Suddigt"}])
    assert "från 2019, slutdatum saknas Osäker uppgift: Suddigt" in words(
        tree(tidslinje.timeline(context_of(register_of(insatser=[row])), ROOT_URL))
    )


@pytest.mark.parametrize(
    ("start", "slut", "x", "width", "is_open"),
    [
        ("2019", "2019", 0, 1000 * 364 / 1461, False),
        ("2019-01-01", "2022-12-31", 0, 1000 * 1460 / 1461, False),
        ("2022", None, 1000 * 1096 / 1461, 1000 * 365 / 1461, True),
        ("2022", TILLS_VIDARE, 1000 * 1096 / 1461, 1000 * 365 / 1461, True),
        (None, "2019", 0, 1000 * 364 / 1461, False),
        ("2020-05-01", "2020-05-01", 1000 * 486 / 1461, 3, False),
    ],
)
def test_a_bar_stands_where_its_days_are(start, slut, x, width, is_open):
    bar = tree(tidslinje.bar(Projekttid.av(start, slut), tidslinje.Axis(2019, 2022), date(2018, 1, 1)))
    [span] = bar.xpath("//rect")
    assert (float(span.get("x")), float(span.get("width"))) == (pytest.approx(x, abs=0.06), pytest.approx(width, abs=0.11))
    assert ("bar-open" in span.get("class")) is is_open and not bar.xpath("//line[@class='bar-today']")


def test_an_insats_without_time_has_no_figure():
    register = register_of(insatser=times((None, None), ("2019", None)))
    assert [bool(tidslinje.insats_bar(insats, DAY)) for insats in register.insatser] == [False, True]


# ---- Rapporter, ordlista och det gemensamma ---------------------------------------------------------------


def test_reports_are_sorted_by_what_is_known_about_them():
    reports = [
        ("Klar utan datum", None, "klar"),
        ("Klar 2018", "2018", "klar"),
        ("Klar 2020", "2020", "klar"),
        ("Kommer 2028", "2028", "planerad"),
        ("Kommer 2027", "2027", "planerad"),
        ("Passerad", "2019", "planerad"),
        ("Utan datum", None, ""),
        ("Varje år", "2018", "", "varje år"),
    ]
    rows = [{key: text for key, text in zip(("vad", "när", "läge", "återkommer"), report) if text} for report in reports]
    page = tree(rapporter.rapportläget(context_of(register_of(insatser=[rader.insats(redovisning=rows)])), ROOT_URL, {}))
    listed = [[row.xpath("string(td[1])") for row in table.iterfind("tbody/tr")] for table in page.iter("table")][:-1]
    assert listed == [
        ["Kommer 2027", "Kommer 2028"],
        ["Klar 2020", "Klar 2018", "Klar utan datum"],
        ["Passerad"],
        ["Varje år", "Utan datum"],
    ]


def test_every_real_report_is_listed_once():
    context = context_of(rader.real_register())
    page = tree(rapporter.rapportläget(context, ROOT_URL, {}))
    assert sorted(page.xpath("//table[position() < last()]/tbody/tr[not(.//*[@class='sub'])]/td[1]//text()")) == sorted(
        redovisning.vad for insats in context.register.insatser for redovisning in insats.redovisning
    )


def test_an_uncertain_report_carries_its_note():
    row = rader.insats(redovisning=[{"vad": "Rapport"}], osäkert=[{"fält": "redovisning", "varför": "Suddigt"}])
    assert "Osäker uppgift: Suddigt" in words(
        tree(rapporter.rapportläget(context_of(register_of(insatser=[row])), ROOT_URL, {}))
    )


def test_the_glossary_stands_in_swedish_order_letter_by_letter():
    terms = ["öl", "Ål", "ärt", "zon", "åka", "apa"]
    begrepp = [Rad(id=f"b{number}", term=term, betydelse="B") for number, term in enumerate(terms)]
    page = tree(begreppslista(context_of(register_of(begrepp=begrepp)), ROOT_URL))
    assert [heading.text for heading in page.iter("h2")] == ["A", "Z", "Å", "Ä", "Ö"]
    assert [words(term) for term in page.iter("dt")] == ["apa", "zon", "åka", "Ål", "ärt", "öl"]


def test_every_data_table_has_a_caption_and_scoped_headings():
    for name, view in everything(rader.real().tables).items():
        for table in tree(view).iter("table"):
            assert table.find("caption") is not None, name
            assert all(heading.get("scope") for heading in table.iter("th")), name


@pytest.mark.parametrize(("url", "root"), [("", "./"), ("sok/", "../"), ("insatser/ama/", "../../")])
def test_root_of(url, root):
    assert html.root_of(url) == root


@pytest.mark.parametrize(
    ("link", "address"),
    [("/om/", "../om/"), ("https://exempel.se/a", "https://exempel.se/a"), ("mailto:a@exempel.se", "mailto:a@exempel.se")],
)
def test_href(link, address):
    assert html.href(link, "../") == address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("En. Två.", "En."),
        ("Utan punkt", "Utan punkt"),
        ("3.4.4 är ett namn. Ja.", "3.4.4 är ett namn."),
        ("ord " * 50, " ".join(["ord"] * 38) + " …"),
        ("x" * 200, "x" * 155 + " …"),
    ],
)
def test_sentence(text, expected):
    assert html.sentence(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("", ""), ("a\nb", "<p>a b</p>"), ("a\n \n\nb", "<p>a</p><p>b</p>"), ("<b>", "<p>&lt;b&gt;</p>")]
)
def test_paragraphs(text, expected):
    assert html.paragraphs(text) == expected


def test_a_table_can_be_shown_as_cards_on_a_narrow_screen():
    table = tree(
        html.stackable("""<table><caption>C</caption>
        <thead><tr><th scope="col">Å &amp; b</th><th scope="col">D</th></tr></thead>
        <tbody><tr><th scope="row">x</th><td>1 &lt; 2</td></tr></tbody></table>""")
    )
    [cell] = table.iter("td")
    assert (cell.get("data-label"), cell.get("role"), cell.text) == ("D", "cell", "1 < 2")
    assert [heading.get("role") for heading in table.iter("th")] == ["columnheader", "columnheader", "rowheader"]
