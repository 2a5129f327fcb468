"""”På den här sidan”: vilka sidor som har ett innehåll, vad det leder till, och hur det ser ut i olika bredder."""

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from macros.views.innehall import FEWEST, LONG, MOST, PLACE, Entry, Heading, entries, headings, with_contents
from tests import pages
from tests.conftest import Site

WORDS = f"<p>{'ord ' * LONG}</p>"
FOUR = "".join(f'<h2 id="{letter}">Del {letter}</h2>' for letter in "abcd")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<h2 id="mal">Mål</h2>', [(2, "mal", "Mål")]),
        ('<section class="x" id="rad">\n<h3>Raden</h3>', [(3, "rad", "Raden")]),
        ('<li id="rad"><h2 id="egen">Raden</h2>', [(2, "egen", "Raden")]),
        (
            '<h2 id="a">In\N{SOFT HYPHEN}satsen <a href="x">A &amp; B</a> <span class="muted">(3 rader)</span></h2>',
            [(2, "a", "Insatsen A & B")],
        ),
        ("<h2>Utan ankare</h2>", []),
        ('<h2 class="unlisted" id="a">Inleder inget</h2>', []),
        ('<h4 id="a">För djupt</h4>', []),
        ('<aside><h2 id="a">Vid sidan om</h2></aside><h2 id="b">I texten</h2>', [(2, "b", "I texten")]),
    ],
)
def test_headings(content: str, expected: list[tuple[int, str, str]]) -> None:
    assert [tuple(found) for found in headings(content)] == expected


def test_short_page_has_no_contents() -> None:
    assert entries(FOUR + WORDS)
    assert entries(FOUR + "<p>Kort.</p>") == []
    assert entries('<h2 id="a">A</h2>' + WORDS) == []
    assert entries('<nav aria-label="Bokstäver"><a href="#a">A</a></nav>' + FOUR + WORDS) == []


def test_under_the_heading_that_they_belong_to() -> None:
    content = FOUR.replace("</h2>", '</h2><h3 id="u">Under</h3>', 1) + WORDS
    assert entries(content)[0] == Entry(Heading(2, "a", "Del a"), [Heading(3, "u", "Under")])
    many = FOUR + "".join(f'<h3 id="u{number}">Under</h3>' for number in range(MOST)) + WORDS
    assert [(entry.heading.anchor, entry.under) for entry in entries(many)] == [(letter, []) for letter in "abcd"]
    only_one_above = '<h2 id="a">A</h2>' + "".join(f'<h3 id="u{number}">Under</h3>' for number in range(MOST)) + WORDS
    assert len(entries(only_one_above)) == MOST + 1


def test_template_may_choose_the_place() -> None:
    content, before = with_contents(FOUR + WORDS)
    assert (content, "page-contents" in before) == (FOUR + WORDS, True)
    content, before = with_contents(PLACE + FOUR + WORDS)
    assert content.startswith("<nav") and before == ""
    assert with_contents(f"{PLACE}<p>Kort.</p>") == ("<p>Kort.</p>", "")


def test_text_of_a_heading_never_becomes_html() -> None:
    assert "&lt;b&gt;" in with_contents('<h2 id="a">&lt;b&gt;</h2>' + FOUR + WORDS)[1]


def test_every_heading_can_be_linked(example_site: Site) -> None:
    """Rubriken har ett ankare, eller inleder en del som har det. Det som står vid sidan om och i nyheterna är undantaget."""
    faults = []
    for address in example_site.addresses():
        if pages.is_redirect(example_site, address):
            continue
        tree = html.fromstring(pages.html(example_site, address))
        for heading in tree.xpath(
            "//*[@class='content']//*[self::h2 or self::h3 or self::h4][not(ancestor::aside or ancestor::section[@class='news'])]"
        ):
            part = heading.getparent()
            if not heading.get("id") and not (part.get("id") and part.index(heading) == 0) and part.tag != "summary":
                faults.append(f"{address}: {heading.text_content()}")
    assert faults == []


def test_contents_lead_to_their_parts(example_site: Site) -> None:
    """På varje sida: ankaret finns, och en lång sida med rubriker har ett innehåll."""
    faults, seen = [], 0
    for address in example_site.addresses():
        if pages.is_redirect(example_site, address):
            continue
        tree = html.fromstring(pages.html(example_site, address))
        known = set(tree.xpath("//@id"))
        seen += bool(links := tree.xpath("//nav[@class='page-contents']//a/@href"))
        faults += [f"{address}{link}" for link in links if link.removeprefix("#") not in known]
        if 0 < len(links) < FEWEST:
            faults.append(f"{address}: bara {len(links)} rader")
    assert faults == []
    assert seen


LOOK = """() => {
  const seen = (selector) => document.querySelector(`.page-contents ${selector}`).checkVisibility();
  const top = document.querySelector(".page-contents").getBoundingClientRect().top;
  return { folded: seen("summary"), open: seen(".contents-open"), links: seen(".contents-folded a"), top: Math.round(top) };
}"""


@pytest.fixture
def questions(example_site: Site, page: Page) -> Page:
    page.set_viewport_size({"width": 1440, "height": 600})
    page.goto(f"{example_site.url}uppfoljning/utvardering/")
    return page


def test_beside_the_text_on_a_wide_screen_and_folded_on_a_narrow(questions: Page) -> None:
    questions.evaluate("() => scrollTo({ top: 1500, behavior: 'instant' })")
    assert questions.evaluate(LOOK) == {"folded": False, "open": True, "links": False, "top": 16}
    questions.set_viewport_size({"width": 320, "height": 600})
    look = questions.evaluate(LOOK)
    assert (look["folded"], look["open"], look["links"]) == (True, False, False)
    questions.locator(".contents-folded summary").focus()
    questions.keyboard.press("Enter")
    first = questions.locator(".contents-folded a").first
    expect(first).to_be_visible()
    questions.keyboard.press("Tab")
    expect(first).to_be_focused()


def test_not_on_paper(questions: Page) -> None:
    questions.emulate_media(media="print")
    assert not questions.locator(".page-contents").is_visible()
