"""En tabell som CSV enligt RFC 4180, i UTF-8. Alla CSV-filer skrivs här, så att de läses likadant."""

import csv
import io
from collections.abc import Iterable, Sequence

from macros.dictionary.formula import harmless

BOOLEANS = {True: "true", False: "false"}


def csv_of(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Rubrikraden och raderna. Tal och ja eller nej står som i JSON, None är en tom cell, och ingen text kan läsas som en formel."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_text(value) for value in row] for row in rows)
    return out.getvalue().encode()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return BOOLEANS[value]
    return harmless(value) if isinstance(value, str) else str(value)
