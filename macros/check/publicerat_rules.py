"""Liggarens regler: det som har publicerats står orört, och det som visas är infört. Docstringen är regeln."""

from collections.abc import Iterator

from macros.check.data import Data
from macros.findings import FEL, VARNING, Finding
from macros.model import register as model
from macros.model.publicerat import nya_rader, stämpel
from macros.model.skydd import grupper
from macros.model.skydd_enkat import nya_svar
from macros.read import Record

TABLE = "publicerat"


def liggaren_är_ändrad(data: Data) -> Iterator[Finding]:
    """Det som har publicerats ändras inte. Varje rads stämpel räknas ut av raden själv och raden före."""
    last: dict[str, str] = {}
    for row in data.rows(TABLE) if not data.has_errors(TABLE) else ():
        period, tal = row["period"], [(str(one["fält"]), str(one["antal"])) for one in data.records(row, "tal")]
        days = (str(period["från"]), str(period["till"]))
        if stämpel(last.get(row.mark.file, ""), days, str(row["kön"]), str(row["datum"]), tal) != row["stämpel"]:
            yield Finding(
                row.value_mark("stämpel"),
                FEL,
                f"stämpel stämmer inte: raden, eller raden före, är ändrad, flyttad eller borta ({data.label(TABLE, row)}). Det som "
                "har publicerats ändras inte. Ta tillbaka filen ur git.",
            )
        last[row.mark.file] = str(row["stämpel"])


def utfall_som_inte_är_införda(data: Data) -> Iterator[Finding]:
    """Förbundet som har en liggare inför allt som visas i den, utfall och enkätsvar. Annars vet skyddet inte vad som redan är känt."""
    if not data.rows(TABLE) or any(map(data.has_errors, data.dictionary.tables)):
        return
    uppföljning = model.build(data.dictionary, data.tables).uppföljning
    rows = {str(row["id"]): row for row in data.rows("utfall")}
    for grupp in grupper(uppföljning.utfall):
        if nya_rader(grupp, uppföljning.publicerat):
            yield _not_entered(data, "utfall", rows[grupp[0].id])
    answers = {str(row["id"]): row for row in data.rows("enkatsvar")}
    for rad in uppföljning.enkätsvar:
        if nya_svar(rad, uppföljning.publicerade_svar):
            yield _not_entered(data, "enkatsvar", answers[rad.id])


def _not_entered(data: Data, table: str, row: Record) -> Finding:
    return Finding(
        row.mark,
        VARNING,
        f"Talen visas på webbplatsen men är inte införda i {TABLE}.yaml ({data.label(table, row)}). Kör python -m macros "
        "publicera när de publiceras, och spara filen i git.",
    )


PUBLICERAT_RULES = (liggaren_är_ändrad, utfall_som_inte_är_införda)
