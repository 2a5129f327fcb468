"""Från kontrollerade rader (nycklar och text, som de står i YAML) till modellens dataklasser."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from pathlib import PurePath
from typing import Any

from macros.model.kalla import Dataplats
from macros.model.tid import Tidpunkt

Row = Mapping[str, Any]


@cache
def field_names(cls: type) -> frozenset[str]:
    """Dataklassens fält."""
    return frozenset(field.name for field in fields(cls))


def plain(cls: type, row: Row, **given: Any) -> Any:
    """Dataklassen med de fält som heter som i YAML; `given` är de som byggs på annat sätt."""
    names = field_names(cls)
    return cls(
        **{key: str(value) for key, value in row.items() if key in names and isinstance(value, str) and key not in given},
        **given,
    )


def when(row: Row, key: str) -> Tidpunkt | None:
    return Tidpunkt.av(row[key]) if key in row else None


def words(row: Row, key: str) -> tuple[str, ...]:
    return tuple(str(item) for item in row.get(key, ()))


def objects(row: Row, key: str, make: Callable[[Row], Any]) -> tuple[Any, ...]:
    return tuple(make(item) for item in row.get(key, ()))


def place(row: Row) -> Dataplats:
    """Mappens och filens namn räcker när datamappen ligger utanför projektet: datorns sökvägar ska inte ut på webbplatsen."""
    file = PurePath(row.mark.file)
    outside = file.is_absolute() or ".." in file.parts
    return Dataplats("/".join(file.parts[-2:]) if outside else row.mark.file, row.mark.line)
