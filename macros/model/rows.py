"""Från kontrollerade rader (nycklar och text, som de står i YAML) till modellens dataklasser, så som ordboken beskriver dem."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from graphlib import TopologicalSorter
from pathlib import PurePath
from typing import Any, TypeVar, get_args, get_type_hints

from macros.dictionary.words import Dictionary, Field, Table
from macros.grouped import grouped
from macros.model.kalla import KVITTERAT, Dataplats, Egen, Post, Uppgift
from macros.model.tid import Projekttid, Tidpunkt
from macros.model.utfall import antal

Row = Mapping[str, Any]
T = TypeVar("T")
# Attribut som heter annorlunda än fältet: källorna är flera, och del är ett ord i Python.
ATTRIBUTES = {"källa": "källor", "del": "del_"}


@dataclass(frozen=True)
class Special:
    """Det som en dataklass får på ett eget sätt.

    Args:
        takes: sant för fälten som det görs av.
        make: gör attributen av en rad.
        attributes: attributen som det blir.
        inner: dataklassen för objekten i fälten, om de blir en.
    """

    takes: Callable[[Field], bool]
    make: Callable[["Reader", Row], dict[str, Any]]
    attributes: tuple[str, ...]
    inner: type | None = None


@dataclass(frozen=True)
class Binding:
    """Hur en tabell blir dataklasser.

    Args:
        cls: dataklassen för en rad.
        carried_by: fältet som pekar på raden som bär den här: en part bärs av sitt förbund, ett nyckeltal av sin rapport.
        special: det som görs på ett eget sätt.
    """

    cls: type[Post]
    carried_by: str = ""
    special: Special | None = None


def attribute_of(field: Field) -> str:
    """Dataklassens namn på fältet."""
    return ATTRIBUTES.get(field.name, field.name)


HINTS: dict[type, dict[str, Any]] = {}  # dataklassernas attribut, som frågas efter en gång per rad


def hints_of(cls: type) -> dict[str, Any]:
    """Dataklassens attribut och deras typer."""
    if cls not in HINTS:
        hints = get_type_hints(cls)
        HINTS[cls] = {field.name: hints[field.name] for field in fields(cls)} if is_dataclass(cls) else {}
    return HINTS[cls]


def dataclass_in(hint: Any) -> type | None:
    """Dataklassen i en typ som `Period | None` eller `tuple[Led, ...]`."""
    found = (dataclass_in(inner) for inner in get_args(hint))
    return hint if isinstance(hint, type) and is_dataclass(hint) else next((inner for inner in found if inner), None)


def place(row: Row) -> Dataplats:
    """Mappens och filens namn räcker när datamappen ligger utanför projektet: datorns sökvägar ska inte ut på webbplatsen."""
    mark = getattr(row, "mark", None)
    if mark is None:
        return Dataplats("", 0)
    file = PurePath(mark.file)
    outside = file.is_absolute() or ".." in file.parts
    return Dataplats("/".join(file.parts[-2:]) if outside else mark.file, mark.line)


# Vad en skalär blir, efter typ och slag. Allt annat är text.
BY_TYPE: dict[str, tuple[Any, Callable[[str], Any]]] = {
    "integer": (int, int),
    "year": (int, int),
    "number": (float, float),
    "boolean": (bool, "ja".__eq__),
}
BY_SLAG: dict[str, tuple[Any, Callable[[str], Any]]] = {
    "tidpunkt": (Tidpunkt, Tidpunkt.av),
    "datum": (date, date.fromisoformat),
    "antal": (int, antal),
    "slut": (Tidpunkt, Tidpunkt.av),
}


def scalar_kind(field: Field) -> tuple[Any, Callable[[str], Any]]:
    """Pythontypen för en skalär, och funktionen som läser den ur kontrollerad text."""
    return BY_TYPE.get(field.type) or BY_SLAG.get(field.slag) or (str, str)


class Reader:
    """Bygger dataklasser tabell för tabell. Raderna är kontrollerade: hänvisningar finns, tider går att läsa.

    Args:
        words: ordboken.
        bindings: dataklassen för varje tabell. En tabell utan får `Egen`.
        tables: raderna, efter tabellens namn.
    """

    def __init__(self, words: Dictionary, bindings: Mapping[str, Binding], tables: Mapping[str, Sequence[Row]]):
        self.words, self.bindings, self.tables = words, bindings, tables
        self.built: dict[str, dict[str, Any]] = {}
        self.carried: dict[str, dict[str, list[Any]]] = {}  # raderna som bärs av en annan, efter tabell och bärarens id

    def read(self) -> dict[str, dict[str, Any]]:
        """Alla tabellers rader som dataklasser, efter tabell och id, i filens ordning."""
        for name in build_order(self.words, self.bindings):
            self._read_table(self.words.tables[name])
        return self.built

    def _read_table(self, table: Table) -> None:
        binding = self.bindings.get(table.name, Binding(Egen))
        rows = self.tables.get(table.name, ())
        self.built[table.name] = {str(row[table.primary_key]): self.post(table, row) for row in rows}
        if binding.carried_by:
            pairs = zip((str(row[binding.carried_by]) for row in rows), self.built[table.name].values(), strict=True)
            self.carried[table.name] = {
                key: [post for _, post in group] for key, group in grouped(pairs, lambda p: p[0]).items()
            }

    def post(self, table: Table, row: Row, **given: Any) -> Any:
        """En rad som tabellens dataklass. `given` är attribut som inte ska byggas av raden."""
        binding = self.bindings.get(table.name, Binding(Egen))
        given |= {"i_data": place(row)} | ({"id": str(row[table.primary_key])} if binding.cls is Egen else {})
        skipped: set[str] = {binding.carried_by}
        if binding.special:
            given |= binding.special.make(self, row)
            skipped |= {field.name for field in table.fields if binding.special.takes(field)}
        for name, by_owner in self.carried.items():
            if name in hints_of(binding.cls) and name not in table.by_name:
                given[name] = tuple(by_owner.get(str(row[table.primary_key]), ()))
        known = [field for field in table.fields if field.name not in skipped]
        return self.record(binding.cls, known, row, **given)

    def record(self, cls: type[T], known: Iterable[Field], row: Row, extra: list[Uppgift] | None = None, **given: Any) -> T:
        """Ett objekt, eller en rad, som dataklassen.

        Args:
            known: fälten som ordboken beskriver.
            extra: dit fälten läggs som dataklassen inte känner, också de som står i objekt längre in.
        """
        hints, extra = hints_of(cls), [] if extra is None else extra
        for field in known:
            name = attribute_of(field)
            if name in given:
                continue
            if name in hints and field.name in row:
                given[name] = self.value(field, row[field.name], hints[name], extra)
            elif name in hints and field.type == "array":
                given[name] = ()
            elif field.name in row and field.name != KVITTERAT:
                extra.append(Uppgift(field, self.value(field, row[field.name])))
        if issubclass(cls, Post):
            given["övriga"] = tuple(extra)
        return cls(**given)

    def value(self, field: Field, raw: Any, hint: Any = None, extra: list[Uppgift] | None = None) -> Any:
        """Fältets värde i Python. Det följer av typ, slag och referens: en hänvisning till en annan tabell blir den raden."""
        if field.items:
            return tuple(self.value(field.items, item, hint, extra) for item in raw)
        if field.type == "object":
            inner = dataclass_in(hint)
            if inner:  # tills vidare är ingen tidpunkt, så en projekttid görs av sina två texter
                given = vars(Projekttid.av(raw.get("start"), raw.get("slut"))) if inner is Projekttid else {}
                return self.record(inner, field.fields, raw, extra, **given)
            return tuple(Uppgift(one, self.value(one, raw[one.name])) for one in field.fields if one.name in raw)
        if field.referens in self.built:
            return self.built[field.referens][raw]
        return scalar_kind(field)[1](raw)


def build_order(words: Dictionary, bindings: Mapping[str, Binding]) -> list[str]:
    """Tabellerna i den ordning som de kan byggas: först de som andra hänvisar till.

    Raises: graphlib.CycleError när tabeller hänvisar till varandra i cirkel.
    """
    needs: dict[str, set[str]] = {name: set() for name in words.tables}
    for table, path, field in words.leaves():
        if not field.referens or field.referens == table.name:
            continue
        if bindings.get(table.name, Binding(Egen)).carried_by == path:
            needs[field.referens].add(table.name)
        else:
            needs[table.name].add(field.referens)
    return list(TopologicalSorter(needs).static_order())
