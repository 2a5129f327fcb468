"""Mappen under en uppgradering. Stegen ändrar i minnet. Inget skrivs förrän alla steg har gått igenom."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from macros.dictionary.words import Dictionary
from macros.upgrade.blocks import Blocks, parse


@dataclass
class Work:
    """`root` är mappen som data och docs ligger i, och filerna nämns med vägen från den.

    `common` är mappen med det gemensamma i det program som uppgraderar, och `words` dess ordbok. `said` är vad som har
    gjorts, fil för fil.
    """

    root: Path
    data: str
    common: Path
    words: Dictionary
    changed: dict[str, bytes | None] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)

    def read(self, file: str) -> bytes | None:
        """Filen som den är nu i minnet. None när den inte finns."""
        if file in self.changed:
            return self.changed[file]
        path = self.root / file
        return path.read_bytes() if path.is_file() else None

    def write(self, file: str, new: bytes | None, said: str) -> None:
        """Filen får nytt innehåll, eller försvinner."""
        if new == self.read(file):
            return
        self.changed[file] = new
        self.said.setdefault(file, []).append(said)

    def note(self, file: str, said: str) -> None:
        """Något att veta om en fil som inte ändras."""
        self.said.setdefault(file, []).append(said)

    def table_file(self, table: str, folder: str = "") -> str:
        """Tabellens fil i förbundets egen mapp, eller i en mapp i den."""
        return "/".join(filter(None, (self.data, folder, f"{table}.yaml")))

    def blocks(self, file: str) -> Blocks | None:
        """Filens rader. Raises: WriteRefused när den inte går att läsa."""
        data = self.read(file)
        return None if data is None else parse(data, file)

    def common_file(self, path: str) -> bytes | None:
        """En fil i det gemensamma, som `data/begrepp.yaml`."""
        found = self.common / path
        return found.read_bytes() if found.is_file() else None

    def files(self, folder: str, ending: str) -> Iterator[str]:
        """Filerna i en mapp och under den, med vägen från roten."""
        here = self.root / folder
        found = {path.relative_to(self.root).as_posix() for path in here.rglob(f"*{ending}") if path.is_file()}
        found |= {file for file in self.changed if file.startswith(f"{folder}/") and file.endswith(ending)}
        yield from sorted(file for file in found if self.read(file) is not None)
