"""En sida på en långsam telefon: när det största på den är målat, och hur mycket den flyttar sig efteråt.

Telefonen är Chromium med en fjärdedel av datorns fart och Chromes eget "Slow 4G". Servern packar texten, som en webbserver gör.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from macros.tools import chromium
from macros.tools.server import served

PAGES = ("", "insatser/", "uppfoljning/matris/", "resultat/", "tidslinje/")
SLOWER, TRIES = 4, 2
# Sekunder blir millisekunder, och Mbit/s blir byte per sekund. Talen är Chromes: 150 ms och 1,6 Mbit/s, med påslaget för omvägar.
SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
OBSERVE = """window.malat = 0; window.flyttat = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.malat = one.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.flyttat += one.value; })
  .observe({type: "layout-shift", buffered: true});"""

READ = "() => [window.malat / 1000, window.flyttat]"


class Painted(NamedTuple):
    """Sidans adress från roten, sekunderna till det största är målat, och hur mycket den flyttar sig (CLS)."""

    address: str
    seconds: float
    shift: float


def on_a_phone(site: Path, addresses: Iterable[str] = PAGES) -> Iterator[Painted]:
    """Det bästa av några försök för varje sida: andra program på datorn ska inte avgöra. Flytten är den största."""
    with served(site, packed=True) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        for address in addresses:
            tries = [_painted(browser, url + address) for _ in range(TRIES)]
            yield Painted(address, min(seconds for seconds, _ in tries), max(shift for _, shift in tries))
        browser.close()


def _painted(browser: Browser, url: str) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True)
    context.add_init_script(OBSERVE)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_4G)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="networkidle")
    seconds, shift = page.evaluate(READ)
    while not seconds:  # hämtat, men inte målat än
        page.wait_for_timeout(50)
        seconds, shift = page.evaluate(READ)
    context.close()
    return seconds, shift
