"""Vad gav pengarna? Styrelsens sida på ett förbund med fyra års utfall, och figuren att hämta."""

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta

import lxml.html
import pytest

from macros.downloads import RESULTATTABELL
from macros.exports.figurer import COLUMNS
from macros.model.arsresultat import Par, årspengar, årsresultat
from macros.model.insats import BEVILJAT, Budgetpost
from macros.model.uppfoljning import Uppföljning
from macros.model.utfall import TOTALT, Måluppfyllelse, Period
from macros.model.utfallssummor import Periodsumma, Summa, jämförbara
from macros.views.arstabell import svaret
from macros.views.figurer import ADRESS
from macros.views.sammanfattning import sammanfattning
from tests import pages, rader
from tests.conftest import DAY, Site
from tests.rader import Rad, context_of, example_register
from tests.utfallsrader import MANY, NONE, outcome_context, rows
from tests.vyer import ROOT_URL, tree, words


@pytest.fixture(scope="module")
def page(sagodalen: Site) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(pages.html(sagodalen, "resultat/"))


def cells(page: lxml.html.HtmlElement, row: str) -> list[str]:
    """Cellerna i en rad i den första tabellen, från vänster."""
    table = page.xpath("//h2[@id='svaret']/following::table")[0]
    [found] = [tr for tr in table.xpath(".//tr") if tr.xpath("normalize-space(th)").replace("\xad", "") == row]
    return [" ".join(td.text_content().replace("\xad", "").split()) for td in found.xpath("td")]


def test_the_answer_comes_first_with_the_year_before(page: lxml.html.HtmlElement) -> None:
    assert page.xpath("(//h2)[1]/@id") == ["svaret"]
    table = page.xpath("//h2[@id='svaret']/following::table")[0]
    assert table.xpath(".//thead//th/text()") == ["Vad", "2025", "2024", "2025, samma insatser", "2024, samma insatser"]
    assert cells(page, "Pengar till insatserna")[:2] == ["21 540 000 kr", "21 920 000 kr"]
    assert cells(page, "Gick till ett positivt utfall, av dem som lämnade")[:2] == ["294 av 513 = 57 %", "263 av 487 = 54 %"]
    assert cells(page, "Kostnad per positivt utfall")[0] == "69 048 kr20 300 000 kr ÷ 2946 av 7 insatser"


def test_the_same_insatser_stand_beside_the_total(page: lxml.html.HtmlElement) -> None:
    """Gröna rummet slutade 2024: av dem som visar talet båda åren är det borta ur 2024."""
    assert cells(page, "Deltagare")[2:] == ["8075 insatser", "7755 insatser"]
    assert cells(page, "Gick till ett positivt utfall, av dem som lämnade")[3] == "256 av 474 = 54 %6 insatser"


def test_the_same_insatser_are_those_that_show_the_number_both_years() -> None:
    year, before = rows(*MANY, insats="a") + rows(*MANY, insats="b"), rows(*MANY, insats="a", year=2023)
    others = rows(*NONE, insats="b", year=2023)  # andelen visas inte, men antalet gör det
    register = outcome_context(*year, *before, *others, insatser=tuple(map(rader.insats, "ab"))).register
    found = register.samma_insatser(*register.årsresultat(DAY))
    assert found.aktiva == Par(480, 444, 2)
    assert found.andelar[TOTALT] == Par(Måluppfyllelse(80, 160), Måluppfyllelse(80, 160), 1)
    assert found.pengar is None and not any(found.kostnad.values())


def test_without_a_difference_the_same_insatser_are_not_said_twice() -> None:
    context = outcome_context(*rows(*MANY), *rows(*MANY, year=2023))
    assert not tree(svaret(context, ROOT_URL, "#pengar")).xpath("//th[contains(., 'samma insatser')]")


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([(2024, 1, 12, "ab"), (2023, 1, 12, "a")], [(2024, 1), (2023, 1)]),
        ([(2024, 7, 12, "ab"), (2023, 7, 12, "ab"), (2024, 1, 12, "a")], [(2024, 7), (2023, 7)]),
        ([(2024, 7, 12, "a"), (2024, 1, 12, "ab")], [(2024, 1)]),
        ([(2024, 7, 12, "a"), (2024, 1, 12, "a")], [(2024, 7)]),  # lika vanliga: det senaste
        ([(2025, 1, 6, "ab"), (2024, 1, 12, "a")], [(2024, 1)]),  # ett halvår är inget år
        ([(2025, 1, 6, "a"), (2024, 7, 6, "a"), (2024, 1, 6, "a")], [(2025, 1), (2024, 1)]),
        ([], []),
    ],
)
def test_the_year_is_the_one_that_most_insatser_have(periods, expected) -> None:
    def summa(year: int, month: int, months: int, insatser: str) -> Periodsumma:
        last = months + month - 1
        till = date(year + last // 12, last % 12 + 1, 1) - timedelta(1)
        return Periodsumma(Period(date(year, month, 1), till), {TOTALT: {"aktiva": Summa(9, len(insatser), len(insatser))}}, {})

    found = jämförbara([summa(*one) for one in periods])
    assert [(one.period.från.year, one.period.från.month) for one in found] == expected


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


def policyår(year: int, *values: int, insats: str = "a") -> list[Rad]:
    """Policyns år går från juli till juni (Södra Dalarna, utvärderingspolicy 2020)."""
    period = {"från": f"{year}-07-01", "till": f"{year + 1}-06-30"}
    return [Rad(row | {"period": period}) for row in rows(*values, insats=insats, year=year)]


def test_a_year_from_july_is_set_against_the_year_before_and_money_stands_apart() -> None:
    insats = rader.insats("a", budget=[{"år": "2025", "belopp": "900000"}, {"år": "2024", "belopp": "800000"}])
    context = outcome_context(*policyår(2024, *MANY), *policyår(2023, *MANY), insatser=(insats,))
    page = tree(sammanfattning(context, ROOT_URL))
    first, money = page.xpath("//h2[@id='svaret']/following::table")[:2]
    assert first.xpath(".//thead//th/text()") == ["Vad", "Juli 2024 – juni 2025", "Juli 2023 – juni 2024"]
    assert cells(page, "Gick till ett positivt utfall, av dem som lämnade") == ["80 av 160 = 50 %"] * 2
    assert "Pengar" not in words(first) and "Kostnad" not in words(first)
    assert [words(row) for row in money.xpath("tbody/tr")] == [
        "2025 900 000 kr varav 900 000 kr är beviljat och inte utfall",
        "2024 800 000 kr varav 800 000 kr är beviljat och inte utfall",
    ]
    assert "Ingen av våra insatser har lämnat utfall" not in words(page)


def test_what_is_not_in_the_table_is_said_and_no_other_sum_is() -> None:
    half = [Rad(row | {"period": {"från": "2025-01-01", "till": "2025-06-30"}}) for row in rows(*MANY, insats="b", year=2025)]
    context = outcome_context(*rows(*MANY, insats="a"), *half, insatser=tuple(map(rader.insats, "ab")))
    said = words(tree(sammanfattning(context, ROOT_URL)))
    assert "Inte med i tabellen, för utfallen gäller en annan tid: Insatsen b (januari – juni 2025)." in said
    assert "Senare utfall finns för januari – juni 2025 . De jämförs inte med ett helt år." in said
    assert "senaste period" not in said and "480" not in said


def test_the_participants_are_those_of_the_years_in_the_table() -> None:
    insats = rader.insats("a", deltagare=[{"period": str(år), "planerade": "9"} for år in (2020, 2023, 2024)])
    page = tree(sammanfattning(outcome_context(*rows(*MANY, insats="a"), insatser=(insats,)), ROOT_URL))
    table = page.xpath("//table[caption='Planerade och faktiska deltagare, där de är kända']")[0]
    assert [words(row)[:15] for row in table.xpath("tbody/tr")] == ["Insatsen a 2024"]
    assert "Andra år står på insatsernas sidor ." in words(page)
    nothing_else = tree(sammanfattning(outcome_context(insatser=(insats,)), ROOT_URL))
    assert len(nothing_else.xpath("//table[contains(caption, 'faktiska')]/tbody/tr")) == 3
    assert "Andra år" not in words(nothing_else)


def test_outcomes_that_are_all_hidden_are_not_said_to_be_missing() -> None:
    said = words(tree(sammanfattning(outcome_context(*rows(*(0,) * 7, 2)), ROOT_URL)))
    assert "Utfall är inlagda, men grupperna är så små att inga tal får visas." in said
    assert "har lämnat utfall" not in said


def test_the_table_is_to_be_had_with_numerator_denominator_and_source(sagodalen: Site, page: lxml.html.HtmlElement) -> None:
    assert page.xpath(f"//a[@download][contains(@href, '{RESULTATTABELL}')]") and page.xpath(
        f"//a[contains(@href, '{ADRESS}')]"
    )
    header, *rows = csv.reader(io.StringIO((sagodalen.folder / RESULTATTABELL).read_text("utf8")))
    assert tuple(header) == (*COLUMNS, "källa", "licens")
    assert {row[-2].partition(",")[0] for row in rows} == {"Samordningsförbundet Sagodalen"}
    shares = [dict(zip(header, row, strict=True)) for row in rows if row[1] == "positivt utfall" and row[2] == "totalt"]
    assert [(one["år"], one["täljare"], one["nämnare"]) for one in shares][:2] == [
        ("2025", "294", "513"),
        ("2024", "263", "487"),
    ]


def test_a_year_that_has_not_begun_and_a_year_with_nothing_are_left_out() -> None:
    insats = example_register().insatser[0]
    later = Budgetpost(DAY.year + 1, 100, läge=BEVILJAT)
    now = Budgetpost(DAY.year, 200, läge=BEVILJAT)
    one = replace(insats, budget=(later, now))
    assert [ett.period.från.year for ett in årsresultat([one], [], [], DAY)] == [DAY.year]
    found = årspengar([one], DAY.year)
    assert found and (found.kronor, found.beviljat, found.utfall, found.insatser) == (200, 200, 0, 1)
    assert årspengar([replace(insats, budget=())], DAY.year) is None
