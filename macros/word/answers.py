"""Svaren i ett ifyllt dokument. Fälten hittas på sina märken, eller på samma ställe som i den tomma mallen.

Word och LibreOffice behåller märkena. Google Dokument tar bort dem när det sparar som Word, och den som klistrar in i ett
tomt dokument har dem inte heller. Då gäller platsen: rubriken, och i en tabell raden och kolumnen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple

import docx
from docx.oxml.ns import qn
from lxml import etree

from macros.exports.controls import REPEATED, REPEATED_ITEM
from macros.exports.word import CHECKED, PLACEHOLDER, UNCHECKED
from macros.read.archive import Unreadable

HEADING = re.compile(r"(?:heading|rubrik)\s*(\d)", re.IGNORECASE)
NUMBERED = re.compile(r"^\d+[.)]\s*")


class Spot(NamedTuple):
    """Ett ställe i dokumentet: rubriken, och i en tabell radens nummer och kolumnens rubrik."""

    heading: str
    row: int = 0
    column: str = ""


@dataclass
class Read:
    """Det som står i ett dokument. `spots` är märkenas platser, `loose` texten på varje plats, `known` alla stycken.

    `rows` är tabellerna rad för rad, efter rubriken de står under: texten efter kolumnens rubrik. `repeated` är rubrikerna vars
    tabell kan få fler rader. Raderna läses ur tabellen, för Word ger en ny rad samma märken som den förra.
    """

    title: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    loose: dict[Spot, list[str]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)


class Answer(NamedTuple):
    """Ett svar: texten, rubriken som det står under, och platsen i ordningen, räknad från 1."""

    text: str
    heading: str
    number: int


def read_document(content: BytesIO) -> Read:
    """Raises: Unreadable när dokumentet inte går att läsa."""
    try:
        document = docx.Document(content)
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise Unreadable("Dokumentet går inte att läsa. Öppna det i Word och spara det igen.") from error
    read, heading = Read(), ""
    levels = {style.style_id: match[1] for style in document.styles if (match := HEADING.search(style.name or ""))}
    for element in _blocks(document.element.body):
        if element.tag == qn("w:tbl"):
            _read_table(element, heading, read)
            continue
        text = _text(element)
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style_id = style.get(qn("w:val"), "") if style is not None else ""
        if not read.title and text:
            read.title = text
        if style_id in levels or HEADING.search(style_id):
            heading = NUMBERED.sub("", text)
            continue
        _read_tags(element, Spot(heading), read)
        if text and not _is_prompt(element, text):
            read.loose.setdefault(Spot(heading), []).append(text)
            read.known.add(text)
    return read


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Stycken och tabeller i ordning, också de som ligger i en innehållskontroll. Kontrollen följer med styckena."""
    for element in parent:
        if element.tag == qn("w:sdt"):
            content = element.find(qn("w:sdtContent"))
            yield from _blocks(content) if content is not None else ()
        elif element.tag in (qn("w:p"), qn("w:tbl")):
            yield element


def _read_tags(element: etree._Element, spot: Spot, read: Read) -> None:
    """Innehållskontrollerna i stycket, och den som stycket ligger i. Flera stycken i samma kontroll blir ett svar."""
    outer = list(element.iterancestors(qn("w:sdt")))[:1]
    for control in (*outer, *element.iter(qn("w:sdt"))):
        if not (tag := _tag(control)):
            continue
        text = "" if _is_unfilled(control) else _text(element if control in outer else control)
        earlier = read.tags.get(tag, "")
        read.tags[tag] = f"{earlier}\n\n{text}" if earlier and text and control in outer else earlier or text
        read.spots.setdefault(tag, spot)


def _tag(control: etree._Element) -> str:
    """Märket. En rad som går att upprepa är inget fält: fälten står i den."""
    if any(control.find(f"{qn('w:sdtPr')}/{kind}") is not None for kind in (REPEATED, REPEATED_ITEM)):
        return ""
    found = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return str(found.get(qn("w:val"), "")) if found is not None else ""


def _is_unfilled(control: etree._Element) -> bool:
    return control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None or _text(control) in ("", PLACEHOLDER)


def _is_prompt(element: etree._Element, text: str) -> bool:
    return text in (PLACEHOLDER, CHECKED, UNCHECKED)


def _text(element: etree._Element) -> str:
    """Texten, med radbrytningar. Ändringar som är föreslagna som borttagna räknas inte."""
    parts = []
    for node in element.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:p")):
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag == qn("w:p"):
            parts.append("\n" if parts else "")
        else:
            parts.append("\n" if node.tag == qn("w:br") else " ")
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\n")).strip()


def _read_table(table: etree._Element, heading: str, read: Read) -> None:
    rows = [list(row.iter(qn("w:tc"))) for row in table.iter(qn("w:tr"))]
    columns = [_text(cell) for cell in rows[0]] if rows else []
    if table.find(f".//{REPEATED}") is not None:
        read.repeated.add(heading)
    for number, cells in enumerate(rows[1:], 1):
        read.rows.setdefault(heading, []).append(
            {column: _text(cell).replace(PLACEHOLDER, "") for column, cell in zip(columns, cells, strict=False)}
        )
        for column, cell in zip(columns, cells, strict=False):
            spot = Spot(heading, number, column)
            for paragraph in cell.iter(qn("w:p")):
                _read_tags(paragraph, spot, read)
            if (text := _text(cell)) and not _is_prompt(cell, text):
                read.loose.setdefault(spot, []).append(text)
                read.known.add(text)


def answers(filled: Read, template: Read) -> dict[str, Answer]:
    """Svaren efter märke, i mallens ordning. Tomma svar är inte med."""
    found: dict[str, Answer] = {}
    for number, (tag, spot) in enumerate(template.spots.items(), 1):
        if spot.heading in template.repeated and spot.column:
            if spot.row == 1:
                found |= _in_rows(filled, template, tag, number)
            continue
        text = filled.tags.get(tag) if tag in filled.tags else _at(filled, template, spot)
        if text:
            found[tag] = Answer(text, spot.heading, number)
    return found


def _in_rows(filled: Read, template: Read, tag: str, number: int) -> dict[str, Answer]:
    """Kolumnens svar i en tabell som kan ha fått fler rader. `tag` är märket i den första raden, `parter-1-organisation`.

    En rad som är som i mallen är inte ifylld.
    """
    spot = template.spots[tag]
    untouched = template.rows[spot.heading]
    rows = enumerate(filled.rows.get(spot.heading, ()), 1)
    cells = {place: row.get(spot.column, "") for place, row in rows if row not in untouched}
    return {tag.replace("-1-", f"-{place}-", 1): Answer(text, spot.heading, number) for place, text in cells.items() if text}


def _at(filled: Read, template: Read, spot: Spot) -> str:
    """Det som står på platsen i det ifyllda dokumentet och inte redan står i mallen."""
    return "\n\n".join(text for text in filled.loose.get(spot, ()) if text not in template.known)
