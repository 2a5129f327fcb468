"""Mappen som bygget görs i, och bytet: den gamla webbplatsen mot den nya i ett enda namnbyte."""

import ctypes
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # linux/fs.h: de två namnen byter plats, i ett steg
RENAME_SWAP = 2  # macOS renamex_np

LONG = 24 * 3600  # sekunder: så länge bygger ingen


@contextmanager
def fresh_folder(out: Path) -> Iterator[Path]:
    """En tom mapp bredvid `out` att bygga i. Det som är kvar där efteråt tas bort. Raises: OSError.

    Mappen är låst så länge processen lever. Därför syns det vilka mappar som ett dött bygge har lämnat.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    sweep(out)
    fresh = Path(tempfile.mkdtemp(prefix=f"{out.name}.ny-", dir=out.parent))
    lock = os.open(fresh, os.O_RDONLY) if fcntl else None
    if lock is not None:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    before = os.umask(0)
    os.umask(before & ~0o055)  # en webbserver, som är någon annan, ska få läsa det som byggs
    try:
        fresh.chmod(0o777 & ~(before & ~0o055))
        yield fresh
    finally:
        os.umask(before)
        shutil.rmtree(fresh, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def sweep(out: Path) -> None:
    """Tar bort det som döda byggen av `out` har lämnat. Dog bygget mitt i bytet läggs den gamla webbplatsen tillbaka."""
    ours = re.compile(re.escape(out.name) + r"\.ny-\w{8}(\.gammal)?")
    for folder in sorted(out.parent.iterdir()):
        if (match := ours.fullmatch(folder.name)) and folder.is_dir() and is_abandoned(folder):
            if match[1] and not out.exists():
                folder.rename(out)
            else:
                shutil.rmtree(folder, ignore_errors=True)


def is_abandoned(folder: Path) -> bool:
    """Sant när inget bygge som lever håller i mappen."""
    if not fcntl:
        return time.time() - folder.stat().st_mtime > LONG
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True


def is_mount_point(folder: Path) -> bool:
    """Sant för en egen disk eller volym. En sådan går inte att byta namn på."""
    table = Path("/proc/self/mountinfo")  # Linux: här syns också en mapp som är monterad från samma disk
    return os.path.ismount(folder) or (
        table.is_file() and str(folder) in {line.split()[4] for line in table.read_text("utf8", "replace").splitlines()}
    )


def replace(fresh: Path, out: Path) -> None:
    """Gör `fresh` till `out`. Det som låg i `out` tas bort efteråt.

    Linux och macOS byter plats på namnen i ett steg: den som läser ser den gamla eller den nya, aldrig något
    däremellan. Andra system döper om den gamla först och tillbaka igen om det inte går.
    """
    if not out.exists():
        fresh.rename(out)
    elif exchange(fresh, out):
        shutil.rmtree(fresh)
    else:
        _replace_in_two_steps(fresh, out)


def exchange(first: Path, second: Path) -> bool:
    """Byter plats på två mappar i ett steg. Returns: False när systemet inte kan."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return libc.renamex_np(os.fsencode(first), os.fsencode(second), RENAME_SWAP) == 0
        return libc.renameat2(AT_FDCWD, os.fsencode(first), AT_FDCWD, os.fsencode(second), RENAME_EXCHANGE) == 0
    except (OSError, AttributeError, TypeError):
        return False


def _replace_in_two_steps(fresh: Path, out: Path) -> None:
    aside = out.with_name(f"{fresh.name}.gammal")
    out.rename(aside)
    try:
        fresh.rename(out)
    except OSError:
        aside.rename(out)
        raise
    shutil.rmtree(aside)
