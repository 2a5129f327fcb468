"""När en fil eller en rad senast ändrades, enligt git. Det som git inte säkert vet blir okänt, aldrig en gissning."""

import re
import subprocess
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

WAIT = 60  # sekunder
HEADER = re.compile(r"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?")


class History:
    """Historien för filerna i en mapp. Utan git, och i en grund kopia (`--depth`), är varje dag okänd.

    En grund kopia har bara de senaste ändringarna, och allt äldre ser ut att vara från den äldsta av dem.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self._lines: dict[Path, list[date | None]] = {}

    @cached_property
    def root(self) -> Path | None:
        """Mappen som git håller reda på, eller None när historien inte går att lita på."""
        found = self.run("rev-parse", "--show-toplevel", "--is-shallow-repository").split("\n")
        return Path(found[0]) if len(found) > 1 and found[1] == "false" else None

    @cached_property
    def _files(self) -> dict[Path, date]:
        """Dagen för den senaste ändringen av varje fil som är sparad i git som den ser ut nu."""
        if not self.root:
            return {}
        found: dict[Path, date] = {}
        day = date.min
        for line in self.run("log", "--format=%x01%ct", "--name-only", "--no-renames").splitlines():
            if line.startswith("\x01"):
                day = day_of(line[1:])
            elif line:
                found.setdefault(self.root / line, day)
        changed = self.run("status", "--porcelain", "--no-renames", "--untracked-files=no").splitlines()
        for line in changed:
            found.pop(self.root / line[3:], None)
        return found

    def file(self, path: Path) -> date | None:
        return self._files.get(path.resolve())

    def rows(self, path: Path, start: int, end: int | None = None) -> date | None:
        """När någon av raderna från `start` (räknat från 1) till `end` (inte med) senast ändrades."""
        path = path.resolve()
        if path not in self._files:
            return None
        if path not in self._lines:
            self._lines[path] = self._blame(path)
        days = self._lines[path][start - 1 : end - 1 if end else None]
        return max((day for day in days if day), default=None) if None not in days else None

    def _blame(self, path: Path) -> list[date | None]:
        times: dict[str, date] = {}
        lines: list[str] = []
        commit = ""
        for line in self.run("blame", "--porcelain", "--", str(path)).splitlines():
            if match := HEADER.fullmatch(line):
                commit = match[1]
                lines.append(commit)
            elif line.startswith("committer-time "):
                times[commit] = day_of(line.removeprefix("committer-time "))
        return [times.get(one) for one in lines]

    def run(self, *arguments: str, written: str = "") -> str:
        """Det som git svarar. Tom text när git inte finns eller säger nej. `written` är det som git får läsa."""
        try:
            done = subprocess.run(
                ["git", "-c", "core.quotePath=false", *arguments],
                cwd=self.folder,
                input=written.encode(),
                capture_output=True,
                check=False,
                timeout=WAIT,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def day_of(seconds: str) -> date:
    return datetime.fromtimestamp(int(seconds), UTC).date()
