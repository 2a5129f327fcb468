"""Utfallen som öppna data: bara tal som får visas. Texten står där när inget tal för insatsen och perioden är skyddat. Källan står som i YAML."""

from collections.abc import Mapping, Sequence
from typing import Any

from macros.dictionary.words import Field, Table
from macros.model.kalla import KVITTERAT
from macros.model.register import Register
from macros.model.utfall import POSITIVA, RÄKNADE, SKYDDAT, Utfall

TEXTER = ("till_annat", "arbete_med_stöd", "anmärkning")


def published_rows(table: Table, rows: Sequence[Mapping[str, Any]], register: Register) -> list[Mapping[str, Any]]:
    """Raderna så som de får publiceras. `table` är utfallens tabell i ordboken, `rows` raderna som registret är byggt av."""
    return [
        row if utfall.exempel else _published(table, row, utfall)
        for row, utfall in zip(rows, register.uppföljning.utfall, strict=True)
    ]


def _published(table: Table, row: Mapping[str, Any], utfall: Utfall) -> dict[str, Any]:
    values = {field.name: _value(field, row, utfall) for field in table.fields}
    if SKYDDAT in values.values():
        # Samma regel som för den som skriver i YAML: nämnaren och täljaren skrivs när de inte följer av raden.
        values |= {cell: str(utfall.tal[cell]) for cell in (RÄKNADE, POSITIVA) if utfall.tal.get(cell) is not None}
    return {name: value for name, value in values.items() if value}


def _value(field: Field, row: Mapping[str, Any], utfall: Utfall) -> Any:
    """Fältets värde. Tomt när fältet saknas eller inte får visas. Ett tal som modellen inte känner visas aldrig."""
    name = field.name
    if name not in row or name == KVITTERAT:
        return ""  # ett kvitto är kansliets egen anteckning, och kan nämna talet
    if field.slag == "antal":
        return SKYDDAT if utfall.tal.get(name) is None else row[name]
    if field.type == "number":
        return row[name] if name in utfall.snitt else ""
    if (name == "rättelser" and not utfall.rättelser) or (name in TEXTER and not getattr(utfall, name)):
        return ""
    return row[name]
