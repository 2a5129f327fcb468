"""Villkoren i förbundets egna sidor, som inte fanns i version 1. Då räknades alla förbunds rader, och löften prövades inte."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from macros import check
from macros.check import Examined
from macros.read.layers import OTHERS
from macros.upgrade.work import Work

HEADER = re.compile(r"\A---[ \t]*\r?\n.*?^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
REQUIRES = re.compile(r"^(kräver:[ \t]*\[)([^\]\n]*)(\].*)$", re.MULTILINE)
REMEDY = re.compile(r'Skriv (\{ kräver="[^"]+" \}) sist på raden')


def any_förbund(work: Work) -> None:
    """Sidhuvudets `kräver: [steg]` var uppfyllt av alla förbunds rader, och skrivs nu `steg|andra.steg`.

    En sida i stället för en gemensam kräver det som den gemensamma gör, för det är vad andra sidors länkar räknar med.
    """
    for file in list(work.files("docs", ".md")):
        text = (work.read(file) or b"").decode("utf8", "surrogateescape")
        head = HEADER.match(text)
        if not head:
            continue
        new = _header(head[0], work.common_file(file))
        said = "kräver skrivet på det nya sättet"
        work.write(file, (new + text[head.end() :]).encode("utf8", "surrogateescape"), said)


def _header(own: str, common: bytes | None) -> str:
    """Sidhuvudet med `kräver` som den gemensamma sidans, eller med alla förbunds rader när det inte finns någon sådan."""
    if common is None:
        return REQUIRES.sub(lambda found: found[1] + ", ".join(_either(found[2])) + found[3], own)
    head = HEADER.match(common.decode("utf8", "replace"))
    same = REQUIRES.search(head[0]) if head else None
    return REQUIRES.sub(lambda _: same[0], own) if same else re.sub(rf"{REQUIRES.pattern}\r?\n", "", own, flags=re.MULTILINE)


def _either(names: str) -> Iterator[str]:
    for name in filter(None, (part.strip() for part in names.split(","))):
        yield name if "|" in name or "." in name else f"{name}|{OTHERS}.{name}"


def promised(work: Work, today: date) -> None:
    """En rad som lovar något som inte finns får villkoret som kontrollen föreslår."""
    with staged(work) as root:
        found = check.examine(root / work.data, today)
        wanted = [(one, match[1]) for one in found.findings if (match := REMEDY.search(one.text))]
        lines: dict[str, dict[int, str]] = {}
        for finding, condition in wanted:
            path = Path(finding.mark.file).resolve()
            if path.is_relative_to(root.resolve() / "docs"):
                file = path.relative_to(root.resolve()).as_posix()
                lines.setdefault(file, {}).setdefault(finding.mark.line, condition)
    for file, conditions in lines.items():
        rows = (work.read(file) or b"").decode("utf8", "surrogateescape").split("\n")
        for number, condition in conditions.items():
            ending = "\r" * rows[number - 1].endswith("\r")
            rows[number - 1] = f"{rows[number - 1].rstrip()} {condition}{ending}"
        said = f"villkor på {len(conditions)} {'rad' if len(conditions) == 1 else 'rader'} som visar något som inte finns ännu"
        work.write(file, "\n".join(rows).encode("utf8", "surrogateescape"), said)


@contextmanager
def staged(work: Work) -> Iterator[Path]:
    """Mappen som den blir, i en tillfällig mapp."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for folder in (work.data, "docs"):
            (root / folder).mkdir(exist_ok=True)
            for file in work.files(folder, ""):
                path = root / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(work.read(file) or b"")
        yield root


def examined(work: Work, today: date) -> Examined:
    """Kontrollen av mappen som den blir."""
    with staged(work) as root:
        return check.examine(root / work.data, today)
