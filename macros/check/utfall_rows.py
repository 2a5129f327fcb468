"""Utfallens rader så som reglerna läser dem: måtten, antalen, perioderna och grupperna."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from macros.check.data import Data, remembered
from macros.model.tables import reader
from macros.model.utfall import POSITIVA, RÄKNADE, Måttlista, Period, antal
from macros.read import Record

SINGLE_ROLES = ("aktiva", "avslut", "tidiga avhopp", "aktiva nästa")
SUMS = (RÄKNADE, POSITIVA)  # fält som bara skrivs när de inte går att räkna ut

Counts = dict[str, int]


def count_fields(data: Data) -> list[str]:
    """Fälten i ett utfall som är antal."""
    table = data.dictionary.tables.get("utfall")
    return [field.name for field in table.fields if field.slag == "antal"] if table else []


def counts(row: Record, fields: Iterable[str]) -> Counts:
    """Radens antal som är skrivna med siffror."""
    return {field: number for field in fields if field in row and (number := antal(row[field])) is not None}


def is_example(row: Record) -> bool:
    return row.get("exempel") == "ja"


@remembered
def counted_rows(data: Data) -> list[tuple[Record, Counts]]:
    """Utfallen utan fel, med sina antal."""
    fields = count_fields(data)
    return [(row, counts(row, fields)) for row in data.whole_rows("utfall")]


@remembered
def measures(data: Data) -> Måttlista | None:
    """Måtten, eller None när de inte räcker att räkna med: ett misstag där ska inte ge fel på varje utfall."""
    table = data.dictionary.tables.get("utfallsmatt")
    if table is None or data.has_errors("utfallsmatt"):
        return None
    read = reader(data.dictionary, {})
    mått = Måttlista(tuple(read.post(table, row, källor=()) for row in data.rows("utfallsmatt")))
    return mått if mått.positiva and mått.övriga and all(map(mått.fält, SINGLE_ROLES)) else None


class Group(NamedTuple):
    """Raderna för samma insats och period."""

    insats: str
    period: Period
    rows: dict[str, Record]  # efter kön

    @property
    def first(self) -> Record:
        return next(iter(self.rows.values()))

    def __str__(self) -> str:
        return f"{self.period.från}–{self.period.till}"


def period_of(data: Data, row: Record) -> Period | None:
    """Perioden, eller None när den saknas eller är fel."""
    from_, to = (data.text(row.get("period"), key) for key in ("från", "till"))
    return Period(date.fromisoformat(from_), date.fromisoformat(to)) if from_ and to else None


@remembered
def keyed_rows(data: Data) -> list[tuple[Record, str, Period, str]]:
    """Utfallen som inte är exempel, med insats, period och kön."""
    keyed = ((row, data.text(row, "insats"), period_of(data, row), data.text(row, "kön")) for row in data.rows("utfall"))
    return [
        (row, insats, period, kön) for row, insats, period, kön in keyed if insats and period and kön and not is_example(row)
    ]


@remembered
def groups(data: Data) -> list[Group]:
    """Grupperna utan fel, i filens ordning. Har en rad ett fel så är hela gruppen borta."""
    found: dict[tuple[str, Period], Group] = {}
    spoiled: set[tuple[str, Period]] = set()
    has_errors = data.has_errors("utfall")
    for row, insats, period, kön in keyed_rows(data):
        found.setdefault((insats, period), Group(insats, period, {})).rows.setdefault(kön, row)
        if has_errors and not data.is_whole(row):
            spoiled.add((insats, period))
    return [group for key, group in found.items() if key not in spoiled]
