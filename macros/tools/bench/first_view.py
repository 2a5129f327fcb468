"""En sidas första visning: det som webbläsaren hämtar för att visa den, hur mycket det är, och hur många element sidan har."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import lxml.etree
import lxml.html

FETCHED = ("stylesheet", "preload", "icon")


def fetched(site: Path, address: str) -> set[Path]:
    """Sidan och det som webbläsaren hämtar för att visa den."""
    page = site / address / "index.html"
    tree = lxml.html.fromstring(page.read_bytes())
    sources = [element.get("src") for element in tree.iter("script", "img")]
    linked = [element.get("href") for element in tree.iter("link") if element.get("rel") in FETCHED]
    return {page.resolve(), *((page.parent / link.partition("?")[0]).resolve() for link in (*sources, *linked) if link)}


def over_the_wire(path: Path) -> int:
    """Filens storlek när den skickas, i byte: text packas, typsnitt är packade."""
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content, 6, mtime=0))


def first_views(site: Path) -> Iterator[tuple[str, int]]:
    """Varje sidas adress från roten, och byten som dess första visning kostar. Sidor som bara leder vidare räknas inte."""
    for page in sorted(site.rglob("index.html")):
        if b'http-equiv="refresh"' not in page.read_bytes():
            address = page.relative_to(site).as_posix().removesuffix("index.html")
            yield address, sum(map(over_the_wire, fetched(site, address)))


def nodes(site: Path, address: str) -> int:
    """Antalet element i sidan."""
    return sum(1 for _ in lxml.html.fromstring((site / address / "index.html").read_bytes()).iter(lxml.etree.Element))


class Heaviest(NamedTuple):
    """Sidan som är störst på ett sätt, och hur stor den är."""

    address: str
    size: int


def heaviest(site: Path) -> tuple[Heaviest, Heaviest]:
    """Sidan vars första visning är störst i byte, och sidan med flest element."""
    views = [Heaviest(*view) for view in first_views(site)]
    counts = (Heaviest(view.address, nodes(site, view.address)) for view in views)
    return max(views, key=lambda one: one.size), max(counts, key=lambda one: one.size)
