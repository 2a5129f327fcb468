"""Vilken tabell som helst som sida, så som ordboken beskriver den: en tabell när den är smal, annars en rad i taget."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from macros.dictionary.words import Field, Table
from macros.model.kalla import Post
from macros.model.rows import attribute_of
from macros.views.html import Context, render
from macros.views.uppgifter import NAMES, generic_cell, name_of

WIDEST = 5  # kolumner. Fler fält, eller stycken, blir en lista med rubrik för varje rad
ASIDE = ("id", "källa", "tidigare_adresser")  # står för sig, eller visas inte


def tabell(context: Context, root: str, namn: str) -> Markup:
    """`tabell('kurser')` visar tabellen kurser. Raises: KeyError när ordboken inte har någon tabell som heter så."""
    table, rows = context.words.tables[namn], context.register.rader(namn)
    fields = shown_fields(table, rows)
    return render(
        "tabell.html",
        tabell=table,
        namnfält=name_field(table),
        fält=fields,
        rader=[(row, name_of(row), row_cells(row, fields, root)) for row in rows],
        bred=len(fields) > WIDEST or any(field.slag == "stycken" for field in fields),
        rot=root,
    )


def name_field(table: Table) -> Field:
    """Fältet som är radens rubrik: det första som heter som ett namn, annars id."""
    return table.by_name[next((name for name in NAMES if name in table.by_name), table.primary_key)]


def value_of(row: Post, field: Field) -> Any:
    """Fältets värde i raden, vare sig dataklassen eller bara ordboken känner det. None när det inte är ifyllt."""
    own = {one.fält.name: one.värde for one in row.övriga}
    value = own.get(field.name, getattr(row, attribute_of(field), None))
    return None if value in ("", ()) else value


def shown_fields(table: Table, rows: Sequence[Post]) -> list[Field]:
    """Fälten som någon rad har, utom det som är radens rubrik."""
    aside = (*ASIDE, name_field(table).name)
    return [
        field for field in table.fields if field.name not in aside and any(value_of(row, field) is not None for row in rows)
    ]


def row_cells(row: Post, fields: Sequence[Field], root: str) -> list[tuple[Field, Markup | None]]:
    """Varje fält och dess innehåll, None när raden inte har något."""
    values = [(field, value_of(row, field)) for field in fields]
    return [(field, None if value is None else generic_cell(field, value, root)) for field, value in values]
