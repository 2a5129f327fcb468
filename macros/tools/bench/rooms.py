"""Rummen var för sig: läsaren mot filer som är gjorda för att ta lång tid, och skyddet av många rader."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from macros import check
from macros.model import register
from macros.model.skydd import offentliga
from macros.read import read_rows
from macros.settings import today

LAUGHS = "- &a [x, x]\n" + "".join(f"- &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefghijklmnop", "bcdefghijklmnopq"))
# Filer som får en läsare att räkna länge: djupa, långa, eller fulla av sådant som inte hör hemma i dem.
HOSTILE = [
    "[" * 100_000,
    "{a: " * 100_000,
    "- " * 100_000,
    "- a:\n" + "".join(" " * depth + "a:\n" for depth in range(2, 1500)),
    "? " * 100_000,
    "- id: " + "[" * 100_000 + "]" * 100_000,
    LAUGHS,
    "- " + "a" * 1_000_000,
    "- a: " + "b: " * 100_000,
    "- a: '" + "'" * 100_001,
    "\n" * 1_000_000,
    "#" * 1_000_000,
    "- a: |\n" + "  b\n" * 100_000,
    ":" * 100_000,
    "- *a\n" * 20_000,
    "- [\n" * 20_000,
    "-\n" * 100_000,
    "\t" * 1_000_000,
    "\x01" * 1_000_000,
    "\u200b\n" * 100_000,
]


def cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def slowest_hostile_file() -> float:
    """Sekunder för den av filerna som tar längst att läsa."""
    return max(cpu_seconds(partial(read_rows, content.encode(), "x")) for content in HOSTILE)


def protection(data: Path) -> tuple[int, float]:
    """Antalet rader med utfall i mappen, och sekunderna det tar att skydda dem."""
    examined = check.examine(data, today())
    assert examined.data, examined.findings
    uppföljning = register.build(examined.data.dictionary, examined.data.tables).uppföljning
    return len(uppföljning.alla_utfall), cpu_seconds(lambda: offentliga(uppföljning.alla_utfall, uppföljning.mått))
