"""Var rutorna och länkarna i en kedjas figur står. Bara räkning: mallen ritar.

Figuren finns i två former. Den breda har en kolumn för varje sort av led och ett band för varje nivå. Den smala har alla
led under varandra. Måtten är SVG-enheter, och en enhet är en CSS-pixel i figurens egen storlek.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from macros.model.kedja import Kedja, Led
from macros.views.figurtext import BOLD, FONT, LINE, wrap

PAD = 11  # luft innanför rutans kant
GAP = 16  # mellan rutor i samma kolumn
BAND_LABEL, BAND_PAD, BAND_INSET, BAND_GAP = 30, 12, 7, 8
PASS = 18  # så högt är hålet som en lång länk går igenom i en kolumn
EDGE = 3  # luft runt om, så att linjerna får plats
TURN, REACH = 24, 28  # plats för en båge som vänder, och hur långt dess styrpunkter dras ut
UNDER = 12  # mellan linjerna som går bakåt under rutorna
HEAD = 9  # pilspetsens längd
FULL_WIDTH, NARROW_WIDTH = 1120, 350


@dataclass(frozen=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """Ett led som ruta, med texten bruten i rader."""

    led: Led
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


Curve = tuple[Point, Point, Point, Point]  # en kubisk bézierkurva: början, två styrpunkter, slutet


@dataclass(frozen=True)
class Link:
    """En länk från ett led till ett annat. Den slutar vågrätt mot målets kant."""

    source: Box
    target: Box
    curves: tuple[Curve, ...]

    @property
    def start(self) -> Point:
        return self.curves[0][0]

    @property
    def end(self) -> Point:
        return self.curves[-1][3]

    @property
    def path(self) -> str:
        """Linjen som SVG-väg."""
        return f"M{pair(self.start)}" + "".join(f"C{' '.join(map(pair, curve[1:]))}" for curve in self.curves)

    @property
    def head(self) -> str:
        """Pilspetsens hörn. Den pekar in mot rutan."""
        back = -HEAD if self.end.x == self.target.x else HEAD
        return " ".join(
            map(pair, (self.end, Point(self.end.x + back, self.end.y - 5), Point(self.end.x + back, self.end.y + 5)))
        )


@dataclass(frozen=True)
class Label:
    """En rubrik i figuren. `kind` är kolumn, nivå eller sort."""

    kind: str
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Band:
    """Bakgrunden bakom en nivå."""

    y: float
    height: float


@dataclass(frozen=True)
class Figure:
    width: float
    height: float
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    labels: tuple[Label, ...]
    bands: tuple[Band, ...] = ()


def pair(point: Point) -> str:
    return f"{point.x:g},{point.y:g}"


def box(led: Led, x: float, y: float, width: float) -> Box:
    lines = wrap(f"{led.nummer}.\xa0{' '.join(led.vad.split())}", width - 2 * PAD)
    return Box(led, x, y, width, LINE * len(lines) + 2 * PAD - 4, lines)


# ---- Den breda ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Columns:
    """Kolumnernas plats och bredd."""

    count: int
    before: float = 0  # plats till vänster, för länkar som går bakåt till första kolumnen
    after: float = 0

    @property
    def gap(self) -> float:
        return max(33, min(96, 300 // self.count))

    @property
    def column(self) -> float:
        """Bredden på en kolumn."""
        return max(128, min(240, (FULL_WIDTH - self.gap * (self.count - 1)) // self.count))

    def x(self, place: int) -> float:
        return EDGE + self.before + place * (self.column + self.gap)

    @property
    def width(self) -> float:
        return self.x(self.count - 1) + self.column + self.after + EDGE


Item = Box | tuple[int, int]  # en ruta, eller hålet för länken mellan två nummer


def height_of(item: Item) -> float:
    return item.height if isinstance(item, Box) else PASS


def key_of(item: Item) -> int | tuple[int, int]:
    """Det som skiljer en sak i kolumnen från de andra: ledets nummer, eller de två numren som länken går mellan."""
    return item.led.nummer if isinstance(item, Box) else item


def shares(items: Sequence[Item]) -> list[tuple[Item, float]]:
    """Varje sak i kolumnen och hur långt ner i den den står, från 0 till 1."""
    return [(item, (place + 0.5) / len(items)) for place, item in enumerate(items)]


def stack_height(items: Sequence[Item]) -> float:
    return sum(map(height_of, items)) + GAP * (len(items) - 1) if items else 0


class _Wide:
    """Bygger den breda figuren."""

    def __init__(self, kedja: Kedja, titles: Mapping[str, str]):
        self.kedja, self.titles = kedja, titles
        self.place = {sort: place for place, sort in enumerate(kedja.leden)}
        jumps = [(self.column_of(led), self.column_of(other)) for led in kedja.led for other in kedja.följer(led)]
        last, inset = len(self.place) - 1, BAND_INSET if kedja.nivåer != ("",) else 0
        self.columns = Columns(
            len(self.place),
            before=inset + (TURN if any(b == 0 < a for a, b in jumps) else 0),
            after=inset + (TURN if any(b <= a == last for a, b in jumps) else 0),
        )
        self.backwards = sum(b < a for a, b in jumps)
        self.passes: dict[tuple[int, int, int], Point] = {}

    def column_of(self, led: Led) -> int:
        return self.place[led.sort]

    @cached_property
    def free(self) -> frozenset[str]:
        """I en kedja med nivåer: sorterna där inget led har någon nivå. De står mitt för banden."""
        if self.kedja.nivåer == ("",):
            return frozenset()
        return frozenset(sort for sort in self.kedja.leden[1:] if not any(led.nivå for led in self.kedja.med(sort)))

    def band_of(self, led: Led) -> str | None:
        return None if led.sort in self.free else led.nivå

    @cached_property
    def bands(self) -> tuple[str, ...]:
        return tuple(nivå for nivå in self.kedja.nivåer if any(self.band_of(led) == nivå for led in self.kedja.led))

    @cached_property
    def stacks(self) -> dict[tuple[int, str | None], list[Item]]:
        """Rutorna och hålen i varje kolumn och band, uppifrån. Rutorna har ännu ingen plats i höjdled."""
        found: dict[tuple[int, str | None], list[Item]] = {}
        for led in self.kedja.led:
            place = self.column_of(led)
            found.setdefault((place, self.band_of(led)), []).append(box(led, self.columns.x(place), 0, self.columns.column))
        self.add_passes(found)
        return found

    def add_passes(self, stacks: dict[tuple[int, str | None], list[Item]]) -> None:
        """Lägger hål för de långa länkarna, kolumn för kolumn och lika högt upp som i kolumnen före."""
        long = [
            (led, other)
            for led in self.kedja.led
            for other in dict.fromkeys(self.kedja.följer(led))
            if self.column_of(other) - self.column_of(led) > 1
        ]
        height: dict[int | tuple[int, int], float] = {}
        for items in stacks.values():
            height |= {key_of(item): share for item, share in shares(items)}
        for place in range(1, len(self.place) - 1):
            added: dict[str | None, list[tuple[float, Item]]] = {}
            for led, other in long:
                if self.column_of(led) < place < self.column_of(other):
                    key = (led.nummer, other.nummer)
                    added.setdefault(self.pass_band(place, led, other), []).append((height.get(key, height[led.nummer]), key))
            for band, passes in added.items():
                own = [(height[key_of(item)], item) for item in stacks.get((place, band), ())]
                stacks[place, band] = [item for _, item in sorted(passes + own, key=lambda one: one[0])]
                height |= {item: share for item, share in shares(stacks[place, band]) if not isinstance(item, Box)}

    def pass_band(self, place: int, led: Led, other: Led) -> str | None:
        nearest = (self.band_of(led), self.band_of(other), *self.bands)
        return None if self.kedja.leden[place] in self.free else next(band for band in nearest if band is not None)

    def figure(self) -> Figure:
        columns = self.columns
        heads = [wrap(self.titles[sort], columns.column / BOLD) for sort in self.place]
        top = max(map(len, heads)) * LINE + 12
        labels = [Label("kolumn", columns.x(place), FONT, lines) for place, lines in enumerate(heads)]
        boxes: list[Box] = []
        bands, bottom = self.place_bands(top, boxes, labels)
        bottom = max(
            bottom, top + max((stack_height(items) for (_, band), items in self.stacks.items() if band is None), default=0)
        )
        for (place, band), items in self.stacks.items():
            if band is None:
                boxes += self.stacked(place, items, top, bottom - top)
        links = self.links({one.led.nummer: one for one in boxes}, bottom)
        height = bottom + (UNDER * (self.backwards + 1) if self.backwards else 0) + EDGE
        return Figure(columns.width, height, in_order(boxes), links, tuple(labels), bands)

    def place_bands(self, top: float, boxes: list[Box], labels: list[Label]) -> tuple[tuple[Band, ...], float]:
        """Ställer rutorna band för band och ger bakgrunderna och var banden tar slut."""
        bands, y, named = [], top, self.bands != ("",)
        for band in self.bands:
            stacks = [(place, items) for (place, own), items in self.stacks.items() if own == band]
            inner = max(stack_height(items) for _, items in stacks)
            above, below = (BAND_LABEL, BAND_PAD) if named else (0, 0)
            for place, items in stacks:
                boxes += self.stacked(place, items, y + above, inner)
            if named:
                labels.append(Label("nivå", self.columns.x(0), y + 20, (level_name(band),)))
                bands.append(Band(y, above + inner + below))
            y += above + inner + below + (BAND_GAP if named else 0)
        return tuple(bands), y - (BAND_GAP if named else 0)

    def stacked(self, place: int, items: Sequence[Item], top: float, room: float) -> Iterable[Box]:
        """Rutorna i en kolumn, mitt i höjden som finns. Hålen mellan dem får sin plats."""
        y = top + (room - stack_height(items)) / 2
        for item in items:
            if isinstance(item, Box):
                yield Box(item.led, item.x, y, item.width, item.height, item.lines)
            else:
                self.passes[(place, *item)] = Point(self.columns.x(place), y + PASS / 2)
            y += height_of(item) + GAP

    def links(self, boxes: Mapping[int, Box], bottom: float) -> tuple[Link, ...]:
        found, lane = [], bottom + UNDER
        for source, target in linked(self.kedja, boxes):
            a, b = self.column_of(source.led), self.column_of(target.led)
            if a < b:
                curves = self.forward(source, target, range(a + 1, b))
            elif a == b:
                curves = self.beside(source, target)
            else:
                curves, lane = self.back(source, target, lane), lane + UNDER
            found.append(Link(source, target, curves))
        return tuple(found)

    def forward(self, source: Box, target: Box, between: Iterable[int]) -> tuple[Curve, ...]:
        """Till en senare kolumn: en mjuk kurva i varje mellanrum, rakt genom kolumnerna däremellan."""
        points = [Point(source.right, source.middle)]
        for place in between:
            hole = self.passes[place, source.led.nummer, target.led.nummer]
            points += [hole, Point(hole.x + self.columns.column, hole.y)]
        points.append(Point(target.x, target.middle))
        return tuple(curve(a, b, (b.x - a.x) / 2, (b.x - a.x) / 2) for a, b in pairwise(points))

    def beside(self, source: Box, target: Box) -> tuple[Curve, ...]:
        """Inom en kolumn: en båge i mellanrummet till höger."""
        lower = source.height / 4 if source is target else 0
        return (curve(Point(source.right, source.middle + lower), Point(target.right, target.middle - lower), REACH, -REACH),)

    def back(self, source: Box, target: Box, lane: float) -> tuple[Curve, ...]:
        """Bakåt: runt under alla rutor."""
        turn, rise = Point(source.right, lane), Point(target.x, lane)
        return (
            curve(Point(source.right, source.middle), turn, REACH, -REACH),
            curve(turn, rise, -1, -1),
            curve(rise, Point(target.x, target.middle), -REACH, REACH),
        )


def curve(start: Point, end: Point, leave: float, arrive: float) -> Curve:
    """En kurva som börjar och slutar vågrätt. `leave` och `arrive` är hur långt den dras ut åt höger."""
    return start, Point(start.x + leave, start.y), Point(end.x - arrive, end.y), end


def linked(kedja: Kedja, boxes: Mapping[int, Box]) -> Iterable[tuple[Box, Box]]:
    return ((boxes[led.nummer], boxes[other.nummer]) for led in kedja.led for other in dict.fromkeys(kedja.följer(led)))


def in_order(boxes: Iterable[Box]) -> tuple[Box, ...]:
    return tuple(sorted(boxes, key=lambda one: one.led.nummer))


def level_name(nivå: str) -> str:
    return nivå.capitalize() or "Alla nivåer"


def wide(kedja: Kedja, titles: Mapping[str, str]) -> Figure:
    """Kedjan med en kolumn för varje sort av led, från vänster till höger. Kedjan har minst ett led."""
    return _Wide(kedja, titles).figure()


# ---- Den smala ----------------------------------------------------------------------------------------------

LANE, MOST_GUTTER, CORNER = 9, 96, 6


def lanes(spans: Mapping[int, tuple[float, float]]) -> dict[int, int]:
    """En bana för varje målruta, så att banor som möts i höjdled aldrig är samma. De kortaste ligger närmast rutorna."""
    taken: list[list[tuple[float, float]]] = []
    found = {}
    for key, (top, end) in sorted(spans.items(), key=lambda one: (one[1][1] - one[1][0], one[0])):
        lane = next((n for n, others in enumerate(taken) if all(end < a or b < top for a, b in others)), len(taken))
        taken[lane : lane + 1] = [[*(taken[lane] if lane < len(taken) else ()), (top, end)]]
        found[key] = lane
    return found


def leaves_at(one: Box) -> float:
    return one.bottom - one.height / 3


def arrives_at(one: Box) -> float:
    return one.y + one.height / 3


def rail(source: Box, target: Box, x: float) -> tuple[Curve, ...]:
    """Ut åt vänster till banan, längs den och in igen, med runda hörn."""
    start, end = Point(source.x, leaves_at(source)), Point(target.x, arrives_at(target))
    down: float = CORNER if end.y > start.y else -CORNER
    down = down if abs(end.y - start.y) >= 2 * CORNER else (end.y - start.y) / 2
    out, along = Point(x + CORNER, start.y), Point(x, start.y + down)
    until, inwards = Point(x, end.y - down), Point(x + CORNER, end.y)
    return (
        (start, start, out, out),
        (out, Point(x, start.y), Point(x, start.y), along),
        (along, along, until, until),
        (until, Point(x, end.y), Point(x, end.y), inwards),
        (inwards, inwards, end, end),
    )


def narrow(kedja: Kedja, titles: Mapping[str, str]) -> Figure:
    """Kedjan som en kolumn, nivå för nivå och led för led, med länkarna till vänster. Kedjan har minst ett led."""
    groups = [(nivå, sort, kedja.med(sort, nivå)) for nivå in kedja.nivåer for sort in kedja.leden if kedja.med(sort, nivå)]
    gutter = min(LANE * len({other.nummer for led in kedja.led for other in kedja.följer(led)}) + 2 * HEAD, MOST_GUTTER)
    x = EDGE + (gutter if kedja.har_länkar else 0)
    boxes, labels, y, level = [], [], float(EDGE), None
    for nivå, sort, leden in groups:
        if nivå != level and kedja.nivåer != ("",):
            labels.append(Label("nivå", x, y + 20, (level_name(nivå),)))
            y, level = y + BAND_LABEL, nivå
        labels.append(Label("sort", x, y + FONT, (titles[sort],)))
        y += LINE + 3
        for led in leden:
            boxes.append(box(led, x, y, NARROW_WIDTH - x - EDGE))
            y = boxes[-1].bottom + GAP
    links = narrow_links(kedja, {one.led.nummer: one for one in boxes}, x)
    return Figure(NARROW_WIDTH, y - GAP + EDGE, in_order(boxes), links, tuple(labels))


def narrow_links(kedja: Kedja, boxes: Mapping[int, Box], x: float) -> tuple[Link, ...]:
    """Länkar till samma led delar bana, så att de möts."""
    pairs = list(linked(kedja, boxes))
    ends: dict[int, list[float]] = {}
    for source, target in pairs:
        ends.setdefault(target.led.nummer, [arrives_at(target)]).append(leaves_at(source))
    lane = lanes({key: (min(found), max(found)) for key, found in ends.items()})
    step = min(LANE, (x - EDGE - 2 * HEAD) / max(1, max(lane.values(), default=0)))
    return tuple(
        Link(source, target, rail(source, target, x - 2 * HEAD - step * lane[target.led.nummer])) for source, target in pairs
    )
