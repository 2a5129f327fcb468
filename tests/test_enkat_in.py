"""Ifyllda enkäter blir en rad i enkatsvar: Worddokument med kryss, och kalkylblad från en webbenkät."""

from pathlib import Path

import openpyxl
import pytest

from macros.exports.enkat import instrument_docx
from macros.exports.word import CHECKED
from macros.read.archive import Unreadable
from macros.settings import SettingError
from macros.word import command
from macros.word.survey import Occasion, count, files_of
from tests import minimal
from tests.conftest import DAY
from tests.minimal import Folder
from tests.rader import example_register
from tests.test_enkatsvar import TABLES, S
from tests.test_ord_tillbaka import as_word, fill

STÖD, PÅVERKA = "Jag får det stöd jag behöver.", "Jag kan påverka mitt stöd."


def occasion(asked: int = 40) -> Occasion:
    return Occasion(example_register().insats["mot-arbete"], 2020, asked)


def survey(folder: Path, name: str, *ticks: str) -> Path:
    """En ifylld enkät till deltagare, med kryss i rutorna som nämns: `2-3` är det tredje svaret på fråga två."""
    instrument = example_register().uppföljning.instrument[0]
    tags = {f"fraga-{question}-svar-{answer}": CHECKED for question, answer in (one.split("-") for one in ticks)}
    path = folder / name
    path.write_bytes(as_word(fill(instrument_docx(instrument, "Alfa", DAY), tags)))
    return path


def pile(folder: Path) -> list[Path]:
    """Sexton svarande: tio får stöd, sex får det inte, och ingen svarar på den andra frågan utom två."""
    ticks = [("2-3",)] * 8 + [("2-3", "3-1")] * 2 + [("2-1",)] * 3 + [("2-2",)] * 3
    return [survey(folder, f"svar-{number:02}.docx", *one) for number, one in enumerate(ticks)]


def test_ticks_are_counted_and_protected(tmp_path: Path) -> None:
    found = count(pile(tmp_path), occasion(), example_register())
    assert (found.rad.tillfrågade, found.rad.svarande, found.findings) == (40, 16, [])
    stöd, påverka = found.rad.svar
    assert (stöd.fråga, stöd.låga, stöd.höga, stöd.val) == (STÖD, None, 10, ())  # sex är låga och ingen är däremellan
    assert not påverka.visas


def test_two_ticks_and_no_tick_are_not_counted_and_said(tmp_path: Path) -> None:
    files = [survey(tmp_path, "två.docx", "2-1", "2-3"), survey(tmp_path, "inga.docx")]
    found = count(files, occasion(), example_register())
    assert found.svarande == 0
    assert [str(one) for one in found.findings] == [
        "två.docx:1:1 varning: Fråga 2 har 2 kryss, och räknas inte.",
        "två.docx:1:1 varning: Ingen fråga har ett kryss, så dokumentet räknas inte.",
        "inga.docx:1:1 varning: Ingen fråga har ett kryss, så dokumentet räknas inte.",
    ]


def sheet(path: Path, *rows: list) -> Path:
    book = openpyxl.Workbook()
    for row in [["Id", "E-post", f"1. {STÖD}", PÅVERKA, "Kommentar"], *rows]:
        book.active.append(row)
    book.save(path)
    return path


def test_a_sheet_from_a_web_survey_is_counted_by_its_questions(tmp_path: Path) -> None:
    rows = [[n, "x@exempel.se", "Instämmer helt" if n < 12 else "Instämmer inte alls", "Vet ej", "Nej"] for n in range(20)]
    found = count([sheet(tmp_path / "svar.xlsx", *rows, [21, "", None, None, None])], occasion(), example_register())
    assert (found.svarande, found.rad.svar[0].höga, found.rad.svar[1].visas) == (20, 12, False)


def test_an_answer_outside_the_scale_is_said(tmp_path: Path) -> None:
    found = count([sheet(tmp_path / "svar.xlsx", [1, "", "Instämer helt", "Vet ej", ""])], occasion(), example_register())
    assert [str(one) for one in found.findings] == [
        f"svar.xlsx:2:1 varning: Svaret på ”{STÖD}” finns inte i skalan, och räknas inte. Menade du Instämmer helt?"
    ]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (
            lambda folder: [sheet(folder / "svar.xlsx", *[[n, "", "Vet ej", "Vet ej", ""] for n in range(41)])],
            "41 har svarat, men",
        ),
        (lambda folder: [folder / "saknas.docx"], "saknas.docx"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, make, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        count(make(tmp_path), occasion(), example_register())


def test_a_folder_is_its_documents(tmp_path: Path) -> None:
    survey(tmp_path, "a.docx", "2-1")
    (tmp_path / "~$a.docx").write_bytes(b"")
    assert [one.name for one in files_of([tmp_path])] == ["a.docx"]


# ---- Kommandot --------------------------------------------------------------------------------------------

OPTIONS = ["--insats=rosa", "--år=2018", "--tillfrågade=30"]


@pytest.fixture
def folder(folder: Folder) -> Folder:
    folder.edit("kallor.yaml", "- id: plan\n", "- id: kansliet\n  titel: Kansliet\n  utgivare: Alfa\n- id: plan\n")
    return folder.with_tables(TABLES)


def answers(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in [["Hur trivs du?"], *[["Bra"]] * 11, *[["Dåligt"]] * 6, *[["Sådär"]] * 5]:
        book.active.append(row)
    book.save(path)
    return path


def test_the_command_writes_the_row(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(answers(folder.path.parent / "svar.xlsx"))
    assert command.run([file, *OPTIONS], folder.path, minimal.TODAY) == 0
    assert "Inget är skrivet. Kör igen med --skriv" in capsys.readouterr().err
    assert command.run([file, *OPTIONS, "--skriv"], folder.path, minimal.TODAY) == 0
    assert "1 filer är lästa, och 22 har svarat. 0 av 1 frågor visas inte" in capsys.readouterr().err
    _, row = minimal.examine(folder.path).data.rows("enkatsvar")
    assert (row["id"], row["svarande"], row["tillfrågade"]) == ("rosa-trivsel-2018", "22", "30")
    assert row["svar"][0] == {
        "fråga": "Hur trivs du?",
        "val": [{"svar": "Dåligt", "antal": "6"}, {"svar": "Bra", "antal": "11"}],
    }


def test_a_row_that_is_there_is_changed_and_keeps_its_id(folder: Folder) -> None:
    file = str(answers(folder.path.parent / "svar.xlsx"))
    assert command.run([file, "--insats=rosa", "--år=2019", "--tillfrågade=30", "--skriv"], folder.path, minimal.TODAY) == 0
    [row] = minimal.examine(folder.path).data.rows("enkatsvar")
    assert (row["id"], row["svarande"]) == ("rosa-2019", "22")
    assert folder.findings() == []


def test_the_command_says_how_it_is_written(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SettingError, match="--insats=ID --år=ÅR --tillfrågade=ANTAL"):
        command.run(["svar.xlsx", "--insats=rosa"], folder.path, minimal.TODAY)
    assert command.run(["svar.xlsx", "--insats=ros", "--år=2018", "--tillfrågade=9"], folder.path, minimal.TODAY) == 1
    assert "Insatsen ros finns inte. Menade du rosa? Skriv insatsens id." in capsys.readouterr().err
    assert "rosa-2019" in (folder.path / S).read_text("utf8")
