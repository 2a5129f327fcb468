"""Menyn: vilka sidor som är med, och var i menyn en sida hör hemma."""

import posixpath
import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any, NamedTuple


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


class Link(NamedTuple):
    """En rad i en meny: titel, adress från roten, och om den är sidan själv (`page`), leder dit (`true`) eller inget av det."""

    title: str
    url: str
    current: str = ""


def pages_in(item: Any) -> list[Any]:
    """Sidorna under en rad i menyn, i ordning. En sida är bara sig själv."""
    return [page for child in item.children for page in pages_in(child)] if item.is_section else [item]


def entries(nav: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Huvudmenyns delar med alla sina sidor. En sida som står ensam är en del för sig. Startsidan är webbplatsens namn."""
    for item in nav.items:
        pages = pages_in(item)
        if pages[0].url not in ("", "./"):
            yield item, pages


def home_of(nav: Any, page: Any) -> tuple[list[Any], bool]:
    """Vägen i menyn till en sida: delen, gruppen i den och sidan där. Sant när sidan själv står där.

    En sida utanför menyn hör till den sida vars adress den ligger under. Tom väg för en som inte hör hemma någonstans.
    """
    if page is None:
        return [], False
    fits = [
        (child is page, len(child.url), [part, *path])
        for part, _ in entries(nav)
        for path in _paths_in(part)
        if (child := ([part, *path])[-1]) is page or page.url.startswith(child.url)
    ]
    is_same, _, path = max(fits, key=lambda one: one[:2], default=(False, 0, []))
    return path, is_same


def _paths_in(item: Any) -> Iterator[list[Any]]:
    """Vägarna från en rad till sidorna under den. En sida har en tom väg till sig själv."""
    if not item.is_section:
        yield []
    for child in item.children if item.is_section else ():
        for path in _paths_in(child):
            yield [child, *path]


def name_of(item: Any) -> str:
    """Namnet i menyn. En grupp med en enda sida heter som sidan: då är det den som länken leder till."""
    pages = pages_in(item)
    return item.title if len(pages) > 1 else pages[0].title


def _links(items: Iterable[Any], path: list[Any], is_same: bool) -> list[Link]:
    """Raderna som länkar till sin första sida, med den märkt som den aktuella sidan är eller hör till."""

    def current(item: Any) -> str:
        if not any(item is one for one in path):
            return ""
        return "page" if is_same and pages_in(item)[0] is path[-1] else "true"

    return [Link(name_of(item), pages_in(item)[0].url, current(item)) for item in items]


def menu(nav: Any, page: Any) -> list[Link]:
    """Huvudmenyn."""
    path, is_same = home_of(nav, page)
    found = _links([item for item, _ in entries(nav)], path, is_same)
    return [link._replace(title=item.title) for link, (item, _) in zip(found, entries(nav), strict=True)]


def section_menu(nav: Any, page: Any) -> list[tuple[Link, list[Link]]]:
    """Grupperna i den del som sidan hör till. Den grupp som sidan hör till har sina sidor med sig. Tom när delen är en enda sida."""
    path, is_same = home_of(nav, page)
    if not path or not path[0].is_section or len(path[0].children) == 1:
        return []
    inner = _links(path[1].children, path, is_same) if path[1].is_section else []
    under = {inner[0].url: inner} if len(inner) > 1 else {}
    return [(link, under.get(link.url, [])) for link in _links(path[0].children, path, is_same)]


def crumbs(nav: Any, page: Any) -> list[Link]:
    """Vägen hit: sidorna ovanför i menyn. Två namn på samma sida blir ett, det som säger mest. Tom för en sida överst i sin del."""
    path, is_same = home_of(nav, page)
    above = _links(path[:-1] if is_same else path, [], False)
    by_url = {link.url: link for link in above if page is not None and link.url != page.url}
    return list(by_url.values())


def trail(nav: Any, url: str) -> list[str]:
    """Vägen till en adress i ord: delen i menyn, och sidan i den som adressen ligger under. `Resultat`, `Rekommendationer`."""
    found = [
        (child.url.rstrip("/") == url.partition("#")[0].rstrip("/"), len(child.url), part.title, child)
        for part, pages in entries(nav)
        for child in pages
        if url.startswith(child.url)
    ]
    if not found:
        return []
    is_same, _, title, child = max(found, key=lambda one: one[:2])
    is_alone = child.title == title or ("#" not in url and is_same)
    return [title] if is_alone else [title, child.title]
