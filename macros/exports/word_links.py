"""Länkar i Worddokument: till en adress, och till ett bokmärke i dokumentet självt."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def add_link(paragraph: Paragraph, text: str, url: str = "", anchor: str = "") -> None:
    """En understruken länk sist i stycket, till `url` eller till bokmärket `anchor`."""
    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), _bookmark_name(anchor))
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)


def add_bookmark(paragraph: Paragraph, anchor: str, number: int) -> None:
    """Gör stycket till ett mål för länkar. `number` är bokmärkets nummer, ett eget för varje."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _bookmark_name(anchor))
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else list(paragraph._p).index(properties) + 1, start)
    paragraph._p.append(end)


def _bookmark_name(anchor: str) -> str:
    """Word tar bokstäver, siffror och understreck, och en bokstav först."""
    return anchor.replace("-", "_")
