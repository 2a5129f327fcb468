"""`excel ut` och `excel in`: arbetsböckerna skrivs i mappen där kommandot körs, och läses därifrån."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from macros import check
from macros.check.data import Data
from macros.excel import intake
from macros.excel.book import workbook
from macros.excel.reading import read_file, tables_in
from macros.findings import has_errors
from macros.read.archive import Unreadable
from macros.settings import SettingError
from macros.write import WriteRefused

WHOLE = "uppgifter.xlsx"
USAGE = (
    "Skriv excel ut [tabell …] för en arbetsbok att fylla i, eller excel in FIL för att föra in en ifylld. "
    "Med --torr visas bara vad som skulle ändras, och med --ta-bort försvinner raderna som inte står i boken."
)


def run(arguments: list[str], folder: Path, today: date) -> int:
    """Returns: 0 när det gick, 1 när boken har fel. Raises: SettingError när kommandot är fel skrivet."""
    flags = {one for one in arguments if one.startswith("--")}
    words = [one for one in arguments if not one.startswith("--")]
    commands: dict[str, Callable[[list[str], set[str], Path, date], int]] = {"ut": out, "in": take_in}
    if not words or words[0] not in commands or flags - {"--torr", "--ta-bort"}:
        raise SettingError(USAGE)
    try:
        return commands[words[0]](words[1:], flags, folder, today)
    except (Unreadable, WriteRefused) as error:
        print(error, file=sys.stderr)
        return 1


def out(names: list[str], _: set[str], folder: Path, today: date) -> int:
    """En arbetsbok med de egna raderna i tabellerna som är valda, eller i alla."""
    data = _readable(folder, today)
    tables = tables_in(data.dictionary, names)
    own = {table.name: [row for row in data.rows(table.name) if data.layer(row).name == "eget"] for table in tables}
    file = Path(f"{names[0]}.xlsx" if len(names) == 1 else WHOLE)
    file.write_bytes(workbook(data.dictionary, tables, own, data.tables, today))
    print(f"{file} är skriven. Fyll i den, spara, och kör python -m macros excel in {file}.", file=sys.stderr)
    return 0


def take_in(names: list[str], flags: set[str], folder: Path, today: date) -> int:
    """Prövar boken och för in den. Har den fel ändras ingenting."""
    if len(names) != 1:
        raise SettingError(USAGE)
    file = Path(names[0])
    data = _readable(folder, today)
    filled = read_file(file, data.dictionary)
    if not filled.rows and not filled.findings:
        raise Unreadable(f"{file.name} har inga uppgifter i något blad som är en tabell. Hämta en bok med excel ut.")
    found = intake.changes(filled, data.dictionary.tables, folder)
    before = {str(one) for one in check.examine(folder, today, pages=()).findings}
    findings = filled.findings or [
        one for one in intake.examined(found, filled, folder, today).findings if str(one) not in before
    ]
    for line in intake.as_lines(findings, file.name, filled.sheets):
        print(line)
    if has_errors(findings):
        print(f"Inget är infört. Rätta i {file.name}, spara och kör igen.", file=sys.stderr)
        return 1
    return _write(found, flags, folder)


def _write(found: list[intake.Change], flags: set[str], folder: Path) -> int:
    drafts = intake.drafts(found, folder, "--ta-bort" in flags)
    if "--torr" in flags:
        sys.stdout.writelines(draft.diff() for _, draft in drafts)
        return 0
    for path, draft in drafts:
        draft.save(path)
    told = [_told(change, "--ta-bort" in flags) for change in found if change.new or change.changed or change.absent]
    print("\n".join(told) or "Boken ändrar inget.", file=sys.stderr)
    return 0


def _told(change: intake.Change, removed: bool) -> str:
    absent = len(change.absent)
    rest = f" {absent} rader som inte står i boken är {'borttagna' if removed else 'kvar'}." if absent else ""
    return f"{change.table.file_name}: {len(change.new)} nya och {len(change.changed)} ändrade rader.{rest}"


def _readable(folder: Path, today: date) -> Data:
    """Datamappen som den är. Raises: Unreadable när den inte går att läsa."""
    examined = check.examine(folder, today, pages=())
    if examined.read is None:
        raise Unreadable("Datamappen går inte att läsa. Kör kontroll, och rätta det som står där.")
    return examined.read
