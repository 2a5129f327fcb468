"""Blanketterna och budgetmallen, öppnade och lästa som den som laddar ner dem gör."""

import io
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import docx
import lxml.etree
import openpyxl
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from openpyxl.worksheet.worksheet import Worksheet

from macros.downloads import TYPER
from macros.exports import budget
from macros.exports.blankett import answer_rule, blankett_docx
from macros.exports.budget import ALL_OK, BETALARE, KOSTNADER, SHEET, budget_xlsx
from macros.exports.word import LONGEST_TAG, PLACEHOLDER
from macros.model.guide import Blankettfält
from tests.conftest import DAY
from tests.formler import Calculator
from tests.ordfiler import controls, headings, parts, setting, written

FÖRBUND = "Samordningsförbundet Prov & Söner"
KRITERIER = ("Ni är anställda hos en medlem.", "Minst två medlemmar skriver under.")
LONG = "En mycket lång rubrik " * 6
BÅDA = ("strukturell", "individinriktad")
FÄLT = (
    Blankettfält(
        "syfte",
        "Syfte <& mål>",
        "Vad vill ni?",
        "Första\nstycket.\n\nAndra stycket.",
        True,
        BÅDA,
        (),
        bra_exempel="Ett utmärkt svar.",
        svagt_exempel="Ett dåligt svar.",
        längd=1500,
        anmärkning="Inte till den sökande.",
    ),
    Blankettfält("deltagare", "Deltagare", "Vilka?", "Beskriv gruppen.", True, ("individinriktad",), (), längd=900),
    Blankettfält("personal", "Personal", "Vilka?", "Beskriv personalen.", False, ("strukturell",), ()),
    Blankettfält("lang", LONG, "Varför?", "Förklara.", False, BÅDA, ()),
)


def blankett(typ: str, today: date = DAY) -> bytes:
    return blankett_docx(FÄLT, typ, FÖRBUND, today, KRITERIER)


def opened(typ: str) -> Document:
    return docx.Document(io.BytesIO(blankett(typ)))


FILES: dict[str, Callable[[date], bytes]] = {
    **{typ: lambda today, typ=typ: blankett(typ, today) for typ in TYPER},
    "budget": lambda today: budget_xlsx(FÖRBUND, today),
}
files = pytest.mark.parametrize("make", FILES.values(), ids=FILES)
types = pytest.mark.parametrize("typ", TYPER)


# — Alla filer —


@files
def test_same_day_gives_same_bytes_whatever_the_clock(make: Callable[[date], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    before = make(DAY)
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert make(DAY) == before


@files
def test_no_clock_in_the_file(make: Callable[[date], bytes]) -> None:
    content, now = make(date(2001, 2, 3)), datetime.now()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}
    assert names[0] == "[Content_Types].xml" and names[1:] == sorted(names[1:])
    assert not [name for name, part in parts(content).items() if f"{now:%Y-%m-%d}".encode() in part]
    assert b"2001-02-03T00:00:00Z" in parts(content)["docProps/core.xml"]


@files
def test_every_part_is_swedish_xml(make: Callable[[date], bytes]) -> None:
    for name, part in parts(make(DAY)).items():
        assert lxml.etree.fromstring(part) is not None
        assert not re.search(rb'"(en-US|en-GB|ja-JP)"', part), name


@files
def test_properties(make: Callable[[date], bytes]) -> None:
    core = parts(make(DAY))["docProps/core.xml"].decode()
    assert "<dc:language>sv-SE</dc:language>" in core
    assert "<dc:creator>Samordningsförbundet Prov &amp; Söner</dc:creator>" in core
    assert re.search(r"<dc:title>(Ansökan om (strukturell|individinriktad) insats|Budgetmall för en insats)</dc:title>", core)
    assert re.search(r"<dc:subject>[^<]+</dc:subject>", core)
    assert "python-docx" not in core


# — Blanketterna —


@types
def test_language_is_set_where_word_looks(typ: str) -> None:
    document = opened(typ)
    for lang in document.styles.element.iter(qn("w:lang")):
        assert lang.get(qn("w:val")) == lang.get(qn("w:eastAsia")) == "sv-SE"
    assert document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}") is not None
    assert document.settings.element.find(qn("w:themeFontLang")).get(qn("w:val")) == "sv-SE"
    assert (document.core_properties.language, document.core_properties.title) == ("sv-SE", f"Ansökan om {TYPER[typ]}")


@types
def test_headings_in_order(typ: str) -> None:
    rubriker = [fält.rubrik for fält in FÄLT if typ in fält.gäller]
    assert headings(opened(typ)) == [
        ("Title", f"Ansökan om {TYPER[typ]}"),
        ("Heading 1", "Innan ni fyller i"),
        ("Heading 1", "Så fyller ni i"),
        ("Heading 1", "Parter och kontaktpersoner"),
        ("Heading 1", "Frågor"),
        *(("Heading 2", f"{number}. {rubrik}") for number, rubrik in enumerate(rubriker, 1)),
        ("Heading 1", "Underskrifter"),
    ]


@types
def test_one_answer_for_each_question_of_the_type(typ: str) -> None:
    found = controls(opened(typ))
    mine = [fält for fält in FÄLT if typ in fält.gäller]
    answers = {tag: control for tag, control in found.items() if setting(control, "richText") is not None}
    assert list(answers) == [fält.id for fält in mine]
    for fält, control in zip(mine, answers.values(), strict=True):
        assert setting(control, "alias").get(qn("w:val")) == fält.rubrik[:LONGEST_TAG]
        assert control.getparent().tag == qn("w:body"), "svaret ska rymma flera stycken"
        assert [p.pPr.pStyle.val for p in control.iter(qn("w:p"))] == ["Svar"]


@types
def test_every_control_is_locked_and_has_a_placeholder(typ: str) -> None:
    content = blankett(typ)
    found = controls(docx.Document(io.BytesIO(content))).values()
    numbers = [setting(control, "id").get(qn("w:val")) for control in found]
    assert len(set(numbers)) == len(numbers)
    for control in found:
        assert written(control) == PLACEHOLDER
        assert setting(control, "showingPlcHdr") is not None
        assert setting(control, "lock").get(qn("w:val")) == "sdtLocked", "fältet ska inte gå att ta bort"
        name = setting(control, "placeholder")[0].get(qn("w:val"))
        assert f'<w:name w:val="{name}"/>'.encode() in parts(content)["word/glossary/document.xml"], (
            "ledtexten ska komma tillbaka"
        )


def test_question_help_and_rule_come_before_the_answer() -> None:
    body = list(opened("individinriktad").element.body)
    start = next(i for i, element in enumerate(body) if written(element) == "1. Syfte <& mål>")
    assert [written(element) for element in body[start + 1 : start + 6]] == [
        "Vad vill ni?",
        "Första stycket.",
        "Andra stycket.",
        "Måste besvaras. Högst 1\xa0500 tecken (vårt råd).",
        PLACEHOLDER,
    ]
    assert [element.pPr.pStyle.val for element in body[start + 1 : start + 5]] == [
        "Fråga",
        "Hjälptext",
        "Hjälptext",
        "Svarskrav",
    ]


@pytest.mark.parametrize(
    ("krävs", "längd", "text"),
    [
        (True, None, "Måste besvaras."),
        (False, None, "Frivillig."),
        (True, 900, "Måste besvaras. Högst 900 tecken (vårt råd)."),
        (False, 12000, "Frivillig. Högst 12\xa0000 tecken (vårt råd)."),
    ],
)
def test_answer_rule(krävs: bool, längd: int | None, text: str) -> None:
    assert answer_rule(krävs, längd) == text


@types
def test_the_form_says_who_may_apply_and_leaves_examples_to_the_web(typ: str) -> None:
    document = opened(typ)
    text = "\n".join(p.text for p in document.paragraphs)
    assert [p.text for p in document.paragraphs if p.style.name == "List Number"] == list(KRITERIER)
    assert "Exempel på bra och svaga svar finns på webbplatsen" in text
    assert "budgetmallen" in text
    for hidden in ("Ett utmärkt svar.", "Ett dåligt svar.", "Inte till den sökande."):
        assert hidden not in text
    assert ("ersätter inte lönekostnader" in text) == (typ == "strukturell")


def test_without_criteria_there_is_no_empty_list() -> None:
    document = docx.Document(io.BytesIO(blankett_docx(FÄLT, "strukturell", FÖRBUND, DAY)))
    assert not [p for p in document.paragraphs if p.style.name == "List Number" or "stämmer:" in p.text]


@types
def test_tables_have_header_rows_and_alternative_text(typ: str) -> None:
    parties, signatures = opened(typ).tables
    assert [cell.text for cell in parties.rows[0].cells] == ["Part", "Organisation", "Kontaktperson", "E-post till arbetet"]
    assert [cell.text for cell in signatures.rows[0].cells] == ["Medlem", "Namn och befattning", "Ort och datum", "Underskrift"]
    for table in (parties, signatures):
        assert [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows] == [True] + [False] * (
            len(table.rows) - 1
        )
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)
        for tag in ("w:tblCaption", "w:tblDescription"):
            assert table._tbl.tblPr.find(qn(tag)).get(qn("w:val"))
        assert not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge"))), "sammanslagna celler"
        assert [row.cells[0].text for row in table.rows][1:4] == ["Projektägare", "Medlem 2", "Medlem 3"]


@types
def test_every_party_and_signature_can_be_filled_in(typ: str) -> None:
    found = controls(opened(typ))
    for part in ("projektagare", "medlem-2", "medlem-3", "medlem-4"):
        for what in ("organisation", "kontaktperson", "e-post-till-arbetet", "namn-och-befattning", "ort-och-datum"):
            assert setting(found[f"{part}-{what}"], "text") is not None


@types
def test_header_and_footer(typ: str) -> None:
    section = opened(typ).sections[0]
    assert section.header.paragraphs[0].text == f"{FÖRBUND}\tAnsökan om {TYPER[typ]}"
    footer = section.footer.paragraphs[0]._p
    assert written(footer) == "Version 2026-11-22Sida 1 av 1"
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=1)


def test_unknown_type_is_refused() -> None:
    with pytest.raises(KeyError):
        blankett("okänd")


# — Budgetmallen —


@cache
def mall() -> bytes:
    return budget_xlsx(FÖRBUND, DAY)


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
    assert [page.title for page in book] == [budget.GUIDE, SHEET]
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
    assert of["B3"].formula1 == '"Strukturell,Individinriktad"'
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
    assert [row[0].value for row in costs] == list(KOSTNADER)
    assert [cell.value for cell in sheet()[7]][1:4] == [f"{payer}, år\xa01" for payer in BETALARE]


def test_set_up_for_screen_and_paper() -> None:
    page = sheet()
    assert page.freeze_panes == "B8"
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToHeight == 0
    assert page["B8"].number_format == page["K16"].number_format == '#,##0 "kr"' and page["L8"].number_format == "0 %"
    assert set(openpyxl.load_workbook(io.BytesIO(mall())).defined_names) == set(budget.NAMES)
    assert page.oddFooter.left.text == FÖRBUND.replace("&", "&&")


def test_the_guide_says_the_rules() -> None:
    text = " ".join(str(cell.value) for row in sheet(budget.GUIDE).iter_rows() for cell in row if cell.value)
    for said in (
        "ersätter inte deltagarnas lön i en strukturell insats",
        "Utvärderingen",
        "utanför insatsens budget",
        "Fyra gånger per år",
        ALL_OK,
        *KOSTNADER,
        *BETALARE,
    ):
        assert said in text
