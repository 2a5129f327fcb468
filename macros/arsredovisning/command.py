"""`arsredovisning ÅR [FIL]`: skriver underlaget till årsredovisningen i Word."""

import sys
from datetime import date
from pathlib import Path

from macros import check
from macros.arsredovisning.document import dokument
from macros.downloads import årsredovisning_name
from macros.findings import FEL, as_text
from macros.model import register as model
from macros.model.arsredovisning import årsbok
from macros.settings import SettingError, edit_url

USAGE = "Skriv arsredovisning ÅR, till exempel arsredovisning 2026, och en fil om den ska heta något annat än arsredovisning-ÅR.docx."


def run(arguments: list[str], data_folder: Path, today: date) -> int:
    """Returns: 0 när dokumentet är skrivet, annars 1. Raises: SettingError när året eller filen inte går att använda."""
    if len(arguments) not in (1, 2) or not (arguments[0].isdecimal() and len(arguments[0]) == 4):
        raise SettingError(USAGE)
    år = int(arguments[0])
    if år > today.year:
        raise SettingError(f"Året {år} har inte börjat. {USAGE}")
    fil = Path(arguments[1] if len(arguments) == 2 else f"{årsredovisning_name(år)}.docx")
    if fil.suffix != ".docx" or not fil.parent.is_dir():
        raise SettingError(f"{fil} går inte att skriva. Filen ska sluta på .docx och ligga i en mapp som finns. {USAGE}")
    examined = check.examine(data_folder, today, pages=())
    if errors := [one for one in examined.findings if one.level == FEL]:
        sys.stderr.write(as_text(errors))
        return 1
    register = model.build(examined.data.dictionary, examined.data.tables)
    fil.write_bytes(dokument(årsbok(register, år, today), register, today, edit_url()))
    print(f"Underlaget är skrivet: {fil}", file=sys.stderr)
    return 0
