"""Ansökan som blankett i Word: frågorna i tabellen blankettfalt blir fält att skriva i."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Cm

from macros.dictionary.slag import slug
from macros.downloads import TYPER
from macros.exports import word

if TYPE_CHECKING:
    from macros.model.guide import Blankettfält

# Guiden, avsnitt 2: vad typerna är till för.
FÖR_VEM = {
    "strukturell": "Den här blanketten är för enstaka och tillfälliga insatser som höjer kompetensen hos personalen hos "
    "förbundets medlemmar. Förbundet ersätter inte lönekostnader för dem som deltar.",
    "individinriktad": "Den här blanketten är för insatser som riktar sig till deltagare som behöver stöd för att nå "
    "egen försörjning.",
}
# Guiden, avsnitt 3.3 och 3.4.
SÅ_FYLLER_NI_I = (
    word.WRITE_IN_BOXES,
    "Kontakta kansliet så tidigt som möjligt. Allt behöver inte vara ifyllt på en gång.",
    word.GROUPS_ONLY,
    "Fyll också i budgetmallen och skicka med den.",
    "Exempel på bra och svaga svar finns på webbplatsen, på sidan där ni kan läsa alla frågor.",
)
# Förbundet har fyra medlemmar. Minst två av dem söker, och någon annan kan vara part utöver dem (guiden, avsnitt 2.1).
MEDLEMMAR = ("Projektägare", "Medlem 2", "Medlem 3", "Medlem 4")
PARTER = (*MEDLEMMAR, "Övrig part")


def blankett_docx(fält: Sequence["Blankettfält"], typ: str, förbund: str, today: date, kriterier: Sequence[str] = ()) -> bytes:
    """Blanketten för en typ av insats (`strukturell` eller `individinriktad`), med de fält som gäller typen.

    `förbund` är förbundets namn och `kriterier` villkoren för att få söka, ett i varje text.
    Raises: KeyError när typen inte finns.
    """
    title = f"Ansökan om {TYPER[typ]}"
    document = word.titled_document(title, f"Blankett för att söka pengar till en {TYPER[typ]}", förbund, today)
    _add_instructions(document, typ, kriterier)
    _add_parties(document)
    document.add_heading("Frågor", 1)
    for number, one in enumerate((one for one in fält if typ in one.gäller), 1):
        _add_question(document, number, one)
    _add_signatures(document)
    return word.to_bytes(document)


def _add_instructions(document: Document, typ: str, kriterier: Sequence[str]) -> None:
    document.add_heading("Innan ni fyller i", 1)
    document.add_paragraph(FÖR_VEM[typ])
    if kriterier:
        document.add_paragraph("Ni kan söka när allt det här stämmer:").paragraph_format.keep_with_next = True
    word.add_list(document, kriterier, "List Number")
    document.add_heading("Så fyller ni i", 1)
    word.add_list(document, SÅ_FYLLER_NI_I)


def _add_parties(document: Document) -> None:
    document.add_heading("Parter och kontaktpersoner", 1)
    document.add_paragraph(
        "Fyll i projektägaren och minst en medlem till. Projektägaren ska vara en av förbundets medlemmar. "
        "En övrig part kan vara en ideell organisation eller en stiftelse som inte drivs för vinst. "
        "Lämna rader som ni inte behöver tomma."
    ).paragraph_format.keep_with_next = True
    columns = ("Organisation", "Kontaktperson", "E-post till arbetet")
    table = word.add_table(
        document,
        ("Part", *columns),
        len(PARTER),
        (3, 5, 4, 4),
        "Parter och kontaktpersoner",
        "En rad för varje part: organisation, kontaktperson och e-postadress.",
    )
    for part, cells in zip(PARTER, word.body_rows(table), strict=True):
        cells[0].text = part
        for column, cell in zip(columns, cells[1:], strict=True):
            word.add_field(cell, f"{part}: {column}", slug(f"{part}-{column}"))


def _add_question(document: Document, number: int, fält: "Blankettfält") -> None:
    document.add_heading(f"{number}. {fält.rubrik}", 2)
    document.add_paragraph(fält.fråga, "Fråga")
    word.add_help(document, fält.hjälp)
    if rule := answer_rule(fält.krävs, fält.längd):
        document.add_paragraph(rule, "Svarskrav")
    word.add_answer(document, fält.rubrik, fält.id)


def answer_rule(krävs: bool | None, längd: int | None) -> str:
    """`Måste besvaras. Högst 1 500 tecken.` Guiden anger ingen gräns: längden är vårt råd. Det som ingen regel säger utelämnas."""
    rule = "" if krävs is None else "Måste besvaras." if krävs else "Frivillig."
    length = f"Högst {längd:,} tecken (vårt råd).".replace(",", "\xa0") if längd else ""
    return " ".join(filter(None, (rule, length)))


def _add_signatures(document: Document) -> None:
    document.add_heading("Underskrifter", 1)
    document.add_paragraph(
        "Minst två av förbundets medlemmar skriver under. Den som skriver under ska ha mandat att företräda medlemmen."
    ).paragraph_format.keep_with_next = True
    columns = ("Namn och befattning", "Ort och datum")
    table = word.add_table(
        document,
        ("Medlem", *columns, "Underskrift"),
        len(MEDLEMMAR),
        (3.6, 4.2, 3.4, 4.8),
        "Underskrifter",
        "En rad för varje medlem: namn och befattning, ort och datum, och plats att skriva under.",
    )
    word.keep_together(table)
    for row in table.rows[1:]:
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Cm(1.7)
    for medlem, cells in zip(MEDLEMMAR, word.body_rows(table), strict=True):
        cells[0].text = medlem
        for column, cell in zip(columns, cells[1:], strict=False):
            word.add_field(cell, f"{medlem}: {column}", slug(f"{medlem}-{column}"))
