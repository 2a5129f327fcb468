"""Länkar begreppen till ordlistan första gången de nämns på en sida."""

import re
from collections.abc import Iterable
from functools import lru_cache

import lxml.html
from lxml.html import HtmlElement

from macros.model.ord import Begrepp

# Bestämd form, plural och genitiv. Grövre än grammatiken, men bara ord som börjar med ett helt begrepp träffas.
ENDINGS = r"(?:e?ns?|e?ts?|e?rs?|erna|arna?|orn?a?|s)?"
TEXT_ELEMENTS = ("p", "li", "dd", "td")
# Inne i de här står ord som inte ska bli länkar.
LEAVE_ALONE = {
    "a",
    "h1",
    "h2",
    "h3",
    "h4",
    "code",
    "pre",
    "summary",
    "label",
    "button",
    "th",
    "svg",
    "figcaption",
    "nav",
    "form",
}
SOURCE = "sub"  # källrader: orden där är dokumentens
SHORTEST = 4
BEGINS_NAME = re.compile(r"\s+[A-ZÅÄÖ]")


@lru_cache(maxsize=4)
def _pattern(terms: tuple[str, ...]) -> re.Pattern:
    words = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    return re.compile(rf"\b({words}){ENDINGS}\b", re.IGNORECASE)


def link_terms(content: str, begrepp: Iterable[Begrepp], root: str) -> str:
    """HTML där varje begrepp är en länk till ordlistan första gången det står i löpande text.

    Args:
        content: sidans innehåll, HTML som redan är skyddad.
        begrepp: ordlistan.
        root: vägen från sidan till webbplatsens rot.
    """
    anchors = {one.term.casefold(): one.id for one in begrepp if len(one.term) >= SHORTEST}
    if not anchors:
        return content
    tree = lxml.html.fragment_fromstring(content, create_parent="div")
    unused = dict(anchors)
    pattern = _pattern(tuple(anchors))
    for element in tree.iter(*TEXT_ELEMENTS):
        if not any(map(_is_left_alone, (element, *element.iterancestors()))):
            _link_in(element, pattern, unused, root)
    return "".join([tree.text or "", *(lxml.html.tostring(child, encoding="unicode") for child in tree)])


def _is_left_alone(element: HtmlElement) -> bool:
    return element.tag in LEAVE_ALONE or element.get("class") == SOURCE


def _link_in(element: HtmlElement, pattern: re.Pattern, unused: dict[str, str], root: str) -> None:
    """Länkar i elementets egen text och i texten efter dess barn."""
    if link := _first_link(element.text, pattern, unused, root):
        element.text, anchor = link
        element.insert(0, anchor)
    for child in list(element):
        if link := _first_link(child.tail, pattern, unused, root):
            child.tail, anchor = link
            child.addnext(anchor)


def _is_in_name(text: str, match: re.Match) -> bool:
    """Om ordet är en del av ett namn, som `Region` i Region Stockholm: stor bokstav, och ett ord med stor bokstav efter."""
    return match[0][0].isupper() and bool(BEGINS_NAME.match(text, match.end()))


def _first_link(text: str | None, pattern: re.Pattern, unused: dict[str, str], root: str) -> tuple[str, HtmlElement] | None:
    """Texten före den första nya träffen, och länken med texten efter den."""
    for match in pattern.finditer(text := text or ""):
        if not _is_in_name(text, match) and (key := unused.pop(match[1].casefold(), None)):
            anchor = lxml.html.Element("a", {"class": "term", "href": f"{root}begrepp/#{key}"})
            anchor.text, anchor.tail = match[0], text[match.end() :]
            return text[: match.start()], anchor
    return None
