"""Menyn: vilka sidor som är med, och var i menyn en sida hör hemma."""

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page


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


def entries(nav: Navigation) -> Iterator[tuple[str, list[Page]]]:
    """Huvudmenyns delar: titel och sidor. En sida som står ensam är en del för sig. Startsidan är webbplatsens namn."""
    for item in nav.items:
        pages = item.children if isinstance(item, Section) else [item]
        if pages[0].url not in ("", "./"):
            yield item.title, pages


def part_of(nav: Navigation, page: Page | None) -> str:
    """Titeln på den del som sidan hör till: där den står i menyn, eller där den sida står vars adress den ligger under."""
    if page is None:
        return ""
    fits = [
        (child is page, len(child.url), title)
        for title, pages in entries(nav)
        for child in pages
        if child is page or page.url.startswith(child.url)
    ]
    return max(fits, default=(False, 0, ""))[2]


def menu(nav: Navigation, page: Page | None) -> list[tuple[str, str, bool]]:
    """Huvudmenyn: titel, adress från roten, och om den aktuella sidan hör dit."""
    here = part_of(nav, page)
    return [(title, pages[0].url, title == here) for title, pages in entries(nav)]


def section_menu(nav: Navigation, page: Page | None) -> list[tuple[str, str, bool]]:
    """Sidorna i samma del som den aktuella: titel, adress från roten, och om det är sidan själv."""
    here = part_of(nav, page)
    pages = next((pages for title, pages in entries(nav) if title == here), [])
    return [(child.title, child.url, child is page) for child in pages] if len(pages) > 1 else []
