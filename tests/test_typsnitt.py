"""Egna typsnitt: de laddas, en ny version får ett nytt namn, och en sidas första visning är liten."""

import gzip
import hashlib
import re
from pathlib import Path

import lxml.html
from playwright.sync_api import Page

from macros.settings import ROOT
from macros.views import figurtext
from tests import pages
from tests.conftest import Site

ASSETS = ROOT / "overrides" / "assets"
FIRST_VIEW = 60_000  # byte, med sidan, stilmallen, skripten och typsnitten
FAMILIES = ["Egen sans", "Egen serif"]
USED = """async (families) => { await document.fonts.ready;
  return families.map((family) => [...document.fonts].find((face) => face.family === family && face.status === "loaded")?.family); }"""


def fonts() -> list[Path]:
    return sorted(ASSETS.glob("*.woff2"))


def test_a_fonts_name_carries_its_checksum_and_the_style_sheet_has_it() -> None:
    for path in fonts():
        assert path.name.split(".")[1] == hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    named = re.findall(r'url\("([^"]+\.woff2)"\)', (ASSETS / "stil.css").read_text("utf8"))
    assert sorted(named) == [path.name for path in fonts()] != []


def test_every_page_uses_the_fonts(site: Site, page: Page) -> None:
    for address in ("", "insatser/ama/", "finns-inte/"):
        page.goto(site.url + address)
        assert page.evaluate(USED, FAMILIES) == FAMILIES, address


def fetched(site: Site, address: str) -> set[Path]:
    """Sidan och det som webbläsaren hämtar för att visa den."""
    page = site.folder / address / "index.html"
    tree = lxml.html.fromstring(page.read_bytes())
    links = tree.xpath("//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='preload' or @rel='icon']/@href")
    return {page.resolve(), *((page.parent / link.partition("?")[0]).resolve() for link in links)}


def over_the_wire(path: Path) -> int:
    """Filens storlek när den skickas, i byte: text packas, typsnitt är packade."""
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content, 6, mtime=0))


def test_the_first_view_of_a_page_is_small(site: Site) -> None:
    sizes = {
        address: sum(map(over_the_wire, fetched(site, address)))
        for address in site.addresses()
        if not pages.is_redirect(site, address)
    }
    assert {address: size for address, size in sizes.items() if size > FIRST_VIEW} == {}
    assert all(font.name in {path.name for path in fetched(site, "")} for font in fonts())


ADVANCE = """(chars) => { const pen = document.createElement("canvas").getContext("2d"); pen.font = '400 1000px "Egen sans"';
  return Object.fromEntries([...chars].map((char) => [char, Math.round(pen.measureText(char).width)])); }"""


def test_the_widths_of_drawn_text_are_those_of_the_font(site: Site, page: Page) -> None:
    """Figurernas rader bryts utan webbläsare. Bredderna är avrundade till 20 tusendelar."""
    page.goto(site.url)
    page.evaluate(USED, FAMILIES)
    measured = page.evaluate(ADVANCE, "".join(figurtext.WIDTHS))
    assert {char: width for char, width in measured.items() if abs(width - figurtext.WIDTHS[char]) > 12} == {}
