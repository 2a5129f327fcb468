"""Tangentbordet: allt går att nå och använda utan mus, och vägen är begriplig. Utan skript finns allt ändå."""

import re
import string

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import pages, rader
from tests.conftest import Site, new_tab
from tests.flikar import WIDTHS, ZOOMED, tab
from tests.tangentbord import WALK, finish, walk

MENU_FROM = 58 * 16  # så bred är skärmen när menyn står öppen


def test_tab_reaches_everything_in_order_and_focus_is_seen_in_a_wide_window(example_site: Site, browser: Browser) -> None:
    """Här är sidorna hela."""
    faults = []
    with tab(browser) as page:
        for address in ["", "uppfoljning/matris/", *pages.STATES]:
            pages.visit(page, example_site, address)
            pages.unfold(page)
            faults += [f"{address}: {fault}" for fault in walk(page)]
    assert faults == []


def test_faults_in_the_way_through_the_page_are_found(example_site: Site, browser: Browser) -> None:
    """Provet av provet ovan."""
    with tab(browser) as page:
        page.goto(f"{example_site.url}om/personuppgifter/")
        page.evaluate("""() => { const links = [...document.querySelectorAll(".main-nav a")];
          links[0].style.outline = "none"; links[1].style.outlineColor = "#eee"; links[2].tabIndex = 3;
          links[3].style.cssText = "position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden"; }""")
        assert {fault.partition(":")[0] for fault in walk(page)} == {
            "ingen ram",
            "för svag ram",
            "fel ordning",
            "fokus syns inte",
        }


def test_backwards_nothing_hides_under_what_stays_at_the_top(example_site: Site, browser: Browser) -> None:
    with tab(browser, viewport=ZOOMED) as page:
        page.goto(f"{example_site.url}tidslinje/")
        stops = page.evaluate(WALK)
        page.locator("footer :is(a, summary)").last.focus()
        for _ in range(stops - 1):
            page.keyboard.press("Shift+Tab")
        faults = finish(page, 2 * (stops - 1))  # Shift är också ett tryck
    assert [fault for fault in faults if fault.startswith(("fokus syns", "nås inte"))] == []


def test_skip_link_comes_first_and_leads_to_the_content(example_site: Site, browser: Browser) -> None:
    with tab(browser) as page:
        for address in ("", "ansok/", *pages.samples(example_site), *pages.STATES):
            pages.visit(page, example_site, address)
            page.keyboard.press("Tab")
            expect(page.locator(".skip"), address).to_be_focused()
            expect(page.locator(".skip"), address).to_be_in_viewport(ratio=1)
            page.keyboard.press("Enter")
            expect(page.locator("#sidans-innehall"), address).to_be_focused()
            page.keyboard.press("Tab")
            expect(page.locator(":is(main, footer) :focus"), address).to_have_count(1)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_works_from_the_keyboard(example_site: Site, browser: Browser, width: int) -> None:
    """På en bred skärm står menyn öppen, på en smal öppnas den av knappen."""
    with tab(browser, viewport={"width": width, "height": 900}) as page:
        page.goto(example_site.url)
        links = page.locator(".main-nav a")
        button = page.get_by_role("button", name="Meny", exact=True)
        for number in range(links.count()):
            if width < MENU_FROM:
                expect(links.nth(number)).to_be_hidden()
                button.press("Enter")
            else:
                expect(button).to_be_hidden()
            expect(links.nth(number)).to_be_visible()
            address = links.nth(number).evaluate("(link) => link.href")
            links.nth(number).press("Enter")
            page.wait_for_url(address)
            expect(links.nth(number)).to_have_attribute("aria-current", re.compile("page|true"))
            expect(page.locator(".main-nav [aria-current]")).to_have_count(1)


def test_search_in_the_header_works_with_enter(example_site: Site, page: Page) -> None:
    page.goto(f"{example_site.url}om/forbundet/")
    page.get_by_role("searchbox", name="Sök på webbplatsen").press_sequentially("enkät")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{example_site.url}sok/?q=enk%C3%A4t")
    expect(page.locator("#sokresultat ol")).to_be_visible()


def test_hits_are_announced_in_a_region_that_stays(example_site: Site, page: Page) -> None:
    """En region som tas bort och sätts in igen läses inte upp."""
    page.goto(f"{example_site.url}sok/")
    page.evaluate("""() => { const live = document.querySelector("[role=status]"); window.moved = 0;
      new MutationObserver((changes) => { for (const { removedNodes } of changes) moved += [...removedNodes].includes(live); })
        .observe(document.body, { childList: true, subtree: true }); }""")
    page.locator("#sokord").press_sequentially("enkät")
    expect(page.get_by_role("status")).to_contain_text("innehåller ”enkät”")
    assert page.evaluate("() => moved") == 0


def test_filters_work_from_the_keyboard_and_the_number_of_hits_is_announced(example_site: Site, page: Page) -> None:
    page.goto(f"{example_site.url}insatser/")
    status = page.get_by_role("status")
    every = status.inner_text()
    page.locator(".facet summary").first.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(status).to_have_text(re.compile(rf"^\d+ av {every}$"))
    page.wait_for_url("**/insatser/?*")
    expect(page.locator(".facet .chosen").first).to_have_text(re.compile("1 vald"))
    expect(page.locator("#katalog table tbody tr")).to_have_count(int(status.inner_text().split()[0]))
    page.get_by_role("button", name="Rensa val").press("Enter")
    expect(status).to_have_text(every)


@pytest.mark.parametrize("width", [320, 1440])
def test_sorting_works_from_the_keyboard_and_is_announced(example_site: Site, browser: Browser, width: int) -> None:
    with tab(browser, viewport={"width": width, "height": 900}) as page:
        page.goto(f"{example_site.url}insatser/andra-forbund/")
        heading = page.get_by_role("columnheader", name="Förbund")
        button = heading.get_by_role("button")
        for expected in ("ascending", "descending"):
            button.press("Enter")
            expect(heading).to_have_attribute("aria-sort", expected)
            expect(button).to_be_focused()
        expect(page.locator("[aria-sort]")).to_have_count(1)
        first, last = (
            page.locator("#katalog table tbody tr").nth(number).locator("td").first.inner_text() for number in (0, -1)
        )
        assert first > last


def test_no_key_alone_does_anything(example_site: Site, browser: Browser) -> None:
    """WCAG 2.1.4. Röststyrning och darriga händer trycker lätt på en tangent för mycket."""
    keys = f"{string.ascii_letters}{string.digits}/?.,+-*!"
    count = "() => { window.released = 0; addEventListener('keyup', () => released++); }"
    state = "() => [location.href, document.activeElement.tagName, scrollX, scrollY, document.body.innerText.length]"
    with new_tab(browser) as page:
        page.clock.install()
        for address in ("", "insatser/", "sok/", "begrepp/"):
            page.goto(example_site.url + address)
            before = page.evaluate(state)
            page.evaluate(count)
            for key in keys:
                page.keyboard.press(key)
            page.wait_for_function("(number) => released === number", arg=len(keys))
            page.clock.run_for(1000)  # det som skripten väntar med hinner hända
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


def test_without_scripts_the_catalogue_shows_all_and_hides_what_would_not_work(example_site: Site, browser: Browser) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{example_site.url}insatser/?q=xylofonkonsert&sort=tid")
        rows = page.locator("#katalog table tbody tr")
        names = {insats.id for insats in rader.example_register().insatser if insats.förbund.är_värd}
        expect(rows).to_have_count(len(names))
        for number in (0, -1):
            expect(rows.nth(number)).to_be_visible()
        expect(page.get_by_role("status")).to_have_text(f"{len(names)} insatser")
        expect(page.locator("main :is(button, input, select)").locator("visible=true")).to_have_count(0)


def test_without_scripts_the_search_page_says_where_to_look(example_site: Site, browser: Browser) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{example_site.url}sok/?q=enkät")
        expect(page.get_by_text("Sökningen behöver JavaScript")).to_be_visible()
        for name in ("Insatser", "Metoder", "Begrepp"):
            expect(page.locator("main").get_by_role("link", name=name, exact=True)).to_be_visible()
