"""Bladet Så fyller du i: stegen, förbundets regler, och vad raderna och kolumnerna betyder."""

import math
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from macros.exports.budget_form import (
    ALL_OK,
    AMOUNTS,
    APPLIED,
    BETALARE,
    CHECK,
    END,
    FIRST,
    GUIDE_WIDTH,
    KIND,
    MÅNADER,
    NAME,
    PARTER,
    ROW_HEIGHT,
    SHEET,
    START,
    Form,
    cell,
)
from macros.exports.budget_look import add_table, in_words, set_print
from macros.exports.budget_personal import staff_steps
from macros.exports.kvartal import quarter_steps
from macros.exports.kvartal_form import OVERVIEW

SEND = "Skicka mallen tillsammans med ansökan."


def write_guide(sheet: Worksheet, form: Form, förbund: str, today: date, formats: dict[str, Format]) -> None:
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_column(0, 0, 32, formats["plain"])
    sheet.set_column(1, 1, GUIDE_WIDTH, formats["plain"])
    sheet.hide_gridlines(2)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, f"{form.title}: så fyller du i", formats["title"])
    use = "Följ upp budgeten i den, och bifoga kvartalets blad till fakturan." if form.antal_kvartal else SEND
    sheet.write_string(1, 0, f"{förbund}. Version {today.isoformat()}. {use}", formats["plain"])
    sheet.write_url(2, 0, f"internal:'{SHEET}'!{cell(NAME, 1)}", formats["link"], f"Gå till bladet {SHEET}")
    if form.antal_kvartal:
        sheet.write_url(3, 0, f"internal:'{OVERVIEW}'!A1", formats["link"], f"Gå till bladet {OVERVIEW}")
    row = 5 if form.antal_kvartal else 4
    for name, heading, header, rows in _guide_tables(form):
        sheet.write_string(row, 0, heading, formats["heading"])
        add_table(sheet, row + 1, name, list(header), len(rows), formats)
        for number, (key, text) in enumerate(rows.items(), row + 2):
            sheet.write_string(number, 0, key, formats["row"])
            sheet.write_string(number, 1, text, formats["wrapped"])
            # Excel räknar inte om höjden själv när arket har en standardhöjd.
            sheet.set_row(number, ROW_HEIGHT * math.ceil(len(text) / GUIDE_WIDTH))
        row += len(rows) + 3
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.print_area(0, 0, row - 2, 1)
    set_print(sheet, förbund)


def _amounts_step(form: Form, years: str) -> tuple[str, str]:
    """Steget om beloppen. De är redan ifyllda när budgeten är inlagd."""
    where = f"Bladet {SHEET}, cellerna {years}"
    if form.ifyllt.budget:
        return "Läs budgeten", f"{where}. Beloppen är de som är inlagda om insatsen. Stämmer de inte kontaktar ni kansliet."
    return "Fyll i beloppen", f"{where}, i hela kronor. För varje år finns en kolumn för var och en som betalar."


def _guide_tables(form: Form) -> list[tuple[str, str, tuple[str, str], dict[str, str]]]:
    years = f"{cell(FIRST, 1)}–{cell(form.last, AMOUNTS)}"
    besides = "" if form.personal is None else ", utöver personal"
    steps = [
        ("Skriv insatsens namn", f"Cell {cell(NAME, 1)}. Samma namn som i ansökan."),
        ("Välj typ av insats", f"Cell {cell(KIND, 1)}. Välj i listan: {in_words(form.kinds)}."),
        (
            "Skriv start och slut",
            f"Cell {cell(START, 1)} och {cell(END, 1)}: första och sista dagen, högst {MÅNADER // 12} år. "
            "Mallen räknar ut kalenderåren. År som insatsen inte rör blir grå.",
        ),
        ("Skriv parterna", f"Bladet {PARTER}. Skriv namnet på varje part i insatsen."),
        *staff_steps(form),
        _amounts_step(form, years),
        ("Fördela den egna insatsen", f"Bladet {PARTER}. Skriv vad varje part själv bidrar med{besides}, år för år."),
        (
            "Skriv summorna från ansökan",
            f"Cell {cell(NAME, APPLIED)}: hela summan. Cell {cell(KIND, APPLIED)}: den sökta summan.",
        ),
        (
            "Läs kontrollen",
            f"Cell {cell(CHECK, 1)}. Där står ”{ALL_OK}” när allt är klart, annars vad du ska ändra. "
            "Alla kontroller står längst ner på bladet.",
        ),
        *quarter_steps(form),
    ]
    numbered = {f"{number}. {what}": how for number, (what, how) in enumerate(steps, 1)}
    rules = {one.rubrik: one.i_ord for one in form.guide.regler_om("budget")}
    rules |= {one.namn: f"{one.regel} Mallen säger ifrån om du söker pengar till det." for one in form.barred.values()}
    rules["Gula och grå celler"] = (
        "Du skriver i de gula cellerna. De grå räknar mallen ut, och de är låsta. Låset har inget lösenord."
    )
    costs = {one.namn: " ".join(filter(None, (one.regel, one.vad))) for one in form.kostnadsslag}
    return [
        ("Steg", "Gör så här", ("Steg", "Var och hur"), numbered),
        ("Regler", "Tänk på", ("Det här gäller", "Regel"), rules),
        ("Rader", "Raderna", ("Kostnad", "Vad som hör dit"), costs),
        ("Kolumner", "Kolumnerna", ("Vem som betalar", "Vad det betyder"), BETALARE),
    ]
