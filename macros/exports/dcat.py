"""Datakatalogen enligt DCAT-AP-SE 3.0.1, så att Sveriges dataportal och andra hittar uppgifterna.

Katalogen säger bara det som är känt. Det som förbundet inte har skrivit, som en e-postadress, står inte i den.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from urllib.parse import quote

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD
from rdflib.term import Node

from macros.downloads import CATALOG
from macros.exports.datamangder import SIDA, Datamängd, Hämtning
from macros.exports.v1.om import Om
from macros.model.forbund import Förbund

Triple = tuple[Node, Node, Node]
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
R5R = Namespace("http://data.europa.eu/r5r/")
EU = Namespace("http://publications.europa.eu/resource/authority/")
SVENSKA, SVERIGE, ÖPPEN = EU["language/SWE"], EU["country/SWE"], EU["access-right/PUBLIC"]
OREGELBUNDET = EU["frequency/IRREG"]  # kansliet skriver när något har hänt
LIGGER_FAST = EU["planned-availability/STABLE"]  # det som sidan Öppna data lovar om adresserna
TEMAN = (EU["data-theme/GOVE"], EU["data-theme/SOCI"])  # offentlig sektor, befolkning och samhälle
OFFENTLIG = URIRef("http://purl.org/adms/publishertype/LocalAuthority")  # lag 2003:1210: en egen juridisk person
# Licensens egen adress, den som dataportalen känner igen, efter namnet i ordboken (SPDX).
LICENSER = {"CC0-1.0": "http://creativecommons.org/publicdomain/zero/1.0/"}
FORM = {"rdf": "xml", "ttl": "turtle"}


def catalog_files(alla: Sequence[Datamängd], förbund: Förbund, om: Om) -> dict[str, bytes]:
    """Katalogen i RDF/XML och Turtle."""
    # Den andra lagringen har mängder, och deras ordning skiljer sig från process till process.
    graph = Graph(store="SimpleMemory")
    graph.bind("r5r", R5R)
    graph.bind("vcard", VCARD)
    facts = chain(_catalog(alla, förbund, om), *(_dataset(one, förbund, om) for one in alla))
    for triple in sorted(facts):  # samma ordning varje gång ger samma byte
        graph.add(triple)
    return {url: graph.serialize(format=FORM[url.rpartition(".")[2]], encoding="utf-8") for url in CATALOG}


def licence_of(om: Om) -> URIRef:
    return URIRef(LICENSER.get(om.licens, om.licensens_adress))


def _text(text: str) -> Literal:
    return Literal(" ".join(text.split()), lang="sv")


def _address(written: str) -> URIRef:
    """En adress som kansliet har skrivit. Tecken som inte får stå i en IRI kodas (RFC 3987)."""
    return URIRef(quote(written, safe="%/:?#[]@!$&'()*+,;=~"))


def _of(subject: URIRef, kind: URIRef, *facts: tuple[URIRef, Node]) -> Iterator[Triple]:
    yield subject, RDF.type, kind
    yield from ((subject, *fact) for fact in facts)


def _catalog(alla: Sequence[Datamängd], förbund: Förbund, om: Om) -> Iterator[Triple]:
    """Katalogen, utgivaren och vart den som har en fråga kan vända sig."""
    site = om.webbplats
    yield from _of(
        URIRef(f"{site}{SIDA}#katalogen"),
        DCAT.Catalog,
        (DCTERMS.title, _text(f"{om.titel}, {om.utgivare}")),
        (DCTERMS.description, _text(alla[0].beskrivning)),
        (DCTERMS.publisher, _publisher(om)),
        (DCTERMS.language, SVENSKA),
        (DCTERMS.license, licence_of(om)),
        (DCTERMS.spatial, SVERIGE),
        (DCAT.themeTaxonomy, EU["data-theme"]),
        (FOAF.homepage, URIRef(site)),
        *((DCAT.dataset, URIRef(site + one.sida)) for one in alla),
    )
    agent = [(FOAF.name, _text(förbund.namn)), (DCTERMS.type, OFFENTLIG)]
    agent += [(DCTERMS.description, _text(förbund.beskrivning))] if förbund.beskrivning else []
    agent += [(FOAF.homepage, _address(förbund.webbplats))] if förbund.webbplats else []
    yield from _of(_publisher(om), FOAF.Agent, *agent)
    if förbund.e_post:
        mail = (VCARD.hasEmail, _address(f"mailto:{förbund.e_post}"))
        yield from _of(_contact(om), VCARD.Organization, (VCARD.fn, Literal(förbund.namn)), mail)


def _publisher(om: Om) -> URIRef:
    return URIRef(f"{om.webbplats}om/forbundet/#utgivare")


def _contact(om: Om) -> URIRef:
    return URIRef(f"{om.webbplats}om/forbundet/#kontakt")


def _dataset(one: Datamängd, förbund: Förbund, om: Om) -> Iterator[Triple]:
    """En datamängd, tiden den gäller och dess filer."""
    dataset = URIRef(om.webbplats + one.sida)
    yield from _of(
        dataset,
        DCAT.Dataset,
        (DCTERMS.title, _text(f"{one.titel}, {om.utgivare}")),
        (DCTERMS.description, _text(one.beskrivning)),
        (DCTERMS.publisher, _publisher(om)),
        (DCTERMS.identifier, Literal(str(dataset))),
        (DCTERMS.language, SVENSKA),
        (DCTERMS.spatial, SVERIGE),
        (DCTERMS.accessRights, ÖPPEN),
        (DCTERMS.accrualPeriodicity, OREGELBUNDET),
        (DCAT.landingPage, URIRef(om.webbplats + SIDA)),
        *((DCAT.theme, tema) for tema in TEMAN),
        *((DCAT.keyword, _text(ord_)) for ord_ in one.nyckelord),
        *([(DCAT.contactPoint, _contact(om))] if förbund.e_post else []),
    )
    if one.period:
        time = URIRef(f"{dataset}-tid")
        yield dataset, DCTERMS.temporal, time
        ends = zip((DCAT.startDate, DCAT.endDate), one.period, strict=True)
        yield from _of(time, DCTERMS.PeriodOfTime, *((end, Literal(day)) for end, day in ends if day))
    for hämtning in one.hämtningar:
        yield from _distribution(dataset, one, hämtning, om)


def _distribution(dataset: URIRef, of: Datamängd, one: Hämtning, om: Om) -> Iterator[Triple]:
    """Uppgifterna i ett filslag."""
    node, number = URIRef(f"{dataset}-{one.ändelse}"), len(one.adresser)
    yield dataset, DCAT.distribution, node
    yield from _of(
        node,
        DCAT.Distribution,
        (DCTERMS.title, _text(f"{of.titel}: {one.slag}")),
        (DCTERMS.description, _text(f"{one.slag}, {number} {'fil' if number == 1 else 'filer'}.")),
        (DCAT.accessURL, dataset),
        (DCTERMS.format, Literal(one.medietyp)),
        (DCTERMS.license, licence_of(om)),
        (DCTERMS.language, SVENSKA),
        (DCAT.byteSize, Literal(one.byte, datatype=XSD.nonNegativeInteger)),
        (R5R.availability, LIGGER_FAST),
        *((DCAT.downloadURL, URIRef(om.webbplats + url)) for url in one.adresser),
    )
    if one.schema:
        standard = URIRef(om.webbplats + one.schema)
        yield node, DCTERMS.conformsTo, standard
        yield standard, RDF.type, DCTERMS.Standard
