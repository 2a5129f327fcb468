"""Utskrift och särskilda visningslägen."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests import pages
from tests.conftest import ADDRESS, DAY, Site
from tests.flikar import tab
from tests.papper import ark
from tests.tangentbord import walk

A4 = {"width": 673, "height": 1000}  # A4 med marginalerna i stilmallen

PRINT_FAULTS = """() => {
  const faults = [], width = document.documentElement.clientWidth;
  for (const selector of [".main-nav", ".section-nav", ".site-search", ".skip", ".page-contents", ".filters", "form[role=search]", "button:not(th > button)"])
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
    if (element.closest("form, .letters, .page-contents, .parts, [hidden], .visually-hidden") || element.querySelector("#ladda-ner")) continue;
    if (element.closest(".about-row, .bara-skarm, .place, .not-printed, h2.not-printed + ul, .stays-folded, .underlag > :not(.sub)") || !element.textContent.trim()) continue;
    const shown = element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height >= 1;
    if (!shown) faults.push(`saknas: ${element.textContent.trim().slice(0, 60)}`);
  }
  return faults;
}"""


# Sidorna som läggs på bordet, och hur många ark de får vara.
MOST_SHEETS = {
    "": 2,
    "resultat/": 2,
    "uppfoljning/matris/": 4,
    "ansok/steg/": 4,
    "ansok/datum/": 3,
    "insatser/": 2,
    "insatser/mot-arbete/": 10,
    "uppfoljning/plan/": 3,
    "uppfoljning/forandringsteori/": 9,
    "uppfoljning/samhallsekonomi/": 5,
    "tidslinje/": 2,
}
# Ett förbund med tolv insatser och fyra år. Styrelsens sammanfattning ryms på ett blad, skrivet på båda sidor.
MOST_IN_SAGODALEN = {
    "": 2,
    "resultat/": 2,
    "uppfoljning/matris/": 2,
    "ansok/steg/": 2,
    "insatser/steget-in/": 10,
    "ansok/datum/": 2,
    "uppfoljning/samhallsekonomi/": 3,
}
FEWEST_LINES = 8  # på ett ark. En ruta i en tabell har sina egna rader
NOT_ON_PAPER = (
    ".bara-skarm, .place, .not-printed, .about-row, .page-contents, .stays-folded, .underlag, .visually-hidden, [hidden]"
)
# Det som ska gå att läsa på pappret: rubrikerna, kolumnerna och rollerna i stegens figur, och orden i tabellerna.
ON_PAPER = f"""(selector) => [...document.querySelectorAll(selector)].filter((one) => !one.closest("{NOT_ON_PAPER}")).map((one) => {{
  const copy = one.cloneNode(true);
  for (const hidden of copy.querySelectorAll("{NOT_ON_PAPER}")) hidden.remove();
  for (const inside of copy.querySelectorAll("*")) inside.replaceWith(" ", ...inside.childNodes, " ");
  return copy.textContent;
}})"""
HEADINGS, CELLS = "main :is(h1, h2, h3, caption, thead th, .lane-head .lane)", "main :is(h2, h3, th, td)"
BREAK = re.compile("\n?[-\N{HYPHEN}]\n")  # ordet fortsätter på nästa rad, efter ett streck


def sheets(page: Page) -> int:
    return len(printed(page))


def printed(page: Page) -> list[list[str]]:
    """Raderna på varje ark."""
    return ark(page.pdf(format="A4"))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\N{HYPHEN}\N{SOFT HYPHEN}-]", "", text)


def paper_faults(page: Page, most: int) -> list[str]:
    """Det som fattas på pappret, ord som är delade utan streck, för många ark och ark som nästan är tomma."""
    found = printed(page)
    text = "\n".join(line for one in found for line in one)
    faults = [f"{len(found)} ark"] if len(found) > most else []
    faults += [f"ark {n} är nästan tomt" for n, one in enumerate(found, 1) if len(one) <= FEWEST_LINES]
    faults += [f"saknas: {one}" for one in page.evaluate(ON_PAPER, HEADINGS) if squeezed(one) not in squeezed(text)]
    unbroken = re.sub(
        "[ \N{SOFT HYPHEN}]", "", BREAK.sub("", text)
    )  # ett mjukt bindestreck som inte syns skrivs som mellanslag
    cells = " ".join(page.evaluate(ON_PAPER, CELLS)).replace("\N{SOFT HYPHEN}", "")
    words = sorted(set(re.findall(r"\b[^\W\d_]{8,30}\b", cells)))
    return faults + [f"delat utan streck: {word}" for word in words if word not in unbroken]


def test_everything_is_printed_without_menus_on_white(site: Site, browser: Browser) -> None:
    faults = []
    with tab(browser, viewport=A4, media="print", color_scheme="dark") as page:
        for address in pages.kinds(site):
            pages.visit(page, site, address)
            faults += [f"{address}: {fault}" for fault in page.evaluate(PRINT_FAULTS)]
    assert faults == []


@pytest.mark.parametrize(("förbund", "mått"), [("example_site", MOST_SHEETS), ("sagodalen", MOST_IN_SAGODALEN)])
def test_paper_has_every_heading_column_and_role_on_full_sheets(
    request: pytest.FixtureRequest, browser: Browser, förbund: str, mått: dict[str, int]
) -> None:
    shown, faults = request.getfixturevalue(förbund), []
    with tab(browser) as page:
        for address, most in mått.items():
            pages.visit(page, shown, address)
            faults += [f"{address}: {fault}" for fault in paper_faults(page, most)]
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


FIGURES = {
    "tidslinje/": ".timeline .bar *, .bar-keys *",
    "insatser/mot-arbete/": ".timespan *",
    "ansok/steg/": ".lanes *",
    "avsluta/implementering/": ".implement *",
    "uppfoljning/samhallsekonomi/": ".bars *",
    "uppfoljning/forandringsteori/": ".chain *",
}
# Färgerna i en figur som inte är en av dem som besökaren har valt. Det som inte syns eller inte målas är inte med.
OWN_COLOURS = """(selector) => {
  const probe = document.body.appendChild(document.createElement("span"));
  const chosen = ["Canvas", "CanvasText", "GrayText", "Highlight", "Mark", "LinkText", "VisitedText", "ButtonBorder"].map((name) => {
    probe.style.color = name; return getComputedStyle(probe).color; });
  probe.remove();
  const found = [], clear = /, 0\\)$|^none$|^transparent$/;
  const all = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  for (const one of all) {
    const style = getComputedStyle(one), drawn = one instanceof SVGGeometryElement || one instanceof SVGTextContentElement;
    const sides = ["Top", "Right", "Bottom", "Left"].filter((side) => parseFloat(style[`border${side}Width`]) > 0).map((side) => style[`border${side}Color`]);
    const used = drawn ? [style.fill, style.stroke] : [style.color, style.backgroundColor, ...sides];
    for (const colour of used) if (!clear.test(colour) && !chosen.includes(colour)) found.push(`${one.tagName}.${one.getAttribute("class")}: ${colour}`);
  }
  return [all.length, [...new Set(found)]];
}"""


@pytest.mark.parametrize("address", FIGURES)
def test_no_figure_keeps_its_own_colours(example_site: Site, browser: Browser, address: str) -> None:
    with tab(browser, forced_colors="active") as page:
        pages.visit(page, example_site, address)
        seen, own = page.evaluate(OWN_COLOURS, FIGURES[address])
        assert seen and own == []
        page.emulate_media(forced_colors="none")
        assert page.evaluate(OWN_COLOURS, FIGURES[address])[1], "provet hade inte sett en egen färg"


def test_paper_says_where_it_comes_from(example_site: Site, browser: Browser) -> None:
    """Den som håller i pappret ska hitta sidan och veta vilken dag den är från. På skärmen behövs det inte."""
    with tab(browser, media="print") as page:
        pages.visit(page, example_site, "insatser/mot-arbete/")
        footer = page.locator("footer")
        assert footer.locator(".on-paper").inner_text() == f"{ADDRESS}insatser/mot-arbete/"
        assert footer.locator("time").inner_text() == DAY.isoformat()
        page.emulate_media(media="screen")
        assert not footer.locator(".on-paper").is_visible()
