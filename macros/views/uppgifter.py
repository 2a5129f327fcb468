"""Vilket fält som helst på en sida: så visas det som ordboken känner men ingen vy har en egen form för."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from macros.dictionary.words import Field
from macros.model.kalla import Post, Uppgift
from macros.model.rows import attribute_of
from macros.model.tid import Projekttid, Tidpunkt, in_words
from macros.views.text import first_upper, href, number, paragraphs

NAMES = ("namn", "titel", "rubrik", "term", "fråga", "vilka", "vad", "krav")  # det första av dem som en rad har är dess namn


def generic_cell(field: Field, value: Any, root: str) -> Markup:
    """Ett värde så som dess typ och slag säger: text, tal, dag, länk, en annan rad, lista eller fält i fält."""
    if field.items:
        return listed(generic_cell(field.items, item, root) for item in value)
    if field.type == "object" and not isinstance(value, Projekttid):
        return listed(Markup("{}: {}").format(one.title, generic_cell(one, part, root)) for one, part in parts_of(field, value))
    if isinstance(value, Post):
        return reference(value, root)
    if field.slag == "stycken":
        return paragraphs(value)
    if field.slag == "länk":
        return Markup('<a href="{}">{}</a>').format(href(value, root), value)
    return Markup("{}").format(in_text(field, value))


def parts_of(field: Field, value: Any) -> list[tuple[Field, Any]]:
    """Fälten i ett objekt och det som står i dem, vare sig objektet har en dataklass eller inte."""
    if isinstance(value, tuple):
        return [(one.fält, one.värde) for one in value]
    pairs = ((one, getattr(value, attribute_of(one), None)) for one in field.fields)
    return [(one, part) for one, part in pairs if part not in (None, "", ())]


def in_text(field: Field, value: Any) -> str:
    """En skalär i ord."""
    if field.type == "boolean":
        return "Ja" if value else "Nej"
    if field.type in ("integer", "number"):
        return number(value)
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, (Tidpunkt, Projekttid)):
        return value.i_ord()
    return first_upper(value) if field.choices else str(value)


def listed(cells: Iterable[Markup]) -> Markup:
    """Flera celler i en lista, och en enda utan."""
    found = list(cells)
    if len(found) == 1:
        return found[0]
    return Markup('<ul class="plain">{}</ul>').format(Markup("").join(Markup("<li>{}</li>").format(cell) for cell in found))


def name_of(post: Post) -> str:
    """Radens namn, eller dess id när den inte har något."""
    own = {one.fält.name: one.värde for one in post.övriga}
    return next((str(text) for key in NAMES if (text := getattr(post, key, "") or own.get(key, ""))), getattr(post, "id", ""))


def reference(post: Post, root: str) -> Markup:
    """En annan rad: dess namn, som länk när den har en egen sida."""
    address = getattr(post, "adress", "")
    return (
        Markup('<a href="{}{}">{}</a>').format(root, address, name_of(post)) if address else Markup("{}").format(name_of(post))
    )


def facts(uppgifter: Sequence[Uppgift], root: str) -> Markup:
    """Uppgifterna med rubrik."""
    rows = (
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(one.fält.title, generic_cell(one.fält, one.värde, root))
        for one in uppgifter
    )
    return Markup('<dl class="facts">{}</dl>').format(Markup("").join(rows))


def more(post: Post, root: str) -> Markup:
    """Det som bara ordboken känner om en rad, att lägga sist om den. Tomt när det inte finns något."""
    return facts(post.övriga, root) if post.övriga else Markup("")
