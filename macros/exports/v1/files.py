"""Filerna under `data/v1/`, efter adress från webbplatsens rot."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from macros.dictionary.words import Dictionary
from macros.downloads import ALL_CSV, ALL_XLSX, DATA, insats_file
from macros.exports.ooxml import NO_CLOCK
from macros.exports.tables import beräknat
from macros.exports.v1.om import Om
from macros.exports.v1.tidy import TidyTable, tidy_tables
from macros.exports.v1.tidy_files import resource, tidy_csv, workbook
from macros.exports.v1.typed import typed_record
from macros.exports.v1.typed_json import as_json, related, schema_name, table_json, table_schema
from macros.model.insats import Insats
from macros.read.version import CURRENT

README = "LÄS MIG.txt"
MOST_ROWS = 5000  # rader i en tabell med egen arbetsbok. Större tabeller finns bara i den med allt, så att bygget går fort.
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def v1_files(words: Dictionary, rows: Rows, om: Om) -> dict[str, bytes]:
    """Tabellerna som typad JSON med schema, platt CSV och arbetsböcker, och paketet som beskriver dem.

    Args:
        rows: raderna som får publiceras, efter tabell.
    """
    made: dict[str, bytes] = {}
    tidy: list[TidyTable] = []
    for table in words.tables.values():
        own = rows.get(table.name, ())
        flat = tidy_tables(table, own)
        made |= {f"{table.name}.json": table_json(table, own, om), schema_name(table): table_schema(table)}
        if len(own) <= MOST_ROWS:
            made[f"{table.name}.xlsx"] = workbook(flat, om)
        tidy += flat
    sheets = {f"{one.name}.csv": tidy_csv(one) for one in tidy}
    sheets["datapackage.json"] = as_json(_package(words, tidy, om))
    files = {DATA + name: content for name, content in (made | sheets).items()}
    return files | {ALL_XLSX: workbook(tidy, om), ALL_CSV: _zip(sheets | {README: _readme(om)})}


def insats_files(words: Dictionary, rows: Rows, insatser: Iterable[Insats], om: Om) -> dict[str, bytes]:
    """En fil per insats med raden, det som följer av den, och alla rader i andra tabeller som hör till den."""
    of, table = related(words, rows), words.tables["insatser"]
    return {
        insats_file(insats.id): as_json(
            om.as_json()
            | {
                "insats": typed_record(table.fields, insats.rad),
                "beräknat": beräknat(insats, om.dag),
                "hör_till": of.get(insats.id, {}),
            }
        )
        for insats in insatser
    }


def _package(words: Dictionary, tables: Iterable[TidyTable], om: Om) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": words.name,
        "title": words.title,
        "description": words.description,
        "version": om.publicerad,
        "schemaversion": CURRENT,
        "licenses": list(words.licenses),
        "resources": [resource(table) for table in tables],
    }


def _readme(om: Om) -> bytes:
    return "\r\n".join(f"{name}: {text}" for name, text in om.lines()).encode()


def _zip(files: Mapping[str, bytes]) -> bytes:
    """Filerna i ett arkiv som är detsamma varje gång."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, NO_CLOCK)
            entry.create_system = 0
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()
