"""Programmet i ett förbunds mapp byts mot det som kör. Förbundets eget, data och docs, rörs inte."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from macros.nytt.program import program_files
from macros.nytt.texts import with_program
from macros.write.plain import WriteRefused

# Mapparna som bara har programmets filer: det som inte finns i den nya versionen tas bort.
WHOLLY_PROGRAM = ("macros", "overrides", "gemensamt", "tests", "beslut")


class Swap(NamedTuple):
    """Filerna som byts, från mappens rot."""

    source: Path
    target: Path
    new: list[str]
    changed: list[str]
    removed: list[str]

    @property
    def summary(self) -> str:
        return f"{len(self.new)} nya filer, {len(self.changed)} ändrade och {len(self.removed)} borttagna"


def swap_of(folder: Path, source: Path) -> Swap | None:
    """Vad som byts. None när mappen inte har något eget program, eller redan har det här.

    Raises: WriteRefused när mappen har ändringar som inte är sparade i git: annars går det inte att ångra.
    """
    folder, source = folder.resolve(), source.resolve()
    if folder == source or not (folder / "macros" / "settings.py").is_file():
        return None
    theirs = {path.as_posix(): folder / path for path in program_files(folder)}
    ours = {path.as_posix(): source / path for path in program_files(source)}
    new = [name for name in ours if name not in theirs]
    changed = [name for name in ours if name in theirs and ours[name].read_bytes() != theirs[name].read_bytes()]
    removed = [name for name in theirs if name not in ours and name.split("/")[0] in WHOLLY_PROGRAM]
    if not (new or changed or removed):
        return None
    _refuse_unsaved(folder)
    return Swap(source, folder, new, changed, removed)


def _refuse_unsaved(folder: Path) -> None:
    state = _git(folder, "status", "--porcelain")
    if state is None:
        raise WriteRefused(
            f"{folder} är inte sparad i git, så det går inte att ångra när programmet byts. Kör i mappen: git init, "
            "git add --all och git commit -m 'Före uppgraderingen'. Kör sedan igen."
        )
    if state:
        raise WriteRefused(
            f"{folder} har ändringar som inte är sparade i git. Kör git add --all och git commit i mappen, och sedan igen."
        )


def _git(folder: Path, *arguments: str) -> str | None:
    """Vad git svarar. None när mappen inte är ett förråd eller git saknas."""
    if not shutil.which("git") or not (folder / ".git").exists():
        return None
    done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def write(swap: Swap) -> None:
    own, program = swap.target / "README.md", swap.source / "README.md"
    if own.is_file() and program.is_file():
        own.write_text(with_program(own.read_text("utf8"), program.read_text("utf8")), "utf8")
    for name in [*swap.new, *swap.changed]:
        target = swap.target / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(swap.source / name, target)
    _remove(swap.target, swap.removed)


def _remove(folder: Path, names: Sequence[str]) -> None:
    for name in names:
        path = folder / name
        path.unlink(missing_ok=True)
        while path.parent != folder and not any(path.parent.iterdir()):
            path = path.parent
            path.rmdir()
