"""En datafils text, delad i rader: det som står före den första, och varje rad med det som följer på den."""

import re
from dataclasses import dataclass

from macros.findings import has_errors
from macros.read import Reading, read_rows
from macros.write.nodes import Spot, end_of, line_end, next_line, root_of, with_own_comments
from macros.write.plain import WriteRefused

BOM = b"\xef\xbb\xbf"
NOT_ROWS = "Raderna i filen står inte var för sig med bindestreck längst till vänster. Skriv om den så, och försök igen."
OLD_MAC = "Filen har radslut av ett gammalt slag. Spara om den med radslut för Windows eller Linux, och försök igen."
SKIPPED = re.compile(r"(?:[ ]*(?:#[^\n]*)?\r?\n|---[^\n]*\n)*")


@dataclass
class Document:
    """`rows` är raderna som de är skrivna, var och en från sitt bindestreck till nästa rads."""

    before: str
    rows: list[str]
    bom: bool = False

    def data(self) -> bytes:
        return (BOM if self.bom else b"") + (self.before + "".join(self.rows)).encode()


def read_document(data: bytes, file: str) -> tuple[Document, Reading]:
    """Filens text och rader. Raises: WriteRefused när den inte går att läsa eller är skriven på ett sätt som inte går att ändra."""
    reading = read_rows(data, file)
    if not reading.complete:
        found = next((finding for finding in reading.findings if has_errors([finding])), None)
        raise WriteRefused(f"Filen går inte att ändra förrän den går att läsa. {found or file}", found)
    text = data.removeprefix(BOM).decode()
    if re.search(r"\r(?!\n)", text):
        raise WriteRefused(OLD_MAC)
    if not reading.rows:
        return Document(text, [], data.startswith(BOM)), reading
    starts = _starts(text, reading)
    rows = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)])]
    return Document(text[: starts[0]], rows, data.startswith(BOM)), reading


def _starts(text: str, reading: Reading) -> list[int]:
    """Var varje rad börjar. Läsaren och bindestrecken ska vara överens."""
    skipped = SKIPPED.match(text)
    first = re.compile(r"( *)-(?=[ \r\n])").match(text, skipped.end() if skipped else 0)
    if not first:
        raise WriteRefused(NOT_ROWS)
    starts = [match.start() for match in re.finditer(rf"^{first[1]}-(?=[ \r\n])", text, re.MULTILINE)]
    lines = [text.count("\n", 0, start) + 1 for start in starts]
    ends = [*lines[1:], text.count("\n") + 2]
    marks = [row.mark.line for row in reading.rows]
    if len(marks) != len(lines) or not all(line <= mark < end for line, mark, end in zip(lines, marks, ends)):
        raise WriteRefused(NOT_ROWS)
    return starts


def split_row(text: str) -> tuple[str, str]:
    """Radens egen text, och det som följer på den: tomma rader, och kommentarer som inte är indragna som raden."""
    root = root_of(text)
    end = line_end(text, end_of(text, Spot(root.value[0], None, root, 0, None)))
    end = next_line(text, with_own_comments(text, end, root.start_mark.column))
    return text[:end], text[end:]
