"""Svensk avstavning: var ord får delas, i figurer, i smala kolumner och på en hel sida."""

import re
from functools import cache
from itertools import pairwise

import pyphen

SHORTEST_PART = 3  # en bokstav eller två ensamma på en rad är svåra att läsa
SOFT_HYPHEN = "\xad"
JOINING_S = re.compile("s(?:enkät|kartlägg|organisation|part|team|tider|träff|upp|över)", re.IGNORECASE)
# Sammansatta ord i fältet som mönstren delar på fel ställe: slutrap-port, nyck-eltal, indikatoren-kät, projektle-dare.
FIRST_PART = re.compile(
    "arbets(?=träning)|indikator(?=enkät)|nyckel(?=person|tal)|projekt(?=ansvar|ledar|ägar)|slut(?=enkät|rapport)|utfalls(?=mått)",
    re.IGNORECASE,
)

# En sida läses märke för märke. Värdena i märkena lämnas orörda.
TOKEN = re.compile(r"""(<!--.*?-->|</?[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)
TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
# Det som skript läser, det som skrivs av tecken för tecken, och figurer, där raderna redan är brutna.
AS_WRITTEN = {"code", "option", "pre", "script", "style", "svg", "template", "textarea"}
# Antalet tecken i det kortaste ordet som får bindestreck. Kortare ord ryms hela på en telefon, i en cell, i en rubrik och i
# löpande text, också i ett brett typsnitt och med gles text (WCAG 1.4.12). Det provas i tests/test_layout.py.
IN_CELL, IN_HEADING, IN_TEXT = 9, 12, 18
SHORTEST = dict.fromkeys(("td", "th", "dt", "button"), IN_CELL) | dict.fromkeys(
    ("h2", "h3", "h4", "caption", "label", "legend", "nav", "summary"), IN_HEADING
)
PIECE = re.compile(rf"\S{{{IN_CELL},}}")  # det som står mellan två mellanrum
WORD = re.compile(rf"(?<!&)[^\W\d_]{{{IN_CELL},}}")
ADDRESS = re.compile(r"://|@|\w\.\w|^/")  # och filnamn


@cache
def _patterns() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="sv", left=SHORTEST_PART, right=SHORTEST_PART)


@cache
def breaks(word: str) -> tuple[int, ...]:
    """Ställen där ordet kan delas, räknat i tecken. Källa: de svenska mönstren i LibreOffice, som pyphen bär med sig.

    Ett s som binder ihop två ord hör till det första. Mönstren delar annars samverkan-steam.
    """
    if first := FIRST_PART.match(word):
        return (first.end(), *(first.end() + position for position in breaks(word[first.end() :])))
    found = [position + (JOINING_S.match(word, position) is not None) for position in _patterns().positions(word)]
    return tuple(position for position, after in zip(found, [*found[1:], len(word)]) if after - position > 1)


@cache
def _hyphenated(word: str) -> str:
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise([0, *breaks(word), len(word)]))


def soft(text: str, shortest: int = 0) -> str:
    """Texten med mjuka bindestreck: webbläsaren delar bara ord som inte ryms, och sätter då ut strecket.

    Args:
        shortest: antalet tecken i det kortaste ordet som får dem.
    """
    return " ".join(_hyphenated(word) if len(word) >= shortest else word for word in text.split(" "))


def soft_html(page: str) -> str:
    """Sidans HTML med mjuka bindestreck i långa ord, så att inget ord behöver delas utan streck. Bara text ändras, aldrig märken.

    Webbläsarens egen avstavning räcker inte: flera webbläsare saknar de svenska mönstren.
    """
    kept, limits, parts = 0, [IN_TEXT], TOKEN.split(page)
    for i, part in enumerate(parts):
        if i % 2 == 0:
            parts[i] = part if kept else _soft_text(part, min(limits))
        elif (tag := TAG_NAME.match(part)) and not part.endswith("/>"):
            ends = part.startswith("</")
            kept += (tag[1] in AS_WRITTEN) * (-1 if ends else 1)
            if tag[1] in SHORTEST:
                limits = (limits[:-1] or [IN_TEXT]) if ends else [*limits, SHORTEST[tag[1]]]
    return "".join(parts)


def _soft_text(text: str, shortest: int) -> str:
    return PIECE.sub(lambda found: _soft_piece(found[0], shortest), text)


@cache
def _soft_piece(piece: str, shortest: int) -> str:
    if len(piece) < shortest or ADDRESS.search(piece):
        return piece
    return WORD.sub(lambda word: _hyphenated(word[0]), piece)
