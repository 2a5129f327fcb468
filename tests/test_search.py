"""Sökningens index: innehåll och storlek."""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from macros.exports.search import DIGITS, KEYWORDS, TEXT, TITLE, SearchDocument, SearchWay, search_files, shorten, words
from macros.exports.searchable import begrepp_documents, insats_document, synonyms
from macros.model.insats import Insats
from macros.settings import ROOT
from tests import rader
from tests.conftest import example_paths

SCRIPTS = [ROOT / "overrides" / "assets" / name for name in ("sokord.js", "sok.js")]

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


def test_ways_lead_to_the_pages_that_exist_and_keep_the_small_words_that_tell_them_apart():
    given = [
        SearchWay(("Hur länge", "hur lång tid tar det"), ("insatser/bron/", "finns/inte/")),
        SearchWay(("logga in", "tal per kommun"), answer="Det står inte här."),
        SearchWay(("borta",), ("finns/inte/",)),
    ]
    files = search_files(PAGES, (), given)
    assert json.loads(files["sok/index.json"])["vägar"] == [
        [["hur länge", "lång tid tar"], [0]],
        [["logga in", "tal per kommun"], [], "Det står inte här."],
    ]
    assert unpack(files)["länge"] == {0: KEYWORDS}, "så att också slagfel och böjningar hittar dit"


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
