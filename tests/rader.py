"""Påhittade rader åt proven: så få fält som möjligt, eller alla fält som ordboken känner."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st

from macros.check import Data
from macros.check.utkast import FIELD as UTKAST
from macros.dictionary.load import load as load_dictionary
from macros.dictionary.words import Dictionary, Field, Table
from macros.findings import Mark
from macros.model.register import Register, build
from macros.read.layers import Layer
from macros.views.html import Context
from tests.conftest import DAY, EXAMPLE
from tests.minimal import DICTIONARY, examine

ID = "ett"


class Rad(dict):
    """En rad som vet var den står, som de lästa."""

    mark = Mark("data/prov.yaml", 7, 1)
    blank: ClassVar[dict[str, str]] = {}


def insats(id_: str = ID, **fields: Any) -> Rad:
    return Rad({"id": id_, "förbund": "alfa", "namn": f"Insatsen {id_}"} | fields)


def metod(id_: str = ID, **fields: Any) -> Rad:
    given = {
        "id": id_,
        "namn": f"Metoden {id_}",
        "grupp": "analys",
        "kort": "Kort.",
        "vad": "Vad.",
        "när": "När.",
        "vem": "Vem.",
    }
    return Rad(given | fields)


def förbund(id_: str, roll: str = "referens", **fields: Any) -> Rad:
    return Rad({"id": id_, "namn": f"Förbundet {id_}", "kortnamn": id_, "roll": roll} | fields)


def insatstyp(id_: str, **fields: Any) -> Rad:
    """En typ av insats. Benämningen är id och ordet insats när inget annat sägs."""
    return Rad({"id": id_, "namn": id_, "benämning": f"{id_} insats", "rubrik": f"Typen {id_}"} | fields)


TYPER = [
    insatstyp("strukturell", rubrik="Strukturella insatser"),
    insatstyp("individinriktad", rubrik="Individinriktade insatser"),
    insatstyp("esf-projekt", namn="ESF-projekt", benämning="ESF-projekt", rubrik="ESF-projekt"),
]


def register_of(**tables: list[Rad]) -> Register:
    """Registret av raderna, med förbundet alfa som värd, metoden ett och tre typer av insatser när inget annat sägs."""
    given = {"forbund": [förbund("alfa", "värd")], "metoder": [metod()], "insatstyper": TYPER}
    return build(words(), given | tables)


def data_of(tables: dict[str, Any]) -> Data:
    """Data av raderna, som om de stod i en av förbundets egna filer."""
    files = {row.mark.file for rows in tables.values() for row in rows} | {Rad.mark.file}
    return Data(words(), DAY, tables=tables, layers=dict.fromkeys(files, Layer("eget", Path())))


def context_of(register: Register) -> Context:
    return Context(register, words(), DAY)


@cache
def words() -> Dictionary:
    """Projektets ordbok."""
    return load_dictionary(DICTIONARY.parent)


def words_of(*names: str) -> Dictionary:
    """Ordboken med bara några av tabellerna."""
    return replace(words(), tables={name: words().tables[name] for name in names})


@cache
def example() -> Data:
    """De påhittade data i tests/data/, lästa och kontrollerade."""
    return examine(EXAMPLE).data


@cache
def example_register() -> Register:
    return build(words(), example().tables)


def full_tables(text: str) -> dict[str, list[Rad]]:
    """En rad i varje tabell, med alla fält ifyllda och `text` överallt där vilken text som helst går. Ett utkast publiceras inte."""
    rows = {name: full_row(table, text) for name, table in words().tables.items()}
    del rows["insatser"][UTKAST]
    return {name: [row] for name, row in rows.items()}


def full_row(table: Table, text: str) -> Rad:
    return Rad({field.name: full_value(field, text) for field in table.fields})


def full_value(field: Field, text: str) -> Any:
    if field.type == "object":
        return {inner.name: full_value(inner, text) for inner in field.fields}
    if field.name == "leder_till":  # id på led i samma rad
        return [ID]
    if field.type == "array":
        return [full_value(field.items, text)]
    if field.referens or field.name == "id":
        return ID
    if "enum" in field.constraints:
        return field.constraints["enum"][0]
    if field.name == "återbetalningstid":  # månader, eller i.v.: talet jämförs med vinsten
        return field.example
    return text if field.type == "string" and field.slag in ("text", "stycken") else field.example


def field(name: str, type_: str = "string", **given: Any) -> Field:
    """Ett fält så som ordboken beskriver det."""
    about = {
        "title": name.capitalize(),
        "slag": "text",
        "description": f"Om {name}.",
        "example": "",
        "referens": "",
        "constraints": {},
    }
    return Field(name=name, type=type_, **about | given)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Varje text i en rad, med vägen dit genom fält och listor."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


# Text som läsaren släpper igenom: inga styrtecken, inget blankt i början eller slutet.
LETTERS = st.characters(exclude_categories=("C", "Zl", "Zp")) | st.sampled_from("\",;'|=+-@<>&{}[]åäöÅÄÖé😀 \n")
TEXTS = st.text(LETTERS, min_size=1, max_size=80).map(str.strip).filter(bool)
ODD_TEXTS = [
    'Hon sa "hej"',
    "a, b; c",
    "två\nrader",
    "ett\n\nstycke till",
    "Åäö é ü",
    "😀🇸🇪",
    "A | B",
    "|",
    "=1+1",
    "-1",
    "+46",
    "@x",
    '"',
    "'",
    ",",
    "1 000,50",
    "NULL",
    "null",
    "nan",
    "true",
    "#",
    "\\n",
    "a\\",
    "{{ 1 }}",
]
