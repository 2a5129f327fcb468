"""Sökningen i webbläsaren: frågorna, tangentbordet, och det som inte finns."""

import re
from functools import cache
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, Route, expect

from macros.exports.search import SearchDocument, search_files
from macros.exports.searchable import begrepp_documents, insats_document, synonyms, ways
from macros.settings import ROOT
from macros.tools.bench.questions import missed, questions_in
from tests import rader
from tests.conftest import Site, tab
from tests.utseende import SPACING, USE_SPACING

QUESTIONS = questions_in(ROOT / "tests" / "sokfragor.yaml")


STATUS = "#sokresultat [role=status]"
HITS = "() => [...document.querySelectorAll('#sokresultat ol a')].map((link) => link.href)"


@cache
def example_files() -> dict[str, bytes]:
    """Indexet av bara de påhittade data. Texterna i docs/ är kansliets, och får inte ändra vad proven väntar sig."""
    register = rader.example_register()
    metoder = [SearchDocument(metod.adress, metod.namn, "Metod", metod.kort, metod.vad) for metod in register.metoder]
    documents = [*map(insats_document, register.insatser), *metoder, *begrepp_documents(register)]
    return search_files(documents, synonyms(register), ways(register))


@pytest.fixture
def search_page(own_page: Page, example_site: Site) -> Page:
    """Söksidan, med indexet av de påhittade data."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(example_site.url).partition("?")[0]
        route.fulfill(body=example_files()[path], content_type="application/json")

    own_page.route("**/sok/*.json*", answer)
    return own_page


def search(page: Page, site: Site, query: str) -> list[str]:
    """Söker från adressen och ger träffarnas adresser från roten."""
    page.goto(f"{site.url}sok/?{urlencode({'q': query})}")
    page.locator(f"{STATUS}:not(:empty)").wait_for()
    return hits(page, site)


def hits(page: Page, site: Site) -> list[str]:
    return [link.removeprefix(site.url) for link in page.evaluate(HITS)]


def test_expected_page_is_among_the_first_three_for_nine_of_ten_questions(search_page: Page, example_site: Site) -> None:
    assert len(QUESTIONS) >= 45
    search_page.goto(f"{example_site.url}sok/")
    faults = missed(search_page, example_site.url, QUESTIONS)
    assert len(faults) <= len(QUESTIONS) * 0.03, "\n".join(faults)


def test_expected_pages_exist(example_site: Site) -> None:
    for question in QUESTIONS:
        page, _, anchor = question.address.partition("#")
        html = (example_site.folder / page / "index.html").read_text("utf8")
        assert not anchor or f'id="{anchor}"' in html, question.address


# Stammarna är de som Snowballs svenska algoritm ger (snowballstemmer 3.1.1).
STEMS = """
samordningsförbundets samordningsförbundet, förbunden förbund, förbundet förbundet, insatsernas insats,
insatser insats, utvärderingarna utvärdering, utvärderade utvärder, utvärdera utvärder, ansökningar ansökning,
ansökan ansökan, kommunernas kommun, kommunalt kommunalt, metoder metod, möjligheterna möj, målgruppens målgrupp,
styrgruppen styrgrupp, arbetslösa arbetslös, arbetslöst arbetslös, förmågan förmågan, trygghet trygg,
tryggheten trygg, kvaliteten kvalitet, kvalitet kvalitet, sakets sak, nyheter nyhet, enheten enhet, projektets projektet,
projekten projek, kansliet kansliet, alfabetet alfabet, fullt fullt, meningsfullt meningsfull, händelse händ,
stödjande stödj, rapporterna rapport, sysselsättning sysselsättning, kvinnor kvinn, månader månad, dagens dag,
sus sus, pengar peng, pengarna peng, jobbat jobb, regionens region, byggt bygg, löst löst, största störst, hets het,
friheten frihet, bolagets bolag, huset hus, husets hus, arbetet arbet, brast brast, politiska politisk, gladast glad,
bygd bygd, tryggt trygg
"""


def test_stems_are_those_of_the_published_algorithm(page, example_site):
    page.goto(f"{example_site.url}sok/")
    table = dict(pair.split() for pair in STEMS.lower().split(","))
    assert page.evaluate("(list) => Object.fromEntries(list.map((word) => [word, Sok.stem(word)]))", list(table)) == table


@pytest.mark.parametrize(
    "one, other, expected",
    [
        ("pengar", "pengar", True),
        ("pengar", "pegnar", True),
        ("pengar", "penga", True),
        ("pengar", "pengrar", True),
        ("pengar", "pangar", True),
        ("pengar", "pegnra", False),
        ("pengar", "peng", False),
        ("ab", "ba", True),
        ("", "a", True),
    ],
)
def test_one_typing_error(page, example_site, one, other, expected):
    page.goto(f"{example_site.url}sok/")
    assert page.evaluate("([one, other]) => Sok.oneTypoApart(one, other)", [one, other]) is expected


def test_nothing_is_fetched_before_the_first_key(own_page, example_site):
    page, fetched = own_page, []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{example_site.url}sok/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if url.endswith(".json")]
    page.locator("#sokord").press_sequentially("slutrapport")
    page.locator("#sokresultat ol").wait_for()
    assert [url for url in fetched if url.endswith("sok/index.json")]
    assert all(url.startswith(example_site.url) for url in fetched)


def test_typing_searches_keeps_the_address_and_works_by_keyboard(search_page, example_site):
    page = search_page
    page.goto(f"{example_site.url}sok/")
    page.locator("#sokord").press_sequentially("växtkraft")
    page.locator("#sokresultat mark", has_text="Växtkraft").first.wait_for()
    page.wait_for_url("**/sok/?q=v%C3%A4xtkraft")
    page.keyboard.press("Tab")  # knappen Sök
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{example_site.url}insatser/beta-vaxt/")
    page.go_back()
    page.locator("#sokresultat ol").wait_for()
    expect(page.locator("#sokord")).to_have_value("växtkraft")


def test_more_hits_are_added_and_get_focus(search_page, example_site):
    search(search_page, example_site, "individinriktad")
    search_page.get_by_role("button", name="Visa fler").press("Enter")
    search_page.locator("#sokresultat li:nth-child(11) a:focus").wait_for()
    shown = hits(search_page, example_site)
    assert len(shown) == len(set(shown)) > 10


def test_no_hits_says_so_and_shows_other_ways(search_page, example_site):
    assert search(search_page, example_site, "xylofonkonsert") == []
    expect(search_page.locator(STATUS)).to_have_text(
        "Inga sidor innehåller ”xylofonkonsert”. Prova ett annat ord, eller använd länkarna här nedanför."
    )
    below = search_page.locator("#sokresultat ~ ul a").evaluate_all("links => links.map((link) => link.href)")
    pages = ("sok/a-o/", "ansok/", "insatser/", "metoder/", "begrepp/", "uppfoljning/matris/", "om/forbundet/#kontakt")
    assert below == [f"{example_site.url}{page}" for page in pages]


def test_no_hits_suggests_words_that_begin_alike(search_page, example_site):
    assert search(search_page, example_site, "handledarutbildningspengar") == []
    expect(search_page.locator(STATUS)).to_contain_text("Liknande ord: handledar")
    search_page.locator(f"{STATUS} a").first.click()
    search_page.locator("#sokresultat ol a").first.wait_for()


@pytest.mark.parametrize("query", ["slantar", "slantarna", "slanter", "hur mycket", "hur mycket får vi", "odlingslot"])
def test_everyday_words_lead_to_their_page_first(search_page, example_site, query):
    expected = "insatser/grona-garden/" if query.startswith("odling") else "begrepp/#finansiering"
    assert search(search_page, example_site, query)[0] == expected


def test_what_the_site_does_not_have_is_said(search_page, example_site):
    search(search_page, example_site, "siffror per socken")
    expect(search_page.locator(STATUS)).to_contain_text("Webbplatsen har inga siffror per socken. ")
    search(search_page, example_site, "siffror")
    expect(search_page.locator(STATUS)).not_to_contain_text("Webbplatsen har inga")


EVERY_NAME = """async (moved) => {
  const read = async (name) => (await fetch(name)).json();
  const data = await read("index.json"), index = Sok.open(data), documents = [], missed = [];
  for (let chunk = 0; chunk * data.bunt < data.sidor; chunk++) documents.push(...await read(`dokument-${chunk}.json`));
  const owner = (page) => { while (index.isPart[page]) page--; return page; };
  const ask = async (name, isRight) => {
    const { pages } = await Sok.answer(index, name, (shard) => read(`ord-${shard}.json`));
    if (!pages.slice(0, 3).some(isRight)) missed.push(`${name}: ${pages.slice(0, 3).map((page) => documents[page][0])}`);
  };
  const isPage = [...documents.keys()].filter((page) => !index.isPart[page]);
  for (const page of isPage) await ask(documents[page][1], (found) => owner(found) === page);
  for (const [names, pages] of data["vägar"]) {
    if (pages.length) for (const name of names) await ask(name, (found) => pages.includes(found));
  }
  for (const [name, url] of moved) await ask(name, (found) => documents[owner(found)][0] === url);
  return missed; }"""
MOVED = re.compile(r'http-equiv="refresh" content="0; url=([^"#]*)')


def moved(site: Site) -> list[tuple[str, str]]:
    """Orden i varje tidigare adress, och adressen som den leder vidare till."""
    found = [(path, MOVED.search(path.read_text("utf8"))) for path in site.folder.rglob("index.html")]
    addresses = {path.parent: (path.parent / link[1]).resolve() for path, link in found if link}
    return [
        (old.name.replace("-", " "), f"{new.relative_to(site.folder.resolve()).as_posix()}/") for old, new in addresses.items()
    ]


def test_every_page_is_found_by_its_title_its_former_address_and_its_everyday_names(own_page: Page, site: Site) -> None:
    """Kansliets webbplats, vad som än står på den. Frågorna ställs i webbläsaren, med samma program som besökarens."""
    own_page.goto(f"{site.url}sok/")
    missed = own_page.evaluate(EVERY_NAME, moved(site))
    assert not missed, "\n".join(missed)


def test_the_missing_page_searches_the_words_of_its_address(own_page, example_site):
    own_page.goto(f"{example_site.url}begrepp/slutrapporter-index.html")
    own_page.locator("#sokresultat ol a").first.wait_for()
    expect(own_page.locator("#sok404")).to_have_value("begrepp slutrapporter")
    assert "q=" not in own_page.url
    own_page.locator("#sok404").press("Enter")
    own_page.wait_for_url("**/sok/?q=begrepp+slutrapporter")


def test_the_field_comes_first_in_the_content(own_page, example_site):
    own_page.goto(f"{example_site.url}sok/")
    own_page.keyboard.press("Tab")
    own_page.keyboard.press("Enter")  # hoppar till innehållet, där fältet är först
    own_page.keyboard.press("Tab")
    own_page.locator("#sokord:focus").wait_for()


def test_without_javascript_the_search_page_leads_to_the_list_of_all_pages(browser, example_site):
    with tab(browser, java_script_enabled=False) as plain_page:
        plain_page.goto(example_site.url)
        plain_page.get_by_role("link", name="Sök", exact=True).click()
        check_without_javascript(plain_page, example_site)


def check_without_javascript(plain_page: Page, example_site: Site) -> None:
    plain_page.goto(f"{example_site.url}sok/?q=slutrapport")
    expect(plain_page.locator(STATUS)).to_contain_text("Sökningen behöver JavaScript, som är avstängt här, så inget har sökts.")
    expect(plain_page.locator("[type=search]:visible")).to_have_count(0)  # ett fält som inte svarar är inget att skriva i
    plain_page.locator(f"{STATUS} a").click()
    expect(plain_page.get_by_role("link", name="Ansöka om pengar", exact=True).first).to_be_visible()
    expect(plain_page.locator(".a-o li", has_text="hur mycket: Finansiering")).to_have_count(1)
    expect(
        plain_page.locator(".a-o li", has_text="siffror per socken: Webbplatsen har inga siffror per socken.")
    ).to_have_count(1)
    expect(plain_page.locator(".a-o li", has_text="bara hos andra")).to_have_count(0)


def test_a_guess_is_told(search_page, example_site):
    search(search_page, example_site, "slutraport")
    expect(search_page.locator(STATUS)).to_contain_text(
        "Sökningen hittar inte ordet ”slutraport”. Menade du ”slutrapport”? Då passar "
    )


def test_emptied_field_clears_hits_and_address(search_page, example_site):
    search(search_page, example_site, "slutrapport")
    search_page.locator("#sokord").fill("")
    search_page.locator("#sokresultat ol").wait_for(state="detached")
    expect(search_page.locator(STATUS)).to_have_text("")
    expect(search_page).to_have_url(f"{example_site.url}sok/")


LONG = "arbetsmarknadsverksamheten sysselsättningsbakgrund kompetensutvecklingsverksamhetens"
OUTSIDE = """(words) => {
  const hit = document.querySelector(".hits li");
  for (const part of hit.children) part.textContent = words;
  return [...hit.children].filter((part) => [...part.getClientRects()].some(({ right }) => right > innerWidth - 15)).length;
}"""


def test_long_words_in_a_hit_stay_inside_a_telephone(search_page, example_site):
    """Träffarna görs av skript och har inga mjuka bindestreck. Texten är gles som i WCAG 1.4.12."""
    search_page.set_viewport_size({"width": 320, "height": 800})
    search(search_page, example_site, "insatser")
    search_page.evaluate(USE_SPACING, SPACING)
    assert search_page.evaluate(OUTSIDE, LONG) == 0


def test_query_is_never_html(search_page, example_site):
    query = "<img src=x onerror=alert(1)> slutrapport"
    search(search_page, example_site, query)
    expect(search_page.locator("#sokresultat img")).to_have_count(0)
    expect(search_page.locator("#sokord")).to_have_value(query)


def test_a_failed_fetch_is_told_and_can_be_tried_again(own_page, example_site):
    own_page.route("**/sok/index.json", lambda route: route.abort())
    assert search(own_page, example_site, "slutrapport") == []
    expect(own_page.locator(STATUS)).to_contain_text("Sökningen gick inte att läsa in. Försök igen")
    own_page.unroute("**/sok/index.json")
    own_page.locator("#sokord").press("Enter")
    own_page.locator("#sokresultat ol").wait_for()


def test_a_whole_text_as_query_is_answered(search_page, example_site):
    assert search(search_page, example_site, " ".join(question.asked for question in QUESTIONS))
