"""Påhittade rader åt proven: så få fält som möjligt, eller alla fält som ordboken känner."""

from functools import cache
from typing import Any

from macros import check, dictionary
from macros.check import Data
from macros.dictionary import Dictionary, Field
from macros.findings import Mark
from macros.model.register import Register, build
from macros.settings import ROOT
from macros.views.html import Context
from tests.conftest import DAY

ID = "ett"


class Rad(dict):
    """En rad som vet var den står, som de lästa."""

    mark = Mark("data/prov.yaml", 7, 1)


def insats(id_: str = ID, **fields: Any) -> Rad:
    return Rad({"id": id_, "förbund": "alfa", "namn": f"Insatsen {id_}"} | fields)


def metod(id_: str = ID, **fields: Any) -> Rad:
    given = {"id": id_, "namn": f"Metoden {id_}", "grupp": "analys", "kort": "Kort.", "vad": "Vad.", "när": "När.", "vem": "Vem."}
    return Rad(given | fields)


def förbund(id_: str, roll: str = "referens", **fields: Any) -> Rad:
    return Rad({"id": id_, "namn": f"Förbundet {id_}", "kortnamn": id_, "roll": roll} | fields)


def register_of(**tables: list[Rad]) -> Register:
    """Registret av raderna, med förbundet alfa som värd och metoden ett när inget annat sägs."""
    return build({"forbund": [förbund("alfa", "värd")], "metoder": [metod()]} | tables)


def context_of(register: Register) -> Context:
    return Context(register, words(), DAY)


@cache
def words() -> Dictionary:
    """Projektets ordbok."""
    return dictionary.load(ROOT / "data")


@cache
def real() -> Data:
    """Projektets data, läst och kontrollerad."""
    return check.examine(ROOT / "data", DAY).data


@cache
def real_register() -> Register:
    return build(real().tables)


def full_tables(text: str) -> dict[str, list[Rad]]:
    """En rad i varje tabell, med alla fält ifyllda och `text` överallt där vilken text som helst går."""
    return {table.name: [Rad({field.name: full_value(field, text) for field in table.fields})]
            for table in words().tables.values()}


def full_value(field: Field, text: str) -> Any:
    if field.type == "object":
        return {inner.name: full_value(inner, text) for inner in field.fields}
    if field.type == "array":
        return [full_value(field.items, text)]
    if field.referens or field.name == "id":
        return ID
    if "enum" in field.constraints:
        return field.constraints["enum"][0]
    return text if field.type == "string" and field.slag in ("text", "stycken") else field.example
