"""Sidorna håller i vilket typsnitt som helst: brett, smalt, webbplatsens egna och ett med seriffer, i alla bredder och på papper.
Inget är bredare än sin plats, och inget ord delas utan bindestreck.

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

# Filen, måttet och måttet i fet stil. DejaVu Sans är 121 procent av webbplatsens eget, 132 i fet stil, och Arial Narrow 85.
FAMILIES = {
    "brett": ("sans", "121%", "132%"),
    "eget": ("sans", "100%", "100%"),
    "smalt": ("sans", "85%", "85%"),
    "serif": ("serif", "112%", "112%"),
}
# Strax över varje steg i stilmallen, där det är trångast, och däremellan. Det breda typsnittet med gles text tar mest plats:
# det som håller där håller i de andra, så bara där prövas alla bredder.
EVERY = (320, 344, 400, 560, 700, 750, 880, 993, 1009, 1040, 1120, 1223, 1280, 1440)
SOME = (320, 1009, 1280)
LARGE = (640, 1280)  # med 200 procents text
WIDEST = "brett"
PAPERS = {"stående": 673, "liggande": 1001}
SHARES = 6

# Det som är bredare än sin plats. `visually-hidden` och tabellhuvuden som är dolda i kort är en punkt stora med flit.
SPILLS = """() => {
  const faults = [], root = document.documentElement, name = (element) => `${element.tagName}.${element.getAttribute("class") ?? ""} `
    + `${element.textContent.trim().slice(0, 40)}`;
  if (root.scrollWidth > root.clientWidth) faults.push(`sidan är ${root.scrollWidth} i ett fönster på ${root.clientWidth}`);
  for (const element of document.querySelectorAll("main *:not(svg, svg *, select, textarea, input, pre, code), nav, header, .brand span, footer p"))
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1
      && !element.closest(".visually-hidden, [aria-hidden]") && getComputedStyle(element).display !== "inline"
      && getComputedStyle(element.closest("thead") ?? element).position !== "absolute")
      faults.push(`rinner ut: ${name(element)}`);
  if (matchMedia("screen").matches) for (const cell of document.querySelectorAll("main tr:first-child > :is(th, td) + *")) {
    const [before, after] = [cell.previousElementSibling, cell].map((element) => getComputedStyle(element));
    const gap = parseFloat(before.paddingRight) + parseFloat(after.paddingLeft);
    if (getComputedStyle(cell.parentElement).display === "table-row" && gap < 16) faults.push(`kolumnerna ligger för tätt: ${gap} punkter före ${name(cell)}`);
  }
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
# Inget ord får delas mitt i utan bindestreck. Provet tar bort webbläsarens nödutväg, så att ett sådant ord rinner ut i stället,
# och dess egen avstavning, som alla webbläsare inte har på svenska. Kvar är de mjuka bindestrecken, som skrivs ut där ordet delas.
# Adresser, filnamn och kod får delas var som helst.
NEVER_CUT = """* { overflow-wrap: normal !important; hyphens: manual !important; }
.address { overflow-wrap: break-word !important; } :is(td code, th code, .cite p) { overflow-wrap: anywhere !important; }"""
MARK_ADDRESSES = r"""() => { const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (/:\/\/|@|[\p{L}\d]\.\p{L}|(?:^|\s)\/\p{L}/u.test(texts.currentNode.data)) texts.currentNode.parentElement.classList.add("address"); }"""


def style(site: Site, family: str) -> str:
    """Stilmallen som tvingar fram typsnittet överallt."""
    source, plain, bold = FAMILIES[family]
    [path] = [font for font in fonts() if font.name.startswith(source)]
    src = f'font-family: Prov; src: url("{site.url}assets/{path.name}")'
    return f"""@font-face {{ {src}; font-weight: 400; size-adjust: {plain}; }}
@font-face {{ {src}; font-weight: 600; size-adjust: {bold}; }}
* {{ font-family: Prov !important; }} {NEVER_CUT}"""


def dress(page: Page, sheet: str) -> None:
    """Lägger på stilmallen och väntar på dess typsnitt."""
    page.evaluate(USE_SPACING, sheet)
    page.evaluate("async () => { document.body.offsetWidth; await document.fonts.ready; }")


def spills(page: Page, resize: Resize, family: str, sheet: str) -> Iterator[str]:
    """Fel på sidan som är öppen, i typsnittet som stilmallen tvingar fram."""

    def found(how: str, more: str, *widths: int) -> Iterator[str]:
        dress(page, sheet + more)
        for width in widths:
            resize(width, 900)
            yield from (f"{how}, {width}: {fault}" for fault in page.evaluate(SPILLS))

    yield from found("skärm", "", *SOME)
    if family == WIDEST:
        yield from found("gles text", SPACING, *EVERY)
        yield from found("dubbel text", "html { font-size: 200%; }", *LARGE)
    page.emulate_media(media="print")
    landscape = page.evaluate("() => getComputedStyle(document.body).page === 'bred'")
    yield from found("papper", "", PAPERS["liggande" if landscape else "stående"])
    page.emulate_media(media="screen")


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_spills_in_any_typeface(site: Site, browser: Browser, share: int) -> None:
    faults = []
    with new_tab(browser, reduced_motion="reduce") as page:
        resize = resizer(page)
        for address in pages.kinds(site)[share::SHARES]:
            pages.visit(page, site, address)
            pages.unfold(page)
            page.evaluate(MARK_ADDRESSES)
            for family in FAMILIES:
                faults += [f"{address} {family}: {fault}" for fault in spills(page, resize, family, style(site, family))]
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
          document.querySelector("main p").style.cssText = "width: 2rem";
          for (const text of document.querySelectorAll(".chain-box + g text")) text.setAttribute("textLength", 2000); }""")
        found = page.evaluate(SPILLS)
        assert {fault.split()[0] for fault in found} >= {"sidan", "utanför"}
        assert [fault for fault in found if fault.startswith("rinner ut: P")]
        assert [fault for fault in found if fault.startswith("utanför rutan")]
