"""Skriver det som stegen har kommit fram till, så att den som avbryts kan köra igen.

Varje fil byts i ett steg. Det nya skrivs först, sedan ändras det som fanns, sedan försvinner det som ska bort, och versionen
skrivs sist: tills dess är mappen gammal, och nästa körning gör klart det som är kvar.
"""

from collections.abc import Iterator

from macros.read.version import FILE_NAME
from macros.upgrade.work import Work
from macros.write.replace import replace_file


def write(work: Work) -> None:
    """Raises: WriteRefused när en fil inte går att skriva, eller har ändrats under tiden."""
    for file in in_order(work):
        path, new = work.root / file, work.changed[file]
        if new is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_bytes() if path.is_file() else None
        if old != new:
            replace_file(path, old, new)
    _remove_empty_folders(work)


def in_order(work: Work) -> Iterator[str]:
    """Filerna i den ordning som de ska skrivas."""
    version = f"{work.data}/{FILE_NAME}"
    others = [file for file in sorted(work.changed) if file != version]
    yield from (file for file in others if work.changed[file] is not None and not (work.root / file).exists())
    yield from (file for file in others if work.changed[file] is not None and (work.root / file).exists())
    yield from (file for file in others if work.changed[file] is None)
    yield from (version,) if version in work.changed else ()


def _remove_empty_folders(work: Work) -> None:
    """En mapp med sidor som blev tom försvinner."""
    for file in work.changed:
        folder = (work.root / file).parent
        while folder != work.root and folder.is_dir() and folder.parent != work.root and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
