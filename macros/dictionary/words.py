"""Ordboken som Python: tabellerna och fälten. Allt som beskriver en tabell eller ett fält frågar här."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cached_property
from typing import Any

# Typerna som kontroller, export och redigerarhjälp kan hantera (Frictionless Table Schema).
SCALAR_TYPES = ("string", "integer", "number", "year", "boolean")
TYPES = (*SCALAR_TYPES, "array", "object")
# Fälten som kan följa av mappen som filen ligger i (ur_mappen).
FROM_FOLDER = ("förbund", "roll")


@dataclass(frozen=True, eq=False)
class Field:
    """Ett fält i en tabell, eller i ett objekt eller en lista inne i en tabell. Två fält är lika bara om de är samma."""

    name: str
    title: str
    type: str
    slag: str
    description: str
    example: str
    referens: str
    constraints: dict[str, Any]
    fields: tuple["Field", ...] = ()  # objektets fält
    items: "Field | None" = None  # det som listan består av
    skriv: str = ""  # hur den som fyller i fältet gör; det som fältet betyder står i description
    enhet: str = ""  # det som talet räknas i, som kronor eller månader
    headings: Mapping[str, str] = attribute(default_factory=dict)  # rubriken för vart och ett av valen, när den skiljer sig
    from_folder: bool = False  # ur_mappen: värdet följer av mappen som filen ligger i, och skrivs inte i raden
    line: int = 0  # raden i ordboken, räknat från 1

    @cached_property
    def required(self) -> bool:
        return bool(self.constraints.get("required"))

    @property
    def hjälp(self) -> str:
        """Det som den som fyller i fältet behöver veta: vad det betyder och hur det skrivs."""
        return f"{self.description} {self.skriv}".strip()

    @property
    def is_scalar(self) -> bool:
        return self.type in SCALAR_TYPES

    @property
    def item(self) -> "Field":
        """Det som fältet håller: det som listan består av, eller fältet självt när det inte är en lista."""
        return self.items or self

    @property
    def inner(self) -> "tuple[Field, ...]":
        """Fälten i objektet, eller i objekten som listan består av."""
        return self.item.fields

    @property
    def choices(self) -> tuple[str, ...]:
        """Orden som går att välja, i ordbokens ordning. Tomt när vilken text som helst går."""
        return tuple(self.item.constraints.get("enum", ()))

    def heading(self, choice: str) -> str:
        """Valet som rubrik."""
        return self.headings.get(choice) or choice[:1].upper() + choice[1:]


@dataclass(frozen=True)
class Table:
    """En tabell: en fil i data/."""

    name: str
    title: str
    rad: str
    description: str
    primary_key: str
    fields: tuple[Field, ...]
    skriv: str = ""  # hur den som fyller i tabellen gör
    line: int = 0  # raden i ordboken, räknat från 1

    @property
    def hjälp(self) -> str:
        """Det som den som fyller i tabellen behöver veta: vad den är och hur den skrivs."""
        return f"{self.description} {self.skriv}".strip()

    @property
    def file_name(self) -> str:
        return f"{self.name}.yaml"

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    def field(self, path: str) -> Field:
        """Fältet på en väg som `projekttid.start` eller `metodval.metod`. Raises: KeyError."""
        found: Field | Table = self
        for part in path.split("."):
            inner = found.inner if isinstance(found, Field) else found.fields
            match = next((one for one in inner if one.name == part), None)
            if match is None:
                raise KeyError(path)
            found = match
        assert isinstance(found, Field), "vägen är tom"
        return found


@dataclass(frozen=True, eq=False)
class Dictionary:
    """Hela ordboken. Två ordböcker är lika bara om de är samma."""

    name: str
    title: str
    description: str
    licenses: tuple[dict[str, str], ...]
    tables: dict[str, Table]

    def leaves(self) -> Iterator[tuple[Table, str, Field]]:
        """Varje skalärt fält i varje tabell: tabellen, vägen dit och fältet."""
        for table in self.tables.values():
            for path, field in walk(table.fields):
                if field.is_scalar:
                    yield table, path, field

    @cached_property
    def references(self) -> dict[str, set[str]]:
        """Tabellerna som varje tabell hänvisar till, direkt."""
        found: dict[str, set[str]] = {name: set() for name in self.tables}
        for table, _, field in self.leaves():
            if field.referens:
                found[table.name].add(field.referens)
        return found


def walk(fields: tuple[Field, ...], prefix: str = "") -> Iterator[tuple[str, Field]]:
    """Alla fält på djupet. En lista och det den består av har samma väg."""
    for field in fields:
        path = prefix + field.name
        yield path, field
        if field.items:
            if field.items.is_scalar:
                yield path, field.items
            yield from walk(field.items.fields, path + ".")
        yield from walk(field.fields, path + ".")


def value_at(row: Mapping[str, Any], path: str) -> Any:
    """Texten eller listan på en väg som `projekttid.start`. Tom text när något på vägen saknas."""
    found: Any = row
    for name in path.split("."):
        found = found.get(name, "") if found else ""
    return found
