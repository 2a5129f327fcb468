"""Figurerna som filer: tabellen som CSV, och bilden som SVG och PNG i bredbild. Källan står i alla."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import resvg_py

from macros.dictionary.words import Dictionary
from macros.downloads import RESULTATTABELL, figur_name
from macros.model.arsresultat import Årsresultat
from macros.model.register import Register
from macros.model.utfall import TOTALT
from macros.views.figurbild import WIDTH, svg_of
from macros.views.figurer import figurer, källa
from macros.views.perioder import namn

FONTS = [str(path) for path in sorted((Path(__file__).parent / "typsnitt").glob("*.ttf"))]
COLUMNS = ("år", "vad", "kön", "tal", "enhet", "täljare", "nämnare", "insatser", "av_insatser")
PIXELS = 2  # PNG är så många gånger större än bildens mått
Row = tuple[object, ...]


def figure_files(register: Register, words: Dictionary, today: date) -> dict[str, bytes]:
    """Filerna, efter adress från roten. Bara figurer som det finns tal till, och hela tabellen när något år har utfall."""
    source = källa(register, words, today)
    files: dict[str, bytes] = {}
    for one in figurer(register, today):
        svg = str(svg_of(one, source))
        files[figur_name(one.id, "CSV")] = csv_of(one.kolumner, one.rader, source)
        files[figur_name(one.id, "SVG")] = svg.encode()
        files[figur_name(one.id, "PNG")] = png_of(svg)
    if åren := [ett for ett in register.årsresultat(today) if ett.summa]:
        files[RESULTATTABELL] = csv_of(COLUMNS, [row for ett in åren for row in rows(ett)], source)
    return files


def csv_of(columns: Sequence[str], rows: Iterable[Row], source: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    writer.writerow((source, *[""] * (len(columns) - 1)))
    return out.getvalue().encode()


def rows(ett: Årsresultat) -> Iterator[Row]:
    """Årets tal, med täljare och nämnare. Det som inte visas är inte med."""
    år = namn(ett.period)
    if ett.pengar:
        yield år, "pengar till insatserna", TOTALT, ett.pengar.kronor, "kronor", "", "", ett.pengar.insatser, ""
    for kön, andel in ett.summa.andelar.items() if ett.summa else ():
        tal = andel.andel
        yield (år, "positivt utfall", kön, tal.procent, "procent", tal.täljare, tal.nämnare, andel.insatser, andel.av)
    if ett.kostnad:
        for per, kostnad in ett.kostnad.per.items():
            med, av = ett.kostnad.med[per], ett.kostnad.av
            yield år, f"kostnad per {per}", TOTALT, kostnad.per_person, "kronor", kostnad.kronor, kostnad.antal, med, av


def png_of(svg: str) -> bytes:
    """Samma bild som PNG, med våra egna typsnitt och inga av datorns, så att varje dator ger samma byte."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=WIDTH * PIXELS, skip_system_fonts=True, font_files=FONTS))
