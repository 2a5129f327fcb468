"""Arbetsboken för utfall: kvinnor och män skrivs, resten räknas, och talen förs in redan skyddade."""

from pathlib import Path

import openpyxl
import pytest

from macros.excel import command
from macros.excel.outcome_book import SHEET
from macros.settings import SettingError
from tests import minimal
from tests.minimal import FOLDER, TODAY, Folder, K
from tests.utfallsfiler import MEASURES, NUMBERS, ROLES, M, U

YEAR = ("2024-07-01", "2025-06-30")
FILE = f"utfall-rosa-{YEAR[0]}-{YEAR[1]}.xlsx"
WHOLE = {field: (NUMBERS["kvinnor"][place], NUMBERS["män"][place]) for place, field in enumerate(ROLES) if place < 10}
FEW = WHOLE | {"sjukvård": (14, 1), "ersättning": (4, 9), "annat": (1, 9)}
SUMMED = "utfall.yaml: 3 nya och 0 ändrade rader."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path).with_tables(
        {M: MEASURES, K: FOLDER[K] + "- id: kansliet\n  titel: Kansliets egna uppgifter\n  utgivare: Förbundets kansli\n"}
    )


def book(folder: Folder, insats: str = "rosa", counts: dict[str, tuple[int, int]] = WHOLE, **texts: str) -> str:
    """En ifylld bok för en insats."""
    assert command.run(["utfall", insats, *YEAR], folder.path, TODAY) == 0
    name = FILE.replace("rosa", insats)
    filled = openpyxl.load_workbook(name)
    sheet = filled[SHEET]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    for field, (women, men) in counts.items():
        sheet.cell(rows[field], 3).value, sheet.cell(rows[field], 4).value = women, men
    for field, text in ({"till_annat": "Några flyttade."} | texts).items():
        sheet.cell(rows[field], 3).value = text
    filled.save(name)
    return name


def saved(folder: Folder) -> dict[str, dict]:
    return {row["kön"]: dict(row) for row in minimal.examine(folder.path).data.rows("utfall")}


def test_a_filled_book_becomes_three_rows(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["in", book(folder)], folder.path, TODAY) == 0
    assert capsys.readouterr().err.splitlines()[-1] == SUMMED
    rows = saved(folder)
    for kön, numbers in NUMBERS.items():
        assert [rows[kön][field] for field in WHOLE] == [str(number) for number in numbers[:10]]
        assert (rows[kön]["insats"], rows[kön]["period"]) == ("rosa", {"från": YEAR[0], "till": YEAR[1]})
    assert [row.get("till_annat") for row in rows.values()] == ["Några flyttade.", None, None]
    assert folder.findings() == []


def rules(folder: Folder) -> set[str]:
    return {one.rule for one in minimal.examine(folder.path).findings}


def test_small_numbers_go_in_protected(folder: Folder) -> None:
    assert command.run(["in", book(folder, counts=FEW)], folder.path, TODAY) == 0
    rows = saved(folder)
    hidden = {kön: [field for field in WHOLE if rows[kön][field] == "skyddat"] for kön in rows}
    assert hidden == {"totalt": [], "kvinnor": ["sjukvård", "ersättning", "annat"], "män": ["sjukvård", "ersättning", "annat"]}
    assert rules(folder) == {"text-bredvid-skyddade-tal"}


def test_the_share_is_kept_when_its_parts_are_protected(folder: Folder) -> None:
    few = FEW | {"arbete": (3, 7), "studier": (11, 5)}
    assert command.run(["in", book(folder, counts=few)], folder.path, TODAY) == 0
    rows = saved(folder)
    assert (rows["kvinnor"]["arbete"], rows["kvinnor"]["sjukvård"]) == ("skyddat", "skyddat")
    assert [rows[kön].get("positiva") for kön in ("kvinnor", "män")] == ["21", "17"]
    assert rules(folder) == {"text-bredvid-skyddade-tal"}


def test_the_same_book_again_changes_nothing(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    name = book(folder, counts=FEW)
    command.run(["in", name], folder.path, TODAY)
    before = (folder.path / U).read_bytes()
    assert command.run(["in", name], folder.path, TODAY) == 0
    assert (folder.path / U).read_bytes() == before
    assert capsys.readouterr().err.splitlines()[-1] == "Boken ändrar inget."


def test_other_rows_are_never_removed(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    command.run(["in", book(folder)], folder.path, TODAY)
    assert command.run(["in", book(folder, "gul"), "--ta-bort"], folder.path, TODAY) == 0
    assert capsys.readouterr().err.splitlines()[-1] == SUMMED
    assert {row["insats"] for row in minimal.examine(folder.path).data.rows("utfall")} == {"rosa", "gul"}


def test_several_books_go_in_at_once(folder: Folder) -> None:
    assert command.run(["in", book(folder), book(folder, "gul")], folder.path, TODAY) == 0
    assert {row["insats"] for row in minimal.examine(folder.path).data.rows("utfall")} == {"rosa", "gul"}


@pytest.mark.parametrize(
    ("counts", "finding"),
    [
        (
            WHOLE | {"sjukvård": (8, 6)},
            "fel: Utfallen är tillsammans 39, men avslut minus tidiga_avhopp är 40 (utfall rosa-2024-07-01-2025-06-30-kvinnor)",
        ),
        ({"aktiva": ("många", 62)}, f"{SHEET}!C8 fel: aktiva många har fel form"),
    ],
)
def test_a_book_that_does_not_add_up_changes_nothing(
    folder: Folder, capsys: pytest.CaptureFixture[str], counts: dict, finding: str
) -> None:
    before = (folder.path / U).read_bytes()
    assert command.run(["in", book(folder, counts=counts)], folder.path, TODAY) == 1
    told = capsys.readouterr()
    assert finding in told.out
    assert told.err.endswith(f"Inget är infört. Rätta i {FILE}, spara och kör igen.\n")
    assert (folder.path / U).read_bytes() == before


def test_the_same_book_is_made_of_the_same_bytes(folder: Folder) -> None:
    command.run(["utfall", "rosa", *YEAR], folder.path, TODAY)
    first = Path(FILE).read_bytes()
    command.run(["utfall", "rosa", *YEAR], folder.path, TODAY)
    assert Path(FILE).read_bytes() == first


def test_an_unknown_insats_is_told(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["utfall", "rossa", *YEAR], folder.path, TODAY) == 1
    assert capsys.readouterr().err == "Insatsen rossa finns inte. Menade du rosa? Skriv insatsens id.\n"
    with pytest.raises(SettingError, match="Skriv excel utfall INSATS FRÅN TILL"):
        command.run(["utfall", "rosa", "2024"], folder.path, TODAY)
