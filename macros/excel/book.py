"""En arbetsbok att fylla i: rubriker och hjälp ur ordboken, val att välja bland, och raderna som de står i YAML."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from macros.dictionary.slag import ANTAL
from macros.dictionary.words import Dictionary, Field, Table, value_at
from macros.excel.sheets import OWNER, Column, Sheet, sheets_of
from macros.exports.ooxml import same_bytes

GUIDE, CHOICES = "Läs först", "val"
TITLES, NAMES, FIRST = 0, 1, 2  # rubrikernas rad, fältnamnens, och den första med uppgifter
EMPTY_ROWS = 200  # rader under de ifyllda som också har val och rätt format
TITLE_HEIGHT, NARROW, WIDE = 32, 16, 48
LONGEST_INLINE = 255  # tecken som en lista av val får ha i cellen själv (Excel)
Rows = Mapping[str, Sequence[Mapping[str, Any]]]

HOW = (
    "Varje blad är en tabell, och varje rad en post. Blad med punkt i namnet, som insatser.metodval, är listor inne i en post.",
    "Håll muspekaren över en rubrik så syns vad fältet betyder och ett exempel.",
    "Kolumnen tillhör binder ihop bladen. Skriv där id för raden i tabellens blad.",
    "Rad 2 har fältens namn. Låt den stå som den är. Kolumner får flyttas och tas bort; då rörs de uppgifterna inte.",
    "Datum skrivs som text: 2026-03-31, 2026-03 eller våren 2026. En tom cell är ett fält som inte är ifyllt.",
    "Spara, och kör python -m macros excel in FIL. Då kontrolleras allt, och inget ändras förrän det är rätt.",
)


class Formats(NamedTuple):
    """Cellernas utseende."""

    title: Format
    needed: Format
    name: Format
    text: Format
    number: Format
    how: Format


def workbook(words: Dictionary, tables: Sequence[Table], own: Rows, rows: Rows, today: date) -> bytes:
    """Arbetsboken med tabellerna, ett eller flera blad var.

    Args:
        own: raderna som står i bladen.
        rows: alla tabellers rader, som ger id:n att välja bland.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": words.title, "created": datetime(today.year, today.month, today.day)})
    formats = _formats(book)
    _write_guide(book.add_worksheet(GUIDE), tables, formats)
    sheets = [sheet for table in tables for sheet in sheets_of(table)]
    drawn = [(sheet, book.add_worksheet(sheet.name)) for sheet in sheets]
    choices = _write_choices(book, sheets, rows)
    for sheet, drawing in drawn:
        _write_sheet(drawing, sheet, records_of(sheet, own.get(sheet.table.name, ())), choices, formats)
    book.close()
    return same_bytes(out.getvalue())


def _formats(book: Workbook) -> Formats:
    plain = {"text_wrap": True, "valign": "top"}
    head = plain | {"bold": True, "bottom": 1}
    return Formats(
        title=book.add_format(head | {"bg_color": "#E8EEF4"}),
        needed=book.add_format(head | {"bg_color": "#CFE0EF"}),
        name=book.add_format({"font_color": "#555555", "italic": True, "font_size": 9}),
        text=book.add_format(plain | {"num_format": "@"}),
        number=book.add_format({"valign": "top"}),
        how=book.add_format(plain),
    )


def _write_guide(sheet: Worksheet, tables: Iterable[Table], formats: Formats) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, "Så fyller du i", formats.title)
    for row, text in enumerate(HOW, 1):
        sheet.merge_range(row, 0, row, 1, text, formats.how)
        sheet.set_row(row, TITLE_HEIGHT)
    row = len(HOW) + 2
    sheet.write_row(row, 0, ("Tabell", "Vad den innehåller"), formats.title)
    for number, table in enumerate(tables, row + 1):
        sheet.write_url(number, 0, f"internal:'{table.name}'!A1", string=table.name)
        sheet.write_string(number, 1, f"{table.title}. {table.hjälp}", formats.how)


def _write_choices(book: Workbook, sheets: Iterable[Sheet], rows: Rows) -> dict[str, str]:
    """Bladet med id:n att välja bland. Returns: formeln för listan, efter tabell."""
    targets = dict.fromkeys(
        column.field.item.referens for sheet in sheets for column in sheet.columns if column.field.item.referens
    )
    drawing = book.add_worksheet(CHOICES)
    drawing.hide()
    formulas = {}
    for column, table in enumerate(targets):
        ids = [str(row["id"]) for row in rows.get(table, ()) if "id" in row]
        drawing.write_column(0, column, [table, *ids])
        if ids:
            letter = xlsxwriter.utility.xl_col_to_name(column)
            formulas[table] = f"={CHOICES}!${letter}$2:${letter}${len(ids) + 1}"
    return formulas


def _write_sheet(
    drawing: Worksheet, sheet: Sheet, records: Sequence[Mapping[str, str]], choices: Mapping[str, str], formats: Formats
) -> None:
    drawing.freeze_panes(FIRST, 1)
    drawing.set_row(TITLES, TITLE_HEIGHT)
    last = FIRST + len(records) + EMPTY_ROWS
    for place, column in enumerate(sheet.columns):
        drawing.set_column(place, place, WIDE if column.field.item.slag == "stycken" else NARROW)
        drawing.write_string(TITLES, place, column.title, formats.needed if column.field.required else formats.title)
        drawing.write_comment(TITLES, place, column.words, {"x_scale": 2, "y_scale": 1.5})
        drawing.write_string(NAMES, place, column.path, formats.name)
        if valid := _choice(column, choices):
            drawing.data_validation(FIRST, place, last, place, valid)
        for row, record in enumerate(records, FIRST):
            _write_cell(drawing, row, place, record.get(column.path, ""), column.field, formats)
        for row in range(FIRST + len(records), last) if not _is_number(column.field) else ():
            drawing.write_blank(row, place, None, formats.text)


def _choice(column: Column, choices: Mapping[str, str]) -> dict[str, Any] | None:
    """Listan att välja ur. Annat får skrivas, men Excel frågar först."""
    field = column.field.item
    words = ["ja", "nej"] if field.type == "boolean" else list(field.choices)
    source: Any = words if words and len(",".join(words)) <= LONGEST_INLINE else choices.get(field.referens)
    if not source or column.is_list:
        return None
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": "Finns inte i listan",
        "error_message": "Välj i listan. Är det en ny post måste den också finnas i sin tabell.",
    }


def _is_number(field: Field) -> bool:
    return field.type in ("integer", "number", "year") or field.slag in ANTAL


def _write_cell(drawing: Worksheet, row: int, place: int, text: str, field: Field, formats: Formats) -> None:
    if text and _is_number(field) and text.lstrip("-").replace(".", "", 1).isdigit():
        drawing.write_number(row, place, float(text), formats.number)
    elif text:
        drawing.write_string(row, place, text, formats.text)


def records_of(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Bladets rader, efter kolumnens väg. En lista av objekt blir en rad per objekt, med radens id."""
    key = sheet.table.primary_key
    if not sheet.lista:
        return [{column.path: text_at(row, column.path) for column in sheet.columns} for row in rows]
    return [
        {OWNER: str(row.get(key, "")), **{column.path: text_at(item, column.path) for column in sheet.columns[1:]}}
        for row in rows
        for item in row.get(sheet.lista, ())
    ]


def text_at(row: Mapping[str, Any], path: str) -> str:
    """Cellens text på en väg som `projekttid.start`. En lista har ett värde per rad i cellen."""
    value = value_at(row, path)
    return "\n".join(value) if isinstance(value, list) else str(value)
