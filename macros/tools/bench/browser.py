"""Det som mäts i en riktig webbläsare: byte över nätet och tiden till svar."""

import gzip
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

from macros.tools import chromium
from macros.tools.server import served

KEYS = "utvärdering"
QUERIES = ["pengar", "utvärdernig", "följeforskning göteborg", "in"]


class Browsed(NamedTuple):
    """Byte över nätet (gzip) och millisekunder."""

    start: int
    catalogue: int
    first_search: int
    filter_ms: float
    search_ms: float
    answer_ms: float


# Tiden från tangenttryckningen (händelsens egen tid) till efter bildrutan som följer på den sista ändringen i resultatet.
TIMER = """(result) => { window.tider = []; let start = 0, place = -1;
  const painted = (done) => requestAnimationFrame(() => { const c = new MessageChannel();
    c.port1.onmessage = done; c.port2.postMessage(0); });
  const note = () => { const i = place, t = start; painted(() => { window.tider[i] = performance.now() - t; }); };
  addEventListener('input', (e) => { start = e.timeStamp; place += 1; note(); }, true);
  new MutationObserver(note).observe(document.querySelector(result), {childList: true, subtree: true, characterData: true}); }"""
# Bara uträkningen, utan hämtning. Bästa av fem per fråga: andra program på datorn ska inte avgöra.
ANSWERS = """async (queries) => {
  const read = async (name) => (await fetch(name)).json();
  const index = Sok.open(await read("index.json"));
  for (const query of queries) await Sok.answer(index, query, (shard) => read(`ord-${shard}.json`));
  const time = (query) => { const start = performance.now(); Sok.search(index, query); return performance.now() - start; };
  return queries.map((query) => Math.min(...[1, 2, 3, 4, 5].map(() => time(query)))); }"""


def gzipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


class Traffic:
    """Det som fliken har hämtat sedan senast, i byte som servern hade skickat dem."""

    def __init__(self, page: Page, site: Path, url: str):
        self.site, self.url = site, url
        self.seen: list[str] = []
        page.on("response", lambda response: self.seen.append(response.url))

    def cost(self) -> int:
        names = {address.removeprefix(self.url).split("?")[0].split("#")[0] for address in self.seen}
        files = [self.site / (f"{name}index.html" if name.endswith("/") or not name else name) for name in names]
        self.seen.clear()
        return sum(gzipped(path) for path in files if path.exists())


@contextmanager
def opened(address: str) -> Iterator[Page]:
    """En sida i en ny Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        yield page
        browser.close()


def browse(site: Path) -> Browsed:
    """Startsida, katalog och sökning i en riktig Chromium."""
    with served(site) as url, opened("about:blank") as page:
        traffic = Traffic(page, site, url)
        page.goto(url, wait_until="networkidle")
        start = traffic.cost()
        page.goto(f"{url}insatser/", wait_until="networkidle")
        catalogue = traffic.cost()
        filter_ms = typing_time(page, "#fritext", "#katalog table")
        traffic.cost()
        page.goto(f"{url}sok/")
        search_ms = typing_time(page, "#sokformular input", "#sokresultat")
        page.wait_for_selector("#sokresultat a")
        first_search = traffic.cost()
        answer_ms = max(page.evaluate(ANSWERS, QUERIES))
    return Browsed(start, catalogue, first_search, filter_ms, search_ms, answer_ms)


def typing_time(page: Page, field: str, result: str) -> float:
    """Median från tangent till färdig bild, i millisekunder. `result` är det som ändras."""
    page.evaluate(TIMER, result)
    page.focus(field)
    for key in KEYS:
        page.keyboard.insert_text(key)
        page.wait_for_timeout(300)
    return statistics.median(page.evaluate("window.tider"))
