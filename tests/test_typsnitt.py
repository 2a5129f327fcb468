"""Egna typsnitt: de laddas, en ny version får ett nytt namn, och en sidas första visning är liten."""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from macros.adapter import assets
from macros.settings import ROOT
from macros.tools.bench.first_view import fetched, first_views
from macros.views import figurtext
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


def test_every_page_uses_the_fonts(example_site: Site, page: Page) -> None:
    for address in ("", "insatser/mot-arbete/", "finns-inte/"):
        page.goto(example_site.url + address)
        assert page.evaluate(USED, FAMILIES) == FAMILIES, address


@pytest.mark.parametrize("name", ["site", "example_site"])
def test_the_first_view_of_a_page_is_small(request: pytest.FixtureRequest, name: str) -> None:
    """Gäller kansliets data och provens, för sidorna är olika tunga. Hur stora de är säger `make bench`."""
    folder = request.getfixturevalue(name).folder
    sizes = dict(first_views(folder))
    assert len(sizes) > 50 and {address: size for address, size in sizes.items() if size > FIRST_VIEW} == {}
    assert all(font.name in {path.name for path in fetched(folder, "")} for font in fonts())


@pytest.mark.parametrize(
    ("name", "content", "sent"),
    [
        ("assets/a.css", "/* Om\nfärgen */\na { color: red; } /* slut */\n", "a { color: red; } "),
        (
            "assets/a.js",
            "// Om filen.\nconst a = 1; // ett\n  // mer\nf(/** @type {X} */ (b));\n",
            "const a = 1; // ett\nf((b));\n",
        ),
        ("assets/a.js", 'const a = "https://exempel.se/*";\n', 'const a = "https://exempel.se/*";\n'),
        ("assets/fflate.js", "// Andras ord.\n", "// Andras ord.\n"),
        ("assets/OFL.txt", "/* Licens */", "/* Licens */"),
    ],
)
def test_the_comments_are_not_sent(name: str, content: str, sent: str) -> None:
    assert assets.sent(name, content) == sent


ADVANCE = """(chars) => { const pen = document.createElement("canvas").getContext("2d"); pen.font = '400 1000px "Egen sans"';
  return Object.fromEntries([...chars].map((char) => [char, Math.round(pen.measureText(char).width)])); }"""


def test_the_widths_of_drawn_text_are_those_of_the_font(example_site: Site, page: Page) -> None:
    """Figurernas rader bryts utan webbläsare. Bredderna är avrundade till 20 tusendelar."""
    page.goto(example_site.url)
    page.evaluate(USED, FAMILIES)
    measured = page.evaluate(ADVANCE, "".join(figurtext.WIDTHS))
    assert {char: width for char, width in measured.items() if abs(width - figurtext.WIDTHS[char]) > 12} == {}
