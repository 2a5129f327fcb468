"""Excel ut och in: en bok som inte är ändrad ändrar ingen byte, ett fel står vid sin cell, och det som inte rörs är kvar."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from macros.excel import command
from macros.excel.reading import cell_text, place_of
from macros.excel.sheets import sheets_of
from macros.findings import Mark
from macros.read.archive import Unreadable, opened
from macros.settings import SettingError
from tests import rader
from tests.minimal import TODAY, Folder

BOOK = "uppgifter.xlsx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path)


def contents(folder: Folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.path.glob("*.yaml")}


def fill(change: Callable[[Any], None], file: str = BOOK) -> None:
    """Ändrar i boken så som någon gör i Excel."""
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)


def column(sheet: Any, path: str) -> int:
    return next(cell.column for cell in sheet[2] if cell.value == path)


def first_empty(sheet: Any) -> int:
    return next(row for row in range(3, sheet.max_row + 2) if not sheet.cell(row, 1).value)


def put(book: Any, name: str, row: int, **values: Any) -> None:
    for path, value in values.items():
        book[name].cell(row, column(book[name], path.replace("__", "."))).value = value


def test_a_book_that_nobody_has_changed_changes_no_byte(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    assert command.run(["ut"], folder.path, TODAY) == 0
    assert command.run(["in", BOOK], folder.path, TODAY) == 0
    assert contents(folder) == before
    assert capsys.readouterr().err.splitlines()[-1] == "Boken ändrar inget."


def test_the_same_day_gives_the_same_bytes(folder: Folder) -> None:
    command.run(["ut", "insatser"], folder.path, TODAY)
    first = Path("insatser.xlsx").read_bytes()
    command.run(["ut", "insatser"], folder.path, TODAY)
    assert Path("insatser.xlsx").read_bytes() == first


def test_a_date_and_a_new_row_go_in_and_the_rest_is_untouched(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.write("insatser.yaml", "# Först en kommentar\n" + (folder.path / "insatser.yaml").read_text("utf8"))
    before = contents(folder)
    command.run(["ut", "insatser"], folder.path, TODAY)

    def change(book: Any) -> None:
        put(book, "insatser", 3, projekttid__slut="2020-04-30")
        put(book, "insatser", first_empty(book["insatser"]), id="ny", namn="Ny insats")
        put(book, "insatser.källa", first_empty(book["insatser.källa"]), tillhör="ny", dokument="plan")

    fill(change, "insatser.xlsx")
    assert command.run(["in", "insatser.xlsx"], folder.path, TODAY) == 0
    after = contents(folder)
    assert capsys.readouterr().err.splitlines()[-1] == "insatser.yaml: 1 nya och 1 ändrade rader."
    assert {name for name in before if before[name] != after[name]} == {"insatser.yaml"}
    new = "- id: ny\n  namn: Ny insats\n  källa:\n    - dokument: plan\n"
    text = after["insatser.yaml"].decode()
    assert new in text
    assert text.replace(new, "").replace("slut: 2020-04-30", "slut: 2020-03-31").encode() == before["insatser.yaml"]


def test_a_dry_run_shows_the_difference_and_writes_nothing(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    command.run(["ut", "insatser"], folder.path, TODAY)
    fill(lambda book: put(book, "insatser", 3, namn="Röda rummet"), "insatser.xlsx")
    assert command.run(["in", "insatser.xlsx", "--torr"], folder.path, TODAY) == 0
    assert "-  namn: Rosa rummet\n+  namn: Röda rummet\n" in capsys.readouterr().out
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("sheet", "values", "finding"),
    [
        (
            "insatser",
            {"projekttid__slut": "2016-01-01"},
            "insatser!E3 fel: projekttid.slut 2016-01-01 ligger före projekttid.start 2017-05-02 (insats rosa).",
        ),
        (
            "insatser.metodval",
            {"metod": "enkatt"},
            "insatser.metodval!B3 fel: metodval.metod enkatt finns inte i tabellen metoder",
        ),
        ("insatser.budget", {"belopp": "mycket"}, "insatser.budget!D3 fel: budget.belopp"),
        (
            "insatser.metodval",
            {"tillhör": "rosaa"},
            "insatser.metodval!A3 fel: rosaa står inte i bladet insatser. Menade du rosa?",
        ),
        ("insatser.metodval", {"tillhör": None}, "insatser.metodval!A3 fel: Raden saknar tillhör."),
    ],
)
def test_an_error_is_told_at_its_cell_and_nothing_goes_in(
    folder: Folder, capsys: pytest.CaptureFixture[str], sheet: str, values: dict[str, str], finding: str
) -> None:
    before = contents(folder)
    command.run(["ut", "insatser"], folder.path, TODAY)
    fill(lambda book: put(book, sheet, 3, **values), "insatser.xlsx")
    assert command.run(["in", "insatser.xlsx"], folder.path, TODAY) == 1
    told = capsys.readouterr()
    assert told.out.startswith(finding)
    assert told.err.endswith("Inget är infört. Rätta i insatser.xlsx, spara och kör igen.\n")
    assert contents(folder) == before


def test_an_unknown_sheet_is_told(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    command.run(["ut", "insatser"], folder.path, TODAY)
    fill(lambda book: book.create_sheet("insaster"), "insatser.xlsx")
    assert command.run(["in", "insatser.xlsx"], folder.path, TODAY) == 1
    assert capsys.readouterr().out == (
        "insaster!A1 fel: Bladet hör inte till någon tabell. Menade du insatser? Byt namn på bladet eller ta bort det.\n"
    )


def test_a_row_that_is_not_in_the_book_stays_until_somebody_says_so(folder: Folder) -> None:
    command.run(["ut", "nyheter"], folder.path, TODAY)
    fill(lambda book: book["nyheter"].delete_rows(3), "nyheter.xlsx")
    before = contents(folder)
    fill(lambda book: put(book, "nyheter", 3, id="andra", datum="2026-11-01", rubrik="En till"), "nyheter.xlsx")
    assert command.run(["in", "nyheter.xlsx"], folder.path, TODAY) == 0
    assert before["nyheter.yaml"].decode() in (folder.path / "nyheter.yaml").read_text("utf8")
    assert command.run(["in", "nyheter.xlsx", "--ta-bort"], folder.path, TODAY) == 0
    assert "id: start" not in (folder.path / "nyheter.yaml").read_text("utf8")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_a_csv_file_from_swedish_excel_goes_in(folder: Folder, encoding: str) -> None:
    lines = ["id;datum;rubrik", "vår;2026-11-01;Vårens möten är här", "host;2026-11-02;Hösten; också"]
    Path("nyheter.csv").write_bytes(
        "\r\n".join(lines).replace("vår;", "var;").replace("Hösten; också", '"Hösten; också"').encode(encoding)
    )
    assert command.run(["in", "nyheter.csv"], folder.path, TODAY) == 0
    text = (folder.path / "nyheter.yaml").read_text("utf8")
    assert "rubrik: Vårens möten är här" in text
    assert "rubrik: Hösten; också" in text


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (True, "text", "ja"),
        (12.0, "antal", "12"),
        (5.6, "number", "5.6"),
        ("5,6", "number", "5.6"),
        ("1 500 000", "integer", "1500000"),
        ("1 500", "text", "1 500"),
        ("  Gröna rum\r\nandra raden ", "text", "Gröna rum\nandra raden"),
        (None, "text", ""),
    ],
)
def test_a_cell_is_written_as_in_yaml(value: Any, kind: str, text: str) -> None:
    tables = rader.example().dictionary.tables
    fields = {
        "text": tables["insatser"].by_name["namn"],
        "antal": tables["utfall"].by_name["aktiva"],
        "number": tables["parter"].by_name["huvudmannens_andel"],
        "integer": tables["insatser"].field("budget.belopp"),
    }
    assert cell_text(value, fields[kind]) == text


def test_a_place_is_told_as_in_excel() -> None:
    assert place_of(Mark("utfall", 12, 6), "bok.xlsx") == "utfall!F12"
    assert place_of(Mark("nyheter", 3, 2), "nyheter.csv") == "nyheter.csv:3"


def test_every_field_of_every_table_has_its_column() -> None:
    for table in rader.example().dictionary.tables.values():
        columns = {(sheet.lista, column.path) for sheet in sheets_of(table) for column in sheet.columns}
        for field in (field for field in table.fields if not field.from_folder):
            inner = field.inner or (None,)
            for one in inner:
                path = field.name if one is None else one.name if field.type == "array" else f"{field.name}.{one.name}"
                assert (field.name if field.type == "array" and one else "", path) in columns
        assert len({sheet.name for sheet in sheets_of(table)}) == len(sheets_of(table))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("saknas.xlsx", None, "saknas.xlsx går inte att öppna. Kontrollera namnet, och stäng filen i andra program."),
        ("text.xlsx", b"hej", "text.xlsx är trasig eller inget dokument från Excel."),
        ("gammal.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "gammal.xlsx har lösenord eller ett äldre format."),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        opened(tmp_path / name, "Excel")
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"word/document.xml": b"<a/>"}, "är en fil från Word. Välj en fil från Excel."),
        ({"xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b"x"}, "innehåller makron, och de läses inte."),
        ({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, "innehåller kod som inte hör hemma i ett dokument."),
        ({"xl/workbook.xml": b"0" * 210_000_000}, "blir orimligt stor när den packas upp."),
        ({f"xl/{number}.xml": b"" for number in range(5001)}, "blir orimligt stor när den packas upp."),
    ],
)
def test_a_file_that_could_do_harm_is_refused(tmp_path: Path, parts: dict[str, bytes], said: str) -> None:
    path = tmp_path / "bok.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(Unreadable) as caught:
        opened(path, "Excel")
    assert said in str(caught.value)


@pytest.mark.parametrize("arguments", [[], ["upp"], ["in"], ["ut", "--fel"]])
def test_a_command_written_wrong_is_told_how(folder: Folder, arguments: list[str]) -> None:
    with pytest.raises(SettingError, match=r"Skriv excel ut \[tabell"):
        command.run(arguments, folder.path, TODAY)


def test_a_table_that_does_not_exist_is_told(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["ut", "insats"], folder.path, TODAY) == 1
    assert capsys.readouterr().err.startswith("Tabellen insats finns inte. Menade du insatser?")
