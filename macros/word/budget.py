"""Budgetmallen läst tillbaka: det som söks och det som andra betalar, år för år, och om ansökan säger samma summa."""

import re
from datetime import date
from pathlib import Path

import openpyxl

from macros.exports.budget_form import APPLIED, BETALARE, FIRST, HEADER, NAME, SHEET, START, STARTS, ÅR, Form
from macros.findings import FEL, RÅD, VARNING, Finding, Mark
from macros.model.register import Register
from macros.read import Items, Record, Text, placed
from macros.read.archive import Unreadable, opened
from macros.word.answers import Answer

APPLIED_FOR = next(iter(BETALARE))  # det som söks från förbundet


def budget_rows(path: Path, register: Register) -> tuple[Items, list[Finding]]:
    """Raderna i fältet budget, och fynden om bladet. Raises: Unreadable när filen inte är budgetmallen."""
    book = openpyxl.load_workbook(opened(path, "Excel"), data_only=True)
    if SHEET not in book.sheetnames:
        raise Unreadable(f"{path.name} saknar bladet {SHEET}. Fyll i budgetmallen från webbplatsen.")
    sheet = book[SHEET]
    if sheet.cell(START + 1, 1).value != STARTS:
        raise Unreadable(f"{path.name} är en äldre budgetmall. Skriv in beloppen i den som finns på webbplatsen nu.")
    top = Mark(SHEET, START + 1, 2)
    rows = placed(Items(), top)
    first = sheet.cell(START + 1, 2).value
    if not isinstance(first, date):
        return rows, [Finding(top, FEL, "Starten saknas. Skriv dagen då insatsen börjar, som 2027-10-01.", "budget-utan-år")]
    last, sums = Form(register.guide).last, 0.0
    for year in range(ÅR):
        for place, payer in enumerate(BETALARE):
            column = 2 + year * len(BETALARE) + place
            amounts = [sheet.cell(row + 1, column).value for row in range(FIRST, last + 1)]
            total = sum(amount for amount in amounts if isinstance(amount, int | float))
            sums += total
            if total:
                mark = Mark(SHEET, HEADER + 1, column)
                name = register.värd.namn if payer == APPLIED_FOR else payer
                rows.append(_row(mark, år=first.year + year, finansiär=name, belopp=round(total), läge="sökt"))
    told = sheet.cell(NAME + 1, APPLIED + 1).value
    if isinstance(told, int | float) and round(told) != round(sums):
        where = Mark(SHEET, NAME + 1, APPLIED + 1)
        text = f"Summan i ansökan är {round(told)}, men raderna i budgeten är tillsammans {round(sums)}. Rätta det som är fel."
        return rows, [Finding(where, VARNING, text, "budget-stämmer-inte")]
    return rows, []


def compared(answer: Answer | None, rows: Items | None, register: Register, file: str) -> list[Finding]:
    """Summan som söks i ansökan ska vara den som söks i budgeten. `file` är ansökans namn. Utan budget är `rows` None."""
    if answer is None:
        return []
    mark = Mark(file, answer.number, 1)
    digits = re.sub(r"\s|kronor|kr|:-|\.$", "", answer.text.casefold())
    if not re.fullmatch(r"[0-9]+", digits):
        text = f"Sökt summa är ”{answer.text}”. Skriv den i hela kronor, bara med siffror."
        return [Finding(mark, VARNING, text, "sökt-summa-oläst")]
    if rows is None:
        text = f"Sökt summa är {digits}. Lägg till den ifyllda budgetmallen sist i kommandot, så blir summan rader år för år."
        return [Finding(mark, RÅD, text, "budget-saknas")]
    sought = sum(int(row["belopp"]) for row in rows if row["finansiär"] == register.värd.namn)
    if int(digits) == sought:
        return []
    text = f"Sökt summa i ansökan är {digits}, men i budgeten söks {sought}. Rätta den som är fel."
    return [Finding(mark, VARNING, text, "budget-stämmer-inte")]


def _row(mark: Mark, **values: object) -> Record:
    row = placed(Record(), mark)
    row.update({placed(Text(name), mark): placed(Text(value), mark) for name, value in values.items()})
    return row
