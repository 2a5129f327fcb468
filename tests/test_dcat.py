"""Datakatalogen: den följer DCAT-AP-SE, säger samma sak i båda formerna, och beskriver det som webbplatsen har."""

from datetime import date
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SH

from macros.dictionary.words import Table
from macros.downloads import CATALOG, DATASETS
from macros.exports.datamangder import period_of
from macros.exports.dcat import VCARD
from macros.exports.package import table_files
from tests import rader
from tests.conftest import ADDRESS, DAY, Site
from tests.rader import field
from tests.test_exports import example_files

SHAPES = Path(__file__).with_name("dcat-ap-se.ttl")
# Det som profilen rekommenderar och som inget fält i data säger: när katalogen och tabellerna först gavs ut, förbundets
# organisationsnummer, telefon och avgifter. Postadressen är fri text. Standarden står hos filerna, som följer den.
NOT_KNOWN = {"issued", "modified", "identifier", "hasTelephone", "hasAddress", "classification", "conformsTo"}


@cache
def catalog(kind: str = "ttl") -> Graph:
    return graph(example_files()[f"dcat.{kind}"], kind)


def graph(content: bytes, kind: str = "ttl") -> Graph:
    return Graph().parse(data=content, format={"ttl": "turtle", "rdf": "xml"}[kind])


def results(one: Graph) -> dict[URIRef, set[tuple[str, str]]]:
    """Det som kraven säger om katalogen: nod och egenskap, efter hur allvarligt det är."""
    _, report, _ = pyshacl.validate(one, shacl_graph=str(SHAPES), advanced=False)
    found: dict[URIRef, set[tuple[str, str]]] = {SH.Violation: set(), SH.Warning: set()}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        path = str(report.value(result, SH.resultPath) or report.value(result, SH.value))
        node = str(report.value(result, SH.focusNode)).rpartition("#")[2]
        found[report.value(result, SH.resultSeverity)].add((node, path.replace("#", "/").rpartition("/")[2]))
    return found


def small(**host: str) -> dict[str, bytes]:
    """Katalogen över ett förbund med en insats."""
    register = rader.register_of(forbund=[rader.förbund("alfa", "värd", **host)], insatser=[rader.insats()])
    return table_files(rader.words_of("insatser"), {"insatser": [rader.insats()]}, register, DAY, ADDRESS)


def test_the_catalog_follows_dcat_ap_se():
    found = results(catalog())
    assert found[SH.Violation] == set()
    assert {path for _, path in found[SH.Warning]} <= NOT_KNOWN | {"temporal", "contactPoint"}
    assert ("insatser", "temporal") not in found[SH.Warning]


@pytest.mark.parametrize("kind", ["rdf", "ttl"])
def test_the_files_can_be_read_and_written_again(kind):
    assert isomorphic(graph(catalog(kind).serialize(format="turtle").encode()), catalog())


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('dcterms:format "text/csv"', 'dcterms:language "text/csv"', ("insatser-csv", "format")),
        ("a dcat:Catalog ;", "a dcat:Catalog ; dcterms:publisher <urn:en-till> ;", ("katalogen", "publisher")),
        ("access-right/PUBLIC", "access-right/OPPEN", ("insatser", "accessRights")),
        ("dcterms:identifier", "dcterms:identity", ("insatser", "identity")),
        (
            "@sv ;\n    dcterms:format",
            "@sv ;\n    dcterms:issued <urn:i-dag> ;\n    dcterms:format",
            ("insatser-csv", "issued"),
        ),
    ],
)
def test_a_catalog_that_breaks_the_profile_is_found(old, new, found):
    content = small()["dcat.ttl"].decode()
    assert old in content
    assert found in results(graph(content.replace(old, new).encode()))[SH.Violation]


def test_it_describes_the_tables_that_have_rows_and_every_file_exists():
    tables = {name for name, rows in rader.example().tables.items() if rows} & rader.words().tables.keys()
    described = {str(one).rpartition("#")[2] for one in catalog().subjects(RDF.type, DCAT.Dataset)}
    assert described - {"allt"} <= tables and {"insatser", "utfall", "allt"} <= described
    urls = [str(url) for url in catalog().objects(None, DCAT.downloadURL)]
    assert all(url.removeprefix(ADDRESS) in example_files() for url in urls)
    assert f"{ADDRESS}data/v1/insatser_metodval.csv" in urls and f"{ADDRESS}data/v1/alla-uppgifter.xlsx" in urls
    for one in catalog().subjects(RDF.type, DCAT.Distribution):
        own = [str(url).removeprefix(ADDRESS) for url in catalog().objects(one, DCAT.downloadURL)]
        assert int(catalog().value(one, DCAT.byteSize)) == sum(len(example_files()[url]) for url in own)


def test_every_dataset_is_a_place_on_the_page(example_site: Site):
    page = (example_site.folder / "om/oppna-data/index.html").read_text("utf8")
    for one in catalog().subjects(RDF.type, DCAT.Dataset):
        assert f'id="{str(one).rpartition("#")[2]}"' in page, one
    assert all(f'href="../../{url}"' in page for url in CATALOG)
    assert '<link rel="alternate" type="application/rdf+xml"' in page


def test_the_contact_is_said_only_when_the_host_has_one():
    insatser = URIRef(f"{ADDRESS}om/oppna-data/#insatser")
    known = graph(small(e_post="kansli@exempel.se")["dcat.ttl"])
    contact = known.value(insatser, DCAT.contactPoint)
    assert known.value(contact, VCARD.hasEmail) == URIRef("mailto:kansli@exempel.se")
    assert graph(small()["dcat.ttl"]).value(insatser, DCAT.contactPoint) is None


def test_an_address_with_signs_that_rdf_refuses_is_written_so_that_it_can_be_read():
    [home] = set(graph(small(webbplats="https://exempel.se/ö?a=<b>|`")["dcat.ttl"]).objects(None, FOAF.homepage)) - {
        URIRef(ADDRESS)
    }
    assert home == URIRef("https://exempel.se/%C3%B6?a=%3Cb%3E%7C%60")


def test_without_an_address_there_is_no_catalog():
    register = rader.register_of(insatser=[rader.insats()])
    files = table_files(rader.words_of("insatser"), {"insatser": [rader.insats()]}, register, DAY)
    assert not {*CATALOG, DATASETS} & files.keys()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], None),
        ([{"id": "a"}], None),
        ([{"tid": {"start": "2019"}}, {"tid": {"start": "2017-05", "slut": "2018"}}], (date(2017, 5, 1), date(2019, 12, 31))),
        ([{"tid": {"start": "2019", "slut": "tills vidare"}}], (date(2019, 1, 1), None)),
        ([{"år": ["2019", "2021"]}, {"dag": "2018-03-02"}], (date(2018, 3, 2), date(2021, 12, 31))),
        ([{"dag": "2018-03-02", "senast_granskad": "2026-01-01"}], (date(2018, 3, 2), date(2018, 3, 2))),
        ([{"tid": {"slut": "tills vidare"}}], None),
    ],
)
def test_the_time_that_a_table_covers(rows, expected):
    fields = (
        field("tid", "object", fields=(field("start", slag="tidpunkt"), field("slut", slag="slut"))),
        field("år", "array", items=field("", "year")),
        field("dag", slag="datum"),
        field("senast_granskad", slag="datum"),
    )
    assert period_of(Table("prov", "Prov", "prov", "Om prov.", "id", fields), rows) == expected


def test_the_licence_is_the_one_of_the_dictionary():
    said = set(catalog().objects(None, DCTERMS.license))
    assert said == {URIRef("http://creativecommons.org/publicdomain/zero/1.0/")}
    assert Literal("text/csv") in set(catalog().objects(None, DCTERMS.format))
