"""Gemensamt för Worddokument: svenska, formatmallar, tabeller och fält att skriva i."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from macros.exports.ooxml import LANGUAGE, same_bytes
from macros.model.blankett import faktafält

ACCENT, INK, SOFT = RGBColor(0x0A, 0x5A, 0x63), RGBColor(0x1D, 0x25, 0x26), RGBColor(0x4A, 0x55, 0x54)
FAINT = RGBColor(0x63, 0x6D, 0x6C)  # ledtext; 5,4:1 mot vitt
LINE, TINT = "8B908C", "E3EEEE"
FONT = "Calibri"
MARGIN, TEXT_WIDTH = Cm(2.5), Cm(16)  # A4 är 21 cm brett
TABLE_STYLE = "Table Grid"
PLACEHOLDER, PLACEHOLDER_PART = "Skriv här", "SkrivHar"
WRITE_IN_BOXES = f"Skriv i rutorna där det står ”{PLACEHOLDER}”. Rutan växer när ni skriver."
GROUPS_ONLY = "Skriv om grupper, aldrig om enskilda deltagare."
UNCHECKED, CHECKED, CHECKBOX_FONT = "☐", "☒", "MS Gothic"  # typsnittet som Word själv har i sina kryssrutor
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
LONGEST_TAG = 64  # Word vägrar längre namn på ett fält

# Formatmall: (storlek, färg, fet, luft före, luft efter). Storlek och luft i punkter.
STYLES = {
    "Normal": (11, INK, False, 0, 6),
    "Title": (24, ACCENT, True, 0, 10),
    "Heading 1": (16, ACCENT, True, 22, 6),
    "Heading 2": (13, ACCENT, True, 20, 3),
    "List Number": (11, INK, False, 0, 3),
    "List Bullet": (11, INK, False, 0, 3),
    "Fråga": (11, INK, True, 0, 4),
    "Hjälptext": (10.5, SOFT, False, 0, 4),
    "Svarskrav": (10, ACCENT, True, 2, 6),
    "Svar": (11, INK, False, 0, 6),
    "Svarsval": (11, INK, False, 0, 3),
    "Skalrubrik": (9, INK, True, 3, 3),
    "Tabelltext": (10, INK, False, 3, 3),
    "Tabellrubrik": (10, INK, True, 3, 3),
    "Header": (9, SOFT, False, 0, 0),
    "Footer": (9, SOFT, False, 0, 0),
}
STICKY = ("Title", "Heading 1", "Heading 2", "Fråga", "Svarskrav")  # hålls ihop med stycket efter
WHOLE = (*STICKY, "Hjälptext")  # delas inte över två sidor
# Delar av python-docx mall som inte behövs: amerikanska formatmallar, en bild av en tom sida och Office för Mac.
UNWANTED = ("stylesWithEffects", "thumbnail", "customXml", "extended-properties")
LONGEST_PROPERTY = 255  # längre tar filformatet inte emot


def new_document(title: str, subject: str, author: str, today: date) -> Document:
    """Ett tomt dokument på svenska, A4, med formatmallarna ovan."""
    document = opened(_start())
    _set_properties(document, title, subject, author, today)
    return document


def opened(start: bytes) -> Document:
    """Ett av våra dokument att skriva vidare i. Formatmallarna är färdiga: inga nya läggs till."""
    document = docx.Document(io.BytesIO(start))
    find = document.part.get_style_id
    known = cache(find)  # python-docx letar annars igenom alla formatmallar för varje stycke
    document.part.get_style_id = lambda style, kind: (  # type: ignore[method-assign]
        known(style, kind) if isinstance(style, str) else find(style, kind)
    )
    return document


@cache
def _start() -> bytes:
    """Det som alla dokument börjar med. Att öppna det går tio gånger så fort som att göra det."""
    document = docx.Document()
    _drop_unwanted(document)
    _set_language(document)
    _set_page(document)
    _add_placeholder_part(document)
    for name in STYLES:
        _set_style(document, name)
    _frame_answers(document)
    placeholder = document.styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER, builtin=True)
    placeholder.font.color.rgb = FAINT
    return to_bytes(document)


def titled_document(title: str, subject: str, author: str, today: date) -> Document:
    """Ett dokument med titel, och sidhuvud och sidfot med avsändare och version."""
    document = new_document(title, subject, author, today)
    add_header_and_footer(document, author, title, f"Version {today.isoformat()}")
    document.add_paragraph(title, "Title")
    return document


def to_bytes(document: Document) -> bytes:
    """Dokumentet som fil, samma byte varje gång."""
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def _drop_unwanted(document: Document) -> None:
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rsplit("/", 1)[1] in UNWANTED]:
            del rels[key]
    # De som ingen använder är tre fjärdedelar.
    kept = {"Default Paragraph Font", "Normal Table", "No List", TABLE_STYLE, *STYLES, *(f"{name} Char" for name in STYLES)}
    for style in list(document.styles):
        if style.name not in kept:
            style.delete()


def _set_properties(document: Document, title: str, subject: str, author: str, today: date) -> None:
    core, midnight = document.core_properties, datetime(today.year, today.month, today.day, tzinfo=UTC)
    core.title, core.subject, core.language = title[:LONGEST_PROPERTY], subject[:LONGEST_PROPERTY], LANGUAGE
    core.author = core.last_modified_by = author[:LONGEST_PROPERTY]
    core.created = core.modified = midnight
    core.comments = core.keywords = ""
    core.revision = 1


def _set_language(document: Document) -> None:
    """Svenska överallt där mallen säger en-US, och ett typsnitt i stället för temats."""
    styles, settings = document.styles.element, document.settings.element
    for lang in styles.iter(qn("w:lang")):
        lang.attrib.clear()
        lang.set(qn("w:val"), LANGUAGE)
        lang.set(qn("w:eastAsia"), LANGUAGE)
    for fonts in styles.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
    theme = settings.find(qn("w:themeFontLang"))
    theme.attrib.clear()
    theme.set(qn("w:val"), LANGUAGE)
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
    zoom = settings.find(qn("w:zoom"))
    zoom.attrib.clear()
    zoom.set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # annars öppnar Word i kompatibilitetsläge


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.2)


def _set_style(document: Document, name: str) -> None:
    size, color, bold, before, after = STYLES[name]
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.quick_style = True
    font, form = style.font, style.paragraph_format
    font.size, font.bold, font.color.rgb = Pt(size), bold, color
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.15
    form.keep_with_next, form.keep_together, form.widow_control = name in STICKY, name in WHOLE, True
    if style.base_style is None and name != "Normal":
        style.base_style = styles["Normal"]
    for unwanted in ("w:pBdr", "w:contextualSpacing", "w:tabs"):
        for element in style.element.findall(f"{qn('w:pPr')}/{qn(unwanted)}"):
            element.getparent().remove(element)
    for unwanted in ("w:spacing", "w:kern"):
        for element in style.element.findall(f"{qn('w:rPr')}/{qn(unwanted)}"):
            element.getparent().remove(element)


def _frame_answers(document: Document) -> None:
    """En ram runt svaret. Stycken efter varandra i samma formatmall delar ram, så rutan växer med texten."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="{space}" w:color="{LINE}"/>'
        for side, space in (("top", 6), ("left", 6), ("bottom", 12), ("right", 6))
    )
    style = document.styles["Svar"]
    properties = style.element.get_or_add_pPr()
    # pBdr ska stå före avstånd och indrag i schemat.
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind"
    )
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Pt(6)


def _add_placeholder_part(document: Document) -> None:
    """Ledtexten som kommer tillbaka när någon tömmer ett fält. Utan den blir fältet osynligt (ECMA-376, 17.5.2.25)."""
    xml = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:glossaryDocument {nsdecls("w")}><w:docParts><w:docPart><w:docPartPr><w:name w:val="{PLACEHOLDER_PART}"/>
<w:category><w:name w:val="General"/><w:gallery w:val="placeholder"/></w:category><w:types><w:type w:val="bbPlcHdr"/></w:types>
<w:behaviors><w:behavior w:val="content"/></w:behaviors><w:guid w:val="{{5AF0D2B1-7C3E-4E0B-9A41-6D1B2C8F9E10}}"/></w:docPartPr>
<w:docPartBody><w:p><w:r><w:rPr><w:color w:val="{FAINT}"/><w:lang w:val="{LANGUAGE}"/></w:rPr><w:t>{PLACEHOLDER}</w:t></w:r></w:p>
</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml"
    part = Part(PackURI("/word/glossary/document.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT)


def add_header_and_footer(document: Document, organisation: str, title: str, version: str) -> None:
    """Sidhuvud med avsändare och titel. Sidfot med version och sidnummer som Word räknar."""
    section = document.sections[0]
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (header, footer):
        paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    header.add_run(f"{organisation}\t{title}")
    footer.add_run(f"{version}\tSida ")
    _add_field(footer, "PAGE")
    footer.add_run(" av ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
    field.append(paragraph.add_run("1")._r)


def add_list(document: Document, texts: Iterable[str], style: str = "List Bullet") -> None:
    """Ett stycke per text, som punkter eller numrerade."""
    for text in texts:
        document.add_paragraph(text, style)


def add_help(document: Document, text: str) -> None:
    """Hjälptext till en ruta, som inte hamnar ensam på nästa sida."""
    add_paragraphs(document, text, "Hjälptext")[-1].paragraph_format.keep_with_next = True


def add_paragraphs(document: Document, text: str, style: str = "Normal") -> list[Paragraph]:
    """Ett stycke för varje stycke i texten. Tomma rader skiljer dem."""
    return [document.add_paragraph(" ".join(block.split()), style) for block in re.split(r"\n\s*\n", text.strip())]


def add_answer(document: Document, title: str, tag: str, room: float = 0) -> None:
    """En ruta för ett svar i flera stycken. `room` är extra höjd i centimeter, för den som skriver för hand."""
    paragraph = document.add_paragraph(style="Svar")
    placeholder_run(paragraph)
    control = writable(title, tag, "<w:richText/>")
    wrap(paragraph._p, control)
    if room:
        paragraph.paragraph_format.keep_with_next = True
        space = document.add_paragraph(style="Svar")
        space.paragraph_format.line_spacing = Cm(room)
        _found(control, "w:sdtContent").append(space._p)


def add_field(paragraph: Paragraph, title: str, tag: str, is_lines: bool = False, is_kept: bool = True) -> None:
    """Ett fält för några ord, inne i ett stycke. `is_lines` är sant när svaret får vara flera rader."""
    kind = '<w:text w:multiLine="1"/>' if is_lines else "<w:text/>"
    wrap(placeholder_run(paragraph), writable(title, tag, kind, is_kept))


def add_checkbox(paragraph: Paragraph, title: str, tag: str) -> None:
    """En kryssruta, inne i ett stycke."""
    states = "".join(
        f'<w14:{name} w14:val="{ord(sign):04X}" w14:font="{CHECKBOX_FONT}"/>'
        for name, sign in (("checkedState", CHECKED), ("uncheckedState", UNCHECKED))
    )
    run = paragraph.add_run(UNCHECKED)._r
    run.get_or_add_rPr().append(
        parse_xml(
            f'<w:rFonts {nsdecls("w")} w:ascii="{CHECKBOX_FONT}" w:eastAsia="{CHECKBOX_FONT}" '
            f'w:hAnsi="{CHECKBOX_FONT}" w:hint="eastAsia"/>'
        )
    )
    box = f'<w14:checkbox xmlns:w14="{WORD_2010}"><w14:checked w14:val="0"/>{states}</w14:checkbox>'
    wrap(run, control_of(title, tag, box))


def placeholder_run(paragraph: Paragraph) -> BaseOxmlElement:
    return paragraph.add_run(PLACEHOLDER, style="Placeholder Text")._r


def writable(title: str, tag: str, kind: str, is_kept: bool = True) -> BaseOxmlElement:
    """En innehållskontroll med ledtext, tills någon skriver i den."""
    prompt = f'<w:placeholder><w:docPart w:val="{PLACEHOLDER_PART}"/></w:placeholder><w:showingPlcHdr/>'
    return control_of(title, tag, prompt + kind, is_kept)


def control_of(title: str, tag: str, settings: str, is_kept: bool = True) -> BaseOxmlElement:
    """En innehållskontroll att fylla i. `is_kept` är sant när den inte får tas bort."""
    lock = '<w:lock w:val="sdtLocked"/>' if is_kept else ""
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:tag/><w:id/>{lock}{settings}</w:sdtPr><w:sdtContent/></w:sdt>"
    )
    for name, value in (("alias", title), ("tag", tag)):
        _found(control, f"w:{name}").set(qn("w:val"), value[:LONGEST_TAG])
    return control


def _found(parent: BaseOxmlElement, name: str) -> etree._Element:
    """Elementet inne i ett annat. Raises: LookupError när det inte finns, för då är mallen en annan än den vi skrev."""
    element = parent.find(f".//{qn(name)}")
    if element is None:
        raise LookupError(f"{name} finns inte i {parent.tag}")
    return element


def wrap(element: BaseOxmlElement, control: BaseOxmlElement) -> None:
    """Lägger elementet i innehållskontrollen, som får nästa lediga nummer i dokumentet."""
    number = 1 + sum(1 for _ in element.getroottree().getroot().iter(qn("w:sdt")))
    _found(control, "w:id").set(qn("w:val"), str(number))
    element.addprevious(control)
    _found(control, "w:sdtContent").append(element)


def add_table(
    document: Document, header: Sequence[str], rows: int, widths: Sequence[float], name: str, description: str
) -> Table:
    """En tom tabell med rubrikrad som upprepas på nästa sida, radrubriker och alternativtext. Bredder i centimeter."""
    table = document.add_table(rows + 1, len(header), TABLE_STYLE)
    table.autofit = False
    _describe(table, name, description)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if row._index == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.paragraphs[0].style, cell.paragraphs[0].text = "Tabellrubrik", text
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{TINT}"/>'))
    return table


def _describe(table: Table, name: str, description: str) -> None:
    properties = table._tbl.tblPr
    look = _found(properties, "w:tblLook")
    look.attrib.clear()
    for flag, value in (
        ("val", "00A0"),
        ("firstRow", "1"),
        ("lastRow", "0"),
        ("firstColumn", "1"),
        ("lastColumn", "0"),
        ("noHBand", "0"),
        ("noVBand", "0"),
    ):
        look.set(qn(f"w:{flag}"), value)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties.insert_element_before(
        parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"), "w:tblLayout", "w:tblLook"
    )
    for tag, text in (("w:tblCaption", name), ("w:tblDescription", description)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), text)
        properties.append(element)


def body_rows(table: Table) -> Iterator[list[Paragraph]]:
    """Raderna under rubrikraden: cellernas första stycke, med formatmallen satt. Den första cellen är radens rubrik."""
    for row in list(table.rows)[1:]:
        paragraphs = [cell.paragraphs[0] for cell in row.cells]
        for paragraph in paragraphs:
            paragraph.style = "Tabelltext" if paragraph is not paragraphs[0] else "Tabellrubrik"
        yield paragraphs


def keep_together(table: Table) -> None:
    """Hela tabellen på samma sida."""
    for row in list(table.rows)[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def center(paragraphs: Iterable[Paragraph]) -> None:
    """Mitt i cellen, för kryssrutor och deras rubriker."""
    for paragraph in paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def add_facts(document: Document, name: str, labels: Sequence[str]) -> None:
    """En tabell med en uppgift att fylla i på varje rad."""
    header = ("Uppgift", "Svar")
    table = add_table(document, header, len(labels), (4, 12), name, "En rad för varje uppgift att fylla i.")
    keep_together(table)
    for label, (heading, cell) in zip(labels, body_rows(table), strict=True):
        heading.text = label
        add_field(cell, label, faktafält(label))
