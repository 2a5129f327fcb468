"""Kommandot ny: frågar efter det som en ny rad måste ha, och skriver raden på sin plats i tabellen."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from macros import check
from macros.check import Examined
from macros.check.data import Data
from macros.dictionary.words import Field, Table
from macros.findings import Finding, shown, suggestion, summary, visible
from macros.settings import SettingError
from macros.write.answers import Leaf, Wrong, asked_fields, is_needed, leaf_at, missing_fields, proposed_id, read_answer, row_of
from macros.write.byt_id import table_called
from macros.write.draft import Draft
from macros.write.place import Row
from macros.write.plain import Plain, WriteRefused
from macros.write.replace import replace_file

Ask = Callable[[str], str]
USAGE = "Skriv ny och en tabell, till exempel: ny insats, eller: ny insats --namn 'Gröna rum' --källa.dokument plan-2026."
INTRO = "Det som står inom [ ] gäller om du bara trycker på Enter. Avbryt med Ctrl+C: då skrivs inget.\n"
MAX_SHOWN = 25  # så många id visas på en gång


def run(arguments: list[str], folder: Path, today: date) -> int:
    """Skriver en ny rad. Returns: 0 när raden är skriven. Raises: SettingError."""
    ask = input if sys.stdin.isatty() else None
    return new_row(arguments, lambda: check.examine(folder, today), ask)


def new_row(arguments: list[str], examine: Callable[[], Examined], ask: Ask | None) -> int:
    """Som run, med kontrollen och den som svarar utifrån. `ask` är None när ingen kan svara."""
    name, given, is_dry = read_options(arguments)
    examined = examine()
    if examined.read is None:
        raise SettingError(str(examined.findings[0]))
    data = examined.read
    table = table_called(name or asked_table(data, ask), data.dictionary)
    row = row_of(table, given, data)
    try:
        row = Questions(table, data, ask, bool(given)).complete(row)
        return write(table, row, data, is_dry, examine)
    except WriteRefused as refused:
        raise SettingError(str(refused)) from refused
    except EOFError as error:
        raise SettingError("\nAvbrutet. Inget är skrivet.") from error


def read_options(arguments: list[str]) -> tuple[str, list[tuple[str, str]], bool]:
    """Tabellen (tom när den inte är skriven), fälten med sina värden, och om raden bara ska visas. Raises: SettingError."""
    name, given, is_dry = "", [], False
    left = iter(arguments)
    for argument in left:
        if argument == "--torr":
            is_dry = True
        elif argument.startswith("--"):
            path, equals, value = argument[2:].partition("=")
            value = value if equals else next(left, "")
            if not value:
                raise SettingError(f"Skriv ett värde efter --{shown(path)}.")
            given.append((path, value))
        elif name:
            raise SettingError(USAGE)
        else:
            name = argument
    return name, given, is_dry


def asked_table(data: Data, ask: Ask | None) -> str:
    if ask is None:
        raise SettingError(USAGE)
    print("Tabellerna: " + ", ".join(f"{table.name} ({table.rad})" for table in data.dictionary.tables.values()))
    return ask("Vilken tabell ska få en ny rad? ").strip()


class Questions:
    """Frågorna om en ny rad. `given` är sant när något redan är svarat på kommandoraden: då frågas bara det som saknas."""

    def __init__(self, table: Table, data: Data, ask: Ask | None, given: bool):
        self.table, self.data, self.ask, self.given = table, data, ask, given

    def complete(self, row: Row) -> Row:
        """Raden med allt som krävs. Raises: SettingError när något saknas och ingen kan svara."""
        missing = missing_fields(self.table, row)
        if self.ask is None:
            if missing:
                raise SettingError(self.told_missing(missing))
        else:
            self.ask_all(row, self.ask)
        key = self.table.primary_key
        if key not in row:
            proposed = proposed_id(self.table, row, self.data.ids(self.table.name))
            if self.ask is None and not proposed:
                raise SettingError(self.told_missing([key]))
            row[key] = self.answer(leaf_at(self.table, key), self.ask, proposed) if self.ask else proposed
        return row

    def told_missing(self, missing: list[str]) -> str:
        """Vad som saknas på kommandoraden, med ordbokens hjälp."""
        leaves = [leaf_at(self.table, path) for path in missing]
        lines = (f"  --{leaf.path} {quoted(example_of(leaf.field))}   {leaf.field.hjälp}" for leaf in leaves)
        return "Det saknas:\n\n" + "\n".join(lines)

    def ask_all(self, row: Row, ask: Ask) -> None:
        """Det som krävs, det som krävs för att något annat är svarat, och till sist de fält som användaren vill ha med."""
        print(f"Ny {self.table.rad}. {self.table.hjälp}\n{INTRO}")
        for field in asked_fields(self.table):
            if field.name not in row and (field.required or not self.given):
                self.put(row, field, ask)
        for field in self.table.fields:
            if (
                field.name not in row
                and is_needed(field, row)
                and not field.from_folder
                and field.name != self.table.primary_key
            ):
                self.put(row, field, ask)
        while not self.given and (more := self.one_more(row, ask)):
            self.put(row, more, ask)

    def one_more(self, row: Row, ask: Ask) -> Field | None:
        """Ett fält till, eller None när raden är klar."""
        left = {field.name: field for field in self.table.fields if field.name not in row and not field.from_folder}
        left.pop(self.table.primary_key, None)
        while left:
            written = ask(f"Fler fält: {', '.join(left)}.\nSkriv ett av dem, eller tryck på Enter när raden är klar: ").strip()
            if not written:
                return None
            if written in left:
                return left[written]
            print(f"  Fältet {shown(written)} finns inte.{suggestion(written, left)}")
        return None

    def put(self, row: Row, field: Field, ask: Ask) -> None:
        if value := self.value(field, field.name, ask, field.required or is_needed(field, row)):
            row[field.name] = value

    def value(self, field: Field, path: str, ask: Ask, is_needed: bool) -> Plain:
        """Fältets värde. Tomt när det inte behövs och inget svaras."""
        print(told(field, self.data, is_needed))
        if field.type == "object":
            return self.fields(field, path, ask)
        if not field.items:
            return self.answer(Leaf(self.table, path, field), ask, is_needed=is_needed)
        items: list[Plain] = []
        while item := self.item(field, path, ask, is_needed and not items, len(items) + 1):
            items.append(item)
        return items

    def item(self, field: Field, path: str, ask: Ask, is_needed: bool, number: int) -> Plain:
        """Ett värde till i en lista. Tomt när alla är med."""
        if field.inner:
            print(f"  {number}. {'' if is_needed else 'Tryck på Enter när alla är med.'}")
            return self.fields(field, path, ask, is_needed)
        return self.answer(Leaf(self.table, path, field.item), ask, is_needed=is_needed)

    def fields(self, field: Field, path: str, ask: Ask, is_needed: bool = False) -> dict[str, Plain]:
        """Fälten i ett objekt. Tomt när det första svaret är tomt och objektet inte behövs."""
        found: dict[str, Plain] = {}
        for number, inner in enumerate(field.inner):
            if inner.is_scalar:
                must = inner.required and (is_needed or bool(found) or number > 0)
                leaf = Leaf(self.table, f"{path}.{inner.name}", inner)
                print(told(inner, self.data, must))
                if value := self.answer(leaf, ask, is_needed=must):
                    found[inner.name] = value
            if not found and field.items and not is_needed:
                break
        return found

    def answer(self, leaf: Leaf, ask: Ask, proposed: str = "", is_needed: bool = True) -> str:
        """Ett svar som går att använda. Tomt bara när det inte behövs. Ett nummer betyder valet med det numret."""
        choices = leaf.field.choices
        while True:
            written = ask(f"  {leaf.path}{f' [{proposed}]' if proposed else ''}: ").strip() or proposed
            if not written and not is_needed:
                return ""
            if choices and written.isdecimal() and 0 < int(written) <= len(choices):
                written = choices[int(written) - 1]
            try:
                if not written:
                    raise Wrong("Det här måste vara ifyllt.")
                return read_answer(leaf, written, self.data)
            except Wrong as wrong:
                print(f"  {wrong}")
                proposed = wrong.meant or proposed


def told(field: Field, data: Data, is_needed: bool) -> str:
    """Frågan: titel, hjälp, exempel, och det som går att välja."""
    lines = [f"{field.title}{'' if is_needed else ' (tryck på Enter om det inte behövs)'}", f"  {field.hjälp}"]
    one = field.item
    if field.choices:
        lines.append("  Välj bland: " + ", ".join(f"{number} {word}" for number, word in enumerate(field.choices, 1)))
    elif one.referens:
        known = sorted(data.ids(one.referens))
        more = f" … och {len(known) - MAX_SHOWN} till" if len(known) > MAX_SHOWN else ""
        lines.append(f"  Id ur {one.referens}: {', '.join(known[:MAX_SHOWN])}{more}")
    elif one.is_scalar and one.type != "boolean":
        lines.append(f"  Till exempel: {one.example}")
    else:
        lines += ["  Skriv ja eller nej."] if one.type == "boolean" else []
    return "\n".join(lines)


def example_of(field: Field) -> str:
    return field.example or next(iter(field.choices), "")


def quoted(text: str) -> str:
    return f"'{text}'" if " " in text else text


def write(table: Table, row: Row, data: Data, is_dry: bool, examine: Callable[[], Examined]) -> int:
    """Visar raden och skriver den, och säger vad kontrollen tycker om den. Raises: WriteRefused."""
    file = data.files[table.name]
    path = Path(file)
    original = path.read_bytes() if path.is_file() else None
    draft = Draft(original if original is not None else b"[]\n", file, table)
    place = draft.add(row)
    print(visible(draft.diff()), end="")
    if is_dry:
        print("Inget är skrivet.")
        return 0
    replace_file(path, original, draft.result())
    after = examine()
    own = findings_of(draft, place, after.findings)
    print(f"Raden är skriven i {file}.")
    print("".join(f"{finding}\n" for finding in own), end="")
    print(f"Kontroll av raden: {summary(own)}")
    return 0


def findings_of(draft: Draft, place: int, findings: list[Finding]) -> list[Finding]:
    """Fynden i den nya raden."""
    again = Draft(draft.result(), draft.file, draft.table).reading.rows
    first = again[place].mark.line
    last = again[place + 1].mark.line if place + 1 < len(again) else sys.maxsize
    return [finding for finding in findings if finding.mark.file == draft.file and first <= finding.mark.line < last]
