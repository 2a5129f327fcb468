"""Kvitterade fynd: råd och varningar som kansliet har prövat och låter stå, med sitt skäl på raden.

Ett kvitto gäller en regel i ett fält på en rad. Ett fynd om en hel tabell eller en sida har ingen rad: det kvitteras på
förbundets egen rad, med tabellens eller sidans namn som fält. Fel går inte att kvittera, och ett kvitto som inte gäller något
sägs till om.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from typing import NamedTuple

from macros.check.data import Data
from macros.findings import FEL, RÅD, Finding, has_errors, shown, suggestion
from macros.grouped import by_key
from macros.model.kalla import KVITTERAT
from macros.read import Record, Text

HOST = "forbund"


class Receipt(NamedTuple):
    """Ett kvitto, och raden det står på."""

    row: Record
    rule: Text
    field: Text
    label: str
    table: str
    tables: Collection[str]

    @property
    def given(self) -> tuple[int, str, str]:
        """Stället och regeln som kvittot gäller: raden, eller inget när fyndet inte har någon rad, och fältet."""
        return (0 if is_outside(self) else id(self.row)), str(self.field), str(self.rule)


def is_outside(receipt: Receipt) -> bool:
    """Om kvittot på förbundets rad gäller något som inte är ett fält: en tabell, ett fält i en annan tabell, eller en sida."""
    return receipt.table == HOST and (bool(re.search("[./]", receipt.field)) or receipt.field in receipt.tables)


def without_acknowledged(data: Data, findings: list[Finding], rules: Iterable[str]) -> tuple[list[Finding], list[Finding]]:
    """Fynden som är kvar, och de som är kvitterade.

    Args:
        rules: namnen på reglerna som finns.
    """
    receipts = [
        Receipt(row, rule, field, data.label(table, row), table, data.dictionary.tables)
        for table in data.dictionary.tables
        for row in data.rows(table)
        for record in data.records(row, KVITTERAT)
        if (rule := data.text(record, "regel")) and (field := data.text(record, "fält"))
    ]
    if not receipts:
        return findings, []
    rows = rows_by_file(data)
    places = {finding: place_of(rows, finding) for finding in findings if finding.level != FEL}
    given = {receipt.given for receipt in receipts}
    signed = [finding for finding, place in places.items() if (*place, finding.rule) in given]
    used = {(*places[finding], finding.rule) for finding in signed}
    known = {*rules, *(finding.rule for finding in findings)}
    left = [finding for finding in findings if finding not in set(signed)]
    wrong = [fault for receipt in receipts if (fault := fault_in(data, receipt, known))]
    if not wrong and not has_errors(findings):  # ett fel kan ha hindrat regeln från att säga något
        wrong = [unused(one) for one in receipts if one.given not in used]
    return left + wrong, signed


Starts = tuple[list[int], list[Record]]


def rows_by_file(data: Data) -> dict[str, Starts]:
    """Varje fils rader i ordning, och raden i filen där var och en börjar."""
    found = by_key((row.mark.file, row) for rows in data.tables.values() for row in rows)
    ordered = {file: sorted(rows, key=lambda row: row.mark.line) for file, rows in found.items()}
    return {file: ([row.mark.line for row in rows], list(rows)) for file, rows in ordered.items()}


def place_of(rows: dict[str, Starts], finding: Finding) -> tuple[int, str]:
    """Raden och fältet som fyndet står i. Ett fynd om hela raden står på dess första fält.

    Ett fynd utan rad har 0 i stället, och tabellens, fältets eller filens namn.
    """
    mark = finding.mark
    if finding.about or mark.file not in rows:
        return 0, finding.about or mark.file
    starts, records = rows.get(mark.file, ([], []))
    index = bisect_right(starts, mark.line) - 1
    if index < 0:
        return 0, mark.file
    row = records[index]
    before = [key for key in (*row, *row.blank.values()) if (key.mark.line, key.mark.column) <= (mark.line, mark.column)]
    return id(row), str(max(before, key=lambda key: key.mark, default=""))


def fault_in(data: Data, receipt: Receipt, known: set[str]) -> Finding | None:
    """Ett kvitto nämner en regel och ett fält som finns."""
    fields = data.dictionary.tables[receipt.table].by_name
    if receipt.rule not in known:
        what, where, choices = "ingen regel", receipt.rule, sorted(known)
        remedy = "Skriv namnet som kontrollen visar"
    elif receipt.field not in fields and not is_outside(receipt):
        what, where, choices = "inget fält", receipt.field, list(fields)
        remedy = "Skriv fältets namn som det står i raden"
    else:
        return None
    text = f"{KVITTERAT} {shown(where)} är {what} ({receipt.label}).{suggestion(where, choices)} {remedy}."
    return Finding(where.mark, FEL, text, KVITTERAT)


def unused(receipt: Receipt) -> Finding:
    text = (
        f"{KVITTERAT} {receipt.rule} i fältet {receipt.field} gäller inget fynd ({receipt.label}). "
        f"Ta bort kvittot, eller rätta fältet."
    )
    return Finding(receipt.rule.mark, RÅD, text, "kvitto-utan-fynd")


def how_to(findings: list[Finding]) -> str:
    """Hur de råd och varningar som är kvar kvitteras, med reglernas namn. Tom text när inget är kvar, eller fel ska rättas först."""
    rules = dict.fromkeys(finding.rule for finding in findings)
    if not rules or has_errors(findings):
        return ""
    names = ", ".join(f"{rule} ({sum(finding.rule == rule for finding in findings)})" for rule in rules)
    return (
        "Är ett råd eller en varning rätt som den är? Skriv på raden kvitterat: och under det, indraget, - regel: med regelns "
        "namn, fält: med fältets namn och varför: med skälet. Gäller det en hel tabell eller en sida skriver du det på "
        f"förbundets rad i forbund.yaml, med tabellens eller sidans namn som fält. Reglerna: {names}."
    )
