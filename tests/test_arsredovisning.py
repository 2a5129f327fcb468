"""Underlaget till årsredovisningen: årets rader, bara det som visas, och det som saknas."""

import io
import re
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from macros import check
from macros.arsredovisning import command
from macros.arsredovisning.document import dokument
from macros.model import register as model
from macros.model.arsredovisning import pågick, årsbok
from macros.model.insats import BEVILJAT
from macros.model.kostnad import UTFALL
from macros.model.register import Register
from macros.model.utfall import KÖNEN, TOTALT
from macros.settings import SettingError
from macros.views.delar import VISAS_INTE
from macros.views.text import number
from tests import rader
from tests.conftest import DAY, EXAMPLE
from tests.sagodalen import make
from tests.utfallsrader import register

ÅR = 2025


@pytest.fixture(scope="module")
def sagodalen(tmp_path_factory: pytest.TempPathFactory) -> Register:
    data = make(tmp_path_factory.mktemp("sagodalen") / "mapp", DAY)
    examined = check.examine(data, DAY, pages=()).data
    return model.build(examined.dictionary, examined.tables)


def read(register: Register, år: int = ÅR, day: date = DAY) -> docx.document.Document:
    return docx.Document(io.BytesIO(dokument(årsbok(register, år, day), register, day)))


def table(document: docx.document.Document, first: str) -> list[list[str]]:
    [found] = [one for one in document.tables if one.cell(0, 0).text == first]
    return [[cell.text for cell in row.cells] for row in found.rows][1:]


def test_the_sums_of_the_year_are_the_rows_own(sagodalen):
    bok = årsbok(sagodalen, ÅR, DAY)
    for läge in (BEVILJAT, UTFALL):
        by_hand = sum(
            int(post["belopp"])
            for insats in sagodalen.insatser
            for post in insats.rad.get("budget", [])
            if str(post["år"]) == str(ÅR) and post.get("läge", BEVILJAT) == läge
        )
        assert bok.summan(läge) == by_hand > 0
        assert by_hand == sum((one.beviljat if läge == BEVILJAT else one.utfall) or 0 for one in bok.insatser)


def test_the_document_shows_only_the_sums_that_the_site_shows(sagodalen):
    document, mått = read(sagodalen), sagodalen.uppföljning.mått
    [summa] = [
        one for one in sagodalen.periodsummor if (one.period.från, one.period.till) == (date(ÅR, 1, 1), date(ÅR, 12, 31))
    ]
    shown = {row[0]: row[1:4] for row in table(document, "Mått")}
    for ett in mått.antal:
        tal = [summa.tal.get(kön, {}).get(ett.fält) for kön in (TOTALT, *KÖNEN)]
        assert shown[ett.namn] == [VISAS_INTE.text if one is None else number(one.antal) for one in tal]


def test_every_insats_of_the_year_is_in_the_table(sagodalen):
    expected = [one.namn for one in sagodalen.insatser_i(sagodalen.värd) if pågick(one, ÅR)]
    [first] = [one for one in read(sagodalen).tables if one.cell(0, 1).text == "Projekttid"]
    assert [row.cells[0].text.splitlines()[0] for row in list(first.rows)[1:]] == expected


@pytest.mark.parametrize(
    ("tid", "år", "is_there"),
    [
        ({"start": "2019", "slut": "2020"}, 2020, True),
        ({"start": "2019", "slut": "2020"}, 2021, False),
        ({"start": "2019", "slut": "tills vidare"}, 2025, True),
        ({"start": "2026", "slut": "tills vidare"}, 2025, False),
        ({"start": "2019"}, 2019, True),
        ({"start": "2019"}, 2020, False),  # slutet saknas: ingen vet om den pågick
    ],
)
def test_an_insats_is_in_the_year_only_when_the_row_says_so(tid, år, is_there):
    built = register(forbund=[rader.förbund("alfa", "värd")], insatser=[rader.insats(projekttid=tid)])
    assert pågick(built.insatser[0], år) is is_there


def test_what_is_missing_is_said_and_never_counted_as_nought():
    built = register(
        forbund=[rader.förbund("alfa", "värd")], insatser=[rader.insats(projekttid={"start": "2025", "slut": "2026"})]
    )
    namn = built.insatser[0].namn
    said = [paragraph.text for paragraph in read(built).paragraphs]
    assert "Inget belopp för 2025 är inlagt." in said
    assert "Inga utfall som får visas gäller hela 2025." in said
    assert f"Inget beviljat belopp för 2025: {namn}." in said


def test_a_sum_leads_to_the_rows_that_it_is_made_of(sagodalen):
    xml = read(sagodalen).element
    leads = {link.get(qn("w:anchor")) for link in xml.iter(qn("w:hyperlink"))} - {None}
    marks = [mark.get(qn("w:name")) for mark in xml.iter(qn("w:bookmarkStart"))]
    assert leads == {*marks} and len(marks) == len({*marks}) >= 4
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,39}", mark) for mark in marks)  # det som Word tar som namn


def test_a_year_that_is_not_over_says_so(sagodalen):
    said = [paragraph.text for paragraph in read(sagodalen, 2026).paragraphs]
    assert "Året är inte slut. Uppgifterna är de som fanns den 22 november 2026." in said
    assert not any("inte slut" in one.text for one in read(sagodalen).paragraphs)


def test_the_same_rows_give_the_same_bytes(tmp_path: Path):
    first, second = (tmp_path / name for name in ("a.docx", "b.docx"))
    for file in (first, second):
        assert command.run(["2019", str(file)], EXAMPLE, DAY) == 0
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Skriv arsredovisning ÅR"),
        (["i år"], "Skriv arsredovisning ÅR"),
        (["2027"], "Året 2027 har inte börjat."),
        (["2019", "bok.pdf"], "bok.pdf går inte att skriva."),
        (["2019", "finns-inte/bok.docx"], "finns-inte/bok.docx går inte att skriva."),
    ],
)
def test_a_year_or_a_file_that_cannot_be_used_is_told(arguments, said):
    with pytest.raises(SettingError, match="^" + said.replace(".", r"\.")):
        command.run(arguments, EXAMPLE, DAY)
