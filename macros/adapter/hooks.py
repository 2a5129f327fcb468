"""MkDocs krokar: sidorna som byggs av data, filerna att ladda ner, sökningen, skyddet."""

import hashlib
from functools import partial
from operator import attrgetter
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from macros import settings
from macros.adapter import nav
from macros.adapter.site import current, plain_text
from macros.exports.search import SearchDocument, search_files
from macros.exports.searchable import begrepp_documents, insats_document, other_words, synonyms
from macros.views.begreppslankar import link_terms
from macros.views.html import render, root_of

# Delarna där begreppen länkas till ordlistan. Sidorna om insatser och ord har egna länkar.
GUIDE = ("ansok/", "genomfor/", "avsluta/", "roller/", "uppfoljning/", "resultat/")
# Allt kommer från webbplatsen själv. Inga undantag för kod i sidan eller eval.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
# Sidor i docs/ där varje rad har sitt ankare, och var raderna finns i registret.
ROWS_ON_PAGE = {
    "om/kallor.md": attrgetter("dokument"),
    "begrepp.md": attrgetter("begrepp"),
    "uppfoljning/fragestallningar.md": attrgetter("uppföljning.frågor"),
}
# Sidor ur data har ingen Markdown: pluginen behöver inte leta efter makron i dem.
WITHOUT_MACROS = "---\nrender_macros: false\n---\n"
HEADERS = f"""/*
  Content-Security-Policy: {CSP}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
"""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Värdförbundets namn blir webbplatsens. Sidor vars tabeller är tomma lämnas utanför."""
    site = current()
    config.site_name = site.register.värd.namn
    config.nav = nav.without(config.nav, empty_pages(config))
    return config


def empty_pages(config: MkDocsConfig) -> set[str]:
    """Sidor i docs/ som bygger på tabeller utan rader (`kräver:` i sidhuvudet)."""
    site = current()
    if site.empty_pages is None:
        site.empty_pages = _find_empty_pages(Path(config.docs_dir), site.rows)
    return site.empty_pages


def _find_empty_pages(docs: Path, rows: dict[str, int]) -> set[str]:
    return {
        path.relative_to(docs).as_posix()
        for path in docs.rglob("*.md")
        if any(not rows.get(table) for table in nav.required_tables(path.read_text("utf8")))
    }


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Lägger till sidor och filer ur data, och tar bort temats egna filer: mallarna använder dem inte."""
    site, empty = current(), empty_pages(config)
    overrides = str(Path(config.theme.custom_dir).resolve())
    for file in list(files):
        from_theme = not str(file.abs_src_path).startswith((overrides, config.docs_dir))
        if file.src_uri in empty or (from_theme and file.src_uri.startswith("assets/")):
            files.remove(file)
    for src_uri in site.pages:
        files.append(File.generated(config, src_uri, content=WITHOUT_MACROS, inclusion=InclusionLevel.NOT_IN_NAV))
    for url, content in site.files.items():
        files.append(File.generated(config, url, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Temats mallar får autoescape, och det som de behöver veta om webbplatsen."""
    site = current()
    assets = {file.src_uri.removeprefix("assets/"): _versioned(file) for file in files if file.src_uri.startswith("assets/")}
    env.autoescape = True
    env.globals |= {
        "värd": site.register.värd,
        "publicerad": site.context.today,
        "csp": "" if settings.is_preview() else CSP,
        "filer": assets,
        "huvudmeny": nav.menu,
        "delmeny": nav.section_menu,
    }
    return env


def _versioned(file: File) -> str:
    """Adressen med innehållets kontrollsumma, så att en ny version aldrig blandas med en gammal."""
    return f"{file.url}?v={hashlib.sha256(file.content_bytes).hexdigest()[:8]}"


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Sidor ur data får titel och beskrivning. Innehållet kommer efter Markdown."""
    make = current().pages.get(page.file.src_uri)
    if make:
        made = make()
        page.meta |= {"title": made.title, "description": made.description, "ingress": made.lead}
        page.title = made.title
        return current().place(made.html)
    return nav.unlinked(markdown, page.file.src_uri, partial(is_missing, config))


def is_missing(config: MkDocsConfig, page: str, anchor: str) -> bool:
    """Sant för en sida som lämnas utanför, och för en rad som inte finns: en annan datamapp har andra källor och begrepp."""
    rows = ROWS_ON_PAGE.get(page)
    known = {row.id for row in rows(current().register)} if anchor and rows else {anchor}
    return page in empty_pages(config) or anchor not in known


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Sätter in vyernas HTML och samlar det som sökningen ska hitta."""
    site = current()
    filled = site.fill(html)
    if page.url.startswith(GUIDE) and site.register.begrepp:
        filled = link_terms(filled, site.register.begrepp, root_of(page.url))
    if not page.meta.get("utanför_sökning"):
        site.search.append(_search_document(page, filled))
    return filled


def _search_document(page: MkDocsPage, content: str) -> SearchDocument:
    register, key = current().register, page.file.name
    if page.url.startswith("insatser/") and key in register.insats:
        return insats_document(register.insats[key])
    text = "" if page.meta.get("sök_bara_rubrik") else plain_text(content)
    metod = register.metod.get(key) if page.url.startswith("metoder/") else None
    keywords = (*page.meta.get("sökord", ()), *(other_words(register, metod) if metod else ()))
    return SearchDocument(
        page.url,
        str(page.meta.get("title") or page.title),
        "Metod" if metod else "Sida",
        str(page.meta.get("description", "")),
        text,
        keywords,
    )


def on_post_build(config: MkDocsConfig) -> None:
    """Sökningens filer, skyddets rubriker och vidarekopplingar från tidigare adresser."""
    site, out = current(), Path(config.site_dir)
    documents = [*site.search, *begrepp_documents(site.register)]
    written = search_files(documents, synonyms(site.register)) | {"_headers": HEADERS.encode(), ".nojekyll": b""}
    for old, new in site.redirects():
        page = render("flyttad.html", mål=root_of(old) + new, csp=CSP)
        written[f"{old}index.html"] = str(page).encode()
    for url, content in written.items():
        path = out / url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
