"""Sparar ett anpassat paket som en kopia, sedan hela datamappen har prövats med den i."""

import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from macros import check
from macros.check.kopia_rules import TABLE, digest
from macros.dictionary.load import load
from macros.dictionary.words import Dictionary
from macros.fetch.transport import FetchRefused
from macros.findings import FEL
from macros.read.layers import COPIES, OTHERS
from macros.read.version import CURRENT, write_version
from macros.settings import folders
from macros.write import Draft, Plain, WriteRefused
from macros.write.grow import grow
from macros.write.replace import replace_file

Rows = Mapping[str, list[dict[str, Plain]]]
SAID = 3  # så många fel i paketet sägs


def written(folder: Path, tables: Rows, words: Dictionary) -> str:
    """Skriver tabellerna i mappen. Returns: deras kontrollsumma. Raises: FetchRefused."""
    folder.mkdir(parents=True)
    write_version(folder, CURRENT)
    for name, rows in tables.items():
        if rows:
            try:
                grow(folder / f"{name}.yaml", words.tables[name], "hämta", "Hämtat från förbundet.", rows)
            except (WriteRefused, TypeError) as error:
                raise FetchRefused(f"raderna i {name} går inte att skriva: {error}") from error
    return digest({path.name: path.read_text("utf8") for path in folder.glob("*.yaml")})


def keep(data: Path, förbund: str, tables: Rows, about: Mapping[str, Plain], today: date) -> bool:
    """Ersätter den förra kopian om den nya håller. Returns: om något har ändrats. Raises: FetchRefused.

    Args:
        about: det som skrivs om kopian i hamtas.yaml, utom kontrollsumman.
    """
    with tempfile.TemporaryDirectory(dir=data.resolve().parent, prefix=".hamtar-") as work:
        trial = trial_of(data, förbund, Path(work))
        words = load(data)
        fresh = trial / COPIES / förbund
        if (data / OTHERS / förbund / "forbund.yaml").exists():  # den som är skriven för hand gäller
            tables = {name: rows for name, rows in tables.items() if name != "forbund"}
        found = {**about, "sha256": written(fresh, tables, words)}
        draft = Draft.open(trial / f"{TABLE}.yaml", words.tables[TABLE])
        before = draft.rows[draft.number(förbund)].get("kopia")
        is_same = isinstance(before, dict) and {**before, "datum": ""} == {**found, "datum": ""}
        draft.set(förbund, "kopia", found)
        draft.save(trial / f"{TABLE}.yaml")
        if not is_same:
            refuse_faults(trial, förbund, today)
        swap(data, förbund, fresh, (trial / f"{TABLE}.yaml").read_bytes())
    return not is_same


def trial_of(data: Path, förbund: str, work: Path) -> Path:
    """En kopia av datamappen, med det gemensamma bredvid, att pröva i. Kopian av förbundet är inte med."""
    left_out = (data / COPIES / förbund).resolve()

    def ignored(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if (Path(folder) / name).resolve() == left_out]

    where = folders(data)
    if where.common_data.parent == data.resolve().parent / "gemensamt":
        shutil.copytree(where.common_data, work / "gemensamt" / "data")
    return Path(shutil.copytree(data, work / "data", ignore=ignored))


def refuse_faults(trial: Path, förbund: str, today: date) -> None:
    """Raises: FetchRefused när datamappen har fel med kopian i."""
    wrong = [one for one in check.examine(trial, today, pages=()).findings if one.level == FEL]
    if wrong:
        more = f" och {len(wrong) - SAID} fel till" if len(wrong) > SAID else ""
        said = "; ".join(f"{Path(one.mark.file).name}:{one.mark.line} {one.text}" for one in wrong[:SAID])
        raise FetchRefused(f"paketet har fel som förbundet behöver rätta: {said}{more}")


def swap(data: Path, förbund: str, fresh: Path, listed: bytes) -> None:
    """Byter den förra kopian mot den nya, och skriver dagen och kontrollsumman."""
    home, old = data / COPIES / förbund, fresh.with_name(f"{förbund}.förra")
    home.parent.mkdir(exist_ok=True)
    if home.exists():
        home.rename(old)
    fresh.rename(home)
    table = data / f"{TABLE}.yaml"
    replace_file(table, table.read_bytes(), listed)
