"""Flödena: de följer RFC 4287, säger när saker hände, och visar aldrig gammalt som nytt."""

from datetime import date
from functools import cache
from pathlib import Path

import feedparser
import lxml.html
import pytest
from lxml import etree

from macros.downloads import FEED, feed_name
from macros.exports.atom import feed_files, flöden
from macros.model.handelse import händelser
from macros.model.register import Register
from tests import rader
from tests.conftest import ADDRESS, DAY, Site
from tests.pages import html

RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
INSATS = {"projekttid": {"start": "2019", "slut": "2030"}}


@cache
def example() -> dict[str, bytes]:
    return feed_files(rader.example_register(), DAY, ADDRESS)


def register(**tables: list) -> Register:
    own = [rader.förbund("alfa", "värd"), rader.förbund("beta")]
    return rader.register_of(**{"forbund": own, "insatser": [rader.insats(**INSATS)]} | tables)


def nyhet(id_: str = "ny", **fields: str) -> rader.Rad:
    return rader.Rad({"id": id_, "datum": "2026-11-01", "rubrik": "En nyhet"} | fields)


def rapport(id_: str = "slut", **fields: object) -> rader.Rad:
    given = {"id": id_, "titel": "Rapporten", "sort": "slutrapport", "förbund": "alfa", "insatser": ["ett"], "datum": "2024-05"}
    return rader.Rad({name: value for name, value in (given | fields).items() if value})


def entries(given: Register, url: str = FEED, day: date = DAY) -> list[tuple[str, str]]:
    """Rubriken och dagen för allt i ett flöde, som en läsare ser det."""
    found = feedparser.parse(feed_files(given, day, ADDRESS)[url])
    return [(entry.title, entry.updated[:10]) for entry in found.entries]


@pytest.mark.parametrize("url", example())
def test_the_feed_is_valid(url):
    assert RULES.validate(etree.fromstring(example()[url])), RULES.error_log
    found = feedparser.parse(example()[url])
    links = {link.rel: link.href for link in found.feed.links}
    assert links["self"] == ADDRESS + url and links["alternate"].startswith(ADDRESS) and len(links) == 2
    assert not found.bozo and found.version == "atom10"
    ids = [entry.id for entry in found.entries]
    assert len(set(ids)) == len(ids)
    assert found.feed.updated[:10] == max((entry.updated[:10] for entry in found.entries), default=found.feed.updated[:10])
    assert found.feed.updated[:10] <= DAY.isoformat()


@pytest.mark.parametrize("name", ["id", "title", "updated", "author"])
def test_a_feed_without_something_required_is_found(name):
    feed = etree.fromstring(example()[FEED])
    feed.remove(feed.find(f"{{*}}{name}"))
    assert not RULES.validate(feed)
    entry = (feed := etree.fromstring(example()[FEED])).find("{*}entry")
    entry.remove(entry.find(f"{{*}}{name}"))
    assert not RULES.validate(feed)


def test_news_reports_and_changes_stand_with_their_own_day():
    insats = rader.insats(**INSATS, ändringar=[{"datum": "2025-02-03", "vad": "ändrad tid", "varför": "Starten dröjde."}])
    given = register(nyheter=[nyhet()], slutrapporter=[rapport()], insatser=[insats])
    assert entries(given) == [
        ("En nyhet", "2026-11-01"),
        ("Insatsen ett: ändrad tid", "2025-02-03"),
        ("Slutrapport: Rapporten", "2024-05-01"),
    ]
    assert entries(given, feed_name("rapporter")) == [("Slutrapport: Rapporten", "2024-05-01")]
    assert entries(given, feed_name("insatser", "ett")) == entries(given)[1:]


def test_what_has_not_happened_yet_and_what_has_no_day_is_left_out():
    given = register(nyheter=[nyhet(datum="2026-12-24")], slutrapporter=[rapport(), rapport("utan", datum=None)])
    assert entries(given) == [("Slutrapport: Rapporten", "2024-05-01")]


def test_the_same_entry_has_the_same_bytes_another_day_and_the_same_id_after_a_move_or_a_new_id():
    given = register(slutrapporter=[rapport()])
    assert feed_files(given, DAY, ADDRESS) == feed_files(given, date(2026, 12, 24), ADDRESS)
    renamed = register(slutrapporter=[rapport("ny-adress", tidigare_adresser=["slut"])])
    [before], [after], [moved] = (
        feedparser.parse(feed_files(one, DAY, site)[FEED]).entries
        for one, site in ((given, ADDRESS), (renamed, ADDRESS), (given, "https://ny.exempel.se/"))
    )
    assert before.id == after.id == moved.id
    assert after.link == f"{ADDRESS}resultat/slutrapporter/ny-adress/" and moved.link.startswith("https://ny.exempel.se/")


def test_another_forbund_has_its_own_feed_and_is_not_among_ours():
    other = rader.insats("deras", förbund="beta", metodval=[{"metod": "ett"}])
    reports = [rapport(), rapport("deras", titel="Deras", förbund="beta", insatser=["deras"])]
    given = register(insatser=[rader.insats(**INSATS), other], slutrapporter=reports)
    assert entries(given) == [("Slutrapport: Rapporten", "2024-05-01")]
    theirs = [("Slutrapport: Deras", "2024-05-01")]
    assert entries(given, feed_name("forbund", "beta")) == theirs == entries(given, feed_name("metoder", "ett"))


@pytest.mark.parametrize(
    ("fields", "since"),
    [
        (INSATS, "2019-01-01"),
        (INSATS | {"senast_granskad": "2026-10-01"}, "2026-10-01"),
        ({"projekttid": {"start": "2019", "slut": "2020"}}, None),
        ({}, None),
    ],
)
def test_an_insats_can_be_followed_before_anything_has_happened(fields, since):
    given = register(insatser=[rader.insats(**fields)])
    found = {one.adress: str(one.ändrat) for one in flöden(given, DAY)}
    assert found == ({feed_name("insatser", "ett"): since} if since else {})


def test_a_correction_is_told_without_its_number_and_only_when_it_is_shown():
    shown = [rad for rad in rader.example_register().uppföljning.utfall if rad.insats and rad.rättelser]
    told = [one for one in händelser(rader.example_register(), DAY) if one.nyckel.startswith("utfall/")]
    assert len(told) == sum(len(rad.rättelser) for rad in shown) > 0
    assert {one.text for one in told} == {rättelse.varför for rad in shown for rättelse in rad.rättelser}


def test_the_feeds_are_found_from_the_page(example_site: Site):
    def feeds(address: str) -> list[str]:
        links = lxml.html.fromstring(html(example_site, address)).xpath(
            '//link[@rel="alternate"][@type="application/atom+xml"]/@href'
        )
        return [link.replace("../", "").replace("./", "") for link in links]

    own = sorted(url for url in example() if url.startswith("floden/insatser/"))
    name = own[0].removeprefix("floden/").removesuffix(".atom")
    assert feeds(f"{name}/") == [own[0], FEED] and feeds("") == [FEED]
    assert f'href="../../{own[0]}"' in html(example_site, f"{name}/")
    assert f'href="../../{FEED}"' in html(example_site, "om/oppna-data/")
    written = {path.relative_to(example_site.folder).as_posix() for path in example_site.folder.rglob("*.atom")}
    assert written == set(example())


def test_without_an_address_there_are_no_feeds():
    assert feed_files(rader.example_register(), DAY, "") == {}
