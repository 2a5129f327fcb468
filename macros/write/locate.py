"""Från en plats i filen till raden och vägen dit: ett fynd säger rad och kolumn, och skrivaren vill ha fält."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from macros.findings import Mark, Step
from macros.read import Items, Record, Value
from macros.write.plain import Path, WriteRefused

GONE = "Det står något annat på platsen än när filen kontrollerades."


class Located(NamedTuple):
    """En plats i en rad: radens nummer från noll, och vägen i den."""

    number: int
    path: Path


def located(rows: Sequence[Record], step: Step) -> Located:
    """Det som steget ändrar. Raises: WriteRefused när inget står på platsen."""
    row = next((number for number in reversed(range(len(rows))) if rows[number].mark.line <= step.mark.line), None)
    if row is None:
        raise WriteRefused(GONE)
    values, keys = _values(rows[row], ()), _keys(rows[row], ())
    if step.what == "nyckel" or (step.what == "bort" and step.name):
        found = _first(keys, step.mark)
    elif step.what == "fält":
        found = _first(((mark, path, value) for mark, path, value in values if isinstance(value, Record)), step.mark)
    else:
        found = _first(((mark, path, value) for mark, path, value in values if path), step.mark)
        found = _first(keys, step.mark) if found is None else found
    if found is None:
        raise WriteRefused(GONE)
    return Located(row, found)


def _first(places: Iterator[tuple[Mark, Path, Value]], mark: Mark) -> Path | None:
    return next((path for other, path, _ in places if other[1:] == mark[1:]), None)


def _values(value: Value, path: Path) -> Iterator[tuple[Mark, Path, Value]]:
    """Alla värden i raden, med platsen och vägen."""
    yield value.mark, path, value
    if isinstance(value, Record):
        for key, inner in value.items():
            yield from _values(inner, (*path, str(key)))
    elif isinstance(value, Items):
        for number, inner in enumerate(value):
            yield from _values(inner, (*path, number))


def _keys(value: Value, path: Path) -> Iterator[tuple[Mark, Path, Value]]:
    """Alla nycklar i raden, också de utan värde, med platsen och vägen."""
    if isinstance(value, Record):
        for key in (*value, *value.blank.values()):
            yield key.mark, (*path, str(key)), key
        for key, inner in value.items():
            yield from _keys(inner, (*path, str(key)))
    elif isinstance(value, Items):
        for number, inner in enumerate(value):
            yield from _keys(inner, (*path, number))


def place_in_text(text: str, line: int, column: int) -> int:
    """Platsen i texten, för rad och kolumn räknade från 1. Raises: WriteRefused när texten är kortare."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            raise WriteRefused(GONE)
    return start + column - 1
