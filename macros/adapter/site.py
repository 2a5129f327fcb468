"""Webbplatsen under ett bygge: data läst en gång, sidor och filer som byggs av den."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from macros import check, settings
from macros.adapter.historia import historia
from macros.arsredovisning.document import årens_dokument
from macros.check import Examined
from macros.check.data import Data
from macros.exports import kalender
from macros.exports.atom import feed_files
from macros.exports.documents import document_files
from macros.exports.figurer import figure_files
from macros.exports.package import table_files
from macros.exports.search import SearchDocument
from macros.exports.searchable import begrepp_documents
from macros.findings import as_text
from macros.model import register as model
from macros.model.flytt import Flytt
from macros.model.register import Register
from macros.read.adressbok import pages_in, read_book
from macros.read.history import History
from macros.views import (
    andringar,
    arssida,
    jamforelse,
    katalog,
    matris,
    ordlistor,
    rapporter,
    rapportlaget,
    sjalvvardering,
    tidslinje,
    utfall,
    utfall_tillsammans,
)
from macros.views.atagande import min_insats_page, min_insats_sidor
from macros.views.figurer import ADRESS, figurer
from macros.views.figursida import figursida
from macros.views.flytt import borttagen_page, borttagna, flyttar
from macros.views.guide import blankett_page, roll_page, steg_page
from macros.views.html import Context, Page
from macros.views.insats import insats_page
from macros.views.om import fyll_i_page, tabellsida
from macros.views.ordlistor import metod_page
from macros.views.plan import plan_page
from macros.views.rapporter import handbok_page, rapport_page
from macros.views.register_a_o import ADRESS as A_TILL_Ö
from macros.views.register_a_o import Ställe, a_till_ö_page
from macros.views.verktyg import instrument_page

# Vyer med egna sidor, eller listor som fortsätter på fler när de är långa.
VIEWS = (
    andringar,
    arssida,
    jamforelse,
    katalog,
    matris,
    ordlistor,
    rapporter,
    rapportlaget,
    sjalvvardering,
    tidslinje,
    utfall,
    utfall_tillsammans,
)
ATTACHED = "samordningsförbundets_webbplats"  # attributet på motorns konfiguration
# Mapparna vars sidor ur data står i listan från A till Ö. Insatser, rapporter och planer har egna listor.
BY_NAME = ("ansok/", "genomfor/", "avsluta/", "roller/", "metoder/", "uppfoljning/enkater/")
PLACEHOLDER = re.compile(r'<(div|span) data-vy="(\d+)"></\1>')


# Sidor i docs/ där varje rad har sitt ankare, och var raderna finns i registret.
ROWS_ON_PAGE = {
    "om/kallor.md": attrgetter("dokument"),
    "begrepp.md": attrgetter("begrepp"),
    "uppfoljning/fragestallningar.md": attrgetter("uppföljning.frågor"),
}
# Sidor som bara finns medan insatsen har något kvar att göra.
DAILY = "/min-insats/"


class Redirect(NamedTuple):
    """Dit en tidigare adress leder, från roten eller hela adressen, och vad förbundet har skrivit om det."""

    to: str
    why: Flytt | None = None


class BrokenData(Exception):
    """Data har fel som stoppar bygget. Texten är fynden."""


@dataclass
class Site:
    """Ett bygges tillstånd. Fragmenten är färdig HTML som sätts in när Markdown är klart."""

    context: Context
    files: dict[str, bytes]
    sizes: dict[str, int]  # samma som sidorna ser i `context`
    rows: dict[str, int]
    page_folders: tuple[Path, ...] = ()
    available: frozenset[str] = frozenset()  # det som en sida kan kräva
    fragments: dict[str, Markup] = field(default_factory=dict)
    search: list[SearchDocument] = field(default_factory=list)
    found_files: set[str] = field(default_factory=set)  # filerna som sökningen redan leder till
    documents: dict[str, str] = field(default_factory=dict)  # PDF-filerna och deras titlar
    empty_pages: set[str] | None = None
    templates: jinja2.Environment | None = None
    nav: Any = None  # motorns meny
    published: tuple[str, ...] = ()  # adressbokens sidor, utan snedstreck först
    _placed: int = 0

    @property
    def register(self) -> Register:
        return self.context.register

    @property
    def docs_folder(self) -> str:
        """Mappen som motorn läser: förbundets egna sidor, eller de gemensamma när det inte har några. Resten läggs till sedan."""
        found = [str(folder) for folder in self.page_folders if folder.is_dir()]
        return found[-1] if found else ""

    @cached_property
    def pages(self) -> dict[str, Callable[[], Page]]:
        """Sidorna som byggs av data, efter adress från roten. Innehållet görs först när det behövs."""
        register, context = self.register, self.context
        made = [(insats.adress, partial(insats_page, context, insats)) for insats in register.insatser]
        made += [(metod.adress, partial(metod_page, context, metod)) for metod in register.metoder]
        made += [(steg.adress, partial(steg_page, context, steg)) for steg in register.guide.steg]
        made += [(roll.adress, partial(roll_page, context, roll)) for roll in register.guide.roller if roll.tilltal]
        made += [(typ.blankettsida, partial(blankett_page, context, typ)) for typ in register.guide.blankettyper]
        uppföljning, bibliotek = register.uppföljning, register.uppföljning.bibliotek
        made += [(plan.adress, partial(plan_page, context, plan)) for plan in uppföljning.planer.alla]
        made += [(one.adress, partial(instrument_page, context, one)) for one in uppföljning.instrument]
        made += [(rapport.adress, partial(rapport_page, context, rapport)) for rapport in bibliotek.rapporter]
        made += [(handbok.adress, partial(handbok_page, context, handbok)) for handbok in bibliotek.handböcker]
        made += [(url, partial(min_insats_page, context, insats)) for url, insats in min_insats_sidor(context)]
        made += [(tabellsida(tabell), partial(fyll_i_page, context, tabell)) for tabell in context.words.tables.values()]
        for view in VIEWS:
            made += view.sidor(context)
        made += [(ADRESS, partial(figursida, context))] if figurer(register, context.today) else []
        made += [(A_TILL_Ö, partial(self._a_till_ö))]  # sist: den läser det som de andra har lämnat till sökningen
        return dict(made)

    def add_files(self, made: dict[str, bytes]) -> None:
        """Fler filer. Sidorna får veta deras storlek, och kan då länka till dem."""
        self.files |= made
        self.sizes |= {url: len(content) for url, content in made.items()}

    def _a_till_ö(self) -> Page:
        """Webbplatsens sidor och sökord. Sidorna ur data är med där de inte har en egen lista."""
        pages = [
            Ställe(one.title, one.url)
            for one in self.search
            if not one.is_part and (one.url not in self.pages or one.url.startswith(BY_NAME))
        ]
        return a_till_ö_page(self.context, pages, {one.url: one.title for one in self.searchable()})

    def searchable(self) -> list[SearchDocument]:
        """Det som sökningen hittar: sidorna, ställena på dem, och begreppen."""
        return [*self.search, *begrepp_documents(self.register)]

    def place(self, fragment: Markup, tag: str = "div") -> str:
        """Lägger undan HTML och ger en platshållare som Markdown inte rör."""
        self._placed += 1
        self.fragments[str(self._placed)] = fragment
        return f'<{tag} data-vy="{self._placed}"></{tag}>'

    def fill(self, content: str) -> str:
        """Byter platshållarna mot sin HTML, som sedan glöms."""
        return PLACEHOLDER.sub(lambda match: str(self.fragments.pop(match[2])), content)

    @cached_property
    def removed(self) -> dict[str, Callable[[], Page]]:
        """Sidorna som säger att en sida är borttagen, efter adress från roten."""
        return {one.url: partial(borttagen_page, self.context, one) for one in borttagna(self.context)}

    @property
    def left_out(self) -> set[str]:
        """Adresserna till sidor i docs/ som inte är med, för att en tabell som de bygger på saknar rader."""
        return {f"/{name.removesuffix('index.md').removesuffix('.md')}/".replace("//", "/") for name in self.empty_pages or ()}

    def redirects(self) -> dict[str, Redirect]:
        """Tidigare adresser och var innehållet finns nu. Under ett id som är bytt flyttar också sidans undersidor."""
        found = {}
        for folder, thing in self._with_earlier():
            for earlier in thing.tidigare_adresser:
                for url in self.pages:
                    if url.startswith(thing.adress):
                        found[f"{folder}{earlier}/{url.removeprefix(thing.adress)}"] = Redirect(f"/{url}")
        found |= {one.url: Redirect(one.till, one) for one in flyttar(self.context) if one.till}
        return found | dict(self._to_parent(found))

    def _with_earlier(self) -> Iterator[tuple[str, Any]]:
        """Raderna som har en egen sida och kan ha haft ett annat id, med mappen som sidan ligger i."""
        register, uppföljning = self.register, self.register.uppföljning
        bibliotek, planer = uppföljning.bibliotek, uppföljning.planer.alla
        things: tuple[Iterable[Any], ...] = (
            register.insatser,
            register.metoder,
            uppföljning.instrument,
            bibliotek.rapporter,
            bibliotek.handböcker,
            planer,
        )
        for thing in (one for some in things for one in some if one.tidigare_adresser):
            yield thing.adress.rstrip("/").rpartition("/")[0] + "/", thing

    def _to_parent(self, redirects: Collection[str]) -> Iterator[tuple[str, Redirect]]:
        """Undersidor som har publicerats och är borta: de leder till sin insats, eller till det som har kommit i dess ställe."""
        for url in self.published:
            parent = url.rstrip("/").rpartition("/")[0] + "/"
            has_home = parent in self.removed or parent in redirects or (url.endswith(DAILY) and parent in self.pages)
            if has_home and not (url in self.pages or url in redirects or url in self.removed):
                yield url, Redirect(f"/{parent}")


def make(examined: Examined) -> Site:
    """Webbplatsen för ett bygge. Raises: BrokenData när data har fel."""
    data = examined.data
    if data is None or not examined.is_ok:
        raise BrokenData(as_text(examined.findings))
    register = model.build(data.dictionary, data.tables)
    files, known = made_files(register, data), historia(examined.folder, data, register)
    files |= feed_files(register, data.today, settings.site_url(), known)
    sizes = {url: len(content) for url, content in files.items()}
    context = Context(register, data.dictionary, data.today, settings.edit_url(), sizes, known)
    return _site(examined, context, files, sizes)


def outline(examined: Examined) -> Site:
    """Webbplatsen utan filerna att ladda ner, för den som bara vill veta vilka adresser den har. Data får inte ha fel."""
    data = examined.data
    return _site(examined, Context(model.build(data.dictionary, data.tables), data.dictionary, data.today), {}, {})


def _site(examined: Examined, context: Context, files: dict[str, bytes], sizes: dict[str, int]) -> Site:
    data = examined.data
    rows = {name: len(rows) for name, rows in data.tables.items()}
    published = tuple(pages_in(read_book(examined.folder)))
    return Site(context, files, sizes, rows, examined.pages, data.available, published=published)


def made_files(register: Register, data: Data) -> dict[str, bytes]:
    """Allt att ladda ner, efter adress från roten."""
    files = table_files(data.dictionary, data.tables, register, data.today, settings.site_url())
    files |= document_files(register, data.dictionary, data.today) | kalender.calendar_files(
        register, calendar_days(register, data.today)
    )
    return (
        files | figure_files(register, data.dictionary, data.today) | årens_dokument(register, data.today, settings.edit_url())
    )


def calendar_days(register: Register, today: date) -> kalender.Dagar:
    """Byggets dag, och när tabellerna eller kalenderns egen kod ändrades, enligt git. Koden räknas, för den skriver texterna."""
    history, program = History(Path.cwd()), Path(str(kalender.__file__))

    def changed(tables: tuple[str, ...]) -> date | None:
        files = {Path.cwd() / post.i_data.fil for name in tables for post in register.alla.get(name, ()) if post.i_data.fil}
        days = [history.file(path) for path in (program, *files)]
        return None if None in days else max(day for day in days if day)

    return kalender.Dagar(today, cache(changed))


def attach(config: Any, site: Site) -> None:
    """Låter bygget med den här konfigurationen (motorns) gälla webbplatsen."""
    vars(config)[ATTACHED] = site


def site_of(config: Any) -> Site:
    """Webbplatsen i bygget med den här konfigurationen. Bygger någon med motorns eget kommando läses data här.

    Raises: SystemExit med fynden när data har fel.
    """
    if ATTACHED not in vars(config):
        try:
            attach(config, make(check.examine(settings.data_folder(), settings.today())))
        except (BrokenData, settings.SettingError) as error:
            raise SystemExit(f"Data har fel:\n{error}") from error
    site: Site = vars(config)[ATTACHED]
    return site
