"""Matrisen, katalogen, tidslinjen, rapporterna och ordlistan."""

from datetime import date

import pytest

from macros.dictionary.slag import TILLS_VIDARE
from macros.model.tid import Projekttid
from macros.read.conditions import kept
from macros.settings import ROOT
from macros.views import jamforelse, katalog, matris, rapportlaget, tidslinje
from macros.views.html import Context
from macros.views.insats import insats_page
from macros.views.lager import ANDRA, EGNA, urval
from macros.views.ordlistor import begreppslista
from tests import rader
from tests.conftest import example_paths
from tests.rader import Rad, context_of, register_of
from tests.vyer import ROOT_URL, tree, words

# ---- Matrisen ---------------------------------------------------------------------------------------------

COLUMNS = ["Insats", "Projekttid", "Metodval", "Utförare", "Redovisning"]


def matrix_rows(context: Context) -> list[tuple[str, list[str]]]:
    """Matrisens rader: id och cellernas text."""
    page = tree(matris.matris(context, ROOT_URL))
    return [(row.get("id"), [words(cell) for cell in row]) for row in page.xpath("//tbody/tr[not(@class='group')]")]


def test_the_matrix_holds_every_insats_once_in_five_columns():
    rows = matrix_rows(context_of(rader.example_register()))
    lines = [line for path in example_paths("insatser.yaml") for line in path.read_text("utf8").splitlines()]
    assert sorted(id_ for id_, _ in rows) == sorted(line[6:] for line in lines if line.startswith("- id: "))
    assert all(len(cells) == 5 and all(cells) for _, cells in rows)


def test_every_table_of_the_matrix_has_the_columns_of_the_plan():
    page = tree(matris.matris(context_of(rader.example_register()), ROOT_URL))
    headings = [[words(heading) for heading in table.iterfind("thead/tr/th")] for table in page.iter("table")]
    assert headings == [COLUMNS] * len({insats.förbund.id for insats in rader.example_register().insatser})


@pytest.mark.parametrize(
    ("fields", "cells"),
    [
        ({}, ["Saknas"] * 4),
        (
            {
                "projekttid": {"start": "2019-08-12"},
                "metodval": [{"metod": "ett"}],
                "utförare_läge": "planering pågår",
                "osäkert": [{"fält": "metodval", "varför": "Kolumnplacering tolkad"}],
            },
            [
                "från 12 augusti 2019, slutdatum saknas",
                "Metoden ett Osäker uppgift om Insatsen ett",
                "Planering pågår",
                "Saknas",
            ],
        ),
        (
            {
                "projekttid": {"start": "2019", "slut": "tills vidare"},
                "utförare_läge": "ska upphandlas",
                "redovisning": [{"vad": "Slutrapport", "när": "2030", "läge": "planerad"}],
            },
            ["från 2019, tills vidare", "Saknas", "Ska upphandlas", "Slutrapport 2030 Planerad"],
        ),
    ],
)
def test_the_matrix_says_what_the_source_says(fields, cells):
    assert matrix_rows(context_of(register_of(insatser=[rader.insats(**fields)]))) == [("ett", ["Insatsen ett", *cells])]


@pytest.mark.parametrize(
    ("fält", "column"), [("projekttid", 1), ("metodval", 2), ("utförare", 3), ("utförare_läge", 3), ("redovisning", 4)]
)
def test_every_uncertain_cell_of_the_matrix_is_marked(fält, column):
    register = register_of(insatser=[rader.insats(osäkert=[{"fält": fält, "varför": "Suddig kopia"}])])
    [(_, cells)] = matrix_rows(context_of(register))
    assert [number for number, cell in enumerate(cells) if "Osäker uppgift om Insatsen ett" in cell] == [column]


def test_every_mark_in_the_matrix_leads_to_the_explanation():
    context = context_of(rader.example_register())
    marks = [
        str(link.get("href")).removeprefix(ROOT_URL) for link in tree(matris.matris(context, ROOT_URL)).find_class("uncertain")
    ]
    said = {
        f"{insats.adress}#{note.get('id')}": words(note)
        for insats in context.register.insatser
        for note in tree(insats_page(context, insats).html).xpath("//*[@class='note'][@id]")
    }
    expected = {
        f"Osäker uppgift: {insats.osäkerhet(one.fält)}" for insats in context.register.insatser for one in insats.osäkert
    }
    assert marks and {said[mark] for mark in marks} <= expected


FÖRSTUDIE = rader.insatstyp("forstudie", rubrik="Förstudier")


@pytest.mark.parametrize(
    ("types", "headings"),
    [
        (["", ""], [""]),
        (
            ["strukturell", "", "individinriktad", "strukturell"],
            ["Strukturella insatser", "Individinriktade insatser", "Insatser där källan inte anger typ"],
        ),
        (["esf-projekt"], ["ESF-projekt"]),
        (["forstudie"], ["Förstudier"]),
    ],
)
def test_the_matrix_is_grouped_by_type_in_the_order_of_the_source(types, headings):
    rows = [rader.insats(str(number), **({"typ": kind} if kind else {})) for number, kind in enumerate(types)]
    found = matris.groups(register_of(insatser=rows, insatstyper=[*rader.TYPER, FÖRSTUDIE]).insatser)
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


@pytest.mark.parametrize("vilka", [EGNA, ANDRA])
def test_the_catalogue_counts_what_its_rows_hold(vilka):
    context = context_of(rader.example_register())
    page = tree(katalog.katalog(context, ROOT_URL, 1000, vilka))
    rows = page.xpath("//tbody/tr")
    assert [row.get("data-id") for row in rows] == [one.id for one in urval(context.register.insatser, vilka)]
    assert bool(page.xpath("//input[@name='forbund']")) is (vilka == ANDRA)
    for box in page.xpath("//input[@type='checkbox']"):
        with_value = [row for row in rows if box.get("value") in row.get(f"data-{box.get('name')}").split("\n")]
        assert box.xpath("string(../span[@data-count])") == str(len(with_value)) != "0"


def test_the_catalogue_says_when_something_is_missing_or_not_yet_decided():
    register = register_of(insatser=[rader.insats("a"), rader.insats("b", utförare_läge="ska upphandlas")])
    rows = tree(katalog.katalog(context_of(register), ROOT_URL, 1)).xpath("//tbody/tr")
    assert [[words(cell) for cell in row][1:] for row in rows] == [
        ["Saknas", "Saknas", "Saknas", "Tid saknas"],
        ["Saknas", "Saknas", "Ska upphandlas", "Tid saknas"],
    ]


def test_the_filters_of_the_catalogue_begin_with_the_most_common_and_the_latest_year():
    insatser = [
        rader.insats("a", utförare=["Åsa"], projekttid={"start": "2019", "slut": "2020"}),
        rader.insats("b", utförare=["Bo", "Åsa"], metodval=[{"metod": "ett"}, {"metod": "ett", "lydelse": "igen"}]),
    ]
    context = context_of(register_of(insatser=insatser))
    rows = [(insats, katalog.facet_values(insats, context)) for insats in context.register.insatser]
    assert {facet.title: facet.options for facet in katalog.facets(context, rows, katalog.TITLES)} == {
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


@pytest.mark.parametrize("vilka", [EGNA, ANDRA])
def test_every_insats_is_on_its_timeline(vilka):
    context = context_of(rader.example_register())
    text = words(tree(tidslinje.timeline(context, ROOT_URL, vilka)))
    assert all(
        " ".join(insats.namn.split()) in text and (not insats.projekttid.år() or insats.projekttid.kort() in text)
        for insats in urval(context.register.insatser, vilka)
    )


def test_an_uncertain_time_is_marked_on_the_timeline():
    row = rader.insats(projekttid={"start": "2019"}, osäkert=[{"fält": "projekttid", "varför": "Suddigt"}])
    assert "från 2019, slutdatum saknas Osäker uppgift om Insatsen ett" in words(
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
    context = context_of(register_of(insatser=times((None, None), ("2019", None))))
    assert [bool(tidslinje.insats_bar(context, insats)) for insats in context.register.insatser] == [False, True]


@pytest.mark.parametrize(
    ("slut", "years"), [(None, range(2019, 2027)), (TILLS_VIDARE, range(2019, 2027)), ("2020", (2019, 2020))]
)
def test_the_figure_of_an_insats_without_end_reaches_this_year(slut, years):
    context = context_of(register_of(insatser=times(("2019", slut))))
    figure = words(tree(tidslinje.insats_bar(context, context.register.insatser[0])))
    assert all(str(year) in figure for year in years) and "2027" not in figure


def test_the_line_reaches_this_year_when_an_insats_goes_on_but_not_when_its_end_is_unknown():
    for slut, last in ((TILLS_VIDARE, "2026"), (None, "2020")):
        page = tree(tidslinje.timeline(context_of(register_of(insatser=times(("2019", slut), ("2020", "2020")))), ROOT_URL))
        assert words(page.xpath("//*[@class='axis']/span[last()]")[0]) == last


RAPPORTER = [
    {"vad": "Delrapport", "när": "2019-06", "läge": "klar", "lämnad": "2019-08-12"},
    {"vad": "Slutrapport", "när": "2021", "läge": "planerad"},
    {"vad": "Möte", "återkommer": "varje kvartal", "när": "2019"},
    {"vad": "Utan tid"},
]


def test_reports_stand_on_the_line_and_in_words_and_the_axis_reaches_them():
    row = rader.insats(projekttid={"start": "2019", "slut": "2020"}, redovisning=RAPPORTER)
    context = context_of(register_of(insatser=[row]))
    for figure in (tidslinje.timeline(context, ROOT_URL), tidslinje.insats_bar(context, context.register.insatser[0])):
        page = tree(figure)
        said = words(page)
        assert "Delrapport: aug 2019" in said and "Slutrapport: 2021, planerad" in said and "Möte" not in said
        assert [words(year) for year in page.xpath("//*[contains(@class, 'axis')]/span")] == ["2019", "2020", "2021"]
        [both], [planned] = (
            page.xpath(f"//*[@class='bar']/path[@class='{name}']/@d") for name in ("bar-report", "bar-planned")
        )
        [first, last] = [float(dot[1:].split()[0]) for dot in both.split("h0")[:-1] for dot in [dot.strip()]]
        assert first == pytest.approx(1000 * 223 / 1096, abs=0.1) and last == pytest.approx(1000 * (731 + 182) / 1096, abs=0.1)
        assert planned == both.split(" M")[1].join(("M", ""))


@pytest.mark.parametrize(
    ("tid", "redovisning", "expected"),
    [
        ({"start": "2026", "slut": "2027"}, [], ["I dag, 22 november 2026"]),
        ({"start": "2019", "slut": "2020"}, [], []),
        ({"start": "2019"}, [], ["Inget slut är bestämt eller känt"]),
        ({"start": "2019", "slut": "2020"}, RAPPORTER[:1], ["Rapport som har kommit"]),
        (
            {"start": "2019", "slut": "2020"},
            RAPPORTER[1:2],
            ["Rapport som är planerad, eller var det utan att vi vet om den kom"],
        ),
    ],
)
def test_the_line_says_what_its_signs_mean_when_they_are_there(tid, redovisning, expected):
    context = context_of(register_of(insatser=[rader.insats(projekttid=tid, redovisning=redovisning)]))
    page = tree(tidslinje.timeline(context, ROOT_URL))
    assert [words(sign) for sign in page.xpath("//*[@class='bar-keys']/li")] == expected


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
    page = tree(rapportlaget.rapportläget(context_of(register_of(insatser=[rader.insats(redovisning=rows)])), ROOT_URL, {}))
    listed = [[words(row[0]) for row in table.iterfind("tbody/tr")] for table in page.iter("table")][:-1]
    assert listed == [
        ["Passerad"],
        ["Kommer 2027", "Kommer 2028"],
        ["Varje år", "Utan datum"],
        ["Klar 2020", "Klar 2018", "Klar utan datum"],
    ]


def test_every_report_is_listed_once():
    context = context_of(rader.example_register())
    page = tree(rapportlaget.rapportläget(context, ROOT_URL, {}))
    rows = page.xpath("//table[thead/tr/th[1]='Vad']/tbody/tr[not(th//*[@class='sub'])]")
    listed = [(words(row[0]), words(link)) for row in rows for link in row[2].iter("a")]
    own = urval(context.register.insatser, EGNA)
    told = [(one.vad, insats.namn) for insats in own for one in insats.redovisning if not one.återkommer]
    assert told and all(listed.count(report) == 1 for report in told)


def test_an_uncertain_report_is_marked():
    row = rader.insats(redovisning=[{"vad": "Rapport"}], osäkert=[{"fält": "redovisning", "varför": "Suddigt"}])
    assert "Osäker uppgift om Insatsen ett" in words(
        tree(rapportlaget.rapportläget(context_of(register_of(insatser=[row])), ROOT_URL, {}))
    )


def test_the_glossary_stands_in_swedish_order_letter_by_letter():
    terms = ["öl", "Ål", "ärt", "zon", "åka", "apa"]
    begrepp = [Rad(id=f"b{number}", term=term, betydelse="B") for number, term in enumerate(terms)]
    page = tree(begreppslista(context_of(register_of(begrepp=begrepp)), ROOT_URL))
    assert [heading.text for heading in page.iter("h2")] == ["A", "Z", "Å", "Ä", "Ö"]
    assert [words(term) for term in page.iter("dt")] == ["apa", "zon", "åka", "Ål", "ärt", "öl"]


# ---- När det inte finns något att visa --------------------------------------------------------------------


def test_an_empty_list_says_what_will_come():
    context = context_of(register_of(insatser=[rader.insats()]))
    assert "När kansliet har skrivit när en insats börjar eller slutar ritas den här." in words(
        tree(tidslinje.timeline(context, ROOT_URL))
    )
    assert "Våra insatser har inget att jämföra än." in words(tree(jamforelse.jämför(context, ROOT_URL)))
    assert "Ingen insats har något att lämna än." in words(tree(rapportlaget.rapportläget(context, ROOT_URL, {})))


@pytest.mark.parametrize(
    ("page", "own", "said"),
    [
        ("lardomar", "slutrapporter.hinder", "Våra egna rapporter har inga lärdomar här än."),
        ("rekommendationer", "slutrapporter.rekommendationer", "Våra egna rapporter har inga rekommendationer här än."),
        ("metodhandbocker/index", "metodhandbocker", "Ingen av våra insatser har någon metodhandbok här än."),
    ],
)
def test_a_page_with_only_what_others_have_says_that_ours_is_still_to_come(page, own, said):
    lines = (ROOT / "gemensamt/docs/resultat" / f"{page}.md").read_text("utf8").split("\n")
    assert said in kept(lines, {f"andra.{own}"}) and said not in kept(lines, {own})
