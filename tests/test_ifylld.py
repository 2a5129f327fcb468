"""Mallarna med insatsens uppgifter ifyllda: Word ser svar och inte ledtext, och läs känner igen mallen."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from macros.downloads import INSATSENS
from macros.exports import word
from macros.exports.documents import document_files
from macros.exports.ifylld import filled, known
from macros.word.answers import read_document
from tests import rader
from tests.conftest import DAY
from tests.mallrader import FÖRBUND, register

NAME = "Å & Ö <utan> ”tecken”"
TIME = {"start": "2019-01-01", "slut": "2026-12-31"}
OWED = rader.insats(namn=NAME, projektägare="Ånäs kommun", projekttid=TIME, redovisning=[{"vad": "Slutrapport"}])
DONE = rader.insats("två", redovisning=[{"vad": "Slutrapport", "läge": "klar"}])
LONG_AGO = rader.insats("fyra", projekttid={"start": "2019", "slut": "2020"}, redovisning=[{"vad": "Slutrapport"}])
OTHERS = rader.insats("tre", förbund="beta", redovisning=[{"vad": "Slutrapport"}])


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return document_files(register(forbund=FÖRBUND, insatser=[OWED, DONE, LONG_AGO, OTHERS]), rader.words(), DAY)


def test_each_own_insats_has_the_templates_that_it_still_owes(files: dict[str, bytes]) -> None:
    """Rapporternas mallar. Dokumenten som behövs medan insatsen pågår har sina egna prov."""
    meanwhile = {f"dokument/insatser/ett/{name}.docx" for name in INSATSENS}
    assert {name for name in files if name.startswith("dokument/insatser/")} - meanwhile == {
        "dokument/insatser/ett/slutrapport.docx"
    }


def test_the_name_the_owner_and_the_time_are_filled_in_and_the_rest_is_as_in_the_template(files: dict[str, bytes]) -> None:
    empty, own = (files[f"dokument/{name}slutrapport.docx"] for name in ("", "insatser/ett/"))
    before, after = (read_document(io.BytesIO(one)) for one in (empty, own))
    assert after.title == before.title and after.tags.keys() == before.tags.keys()
    table = docx.Document(io.BytesIO(own)).tables[0]
    answers = {row.cells[0].text: "".join(node.text for node in row._tr.tc_lst[1].iter(qn("w:t"))) for row in table.rows[1:]}
    assert answers == {
        "Insats": NAME,
        "Projektägare": "Ånäs kommun",
        "Projekttid": "1 januari 2019 – 31 december 2026",
        "Skriven av": word.PLACEHOLDER,
        "Datum": word.PLACEHOLDER,
    }


def test_an_answer_is_no_longer_shown_as_a_placeholder(files: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(files["dokument/insatser/ett/slutrapport.docx"]))
    controls = {control.find(f".//{qn('w:tag')}").get(qn("w:val")): control for control in document.element.iter(qn("w:sdt"))}
    shown = {tag: control.find(f".//{qn('w:showingPlcHdr')}") is None for tag, control in controls.items()}
    assert {tag for tag, is_answer in shown.items() if is_answer} == set(known(register(insatser=[OWED]).insatser[0]))


def test_the_same_answers_give_the_same_bytes(files: dict[str, bytes]) -> None:
    empty = files["dokument/slutrapport.docx"]
    assert filled(empty, {"uppgift-insats": "A"}) == filled(empty, {"uppgift-insats": "A"})
    assert known(register(insatser=[rader.insats()]).insatser[0]) == {"uppgift-insats": "Insatsen ett"}
