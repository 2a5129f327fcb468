"""Figurerna för en presentation: samma tal i bild, tabell och filer, vårt typsnitt, och samma byte på varje dator."""

import base64
import csv
import hashlib
import io
import re
import struct
import zlib
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
from playwright.sync_api import Browser

from macros.downloads import FIGURSLAG, RESULTATTABELL, figur_name
from macros.exports import figurer as files
from macros.exports.figurer import FONTS, figure_files, png_of
from macros.views import figurtext
from macros.views.figurbild import HEIGHT, WIDTH, svg_of
from macros.views.figurer import ADRESS, Figur, Stapel, figurer
from macros.views.figursida import figursida
from tests import pages, rader
from tests.conftest import DAY, Site, new_tab
from tests.test_arsresultat import policyår
from tests.utfallsrader import MANY, NONE, outcome_context, rows
from tests.vyer import tree, words

SVG = "{http://www.w3.org/2000/svg}"
FYRA = ["pengar", "vart-deltagarna-gick", "kostnad-per-positivt-utfall", "maluppfyllelse"]
KÄLLA = "Källa: Samordningsförbundet Sagodalen, 22 november 2026, sidan Vad gav pengarna? Licens: CC0-1.0."
LÅNG = Figur(
    "lang",
    "En titel",
    "En rad under.",
    tuple(Stapel("Till ett mått med ett mycket långt namn som inte får plats på en rad", n, f"{n} procent", "2025") for n in (100, 0, 7)),
    100,
    ("a",),
    ((1,),),
)  # fmt: skip


@pytest.fixture(scope="module")
def page(sagodalen: Site) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(pages.html(sagodalen, ADRESS))


def svg(site: Site, figur: str) -> lxml.etree._Element:
    return lxml.etree.parse(str(site.folder / figur_name(figur, "SVG"))).getroot()


def test_the_four_figures_stand_with_table_files_and_source(sagodalen: Site, page: lxml.html.HtmlElement) -> None:
    assert page.xpath("//main//h2/@id") == FYRA
    for figur in FYRA:
        [heading] = page.xpath(f"//h2[@id='{figur}']")
        table = heading.xpath("following::table")[0]
        [box] = heading.xpath("following::details[@class='underlag'][1][@open]")
        links = [link.rpartition("/")[2] for link in box.xpath(".//a[@download]/@href")]
        assert links[: len(FIGURSLAG)] == [f"{figur}.{slag.lower()}" for slag in FIGURSLAG]
        header, *lines = csv.reader(io.StringIO((sagodalen.folder / figur_name(figur, "CSV")).read_text("utf8")))
        shown = [[words(cell).replace(" ", "") for cell in row] for row in table.xpath("tbody/tr")]
        assert shown == [[cell.replace(" ", "") for cell in line[:-2]] for line in lines] and len(header) == len(shown[0]) + 2
        assert KÄLLA in " ".join(text.text for text in svg(sagodalen, figur).iter(f"{SVG}text"))


@pytest.mark.parametrize("url", [*(figur_name(figur, "CSV") for figur in FYRA), RESULTATTABELL])
def test_the_file_is_tidy_and_says_its_source_and_licence_in_every_row(sagodalen: Site, url: str) -> None:
    """Ett statistikprogram gissar kolumnens typ av alla rader: ett tal i en rad är ett tal i alla där det finns."""
    lines = list(csv.DictReader(io.StringIO((sagodalen.folder / url).read_text("utf8"))))
    assert {f"Källa: {line['källa']} Licens: {line['licens']}." for line in lines} == {KÄLLA}
    numbers = {name for name in lines[0] if all(line[name].isdecimal() for line in lines if line[name])}
    mixed = {name for name in lines[0].keys() - numbers if any(line[name].isdecimal() for line in lines)}
    assert len(numbers) >= 3 and not mixed and None not in lines[0]


def test_the_numbers_are_those_of_the_table(sagodalen: Site) -> None:
    """Samma tal som styrelsens sida och periodens sida visar."""
    assert svg(sagodalen, "maluppfyllelse").findtext(f"{SVG}desc").startswith("2025 totalt: 57 % (294 av 513).")
    assert "Till arbete: 110 (4 av 6 insatser)." in svg(sagodalen, "vart-deltagarna-gick").findtext(f"{SVG}desc")
    assert "2025: 69\xa0048 kr (20\xa0300\xa0000 delat på 294)." in svg(sagodalen, "kostnad-per-positivt-utfall").findtext(
        f"{SVG}desc"
    )
    pengar = svg(sagodalen, "pengar").findtext(f"{SVG}desc")
    assert "2026: 18\xa0700\xa0000 kr beviljat. 2025: 21\xa0540\xa0000 kr." in pengar


def test_the_bars_are_as_long_as_their_numbers(sagodalen: Site) -> None:
    for figur in figurer_of_saga(sagodalen):
        bars = [float(bar.get("width")) for bar in svg(sagodalen, figur).iter(f"{SVG}rect")][1:]
        lines = list(csv.DictReader(io.StringIO((sagodalen.folder / figur_name(figur, "CSV")).read_text("utf8"))))
        column = {"pengar": "kronor", "maluppfyllelse": "procent", "vart-deltagarna-gick": "antal"}.get(
            figur, "kronor_per_positivt_utfall"
        )
        per_unit = [bar / int(line[column]) for bar, line in zip(bars, lines, strict=True)]
        assert max(per_unit) == pytest.approx(min(per_unit), rel=0.01)


def figurer_of_saga(site: Site) -> list[str]:
    return [path.stem for path in sorted((site.folder / "figurer").glob("*.svg"))]


def test_a_figure_without_numbers_is_left_out() -> None:
    assert figurer(outcome_context().register, DAY) == []
    only_money = outcome_context(insatser=(rader.insats(budget=[{"år": "2024", "belopp": "5"}]),))
    assert [one.id for one in figurer(only_money.register, DAY)] == ["pengar"]
    july = outcome_context(*policyår(2024, *MANY), insatser=(rader.insats("a"),))
    assert [one.id for one in figurer(july.register, DAY)] == ["vart-deltagarna-gick", "maluppfyllelse"]


def test_a_hidden_number_is_in_no_figure() -> None:
    context = outcome_context(*rows(*NONE))
    for content in figure_files(context.register, context.words, DAY).values():
        assert b"Till arbete" not in content
    assert "Till arbete" not in words(tree(figursida(context).html))


# ---- Typsnittet och bilden -----------------------------------------------------------------------------------

FACE = "@font-face {{ font-family: 'Egen sans'; font-weight: {}; src: url(data:font/ttf;base64,{}) }}"
BOXES = """() => document.fonts.ready.then(() => [...document.querySelectorAll("text")].map((text) => { const box = text.getBBox(); const given = text.getAttribute("textLength");
    text.removeAttribute("textLength"); const own = text.getComputedTextLength();
    return { text: text.textContent, left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height, given: +given, own }; }))"""


def test_the_text_has_the_width_of_our_typeface_and_fits(sagodalen: Site, browser: Browser) -> None:
    """Varje rad är så bred i vårt typsnitt som den räknades, och står inom bilden."""
    found = [svg_of(LÅNG, KÄLLA), *((sagodalen.folder / figur_name(one, "SVG")).read_text("utf8") for one in FYRA)]
    faces = "".join(
        FACE.format(weight, base64.b64encode(Path(font).read_bytes()).decode()) for weight, font in zip((400, 600), FONTS)
    )
    checked = 0
    with new_tab(browser) as tab:
        for drawn in found:
            tab.set_content(f"<style>{faces}</style>{drawn}")
            for box in tab.evaluate(BOXES):
                assert box["given"] == pytest.approx(box["own"], rel=0.04, abs=2), box
                assert box["left"] >= 0 and box["top"] >= 0 and box["right"] <= WIDTH and box["bottom"] <= HEIGHT, box
                checked += 1
    assert checked > 60


def test_every_letter_is_in_our_typeface(sagodalen: Site) -> None:
    for figur in FYRA:
        letters = {letter for text in svg(sagodalen, figur).iter(f"{SVG}text") for letter in text.text}
        assert letters <= figurtext.WIDTHS.keys()


def test_the_picture_is_wide_and_has_text_drawn_with_our_fonts(sagodalen: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = str(svg_of(LÅNG, KÄLLA))
    with_text = pixels(png_of(drawn))
    monkeypatch.setattr(files, "FONTS", [])
    without = pixels(png_of(drawn))
    assert len(FONTS) == 2 and with_text.count(0x1D) > without.count(0x1D) + 500  # textens färg är #1d2526
    head = (sagodalen.folder / figur_name("pengar", "PNG")).read_bytes()
    assert head[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", head[16:24]) == (2 * WIDTH, 2 * HEIGHT)


def pixels(png: bytes) -> bytes:
    """Bildens byte, med radernas filter kvar."""
    found = re.compile(rb"IDAT")
    data, start = b"", 0
    while match := found.search(png, start):
        length = struct.unpack(">I", png[match.start() - 4 : match.start()])[0]
        data += png[match.end() : match.end() + length]
        start = match.end() + length
    return zlib.decompress(data)


def test_the_same_picture_is_the_same_bytes_on_every_machine() -> None:
    """En ny version av den som ritar kan ändra summan. Då ska bilden ses över, och summan bytas."""
    assert hashlib.sha256(png_of(str(svg_of(LÅNG, KÄLLA)))).hexdigest() == DIGEST


DIGEST = "18543d78386140d8a5dce39f72793a628c97beccfe1237af571dd25a2e01ce26"
