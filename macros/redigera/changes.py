"""Vad en ändring innebär, i ord: fältens titlar, och vad som stod och står."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from macros.dictionary.words import Field, Table
from macros.findings import shown
from macros.write.plain import Plain

LIMIT = 200
Names = Mapping[str, Mapping[str, str]]  # tabell → id → namn


class Changed(NamedTuple):
    """Ett värde som har ändrats. `was` är tomt när det är nytt, `now` när det är borttaget."""

    label: str
    was: str
    now: str


def changes(table: Table, old: Mapping[str, Plain], new: Mapping[str, Plain], names: Names) -> list[Changed]:
    """Värdena som skiljer sig, i ordbokens ordning. Hänvisningar visas som namn."""
    before, after = (dict(_leaves(table.fields, row, names)) for row in (old, new))
    found = (Changed(label, before.get(label, ""), after.get(label, "")) for label in dict.fromkeys((*before, *after)))
    return [change for change in found if change.was != change.now]


def _leaves(
    fields: tuple[Field, ...], record: Mapping[str, Plain], names: Names, prefix: str = ""
) -> Iterator[tuple[str, str]]:
    for one in fields:
        yield from _of_value(one, record.get(one.name, ""), names, prefix + (one.title if not prefix else one.title.lower()))


def _of_value(one: Field, value: Plain, names: Names, label: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if value:
            yield label, shown(names.get(one.referens, {}).get(value, value), LIMIT)
    elif isinstance(value, dict):
        yield from _leaves(one.inner, value, names, f"{label}, ")
    else:
        for number, item in enumerate(value, 1):
            yield from _of_value(one.item, item, names, f"{label} {number}" if len(value) > 1 else label)
