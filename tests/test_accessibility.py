"""Tillgängligheten: WCAG 2.2 nivå AA på alla slags sidor, i en riktig webbläsare."""

import functools
import re
import string
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from lxml import html
from playwright.sync_api import Browser, Page, expect

from macros.adapter.hooks import CSP
from macros.views.html import render
from tests import conftest, pages
from tests.conftest import Site, new_tab, served

WIDTHS = (320, 768, 1440)
ZOOMED = {"width": 320, "height": 256}  # 1 280 × 1 024 i 400 procents zoom
A4 = {"width": 673, "height": 1000}  # A4 med marginalerna i stilmallen


# Rullningen är direkt, så att proven inte väntar på den.
tab = functools.partial(conftest.tab, reduced_motion="reduce")
Resize = Callable[[int, int], None]


def resizer(page: Page) -> Resize:
    """Funktionen som ger sidan en annan bredd och höjd. Hälften så dyr som `set_viewport_size`, som flyttar hela fönstret.

    Måtten gäller tills fliken stängs, så fliken ska vara provets egen.
    """
    session = page.context.new_cdp_session(page)
    scale = {"deviceScaleFactor": 1, "mobile": False}
    return lambda width, height: session.send("Emulation.setDeviceMetricsOverride", {"width": width, "height": height} | scale)


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
    (tmp_path / "index.html").write_text(render("flyttad.html", mål="#kvar", csp=CSP), "utf8")
    with served(tmp_path) as url, new_tab(browser) as page:
        page.goto(url)
        assert list(axe_faults(page, resizer(page))) == []


@pytest.mark.parametrize("colour, schemes", [("#bbb", {"light"}), ("#444", {"dark"}), ("#777", {"light", "dark"})])
def test_faint_text_is_found_in_the_scheme_where_it_is_faint(site: Site, browser: Browser, colour: str, schemes: set) -> None:
    """Provet av provet."""
    with new_tab(browser) as page:
        page.goto(f"{site.url}om/personuppgifter/")
        page.evaluate("(colour) => { document.querySelector('.lead').style.color = colour; }", colour)
        faults = [fault.split()[1:3] for fault in axe_faults(page, resizer(page)) if "color-contrast" in fault]
    assert {tuple(fault) for fault in faults} == {(str(width), f"{scheme}:") for width in WIDTHS for scheme in schemes}


# ---- Zoom, smal skärm, större text och storlek på det man träffar -----------------------------------------------

OVERFLOW = """() => { const root = document.documentElement;
  return root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} punkter bred i ett fönster på ${root.clientWidth}`] : []; }"""
# Text som klipps bort, rinner ut ur sidan eller hamnar under något annat.
LOST = """() => {
  const faults = [];
  const name = (element) => `${element.tagName} ${element.textContent.trim().slice(0, 60)}`;
  for (const element of document.body.querySelectorAll("*:not(.visually-hidden, .visually-hidden *, [aria-hidden] *, svg *)")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || !element.textContent.trim()) continue;
    const { overflowX, overflowY } = getComputedStyle(element), clips = (value) => value === "hidden" || value === "clip";
    if (element.closest(".cards thead, .timeline thead") || element.matches("[aria-hidden]")) continue;
    if (element.matches("th, td, dd") && element.scrollWidth > element.clientWidth + 1) faults.push(`rinner ut: ${name(element)}`);
    if (clips(overflowX) && element.scrollWidth > element.clientWidth + 1) faults.push(`klippt i sidled: ${name(element)}`);
    if (clips(overflowY) && element.scrollHeight > element.clientHeight + 1) faults.push(`klippt på höjden: ${name(element)}`);
  }
  for (const control of document.querySelectorAll("a[href]:not(.skip), button, input, summary")) {
    if (!control.checkVisibility()) continue;
    control.scrollIntoView({ block: "center" });
    const [box] = control.getClientRects();
    const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!control.contains(seen) && !seen?.contains(control)) faults.push(`under något annat: ${name(control)}`);
  }
  return faults;
}"""
# Avstånden i WCAG 1.4.12, som den som läser långsamt kan ställa in.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
SMALL_CONTROLS = """() => [...document.querySelectorAll("button, input, summary, label.option, nav a, .skip")]
  .filter((element) => element.checkVisibility())
  .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([element, box]) => `${element.outerHTML.slice(0, 80)} är ${box.width} × ${box.height}`)"""
# `display: block` tar bort tabellens roll i vissa webbläsare. Då måste rollerna stå i sidan.
NO_LONGER_TABLES = """() => [...document.querySelectorAll("table, thead, tbody, tr, th, td")]
  .filter((element) => !getComputedStyle(element).display.startsWith("table") && !element.getAttribute("role"))
  .map((element) => `ingen roll: ${element.outerHTML.slice(0, 80)}`)"""
# Det som rör sig fast besökaren har bett om stillhet.
MOVING = """() => [...document.getAnimations().map(String), ...[...document.querySelectorAll("*")].filter((element) => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
  return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior === "smooth"; })
  .map((element) => `rör sig: ${element.outerHTML.slice(0, 80)}`)]"""


TEXT_SIZE = "(size) => { document.documentElement.style.fontSize = size; }"
USE_SPACING = (
    """(text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); document.adoptedStyleSheets = [sheet]; }"""
)


def layout_faults(page: Page, resize: Resize) -> Iterator[str]:
    """Fel på sidan som är öppen: i alla bredder, i zoom, med större text och med glesare text, och det som rör sig."""

    def found(name: str, width: int, height: int, *scripts: str) -> list[str]:
        resize(width, height)
        return [f"{name}: {fault}" for script in scripts for fault in page.evaluate(script)]

    # 1009 är den minsta bredd där korten är tabeller.
    for width in (*WIDTHS, 1009):
        yield from found(f"{width}", width, 900, OVERFLOW, LOST, SMALL_CONTROLS, NO_LONGER_TABLES)
    yield from found("400 procents zoom", *ZOOMED.values(), OVERFLOW, LOST)
    page.evaluate(TEXT_SIZE, "200%")
    for width in (1280, 640):
        yield from found(f"dubbel text, {width}", width, 900, OVERFLOW, LOST)
    page.evaluate(TEXT_SIZE, "")
    page.evaluate(USE_SPACING, SPACING)
    yield from found("gles text", 320, 900, OVERFLOW, LOST)
    page.evaluate(USE_SPACING, "")
    yield from page.evaluate(MOVING)


def test_nothing_is_lost_in_any_width_zoom_or_size_of_text(examined: Examined) -> None:
    """WCAG 1.4.4, 1.4.10, 1.4.12 och 2.5.8, den sista utan undantaget för avstånd. Länkar i text prövar axe."""
    assert examined["layout"] == []


def test_clipped_covered_and_small_things_are_found(site: Site, browser: Browser) -> None:
    """Provet av proven ovan."""
    with tab(browser) as page:
        page.goto(site.url)
        page.evaluate("""() => { const style = (selector, text) => { document.querySelector(selector).style.cssText = text; };
          style(".lead", "height: 10px; overflow: hidden"); style("h1", "width: 3000px; max-width: none");
          style(".site-search button", "min-height: 0; height: 20px; padding: 0");
          style(".site-footer", "position: fixed; inset: 0"); }""")
        assert page.evaluate(OVERFLOW) and page.evaluate(SMALL_CONTROLS)
        lost = page.evaluate(LOST)
        assert [fault for fault in lost if fault.startswith("klippt på höjden: P ")]
        assert [fault for fault in lost if fault.startswith("under något annat: A Ansök")]


# ---- Tangentbordet ----------------------------------------------------------------------------------------

# Antecknar vart fokus går. Varje stopp granskas när nästa tangent trycks ner: då har sidan rullat klart.
WALK = """() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    if (!element) return "rgb(255, 255, 255)";
    const colour = getComputedStyle(element).backgroundColor;
    return channels(colour)[3] === 0 ? behind(element.parentElement) : colour;
  };
  const reachable = [...document.querySelectorAll("a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex]")]
    .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }));
  const name = (element) => `${element.tagName} ${(element.textContent.trim() || element.id).slice(0, 50)}`;
  const visited = [], faults = [];
  const inspect = () => {
    const element = document.activeElement;
    if (element === visited.at(-1) || element === document.body || element.id === "sidans-innehall") return;
    visited.push(element);
    const boxes = [...element.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    const points = boxes.flatMap((box) => [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8]
      .map((y) => document.elementFromPoint(box.x + box.width * x, box.y + box.height * y))));
    if (!points.some((point) => point && element.contains(point))) faults.push(`fokus syns inte: ${name(element)}`);
    const style = getComputedStyle(element);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push(`ingen ram: ${name(element)}`);
    else if (contrast(style.outlineColor, behind(element.parentElement)) < 3) faults.push(`för svag ram: ${name(element)}`);
  };
  addEventListener("keydown", inspect, true);
  const comesBefore = (element, i) => i && !(visited[i - 1].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  window.finishWalk = () => {
    inspect();
    return [...faults,
      ...reachable.filter((element) => !visited.includes(element)).map((element) => `nås inte: ${name(element)}`),
      ...visited.filter((element) => !reachable.includes(element)).map((element) => `oväntat stopp: ${name(element)}`),
      ...visited.filter(comesBefore).map((element) => `fel ordning: ${name(element)}`)];
  };
  // Ett datumfält har fyra stopp: år, månad, dag och kalendern.
  return reachable.length + 3 * document.querySelectorAll("input[type=date]:enabled").length;
}"""
FOCUSED = "() => document.activeElement.id || document.activeElement.textContent.trim()"


# Tangenten hålls nere: webbläsaren flyttar fokus varje gång den upprepas. Dubbelt så fort som att släppa den emellan.
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}


def walk(page: Page) -> list[str]:
    """Går igenom hela sidan med Tab och ger det som är fel med vägen."""
    keyboard = page.context.new_cdp_session(page)
    for _ in range(page.evaluate(WALK)):
        keyboard.send("Input.dispatchKeyEvent", TAB)
    keyboard.detach()
    page.keyboard.up("Tab")
    return page.evaluate("() => finishWalk()")


def test_tab_reaches_everything_in_order_and_focus_is_seen(examined: Examined) -> None:
    """WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7 och 2.4.11, i 400 procents zoom. Den lilla rutan är svårast, där prövas alla slags sidor.

    Tre av varje utseende räcker där: en lista med hundra länkar är inte en annan väg än en med tre.
    """
    assert examined["walk"] == []


def test_tab_reaches_everything_in_order_and_focus_is_seen_in_a_wide_window(site: Site, browser: Browser) -> None:
    """Här är sidorna hela."""
    faults = []
    with tab(browser) as page:
        for address in ["", "uppfoljning/matris/", *pages.STATES]:
            pages.visit(page, site, address)
            pages.unfold(page)
            faults += [f"{address}: {fault}" for fault in walk(page)]
    assert faults == []


def test_faults_in_the_way_through_the_page_are_found(site: Site, browser: Browser) -> None:
    """Provet av provet ovan."""
    with tab(browser) as page:
        page.goto(f"{site.url}om/personuppgifter/")
        page.evaluate("""() => { const links = [...document.querySelectorAll(".main-nav a")];
          links[0].style.outline = "none"; links[1].style.outlineColor = "#eee"; links[2].tabIndex = 3;
          links[3].style.cssText = "position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden"; }""")
        assert {fault.partition(":")[0] for fault in walk(page)} == {
            "ingen ram",
            "för svag ram",
            "fel ordning",
            "fokus syns inte",
        }


def test_backwards_nothing_hides_under_what_stays_at_the_top(site: Site, browser: Browser) -> None:
    with tab(browser, viewport=ZOOMED) as page:
        page.goto(f"{site.url}tidslinje/")
        stops = page.evaluate(WALK)
        page.locator("footer a").last.focus()
        for _ in range(stops - 1):
            page.keyboard.press("Shift+Tab")
        assert [fault for fault in page.evaluate("() => finishWalk()") if fault.startswith(("fokus syns", "nås inte"))] == []


def test_skip_link_comes_first_and_leads_to_the_content(site: Site, browser: Browser) -> None:
    with tab(browser) as page:
        for address in ("", "ansok/", *pages.samples(site), *pages.STATES):
            pages.visit(page, site, address)
            page.keyboard.press("Tab")
            assert page.evaluate(FOCUSED) == "Hoppa till innehållet", address
            expect(page.locator(".skip")).to_be_in_viewport(ratio=1)
            page.keyboard.press("Enter")
            assert page.evaluate(FOCUSED) == "sidans-innehall", address
            page.keyboard.press("Tab")
            assert page.evaluate("() => !document.activeElement.closest('header, .section-nav')"), address


@pytest.mark.parametrize("width", WIDTHS)
def test_menu_is_open_and_works_from_the_keyboard(site: Site, browser: Browser, width: int) -> None:
    with tab(browser, viewport={"width": width, "height": 900}) as page:
        page.goto(site.url)
        links = page.get_by_role("navigation", name="Huvudmeny").get_by_role("link")
        for number in range(links.count()):
            expect(links.nth(number)).to_be_visible()
            address = links.nth(number).evaluate("(link) => link.href")
            links.nth(number).press("Enter")
            page.wait_for_url(address)
            expect(links.nth(number)).to_have_attribute("aria-current", re.compile("page|true"))
            assert page.locator(".main-nav [aria-current]").count() == 1


def test_search_in_the_header_works_with_enter(site: Site, page: Page) -> None:
    page.goto(f"{site.url}om/forbundet/")
    page.get_by_role("searchbox", name="Sök på webbplatsen").press_sequentially("enkät")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}sok/?q=enk%C3%A4t")
    expect(page.locator("#sokresultat ol")).to_be_visible()


def test_hits_are_announced_in_a_region_that_stays(site: Site, page: Page) -> None:
    """En region som tas bort och sätts in igen läses inte upp."""
    page.goto(f"{site.url}sok/")
    page.evaluate("""() => { const live = document.querySelector("[role=status]"); window.moved = 0;
      new MutationObserver((changes) => { for (const { removedNodes } of changes) moved += [...removedNodes].includes(live); })
        .observe(document.body, { childList: true, subtree: true }); }""")
    page.locator("#sokord").press_sequentially("enkät")
    expect(page.get_by_role("status")).to_contain_text("handlar om ”enkät”")
    assert page.evaluate("() => moved") == 0


def test_filters_work_from_the_keyboard_and_the_number_of_hits_is_announced(site: Site, page: Page) -> None:
    page.goto(f"{site.url}insatser/")
    status = page.get_by_role("status")
    every = status.inner_text()
    page.locator(".facet summary").first.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(status).not_to_have_text(every)
    assert re.fullmatch(rf"\d+ av {every}", status.inner_text())
    page.wait_for_url("**/insatser/?*")
    expect(page.locator(".facet .chosen").first).to_have_text(re.compile("1 vald"))
    assert page.locator("#katalog table tbody tr").count() == int(status.inner_text().split()[0])
    page.get_by_role("button", name="Rensa val").press("Enter")
    expect(status).to_have_text(every)


@pytest.mark.parametrize("width", [320, 1440])
def test_sorting_works_from_the_keyboard_and_is_announced(site: Site, browser: Browser, width: int) -> None:
    with tab(browser, viewport={"width": width, "height": 900}) as page:
        page.goto(f"{site.url}insatser/")
        heading = page.get_by_role("columnheader", name="Förbund")
        button = heading.get_by_role("button")
        for expected in ("ascending", "descending"):
            button.press("Enter")
            expect(heading).to_have_attribute("aria-sort", expected)
            expect(button).to_be_focused()
        assert page.locator("[aria-sort]").count() == 1
        first, last = (
            page.locator("#katalog table tbody tr").nth(number).locator("td").first.inner_text() for number in (0, -1)
        )
        assert first > last


def test_no_key_alone_does_anything(site: Site, browser: Browser) -> None:
    """WCAG 2.1.4. Röststyrning och darriga händer trycker lätt på en tangent för mycket."""
    state = "() => [location.href, document.activeElement.tagName, scrollX, scrollY, document.body.innerText.length]"
    with tab(browser) as page:
        for address in ("", "insatser/", "sok/", "begrepp/"):
            page.goto(site.url + address)
            before = page.evaluate(state)
            for key in f"{string.ascii_letters}{string.digits}/?.,+-*!":
                page.keyboard.press(key)
            page.wait_for_timeout(100)
            assert page.evaluate(state) == before, address


# ---- Utan skript ------------------------------------------------------------------------------------------

EMPTY = """() => [...document.querySelectorAll("main :is(h2, h3, p, li, th, td, caption, button, label, dt, dd, summary)")]
  .filter((element) => element.checkVisibility() && !element.innerText.trim() && !element.matches("[role=status], [role=status] *"))
  .filter((element) => !element.querySelector("svg, input, img"))
  .map((element) => element.outerHTML.slice(0, 120))"""


def test_without_scripts_nothing_is_empty(site: Site, browser: Browser) -> None:
    with tab(browser, java_script_enabled=False) as page:
        faults = []
        for address in pages.written(site) + pages.samples(site):
            page.goto(site.url + address)
            faults += [f"{address}: {fault}" for fault in page.evaluate(EMPTY)]
    assert faults == []


def test_without_scripts_the_catalogue_shows_all_and_hides_what_would_not_work(site: Site, browser: Browser) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{site.url}insatser/?q=xylofonkonsert&sort=tid")
        rows = page.locator("#katalog table tbody tr")
        names = {Path(address).name for address in site.addresses() if Path(address).parent.name == "insatser"}
        assert rows.count() == len(names) >= 44
        for number in (0, -1):
            expect(rows.nth(number)).to_be_visible()
        expect(page.get_by_role("status")).to_have_text(f"{len(names)} insatser")
        assert page.locator("main :is(button, input, select)").locator("visible=true").count() == 0


def test_without_scripts_the_search_page_says_where_to_look(site: Site, browser: Browser) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{site.url}sok/?q=enkät")
        expect(page.get_by_text("Sökningen behöver JavaScript")).to_be_visible()
        for name in ("Insatser", "Metoder", "Begrepp"):
            expect(page.locator("main").get_by_role("link", name=name, exact=True)).to_be_visible()


# ---- Varje sidas HTML --------------------------------------------------------------------------------------

FILE = re.compile(r"\.(csv|json|jsonl|xlsx|docx|pdf|ics|zip|svg)$")
KIND_WORDS = {"xlsx": "Excel", "docx": "Word"}
SIZE = re.compile(r"\d (byte|kB|MB)\b")


def trees(site: Site) -> Iterator[tuple[str, html.HtmlElement]]:
    """Alla sidor i bygget, också 404-sidan men inte vidarekopplingarna."""
    for address in [*site.addresses(), "404.html"]:
        if not pages.is_redirect(site, address):
            yield address, html.fromstring(pages.html(site, address))


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def faults_in_frame(tree: html.HtmlElement) -> Iterator[str]:
    """Språk, rubriker och landmärken."""
    if tree.get("lang") != "sv":
        yield "språket är inte sv"
    for path, number in (("//h1", 1), ("//main", 1), ("//header", 1), ("//footer", 1), ("//main//h1", 1)):
        if len(tree.xpath(path)) != number:
            yield f"{len(tree.xpath(path))} av {path}"
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    if any(level > before + 1 for before, level in zip([0, *levels], levels, strict=False)):
        yield f"rubriknivåerna hoppar: {levels}"
    names = Counter(nav.get("aria-label") for nav in tree.xpath("//nav"))
    if None in names or any(number > 1 for number in names.values()):
        yield f"menyer utan eget namn: {names}"
    identities = Counter(tree.xpath("//@id"))
    yield from (f"id {name} finns {number} gånger" for name, number in identities.items() if number > 1)
    if not tree.xpath("//footer//a[contains(@href, 'om/tillganglighet/')]"):
        yield "ingen länk till tillgänglighetsredogörelsen"


def faults_in_content(tree: html.HtmlElement) -> Iterator[str]:
    """Rubriker, länkar, fält och tabeller som saknar det som de behöver."""
    for element in tree.xpath("//h1 | //h2 | //h3 | //h4 | //a[@href] | //button | //summary | //caption | //th | //label"):
        if not text_of(element) and not element.get("aria-label"):
            yield f"tom: {html.tostring(element, encoding='unicode')[:100]}"
    labelled = set(tree.xpath("//label/@for"))
    for field in tree.xpath("//input | //select | //textarea"):
        if field.get("id") not in labelled and field.getparent().tag != "label":
            yield f"fält utan etikett: {field.get('id')}"
    for table in tree.xpath("//table"):
        if not table.xpath("caption"):
            yield f"tabell utan rubrik: {text_of(table)[:60]}"
        if not table.xpath("thead//th") or table.xpath(".//th[not(@scope)]") or table.xpath("tbody/tr[not(th[@scope])]"):
            yield f"tabell där celler saknar sin rubrik: {text_of(table)[:60]}"
    for group in tree.xpath("//dl//dd[not(preceding-sibling::dt)]"):
        yield f"svar utan fråga före: {text_of(group)[:60]}"
    yield from (f"bild utan text: {image.get('src')}" for image in tree.xpath("//img[not(@alt)]"))
    yield from (f"figur utan roll: {text_of(figure)[:60]}" for figure in tree.xpath("//svg[not(@aria-hidden) and not(@role)]"))


def faults_in_links(tree: html.HtmlElement) -> Iterator[str]:
    """Länkens text säger vart den leder, och för filer också slag och storlek."""
    for link in tree.xpath("//a[@href]"):
        text, address = text_of(link), link.get("href")
        if text.lower() in ("här", "klicka här", "läs mer", "mer", "länk"):
            yield f"länken säger inte vart den leder: {text}"
        kind = FILE.search(address)
        if kind and (KIND_WORDS.get(kind[1], kind[1]).lower() not in text.lower() or not SIZE.search(text)):
            yield f"länken säger inte filens slag och storlek: {text}"


def faults_in_code(tree: html.HtmlElement) -> Iterator[str]:
    """Sådant som skyddet (CSP) stoppar, eller som tangentbordet inte når."""
    yield from (f"stil i sidan: {html.tostring(e, encoding='unicode')[:80]}" for e in tree.xpath("//style | //*[@style]"))
    yield from ("skript i sidan" for _ in tree.xpath("//script[not(@src)]"))
    yield from (
        f"{name} på {element.tag}"
        for element in tree.iter()
        if isinstance(element.tag, str)
        for name in element.attrib
        if name.startswith("on") or name in ("accesskey", "autofocus") or (name == "tabindex" and int(element.get(name)) > 0)
    )
    yield from (
        f"hämtas utifrån: {url}"
        for url in tree.xpath("//*[self::script or self::img or self::iframe]/@src")
        if url.startswith(("http:", "https:", "//"))
    )


@pytest.mark.parametrize("rule", [faults_in_frame, faults_in_content, faults_in_links, faults_in_code])
def test_every_page_is_sound(site: Site, rule: Callable[[html.HtmlElement], Iterator[str]]) -> None:
    assert [f"{address}: {fault}" for address, tree in trees(site) for fault in rule(tree)] == []


def test_every_rule_finds_its_faults() -> None:
    """Provet av provet ovan."""
    tree = html.fromstring("""<html><body onload="a()"><h1>A</h1><h3 id="x"></h3><nav></nav>
      <a href="a.csv" id="x">Här</a><a href="b">Här</a>
      <main><input><table><tr><td style="a">1</td></tr></table>
      <dl><dd>svar</dd></dl><img src="//a.b"><script>1</script></main></body></html>""")
    assert len(list(faults_in_frame(tree))) == 8
    assert len(list(faults_in_content(tree))) == 6
    assert len(list(faults_in_links(tree))) == 3
    assert len(list(faults_in_code(tree))) == 4


def test_titles_and_descriptions_are_unique_and_of_good_length(site: Site) -> None:
    titles, descriptions = Counter(), Counter()
    for address, tree in trees(site):
        [title], [description] = tree.xpath("//head/title/text()"), tree.xpath("//meta[@name='description']/@content")
        assert 15 <= len(title) <= 120, f"{address}: {title}"
        assert 30 <= len(description) <= 165, f"{address}: {len(description)} tecken: {description}"
        titles[title] += 1
        descriptions[description] += 1
    assert [text for text, number in (titles + descriptions).items() if number > 1] == []


def test_the_statement_on_accessibility_has_all_its_parts(site: Site) -> None:
    """Delarna som 13 § förordningen (2018:1938) och Diggs föreskrifter kräver."""
    tree = html.fromstring(pages.html(site, "om/tillganglighet/"))
    needed = {"niva": "förenlig", "brister": "inte", "metod": "2026", "anmal": "kansliet", "tillsyn": "Digg"}
    for name, word in needed.items():
        [heading] = tree.xpath(f"//h2[@id='{name}']")
        part = " ".join(
            text_of(element) for element in heading.xpath(f"following-sibling::*[preceding-sibling::h2[1][@id='{name}']]")
        )
        assert len(part) > 60 and word in part, f"{name}: {part}"
    assert tree.xpath("//a[@href='https://www.digg.se/tdosanmalan']")
    assert tree.xpath(
        "//main//a[starts-with(@href, 'mailto:') or starts-with(@href, 'https:')][not(contains(@href, 'digg.se'))]"
    )


# ---- Utskrift och särskilda visningslägen -----------------------------------------------------------------

PRINT_FAULTS = """() => {
  const faults = [], width = document.documentElement.clientWidth;
  for (const selector of [".main-nav", ".section-nav", ".site-search", ".skip", ".filters", "form[role=search]", "button"])
    for (const element of document.querySelectorAll(selector)) if (element.checkVisibility()) faults.push(`skrivs ut: ${selector}`);
  for (let element of [document.documentElement, document.body, ...document.querySelectorAll("main, main *, footer")]) {
    const colour = getComputedStyle(element).backgroundColor;
    if (!["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"].includes(colour) && !element.matches("button, svg *"))
      faults.push(`bakgrund ${colour}: ${element.tagName}.${element.className}`);
  }
  for (const table of document.querySelectorAll("table")) {
    if (getComputedStyle(table).display !== "table") faults.push(`ingen tabell: ${table.caption.textContent}`);
    if (table.getBoundingClientRect().right > width + 1) faults.push(`tabellen är för bred: ${table.caption.textContent}`);
  }
  if (document.documentElement.scrollWidth > width) faults.push("sidan är för bred");
  for (const cell of document.querySelectorAll("th, td"))
    if (cell.scrollWidth > cell.clientWidth + 1) faults.push(`rinner ut ur sin cell: ${cell.textContent.trim()}`);
  for (const element of document.querySelectorAll("main :is(p, li, dt, dd, th, td, h2, h3, summary, figcaption)")) {
    if (element.closest("form, .letters, [hidden], .visually-hidden") || element.querySelector("#ladda-ner")) continue;
    if (element.closest(".about-row") || !element.textContent.trim()) continue;
    const shown = element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height >= 1;
    if (!shown) faults.push(`saknas: ${element.textContent.trim().slice(0, 60)}`);
  }
  return faults;
}"""


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_everything_is_printed_without_menus_on_white(site: Site, browser: Browser) -> None:
    faults = []
    with tab(browser, viewport=A4, media="print", color_scheme="dark") as page:
        for address in pages.kinds(site):
            pages.visit(page, site, address)
            faults += [f"{address}: {fault}" for fault in page.evaluate(PRINT_FAULTS)]
    assert faults == []


@pytest.mark.parametrize("address", ["", "uppfoljning/matris/", "insatser/ama/"])
def test_printed_paper_is_the_same_with_parts_folded_as_unfolded(site: Site, page: Page, address: str) -> None:
    pages.visit(page, site, address)
    folded = sheets(page)
    pages.unfold(page)
    assert folded == sheets(page) > 0


def test_forced_colours_keep_what_colour_says(site: Site, browser: Browser) -> None:
    """Den som väljer egna färger ska se var hen är i menyn, var fokus är och hur lång en insats är."""
    with tab(browser, forced_colors="active") as page:
        pages.visit(page, site, "tidslinje/")
        assert walk(page) == []
        border = "(link) => getComputedStyle(link).borderBottomColor"
        current = page.locator(".main-nav [aria-current]").evaluate(border)
        others = page.locator(".main-nav a:not([aria-current])").evaluate_all(f"links => links.map({border})")
        assert others and current not in others
        fill = "(bars) => bars.map((bar) => [getComputedStyle(bar).fill, getComputedStyle(bar).stroke])"
        assert {colours[0] for colours in page.locator(".bar-span").evaluate_all(fill)} == {"rgb(0, 0, 0)"}
