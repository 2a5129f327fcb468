"""Tabellerna platta, så som R, pandas och kalkylprogram vill ha dem: varje lista i en rad blir en egen tabell."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from macros.dictionary.slag import slug
from macros.dictionary.words import Field, Table, value_at
from macros.exports.v1.typed import SKYDD, Part, Value, parts_of, values_of

NUMBER = "nummer"  # kolumnen med ordningen i en lista
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Column:
    """En kolumn med ett enda värde per rad. `type` är en typ i Frictionless Table Schema."""

    name: str
    type: str
    title: str
    description: str
    choices: tuple[str, ...] = ()
    enhet: str = ""  # det som talet räknas i
    is_flag: bool = False  # bara sant är värt att visa för den som läser


class Reference(NamedTuple):
    """Kolumner som pekar ut en rad i en tabell."""

    columns: tuple[str, ...]
    table: str
    originals: tuple[str, ...]


@dataclass(frozen=True)
class TidyTable:
    """En platt tabell. `key` är kolumnerna som tillsammans pekar ut en rad."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[Reference, ...]
    rows: tuple[Row, ...]


class Owner(NamedTuple):
    """Raden som en lista står i: tabellen, kolumnerna som pekar ut den, och vad de heter där."""

    table: str
    columns: tuple[Column, ...]
    originals: tuple[str, ...]

    @property
    def reference(self) -> Reference:
        return Reference(tuple(column.name for column in self.columns), self.table, self.originals)


class Described(NamedTuple):
    """Det som en tabell heter och handlar om."""

    name: str
    title: str
    description: str


Owned = tuple[Row, Mapping[str, Any]]  # värdena som pekar ut raden som ett objekt står i, och objektet
ORDER = Column(NUMBER, "integer", "Nummer", "Ordningen i listan, från 1.")


def tidy_tables(table: Table, rows: Sequence[Mapping[str, Any]]) -> list[TidyTable]:
    """Tabellen och en tabell för varje lista i den, också listor i listor. Raderna har formen som i YAML."""
    key, name = table.primary_key, file_name(table.name)
    own = _table(Described(name, table.title, table.description), (key,), table.fields, [((), row) for row in rows])
    column = Column(f"{name}_{key}", "string", table.rad.capitalize(), f"Raden i {name}.")
    owned = [((value_at(row, key),), row) for row in rows]
    return [own, *_lists(Owner(name, (column,), (key,)), table.title, table.fields, owned)]


def _table(
    described: Described, key: tuple[str, ...], fields: Iterable[Field], rows: Iterable[Owned], owner: Owner | None = None
) -> TidyTable:
    """Tabellen med ägarens kolumner och ordningsnumret först, när den har en ägare."""
    leaves = list(_leaves(fields))
    first = (*owner.columns, ORDER) if owner else ()
    columns = (*first, *(column for path, field in leaves for column in _columns(path, field)))
    references = [Reference((path,), file_name(field.referens), ("id",)) for path, field in leaves if field.referens]
    written = tuple(
        (*lead, *(value for path, field in leaves for value in values_of(field, value_at(row, path)))) for lead, row in rows
    )
    return TidyTable(*described, key, columns, (*([owner.reference] if owner else ()), *references), written)


def _lists(owner: Owner, title: str, fields: Iterable[Field], rows: Sequence[Owned]) -> Iterator[TidyTable]:
    """En tabell för varje lista bland fälten, och för listorna i den."""
    for path, field in _arrays(fields):
        name, about = f"{owner.table}_{file_name(path)}", f"{title}: {field.title.lower()}"
        items = [
            ((*key, number), item if isinstance(item, Mapping) else {field.name: item})
            for key, row in rows
            for number, item in enumerate(value_at(row, path), 1)
        ]
        inner = field.inner or (_named(field),)
        key = (*owner.reference.columns, NUMBER)
        yield _table(Described(name, about, field.description), key, inner, items, owner)
        number = Column(f"{file_name(path)}_{NUMBER}", "integer", field.title, f"Raden i {name}.")
        yield from _lists(Owner(name, (*owner.columns, number), key), about, inner, items)


def _named(field: Field) -> Field:
    """Det som listan består av, under listans namn."""
    return replace(field.item, name=field.name, title=field.title, description=field.description)


def _leaves(fields: Iterable[Field], prefix: str = "") -> Iterator[tuple[str, Field]]:
    for field in fields:
        if field.type == "object":
            yield from _leaves(field.fields, f"{prefix}{field.name}.")
        elif field.type != "array":
            yield prefix + field.name, field


def _arrays(fields: Iterable[Field], prefix: str = "") -> Iterator[tuple[str, Field]]:
    for field in fields:
        if field.type == "object":
            yield from _arrays(field.fields, f"{prefix}{field.name}.")
        elif field.type == "array":
            yield prefix + field.name, field


def _columns(path: str, field: Field) -> Iterator[Column]:
    for part in parts_of(field):
        words = part.words or field.description
        unit = "" if part.ending else field.enhet
        yield Column(path + part.ending, part.type, _title(field, part), words, part.choices, unit, part is SKYDD)


def _title(field: Field, part: Part) -> str:
    return field.title + (f" ({part.ending[1:]})" if part.ending else "")


def file_name(name: str) -> str:
    """Namnet med bara a–z, så som det står i adressen: `insatser_källa` → `insatser_kalla`."""
    return re.sub("-", "_", slug(name))
