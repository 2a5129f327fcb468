"""Enkäterna och intervjuguiderna i Word, att skriva ut eller fylla i."""

from collections.abc import Sequence
from datetime import date

from docx.document import Document
from docx.text.paragraph import Paragraph

from macros.exports import word
from macros.model.instrument import ENKÄT, Instrument, Instrumentdel

LONGEST_WHOLE = 8  # så många frågor ryms säkert på en sida
ROOM_BY_HAND = 1.7  # cm extra i rutan, så att det finns plats att skriva för hand
TEXT_WIDTH = 16.0  # cm
MIN_QUESTION_WIDTH = 4.8  # cm; smalare frågor blir svåra att läsa
LETTER, CELL_MARGINS = 0.175, 0.42  # cm: en bokstav i formatmallen Skalrubrik, och luften i en cell
MIN_ANSWER_WIDTH = 1.1  # cm; kryssrutan ska få plats


def instrument_docx(instrument: Instrument, förbund: str, today: date) -> bytes:
    """Enkäten eller intervjuguiden. `förbund` är förbundets namn."""
    document = word.titled_document(instrument.namn, instrument.kort, förbund, today)
    document.add_paragraph(f"Vilka svarar: {instrument.svarar}.")
    document.add_paragraph(instrument.skydd)
    if instrument.sort != ENKÄT:
        _add_usage(document, instrument)
    number = 1
    for del_ in instrument.delar:
        document.add_heading(del_.rubrik, 1)
        _add_part(document, del_, number)
        number += len(del_.frågor)
    if instrument.sort == ENKÄT:  # den som svarar behöver inte sista sidan
        _add_usage(document, instrument).paragraph_format.page_break_before = True
    return word.to_bytes(document)


def _add_usage(document: Document, instrument: Instrument) -> Paragraph:
    """Till den som delar ut eller intervjuar. Ger rubriken."""
    heading = document.add_heading(f"Så används {'enkäten' if instrument.sort == ENKÄT else 'frågorna'}", 1)
    document.add_paragraph(instrument.kort)
    word.add_paragraphs(document, instrument.så_används)
    return heading


def _add_part(document: Document, del_: Instrumentdel, first: int) -> None:
    """Frågorna i en del, numrerade från `first`: som tabell, som val under varandra eller med rutor för egna ord."""
    widths = scale_widths(del_.skala)
    if del_.skala and TEXT_WIDTH - sum(widths) >= MIN_QUESTION_WIDTH:
        return _add_scale(document, del_, first, widths)
    for number, fråga in enumerate(del_.frågor, first):
        document.add_paragraph(f"{number}. {fråga}", "Fråga")
        if del_.skala:
            _add_options(document, del_.skala, number)
        else:
            word.add_answer(document, f"{number}. {fråga}", f"fraga-{number}", ROOM_BY_HAND)
    return None


def scale_widths(skala: Sequence[str]) -> list[float]:
    """Kolumnernas bredd i centimeter, så att det längsta ordet i varje svar får plats på en rad."""
    return [max(MIN_ANSWER_WIDTH, LETTER * max(map(len, svar.split())) + CELL_MARGINS) for svar in skala]


def _add_scale(document: Document, del_: Instrumentdel, first: int, widths: Sequence[float]) -> None:
    table = word.add_table(
        document,
        ("Fråga", *del_.skala),
        len(del_.frågor),
        (TEXT_WIDTH - sum(widths), *widths),
        del_.rubrik,
        "En rad för varje fråga. Kryssa i ett svar på varje rad.",
    )
    if len(del_.frågor) <= LONGEST_WHOLE:
        word.keep_together(table)
    for column in table.rows[0].cells[1:]:
        column.paragraphs[0].style = "Skalrubrik"
        word.center(column.paragraphs)
    for number, (fråga, (heading, *cells)) in enumerate(zip(del_.frågor, word.body_rows(table), strict=True), first):
        heading.text, heading.style = f"{number}. {fråga}", "Tabelltext"
        word.center(cells)
        for place, (svar, cell) in enumerate(zip(del_.skala, cells, strict=True), 1):
            word.add_checkbox(cell, *_named(svar, number, place))


def _add_options(document: Document, skala: Sequence[str], number: int) -> None:
    """Svaren under varandra, på samma sida som frågan."""
    for place, svar in enumerate(skala, 1):
        paragraph = document.add_paragraph(style="Svarsval")
        paragraph.paragraph_format.keep_with_next = place < len(skala)
        word.add_checkbox(paragraph, *_named(svar, number, place))
        paragraph.add_run(f" {svar}")


def _named(svar: str, number: int, place: int) -> tuple[str, str]:
    """Rutans namn, som skärmläsaren säger, och dess märke."""
    return f"Fråga {number}: {svar}", f"fraga-{number}-svar-{place}"
