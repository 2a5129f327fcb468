"""Reglerna för andra förbunds paket: raderna som säger vad som hämtas, och kopiorna. Docstringen är regeln."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from macros.check.data import Data
from macros.findings import FEL, RÅD, Finding
from macros.read.layers import COPIES, top_of

TABLE = "hamtas"


def digest(files: dict[str, str]) -> str:
    """Kontrollsumman (SHA-256) av en kopias filer: text efter filnamn. Tomma filer räknas inte."""
    found = sha256()
    for name, text in sorted(files.items()):
        if text:
            found.update(f"{name}\0{text}\0".encode())
    return found.hexdigest()


def copies(data: Data) -> dict[str, dict[str, str]]:
    """Kopiornas filer, efter mappens namn och filens."""
    found: dict[str, dict[str, str]] = {}
    for file, layer in data.layers.items():
        if layer.is_copy:
            found.setdefault(layer.folder.name, {})[Path(file).name] = data.sources[file]
    return found


def adressen_går_inte_att_hämta(data: Data) -> Iterator[Finding]:
    """Ett paket hämtas från en adress som börjar med https:// eller ur en fil, och heter datapackage.json."""
    for row in data.rows(TABLE):
        address = data.text(row, "adress")
        is_web = bool(address) and "://" in str(address)
        if address and (not f"/{address}".endswith("/datapackage.json") or (is_web and not address.startswith("https://"))):
            yield Finding(
                address.mark,
                FEL,
                f"adress ska vara https:// och webbplatsens namn, eller en fil, och sluta på datapackage.json "
                f"({data.label(TABLE, row)}). Skriv till exempel https://exempel.se/data/datapackage.json.",
            )


def vi_hämtar_inte_oss_själva(data: Data) -> Iterator[Finding]:
    """Det förbund som ger ut webbplatsen hämtas inte."""
    own = {str(row.get("id")) for row in data.rows("forbund") if data.layer(row).name == "eget"}
    for row in data.rows(TABLE):
        if (key := data.text(row, "id")) and key in own:
            yield Finding(key.mark, FEL, f"id {key} är ert eget förbund ({data.label(TABLE, row)}). Ta bort raden.")


def kopian_är_ändrad(data: Data) -> Iterator[Finding]:
    """En hämtad kopia ändras inte för hand, och finns bara för ett förbund som ska hämtas."""
    rows, found = {str(row.get("id")): row for row in data.rows(TABLE)}, copies(data)
    for name, files in found.items() if not data.has_errors(TABLE) else ():
        row = rows.get(name)
        if row is None or "kopia" not in row:
            file = next(file for file, layer in data.layers.items() if layer.is_copy and layer.folder.name == name)
            text = f"Mappen {COPIES}/{name} har ingen rad i {TABLE}.yaml som säger var den kommer ifrån. Ta bort mappen."
            yield Finding(top_of(file), FEL, text)
        elif row["kopia"]["sha256"] != digest(files):
            yield Finding(
                row["kopia"].value_mark("sha256"),
                FEL,
                f"Kopian i {COPIES}/{name} är inte den som hämtades: någon har ändrat i den ({data.label(TABLE, row)}). Kör python -m "
                f"macros hämta {name}.",
            )


def inget_är_hämtat(data: Data) -> Iterator[Finding]:
    """Ett förbund som ska hämtas har en kopia."""
    found = copies(data)
    for row in data.whole_rows(TABLE):
        if row["id"] not in found:
            yield Finding(
                row.mark, RÅD, f"Förbundet är inte hämtat ({data.label(TABLE, row)}). Kör python -m macros hämta {row['id']}."
            )


KOPIEREGLER = (adressen_går_inte_att_hämta, vi_hämtar_inte_oss_själva, kopian_är_ändrad, inget_är_hämtat)
