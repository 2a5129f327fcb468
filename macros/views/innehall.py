"""”På den här sidan”: en lång sidas rubriker som länkar."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from macros.views.html import render

LONG = 450  # ord: en sida med färre går att överblicka ändå
FEWEST = 4  # rubriker
MOST = 30  # rubriker: är de fler står bara de övre med
ASIDE = re.compile(r"<(aside|nav|svg)\b.*?</\1>", re.DOTALL)
# Rubrikens ankare står på den själv eller på delen som den inleder: en rad ur data har sitt id där.
HEADING = re.compile(
    r'(?:<(?:section|li|div|article)\b[^>]*? id="(?P<part>[^"]+)"[^>]*>\s*)?'
    r"<h(?P<level>[23])(?P<attributes>[^>]*)>(?P<text>.*?)</h(?P=level)>",
    re.DOTALL,
)
OWN_ID = re.compile(r' id="([^"]+)"')
OWN_LIST = re.compile(r'<nav\b(?:(?!</nav>).)*? href="#', re.DOTALL)  # sidan har redan en lista över sina delar
UNLISTED = re.compile(r' class="[^"]*\bunlisted\b')  # rubriken står inte med, för den inleder ingen del
BESIDE = re.compile(r'<span class="(?:muted|tag|sub|note)\b[^>]*>.*?</span>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
PLACE = "<div data-innehall></div>"  # där en mall vill ha innehållet; annars står det före sidans text


class Heading(NamedTuple):
    """En rubrik på sidan, med det ankare som leder dit."""

    level: int
    anchor: str
    text: str


class Entry(NamedTuple):
    """En rad i innehållet, med raderna under den."""

    heading: Heading
    under: list[Heading]


def headings(content: str) -> Iterator[Heading]:
    """Rubrikerna som går att länka till, i ordning. Det som står vid sidan om är inte med."""
    for found in HEADING.finditer(ASIDE.sub("", content)):
        own = OWN_ID.search(found["attributes"])
        anchor = own[1] if own else found["part"]
        if anchor and not UNLISTED.search(found["attributes"]):
            text = html.unescape(TAG.sub("", BESIDE.sub("", found["text"]))).replace("\N{SOFT HYPHEN}", "")
            yield Heading(int(found["level"]), anchor, " ".join(text.split()))


def entries(content: str) -> list[Entry]:
    """Innehållets rader. Tomt när sidan är kort."""
    found = list(headings(content))
    if len(found) < FEWEST or len(TAG.sub(" ", content).split()) < LONG or OWN_LIST.search(content):
        return []
    top = min(heading.level for heading in found)
    rows: list[Entry] = []
    for heading in found:
        if heading.level == top or not rows:
            rows.append(Entry(heading, []))
        elif len(found) <= MOST:
            rows[-1].under.append(heading)
    return rows if len(found) <= MOST or len(rows) >= FEWEST else [Entry(heading, []) for heading in found]


def contents(content: str) -> Markup:
    """Innehållet för sidan. Tomt när sidan är kort."""
    rows = entries(content)
    return render("innehall.html", rader=rows) if rows else Markup("")


def with_contents(content: str) -> tuple[str, Markup]:
    """Sidans text, och innehållet att sätta före den. Det är tomt när sidan är kort eller mallen har en egen plats för det."""
    found = contents(content)
    return (content.replace(PLACE, found), Markup("")) if PLACE in content else (content, found)
