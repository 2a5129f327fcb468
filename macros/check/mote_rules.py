"""Mötenas regler: beredningen före styrelsen, och ledtider som går att räkna med. En funktion per regel, och docstringen är regeln."""

from collections.abc import Iterator
from datetime import timedelta

from macros.check.data import Data, remembered
from macros.check.plan_rules import needed
from macros.findings import FEL, RÅD, VARNING, Finding
from macros.model.beslut import BEREDNINGEN, STYRELSEN, steg_efter, steg_inför, steg_mellan, veckor
from macros.model.guide import Steg
from macros.model.tables import reader
from macros.model.tid import Tidpunkt
from macros.read import Record

SLUT = ("beredning", "beslut", "start")  # i den ordning de kommer


def pairs(data: Data) -> Iterator[tuple[Record, Record]]:
    """Styrelsens möten och beredningens möte som vart och ett hänvisar till."""
    rows = {str(row["id"]): row for row in data.whole_rows("moten")}
    for row in rows.values():
        if (other := rows.get(str(row.get("beredning", "")))) is not None:
            yield row, other


def day(data: Data, row: Record, field: str) -> Tidpunkt | None:
    return data.tidpunkt(row, field)


def beredningen_är_ett_annat_möte(data: Data) -> Iterator[Finding]:
    """Mötet som bereder styrelsens beslut är ett möte med beredningen."""
    for row, other in pairs(data):
        if other["organ"] != BEREDNINGEN:
            text = f"beredning {other['id']} är ett möte med {other['organ']} ({data.label('moten', row)})."
            yield Finding(
                row.value_mark("beredning"), FEL, f"{text} Skriv id på ett möte med {BEREDNINGEN}, eller ta bort fältet."
            )


def beredningen_ligger_för_sent(data: Data) -> Iterator[Finding]:
    """Beredningen möts före styrelsen, och i så god tid att ansökan går att komplettera till sista dagen för handlingar."""
    for row, other in pairs(data):
        meets, decides, last = day(data, other, "datum"), day(data, row, "datum"), day(data, row, "sista_dag")
        if other["organ"] != BEREDNINGEN or not (meets and decides and last):
            continue
        mark, label = row.value_mark("beredning"), data.label("moten", row)
        if meets.första > decides.första:
            text = f"Beredningens möte {other['id']} är {meets}, efter styrelsens {decides} ({label})."
            yield Finding(mark, FEL, f"{text} Skriv ett tidigare möte i beredning, eller rätta det datum som är fel.")
        elif meets.första > last.första:
            text = f"sista_dag {last} ligger före beredningens möte {meets} ({label}), så ingen hinner komplettera efter det."
            yield Finding(mark, VARNING, f"{text} Rätta det datum som är fel, eller kvittera om det är så ni arbetar.")


def styrelsens_möte_saknar_beredning(data: Data) -> Iterator[Finding]:
    """Har förbundet möten med beredningen säger styrelsens kommande möten vilket av dem som hör dit."""
    rows = data.whole_rows("moten")
    preparing = {str(row["id"]): when for row in rows if row["organ"] == BEREDNINGEN and (when := day(data, row, "datum"))}
    for row in rows:
        last = day(data, row, "sista_dag")
        if row["organ"] != STYRELSEN or "beredning" in row or not last or not preparing or last.första < data.today:
            continue
        earlier = [key for key, when in preparing.items() if when.första <= last.första]
        which = max(earlier, key=lambda key: preparing[key].första, default="")
        remedy = f"Skriv beredning: {which} om det är det mötet." if which else "Skriv beredning, med mötets id."
        text = f"Mötet säger inte när beredningen tar upp ansökningarna ({data.label('moten', row)})."
        yield Finding(row.key_mark("organ"), RÅD, f"{text} {remedy} Då räknar webbplatsen ut när en ansökan ska in.")


def stegens_slut_i_fel_ordning(data: Data) -> Iterator[Finding]:
    """Beredningen kommer före beslutet, och beslutet före insatsens start."""
    last = 0
    for row in data.whole_rows("steg"):
        said = str(row.get("slutar_med", ""))
        if said not in SLUT:
            continue
        if SLUT.index(said) < last:
            text = f"slutar_med {said} kommer efter {SLUT[last]} ({data.label('steg', row)})."
            yield Finding(
                row.value_mark("slutar_med"), FEL, f"{text} Ordningen är {', '.join(SLUT)}. Flytta raden, eller rätta fältet."
            )
        last = max(last, SLUT.index(said))


@remembered
def steps(data: Data) -> tuple[Steg, ...]:
    """Stegen som modellen ser dem. Tomt när något som de byggs av har fel."""
    names = needed(data.dictionary, ["steg"])
    if "steg" not in names or any(map(data.has_errors, names)):
        return ()
    return tuple(reader(data.dictionary, {name: data.rows(name) for name in names}).read()["steg"].values())


def ledtider_saknas(data: Data) -> Iterator[Finding]:
    """Har något steg en ledtid behöver alla steg fram till insatsens start en. Annars går det inte att räkna."""
    known = steps(data)
    if all(one.veckor is None for one in known):
        return
    rows = {str(row["id"]): row for row in data.rows("steg")}
    first = next(row for row in rows.values() if "veckor" in row)
    if all(one.slutar_med != "beslut" for one in known):
        text = f"Inget steg slutar med beslutet, så ledtiderna räknas inte ({data.label('steg', first)})."
        yield Finding(
            first.key_mark("veckor"), RÅD, f"{text} Skriv slutar_med: beslut i steget som slutar med styrelsens möte."
        )
        return
    for one in (*steg_inför(known, med_beredning=True), *steg_efter(known)):
        if one.veckor is None:
            text = f"Steget har ingen ledtid, men andra steg har det ({data.label('steg', rows[one.id])})."
            yield Finding(rows[one.id].mark, RÅD, f"{text} Skriv veckor, också när det är 0. Annars räknas inte dagarna.")


def ledtiden_ryms_inte(data: Data) -> Iterator[Finding]:
    """Mellan beredningens möte och sista dagen för handlingar till styrelsen ryms den tid som förbundet räknar med."""
    needs = veckor(steg_mellan(steps(data)))
    for row, other in pairs(data):
        meets, last = day(data, other, "datum"), day(data, row, "sista_dag")
        if not needs or not meets or not last or last.första < max(meets.första, data.today):
            continue
        if meets.första + timedelta(weeks=needs) > last.första:
            text = f"Det är kortare tid från beredningens möte {meets} till sista_dag {last} än de {needs} veckor som stegen emellan tar"
            yield Finding(
                row.value_mark("sista_dag"), RÅD, f"{text} ({data.label('moten', row)}). Rätta veckor i steg, eller byt dag."
            )


MOTE_RULES = (
    beredningen_är_ett_annat_möte,
    beredningen_ligger_för_sent,
    styrelsens_möte_saknar_beredning,
    stegens_slut_i_fel_ordning,
    ledtider_saknas,
    ledtiden_ryms_inte,
)
