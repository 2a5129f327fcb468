"""`excel ut` och `excel in`: arbetsböckerna skrivs i mappen där kommandot körs, och läses därifrån."""

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from macros import check
from macros.check.data import Data
from macros.check.utfall_rows import measures
from macros.dictionary.slag import DATUM
from macros.excel import intake
from macros.excel.book import workbook
from macros.excel.outcome_book import outcome_book
from macros.excel.outcome_reading import TABLE as OUTCOMES
from macros.excel.outcome_reading import is_outcome_sheet, outcome_rows, protect
from macros.excel.reading import Filled, grids_of, table_rows, tables_in
from macros.findings import Finding, has_errors, suggestion, visible
from macros.model import register as model
from macros.model.utfall import Period
from macros.read.archive import Unreadable
from macros.settings import SettingError
from macros.write import WriteRefused

WHOLE = "uppgifter.xlsx"
USAGE = (
    "Skriv excel ut [tabell …] för en arbetsbok att fylla i, excel utfall INSATS FRÅN TILL för en insats utfall, eller "
    "excel in FIL [FIL …] för att föra in ifyllda. Med --torr visas bara vad som skulle ändras, och med --ta-bort försvinner "
    "raderna som inte står i boken."
)
OPEN_NUMBERS = {"tal-som-inte-kan-stå-öppet", "måluppfyllelsen-går-inte-att-räkna-ut"}  # det som skyddet gör något åt


def run(arguments: list[str], folder: Path, today: date) -> int:
    """Returns: 0 när det gick, 1 när boken har fel. Raises: SettingError när kommandot är fel skrivet."""
    flags = {one for one in arguments if one.startswith("--")}
    words = [one for one in arguments if not one.startswith("--")]
    commands: dict[str, Callable[[list[str], set[str], Path, date], int]] = {"ut": out, "utfall": out_outcomes, "in": take_in}
    if not words or words[0] not in commands or flags - {"--torr", "--ta-bort"}:
        raise SettingError(USAGE)
    try:
        return commands[words[0]](words[1:], flags, folder, today)
    except (Unreadable, WriteRefused) as error:
        print(visible(str(error)), file=sys.stderr)
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


def out_outcomes(names: list[str], _: set[str], folder: Path, today: date) -> int:
    """En arbetsbok för en insats utfall under en period."""
    data = _readable(folder, today)
    if len(names) != 3 or not all(re.fullmatch(DATUM, day) for day in names[1:]):
        raise SettingError("Skriv excel utfall INSATS FRÅN TILL, som excel utfall ama 2025-01-01 2025-12-31.")
    if has_errors(check.examine(folder, today, pages=()).findings):
        raise Unreadable("Datamappen har fel. Kör kontroll, och rätta dem först.")
    register = model.build(data.dictionary, data.tables)
    insats, mått = register.insats.get(names[0]), register.uppföljning.mått
    if insats is None:
        raise Unreadable(f"Insatsen {names[0]} finns inte.{suggestion(names[0], register.insats)} Skriv insatsens id.")
    if not mått.antal:
        raise Unreadable("Tabellen utfallsmatt har inga mått, så det finns inget att fylla i.")
    period = Period(*map(date.fromisoformat, names[1:]))
    file = Path(f"utfall-{insats.id}-{period.från}-{period.till}.xlsx")
    file.write_bytes(outcome_book(insats, period, mått, register.värd.namn))
    print(f"{file} är skriven. När den är ifylld: python -m macros excel in {file}.", file=sys.stderr)
    return 0


def take_in(names: list[str], flags: set[str], folder: Path, today: date) -> int:
    """Prövar böckerna och för in dem, en i taget. En bok med fel ändrar ingenting."""
    if not names:
        raise SettingError(USAGE)
    return max(_take_in(Path(name), flags, folder, today) for name in names)


def _take_in(file: Path, flags: set[str], folder: Path, today: date) -> int:
    examined = check.examine(folder, today, pages=())
    data, before = _readable(folder, today), {str(one) for one in examined.findings}
    grids = grids_of(file)
    outcomes = next((grid for grid in grids if is_outcome_sheet(grid)), None)
    if outcomes:
        filled = outcome_rows(outcomes, data.dictionary.tables[OUTCOMES], data.rows(OUTCOMES))
    else:
        filled = table_rows(grids, data.dictionary)
    if not filled.rows and not filled.findings:
        raise Unreadable(f"{file.name} har inga uppgifter i något blad som är en tabell. Hämta en bok med excel ut.")

    def found(now: Filled) -> list[Finding]:
        changes = intake.changes(now, data.dictionary.tables, folder)
        new = intake.examined(changes, now, folder, today).findings
        return [one for one in new if str(one) not in before]

    findings = filled.findings or found(filled)
    mått = measures(data)
    if outcomes and mått and not has_errors(findings):
        findings = [one for one in findings if one.rule not in OPEN_NUMBERS]
        protect(filled.rows[OUTCOMES], mått)
        findings += [one for one in found(filled) if one not in findings]
    sys.stdout.writelines(f"{visible(line)}\n" for line in intake.as_lines(findings, file.name, filled.sheets))
    if has_errors(findings):
        print(visible(f"Inget är infört. Rätta i {file.name}, spara och kör igen."), file=sys.stderr)
        return 1
    changes = intake.changes(filled, data.dictionary.tables, folder)
    if outcomes:  # boken är bara en insats och en period: de andra raderna rörs aldrig
        changes = [change._replace(absent=[]) for change in changes]
    return _write(changes, flags, folder)


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
