"""Filerna med öppna data, efter adress från webbplatsens rot."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from macros.dictionary.words import Dictionary
from macros.exports.datamangder import datamängder
from macros.exports.dcat import catalog_files
from macros.exports.enkatsvar import published_answers
from macros.exports.schema import data_package
from macros.exports.schemaorg import dataset_files
from macros.exports.tables import insats_json, plan_files_of, table_csv, table_json
from macros.exports.utfall import published_rows
from macros.exports.v1.files import insats_files, v1_files
from macros.exports.v1.om import Om
from macros.model.register import Register
from macros.read.version import CURRENT

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def table_files(words: Dictionary, tables: Rows, register: Register, today: date, site_url: str = "") -> dict[str, bytes]:
    """CSV och JSON per tabell som de står i YAML, datapaketet, en JSON-fil per insats, och version 1 med typade värden.

    I utfallen och enkätsvaren är små grupper skyddade.
    """
    public, om = published(words, tables, register), about(words, register, today, site_url)
    files = {}
    for table in words.tables.values():
        files[f"data/{table.name}.csv"] = table_csv(table, public[table.name])
        files[f"data/{table.name}.json"] = table_json(public[table.name])
    package = json.dumps(data_package(words, today.isoformat(), CURRENT), ensure_ascii=False, indent=1) + "\n"
    files["data/datapackage.json"] = package.encode()
    files |= {f"data/insatser/{insats.id}.json": insats_json(insats, om.licens, today) for insats in register.insatser}
    if "planrader" in words.tables:
        files |= plan_files_of(words, tables, register.uppföljning.planer, om.licens, today)
    files |= v1_files(words, public, om)
    if om.webbplats:  # utan adress finns inget att peka på
        alla = datamängder(words, public, om, files)
        files |= catalog_files(alla, register.värd, om) | dataset_files(alla, register.värd, om)
    return files | insats_files(words, public, register.insatser, om)


def published(words: Dictionary, tables: Rows, register: Register) -> Rows:
    """Raderna som får publiceras, efter tabell."""
    public = {table.name: tables.get(table.name, ()) for table in words.tables.values()}
    if "utfall" in public:
        public["utfall"] = published_rows(words.tables["utfall"], public["utfall"], register)
    if "enkatsvar" in public:
        public["enkatsvar"] = published_answers(public["enkatsvar"], register.uppföljning.enkätsvar)
    return public


def about(words: Dictionary, register: Register, today: date, site_url: str) -> Om:
    """Det som står i varje fil om uppgifterna."""
    licens = words.licenses[0]
    return Om(words.title, register.värd.namn, today, licens["name"], licens["path"], site_url)
