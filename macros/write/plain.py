"""Rader som vanliga texter, listor och fält, utan platser: det som skrivaren räknar med och jämför."""

from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import normalize

from macros.findings import Finding
from macros.read import Items, Record, Text, Value
from macros.read.characters import HARD_SPACE

Plain = str | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]  # fälten och numren i listor, från raden räknat


class WriteRefused(Exception):
    """Det går inte att skriva, och inget är skrivet. Texten säger varför och vad som kan göras i stället."""

    def __init__(self, text: str, finding: Finding | None = None):
        super().__init__(text)
        self.finding = finding


def plain(value: Value) -> Plain:
    """Det lästa värdet utan platser, med nycklarna i filens ordning. Ett fält utan värde är en tom text."""
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, Items):
        return [plain(item) for item in value]
    keys = sorted((*value, *value.blank.values()), key=lambda key: key.mark)
    return {str(key): plain(value[key]) if key in value else "" for key in keys}


def plain_row(row: Record) -> dict[str, Plain]:
    found = plain(row)
    assert isinstance(found, dict), "en rad är fält"
    return found


def cleaned(value: Any) -> Plain:
    """Det som ska skrivas, så som läsaren kommer att ge tillbaka det: NFC, vanliga mellanslag och utan det som är tomt.

    Raises: TypeError för annat än text, listor och fält.
    """
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        return HARD_SPACE.sub(" ", normalize("NFC", lines)).strip()
    if isinstance(value, Mapping):
        fields = {cleaned_key(key): cleaned(inner) for key, inner in value.items()}
        return {key: inner for key, inner in fields.items() if inner}
    if isinstance(value, Sequence):
        return [inner for inner in map(cleaned, value) if inner]
    raise TypeError(f"{value!r} är varken text, lista eller fält")


def cleaned_key(key: str) -> str:
    return normalize("NFC", key).strip()


def ordered(value: Plain) -> Any:
    """Värdet så att också nycklarnas ordning jämförs."""
    if isinstance(value, dict):
        return tuple((key, ordered(inner)) for key, inner in value.items())
    return [ordered(inner) for inner in value] if isinstance(value, list) else value


def path_of(path: str | Path) -> Path:
    """Vägen `redovisning.0.när` som delar. Ett tal är en plats i en lista, räknat från noll."""
    if isinstance(path, str):
        return tuple(int(part) if part.isdecimal() else part for part in path.split("."))
    return path


def at(value: Plain | None, path: Path) -> Plain | None:
    """Värdet på vägen, eller None när den inte finns."""
    for part in path:
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part] if part < len(value) else None
        else:
            return None
    return value


def replaced_at(old: Plain, path: Path, new: Plain) -> Plain:
    """En kopia där värdet på vägen, som ska finnas, är `new`. Ordningen är kvar, och det som är tomt."""
    if not path:
        return new
    if isinstance(old, dict):
        return {name: replaced_at(value, path[1:], new) if name == path[0] else value for name, value in old.items()}
    return [replaced_at(value, path[1:], new) if number == path[0] else value for number, value in enumerate(old)]


def with_value(old: Plain, path: Path, new: Plain) -> Plain:
    """En kopia där värdet på vägen är `new`. Tomt tar bort det, och det som då blir tomt runt omkring.

    En plats i en lista som är lika med listans längd lägger till sist. Raises: KeyError när vägen inte går.
    """
    if not path:
        return new
    part, rest = path[0], path[1:]
    if isinstance(part, int):
        return _with_item(old, part, rest, new)
    fields = dict(old) if isinstance(old, dict) else {}
    if old and not isinstance(old, dict):
        raise KeyError(part)
    inner = with_value(fields.get(part, ""), rest, new)
    if inner:
        fields[part] = inner
    else:
        fields.pop(part, None)
    return fields


def _with_item(old: Plain, number: int, rest: Path, new: Plain) -> Plain:
    items = list(old) if isinstance(old, list) else []
    if (old and not isinstance(old, list)) or number > len(items):
        raise KeyError(number)
    inner = with_value(items[number] if number < len(items) else "", rest, new)
    return [*items[:number], *([inner] if inner else []), *items[number + 1 :]]
