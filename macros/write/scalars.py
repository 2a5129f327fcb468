"""En text så som den ska skrivas i YAML: utan citattecken när det går, och alltid så att läsaren ger samma text tillbaka."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from macros.findings import shown
from macros.read import read_rows
from macros.write.plain import WriteRefused, cleaned, plain

# Ord och bindestreck, datum och heltal: det som säkert betyder detsamma utan citattecken.
SURELY_PLAIN = re.compile(r"[a-zåäöA-ZÅÄÖ][\wåäöÅÄÖ]*(?:[ -][\wåäöÅÄÖ]+)*|\d{4}-\d\d(?:-\d\d)?|0|[1-9]\d{0,14}")
# Det som andra program läser som ja, nej, inget, ett tal eller en tid fast det är text (YAML 1.1 och 1.2).
MISREAD = re.compile(
    r"(?:yes|no|on|off|true|false|null|~|<<|\.nan|[-+]?\.inf)"
    r"|[-+]?0[0-9_]+|[-+]?0[box][0-9a-f_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?(?:[0-9][0-9_]*)?\.?[0-9_]*e[-+]?[0-9]+|[-+][0-9.][0-9_.]*|[0-9][0-9_]*\.|\.[0-9_]+|[0-9]+\.[0-9]*0|[0-9]+_[0-9_.]*",
    re.IGNORECASE,
)
NEGATIVE = re.compile(r"-(?:[1-9]\d*|0(?=\.))(?:\.\d*[1-9])?")
INDICATOR = re.compile("[<>=]")  # "<5" står alltid inom citattecken i huset
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\xa0": "\\_"}
MAX_WIDTH = 120


class Written(NamedTuple):
    """Ett skrivet värde: det som står på nyckelns rad, och raderna under, utan indrag."""

    head: str
    lines: tuple[str, ...] = ()


@lru_cache(maxsize=10_000)
def written(text: str, *, flow: bool = False, quote: str = "", fold: bool = False, indent: int = 0) -> Written:
    """Texten som YAML.

    Args:
        text: värdet, utan blankt i ändarna.
        flow: sant inne i hakparenteser och klamrar, där färre tecken går att skriva fritt och allt står på en rad.
        quote: citattecknet som stod där förut, eller tom text.
        fold: sant när en lång text ska delas på flera rader.
        indent: hur långt in raderna under ska stå, för bredden.
    Raises: WriteRefused när läsaren inte skulle ge tillbaka texten.
    """
    if fold and not flow and "\n" not in text and (lines := folded(text, MAX_WIDTH - indent)):
        candidates: Iterator[Written] = iter((Written(">-", lines), *_one_line(text, quote)))
    else:
        candidates = _several_lines(text, quote) if "\n" in text and not flow else _one_line(text, quote)
    for candidate in candidates:
        if not quote and not flow and SURELY_PLAIN.fullmatch(candidate.head) and not needs_quotes(text):
            return candidate
        if reads_back(candidate, text, flow):
            return candidate
    raise WriteRefused(f"Värdet {shown(text)} går inte att skriva, för det innehåller tecken som inte får stå i en datafil.")


def needs_quotes(text: str) -> bool:
    """Sant när ett annat program kan läsa texten som något annat än text."""
    return bool(INDICATOR.match(text) or (MISREAD.fullmatch(text) and not NEGATIVE.fullmatch(text)))


def _one_line(text: str, quote: str) -> Iterator[Written]:
    double, single = Written(f'"{text}"'), Written("'" + text.replace("'", "''") + "'")
    if quote == "'":
        yield single
    if quote == '"' and not re.search(r'["\\]', text):
        yield double
    if not quote and not needs_quotes(text):
        yield Written(text)
    if not re.search(r'["\\]', text):
        yield double
    yield single
    yield Written('"' + "".join(ESCAPES.get(letter, letter) for letter in text) + '"')


def _several_lines(text: str, quote: str) -> Iterator[Written]:
    yield Written("|-", tuple(text.split("\n")))
    yield from list(_one_line(text, quote))[-1:]


def folded(text: str, width: int) -> tuple[str, ...]:
    """Texten delad vid ensamma mellanslag, så att den läses som en rad igen. Tom när den får plats eller inte går att dela."""
    lines = [""]
    for word in re.split(r"(?<=\S) (?=\S)", text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] += (" " if lines[-1] else "") + word
    return tuple(lines) if len(lines) > 1 else ()


def reads_back(candidate: Written, text: str, flow: bool) -> bool:
    """Sant när läsaren ger texten tillbaka utan anmärkning, både efter en nyckel och i en lista."""
    under = "".join(f"\n        {line}" if line else "\n" for line in candidate.lines)
    if flow:
        whole = f"- a: {{b: {candidate.head}, c: slut}}\n  d: [{candidate.head}, slut]\n"
        expected = {"a": {"b": text, "c": "slut"}, "d": [text, "slut"]}
    else:
        whole = f"- a: {candidate.head}{under}\n  b:\n    - {candidate.head}{under}\n    - slut\n"
        expected = {"a": text, "b": [text, "slut"]}
    reading = read_rows(whole.encode("utf-8", "replace"), "")
    return not reading.findings and [plain(row) for row in reading.rows] == [expected]


def written_key(key: str) -> str:
    """Nyckeln som YAML, på en rad. Raises: WriteRefused när den är tom."""
    if not key or cleaned(key) != key or "\n" in key:
        raise WriteRefused("Ett fält måste ha ett namn på en rad.")
    return key if SURELY_PLAIN.fullmatch(key) else written(key, flow=True).head
