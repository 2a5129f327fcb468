"""Filerna med öppna data, efter adress från webbplatsens rot."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from macros.dictionary.words import Dictionary
from macros.exports.enkatsvar import published_answers
from macros.exports.schema import data_package
from macros.exports.tables import insats_json, plan_files_of, table_csv, table_json
from macros.exports.utfall import published_rows
from macros.model.register import Register
from macros.read.version import CURRENT


def table_files(
    words: Dictionary, tables: Mapping[str, Sequence[Mapping[str, Any]]], register: Register, today: date
) -> dict[str, bytes]:
    """CSV och JSON per tabell, datapaketet, och en JSON-fil per insats. I utfallen och enkätsvaren är små grupper skyddade."""
    files = {}
    for table in words.tables.values():
        rows = tables.get(table.name, ())
        if table.name == "utfall":
            rows = published_rows(table, rows, register)
        elif table.name == "enkatsvar":
            rows = published_answers(rows, register.uppföljning.enkätsvar)
        files[f"data/{table.name}.csv"] = table_csv(table, rows)
        files[f"data/{table.name}.json"] = table_json(rows)
    package = json.dumps(data_package(words, today.isoformat(), CURRENT), ensure_ascii=False, indent=1) + "\n"
    files["data/datapackage.json"] = package.encode()
    files |= {f"data/insatser/{insats.id}.json": insats_json(insats, today) for insats in register.insatser}
    if "planrader" in words.tables:
        files |= plan_files_of(words, tables, register.uppföljning.planer, today)
    return files
