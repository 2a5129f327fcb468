"""Redovisningens regler: det som är planerat, det som är klart, och det som rapportbiblioteket vet. Docstringen är regeln."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from macros.check.data import Data, remembered
from macros.findings import RÅD, VARNING, Finding, shown
from macros.grouped import by_key
from macros.model.insats import Redovisning
from macros.model.rapport import LÄMNAS, inlagda
from macros.model.tid import Tidpunkt
from macros.read import Record


class Entered(NamedTuple):
    """En rapport i slutrapporter, så mycket som behövs för att känna igen den i en redovisning."""

    sort: str
    datum: Tidpunkt | None
    adress: str


@remembered
def entered_reports(data: Data) -> dict[str, list[Entered]]:
    """Rapporterna som är inlagda i slutrapporter, efter insatsens id."""
    return by_key(
        (str(insats), Entered(sort, data.tidpunkt(row, "datum"), f"resultat/slutrapporter/{data.text(row, 'id') or ''}/"))
        for row in data.rows("slutrapporter")
        if (sort := data.text(row, "sort")) in LÄMNAS and sort
        for insats in data.items(row, "insatser")
    )


def reports(data: Data) -> Iterator[tuple[Record, Record, bool]]:
    """Varje redovisning: insatsen, redovisningen, och om rapporten är inlagd i slutrapporter."""
    for row in data.rows("insatser"):
        records = data.records(row, "redovisning")
        known = [
            Redovisning(
                str(data.text(record, "vad") or ""),
                data.tidpunkt(record, "när"),
                str(data.text(record, "återkommer") or ""),
                lämnad=data.tidpunkt(record, "lämnad"),
                länk=str(data.text(record, "länk") or ""),
            )
            for record in records
        ]
        found = inlagda(known, entered_reports(data).get(str(row.get("id")), []))
        for place, record in enumerate(records):
            yield row, record, place in found


def planerad_rapport_har_passerat(data: Data) -> Iterator[Finding]:
    """En planerad rapport vars tid har gått behöver ett besked: klar, eller en ny tid. En inlagd rapport är besked nog."""
    if "slutrapporter" in data.incomplete:
        return
    for row, report, is_entered in reports(data):
        when = data.tidpunkt(report, "när")
        if when and data.text(report, "läge") == "planerad" and when.sista < data.today and not is_entered:
            yield Finding(
                report.key_mark("när"),
                RÅD,
                f"{shown(data.text(report, 'vad') or 'Rapporten')} var planerad till "
                f"{when} ({data.label('insatser', row)}). Lägg in den i slutrapporter, eller skriv läge: klar om den "
                "finns, annars en ny tid.",
            )


def klar_före_sin_tid(data: Data) -> Iterator[Finding]:
    """En rapport som är klar kom en dag som har varit. Den planerade dagen kan ligga framåt: då står dagen den kom i lämnad."""
    for row, report, is_entered in reports(data):
        when = data.tidpunkt(report, "när")
        is_ahead = when is not None and when.första > data.today + timedelta(days=1)
        if is_ahead and data.text(report, "läge") == "klar" and "lämnad" not in report and not is_entered:
            yield Finding(
                report.key_mark("läge"),
                VARNING,
                f"{shown(data.text(report, 'vad') or 'Rapporten')} är klar, men planerad till {when}, som inte har varit "
                f"({data.label('insatser', row)}). Skriv lämnad: och dagen den kom, eller läge: planerad.",
            )


def klar_utan_dag(data: Data) -> Iterator[Finding]:
    """För en av förbundets rapporter som är klar vet någon när den kom. Andras rader säger det som källan säger."""
    for row, report, is_entered in reports(data):
        is_own = data.layer(row).name == "eget"
        has_day = "när" in report or "lämnad" in report or is_entered
        if is_own and data.text(report, "läge") == "klar" and not has_day:
            yield Finding(
                report.key_mark("läge"),
                RÅD,
                f"{shown(data.text(report, 'vad') or 'Rapporten')} är klar, men dagen saknas ({data.label('insatser', row)}). "
                "Skriv lämnad: och dagen den kom, eller bara månaden eller året.",
            )


REPORT_RULES = (planerad_rapport_har_passerat, klar_före_sin_tid, klar_utan_dag)
