"""Figurerna som filer: tabellen som CSV, och bilden som SVG och PNG i bredbild. Källan och licensen står i alla."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import resvg_py

from macros.dictionary.words import Dictionary
from macros.downloads import RESULTATTABELL, figur_name
from macros.exports.csv_files import csv_of
from macros.model.arsresultat import Årsresultat
from macros.model.register import Register
from macros.model.utfall import TOTALT
from macros.views.figurbild import WIDTH, svg_of
from macros.views.figurer import Källa, figurer, källa
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
        svg = str(svg_of(one, source.i_ord()))
        files[figur_name(one.id, "CSV")] = _with_source(one.kolumner, one.rader, source)
        files[figur_name(one.id, "SVG")] = svg.encode()
        files[figur_name(one.id, "PNG")] = png_of(svg)
    if åren := [ett for ett in register.årsresultat(today) if ett.summa]:
        files[RESULTATTABELL] = _with_source(COLUMNS, [row for ett in åren for row in rows(ett)], source)
    return files


def _with_source(columns: Sequence[str], rows: Iterable[Row], source: Källa) -> bytes:
    """Källan och licensen står i egna kolumner: en rad med bara text hade gjort talen till text i ett statistikprogram."""
    return csv_of((*columns, *Källa._fields), ((*row, *source) for row in rows))


def rows(ett: Årsresultat) -> Iterator[Row]:
    """Årets tal, med täljare och nämnare. Det som inte visas är inte med."""
    år = namn(ett.period)
    if ett.pengar:
        yield år, "pengar till insatserna", TOTALT, ett.pengar.kronor, "kronor", None, None, ett.pengar.insatser, None
    for kön, andel in ett.summa.andelar.items() if ett.summa else ():
        tal = andel.andel
        yield (år, "positivt utfall", kön, tal.procent, "procent", tal.täljare, tal.nämnare, andel.insatser, andel.av)
    if ett.kostnad:
        for per, kostnad in ett.kostnad.per.items():
            med, av = ett.kostnad.med[per], ett.kostnad.av
            yield år, f"kostnad per {per}", TOTALT, kostnad.per_person, "kronor", kostnad.kronor, kostnad.antal, med, av


def png_of(svg: str, width: int = WIDTH * PIXELS) -> bytes:
    """Samma bild som PNG, med våra egna typsnitt och inga av datorns, så att varje dator ger samma byte. `width` är punkter."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=FONTS))
