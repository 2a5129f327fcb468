"""Bladet Egna insatser: vad varje part själv ska bidra med, vad det har blivit kvartal för kvartal, och vad som är kvar."""

import math
from collections.abc import Iterable

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from macros.exports.budget_form import PARTER, ROW_HEIGHT, ÅR, Form, absolute, cell
from macros.exports.budget_look import add_table, set_print, whole_kronor
from macros.exports.budget_personal import PART_SUM, PARTS
from macros.exports.budget_personal import TOP as PARTS_TOP
from macros.exports.kvartal_form import CALENDAR, QUARTER, label, of, sheet_name
from macros.model.rekvisition import Kvartal

OWN = "Egna insatser"
LABELS, HEAD, TOP = 3, 4, 5  # kvartalens namn, tabellens rubriker och första part. Rader och kolumner räknas från 0.
PART, PLANNED, DONE, LEFT, QUARTERS = range(5)
LAST = TOP + PARTS - 1
ON_PAPER = 4  # kvartal på ett ark


def write_own(sheet: Worksheet, form: Form, found: list[Kvartal | None], förbund: str, formats: dict[str, Format]) -> None:
    """En rad för varje part på bladet Parter, och en kolumn för varje kvartal. `found` är kvartalen, ett för varje blad."""
    sheet.write_string(0, 0, "Parternas egna insatser", formats["title"])
    told = "Skriv i de gula cellerna vad varje part själv har bidragit med i kvartalet, i hela kronor. Förbundet betalar inte för det."
    sheet.write_string(1, 0, told, formats["plain"])
    last = QUARTERS + len(found) - 1
    header = ["Part", "Enligt budgeten", "Hittills", "Kvar", *(sheet_name(number) for number in range(1, len(found) + 1))]
    add_table(sheet, HEAD, "Egna_insatser", header, PARTS + 1, formats)
    for number, kvartal in enumerate(found, 1):
        sheet.write_formula(LABELS, QUARTERS + number - 1, f"={of(number, QUARTER)}", formats["year"], label(kvartal))
    for place in range(PARTS):
        _write_part(sheet, form, place, found, formats)
    sums = [_row(form, place, found) for place in range(PARTS)]
    sheet.write_string(LAST + 1, 0, "Summa", formats["row"])
    for column in range(PLANNED, last + 1):
        above = f"=SUM({cell(TOP, column)}:{cell(LAST, column)})"
        now = sum(int(row[column - 1] or 0) for row in sums)
        sheet.write_formula(LAST + 1, column, above, formats["kronor_bold"], now)
    rule = whole_kronor("Egen insats", "Vad parten har bidragit med i kvartalet. Hela kronor.")
    sheet.data_validation(TOP, QUARTERS, LAST, last, rule)
    for number in range(1, len(found) + 1):  # kvartal som insatsen inte rör är grå
        later = {"type": "formula", "criteria": f"={of(number, CALENDAR)}=0", "format": formats["unused"]}
        sheet.conditional_format(TOP, QUARTERS + number - 1, LAST, QUARTERS + number - 1, later)
    _set_up(sheet, last, förbund)


def _row(form: Form, place: int, found: Iterable[Kvartal | None]) -> list[int | str]:
    """Partens kända belopp efter kolumn, utom namnet: enligt budgeten, hittills, kvar, och kvartalen."""
    part = form.ifyllt.parter[place] if place < len(form.ifyllt.parter) else ""
    planned = sum(form.ifyllt.egen_insats(year, part) for year in range(ÅR)) if part else 0
    known = [form.ifyllt.rekvisitioner.get(number) for number, _ in enumerate(found, 1)]
    quarters = [sum(own.belopp for own in one.egna_insatser if own.part == part) if one and part else 0 for one in known]
    done = sum(quarters)
    return [planned, done, planned - done if planned else "", *quarters]


def _write_part(sheet: Worksheet, form: Form, place: int, found: list[Kvartal | None], formats: dict[str, Format]) -> None:
    row, source = TOP + place, PARTS_TOP + place
    planned, done, left, *quarters = _row(form, place, found)
    name = f"{PARTER}!{absolute(source, 0)}"
    part = form.ifyllt.parter[place] if place < len(form.ifyllt.parter) else ""
    sheet.write_formula(row, PART, f'=IF({name}="","",{name})', formats["row"], part)
    sheet.write_formula(row, PLANNED, f"={PARTER}!{absolute(source, PART_SUM)}", formats["kronor"], planned)
    amounts = f"SUM({cell(row, QUARTERS)}:{cell(row, QUARTERS + len(found) - 1)})"
    sheet.write_formula(row, DONE, f"={amounts}", formats["kronor"], done)
    remaining = f'=IF({cell(row, PLANNED)}=0,"",{cell(row, PLANNED)}-{cell(row, DONE)})'
    sheet.write_formula(row, LEFT, remaining, formats["kronor_bold"], left)
    for column, amount in enumerate(quarters, QUARTERS):
        sheet.write(row, column, amount or None, formats["entry_kronor"])


def _set_up(sheet: Worksheet, last: int, förbund: str) -> None:
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_column(0, 0, 40)
    sheet.set_column(PLANNED, LEFT, 16)
    sheet.set_column(QUARTERS, last, 24)
    sheet.set_row(0, 28)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(TOP, QUARTERS)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.print_area(0, 0, LAST + 1, last)
    sheet.repeat_columns(0, 0)
    sheet.set_landscape()
    set_print(sheet, förbund)
    sheet.fit_to_pages(math.ceil((last - LEFT) / ON_PAPER), 0)  # med hela bredden på ett ark går det inte att läsa
