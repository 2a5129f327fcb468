"""Tillgängligheten: WCAG 2.2 nivå AA på alla slags sidor, i en riktig webbläsare."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from macros.adapter.hooks import CSP
from macros.views.html import render
from tests import pages
from tests.conftest import Site, new_tab, served
from tests.flikar import WIDTHS, ZOOMED, Resize, resizer, tab
from tests.tangentbord import walk
from tests.utseende import LOST, OVERFLOW, SMALL_CONTROLS, layout_faults

# ---- Alla slags sidor -------------------------------------------------------------------------------------

# Sidorna delas i så här många delar, så att flera processorkärnor kan dela på dem.
SHARES = 9
Examined = dict[str, list[str]]  # felen efter provets namn


@pytest.fixture(scope="session", params=range(SHARES), ids="sidor {}".format)
def examined(request: pytest.FixtureRequest, site: Site, browser: Browser) -> Examined:
    """Det som är fel på en del av sidorna. Varje sida laddas en gång och prövas på alla sätt; varje sätt har sitt prov nedan.

    Ordningen spelar roll: axe tar bort det som är likt, och den som sedan går med Tab behöver bara gå förbi det som är kvar.
    """
    found: Examined = {"layout": [], "axe": [], "walk": []}
    with new_tab(browser, reduced_motion="reduce") as page:
        resize = resizer(page)
        for address in pages.kinds(site)[request.param :: SHARES]:
            pages.visit(page, site, address)
            pages.unfold(page)
            page.emulate_media(color_scheme="light")
            found["layout"] += [f"{address}: {fault}" for fault in layout_faults(page, resize)]
            found["axe"] += axe_faults(page, resize, "main") if address not in HEADERS else []
            page.evaluate(TRIM)
            resize(**ZOOMED)
            page.emulate_media(color_scheme="dark")
            page.evaluate("() => scrollTo(0, 0)")
            found["walk"] += [f"{address}: {fault}" for fault in walk(page)]
    return found


# ---- axe --------------------------------------------------------------------------------------------------

RUN_AXE = """async ([inside, choice]) => {
  const { violations } = await axe.run(inside, { ...choice, resultTypes: ["violations"], preload: false });
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`)); }"""
EVERY_RULE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # det enda som skiljer mörkt från ljust
ALL_BUT_COLOURS = EVERY_RULE | {"rules": {rule: {"enabled": False} for rule in COLOURS["runOnly"]}}
# Färgerna tar tid på en lång sida, och skiljer inte en rad från en annan med samma utseende: tre av varje räcker.
# Allt annat prövas på hela sidan en gång innan.
TRIM = """() => { for (const group of document.querySelectorAll("main, main *")) {
  const seen = {};
  for (const child of [...group.children].filter((child) => child.matches("tr, li, p, div, section, details, dl, ul, table, pre"))) {
    const parts = [child, ...child.querySelectorAll("*")].map((part) => part.tagName + part.getAttribute("class"));
    const look = [...new Set(parts)].sort().join();
    seen[look] = (seen[look] ?? 0) + 1;
    if (seen[look] > 3) child.remove();
  } } }"""
# Tre synliga texter av varje utseende: egen färg och storlek, och allt som ligger bakom dem. I figurer och lager kan bakgrunden
# vara vad som helst, så där tas alla med. Funktionen ger elementen, och det som ligger i dem prövas också.
TEXTS = """(inside) => {
  const looks = new Map(), seen = {};
  const look = (element) => {
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const above = element.parentElement ? look(element.parentElement) : { layered: false, name: "" };
      const parts = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight", "textShadow", "filter",
        "textDecorationLine"].map((name) => style[name]);
      looks.set(element, { name: `${above.name}/${element.tagName}.${element.getAttribute("class")} ${parts}`,
        layered: above.layered || element.tagName === "svg" || !["static", "relative"].includes(style.position) });
    }
    return looks.get(element);
  };
  const has_text = (element) => element.matches("input, select, textarea")
    || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  return [...document.querySelectorAll(`${inside} *`)].filter((element) => {
    if (!has_text(element) || !element.checkVisibility({ visibilityProperty: true })) return false;
    const { name, layered } = look(element);
    seen[name] = (seen[name] ?? 0) + 1;
    return layered || seen[name] <= 3;
  }); }"""
RUN_AXE_ON_TEXTS = f"async ([inside, choice]) => ({RUN_AXE})([{{ include: ({TEXTS})(inside) }}, choice])"


def axe_faults(page: Page, resize: Resize, inside: str = "body") -> Iterator[str]:
    """Fynden på sidan som är öppen, i alla bredder, ljust och mörkt. `inside` är delen som prövas i varje bredd."""

    def found(width: int, scheme: str, script: str, part: str, choice: dict) -> list[str]:
        resize(width, 900)
        page.emulate_media(color_scheme=scheme)
        return [f"{page.url} {width} {scheme}: {fault}" for fault in page.evaluate(script, [part, choice])]

    page.evaluate(AXE_SCRIPT)
    yield from found(WIDTHS[-1], "light", RUN_AXE, "html", ALL_BUT_COLOURS)
    page.evaluate(TRIM)
    for width in WIDTHS:
        if width != WIDTHS[-1]:  # där är hela sidan redan prövad
            yield from found(width, "light", RUN_AXE, inside, ALL_BUT_COLOURS)
        for scheme in ("light", "dark"):
            yield from found(width, scheme, RUN_AXE_ON_TEXTS, inside, COLOURS)


# De här har sidhuvudets alla lägen: utan och med delmeny. På de andra sidorna är det samma, så där prövas bara innehållet.
HEADERS = ("", "ansok/")


def test_axe_finds_nothing_on_any_kind_of_page(examined: Examined) -> None:
    assert examined["axe"] == []


def test_axe_finds_nothing_in_the_header_and_the_footer(site: Site, browser: Browser) -> None:
    with new_tab(browser) as page:
        for address in HEADERS:
            pages.visit(page, site, address)
            pages.unfold(page)
            assert list(axe_faults(page, resizer(page))) == []


def test_axe_finds_nothing_on_a_page_that_has_moved(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "index.html").write_text(
        render("flyttad.html", mål="#kvar", hel_adress="", flytt=None, rot="./", csp=CSP), "utf8"
    )
    with served(tmp_path) as url, new_tab(browser) as page:
        page.goto(url)
        assert list(axe_faults(page, resizer(page))) == []


@pytest.mark.parametrize("colour, schemes", [("#bbb", {"light"}), ("#444", {"dark"}), ("#777", {"light", "dark"})])
def test_faint_text_is_found_in_the_scheme_where_it_is_faint(
    example_site: Site, browser: Browser, colour: str, schemes: set
) -> None:
    """Provet av provet."""
    with new_tab(browser) as page:
        page.goto(f"{example_site.url}om/personuppgifter/")
        page.evaluate("(colour) => { document.querySelector('main p').style.color = colour; }", colour)
        faults = [fault.split()[1:3] for fault in axe_faults(page, resizer(page)) if "color-contrast" in fault]
    assert {tuple(fault) for fault in faults} == {(str(width), f"{scheme}:") for width in WIDTHS for scheme in schemes}


# ---- Hur sidan ligger, och vägen med Tab ---------------------------------------------------------------------


def test_nothing_is_lost_in_any_width_zoom_or_size_of_text(examined: Examined) -> None:
    """WCAG 1.4.4, 1.4.10, 1.4.12 och 2.5.8, den sista utan undantaget för avstånd. Länkar i text prövar axe."""
    assert examined["layout"] == []


def test_clipped_covered_and_small_things_are_found(example_site: Site, browser: Browser) -> None:
    """Provet av proven ovan."""
    with tab(browser) as page:
        page.goto(example_site.url)
        page.evaluate("""() => { const style = (selector, text) => { document.querySelector(selector).style.cssText = text; };
          style("main p", "height: 10px; overflow: hidden"); style("h1", "width: 3000px; max-width: none");
          style(".site-search button", "min-height: 0; height: 20px; padding: 0");
          style(".site-footer", "position: fixed; inset: 0"); }""")
        assert page.evaluate(OVERFLOW) and page.evaluate(SMALL_CONTROLS)
        lost = page.evaluate(LOST)
        assert [fault for fault in lost if fault.startswith("klippt på höjden: P ")]
        assert [fault for fault in lost if fault.startswith("under något annat: A Ansök")]


def test_tab_reaches_everything_in_order_and_focus_is_seen(examined: Examined) -> None:
    """WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7 och 2.4.11, i 400 procents zoom. Den lilla rutan är svårast, där prövas alla slags sidor.

    Tre av varje utseende räcker där: en lista med hundra länkar är inte en annan väg än en med tre.
    """
    assert examined["walk"] == []
