"""Det som den som delar en länk ser, och det som sökmotorer läser: bilden, titeln, robots.txt och webbplatskartan."""

import struct

import lxml.html
import pytest
from lxml import etree

from macros.exports.figurer import png_of
from macros.views.delningsbild import EDGE, HEIGHT, WIDTH, delningsbild
from tests import rader
from tests.conftest import ADDRESS, DAY, Site
from tests.pages import html

MOST_IMAGES, MOST_BYTES = 10, 40_000


def said(site: Site, address: str) -> dict[str, str]:
    page = lxml.html.fromstring(html(site, address))
    return {one.get("property"): one.get("content") for one in page.xpath("//meta[@property]")}


@pytest.mark.parametrize("address", ["", "insatser/", "om/oppna-data/"])
def test_a_shared_link_has_a_title_a_description_and_an_image(example_site: Site, address):
    page, found = lxml.html.fromstring(html(example_site, address)), said(example_site, address)
    assert found["og:url"] == ADDRESS + address == page.xpath("//link[@rel='canonical']/@href")[0]
    assert found["og:title"] in page.findtext(".//title") and rader.example_register().värd.namn in found["og:image:alt"]
    assert found["og:description"] == page.xpath("//meta[@name='description']/@content")[0]
    image = (example_site.folder / found["og:image"].removeprefix(ADDRESS)).read_bytes()
    assert image.startswith(b"\x89PNG") and struct.unpack(">II", image[16:24]) == (WIDTH, HEIGHT)


def test_an_insats_says_its_own_name(example_site: Site):
    for insats in rader.example_register().insatser:
        assert said(example_site, insats.adress)["og:title"] == insats.namn


def test_the_images_are_few_and_small(example_site: Site):
    images = list((example_site.folder / "delning").iterdir())
    assert 1 < len(images) <= MOST_IMAGES and all(image.stat().st_size <= MOST_BYTES for image in images)


@pytest.mark.parametrize("name", ["Samordningsförbundet Alfa", "Samordningsförbundet " + "långt namn " * 40, "<b>&"])
def test_every_line_fits_in_the_image(name):
    svg = str(delningsbild("Uppföljning", name))
    lines = etree.fromstring(svg).findall("{*}text")
    assert all(float(line.get("textLength")) <= WIDTH - 2 * EDGE for line in lines)
    assert all(0 < float(line.get("y")) < HEIGHT for line in lines)
    assert png_of(svg, WIDTH) == png_of(svg, WIDTH)


def test_robots_leads_to_the_sitemap(example_site: Site):
    robots = (example_site.folder / "robots.txt").read_text("utf8")
    assert f"Sitemap: {ADDRESS}sitemap.xml" in robots and (example_site.folder / "sitemap.xml").is_file()


def test_not_every_page_is_from_the_day_of_the_build(example_site: Site):
    """Sidor vars historia inte är känd, som allt i en kopia utan git, säger ingen dag."""
    sitemap = etree.parse(str(example_site.folder / "sitemap.xml"))
    urls = sitemap.findall("{*}url")
    dated = [url.findtext("{*}lastmod") for url in urls if url.find("{*}lastmod") is not None]
    assert len(urls) > 50 and dated.count(DAY.isoformat()) < len(urls) / 2
