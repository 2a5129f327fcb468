"""Formens version: ett heltal i filen VERSION i datamappen. Programmet säger vilken det läser."""

import re
from pathlib import Path

from macros.findings import FEL, Finding, Mark, shown
from macros.read.rows import read_file

CURRENT = 6
FIRST = 1  # allt i en mapp, med förbund och roll i raderna
LAYERS = 2  # den första som hade filen VERSION
FILE_NAME = "VERSION"


def version_of(data: Path) -> int | None:
    """Mappens version. None när filen VERSION säger något annat än ett heltal.

    Den första formen hade ingen fil. Den känns igen på att värdens rad säger sin roll.
    """
    path = data / FILE_NAME
    if path.is_file():
        written = path.read_text("utf8", errors="replace").strip()
        return int(written) if re.fullmatch("[1-9][0-9]{0,3}", written) else None
    rows = read_file(data / "forbund.yaml", "").rows
    is_first = (data / "datapackage.yaml").is_file() and any(row.get("roll") == "värd" for row in rows)
    return FIRST if is_first else LAYERS


def write_version(data: Path, version: int) -> None:
    (data / FILE_NAME).write_text(f"{version}\n", "utf8")


def version_finding(data: Path, file: str) -> Finding | None:
    """Fyndet när programmet inte läser mappens form. Utan VERSION gäller den nya, om inget säger emot.

    Args:
        file: filens namn i fyndet.
    """
    version = version_of(data)
    if version == CURRENT or (version == LAYERS and not (data / FILE_NAME).exists()):
        return None
    if version is None:
        text = (
            "Filen ska bara innehålla mappens version, ett heltal. Hämta tillbaka den ur git, "
            f"eller skriv {CURRENT} om uppgifterna redan har den senaste formen."
        )
    elif version < CURRENT:
        text = (
            f"Uppgifterna har den form som programmet läste förr (version {version}, och nu {CURRENT}). "
            "Kör python -m macros uppgradera. Inget du har skrivit försvinner."
        )
    else:
        text = (
            f"Uppgifterna har version {version}, och programmet läser bara till och med {CURRENT}. "
            "Hämta den nya versionen av programmet."
        )
    return Finding(Mark(shown(file, 200), 1, 1), FEL, text, "version")
