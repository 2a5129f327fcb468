"""Budgetarnas regler: året, pengarna från förbundet och parternas egna insatser. En funktion per regel, och docstringen är regeln."""

from collections.abc import Iterator

from macros.check.data import Data
from macros.check.pengar import barred_costs, granted
from macros.findings import VARNING, Finding, shown
from macros.read import Record

TABLE = "budgetar"


def budgetar(data: Data) -> list[tuple[Record, int, Record]]:
    """Raderna utan fel, med året och insatsens rad."""
    insatser = {str(row["id"]): row for row in data.rows("insatser") if "id" in row}
    return [
        (row, int(row["år"]), insatser[str(row["insats"])]) for row in data.whole_rows(TABLE) if str(row["insats"]) in insatser
    ]


def året_utanför_projekttiden(data: Data) -> Iterator[Finding]:
    """Budgeten gäller ett år som insatsens projekttid rör."""
    for row, year, insats in budgetar(data):
        tid = insats.get("projekttid")
        start, slut = (data.tidpunkt(tid, key) if data.is_whole(tid) else None for key in ("start", "slut"))
        if start and year < start.första.year:
            where = f"före starten {start}"
        elif slut and year > slut.sista.year:
            where = f"efter slutet {slut}"
        else:
            continue
        yield Finding(
            row.value_mark("år"),
            VARNING,
            f"År {year} ligger {where} för insatsen {shown(row['insats'])} ({data.label(TABLE, row)}). Rätta år, eller insatsens "
            "projekttid.",
        )


def budgeten_är_inte_det_beviljade(data: Data) -> Iterator[Finding]:
    """Kostnaderna från förbundet är tillsammans det som förbundet har beviljat det året."""
    for row, year, insats in budgetar(data):
        total, sum_ = granted(data, insats, year), sum(_amount(one, "från_förbundet") for one in data.records(row, "kostnader"))
        if total is not None and sum_ != total:
            yield Finding(
                row.value_mark("år"),
                VARNING,
                f"Kostnaderna från förbundet är tillsammans {sum_} för {year}, men förbundet har beviljat {total} "
                f"({data.label(TABLE, row)}). Rätta kostnaderna, eller beloppet i insatsens budget.",
            )


def egna_insatser_blir_inte_summan(data: Data) -> Iterator[Finding]:
    """Det som parterna bidrar med är tillsammans kostnadernas egna insatser."""
    for row, _, _ in budgetar(data):
        own = sum(_amount(one, "egen_insats") for one in data.records(row, "kostnader"))
        parts = sum(_amount(one, "belopp") for one in data.records(row, "parter"))
        if "parter" in row and own != parts:
            yield Finding(
                row.value_mark("parter"),
                VARNING,
                f"Parternas egna insatser är tillsammans {parts}, men kostnadernas egna insatser är {own} "
                f"({data.label(TABLE, row)}). Rätta det som är fel.",
            )


def budgeterad_kostnad_ersätts_inte(data: Data) -> Iterator[Finding]:
    """En kostnad som förbundet inte ersätter i insatsens typ har inga pengar från förbundet."""
    for row, _, insats in budgetar(data):
        yield from barred_costs(data, TABLE, row, insats, "från_förbundet")


def _amount(record: Record, name: str) -> int:
    return int(str(record.get(name, "0")))


BUDGET_RULES = (
    året_utanför_projekttiden,
    budgeten_är_inte_det_beviljade,
    egna_insatser_blir_inte_summan,
    budgeterad_kostnad_ersätts_inte,
)
