"""Det som reglerna läser: raderna, ordboken och dagen, och vilka värden som redan har fått ett fel."""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from macros.dictionary.words import Dictionary, Field, Table
from macros.findings import FEL, Finding, Mark, shown
from macros.grouped import by_key
from macros.model.tid import Tidpunkt
from macros.read import Items, Reading, Record, Text, Value
from macros.read.layers import OTHERS, Layer, merged

T = TypeVar("T")


class Place(NamedTuple):
    """Ett värde och fältet det står i.

    `path` är vägen som användaren känner igen (`projekttid.start`), `label` är raden (`insats ama`), och `record` är
    raden eller objektet som fältet står i.
    """

    table: Table
    row: Record
    record: Record
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


def chosen(field: Field, value: Value) -> list[str]:
    """Valen som står i ett fält, när ordboken eller en annan tabell säger vilka som finns."""
    written = value if isinstance(value, Items) else [value]
    return [str(one) for one in written if one in field.choices or (target_of(field) and isinstance(one, Text))]


def target_of(field: Field) -> str:
    """Tabellen som fältet, eller varje rad i det, hänvisar till."""
    return (field.items or field).referens


@dataclass
class Data:
    """Alla tabellers rader. En tabell där någon rad inte gick att läsa finns i `incomplete`.

    `files` är tabellens egen fil, den som förbundet skriver i. `layers` och `sources` är varje läst fils lager och text,
    efter filens namn, och `table_of` tabellen som den hör till. `common` är tabellerna som har rader för alla förbund.
    """

    dictionary: Dictionary
    today: date
    tables: dict[str, list[Record]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    layers: dict[str, Layer] = field(default_factory=dict)
    table_of: dict[str, str] = field(default_factory=dict)
    common: set[str] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)
    bad: set[Mark] = field(default_factory=set)
    answers: dict[Callable, Any] = field(default_factory=dict)

    def add(self, table: Table, readings: Iterable[tuple[Layer, str, Reading]]) -> None:
        """Lägger till en tabell: lager, filens namn och det lästa, fil för fil."""
        readings = list(readings)
        for layer, file, reading in readings:
            self.sources[file], self.layers[file], self.table_of[file] = reading.text, layer, table.name
            if layer.name == "eget":
                self.files[table.name] = file
            if layer.name == "gemensamt" and reading.rows:
                self.common.add(table.name)
            if not reading.complete:
                self.incomplete.add(table.name)
        rows = [(layer, row) for layer, _, reading in readings for row in reading.rows]
        self.tables[table.name] = merged(rows, table.primary_key)

    def layer(self, row: Record) -> Layer:
        """Lagret som raden står i."""
        return self.layers[row.mark.file]

    @property
    def others(self) -> str:
        """Mappen där andra förbund har var sin mapp, som den heter i fynden."""
        return posixpath.join(posixpath.dirname(next(iter(self.files.values()))), OTHERS)

    def home(self, table: str, owner: str) -> str:
        """Filen som förbundets rader i tabellen hör hemma i, som den heter i fynden."""
        is_host = any(layer.name == "eget" and layer.förbund == owner for layer in self.layers.values())
        return self.files[table] if is_host else f"{self.others}/{owner}/{table}.yaml"

    def note(self, findings: Iterable[Finding]) -> None:
        """Minns var det är fel, så att nästa regel inte säger en sak till om samma ställe."""
        known = len(self.bad)
        self.bad.update(finding.mark for finding in findings if finding.level == FEL)
        if len(self.bad) > known:
            self.answers.clear()

    def rows(self, table: str) -> list[Record]:
        return self.tables.get(table, [])

    def whole_rows(self, table: str) -> list[Record]:
        """Raderna utan fel."""
        rows = self.rows(table)
        return [row for row in rows if self.is_whole(row)] if self.has_errors(table) else rows

    def label(self, table: str, row: Record) -> str:
        """Hur raden kallas i meddelanden: `insats ama`."""
        words = self.dictionary.tables[table]
        key = row.get(words.primary_key)
        return f"{words.rad} {shown(key)}" if isinstance(key, Text) else f"{words.rad} utan {words.primary_key}"

    def is_good(self, value: Value | None) -> bool:
        """Sant när värdet finns och inget fel redan har sagts om det: ett fel ska inte ge tio."""
        return value is not None and (not self.bad or value.mark not in self.bad)

    def is_whole(self, value: Value | None) -> bool:
        """Sant när värdet och allt inne i det, också nycklarna, är utan fel. Ett värde som saknas är helt."""
        if value is None or isinstance(value, Text):
            return value is None or self.is_good(value)
        inner = [*value, *value.blank.values(), *value.values()] if isinstance(value, Record) else value
        return self.is_good(value) and all(self.is_whole(part) for part in inner)

    def has_errors(self, table: str) -> bool:
        """Sant när tabellens fil har något fel."""
        return table in self.incomplete or any(self.table_of.get(mark.file) == table for mark in self.bad)

    def text(self, record: Value | None, key: str) -> Text | None:
        """Textvärdet, eller None när det saknas eller redan är underkänt."""
        value = record.get(key) if isinstance(record, Record) else None
        return value if isinstance(value, Text) and self.is_good(value) else None

    def items(self, record: Record, key: str) -> list[Value]:
        value = record.get(key)
        return value if isinstance(value, Items) else []

    def records(self, record: Record, key: str) -> list[Record]:
        """Objekten i en lista. Det som inte är objekt har fått sitt fel."""
        return [item for item in self.items(record, key) if isinstance(item, Record)]

    def tidpunkt(self, record: Value | None, key: str) -> Tidpunkt | None:
        """Tidpunkten, eller None när den saknas, är underkänd eller inte finns i kalendern."""
        text = self.text(record, key)
        try:
            return Tidpunkt.av(text) if text else None
        except ValueError:
            return None

    @cached_property
    def available(self) -> frozenset[str]:
        """Det som en sida kan kräva: tabeller med rader, fält som någon rad har, och val som någon rad har gjort.

        Andra förbunds rader heter `andra.…`.
        """
        found = set()
        for table, rows in self.tables.items():
            fields = self.dictionary.tables[table].by_name if table in self.dictionary.tables else {}
            for row in rows:
                layer = self.layers.get(row.mark.file)
                name = f"{OTHERS}.{table}" if layer and layer.name == "andra" else table
                found |= {name, *(f"{name}.{key}" for key in row)}
                found |= {f"{name}.{choice}" for key in row if key in fields for choice in chosen(fields[key], row[key])}
        return frozenset(found)

    @property
    def pickable(self) -> set[str]:
        """Valen som en annan tabell ger, så som en sida kan kräva dem: `insatser.strukturell`."""
        return {
            f"{table.name}.{one}"
            for table in self.dictionary.tables.values()
            for target in {target_of(field) for field in table.fields} - {""}
            for one in self.ids(target)
        }

    def ids(self, table: str) -> set[str]:
        return self._ids[table]

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        return {
            name: {str(row[table.primary_key]) for row in self.rows(name) if isinstance(row.get(table.primary_key), Text)}
            for name, table in self.dictionary.tables.items()
        }

    @cached_property
    def forms(self) -> list[Form]:
        """Varje rad och varje objekt i den, i filernas ordning."""
        return [found for found in self._walked if isinstance(found, Form)]

    @cached_property
    def places(self) -> list[Place]:
        """Varje värde i ett fält som ordboken känner, i filernas ordning: listor och objekt före det som står i dem."""
        return [found for found in self._walked if isinstance(found, Place)]

    def places_in(self, wanted: Callable[[Field], object]) -> list[Place]:
        """Värdena i de fält som är sökta, i filernas ordning. Fälten är några hundra och värdena kan vara en miljon."""
        found = [numbers for field, numbers in self._in_field.items() if wanted(field)]
        return [self.places[number] for number in sorted(chain.from_iterable(found))]

    def texts_in(self, wanted: Callable[[Field], object]) -> Iterator[tuple[Place, Text]]:
        """Platserna i de fält som är sökta där det står en text som inte har fått något fel, och texten."""
        for place in self.places_in(wanted):
            if isinstance(place.value, Text) and self.is_good(place.value):
                yield place, place.value

    @cached_property
    def _in_field(self) -> dict[Field, list[int]]:
        """Numren i `places`, efter fält."""
        return by_key((place.field, number) for number, place in enumerate(self.places))

    @cached_property
    def _walked(self) -> list[Form | Place]:
        return [
            found
            for table in self.dictionary.tables.values()
            for row in self.rows(table.name)
            for found in walk_form(table, row, Form(table, self.label(table.name, row), "", table.fields, row))
        ]

    @cached_property
    def texts(self) -> list[Written]:
        """Varje text i varje tabell."""
        return [
            Written(table, row, label, path, text)
            for table in self.dictionary.tables.values()
            for row in self.rows(table.name)
            for label in [self.label(table.name, row)]
            for path, text in texts(row)
        ]

    def texts_with(self, test: Callable[[str], object]) -> list[Written]:
        """Texterna som klarar testet, i filernas ordning. Ord som återkommer prövas en gång."""
        found = {text for text in self._different if test(text)}
        return [written for written in self.texts if written.text in found] if found else []

    @cached_property
    def _different(self) -> set[str]:
        return {written.text for written in self.texts}

    def forget(self) -> None:
        """Släpper det som bara kontrollerna behövde: för tusentals rader är det hundratals megabyte."""
        self.answers.clear()
        for name in ("places", "forms", "texts", "_walked", "_in_field", "_different"):
            self.__dict__.pop(name, None)


def remembered(function: Callable[[Data], T]) -> Callable[[Data], T]:
    """Låter funktionens svar gälla till nästa fel, för då kan fler rader vara underkända."""

    @wraps(function)
    def answer(data: Data) -> T:
        if function not in data.answers:
            data.answers[function] = function(data)
        return data.answers[function]

    return answer


def walk_form(table: Table, row: Record, form: Form) -> Iterator[Form | Place]:
    yield form
    for known in form.fields:
        if known.name in form.record:
            yield from walk_value(
                Place(table, row, form.record, form.label, form.prefix + known.name, known, form.record[known.name])
            )


def walk_value(place: Place) -> Iterator[Form | Place]:
    """Värdet och, när det har rätt form, det som står i det."""
    yield place
    known, value = place.field, place.value
    if known.items and isinstance(value, Items):
        for item in value:
            yield from walk_value(place._replace(field=known.items, value=item))
    elif known.type == "object" and isinstance(value, Record):
        yield from walk_form(place.table, place.row, Form(place.table, place.label, place.path + ".", known.fields, value))


def and_more(others: list) -> str:
    """` och 2 ställen till`, när ett fynd gäller fler ställen än det första."""
    return f" och {len(others)} {'ställe' if len(others) == 1 else 'ställen'} till" if others else ""


def inner_records(value: Value | None) -> list[Record]:
    """Objekten i ett värde som är ett objekt eller en lista av dem."""
    return [inner for inner in (value if isinstance(value, Items) else [value]) if isinstance(inner, Record)]


def texts(value: Value, path: str = "") -> Iterator[tuple[str, Text]]:
    """Alla texter i ett värde, på djupet, med vägen dit."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, Record):
        for key, inner in value.items():
            inner_path = f"{path}.{key}" if path else key
            if isinstance(inner, Text):  # det vanliga, utan en generator till
                yield inner_path, inner
            else:
                yield from texts(inner, inner_path)
    else:
        for inner in value:
            yield from texts(inner, path)
