"""Ifyllda blad → rader så som läsaren ger dem, med bladet och cellen som plats. Filerna kan komma från Excel eller som CSV."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils import get_column_letter

from macros.dictionary.slag import ANTAL
from macros.dictionary.words import Dictionary, Field, Table
from macros.excel.sheets import OWNER, Column, Sheet, sheets_of
from macros.findings import FEL, Finding, Mark, suggestion
from macros.read import Items, Record, Text, placed
from macros.read.archive import Unreadable, opened

SEPARATOR = "!"  # mellan blad och cell, som i Excel
LOOKED_AT = 10  # rader överst där fältnamnen kan stå
NOT_TABLES = ("Läs först", "val")


class Grid(NamedTuple):
    """Ett blad som rader av celler. `name` är bladets namn, eller CSV-filens."""

    name: str
    rows: list[list[Any]]


class Filled(NamedTuple):
    """Det som stod i filen: raderna och kolumnerna efter tabell, fynden om hur den är ifylld, och varje blads tabell."""

    rows: dict[str, list[Record]]
    columns: dict[str, set[str]]
    findings: list[Finding]
    sheets: dict[str, str]


def grids_of(path: Path) -> list[Grid]:
    """Filens blad. Raises: Unreadable när filen inte går att läsa."""
    return list(_csv(path) if path.suffix.lower() == ".csv" else _xlsx(path))


def table_rows(grids: Iterable[Grid], words: Dictionary) -> Filled:
    """Raderna i de blad som är tabeller."""
    known = {sheet.name: sheet for table in words.tables.values() for sheet in sheets_of(table)}
    filled = Filled({}, {}, [], {})
    for grid in sorted(grids, key=lambda grid: getattr(known.get(grid.name), "lista", "")):  # listorna sist
        filled.sheets[grid.name] = known[grid.name].table.name if grid.name in known else ""
        if sheet := known.get(grid.name):
            _read_sheet(grid, sheet, filled)
        elif grid.name not in NOT_TABLES:
            text = f"Bladet hör inte till någon tabell.{suggestion(grid.name, known)} Byt namn på bladet eller ta bort det."
            filled.findings.append(Finding(Mark(grid.name, 1, 1), FEL, text, "okänt-blad"))
    return filled


def _xlsx(path: Path) -> Iterator[Grid]:
    try:
        book = openpyxl.load_workbook(opened(path, "Excel"), data_only=True)
    except (KeyError, ValueError, TypeError, AttributeError, SyntaxError) as error:
        raise Unreadable(f"{path.name} går inte att läsa. Öppna den i Excel och spara den igen.") from error
    for sheet in book.worksheets:
        yield Grid(sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)])


def _csv(path: Path) -> Iterator[Grid]:
    """Excel på svenska sparar CSV med semikolon och decimalkomma, som UTF-8 med BOM eller som Windows-1252."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path.name} går inte att öppna. Kontrollera namnet, och stäng filen i andra program.") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    yield Grid(path.stem, [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)])


def _read_sheet(grid: Grid, sheet: Sheet, filled: Filled) -> None:
    head, columns = _columns(grid, sheet)
    key = sheet.table.primary_key
    needed = OWNER if sheet.lista else key
    if needed not in (column.path for _, column in columns):
        text = f"Kolumnen {needed} saknas. Hämta bladet på nytt med python -m macros excel ut {sheet.table.name}."
        filled.findings.append(Finding(Mark(grid.name, head + 1, 1), FEL, text, "saknad-kolumn"))
        return
    table, rows = sheet.table.name, filled.rows.setdefault(sheet.table.name, [])
    names = {sheet.lista} if sheet.lista else {column.path.partition(".")[0] for _, column in columns}
    filled.columns.setdefault(table, set()).update(names)
    owners = {str(row[key]): row for row in rows if key in row}
    for number, cells in enumerate(grid.rows[head + 1 :], head + 2):
        record = _record(grid.name, number, cells, columns)
        if not record:
            continue
        if not sheet.lista:
            rows.append(record)
        elif error := _into_owner(record, sheet, owners):
            filled.findings.append(error)


def _columns(grid: Grid, sheet: Sheet) -> tuple[int, list[tuple[int, Column]]]:
    """Raden med fältnamn (från noll), och kolumnerna som den känner igen. Rubrikerna duger när fältnamnen är borta."""
    by_name = {name.casefold(): column for column in sheet.columns for name in (column.title, column.path)}
    best: tuple[int, list[tuple[int, Column]]] = (0, [])
    for number, cells in enumerate(grid.rows[:LOOKED_AT]):
        known = [
            (place, by_name[found])
            for place, cell in enumerate(cells)
            if (found := str(cell or "").strip().casefold()) in by_name
        ]
        if len(known) >= max(len(best[1]), 1):
            best = (number, known)
    return best


def _record(name: str, number: int, cells: Sequence[Any], columns: Iterable[tuple[int, Column]]) -> Record:
    """Radens fält. Tom när inget är ifyllt."""
    record = placed(Record(), Mark(name, number, 1))
    for place, column in columns:
        text = cell_text(cells[place] if place < len(cells) else None, column.field)
        if not text:
            continue
        mark = Mark(name, number, place + 1)
        target, *inner = column.path.split(".")
        home = record
        for step in inner:
            home[placed(Text(target), mark)] = home.get(target) or placed(Record(), mark)
            home, target = home[target], step
        home[placed(Text(target), mark)] = _value(text, column, mark)
    return record


def _value(text: str, column: Column, mark: Mark) -> Text | Items:
    if not column.is_list:
        return placed(Text(text), mark)
    items = placed(Items(), mark)
    items.extend(placed(Text(line.strip()), mark) for line in text.split("\n") if line.strip())
    return items


def _into_owner(record: Record, sheet: Sheet, owners: dict[str, Record]) -> Finding | None:
    """Lägger objektet i raden som det hör till. Raden kan sakna sitt eget blad: då skapas den med bara id."""
    owner_id = record.pop(OWNER, None)
    if owner_id is None:
        text = f"Raden saknar {OWNER}. Skriv id för den {sheet.table.rad} som den hör till."
        return Finding(record.mark, FEL, text, "saknat-id")
    owner = owners.get(str(owner_id))
    if owner is None:
        text = f"{owner_id} står inte i bladet {sheet.table.name}.{suggestion(str(owner_id), owners)} Rätta id, eller lägg till raden där."
        return Finding(owner_id.mark, FEL, text, "okänt-id")
    field = placed(Text(sheet.lista), record.mark)
    items = owner.setdefault(field, placed(Items(), record.mark))
    if isinstance(items, Items):
        items.append(record)
    return None


def cell_text(value: Any, field: Field) -> str:
    """Cellens innehåll så som det skrivs i YAML."""
    item = field.item
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).replace("\r\n", "\n").strip()
    if item.type == "number" and re.fullmatch(r"-?[0-9  ]+,[0-9]+", text):
        return re.sub("[  ]", "", text).replace(",", ".")
    if item.type in ("integer", "year") or item.slag in ANTAL:
        return re.sub(r"(?<=[0-9])[  ](?=[0-9]{3}\b)", "", text)
    return text


def place_of(mark: Mark, file: str) -> str:
    """Platsen som i Excel: `insatser!F12`, eller radens nummer i en CSV-fil."""
    if file.lower().endswith(".csv"):
        return f"{file}:{mark.line}"
    return f"{mark.file}{SEPARATOR}{get_column_letter(mark.column)}{mark.line}"


def tables_in(words: Dictionary, names: Sequence[str]) -> list[Table]:
    """Tabellerna som är valda, alla när ingen är det. Raises: Unreadable för ett namn som inte finns."""
    for name in names:
        if name not in words.tables:
            raise Unreadable(
                f"Tabellen {name} finns inte.{suggestion(name, words.tables)} Välj bland {', '.join(words.tables)}."
            )
    return [words.tables[name] for name in names] or list(words.tables.values())
