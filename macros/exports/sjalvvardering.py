"""Mallen för självvärdering i Word: niofältarens nio fält blir rubriker med stödfrågor och rutor att skriva i."""

from collections.abc import Sequence
from datetime import date

from docx.document import Document

from macros.dictionary.slag import slug
from macros.dictionary.words import Dictionary
from macros.exports import word
from macros.exports.rapportmallar import add_boxes, fields_of
from macros.model.register import Register
from macros.model.uppfoljning import VEM, Fält
from macros.model.utfall import FÅ, KÖNEN, TOTALT, Mått, Måttlista

TITLE = "Självvärdering med niofältaren"
UPPGIFTER = ("Insats", "Halvårs- eller helårsrapport", "Period", "Skriven av", "Datum")
# Södra Dalarna, utvärderingspolicy 2020: Självvärderingsmodellen, Rapporter och Jämställdhet.
SYFTE = (
    "I en självvärdering granskar insatsen sitt eget arbete. Rapporten visar förbundet hur det går, och hjälper er "
    "att utveckla insatsen. Rubrikerna är niofältarens nio fält."
)
SÅ_SKRIVER_NI = (
    word.WRITE_IN_BOXES,
    "Frågorna under varje rubrik är stöd för det ni skriver. Under dem står var svaren går att hämta.",
    "Dela upp alla siffror på kvinnor och män. Skriv också vad skillnaderna beror på.",
    word.GROUPS_ONLY,
)
INNEHÅLL = (
    "Beskrivning: verksamheten och organisationen, och vad som har ändrats över tid.",
    "Analys: vad beskrivningen säger, bland annat jämfört med målen och med det som ni har gjort.",
    "Bedömning: vad analysen leder fram till.",
    "Förslag till åtgärder och rekommendationer, när rapporten är en slutrapport.",
)
OM_SUS = "Modellen räknar SUS som underlag. Systemet är stängt. Ta uppgifterna ur era egna underlag i stället."
KOMMENTARER = "Jämför gärna med tidigare rapporter. Skriv vad skillnaderna mellan kvinnor och män beror på."
I_ORD = ("till_annat", "arbete_med_stöd")  # fälten i tabellen utfall som rapporten förklarar i text


def självvärdering_docx(register: Register, words: Dictionary, today: date) -> bytes:
    """Mallen för en halvårs- eller helårsrapport. Kräver att niofältaren har rader."""
    uppföljning = register.uppföljning
    document = word.titled_document(TITLE, "Mall för en rapport där insatsen granskar sig själv", register.värd.namn, today)
    _add_instructions(document, uppföljning.niofältaren)
    _add_due_dates(document, register)
    document.add_heading("Om rapporten", 1).paragraph_format.page_break_before = True  # sidorna före går att ta bort
    word.add_facts(document, "Om rapporten", UPPGIFTER)
    document.add_heading("Sammanfattning", 1)
    word.add_help(document, "Skriv det viktigaste ur hela rapporten.")
    word.add_answer(document, "Sammanfattning", "sammanfattning")
    for vem in VEM:
        _add_fields(document, vem, [fält for fält in uppföljning.niofältaren if fält.vem == vem])
    if uppföljning.mått.alla:
        _add_outcomes(document, uppföljning.mått, words)
    return word.to_bytes(document)


def _add_instructions(document: Document, niofältaren: Sequence[Fält]) -> None:
    document.add_heading("Innan ni skriver", 1)
    document.add_paragraph(SYFTE)
    dokument = dict.fromkeys(källa.dokument for fält in niofältaren for källa in fält.källor)
    for one in dokument:
        document.add_paragraph(f"Källa: {one.titel}, {one.utgivare}.")
    word.add_list(document, SÅ_SKRIVER_NI)
    if any("SUS" in fält.underlag for fält in niofältaren):
        document.add_paragraph(OM_SUS)
    document.add_heading("Vad rapporten ska innehålla", 1)
    word.add_list(document, INNEHÅLL, "List Number")


def _add_due_dates(document: Document, register: Register) -> None:
    """Perioder och sista dagar, som förbundets eget årshjul säger dem."""
    days = [dag for dag in register.guide.årshjul if dag.rapport and dag.förbund is register.värd]
    if not days:
        return
    document.add_heading("När rapporten ska lämnas", 1)
    for dag in days:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{dag.rapport}, senast {dag.i_ord()}.").bold = True
        paragraph.add_run(f" {' '.join(dag.hur.split())}" if dag.hur else "")


def _add_fields(document: Document, vem: str, fält: Sequence[Fält]) -> None:
    """Ett eller flera fält om samma sak: deltagarna, personalen eller organisationen."""
    if fält:
        document.add_heading(vem.capitalize(), 1)
    for one in fält:
        document.add_heading(one.rubrik, 2)
        word.add_list(document, one.frågor)
        word.add_help(document, f"Underlag: {', '.join(one.underlag)}.")
        word.add_answer(document, one.rubrik, one.id)


def _add_outcomes(document: Document, mått: Måttlista, words: Dictionary) -> None:
    document.add_heading("Gemensamma utfallsmått", 1).paragraph_format.page_break_before = True  # hela tabellen på samma sida
    intro = document.add_paragraph(
        f"Fyll i hela gruppen, kvinnor och män. Ett antal under {FÅ} publiceras aldrig på webbplatsen."
    )
    intro.paragraph_format.keep_with_next = True
    rows = [(one.namn, one.betydelse, one.fält) for one in mått.antal]
    if mått.positiva:
        names = [one.namn[:1].lower() + one.namn[1:] for one in mått.alla if one.fält in mått.positiva]
        share = f"Räkna ihop {_listed(names)}. Dela summan med avsluten utan de tidiga avhoppen."
        rows.append(("Måluppfyllelse i procent", share, "måluppfyllelse"))
    _add_measures(document, "Utfall", "Antal deltagare", rows)
    if mått.bakgrund:
        document.add_heading("Bakgrund till utfallen", 2)
        times = [(_with_unit(one), one.betydelse, one.fält) for one in mått.bakgrund]
        _add_measures(document, "Bakgrund till utfallen", "Tider", times)
    document.add_heading("Kommentarer till siffrorna", 2)
    word.add_help(document, KOMMENTARER)
    word.add_answer(document, "Kommentarer till siffrorna", "kommentarer")
    add_boxes(document, fields_of(words, "utfall", I_ORD), 2)


def _add_measures(document: Document, name: str, what: str, rows: Sequence[tuple[str, str, str]]) -> None:
    """Ett mått på varje rad: namn, betydelse och märke. Kolumnerna är alla, kvinnor och män."""
    columns = [kön.capitalize() for kön in (TOTALT, *KÖNEN)]
    table = word.add_table(
        document,
        ("Mått", *columns),
        len(rows),
        (9.7, 2.1, 2.1, 2.1),
        name,
        f"{what}: en rad för varje mått, med plats för alla, kvinnor och män.",
    )
    for row, (namn, betydelse, tag), (heading, *cells) in zip(table.rows[1:], rows, word.body_rows(table), strict=True):
        heading.text = namn
        heading.paragraph_format.space_after = 0
        row.cells[0].add_paragraph(" ".join(betydelse.split()), "Tabelltext")
        for column, cell in zip(columns, cells, strict=True):
            word.add_field(cell, f"{column}: {namn}", slug(f"{tag}-{column}"))


def _with_unit(mått: Mått) -> str:
    return f"{mått.namn}, i {mått.enhet}" if mått.enhet else mått.namn


def _listed(names: Sequence[str]) -> str:
    """`a, b och c`."""
    return " och ".join(filter(None, (", ".join(names[:-1]), names[-1])))
