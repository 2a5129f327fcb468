"""Sidorna håller i vilket typsnitt som helst: brett, smalt, webbplatsens egna och ett med seriffer, i alla bredder och på papper.

Datorns typsnitt spelar ingen roll. De breda och de smala görs av webbplatsens eget, med andra mått.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests import pages
from tests.conftest import Site, new_tab
from tests.flikar import Resize, resizer
from tests.test_typsnitt import fonts
from tests.utseende import SPACING, USE_SPACING

# Filen och måttet. DejaVu Sans är ungefär 120 procent av webbplatsens eget, och Arial Narrow 85.
FAMILIES = {"brett": ("sans", "120%"), "eget": ("sans", "100%"), "smalt": ("sans", "85%"), "serif": ("serif", "112%")}
# Strax över varje steg i stilmallen, där det är trångast, och däremellan. I det breda typsnittet prövas alla.
EVERY = (320, 400, 560, 700, 750, 880, 993, 1009, 1040, 1104, 1280, 1600)
SOME = (320, 1009, 1280)
SPACED = (320, 1009)
LARGE = (640, 1280)  # med 200 procents text
PAPERS = {"stående": 673, "liggande": 1001}
SHARES = 6

# Det som är bredare än sin plats. `visually-hidden` och tabellhuvuden som är dolda i kort är en punkt stora med flit.
SPILLS = """() => {
  const faults = [], root = document.documentElement, name = (element) => `${element.tagName}.${element.getAttribute("class") ?? ""} `
    + `${element.textContent.trim().slice(0, 40)}`;
  if (root.scrollWidth > root.clientWidth) faults.push(`sidan är ${root.scrollWidth} i ett fönster på ${root.clientWidth}`);
  for (const element of document.querySelectorAll(
    "main :is(th, td, dd, dt, li, p, h1, h2, h3, caption, summary, figcaption, button, label, .tag, .scroll, figure span, figure div), nav, header"))
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1
      && !element.closest(".visually-hidden, [aria-hidden]") && getComputedStyle(element).display !== "inline"
      && getComputedStyle(element.closest("thead") ?? element).position !== "absolute")
      faults.push(`rinner ut: ${name(element)}`);
  for (const text of document.querySelectorAll("svg text")) {
    const box = text.getBoundingClientRect(), figure = text.ownerSVGElement.getBoundingClientRect();
    if (box.width && (box.left < figure.left - 1 || box.right > figure.right + 1)) faults.push(`utanför figuren: ${text.textContent}`);
  }
  for (const rect of document.querySelectorAll("rect.chain-box")) {
    const room = rect.getBoundingClientRect();
    for (const text of rect.nextElementSibling.children)
      if (room.width && text.getBoundingClientRect().right > room.right) faults.push(`utanför rutan: ${text.textContent}`);
  }
  return faults; }"""
# Ord som delas mitt i utan att webbläsaren får sätta ut ett bindestreck, och korta ord, som aldrig ska behöva delas.
CUT = """() => {
  const faults = new Set(), range = document.createRange();
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (data.trim().length < 4 || parentElement.closest("svg, pre, code, .visually-hidden, :is(.cards, .timeline) thead")) continue;
    range.selectNodeContents(texts.currentNode);
    if (range.getClientRects().length < 2) continue;
    for (const { 0: word, index } of data.matchAll(/(?<!\\S)\\p{L}{4,}(?=[\\s.,:;]|$)/gu)) {
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1 && (word.length < 8 || getComputedStyle(parentElement).hyphens !== "auto")) faults.add(`delas: ${word}`);
    }
  }
  return [...faults]; }"""


def style(site: Site, family: str) -> str:
    """Stilmallen som tvingar fram typsnittet överallt."""
    source, size = FAMILIES[family]
    [path] = [font for font in fonts() if font.name.startswith(source)]
    return f"""@font-face {{ font-family: Prov; src: url("{site.url}assets/{path.name}"); font-weight: 400 600; size-adjust: {size}; }}
* {{ font-family: Prov !important; }}"""


def dress(page: Page, sheet: str) -> None:
    """Lägger på stilmallen och väntar på dess typsnitt."""
    page.evaluate(USE_SPACING, sheet)
    page.evaluate("async () => { document.body.offsetWidth; await document.fonts.ready; }")


def spills(page: Page, resize: Resize, sheet: str, screens: tuple[int, ...]) -> Iterator[str]:
    """Fel på sidan som är öppen, i typsnittet som stilmallen tvingar fram."""

    def found(how: str, widths: tuple[int, ...], script: str = SPILLS) -> Iterator[str]:
        for width in widths:
            resize(width, 900)
            yield from (f"{how}, {width}: {fault}" for fault in page.evaluate(script))

    dress(page, sheet)
    yield from found("skärm", screens)
    yield from found("skärm", (320, 1009), CUT)
    dress(page, sheet + SPACING)
    yield from found("gles text", SPACED)
    dress(page, sheet + "html { font-size: 200%; }")
    yield from found("dubbel text", LARGE)
    dress(page, sheet)
    page.emulate_media(media="print")
    landscape = page.evaluate("() => getComputedStyle(document.body).page === 'bred'")
    yield from found("papper", (PAPERS["liggande" if landscape else "stående"],))
    page.emulate_media(media="screen")


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_spills_in_any_typeface(site: Site, browser: Browser, share: int) -> None:
    faults = []
    with new_tab(browser, reduced_motion="reduce") as page:
        resize = resizer(page)
        for address in pages.kinds(site)[share::SHARES]:
            pages.visit(page, site, address)
            pages.unfold(page)
            for family in FAMILIES:
                screens = EVERY if family == "brett" else SOME
                faults += [f"{address} {family}: {fault}" for fault in spills(page, resize, style(site, family), screens)]
    assert faults == []


def test_what_spills_is_found(example_site: Site, browser: Browser) -> None:
    """Provet av provet: typsnitten är olika breda, och det som är för brett eller delat hittas."""
    width = "() => document.querySelector('.brand span').getBoundingClientRect().width"
    with new_tab(browser) as page:
        page.goto(f"{example_site.url}uppfoljning/forandringsteori/")
        widths = {}
        for family in ("smalt", "eget", "brett"):
            dress(page, style(example_site, family))
            widths[family] = page.evaluate(width)
        assert widths["smalt"] < 0.95 * widths["eget"] and widths["brett"] > 1.1 * widths["eget"]
        page.evaluate("""() => { document.querySelector("h1").style.cssText = "width: 3000px; max-width: none";
          document.querySelector("main p").style.cssText = "width: 2rem; overflow-wrap: anywhere; hyphens: manual";
          for (const text of document.querySelectorAll(".chain-box + g text")) text.setAttribute("textLength", 2000); }""")
        found = page.evaluate(SPILLS)
        assert {fault.split()[0] for fault in found} >= {"sidan", "utanför"}
        assert [fault for fault in found if fault.startswith("utanför rutan")]
        assert page.evaluate(CUT)
