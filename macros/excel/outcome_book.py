"""Arbetsboken för en insats utfall under en period: bara kvinnor och män skrivs, och resten räknas och kontrolleras i bladet."""

import io
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from macros.exports.ooxml import same_bytes
from macros.model.insats import Insats
from macros.model.utfall import Mått, Måttlista, Period
from macros.views.text import first_upper

SHEET = "Utfall per kön"
# Uppgifterna överst: fältet och raden (från noll). Värdet står i kolumn B.
FACTS = {"insats": 1, "från": 2, "till": 3}
HOW_ROW, HEADER = 4, 6
FIELD, WOMEN, MEN, TOTAL, MEANING = 0, 2, 3, 4, 5  # kolumnerna; den första, fältets namn, är dold
TEXTS = {
    "till_annat": "Vad döljer sig bakom Till annat?",
    "arbete_med_stöd": "Hur många arbeten är med stöd, till exempel lönebidrag?",
}
OK = "Stämmer"
LINE, LABEL_WIDTH, MEANING_WIDTH = 16, 40, 70  # en rads höjd i punkter, och tecken på en rad i kolumnerna
HOW = (
    "Skriv antalet kvinnor och män i de gula rutorna. Totalen räknas ut. Skriv 0 när det inte var någon, och lämna tomt det som inte har mätts.",
    "Antal under fem visas aldrig på webbplatsen. När boken förs in skyddas de, och de tal som annars röjer dem.",
)


class Looks(NamedTuple):
    """Cellernas utseende."""

    title: Format
    label: Format
    value: Format
    head: Format
    text: Format
    entry: Format
    words: Format
    decimal: Format
    counted: Format
    check: Format


def outcome_book(insats: Insats, period: Period, mått: Måttlista, förbund: str) -> bytes:
    """Boken för en insats och en period. Samma insats och period ger samma byte."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    title = f"Utfall för {insats.namn}"
    created = datetime(period.till.year, period.till.month, period.till.day)
    book.set_properties({"title": title, "author": förbund, "created": created})
    looks = _looks(book)
    sheet = book.add_worksheet(SHEET)
    _write_facts(sheet, title, insats, period, looks)
    rows = _write_counts(sheet, mått, looks)
    row = _write_means(sheet, mått, HEADER + 1 + len(rows), looks)
    row = _write_checks(sheet, mått, rows, row + 1, looks)
    _write_texts(sheet, row + 1, looks)
    _set_up(sheet)
    book.close()
    return same_bytes(out.getvalue())


def _looks(book: Workbook) -> Looks:
    base = {"valign": "top", "text_wrap": True}
    framed = base | {"border": 1, "border_color": "#8B908C"}
    entry = framed | {"bg_color": "#FFF8DC", "locked": False, "align": "right"}
    return Looks(
        title=book.add_format({"bold": True, "font_size": 18, "font_color": "#0A5A63"}),
        label=book.add_format(base | {"bold": True}),
        value=book.add_format({"valign": "top"}),
        head=book.add_format(framed | {"bold": True, "bg_color": "#0A5A63", "font_color": "#FFFFFF"}),
        text=book.add_format(framed),
        entry=book.add_format(entry | {"num_format": "0"}),
        words=book.add_format(framed | {"bg_color": "#FFF8DC", "locked": False}),
        decimal=book.add_format(entry | {"num_format": "0.0"}),
        counted=book.add_format(framed | {"bg_color": "#EEF1F0", "align": "right"}),
        check=book.add_format(framed | {"bold": True, "bg_color": "#FBF1D6"}),
    )


def _write_facts(sheet: Worksheet, title: str, insats: Insats, period: Period, looks: Looks) -> None:
    sheet.write_string(0, 1, title, looks.title)
    values = {"insats": insats.id, "från": period.från.isoformat(), "till": period.till.isoformat()}
    for field, row in FACTS.items():
        sheet.write_string(row, FIELD, field)
        sheet.write_string(row, 1, field.capitalize(), looks.label)
        sheet.write_string(row, WOMEN, values[field], looks.value)
    sheet.merge_range(HOW_ROW, 1, HOW_ROW, MEANING, " ".join(HOW), looks.text)
    sheet.set_row(HOW_ROW, LINE * 3)
    for column, text in ((1, "Mått"), (WOMEN, "Kvinnor"), (MEN, "Män"), (TOTAL, "Totalt"), (MEANING, "Vad som räknas")):
        sheet.write_string(HEADER, column, text, looks.head)


def _write_counts(sheet: Worksheet, mått: Måttlista, looks: Looks) -> dict[str, int]:
    """Antalen, ett per rad. Returns: radens nummer efter fält, räknat från noll."""
    rows = {one.fält: HEADER + 1 + place for place, one in enumerate(mått.antal)}
    for one in mått.antal:
        row = rows[one.fält]
        _write_measure(sheet, row, one, looks)
        for column in (WOMEN, MEN):
            sheet.write_blank(row, column, None, looks.entry)
            sheet.data_validation(row, column, row, column, _whole(one.namn))
        women, men = (_cell(row, column) for column in (WOMEN, MEN))
        sheet.write_formula(row, TOTAL, f'=IF(COUNT({women}:{men})=2,{women}+{men},"")', looks.counted, "")
    return rows


def _write_measure(sheet: Worksheet, row: int, one: Mått, looks: Looks) -> None:
    sheet.write_string(row, FIELD, one.fält)
    sheet.write_string(row, 1, one.namn, looks.text)
    sheet.write_string(row, MEANING, one.betydelse, looks.text)
    lines = max(math.ceil(len(one.betydelse) / MEANING_WIDTH), math.ceil(len(one.namn) / LABEL_WIDTH))
    sheet.set_row(row, LINE * lines)


def _whole(title: str) -> dict[str, object]:
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": 9_999_999,
        "error_title": "Skriv ett antal",
        "error_message": f"{title}: ett antal personer med bara siffror, noll eller mer.",
    }


def _write_means(sheet: Worksheet, mått: Måttlista, first: int, looks: Looks) -> int:
    """Bakgrundsvariablerna. Ett medelvärde för alla följer inte av kvinnors och mäns, så också det skrivs. Returns: nästa rad."""
    for row, one in enumerate(mått.bakgrund, first):
        _write_measure(sheet, row, one, looks)
        sheet.write_string(row, 1, f"{one.namn} ({one.enhet}, i genomsnitt)", looks.text)
        for column in (WOMEN, MEN, TOTAL):
            sheet.write_blank(row, column, None, looks.decimal)
    return first + len(mått.bakgrund)


def _write_checks(sheet: Worksheet, mått: Måttlista, rows: dict[str, int], row: int, looks: Looks) -> int:
    """Policyns två samband och måluppfyllelsen, för kvinnor, män och totalt. Returns: nästa rad."""
    sheet.write_string(row, 1, "Kontroll", looks.label)
    for text, formula, is_check in _sums(mått):
        row += 1
        sheet.write_string(row, 1, text, looks.text)
        sheet.set_row(row, LINE * math.ceil(len(text) / LABEL_WIDTH))
        for column in (WOMEN, MEN, TOTAL):
            letters = {field: _cell(number, column) for field, number in rows.items()}
            sheet.write_formula(row, column, formula(letters), looks.check if is_check else looks.counted, "")
    return row + 1


def _sums(mått: Måttlista) -> list[tuple[str, Callable[[Mapping[str, str]], str], bool]]:
    """Vad som prövas eller räknas ut, formeln av fältens celler, och om det är en kontroll."""
    active, left, early, next_ = (mått.fält(role)[0] for role in ("aktiva", "avslut", "tidiga avhopp", "aktiva nästa"))
    outcomes, positive = mått.fält("utfall"), mått.positiva
    names = {one.fält: first_upper(one.namn.removeprefix("Varav ")) for one in mått.antal}

    def sum_of(fields: Sequence[str], cells: Mapping[str, str]) -> str:
        return "+".join(cells[field] for field in fields)

    def when_filled(fields: Sequence[str], cells: Mapping[str, str], formula: str) -> str:
        return f'=IF(COUNT({",".join(cells[field] for field in fields)})={len(fields)},{formula},"")'

    def is_zero(fields: Sequence[str], cells: Mapping[str, str], gap: str) -> str:
        return when_filled(fields, cells, f'IF({gap}=0,"{OK}","Skillnad: "&({gap}))')

    def share(cells: Mapping[str, str]) -> str:
        whole = f"({cells[left]}-{cells[early]})"
        return when_filled(
            (*positive, left, early), cells, f'IF({whole}>0,ROUND(100*({sum_of(positive, cells)})/{whole},0)&" %","")'
        )

    return [
        (
            f"Utfallen är tillsammans {names[left].lower()} minus {names[early].lower()}",
            lambda cells: is_zero((*outcomes, left, early), cells, f"{sum_of(outcomes, cells)}-({cells[left]}-{cells[early]})"),
            True,
        ),
        (
            f"{names[next_]} är {names[active].lower()} minus {names[left].lower()}",
            lambda cells: is_zero((next_, active, left), cells, f"{cells[next_]}-({cells[active]}-{cells[left]})"),
            True,
        ),
        ("Positivt utfall tillsammans", lambda cells: when_filled(positive, cells, sum_of(positive, cells)), False),
        (
            f"{names[left]} utan {names[early].lower()}",
            lambda cells: when_filled((left, early), cells, f"{cells[left]}-{cells[early]}"),
            False,
        ),
        ("Måluppfyllelse", share, False),
    ]


def _write_texts(sheet: Worksheet, first: int, looks: Looks) -> None:
    """Det som ska sägas i ord. Få personer går att känna igen, så inga antal under fem."""
    for row, (field, question) in enumerate(TEXTS.items(), first):
        sheet.write_string(row, FIELD, field)
        sheet.write_string(row, 1, question, looks.label)
        sheet.merge_range(row, WOMEN, row, MEANING, "", looks.words)
        sheet.set_row(row, LINE * 3)


def _set_up(sheet: Worksheet) -> None:
    sheet.set_column(FIELD, FIELD, None, None, {"hidden": True})
    sheet.set_column(1, 1, LABEL_WIDTH + 6)
    sheet.set_column(WOMEN, TOTAL, 13)
    sheet.set_column(MEANING, MEANING, MEANING_WIDTH + 8)
    sheet.freeze_panes(HEADER + 1, WOMEN)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _cell(row: int, column: int) -> str:
    cell: str = xlsxwriter.utility.xl_rowcol_to_cell(row, column)
    return cell
