"""En ifylld arbetsbok in i datamappen: raderna prövas som om de redan stod där, och skrivs först när inget fel är kvar."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from macros.check import Examined, Instead, display_name, examine
from macros.dictionary.words import Table
from macros.excel.reading import Filled, place_of
from macros.findings import FEL, Finding
from macros.read import Items, Reading, Record, Text, placed, read_file
from macros.write import Draft, replace_file


class Change(NamedTuple):
    """Det som boken ändrar i en tabell: alla rader som de blir, de nya och de ändrade som de ska skrivas, och id för dem som
    inte står i boken.
    """

    table: Table
    rows: list[Record]
    new: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    absent: list[str]


def changes(filled: Filled, tables: Mapping[str, Table], folder: Path) -> list[Change]:
    """Bokens rader lagda på de egna: ett fält ändras bara när boken har dess kolumn."""
    return [
        _change(tables[name], rows, filled.columns.get(name, set()), _saved(folder, tables[name]))
        for name, rows in filled.rows.items()
    ]


def _saved(folder: Path, table: Table) -> list[Record]:
    """De egna raderna som de är sparade. Har förbundet ingen egen fil ännu är de inga."""
    path = folder / table.file_name
    return read_file(path, display_name(folder, table.file_name)).rows if path.exists() else []


def _change(table: Table, rows: list[Record], columns: set[str], old_rows: list[Record]) -> Change:
    key = table.primary_key
    old = {str(row[key]): row for row in old_rows if key in row}
    told = {str(row[key]): row for row in rows if key in row}
    after = {id_: merged(row, told[id_], columns) if id_ in told else row for id_, row in old.items()}
    from_folder = {field.name for field in table.fields if field.from_folder}
    new = [row for row in rows if str(row.get(key)) not in old]
    changed = [after[id_] for id_ in old if id_ in told and after[id_] != old[id_]]
    absent = [id_ for id_ in old if id_ not in told]
    # Kontrollen skriver in det som följer av mappen i raderna. Det ska inte sparas.
    written = [{name: value for name, value in _plain(row).items() if name not in from_folder} for row in new]
    return Change(table, [*after.values(), *new], written, [*map(_plain, changed)], absent)


def merged(old: Record, new: Record, columns: set[str]) -> Record:
    """Den gamla raden med bokens värden. Det som är lika står som det stod."""
    row = placed(Record(), old.mark)
    for name, value in old.items():
        if name not in columns:
            row[name] = value
        elif name in new:
            row[name] = value if is_same(value, new[name]) else new[name]
    row.update({name: value for name, value in new.items() if name not in row})
    return row


def is_same(old: Any, new: Any) -> bool:
    """Lika, också när Excel har skrivit om ett tal: 2.50 är 2.5."""
    if isinstance(old, Text) and isinstance(new, Text):
        return old == new or (_number(old) is not None and _number(old) == _number(new))
    if isinstance(old, Items) and isinstance(new, Items):
        return len(old) == len(new) and all(map(is_same, old, new))
    if isinstance(old, Record) and isinstance(new, Record):
        return old.keys() == new.keys() and all(is_same(old[name], new[name]) for name in old)
    return False


def _number(text: str) -> float | None:
    try:
        return float(text) if text[:1].isdigit() or text[:1] == "-" else None
    except ValueError:
        return None


def examined(found: Iterable[Change], filled: Filled, folder: Path, today: date) -> Examined:
    """Fynden när bokens rader står i stället för de sparade."""
    readings = {change.table.name: Reading(change.rows, [], True) for change in found}
    places = {sheet: table for sheet, table in filled.sheets.items() if table}
    return examine(folder, today, pages=(), instead=Instead(readings, places))


def as_lines(findings: Iterable[Finding], file: str, sheets: Iterable[str]) -> list[str]:
    """Fynden som text, med bladets cell i stället för rad och kolumn. Felen först."""
    known = set(sheets)  # bladens namn
    ordered = sorted(findings, key=lambda one: (one.level != FEL, one.mark, one.text))
    return [f"{place_of(one.mark, file)} {one.level}: {one.text}" if one.mark.file in known else str(one) for one in ordered]


def drafts(found: Iterable[Change], folder: Path, remove_absent: bool) -> list[tuple[Path, Draft]]:
    """Utkasten till de ändrade filerna. Raises: WriteRefused."""
    result = []
    for change in found:
        if not change.new and not change.changed and not (remove_absent and change.absent):
            continue
        path = folder / change.table.file_name
        if not path.exists():  # den första egna raden i en tabell som annars är gemensam
            replace_file(path, None, b"[]\n")
        draft = Draft.open(path, change.table)
        for row in change.changed:
            draft.change(str(row[change.table.primary_key]), row)
        for id_ in change.absent if remove_absent else ():
            draft.remove_row(id_)
        for row in change.new:
            draft.add(row)
        result.append((path, draft))
    return result


def _plain(value: Any) -> Any:
    """Värdet utan platser, med fälten i den ordning de står."""
    if isinstance(value, Record):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, Items) else str(value)


def as_yaml(found: list[Change]) -> str:
    """Raderna så som de kommer att stå, tabell för tabell."""
    texts = []
    for change in found:
        if rows := [*change.new, *change.changed]:
            written = yaml.dump(rows, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False, width=110)
            texts.append(f"# {change.table.file_name}\n{written}")
    return "\n".join(texts)
