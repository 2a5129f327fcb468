"""Alla slags sidor. En ny skriven sida och ett nytt slags sida ur data kommer med av sig själva."""

from collections import defaultdict
from functools import cache
from pathlib import Path, PurePosixPath

import lxml.html
from playwright.sync_api import Page

from macros.read.pages import page_files
from macros.settings import ROOT
from tests.conftest import Site

# Mapparna med skrivna sidor: de gemensamma, kansliets och provens egna.
DOCS = (ROOT / "gemensamt" / "docs", ROOT / "docs", ROOT / "tests" / "docs")
# Lägen som saknar egen fil: en fråga i adressen, och en adress som inte finns.
STATES = (
    "insatser/?sort=tid&ordning=fallande",
    "insatser/?q=xylofonkonsert",
    "sok/?q=enk%C3%A4t",
    "sok/?q=xylofonkonsert",
    "finns-inte/",
)


def kinds(site: Site) -> list[str]:
    """En adress från roten för varje slags sida och läge."""
    return [*written(site), *samples(site), *states(site)]


def states(site: Site) -> list[str]:
    """Lägena, utom de på sidor som inte är med för att deras tabell är tom."""
    known = {*site.addresses(), "finns-inte/"}
    return [address for address in STATES if address.partition("?")[0] in known]


def written(site: Site) -> list[str]:
    """De skrivna sidorna som finns i bygget."""
    return sorted({_address(path) for path in page_files(DOCS)} & set(site.addresses()))


def samples(site: Site) -> list[str]:
    """Den längsta och den kortaste av sidorna ur data, mapp för mapp."""
    folders = defaultdict(list)
    for address in set(site.addresses()) - set(written(site)):
        if not is_redirect(site, address):
            folders[Path(address).parent].append(address)
    return sorted(
        {
            pick(pages, key=lambda address: (len(html(site, address)), address))
            for pages in folders.values()
            for pick in (min, max)
        }
    )


def html(site: Site, address: str) -> str:
    """Sidans HTML som den ligger på servern. `404.html` är också en adress."""
    path = site.folder / address
    return (path if path.suffix == ".html" else path / "index.html").read_text("utf8")


@cache
def main_text(site: Site, address: str) -> str:
    """Sidans innehåll som text med små bokstäver. `address` får börja med snedstreck."""
    page = site.folder / address.strip("/") / "index.html"
    assert page.is_file(), f"sidan {address} finns inte"
    return " ".join(
        lxml.html.fromstring(page.read_bytes()).find(".//main").text_content().replace("\N{SOFT HYPHEN}", "").split()
    ).casefold()


def is_redirect(site: Site, address: str) -> bool:
    return 'http-equiv="refresh"' in html(site, address)


def visit(page: Page, site: Site, address: str) -> None:
    """Öppnar sidan och väntar tills den har svarat på frågan i adressen. Sidan som saknas söker på adressens ord."""
    page.goto(site.url + address)
    if "?" in address or address in STATES:
        page.locator("[role=status]:not(:empty)").first.wait_for()


def unfold(page: Page) -> None:
    """Öppnar allt som går att fälla ut: filtren och referensförbunden."""
    page.evaluate("() => document.querySelectorAll('details').forEach((details) => { details.open = true; })")


def _address(path: str) -> str:
    return "".join(f"{part}/" for part in PurePosixPath(path).with_suffix("").parts if part != "index")
