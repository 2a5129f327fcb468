"""Ordboken och programmet ska vara överens: fälten, typerna och valen som koden nämner finns i ordboken, och tvärtom.

Dataklasserna i model/ är utskrivna för att gå att läsa. Här hålls de mot ordboken, så att en ändring på ena stället
blir ett fynd och aldrig ett fel mitt i bygget eller en uppgift som försvinner.
"""

import inspect
from collections.abc import Container, Iterator
from dataclasses import MISSING, fields
from typing import Any, Literal, get_args, get_origin

from macros.dictionary.words import Dictionary, Field, Table
from macros.findings import FEL, Finding, Mark, suggestion
from macros.model.kalla import Post
from macros.model.rows import Binding, Special, attribute_of, dataclass_in, hints_of, scalar_kind
from macros.model.tables import TABLES
from macros.model.tid import Projekttid

# Attribut som räknas ut och aldrig står i YAML.
COMPUTED: dict[type, set[str]] = {Post: set(hints_of(Post)), Projekttid: {"tills_vidare"}}
WORDS = {str: "text", int: "ett heltal", float: "ett tal", bool: "ja eller nej", tuple: "en lista"}


def disagreements(words: Dictionary, file: str, bindings: dict[str, Binding] = TABLES) -> list[Finding]:
    """Det som ordboken och dataklasserna inte är överens om. `file` är ordbokens namn i fynden."""
    found: dict[tuple[int, str], Finding] = {}  # fält som flera listor delar är ett enda stycke i ordboken
    for name in (name for name in bindings if name in words.tables):  # en egen ordbok får utelämna en hel tabell
        for line, text in _in_table(words.tables[name], bindings[name], bindings):
            finding = Finding(Mark(file, line, 1), FEL, f"Tabellen {name}, {text}", "ordboken-och-programmet")
            found.setdefault((line, text.split(" ", 2)[2]), finding)
    return sorted(found.values())


Fault = tuple[int, str]


def _in_table(table: Table, binding: Binding, bindings: dict[str, Binding]) -> Iterator[Fault]:
    special = binding.special or Special(lambda field: False, lambda reader, row: {}, ())
    given = {*special.attributes, *(name for name, other in bindings.items() if other.carried_by)}
    taken = [field for field in table.fields if special.takes(field)]
    known = tuple(field for field in table.fields if field not in taken and field.name != binding.carried_by)
    yield from _in_object(binding.cls, known, table.line, "", given, bindings, table.name)
    for field in taken:
        if special.inner and field.inner:
            yield from _in_object(
                special.inner, field.inner, field.line, f"{field.name}.", {"sort", "nummer"}, bindings, table.name
            )


def _in_object(
    cls: type, known: tuple[Field, ...], line: int, prefix: str, given: Container[str], bindings: dict[str, Binding], own: str
) -> Iterator[Fault]:
    """Felen i ett objekt eller en rad. `given` är attribut som inte kommer från ett fält."""
    by_attribute = {attribute_of(field): field for field in known}
    computed = set().union(*(COMPUTED.get(base, set()) for base in cls.__mro__))
    for attribute in fields(cls):
        field = by_attribute.get(attribute.name)
        if attribute.name in given or attribute.name in computed:
            continue
        if field is None:
            names = [one.name for one in known]
            yield (
                line,
                (
                    f"fältet {prefix}{attribute.name} saknas, men programmet räknar med det "
                    f"({_where(cls, attribute.name)}).{suggestion(attribute.name, names)} Lägg tillbaka fältet."
                ),
            )
            continue
        is_needed = attribute.default is MISSING and attribute.default_factory is MISSING
        if is_needed and not field.required and field.type != "array":
            yield (
                field.line,
                (
                    f"fältet {prefix}{field.name} är frivilligt, men programmet räknar med att det alltid är ifyllt "
                    f"({_where(cls, attribute.name)}). Skriv required: true."
                ),
            )
        hint = hints_of(cls)[attribute.name]
        yield from _in_value(field, hint, f"{prefix}{field.name}", _where(cls, attribute.name), bindings, own)


def _in_value(field: Field, hint: Any, path: str, where: str, bindings: dict[str, Binding], own: str) -> Iterator[Fault]:
    """Felen i ett fälts värde: att det är av en annan sort, eller har andra val, än koden väntar sig."""
    if field.items or field.type == "object":
        inner = dataclass_in(hint)
        if bool(field.items) != any(get_origin(part) is tuple for part in _parts(hint)):
            yield field.line, f"fältet {path} är {field.type}, men programmet väntar sig något annat ({where}). Byt type."
        elif field.inner and inner:
            yield from _in_object(inner, field.inner, field.line, f"{path}.", (), bindings, own)
        elif field.items and field.items.is_scalar:
            yield from _in_value(field.items, get_args(hint)[0], path, where, bindings, own)
        return
    parts = _parts(hint)
    expected = (
        bindings[field.referens].cls
        if field.referens not in ("", own) and field.referens in bindings
        else scalar_kind(field)[0]
    )
    choices = {word for part in parts if get_origin(part) is Literal for word in get_args(part) if word}
    if (expected is not str and expected not in parts) or (expected is str and not choices and str not in parts):
        got = WORDS.get(expected, f"en rad i {field.referens}" if field.referens else "en tidpunkt eller en dag")
        yield (
            field.line,
            f"fältet {path} blir {got}, men programmet väntar sig något annat ({where}). Byt tillbaka type, slag och referens.",
        )
    elif choices:
        yield from _in_choices(field, choices, path, where)


def _in_choices(field: Field, choices: set[str], path: str, where: str) -> Iterator[Fault]:
    for word in field.choices or ("",):
        if word not in choices:
            yield (
                field.line,
                (
                    f"fältet {path}: programmet känner inte valet {word or 'vilken text som helst'} ({where}). "
                    f"Välj bland {', '.join(sorted(choices))}, eller låt den som sköter programmet lägga till valet där."
                ),
            )
    for word in sorted(choices.difference(field.choices)) if field.choices else ():
        yield (
            field.line,
            f"fältet {path}: valet {word} saknas i enum, men programmet räknar med det ({where}). Lägg tillbaka det.",
        )


def _parts(hint: Any) -> tuple[Any, ...]:
    """Delarna i en typ som `Tidpunkt | None`."""
    args = get_args(hint)
    return args if args and get_origin(hint) not in (tuple, Literal) else (hint,)


def _where(cls: type, attribute: str) -> str:
    """Var i koden det står: `Slutsats.nivå i macros/model/rapport.py`."""
    return f"{cls.__name__}.{attribute} i {(inspect.getmodule(cls) or inspect).__name__.replace('.', '/')}.py"
