"""Vad gav pengarna? Styrelsens sida på ett förbund med fyra års utfall, och figuren att hämta."""

import csv
import io
import re
from dataclasses import replace

import lxml.etree
import lxml.html
import pytest

from macros.downloads import FIGUR
from macros.exports.figurer import COLUMNS
from macros.model.arsresultat import årspengar, årsresultat
from macros.model.insats import BEVILJAT, Budgetpost
from macros.model.uppfoljning import Uppföljning
from macros.views.sammanfattning import sammanfattning
from tests import pages, rader
from tests.conftest import DAY, Site
from tests.rader import Rad, context_of, example_register
from tests.utfallsrader import MANY, outcome_context, rows

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def page(sagodalen: Site) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(pages.html(sagodalen, "resultat/"))


def cells(page: lxml.html.HtmlElement, row: str) -> list[str]:
    """Cellerna i en rad i den första tabellen, från vänster."""
    table = page.xpath("//h2[@id='svaret']/following::table")[0]
    [found] = [tr for tr in table.xpath(".//tr") if tr.xpath("normalize-space(th)") == row]
    return [" ".join(td.text_content().split()) for td in found.xpath("td")]


def test_the_answer_comes_first_with_the_year_before(page: lxml.html.HtmlElement) -> None:
    assert page.xpath("(//h2)[1]/@id") == ["svaret"]
    table = page.xpath("//h2[@id='svaret']/following::table")[0]
    assert table.xpath(".//thead//th/text()") == ["Vad", "2025", "2024"]
    assert cells(page, "Pengar till insatserna") == ["21 540 000 kr", "21 920 000 kr"]
    assert cells(page, "Gick till ett positivt utfall, av dem som lämnade") == ["294 av 513 = 57 %", "263 av 487 = 54 %"]
    assert cells(page, "Kostnad per positivt utfall")[0].startswith("69 048 kr20 300 000 kr ÷ 294 (6 av 7 insatser)")


def test_each_figure_of_the_answer_leads_to_where_it_comes_from(page: lxml.html.HtmlElement) -> None:
    table = page.xpath("//h2[@id='svaret']/following::table")[0]
    for cell in table.xpath(".//td"):
        assert not re.search(r"\d", cell.text_content()) or cell.xpath(".//a/@href")


def test_what_society_got_back_what_was_learnt_and_what_is_not_known_follow(page: lxml.html.HtmlElement) -> None:
    order = [h.get("id") for h in page.xpath("//main//h2[@id]")]
    wanted = ["svaret", "pengar", "deltagare", "samhallet", "lart", "saknas"]
    assert [one for one in order if one in wanted] == wanted


def test_without_outcomes_the_page_says_how_to_get_them() -> None:
    context = context_of(replace(example_register(), uppföljning=Uppföljning()))
    tree = lxml.html.fromstring(f"<div>{sammanfattning(context, '../')}</div>")
    assert len(tree.xpath("//h2[@id='kom-i-gang']/following::ol[1]/li")) == 3
    assert not tree.xpath("//h2[@id='svaret']/following::table[1]//td[contains(., '%')]")


def test_outcomes_of_another_year_than_the_calendars_are_not_denied() -> None:
    """Policyns år går från juli till juni (Södra Dalarna, utvärderingspolicy 2020)."""
    found = [Rad(row | {"period": {"från": "2024-07-01", "till": "2025-06-30"}}) for row in rows(*MANY, insats="a")]
    context = outcome_context(*found, insatser=(rader.insats("a"),))
    said = " ".join(lxml.html.fromstring(f"<div>{sammanfattning(context, '../')}</div>").text_content().split())
    assert "Ingen av våra insatser har lämnat utfall" not in said
    assert "240 deltagare var aktiva" in said and "80 av 160 = 50 %" in said


def test_the_table_is_to_be_had_with_numerator_denominator_and_source(sagodalen: Site, page: lxml.html.HtmlElement) -> None:
    for _, url in FIGUR:
        assert page.xpath(f"//a[@download][contains(@href, '{url}')]")
    header, *rows = csv.reader(io.StringIO((sagodalen.folder / FIGUR[0][1]).read_text("utf8")))
    assert tuple(header) == COLUMNS and rows[-1][1].startswith("Källa: Samordningsförbundet Sagodalen")
    shares = [dict(zip(header, row, strict=True)) for row in rows if row[1] == "positivt utfall" and row[2] == "totalt"]
    assert [(one["år"], one["täljare"], one["nämnare"]) for one in shares][:2] == [
        ("2025", "294", "513"),
        ("2024", "263", "487"),
    ]


def test_the_picture_holds_the_same_numbers_within_its_frame(sagodalen: Site) -> None:
    tree = lxml.etree.parse(str(sagodalen.folder / FIGUR[1][1])).getroot()
    assert "2025 totalt: 294 av 513, 57 procent." in tree.findtext(f"{SVG}desc")
    width, height = (float(tree.get(side)) for side in ("width", "height"))
    for bar in tree.iter(f"{SVG}rect"):
        assert float(bar.get("x", 0)) + float(bar.get("width")) <= width
        assert float(bar.get("y", 0)) + float(bar.get("height")) <= height
    assert any("Källa: " in (text.text or "") for text in tree.iter(f"{SVG}text"))


def test_a_year_that_has_not_begun_and_a_year_with_nothing_are_left_out() -> None:
    insats = example_register().insatser[0]
    later = Budgetpost(DAY.year + 1, 100, läge=BEVILJAT)
    now = Budgetpost(DAY.year, 200, läge=BEVILJAT)
    one = replace(insats, budget=(later, now))
    assert [ett.år for ett in årsresultat([one], [], [], DAY)] == [DAY.year]
    found = årspengar([one], DAY.year)
    assert found and (found.kronor, found.beviljat, found.utfall, found.insatser) == (200, 200, 0, 1)
    assert årspengar([replace(insats, budget=())], DAY.year) is None
