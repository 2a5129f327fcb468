"""Flöden i Atom (RFC 4287): ett för allt, ett för varje slag av händelse, och ett per insats, metod och annat förbund.

Skrivna med lxml, som redan finns här: dagarna ska vara händelsernas egna, och inget bibliotek ska fråga klockan.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from macros.dictionary.slag import slug
from macros.downloads import FEED, feed_name
from macros.exports.andringar import ur_historien
from macros.grouped import by_key
from macros.model.handelse import Händelse, händelser, senast_först, väntar_sedan
from macros.model.historia import Historia
from macros.model.register import Register

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FLEST = 50  # händelser i ett flöde
SLAG = ("nyheter", "rapporter", "ändringar")
OKÄND = Historia()


class Flöde(NamedTuple):
    """Ett flöde: adressen från roten, sidan som det handlar om, och dagen det är från när inget har hänt."""

    adress: str
    titel: str
    sida: str
    från: date | None = None
    händelser: tuple[Händelse, ...] = ()

    @property
    def ändrat(self) -> date | None:
        return self.händelser[0].dag if self.händelser else self.från


def flöden(register: Register, dag: date, historia: Historia = OKÄND) -> list[Flöde]:
    """Flödena som har något att följa, det om allt först. Andra förbunds händelser står i deras egna och i metodernas."""
    hänt = händelser(register, dag)
    ställda = [(adress, one) for one in hänt for adress in dict.fromkeys(_adresser(one))]
    ställda += ur_historien(historia, register.värd, {one.nyckel for one in hänt})
    found = by_key(sorted(ställda, key=lambda ställd: senast_först(ställd[1])))
    made = (one._replace(händelser=tuple(found.get(one.adress, ())[:FLEST])) for one in _alla(register, dag))
    return [one for one in made if one.ändrat]


def _adresser(one: Händelse) -> Iterator[str]:
    """Flödena som händelsen står i."""
    yield from (FEED, feed_name(slug(one.slag))) if one.förbund.är_värd else (feed_name("forbund", one.förbund.id),)
    for insats in one.insatser:
        yield feed_name("insatser", insats.id)
        yield from (feed_name("metoder", val.metod.id) for val in insats.metodval)


def _alla(register: Register, dag: date) -> Iterator[Flöde]:
    """Varje flöde som kan finnas, utan sina händelser."""
    värd = register.värd.namn
    yield Flöde(FEED, f"Allt nytt från {värd}", "")
    for slag in SLAG:
        yield Flöde(feed_name(slug(slag)), f"{slag.capitalize()} från {värd}", "")
    for förbund in register.andra:
        yield Flöde(feed_name("forbund", förbund.id), förbund.namn, "om/forbundet/")
    for metod in register.metoder:
        yield Flöde(feed_name("metoder", metod.id), f"Insatser som följs upp med {metod.namn}", metod.adress)
    for insats in register.insatser:
        yield Flöde(feed_name("insatser", insats.id), insats.namn, insats.adress, väntar_sedan(insats, dag))


def feed_files(register: Register, dag: date, site_url: str, historia: Historia = OKÄND) -> dict[str, bytes]:
    """Flödena som filer, efter adress från roten. Inga när bygget inte vet webbplatsens adress: ett flöde läses någon annanstans."""
    return {one.adress: _feed(one, register, site_url) for one in flöden(register, dag, historia)} if site_url else {}


def _feed(flöde: Flöde, register: Register, site_url: str) -> bytes:
    namespaces: Any = {None: ATOM}
    feed = etree.Element(f"{{{ATOM}}}feed", {LANG: "sv"}, nsmap=namespaces)
    own = f"{site_url}{flöde.adress}"
    _add(feed, "title", flöde.titel)
    _add(feed, "id", _id(register, flöde.adress))
    _add(feed, "updated", _time(flöde.ändrat))
    _add(_add(feed, "author"), "name", register.värd.namn)
    _add(feed, "link", rel="self", type="application/atom+xml", href=own)
    _add(feed, "link", rel="alternate", type="text/html", href=site_url + flöde.sida)
    for one in flöde.händelser:
        entry = _add(feed, "entry")
        _add(entry, "title", one.rubrik)
        _add(entry, "id", _id(register, one.nyckel))
        _add(entry, "updated", _time(one.dag))
        _add(entry, "link", rel="alternate", href=urljoin(site_url, one.adress))
        _add(entry, "category", term=slug(one.slag), label=one.slag.capitalize())
        _add(_add(entry, "author"), "name", one.förbund.namn)
        _add(entry, "summary", one.text or one.rubrik)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    made.text = text or None
    return made


def _id(register: Register, nyckel: str) -> str:
    """Samma id också när webbplatsen flyttar eller raden byter id: annars visar läsaren det gamla som nytt (RFC 4287, 4.2.6)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'samordningsforbund/{register.värd.id}/{nyckel}')}"


def _time(day: date | None) -> str:
    return f"{day}T00:00:00Z"
