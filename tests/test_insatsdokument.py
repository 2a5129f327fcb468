"""Dokumenten som en insats har medan den pågår: namn, parter, tid och mål är ifyllda, och resten är fält att skriva i."""

import io
from datetime import date

import docx
import pytest
from docx.document import Document

from macros.downloads import INSATSENS, document_name, insatsens_dokument
from macros.exports.insatsdokument import WRITERS, insatsdokument
from macros.model.register import Register
from macros.model.tid import Status
from tests.ordfiler import controls
from tests.rader import example_register

DURING = date(2019, 3, 1)  # då insatsen mot-arbete pågår


@pytest.fixture(scope="module")
def register() -> Register:
    return example_register()


@pytest.fixture(scope="module")
def files(register: Register) -> dict[str, bytes]:
    return dict(insatsdokument(register, DURING))


def opened(files: dict[str, bytes], name: str, register: Register) -> Document:
    return docx.Document(io.BytesIO(files[insatsens_dokument(register.insats["mot-arbete"], name)]))


def text(document: Document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_every_insats_that_goes_on_has_each_document_and_there_is_an_empty_one(register: Register, files: dict) -> None:
    active = [one for one in register.insatser_i(register.värd) if one.status(DURING) in (Status.PÅGÅR, Status.KOMMANDE)]
    assert register.insats["mot-arbete"] in active
    expected = {document_name(name) for name in INSATSENS} | {insatsens_dokument(one, n) for one in active for n in INSATSENS}
    assert files.keys() == expected
    assert WRITERS.keys() == INSATSENS.keys()
    assert dict(insatsdokument(register, DURING)) == files  # samma byte


@pytest.mark.parametrize("name", INSATSENS)
def test_what_is_known_is_filled_in_and_the_rest_is_fields(register: Register, files: dict, name: str) -> None:
    insats = register.insats["mot-arbete"]
    filled = opened(files, name, register)
    assert insats.namn in text(filled) and insats.projektägare in text(filled)
    assert filled.core_properties.title == f"{INSATSENS[name]}: {insats.namn}"
    empty = docx.Document(io.BytesIO(files[document_name(name)]))
    assert len(controls(empty)) > 5  # och inga två fält har samma märke
    assert len(controls(filled)) > 5
    assert "uppgift-insats" not in controls(filled)


def test_the_agreement_has_parties_goals_money_and_the_annex(register: Register, files: dict) -> None:
    insats, said = register.insats["mot-arbete"], text(opened(files, "samarbetsavtal", register))
    assert all(part.namn in said for part in insats.parter)
    assert all(mål.mål in said for mål in register.uppföljning.mål_för(insats))
    assert "Bilaga: arbetsmiljön" in said
    assert "Avtalet gäller när det är underskrivet." in said


def test_the_brief_is_the_evaluation_matrix_and_what_there_is_to_build_on(register: Register, files: dict) -> None:
    said = text(opened(files, "utvarderingsuppdrag", register))
    for mål in register.uppföljning.mål_för(register.insats["mot-arbete"]):
        assert " ".join(mål.mål.split()) in said and mål.indikator in said
    assert "Exempelenkät till deltagare, svar 2018." in said
    assert "Utfall, 2018-01-01 till 2018-12-31." in said


def test_the_plan_has_the_answers_of_each_party(register: Register, files: dict) -> None:
    said = text(opened(files, "implementeringsplan", register))
    assert "Ja. Alla chefer har läst slutrapporten." in said
    assert "Nämnden tar upp frågan i budgeten." in said


def test_the_agenda_has_the_goals_and_what_is_due(register: Register, files: dict) -> None:
    document = opened(files, "styrgruppsmote", register)
    said = text(document)
    assert "1. Förra mötet" in said and "8. Beslut" in said
    assert "Nämnden tar upp frågan i budgeten." in said
