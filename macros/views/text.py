"""Text i ord för läsaren: stycken, tal, ändelser och länkar."""

import re

from markupsafe import Markup


def paragraphs(text: str) -> Markup:
    """Text med tomma rader mellan styckena → ett p per stycke."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text) if block.strip()]
    return Markup("").join(Markup("<p>{}</p>").format(block) for block in blocks)


def href(link: str, root: str) -> str:
    """En länk ur data som adress: det som börjar med / ligger inom webbplatsen."""
    return root + link[1:] if link.startswith("/") else link


def plural(count: int, one: str, many: str) -> str:
    """`1 insats`, `14 insatser`."""
    return f"{count} {one if count == 1 else many}"


def first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def number(value: float) -> str:
    """`1 500 000`, `−8 500`, `5,6`: hårt mellanslag vid tusental, minustecken, decimalkomma."""
    return f"{value:,}".replace(",", "\xa0").replace(".", ",").replace("-", "−").removesuffix(",0")


def sentence(text: str, longest: int = 155) -> str:
    """Textens första mening, avkortad vid ett ord, för sidbeskrivningar."""
    first = re.split(r"(?<=[.!?])\s", " ".join(text.split()), maxsplit=1)[0]
    if len(first) <= longest:
        return first
    return first[:longest].rsplit(" ", 1)[0] + " …"
