"""Stegen från en version till nästa, i ordning. Ett steg får köras en gång till utan att något mer händer."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from macros.dictionary.load import DEFAULT, load
from macros.nytt.tables import empty, with_common_rows
from macros.read.version import CURRENT, FILE_NAME, FIRST, version_of
from macros.settings import ROOT
from macros.upgrade.conditions import any_förbund, promised
from macros.upgrade.to_layers import to_layers
from macros.upgrade.to_lists import built_in, to_lists
from macros.upgrade.to_periods import to_periods
from macros.upgrade.to_targets import to_targets
from macros.upgrade.to_weeks import to_weeks
from macros.upgrade.work import Work
from macros.write.plain import WriteRefused

# Versionen som steget gäller, och steget till nästa.
STEPS: dict[int, Callable[[Work], None]] = {1: to_layers, 2: to_lists, 3: to_periods, 4: to_targets, 5: to_weeks}


def upgraded(data: Path, today: date, common: Path = ROOT / "gemensamt") -> Work:
    """Datamappen i den form som programmet läser, i minnet. Raises: WriteRefused."""
    version = version_of(data)
    if version is None or version > CURRENT:
        raise WriteRefused(
            f"Mappens version går inte att uppgradera. Kör python -m macros kontroll, som säger varför ({data})."
        )
    work = Work(data.parent, data.name, common, load(DEFAULT.parent))
    for number in range(version, CURRENT):
        STEPS[number](work)
    if version == FIRST:
        built_in(work)
    _missing_tables(work)
    if version == FIRST:  # sidor som skrevs innan det fanns villkor
        any_förbund(work)
        promised(work, today)
    work.write(f"{work.data}/{FILE_NAME}", f"{CURRENT}\n".encode(), f"version {CURRENT}")
    return work


def _missing_tables(work: Work) -> None:
    """En ny tabell får en fil utan rader, med ett exempel."""
    with_common = with_common_rows(work.words, work.common / "data")
    for name, table in work.words.tables.items():
        file = work.table_file(name)
        if work.read(file) is None and name not in with_common:
            work.write(file, empty(table, work.words, with_common).encode(), f"ny tabell: {table.title}")
