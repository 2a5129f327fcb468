"""Tabellerna som öppna data: CSV och JSON per tabell, JSON per insats."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from macros.dictionary.words import Dictionary, Table
from macros.downloads import plan_files
from macros.exports.csv_files import csv_of
from macros.exports.schema import published_columns
from macros.grouped import grouped
from macros.model.insats import Insats
from macros.model.plan import Planer

SEPARATOR = " | "


def cell(value: Any, path: str) -> str:
    """Texten på en väg som `metodval.metod`.

    Allt i en lista har sin plats i cellen, också det som saknar fältet: då hör cellerna ihop, kolumn för kolumn.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        cells = [cell(item, path) for item in value]
        return SEPARATOR.join(cells) if any(cells) else ""
    name, _, rest = path.partition(".")
    return cell(value[name], rest) if name in value else ""


def table_csv(table: Table, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Tabellen som CSV. Celler med flera värden har ` | ` mellan dem."""
    columns = [name for name, _, _ in published_columns(table.fields)]
    return csv_of(columns, ([cell(row, column) for column in columns] for row in rows))


def table_json(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Raderna som de står i YAML, alla värden som text. En rad i tabellen är en rad i filen, så att två versioner går att jämföra."""
    written = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{written}\n]\n".encode() if rows else b"[]\n"


def plan_files_of(
    words: Dictionary, tables: Mapping[str, Sequence[Mapping[str, Any]]], planer: Planer, licens: str, today: date
) -> dict[str, bytes]:
    """Varje plan för sig: matrisen som CSV, och planen med matrisen som JSON, efter adress från roten."""
    files: dict[str, bytes] = {}
    rows = grouped(tables.get("planrader", ()), lambda row: str(row["plan"]))
    for row in tables.get("planer", ()):
        plan, own = planer.plan[str(row["id"])], rows.get(str(row["id"]), [])
        whole = {
            **row,
            "planrader": own,
            "beräknat": {
                "läge": planer.läge(plan, today),
                "läge_gäller": today.isoformat(),
                "ersätts_av": efter.id if (efter := planer.efterträdare(plan)) else "",
                "förbundets_namn": plan.förbund.namn,
                "sida": f"/{plan.adress}",
                "licens": licens,
            },
        }
        made = {"CSV": table_csv(words.tables["planrader"], own), "JSON": _json(whole)}
        files |= {url: made[kind] for kind, url in plan_files(plan)}
    return files


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def insats_json(insats: Insats, licens: str, today: date) -> bytes:
    """En insats: raden som den står i YAML, och under `beräknat` det som följer av den."""
    return _json({**insats.rad, "beräknat": beräknat(insats, today) | {"licens": licens}})


def beräknat(insats: Insats, today: date) -> dict[str, str]:
    """Det som följer av insatsens rad, en viss dag."""
    return {
        "status": insats.status(today),
        "status_gäller": today.isoformat(),
        "förbundets_namn": insats.förbund.namn,
        "sida": f"/{insats.adress}",
    }
