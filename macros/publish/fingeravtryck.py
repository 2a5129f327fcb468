"""Webbplatsens fingeravtryck: lika så länge inget annat än dagen skiljer två byggen.

Nattens bygge publiceras bara när det skiljer sig från det som ligger ute (`.ci/nytt`).
"""

import hashlib
import re
from datetime import date
from pathlib import Path

from macros.model.tid import in_words

NAME = "bygge.txt"
# Resten är packat eller bilder, och görs av samma rader som texterna: där syns dagen inte att skala bort.
TEXTS = {".html", ".json", ".jsonld", ".csv", ".xml", ".rdf", ".ttl", ".txt", ".ics", ".svg", ".js", ".css"}
SEARCH = "sok/"  # sökningens filer görs av sidorna
MOVES = (
    r'<line class="bar-today"[^>]*>',
    r"SEQUENCE:\d+",
    r"byteSize[^;<]*",
)  # dagens streck, en händelses version och packade filers storlek


def fingerprint(folder: Path, day: date) -> str:
    """SHA-256 av filernas namn och av texterna, utan byggets dag.

    Args:
        day: dagen som webbplatsen är byggd för.
    """
    forms = (re.escape(form) for form in (day.isoformat(), f"{day:%Y%m%d}", in_words(day)))
    daily = re.compile("|".join((*forms, *MOVES)).encode())
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        content = daily.sub(b"", path.read_bytes()) if path.suffix in TEXTS and not name.startswith(SEARCH) else b""
        total.update(f"{name} {len(content)}\n".encode() + content)
    return total.hexdigest()


def write(folder: Path, day: date) -> None:
    """Lägger fingeravtrycket bland filerna, så att nästa bygge kan jämföra sig med det."""
    (folder / NAME).write_text(f"{fingerprint(folder, day)}\n", "utf8")
