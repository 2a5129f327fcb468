"""Filer från Word och Excel, öppnade med försiktighet: de kommer utifrån och kan vara trasiga, låsta eller gjorda för att skada."""

import io
import zipfile
from pathlib import Path

MAX_PACKED, MAX_UNPACKED, MAX_PARTS = 20_000_000, 200_000_000, 5_000  # bytes, bytes och delar i arkivet
LOCKED_OR_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # det äldre formatet, och filer med lösenord
ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
KINDS = {"word/document.xml": "Word", "xl/workbook.xml": "Excel"}
SAVE_AS = {"Word": "Word-dokument (.docx)", "Excel": "Excel-arbetsbok (.xlsx)"}


class Unreadable(Exception):
    """Filen går inte att läsa. Texten säger varför, och vad man gör åt det."""


def opened(path: Path, kind: str) -> io.BytesIO:
    """Filens innehåll, när den är ett helt och ofarligt dokument av rätt slag.

    Args:
        kind: `Word` eller `Excel`.
    Raises:
        Unreadable: när filen saknas, är låst, för stor, trasig eller har makron.
    """
    try:
        if path.stat().st_size > MAX_PACKED:
            raise Unreadable(f"{path.name} är större än {MAX_PACKED // 1_000_000} MB. Ta bort bilder, och spara den igen.")
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path.name} går inte att öppna. Kontrollera namnet, och stäng filen i andra program.") from error
    save_as = f"Öppna den i {kind} och spara den som {SAVE_AS[kind]}"
    if content.startswith(LOCKED_OR_OLD):
        raise Unreadable(f"{path.name} har lösenord eller ett äldre format. {save_as}, utan lösenord.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive, path.name)
            _refuse_wrong_kind(archive, path.name, kind)
            _refuse_macros(archive, path.name, save_as)
            _refuse_entities(archive, path.name, save_as)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Unreadable(f"{path.name} är trasig eller inget dokument från {kind}. {save_as}.") from error
    return io.BytesIO(content)


def _refuse_bombs(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unreadable(f"{name} blir orimligt stor när den packas upp. Kontrollera var den kommer ifrån.")


def _refuse_wrong_kind(archive: zipfile.ZipFile, name: str, kind: str) -> None:
    names = set(archive.namelist())
    found = next((kind for part, kind in KINDS.items() if part in names), "")
    if found != kind:
        said = f"är en fil från {found}" if found else f"är inget dokument från {kind}"
        raise Unreadable(f"{name} {said}. Välj en fil från {kind}.")


def _refuse_macros(archive: zipfile.ZipFile, name: str, save_as: str) -> None:
    if any(part.lower().endswith("vbaproject.bin") for part in archive.namelist()):
        raise Unreadable(f"{name} innehåller makron, och de läses inte. {save_as}.")


def _refuse_entities(archive: zipfile.ZipFile, name: str, save_as: str) -> None:
    """XML med egna entiteter kan hämta andra filer eller växa utan gräns. Word och Excel skriver aldrig sådan."""
    for part in archive.infolist():
        if not part.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(part) as opened_part:
            packed = opened_part.read(4096).replace(b"\0", b"").upper()
        if any(mark in packed for mark in ENTITIES):
            raise Unreadable(f"{name} innehåller kod som inte hör hemma i ett dokument. {save_as}.")
