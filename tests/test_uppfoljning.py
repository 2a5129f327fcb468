"""Rapporterna, verktygen och tomma tabeller."""

from functools import partial

import pytest
from markupsafe import Markup

from macros.model.rapport import procent_stämmer
from macros.views import kedja, plan, rapporter, rapportlaget, samhallsekonomi, sammanfattning, utfall, verktyg
from macros.views.text import number
from tests import rader
from tests.rader import Rad, context_of, register_of
from tests.utfallsrader import example, register
from tests.vyer import ROOT_URL, tree, words

# ---- Utfallen på sidorna ----------------------------------------------------------------------------------


# ---- Rapporterna ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("antal", "av", "procent", "stämmer"),
    [
        (47, 57, 82, True),
        (47, 57, 82.5, True),
        (47, 57, 82.4, False),
        (1, 2, 50, True),
        (1, 3, 33.3, True),
        (1, 3, 33.4, False),
        (1, 8, 12, True),
        (1, 8, 13, True),
        (1, 8, 14, False),
        (0, 5, 0, True),
        (5, 5, 99, False),
        (2, 3, 66.67, True),
    ],
)
def test_a_printed_share_is_the_calculated_one_rounded(antal, av, procent, stämmer):
    assert procent_stämmer(antal, av, procent) is stämmer


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"antal": "60000", "enhet": "kronor per år"}, "60 000 kronor per år"),
        ({"antal": "12"}, "12"),
        ({"antal": "47", "av": "57", "procent": "82"}, "47 av 57 (82 %)"),
        ({"antal": "1", "av": "3", "procent": "33.3"}, "1 av 3 (33,3 %)"),
        ({"antal": "15", "av": "22"}, "15 av 22 (uträknat 68 %)"),
        ({"antal": "1", "av": "8"}, "1 av 8 (uträknat 13 %)"),
        ({"antal": "1", "av": "200"}, "1 av 200 (uträknat 1 %)"),
    ],
)
def test_a_figure_from_a_report_in_words(fields, text):
    [rapport] = register(
        slutrapporter=[report()], nyckeltal=[Rad({"id": "n", "rapport": "r", "vad": "V", "grupp": "underlag"} | fields)]
    ).uppföljning.bibliotek.rapporter
    assert " ".join(rapporter.nyckeltal_i_ord(rapport.nyckeltal[0]).split()) == text


def report(**fields) -> Rad:
    return Rad({"id": "r", "titel": "Rapporten", "sort": "slutrapport", "förbund": "alfa"} | fields)


def test_a_filter_without_choices_is_left_out_of_the_library():
    page = tree(rapporter.rapportbibliotek(context_of(register(slutrapporter=[report()])), ROOT_URL, 1))
    assert [words(summary) for summary in page.iter("summary")] == ["Sort"]


@pytest.mark.parametrize("rapport", rader.example_register().uppföljning.bibliotek.rapporter, ids=lambda rapport: rapport.id)
def test_the_page_of_a_report_has_all_it_says_and_where(rapport):
    page = tree(rapporter.rapport_page(example(), rapport).html)
    items = [words(li) for li in page.xpath("//ul[@class='findings']/li | //ol[@class='findings']/li")]
    expected = [(s.slutsats, s.avsnitt) for s in rapport.slutsatser] + [
        (r.rekommendation, r.avsnitt) for r in rapport.rekommendationer
    ]
    assert len(items) == len(expected)
    for text, avsnitt in expected:
        assert any(" ".join(text.split()) in item and item.endswith(avsnitt) for item in items), text
    for tal in rapport.nyckeltal:
        row = page.get_element_by_id(tal.id)
        assert tal.vad in words(row) and number(tal.antal) in row.text_content()


@pytest.mark.parametrize("place", ["rapporten", "insatsen", "sammanfattningen"])
def test_a_figure_never_stands_without_its_reservation(place):
    """Förbehållet står i samma cell eller punkt som talet, på varje sida där talet står."""
    context = example()
    bibliotek = context.register.uppföljning.bibliotek
    [(rapport, tal)] = [(rapport, tal) for rapport in bibliotek.rapporter for tal in rapport.nyckeltal if tal.förbehåll]
    shown = {
        "rapporten": lambda: rapporter.rapport_page(context, rapport).html,
        "insatsen": lambda: rapporter.rapporter_på_insats(context, tal.insats, ROOT_URL),
        "sammanfattningen": lambda: sammanfattning.sammanfattning(context, ROOT_URL),
    }[place]()
    figure = " ".join(rapporter.nyckeltal_i_ord(tal).split())
    cells = [words(cell) for cell in tree(shown).xpath("//td | //strong") if figure in words(cell)]
    assert cells == [f"{figure} Förbehåll: {tal.förbehåll}"]


def enum(table: str, *path: str) -> list[str]:
    """Orden som ordboken tillåter i ett fält."""
    return rader.words().tables[table].field(".".join(path)).constraints["enum"]


@pytest.mark.parametrize("nivå", enum("slutrapporter", "slutsatser", "nivå"))
def test_a_conclusion_on_any_level_is_shown(nivå):
    row = report(slutsatser=[{"nivå": nivå, "slutsats": "Det gick bra.", "avsnitt": "4.1"}])
    context = context_of(register(slutrapporter=[row]))
    assert "Det gick bra. 4.1" in words(
        tree(rapporter.rapport_page(context, context.register.uppföljning.bibliotek.rapporter[0]).html)
    )


@pytest.mark.parametrize("nivå", enum("fragestallningar", "nivå"))
def test_a_question_on_any_level_is_shown(nivå):
    context = context_of(register(fragestallningar=[Rad(id="f", nivå=nivå, fråga="Varför?")]))
    assert "Varför?" in words(tree(verktyg.frågeställningar(context, ROOT_URL)))


@pytest.mark.parametrize("vem", enum("niofaltaren", "vem"))
@pytest.mark.parametrize("när", enum("niofaltaren", "när"))
def test_a_field_of_niofältaren_stands_in_its_row_and_column(vem, när):
    row = Rad(id="f", vem=vem, när=när, rubrik="Rubriken", frågor=["Varför?"], underlag=["U"])
    table = tree(verktyg.niofältaren(context_of(register(niofaltaren=[row])), ROOT_URL)).find(".//table")
    column = [words(th).casefold() for th in table.xpath("thead/tr/th")].index(när)
    [line] = table.xpath("tbody/tr")
    assert words(line[0]).casefold() == vem and "Varför?" in words(line[column])
    assert [words(cell) for cell in line[1:] if cell is not line[column]] == ["Saknas"] * 2


@pytest.mark.parametrize("glapp", enum("insatser", "glapp"))
def test_an_insats_is_listed_under_its_glapp(glapp):
    page = tree(verktyg.glappet(context_of(register(insatser=[rader.insats(glapp=glapp)])), ROOT_URL))
    assert words(page.find(".//h3")).casefold() == f"{glapp} insatser" and "Insatsen ett" in words(page)


# ---- Tomma tabeller ---------------------------------------------------------------------------------------

EMPTY = [
    (plan.planer, ""),
    (plan.andra_planer, ""),
    (plan.uppföljningssystem, ""),
    (plan.indikatorgrupper, ""),
    (plan.mätningar, ""),
    (verktyg.niofältaren, "Fälten är inte inlagda."),
    (verktyg.frågeställningar, ""),
    (verktyg.glappet, ""),
    (utfall.utfallsmått, "Måtten är inte inlagda."),
    (utfall.utfallsexempel, ""),
    (utfall.räknare, ""),
    (partial(utfall.utfall, csv_size=1), "Ingen av våra insatser har lämnat utfall"),
    (samhallsekonomi.samhällsekonomi, ""),
    (partial(rapporter.rapportbibliotek, csv_size=1), "Inga rapporter är inlagda."),
    (rapporter.metodhandböcker, ""),
    (partial(rapportlaget.rapportläget, files={}), "Inget datum ligger framför oss."),
    (sammanfattning.sammanfattning, "Inga insatser är inlagda än."),
    (kedja.kedjor, ""),
]


@pytest.mark.parametrize(("view", "sentence"), EMPTY)
def test_empty_tables_give_a_sentence_and_no_empty_table(view, sentence):
    page = tree(view(context_of(register_of()), ROOT_URL))
    assert sentence in words(page)
    assert [words(table) for table in page.iter("table") if not table.xpath("tbody/tr")] == []
    assert "alla 0 " not in words(page) and "de 0 " not in words(page)


def test_an_insats_without_results_has_no_sections_about_them():
    context = context_of(register(insatser=[rader.insats()]))
    for view in (utfall.utfall_på_insats, rapporter.rapporter_på_insats, samhallsekonomi.beräkning_på_insats):
        assert view(context, context.register.insatser[0], ROOT_URL) == Markup("")
