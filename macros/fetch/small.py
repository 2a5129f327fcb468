"""Små grupper i ett hämtat paket: den som gav ut det har skyddat dem, men det som vi sparar prövas ändå."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from macros.dictionary.words import Dictionary
from macros.grouped import grouped
from macros.model.skydd import öppna_rader
from macros.model.tables import reader
from macros.model.utfall import FÅ, SKYDDAT, UNDER_FEM, Måttlista
from macros.write import Plain

Fields = dict[str, Plain]
TEXTS = ("till_annat", "arbete_med_stöd", "anmärkning", "rättelser")


def protected_counts(rows: Iterable[Fields], measures: Iterable[Mapping[str, Any]], words: Dictionary) -> Iterator[Fields]:
    """Utfallen så som de kan stå i en öppen fil. En insats och period utan något tal som får visas är inte med.

    Då skymmer den inte det som förbundet visar i stället: halvåren, eller delen.

    Args:
        measures: våra mått. De räknas likadant som paketets.
    """
    read = reader(words, {})
    mått = Måttlista(tuple(read.post(words.tables["utfallsmatt"], row, källor=()) for row in measures))
    counted = [row for row in rows if row.get("exempel") != "ja"]
    for group in grouped(counted, lambda row: (str(row.get("insats")), str(row.get("period")))).values():
        yield from _protected(group, mått)


def _protected(group: list[Fields], mått: Måttlista) -> list[Fields]:
    cells = [(row, cell) for row in group for cell in mått.celler if cell in row]
    könen = {str(row.get("kön")) for row in group}
    if len(könen) < len(group) or not all(_is_count(row[cell]) for row, cell in cells):
        return group  # två rader för samma kön, eller ett tal som inte är ett tal: det säger kontrollen
    written = {str(row["kön"]): {cell: _count(row[cell]) for cell in mått.celler if cell in row} for row in group}
    open_ = öppna_rader(written, mått)
    values = [value for tal in open_.values() for value in tal.values()]
    if not any(value is not None for value in values):
        return []
    hides = None in values
    return [_as_open(row, open_[str(row["kön"])], hides) for row in group]


def _is_count(value: Plain) -> bool:
    return isinstance(value, str) and (value in (UNDER_FEM, SKYDDAT) or (value.isascii() and value.isdecimal()))


def _count(value: Plain) -> int | None:
    """Talet, eller None när det är skyddat eller inte är något tal."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() else None


def _as_open(row: Fields, tal: Mapping[str, int | None], hides: bool) -> Fields:
    kept = {name: value for name, value in row.items() if not (hides and name in TEXTS)}
    if isinstance(corrections := kept.get("rättelser"), list):
        kept["rättelser"] = [
            one for one in corrections if isinstance(one, dict) and (_count(one.get("tidigare", "")) or 0) >= FÅ
        ]
    return kept | {cell: SKYDDAT if value is None else str(value) for cell, value in tal.items()}


def without_few_people(rows: Iterable[Fields]) -> Iterator[Fields]:
    """Nyckeltalen, utan dem som räknar färre än fem personer eller lämnar så få kvar."""
    for row in rows:
        count, of = (_count(row.get(name, "")) for name in ("antal", "av"))
        few = count is not None and (count < FÅ or (of is not None and 0 < of - count < FÅ))
        if "enhet" in row or not few:
            yield row
