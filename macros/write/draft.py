"""Ett utkast till en ändrad datafil: ändras rad för rad, prövas, visas som skillnad och ersätter filen i ett steg."""

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import unified_diff
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, cast

import yaml

from macros.dictionary.words import Table
from macros.findings import FEL, shown
from macros.write import patch, shape
from macros.write.document import Document, read_document, split_row
from macros.write.place import Row, place_for
from macros.write.plain import Path, Plain, WriteRefused, at, cleaned, path_of, plain_row, replaced_at, with_value
from macros.write.plan import changed, expected, in_order, same
from macros.write.replace import replace_file

RowKey = int | str  # radens plats, räknad från noll, eller dess id
CHECK_FAILED = "Ändringen gick inte att göra utan att något annat i filen ändrades, så inget är skrivet. Gör den för hand."


class Draft:
    """Ändringarna görs i minnet. Inget skrivs förrän `save`, och då bara om resten av filen är sig lik.

    `rows` är raderna som de kommer att läsas. `table` är ordbokens tabell: den ger fältens ordning. Utan den läggs nya
    fält sist.
    """

    def __init__(self, data: bytes, file: str, table: Table | None = None):
        """Raises: WriteRefused när filen inte går att läsa, eller är skriven på ett sätt som inte går att ändra."""
        self.original, self.file, self.table = data, file, table
        self._document, self.reading = read_document(data, file)
        self.rows: list[Row] = [plain_row(row) for row in self.reading.rows]
        self.read_rows = list(self.rows)  # som filen är, före ändringarna
        self._shape = shape.shape_of(data.decode("utf-8-sig"), bool(self.rows))

    @classmethod
    def open(cls, path: FilePath, table: Table | None = None, file: str = "") -> "Draft":
        """Utkastet till en fil. `file` är namnet som meddelanden visar. Raises: WriteRefused."""
        file = file or path.as_posix()
        try:
            return cls(path.read_bytes(), file, table)
        except OSError as error:
            raise WriteRefused(f"{file} går inte att öppna. Kontrollera att filen finns och att du får läsa den.") from error

    def number(self, row: RowKey) -> int:
        """Radens plats. Raises: WriteRefused när raden inte finns."""
        if isinstance(row, int):
            return row
        key = self.table.primary_key if self.table else "id"
        found = next((number for number, one in enumerate(self.rows) if one.get(key) == row), None)
        if found is None:
            raise WriteRefused(f"Ingen rad i {self.file} har {key} {shown(row)}.")
        return found

    def set(self, row: RowKey, path: str | Path, value: Any) -> None:
        """Ett värde i en rad, som `projekttid.slut`. Ett fält som saknas läggs till på sin plats. Tomt tar bort fältet."""
        number = self.number(row)
        try:
            self.change(number, with_value(self.rows[number], path_of(path), cleaned(value)))
        except KeyError as error:
            raise WriteRefused(f"{error.args[0]} finns inte på vägen {path} i raden.") from error

    def remove(self, row: RowKey, path: str | Path) -> None:
        """Tar bort fältet, eller värdet i listan, på vägen. Det som blir tomt runt omkring försvinner också."""
        number = self.number(row)
        if at(self.rows[number], path_of(path)) is None:
            raise WriteRefused(f"{path} finns inte i raden.")
        self.set(number, path, "")

    def append(self, row: RowKey, path: str | Path, value: Any) -> None:
        """Lägger ett värde sist i en lista, som får börja finnas."""
        number, parts = self.number(row), path_of(path)
        there = at(self.rows[number], parts)
        self.set(number, (*parts, len(there) if isinstance(there, list) else 0), value)

    def change(self, row: RowKey, new: Plain) -> None:
        """Gör raden till `new`. Bara det som skiljer sig skrivs."""
        number = self.number(row)
        old = self.rows[number]
        if not isinstance(new, dict) or not new:
            raise WriteRefused("En rad måste ha något fält. Ta bort hela raden i stället.")
        self._document.rows[number] = changed(self._document.rows[number], old, new, self.table, self._shape)
        after = expected(old, new, self.table)
        assert isinstance(after, dict), "en rad är fält"
        self.rows[number] = after

    def rename(self, path: str, new: str) -> int:
        """Ger fältet ett nytt namn i alla rader. Vägen går genom listor: `metodval.metod`. Returns: antal byten."""
        return sum(
            self.rename_at(number, found, new) for number in range(len(self.rows)) for found in self._paths(number, path)
        )

    def rename_at(self, row: RowKey, path: str | Path, new: str) -> int:
        """Ger fältet på vägen i en rad ett nytt namn."""
        number, parts = self.number(row), path_of(path)
        home, old = at(self.rows[number], parts[:-1]), parts[-1]
        if not isinstance(home, dict) or old not in home:
            raise WriteRefused(f"{path} finns inte i raden.")
        if new in home:
            raise WriteRefused(f"Fältet {shown(new)} finns redan i raden.")
        self._document.rows[number] = patch.renamed(self._document.rows[number], parts, new)
        fields: dict[str, Plain] = {new if name == old else name: value for name, value in home.items()}
        self.rows[number] = cast(Row, replaced_at(self.rows[number], parts[:-1], fields))
        return 1

    def _paths(self, number: int, path: str) -> list[Path]:
        """Alla vägar i raden som går genom fälten, också i listor."""
        paths: list[Path] = [()]
        for name in path.split("."):
            inside = [(*found, *step) for found in paths for step in _steps(at(self.rows[number], found))]
            paths = [
                (*found, name) for found in inside if isinstance(home := at(self.rows[number], found), dict) and name in home
            ]
        return paths

    def add(self, values: Mapping[str, Any], place: int | None = None) -> int:
        """Lägger till en rad på sin plats i ordningen, eller på `place`. Fält utan värde skrivs inte. Returns: platsen."""
        row = in_order(cleaned(values), self.table)
        if not isinstance(row, dict) or not row:
            raise WriteRefused("En rad måste ha något fält.")
        place = place_for(row, self.rows, self.table) if place is None else place
        self._insert(place, row)
        self.rows.insert(place, row)
        return place

    def _insert(self, place: int, row: Row) -> None:
        texts, gap = self._document.rows, self._gap
        column = len(texts[0]) - len(texts[0].lstrip(" ")) if texts else 0
        lines = shape.item_lines(row, column, self._shape)
        new = self._shape.lines([*lines, ""])
        if not texts:
            self._fill(new)
        elif place == 0:
            texts.insert(0, new + gap)
        else:
            own, after = split_row(texts[place - 1])
            if not own.endswith("\n"):  # filen slutar utan radslut, och gör det fortfarande
                own, new = own + self._shape.newline, new.removesuffix(self._shape.newline)
            texts[place - 1] = own + gap
            texts.insert(place, new + after)

    @cached_property
    def _gap(self) -> str:
        """Den tomma raden mellan två rader, eller inget, som filen är skriven. En fil med en rad får en tom rad."""
        texts = self._document.rows
        gaps = sum(bool(re.search(r"\n\r?\n\Z", text)) for text in texts[:-1])
        return self._shape.newline if len(texts) < 2 or gaps * 2 >= len(texts) else ""

    def _fill(self, new: str) -> None:
        """De första raderna i en fil som bara har []."""
        document, node = self._document, yaml.compose(self._document.before, Loader=yaml.CBaseLoader)
        if node is None:
            raise WriteRefused("Filen är tom. Skriv [] i den först.")
        start, end = node.start_mark.index, node.end_mark.index
        rest = document.before[end:].lstrip(" ")
        rest = rest.removeprefix("\r").removeprefix("\n")
        document.before, document.rows = document.before[:start], [new + rest]

    def remove_row(self, row: RowKey) -> None:
        """Tar bort raden. Kommentarer mellan raderna är kvar."""
        number, document = self.number(row), self._document
        texts = document.rows
        _, after = split_row(texts.pop(number))
        del self.rows[number]
        kept = after.lstrip(" \r\n") if after.strip() else ""
        if number:
            texts[number - 1] += kept
        else:
            document.before += kept
        if not texts:
            gap = "" if not document.before or document.before.endswith("\n") else self._shape.newline
            document.before += f"{gap}[]{self._shape.newline}"
        elif number == len(texts) and not kept:
            own, after = split_row(texts[-1])
            texts[-1] = own + (after.rstrip(" \r\n") + self._shape.newline if after.strip() else "")

    def copied(self) -> tuple[Document, list[Row]]:
        """Utkastet som det är nu, för `restore`."""
        return replace(self._document, rows=list(self._document.rows)), list(self.rows)

    def restore(self, copied: tuple[Document, list[Row]]) -> None:
        """Gör om utkastet till det som det var när det kopierades."""
        self._document, self.rows = copied

    def comments(self) -> int:
        """Antalet tecken som kan börja en kommentar i raderna."""
        return sum(text.count("#") for text in self._document.rows)

    def result(self) -> bytes:
        """Filen som den blir, läst igen och prövad. Raises: WriteRefused när något annat än det ändrade skulle ändras."""
        data = self._document.data()
        if data == self.original:
            return data
        try:
            again, reading = read_document(data, self.file)
        except WriteRefused as error:
            raise WriteRefused(CHECK_FAILED, error.finding) from error
        rows: list[Plain] = [plain_row(row) for row in reading.rows]
        if not same(rows, list(self.rows)) or again != self._document or self._new_errors(reading.findings):
            raise WriteRefused(CHECK_FAILED)
        return data

    def _new_errors(self, findings: list) -> bool:
        count = [sum(finding.level == FEL for finding in found) for found in (findings, self.reading.findings)]
        return count[0] > count[1]

    def diff(self) -> str:
        """Skillnaden som `diff -u` visar den. Tom när inget har ändrats. Raises: WriteRefused."""
        return difference(self.original, self.result(), self.file)

    def save(self, path: FilePath) -> bool:
        """Ersätter filen om den har ändrats. Returns: om den skrevs. Raises: WriteRefused, och då är filen som den var."""
        data = self.result()
        if data == self.original:
            return False
        replace_file(path, self.original, data)
        return True


def _steps(value: Plain | None) -> list[Path]:
    """Vägarna in i ett värde: rakt in, eller genom varje plats i listan."""
    return [(number,) for number in range(len(value))] if isinstance(value, list) else [()]


def difference(old: bytes, new: bytes, file: str) -> str:
    """Skillnaden mellan två versioner av en fil. Radslut visas inte, men en rad som bara byter radslut är ändrad."""
    before, after = (data.decode("utf-8-sig", "replace").splitlines(keepends=True) for data in (old, new))
    lines = unified_diff(before, after, file, file)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
