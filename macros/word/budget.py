"""Budgetmallen läst tillbaka: det som söks och det som andra betalar, år för år, och om ansökan säger samma summa."""

import re
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from macros.downloads import BUDGET
from macros.exports.budget_form import APPLIED, BETALARE, FIRST, HEADER, NAME, PARTER, PERSONAL, SHEET, START, STARTS, ÅR, Form
from macros.exports.budget_personal import AMOUNTS, EGEN_INSATS, OTHER, PART, PARTS_LAST, PAYER, STAFF_LAST, TOP
from macros.findings import FEL, RÅD, VARNING, Finding, Mark
from macros.model.register import Register
from macros.read import Items, Record, Text, placed
from macros.read.archive import Unreadable, opened
from macros.word.answers import Answer

APPLIED_FOR = next(iter(BETALARE))  # det som söks från förbundet
PAYERS = ("från_förbundet", "egen_insats", "annan_finansiering")  # fälten i budgetar, i samma ordning som BETALARE
OWN_SOURCE = "kansliet"


def budget_rows(path: Path, register: Register) -> tuple[Items, list[Finding]]:
    """Raderna i fältet budget, och fynden om bladet. Raises: Unreadable när filen inte är budgetmallen."""
    sheet = _opened(path)[SHEET]
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


def _opened(path: Path) -> Any:
    """Boken, med det som cellerna visar. Raises: Unreadable när filen inte är budgetmallen."""
    book = openpyxl.load_workbook(opened(path, "Excel"), data_only=True)
    if SHEET not in book.sheetnames:
        raise Unreadable(f"{path.name} saknar bladet {SHEET}. Fyll i budgetmallen från webbplatsen.")
    if book[SHEET].cell(START + 1, 1).value != STARTS:
        raise Unreadable(f"{path.name} är en äldre budgetmall. Skriv in beloppen i den som finns på webbplatsen nu.")
    return book


def cost_rows(path: Path, register: Register, insats: str) -> list[Record]:
    """Raderna i tabellen budgetar: ett år i taget, kostnad för kostnad och part för part. `insats` är insatsens id.

    Raises: Unreadable när filen inte är budgetmallen.
    """
    book = _opened(path)
    first, found = book[SHEET].cell(START + 1, 2).value, []
    for year in range(ÅR) if isinstance(first, date) else ():
        costs = [
            cost for place, one in enumerate(register.guide.kostnadsslag) if (cost := _cost(book[SHEET], place, one.id, year))
        ]
        if costs:
            number, mark = first.year + year, Mark(SHEET, HEADER + 1, 2 + year * len(BETALARE))
            row = _row(mark, id=f"{insats}-{number}", insats=insats, år=number)
            for name, records in (("kostnader", costs), ("parter", _parts(book, year))):
                if records:
                    row[placed(Text(name), mark)] = _items(records, mark)
            row[placed(Text("källa"), mark)] = _items([_row(mark, dokument=OWN_SOURCE, avsnitt="Ansökan, budgeten")], mark)
            found.append(row)
    return found


def _items(records: list[Record], mark: Mark) -> Items:
    found = placed(Items(), mark)
    found.extend(records)
    return found


def _cost(sheet: Worksheet, place: int, cost: str, year: int) -> Record | None:
    """En kostnad ett år, efter vem som betalar. None när ingen betalar något."""
    column, row = 2 + year * len(BETALARE), FIRST + place + 1
    amounts = [sheet.cell(row, column + payer).value for payer in range(len(BETALARE))]
    told = {name: round(one) for name, one in zip(PAYERS, amounts, strict=True) if isinstance(one, int | float) and one}
    return _row(Mark(SHEET, row, column), kostnad=cost, **told) if told else None


def _parts(book: Any, year: int) -> list[Record]:
    """Det som varje part själv bidrar med ett år: sin personal, och det som står på bladet Parter."""
    found = []
    for row in range(TOP + 1, PARTS_LAST + 2):
        part, other = (book[PARTER].cell(row, column + 1).value for column in (0, OTHER + year))
        total = _own_staff(book, part, year) + (other if isinstance(other, int | float) else 0)
        if part and total:
            found.append(_row(Mark(PARTER, row, OTHER + year + 1), part=part, belopp=round(total)))
    return found


def _own_staff(book: Any, part: object, year: int) -> float:
    """Kostnaden ett år för personalen som en part själv betalar."""
    if PERSONAL not in book.sheetnames:
        return 0
    rows = [[cell.value for cell in row] for row in book[PERSONAL].iter_rows(min_row=TOP + 1, max_row=STAFF_LAST + 1)]
    own = [row[AMOUNTS + year] for row in rows if row[PART] == part and row[PAYER] == EGEN_INSATS]
    return sum(one for one in own if isinstance(one, int | float))


def compared(answer: Answer | None, rows: Items, register: Register, file: str) -> list[Finding]:
    """Summan som söks i ansökan ska vara den som söks i budgeten. `file` är ansökans namn."""
    if answer is None:
        return []
    mark = Mark(file, answer.number, 1)
    digits = re.sub(r"\s|kronor|kr|:-|\.$", "", answer.text.casefold())
    if not re.fullmatch(r"[0-9]+", digits):
        text = f"Sökt summa är ”{answer.text}”. Skriv den i hela kronor, bara med siffror."
        return [Finding(mark, VARNING, text, "sökt-summa-oläst")]
    sought = sum(int(row["belopp"]) for row in rows if row["finansiär"] == register.värd.namn)
    if int(digits) == sought:
        return []
    text = f"Sökt summa i ansökan är {digits}, men i budgeten söks {sought}. Rätta den som är fel."
    return [Finding(mark, VARNING, text, "budget-stämmer-inte")]


def without_budget(document: Path) -> Finding:
    """Rådet när bara ansökan läses: beloppen räknas i budgetmallen, och blir rader först när den är med."""
    text = (
        "Budgeten är inte med, så inga belopp blir rader. Beloppen räknas i budgetmallen. Be om den ifyllda budgetmallen, som sidan "
        f"Skriv ansökan också lämnar, och kör python -m macros läs {document} {PurePosixPath(BUDGET).name}."
    )
    return Finding(Mark(document.name, 0, 1), RÅD, text, "budget-saknas")


def _row(mark: Mark, **values: object) -> Record:
    row = placed(Record(), mark)
    row.update({placed(Text(name), mark): placed(Text(value), mark) for name, value in values.items()})
    return row
