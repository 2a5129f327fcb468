"""Inför det som visas om utfallen och enkätsvaren i liggaren `publicerat.yaml`, så att skyddet vet vad som redan har publicerats."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from macros.check import Examined, display_name
from macros.check.data import Data
from macros.findings import FEL, as_text
from macros.model import register as model
from macros.model.publicerat import Visat, nya_rader, som_text, stämpel
from macros.model.skydd import grupper
from macros.model.skydd_enkat import nya_svar, året
from macros.model.uppfoljning import Uppföljning
from macros.model.utfall import TOTALT, Period
from macros.settings import SettingError
from macros.write import Plain
from macros.write.grow import grow

TABLE, OUTCOMES, ANSWERS = "publicerat", "utfall", "enkatsvar"
TABLES = (OUTCOMES, ANSWERS)
LONGEST_ID = 80


def enter(examined: Examined, today: date) -> str:
    """Inför det som inte är infört. Raises: SettingError när data har fel, WriteRefused när filen inte går att ändra."""
    if not examined.is_ok:
        wrong = [finding for finding in examined.findings if finding.level == FEL]
        raise SettingError(f"Rätta felen först:\n{as_text(wrong).rstrip()}")
    uppföljning = model.build(examined.data.dictionary, examined.data.tables).uppföljning
    shown = [*_outcomes(uppföljning), *_answers(uppföljning)]
    layers = {(table, str(row["id"])): examined.data.layer(row) for table in TABLES for row in examined.data.rows(table)}
    folders = {key: layer.folder for key, layer in layers.items() if not layer.is_copy}  # den som hämtas har sin egen liggare
    said = []
    for folder in dict.fromkeys(folders.values()):
        own = [one for one in shown if folders.get(one.row) == folder]
        if rows := list(new_rows(examined.data, folder, own, today)):
            path = folder / f"{TABLE}.yaml"
            grow(path, examined.data.dictionary.tables[TABLE], "publicera", "Det som har publicerats om utfallen.", rows)
            said.append(f"{len(rows)} rader är införda i {display_name(folder, path.name)}. Spara filen i git.")
    return "\n".join(said) or "Allt som visas om utfallen och enkätsvaren är redan infört."


class Shown(NamedTuple):
    """Det nya som visas: tabellen och raden, insatsen, perioden, könet, talen, och enkäten när det är svar på en."""

    row: tuple[str, str]
    insats: str
    period: Period
    kön: str
    tal: tuple[Visat, ...]
    enkät: str = ""


def _outcomes(uppföljning: Uppföljning) -> Iterator[Shown]:
    for grupp in grupper(uppföljning.utfall):
        insats, period = grupp[0].gäller
        for kön, tal in nya_rader(grupp, uppföljning.publicerat).items():
            yield Shown((OUTCOMES, grupp[0].id), insats.id, period, kön, tal)


def _answers(uppföljning: Uppföljning) -> Iterator[Shown]:
    for rad in uppföljning.enkätsvar:
        if tal := nya_svar(rad, uppföljning.publicerade_svar):
            yield Shown((ANSWERS, rad.id), rad.insats.id, året(rad.år), TOTALT, tal, rad.enkät.id)


def new_rows(data: Data, folder: Path, shown: Iterable[Shown], today: date) -> Iterator[dict[str, Plain]]:
    """Raderna som fattas. Varje rads stämpel hänger ihop med raden före i filen."""
    before = [row for row in data.rows(TABLE) if data.layer(row).folder == folder]
    last = str(before[-1]["stämpel"]) if before else ""
    for number, one in enumerate(shown, len(before) + 1):
        dagar = (str(one.period.från), str(one.period.till))
        tal = [(visat.fält, som_text(visat.antal)) for visat in one.tal]
        last = stämpel(last, dagar, one.kön, str(today), tal)
        tail = f"-{dagar[0]}-{number}"
        yield {
            "id": one.insats[: LONGEST_ID - len(tail)].rstrip("-") + tail,
            "insats": one.insats,
            "period": {"från": dagar[0], "till": dagar[1]},
            "kön": one.kön,
            **({"enkät": one.enkät} if one.enkät else {}),
            "datum": str(today),
            "tal": [{"fält": fält, "antal": antal} for fält, antal in tal],
            "stämpel": last,
        }
