"""Länken till ett Worddokument."""

from markupsafe import Markup

from macros.downloads import document_name
from macros.views.html import Context, file_kind


def dokument(context: Context, root: str, namn: str, text: str) -> Markup:
    """`dokument('slutrapport', 'Mall för slutrapport')` → länk med slag och storlek, eller bara texten när filen inte finns."""
    name = document_name(namn)
    if name not in context.sizes:
        return Markup("{}").format(text)
    return Markup('<a href="{}{}" download>{}{}</a>').format(root, name, text, file_kind(name, context.sizes))
