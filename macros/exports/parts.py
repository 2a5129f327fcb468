"""Ställena på en sida som sökningen leder till: avsnitt, rader och filer att hämta, ur sidans HTML."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import lxml.html

FEWEST_WORDS = 6  # ett avsnitt med färre säger inget som rubriken inte säger
LONGEST_TITLE = 90
ASIDE = ".//*[contains(' sub note muted visually-hidden ', concat(' ', @class, ' '))]"
HEADINGS = ("h2", "h3", "h4")
CONTAINERS = ("section", "li", "div", "article")
ROWS = "//tr[@id] | //li[@id][not(.//h2 or .//h3 or .//h4)]"
IN_FILE = (
    "//p[span[@class='place']] | //span[@class='place']"  # filen och raden där uppgiften står: för kansliet, ingen söker dem
)
FILE = re.compile(r"\.(?:docx|xlsx|ics|pdf)$")
LOOSE = re.compile(r" (?=[.,;:!?)”])")


class Place(NamedTuple):
    """Ett ställe på sidan: ankaret, rubriken och texten där."""

    anchor: str
    title: str
    text: str


class Download(NamedTuple):
    """En fil som sidan länkar till: adressen så som den står i länken, och länkens text."""

    href: str
    title: str


def parsed(content: str) -> lxml.html.HtmlElement:
    """Sidans innehåll, utan det som står vid sidan om, platserna i filerna och besked som är dolda tills de gäller."""
    page: lxml.html.HtmlElement = lxml.html.fragment_fromstring(content, create_parent="div")
    for beside in page.xpath(f"//aside | //nav | //svg | //script | //noscript | //p[@hidden] | {IN_FILE}"):
        beside.drop_tree()
    return page


def text_of(element: lxml.html.HtmlElement) -> str:
    """Texten på en rad, utan mjuka bindestreck."""
    return LOOSE.sub("", " ".join(" ".join(element.itertext()).replace("\N{SOFT HYPHEN}", "").split()))


def sections(page: lxml.html.HtmlElement) -> Iterator[Place]:
    """Avsnitten: rubrikerna som går att länka till, och texten fram till nästa rubrik."""
    anchor, title, texts = "", "", list[str]()
    for element in page.iter(*HEADINGS, "p", "li", "dt", "dd", "td", "th", "caption"):
        if element.tag in HEADINGS:
            yield from _place(anchor, title, texts)
            anchor, title, texts = _anchor(element), text_of(element), []
        elif next(element.iterdescendants("p", "li", "dt", "dd", "td", "th"), None) is None:
            texts.append(text_of(element))
    yield from _place(anchor, title, texts)


def _place(anchor: str, title: str, texts: list[str]) -> Iterator[Place]:
    text = " ".join(texts)
    if anchor and title and len(text.split()) >= FEWEST_WORDS:
        yield Place(anchor, title, text)


def _anchor(heading: lxml.html.HtmlElement) -> str:
    """Rubrikens ankare står på den själv eller på delen som den inleder."""
    parent = heading.getparent()
    leads = parent is not None and parent.tag in CONTAINERS and heading.getprevious() is None
    return str(heading.get("id") or (parent.get("id") if leads else "") or "")


def rows(page: lxml.html.HtmlElement) -> Iterator[Place]:
    """Raderna i tabeller och listor som har ett eget ankare."""
    for row in page.xpath(ROWS):
        head, text = next(row.iter("th", "strong"), row), text_of(row)
        for beside in head.xpath(ASIDE):
            beside.drop_tree()
        yield Place(row.get("id"), text_of(head)[:LONGEST_TITLE], text)


def downloads(page: lxml.html.HtmlElement) -> Iterator[Download]:
    """Dokumenten, arbetsböckerna och kalendrarna som sidan länkar till."""
    for link in page.xpath("//a[@href]"):
        if FILE.search(link.get("href")):
            yield Download(link.get("href"), text_of(link))
