"""Programmet och det gemensamma, så som de ska stå i ett förbunds mapp: allt utom förbundets eget."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from macros.settings import ROOT

OWN_FOLDERS = ("data", "docs")  # det som förbundet bestämmer själv
# Det som gäller det här förrådet och inte ett annat. README skrivs om.
OWN_FILES = ("README.md", "publiccode.yml", ".git-blame-ignore-revs")
KEPT = ("data/LICENSE.md",)
MADE = {".git", ".venv", ".schema", ".cache", "site", "node_modules", "__pycache__"}  # utan git: det som görs eller hämtas


def program_files(root: Path = ROOT) -> list[PurePosixPath]:
    """Filerna i programmet, från roten: det som git följer. Utan git allt som inte är gjort eller hämtat."""
    return sorted(path for path in _files(root) if belongs(path) and (root / path).is_file())


def belongs(path: PurePosixPath) -> bool:
    """Sant för det som är programmets, falskt för förbundets eget."""
    if path.as_posix() in KEPT:
        return True
    return path.parts[0] not in OWN_FOLDERS and path.as_posix() not in OWN_FILES


def copy(folder: Path, root: Path = ROOT) -> None:
    for path in program_files(root):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / path, target)


def _files(root: Path) -> Iterator[PurePosixPath]:
    if (root / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(["git", "-C", root, "ls-files", "-z"], capture_output=True, check=False)
        if listed.returncode == 0:
            yield from (PurePosixPath(name) for name in listed.stdout.decode().split("\0") if name)
            return
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        if path.is_file() and not MADE.intersection(parts) and not parts[0].startswith("site."):
            yield PurePosixPath(*parts)
