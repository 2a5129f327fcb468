"""De platta tabellerna som filer: CSV, arbetsböcker och datapaketet som beskriver dem."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from macros.exports.csv_files import csv_of
from macros.exports.ooxml import same_bytes
from macros.exports.schema import csv_resource
from macros.exports.v1.om import Om
from macros.exports.v1.tidy import Column, TidyTable

LONGEST_SHEET = 31  # tecken i ett blads namn (ECMA-376)
LONGEST_CELL = 32_767  # tecken i en cell (Excel)
MOST_IN_MEMORY = 5_000  # rader i en arbetsbok; fler skrivs till en fil allt eftersom, som är långsammare men ryms i minnet
WIDTHS = {"string": 28, "date": 12, "integer": 12, "number": 12, "year": 8, "boolean": 12}


def tidy_csv(table: TidyTable) -> bytes:
    """Tabellen som CSV."""
    return csv_of([column.name for column in table.columns], table.rows)


def workbook(tables: Sequence[TidyTable], om: Om) -> bytes:
    """En arbetsbok med ett blad per tabell som har rader, efter ett blad om uppgifterna."""
    out = io.BytesIO()
    memory = "constant_memory" if sum(len(table.rows) for table in tables) > MOST_IN_MEMORY else "in_memory"
    book = xlsxwriter.Workbook(out, {memory: True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": om.titel, "company": om.utgivare, "created": datetime.combine(om.dag, time.min)})
    drawn = [table for table in tables if table.rows] or list(tables[:1])
    names = sheet_names(drawn)
    _write_about(book, drawn, names, om)
    for table in drawn:
        _write_table(book, table, names[table.name])
    book.close()
    return same_bytes(out.getvalue())


def sheet_names(tables: Iterable[TidyTable]) -> dict[str, str]:
    """Bladens namn efter tabellens. Långa namn kortas, och blir ändå aldrig lika."""
    names: dict[str, str] = {}
    for table in tables:
        name, number = table.name[:LONGEST_SHEET], 2
        while name in names.values():
            name, number = f"{table.name[: LONGEST_SHEET - 2]}~{number}", number + 1
        names[table.name] = name
    return names


def _write_about(book: Workbook, tables: Iterable[TidyTable], names: dict[str, str], om: Om) -> None:
    """Bladet som säger vems uppgifterna är, vad de får användas till och vad varje kolumn betyder."""
    sheet, head = book.add_worksheet("Om uppgifterna"), book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 1, 30, wrap)
    sheet.set_column(2, 2, 90, wrap)
    lines = list(om.lines())
    for row, (name, text) in enumerate(lines):
        sheet.write_row(row, 0, (name, text))
    row = len(lines) + 1
    sheet.write_row(row, 0, ("Blad", "Kolumn", "Betyder", "Enhet"), head)
    for table in tables:
        for column in table.columns:
            row += 1
            sheet.write_row(row, 0, (names[table.name], column.name, f"{column.title}. {column.description}", column.enhet))


def _write_table(book: Workbook, table: TidyTable, name: str) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, WIDTHS[column.type])
    sheet.write_row(0, 0, [column.name for column in table.columns], book.add_format({"bold": True, "bottom": 1}))
    writers = [_writer(sheet, column) for column in table.columns]
    for number, row in enumerate(table.rows, 1):
        for place, (value, write) in enumerate(zip(row, writers, strict=True)):
            if value is not None:
                write(number, place, value)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _writer(sheet: Worksheet, column: Column) -> Callable[[int, int, Any], object]:
    """Det som skriver kolumnens celler. Text skrivs alltid som text, så att inget blir en formel."""
    if column.type in ("string", "date"):
        return lambda row, place, text: sheet.write_string(row, place, text[:LONGEST_CELL])
    if column.is_flag:
        return lambda row, place, flag: flag and sheet.write_boolean(row, place, True)
    return sheet.write_boolean if column.type == "boolean" else sheet.write_number


def resource(table: TidyTable) -> dict[str, Any]:
    """Tabellen som en resurs i datapaketet."""
    schema = {
        "fields": [_described(table, column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
        "foreignKeys": [
            {
                "fields": list(one.columns),
                "reference": {"resource": "" if one.table == table.name else one.table, "fields": list(one.originals)},
            }
            for one in table.references
        ],
    }
    return csv_resource(table.name, table.title, table.description, schema)


def _described(table: TidyTable, column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "title": column.title,
        "description": column.description,
        "type": column.type,
    }
    if column.enhet:
        described["unit"] = column.enhet
    if column.type == "boolean":
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints: dict[str, Any] = {"required": True} if column.name in table.key else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    return described | ({"constraints": constraints} if constraints else {})
