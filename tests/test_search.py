"""Sökningen: indexets innehåll och storlek, och frågor ställda i en riktig webbläsare."""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, Route, expect

from macros.exports.search import DIGITS, KEYWORDS, TEXT, TITLE, SearchDocument, search_files, shorten, words
from macros.exports.searchable import begrepp_documents, insats_document, synonyms
from macros.model.insats import Insats
from macros.settings import ROOT
from macros.tools.bench.questions import missed, questions_in
from tests import rader
from tests.conftest import Site, example_paths

SCRIPTS = [ROOT / "overrides" / "assets" / name for name in ("sokord.js", "sok.js")]
QUESTIONS = questions_in(ROOT / "tests" / "sokfragor.yaml")

PAGES = (
    SearchDocument("insatser/bron/", "Bron till jobbet", "Insats", "Unga vuxna.", "Praktik på en arbetsplats.", ("Enkät",)),
    SearchDocument("begrepp/#sus", "SUS", "Begrepp", "Ett system.", "Stängt 2023.", ("Susam", "logga in")),
    SearchDocument("insatser/3-4-4/", "3.4.4", "Insats", "", "Enligt lag 2003:1210.", ("ENKÄT",)),
)


# ---- Filerna ----------------------------------------------------------------------------------------------


def unpack(files: dict[str, bytes]) -> dict[str, dict[int, int]]:
    """Indexet som ord → sida → fält, avkodat oberoende av skripten."""
    index = json.loads(files["sok/index.json"])
    vocabulary, previous = [], ""
    for entry in index["ord"].split(" ") if index["ord"] else []:
        previous = previous[: DIGITS.index(entry[0])] + entry[1:]
        vocabulary.append(previous)
    found: dict[str, dict[int, int]] = {}
    for number, first in enumerate(index["skärvor"]):
        shard = json.loads(files[f"sok/ord-{number}.json"])
        lists = [(list(pages(packed)), fields) for packed, fields in both(shard)]
        for word, (where, fields) in zip(vocabulary[first:], lists, strict=False):
            found[word] = dict(zip(where, map(int, fields.ljust(len(where), str(TEXT))), strict=True))
    assert list(found) == vocabulary
    return found


def both(shard: dict[str, str]) -> Iterator[tuple[str, str]]:
    return zip(shard["träffar"].split(" "), shard["fält"].split(" "), strict=True)


def pages(packed: str) -> Iterator[int]:
    page, value, shift = -1, 0, 0
    for digit in map(DIGITS.index, packed):
        value, shift = value + (digit % 32 << shift), shift + 5
        if digit < 32:
            page += 1 + value
            yield page
            value, shift = 0, 0


def index_of(documents, groups=()) -> dict:
    return json.loads(search_files(documents, groups)["sok/index.json"])


def test_words_are_found_again_with_page_and_field():
    found = unpack(search_files(PAGES, ()))
    assert found["enkät"] == {0: KEYWORDS, 2: KEYWORDS}
    assert found["bron"] == {0: TITLE}
    assert found["praktik"] == {0: TEXT}
    assert found["3.4.4"] == {2: TITLE}
    assert found["2003:1210"] == {2: TEXT}
    assert found["till"] == {0: TITLE}, "småord räknas bara i titlar"
    assert "på" not in found and "in" not in found


def test_every_page_survives_packing():
    """Avstånd av alla längder, också fler än fem bitar."""
    dice = random.Random(1)
    documents = [
        SearchDocument(f"{number}/", f"sida{number}", "Sida", "", "sällan" if dice.random() < 0.004 else "ofta")
        for number in range(3000)
    ]
    found = unpack(search_files(documents, ()))
    for word in ("sällan", "ofta"):
        assert list(found[word]) == [number for number, document in enumerate(documents) if document.text == word]
    assert all(found[document.title] == {number: TITLE} for number, document in enumerate(documents))


def test_same_input_gives_same_bytes():
    assert search_files(PAGES, [("SUS", "Susam")]) == search_files(list(PAGES), [("SUS", "Susam")])


def test_changed_pages_change_the_version():
    """Buntarna hämtas med versionen i adressen. Annars kunde en gammal bunt höra ihop med ett nytt index."""
    changed = (replace(PAGES[0], summary="Vuxna."), *PAGES[1:])
    assert index_of(PAGES)["version"] != index_of(changed)["version"]


def test_pages_are_split_into_chunks():
    documents = [SearchDocument(f"insatser/{number}/", f"Insats {number}", "Insats", "", "") for number in range(120)]
    files = search_files(documents, ())
    chunk = index_of(documents)["bunt"]
    for number, document in enumerate(documents):
        shown = json.loads(files[f"sok/dokument-{number // chunk}.json"])[number % chunk]
        assert shown == [document.url, document.title, "Insats", "", "", ""]


def test_no_documents_is_an_index_without_words():
    assert index_of(())["sidor"] == 0


def test_synonyms_are_stored_as_indexed_words():
    groups = [("Uppföljning Finsam", "SUS", "sus", "logga in"), ("ensam",), ("vad", "hur"), ("styrelse", "vem bestämmer")]
    assert index_of(PAGES, groups)["synonymer"] == [["uppföljning finsam", "sus", "logga"], ["styrelse", "bestämmer"]]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("AMA – Aktiviteter mot Arbete", ["ama", "aktiviteter", "mot", "arbete"]),
        ("IPS-projektet, §\u00a07 (2003:1210).", ["ips", "projektet", "7", "2003:1210"]),
        ("A\u030ar och O\u0308rebro", ["år", "och", "örebro"]),
        ("snake_case 1.2", ["snake", "case", "1.2"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_long_summaries_end_at_a_word():
    assert shorten("Kort  text.\nSlut.") == "Kort text. Slut."
    long = shorten("ord, " * 100)
    assert long.endswith("ord …") and len(long) < 190


# ---- Storleken --------------------------------------------------------------------------------------------


@cache
def many_insatser(count: int = 2500) -> tuple[SearchDocument, ...]:
    """Insatser blandade ur de påhittade: fält för fält, med nya meningar och med ord som inte funnits förut."""
    dice = random.Random(count)
    parts = sorted({word for path in example_paths() for word in words(path.read_text("utf8")) if len(word) > 4})
    # En verklig ordlista växer med texten: de flesta nya ord är sammansättningar och namn som står på ett par sidor.
    coined = [dice.choice(parts) + dice.choice(parts) for _ in range(12_000)]
    common = parts + coined[:1500]
    sentences = [" ".join(dice.choices(common, k=dice.randint(6, 16))).capitalize() + "." for _ in range(900)]
    return tuple(insats_document(_mixed(number, dice, sentences, coined)) for number in range(count))


def _mixed(number: int, dice: random.Random, sentences: list[str], coined: list[str]) -> Insats:
    one, two, three = dice.sample(rader.example_register().insatser, 3)
    new = dice.choices(coined, k=6)
    return replace(
        one,
        id=f"{one.id}-{number}",
        namn=f"{new[0].capitalize()} {two.namn}",
        metodval=two.metodval,
        projekttid=three.projekttid,
        redovisning=three.redovisning,
        utförare=(*two.utförare, f"{new[1].capitalize()} AB"),
        plats=new[2].capitalize(),
        syfte=" ".join(dice.sample(sentences, 4)),
        målgrupp=f"{dice.choice(sentences)} {new[3]} {new[4]}",
        anmärkning=f"{three.anmärkning} {dice.choice(sentences)} {new[5]}",
    )


def files_for_many() -> dict[str, bytes]:
    return search_files([*many_insatser(), *begrepp_documents(rader.example_register())], synonyms(rader.example_register()))


def test_first_search_among_2500_insatser_costs_at_most_300_kB():
    files = files_for_many()
    size = {url: len(gzip.compress(content, 6, mtime=0)) for url, content in files.items()}
    chunks = sorted((size[url] for url in files if "dokument-" in url), reverse=True)
    shards = sum(size[url] for url in files if "sok/ord-" in url)
    # Tio träffar visas. Sämst är om alla ligger i var sin bunt, buntarna är de största, och orden behöver alla sidlistor.
    scripts = sum(len(gzip.compress(path.read_bytes(), 6, mtime=0)) for path in SCRIPTS)
    total = scripts + size["sok/index.json"] + shards + sum(chunks[:10])
    assert total <= 300_000, f"{total} byte"


# ---- I webbläsaren ----------------------------------------------------------------------------------------

STATUS = "#sokresultat [role=status]"
HITS = "() => [...document.querySelectorAll('#sokresultat ol a')].map((link) => link.href)"


@cache
def example_files() -> dict[str, bytes]:
    """Indexet av bara de påhittade data. Texterna i docs/ är kansliets, och får inte ändra vad proven väntar sig."""
    register = rader.example_register()
    metoder = [SearchDocument(metod.adress, metod.namn, "Metod", metod.kort, metod.vad) for metod in register.metoder]
    documents = [*map(insats_document, register.insatser), *metoder, *begrepp_documents(register)]
    return search_files(documents, synonyms(register))


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
    assert len(faults) <= len(QUESTIONS) / 10, "\n".join(faults)


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
        "Inga sidor innehåller ”xylofonkonsert”. Prova ett annat ord, eller gå till insatserna, begreppen eller hur ni ansöker."
    )
    ways = search_page.locator(f"{STATUS} a").evaluate_all("links => links.map((link) => link.href)")
    assert ways == [f"{example_site.url}{page}/" for page in ("insatser", "begrepp", "ansok")]


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
