"""Det gemensamma så som det följde med en tidigare version: kontrollsummor. Det som ingen har ändrat sedan dess ersätts."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from macros.read import read_file
from macros.write.plain import Plain, plain_row

DIGITS = 16  # av kontrollsumman
# Tabellerna som var lika för alla förbund också när de låg bland förbundets egna.
COMMON_TABLES = (
    "begrepp",
    "enkater",
    "fragestallningar",
    "indikatorer",
    "kallor",
    "matningar",
    "metoder",
    "niofaltaren",
    "utfall",
    "utfallsmatt",
)
# Sidorna som inget förbund hade något eget på.
COMMON_PAGES = (
    "begrepp.md",
    "index.md",
    "insatser/index.md",
    "metoder/index.md",
    "om/forbundet.md",
    "om/fyll-i.md",
    "om/kallor.md",
    "om/oppna-data.md",
    "om/personuppgifter.md",
    "om/tillganglighet.md",
    "resultat/index.md",
    "resultat/utfall.md",
    "roller/index.md",
    "sok.md",
    "tidslinje.md",
    "uppfoljning/fragestallningar.md",
    "uppfoljning/matris.md",
    "uppfoljning/niofaltaren.md",
    "uppfoljning/utfallsmatt.md",
)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:DIGITS]


def file_digest(data: bytes) -> str:
    """Lika för en fil med radslut för Windows."""
    return digest(data.replace(b"\r\n", b"\n"))


def row_digest(row: dict[str, Plain]) -> str:
    """Radens summa. Ordningen mellan fälten spelar ingen roll."""
    return digest(json.dumps(row, sort_keys=True, ensure_ascii=False).encode())


@cache
def shipped(version: int) -> frozenset[str]:
    """Summorna av det som följde med versionen."""
    text = Path(__file__).with_name(f"version-{version}.txt").read_text("utf8")
    return frozenset(line.split()[-1] for line in text.splitlines() if line and not line.startswith("#"))


def lines(root: Path) -> Iterator[str]:
    """Raderna i en sådan fil, av ett program som det var: ordboken, de gemensamma sidorna, och raderna i tabellerna."""
    for path in [root / "data" / "datapackage.yaml", *(root / "docs" / page for page in COMMON_PAGES)]:
        yield f"{path.relative_to(root).as_posix()} {file_digest(path.read_bytes())}"
    for table in COMMON_TABLES:
        path = root / "data" / f"{table}.yaml"
        yield f"data/{path.name} {file_digest(path.read_bytes())}"
        for row in read_file(path, path.name).rows:
            yield f"{table}/{row.get('id')} {row_digest(plain_row(row))}"
