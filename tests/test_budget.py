"""Budgetmallen, öppnad och räknad som den som laddar ner den gör."""

import io
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from macros.exports import budget_form as form
from macros.exports.budget import budget_xlsx
from macros.exports.budget_form import ALL_OK, BETALARE, SHEET, Form
from macros.model.guide import Blankettfält, Dokumentregel, Guide, Kostnadsslag
from macros.model.listor import Insatstyp
from tests.arbetsbocker import OFFICE, counted, filled_in, plain
from tests.conftest import DAY
from tests.formler import EPOCH, Calculator

FÖRBUND = "Samordningsförbundet Prov & Söner"
PERSONAL, INDIVID = (Insatstyp(namn, namn, f"{namn} insats", namn, ()) for namn in ("strukturell", "individinriktad"))
RADER = ("Personal", "Tjänster", "Lokaler", "Resor", "Material", "Spridning")
REGEL = "Förbundet ersätter inte deltagarnas lön i en strukturell insats."
PROV = Guide(
    insatstyper=(PERSONAL, INDIVID, Insatstyp("utan", "utan blankett", "utan", "Utan", ())),
    blankettfält=(Blankettfält("syfte", "Syfte", "Vad?", "Hjälp.", (), (PERSONAL, INDIVID)),),
    kostnadsslag=(
        *(Kostnadsslag(namn.lower(), namn, f"Om {namn}.", ()) for namn in RADER),
        Kostnadsslag("lon", "Lön till deltagare", "Fråga oss.", (), (PERSONAL,), REGEL),
        Kostnadsslag("ovrigt", "Övrigt", "Resten.", ()),
    ),
    regler=(
        Dokumentregel("utv", "budget", "Betalas vid sidan av.", (), "Utvärderingen"),
        Dokumentregel("annat", "parter", "Hör inte hemma i budgeten.", ()),
    ),
)


@cache
def mall() -> bytes:
    return budget_xlsx(PROV, FÖRBUND, DAY)


def sheet(name: str = SHEET, values: bool = False) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(mall()), data_only=values)[name]


AMOUNTS = [f"{column}{row}" for column in "BCDEFGHIJKLMNOPQRS" for row in range(9, 17)]
INPUTS = ["B2", "B3", "B4", "B5", "G2", "G3", *AMOUNTS]


def day(year: int, month: int, day: int) -> int:
    """Dagens nummer i Excel."""
    return (date(year, month, day) - EPOCH).days


RÄTT = {
    "B2": "Samlad start",
    "B3": "Individinriktad",
    "B4": day(2028, 1, 1),
    "B5": day(2030, 12, 31),
    "G2": 2_000_000,
    "G3": 1_500_000,
    "B9": 700_000,
    "C9": 300_000,
    "D11": 100_000,
    "E9": 600_000,
    "F10": 100_000,
    "H15": 200_000,
    "Parter!A6": "Ånäs kommun",
    "Parter!C6": 300_000,
    "Parter!D6": 100_000,
}
STRUKTURELL = RÄTT | {"B3": "Strukturell"}
NO_WAGES = "Förbundet ersätter inte deltagarnas lön i en strukturell insats. Ta bort 200 000 kr på raden Lön till deltagare."
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "tom": ({}, "Välj typ av insats i cell B3."),
    "allt stämmer": (RÄTT, ALL_OK),
    "okänd typ": (RÄTT | {"B3": "Annan"}, "Välj typ av insats i cell B3."),
    "utan start": (RÄTT | {"B4": None}, "Skriv dagen då insatsen börjar i cell B4."),
    "utan slut": (RÄTT | {"B5": None}, "Skriv dagen då insatsen slutar i cell B5."),
    "slut före start": (RÄTT | {"B5": day(2027, 12, 31)}, "Slutet i cell B5 är före starten i cell B4. Rätta en av dagarna."),
    "fem år": (RÄTT | {"B4": day(2028, 10, 1), "B5": day(2033, 9, 30), "H15": None, "Q15": 200_000}, ALL_OK),
    "mer än fem år": (
        RÄTT | {"B4": day(2028, 10, 1), "B5": day(2033, 10, 1)},
        "Mallen räcker till 5 år. Skriv en tidigare dag i cell B5.",
    ),
    "belopp efter slutet": (
        RÄTT | {"B5": day(2029, 12, 31)},
        "Ett belopp står på ett år efter slutet i cell B5. Flytta beloppet eller slutet.",
    ),
    "text som belopp": (RÄTT | {"G13": "femtio"}, "En cell i tabellen har text. Skriv bara siffror."),
    "mindre än noll": (RÄTT | {"G13": -5}, "Ett belopp är mindre än noll. Skriv noll eller mer."),
    "sökt lön i strukturell insats": (STRUKTURELL, NO_WAGES),
    "egen lön i strukturell insats": (
        STRUKTURELL | {"H15": None, "I15": 200_000, "G3": 1_300_000, "Parter!E6": 200_000},
        ALL_OK,
    ),
    "inget att söka": (
        {"B3": "Strukturell", "B4": day(2027, 1, 1), "B5": day(2027, 6, 30), "C9": 5, "Parter!C6": 5},
        "Fyll i minst ett belopp som ni söker från förbundet, i tabellen från cell B9.",
    ),
    "egen insats utan part": (
        RÄTT | {"Parter!C6": 299_999},
        "Bladet Parter: fördela den egna insatsen, så att raden Kvar att fördela blir noll.",
    ),
    "hela summan saknas": (RÄTT | {"G2": None}, "Skriv hela summan från ansökan i cell G2."),
    "annan hel summa": (
        RÄTT | {"G2": 2_100_000},
        "I ansökan är hela summan 2 100 000 kr, men i mallen blir den 2 000 000 kr. Ändra där det är fel.",
    ),
    "sökt summa saknas": (RÄTT | {"G3": None}, "Skriv den sökta summan från ansökan i cell G3."),
    "annan sökt summa": (
        RÄTT | {"G3": 1},
        "I ansökan är den sökta summan 1 kr, men i mallen blir den 1 500 000 kr. Ändra där det är fel.",
    ),
    "ändrad formel": (RÄTT | {"T17": 7, "G2": 7}, "En formel i mallen är ändrad. Hämta en ny mall och skriv in beloppen igen."),
}
SUMS = {
    "T9": 1_600_000,
    "B17": 700_000,
    "C17": 300_000,
    "H17": 200_000,
    "T17": 2_000_000,
    "U9": 0.8,
    "B18": 0.35,
    "B22": 700_000,
    "E22": 1_100_000,
    "E23": 700_000,
    "E24": 200_000,
    "B28": 1_500_000,
    "C28": 400_000,
    "D28": 100_000,
    "E28": 2_000_000,
    "F28": 0.75,
    "G28": 0.2,
    "H28": 0.05,
    "H24": 0,
    "B7": "År 1: 2028",
    "H7": "År 3: 2030",
    "K7": "År 4: används inte",
    "A23": "År 2: 2029",
}


@pytest.mark.parametrize("case", CASES)
def test_the_check_says_in_words_what_is_wrong(case: str) -> None:
    inputs, expected = CASES[case]
    assert plain(Calculator(mall(), SHEET, inputs).value("B6")) == expected


def test_sums_and_shares() -> None:
    filled = Calculator(mall(), SHEET, RÄTT)
    assert {place: filled.value(place) for place in SUMS} == pytest.approx(SUMS)


def test_cached_values_are_what_the_formulas_give() -> None:
    empty, cached = Calculator(mall(), SHEET, {}), sheet(values=True)
    assert len(empty.formulas()) > 70
    for name in (SHEET, form.PARTER):
        page = sheet(name, values=True)
        assert {place: plain(page[place].value) for place in empty.formulas(name)} == {
            place: plain(empty.value(place, name)) for place in empty.formulas(name)
        }
    assert cached["T17"].value == 0 and cached["B6"].value == CASES["tom"][1]


def test_libreoffice_agrees(tmp_path: Path) -> None:
    """Finns LibreOffice räknar också det. Annars står proven ovan för formlerna."""
    cases = [RÄTT] if OFFICE is None else [inputs for inputs, _ in CASES.values()]
    filled = [filled_in(mall(), SHEET, inputs) for inputs in cases]
    if OFFICE is None:
        assert Calculator(filled[0], SHEET, {}).value("B6") == Calculator(mall(), SHEET, RÄTT).value("B6")
        return
    for inputs, book in zip(cases, counted(filled, tmp_path), strict=True):
        ours, theirs = Calculator(mall(), SHEET, inputs), openpyxl.load_workbook(io.BytesIO(book), data_only=True)
        for name in (SHEET, form.PARTER):
            for place in ours.formulas(name):
                expected, found = plain(ours.value(place, name)), plain(theirs[name][place].value)
                assert found == (pytest.approx(expected) if isinstance(expected, float) else expected), (name, place)


def test_only_inputs_are_unlocked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(mall()))
    assert [(page.title, page.sheet_state) for page in book] == [
        (form.GUIDE, "visible"),
        (SHEET, "visible"),
        (form.PARTER, "visible"),
        (form.KINDS, "hidden"),
    ]
    for page in book:
        assert page.protection.sheet and page.protection.password is None
    unlocked = {
        page.title: [one.coordinate for row in page.iter_rows() for one in row if not one.protection.locked] for page in book
    }
    assert sorted(unlocked.pop(SHEET)) == sorted(INPUTS)
    assert unlocked.pop(form.PARTER) == [f"{column}{row}" for row in range(6, 18) for column in "ACDEFGH"]
    assert not any(unlocked.values())


def test_input_is_checked_in_swedish() -> None:
    rules = sheet().data_validations.dataValidation
    covered = [
        place
        for rule in rules
        for area in rule.sqref.ranges
        for row in area.rows
        for place in (openpyxl.utils.get_column_letter(column) + str(number) for number, column in row)
    ]
    assert sorted(covered) == sorted(set(INPUTS) - {"B2"}), "varje cell har en regel, och bara en"
    for rule in rules:
        assert rule.promptTitle and rule.prompt and rule.errorTitle and rule.error, rule.sqref
        assert rule.showErrorMessage and rule.showInputMessage and rule.errorStyle in (None, "stop")
    of = {str(area): rule for rule in rules for area in rule.sqref.ranges}
    assert of["B3"].formula1 == f"{form.KINDS}!$A$1:$A$2", "en lista i regeln får bara ha 255 tecken"
    assert [cell.value for (cell,) in sheet(form.KINDS).iter_rows()] == ["Strukturell", "Individinriktad"]
    assert (of["B4"].type, of["B4"].formula1, of["B4"].formula2) == ("date", str(day(2025, 1, 1)), str(day(2036, 12, 31)))
    assert (of["B5"].type, of["B5"].formula1, of["B5"].formula2) == ("date", "B4", "EDATE(B4,60)-1")
    assert (of["B9:S14"].type, of["B9:S14"].operator, of["B9:S14"].formula1) == ("whole", "greaterThanOrEqual", "0")


@pytest.mark.parametrize(
    ("typ", "amount", "allowed"),
    [
        ("Individinriktad", 5, True),
        ("Strukturell", 5, False),
        ("Individinriktad", -5, False),
        ("Individinriktad", "fem", False),
        ("Individinriktad", 0.5, False),
        (None, 5, True),
    ],
)
def test_participants_wages_cannot_be_applied_for_in_a_strukturell_insats(typ: str | None, amount: Any, allowed: bool) -> None:
    wages = {str(rule.sqref): rule.formula1 for rule in sheet().data_validations.dataValidation if rule.type == "custom"}
    assert sorted(wages) == ["B15", "E15", "H15", "K15", "N15", "Q15"]
    for place, formula in wages.items():
        filled = Calculator(mall(), SHEET, {"B3": typ, place: amount, "Z99": f"={formula}"})
        assert filled.value("Z99") is allowed


def test_tables_have_headers_and_no_merged_cells() -> None:
    book = openpyxl.load_workbook(io.BytesIO(mall()))
    assert [name for page in book for name in page.tables] == [
        "Steg",
        "Regler",
        "Rader",
        "Kolumner",
        "Kostnader",
        "Summor_per_år",
        "Kontroller",
        "Parterna",
    ]
    for page in book:
        assert not page.merged_cells.ranges
        for table in page.tables.values():
            header = [cell.value for cell in page[table.ref][0]]
            assert header == [column.name for column in table.tableColumns] and len(set(header)) == len(header)
            assert table.name == "Parterna" or all(row[0].value for row in page[table.ref]), "varje rad har en rubrik"
    costs = sheet()["A9:A16"]
    assert [row[0].value for row in costs] == [one.namn for one in PROV.kostnadsslag]
    assert [cell.value for cell in sheet()[8]][1:4] == [f"{payer}, år\xa01" for payer in BETALARE]


def test_set_up_for_screen_and_paper() -> None:
    page = sheet()
    assert page.freeze_panes == "B9"
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.page_setup.scale, [one.id for one in page.col_breaks.brk]) == (62, [10]), "tre år på varje ark"
    assert page.print_title_cols == "$A:$A"
    assert page["B9"].number_format == page["T17"].number_format == '#,##0 "kr"' and page["U9"].number_format == "0 %"
    assert set(openpyxl.load_workbook(io.BytesIO(mall())).defined_names) == set(Form(PROV).names)
    assert page.oddFooter.left.text == FÖRBUND.replace("&", "&&")


def test_the_guide_says_the_rules() -> None:
    text = " ".join(str(cell.value) for row in sheet(form.GUIDE).iter_rows() for cell in row if cell.value)
    for said in (
        REGEL,
        "Utvärderingen",
        "Betalas vid sidan av.",
        ALL_OK,
        *(one.namn for one in PROV.kostnadsslag),
        *(one.vad for one in PROV.kostnadsslag),
        *BETALARE,
    ):
        assert said in text
    assert "Hör inte hemma" not in text


def test_costs_without_rules_are_all_alike() -> None:
    """Ett förbund utan regler om kostnaderna får en mall utan dem."""
    plain_guide = replace(PROV, kostnadsslag=PROV.kostnadsslag[:3], regler=())
    page = openpyxl.load_workbook(io.BytesIO(budget_xlsx(plain_guide, FÖRBUND, DAY)))[SHEET]
    assert not [rule for rule in page.data_validations.dataValidation if rule.type == "custom"]
    assert page["A12"].value == "Summa"


def test_a_cost_can_be_barred_in_several_types() -> None:
    lön = replace(PROV.kostnadsslag[0], ersätts_inte_i=(PERSONAL, INDIVID), regel="Aldrig.")
    content = budget_xlsx(replace(PROV, kostnadsslag=(lön,)), FÖRBUND, DAY)
    for kind in ("Strukturell", "Individinriktad"):
        filled = Calculator(content, SHEET, {"B3": kind, "B4": day(2028, 1, 1), "B5": day(2028, 12, 31), "B9": 5})
        assert plain(filled.value("B6")) == "Aldrig. Ta bort 5 kr på raden Personal."
