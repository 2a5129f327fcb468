"""Utskrift och särskilda visningslägen."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests import pages
from tests.conftest import Site
from tests.flikar import tab
from tests.tangentbord import walk

A4 = {"width": 673, "height": 1000}  # A4 med marginalerna i stilmallen

PRINT_FAULTS = """() => {
  const faults = [], width = document.documentElement.clientWidth;
  for (const selector of [".main-nav", ".section-nav", ".site-search", ".skip", ".page-contents", ".filters", "form[role=search]", "button"])
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
    if (element.closest("form, .letters, .page-contents, [hidden], .visually-hidden") || element.querySelector("#ladda-ner")) continue;
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


@pytest.mark.parametrize("address", ["", "uppfoljning/matris/", "insatser/mot-arbete/"])
def test_printed_paper_is_the_same_with_parts_folded_as_unfolded(example_site: Site, page: Page, address: str) -> None:
    pages.visit(page, example_site, address)
    folded = sheets(page)
    pages.unfold(page)
    assert folded == sheets(page) > 0


def test_forced_colours_keep_what_colour_says(example_site: Site, browser: Browser) -> None:
    """Den som väljer egna färger ska se var hen är i menyn, var fokus är och hur lång en insats är."""
    with tab(browser, forced_colors="active") as page:
        pages.visit(page, example_site, "tidslinje/")
        assert walk(page) == []
        border = "(link) => getComputedStyle(link).borderBottomColor"
        current = page.locator(".main-nav [aria-current]").evaluate(border)
        others = page.locator(".main-nav a:not([aria-current])").evaluate_all(f"links => links.map({border})")
        assert others and current not in others
        fill = "(bars) => bars.map((bar) => [getComputedStyle(bar).fill, getComputedStyle(bar).stroke])"
        assert {colours[0] for colours in page.locator(".bar-span").evaluate_all(fill)} == {"rgb(0, 0, 0)"}
