"""Krav på ett fält som beror på andra fält: hur de skrivs i ordboken, om fälten finns, och kravet i ord.

Ett namn utan punkt är ett fält bredvid, i samma rad eller samma objekt. Ett namn med punkt är vägen från raden.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from macros.dictionary.slag import ANTAL
from macros.dictionary.words import SCALAR_TYPES, Field, Table
from macros.findings import suggestion

I_DAG, RADEN = "i dag", "raden"
# Varje krav: typerna det kan ställas på, hur det skrivs i YAML, och ett exempel.
RELATIONS: dict[str, tuple[tuple[str, ...], type | tuple[type, ...], str]] = {
    "högst": (("string", "integer", "number"), str, "högst: avslut"),
    "inte_efter": (
        ("string", "year"),
        (str, list),
        "inte_efter: slut, inte_efter: [slut, redovisning.när] eller inte_efter: i dag",
    ),
    "unik_inom": (SCALAR_TYPES, (str, list), "unik_inom: [förbund] eller unik_inom: raden"),
    "krävs_när": ((*SCALAR_TYPES, "array", "object"), (str, dict), "krävs_när: procent eller krävs_när: {roll: utfall}"),
    "bara_när": ((*SCALAR_TYPES, "array", "object"), dict, "bara_när: {roll: utfall}"),
}
Reach = tuple[Table, tuple[Field, ...]]  # tabellen, och fälten bredvid


def names(constraint: str, value: Any) -> list[str]:
    """Fälten som kravet nämner: `{roll: utfall}` → `["roll"]`. Orden `i dag` och `raden` är inga fält."""
    listed = [value] if isinstance(value, str) else list(value)
    keyword = {"inte_efter": I_DAG, "unik_inom": RADEN}.get(constraint)
    return [] if value == keyword else listed


def is_time(field: Field) -> bool:
    return field.type == "year" or field.slag in ("datum", "tidpunkt", "slut")


def is_number(field: Field) -> bool:
    return field.type in ("integer", "number") or field.slag in ANTAL


# Vad de fält som kravet nämner måste vara.
SORTS: dict[str, tuple[Callable[[Field], bool], str]] = {"högst": (is_number, "tal"), "inte_efter": (is_time, "datum")}


def problems(tables: Iterable[Table]) -> Iterator[tuple[int, str]]:
    """Raden i ordboken, och vad som är fel: fält som inte finns, inte är av rätt sort eller inte har det värde som nämns."""
    for table in tables:
        for path, field, beside in _walk(table.fields, ""):
            for constraint in field.constraints.keys() & RELATIONS.keys():
                yield from (
                    (field.line, f"Tabellen {table.name}, fältet {path}: {constraint} {problem}")
                    for problem in _problems(constraint, field, (table, beside))
                )


def _walk(fields: tuple[Field, ...], prefix: str) -> Iterator[tuple[str, Field, tuple[Field, ...]]]:
    """Alla fält på djupet, med vägen dit och fälten bredvid. Det som en lista består av har inga fält bredvid."""
    for field in fields:
        yield prefix + field.name, field, fields
        for inner in (field, field.items):
            if inner:
                yield from _walk(inner.fields, f"{prefix}{field.name}.")
        if field.items and field.items.is_scalar:
            yield prefix + field.name, field.items, ()


def _problems(constraint: str, field: Field, reach: Reach) -> Iterator[str]:
    value = field.constraints[constraint]
    fits, sort = SORTS.get(constraint, (lambda _: True, ""))
    if not field.name:
        yield "går bara att ställa på ett fält med namn."
        return
    if constraint == "inte_efter" and not is_time(field):
        yield "går bara att ställa på datum."
    for name in names(constraint, value):
        other = find(reach, str(name), constraint == "inte_efter")
        if other is None:
            known = [field.name for field in reach[1]]
            yield f"{name} är inget fält.{suggestion(str(name), known)} Välj bland {', '.join(known)}."
        elif not fits(other):
            yield f"{name} är inget {sort}."
        elif isinstance(value, dict) and value[name] not in (choices := _choices(other, value[name])):
            yield f"{name}: {value[name]} går inte att välja. Välj bland {', '.join(choices)}."


def find(reach: Reach, name: str, with_path: bool) -> Field | None:
    """Fältet som ett krav nämner, eller None när det inte finns."""
    table, beside = reach
    if "." not in name:
        return next((field for field in beside if field.name == name), None)
    try:
        return table.field(name) if with_path else None
    except KeyError:
        return None


def _choices(field: Field, otherwise: Any) -> list[Any]:
    """Värdena som fältet kan ha. Är de inte uppräknade duger vilken text som helst."""
    if field.type == "boolean":
        return ["ja", "nej"]
    return field.constraints.get("enum", [otherwise] if isinstance(otherwise, str) else ["en text"])


def condition_in_words(condition: str | dict[str, str]) -> str:
    """`{roll: utfall}` → `roll är utfall`, och `procent` → `procent är ifyllt`."""
    if isinstance(condition, str):
        return f"{condition} är ifyllt"
    return " och ".join(f"{name} är {value}" for name, value in condition.items())


def in_words(field: Field) -> list[str]:
    """Fältets krav mot andra fält, i ord: `inte efter slut`, `olika i rader med samma förbund`."""
    found = []
    for constraint, value in field.constraints.items():
        if constraint == "högst":
            found.append(f"inte {'större' if is_number(field) else 'längre'} än {value}")
        elif constraint == "inte_efter":
            found.append("inte efter " + " eller ".join([value] if isinstance(value, str) else value))
        elif constraint == "unik_inom":
            within = "olika överallt i raden" if value == RADEN else f"olika i rader med samma {' och '.join(value)}"
            found.append(within)
        elif constraint == "krävs_när":
            found.append(f"krävs när {condition_in_words(value)}")
        elif constraint == "bara_när":
            found.append(f"skrivs bara när {condition_in_words(value)}")
    return found
