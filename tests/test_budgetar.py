"""Budgeten per kostnad: reglerna, insatsens sida och dess arbetsbok."""

import io
from dataclasses import replace

import openpyxl
import pytest
from lxml import html

from macros.exports.budget_form import ALL_OK, PERSONAL, SHEET
from macros.exports.documents import requisition_files
from macros.model.insatsbudget import Budgetjämförelse, Kostnadsbudget, egna_insatser, per_kostnad, per_kostnad_tillsammans
from tests.conftest import DAY, Site
from tests.minimal import Folder, case, check_case
from tests.rader import example_register
from tests.test_rekvisition_rules import TABLES as REKVISITIONER

B = "budgetar.yaml"
TABLES = {
    "kostnadsslag.yaml": REKVISITIONER["kostnadsslag.yaml"],
    B: """\
- id: rosa-2019
  insats: rosa
  år: 2019
  kostnader:
    - kostnad: personal
      från_förbundet: 1499995
      egen_insats: 30000
    - kostnad: deltagares-lon
      från_förbundet: 5
  parter:
    - part: Regionen
      belopp: 30000
  källa:
    - dokument: plan
""",
}
CASES = [
    case(
        "året_utanför_projekttiden",
        B,
        "år: 2019",
        "år: 2029",
        "data/budgetar.yaml:3:7 varning: År 2029 ligger efter slutet 2020-03-31 för insatsen rosa (budget rosa-2019). Rätta år, eller "
        "insatsens projekttid.",
    ),
    case(
        "året_utanför_projekttiden",
        B,
        "år: 2019",
        "år: 2016",
        "data/budgetar.yaml:3:7 varning: År 2016 ligger före starten 2017-05-02 för insatsen rosa (budget rosa-2019). Rätta år, eller "
        "insatsens projekttid.",
    ),
    case(
        "budgeten_är_inte_det_beviljade",
        B,
        "1499995",
        "1399995",
        "data/budgetar.yaml:3:7 varning: Kostnaderna från förbundet är tillsammans 1400000 för 2019, men förbundet har beviljat "
        "1500000 (budget rosa-2019). Rätta kostnaderna, eller beloppet i insatsens budget.",
    ),
    case(
        "egna_insatser_blir_inte_summan",
        B,
        "belopp: 30000",
        "belopp: 20000",
        "data/budgetar.yaml:11:5 varning: Parternas egna insatser är tillsammans 20000, men kostnadernas egna insatser är 30000 "
        "(budget rosa-2019). Rätta det som är fel.",
    ),
    case(
        "budgeterad_kostnad_ersätts_inte",
        "insatser.yaml",
        "typ: individinriktad",
        "typ: strukturell",
        "data/budgetar.yaml:9:23 fel: Förbundet ersätter inte deltagarnas lön. Ta bort 5 på Lön till deltagare, eller rätta "
        "insatsens typ (budget rosa-2019).",
    ),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "findings"), CASES)
def test_a_mistake_gives_its_finding(folder: Folder, rule: str, file: str, old: str, new: str, findings: list[str]) -> None:
    check_case(folder.with_tables(TABLES), rule, file, old, new, findings)


def test_the_costs_are_compared_with_what_is_asked_for() -> None:
    """Bara det som förbundet betalar räknas, och bara det året."""
    register = example_register()
    egna = [one for one in register.rekvisitioner if one.insats.id == "nasta-steg"]
    (budget,) = [one for one in register.budgetar if one.insats.id == "nasta-steg"]
    assert per_kostnad(budget, egna) == [
        Budgetjämförelse("Lönekostnader för personal", 2_600_000, 600_000),
        Budgetjämförelse("Lokaler", 400_000, 100_000),
    ]
    assert per_kostnad(replace(budget, år=2025), egna) == []
    assert egna_insatser([budget], egna) == [Budgetjämförelse("Exempelregionen", 150_000, 37_500)]


def test_the_board_compares_costs_only_where_everything_is_specified() -> None:
    """En insats som har begärt något utan specifikation är inte med: då jämförs olika saker."""
    register = example_register()
    first = [one for one in register.rekvisitioner if one.id == "nasta-steg-2026-1"]
    other = register.insats["mot-arbete"]
    budgetar = [*register.budgetar, replace(register.budgetar[0], insats=other)]
    begärda = [*first, replace(first[0], insats=other)]
    assert per_kostnad_tillsammans(register.budgetar, register.rekvisitioner, 2026) == ([], 0)
    assert per_kostnad_tillsammans(register.budgetar, first, 2025) == ([], 0)
    assert per_kostnad_tillsammans(budgetar, begärda, 2026) == (
        [Budgetjämförelse("Lönekostnader för personal", 5_200_000, 1_200_000), Budgetjämförelse("Lokaler", 800_000, 200_000)],
        2,
    )


def test_the_book_of_the_insats_starts_with_its_budget() -> None:
    """Budgeten har summan för personalen och inte tjänsterna: bladet Personal behövs inte, och raden går att ändra."""
    register = example_register()
    (budget,) = register.budgetar
    personal = next(one for one in register.guide.kostnadsslag if one.personal)
    kostnader = (Kostnadsbudget(personal, 500_000, 150_000),)
    planeras = replace(budget, insats=register.insats["planeras"], år=2028, kostnader=kostnader)
    files = requisition_files(replace(register, budgetar=(planeras,)), DAY)
    book = openpyxl.load_workbook(io.BytesIO(files["dokument/rekvisition/planeras.xlsx"]), data_only=True)
    assert PERSONAL not in book.sheetnames and ALL_OK not in (book[SHEET]["B6"].value or "")
    assert [book[SHEET][place].value for place in ("B9", "E9", "F9", "T9")] == [None, 500_000, 150_000, 650_000]
    assert [book["Parter"][place].value for place in ("A6", "D6", "B2")] == ["Exempelregionen", 150_000, "Stämmer"]
    assert [book["Egna insatser"][place].value for place in ("A6", "B6", "C6", "D6")] == [
        "Exempelregionen",
        150_000,
        0,
        150_000,
    ]
    assert book["Kvartal 5"]["B11"].value == 500_000 and book["Kvartal 5"]["D11"].value == 125_000


def test_the_page_shows_the_budget_and_what_is_left(sagodalen: Site) -> None:
    page = html.parse(str(sagodalen.folder / "insatser" / "mote-i-tid" / "index.html"))
    tables = {
        "".join(one.itertext("caption")).strip(): one
        for one in page.xpath("//h2[@id='budget-per-kostnad']/following::table[position() < 6]")
    }
    rows = {
        name: [
            [" ".join(cell.text_content().replace("\xad", "").split()) for cell in row] for row in table.iterfind("tbody/tr")
        ]
        for name, table in tables.items()
    }
    compared = next(found for name, found in rows.items() if name.startswith("2026: budgeten från förbundet"))
    assert compared[0] == ["Personal", "1 640 000", "1 475 000", "165 000"]
    assert compared[-1] == ["Tillsammans", "2 100 000", "1 571 000", "529 000"]
    own = next(found for name, found in rows.items() if name.startswith("Parternas egna insatser"))
    assert own[0] == ["Försäkringskassan", "320 000", "30 000", "290 000"]


def test_the_board_sees_the_year_per_cost(sagodalen: Site) -> None:
    page = html.parse(str(sagodalen.folder / "resultat" / "index.html"))
    table = page.xpath("//h2[@id='rekvirerat']/following::table[2]")[0]
    rows = [[" ".join(cell.text_content().replace("\xad", "").split()) for cell in row] for row in table.iterfind("tbody/tr")]
    assert (rows[0], rows[-1]) == (
        ["Personal", "1 640 000", "1 475 000", "165 000"],
        ["Tillsammans", "2 100 000", "1 571 000", "529 000"],
    )
    note = " ".join(table.xpath("following::p[1]")[0].text_content().split())
    assert note.startswith("Tabellen gäller 1 insats av 3.")
