"""En datafil som block: varje rad för sig med sina kommentarer, så att den kan flytta hel till en annan fil.

Kommentarer direkt ovanför en rad hör till den. En kommentar med tomma rader omkring är en rubrik för raderna under, och
flyttar bara när alla de raderna flyttar till samma fil. Det som står överst i filen är kvar där.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from macros.read import read_rows
from macros.write import patch
from macros.write.document import read_document, split_row
from macros.write.draft import CHECK_FAILED
from macros.write.nodes import end_of, is_first_on_line, line_end, line_start, spot, start_of
from macros.write.plain import Plain, WriteRefused, plain_row
from macros.write.shape import Shape, shape_of

Row = dict[str, Plain]
ADJACENT = re.compile(r"(?:^ *#[^\n]*\n)+\Z", re.MULTILINE)
STAYS, DROPPED = "", None
Place = str | None  # mappen som raden flyttar till, STAYS eller DROPPED


@dataclass(frozen=True)
class Block:
    """En rad: det som står före den (`gap`), kommentarerna direkt ovanför, texten som den är skriven, och värdena."""

    gap: str
    comments: str
    text: str
    row: Row

    @property
    def has_heading(self) -> bool:
        return "#" in self.gap


@dataclass
class Blocks:
    """En hel fil. `head` är filens text när den inte har några rader."""

    file: str
    head: str
    blocks: list[Block]
    tail: str = ""
    bom: bytes = b""
    shape: Shape = field(default_factory=Shape)

    def data(self) -> bytes:
        """Filen som den blir, läst igen och jämförd. Raises: WriteRefused när något annat än det ändrade skulle ändras."""
        text = "".join(block.gap + block.comments + block.text for block in self.blocks) + self.tail
        data = self.bom + (text if self.blocks else self._without_rows()).encode()
        reading = read_rows(data, self.file)
        if not reading.complete or [plain_row(row) for row in reading.rows] != [block.row for block in self.blocks]:
            raise WriteRefused(f"{self.file}: {CHECK_FAILED}")
        return data

    def _without_rows(self) -> str:
        newline = self.shape.newline
        return (
            self.head + ("" if re.search(r"^ *\[ *\]", self.head, re.MULTILINE) else f"[]{newline}") + self.tail.lstrip("\r\n")
        )


def parse(data: bytes, file: str) -> Blocks:
    """Raises: WriteRefused när filen inte går att läsa, eller är skriven på ett sätt som inte går att ändra."""
    document, reading = read_document(data, file)
    bom = data[:3] if document.bom else b""
    shape = shape_of(data.decode("utf-8-sig"), bool(document.rows))
    if not document.rows:
        return Blocks(file, document.before, [], bom=bom, shape=shape)
    blocks, gap = [], document.before
    for number, (text, row) in enumerate(zip(document.rows, reading.rows, strict=True)):
        own, after = split_row(text)
        gap, comments = _parted(gap, is_first=number == 0)
        blocks.append(Block(gap, comments, own, plain_row(row)))
        gap = after
    return Blocks(file, "", blocks, gap, bom, shape)


def _parted(between: str, is_first: bool) -> tuple[str, str]:
    """Det som står mellan två rader, delat: det fristående, och kommentarerna direkt ovanför nästa rad."""
    found = ADJACENT.search(between)
    if not found or (is_first and found.start() == 0):
        return between, ""
    return between[: found.start()], found[0]


def sort_out(file: Blocks, places: Sequence[Place]) -> dict[str, list[Block]]:
    """Delar filen: raderna som är kvar står kvar, och de som flyttar kommer efter mappen de ska till."""
    moved: dict[str, list[Block]] = {}
    if not file.blocks:
        return moved
    kept: list[Block] = []
    left, goes_along = "", _headings_that_move(file.blocks, places)
    for number, (block, place) in enumerate(zip(file.blocks, places, strict=True)):
        if place == STAYS:
            kept.append(replace(block, gap=_joined(left, block.gap)))
            left = ""
            continue
        stays_here = number == 0 or (block.has_heading and number not in goes_along)
        left = _joined(left, block.gap) if stays_here else left
        if place is DROPPED:
            left += block.comments
        else:
            gap = (
                block.gap if number in goes_along else file.shape.newline * bool(re.search(r"^\r?\n", block.gap, re.MULTILINE))
            )
            moved.setdefault(place or "", []).append(replace(block, gap=gap))
    if not kept:
        file.head = left
    elif left:
        file.tail = _joined(left, file.tail)
    file.blocks = kept
    return moved


def _joined(left: str, gap: str) -> str:
    """Det som blev kvar och det som följer, utan fler tomma rader än det var."""
    return left + (gap.lstrip("\r\n") if re.search(r"\n\r?\n\Z", left) else gap) if left else gap


def _headings_that_move(blocks: Sequence[Block], places: Sequence[Place]) -> set[int]:
    """Platserna för rubrikerna vars rader alla flyttar till samma fil."""
    found, starts = set(), [number for number, block in enumerate(blocks) if number and block.has_heading]
    for start, end in zip(starts, [*starts[1:], len(blocks)]):
        under = set(places[start:end])
        if len(under) == 1 and not under & {STAYS, DROPPED}:
            found.add(start)
    return found


def append(target: Blocks, blocks: Sequence[Block]) -> int:
    """Lägger raderna sist i en fil. En som redan står där, efter ett avbrott, läggs inte till igen. Returns: antal nya."""
    there = [block.row for block in target.blocks]
    new = [block for block in blocks if block.row not in there]
    if not target.blocks and new:
        target.head, new[0] = "", replace(new[0], gap=new[0].gap.lstrip("\r\n"))
    target.blocks += [replace(block, text=_ended(block.text, target.shape)) for block in new]
    return len(new)


def _ended(text: str, shape: Shape) -> str:
    return text if text.endswith("\n") else text + shape.newline


def has_comments(block: Block) -> bool:
    """Sant när raden har kommentarer i sig. Ett # inne i en text räknas också: hellre en rad för mycket kvar."""
    return "#" in block.text


def without_field(block: Block, name: str, shape: Shape) -> Block:
    """Raden utan fältet. En kommentar efter värdet blir en egen rad på samma plats."""
    if name not in block.row:
        return block
    found = spot(block.text, (name,))
    assert found.key is not None, "ett fält i en rad har en nyckel"
    start, end = start_of(found.key), end_of(block.text, found)
    comment = block.text[end : line_end(block.text, end)].strip()
    text, comments = patch.without(block.text, (name,), shape), block.comments
    if comment and is_first_on_line(block.text, start):
        place = line_start(block.text, start)
        text = text[:place] + " " * (start - place) + comment + shape.newline + text[place:]
    elif comment:  # fältet stod efter bindestrecket
        comments += comment + shape.newline
    row = {key: value for key, value in block.row.items() if key != name}
    return replace(block, text=text, comments=comments, row=row)
