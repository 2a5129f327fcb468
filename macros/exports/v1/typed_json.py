"""Typad JSON: en fil per tabell med sitt schema, och en fil per insats med allt som hör till den."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from macros.dictionary.words import Dictionary, Field, Table
from macros.exports.v1.om import Om
from macros.exports.v1.typed import SKYDD, kind_of, parts_of, typed_record

SCHEMA = "https://json-schema.org/draft/2020-12/schema"
TYPES = {"date": {"type": "string", "format": "date"}, "year": {"type": "integer"}}
TABLE, INSATS = "insatser", "insats"  # tabellen, och fältet som hänvisar till den
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def table_json(table: Table, rows: Iterable[Mapping[str, Any]], om: Om) -> bytes:
    """Tabellens rader med typade värden, en rad i tabellen per rad i filen."""
    head = json.dumps({"$schema": schema_name(table), "tabell": table.name} | om.as_json(), ensure_ascii=False)
    written = ",\n".join(json.dumps(typed_record(table.fields, row), ensure_ascii=False) for row in rows)
    return f'{head[:-1]}, "rader": [\n{written}\n]}}\n'.encode()


def schema_name(table: Table) -> str:
    """Schemats filnamn, i samma mapp som tabellens fil."""
    return f"{table.name}.schema.json"


def table_schema(table: Table) -> bytes:
    """JSON Schema för tabellens fil. Nya fält kan komma till, men inget byter typ eller betydelse under version 1."""
    return as_json(
        {
            "$schema": SCHEMA,
            "title": table.title,
            "description": table.description,
            "type": "object",
            "properties": {"rader": {"type": "array", "items": _object(table.fields)}},
            "required": ["rader"],
        }
    )


def _object(fields: Iterable[Field]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for field in fields:
        properties |= _properties(field)
    required = [field.name for field in fields if field.required]
    return {"type": "object", "properties": properties} | ({"required": required} if required else {})


def _properties(field: Field) -> dict[str, Any]:
    words = {"title": field.title, "description": field.description}
    if field.type == "object":
        return {field.name: words | _object(field.fields)}
    if field.items:
        inner = _object(field.inner) if field.inner else _typed(kind_of(field.items))
        return {field.name: words | {"type": "array", "items": inner}}
    value, *others = parts_of(field)
    limits: dict[str, Any] = {"enum": list(value.choices)} if value.choices else {}
    if SKYDD in others:
        limits["type"] = ["integer", "null"]
    unit = {"unit": field.enhet} if field.enhet else {}
    made = {field.name: words | unit | _typed(value.type) | limits}
    for part in others:
        made[field.name + part.ending] = {"description": part.words} | _typed(part.type) | _enum(part.choices)
        if part is SKYDD:
            made[field.name + part.ending]["const"] = True
    return made


def _typed(kind: str) -> dict[str, Any]:
    return TYPES.get(kind, {"type": kind})


def _enum(choices: Sequence[str]) -> dict[str, Any]:
    return {"enum": list(choices)} if choices else {}


def related(words: Dictionary, rows: Rows) -> dict[str, dict[str, list[Any]]]:
    """Insatsernas rader i andra tabeller: insatsens id → tabellen → raderna. Hänvisningen är ett id eller en lista av id:n."""
    found: dict[str, dict[str, list[Any]]] = {}
    for table in words.tables.values():
        fields = [field for field in table.fields if field.item.referens == TABLE and table.name != TABLE]
        for row in rows.get(table.name, ()) if fields else ():
            ids = {one for field in fields for one in _ids(row.get(field.name, ()))}
            for insats in sorted(ids):
                found.setdefault(insats, {}).setdefault(table.name, []).append(typed_record(table.fields, row))
    return found


def _ids(value: str | Sequence[str]) -> Sequence[str]:
    return (value,) if isinstance(value, str) else value


def as_json(value: Any) -> bytes:
    """Läsbar JSON i UTF-8."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
