"""Varje slags sida så som en skärmläsare får den: rubriker, landmärken, listor, tabeller och namnen på allt som går att använda.

Träden står som text i tests/sidtrad/ och läses som data: en ändring syns i git, rad för rad. Ska trädet ändras, kör
`SKRIV=1 python -m macros test tests/test_sidtrad.py -n 1` och läs skillnaden.
"""

import difflib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests import pages
from tests.conftest import DAY, Site, new_tab

TREES = Path(__file__).parent / "sidtrad"
# Ett av varje slag, på de påhittade uppgifterna. En ny sort av sida får en rad här, och filen skrivs av kommandot ovan.
KINDS = {
    "start": "",
    "text": "genomfor/styrgrupp/",
    "steg": "ansok/steg/",
    "steg-ett": "ansok/steg/skriv/",
    "kan-vi-soka": "ansok/kan-vi-soka/",
    "datum": "ansok/datum/",
    "blankett": "ansok/blankett-individinriktad/",
    "skriv": "ansok/skriv/",
    "fragor": "ansok/fragor/",
    "katalog": "insatser/",
    "insats": "insatser/mot-arbete/",
    "min-insats": "insatser/nasta-steg/min-insats/",
    "tidslinje": "tidslinje/",
    "metod": "metoder/summativ-utvardering/",
    "matris": "uppfoljning/matris/",
    "forandringsteori": "uppfoljning/forandringsteori/",
    "sammanfattning": "resultat/",
    "utfall": "resultat/utfall/",
    "rapport": "resultat/slutrapporter/mot-arbete-slutrapport/",
    "roll": "roller/sokande/",
    "begrepp": "begrepp/",
    "sok": "sok/",
    "tillganglighet": "om/tillganglighet/",
    "in-english": "om/in-english/",
    "finns-inte": "finns-inte/",
}
SIZE = re.compile(r"[\d,]+ (?:byte|kB|MB)\)")  # en fils storlek säger inget om sidan


def tree(page: Page, site: Site, address: str) -> str:
    """Sidans innehåll som ett träd. Startsidans är hela sidan, med menyn och sidfoten som alla sidor har."""
    pages.visit(page, site, address)
    pages.unfold(page)
    return SIZE.sub("… kB)", page.locator("main" if address else "body").aria_snapshot()) + "\n"


def difference(name: str, made: str) -> Iterator[str]:
    """Raderna som skiljer, med filens namn. Inga när trädet är det som står i filen."""
    path = TREES / f"{name}.yaml"
    kept = path.read_text("utf8") if path.exists() else ""
    yield from difflib.unified_diff(kept.splitlines(), made.splitlines(), path.name, path.name, "i git", "på sidan", 1, "")


def test_every_kind_of_page_reads_as_before(example_site: Site, browser: Browser) -> None:
    """En skärmläsare får det som står i tests/sidtrad/. Är ändringen rätt: kör om med SKRIV=1 och läs skillnaden i git."""
    assert set(KINDS.values()) - set(example_site.addresses()) == {"finns-inte/"}
    with new_tab(browser, reduced_motion="reduce") as page:
        page.clock.set_fixed_time(DAY.isoformat())  # sidorna räknar från dagen de läses
        made = {name: tree(page, example_site, address) for name, address in KINDS.items()}
    if os.environ.get("SKRIV"):
        TREES.mkdir(exist_ok=True)
        for name, text in made.items():
            (TREES / f"{name}.yaml").write_text(text, "utf8", newline="\n")
    assert [line for name, text in made.items() for line in difference(name, text)] == []
    assert {path.stem for path in TREES.iterdir()} == set(KINDS)


def test_a_lost_name_is_seen(example_site: Site, page: Page) -> None:
    """Provet av provet: en knapp utan namn och en rubrik på fel nivå syns i trädet."""
    pages.visit(page, example_site, "insatser/")
    page.evaluate("""() => { document.querySelector("h1").setAttribute("role", "paragraph");
      document.querySelector("th button").textContent = ""; }""")
    lines = list(difference("katalog", page.locator("main").aria_snapshot()))
    assert [line for line in lines if line.startswith("-  - heading") and "[level=1]" in line]
    assert any(line.startswith("+") and line.endswith("- button") for line in lines)
