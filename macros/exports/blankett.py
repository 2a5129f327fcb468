"""Ansökan som blankett i Word: frågorna i tabellen blankettfalt blir fält att skriva i."""

from datetime import date
from typing import TYPE_CHECKING

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Cm

from macros.dictionary.slag import slug
from macros.exports import word
from macros.exports.controls import add_choice, add_day, repeat_rows
from macros.model.blankett import (
    KEDJAN,
    KEDJEKOLUMNER,
    MÅL,
    MÅL_I_TABELL,
    MÅLKOLUMNER,
    MÅLRADER,
    PART,
    PARTER,
    PARTSKOLUMNER,
    PARTSVAL,
    Blankett,
    Del,
    Numrerad,
    partfält,
)
from macros.model.guide import TILLVAL

if TYPE_CHECKING:
    from macros.model.guide import Blankettfält

MORE_ROWS = "Fler rader: välj sista raden och tryck på + till höger om den, eller lägg till en rad i tabellen."


def blankett_docx(blankett: Blankett, today: date) -> bytes:
    """Blanketten i Word, med de fält som gäller typen."""
    subject = f"Blankett för att söka pengar: {blankett.typ.benämning}"
    document = word.titled_document(blankett.titel, subject, blankett.förbund, today)
    _add_instructions(document, blankett)
    for del_ in blankett.delar:
        _add_part(document, blankett, del_)
    if blankett.har_mål:
        _add_goals(document, blankett)
        _add_chain(document, blankett)
    _add_signatures(document, blankett)
    return word.to_bytes(document)


def _add_instructions(document: Document, blankett: Blankett) -> None:
    """Vad blanketten är till för, villkoren, och hur den fylls i. Det som förbundet inte har bestämt står inte med."""
    about = " ".join(filter(None, (blankett.typ.beskrivning, *blankett.regler("för vem"))))
    kriterier = [one.krav for one in blankett.guide.kriterier]
    if about or kriterier:
        document.add_heading("Innan ni fyller i", 1)
    if about:
        document.add_paragraph(about)
    if kriterier:
        document.add_paragraph("Ni kan söka när allt det här stämmer:").paragraph_format.keep_with_next = True
    word.add_list(document, kriterier, "List Number")
    document.add_heading("Så fyller ni i", 1)
    steps = [word.WRITE_IN_BOXES, *blankett.regler("så fyller ni i"), word.GROUPS_ONLY]
    if blankett.har_budgetmall:
        steps.append("Fyll också i budgetmallen och skicka med den.")
    if any(fält.bra_svar(blankett.typ.id) or fält.svagt_svar(blankett.typ.id) for fält in blankett.frågor):
        steps.append("Exempel på bra och svaga svar finns på webbplatsen, på sidan där ni kan läsa alla frågor.")
    word.add_list(document, [*steps, *filter(None, [blankett.skicka])])


def _add_part(document: Document, blankett: Blankett, del_: Del) -> None:
    """En del av blanketten: först de korta svaren i en tabell, sedan frågorna med plats att skriva."""
    document.add_heading(del_.rubrik, 1)
    if del_.korta:
        _add_short(document, del_)
    for one in del_.frågor:
        _add_question(document, one)
        if one.fält.svar == "parter":
            _add_parties(document, blankett, one.fält)
        else:
            word.add_answer(document, one.fält.rubrik, one.fält.id)


def _add_short(document: Document, del_: Del) -> None:
    said = "En rad för varje uppgift att fylla i."
    table = word.add_table(document, ("Uppgift", "Svar"), len(del_.korta), (7, 9), del_.rubrik, said)
    word.keep_together(table)
    for one, row, (heading, cell) in zip(del_.korta, table.rows[1:], word.body_rows(table), strict=True):
        fält = one.fält
        heading.text = f"{one.nummer}. {fält.rubrik}"
        for text, style in ((fält.fråga, "Hjälptext"), (fält.hjälp, "Hjälptext"), (_demands(fält), "Svarskrav")):
            if text:
                row.cells[0].add_paragraph(text, style)
        add = add_day if fält.svar == "dag" else word.add_field
        add(cell, fält.rubrik, fält.id)


def _add_parties(document: Document, blankett: Blankett, fält: "Blankettfält") -> None:
    """En rad för varje part. Word lägger till fler rader med knappen +, och i andra program läggs en rad till i tabellen."""
    document.add_paragraph(" ".join((*blankett.regler("parter"), MORE_ROWS))).paragraph_format.keep_with_next = True
    table = word.add_table(
        document,
        (PART, *PARTSKOLUMNER),
        len(blankett.parter),
        (2.8, 3.7, 3.1, 3.6, 2.8),
        fält.rubrik,
        "En rad för varje part: vad den är i ansökan, organisation, kontaktperson, e-postadress och telefon.",
    )
    for number, (rad, (first, *others)) in enumerate(zip(blankett.parter, word.body_rows(table), strict=True), 1):
        add_choice(first, f"{PART} {number}", partfält(number, PART), PARTSVAL, rad.namn)
        for ruta, cell in zip(rad.rutor, others, strict=True):
            word.add_field(cell, f"{PART} {number}: {ruta.namn}", ruta.märke, is_kept=False)
    repeat_rows(table, fält.rubrik, PARTER)


def _add_goals(document: Document, blankett: Blankett) -> None:
    """Målen en gång till, så att de går att mäta och följa upp."""
    document.add_heading(MÅL_I_TABELL, 1)
    document.add_paragraph(
        f"Skriv varje mål på en egen rad: vad ni ska nå, hur det mäts, vilket värde det ska få och när. {MORE_ROWS}"
    ).paragraph_format.keep_with_next = True
    table = word.add_table(
        document,
        MÅLKOLUMNER,
        MÅLRADER,
        [16 / len(MÅLKOLUMNER)] * len(MÅLKOLUMNER),
        MÅL_I_TABELL,
        "En rad för varje mål: målet, hur det mäts, värdet och när det ska vara nått.",
    )
    word.keep_together(table)
    for number, (rad, cells) in enumerate(zip(blankett.mål, word.body_rows(table), strict=True), 1):
        for ruta, cell in zip(rad.rutor, cells, strict=True):
            word.add_field(cell, f"{ruta.namn}, rad {number}", ruta.märke, is_kept=False)
    repeat_rows(table, MÅL_I_TABELL, MÅL)


def _add_chain(document: Document, blankett: Blankett) -> None:
    """Förändringsteorin, led för led, för dem som har en."""
    document.add_heading(KEDJAN, 1)
    document.add_paragraph(
        "Frivilligt. Skriv en sak per rad: vad ni sätter in, vad ni gör och vad det ska leda till. Skriv också hur det märks, "
        "på samma rad i den andra rutan. Lämna led som ni inte har tomma."
    ).paragraph_format.keep_with_next = True
    table = word.add_table(
        document,
        ("Led", *KEDJEKOLUMNER),
        len(blankett.kedjan),
        (5, 6, 5),
        KEDJAN,
        "En rad för varje led i förändringsteorin: vad det är hos er, och hur det märks.",
    )
    for led, row, cells in zip(blankett.kedjan, table.rows[1:], word.body_rows(table), strict=True):
        cells[0].text = led.namn
        row.cells[0].add_paragraph(led.hjälp, "Hjälptext")
        for ruta, cell in zip(led.rutor, cells[1:], strict=True):
            word.add_field(cell, f"{led.namn}: {ruta.namn}", ruta.märke, is_lines=True)


def _add_question(document: Document, one: Numrerad) -> None:
    document.add_heading(f"{one.nummer}. {one.fält.rubrik}", 2)
    document.add_paragraph(one.fält.fråga, "Fråga")
    word.add_help(document, one.fält.hjälp)
    if said := _demands(one.fält):
        document.add_paragraph(said, "Svarskrav")


def _demands(fält: "Blankettfält") -> str:
    """Det som gäller svaret, och om frågan är ett tillval."""
    return " ".join(filter(None, (answer_rule(fält.krävs, fält.längd), TILLVAL if fält.tillval else "")))


def answer_rule(krävs: bool | None, längd: int | None) -> str:
    """`Måste besvaras. Högst 1 500 tecken.` Guiden anger ingen gräns: längden är vårt råd. Det som ingen regel säger utelämnas."""
    rule = "" if krävs is None else "Måste besvaras." if krävs else "Frivillig."
    length = f"Högst {längd:,} tecken (vårt råd).".replace(",", "\xa0") if längd else ""
    return " ".join(filter(None, (rule, length)))


def _add_signatures(document: Document, blankett: Blankett) -> None:
    document.add_heading("Underskrifter", 1)
    if rules := blankett.regler("underskrifter"):
        document.add_paragraph(" ".join(rules)).paragraph_format.keep_with_next = True
    columns = ("Namn och befattning", "Ort och datum")
    table = word.add_table(
        document,
        ("Medlem", *columns, "Underskrift"),
        len(blankett.medlemsrader),
        (3.6, 4.2, 3.4, 4.8),
        "Underskrifter",
        "En rad för varje medlem: namn och befattning, ort och datum, och plats att skriva under.",
    )
    word.keep_together(table)
    for row in table.rows[1:]:
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Cm(1.7)
    for medlem, cells in zip(blankett.medlemsrader, word.body_rows(table), strict=True):
        cells[0].text = medlem
        for column, cell in zip(columns, cells[1:], strict=False):
            word.add_field(cell, f"{medlem}: {column}", slug(f"{medlem}-{column}"))
