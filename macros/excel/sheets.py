"""Vilka blad och kolumner en tabell blir: ett blad för raderna, och ett för varje lista av objekt, med radens id först."""

from collections.abc import Iterator
from typing import NamedTuple

from macros.dictionary.words import Field, Table

LONGEST = 31  # tecken i ett blads namn (ECMA-376)
OWNER = "tillhör"  # kolumnen med radens id i en listas blad; id kan vara ett fält i listan själv


class Column(NamedTuple):
    """En kolumn. `path` är vägen i raden, eller i objektet när bladet visar en lista. `is_list` har ett värde per rad i cellen."""

    path: str
    title: str
    field: Field
    is_list: bool = False

    @property
    def words(self) -> str:
        """Hjälpen till den som fyller i."""
        needed = "Måste fyllas i. " if self.field.required else ""
        several = " Flera värden: ett på varje rad i cellen (Alt+Retur)." if self.is_list else ""
        example = f" Exempel: {self.field.item.example}" if self.field.item.example else ""
        return f"{needed}{self.field.hjälp}{several}{example}"


class Sheet(NamedTuple):
    """Ett blad. `lista` är fältet vars objekt det visar, tomt för tabellens egna rader."""

    table: Table
    lista: str
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        return f"{self.table.name}.{self.lista}"[:LONGEST] if self.lista else self.table.name[:LONGEST]

    @property
    def title(self) -> str:
        return f"{self.table.title}: {self.table.by_name[self.lista].title}" if self.lista else self.table.title


def sheets_of(table: Table) -> list[Sheet]:
    """Tabellens blad, raderna först. Det som följer av mappen skrivs inte."""
    fields = [field for field in table.fields if not field.from_folder]
    lists = [field for field in fields if field.type == "array" and field.inner]
    own = Sheet(table, "", tuple(column for field in fields if field not in lists for column in _columns(field)))
    key = table.by_name[table.primary_key]
    first = Column(OWNER, f"{table.rad.capitalize()}: {key.title.lower()}", key)
    return [
        own,
        *(Sheet(table, one.name, (first, *(column for field in one.inner for column in _columns(field)))) for one in lists),
    ]


def _columns(field: Field, prefix: str = "", of: str = "") -> Iterator[Column]:
    title = f"{field.title} ({of})" if of else field.title
    if field.type == "object":
        for inner in field.fields:
            yield from _columns(inner, f"{prefix}{field.name}.", field.title.lower())
    else:
        yield Column(prefix + field.name, title, field, field.type == "array")
