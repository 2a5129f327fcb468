"""Sveriges kommuner och regioner, som kan vara medlemmar i ett förbund.

Koderna är SCB:s koder för län och kommuner: två siffror för en region (länets kod), fyra för en kommun. De två första
siffrorna i en kommuns kod är länets.
"""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from macros.dictionary.slag import slug
from macros.findings import suggestion

FILE = Path(__file__).with_name("kommuner.csv")
SHOWN = 8  # så många förslag visas på en gång


class Ort(NamedTuple):
    """En kommun eller en region. `kort` är namnet på listan, `namn` det som kommunen eller regionen kallar sig."""

    kod: str
    kort: str
    namn: str

    @property
    def huvudman(self) -> str:
        return "region" if len(self.kod) == 2 else "kommun"

    @property
    def länskod(self) -> str:
        return self.kod[:2]


class NotOne(ValueError):
    """Det skrivna är ingen ort, eller flera. Texten säger vad som ska skrivas i stället."""


@cache
def all_places() -> tuple[Ort, ...]:
    """Regionerna och kommunerna, i kodernas ordning."""
    with FILE.open(encoding="utf8", newline="") as file:
        return tuple(Ort(**row) for row in csv.DictReader(file))


def places(huvudman: str) -> list[Ort]:
    return [ort for ort in all_places() if ort.huvudman == huvudman]


def matching(written: str, among: Iterable[Ort]) -> list[Ort]:
    """Orterna som börjar som det skrivna. En som heter precis så är ensam kvar."""
    among, text = list(among), " ".join(written.split())
    same = [ort for ort in among if text.casefold() in (ort.kort.casefold(), ort.namn.casefold(), ort.kod)]
    if same:
        return same
    start = slug(text)
    return [ort for ort in among if start and any(slug(name).startswith(start) for name in (ort.kort, ort.namn))]


def one(written: str, huvudman: str) -> Ort:
    """Orten. Raises: NotOne."""
    among = places(huvudman)
    found = matching(written, among)
    if len(found) == 1:
        return found[0]
    if not found:
        names = [ort.kort for ort in among]
        hint = suggestion(written, names) or f" Skriv början på namnet, till exempel {names[0][:4]}."
        raise NotOne(f"Ingen {huvudman} heter {written}.{hint}")
    more = f" och {len(found) - SHOWN} till" if len(found) > SHOWN else ""
    raise NotOne(f"Flera börjar så: {', '.join(ort.kort for ort in found[:SHOWN])}{more}. Skriv mer av namnet.")


def regions_of(kommuner: Iterable[Ort]) -> list[Ort]:
    """Regionerna som kommunerna ligger i."""
    codes = {ort.länskod for ort in kommuner}
    return [ort for ort in places("region") if ort.kod in codes]
