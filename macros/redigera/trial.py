"""Prövar det ifyllda innan det sparas, som om det redan stod i filen, och säger vid vilket fält varje fynd hör hemma."""

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from macros.check import Examined, Instead, display_name, examine
from macros.dictionary.words import Field, Table
from macros.findings import FEL, LEVELS, Finding, Mark, shown, visible
from macros.read import Items, Reading, Record, Text, Value, placed, read_file
from macros.read.pages import Page, read_page
from macros.settings import folders
from macros.write.plain import Plain, WriteRefused

Row = dict[str, Plain]
FORM = "formuläret"  # så heter formuläret där fynd annars nämner en fil
CHOOSE = "Skriv början av namnet, och välj det i listan."
MISSING = re.compile(r"Fältet (\S+) (?:saknas|är inte ifyllt)")


class Edit(NamedTuple):
    """En rad som ska bli en annan. `id` är radens i filen och tom för en ny, `new` är tom för en som tas bort.

    `mark` är radens kontrollsumma när formuläret öppnades, och `name` vad raden heter.
    """

    id: str
    new: Row
    mark: str
    name: str


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

    def __init__(self, file: str) -> None:
        self.file = file
        self.paths: list[str] = []

    def value(self, value: Plain, path: str) -> Value:
        self.paths.append(path)
        mark = Mark(self.file, len(self.paths), 2)
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
            key = placed(Text(name), Mark(self.file, line, 1))
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


def try_rows(folder: Path, table: Table, edits: Sequence[Edit], today: date) -> Verdict:
    """Fynden när raderna i en tabell är ändrade. Den första är formulärets: bara dess fynd hör till fälten. Raises: WriteRefused."""
    rows, files = list(own_reading(folder, table).rows), []
    for number, edit in enumerate(edits):
        marks = _Placed(FORM if number == 0 else f"{FORM} {number + 1}")
        new = marks.value(edit.new, "")
        place = next((at for at, one in enumerate(rows) if edit.id and one.get(table.primary_key) == edit.id), len(rows))
        rows[place : place + 1] = [new] if isinstance(new, Record) and new else []
        files.append(marks)
    places = {marks.file: table.name for marks in files}
    examined = examine(folder, today, instead=Instead({table.name: Reading(rows, [], True)}, places))
    own = [_said(one, table, files[0].paths, edits[0].new) for one in examined.findings if one.mark.file == FORM]
    others = [
        Said(FEL, f"{edit.name}: {_said(one, table, marks.paths, edit.new).text}")
        for marks, edit in zip(files[1:], edits[1:], strict=True)
        for one in examined.findings
        if one.mark.file == marks.file and one.level == FEL
    ]
    return Verdict(own, [*others, *_new_errors(folder, examined, today, set(places))])


def _said(finding: Finding, table: Table, paths: list[str], row: Row) -> Said:
    """Fyndet så som formuläret säger det: med fältets titel, och utan radens id, för raden är den som visas."""
    path = paths[finding.mark.line - 1]
    if missing := MISSING.match(finding.text):
        name = missing[1].rpartition(".")[2]
        path = f"{path}.{name}" if path else name
        missed = _field(table, path)
        example = missed.example or next(iter(missed.choices), "")
        text = f"{missed.title} måste vara ifyllt. {missed.hjälp}{f' Exempel: {example}' if example else ''}"
        return Said(finding.level, text, path)
    label = f"{table.rad} {shown(str(row.get(table.primary_key, '')))}"
    text = visible(finding.text).replace(f" ({label})", "")
    one = _field(table, path) if path else None
    if one and one.item.referens and " är inget id" in text:
        written = text.removeprefix(f"{_dotted(path)} ").partition(" är inget id")[0]
        return Said(finding.level, f"{one.title}: {written} finns inte. {CHOOSE}", path)
    written = _dotted(path)
    if one and text.startswith(f"{written} "):
        text = f"{one.title}: {text[len(written) + 1 :]}"
    return Said(finding.level, text, path)


def _dotted(path: str) -> str:
    """Vägen så som fynden skriver den, utan platser i listor."""
    return ".".join(part for part in path.split(".") if not part.isdecimal())


def _field(table: Table, path: str) -> Field:
    return table.field(_dotted(path))


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
