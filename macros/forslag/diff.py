"""Raderna i en ändring som går att kommentera: de som syns i skillnaden."""

import re
from typing import NamedTuple

HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")


class Place(NamedTuple):
    """En rad i den nya filen: vilken bit av skillnaden den står i, och radens nummer förut. None är en ny rad."""

    hunk: int
    before: int | None


def places(patch: str) -> dict[int, Place]:
    """Raderna i den nya filen, efter sitt nummer. Det gemensamma runt omkring är med.

    Args:
        patch: skillnaden för en fil, som `diff -u` skriver den. Rubrikerna före den första biten får saknas.
    """
    found: dict[int, Place] = {}
    hunk, before, after = 0, 0, 0
    for line in patch.splitlines():
        if head := HUNK.match(line):
            hunk, before, after = hunk + 1, int(head[1]), int(head[2])
        elif hunk and line[:1] in (" ", "+", ""):
            is_new = line[:1] == "+"
            found[after] = Place(hunk, None if is_new else before)
            before, after = before + (not is_new), after + 1
        elif hunk and line[:1] == "-":
            before += 1
    return found


def holds(lines: dict[int, Place], first: int, last: int) -> bool:
    """Om raderna står i samma bit av skillnaden. Bara då går de att ersätta i ett förslag."""
    hunks = {lines[number].hunk if number in lines else None for number in range(first, last + 1)}
    return len(hunks) == 1 and None not in hunks
