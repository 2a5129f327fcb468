"""Bilden som visas när någon delar en länk: förbundets namn och delen av webbplatsen."""

from markupsafe import Markup

from macros.views.figurtext import BOLD, FONT, text_width, wrap
from macros.views.html import render
from macros.views.text import first_upper

WIDTH, HEIGHT, EDGE = 1200, 630, 88  # punkter, det mått som tjänsterna visar hela
PART, NAME = 60, 34  # teckenstorlekar
MOST_LINES = 3


def delningsbild(part: str, name: str) -> Markup:
    """Bilden som SVG. `part` är delens namn i menyn, `name` förbundets."""
    return render(
        "delningsbild.svg",
        del_=_lines(first_upper(part), PART),
        namn=_lines(name, NAME),
        W=WIDTH,
        H=HEIGHT,
        kant=EDGE,
        storlek=PART,
        namnets=NAME,
    )


def _lines(text: str, size: int) -> list[tuple[str, float]]:
    """Raderna med den bredd som de får. De som inte ryms lämnas utanför: bilden är en skylt, inte en text."""
    room = (WIDTH - 2 * EDGE) * FONT / size / BOLD
    return [(line, text_width(line) * size / FONT * BOLD) for line in wrap(text, room)[:MOST_LINES]]
