"""En cell mot ordbokens krav. Frictionless prövar typ, mönster, uppräkning och gränser."""

import json
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import frictionless

from macros.dictionary.cells import PLAIN, frictionless_cell
from macros.dictionary.slag import SLAG
from macros.dictionary.words import Field

Reader = Callable[[str], tuple[Any, dict[str, str] | None]]

MAX_PATTERN_LENGTH = 2000  # mönstren är gjorda för id, datum och adresser


def broken_constraint(field: Field, value: str) -> str:
    """Namnet på det första kravet som värdet inte klarar, eller tom text."""
    if field.type in PLAIN and not re.fullmatch(PLAIN[field.type], value):
        return "type"
    if SLAG[field.slag].mönster and len(value) > MAX_PATTERN_LENGTH:
        return "pattern"
    _, notes = _reader_of(field)(str(value))
    return next(iter(notes), "") if notes else ""


@lru_cache(maxsize=10_000)
def _reader_of(field: Field) -> Reader:
    return _cell_reader(field.type, json.dumps(frictionless_cell(field)))


@cache
def _cell_reader(kind: str, descriptor: str) -> Reader:
    """En läsare per olika krav, inte per fält: det är dyrt för Frictionless att göra en.

    Klassen väljs här, för Frictionless eget val läser in alla sina filformat först.
    """
    wanted = json.loads(descriptor)
    cell = getattr(frictionless.fields, f"{kind.capitalize()}Field")(name="cell", constraints=wanted["constraints"])
    if kind == "boolean":
        cell.true_values, cell.false_values = wanted["trueValues"], wanted["falseValues"]
    return cell.create_cell_reader()
