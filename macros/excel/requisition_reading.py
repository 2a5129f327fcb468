"""En ifylld arbetsbok för budget och rekvisition → en rad i rekvisitioner för varje kvartal med utfall."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from macros.excel.reading import Filled
from macros.exports.budget_form import END, NAME, PARTER, SHEET, START
from macros.exports.budget_known import Ifyllt
from macros.exports.kvartal_egna import LAST as OWN_LAST
from macros.exports.kvartal_egna import OWN, QUARTERS
from macros.exports.kvartal_egna import TOP as OWN_TOP
from macros.exports.kvartal_form import (
    AMOUNT,
    DEVIATION,
    FLEST,
    INVOICE,
    OVERVIEW,
    PAYMENT,
    SPENT,
    TOP,
    WHY,
    quarters,
    sheet_name,
)
from macros.findings import FEL, Finding, Mark, shown, suggestion
from macros.model.insats import Insats
from macros.model.register import Register
from macros.model.rekvisition import Kvartal
from macros.read import Items, Record, Text, placed
from macros.read.archive import Unreadable, opened

TABLE, OWN_SOURCE, LAST_ROW = "rekvisitioner", "kansliet", "Summa att fakturera"


def requisition_rows(path: Path, register: Register, saved: Iterable[Record]) -> Filled:
    """Raderna och fynden, med bladens celler som plats. Ett kvartal som redan är infört behåller sitt id.

    Raises: Unreadable när filen inte är arbetsboken.
    """
    book = openpyxl.load_workbook(opened(path, "Excel"), data_only=True)
    if SHEET not in book.sheetnames or OVERVIEW not in book.sheetnames:
        raise Unreadable(f"{path.name} är inte arbetsboken för budget och rekvisition. Ladda ner den på insatsens sida.")
    reading = Reading(register, {(str(row.get("insats")), str(row.get("år")), str(row.get("kvartal"))): row for row in saved})
    reading.read(book)
    columns = {name for row in reading.rows for name in row}
    return Filled({TABLE: reading.rows}, {TABLE: columns}, reading.findings, dict.fromkeys(book.sheetnames, TABLE))


class Reading:
    """Läser bladen ett i taget och samlar rader och fynd.

    Args:
        saved: raderna som redan finns, efter insats, år och kvartal.
    """

    def __init__(self, register: Register, saved: dict[tuple[str, str, str], Record]):
        self.register, self.saved = register, saved
        self.kinds = {one.namn: one.id for one in register.guide.kostnadsslag}
        self.rows: list[Record] = []
        self.findings: list[Finding] = []

    def read(self, book: Any) -> None:
        insats, start, slut = self.insats(book[SHEET]), self.day(book[SHEET], START), self.day(book[SHEET], END)
        if insats is None or start is None or slut is None:
            return
        for number, kvartal in enumerate(quarters(Ifyllt(start=start, slut=slut), FLEST), 1):
            if sheet_name(number) in book.sheetnames:
                self.quarter(book[sheet_name(number)], insats, kvartal, self.own(book, number))
        if not self.rows and not self.findings:
            self.wrong(SHEET, NAME, 1, "Inget kvartal har något utfall. Skriv de faktiska kostnaderna på kvartalets blad.")

    def wrong(self, sheet: str, row: int, column: int, text: str) -> None:
        """Ett fel i en cell. Rad och kolumn räknas från 0."""
        self.findings.append(Finding(Mark(sheet, row + 1, column + 1), FEL, text, "fel-i-arbetsboken"))

    def insats(self, sheet: Worksheet) -> Insats | None:
        """Insatsen med namnet i boken, eller med id:t."""
        told = " ".join(str(value_of(sheet, NAME, 1) or "").split())
        own = self.register.insatser_i(self.register.värd)
        found = next((one for one in own if told.casefold() in (one.namn.casefold(), one.id)), None)
        if found is None:
            names = [one.namn for one in own]
            said = f"Insatsen {shown(told)} finns inte.{suggestion(told, names)}" if told else "Insatsens namn saknas."
            self.wrong(SHEET, NAME, 1, f"{said} Skriv namnet så som det står på webbplatsen, eller insatsens id.")
        return found

    def day(self, sheet: Worksheet, row: int) -> date | None:
        value = value_of(sheet, row, 1)
        if isinstance(value, datetime):
            return value.date()
        what = "börjar" if row == START else "slutar"
        self.wrong(SHEET, row, 1, f"Skriv dagen då insatsen {what}, som 2027-10-01.")
        return None

    def own(self, book: Any, number: int) -> list[Record]:
        """Det som parterna själva har bidragit med i ett kvartal. En äldre arbetsbok har inte bladet."""
        if OWN not in book.sheetnames:
            return []
        sheet, column, found = book[OWN], QUARTERS + number - 1, []
        for row in range(OWN_TOP, OWN_LAST + 1):
            amount, part = self.amount(sheet, row, column, "Egen insats"), text_of(value_of(book[PARTER], row, 0))
            if amount and part:
                found.append(record(Mark(OWN, row + 1, column + 1), {"part": part, "belopp": amount}))
            elif amount:
                self.wrong(OWN, row, column, f"Raden saknar part. Skriv partens namn på bladet {PARTER}.")
        return found

    def quarter(self, sheet: Worksheet, insats: Insats, kvartal: Kvartal | None, own: list[Record]) -> None:
        """Kvartalets rad. Ett blad utan utfall, betalning och egna insatser ger ingen."""
        last = next((row for row in range(TOP, sheet.max_row) if value_of(sheet, row, 0) == LAST_ROW), TOP)
        costs = [one for row in range(TOP, last) if (one := self.cost(sheet, row))]
        payment = self.amount(sheet, PAYMENT, 1, "Betalt")
        if not costs and payment is None and not own:
            return
        if kvartal is None:
            self.wrong(sheet.title, TOP, SPENT, "Insatsen pågår inte det här kvartalet. Flytta beloppen till rätt blad.")
            return
        total = sum(int(one["belopp"]) for one in costs)
        invoiced = self.amount(sheet, AMOUNT, 1, "Fakturans belopp")
        if invoiced is not None and invoiced != total:
            text = f"Fakturans belopp är {invoiced}, men utfallen är tillsammans {total}. Rätta det som är fel."
            self.wrong(sheet.title, AMOUNT, 1, text)
        row = self.row(sheet, insats, kvartal, last, costs, total, payment)
        if own:
            row[placed(Text("egna_insatser"), own[0].mark)] = items(own, own[0].mark)
        self.rows.append(row)

    def row(
        self,
        sheet: Worksheet,
        insats: Insats,
        kvartal: Kvartal,
        last: int,
        costs: list[Record],
        total: int,
        payment: int | None,
    ) -> Record:
        old = self.saved.get((insats.id, str(kvartal.år), str(kvartal.nummer)), Record())
        gap, why, invoice = (value_of(sheet, *place) for place in ((last, DEVIATION), (last, WHY), (INVOICE, 1)))
        if payment is None and "betalt" in old:  # kansliet kan ha skrivit det i raden sedan
            payment = int(str(old["betalt"]))
        values = {
            "id": old.get("id", f"{insats.id}-{kvartal.år}-{kvartal.nummer}"),
            "insats": insats.id,
            "år": kvartal.år,
            "kvartal": kvartal.nummer,
            "sökt": total,
            "betalt": payment,
            "avvikelse": round(gap) if isinstance(gap, int | float) else old.get("avvikelse"),
            "förklaring": text_of(why),
            "kostnader": items(costs, Mark(sheet.title, TOP + 1, SPENT + 1)),
            "faktura": text_of(invoice),
            "källa": old.get("källa") or own_source(Mark(sheet.title, 1, 1)),
        }
        return record(Mark(sheet.title, last + 1, SPENT + 1), values)

    def cost(self, sheet: Worksheet, row: int) -> Record | None:
        """En kostnad med ett belopp, eller None."""
        amount, name = self.amount(sheet, row, SPENT, "Utfall"), str(value_of(sheet, row, 0) or "")
        if not amount:
            return None
        if name not in self.kinds:
            text = f"Kostnaden {shown(name)} finns inte i tabellen kostnadsslag.{suggestion(name, self.kinds)} Hämta en ny arbetsbok."
            self.wrong(sheet.title, row, 0, text)
            return None
        values = {"kostnad": self.kinds[name], "belopp": amount, "förklaring": text_of(value_of(sheet, row, WHY))}
        return record(Mark(sheet.title, row + 1, SPENT + 1), values)

    def amount(self, sheet: Worksheet, row: int, column: int, what: str) -> int | None:
        value = value_of(sheet, row, column)
        if isinstance(value, int | float) and value == int(value) and value >= 0:
            return int(value)
        if value is not None:
            self.wrong(sheet.title, row, column, f"{what} är {shown(str(value))}. Skriv hela kronor, bara med siffror.")
        return None


def value_of(sheet: Worksheet, row: int, column: int) -> Any:
    """Cellens värde. Rad och kolumn räknas från 0, som när boken skrivs."""
    return sheet.cell(row + 1, column + 1).value


def text_of(value: Any) -> str | None:
    """Texten i en cell, på en rad. None när den är tom."""
    return " ".join(str(value).split()) or None if value is not None else None


def record(mark: Mark, values: dict[str, Any]) -> Record:
    """Fälten som har ett värde, med platsen i bladet."""
    row = placed(Record(), mark)
    for name, value in values.items():
        if value is not None and value != []:
            row[placed(Text(name), mark)] = value if isinstance(value, Items) else placed(Text(value), mark)
    return row


def items(records: Iterable[Record], mark: Mark) -> Items:
    found = placed(Items(), mark)
    found.extend(records)
    return found


def own_source(mark: Mark) -> Items:
    return items([record(mark, {"dokument": OWN_SOURCE})], mark)
