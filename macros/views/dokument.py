"""Länkar till dokumenten."""

from markupsafe import Markup

from macros.downloads import document_name, dokumentets_filer
from macros.views.html import Context, file_kind


def dokument(context: Context, root: str, namn: str, text: str) -> Markup:
    """`dokument('slutrapport', 'Mall för slutrapport')` → länk med slag och storlek, eller bara texten när filen inte finns."""
    return länk_till(context, root, document_name(namn), text) or Markup("{}").format(text)


def som_dokument(context: Context, root: str, namn: str, text: str) -> Markup:
    """`som_dokument('ansokningsguide', 'Hela guiden')` → länkar till samma dokument som PDF och Word. Tomt när filerna saknas."""
    som_pdf, som_word = dokumentets_filer(namn)
    links = filter(None, (länk_till(context, root, som_pdf, text), länk_till(context, root, som_word, "Samma dokument")))
    return Markup('<p class="bara-skarm">{}</p>').format(found) if (found := Markup(". ").join(links)) else Markup("")


def länk_till(context: Context, root: str, url: str, text: str) -> Markup:
    """Länken till en fil, med slag och storlek. Tom när filen inte finns.

    Args:
        url: filens adress från roten.
    """
    if url not in context.sizes:
        return Markup("")
    return Markup('<a href="{}{}" download>{}{}</a>').format(root, url, text, file_kind(url, context.sizes))
