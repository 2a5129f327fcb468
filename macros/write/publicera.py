"""Inför det som visas om utfallen i liggaren `publicerat.yaml`, så att skyddet vet vad som redan har publicerats."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from macros.check import Examined, display_name
from macros.check.data import Data
from macros.findings import FEL, as_text
from macros.model import register as model
from macros.model.publicerat import Publicering, nya_rader, som_text, stämpel
from macros.model.skydd import grupper
from macros.model.utfall import Utfall
from macros.settings import SettingError
from macros.write import Plain
from macros.write.grow import grow

TABLE = "publicerat"
LONGEST_ID = 80


def enter(examined: Examined, today: date) -> str:
    """Inför det som inte är infört. Raises: SettingError när data har fel, WriteRefused när filen inte går att ändra."""
    if not examined.is_ok:
        wrong = [finding for finding in examined.findings if finding.level == FEL]
        raise SettingError(f"Rätta felen först:\n{as_text(wrong).rstrip()}")
    uppföljning = model.build(examined.data.dictionary, examined.data.tables).uppföljning
    layers = {str(row["id"]): examined.data.layer(row) for row in examined.data.rows("utfall")}
    folders = {key: layer.folder for key, layer in layers.items() if not layer.is_copy}  # den som hämtas har sin egen liggare
    said = []
    for folder in dict.fromkeys(folders.values()):
        shown = [grupp for grupp in grupper(uppföljning.utfall) if folders.get(grupp[0].id) == folder]
        if rows := list(new_rows(examined.data, folder, shown, uppföljning.publicerat, today)):
            path = folder / f"{TABLE}.yaml"
            grow(path, examined.data.dictionary.tables[TABLE], "publicera", "Det som har publicerats om utfallen.", rows)
            said.append(f"{len(rows)} rader är införda i {display_name(folder, path.name)}. Spara filen i git.")
    return "\n".join(said) or "Allt som visas om utfallen är redan infört."


def new_rows(
    data: Data, folder: Path, shown: list[tuple[Utfall, ...]], entered: tuple[Publicering, ...], today: date
) -> Iterator[dict[str, Plain]]:
    """Raderna som fattas, i gruppernas ordning. Varje rads stämpel hänger ihop med raden före i filen."""
    before = [row for row in data.rows(TABLE) if data.layer(row).folder == folder]
    last, number = str(before[-1]["stämpel"]) if before else "", len(before)
    for grupp in shown:
        insats, period = grupp[0].gäller
        for kön, visade in nya_rader(grupp, entered).items():
            number += 1
            dagar, tal = (str(period.från), str(period.till)), [(visat.fält, som_text(visat.antal)) for visat in visade]
            last = stämpel(last, dagar, kön, str(today), tal)
            tail = f"-{period.från}-{number}"
            yield {
                "id": insats.id[: LONGEST_ID - len(tail)].rstrip("-") + tail,
                "insats": insats.id,
                "period": {"från": dagar[0], "till": dagar[1]},
                "kön": kön,
                "datum": str(today),
                "tal": [{"fält": fält, "antal": antal} for fält, antal in tal],
                "stämpel": last,
            }
