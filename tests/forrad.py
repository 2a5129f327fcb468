"""Förråd i git att pröva i."""

import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str) -> None:
    """Kör git i mappen, med ett påhittat namn på den som sparar."""
    identity = ["-c", "user.name=Prov", "-c", "user.email=prov@exempel.se", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    """Sparar allt i mappen. Första gången görs förrådet."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Ändring")
