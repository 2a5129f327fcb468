"""Kommandot kommentera: kommentaren skrivs till en fil av det jobb som bygger, och läggs av ett jobb som får skriva."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from macros import check
from macros.forslag.andringar import MARKER, comment, new_findings
from macros.forslag.forge import forge_of
from macros.publish.andrade import pages_in
from macros.settings import SettingError

USAGE = "Skriv kommentera FIL för att lägga kommentaren, eller kommentera FIL --mot MAPP för att skriva den."
PREVIEW = "FORHANDSVISNING_URL"  # adressen till förhandsvisningens rot, där platsen har en
LONGEST = 60_000  # tecken; GitHub tar emot 65 536


def run(arguments: list[str], folder: Path, site: Path, today: date, environment: Mapping[str, str]) -> int:
    """Returns: 0, också när platsen inte svarar: det är inte ändringens fel. Raises: SettingError."""
    match arguments:
        case [file]:
            return _post(Path(file), environment)
        case [file, "--mot", before]:
            text = compared(folder, site, Path(before), today, environment.get(PREVIEW, ""))
            Path(file).write_text(json.dumps(text) + "\n", "utf8")  # på en rad: så går den att skicka mellan jobb
            return 0
    raise SettingError(USAGE)


def compared(folder: Path, site: Path, before: Path, today: date, preview: str) -> str:
    """Kommentaren om den byggda webbplatsen och dess data.

    Args:
        before: mappen med läget före ändringen: data/, gemensamt/ och den webbplats som är byggd av dem i site/.
    """
    earlier = pages_in(before / "site")
    new = new_findings(check.examine(folder, today).findings, check.examine(before / "data", today).findings, before)
    return comment(pages_in(site), earlier or None, new, preview)


def _post(file: Path, environment: Mapping[str, str]) -> int:
    """Lägger kommentaren i filen, eller ersätter den som redan ligger där."""
    forge = forge_of(environment)
    text = json.loads(file.read_text("utf8")) if file.is_file() and file.stat().st_size > 1 else ""
    if not isinstance(text, str) or not text.startswith(MARKER) or len(text) > LONGEST:
        print("Det finns ingen kommentar att lägga. Bygget säger varför.")
        return 0
    try:
        forge.comment(text, MARKER)
        print("Kommentaren ligger i ändringsförslaget.")
    except OSError as error:
        print(f"Kommentaren gick inte att lägga, för platsen svarade: {error}.")
    return 0
