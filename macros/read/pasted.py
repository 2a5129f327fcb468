"""Stycken som inte är rader: gits konflikter och tabeller inklistrade från ett kalkylblad. Varje stycke är ett fynd."""

import re
from typing import NamedTuple

from macros.findings import FEL, Finding, Mark
from macros.read.filetype import EXCEL_IN

CONFLICT_START = re.compile(r"<{7}(?: |$)")
CONFLICT_END = re.compile(r">{7}(?: |$)")
CONFLICT = (
    "Här har git lagt båda versionerna av samma rader. Behåll den rätta, och ta bort den andra och raderna med "
    "<<<<<<<, ======= och >>>>>>>."
)
# Tre celler eller fler på en rad, eller två där den första börjar raden. Mellan dem står tabbar, som i det som klistras in,
# eller semikolon, som i en CSV-fil från Excel. En rad YAML med en tabb i sig är indragen eller har ett kolon eller ett streck
# före den, och löpande text med semikolon är indragen.
CELLS = re.compile(r"[^\t\n]*\S[^\t\n]*(?:\t[^\t\n]*){2,}|[^\s#-][^\t\n:]*\t[^\t\n]*\S[^\t\n]*|[^\s;#-][^;\n]*(?:;[^;\n]*){2,}")
WITH_SEMICOLONS = re.compile(r"^[^\s;#-][^;\n]*;[^;\n]*;", re.MULTILINE)


class Block(NamedTuple):
    """Ett stycke: första och sista raden, räknat från 1, och fyndet om det."""

    first: int
    last: int
    finding: Finding


def blocks(text: str, file: str) -> list[Block]:
    """Styckena i filen, i ordning."""
    if "<<<<<<<" not in text and "\t" not in text and not (";" in text and WITH_SEMICOLONS.search(text)):
        return []
    lines = text.split("\n")
    return sorted([*_conflicts(lines, file), *_sheets(lines, file)])


def _conflicts(lines: list[str], file: str) -> list[Block]:
    """Från <<<<<<< till >>>>>>>. Saknas slutet räknas bara den första raden."""
    found, start = [], 0
    for number, line in enumerate(lines, 1):
        if CONFLICT_START.match(line):
            start = start or number
        elif start and CONFLICT_END.match(line):
            found.append(Block(start, number, Finding(Mark(file, start, 1), FEL, CONFLICT, "konflikt")))
            start = 0
    if start:
        found.append(Block(start, start, Finding(Mark(file, start, 1), FEL, CONFLICT, "konflikt")))
    return found


def _sheets(lines: list[str], file: str) -> list[Block]:
    """Två rader eller fler i följd med tabbar mellan cellerna."""
    found, start = [], 0
    for number, line in enumerate([*lines, ""], 1):
        if CELLS.fullmatch(line):
            start = start or number
        elif start:
            if number - start > 1:
                found.append(Block(start, number - 1, _sheet(file, start, number - 1)))
            start = 0
    return found


def _sheet(file: str, first: int, last: int) -> Finding:
    text = (
        f"Rad {first}–{last} är inklistrade från ett kalkylblad. Ta bort dem, och läs in arbetsboken med "
        f"{EXCEL_IN} i stället: då skrivs raderna rätt."
    )
    return Finding(Mark(file, first, 1), FEL, text, "kalkylblad")
