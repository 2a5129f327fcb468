"""Det som röjer: text, nyckeltal och belopp bredvid tal som är dolda. Docstringen är regeln.

Skyddet i modellen väljer vilka tal om utfallen som visas. Det kan inte se vad kansliet skriver någon annanstans.
"""

import re
from collections.abc import Iterator

from macros.check.data import Data
from macros.check.ekonomi_rules import GICK
from macros.check.utfall_tal_rules import FEW_PEOPLE, rows_beside_hidden
from macros.findings import FEL, VARNING, Finding, shown
from macros.grouped import by_key
from macros.model.insats import BEVILJAT
from macros.model.rapport import SLUTRAPPORTENS
from macros.model.utfall import FÅ
from macros.read import Record, Text

# Fälten med egna ord om hur det gick, där ett antal är ett antal deltagare. En punkt leder in i en lista av fält.
TEXTER = {
    "mal": ("utfall", "anmärkning"),
    "utfall": ("anmärkning",),
    "samhallsekonomi": ("övrigt", "anmärkning"),
    "insatser": ("anmärkning",),
    "slutrapporter": (
        *SLUTRAPPORTENS,
        *("uppdrag", "metod", "anmärkning", "delar.text", "slutsatser.slutsats", "rekommendationer.rekommendation"),
    ),
}
EN_DEL = re.compile(r"(?<![\w.,])(\d{1,4})\s+av\s+(?:de\s+|totalt\s+)?(\d{1,4})(?![\w]|[.,]\d)", re.IGNORECASE)


def är_egen(data: Data, row: Record) -> bool:
    """Om raden är värdens egen. Det som ett annat förbund redan har gett ut är inte vårt att dölja."""
    return data.layer(row).name == "eget"


def få_i_text(text: str) -> str:
    """Orden som nämner färre än fem personer, eller som lämnar färre än fem kvar: `42 av 44`. Tomt när inga gör det."""
    if found := FEW_PEOPLE.search(text):
        return found[0]
    for match in EN_DEL.finditer(text):
        count, of = int(match[1]), int(match[2])
        if 0 < count < FÅ <= of or 0 < of - count < FÅ <= of:
            return match[0]
    return ""


def texter(data: Data, row: Record, key: str) -> Iterator[Text]:
    """Fältets text, eller texterna i en lista: `slutsatser.slutsats`."""
    name, _, inner = key.partition(".")
    for record in data.records(row, name) if inner else (row,):
        if text := data.text(record, inner or name):
            yield text


def text_som_räknar_få(data: Data) -> Iterator[Finding]:
    """Text om hur det gick räknar inte färre än fem personer, och lämnar inte färre än fem kvar."""
    for table, keys in TEXTER.items():
        for row in data.rows(table):
            for key in keys if är_egen(data, row) and row.get("exempel") != "ja" else ():
                for text in texter(data, row, key):
                    if found := få_i_text(text):
                        yield Finding(
                            text.mark,
                            VARNING,
                            f"{key} nämner ”{shown(found)}” ({data.label(table, row)}). Få personer går att känna igen, och kan "
                            "vara dolda bland utfallen. Skriv några i stället för antalet, eller ta bort det.",
                        )


def nyckeltal_bredvid_dolda_tal(data: Data) -> Iterator[Finding]:
    """Ett nyckeltal om vart deltagarna gick säger inte det som är dolt bland insatsens utfall."""
    dolda = {group.insats for group in rows_beside_hidden(data).values()}
    for row in data.whole_rows("nyckeltal"):
        if str(row.get("insats")) in dolda and row["grupp"] == GICK and är_egen(data, row):
            yield Finding(
                row.value_mark("antal"),
                VARNING,
                f"antal är {row['antal']}, och insatsen {row['insats']} har dolda tal bland utfallen ({data.label('nyckeltal', row)}). "
                "Går ett dolt tal att räkna ut med det? Ta bort raden då. Kvittera annars.",
            )


def beräkning_på_få_deltagare(data: Data) -> Iterator[Finding]:
    """En beräkning bygger inte på färre än fem deltagare, för antalet och beloppen visas."""
    for row in data.whole_rows("samhallsekonomi"):
        if "deltagare" in row and int(row["deltagare"]) < FÅ and är_egen(data, row):
            yield Finding(
                row.value_mark("deltagare"),
                FEL,
                f"deltagare är under {FÅ} ({data.label('samhallsekonomi', row)}). Så få personer går att känna igen. "
                "Ta bort deltagare och beloppen per deltagare.",
            )


def kostnaden_röjer_antalet(data: Data) -> Iterator[Finding]:
    """Pengarna delade med kostnaden per deltagare är antalet deltagare. Det är inte under fem."""
    rows = {str(row["insats"]): row for row in data.whole_rows("samhallsekonomi") if "kostnad_per_deltagare" in row}
    for insats in data.whole_rows("insatser"):
        row = rows.get(str(insats["id"]))
        if row is None or not är_egen(data, row) or not (per := int(row["kostnad_per_deltagare"])):
            continue
        för_året = by_key(
            ((str(post["år"]), str(post.get("läge", BEVILJAT))), int(post["belopp"])) for post in data.records(insats, "budget")
        )
        summor = [*map(sum, för_året.values())]
        if få := [
            summa for summa in summor if per <= summa < (FÅ - 0.5) * per and abs(summa / per - round(summa / per)) < 0.01
        ]:
            yield Finding(
                row.value_mark("kostnad_per_deltagare"),
                VARNING,
                f"kostnad_per_deltagare är {per}, och budgetens {få[0]} kronor delat med det är {round(få[0] / per)} deltagare "
                f"({data.label('samhallsekonomi', row)}). Så få personer går att känna igen. Ta bort kostnad_per_deltagare.",
            )


RÖJA_RULES = (text_som_räknar_få, nyckeltal_bredvid_dolda_tal, beräkning_på_få_deltagare, kostnaden_röjer_antalet)
