"""Prövar länkar och ankare i den byggda webbplatsen, också i HTML som MkDocs inte känner till."""

from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import html

# Attributen som hämtar eller leder till något.
LINK_ATTRIBUTES = ("href", "src", "action", "data-csv")


class PageLinks(NamedTuple):
    """En sidas länkar och ankare."""

    links: frozenset[str]
    anchors: frozenset[str]


def links_of(content: bytes) -> PageLinks:
    if not content.strip():
        return PageLinks(frozenset(), frozenset())
    tree = html.fromstring(content)
    links = {value for name in LINK_ATTRIBUTES for value in tree.xpath(f"//@{name}")}
    for refresh in tree.xpath("//meta[@http-equiv='refresh']/@content"):
        links.add(refresh.partition("url=")[2])
    return PageLinks(frozenset(links), frozenset(tree.xpath("//@id")))


def target_of(page: PurePosixPath, path: str) -> str:
    """Filen som en relativ väg från sidan leder till, räknat från roten. Vägar utanför roten börjar med `..`."""
    parts = list(page.parent.parts) if not path.startswith("/") else []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1] if parts and parts[-1] != ".." else [*parts, ".."]
        elif part not in ("", "."):
            parts.append(part)
    target = "/".join(parts)
    return f"{target}/index.html".lstrip("/") if path.endswith("/") or path in ("", ".", "..") else target


def link_problems(folder: Path, base: str = "/") -> list[str]:
    """Alla länkar inom webbplatsen som inte leder till en fil eller ett ankare, med sidan där de står.

    Args:
        folder: den byggda webbplatsen.
        base: sökvägen som webbplatsen ligger på, för länkar som börjar med /.
    """
    pages = {path.relative_to(folder).as_posix(): links_of(path.read_bytes()) for path in sorted(folder.rglob("*.html"))}
    exists = partial(_exists, folder, set(pages))
    problems = []
    for name, page in pages.items():
        for link in sorted(page.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or (parts.path.startswith("/") and not parts.path.startswith(base)):
                continue
            path = unquote(parts.path)
            if path.startswith("/"):
                path = "/" + path.removeprefix(base)
            target = name if not path else target_of(PurePosixPath(name), path)
            anchor = unquote(parts.fragment)
            if not exists(target):
                problems.append(f"{name}: länken {link} leder ingenstans.")
            elif anchor and target in pages and anchor not in pages[target].anchors:
                problems.append(f"{name}: ankaret i {link} finns inte på sidan.")
    return problems


def _exists(folder: Path, pages: set[str], target: str) -> bool:
    return target in pages or (not target.startswith("..") and (folder / target).is_file())
