"""Utfall som går att läsa men knappast kan stämma: tal i fel enhet, medelvärden utanför delarna, och perioder som inte går ihop."""

from collections.abc import Iterator
from datetime import timedelta

from macros.check.data import Data
from macros.check.utfall_rows import Group, counts, groups, measures
from macros.findings import VARNING, Finding, new_value
from macros.grouped import by_key
from macros.model.utfall import KÖNEN, TOTALT, Mått

# Enheten, det högsta som är rimligt, enheten som troligen menades, och hur många av den som går på en.
LIMITS = {"år": (30, "månader", 12), "månader": (120, "dagar", 30)}


def orimligt_medelvärde(data: Data) -> Iterator[Finding]:
    """En bakgrundsvariabel har en enhet. Ett tal som är för stort är troligen skrivet i en mindre."""
    for one in background(data):
        highest, meant, times = LIMITS.get(one.enhet, (float("inf"), "", 1))
        for row in data.whole_rows("utfall"):
            value = float(row[one.fält]) if one.fält in row else 0
            if value > highest:
                mark, new = row.value_mark(one.fält), f"{value / times:.1f}"
                yield Finding(
                    mark,
                    VARNING,
                    f"{one.fält} är {row[one.fält]} {one.enhet} ({data.label('utfall', row)}). Är det {meant}? "
                    f"Skriv då {new}. Annars kvittera talet.",
                    remedy=new_value(mark, new),
                )


def medelvärdet_ligger_utanför(data: Data) -> Iterator[Finding]:
    """Medelvärdet för alla ligger mellan kvinnornas och männens."""
    for one in background(data):
        for group in groups(data):
            means = {kön: float(row[one.fält]) for kön, row in group.rows.items() if one.fält in row}
            if len(means) < 1 + len(KÖNEN):
                continue
            low, high = sorted(means[kön] for kön in KÖNEN)
            if not low <= means[TOTALT] <= high:
                row = group.rows[TOTALT]
                yield Finding(
                    row.value_mark(one.fält),
                    VARNING,
                    f"{one.fält} är {row[one.fält]} för alla, men mellan {low:g} och {high:g} för kvinnor och män "
                    f"({data.label('utfall', row)}). Rätta det tal som är fel.",
                )


def färre_aktiva_än_de_som_var_kvar(data: Data) -> Iterator[Finding]:
    """De som är kvar när en period slutar är aktiva i nästa."""
    if not (mått := measures(data)):
        return
    active, next_ = (mått.fält(role)[0] for role in ("aktiva", "aktiva nästa"))
    for periods in by_key((group.insats, group) for group in groups(data)).values():
        starts = {group.period.från: group for group in periods}
        for before in periods:
            after = starts.get(before.period.till + timedelta(days=1))
            for kön in before.rows if after else ():
                yield from _fewer(data, before, after, kön, active, next_)


def _fewer(data: Data, before: Group, after: Group | None, kön: str, active: str, next_: str) -> Iterator[Finding]:
    if after is None or kön not in after.rows:
        return
    left, now = (counts(rows[kön], [field]).get(field) for rows, field in ((before.rows, next_), (after.rows, active)))
    if left is not None and now is not None and now < left:
        row = after.rows[kön]
        yield Finding(
            row.value_mark(active),
            VARNING,
            f"{active} är {now}, men {left} var kvar när {before} slutade ({data.label('utfall', row)}). Rätta det tal som är fel.",
        )


def background(data: Data) -> tuple[Mått, ...]:
    """Bakgrundsvariablerna, när måtten går att räkna med."""
    mått = measures(data)
    return mått.bakgrund if mått else ()


RIMLIG_RULES = (orimligt_medelvärde, medelvärdet_ligger_utanför, färre_aktiva_än_de_som_var_kvar)
