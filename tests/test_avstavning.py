"""Avstavningen: var ord får delas, och att sidans märken, adresser och kod lämnas som de är."""

import pytest
from playwright.sync_api import Page

from macros.views.avstavning import soft, soft_html
from tests.conftest import Site


def seen(text: str) -> str:
    """Texten med synliga ställen: `·` där ordet får delas med streck."""
    return text.replace("\xad", "·")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("förändringsteori", "för·änd·rings·te·ori"),
        ("Individsamverkansteam", "Indi·vid·sam·ver·kans·team"),
        ("avslutsenkäten", "avsluts·en·kä·ten"),
        ("könsuppdelad", "köns·upp·de·lad"),
        ("medlemsorganisationer", "med·lems·or·ga·ni·sa·tio·ner"),
        ("insats", "insats"),
    ],
)
def test_a_joining_s_stays_with_the_word_before_it(word: str, parts: str) -> None:
    assert seen(soft(word)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        *("slut·rap·por·ten", "Nyckel·tal", "indikator·enkä·terna", "utfalls·mått", "arbets·trä·ning"),
        *("projekt·ansva·riga", "projekt·leda·ren", "Projekt·ägare"),
    ],
)
def test_the_words_of_the_field_are_parted_between_the_words_they_are_made_of(parts: str) -> None:
    assert seen(soft(parts.replace("·", ""))) == parts


def test_only_words_that_are_long_get_them() -> None:
    assert seen(soft("utvärdering av insatser", 10)) == "utvär·de·ring av insatser"


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        ("<p>Förändringsteori och samordningsförbund</p>", "<p>Förändringsteori och sam·ord·nings·för·bund</p>"),
        ("<td>Utvärdering</td><p>Utvärdering</p>", "<td>Utvär·de·ring</td><p>Utvärdering</p>"),
        (
            "<h2><a href='#förändringsteori'>Utvärdering</a> Förändringsteori</h2>",
            "<h2><a href='#förändringsteori'>Utvärdering</a> För·änd·rings·te·ori</h2>",
        ),
        (
            '<td data-label="a > förändringsteori"><br>Aktiviteter</td>',
            '<td data-label="a > förändringsteori"><br>Akti·vi·te·ter</td>',
        ),
        ("<th>Ut<!-- <td>utvärdering --> &amp;</th>", "<th>Ut<!-- <td>utvärdering --> &amp;</th>"),
        ("<td><code>utvardering.csv</code> <svg><text>Aktiviteter</text></svg></td>",) * 2,
        ("<td>https://samordningen.se/förändringsteori utvardering.csv</td>",) * 2,
        ("<td>aktiviteter/prestationer</td>", "<td>akti·vi·te·ter/pre·sta·tio·ner</td>"),
    ],
)
def test_a_page_gets_them_in_its_words_only(page: str, sent: str) -> None:
    assert seen(soft_html(page)) == sent


COPY = """() => { const row = document.querySelector("tbody tr"), copied = {};
  addEventListener("copy", (event) => { for (const kind of ["text/plain", "text/html"]) copied[kind] = event.clipboardData.getData(kind); });
  getSelection().selectAllChildren(row); document.execCommand("copy"); return copied; }"""


def test_what_is_copied_has_none_of_them(example_site: Site, page: Page) -> None:
    page.goto(f"{example_site.url}uppfoljning/matris/")
    assert "\xad" in str(page.locator("tbody tr").first.evaluate("(row) => row.textContent"))
    copied = page.evaluate(COPY)
    assert "<table" in copied["text/html"] and copied["text/plain"].strip()
    assert "\xad" not in copied["text/plain"] + copied["text/html"]
