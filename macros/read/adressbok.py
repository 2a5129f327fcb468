"""Adressboken: alla adresser som har publicerats, en på varje rad i filen `adresser.txt` i datamappen.

Den är text och inte YAML, för den har en rad per sida och ställe och läses vid varje kontroll. En rad om en ny sida krockar
inte med en annan i git.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

FILE = "adresser.txt"
HEAD = (
    "# Adresserna som har publicerats. Kommandot publicera lägger till nya, och ingen tas bort: den som har länkat hit ska\n"
    "# komma rätt. En adress som inte ska finnas kvar får en rad i flyttade.yaml.\n"
)


def read_book(folder: Path) -> dict[str, int]:
    """Adresserna i datamappens bok, med sin rad räknad från 1. Tom när det inte finns någon bok."""
    path = folder / FILE
    text = path.read_text("utf8", "replace") if path.is_file() else ""
    return addresses_in(text)


def addresses_in(text: str) -> dict[str, int]:
    """Adresserna i bokens text, med sin rad räknad från 1."""
    lines = ((line.strip(), number) for number, line in enumerate(text.split("\n"), 1))
    return {line: number for line, number in lines if line.startswith("/")}


def write_book(folder: Path, addresses: set[str]) -> None:
    """Skriver boken, i bokstavsordning."""
    (folder / FILE).write_text(HEAD + "".join(f"{one}\n" for one in sorted(addresses)), "utf8")


def pages_in(addresses: Iterable[str]) -> Iterator[str]:
    """Bokens sidor, utan snedstreck först och utan ställena på dem."""
    return (one[1:] for one in addresses if "#" not in one)
