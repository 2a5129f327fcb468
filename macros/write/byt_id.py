"""Kommandot byt-id: en rad får ett annat id, och varje hänvisning till den följer med."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from macros import check
from macros.check import Examined
from macros.check.data import Data
from macros.check.meant import meant_id
from macros.dictionary.slag import SLAG
from macros.dictionary.words import Dictionary, Field, Table
from macros.findings import shown, suggestion, summary, visible
from macros.read.layers import OTHERS
from macros.settings import SettingError
from macros.write.draft import Draft
from macros.write.place import Row
from macros.write.plain import Plain, WriteRefused

USAGE = "Skriv byt-id, tabellen, id:t som det är och id:t som det ska bli, till exempel: byt-id insatser rosa rosa-rummet."
FORMER = "tidigare_adresser"
RESERVED = "index"  # adressen till förteckningen


class Change(NamedTuple):
    """Bytet: i vilken tabell, från vad och till vad."""

    table: Table
    old: str
    new: str


def run(arguments: list[str], folder: Path, today: date) -> int:
    """Byter id i datamappen. Returns: 0 när det är gjort. Raises: SettingError."""
    return change_id(arguments, lambda: check.examine(folder, today))


def change_id(arguments: list[str], examine: Callable[[], Examined]) -> int:
    """Som run, med kontrollen utifrån."""
    words = [argument for argument in arguments if argument != "--torr"]
    if len(words) != 3:
        raise SettingError(USAGE)
    examined = examine()
    if examined.read is None:
        raise SettingError(str(examined.findings[0]))
    data = examined.read
    change = Change(table_called(words[0], data.dictionary), words[1], words[2])
    try:
        drafts, count = drafted(data, change)
        diff = "".join(visible(draft.diff()) for draft in drafts.values())
        print(diff, end="")
        if "--torr" in arguments:
            print("Inget är skrivet.")
            return 0
        print(save(drafts, change, count))
    except WriteRefused as refused:
        raise SettingError(str(refused)) from refused
    print_pages(examined, change)
    print(f"Kontroll: {summary(examine().findings)}")
    return 0


def drafted(data: Data, change: Change) -> tuple[dict[str, Draft], int]:
    """Filerna som de blir, och antalet hänvisningar som följer med. Inget skrivs. Raises: WriteRefused."""
    drafts = {file: Draft.open(Path(file), data.dictionary.tables[table], file) for file, table in existing(data.table_of)}
    refuse(change, drafts)
    return drafts, sum(follow(draft, change) for draft in drafts.values())


def save(drafts: dict[str, Draft], change: Change, count: int) -> str:
    """Skriver filerna. Returns: vad som är gjort. Raises: WriteRefused, SettingError."""
    changed = [file for file, draft in drafts.items() if draft.save(Path(file))]
    rename_folder(change, changed)
    return told(change, count, len(changed))


def existing(table_of: dict[str, str]) -> Iterator[tuple[str, str]]:
    """De filer som finns, med sin tabell."""
    return ((file, table) for file, table in table_of.items() if Path(file).is_file())


def table_called(name: str, words: Dictionary) -> Table:
    """Tabellen med namnet, eller vars rader heter så. Raises: SettingError."""
    called = [table for table in words.tables.values() if name.casefold() in (table.name, table.rad.casefold())]
    named = [table for table in called if table.name == name.casefold()] or called
    if len(named) == 1:
        return named[0]
    if called:
        raise SettingError(f"Flera tabeller har {name}. Skriv en av dem: {', '.join(table.name for table in called)}.")
    known = [*words.tables, *(table.rad for table in words.tables.values())]
    raise SettingError(f"Tabellen {shown(name)} finns inte.{suggestion(name, known)} De som finns: {', '.join(words.tables)}.")


def refuse(change: Change, drafts: dict[str, Draft]) -> None:
    """Raises: WriteRefused när bytet inte går att göra."""
    table, old, new = change
    rows = [row for draft in drafts.values() if draft.table is table for row in draft.rows]
    ids = [str(row[table.primary_key]) for row in rows if table.primary_key in row]
    if old not in ids:
        raise WriteRefused(f"Ingen rad i {table.name} har id {shown(old)}.{suggestion(old, ids)}")
    if not re.fullmatch(SLAG["id"].mönster or "", new) or new == RESERVED:
        meant = meant_id(new)
        example = f" Skriv till exempel {meant}." if meant and meant != new else ""
        raise WriteRefused(f"{shown(new)} går inte att använda som id. Skriv {SLAG['id'].beskrivning}.{example}")
    if new in ids:
        raise WriteRefused(f"En annan rad i {table.name} har redan id {new}. Välj ett annat.")
    for row in rows:
        if row.get(table.primary_key) != old and new in row.get(FORMER, []):
            raise WriteRefused(f"{new} är en tidigare adress till {row.get(table.primary_key)}. Välj ett annat id.")


def follow(draft: Draft, change: Change) -> int:
    """Byter id:t i filen, i raden själv och i alla hänvisningar. Returns: antal hänvisningar."""
    count = 0
    for number, row in enumerate(list(draft.rows)):
        new, found = with_fields(row, draft.table.fields if draft.table else (), change)
        if draft.table is change.table and row.get(change.table.primary_key) == change.old:
            new |= {change.table.primary_key: change.new} | former(row, change)
            new = {name: value for name, value in new.items() if value or (name in row and not row[name])}
        if new != row:
            draft.change(number, new)
            count += found
    return count


def former(row: Row, change: Change) -> dict[str, Plain]:
    """De tidigare adresserna, med den gamla till och utan den nya, i en tabell som har sådana."""
    if FORMER not in change.table.by_name:
        return {}
    before = row.get(FORMER) or []
    kept = [address for address in (before if isinstance(before, list) else [before]) if address != change.new]
    return {FORMER: [*kept, *([change.old] if change.old not in kept else [])]}


def with_fields(value: dict[str, Plain], fields: tuple[Field, ...], change: Change) -> tuple[dict[str, Plain], int]:
    """Fälten med bytta hänvisningar, och hur många som är bytta."""
    known = {field.name: field for field in fields}
    changed = {name: followed(inner, known[name], change) if name in known else (inner, 0) for name, inner in value.items()}
    return {name: inner for name, (inner, _) in changed.items()}, sum(found for _, found in changed.values())


def followed(value: Plain, field: Field, change: Change) -> tuple[Plain, int]:
    """Värdet med bytta hänvisningar, på djupet, och hur många som är bytta."""
    if isinstance(value, dict):
        return with_fields(value, field.fields, change)
    if isinstance(value, list):
        items = [followed(item, field.item, change) for item in value]
        return [item for item, _ in items], sum(found for _, found in items)
    is_reference = field.item.referens == change.table.name and value == change.old
    return (change.new, 1) if is_reference else (value, 0)


def rename_folder(change: Change, changed: list[str]) -> None:
    """Ett annat förbunds mapp heter som förbundets id, så den byter namn med det. Raises: SettingError."""
    if change.table.name != "forbund":
        return
    for folder in {Path(file).parent for file in changed}:
        if folder.name == change.old and folder.parent.name == OTHERS:
            try:
                folder.rename(folder.with_name(change.new))
            except OSError as error:
                text = f"Id:t är bytt, men mappen {folder.as_posix()} gick inte att döpa om. Döp om den till {change.new}."
                raise SettingError(text) from error


def told(change: Change, count: int, files: int) -> str:
    """Vad som är gjort."""
    where = "1 fil" if files == 1 else f"{files} filer"
    links = "1 hänvisning" if count == 1 else f"{count} hänvisningar"
    address = " Den gamla adressen leder vidare." if FORMER in change.table.by_name else ""
    return f"{change.table.rad.capitalize()} {change.old} heter nu {change.new}. {links} följde med, i {where}.{address}"


def print_pages(examined: Examined, change: Change) -> None:
    """Sidornas text ändras inte: den som skrev den vet vad som menas. De som nämner id:t räknas upp."""
    word = re.compile(rf"(?<![\w-]){re.escape(change.old)}(?![\w-])")
    pages = [path for folder in examined.pages if folder.is_dir() for path in sorted(folder.rglob("*.md"))]
    found = [path for path in pages if word.search(path.read_text("utf8", "replace"))]
    if found:
        print(f"Sidor som nämner {change.old}. Se efter om de ska ändras: {', '.join(path.as_posix() for path in found)}.")
