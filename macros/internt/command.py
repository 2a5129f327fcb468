"""`internt MAPP`: läser oskyddade utfall ur mappen och skriver rapporten dit. Mappen ligger utanför projektet och webbplatsen."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from macros import check
from macros.check import Instead
from macros.check.utfall_rows import measures
from macros.excel.outcome_reading import TABLE, is_outcome_sheet, outcome_rows
from macros.excel.reading import grids_of
from macros.findings import FEL, as_text, visible
from macros.internt.report import report
from macros.model import register as model
from macros.read import Reading, Record, read_file
from macros.read.archive import Unreadable
from macros.settings import ROOT, SettingError, out_folder
from macros.views.html import Context

FILE = "rapport.html"
USAGE = (
    "Skriv internt MAPP. I mappen ligger ifyllda arbetsböcker (excel utfall) eller en utfall.yaml med oskyddade tal, och dit "
    "skrivs rapporten. Mappen ska ligga utanför projektet, så att inget i den kan publiceras."
)


def run(arguments: list[str], data_folder: Path, today: date) -> int:
    """Returns: 0 när rapporten är skriven, annars 1. Raises: SettingError när mappen inte går att använda."""
    if len(arguments) != 1:
        raise SettingError(USAGE)
    folder = Path(arguments[0])
    refuse_public(folder, data_folder)
    try:
        reading, places = outcomes(folder, data_folder, today)
    except Unreadable as error:
        print(visible(str(error)), file=sys.stderr)
        return 1
    examined = check.examine(data_folder, today, pages=(), instead=Instead({TABLE: reading}, places))
    errors = [one for one in (*reading.findings, *examined.findings) if one.level == FEL]
    if errors or not reading.rows:
        sys.stderr.write(as_text(errors) or visible(f"I {folder} finns inga utfall. {USAGE}\n"))
        return 1
    register = model.build(examined.data.dictionary, examined.data.tables)
    (folder / FILE).write_bytes(report(Context(register, examined.data.dictionary, today)))
    print(visible(f"Rapporten är skriven: {folder / FILE}. Den får inte publiceras."), file=sys.stderr)
    return 0


def refuse_public(folder: Path, data_folder: Path) -> None:
    """Raises: SettingError för en mapp som saknas, eller som ligger där något kan publiceras eller sparas i git."""
    if not folder.is_dir():
        raise SettingError(f"Mappen {folder} finns inte. {USAGE}")
    place = folder.resolve()
    for public in (ROOT, data_folder.resolve().parent, out_folder().resolve()):
        if place == public or public in place.parents or place in public.parents:
            raise SettingError(f"Mappen {folder} ligger i eller runt {public}, som publiceras. {USAGE}")


def outcomes(folder: Path, data_folder: Path, today: date) -> tuple[Reading, dict[str, str]]:
    """Raderna ur mappens böcker och ur dess utfall.yaml, och namnen som fynden visar. Raises: Unreadable."""
    data = check.examine(data_folder, today, pages=()).data
    if measures(data) is None:
        raise Unreadable("Tabellen utfallsmatt saknar mått, så det finns inget att räkna med.")
    saved = folder / data.dictionary.tables[TABLE].file_name
    found = read_file(saved, saved.as_posix()) if saved.exists() else Reading([], [], True)
    rows, findings, places = list(found.rows), list(found.findings), {saved.as_posix(): TABLE}
    for path in sorted(folder.glob("*.xlsx")):
        for grid in (grid for grid in grids_of(path) if is_outcome_sheet(grid)):
            filled = outcome_rows(grid._replace(name=path.name), data.dictionary.tables[TABLE], ())
            rows += filled.rows.get(TABLE, [])
            findings += filled.findings
            places |= filled.sheets
    return Reading(list(_latest(rows)), findings, found.complete), places


def _latest(rows: list[Record]) -> Iterator[Record]:
    """Av två rader för samma insats, period och kön gäller den senast lästa: boken före filen."""
    keyed = {(str(row.get("insats")), str(row.get("period")), str(row.get("kön"))): row for row in rows}
    yield from keyed.values()
