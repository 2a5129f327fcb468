"""Blanketterna och budgetmallen, öppnade och lästa som den som laddar ner dem gör."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import docx
import lxml.etree
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from macros.exports.blankett import answer_rule, blankett_docx
from macros.exports.budget import budget_xlsx
from macros.exports.controls import REPEATED, REPEATED_ITEM
from macros.exports.word import LONGEST_TAG, PLACEHOLDER
from macros.model.blankett import Blankett
from macros.model.guide import TILLVAL, Blankettfält, Dokumentregel, Guide, Kostnadsslag, Kriterium
from macros.model.listor import Insatstyp
from tests import rader
from tests.conftest import DAY
from tests.ordfiler import controls, headings, parts, setting, written

FÖRBUND = "Samordningsförbundet Prov & Söner"
KRITERIER = ("Ni är anställda hos en medlem.", "Minst två medlemmar skriver under.")
LONG = "En mycket lång rubrik " * 6
TYPER = {
    "strukturell": Insatstyp("strukturell", "strukturell", "strukturell insats", "Strukturella", (), "För personal."),
    "individinriktad": Insatstyp("individinriktad", "individinriktad", "individinriktad insats", "Individinriktade", ()),
    "forstudie": Insatstyp("forstudie", "förstudie", "förstudie", "Förstudier", ()),
}
STRUKTURELL, INDIVIDINRIKTAD, FÖRSTUDIE = TYPER.values()
BÅDA = tuple(TYPER.values())
REGLER = (
    Dokumentregel("lön", "för vem", "Förbundet ersätter inte lönekostnader.", (), typ=STRUKTURELL),
    Dokumentregel("tidigt", "så fyller ni i", "Kontakta oss tidigt.", ()),
    Dokumentregel("minst", "parter", "Fyll i minst en medlem till.", ()),
    Dokumentregel("mandat", "underskrifter", "Den som skriver under ska ha mandat.", ()),
)
FÄLT = (
    Blankettfält("namn", "Insatsens namn", "Vad heter insatsen?", "Kort.", (), del_="om insatsen", svar="kort", blir="namn"),
    Blankettfält("slut", "Planerat slut", "När?", "Skriv dagen.", (), del_="om insatsen", svar="dag", krävs=True, blir="slut"),
    Blankettfält("parter", "Parterna", "Vilka söker?", "En rad var.", (), del_="om insatsen", svar="parter"),
    Blankettfält("borta", "Borta", "Vad?", "Nej.", (), utgår=True),
    Blankettfält("risker", "Risker", "Vad kan hindra er?", "En per rad.", (), del_="till sist", krävs=False, tillval=True),
    Blankettfält(
        "syfte",
        "Syfte <& mål>",
        "Vad vill ni?",
        "Första\nstycket.\n\nAndra stycket.",
        (),
        BÅDA,
        krävs=True,
        bra_exempel="Ett utmärkt svar.",
        svagt_exempel="Ett dåligt svar.",
        längd=1500,
        anmärkning="Inte till den sökande.",
    ),
    Blankettfält("deltagare", "Deltagare", "Vilka?", "Beskriv gruppen.", (), (INDIVIDINRIKTAD,), längd=900),
    Blankettfält("personal", "Personal", "Vilka?", "Beskriv personalen.", (), (STRUKTURELL,), krävs=False),
    Blankettfält("lang", LONG, "Varför?", "Förklara.", (), BÅDA, krävs=False),
)


GUIDE = Guide(
    insatstyper=BÅDA,
    blankettfält=FÄLT,
    kriterier=tuple(Kriterium(krav, krav, "", ()) for krav in KRITERIER),
    regler=REGLER,
    kostnadsslag=(Kostnadsslag("resor", "Resor", "Resor i insatsen.", ()),),
)


def blankett(typ: str, today: date = DAY, guide: Guide = GUIDE, medlemmar: int = 4) -> bytes:
    return blankett_docx(
        Blankett(TYPER[typ], guide, rader.words(), FÖRBUND, medlemmar, har_budgetmall=bool(guide.kostnadsslag)), today
    )


def opened(typ: str) -> Document:
    return docx.Document(io.BytesIO(blankett(typ)))


FILES: dict[str, Callable[[date], bytes]] = {
    **{typ: lambda today, typ=typ: blankett(typ, today) for typ in TYPER},
    "budget": lambda today: budget_xlsx(GUIDE, FÖRBUND, today),
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
    assert re.search(
        r"<dc:title>(Ansökan om (strukturell insats|individinriktad insats|förstudie)|Budgetmall för en insats)</dc:title>",
        core,
    )
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
    assert (document.core_properties.language, document.core_properties.title) == (
        "sv-SE",
        f"Ansökan om {TYPER[typ].benämning}",
    )


def has_goals(typ: str) -> bool:
    """Blanketten frågar efter mål, och då finns de också i en tabell."""
    return any(fält.blir in ("insatsmål", "nyttomål") for fält in GUIDE.blankett(typ))


@types
def test_headings_in_order(typ: str) -> None:
    fält = GUIDE.blankett(typ)
    frågor = [(number, one) for number, one in enumerate(fält, 1) if one.svar not in ("kort", "dag", "belopp")]
    assert headings(opened(typ)) == [
        ("Title", f"Ansökan om {TYPER[typ].benämning}"),
        ("Heading 1", "Innan ni fyller i"),
        ("Heading 1", "Så fyller ni i"),
        ("Heading 1", "Om insatsen"),
        ("Heading 2", "3. Parterna"),
        ("Heading 1", "Frågor"),
        *(("Heading 2", f"{number}. {one.rubrik}") for number, one in frågor if one.del_ == "frågor"),
        ("Heading 1", "Till sist"),
        ("Heading 2", f"{len(fält)}. Risker"),
        *([("Heading 1", "Målen i tabell"), ("Heading 1", "Förändringsteorin i tabell")] if has_goals(typ) else []),
        ("Heading 1", "Underskrifter"),
    ]


def test_a_type_without_own_questions_has_no_form() -> None:
    assert GUIDE.blankett("finns-inte") == ()
    assert [one.id for one in GUIDE.blankettyper] == list(TYPER)
    assert replace(GUIDE, blankettfält=FÄLT[:5]).blankettyper == ()


def test_a_question_that_is_our_own_choice_says_so() -> None:
    assert opened("strukturell").element.body.xml.count(TILLVAL) == 1


@types
def test_one_answer_for_each_question_of_the_type(typ: str) -> None:
    found = controls(opened(typ))
    mine = [fält for fält in GUIDE.blankett(typ) if fält.svar == "text"]
    answers = {tag: control for tag, control in found.items() if setting(control, "richText") is not None}
    assert list(answers) == [fält.id for fält in mine]
    for fält, control in zip(mine, answers.values(), strict=True):
        assert setting(control, "alias").get(qn("w:val")) == fält.rubrik[:LONGEST_TAG]
        assert control.getparent().tag == qn("w:body"), "svaret ska rymma flera stycken"
        assert [p.pPr.pStyle.val for p in control.iter(qn("w:p"))] == ["Svar"]
    assert setting(found["namn"], "text") is not None
    assert setting(found["slut"], "date") is not None


@types
def test_every_control_has_a_placeholder_and_only_the_rows_of_parties_can_be_taken_away(typ: str) -> None:
    content = blankett(typ)
    found = controls(docx.Document(io.BytesIO(content)))
    numbers = [setting(control, "id").get(qn("w:val")) for control in found.values()]
    assert len(set(numbers)) == len(numbers)
    for tag, control in found.items():
        lock = setting(control, "lock")
        assert (lock is None) == tag.startswith("parter"), "en låst cell gör att raden inte går att ta bort"
        assert lock is None or lock.get(qn("w:val")) == "sdtLocked", "fältet ska inte gå att ta bort"
        if setting(control, "placeholder") is None:
            continue
        assert written(control) == PLACEHOLDER
        assert setting(control, "showingPlcHdr") is not None
        name = setting(control, "placeholder")[0].get(qn("w:val"))
        assert f'<w:name w:val="{name}"/>'.encode() in parts(content)["word/glossary/document.xml"], (
            "ledtexten ska komma tillbaka"
        )


def test_question_help_and_rule_come_before_the_answer() -> None:
    body = list(opened("individinriktad").element.body)
    start = next(i for i, element in enumerate(body) if written(element) == "4. Syfte <& mål>")
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
        (None, None, ""),
        (None, 900, "Högst 900 tecken (vårt råd)."),
        (True, None, "Måste besvaras."),
        (False, None, "Frivillig."),
        (True, 900, "Måste besvaras. Högst 900 tecken (vårt råd)."),
        (False, 12000, "Frivillig. Högst 12\xa0000 tecken (vårt råd)."),
    ],
)
def test_answer_rule(krävs: bool | None, längd: int | None, text: str) -> None:
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
    document = docx.Document(io.BytesIO(blankett("strukturell", guide=replace(GUIDE, kriterier=()))))
    assert not [p for p in document.paragraphs if p.style.name == "List Number" or "stämmer:" in p.text]


@types
def test_tables_have_header_rows_and_alternative_text(typ: str) -> None:
    facts, parties, *_, signatures = opened(typ).tables
    assert [row.cells[0].paragraphs[0].text for row in facts.rows] == ["Uppgift", "1. Insatsens namn", "2. Planerat slut"]
    assert [row.cells[0].text.split("\n") for row in facts.rows[1:]] == [
        ["1. Insatsens namn", "Vad heter insatsen?", "Kort."],
        ["2. Planerat slut", "När?", "Skriv dagen.", "Måste besvaras."],
    ]
    assert [cell.text for cell in parties.rows[0].cells] == [
        "Part",
        "Organisation",
        "Kontaktperson",
        "E-post till arbetet",
        "Telefon till arbetet",
    ]
    assert [cell.text for cell in signatures.rows[0].cells] == ["Medlem", "Namn och befattning", "Ort och datum", "Underskrift"]
    for table in (parties, signatures):
        rows = list(table._tbl.iter(qn("w:tr")))
        assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        for tag in ("w:tblCaption", "w:tblDescription"):
            assert table._tbl.tblPr.find(qn(tag)).get(qn("w:val"))
        assert not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge"))), "sammanslagna celler"


@types
def test_the_rows_of_parties_can_be_repeated(typ: str) -> None:
    document = opened(typ)
    table = document.tables[1]._tbl
    (section,) = table.iter(REPEATED)
    items = list(table.iter(REPEATED_ITEM))
    assert [written(item.getparent().getparent()) for item in items] == [
        f"{part}{PLACEHOLDER * 4}" for part in ("Projektägare", "Medlem")
    ]
    assert section.getparent().getparent().getparent() is table, "delen ligger runt raderna"
    root = document.element
    assert "w15" in root.nsmap, "annars vägrar Word som inte känner namnrymden"
    assert "w15" in root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable").split()


@types
def test_every_party_and_signature_can_be_filled_in(typ: str) -> None:
    found = controls(opened(typ))
    for number in (1, 2):
        choices = [one.get(qn("w:value")) for one in setting(found[f"parter-{number}-part"], "dropDownList")]
        assert choices == ["Projektägare", "Medlem", "Övrig part"]
        for what in ("organisation", "kontaktperson", "e-post-till-arbetet", "telefon-till-arbetet"):
            assert setting(found[f"parter-{number}-{what}"], "text") is not None
    for part in ("projektagare", "medlem-2", "medlem-3", "medlem-4"):
        for what in ("namn-och-befattning", "ort-och-datum"):
            assert setting(found[f"{part}-{what}"], "text") is not None


@types
def test_header_and_footer(typ: str) -> None:
    section = opened(typ).sections[0]
    assert section.header.paragraphs[0].text == f"{FÖRBUND}\tAnsökan om {TYPER[typ].benämning}"
    footer = section.footer.paragraphs[0]._p
    assert written(footer) == "Version 2026-11-22Sida 1 av 1"
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=1)


def said(**changed: object) -> str:
    document = docx.Document(io.BytesIO(blankett("strukturell", guide=replace(GUIDE, **changed))))
    return "\n".join(p.text for p in document.paragraphs)


def test_only_the_rules_the_förbund_has_written_are_in_the_form() -> None:
    whole, without = said(), said(regler=(), kostnadsslag=())
    for rule in REGLER:
        assert rule.regel in whole and rule.regel not in without
    assert "Fyll också i budgetmallen" in whole and "Fyll också i budgetmallen" not in without


@pytest.mark.parametrize(("medlemmar", "rows"), [(0, 2), (1, 2), (4, 4), (11, 11)])
def test_every_member_has_a_row_to_sign(medlemmar: int, rows: int) -> None:
    *_, signatures = docx.Document(io.BytesIO(blankett("individinriktad", medlemmar=medlemmar))).tables
    assert [cell.text for cell in signatures.columns[0].cells][1:] == [
        "Projektägare",
        *(f"Medlem {n}" for n in range(2, rows + 1)),
    ]
