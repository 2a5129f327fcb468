"""Tabellfiler som är borttagna, sett i git: raderna i dem försvinner från webbplatsen utan att något annat säger det.

En tabell som bara har gemensamma rader behöver ingen egen fil, så kontrollen av mappen kan inte veta att en har funnits.
"""

import subprocess
from pathlib import Path

from macros.check import display_name
from macros.dictionary.words import Dictionary
from macros.findings import VARNING, Finding, Mark, shown
from macros.read import read_rows

RULE = "borttagen-tabell"
MAIN = ("origin/main", "origin/master", "main", "master")
MOST_NAMED = 5


def deleted_tables(folder: Path, words: Dictionary, since: str = "") -> list[Finding]:
    """En varning för varje tabellfil i mappen som fanns förut och är borta. Inget när mappen inte är hämtad med git.

    Args:
        since: revisionen att jämföra med. Tom text är där arbetet skiljde sig från huvudgrenen.
    """
    base = since or main_revision(folder) or "HEAD"
    gone = git(folder, "diff", "--relative", "--name-only", "--diff-filter=D", "-z", base, "--", "*.yaml")
    found = []
    for name in filter(None, gone.split("\0")):
        if (table := Path(name).stem) not in words.tables or (folder / name).exists():
            continue
        rows = read_rows(git(folder, "show", f"{base}:./{name}").encode(), name).rows
        if not rows:
            continue
        ids = [str(row.get(words.tables[table].primary_key, "")) for row in rows[:MOST_NAMED]]
        named = ", ".join(filter(None, ids)) + (" med flera" if len(rows) > MOST_NAMED else "")
        file = display_name(folder, name)
        text = (
            f"Filen är borttagen, och med den {len(rows)} {'rad' if len(rows) == 1 else 'rader'} på webbplatsen: {shown(named)}. "
            f"Hämta tillbaka den med git checkout {base[:10]} -- {file}, eller låt förslaget gå vidare om raderna ska bort."
        )
        found.append(Finding(Mark(file, 1, 1), VARNING, text, RULE))
    return found


def main_revision(folder: Path) -> str:
    """Revisionen där arbetet skiljde sig från huvudgrenen. Tom text när git inte vet."""
    return next(filter(None, (git(folder, "merge-base", "HEAD", branch).strip() for branch in MAIN)), "")


def git(folder: Path, *arguments: str) -> str:
    """Det som git svarar. Tom text när git inte finns eller säger nej."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments], cwd=folder, capture_output=True, check=False, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
