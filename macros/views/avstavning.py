"""Svensk avstavning: var ord får delas, i figurer och i smala kolumner."""

from functools import cache

import pyphen

SHORTEST_PART = 3  # en bokstav eller två ensamma på en rad är svåra att läsa
SOFT_HYPHEN = "\xad"


@cache
def _patterns() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="sv", left=SHORTEST_PART, right=SHORTEST_PART)


@cache
def breaks(word: str) -> tuple[int, ...]:
    """Ställen där ordet kan delas, räknat i tecken. Källa: de svenska mönstren i LibreOffice, som pyphen bär med sig."""
    return tuple(_patterns().positions(word))


def soft(text: str) -> str:
    """Texten med mjuka bindestreck: webbläsaren delar bara ord som inte ryms, och sätter då ut strecket."""
    return " ".join(_patterns().inserted(word, SOFT_HYPHEN) for word in text.split(" "))
