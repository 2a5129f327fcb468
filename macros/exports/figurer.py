"""Figuren på styrelsens sida, att hämta: talen som CSV, och måluppfyllelsen år för år som bild. Källan står i båda."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jinja2

from macros.dictionary.words import Dictionary
from macros.downloads import FIGUR
from macros.model.arsresultat import Årsresultat
from macros.model.register import Register
from macros.model.tid import in_words
from macros.model.utfall import KÖNEN, TOTALT
from macros.views.perioder import namn

COLUMNS = ("år", "vad", "kön", "tal", "enhet", "täljare", "nämnare", "insatser", "av_insatser")
MOST_YEARS = 5  # år i bilden
BAR, GAP, GROUP, LEFT, RIGHT, TOP = 22, 6, 22, 150, 620, 96  # SVG-enheter
Row = tuple[object, ...]


def figure_files(register: Register, words: Dictionary, today: date) -> dict[str, bytes]:
    """Filerna, efter adress från roten. Inga när inget år har utfall."""
    åren = [ett for ett in register.årsresultat(today) if ett.summa]
    if not åren:
        return {}
    source = f"{register.värd.namn}, {in_words(today)}, sidan Vad gav pengarna? Licens: {words.licenses[0]['name']}."
    (_, as_csv), (_, as_svg) = FIGUR
    return {as_csv: csv_of(åren, source), as_svg: svg_of(åren[:MOST_YEARS], source)}


def csv_of(åren: list[Årsresultat], source: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(row for ett in åren for row in rows(ett))
    writer.writerow(("", f"Källa: {source}", *[""] * (len(COLUMNS) - 2)))
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


def svg_of(åren: list[Årsresultat], source: str) -> bytes:
    """Andelen med positivt utfall, en grupp per år och en stapel per kön, på en axel från 0 till 100 procent."""
    bars, y = [], TOP
    for ett in åren:
        first = y
        for kön in (TOTALT, *KÖNEN):
            if ett.summa and (andel := ett.summa.andelar.get(kön)):
                bars.append((namn(ett.period) if y == first else "", kön, andel.andel, y))
                y += BAR + GAP
        y += GROUP if y > first else 0
    width = RIGHT - LEFT
    ticks = [(LEFT + width * percent // 100, percent) for percent in range(0, 101, 25)]
    svg = template().render(
        staplar=[(år, kön, tal, y, round(width * tal.procent / 100, 1)) for år, kön, tal, y in bars],
        streck=ticks,
        källa=source,
        vänster=LEFT,
        topp=TOP,
        botten=y,
        stapel=BAR,
    )
    return svg.encode()


def template() -> jinja2.Template:
    folder = Path(__file__).with_name("mallar")
    loader = jinja2.FileSystemLoader(folder)
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined).get_template(
        "figur.svg"
    )
