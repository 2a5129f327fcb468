"""Länkarna som läses ur färdiga sidor är de som en HTML-tolk ser."""

from pathlib import Path

import pytest
from lxml import etree

from macros.publish.links import PageLinks, links_of
from tests.conftest import Site


def by_parser(content: bytes) -> PageLinks:
    """Facit: libxml2 läser sidan som en webbläsare."""
    tree = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    refreshes = {text.partition("url=")[2] for text in map(str, tree.xpath("//meta[@http-equiv='refresh']/@content"))}
    links = set(map(str, tree.xpath("//@href | //@src | //@action | //@data-csv")))
    return PageLinks(refreshes | links, set(map(str, tree.xpath("//@id"))))


def test_every_page_gives_what_a_parser_sees(site: Site) -> None:
    for path in sorted(site.folder.rglob("*.html")):
        assert links_of(path.read_bytes()) == by_parser(path.read_bytes()), path


WRITTEN = [
    '<a href="a/">a</a><img src="b.png"><form action="c/"></form><div data-csv="d.csv"></div>',
    '<a href=\'a/\'>a</a> <a href=b/>b</a> <a\nclass="x"\n  href = "c/"\n>c</a>',
    '<A HREF="a/" ID="b">a</A>',
    '<a href="a/?x=1&amp;y=2#%C3%A5">å</a><p id="&#229;&quot;&lt;"></p><a href="&#39;b&#39;">b</a>',
    '<p title="3 > 2 < 4" id="a">x</p>',
    "<p>I text står href=\"nej/\" och id='nej' utan att vara något.</p>",
    '<p>Ensamma tecken: " och \' <a href="a/">a</a> 5 > 3 " id="nej" </p>',
    '<!-- <a href="nej/" id="nej"> --><p id="a">x</p>',
    '<script>document.write("<a href=\\"nej/\\" id=\\"nej\\">")</script><script src="a.js"></script><style>a[href="nej"] {}</style>',
    '<meta http-equiv="refresh" content="0; url=../a/"><meta name="description" content="url=nej/">',
    "<meta http-equiv='refresh' content='0; url=../a/?x=1&amp;y=2'>",
    '<svg><use href="#figur"></use><g id="figur"></g></svg>',
    '<a data-href="nej/" data-id="nej" xhref="nej/">a</a>',
    """<p title='x href=nej/ id="nej" y' data-x="&lt;img src=nej/ onerror=1 id=nej">a</p>""",
    '<a href="å ä ö/" id="räksmörgås">a</a>',
]


@pytest.mark.parametrize("body", WRITTEN)
def test_every_way_to_write_is_read_as_a_parser_does(body: str) -> None:
    page = f'<!doctype html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()
    assert links_of(page) == by_parser(page)
    assert not any("nej" in found for found in (*links_of(page).links, *links_of(page).anchors))


def test_an_empty_page_has_no_links(tmp_path: Path) -> None:
    assert links_of(b"") == links_of(b"  \n") == PageLinks(set(), set())
