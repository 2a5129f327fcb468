"""Läser ordboken: gemensamt/data/datapackage.yaml → tabeller och fält, med besked på svenska om något är fel i den."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from macros.dictionary.relations import RELATIONS, problems
from macros.dictionary.slag import SLAG
from macros.dictionary.words import FROM_FOLDER, SCALAR_TYPES, TYPES, Dictionary, Field, Table
from macros.findings import suggestion
from macros.settings import ROOT

FILE_NAME = "datapackage.yaml"
DEFAULT = ROOT / "gemensamt" / "data" / FILE_NAME
FIELD_KEYS = (
    "name",
    "title",
    "type",
    "slag",
    "enhet",
    "description",
    "skriv",
    "example",
    "referens",
    "constraints",
    "rubriker",
    "ur_mappen",
    "fields",
    "items",
)
# Varje krav: typerna det kan ställas på, hur det skrivs i YAML, och ett exempel.
CONSTRAINTS: dict[str, tuple[tuple[str, ...], Any, str]] = {
    "required": (TYPES, bool, "required: true"),
    "unique": (SCALAR_TYPES, bool, "unique: true"),
    "enum": (("string",), list, "enum: [värd, referens]"),
    "minimum": (("integer", "number"), (int, float), "minimum: 0"),
    "maximum": (("integer", "number"), (int, float), "maximum: 100"),
    "maxLength": (("string",), int, "maxLength: 80"),
    "minLength": (("array",), int, "minLength: 1"),
    **RELATIONS,
}
MAX_DEPTH = 4  # fält i fält
MAX_YAML_DEPTH = 40


class DictionaryError(Exception):
    """Ordboken går inte att använda. Texten säger vad som ska skrivas, `line` på vilken rad."""

    def __init__(self, text: str, line: int = 1):
        super().__init__(text)
        self.line = line


class _Map(dict):
    """Ett stycke av ordboken som vet på vilken rad det börjar."""

    line = 1


class _Loader(yaml.CSafeLoader):
    """Ordboken får använda ankare och alias, så den läses som vanlig YAML."""

    def construct_map(self, node: yaml.MappingNode) -> Iterator[_Map]:
        found = _Map()
        found.line = node.start_mark.line + 1
        yield found
        found.update(self.construct_mapping(node))


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_map)


def _require(raw: Any, keys: tuple[str, ...], where: str, line: int) -> None:
    """Stycket ska ha fält, och de namngivna ska vara ifylld text."""
    if not isinstance(raw, _Map):
        raise DictionaryError(f"{where} ska bestå av nycklar med värden. Skriv name, title och de andra på egna rader.", line)
    for key in keys:
        if not raw.get(key):
            raise DictionaryError(f"{where}: nyckeln {key} saknas. Lägg till den.", raw.line)
    _refuse_other_than_text(raw, keys, where)


def _refuse_other_than_text(raw: _Map, keys: tuple[str, ...], where: str) -> None:
    for key in keys:
        if not isinstance(raw.get(key, ""), str):
            raise DictionaryError(f"{where}: {key} ska vara text. Sätt raka citattecken runt värdet.", raw.line)


def _list(raw: _Map, key: str, where: str) -> list:
    """Listan under nyckeln. Den ska finnas och ha något i sig."""
    if not isinstance(raw.get(key), list) or not raw[key]:
        raise DictionaryError(f"{where}: {key} ska vara en lista. Börja varje rad i den med bindestreck.", raw.line)
    return raw[key]


def _constraints(raw: _Map, kind: str, where: str) -> dict[str, Any]:
    """Kraven på fältet, av de slag som kontrollerna kan pröva för typen."""
    constraints = raw.get("constraints", {})
    if not isinstance(constraints, dict):
        raise DictionaryError(f"{where}: constraints ska vara nycklar med värden, som {{required: true}}.", raw.line)
    for name, value in constraints.items():
        types, form, example = CONSTRAINTS.get(name, ((), (), ""))
        if kind not in types:
            allowed = ", ".join(key for key, rule in CONSTRAINTS.items() if kind in rule[0])
            raise DictionaryError(f"{where}: kravet {name} går inte att ställa på {kind}. Välj bland {allowed}.", raw.line)
        if not isinstance(value, form) or (name == "enum" and not all(isinstance(word, str) for word in value)):
            raise DictionaryError(f"{where}: kravet {name} har fel form. Skriv som {example}.", raw.line)
    return constraints


def _field(raw: Any, where: str, line: int, depth: int) -> Field:
    inside = f"{where}, fältet {raw['name']}" if isinstance(raw, _Map) and raw.get("name") else f"{where}, ett fält"
    _require(raw, ("name", "title", "type", "description"), inside, line)
    return _typed(raw, inside, line, depth)


def _typed(raw: Any, where: str, line: int, depth: int) -> Field:
    _require(raw, ("type",), where, line)
    kind, slag = raw["type"], raw.get("slag", "text")
    if unknown := [key for key in raw if key not in FIELD_KEYS]:
        raise DictionaryError(
            f"{where}: nyckeln {unknown[0]} finns inte.{suggestion(str(unknown[0]), FIELD_KEYS)} "
            f"Välj bland {', '.join(FIELD_KEYS)}.",
            raw.line,
        )
    if kind not in TYPES:
        raise DictionaryError(f"{where}: type {kind} finns inte. Välj bland {', '.join(TYPES)}.", raw.line)
    if not isinstance(slag, str) or slag not in SLAG:
        raise DictionaryError(f"{where}: slag {slag} finns inte. Välj bland {', '.join(SLAG)}.", raw.line)
    _refuse_other_than_text(raw, ("skriv", "enhet"), where)
    constraints = _constraints(raw, kind, where)
    if kind in SCALAR_TYPES and "example" not in raw and "enum" not in constraints:
        raise DictionaryError(f"{where}: nyckeln example saknas. Skriv ett exempel inom citattecken.", raw.line)
    if (kind == "object") != ("fields" in raw) or (kind == "array") != ("items" in raw):
        raise DictionaryError(f"{where}: object ska ha nyckeln fields och array nyckeln items.", raw.line)
    if depth > MAX_DEPTH:
        raise DictionaryError(f"{where}: fält ligger i varandra i mer än {MAX_DEPTH} nivåer. Ta bort några.", raw.line)
    return Field(
        name=raw.get("name", ""),
        title=raw.get("title", ""),
        type=kind,
        slag=slag,
        description=raw.get("description", ""),
        skriv=raw.get("skriv", ""),
        enhet=raw.get("enhet", ""),
        example=str(raw.get("example", "")),
        referens=str(raw.get("referens", "")),
        constraints=constraints,
        fields=_fields(raw, where, depth + 1) if kind == "object" else (),
        items=_typed(raw["items"], where + ", items", raw.line, depth + 1) if kind == "array" else None,
        headings=_headings(raw, constraints, where),
        from_folder=_from_folder(raw, where, depth),
        line=raw.line,
    )


def _from_folder(raw: _Map, where: str, depth: int) -> bool:
    """Sant för ett fält vars värde följer av mappen. Bara förbundet och dess roll gör det."""
    found = raw.get("ur_mappen", False)
    if not isinstance(found, bool):
        raise DictionaryError(f"{where}: ur_mappen ska vara true eller false.", raw.line)
    if found and (raw.get("name") not in FROM_FOLDER or depth):
        raise DictionaryError(
            f"{where}: ur_mappen går bara att ställa på {' och '.join(FROM_FOLDER)}. Ta bort nyckeln.", raw.line
        )
    return found


def _headings(raw: _Map, constraints: dict[str, Any], where: str) -> dict[str, str]:
    """Rubriken för de val som har en annan än sig själva."""
    headings, choices = raw.get("rubriker", {}), constraints.get("enum", ())
    if not isinstance(headings, dict) or not all(isinstance(text, str) for text in headings.values()):
        raise DictionaryError(f"{where}: rubriker ska vara nycklar med text, som {{kommun: Kommunen}}.", raw.line)
    if unknown := [word for word in headings if word not in choices]:
        raise DictionaryError(
            f"{where}: rubriker har {unknown[0]}, som inte finns att välja.{suggestion(str(unknown[0]), choices)} "
            "Skriv bara val som står i enum.",
            raw.line,
        )
    return headings


def _fields(raw: _Map, where: str, depth: int) -> tuple[Field, ...]:
    fields = tuple(_field(inner, where, raw.line, depth) for inner in _list(raw, "fields", where))
    names = [field.name for field in fields]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise DictionaryError(f"{where}: fältet {twice} beskrivs två gånger. Ta bort det ena.", raw.line)
    return fields


def _table(raw: Any, line: int) -> Table:
    where = f"Tabellen {raw['name']}" if isinstance(raw, _Map) and raw.get("name") else "En tabell"
    _require(raw, ("name", "title", "rad", "description"), where, line)
    _refuse_other_than_text(raw, ("skriv",), where)
    schema = raw.get("schema")
    _require(schema, (), f"{where}, schema", raw.line)
    table = Table(
        raw["name"],
        raw["title"],
        raw["rad"],
        raw["description"],
        schema.get("primaryKey", "id"),
        _fields(schema, where, 0),
        raw.get("skriv", ""),
        raw.line,
    )
    if table.primary_key not in table.by_name:
        raise DictionaryError(
            f"{where}: primaryKey {table.primary_key} är inget fält. Skriv namnet på ett av fälten.", raw.line
        )
    return table


def _refuse_deep(text: str) -> None:
    """libyaml bygger värden rekursivt och tar slut på minnet vid djup nästling, så djupet prövas först."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_YAML_DEPTH:
            raise DictionaryError(
                "Ordboken har listor i varandra i alltför många nivåer. Hämta tillbaka en tidigare version.",
                event.start_mark.line + 1 if event.start_mark else 1,
            )


def _load(text: str) -> Any:
    try:
        _refuse_deep(text)
        return yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise DictionaryError(
            "Ordboken går inte att läsa. Kontrollera indrag, kolon och citattecken på raden och raden ovanför.",
            mark.line + 1 if mark else 1,
        ) from error


@lru_cache(maxsize=4)
def parse(text: str) -> Dictionary:
    """Raises: DictionaryError om ordboken inte går att läsa eller saknar något."""
    raw = _load(text)
    _require(raw, ("name", "title", "description"), "Ordboken", 1)
    tables: dict[str, Table] = {}
    for table in (_table(resource, raw.line) for resource in _list(raw, "resources", "Ordboken")):
        if table.name in tables:
            raise DictionaryError(f"Tabellen {table.name} beskrivs två gånger. Ta bort den ena.", raw.line)
        tables[table.name] = table
    licenses = _list(raw, "licenses", "Ordboken")
    for licence in licenses:
        _require(licence, ("name", "title", "path"), "Ordboken, en licens", raw.line)
    dictionary = Dictionary(raw["name"], raw["title"], raw["description"], tuple(licenses), tables)
    for table, path, field in dictionary.leaves():
        if field.referens and field.referens not in tables:
            raise DictionaryError(
                f"Tabellen {table.name}, fältet {path}: referens {field.referens} är ingen tabell."
                f"{suggestion(field.referens, tables)} Välj bland {', '.join(tables)}."
            )
    for line, problem in problems(tables.values()):
        raise DictionaryError(problem, line)
    return dictionary


def dictionary_file(folder: Path) -> Path:
    """Datamappens egen ordbok, eller programmets när mappen inte har någon."""
    own = folder / FILE_NAME
    return own if own.exists() else DEFAULT


def load(folder: Path) -> Dictionary:
    """Ordboken som gäller för datamappen. Raises: DictionaryError."""
    try:
        return parse(dictionary_file(folder).read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DictionaryError(
            "Ordboken är inte sparad som UTF-8. Spara om den med teckenkodningen UTF-8.",
            error.object[: error.start].count(b"\n") + 1,
        ) from error
    except OSError as error:
        raise DictionaryError(
            "Ordboken går inte att öppna. Kontrollera att den är en vanlig fil och att du får läsa den."
        ) from error
