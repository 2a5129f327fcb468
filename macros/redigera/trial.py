"""Prövar det ifyllda innan det sparas, som om det redan stod i filen, och säger vid vilket fält varje fynd hör hemma."""

import re
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from macros.check import Examined, Instead, display_name, examine
from macros.dictionary.words import Table
from macros.findings import FEL, LEVELS, Finding, Mark, visible
from macros.read import Items, Reading, Record, Text, Value, placed, read_file
from macros.read.pages import Page, read_page
from macros.settings import folders
from macros.write.plain import Plain, WriteRefused

FORM = "formuläret"  # så heter formuläret där fynd annars nämner en fil
MISSING = re.compile(r"Fältet (\S+) (?:saknas|är inte ifyllt)")


class Said(NamedTuple):
    """Ett fynd så som formuläret visar det. `path` är fältets väg i raden, tom när fyndet gäller hela raden."""

    level: str
    text: str
    path: str = ""


@dataclass
class Verdict:
    """Fynden i det ifyllda, och de fel som det skulle ge någon annanstans."""

    own: list[Said] = field(default_factory=list)
    elsewhere: list[Said] = field(default_factory=list)

    @property
    def is_ok(self) -> bool:
        """Sant när det får sparas."""
        return not self.elsewhere and all(said.level != FEL for said in self.own)

    @property
    def all(self) -> list[Said]:
        return sorted([*self.own, *self.elsewhere], key=lambda said: LEVELS.index(said.level))


class _Placed:
    """Raden med platser: varje värde står på en egen rad i formuläret, så att ett fynds rad är ett fält."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def value(self, value: Plain, path: str) -> Value:
        self.paths.append(path)
        mark = Mark(FORM, len(self.paths), 2)
        if isinstance(value, dict):
            return self.record(value, path, mark)
        if isinstance(value, list):
            items = Items(self.value(item, f"{path}.{number}") for number, item in enumerate(value))
            return placed(items, mark)
        return placed(Text(value), mark)

    def record(self, fields: dict[str, Plain], path: str, mark: Mark) -> Record:
        found = placed(Record(), mark)
        for name, inner in fields.items():
            if inner == "":
                continue
            line = len(self.paths) + 1
            key = placed(Text(name), Mark(FORM, line, 1))
            found[key] = self.value(inner, f"{path}.{name}" if path else name)
        return found


def own_reading(folder: Path, table: Table) -> Reading:
    """Tabellens egna rader som de är sparade. Har förbundet ingen fil ännu är de inga. Raises: WriteRefused när filen inte går att läsa."""
    path = folder / table.file_name
    if not path.exists():
        return Reading([], [], True)
    reading = read_file(path, display_name(folder, table.file_name))
    if not reading.complete:
        found = next((finding for finding in reading.findings if finding.level == FEL), None)
        raise WriteRefused(
            f"Filen {path.name} har ett fel och går inte att ändra här förrän det är rättat. {found or ''}".strip()
        )
    return reading


def try_row(folder: Path, table: Table, row: Plain, old: str | None, today: date) -> Verdict:
    """Fynden när raden `old` är `row`. `old` är None för en ny rad, och `row` tom för en rad som tas bort. Raises: WriteRefused."""
    rows = list(own_reading(folder, table).rows)
    marks = _Placed()
    new = marks.value(row, "")
    number = next((place for place, one in enumerate(rows) if old is not None and one.get(table.primary_key) == old), len(rows))
    rows[number : number + 1] = [new] if isinstance(new, Record) and new else []
    examined = examine(folder, today, instead=Instead({table.name: Reading(rows, [], True)}, {FORM: table.name}))
    own = [_said(finding, table, marks.paths) for finding in examined.findings if finding.mark.file == FORM]
    return Verdict(own, _new_errors(folder, examined, today, {FORM}))


def _said(finding: Finding, table: Table, paths: list[str]) -> Said:
    path = paths[finding.mark.line - 1]
    if missing := MISSING.match(finding.text):
        name = missing[1].rpartition(".")[2]
        path = f"{path}.{name}" if path else name
        one = table.field(".".join(part for part in path.split(".") if not part.isdecimal()))
        text = f"{one.title} måste vara ifyllt. {one.description}"
        if example := one.example or next(iter(one.choices), ""):
            text += f" Exempel: {example}"
        return Said(finding.level, text, path)
    return Said(finding.level, visible(finding.text), path)


def _new_errors(folder: Path, examined: Examined, today: date, own: set[str], copied: tuple[str, str] = ("", "")) -> list[Said]:
    """Felen på andra ställen som inte redan fanns där. `copied` är en mapp i fynden, och den som den är en kopia av."""
    found = [finding for finding in examined.findings if finding.level == FEL and finding.mark.file not in own]
    if not found:
        return []
    told = {(one.mark.file, one.text) for one in examine(folder, today).findings}
    new = [
        (one.mark.file.replace(*copied), one.text.replace(*copied)) if copied[0] else (one.mark.file, one.text) for one in found
    ]
    tables = {} if examined.read is None else examined.read.table_of
    words = {} if examined.read is None else examined.read.dictionary.tables
    titles = {file: words[table].title for file, table in tables.items() if table in words}
    return [Said(FEL, f"{titles.get(file, file)}: {visible(text)}") for file, text in new if (file, text) not in told]


def try_page(folder: Path, name: str, data: bytes, today: date) -> Verdict:
    """Fynden när sidan `name` i docs/ är `data`. De andra egna sidorna är med, för sidor hänvisar till varandra."""
    where = folders(folder)
    with tempfile.TemporaryDirectory(prefix="redigera-") as temporary:
        docs = Path(temporary) / "docs"
        for path in where.docs.rglob("*.md") if where.docs.is_dir() else ():
            (docs / path.relative_to(where.docs)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, docs / path.relative_to(where.docs))
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_bytes(data)
        examined = examine(folder, today, pages=(where.common_docs, docs))
        file, copied = display_name(docs, name), (display_name(docs, ""), display_name(where.docs, ""))
        page = read_page(data, file)
        own = [_said_of_page(one, page) for one in examined.findings if one.mark.file == file]
        elsewhere = _new_errors(folder, examined, today, {file}, copied)
    return Verdict(own, elsewhere)


def _said_of_page(finding: Finding, page: Page) -> Said:
    """Fyndet vid sidhuvudets fält, eller med radens nummer i texten."""
    line, first = finding.mark.line, page.lines[0].mark.line if page.lines else 1
    if line >= first:
        return Said(finding.level, f"Rad {line - first + 1} i texten: {visible(finding.text)}", "text")
    named = [str(key) for key in page.header if key.mark.line <= line]
    return Said(finding.level, visible(finding.text), named[-1] if named else "")
