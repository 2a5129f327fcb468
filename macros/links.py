"""Prövar länkar och ankare i den byggda webbplatsen, också i HTML som MkDocs inte känner till."""

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree

# Attributen som hämtar eller leder till något. Utan smart_strings håller svaren inte kvar hela sidan i minnet.
LINKS = etree.XPath("//@href | //@src | //@action | //@data-csv", smart_strings=False)
REFRESHES = etree.XPath("//meta[@http-equiv='refresh']/@content", smart_strings=False)
ANCHORS = etree.XPath("//@id", smart_strings=False)


class PageLinks(NamedTuple):
    """En sidas länkar och ankare."""

    links: set[str]
    anchors: set[str]


def links_of(content: bytes) -> PageLinks:
    if not content.strip():
        return PageLinks(set(), set())
    tree = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    refreshes = {refresh.partition("url=")[2] for refresh in REFRESHES(tree)}
    return PageLinks(refreshes.union(LINKS(tree)), set(ANCHORS(tree)))


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
    fault = cache(partial(_fault, folder, base, pages))
    problems = []
    for name, page in pages.items():
        to_root = "../" * name.count("/")
        for link in sorted(page.links):
            # De flesta länkar går via roten. Då är de samma på alla sidor, och prövas en gång.
            start, path = ("index.html", link[len(to_root):]) if to_root and link.startswith(to_root) else (name, link)
            if found := fault(start, path):
                problems.append(f"{name}: {found.format(link=link)}")
    return problems


def _fault(folder: Path, base: str, pages: Mapping[str, PageLinks], page: str, link: str) -> str:
    """Vad som är fel med en länk på sidan `page`, med plats för länken. Tom text när den leder rätt eller utanför webbplatsen."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or (parts.path.startswith("/") and not parts.path.startswith(base)):
        return ""
    path = unquote(parts.path)
    if path.startswith("/"):
        path = "/" + path.removeprefix(base)
    target = page if not path else target_of(PurePosixPath(page), path)
    anchor = unquote(parts.fragment)
    if target not in pages and (target.startswith("..") or not (folder / target).is_file()):
        return "länken {link} leder ingenstans."
    return "ankaret i {link} finns inte på sidan." if anchor and target in pages and anchor not in pages[target].anchors else ""
