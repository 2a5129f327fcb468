"""Ställena på en sida som sökningen leder till: avsnitt, rader och filer."""

import pytest

from macros.exports.parts import FEWEST_WORDS, LONGEST_TITLE, Download, Place, downloads, parsed, rows, sections

LONG = "ord " * FEWEST_WORDS


@pytest.mark.parametrize(
    "html, expected",
    [
        (f'<h2 id="a">Rubrik</h2><p>{LONG}</p><ul><li>sist</li></ul>', [("a", "Rubrik", f"{LONG}sist")]),
        (f'<section id="b"><h2>Fråga?</h2><p>{LONG}</p></section>', [("b", "Fråga?", LONG.strip())]),
        (
            f'<h2 id="a">Ett</h2><p>{LONG}</p><h3 id="b">Två</h3><p>{LONG}</p>',
            [("a", "Ett", LONG.strip()), ("b", "Två", LONG.strip())],
        ),
        (f'<section id="b"><p>Före</p><h2>Inte först</h2><p>{LONG}</p></section>', []),
        (f"<p>{LONG}</p><h2>Utan ankare</h2><p>{LONG}</p>", []),
        ('<h2 id="a">Tunt</h2><p>Fem ord är för få.</p>', []),
        (
            f'<h2 id="a">Rubrik</h2><aside><p>bredvid</p></aside><nav><ul><li>meny</li></ul></nav><p hidden>sen</p>'
            f"<noscript><p>utan</p></noscript><p>{LONG}</p>",
            [("a", "Rubrik", LONG.strip())],
        ),
        (
            f'<h2 id="a">För\N{SOFT HYPHEN}bundet</h2><p>{LONG}<a href="#">länk</a> , slut</p>',
            [("a", "Förbundet", f"{LONG}länk, slut")],
        ),
    ],
    ids=[
        "ankare på rubriken",
        "ankare på delen",
        "två",
        "rubriken inleder inte delen",
        "utan ankare",
        "för få ord",
        "bredvid",
        "avstavning",
    ],
)
def test_sections(html, expected):
    assert list(sections(parsed(html))) == [Place(*one) for one in expected]


def test_a_text_within_a_text_is_read_once():
    (place,) = sections(parsed(f'<h2 id="a">Tabell</h2><table><tr><td><p>{LONG}</p></td></tr></table>'))
    assert place.text == LONG.strip()


@pytest.mark.parametrize(
    "html, expected",
    [
        ('<table><tr id="r"><th>Lokaler</th><td>Hyra</td></tr></table>', [("r", "Lokaler", "Lokaler Hyra")]),
        ('<ul><li id="r"><strong>Styrelsen.</strong> Beslutar.</li></ul>', [("r", "Styrelsen.", "Styrelsen. Beslutar.")]),
        ('<table><tr id="r"><th>Namn<span class="sub">tillägg</span></th></tr></table>', [("r", "Namn", "Namn tillägg")]),
        ("<table><tr><th>Utan ankare</th></tr></table>", []),
        ('<ul><li id="r"><h3>Egen rubrik</h3>Är ett avsnitt.</li></ul>', []),
    ],
    ids=["tabell", "lista", "vid sidan om", "utan ankare", "avsnitt"],
)
def test_rows(html, expected):
    assert list(rows(parsed(html))) == [Place(*one) for one in expected]


def test_a_row_without_a_head_is_called_by_its_beginning():
    (place,) = rows(parsed(f'<ul><li id="r">{"a" * 2 * LONGEST_TITLE}</li></ul>'))
    assert place.title == "a" * LONGEST_TITLE


def test_downloads_are_the_documents_workbooks_and_calendars():
    links = "".join(
        f'<a href="{href}">Hämta {href[-4:].lstrip(".")}</a>'
        for href in ("a.docx", "../b.xlsx", "c.ics", "d.csv", "e/", "f.docx?x")
    )
    found = [Download("a.docx", "Hämta docx"), Download("../b.xlsx", "Hämta xlsx"), Download("c.ics", "Hämta ics")]
    assert list(downloads(parsed(f"<p>{links}</p><nav><a href='meny.docx'>I menyn</a></nav>"))) == found
