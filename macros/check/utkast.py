"""Utkasten: ansökningar som inte är beslutade. De kontrolleras som alla rader, men följer aldrig med till det som publiceras.

Det avgörs här, en gång. Allt som visas, räknas, söks eller laddas ner byggs av raderna som `published` lämnar.
"""

from collections.abc import Iterator
from dataclasses import replace

from macros.check.data import Data
from macros.dictionary.words import Table
from macros.findings import FEL, RÅD, Finding, shown
from macros.read import Record

TABLE, FIELD = "insatser", "utkast"
Key = tuple[str, str]  # tabellen och radens nyckel


def is_draft(table: str, row: Record) -> bool:
    return table == TABLE and (FIELD in row or FIELD in row.blank)  # hellre ett utkast för mycket än en ansökan på webbplatsen


def kept_back(data: Data) -> dict[int, Key]:
    """Raderna som inte publiceras, efter deras identitet: utkasten, raderna som hör till dem, och de som hör till sådana rader.

    En rad hör till en annan när ett av dess egna fält är den radens nyckel. Värdet är tabellen, och nyckeln till raden.
    """
    found = {id(row): (TABLE, _key(data, TABLE, row)) for row in data.rows(TABLE) if is_draft(TABLE, row)}
    before = -1
    while found and len(found) != before:
        before, gone = len(found), set(found.values())
        for name, table in data.dictionary.tables.items():
            for row in data.rows(name):
                if id(row) not in found and any(target in gone for target in _owners(table, row)):
                    found[id(row)] = (name, _key(data, name, row))
    return found


def _key(data: Data, table: str, row: Record) -> str:
    return str(row.get(data.dictionary.tables[table].primary_key, ""))


def _owners(table: Table, row: Record) -> Iterator[Key]:
    return ((field.referens, str(row[field.name])) for field in table.fields if field.referens and field.name in row)


def published(data: Data) -> Data:
    """Det lästa utan utkasten och det som hör till dem. Utan utkast är det samma som lästes."""
    hidden = kept_back(data)
    if not hidden:
        return data
    return replace(data, tables={name: [row for row in rows if id(row) not in hidden] for name, rows in data.tables.items()})


def utkastet_publiceras_inte(data: Data) -> Iterator[Finding]:
    """En ansökan som inte är beslutad finns inte på webbplatsen. Den som läser kontrollen ska veta det."""
    for row in data.rows(TABLE):
        if FIELD in row and data.is_good(row[FIELD]):
            yield Finding(
                row.value_mark(FIELD),
                RÅD,
                f"{data.label(TABLE, row).capitalize()} är en ansökan som inte är beslutad. Den, och det som hör till den, publiceras "
                "inte. Ta bort raden utkast när förbundet har beviljat pengarna. Blir det avslag: ta bort insatsen.",
            )


def publicerad_rad_nämner_utkast(data: Data) -> Iterator[Finding]:
    """En rad som publiceras pekar aldrig på ett utkast, för då hade dess namn eller id kommit med."""
    hidden = kept_back(data)
    drafts = {key for table, key in hidden.values() if table == TABLE}
    for place, text in data.texts_in(lambda field: field.referens == TABLE) if drafts else ():
        if text in drafts and id(place.row) not in hidden:
            yield Finding(
                text.mark,
                FEL,
                f"{place.path} är {shown(text)}, som är en ansökan utan beslut ({place.label}). Den publiceras inte. Ta bort "
                f"{place.path}, eller ta bort utkast i insatsen när förbundet har beslutat.",
            )


UTKAST_RULES = (utkastet_publiceras_inte, publicerad_rad_nämner_utkast)
