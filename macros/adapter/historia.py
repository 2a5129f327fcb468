"""Historien för ett bygge: det som git vet om datamappen, jämfört med dagens rader."""

from pathlib import Path

from macros.check.data import Data
from macros.check.roja_rules import få_i_text
from macros.check.texts import PERSONNUMMER
from macros.check.utkast import is_draft
from macros.model.historia import UTANFÖR, Historia, Läsare, Steg
from macros.model.register import Register
from macros.read.versions import Step, read_versions


def historia(folder: Path, data: Data, register: Register) -> Historia:
    """Vad som har ändrats i mappen till och med bygget. Tomt när git inte vet något."""
    found = read_versions(folder, data.dictionary.tables.keys() - UTANFÖR)
    ändringar = Läsare(register, data.dictionary, _egna(data), is_draft).ändringar(
        found.first, map(_steg, found.steps), data.today
    )
    return Historia(ändringar, found.since, found.is_cut, found.unreadable)


def _egna(data: Data) -> dict[str, set[str]]:
    """Id:n för raderna i mappens egna filer, efter tabell."""
    keys = {name: table.primary_key for name, table in data.dictionary.tables.items()}
    return {
        name: {str(row.get(key)) for row in data.rows(name) if data.layer(row).name == "eget"} for name, key in keys.items()
    }


def _steg(step: Step) -> Steg:
    """Versionen utan ett skäl som säger för mycket om någon."""
    röjer = PERSONNUMMER.search(step.reason) or få_i_text(step.reason)
    return Steg(step.day, "" if röjer else step.reason, step.changed, step.is_new_form)
