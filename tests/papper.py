"""Texten på arken som en webbläsare skriver ut. Varje tecken står som ett nummer i ett typsnitt, som säger vilket tecken det är."""

import io
import re
from collections.abc import Iterator

import pikepdf

CHARACTERS = re.compile(r"<(\w+)> <(\w+)>(?: <(\w+)>)?")


def ark(content: bytes) -> list[list[str]]:
    """Raderna på varje ark, i den ordning de är skrivna. En cell i en tabell har sina egna rader."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return [list(_lines(sheet.obj)) for sheet in file.pages]


def _lines(sheet: pikepdf.Object) -> Iterator[str]:
    """Texten efter hand. En rad slutar där höjden eller stycket ändras."""
    fonts: dict[str, dict[int, str]] = {}
    line, font = "", {}
    for operands, operator in pikepdf.parse_content_stream(sheet):
        match str(operator):
            case "Tf":
                name = str(operands[0])
                fonts.setdefault(name, _signs(sheet.Resources.Font[name]))
                font = fonts[name]
            case "Tm" | "BT":
                if line.strip():
                    yield line.strip()
                line = ""
            case "Tj":
                line += _decoded(bytes(operands[0]), font)
            case "TJ":
                line += "".join(_decoded(bytes(one), font) for one in operands[0] if isinstance(one, pikepdf.String))
            case "Do":
                inner = sheet.Resources.XObject[str(operands[0])]
                if inner.Subtype == "/Form" and "/Resources" in inner and "/Font" in inner.Resources:
                    yield from _lines(inner)
    if line.strip():
        yield line.strip()


def _decoded(codes: bytes, font: dict[int, str]) -> str:
    return "".join(font.get(int.from_bytes(codes[n : n + 2]), "?") for n in range(0, len(codes), 2))


def _signs(font: pikepdf.Object) -> dict[int, str]:
    """Tecknet för varje nummer, ur typsnittets egen tabell (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    kind = ""
    for line in font.ToUnicode.read_bytes().decode("ascii").splitlines():
        if "begin" in line:
            kind = line.split("begin")[-1]
        elif match := CHARACTERS.match(line):
            first, second, third = match.groups()
            if kind == "bfchar":
                found[int(first, 16)] = bytes.fromhex(second).decode("utf-16-be")
            elif kind == "bfrange" and third:
                start = int.from_bytes(bytes.fromhex(third))
                found |= {code: chr(start + n) for n, code in enumerate(range(int(first, 16), int(second, 16) + 1))}
    return found
