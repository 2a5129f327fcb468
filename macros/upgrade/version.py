"""Formens version: ett heltal i filen VERSION i datamappen. Programmet säger vilken det läser."""

from pathlib import Path

CURRENT = 2
FIRST = 1  # allt i en mapp, med förbund och roll i raderna. Den hade ingen fil VERSION.
FILE_NAME = "VERSION"


def write_version(data: Path, version: int) -> None:
    (data / FILE_NAME).write_text(f"{version}\n", "utf8")
