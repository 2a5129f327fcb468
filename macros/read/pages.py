"""En sida i docs/ → sidhuvudets fält och textens rader, med plats. Kontrollen och bygget läser sidorna på samma sätt."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from macros.findings import FEL, Finding, Mark
from macros.read.build import Builder
from macros.read.characters import decode, refused_characters
from macros.read.conditions import Condition, condition
from macros.read.values import Items, Record, Refused, Text, placed

HEADER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


class Page(NamedTuple):
    """En läst sida. `lines` är raderna efter sidhuvudet."""

    file: str
    header: Record
    lines: list[Text]
    findings: list[Finding]
    text: str = ""


def page_files(folders: Iterable[Path]) -> dict[str, Path]:
    """Varje sidas mapp, efter vägen i den. En sida i en senare mapp ersätter den med samma namn i en tidigare."""
    return {
        path.relative_to(folder).as_posix(): folder for folder in folders for path in folder.rglob("*.md") if path.is_file()
    }


def read_page(data: bytes, file: str) -> Page:
    """Sidan, och fynden om hur den är skriven. Ett sidhuvud som inte går att läsa är tomt."""
    start = Mark(file, 1, 1)
    try:
        text = decode(data, file)
    except Refused as error:
        return Page(file, placed(Record(), start), [], [error.finding])
    found = HEADER.match(text)
    if not found and text.startswith("---\n"):
        never = Finding(start, FEL, "Sidhuvudet slutar aldrig. Skriv --- på en egen rad efter det sista fältet.", "sidhuvud")
        return Page(file, placed(Record(), start), [], [never], text)
    header, findings = _header(found[1], file) if found else (placed(Record(), start), [])
    first = text.count("\n", 0, found.end()) + 1 if found else 1
    rows = text[found.end() if found else 0 :].split("\n")
    lines = [placed(Text(row), Mark(file, number, 1)) for number, row in enumerate(rows, first)]
    return Page(file, header, lines, findings, text)


def _header(text: str, file: str) -> tuple[Record, list[Finding]]:
    """Sidhuvudets fält. Det börjar på filens andra rad."""
    empty = placed(Record(), Mark(file, 1, 1))
    if refused := refused_characters(text, file):
        return empty, [
            Finding(finding.mark._replace(line=finding.mark.line + 1), FEL, finding.text, finding.rule) for finding in refused
        ]
    builder = Builder(text, file, line_offset=1)
    try:
        value = builder.build()
    except Refused as error:
        return empty, [error.finding]
    if isinstance(value, Record) or value is None:
        return value or empty, builder.findings
    shape = "Sidhuvudet består inte av fält. Skriv fältets namn, kolon, mellanslag och värdet."
    return empty, [Finding(value.mark, FEL, shape, "sidhuvud")]


def page_condition(header: Record) -> Condition:
    """Villkoret i sidhuvudets `kräver`. Är det inte uppfyllt är sidan inte med."""
    needs = header.get("kräver")
    return condition(" ".join(map(str, needs)) if isinstance(needs, Items) else "")
