"""På en telefon: namnet, menyn och sökningen på en rad, och rubriken i det första som syns. Utan skript, med tangentbordet."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import pages
from tests.conftest import Site
from tests.flikar import tab
from tests.test_layout import dress, style

TITLE_WITHIN = 200  # punkter från sidans överkant
MOST_STOPS = 6  # tabbar före rubriken

# Var raden och rubriken står, och hur många stopp som tangentbordet gör på vägen.
TOP = """() => {
  const parts = [".brand", ".menu-button", ".search-link"].map((one) => document.querySelector(one)).filter(Boolean);
  const boxes = parts.map((one) => one.getBoundingClientRect());
  const title = document.querySelector("h1");
  const stops = [...document.querySelectorAll("a[href], button, input")].filter((one) => one.tabIndex >= 0 && one.checkVisibility())
    .filter((one) => one.compareDocumentPosition(title) & Node.DOCUMENT_POSITION_FOLLOWING);
  return { title: title.getBoundingClientRect().top, stops: stops.length, parts: parts.length,
    inRow: Math.max(...boxes.map(({ top }) => top)) < Math.min(...boxes.map(({ bottom }) => bottom)) }; }"""


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    with tab(browser, viewport={"width": 320, "height": 640}, java_script_enabled=False) as page:
        yield page


def test_the_title_is_seen_at_once_and_few_stops_come_before(example_site: Site, phone: Page) -> None:
    faults = []
    for address in [*pages.written(example_site), *pages.samples(example_site)]:
        phone.goto(example_site.url + address)
        top = phone.evaluate(TOP)
        if top["title"] > TITLE_WITHIN or top["stops"] > MOST_STOPS or not top["inRow"] or top["parts"] < 2:
            faults.append(f"{address}: {top}")
    assert faults == []


def test_the_row_holds_in_a_wide_typeface(example_site: Site, browser: Browser) -> None:
    with tab(browser, viewport={"width": 320, "height": 640}) as page:
        page.goto(f"{example_site.url}ansok/kriterier/")
        dress(page, style(example_site, "brett"))
        top = page.evaluate(TOP)
    assert (top["inRow"], top["parts"]) == (True, 3) and top["title"] <= TITLE_WITHIN


def test_the_menu_opens_and_closes_without_scripts(example_site: Site, phone: Page) -> None:
    phone.goto(f"{example_site.url}ansok/kriterier/")
    button, menu = phone.get_by_role("button", name="Meny", exact=True), phone.locator("#meny")
    for closes in ("Escape", "Enter"):
        button.focus()
        phone.keyboard.press("Enter")
        expect(menu).to_be_visible()
        phone.keyboard.press("Tab")
        expect(phone.get_by_role("button", name="Stäng menyn")).to_be_focused()
        phone.keyboard.press(closes)
        expect(menu).to_be_hidden()
        expect(button).to_be_focused()


def test_the_search_is_one_link_away(example_site: Site, phone: Page) -> None:
    phone.goto(example_site.url)
    phone.get_by_role("link", name="Sök", exact=True).press("Enter")
    phone.wait_for_url(f"{example_site.url}sok/")
    expect(phone.get_by_role("link", name="listan från A till Ö")).to_be_visible()  # utan skript finns inget att skriva i
