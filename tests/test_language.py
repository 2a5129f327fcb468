"""Språket: råd om varje sida i utskriften, och att begreppen leder till ordlistan."""

from lxml import html

from macros.model.kalla import Källa
from macros.model.ord import Begrepp
from macros.views.begreppslankar import link_terms
from tests import rader
from tests.conftest import Site
from tests.lasbarhet import Page, advice, running_text


def meanings() -> dict[str, str]:
    register = rader.example_register()
    return {begrepp.förkortning: begrepp.term for begrepp in register.begrepp if begrepp.förkortning}


def test_every_page_gets_its_advice(example_site: Site, language_advice: list[str]) -> None:
    """Läsbarheten är råd, inte krav: proven skriver ut dem sist. Här krävs bara att sidorna har löpande text."""
    known, measured = meanings(), []
    for address in example_site.addresses():
        if not address.startswith(("insatser/", "metoder/")):
            page = running_text(example_site.folder / address / "index.html", address)
            measured.append(page)
            language_advice.extend(f"/{address} råd: {text}" for text in advice(page, known))
    assert len(measured) > 20 and all(page.sentences for page in measured)


def test_lix_of_a_known_text() -> None:
    page = Page("", ("Katten satt på mattan.", "Förbundet finansierar insatser."), "")
    assert round(page.lix, 1) == round(7 / 2 + 100 * 3 / 7, 1)


def test_advice_says_what_to_do() -> None:
    long = " ".join(["ord"] * 31) + "."
    page = Page("", (long,), "Fråga ISF och NNS. Nationella nätverket för samordningsförbund")
    assert advice(page, {"NNS": "Nationella nätverket för samordningsförbund"}) == [
        f"En mening har 31 ord: ”{long[:60]}…” Dela den.",
        "Förkortningen ISF förklaras inte på sidan.",
    ]


def begrepp(id_: str, term: str) -> Begrepp:
    return Begrepp(id_, term, "betydelse", tuple[Källa, ...]())


def test_terms_are_linked_once_and_never_inside_links_or_headings() -> None:
    words = [begrepp("styrgrupp", "styrgrupp"), begrepp("insats", "insats"), begrepp("esf", "ESF")]
    linked = link_terms(
        "<h2>Styrgruppen</h2><p>Läs <a href='x'>om styrgruppen</a>. Styrgruppens <em>möten</em> om insatsen "
        "och en insats till &lt;b&gt; ESF.</p>",
        words,
        "../",
    )
    tree = html.fragment_fromstring(linked, create_parent="div")
    assert [(a.text, a.get("href")) for a in tree.find_class("term")] == [
        ("Styrgruppens", "../begrepp/#styrgrupp"),
        ("insatsen", "../begrepp/#insats"),
    ]
    assert tree.text_content() == "StyrgruppenLäs om styrgruppen. Styrgruppens möten om insatsen och en insats till <b> ESF."


def test_parts_of_words_are_not_linked() -> None:
    assert "term" not in link_terms("<p>insatsmedel och förinsats</p>", [begrepp("insats", "insats")], "./")


def test_a_part_of_a_name_is_not_linked() -> None:
    linked = link_terms("<p>Region Stockholm är med. En region har hand om vården.</p>", [begrepp("region", "region")], "./")
    assert '>Region Stockholm är med. En <a class="term" href="./begrepp/#region">region</a> har' in linked


def test_the_guide_links_its_terms_to_the_glossary(example_site: Site) -> None:
    tree = html.fromstring((example_site.folder / "genomfor/styrgrupp/index.html").read_bytes())
    links = [a.get("href") for a in tree.find_class("term")]
    assert links and len(links) == len(set(links)) and all("begrepp/#" in link for link in links)


def test_the_words_of_a_source_are_not_linked() -> None:
    linked = link_terms('<ul><li>En<p class="sub">Källa: insatsens plan</p></li></ul>', [begrepp("insats", "insats")], "./")
    assert "term" not in linked
