"""En figur för en presentation som SVG, ritad i bredbild när webbplatsen byggs. Samma bild står på sidan och i filerna.

Etiketterna och talen får den bredd som de har i webbplatsens typsnitt, och mallen håller dem till den i andra typsnitt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from macros.views.figurer import Figur, Stapel
from macros.views.figurtext import BOLD, FONT, text_width, wrap
from macros.views.html import render

WIDTH, HEIGHT, EDGE, TOP, BOTTOM = 960, 540, 36, 112, 74  # SVG-enheter
MOST_ROOM, LABEL_ROOM, GAP = 64, 300, 12
SIZE, TITLE, SMALL = 17, 27, 13  # teckenstorlekar


@dataclass(frozen=True)
class Line:
    """En rad text, med bredden den får."""

    text: str
    bredd: float


@dataclass(frozen=True)
class Drawn:
    """En stapel med sin plats: `y` är mitten, `rader` etikettens rader."""

    stapel: Stapel
    rader: tuple[Line, ...]
    text: Line
    grupp: Line | None
    y: float
    bredd: float


def svg_of(figur: Figur, source: str) -> Markup:
    """Bilden. Etiketterna och talen får sin bredd först, och staplarna det som blir kvar."""
    left = EDGE + _group_room(figur) + min(LABEL_ROOM, max(_width(one.etikett) for one in figur.staplar)) + GAP
    right = WIDTH - EDGE - GAP - max(_width(one.text) for one in figur.staplar)
    room = min(MOST_ROOM, (HEIGHT - TOP - BOTTOM) / _rows(figur.staplar))
    return render(
        "figurbild.svg",
        figur=figur,
        titel=Line(figur.titel, _width(figur.titel, TITLE) * BOLD),
        staplar=list(_placed(figur, room, right - left)),
        källa=_lines(source, SMALL),
        under=_lines(figur.under, SIZE),
        höjd=room * 0.66,
        vänster=left,
        kant=EDGE,
        lucka=GAP,
        topp=TOP,
        storlek=SIZE,
        storlekar=(TITLE, SMALL),
        W=WIDTH,
        H=HEIGHT,
    )


def _placed(figur: Figur, room: float, width: float) -> Iterator[Drawn]:
    y, grupp = float(TOP), ""
    for one in figur.staplar:
        is_new, earlier, grupp = one.grupp != grupp, grupp, one.grupp
        y += room / 2 if is_new and earlier else 0
        shown = Line(one.grupp, _width(one.grupp) * BOLD) if is_new else None
        labels, text = _lines(one.etikett, SIZE, LABEL_ROOM), Line(one.text, _width(one.text))
        yield Drawn(one, labels, text, shown, round(y + room / 2, 1), round(width * one.värde / max(figur.högst, 1), 1))
        y += room


def _rows(staplar: Sequence[Stapel]) -> float:
    """Hur många rader som staplarna tar, med en halv mellan grupperna."""
    return len(staplar) + (len({one.grupp for one in staplar}) - 1) / 2


def _group_room(figur: Figur) -> float:
    return max(_width(one.grupp) * BOLD for one in figur.staplar) + (GAP if figur.staplar[0].grupp else 0)


def _width(text: str, size: float = SIZE) -> float:
    return text_width(text) * size / FONT


def _lines(text: str, size: float, room: float = WIDTH - 2 * EDGE) -> tuple[Line, ...]:
    return tuple(Line(line, _width(line, size)) for line in wrap(text, room * FONT / size))
