"""Budgetmallen, öppnad och räknad som den som laddar ner den gör."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import lxml.etree
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from macros.exports import budget_form as form
from macros.exports.budget import budget_xlsx
from macros.exports.budget_form import ALL_OK, BETALARE, SHEET, Form
from macros.model.guide import Blankettfält, Dokumentregel, Guide, Kostnadsslag
from macros.model.listor import Insatstyp
from tests.conftest import DAY
from tests.formler import Calculator
from tests.ordfiler import parts

FÖRBUND = "Samordningsförbundet Prov & Söner"
PERSONAL, INDIVID = (Insatstyp(namn, namn, f"{namn} insats", namn, ()) for namn in ("strukturell", "individinriktad"))
RADER = ("Personal", "Tjänster", "Lokaler", "Resor", "Material", "Spridning")
REGEL = "Förbundet ersätter inte deltagarnas lön i en strukturell insats."
PROV = Guide(
    insatstyper=(PERSONAL, INDIVID, Insatstyp("utan", "utan blankett", "utan", "Utan", ())),
    blankettfält=(Blankettfält("syfte", "Syfte", "Vad?", "Hjälp.", (PERSONAL, INDIVID), ()),),
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


AMOUNTS = [f"{column}{row}" for column in "BCDEFGHIJ" for row in range(8, 16)]
INPUTS = ["B2", "B3", "B4", "K2", "K3", *AMOUNTS]
RÄTT = {
    "B2": "Samlad start",
    "B3": "Individinriktad",
    "B4": 2028,
    "K2": 2_000_000,
    "K3": 1_500_000,
    "B8": 700_000,
    "C8": 300_000,
    "D10": 100_000,
    "E8": 600_000,
    "F9": 100_000,
    "H14": 200_000,
}
STRUKTURELL = RÄTT | {"B3": "Strukturell"}
NO_WAGES = "Förbundet ersätter inte deltagarnas lön i en strukturell insats. Ta bort 200 000 kr på raden Lön till deltagare."
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "tom": ({}, "Välj typ av insats i cell B3."),
    "allt stämmer": (RÄTT, ALL_OK),
    "okänd typ": (RÄTT | {"B3": "Annan"}, "Välj typ av insats i cell B3."),
    "utan år": (RÄTT | {"B4": None}, "Skriv det första året i cell B4."),
    "text som belopp": (RÄTT | {"G12": "femtio"}, "En cell i tabellen har text. Skriv bara siffror."),
    "mindre än noll": (RÄTT | {"G12": -5}, "Ett belopp är mindre än noll. Skriv noll eller mer."),
    "sökt lön i strukturell insats": (STRUKTURELL, NO_WAGES),
    "egen lön i strukturell insats": (STRUKTURELL | {"H14": None, "I14": 200_000, "K3": 1_300_000}, ALL_OK),
    "inget att söka": (
        {"B3": "Strukturell", "B4": 2027, "C8": 5},
        "Fyll i minst ett belopp som ni söker från förbundet, i tabellen från cell B8.",
    ),
    "hela summan saknas": (RÄTT | {"K2": None}, "Skriv hela summan från ansökan i cell K2."),
    "annan hel summa": (
        RÄTT | {"K2": 2_100_000},
        "I ansökan är hela summan 2 100 000 kr, men i mallen blir den 2 000 000 kr. Ändra där det är fel.",
    ),
    "sökt summa saknas": (RÄTT | {"K3": None}, "Skriv den sökta summan från ansökan i cell K3."),
    "annan sökt summa": (
        RÄTT | {"K3": 1},
        "I ansökan är den sökta summan 1 kr, men i mallen blir den 1 500 000 kr. Ändra där det är fel.",
    ),
    "ändrad formel": (RÄTT | {"K16": 7, "K2": 7}, "En formel i mallen är ändrad. Hämta en ny mall och skriv in beloppen igen."),
}
SUMS = {
    "K8": 1_600_000,
    "B16": 700_000,
    "C16": 300_000,
    "H16": 200_000,
    "K16": 2_000_000,
    "L8": 0.8,
    "B17": 0.35,
    "B21": 700_000,
    "E21": 1_100_000,
    "E22": 700_000,
    "E23": 200_000,
    "B24": 1_500_000,
    "C24": 400_000,
    "D24": 100_000,
    "E24": 2_000_000,
    "F24": 0.75,
    "G24": 0.2,
    "H24": 0.05,
    "H23": 0,
    "B6": "År 1: 2028",
    "H6": "År 3: 2030",
    "A22": "År 2: 2029",
}


def plain(value: Any) -> Any:
    """Tusental skrivs olika efter datorns språk; tom text och tom cell är samma sak."""
    if not isinstance(value, str):
        return value
    return re.sub(r"(?<=\d)[\xa0\u202f, ](?=\d{3})", " ", value) or None


@pytest.mark.parametrize("case", CASES)
def test_the_check_says_in_words_what_is_wrong(case: str) -> None:
    inputs, expected = CASES[case]
    assert plain(Calculator(mall(), SHEET, inputs).value("B5")) == expected


def test_sums_and_shares() -> None:
    filled = Calculator(mall(), SHEET, RÄTT)
    assert {place: filled.value(place) for place in SUMS} == pytest.approx(SUMS)


def test_cached_values_are_what_the_formulas_give() -> None:
    empty, cached = Calculator(mall(), SHEET, {}), sheet(values=True)
    assert len(empty.formulas()) > 70
    assert {place: plain(cached[place].value) for place in empty.formulas()} == {
        place: plain(empty.value(place)) for place in empty.formulas()
    }
    assert cached["K16"].value == 0 and cached["B5"].value == CASES["tom"][1]


def filled_in(inputs: Mapping[str, Any]) -> bytes:
    """Mallen ifylld som i Excel, utan sparade värden, så att nästa program måste räkna."""
    files = parts(mall())
    name = "xl/worksheets/sheet2.xml"
    tree = lxml.etree.fromstring(files[name])
    space = f"{{{tree.nsmap[None]}}}"
    for cell in tree.iter(f"{space}c"):
        formula, value = cell.find(f"{space}f"), cell.find(f"{space}v")
        if cell.get("r") in inputs and inputs[cell.get("r")] is not None:
            for child in list(cell):
                cell.remove(child)
            new = inputs[cell.get("r")]
            cell.set("t", "str" if isinstance(new, str) else "n")
            lxml.etree.SubElement(cell, f"{space}v").text = str(new)
        elif formula is not None and value is not None:
            cell.remove(value)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, content in (files | {name: lxml.etree.tostring(tree)}).items():
            archive.writestr(part, content)
    return out.getvalue()


def test_libreoffice_agrees(tmp_path: Path) -> None:
    """Finns LibreOffice räknar också det. Annars står proven ovan för formlerna."""
    program = shutil.which("soffice")
    cases = {"formler": RÄTT} if program is None else {case: inputs for case, (inputs, _) in CASES.items()}
    for number, inputs in enumerate(cases.values()):
        (tmp_path / f"{number}.xlsx").write_bytes(filled_in(inputs))
    if program:
        subprocess.run(
            [
                program,
                "--headless",
                f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
                "--convert-to",
                "xlsx",
                "--outdir",
                tmp_path / "ut",
                *(tmp_path / f"{n}.xlsx" for n in range(len(cases))),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
    for number, inputs in enumerate(cases.values()):
        ours = Calculator(mall(), SHEET, inputs)
        if program is None:
            assert Calculator(filled_in(inputs), SHEET, {}).value("B5") == ours.value("B5")
            continue
        theirs = openpyxl.load_workbook(tmp_path / "ut" / f"{number}.xlsx", data_only=True)[SHEET]
        for place in ours.formulas():
            expected, found = plain(ours.value(place)), plain(theirs[place].value)
            assert found == (pytest.approx(expected) if isinstance(expected, float) else expected), (number, place)


def test_only_inputs_are_unlocked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(mall()))
    assert [(page.title, page.sheet_state) for page in book] == [
        (form.GUIDE, "visible"),
        (SHEET, "visible"),
        (form.KINDS, "hidden"),
    ]
    for page in book:
        assert page.protection.sheet and page.protection.password is None
    unlocked = [cell.coordinate for page in book for row in page.iter_rows() for cell in row if not cell.protection.locked]
    assert sorted(unlocked) == sorted(INPUTS)


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
    assert (of["B4"].type, of["B4"].formula1, of["B4"].formula2) == ("whole", "2025", "2036")
    assert (of["B8:J13"].type, of["B8:J13"].operator, of["B8:J13"].formula1) == ("whole", "greaterThanOrEqual", "0")


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
    assert sorted(wages) == ["B14", "E14", "H14"]
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
    ]
    for page in book:
        assert not page.merged_cells.ranges
        for table in page.tables.values():
            header = [cell.value for cell in page[table.ref][0]]
            assert header == [column.name for column in table.tableColumns] and len(set(header)) == len(header)
            assert all(row[0].value for row in page[table.ref]), "varje rad har en rubrik"
    costs = sheet()["A8:A15"]
    assert [row[0].value for row in costs] == [one.namn for one in PROV.kostnadsslag]
    assert [cell.value for cell in sheet()[7]][1:4] == [f"{payer}, år\xa01" for payer in BETALARE]


def test_set_up_for_screen_and_paper() -> None:
    page = sheet()
    assert page.freeze_panes == "B8"
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToHeight == 0
    assert page["B8"].number_format == page["K16"].number_format == '#,##0 "kr"' and page["L8"].number_format == "0 %"
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
    assert page["A11"].value == "Summa"


def test_a_cost_can_be_barred_in_several_types() -> None:
    lön = replace(PROV.kostnadsslag[0], ersätts_inte_i=(PERSONAL, INDIVID), regel="Aldrig.")
    content = budget_xlsx(replace(PROV, kostnadsslag=(lön,)), FÖRBUND, DAY)
    for kind in ("Strukturell", "Individinriktad"):
        filled = Calculator(content, SHEET, {"B3": kind, "B4": 2028, "B8": 5})
        assert plain(filled.value("B5")) == "Aldrig. Ta bort 5 kr på raden Personal."
