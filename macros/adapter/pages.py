"""Sidorna ur data. De har ingen Markdown, så de går inte genom motorn: mallen får dem direkt, en i taget."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jinja2
import lxml.html

from macros.adapter.nav import trail
from macros.adapter.site import Site
from macros.exports.parts import downloads, parsed, rows, sections, text_of
from macros.exports.search import SearchDocument
from macros.exports.searchable import insats_document, other_words, plan_document
from macros.views.begreppslankar import link_terms
from macros.views.html import root_of
from macros.views.innehall import with_contents
from macros.views.underlagsruta import med_underlag

# Delarna där begreppen länkas till ordlistan. Sidorna om insatser och ord har egna länkar.
GUIDE = ("ansok/", "genomfor/", "avsluta/", "roller/", "uppfoljning/", "resultat/")


@dataclass(frozen=True)
class DataPage:
    """En sida ur data, med det som mallarna läser av motorns egna sidor."""

    url: str
    canonical_url: str
    update_date: str = ""  # när sidan senast ändrades, för webbplatskartan
    title: str = ""
    content: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    is_homepage: bool = False
    is_link: bool = False


def listed(days: Iterable[tuple[str, date | None]], site_url: str) -> Iterator[dict[str, DataPage]]:
    """Sidorna så som webbplatskartans mall vill ha dem, efter adress och dag."""
    for url, day in days:
        yield {"page": _page(url, site_url, update_date=str(day or ""))}


def _page(url: str, site_url: str, **content: Any) -> DataPage:
    return DataPage(url, urljoin(site_url, url) if site_url else "", **content)


def write(site: Site, template: jinja2.Template, nav: Any, config: Any) -> None:
    """Skriver sidorna och samlar det som sökningen ska hitta på dem.

    Args:
        nav: motorns meny.
        config: motorns konfiguration.
    """
    for url, make in (site.pages | site.removed).items():
        made = make()
        meta = {
            "title": made.title,
            "description": made.description,
            "ingress": made.lead,
            "bred": made.wide,
            "sök_bara_rubrik": made.title_only,
            "noindex": made.noindex,
            "skript": made.scripts,
        }
        content = with_terms(site, url, str(made.html))
        if not (made.unsearched or made.noindex):
            site.search += search_documents(site, url, made.title, meta, content)
        content, meta["innehåll"] = with_contents(content)
        page = _page(url, config.site_url, title=made.title, meta=meta)
        page = replace(page, content=med_underlag(content, site.context, made.title, url, page.canonical_url))
        path = Path(config.site_dir) / url / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(template.render(page=page, nav=nav, config=config, base_url=root_of(url).rstrip("/")).encode())


def with_terms(site: Site, url: str, content: str) -> str:
    """Innehållet med länkar till ordlistan, på de sidor som ska ha dem."""
    terms = site.register.begrepp if url.startswith(GUIDE) else ()
    return link_terms(content, terms, root_of(url)) if terms else content


def search_documents(site: Site, url: str, title: str, meta: Mapping[str, Any], content: str) -> list[SearchDocument]:
    """Det som sökningen vet om en sida, och om ställena på den. En insats hittas på sina uppgifter, inte på sidans text."""
    register, folder, key = site.register, *url.rstrip("/").rpartition("/")[::2]
    if folder == "insatser" and key in register.insats:
        return [insats_document(register.insats[key])]
    if plan := register.uppföljning.planer.på_adress.get(url):
        return [plan_document(plan, str(meta["title"]), str(meta["description"]))]
    metod = register.metod.get(key) if folder == "metoder" else None
    page = None if meta.get("sök_bara_rubrik") else parsed(content)
    text = text_of(page) if page is not None else ""
    whole = SearchDocument(
        url,
        str(meta.get("title") or title),
        " › ".join(trail(site.nav, url)) or "Sida",
        str(meta.get("description", "")),
        text,
        (*meta.get("sökord", ()), *(other_words(register, metod) if metod else ())),
        weight=min(about(url), THIN_WEIGHT if page is not None and len(text.split()) < THIN else 1.0),
    )
    return [whole, *(parts_of(site, whole, page) if page is not None else ())]


# Sidor som berättar om webbplatsen och dess uppgifter, efter adressens början, och hur mycket en träff under dem är värd.
ABOUT = {"om/fyll-i/": 0.4, "om/kallor/": 0.4, "om/oppna-data/": 0.7}
THIN, THIN_WEIGHT, PART_WEIGHT = 40, 0.6, 0.7  # ord: en sida med färre är mest rubrik


def about(url: str) -> float:
    """Hur mycket en träff under adressen är värd."""
    return next((weight for start, weight in ABOUT.items() if url.startswith(start) and url != start), 1.0)


def parts_of(site: Site, whole: SearchDocument, page: lxml.html.HtmlElement) -> Iterator[SearchDocument]:
    """Avsnitten, raderna och filerna på en sida, var och en med sin adress."""
    kind = " › ".join(dict.fromkeys([*trail(site.nav, f"{whole.url}#"), whole.title]))
    weight, seen = round(min(whole.weight, about(f"{whole.url}#")) * PART_WEIGHT, 1), set[str]()
    for place in (*sections(page), *rows(page)):
        if place.anchor not in seen:
            seen.add(place.anchor)
            yield SearchDocument(f"{whole.url}#{place.anchor}", place.title, kind, "", place.text, is_part=True, weight=weight)
    for found in downloads(page):
        url = urljoin(f"/{whole.url}", found.href).lstrip("/")
        if url in site.context.sizes and url not in site.found_files:
            site.found_files.add(url)
            yield SearchDocument(url, found.title, f"{kind} › Fil", whole.summary, "", is_part=True, weight=weight)
