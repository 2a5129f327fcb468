"""Reglerna för insatsernas pengar och deltagare. En funktion per regel, och docstringen är regeln."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from macros.check.data import Data
from macros.findings import FEL, RÅD, VARNING, Finding, shown
from macros.grouped import by_key, grouped
from macros.model.insats import BEVILJAT
from macros.read import Record, Text


def samma_budgetpost_två_gånger(data: Data) -> Iterator[Finding]:
    """En insats har ett belopp per år, finansiär och läge."""
    for row in data.rows("insatser"):
        first: dict[tuple[str, str, str], Text] = {}
        for post in data.records(row, "budget"):
            year, payer, state = (data.text(post, key) for key in ("år", "finansiär", "läge"))
            if year is None or not data.is_whole(post):
                continue
            earlier = first.setdefault((str(year), (payer or "").casefold(), str(state or BEVILJAT)), year)
            if earlier is not year:
                whose = f" för {shown(payer)}" if payer else ""
                yield Finding(
                    year.mark,
                    FEL,
                    f"budget.år {year}{whose} finns redan på rad {earlier.mark.line} i samma insats "
                    f"({data.label('insatser', row)}). Rätta den ena, slå ihop dem, eller skriv finansiär på båda.",
                )


def budgetens_andelar_går_inte_ihop(data: Data) -> Iterator[Finding]:
    """Finansiärernas andelar av ett års budget är 100 procent tillsammans, när alla är angivna."""
    for row in data.rows("insatser"):
        posts = [post for post in data.records(row, "budget") if data.is_whole(post) and "år" in post]
        for (year, _), group in grouped(posts, lambda post: (str(post["år"]), str(post.get("läge", BEVILJAT)))).items():
            shares = [share for post in group if (share := data.text(post, "andel"))]
            total = sum(float(share) for share in shares)
            if shares and (round(total) > 100 or (len(shares) == len(group) and round(total) != 100)):
                yield Finding(
                    shares[-1].mark,
                    VARNING,
                    f"Finansiärernas andelar {year} blir {total:g} procent, inte 100 ({data.label('insatser', row)}). "
                    "Rätta andelarna, eller lägg till den finansiär som saknas.",
                )


class Span(NamedTuple):
    """En tid som någon har räknat deltagare i."""

    first: date
    last: date
    record: Record

    def overlaps(self, other: "Span") -> bool:
        return self.first <= other.last and other.first <= self.last


def spans(data: Data, row: Record) -> list[Span]:
    """Perioderna i insatsens deltagare, i filens ordning."""
    found = []
    for record in data.records(row, "deltagare"):
        start, end = data.tidpunkt(record, "period"), data.tidpunkt(record, "till")
        if start:
            found.append(Span(start.första, (end or start).sista, record))
    return found


def deltagarnas_perioder_går_i_varandra(data: Data) -> Iterator[Finding]:
    """Två perioder i en insats deltagare delar ingen tid: skillnaden mellan dem kan vara några få personer."""
    for row in data.rows("insatser"):
        known = spans(data, row)
        for place, span in enumerate(known):
            earlier = next((other for other in known[:place] if span.overlaps(other)), None)
            if earlier:
                yield Finding(
                    span.record.key_mark("period"),
                    FEL,
                    f"deltagare.period {span.record['period']} går in i {earlier.record['period']} på rad "
                    f"{earlier.record.key_mark('period').line} ({data.label('insatser', row)}). Skriv perioder som inte "
                    "överlappar, så att ingen liten grupp går att räkna ut.",
                )


def faktiska_deltagare_räknas_två_gånger(data: Data) -> Iterator[Finding]:
    """Samma deltagare räknas på ett ställe: i utfallen om insatsen har sådana, och antingen i helheten eller i delen.

    Det som har publicerats om utfallen räknas också: det går inte att ta tillbaka.
    """
    rows = {str(row["id"]): row for row in data.rows("insatser") if data.text(row, "id")}
    counted = {
        key: [span for span in spans(data, row) if "faktiska" in span.record] for key, row in rows.items() if "deltagare" in row
    }
    outcomes = {
        str(insats)
        for table in ("utfall", "publicerat")
        for row in data.rows(table)
        if row.get("exempel") != "ja" and (insats := data.text(row, "insats"))
    }
    parts = by_key((whole, part) for part in sorted(outcomes & rows.keys()) for whole in wholes(rows, part))
    for key, own in counted.items():
        for other in (key, *wholes(rows, key), *parts.get(key, ())):
            if own and other in outcomes:
                yield _twice(data, rows[key], own[0], f"utfall för {other}", "Ta bort faktiska: antalet står bland utfallen.")
                break
            clash = next(
                (span for span in own for theirs in counted.get(other, ()) if other != key and span.overlaps(theirs)), None
            )
            if clash:
                remedy = "Skriv antalet antingen för helheten eller för delen."
                yield _twice(data, rows[key], clash, f"faktiska deltagare för {other}", remedy)
                break


def wholes(rows: dict[str, Record], key: str) -> list[str]:
    """Insatserna som insatsen ingår i, den närmaste först."""
    found: list[str] = []
    while isinstance(part := rows[key].get("ingår_i"), Record) and str(part.get("insats")) in rows:
        key = str(part["insats"])
        if key in found:
            break
        found.append(key)
    return found


def _twice(data: Data, row: Record, span: Span, what: str, remedy: str) -> Finding:
    said = f"deltagare.faktiska står här, men det finns också {what} ({data.label('insatser', row)})."
    return Finding(span.record.key_mark("faktiska"), FEL, f"{said} Av skillnaden går en liten grupp att räkna ut. {remedy}")


def typen_har_inga_deltagare(data: Data) -> Iterator[Finding]:
    """En insats med deltagare är av en typ som följer deltagare."""
    without = {str(row["id"]) for row in data.rows("insatstyper") if "id" in row and row.get("följer_deltagare") == "nej"}
    for row in data.rows("insatser"):
        kind = data.text(row, "typ")
        if kind and kind in without and "deltagare" in row:
            yield Finding(
                row.key_mark("deltagare"),
                RÅD,
                f"Insatsen har deltagare, men typen {kind} följer inga ({data.label('insatser', row)}). "
                "Rätta typ, eller ta bort deltagare.",
            )


INSATS_RULES = (
    samma_budgetpost_två_gånger,
    budgetens_andelar_går_inte_ihop,
    deltagarnas_perioder_går_i_varandra,
    faktiska_deltagare_räknas_två_gånger,
    typen_har_inga_deltagare,
)
