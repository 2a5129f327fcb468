"""Dokumenten: märkta PDF:er och Word med samma innehåll som sidorna, samma byte varje gång."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import lxml.html
import pikepdf
import pytest

from macros import check
from macros.adapter import dokument as sidor
from macros.adapter import site as sites
from macros.dokument.bredder import kolumnbredder
from macros.dokument.innehall import Avsnitt, Bild, Dokument, Lista, Rubrik, Stycke, Tabell, stycken
from macros.dokument.pdf import UNKNOWN, antal_sidor, pdf
from macros.dokument.samling import i_ordning, länkar
from macros.dokument.typst import källa
from macros.dokument.ur_html import delar
from macros.dokument.word import docx as word
from tests.conftest import DAY, EXAMPLE, Site

UA = "{http://www.aiim.org/pdfua/ns/id/}part"
PLAN = "dokument/planer/exempelplan.pdf"
HTML = """<h2>Först</h2><p>Ett <strong>fett</strong> ord och <a href="../b/">en länk</a>.</p>
<table><caption>Tal</caption><thead><tr><th scope="col">Vad</th><th scope="col" class="number">Antal</th></tr></thead>
<tbody><tr class="group"><th colspan="2" scope="rowgroup">Grupp</th></tr>
<tr><th scope="row">Rad</th><td class="number">3</td></tr></tbody></table>
<dl><dt>Ord</dt><dd>Förklaring</dd></dl><ul><li>En</li><li>Två<ol><li>Under</li></ol></li></ul>"""


def a_document(html: str = HTML, **changes: object) -> Dokument:
    made = Dokument("Ett dokument", "Förbundet", "22 november 2026", (Avsnitt(i_ordning(delar(html, lyft=-1))),))
    return replace(made, **changes)


def structure(file: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Märkenas namn och element, i läsordning."""

    def inside(element: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
        kids = element.get("/K")
        for child in kids.as_list() if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield str(child.S)[1:], child
                yield from inside(child)

    yield from inside(file.Root.StructTreeRoot)


def scope(cell: pikepdf.Object) -> str:
    attributes = cell.get("/A")
    several = attributes.as_list() if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((str(one.Scope)[1:] for one in several if isinstance(one, pikepdf.Dictionary) and "/Scope" in one), "")


def unmarked(page: pikepdf.Page) -> list[str]:
    """Det som ritas utan att stå i ett märke eller vara dekor (ISO 14289-1, 7.1)."""
    depth, found = 0, []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(name, 0)
        if not depth and name in ("Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"):
            found.append(f"{operands} {name}")
    return found


def faults(content: bytes) -> list[str]:
    """Det som bryter mot kraven på en märkt PDF (ISO 14289-1) och som syns i filen."""
    with pikepdf.open(io.BytesIO(content)) as file:
        root, found = file.Root, list(structure(file))
        rules = {
            "språket": str(root.get("/Lang", "")) == "sv",
            "märkt": bool(root.MarkInfo.Marked) and not root.MarkInfo.get("/Suspects", False),
            "titeln visas": bool(root.ViewerPreferences.DisplayDocTitle),
            "säger PDF/UA": file.open_metadata()[UA] == "1",
            "titel": bool(file.open_metadata()["dc:title"]),
            "sidornas ordning": all(page.get("/Tabs", "/S") == "/S" for page in file.pages),
            "rubriker": [name for name, _ in found if re.fullmatch(r"H\d", name)] != [],
            "typsnitten följer med": all(map(is_embedded, fonts(file))),
            "figurer har text": all("/Alt" in one for name, one in found if name == "Figure"),
            "kolumnernas rubriker": all(scope(one) in ("Column", "Row") for name, one in found if name == "TH"),
        }
        levels = [int(name[1]) for name, _ in found if re.fullmatch(r"H\d", name)]
        rules["rubrikerna i ordning"] = all(now <= before + 1 for before, now in zip([0, *levels], levels))
        rules["allt är märkt"] = not [one for page in file.pages for one in unmarked(page)]
        return [rule for rule, holds in rules.items() if not holds]


def fonts(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [font for page in file.pages for font in page.get("/Resources", {}).get("/Font", {}).values()]


def is_embedded(font: pikepdf.Object) -> bool:
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    return any(name in inner.FontDescriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def test_every_document_on_the_site_is_a_tagged_pdf(example_site: Site) -> None:
    files = sorted((example_site.folder / "dokument").rglob("*.pdf"))
    assert len(files) > 10
    found = {path.relative_to(example_site.folder).as_posix(): faults(path.read_bytes()) for path in files}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_check_finds_a_pdf_without_tags() -> None:
    made = pdf(a_document(), DAY)
    with pikepdf.open(io.BytesIO(made)) as file:
        file.Root.Lang = "en"
        file.pages[0].contents_add(b"0 0 10 10 re f")
        out = io.BytesIO()
        file.save(out)
    assert faults(made) == []
    assert faults(out.getvalue()) == ["språket", "allt är märkt"]


def test_tables_say_which_cells_are_headings_of_columns_and_rows() -> None:
    with pikepdf.open(io.BytesIO(pdf(a_document(), DAY))) as file:
        cells = [(name, scope(one)) for name, one in structure(file) if name in ("TH", "TD")]
    table = [("TH", "Column"), ("TH", "Column"), ("TH", "Column"), ("TH", "Row"), ("TD", "")]
    assert cells == [*table, ("TH", "Row"), ("TD", "")]


def test_the_plan_has_the_decision_and_every_row_of_the_page(example_site: Site) -> None:
    page = lxml.html.parse(example_site.folder / "uppfoljning/plan/2021-2030/index.html").getroot()
    links = page.xpath("//table[contains(@class, 'matrix')]//th[@scope='row']/a")
    names = [" ".join(one.text_content().replace("\N{SOFT HYPHEN}", "").split()) for one in links]
    with pikepdf.open(example_site.folder / PLAN) as file:
        assert str(file.docinfo.Title) == "Exempelplanen 2021–2030"
        sizes = {tuple(round(float(one)) for one in page_.mediabox) for page_ in file.pages}
        assert {(0, 0, 595, 842), (0, 0, 842, 595)} == sizes
        with file.open_outline() as outline:
            assert [one.title for one in outline.root][-1] == "Om planen"
    same = docx.Document(str(example_site.folder / PLAN.replace(".pdf", ".docx")))
    text = "\n".join(cell.text for one in same.tables for row in one.rows for cell in row.cells)
    assert "Av styrelsen den 20 november 2020, § 7" in text
    assert names and [name for name in names if name not in text] == []


def test_pages_lead_to_their_documents_with_kind_and_size(example_site: Site) -> None:
    expected = {
        "uppfoljning/plan/2021-2030/": ["Planen som dokument (PDF, ", "Samma dokument (Word, "],
        "uppfoljning/matris/": ["Hela planen som dokument (PDF, ", "Samma dokument (Word, "],
        "ansok/": ["Hela guiden som ett dokument (PDF, ", "Samma dokument (Word, "],
        "insatser/mot-arbete/": ["Sidan som dokument (PDF, "],
    }
    for address, texts in expected.items():
        page = lxml.html.parse(example_site.folder / address / "index.html").getroot()
        links = [" ".join(one.text_content().split()) for one in page.iter("a") if one.get("download") is not None]
        assert [text for text in texts if not any(link.startswith(text) for link in links)] == [], address


def test_what_belongs_to_the_screen_is_left_out() -> None:
    html = """<h2 class="bara-skarm">Ladda ner</h2><p>Filer</p><h2>Kvar</h2><p>Text <span class="place">rad 3</span></p>
    <details><summary>Mer</summary><p>Hopfällt</p></details><form><label>Fält</label></form><a href="x.pdf" download>Fil</a>"""
    assert [one.text for one in delar(html)] == ["Kvar", "Text", "Mer", "Hopfällt"]
    assert [one.text for one in delar(html, hopfällt=False)] == ["Kvar", "Text", "Mer"]


def test_no_heading_skips_a_level_and_no_column_is_empty() -> None:
    found = i_ordning((Rubrik("A", 3), Rubrik("B", 4), Rubrik("C", 2)))
    assert [one.nivå for one in found] == [1, 2, 2]
    [table] = delar(
        """<table><caption>T</caption><thead><tr><th>A</th><th>Rad i data</th></tr></thead>
        <tbody><tr><th scope="row">a</th><td><span class="place">rad 1</span></td></tr></tbody></table>"""
    )
    assert isinstance(table, Tabell) and [ruta.text for ruta in table.huvud] == ["A"]


def test_text_from_data_is_never_code() -> None:
    evil = '#panic("x") $ \\" ] [ *fet* _kursiv_ <b>'
    document = a_document(f"<h2>Rubrik</h2><p>{lxml.html.fromstring('<p/>').text or ''}</p>")
    document = replace(document, titel=evil, avsnitt=(Avsnitt((Rubrik(evil, 1), Bild("<svg/>", evil))),))
    assert '#heading(level: 1)[#"#panic(\\"x\\") $ \\\\\\" ] [ *fet* _kursiv_ <b>"]' in källa(document, DAY)
    with pikepdf.open(io.BytesIO(pdf(replace(document, avsnitt=(Avsnitt((Rubrik(evil, 1),)),)), DAY))) as file:
        assert str(file.docinfo.Title) == evil


def test_a_sign_that_no_font_has_does_not_stop_the_build() -> None:
    content = pdf(a_document("<h2>Rubrik</h2><p>Ett 😀 tecken</p>"), DAY)
    assert faults(content) == [] and UNKNOWN.isprintable()


def test_same_bytes_twice_and_another_day_is_another_file() -> None:
    pdf.cache_clear()
    first = pdf(a_document(), DAY)
    pdf.cache_clear()
    assert first == pdf(a_document(), DAY) != pdf(a_document(), date(2027, 1, 1))
    assert word(a_document(), DAY) == word.__wrapped__(a_document(), DAY)


def test_only_the_fonts_of_the_program_are_used() -> None:
    with pikepdf.open(io.BytesIO(pdf(a_document("<h2>Å</h2><p>Ж ☐</p>"), DAY))) as file:
        names = {str(one.BaseFont).partition("+")[2].removesuffix("-Identity-H") for one in fonts(file)}
    assert names <= {"EgenSans-Regular", "EgenSans-SemiBold", "LibertinusSerif-Regular", "DejaVuSansMono"} and len(names) > 1


def test_links_in_a_document_have_whole_addresses() -> None:
    link = länkar("https://exempel.se/x/")("ansok/steg/")
    assert link("../kriterier.md#ett") == "https://exempel.se/x/kriterier/#ett"
    assert link("kriterier.md") == "https://exempel.se/x/ansok/kriterier/"
    assert link("../../insatser/ama/") == "https://exempel.se/x/insatser/ama/"
    assert link("mailto:kansliet@exempel.se") == "mailto:kansliet@exempel.se"
    assert länkar("")("ansok/")("steg.md") == ""


def test_a_column_gets_room_for_its_longest_word() -> None:
    [table] = delar(
        """<table><caption>T</caption><thead><tr><th>A</th><th>B</th></tr></thead>
        <tbody><tr><th scope="row">självförsörjning</th><td>"""
        + "ett ord till " * 30
        + "</td></tr></tbody></table>"
    )
    assert isinstance(table, Tabell)
    first, second = kolumnbredder(table)
    assert first > len("självförsörjning") and second > first and round(first + second) == 100


def test_lists_and_facts_keep_their_form() -> None:
    kinds = [type(one) for one in delar(HTML)]
    assert kinds == [Rubrik, Stycke, Tabell, Tabell, Lista]
    assert [one.text for one in stycken(delar(HTML)[-1:])] == ["En", "Två", "Under"]
    document = docx.Document(io.BytesIO(word(a_document(), DAY)))
    assert [one.style.name for one in document.paragraphs if one.text == "Under"] == ["List Number"]
    assert [[cell.text for cell in row.cells] for row in document.tables[1].rows] == [
        ["Uppgift", "Svar"],
        ["Ord", "Förklaring"],
    ]


def test_the_summary_of_the_board_is_two_pages_with_a_figure(sagodalen: Site) -> None:
    content = (sagodalen.folder / "dokument/sammanfattning.pdf").read_bytes()
    assert faults(content) == [] and antal_sidor(content) == 2
    with pikepdf.open(io.BytesIO(content)) as file:
        [figure] = [one for name, one in structure(file) if name == "Figure"]
        assert str(figure.Alt).startswith("Andelen som gick till ett positivt utfall.")
    page = lxml.html.parse(sagodalen.folder / "resultat/index.html").getroot()
    links = [" ".join(one.text_content().split()) for one in page.iter("a") if one.get("download") is not None]
    assert links[0].startswith("Sammanfattningen som dokument (PDF, ")


def test_the_document_of_an_insats_has_its_figures_in_words_too(sagodalen: Site) -> None:
    content = (sagodalen.folder / "dokument/insatser/steget-in/steget-in.pdf").read_bytes()
    assert faults(content) == []
    with pikepdf.open(io.BytesIO(content)) as file:
        words = [str(one.Alt) for name, one in structure(file) if name == "Figure"]
    assert [one.partition(".")[0] for one in words] == [
        "Andelen som gick till ett positivt utfall: Steget in",
        "Kedjan Vägen genom Steget in",
    ]
    assert "2025 kvinnor: 53 % (39 av 74)." in words[0]


def test_word_has_the_figure_as_a_picture_with_words(sagodalen: Site) -> None:
    document = docx.Document(str(sagodalen.folder / "dokument/sammanfattning.docx"))
    [picture] = document.inline_shapes
    assert picture._inline.docPr.get("descr").startswith("Andelen som gick till ett positivt utfall.")


def test_the_search_leads_to_the_documents_that_the_pages_do_not_list(example_site: Site) -> None:
    text = "".join(path.read_text("utf8") for path in (example_site.folder / "sok").glob("*.json"))
    assert "dokument/planer/exempelplan.pdf" in text and "dokument/insatser/mot-arbete/mot-arbete.pdf" not in text


@pytest.mark.parametrize("name", ["ansokningsguide.pdf", "ansokningsguide.docx"])
def test_the_guide_is_one_document(example_site: Site, name: str) -> None:
    assert (Path(example_site.folder) / "dokument" / name).stat().st_size > 10_000


@pytest.mark.parametrize(("most", "has"), [(200, True), (1, False)])
def test_thousands_of_insatser_get_no_document_each(most: int, has: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidor, "MOST_INSATSER", most)
    made = [url for url, _ in sidor._av_en_sida(sites.make(check.examine(EXAMPLE, DAY)))]
    assert any(url.startswith("dokument/insatser/") for url in made) is has
    assert any(not url.startswith("dokument/insatser/") for url in made)
