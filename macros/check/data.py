"""Det som reglerna läser: raderna, ordboken och dagen, och vilka värden som redan har fått ett fel."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from macros.dictionary import Dictionary, Field, Table
from macros.findings import FEL, Finding, Mark, shown
from macros.model.tid import Tidpunkt
from macros.read import Items, Reading, Record, Text, Value


class Place(NamedTuple):
    """Ett värde och fältet det står i.

    `path` är vägen som användaren känner igen (`projekttid.start`), `label` är raden (`insats ama`).
    """

    table: Table
    row: Record
    label: str
    path: str
    field: Field
    value: Value


class Form(NamedTuple):
    """En rad, eller ett objekt inne i en rad, och fälten som det kan ha. `prefix` är till exempel `projekttid.`"""

    table: Table
    label: str
    prefix: str
    fields: tuple[Field, ...]
    record: Record


class Written(NamedTuple):
    """En text som den står i en rad, också när ordboken inte känner fältet."""

    table: Table
    row: Record
    label: str
    path: str
    text: Text


@dataclass
class Data:
    """Alla tabellers rader. En tabell där någon rad inte gick att läsa finns i `incomplete`."""

    dictionary: Dictionary
    today: date
    tables: dict[str, list[Record]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    incomplete: set[str] = field(default_factory=set)
    bad: set[Mark] = field(default_factory=set)

    def add(self, table: str, file: str, reading: Reading) -> None:
        self.tables[table], self.files[table], self.sources[table] = reading.rows, file, reading.text
        if not reading.complete:
            self.incomplete.add(table)

    def note(self, findings: Iterable[Finding]) -> None:
        """Minns var det är fel, så att nästa regel inte säger en sak till om samma ställe."""
        self.bad.update(finding.mark for finding in findings if finding.level == FEL)

    def rows(self, table: str) -> list[Record]:
        return self.tables.get(table, [])

    def label(self, table: str, row: Record) -> str:
        """Hur raden kallas i meddelanden: `insats ama`."""
        words = self.dictionary.tables[table]
        key = row.get(words.primary_key)
        return f"{words.rad} {shown(key)}" if isinstance(key, Text) else f"{words.rad} utan {words.primary_key}"

    def is_good(self, value: Value | None) -> bool:
        """Sant när värdet finns och inget fel redan har sagts om det: ett fel ska inte ge tio."""
        return value is not None and value.mark not in self.bad

    def is_whole(self, value: Value | None) -> bool:
        """Sant när värdet och allt inne i det, också nycklarna, är utan fel. Ett värde som saknas är helt."""
        if value is None or isinstance(value, Text):
            return value is None or self.is_good(value)
        inner = [*value, *value.blank.values(), *value.values()] if isinstance(value, Record) else value
        return self.is_good(value) and all(self.is_whole(part) for part in inner)

    def has_errors(self, table: str) -> bool:
        """Sant när tabellens fil har något fel."""
        return table in self.incomplete or any(mark.file == self.files.get(table) for mark in self.bad)

    def text(self, record: Value | None, key: str) -> Text | None:
        """Textvärdet, eller None när det saknas eller redan är underkänt."""
        value = record.get(key) if isinstance(record, Record) else None
        return value if isinstance(value, Text) and self.is_good(value) else None

    def items(self, record: Record, key: str) -> list[Value]:
        value = record.get(key)
        return value if isinstance(value, Items) else []

    def tidpunkt(self, record: Value | None, key: str) -> Tidpunkt | None:
        """Tidpunkten, eller None när den saknas, är underkänd eller inte finns i kalendern."""
        text = self.text(record, key)
        try:
            return Tidpunkt.av(text) if text else None
        except ValueError:
            return None

    def ids(self, table: str) -> set[str]:
        return self._ids[table]

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        return {name: {str(row[table.primary_key]) for row in self.rows(name) if isinstance(row.get(table.primary_key), Text)}
                for name, table in self.dictionary.tables.items()}

    @cached_property
    def forms(self) -> list[Form]:
        """Varje rad och varje objekt i den, i filernas ordning."""
        return [found for found in self._walked if isinstance(found, Form)]

    @cached_property
    def places(self) -> list[Place]:
        """Varje värde i ett fält som ordboken känner, i filernas ordning: listor och objekt före det som står i dem."""
        return [found for found in self._walked if isinstance(found, Place)]

    @cached_property
    def _walked(self) -> list[Form | Place]:
        return [found for table in self.dictionary.tables.values() for row in self.rows(table.name)
                for found in walk_form(table, row, Form(table, self.label(table.name, row), "", table.fields, row))]

    @cached_property
    def texts(self) -> list[Written]:
        """Varje text i varje tabell."""
        return [Written(table, row, label, path, text) for table in self.dictionary.tables.values()
                for row in self.rows(table.name) for label in [self.label(table.name, row)]
                for path, text in texts(row)]


def walk_form(table: Table, row: Record, form: Form) -> Iterator[Form | Place]:
    yield form
    for known in form.fields:
        if known.name in form.record:
            yield from walk_value(table, row, form.label, form.prefix + known.name, known, form.record[known.name])


def walk_value(table: Table, row: Record, label: str, path: str, known: Field, value: Value) -> Iterator[Form | Place]:
    """Värdet och, när det har rätt form, det som står i det."""
    yield Place(table, row, label, path, known, value)
    if known.type == "array" and isinstance(value, Items):
        for item in value:
            yield from walk_value(table, row, label, path, known.items, item)
    elif known.type == "object" and isinstance(value, Record):
        yield from walk_form(table, row, Form(table, label, path + ".", known.fields, value))


def texts(value: Value, path: str = "") -> Iterator[tuple[str, Text]]:
    """Alla texter i ett värde, på djupet, med vägen dit."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, Record):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}" if path else key)
    else:
        for inner in value:
            yield from texts(inner, path)
