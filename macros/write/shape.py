"""Hur en fil är skriven, och nya värden skrivna på samma sätt."""

import re
from dataclasses import dataclass

from macros.write.plain import Plain
from macros.write.scalars import Written, written, written_key

STEP = 2  # så mycket längre in står ett fälts egna fält


@dataclass(frozen=True)
class Shape:
    """Filens sätt. `list_step` är hur mycket längre in än fältet dess lista står, `folds` om långa texter delas."""

    newline: str = "\n"
    list_step: int = STEP
    folds: bool = True

    def lines(self, lines: list[str]) -> str:
        """Raderna med filens radslut mellan sig."""
        return self.newline.join(lines)


def shape_of(text: str, has_rows: bool = True) -> Shape:
    """Sättet som filen är skriven på. En fil utan rader skrivs på husets sätt."""
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    list_step = STEP
    for match in re.finditer(r"^( *(?:- +)?)[^\s#:-][^\n#:]*:[ ]*\r?\n( *)- ", text, re.MULTILINE):
        list_step = max(len(match[2]) - len(match[1]), 0)
        break
    return Shape(newline, list_step, not has_rows or bool(re.search(r": >-?[ ]*$", text.replace("\r", ""), re.MULTILINE)))


def field_lines(name: str, value: Plain, indent: int, shape: Shape) -> list[str]:
    """Ett fält som rader, med indrag."""
    head, lines = value_lines(value, indent, shape)
    return [f"{' ' * indent}{written_key(name)}:{' ' if head else ''}{head}", *lines]


def value_lines(value: Plain, indent: int, shape: Shape, quote: str = "", fold: bool | None = None) -> Written:
    """Värdet av ett fält som står `indent` tecken in: det som följer på kolonet, och raderna under med indrag."""
    if isinstance(value, str):
        inner = indent + STEP
        text = written(value, quote=quote, fold=shape.folds if fold is None else fold, indent=inner)
        return Written(text.head, tuple(" " * inner + line if line else "" for line in text.lines))
    if not value:
        return Written("[]" if isinstance(value, list) else "{}")
    if isinstance(value, list):
        return Written("", tuple(line for item in value for line in item_lines(item, indent + shape.list_step, shape)))
    return Written("", tuple(fields_lines(value, indent + STEP, shape)))


def fields_lines(fields: dict[str, Plain], indent: int, shape: Shape) -> list[str]:
    return [line for name, value in fields.items() for line in field_lines(name, value, indent, shape)]


def item_lines(item: Plain, indent: int, shape: Shape) -> list[str]:
    """En rad i en lista, med bindestreck."""
    dash = " " * indent + "-"
    if isinstance(item, dict) and item:
        first, *rest = fields_lines(item, indent + STEP, shape)
        return [f"{dash} {first.lstrip(' ')}", *rest]
    if isinstance(item, list) and item:
        return [dash, *(line for inner in item for line in item_lines(inner, indent + STEP, shape))]
    head, lines = value_lines(item, indent, shape)
    return [f"{dash} {head}", *lines]


def flow_text(value: Plain) -> str:
    """Värdet på en rad, i hakparenteser och klamrar."""
    if isinstance(value, str):
        return written(value, flow=True).head
    if isinstance(value, list):
        return f"[{', '.join(map(flow_text, value))}]"
    return f"{{{', '.join(f'{written_key(name)}: {flow_text(inner)}' for name, inner in value.items())}}}"
