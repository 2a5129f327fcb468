"""Dokumentet → ett Worddokument med samma delar, rubriker och tabeller."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from macros.dokument.bredder import kolumnbredder
from macros.dokument.innehall import Bild, Del, Dokument, Lista, Ord, Rubrik, Ruta, Stycke, Tabell
from macros.dokument.pdf import png
from macros.dokument.typst import faktatabell
from macros.exports import word

HEIGHT, WIDTH, MARGIN = 29.7, 21.0, 2.5  # centimeter
MOST_LEVELS = 2  # rubriknivåer som Word får som rubriker; de djupare blir frågor


@lru_cache(maxsize=16)
def docx(dokument: Dokument, dag: date) -> bytes:
    """Dokumentet som fil, samma byte varje gång."""
    document = word.titled_document(dokument.titel, dokument.ingress, dokument.förbund, dag)
    if dokument.ingress:
        document.add_paragraph(dokument.ingress)
    if dokument.fakta:
        _add_table(document, faktatabell(dokument), WIDTH - 2 * MARGIN)
    if dokument.innehållsdjup:
        _add_contents(document, dokument)
    for number, avsnitt in enumerate(dokument.avsnitt):
        before = dokument.avsnitt[number - 1].liggande if number else False
        if avsnitt.liggande != before:
            _turn(document, avsnitt.liggande)
        for one in avsnitt.delar:
            _add(document, one, (HEIGHT if avsnitt.liggande else WIDTH) - 2 * MARGIN)
    return word.to_bytes(document)


def _turn(document: Document, liggande: bool) -> None:
    """En ny sektion med sidorna på bredden, eller på höjden igen."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if liggande else WD_ORIENT.PORTRAIT
    long, short = Cm(HEIGHT), Cm(WIDTH)
    section.page_width, section.page_height = (long, short) if liggande else (short, long)


def _add_contents(document: Document, dokument: Dokument) -> None:
    """Innehållet som ett fält som Word räknar om, med rubrikerna redan på plats."""
    document.add_paragraph("Innehåll", "Fråga")
    rubriker = [one.text for avsnitt in dokument.avsnitt for one in avsnitt.delar if isinstance(one, Rubrik) and one.nivå == 1]
    paragraphs = [document.add_paragraph(text) for text in rubriker]
    first, last = paragraphs[0], paragraphs[-1]
    for place, kind in enumerate(("begin", "", "separate")):
        run = first.add_run()._r
        if kind:
            run.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
        else:
            run.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> TOC \\o "1-1" \\h \\z \\u </w:instrText>'))
        first._p.insert(place + (first._p.pPr is not None), run)
    last.add_run()._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>'))


def _add(document: Document, one: Del, room: float) -> None:
    match one:
        case Rubrik(text, nivå):
            document.add_heading(text, nivå) if nivå <= MOST_LEVELS else document.add_paragraph(text, "Fråga")
        case Stycke(orden):
            _write(document.add_paragraph(), orden)
        case Lista():
            for paragraph, words in _points(document, one):
                _write(paragraph, words)
        case Tabell():
            _add_table(document, one, room)
        case Bild():
            _add_picture(document, one, room)


def _add_picture(document: Document, bild: Bild, room: float) -> None:
    """Figuren som bild, med det som den säger i ord som alternativ text. Word visar inte SVG i äldre versioner."""
    picture = document.add_picture(io.BytesIO(png(bild)), width=Cm(room * bild.bredd / 100))
    picture._inline.docPr.set("descr", bild.i_ord)


def _points(document: Document, lista: Lista) -> Iterable[tuple[Paragraph, Sequence[Ord]]]:
    """Styckena i listan. Det första i varje punkt har punktens tecken, de andra och det som ligger under är indragna."""
    style = "List Number" if lista.numrerad else "Normal" if lista.slät else "List Bullet"
    for number, punkt in enumerate(lista.punkter):
        for place, one in enumerate(punkt):
            if isinstance(one, Lista):
                yield from _points(document, one)
            elif isinstance(one, Stycke):
                paragraph = document.add_paragraph(style=style if not place else "Normal")
                if place:
                    paragraph.paragraph_format.left_indent = Cm(0.63)
                elif lista.numrerad and not number:
                    _restart(document, paragraph)
                yield paragraph, one.orden
            elif isinstance(one, Rubrik):
                yield document.add_paragraph(style="Fråga"), (Ord(one.text),)


def _restart(document: Document, paragraph: Paragraph) -> None:
    """Listan börjar om på ett."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element.pPr.numPr
    abstract = next(one for one in numbering.num_lst if one.numId == style.numId.val).abstractNumId.val
    num = numbering.add_num(abstract)
    num.add_lvlOverride(0).add_startOverride(1)
    properties = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{num.numId}"/></w:numPr>')
    paragraph._p.get_or_add_pPr().insert_element_before(properties, "w:spacing", "w:ind", "w:jc")


def _write(paragraph: Paragraph, orden: Sequence[Ord]) -> None:
    for one in orden:
        run = paragraph.add_run()
        if one.egen_rad:
            run.add_break()
        run.add_text(one.text)
        run.bold = True if one.fet else None
        if one.liten:
            run.font.size, run.font.color.rgb = Pt(9), word.SOFT
        if one.länk:
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(one.länk, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            run.font.underline = True
            paragraph._p.append(link)
            link.append(run._r)


def _add_table(document: Document, tabell: Tabell, room: float) -> None:
    """En tabell. En lista över uppgifter får rubrikerna Uppgift och Svar, för Word har inga tabeller utan rubrikrad."""
    shares = kolumnbredder(tabell)
    header = [ruta.text for ruta in tabell.huvud] or ["Uppgift", "Svar"]
    beskrivning = f"{tabell.namn}. Första kolumnen är radens rubrik."
    table = word.add_table(document, header, len(tabell.rader), [room * one / 100 for one in shares], tabell.namn, beskrivning)
    for row, rad in zip(list(table.rows)[1:], tabell.rader, strict=True):
        cells = row.cells
        if len(rad) < len(cells):
            cells = [cells[0].merge(cells[-1])]
        for cell, ruta in zip(cells, rad, strict=False):
            _fill(cell, ruta)
    document.add_paragraph()


def _fill(cell: _Cell, ruta: Ruta) -> None:
    """Rutans stycken. Punkterna i en lista står på var sin rad."""
    rows = [one.orden for one in _flat(ruta.delar)]
    for number, orden in enumerate(rows):
        paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
        paragraph.style = "Tabellrubrik" if ruta.rubrik else "Tabelltext"
        _write(paragraph, orden)
        if ruta.tal:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _flat(delar: Iterable[Del]) -> Iterable[Stycke]:
    for one in delar:
        if isinstance(one, Stycke):
            yield one
        elif isinstance(one, Rubrik):
            yield Stycke((Ord(one.text, fet=True),))
        elif isinstance(one, Lista):
            for punkt in one.punkter:
                yield from _flat(punkt)
