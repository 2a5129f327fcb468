"""En fil som bara växer: raderna läggs sist och ändras inte sedan."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from macros.check import display_name
from macros.dictionary.words import Table
from macros.write.draft import Draft


def grow(path: Path, table: Table, command: str, what: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Lägger raderna sist i filen, som får börja finnas.

    Args:
        command: kommandot som skriver filen.
        what: vad raderna är, som filens första mening.

    Raises: WriteRefused.
    """
    if not path.exists():
        path.write_text(f"# {what} Raderna skrivs av kommandot {command} och ändras inte sedan.\n\n[]\n", "utf8")
    draft = Draft.open(path, table, display_name(path.parent, path.name))
    for row in rows:
        draft.add(row, len(draft.rows))
    draft.save(path)
