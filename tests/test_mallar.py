"""Rapportmallarna och enkäterna i Word."""

import io
import re
import time
from datetime import date
from functools import cache

import docx
import lxml.etree
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from macros.dictionary.words import Dictionary
from macros.downloads import INSATSENS, document_name, instrument_name
from macros.exports.documents import document_files
from macros.exports.enkat import MIN_QUESTION_WIDTH, TEXT_WIDTH, scale_widths
from macros.exports.rapportmallar import METODHANDBOK, MÅLKOLUMNER, MÅLRADER
from macros.exports.sjalvvardering import INNEHÅLL, KOMMENTARER
from macros.exports.word import LONGEST_PROPERTY, LONGEST_TAG, PLACEHOLDER, UNCHECKED
from macros.model.rapport import SLUTRAPPORTENS
from macros.model.register import Register
from macros.model.uppfoljning import VEM
from tests import rader
from tests.conftest import DAY
from tests.mallrader import DELAR, FÄLT, INSTRUMENT, MÅTT, ORGANISATIONER, SJÄLVVÄRDERING, SKALA, register
from tests.ordfiler import controls, headings, parts, setting, written
from tests.rader import Rad


def files_of(register: Register, today: date = DAY) -> dict[str, bytes]:
    return document_files(register, rader.words(), today)


def address(name: str) -> str:
    """Mallens eller instrumentets adress."""
    return next(url for url in files() if url.endswith(f"/{name}.docx"))


@cache
def files() -> dict[str, bytes]:
    return files_of(register())


def opened(name: str) -> Document:
    return docx.Document(io.BytesIO(files()[address(name)]))


def listed(document: Document, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


documents = pytest.mark.parametrize(
    "name", ["sjalvvardering", "slutrapport", "metodhandbok", *(row["id"] for row in INSTRUMENT)]
)
surveys = pytest.mark.parametrize("name", [row["id"] for row in INSTRUMENT])


# — Alla —


EMPTY = [document_name(name) for name in INSATSENS]  # mallarna som ingen insats har fyllt i


def test_there_is_a_document_for_everything_that_has_content() -> None:
    assert list(files()) == [instrument_name(ett) for ett in register().uppföljning.instrument] + [
        SJÄLVVÄRDERING,
        "dokument/slutrapport.docx",
        "dokument/metodhandbok.docx",
        *EMPTY,
    ]


def test_empty_tables_give_no_documents() -> None:
    """Dokumenten om en insats har inget innehåll ur tabellerna, så de finns alltid som tomma mallar."""
    assert list(files_of(rader.register_of())) == ["dokument/slutrapport.docx", "dokument/metodhandbok.docx", *EMPTY]


def test_a_dictionary_without_the_reports_gives_no_templates() -> None:
    words = rader.words()
    small = Dictionary(words.name, words.title, words.description, words.licenses, {"insatser": words.tables["insatser"]})
    assert list(document_files(rader.register_of(), small, DAY)) == EMPTY
    assert list(document_files(rader.register_of(niofaltaren=FÄLT, utfallsmatt=MÅTT), small, DAY)) == [SJÄLVVÄRDERING, *EMPTY]


def test_same_day_gives_same_bytes_whatever_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert files_of(register()) == files()
    assert all(
        b"2001-02-03T00:00:00Z" in parts(content)["docProps/core.xml"]
        for content in files_of(register(), date(2001, 2, 3)).values()
    )


@documents
def test_title_author_and_language(name: str) -> None:
    document, content = opened(name), parts(files()[address(name)])
    core = document.core_properties
    assert (core.language, core.author) == ("sv-SE", "Förbundet <& alfa>")
    assert core.title == document.paragraphs[0].text and core.subject
    assert document.paragraphs[0].style.name == "Title"
    assert document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == "sv-SE"
    for part, xml in content.items():
        assert lxml.etree.fromstring(xml) is not None and not re.search(rb'"(en-US|en-GB|ja-JP)"', xml), part


@documents
def test_no_heading_is_empty_or_skips_a_level(name: str) -> None:
    level = 0
    for paragraph in opened(name).paragraphs:
        if paragraph.style.name.startswith("Heading"):
            assert paragraph.text.strip() and int(paragraph.style.name[-1]) <= level + 1
            level = int(paragraph.style.name[-1])
            assert written(paragraph._p.getnext()).strip(), f"inget under {paragraph.text}"


@documents
def test_every_control_has_a_name_and_cannot_be_removed(name: str) -> None:
    document = opened(name)
    found = controls(document)
    assert len({setting(control, "id").get(qn("w:val")) for control in found.values()}) == len(found) > 0
    for tag, control in found.items():
        assert re.fullmatch(r"[a-z0-9-]+", tag) and len(tag) <= LONGEST_TAG
        assert setting(control, "alias").get(qn("w:val")) and setting(control, "lock").get(qn("w:val")) == "sdtLocked"
        assert written(control) in (PLACEHOLDER, UNCHECKED)


@documents
def test_tables_have_headers_and_alternative_text(name: str) -> None:
    for table in opened(name).tables:
        assert [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows] == [True] + [False] * (
            len(table.rows) - 1
        )
        assert all(cell.text for cell in table.rows[0].cells) and not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge")))
        assert all(table._tbl.tblPr.find(qn(tag)).get(qn("w:val")) for tag in ("w:tblCaption", "w:tblDescription"))


def test_a_name_longer_than_the_format_allows_is_cut_only_in_the_properties() -> None:
    given = register(enkater=[Rad(INSTRUMENT[0], namn="Lång " * 60)])
    document = docx.Document(io.BytesIO(files_of(given)[instrument_name(given.uppföljning.instrument[0])]))
    assert document.paragraphs[0].text == "Lång " * 60 and len(document.core_properties.title) == LONGEST_PROPERTY


# — Självvärderingen —


def test_the_self_evaluation_has_a_summary_and_the_nine_fields_in_order() -> None:
    nine = [
        row
        for vem in VEM
        for row in [("Heading 1", vem.capitalize()), *(("Heading 2", fält["rubrik"]) for fält in FÄLT if fält["vem"] == vem)]
    ]
    assert headings(opened("sjalvvardering")) == [
        ("Title", "Självvärdering med niofältaren"),
        ("Heading 1", "Innan ni skriver"),
        ("Heading 1", "Vad rapporten ska innehålla"),
        ("Heading 1", "När rapporten ska lämnas"),
        ("Heading 1", "Om rapporten"),
        ("Heading 1", "Sammanfattning"),
        *nine,
        ("Heading 1", "Gemensamma utfallsmått"),
        ("Heading 2", "Bakgrund till utfallen"),
        ("Heading 2", "Kommentarer till siffrorna"),
        ("Heading 2", "Vad som döljer sig bakom till annat"),
        ("Heading 2", "Arbete med och utan stöd"),
    ]


def test_each_field_has_its_questions_sources_and_a_box() -> None:
    document = opened("sjalvvardering")
    bullets, help_texts, found = listed(document, "List Bullet"), listed(document, "Hjälptext"), controls(document)
    for fält in FÄLT:
        assert [text for text in bullets if text in fält["frågor"]] == fält["frågor"]
        assert f"Underlag: {', '.join(fält['underlag'])}." in help_texts
        assert setting(found[fält["id"]], "richText") is not None


def test_the_instructions_say_what_a_report_holds_and_when_it_is_due() -> None:
    document = opened("sjalvvardering")
    assert listed(document, "List Number") == list(INNEHÅLL)
    assert "Halvårsrapport, senast sista februari. Gäller hösten." in listed(document, "List Bullet")
    text = "\n".join(p.text for p in document.paragraphs)
    assert "Fakturera." not in text and "Helårsrapport, senast" not in text, "bara rapporter, och bara värdens"
    assert any("kvinnor och män" in text for text in listed(document, "List Bullet"))
    assert any("aldrig om enskilda deltagare" in text for text in listed(document, "List Bullet"))


def test_the_measures_are_rows_with_a_field_for_all_women_and_men() -> None:
    document = opened("sjalvvardering")
    _, outcomes, background = document.tables
    for table in (outcomes, background):
        assert [cell.text for cell in table.rows[0].cells] == ["Mått", "Totalt", "Kvinnor", "Män"]
    assert [row.cells[0].text for row in outcomes.rows[1:]] == [
        "Aktiva\nOm aktiva.",
        "Avslut\nOm avslut.",
        "Arbete\nOm arbete.",
        "Studier\nOm studier.",
        "Annat\nOm annat.",
        "Måluppfyllelse i procent\nRäkna ihop arbete och studier. Dela summan med avsluten utan de tidiga avhoppen.",
    ]
    assert [row.cells[0].text for row in background.rows[1:]] == ["Tid_i_insatsen, i månader\nOm tid_i_insatsen."]
    found = controls(document)
    for fält in ("aktiva", "avslut", "annat", "maluppfyllelse", "tid-i-insatsen"):
        assert {f"{fält}-{kön}" for kön in ("totalt", "kvinnor", "man")} <= set(found)
    assert KOMMENTARER in listed(document, "Hjälptext")
    assert {"kommentarer", "till-annat", "arbete-med-stod"} <= set(found)


def test_without_measures_or_dates_their_sections_are_left_out() -> None:
    content = files_of(register(utfallsmatt=[], arshjul=[]))[SJÄLVVÄRDERING]
    text = [heading for _, heading in headings(docx.Document(io.BytesIO(content)))]
    assert "Gemensamma utfallsmått" not in text and "När rapporten ska lämnas" not in text
    no_background = files_of(register(utfallsmatt=MÅTT[:2]))[SJÄLVVÄRDERING]
    assert len(docx.Document(io.BytesIO(no_background)).tables) == 2


# — Slutrapporten och metodhandboken —


@pytest.mark.parametrize(
    ("name", "table", "names", "extra"),
    [
        ("slutrapport", "slutrapporter", SLUTRAPPORTENS, [("Heading 2", "Målen och utfallet")]),
        ("metodhandbok", "metodhandbocker", METODHANDBOK, []),
    ],
)
def test_headings_and_help_come_from_the_dictionary(name: str, table: str, names: tuple[str, ...], extra: list) -> None:
    document, known = opened(name), rader.words().tables[table].by_name
    expected = [("Heading 1", known[field].title) for field in names]
    found = headings(document)[3:]
    assert [heading for heading in found if heading not in extra] == expected
    assert [heading for heading in found if heading in extra] == extra
    assert listed(document, "Hjälptext") == [known[field].hjälp for field in names]


def test_the_goals_stand_under_the_result() -> None:
    document, known = opened("slutrapport"), rader.words().tables["mal"].by_name
    order = [text for _, text in headings(document)]
    assert order[order.index("Resultat") + 1] == "Målen och utfallet"
    goals = document.tables[1]
    assert [cell.text for cell in goals.rows[0].cells] == [known[field].title for field in MÅLKOLUMNER]
    assert len(goals.rows) == MÅLRADER + 1
    assert {
        f"mal-{row}-{field}" for row in range(1, MÅLRADER + 1) for field in ("mal", "indikator", "malvarde", "utfall")
    } <= set(controls(document))


# — Enkäterna och intervjuguiderna —


@surveys
def test_every_question_is_there_once_with_a_number(name: str) -> None:
    document = opened(name)
    texts = [p.text for p in document.paragraphs] + [row.cells[0].text for table in document.tables for row in table.rows]
    questions = [fråga for del_ in DELAR for fråga in del_["frågor"]]
    for number, fråga in enumerate(questions, 1):
        assert texts.count(f"{number}. {fråga}") == 1
    found = [text for _, text in headings(document) if not text.startswith(("Provets", "Så används"))]
    assert found == [del_["rubrik"] for del_ in DELAR]


@surveys
def test_a_scale_is_a_table_with_a_checkbox_for_every_answer(name: str) -> None:
    document = opened(name)
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Fråga", *SKALA]
    for number, row in enumerate(table.rows[1:], 2):
        for place, (svar, cell) in enumerate(zip(SKALA, row.cells[1:], strict=True), 1):
            box = controls(document)[f"fraga-{number}-svar-{place}"]
            assert box in list(cell._tc.iter(qn("w:sdt"))) and written(box) == UNCHECKED
            assert setting(box, "alias").get(qn("w:val")) == f"Fråga {number}: {svar}"


@surveys
def test_long_answers_stand_below_each_other(name: str) -> None:
    document = opened(name)
    answers = [p for p in document.paragraphs if p.style.name == "Svarsval"]
    assert [written(p._p) for p in answers] == [f"{UNCHECKED} {svar}" for svar in ORGANISATIONER]
    assert [p.paragraph_format.keep_with_next for p in answers] == [True] * 4 + [False]
    assert TEXT_WIDTH - sum(scale_widths(ORGANISATIONER)) < MIN_QUESTION_WIDTH


@surveys
def test_open_questions_have_a_box_with_room_to_write_by_hand(name: str) -> None:
    found = controls(opened(name))
    for number in (4, 5):
        box = found[f"fraga-{number}"]
        assert setting(box, "richText") is not None
        assert [p.pPr.pStyle.val for p in box.iter(qn("w:p"))] == ["Svar", "Svar"]


@surveys
def test_who_answers_how_it_is_used_and_how_the_answers_are_protected(name: str) -> None:
    document = opened(name)
    texts = [p.text for p in document.paragraphs]
    assert texts[1] == "Vilka svarar: Deltagarna."
    assert texts[2].startswith(
        f"Svaren redovisas i grupp. {'Skriv inte ditt namn' if name == 'enkät' else 'Anteckna inga namn'}"
    )
    start = next(place for place, text in enumerate(texts) if text.startswith("Så används"))
    assert texts[start + 1 : start + 4] == ["Visar något.", "Dela ut den.", "Samla in den."]
    usage = document.paragraphs[start]
    assert (start > texts.index("Egna ord")) == bool(usage.paragraph_format.page_break_before) == (name == "enkät")


@pytest.mark.parametrize("instrument", rader.example_register().uppföljning.instrument, ids=lambda ett: ett.id)
def test_the_surveys_are_whole(instrument) -> None:
    document = docx.Document(io.BytesIO(example_files()[instrument_name(instrument)]))
    text = written(document.element.body)
    assert [fråga for del_ in instrument.delar for fråga in del_.frågor if fråga not in text] == []
    boxes = sum(1 for control in controls(document).values() if written(control) == UNCHECKED)
    assert boxes == sum(len(del_.frågor) * len(del_.skala) for del_ in instrument.delar)


@cache
def example_files() -> dict[str, bytes]:
    return files_of(rader.example_register())


def test_the_self_evaluation_has_every_field_and_measure() -> None:
    uppföljning = rader.example_register().uppföljning
    document = docx.Document(io.BytesIO(example_files()[SJÄLVVÄRDERING]))
    assert [text for style, text in headings(document) if text in {fält.rubrik for fält in uppföljning.niofältaren}] == [
        fält.rubrik for fält in uppföljning.niofältaren
    ]
    text = written(document.element.body)
    assert [fråga for fält in uppföljning.niofältaren for fråga in fält.frågor if fråga not in text] == []
    assert [mått.namn for mått in uppföljning.mått.alla if mått.namn not in text] == []
