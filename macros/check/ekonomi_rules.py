"""De samhällsekonomiska beräkningarnas regler: källans tal räknas om mot varandra. Docstringen är regeln.

Källans egna fel får stå kvar, med ett kvitto: sidan visar vad som inte går ihop vid talet.
"""

import re
from collections.abc import Iterator

from macros.check.data import Data
from macros.check.meant import ended, meant_number
from macros.findings import FEL, VARNING, Finding, new_value, shown
from macros.model.samhallsekonomi import INGEN, PAYBACK, Beräkning
from macros.model.tables import reader
from macros.read import Record, Text

LÅT_STÅ = "Jämför med källan, och låt talet stå om det är tryckt så."
GICK = "vart deltagarna gick"  # gruppen av nyckeltal som räknar insatsens deltagare


def beräkningar(data: Data) -> Iterator[tuple[Record, Beräkning]]:
    """Raderna utan fel, var och en med sin beräkning."""
    read = reader(data.dictionary, {})
    for row in data.whole_rows("samhallsekonomi"):
        yield row, read.post(data.dictionary.tables["samhallsekonomi"], row, källor=(), insats=None)


def per_deltagare_stämmer_inte(data: Data) -> Iterator[Finding]:
    """Ett belopp per deltagare är hela beloppet delat med deltagarna. Källans tal får stå kvar: sidan visar skillnaden."""
    for row, beräkning in beräkningar(data):
        for found in beräkning.avvikelser():
            yield Finding(
                row.value_mark(found.fält),
                VARNING,
                f"{found.fält} är {found.tryckt}, men {found.total} delat med "
                f"{found.deltagare} deltagare är {found.räknat} ({data.label('samhallsekonomi', row)}). {LÅT_STÅ}",
            )


def återbetalningen_stämmer_inte(data: Data) -> Iterator[Finding]:
    """Pengar som är tillbaka inom tolv månader ger ingen förlust efter ett år, och pengar som inte är det ger ingen vinst."""
    for row, beräkning in beräkningar(data):
        for found in beräkning.motsägelser():
            parts = {str(one["part"]): one for one in data.records(row, "parter")}
            place = parts[found.part] if found.part else row
            what = f"återbetalningstid för {found.part}" if found.part else "återbetalningstid"
            sort = "förlusten" if found.belopp < 0 else "vinsten"
            when = "ett år" if found.sikt == "ett_år" else "lång sikt"
            yield Finding(
                place.value_mark("återbetalningstid"),
                VARNING,
                f"{what} är {found.tid}, men {sort} på {when} är {abs(found.belopp)} "
                f"({data.label('samhallsekonomi', row)}). {LÅT_STÅ}",
            )


def delarna_blir_inte_summan(data: Data) -> Iterator[Finding]:
    """De offentliga kostnader som uteblir är parternas delar tillsammans."""
    for row, beräkning in beräkningar(data):
        if beräkning.annan_summa is not None:
            yield Finding(
                row.value_mark("uteblivna_kostnader"),
                VARNING,
                f"uteblivna_kostnader är {beräkning.uteblivna_kostnader}, men parternas är tillsammans "
                f"{beräkning.annan_summa} ({data.label('samhallsekonomi', row)}). {LÅT_STÅ}",
            )


def deltagarna_är_olika_många(data: Data) -> Iterator[Finding]:
    """En insats har lika många deltagare i beräkningen, i den senare uppföljningen och i nyckeltalen om vart de gick."""
    counted = {str(row["insats"]): row for row in data.whole_rows("samhallsekonomi") if "deltagare" in row}
    for row in counted.values():
        later = row.get("uppföljning")
        if isinstance(later, Record) and "av" in later and int(later["av"]) != int(row["deltagare"]):
            yield _other_count(later, data.label("samhallsekonomi", row), row)
    for row in data.whole_rows("nyckeltal"):
        calculated = counted.get(str(row.get("insats")))
        if calculated and row["grupp"] == GICK and "av" in row and int(row["av"]) != int(calculated["deltagare"]):
            yield _other_count(row, data.label("nyckeltal", row), calculated)


def _other_count(place: Record, label: str, calculated: Record) -> Finding:
    text = f"av är {place['av']}, men beräkningen gäller {calculated['deltagare']} deltagare ({label})."
    return Finding(place.value_mark("av"), VARNING, f"{text} {LÅT_STÅ}")


FORM = re.compile(rf"{PAYBACK.pattern}|{re.escape(INGEN)}")
TIDER = ("återbetalningstid", "återbetalning_i_arbete")


def återbetalningstid_har_fel_form(data: Data) -> Iterator[Finding]:
    """En återbetalningstid är ett antal månader, färre än ett antal (under 12), eller ingen alls (i.v.)."""
    for found in data.places:
        if (
            found.table.name == "samhallsekonomi"
            and found.field.name in TIDER
            and isinstance(found.value, Text)
            and data.is_good(found.value)
            and not FORM.fullmatch(found.value)
        ):
            meant = meant_payback(found.value)
            is_meant = FORM.fullmatch(meant)
            remedy = (
                ended(f"Skriv {meant}")
                if is_meant
                else "Skriv antalet månader som 14 eller under 12, eller i.v. när pengarna inte kommer tillbaka."
            )
            yield Finding(
                found.value.mark,
                FEL,
                f"{found.path} {shown(found.value)} har fel form ({found.label}). {remedy}",
                remedy=new_value(found.value.mark, meant) if is_meant else (),
            )


def meant_payback(text: str) -> str:
    """Tiden så som den troligen var menad: `<12 mån` → `under 12`, `6,5` → `6.5`, `iv` → `i.v.`"""
    if text.casefold().rstrip(".") in ("iv", "i.v", "i. v"):
        return INGEN
    match = re.fullmatch(r"(<|under|mindre än)? ?(.*?) ?(?:mån|månader)?\.?", text, re.IGNORECASE)
    return ("under " if match[1] else "") + meant_number(match[2], "number") if match else ""


EKONOMIREGLER = (
    per_deltagare_stämmer_inte,
    återbetalningen_stämmer_inte,
    delarna_blir_inte_summan,
    deltagarna_är_olika_många,
    återbetalningstid_har_fel_form,
)
