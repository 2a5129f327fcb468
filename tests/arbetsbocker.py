"""Arbetsböcker i Excel som någon har fyllt i, och LibreOffice som räknar dem."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import lxml.etree
import openpyxl

from tests.ordfiler import parts

OFFICE = shutil.which("soffice")


def plain(value: Any) -> Any:
    """Tusental skrivs olika efter datorns språk; tom text och tom cell är samma sak."""
    if not isinstance(value, str):
        return value
    return re.sub(r"(?<=\d)[\xa0\u202f, ](?=\d{3})", " ", value) or None


def filled_in(content: bytes, first: str, inputs: Mapping[str, Any]) -> bytes:
    """Boken ifylld som i Excel, utan sparade värden, så att nästa program måste räkna.

    Args:
        first: bladet för de celler i `inputs` som inte säger vilket blad de står på.
    """
    files, titles = parts(content), openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    for number, title in enumerate(titles, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        prefixes = (f"{title}!", "") if title == first else (f"{title}!",)
        files[name] = _filled_sheet(
            files[name], {key: inputs[f"{one}{key}"] for one in prefixes for key in _places(inputs, one)}
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, text in files.items():
            archive.writestr(part, text)
    return out.getvalue()


def _places(inputs: Mapping[str, Any], prefix: str) -> list[str]:
    return [key.removeprefix(prefix) for key in inputs if key.startswith(prefix) and (prefix or "!" not in key)]


def _filled_sheet(text: bytes, inputs: Mapping[str, Any]) -> bytes:
    tree = lxml.etree.fromstring(text)
    space = f"{{{tree.nsmap[None]}}}"
    for cell in tree.iter(f"{space}c"):
        formula, value = cell.find(f"{space}f"), cell.find(f"{space}v")
        new = inputs.get(cell.get("r"))
        if new is not None:
            for child in list(cell):
                cell.remove(child)
            cell.set("t", "str" if isinstance(new, str) else "n")
            lxml.etree.SubElement(cell, f"{space}v").text = str(new)
        elif formula is not None and value is not None:
            cell.remove(value)
    return lxml.etree.tostring(tree)


def counted(books: Sequence[bytes], folder: Path) -> list[bytes]:
    """Böckerna så som LibreOffice räknar och sparar dem."""
    assert OFFICE
    for number, book in enumerate(books):
        (folder / f"{number}.xlsx").write_bytes(book)
    files = [folder / f"{number}.xlsx" for number in range(len(books))]
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = [OFFICE, "--headless", profile, "--convert-to", "xlsx", "--outdir", folder / "ut", *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [(folder / "ut" / file.name).read_bytes() for file in files]
