"""Datamängderna för sökmotorer: samma som i datakatalogen, i schema.org:s ord, i en egen fil."""

import json
from functools import cache
from typing import Any

import lxml.html
from rdflib import URIRef
from rdflib.namespace import DCAT, RDF

from macros.downloads import DATASETS, insats_file
from tests import rader
from tests.conftest import ADDRESS, Site
from tests.pages import html
from tests.test_dcat import catalog, small
from tests.test_exports import example_files

REQUIRED = {"name", "description", "url", "license", "creator", "distribution"}


@cache
def graph() -> list[dict[str, Any]]:
    return json.loads(example_files()[DATASETS])["@graph"]


def datasets() -> list[dict[str, Any]]:
    return [one for one in graph() if one["@type"] == "Dataset"]


def test_every_dataset_says_what_a_search_engine_asks_for():
    assert all(one.keys() >= REQUIRED and all(one[name] for name in REQUIRED) for one in datasets())
    known = {one["@id"] for one in graph() if one["@type"] != "Dataset"}
    assert {one[name]["@id"] for one in datasets() for name in ("creator", "publisher", "includedInDataCatalog")} <= known


def test_it_describes_the_same_datasets_and_files_as_the_catalog():
    assert {URIRef(one["@id"]) for one in datasets()} == set(catalog().subjects(RDF.type, DCAT.Dataset))
    files = {file["contentUrl"] for one in datasets() for file in one["distribution"]}
    assert files == {str(url) for url in catalog().objects(None, DCAT.downloadURL)}
    assert all(url.removeprefix(ADDRESS) in example_files() for url in files)


def test_the_time_is_written_as_an_interval_and_an_open_end_with_two_dots():
    [insatser] = [one for one in datasets() if one["@id"].endswith("#insatser")]
    assert insatser["temporalCoverage"] == "2013-01-01/.."


def test_the_address_of_the_host_is_said_only_when_it_is_known():
    def host(**fields: str) -> dict[str, str]:
        return json.loads(small(**fields)[DATASETS])["@graph"][0]

    assert host(e_post="kansli@exempel.se")["email"] == "kansli@exempel.se" and "email" not in host()


def test_the_page_leads_to_the_file_and_has_no_script_of_its_own(example_site: Site):
    insats = rader.example_register().insatser[0]
    for address, url in (("om/oppna-data/", DATASETS), (insats.adress, insats_file(insats.id))):
        page = lxml.html.fromstring(html(example_site, address))
        assert f"../../{url}" in page.xpath("//link[@rel='alternate'][contains(@type, 'json')]/@href")
        assert not page.xpath("//script[not(@src)]")
    assert (example_site.folder / DATASETS).read_bytes() == example_files()[DATASETS]
