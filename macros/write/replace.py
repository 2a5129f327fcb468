"""Byter ut en fil i ett steg: den som läser ser den gamla eller den nya, också om datorn stannar mitt i."""

import glob
import os
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from macros.write.plain import WriteRefused

LONG = 3600  # sekunder
CHANGED_MEANWHILE = "Filen har ändrats sedan den lästes, så inget är skrivet. Kör kommandot igen."


def replace_file(path: Path, old: bytes | None, new: bytes) -> None:
    """Ersätter filen med `new` om den fortfarande innehåller `old`. None betyder att den inte finns.

    Rättigheterna är kvar, och en länk är kvar: det är filen som länken leder till som byts.
    Raises: WriteRefused, och då är filen som den var.
    """
    target = path.resolve()
    try:
        if (target.read_bytes() if target.exists() else None) != old:
            raise WriteRefused(CHANGED_MEANWHILE)
        _exchange(target, new)
    except OSError as error:
        raise WriteRefused(f"{path.name} går inte att skriva: {error.strerror}. Filen är som den var.") from error


def _exchange(target: Path, new: bytes) -> None:
    prefix = f".{target.name}.ny-"
    _sweep(target.parent, prefix)
    handle, name = tempfile.mkstemp(prefix=prefix, dir=target.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(new)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else _usual_mode())
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # mappen går inte att öppna i Windows
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _sweep(folder: Path, prefix: str) -> None:
    """Tar bort det som ett avbrutet byte har lämnat. Så länge skriver ingen."""
    for left in folder.glob(f"{glob.escape(prefix)}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LONG:
                left.unlink()


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
