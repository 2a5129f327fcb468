"""Ett formulär av ordboken: en rad → fält att fylla i, och det ifyllda → en rad."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any

from macros.dictionary.relations import in_words
from macros.dictionary.slag import SLAG
from macros.dictionary.words import Field, Table
from macros.redigera.trial import Row
from macros.write.answers import asked_fields
from macros.write.plain import Plain, cleaned

PREFIX = "f"
MANY = 40  # så många val ryms i en lista att bläddra i; fler blir ett fält att söka i
LONG = 60  # längre texter än så får flera rader
Names = Mapping[str, str]  # id → namn
Posted = Sequence[tuple[str, str]]


class Unshowable(Exception):
    """Raden har en form som ordboken inte känner. Texten säger vilket fält."""


@dataclass
class Node:
    """Ett fält i formuläret. `kind` väljer hur det visas, `parts` är fälten inne i det."""

    name: str
    field: Field
    kind: str
    value: str = ""
    options: list[tuple[str, str]] = attribute(default_factory=list)
    parts: list["Node"] = attribute(default_factory=list)
    required: bool = False
    in_list: bool = False
    findings: list[tuple[str, str]] = attribute(default_factory=list)

    @property
    def id(self) -> str:
        return self.name.replace(".", "-")

    @property
    def path(self) -> str:
        """Vägen i raden: `metodval.0.metod`."""
        return self.name.removeprefix(f"{PREFIX}.")

    @property
    def title(self) -> str:
        return self.field.title or "Värde"

    @property
    def told(self) -> str:
        """Vad som får stå i fältet, i ord."""
        one = self.field.item
        is_form = one.is_scalar and one.slag not in ("text", "stycken") and not one.referens and not self.options
        kinds = {"integer": "ett heltal som 12", "number": "ett tal som 12.5, med punkt", "year": "ett år som 2026"}
        kind = kinds.get(one.type) or (SLAG[one.slag].beskrivning if is_form and one.slag != "id" else "")
        return "; ".join(filter(None, [kind, *in_words(self.field)]))

    @property
    def help(self) -> str:
        """Ordbokens hjälp. En hänvisning väljs bland namn, så att den är ett id behöver ingen veta."""
        found = self.field.hjälp or self.field.item.hjälp
        return "" if self.field.item.referens and found.startswith("Id i tabell") else found

    @property
    def example(self) -> str:
        return "" if self.kind in ("select", "search") else self.field.item.example

    @property
    def has_hint(self) -> bool:
        return bool(self.help or self.told or self.example or self.kind == "lines")

    @property
    def is_filled(self) -> bool:
        return bool(self.value) or any(part.is_filled for part in self.parts)

    @property
    def has_findings(self) -> bool:
        return bool(self.findings) or any(part.has_findings for part in self.parts)

    def walk(self) -> Iterator["Node"]:
        yield self
        for part in self.parts:
            yield from part.walk()


class FormMaker:
    """Formuläret för en tabell. `names` ger namnen på raderna i en tabell som någon hänvisar till."""

    def __init__(self, table: Table, names: Mapping[str, Names]):
        self.table, self.names = table, names

    def nodes(self, row: Row, is_new: bool) -> tuple[list[Node], list[Node]]:
        """Fälten som visas först (de som krävs eller är ifyllda), och de som fälls ut. Raises: Unshowable."""
        first = {one.name for one in asked_fields(self.table)} if is_new else set()
        found = [self.node(one, f"{PREFIX}.{one.name}", row.get(one.name, "")) for one in shown_fields(self.table, is_new)]
        is_first = [node.required or node.is_filled or node.field.name in first for node in found]
        key = self.table.primary_key
        main = [node for node, yes in zip(found, is_first, strict=True) if yes and node.field.name != key]
        own = [node for node in found if node.field.name == key]
        return main + own, [node for node, yes in zip(found, is_first, strict=True) if not yes and node not in own]

    def node(self, one: Field, name: str, value: Plain, in_list: bool = False) -> Node:
        """Raises: Unshowable när värdet inte har fältets form."""
        required = one.required and one.name != self.table.primary_key
        if one.is_scalar:
            if not isinstance(value, str):
                raise Unshowable(one.title)
            kind, options = self._manner(one, value)
            return Node(name, one, kind, self._written(one, value, kind), options, [], required, in_list)
        if one.type == "object":
            if value and not isinstance(value, dict):
                raise Unshowable(one.title)
            inner = value if isinstance(value, dict) else {}
            parts = [self.node(part, f"{name}.{part.name}", inner.get(part.name, "")) for part in one.fields]
            return Node(name, one, "object", parts=parts, required=required, in_list=in_list)
        return self._list(one, name, value, required)

    def _list(self, one: Field, name: str, value: Plain, required: bool) -> Node:
        assert one.items, "en lista består av något"
        items = value if isinstance(value, list) else []
        if value and not isinstance(value, list):
            raise Unshowable(one.title)
        if one.items.is_scalar and not one.items.referens and not one.choices:
            if not all(isinstance(item, str) for item in items):
                raise Unshowable(one.title)
            return Node(name, one, "lines", "\n".join(map(str, items)), required=required)
        has_room = bool(items) and (bool(one.items.fields) or not items[-1])
        shown: list[Plain] = items if has_room or (one.items.fields and not required) else [*items, ""]
        parts = [self.node(one.items, f"{name}.{number}", item, True) for number, item in enumerate(shown)]
        return Node(name, one, "list", parts=parts, required=required)

    def _manner(self, one: Field, value: str) -> tuple[str, list[tuple[str, str]]]:
        if one.type == "boolean":
            return "select", _with_own([("ja", "Ja"), ("nej", "Nej")], value)
        if one.choices:
            return "select", _with_own([(choice, one.heading(choice)) for choice in one.choices], value)
        if one.referens:
            known = list(self.names.get(one.referens, {}).items())
            if len(known) > MANY:
                return "search", [(f"{name} ({id_})", "") for id_, name in known]
            return "select", _with_own(known, value)
        is_long = one.slag == "stycken" or (one.slag == "text" and max(len(value), len(one.example)) > LONG)
        return ("textarea" if is_long else "text"), []

    def _written(self, one: Field, value: str, kind: str) -> str:
        known = self.names.get(one.referens, {})
        return f"{known[value]} ({value})" if kind == "search" and value in known else value

    # ---- Tillbaka ----------------------------------------------------------------------------------------

    def row_of(self, posted: Posted, is_new: bool, with_empty: bool = False) -> Row:
        """Raden som formuläret är ifyllt. Tomma fält är inte med.

        Args:
            with_empty: låt också tomma platser i listor vara med, så att de räknas som de visas.
        """
        tree: dict[str, Any] = {}
        for name, value in posted:
            _put(tree, name.split("."), value)
        fields = tree.get(PREFIX)
        return self._record(shown_fields(self.table, is_new), fields if isinstance(fields, dict) else {}, with_empty)

    def _record(self, fields: Iterable[Field], given: dict[str, Any], with_empty: bool) -> Row:
        found = ((one.name, self._value(one, given.get(one.name, ""), with_empty)) for one in fields)
        return {name: value for name, value in found if value}

    def _value(self, one: Field, given: Any, with_empty: bool) -> Plain:
        if one.is_scalar:
            return self._scalar(one, given) if isinstance(given, str) else ""
        if one.type == "object":
            return self._record(one.fields, given, with_empty) if isinstance(given, dict) else {}
        assert one.items, "en lista består av något"
        if isinstance(given, str):  # en rad för varje värde
            return [line for line in map(_line, given.splitlines()) if line]
        numbers = sorted(int(key) for key in given if re.fullmatch("[0-9]{1,4}", key)) if isinstance(given, dict) else []
        values = [self._value(one.items, given.get(str(number), ""), with_empty) for number in numbers]
        return [value for value in values if value or with_empty]

    def _scalar(self, one: Field, given: str) -> str:
        text = str(cleaned(given))
        if one.slag != "stycken":
            text = _line(text)
        known = self.names.get(one.referens, {})
        if text and known and text not in known:
            inside = re.search(r"\(([^()]+)\)$", text)
            by_name = [id_ for id_, name in known.items() if name.casefold() == text.casefold()]
            return inside[1] if inside and inside[1] in known else by_name[0] if len(by_name) == 1 else text
        return text


def shown_fields(table: Table, is_new: bool) -> list[Field]:
    """Fälten som går att fylla i. Det som följer av mappen visas inte, och ett id som finns ändras inte."""
    return [one for one in table.fields if not one.from_folder and (is_new or one.name != table.primary_key)]


def _with_own(options: list[tuple[str, str]], value: str) -> list[tuple[str, str]]:
    """Valen, också det som står i raden fast det inte finns att välja: det ska synas, och få sitt fynd."""
    own = [(value, value)] if value and value not in dict(options) else []
    return [*options, *own]


def _line(text: str) -> str:
    return " ".join(str(cleaned(text)).split())


def _put(tree: dict[str, Any], path: list[str], value: str) -> None:
    """Lägger värdet på vägen. Det som krockar får stå som det kom först."""
    here: Any = tree
    for part in path[:-1]:
        here = here.setdefault(part, {})
        if not isinstance(here, dict):
            return
    here.setdefault(path[-1], value)


def with_group(row: Row, table: Table, path: str) -> Row:
    """Raden med en tom plats till i listan på vägen. Raises: KeyError när det inte är någon lista."""
    parts = path.split(".")
    found = table.field(".".join(part for part in parts if not part.isdecimal()))
    if not found.items:
        raise KeyError(path)
    copied = _copied(row)
    here: Any = copied
    for part, after in zip(parts, [*parts[1:], "0"], strict=True):
        if isinstance(here, dict):
            here = here.setdefault(part, [] if after.isdecimal() else {})
        elif int(part) < len(here):
            here = here[int(part)]
        else:
            raise KeyError(path)
    if not isinstance(here, list):
        raise KeyError(path)
    here.append({} if found.items.fields else "")
    return copied


def without_group(row: Row, path: str) -> Row:
    """Raden utan platsen i listan på vägen. Finns den inte är raden som den var."""
    *home, last = path.split(".")
    copied = _copied(row)
    here: Any = copied
    for part in home:
        is_there = (isinstance(here, dict) and part in here) or (
            isinstance(here, list) and part.isdecimal() and int(part) < len(here)
        )
        if not is_there:
            return copied
        here = here[int(part)] if isinstance(here, list) else here[part]
    if isinstance(here, list) and last.isdecimal() and int(last) < len(here):
        del here[int(last)]
    return copied


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def kept(old: Row, new: Row, table: Table) -> Row:
    """Den gamla raden med det ifyllda i. Fält som formuläret inte visar, och det som är lika, står som det stod."""
    hidden = {one.name for one in table.fields} - {one.name for one in shown_fields(table, is_new=False)}
    known = table.by_name.keys() - hidden
    result: Row = {}
    for name, value in old.items():
        if name not in known or (value == "" and name not in new):
            result[name] = value
        elif name in new:
            result[name] = _kept_value(value, new[name])
    return result | {name: value for name, value in new.items() if name not in result}


def _kept_value(old: Plain, new: Plain) -> Plain:
    if cleaned(old) == new:
        return old
    if isinstance(old, list) and isinstance(new, list):
        return [next((one for one in old if cleaned(one) == item), item) for item in new]
    if isinstance(old, dict) and isinstance(new, dict):
        order = [*(name for name in old if name in new), *(name for name in new if name not in old)]
        return {name: _kept_value(old.get(name, ""), new[name]) for name in order}
    return new
