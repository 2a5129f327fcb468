"""Dokumentet → en märkt PDF (PDF/UA-1, ISO 14289-1), samma byte varje gång.

Typst prövar själv att dokumentet går att märka: titel, språk, rubriker i ordning och text till varje figur. Går det inte ger det
ett fel. Bara programmets egna typsnitt används, så datorns spelar ingen roll.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path

import pikepdf
import typst

from macros.dokument.innehall import Bild, Dokument, Tabell
from macros.dokument.typst import källa, sträng, tabeller

HERE = Path(__file__).parent
FONTS = HERE.parent / "exports" / "typsnitt"
NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
PPI = 192  # punkter per tum i en bild
KEPT = 256  # dokument: så slipper den som visar webbplatsen medan hen ändrar vänta på dem som är som förut
UNKNOWN = "\N{WHITE SQUARE}"  # ett tecken som inget av typsnitten har


@lru_cache(maxsize=KEPT)
def pdf(dokument: Dokument, dag: date) -> bytes:
    """Dokumentet som fil. Raises: typst.TypstError när mallen är fel."""
    source = källa(dokument, dag)
    try:
        made = _set(source, dag)
    except typst.TypstError as error:
        missing = {one for found in NO_GLYPH.findall(error.diagnostic) for one in found}
        if not missing:
            raise
        made = _set(source.translate({ord(one): UNKNOWN for one in missing}), dag)
    return _with_row_headers(made, list(tabeller(dokument)))


def antal_sidor(content: bytes) -> int:
    """Hur många sidor en PDF har."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return len(file.pages)


def png(bild: Bild) -> bytes:
    """Figuren som bild av punkter, i sin egen storlek, för dokument som inte har SVG. Samma byte varje gång."""
    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes({sträng(bild.svg)}), format: "svg")'
    made = typst.Compiler(source.encode(), font_paths=_fonts(), ignore_system_fonts=True).compile(format="png", ppi=PPI)
    assert isinstance(made, bytes), "en bild är en fil"
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


@cache
def _template() -> str:
    return (HERE / "mall.typ").read_text("utf8")


def _set(source: str, dag: date) -> bytes:
    midnight = datetime(dag.year, dag.month, dag.day, tzinfo=UTC)
    compiler = typst.Compiler(f"{_template()}\n{source}".encode(), font_paths=_fonts(), ignore_system_fonts=True)
    made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=midnight)
    assert isinstance(made, bytes), "ett dokument är en fil"
    return made


def _with_row_headers(made: bytes, known: list[Tabell]) -> bytes:
    """PDF:en där radernas rubriker är märkta som rubriker. Typst märker bara kolumnernas (ISO 32000-1, 14.8.4.3.4 och 14.8.5.7)."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as file:
        found = list(_elements(file.Root.StructTreeRoot, "/Table"))
        for element, tabell in zip(found, known, strict=True):
            for row, rad in zip(_rows(element), filter(None, (tabell.huvud, *tabell.rader)), strict=True):
                for cell, ruta in zip(_children(row), rad, strict=True):
                    if ruta.rubrik == "rad":
                        _make_row_header(cell)
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _make_row_header(cell: pikepdf.Object) -> None:
    cell.S = pikepdf.Name.TH
    scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
    before = cell.get("/A")
    several = list(before.as_list()) if isinstance(before, pikepdf.Array) else [before] if before is not None else []
    own = next((one for one in several if one.get("/O") == "/Table"), None)
    if own is not None:
        own.Scope = pikepdf.Name.Row
    else:
        cell.A = pikepdf.Array([*several, scope])


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Elementen under ett element, i ordning, utan det som står på sidorna."""
    kids = element.get("/K")
    several = list(kids.as_list()) if isinstance(kids, pikepdf.Array) else [kids]
    return [one for one in several if isinstance(one, pikepdf.Dictionary) and "/S" in one]


def _elements(element: pikepdf.Object, name: str) -> Iterator[pikepdf.Object]:
    for child in _children(element):
        if name == child.S:
            yield child
        yield from _elements(child, name)


def _rows(table: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for child in _children(table):
        if child.S == "/TR":
            yield child
        elif child.S in ("/THead", "/TBody", "/TFoot"):
            yield from _rows(child)
