"""Vad rader och sidor heter för den som redigerar: namn i stället för id."""

from collections.abc import Iterator

from macros.check.data import Data
from macros.dictionary.words import Field, Table
from macros.findings import shown
from macros.read import Record, Text, Value
from macros.write.answers import NAMES, asked_fields
from macros.write.plain import Plain

CALLED = (*NAMES, "vad", "kortnamn")
ENOUGH = 4  # så många värden räcker för att känna igen en rad utan namn


def name_of(table: Table, row: Record | dict[str, Plain], data: Data) -> str:
    """Radens namn, eller det som skiljer den från andra: `styrelsen, 2026-12-03`."""
    own = next((str(row[name]) for name in CALLED if isinstance(row.get(name), str) and row[name]), "")
    found = [own] if own else list(_telling(table, row, data))[:ENOUGH]
    return shown(", ".join(found), 100) or str(row.get(table.primary_key, "")) or f"{table.rad} utan namn"


def _telling(table: Table, row: Record | dict[str, Plain], data: Data) -> Iterator[str]:
    for field in asked_fields(table):
        value = row.get(field.name)
        if isinstance(value, dict):
            yield from (_called(one, value[one.name], data) for one in field.inner if isinstance(value.get(one.name), str))
        elif isinstance(value, str) and value:
            yield _called(field, value, data)


def _called(field: Field, value: Value | Plain, data: Data) -> str:
    if field.referens:
        return names_in(field.referens, data).get(str(value), str(value))
    return str(value)


def names_in(table: str, data: Data) -> dict[str, str]:
    """Id och namn för raderna i en tabell, efter namn. Rader med samma namn får sitt id efter sig."""
    words = data.dictionary.tables[table]
    rows = [row for row in data.rows(table) if isinstance(row.get(words.primary_key), Text)]
    own = {str(row[words.primary_key]): _short_name(words, row) for row in rows}
    names = list(own.values())
    called = {id_: name if names.count(name) == 1 else f"{name}, {id_}" for id_, name in own.items()}
    return dict(sorted(called.items(), key=lambda pair: pair[1].casefold()))


def _short_name(words: Table, row: Record) -> str:
    """Namnet utan att slå upp andra tabeller, så att två tabeller kan hänvisa till varandra."""
    name = next((str(row[field]) for field in CALLED if isinstance(row.get(field), Text)), "")
    return shown(name, 80) or str(row[words.primary_key])


def all_names(table: Table, data: Data) -> dict[str, dict[str, str]]:
    """Namnen i alla tabeller som tabellens fält hänvisar till."""
    return {name: names_in(name, data) for name in referred(table.fields) if name in data.dictionary.tables}


def referred(fields: tuple[Field, ...]) -> set[str]:
    found = {one.item.referens for one in fields if one.item.referens}
    return found.union(*(referred(one.inner) for one in fields))
