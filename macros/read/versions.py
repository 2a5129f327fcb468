"""Raderna i datamappen så som de har varit, version för version, enligt git.

Huvudlinjen räknas: en sammanslagning är en version, för det var den som kom ut på webbplatsen. Bara raderna som skiljer sig
läses, så att långa filer och många versioner går fort. Inget sparas på disken.
"""

import re
import subprocess
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from macros.findings import has_errors
from macros.read.characters import decode
from macros.read.history import History, day_of
from macros.read.rows import read_rows
from macros.read.values import Record, Refused
from macros.read.version import FILE_NAME

MOST, MOST_BYTES = 200, 64_000_000  # versioner, och byte i dem: bygget ska inte bli långsammare för varje år
# Skälet står i sparningens meddelande på en egen rad, för den som läser webbplatsen. Resten av meddelandet är för oss.
REASON = re.compile(r"^Läsare:[ \t]*(\S.*)$", re.MULTILINE)
RAW = re.compile(r":\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*\t(.+)")
ROW = re.compile(r"^-(?=\s)", re.MULTILINE)


class Step(NamedTuple):
    """En version: dagen, skälet, och i varje tabell raderna som togs bort och de som kom i stället.

    `is_new_form` är sant när mappens form ändrades: då är raderna omskrivna, men säger detsamma.
    """

    day: date
    reason: str
    changed: dict[str, tuple[list[Record], list[Record]]]
    is_new_form: bool = False


@dataclass
class Versions:
    """Stegen, äldst först. `since` är dagen för den äldsta kända versionen, None när git inte vet något.

    `is_cut` är sant när det finns äldre versioner som inte är lästa. `unreadable` är versionerna av en tabell som inte gick
    att läsa: de är överhoppade, och nästa jämförs med den före.
    """

    steps: list[Step] = field(default_factory=list)
    since: date | None = None
    is_cut: bool = False
    unreadable: int = 0
    first: dict[str, list[Record]] = field(default_factory=dict)  # raderna i den äldsta versionen


class _Commit(NamedTuple):
    id: str
    parents: list[str]
    day: date
    message: str
    blobs: dict[str, str]  # filens nya innehåll, efter namnet i mappen. Tomt när filen är borta


def read_versions(folder: Path, names: Collection[str], most: int = MOST) -> Versions:
    """Versionerna av datamappens egna filer. Tomt utan git.

    Args:
        folder: datamappen.
        names: tabellerna som räknas.
        most: hur många versioner som läses, de senaste.
    """
    git = History(folder.resolve())
    commits = list(_commits(git, [f"{name}.yaml" for name in names], most + 1))
    if not commits:
        return Versions()
    is_shallow = git.run("rev-parse", "--is-shallow-repository").strip() != "false"
    kept = _within(git, commits[:most])
    found = Versions(since=kept[-1].day, is_cut=is_shallow or len(kept) < len(commits))
    with ExitStack() as stack:
        blobs = _Blobs(git.folder, stack)
        tables: dict[str, _Table] = {}
        for name, blob in _tree(git, kept[-1].id).items():
            if name.removesuffix(".yaml") in names:
                _update(tables, name, blobs.read(blob))
        for name, table in tables.items():
            _, found.first[name] = table.step(found)
        for commit in reversed(kept[:-1]):
            found.steps.append(_step(git, commit, tables, blobs, found))
    return found


def _step(git: History, commit: _Commit, tables: "dict[str, _Table]", blobs: "_Blobs", found: Versions) -> Step:
    changed = {}
    for name, blob in commit.blobs.items():
        if name.endswith(".yaml") and blob.strip("0"):  # en fil som saknas i en version har inte ändrat någon rad
            _update(tables, name, blobs.read(blob))
            table = name.removesuffix(".yaml")
            is_first, before_and_after = tables[table].known is None, tables[table].step(found)
            if not is_first and any(before_and_after):
                changed[table] = before_and_after
    return Step(commit.day, _reason(git, commit) if changed else "", changed, FILE_NAME in commit.blobs)


def _reason(git: History, commit: _Commit) -> str:
    """Skälet för läsaren. En sammanslagning utan eget skäl har det som står i sparningarna som den förde in."""
    written = REASON.findall(commit.message)
    if not written and len(commit.parents) > 1:
        written = REASON.findall(git.run("log", "--format=%B", f"{commit.parents[0]}..{commit.id}", "--", "."))
    return " ".join(dict.fromkeys(one.strip() for one in reversed(written)))


def _commits(git: History, files: list[str], most: int) -> Iterator[_Commit]:
    """Huvudlinjens versioner som rör filerna eller mappens form, senast först."""
    text = git.run(
        *("-c", "log.showRoot=true", "log", "--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames", "--relative"),
        *("--format=%x01%H%x02%P%x02%ct%x02%B%x03", f"--max-count={most}", "--", *files, FILE_NAME),
    )
    for entry in text.split("\x01")[1:]:
        head, _, raw = entry.partition("\x03")
        id_, parents, time, message = (head.split("\x02", 3) + [""] * 4)[:4]
        blobs = {match[3]: match[2] for match in map(RAW.fullmatch, raw.splitlines()) if match and "/" not in match[3]}
        yield _Commit(id_, parents.split(), day_of(time), message, blobs)


def _within(git: History, commits: list[_Commit]) -> list[_Commit]:
    """De senaste versionerna som ryms i MOST_BYTES, alltid minst en."""
    ids = [blob for commit in commits for blob in commit.blobs.values()]
    lines = git.run("cat-file", "--batch-check=%(objectsize)", written="\n".join(ids) + "\n").splitlines()
    sizes = iter([int(line) if line.isdigit() else 0 for line in lines] + [0] * len(ids))
    total = 0
    for number, commit in enumerate(commits):
        total += sum(next(sizes) for _ in commit.blobs)
        if total > MOST_BYTES:
            return commits[: max(number, 1)]
    return commits


def _tree(git: History, commit: str) -> dict[str, str]:
    """Tabellernas innehåll i en version, efter filens namn."""
    lines = git.run("ls-tree", commit, "./").splitlines()
    parts = (line.split(None, 3) for line in lines)
    return {PurePosixPath(name).name: blob for _, kind, blob, name in parts if kind == "blob" and name.endswith(".yaml")}


class _Blobs:
    """Filernas innehåll, ett i taget, ur en enda process."""

    def __init__(self, folder: Path, stack: ExitStack):
        self.process = stack.enter_context(
            subprocess.Popen(["git", "cat-file", "--batch"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        )

    def read(self, blob: str) -> bytes:
        """Tomt när innehållet inte finns i den här kopian."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin and stdout, "processen har rör"
        stdin.write(f"{blob}\n".encode())
        stdin.flush()
        head = stdout.readline().split()
        if len(head) != 3 or not head[2].isdigit():
            return b""
        content = stdout.read(int(head[2]))
        stdout.read(1)
        return content


class _Table:
    """En tabells rader i den senaste versionen som gick att läsa, efter radens text."""

    def __init__(self) -> None:
        self.known: dict[str, list[Record]] | None = None
        self.texts: list[str] | None = []

    def step(self, found: Versions) -> tuple[list[Record], list[Record]]:
        """Raderna som är borta och de som är nya. En version som inte går att läsa räknas, och ändrar inget."""
        known = self.known or {}
        wanted = dict.fromkeys(self.texts or ())
        read = {text: _rows(text) for text in wanted if text not in known}
        if self.texts is None or any(rows is None for rows in read.values()):
            found.unreadable += 1
            return [], []
        gone = [row for text, rows in known.items() if text not in wanted for row in rows]
        self.known = {text: known[text] if text in known else read[text] or [] for text in wanted}
        return gone, [row for rows in read.values() for row in rows or ()]


def _update(tables: dict[str, _Table], name: str, content: bytes) -> None:
    table = tables.setdefault(name.removesuffix(".yaml"), _Table())
    try:
        text = decode(content, name)
    except Refused:
        table.texts = None
        return
    starts = [match.start() for match in ROW.finditer(text)]
    ends = [*starts[1:], len(text)]
    table.texts = [text[0 if number == 0 else start : end] for number, (start, end) in enumerate(zip(starts, ends))] or [text]


def _rows(text: str) -> list[Record] | None:
    """Raderna i ett stycke av filen. None när det inte går att läsa."""
    reading = read_rows(text.encode(), "")
    return reading.rows if reading.complete and not has_errors(reading.findings) else None
