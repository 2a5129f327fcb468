"""Menyn: vilka sidor som är med, och var i menyn en sida hör hemma."""

import posixpath
import re
from collections.abc import Callable, Container, Iterator
from typing import Any


def without(entries: Any, empty: set[str]) -> Any:
    """mkdocs.yml:s nav utan sidorna i `empty`, och utan rubriker som då blir tomma."""
    if isinstance(entries, list):
        return [kept for entry in entries if (kept := without(entry, empty))]
    if isinstance(entries, dict):
        return {title: kept for title, inner in entries.items() if (kept := without(inner, empty))}
    return None if entries in empty else entries


def with_own(entries: list[Any], titles: dict[str, str]) -> list[Any]:
    """mkdocs.yml:s nav med egna sidor sist i den del där mappens andra sidor står. En sida utan en sådan del blir en egen.

    Args:
        titles: namnet i menyn efter sidans väg, till exempel `uppfoljning/policy.md`.
    """
    grown = list(entries)
    for path, title in titles.items():
        folder = path.rpartition("/")[0]
        homes = [place for place, entry in enumerate(grown) if folder and any(p.startswith(f"{folder}/") for p in paths(entry))]
        if homes:
            name, pages = next(iter(grown[homes[0]].items()))
            grown[homes[0]] = {name: [*(pages if isinstance(pages, list) else [{name: pages}]), {title: path}]}
        else:
            grown.append({title: path})
    return grown


def paths(entries: Any) -> Iterator[str]:
    """Alla sidor i mkdocs.yml:s nav."""
    if isinstance(entries, str):
        yield entries
    for inner in entries.values() if isinstance(entries, dict) else entries if isinstance(entries, list) else ():
        yield from paths(inner)


def linked(markdown: str, src_uri: str, root: str, addresses: Container[str], is_missing: Callable[[str, str], bool]) -> str:
    """Markdown där länkar till det som inte finns i den här webbplatsen har blivit vanlig text.

    Länkar till sidor ur data skrivs som till andra sidor (`../insatser/ama.md`). Motorn har ingen sådan fil, så de får
    sin adress här.

    Args:
        root: vägen från sidan till webbplatsens rot.
        addresses: sidorna ur data, adresser från roten.
        is_missing: om en sida (källfilens namn) eller ankaret på den saknas. Ankaret är tomt när länken inte har något.
    """

    def kept(match: re.Match) -> str:
        target, anchor = posixpath.normpath(posixpath.join(posixpath.dirname(src_uri), match[2])), match[3] or ""
        if is_missing(target, anchor):
            return match[1]
        if (address := f"{target.removesuffix('.md')}/") in addresses:
            return f'<a href="{root}{address}{"#" * bool(anchor)}{anchor}">{match[1]}</a>'
        return match[0]

    return re.sub(r"\[([^\]]+)\]\(([^)#]+\.md)(?:#([^)]*))?\)", kept, markdown)


def entries(nav: Any) -> Iterator[tuple[str, list[Any]]]:
    """Huvudmenyns delar: titel och sidor. En sida som står ensam är en del för sig. Startsidan är webbplatsens namn."""
    for item in nav.items:
        pages = item.children if item.is_section else [item]
        if pages[0].url not in ("", "./"):
            yield item.title, pages


def part_of(nav: Any, page: Any) -> str:
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


def menu(nav: Any, page: Any) -> list[tuple[str, str, bool]]:
    """Huvudmenyn: titel, adress från roten, och om den aktuella sidan hör dit."""
    here = part_of(nav, page)
    return [(title, pages[0].url, title == here) for title, pages in entries(nav)]


def section_menu(nav: Any, page: Any) -> list[tuple[str, str, bool]]:
    """Sidorna i samma del som den aktuella: titel, adress från roten, och om det är sidan själv."""
    here = part_of(nav, page)
    pages = next((pages for title, pages in entries(nav) if title == here), [])
    return [(child.title, child.url, child is page) for child in pages] if len(pages) > 1 else []


def trail(nav: Any, url: str) -> list[str]:
    """Vägen till en adress: delen i menyn, och sidan i den som adressen ligger under. `Ansök`, `Steg`."""
    found = [
        (child.url.rstrip("/") == url.partition("#")[0].rstrip("/"), len(child.url), title, child)
        for title, pages in entries(nav)
        for child in pages
        if url.startswith(child.url)
    ]
    if not found:
        return []
    is_same, _, title, child = max(found, key=lambda one: one[:2])
    is_alone = child.title == title or ("#" not in url and is_same)
    return [title] if is_alone else [title, child.title]
