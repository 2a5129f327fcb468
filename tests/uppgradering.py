"""Det som proven av uppgradera delar: vad som står i en mapp, och att uppgradera den."""

from datetime import date
from pathlib import Path

from macros.upgrade import apply, steps

TODAY = date(2026, 11, 26)


def contents(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in files}


def upgrade(data: Path) -> None:
    apply.write(steps.upgraded(data, TODAY))
