"""Svaren på frågorna om en ny rad: prövade mot ordboken, med samma ord som kontrollen."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from macros.check.cells import broken_constraint
from macros.check.data import Data, Place
from macros.check.relations import is_met
from macros.check.schema import constraint_text, meant_by
from macros.dictionary.slag import slug
from macros.dictionary.words import Field, Table, walk
from macros.findings import Mark, closest, shown, suggestion
from macros.read import Record, Text, placed
from macros.settings import SettingError
from macros.write.place import Row
from macros.write.plain import Plain, cleaned

NAMES = ("namn", "titel", "term", "rubrik", "fråga")  # fälten som ett id helst görs av
MAX_ID = 80
NOWHERE = Mark("", 1, 1)


class Wrong(Exception):
    """Svaret går inte att använda. Texten säger vad som ska skrivas, `meant` är det som troligen menades."""

    def __init__(self, text: str, meant: str = ""):
        super().__init__(text)
        self.meant = meant


class Leaf(NamedTuple):
    """Ett skalärt fält, och vägen som användaren skriver."""

    table: Table
    path: str
    field: Field


def read_answer(leaf: Leaf, written: str, data: Data) -> str:
    """Svaret så som det ska skrivas i filen. Raises: Wrong."""
    text = str(cleaned(written))
    value, field = placed(Text(text), NOWHERE), leaf.field
    record = placed(Record(), NOWHERE)
    place = Place(leaf.table, record, record, f"ny {leaf.table.rad}", leaf.path, field, value)
    if broken := broken_constraint(field, text):
        raise Wrong(constraint_text(place, value, broken, data), meant_by(place, value, broken, data))
    if field.referens and text not in data.ids(field.referens):
        known = data.ids(field.referens)
        raise Wrong(
            f"{leaf.path} {shown(text)} finns inte i tabellen {field.referens}.{suggestion(text, known)}", closest(text, known)
        )
    if leaf.path == leaf.table.primary_key and text in data.ids(leaf.table.name):
        raise Wrong(f"{leaf.path} {text} finns redan i tabellen {leaf.table.name}. Välj ett annat.")
    return text


def row_of(table: Table, given: Sequence[tuple[str, str]], data: Data) -> Row:
    """Raden av det som står på kommandoraden: vägar som `källa.dokument` och deras värden.

    Ett fält till i en lista av objekt hör till det senaste objektet, tills samma fält kommer en gång till.
    Raises: SettingError.
    """
    row: Row = {}
    for path, written in given:
        leaf = leaf_at(table, path)
        try:
            put(row, table.fields, path.split("."), read_answer(leaf, written, data))
        except Wrong as wrong:
            raise SettingError(str(wrong)) from wrong
    return row


def leaf_at(table: Table, path: str) -> Leaf:
    """Raises: SettingError när fältet inte finns, eller består av andra fält."""
    leaves = {name: field for name, field in walk(table.fields) if field.is_scalar}
    if path not in leaves:
        text = f"Fältet {shown(path)} finns inte i {table.name}.{suggestion(path, leaves)}"
        raise SettingError(f"{text} De som finns: {', '.join(leaves)}.")
    return Leaf(table, path, leaves[path])


def put(record: dict[str, Plain], fields: tuple[Field, ...], path: list[str], value: str) -> None:
    """Lägger värdet på sin plats. Raises: SettingError när fältet redan har ett värde."""
    name, *rest = path
    field = next(one for one in fields if one.name == name)
    if not field.items:
        if rest:
            inner = record.setdefault(name, {})
            assert isinstance(inner, dict), "ett objekt har fält"
            put(inner, field.fields, rest, value)
        elif name in record:
            raise SettingError(f"{name} står två gånger. Ta bort det ena.")
        else:
            record[name] = value
        return
    items = record.setdefault(name, [])
    assert isinstance(items, list), "en lista har värden"
    last = items[-1] if items else None
    if not rest:
        items.append(value)
    elif isinstance(last, dict) and rest[0] not in last:
        put(last, field.inner, rest, value)
    else:
        items.append({})
        put(items[-1], field.inner, rest, value)  # type: ignore[arg-type]


def asked_fields(table: Table) -> list[Field]:
    """Fälten som alltid frågas efter, i ordbokens ordning: de som krävs, och de som står före det sista av dem.

    Id kommer sist, för det föreslås av de andra svaren. Det som följer av mappen frågas aldrig efter.
    """
    fields = [field for field in table.fields if not field.from_folder and field.name != table.primary_key]
    identifying = [number for number, field in enumerate(fields) if field.required and field.is_scalar]
    until = identifying[-1] if identifying else -1
    return [field for number, field in enumerate(fields) if field.required or (number < until and is_short(field))]


def is_short(field: Field) -> bool:
    """Sant för ett fält som kan säga vilken rad det är: en hänvisning, ett val, en tid eller ett objekt av sådant."""
    return bool(field.referens or field.choices or field.slag in ("datum", "tidpunkt") or field.type in ("year", "object"))


def missing_fields(table: Table, row: Row) -> list[str]:
    """Vägarna till det som krävs och saknas."""
    return list(_missing(table.fields, row, "", table.primary_key))


def _missing(fields: tuple[Field, ...], record: dict[str, Plain], prefix: str, proposed: str) -> Iterator[str]:
    for field in fields:
        value = record.get(field.name)
        if not value and is_needed(field, record) and not field.from_folder and field.name != proposed:
            inner = [one.name for one in field.inner if one.required]
            yield from (f"{prefix}{field.name}.{name}" for name in inner) if inner else [prefix + field.name]
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from _missing(field.inner, item, f"{prefix}{field.name}.", "")


def is_needed(field: Field, record: dict[str, Plain]) -> bool:
    """Sant när fältet krävs, alltid eller för att ett annat fält har sitt värde."""
    condition = field.constraints.get("krävs_när")
    return field.required or bool(condition and is_met(record, condition))  # type: ignore[arg-type]


def proposed_id(table: Table, row: Row, taken: set[str]) -> str:
    """Ett id som inte är upptaget, av radens namn eller av det som skiljer den från andra. Tom text när inget finns."""
    name = next((row[field] for field in NAMES if isinstance(row.get(field), str)), "")
    own = slug(str(name)) or "-".join(filter(None, (slug(text) for text in _identifying(table, row))))
    own = own if len(own) <= MAX_ID - 4 else own[: MAX_ID - 4].rpartition("-")[0]
    if not own or own not in taken:
        return own
    return next(f"{own}-{number}" for number in range(2, len(taken) + 3) if f"{own}-{number}" not in taken)


def _identifying(table: Table, row: Row) -> Iterator[str]:
    """De korta svaren, i ordbokens ordning, utom källan. Av tiderna räcker den första."""
    has_time = False
    for field in asked_fields(table):
        value, is_time = row.get(field.name), field.slag in ("datum", "tidpunkt")
        if isinstance(value, str) and not (is_time and has_time):
            has_time = has_time or is_time
            yield value
        elif isinstance(value, dict):
            yield from (str(inner) for inner in value.values() if isinstance(inner, str))
