"""En ifylld arbetsbok med utfall → tre rader: totalt, kvinnor och män. Talen skyddas innan de skrivs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from macros.dictionary.slag import slug
from macros.dictionary.words import Table
from macros.excel.outcome_book import MEN, SHEET, TEXTS, TOTAL, WOMEN
from macros.excel.reading import Filled, Grid, cell_text
from macros.findings import FEL, Finding, Mark
from macros.model.skydd import öppna_rader
from macros.model.utfall import POSITIVA, RÄKNADE, SKYDDAT, TOTALT, Måttlista, antal
from macros.read import Items, Record, Text, placed

TABLE = "utfall"
COLUMNS: dict[str, int] = {TOTALT: TOTAL, "kvinnor": WOMEN, "män": MEN}
OWN_SOURCE = "kansliet"


def is_outcome_sheet(grid: Grid) -> bool:
    return grid.name == SHEET


def outcome_rows(grid: Grid, table: Table, saved: Iterable[Record]) -> Filled:
    """Bokens tre rader. Finns insatsens rader för perioden redan behåller de sina id."""
    cells = {str(row[0]): (number, row) for number, row in enumerate(grid.rows, 1) if row and row[0]}
    facts = {field: _fact(cells, field) for field in ("insats", "från", "till")}
    if missing := [field for field, value in facts.items() if not value]:
        text = f"Bladet saknar {missing[0]}. Hämta en ny bok med python -m macros excel utfall INSATS FRÅN TILL."
        return Filled({}, {}, [Finding(Mark(grid.name, 1, 1), FEL, text, "saknad-uppgift")], {grid.name: TABLE})
    ids = _saved_ids(saved, facts)
    rows = [_row(grid.name, kön, cells, facts, table, ids) for kön in COLUMNS]
    _sum_up(rows)
    columns = ({name for row in rows for name in row} | {RÄKNADE, POSITIVA}) - ({"källa"} if ids else set())
    return Filled({TABLE: rows}, {TABLE: columns}, [], {grid.name: TABLE})


def _fact(cells: Mapping[str, tuple[int, Sequence[Any]]], field: str) -> str:
    value = cells.get(field, (0, ()))[1][WOMEN : WOMEN + 1]
    return str(value[0].date() if isinstance(value[0], datetime) else value[0] or "") if value else ""


def _saved_ids(saved: Iterable[Record], facts: Mapping[str, str]) -> dict[str, str]:
    """Id efter kön för rader som redan finns för insatsen och perioden."""
    period = {"från": facts["från"], "till": facts["till"]}
    return {
        str(row["kön"]): str(row["id"])
        for row in saved
        if row.get("insats") == facts["insats"] and row.get("period") == period and "kön" in row and "id" in row
    }


def _row(
    name: str,
    kön: str,
    cells: Mapping[str, tuple[int, Sequence[Any]]],
    facts: Mapping[str, str],
    table: Table,
    ids: Mapping[str, str],
) -> Record:
    top = Mark(name, 1, 1)
    row = placed(Record(), top)

    def put(home: Record, key: str, value: str, mark: Mark = top) -> None:
        home[placed(Text(key), mark)] = placed(Text(value), mark)

    put(row, "id", ids.get(kön) or slug(f"{facts['insats']} {facts['från']} {facts['till']} {kön}"))
    put(row, "insats", facts["insats"], Mark(name, cells["insats"][0], WOMEN + 1))
    period = placed(Record(), top)
    for key in ("från", "till"):
        put(period, key, facts[key], Mark(name, cells[key][0], WOMEN + 1))
    row[placed(Text("period"), top)] = period
    put(row, "kön", kön)
    for field in table.fields:
        number, found = cells.get(field.name, (0, ()))
        place = WOMEN if field.name in TEXTS else COLUMNS[kön]
        is_counted = field.slag == "antal" and kön == TOTALT  # räknas ut, så att formelns sparade svar inte behövs
        if field.name in facts or is_counted or place >= len(found) or (field.name in TEXTS and kön != TOTALT):
            continue
        if text := cell_text(found[place], field):
            put(row, field.name, text, Mark(name, number, place + 1))
    source = placed(Record(), top)
    put(source, "dokument", OWN_SOURCE)
    sources = placed(Items(), top)
    sources.append(source)
    row[placed(Text("källa"), top)] = sources
    return row


def _sum_up(rows: Sequence[Record]) -> None:
    """Totalt är kvinnor och män tillsammans, i varje tal som båda har."""
    total, *both = rows
    for key, value in list(both[0].items()):
        values = [row.get(key) for row in both]
        if isinstance(value, Text) and all(isinstance(one, Text) and one.isdigit() for one in values):
            summed = sum(int(str(one)) for one in values)
            total.setdefault(placed(Text(key), value.mark), placed(Text(summed), value.mark))


def protect(rows: Sequence[Record], mått: Måttlista) -> None:
    """Skyddar raderna så som de kan stå i en öppen fil, med nämnaren och täljaren där de behövs."""
    counts = {str(row["kön"]): {cell: antal(row[cell]) for cell in mått.celler if cell in row} for row in rows if "kön" in row}
    for row in rows:
        for cell, value in öppna_rader(counts, mått).get(str(row.get("kön")), {}).items():
            text = SKYDDAT if value is None else str(value)
            if row.get(cell) != text:
                mark = row.value_mark(cell)
                row[placed(Text(cell), mark)] = placed(Text(text), mark)
