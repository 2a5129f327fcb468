"""Motorns krokar: vilka sidor som är med, filerna att ladda ner, sökningen, skyddet.

Webbplatsen följer med motorns konfiguration (`site_of`). Motorns klasser nås genom dem som den själv lämnar, så att
krokarna är desamma för MkDocs och ProperDocs.
"""

import hashlib
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jinja2

from macros import settings
from macros.adapter import dokument, pages
from macros.adapter import nav as menus
from macros.adapter.assets import as_sent
from macros.adapter.changed import Changed
from macros.adapter.sharing import image_of, shared_files
from macros.adapter.site import ROWS_ON_PAGE, Site, site_of
from macros.downloads import CATALOG, DATASETS, FEED, insats_file
from macros.exports.search import search_files
from macros.exports.searchable import former_ways, synonyms, ways
from macros.read.conditions import kept
from macros.read.pages import page_condition, page_files, read_page
from macros.views.avstavning import soft, soft_html
from macros.views.html import render, root_of
from macros.views.innehall import with_contents
from macros.views.underlag import citat
from macros.views.underlagsruta import med_underlag

# Allt kommer från webbplatsen själv. Inga undantag för kod i sidan eller eval.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = f"""/*
  Content-Security-Policy: {CSP}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
"""


def on_config(config: Any) -> Any:
    """Värdförbundets namn blir webbplatsens. Sidor vars tabeller är tomma lämnas utanför."""
    site = site_of(config)
    config.docs_dir = site.docs_folder or config.docs_dir  # motorns eget kommando vet inte vems uppgifterna är
    config.site_name = site.register.värd.namn
    config.nav = menus.without(menus.with_own(config.nav, _own_titles(config)), empty_pages(config))
    return config


def _own_titles(config: Any) -> dict[str, str]:
    """Namnen i menyn för sidor som mkdocs.yml inte har (`meny` i sidhuvudet)."""
    in_menu = set(menus.paths(config.nav))
    headers = {
        path: read_page((folder / path).read_bytes(), path).header
        for path, folder in sorted(page_files(site_of(config).page_folders).items())
        if path not in in_menu
    }
    return {path: str(header["meny"]) for path, header in headers.items() if "meny" in header}


def empty_pages(config: Any) -> set[str]:
    """Sidor i menyn som förbundet inte har, och sidor som bygger på tabeller utan rader (`kräver:` i sidhuvudet)."""
    site = site_of(config)
    if site.empty_pages is None:
        site.empty_pages = _find_empty_pages(page_files(site.page_folders), menus.paths(config.nav), site.available)
    return site.empty_pages


def _find_empty_pages(pages: dict[str, Path], in_menu: Iterable[str], available: frozenset[str]) -> set[str]:
    empty = {
        path
        for path, folder in pages.items()
        if not page_condition(read_page((folder / path).read_bytes(), path).header).holds(available)
    }
    return empty | (set(in_menu) - pages.keys())


def on_files(files: Any, config: Any) -> Any:
    """Lägger till filerna ur data, och tar bort temats egna filer: mallarna använder dem inte."""
    site, empty, engine = site_of(config), empty_pages(config), sys.modules[type(files).__module__]
    site.add_files(dokument.filer(site, list(menus.paths(config.nav)), partial(is_missing, config)))
    overrides = str(Path(config.theme.custom_dir).resolve())
    have = {file.src_uri for file in files}
    for path, folder in page_files(site.page_folders).items():
        if path not in have:
            files.append(engine.File(path, str(folder), config.site_dir, config.use_directory_urls))
    for file in list(files):
        from_theme = not str(file.abs_src_path).startswith((overrides, *map(str, site.page_folders)))
        if file.src_uri in empty or (from_theme and file.src_uri.startswith("assets/")):
            files.remove(file)
        elif file.src_uri.startswith("assets/"):
            files.remove(file)
            files.append(as_sent(file, engine, config))
    for file in files:
        site.pages.pop(file.url, None)  # en sida som kansliet har skrivit gäller före den som annars görs av data
    for url, content in site.files.items():
        files.append(engine.File.generated(config, url, content=content, inclusion=engine.InclusionLevel.NOT_IN_NAV))
    return files


def on_nav(nav: Any, config: Any, files: Any) -> Any:
    """Menyn behövs också på sidorna ur data."""
    site_of(config).nav = nav
    return nav


def on_env(env: jinja2.Environment, config: Any, files: Any) -> jinja2.Environment:
    """Temats mallar får autoescape, och det som de behöver veta om webbplatsen."""
    site = site_of(config)
    assets = {file.src_uri.removeprefix("assets/"): _versioned(file) for file in files if file.src_uri.startswith("assets/")}
    env.autoescape = True
    env.filters |= {"mjukt": soft, "avstavat": soft_html}
    env.globals |= {
        "värd": site.register.värd,
        "publicerad": site.context.today,
        "alternativ": partial(alternates, site),
        "delningsbild": partial(image_of, config.site_url or "", site.nav),
        "csp": CSP,
        "filer": assets,
        "huvudmeny": menus.menu,
        "delmeny": menus.section_menu,
        "vägen": menus.crumbs,
        "citat": citat,
    }
    site.templates = env
    return env


def alternates(site: Site, page: Any) -> list[tuple[str, str, str]]:
    """Det som ett program kan hitta från sidan: adressen från roten, slaget och namnet. Sidans eget flöde först.

    `page` är None på sidan som visas när en adress saknas.
    """
    own = page.url.rstrip("/") if page else ""
    feeds = [(f"floden/{own}.atom", f"Nytt om {page.title}")] if own else []
    feeds.append((FEED, "Allt nytt"))
    kinds = zip(CATALOG, ("application/rdf+xml", "text/turtle"), strict=True)
    found = [
        *((url, "application/atom+xml", title) for url, title in feeds),
        *((url, kind, "Datakatalog") for url, kind in kinds),
        (DATASETS, "application/ld+json", "Datamängder"),
        *(
            [(insats_file(own.removeprefix("insatser/")), "application/json", "Allt om insatsen")]
            if own.startswith("insatser/")
            else []
        ),
    ]
    return [one for one in found if one[0] in site.files]


def _versioned(file: Any) -> str:
    """Adressen med innehållets kontrollsumma, så att en ny version aldrig blandas med en gammal."""
    return f"{file.url}?v={hashlib.sha256(file.content_bytes).hexdigest()[:8]}"


def on_template_context(context: Any, template_name: str, config: Any) -> Any:
    """Webbplatskartan har också sidorna ur data, och säger när var sida senast ändrades när det är känt."""
    if template_name == "sitemap.xml" and config.site_url:
        changed = Changed(site_of(config))
        own = [(file.page.url, changed.written(Path(file.abs_src_path))) for file in context["pages"]]
        made = [(url, changed.made(url)) for url in site_of(config).pages]
        context["pages"] = list(pages.listed([*own, *made], config.site_url))
    return context


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Delar som lovar något som inte finns är inte med. Länkar till sidor ur data får sin adress."""
    site = site_of(config)
    markdown = kept(markdown.split("\n"), site.available)
    return menus.linked(markdown, page.file.src_uri, root_of(page.url), site.pages.keys(), partial(is_missing, config))


def is_missing(config: Any, page: str, anchor: str) -> bool:
    """Sant för en sida som lämnas utanför, och för en rad som inte finns: en annan datamapp har andra källor och begrepp."""
    rows = ROWS_ON_PAGE.get(page)
    known = {row.id for row in rows(site_of(config).register)} if anchor and rows else {anchor}
    return page in empty_pages(config) or anchor not in known


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    """Sätter in vyernas HTML och samlar det som sökningen ska hitta."""
    site = site_of(config)
    content = pages.with_terms(site, page.url, site.fill(html))
    if not page.meta.get("utanför_sökning"):
        site.search += pages.search_documents(site, page.url, page.title, page.meta, content)
    content, page.meta["innehåll"] = with_contents(content)
    return med_underlag(content, site.context, str(page.meta.get("title") or page.title), page.url, page.canonical_url or "")


def on_post_build(config: Any) -> None:
    """Sidorna ur data, sökningens filer, skyddets rubriker och vidarekopplingar från tidigare adresser."""
    site, out = site_of(config), Path(config.site_dir)
    assert site.templates is not None, "on_env körs före on_post_build"
    pages.write(site, site.templates.get_template("main.html"), site.nav, config)
    shared = shared_files(config.site_url or "", site.nav, site.register.värd.namn)
    for url, content in (_last_files(site) | shared).items():
        path = out / url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _last_files(site: Site) -> dict[str, bytes]:
    moved = [(old, redirect.to[1:]) for old, redirect in site.redirects().items() if redirect.to.startswith("/")]
    known_ways = [*ways(site.register), *former_ways(moved)]
    files = search_files([*site.searchable(), *dokument.sökbara(site)], synonyms(site.register), known_ways) | {
        "_headers": HEADERS.encode(),
        ".nojekyll": b"",
    }
    for old, redirect in site.redirects().items():
        inside = redirect.to.startswith("/")
        target = root_of(old) + redirect.to[1:] if inside else redirect.to
        whole = urljoin(settings.site_url(), redirect.to[1:]) if inside and settings.site_url() else redirect.to * (not inside)
        page = render("flyttad.html", mål=target, hel_adress=whole, flytt=redirect.why, rot=root_of(old), csp=CSP)
        files[f"{old}index.html"] = str(page).encode()
    return files
