"""Byter en mapp mot en annan i ett enda namnbyte."""

import ctypes
import os
import shutil
import sys
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # linux/fs.h: de två namnen byter plats, i ett steg
RENAME_SWAP = 2  # macOS renamex_np


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
