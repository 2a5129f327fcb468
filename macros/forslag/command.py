"""Kommandot föreslå: rättelserna som kontrollen har räknat ut blir förslag på raderna i ändringsförslaget."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from macros import check
from macros.forslag.diff import Place, holds
from macros.forslag.forge import Forge, forge_of
from macros.forslag.suggestion import Suggestion, suggestions
from macros.settings import SettingError

USAGE = "Skriv bara föreslå. Allt som behövs står i miljön där kontrollen körs."
MOST = 50  # förslag på en gång; fler än så läser ingen, och de övriga kommer nästa gång


def run(arguments: list[str], folder: Path, today: date, environment: Mapping[str, str]) -> int:
    """Lägger förslagen. Returns: 0, också när platsen inte svarar: fynden syns ändå. Raises: SettingError."""
    if arguments:
        raise SettingError(USAGE)
    forge, examined = forge_of(environment), check.examine(folder, today)
    try:
        print(propose(forge, suggestions(examined.findings, examined.data.dictionary)))
    except OSError as error:
        print(f"Rättelserna blev inte förslag på raderna, för platsen svarade: {error}. Fynden syns på raderna ändå.")
    return 0


def propose(forge: Forge, found: list[Suggestion]) -> str:
    """Lägger de förslag som inte redan finns, på rader som ändringen visar. Returns: vad som gjordes. Raises: OSError."""
    if not found:
        return "Ingen rättelse att föreslå."
    lines, said = forge.touched(), "\n".join(forge.said())
    new = [one for one in found if one.marker not in said]
    placed: list[tuple[Suggestion, Place]] = [
        (one, lines[one.file][one.last]) for one in new if holds(lines.get(one.file, {}), one.first, one.last)
    ]
    if placed[:MOST]:
        forge.post(placed[:MOST])
    return (
        f"{len(found)} rättelser: {len(placed[:MOST])} nya förslag på raderna, {len(found) - len(new)} fanns redan, "
        f"{len(new) - len(placed[:MOST])} gäller rader som ändringen inte rör. Dem rättar make ratta."
    )
