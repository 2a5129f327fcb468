"""Innehållskontroller som Word fyller i på egna sätt: dagar, val i en lista, och rader som kan bli fler.

LibreOffice och Google Dokument visar dem som text i en tabell. Raderna läses därför tillbaka ur tabellen.
"""

from collections.abc import Sequence

from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from markupsafe import escape

from macros.exports.ooxml import LANGUAGE
from macros.exports.word import control_of, placeholder_run, wrap, writable

WORD_2012 = "http://schemas.microsoft.com/office/word/2012/wordml"  # [MS-DOCX] 2.5.2
IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
REPEATED, REPEATED_ITEM = f"{{{WORD_2012}}}repeatingSection", f"{{{WORD_2012}}}repeatingSectionItem"
DAY = (
    f'<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="{LANGUAGE}"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)


def add_day(paragraph: Paragraph, title: str, tag: str) -> None:
    """Ett fält för en dag, att välja i en kalender eller skriva."""
    wrap(placeholder_run(paragraph), writable(title, tag, DAY))


def add_choice(paragraph: Paragraph, title: str, tag: str, choices: Sequence[str], chosen: str) -> None:
    """En lista att välja ur. `chosen` är valet från början."""
    items = "".join(f'<w:listItem w:displayText="{one}" w:value="{one}"/>' for one in map(escape, choices))
    wrap(paragraph.add_run(chosen)._r, control_of(title, tag, f"<w:dropDownList>{items}</w:dropDownList>", is_kept=False))


def repeat_rows(table: Table, title: str, tag: str) -> None:
    """Raderna under rubrikraden blir en del som Word kan lägga till fler rader i, och ta bort rader ur.

    Fälten i raderna får inte vara låsta, för då går raden inte heller att ta bort.
    """
    first, *others = [row._tr for row in list(table.rows)[1:]]
    section = control_of(title, tag, f'<w15:repeatingSection xmlns:w15="{WORD_2012}"/>', is_kept=False)
    wrap(first, section)
    first.getparent().extend(others)
    for number, row in enumerate((first, *others), 1):
        item = f'<w15:repeatingSectionItem xmlns:w15="{WORD_2012}"/>'
        wrap(row, control_of(title, f"{tag}-{number}", item, is_kept=False))
    _declare(table._tbl.getroottree().getroot())


def _declare(root: etree._Element) -> None:
    """Namnrymden i roten, med lov för äldre program att bortse från den (ECMA-376 del 3, Ignorable)."""
    kept = [prefix for prefix in root.nsmap if prefix]
    etree.cleanup_namespaces(root, top_nsmap={"w15": WORD_2012}, keep_ns_prefixes=[*kept, "w15"])
    ignored = root.get(IGNORABLE, "").split()
    if "w15" not in ignored:
        root.set(IGNORABLE, " ".join([*ignored, "w15"]))
