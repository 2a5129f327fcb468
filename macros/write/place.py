"""Var en ny rad hör hemma i tabellen, så att två som lägger till varsin rad sällan skriver på samma ställe."""

from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from macros.dictionary.words import Field, Table
from macros.model.tid import Tidpunkt
from macros.write.plain import Plain

Row = dict[str, Plain]
# Tabellerna där radernas ordning i filen inte betyder något för den som läser webbplatsen.
FREE_ORDER = (
    "insatser",
    "utfall",
    "mal",
    "nyckeltal",
    "jamforelser",
    "samhallsekonomi",
    "budgetar",
    "rekvisitioner",
    "slutrapporter",
    "metodhandbocker",
    "forandringsteori",
)
ENOUGH = 3  # färre rader säger inget om ordningen


def place_for(row: Row, rows: list[Row], table: Table | None) -> int:
    """Platsen bland raderna: i filens ordning, eller sist bland dem om samma förbund eller insats, eller bredvid en granne."""
    if table is None or not rows:
        return len(rows)
    start, end = _group(row, rows, table)
    within = rows[start:end]
    for key, falling in _orders(table):
        keys = [key(other) for other in within]
        own = key(row)
        if own is None or None in keys or len(set(keys)) < ENOUGH:
            continue
        if falling:
            keys, own = [_Falling(other) for other in keys], _Falling(own)
        if all(first <= second for first, second in pairwise(keys)):
            return start + bisect_right(keys, own)
    return _beside(row, rows, (start, end), table)


def _beside(row: Row, rows: list[Row], group: tuple[int, int], table: Table) -> int:
    """Platsen när filen inte har någon ordning: sist i gruppen, eller efter den rad vars id kommer närmast före i alfabetet.

    Raden hamnar så bredvid någon annan, och inte alltid sist, där två som skriver samtidigt skulle krocka i git.
    """
    start, end = group
    about = next((field.name for field in table.fields if field.referens == "insatser" and field.is_scalar), table.primary_key)
    own = str(row.get(about, ""))
    keys = {number: str(rows[number].get(about, "")) for number in range(start, end)}
    if table.name not in FREE_ORDER or not own or own in keys.values():
        return end
    before = [number for number in keys if keys[number] < own]
    return max(before, key=lambda number: (keys[number], number)) + 1 if before else start


class _Falling:
    """Vänder ordningen."""

    def __init__(self, key: Any):
        self.key = key

    def __le__(self, other: "_Falling") -> bool:
        return bool(self.key >= other.key)

    def __lt__(self, other: "_Falling") -> bool:
        return bool(self.key > other.key)


def _orders(table: Table) -> list[tuple[Callable[[Row], Any], bool]]:
    """Ordningarna som en fil kan ha: efter id, och efter tid framåt och bakåt."""
    times = [field for field in table.fields if field.slag in ("datum", "tidpunkt") or field.type == "year"]
    own = table.by_name[table.primary_key]
    return [(_text(own), False), *((_time(field), falling) for field in times for falling in (False, True))]


def _text(field: Field) -> Callable[[Row], str | None]:
    return lambda row: value.casefold() if isinstance(value := row.get(field.name), str) and value else None


def _time(field: Field) -> Callable[[Row], Any]:
    def key(row: Row) -> Any:
        try:
            return Tidpunkt.av(str(row.get(field.name))).första
        except ValueError:
            return None

    return key


def _group(row: Row, rows: list[Row], table: Table) -> tuple[int, int]:
    """De rader i följd som raden hör till: med samma hänvisningar och val, så många av de första fälten som möjligt."""
    start, end = 0, len(rows)
    for field in table.fields:
        value = row.get(field.name)
        if not (field.referens or field.choices) or not field.is_scalar or not value:
            continue
        numbers = [number for number in range(start, end) if rows[number].get(field.name) == value]
        if numbers and numbers == list(range(numbers[0], numbers[-1] + 1)):
            start, end = numbers[0], numbers[-1] + 1
        elif numbers and field.referens:
            return numbers[-1] + 1, numbers[-1] + 1  # utspridda: efter den sista
    return start, end
