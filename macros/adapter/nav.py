"""Menyn: vilka sidor som är med, och var i menyn en sida hör hemma."""

import posixpath
import re
from collections.abc import Callable
from typing import Any

import yaml
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

# Första ledet i adressen säger vilken del sidan hör till, utom för dem här.
BELONGS_TO = {"metoder": "uppfoljning", "tidslinje": "insatser", "roller": "genomfor"}


def required_tables(markdown: str) -> list[str]:
    """Tabellerna i sidhuvudets `kräver:`. Utan dem har sidan inget att visa."""
    header = re.match(r"---\n(.*?)\n---\n", markdown, re.DOTALL)
    return (yaml.safe_load(header[1]) or {}).get("kräver", []) if header else []


def without(entries: Any, empty: set[str]) -> Any:
    """mkdocs.yml:s nav utan sidorna i `empty`, och utan rubriker som då blir tomma."""
    if isinstance(entries, list):
        return [kept for entry in entries if (kept := without(entry, empty))]
    if isinstance(entries, dict):
        return {title: kept for title, inner in entries.items() if (kept := without(inner, empty))}
    return None if entries in empty else entries


def unlinked(markdown: str, src_uri: str, is_missing: Callable[[str, str], bool]) -> str:
    """Markdown där länkar till det som inte finns i den här webbplatsen har blivit vanlig text.

    Args:
        is_missing: om en sida (källfilens namn) eller ankaret på den saknas. Ankaret är tomt när länken inte har något.
    """
    def kept(match: re.Match) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(src_uri), match[2]))
        return match[1] if is_missing(target, match[3] or "") else match[0]

    return re.sub(r"\[([^\]]+)\]\(([^)#]+\.md)(?:#([^)]*))?\)", kept, markdown)


def part_of(url: str) -> str:
    first = url.split("/")[0]
    return BELONGS_TO.get(first, first)


def menu(nav: Navigation, page: Page | None) -> list[tuple[str, str, bool]]:
    """Huvudmenyn: titel, adress från roten, och om den aktuella sidan hör dit. Startsidan är webbplatsens namn."""
    here = part_of(page.url) if page else None
    entries = []
    for item in nav.items:
        first = item.children[0] if isinstance(item, Section) else item
        if first.url not in ("", "./"):
            entries.append((item.title, first.url, part_of(first.url) == here))
    return entries


def section_menu(nav: Navigation, page: Page | None) -> list[tuple[str, str, bool]]:
    """Sidorna i samma del som den aktuella: titel, adress från roten, och om det är sidan själv."""
    here = part_of(page.url) if page else None
    for item in nav.items:
        if isinstance(item, Section) and part_of(item.children[0].url) == here:
            return [(child.title, child.url, child is page) for child in item.children]
    return []
