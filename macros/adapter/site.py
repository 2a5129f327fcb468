"""Webbplatsen under ett bygge: data läst en gång, sidor och filer som byggs av den."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from macros import check, settings
from macros.arsredovisning.document import årens_dokument
from macros.check import Examined
from macros.exports.documents import document_files
from macros.exports.figurer import figure_files
from macros.exports.kalender import calendar_files
from macros.exports.package import table_files
from macros.exports.search import SearchDocument
from macros.findings import as_text
from macros.model import register as model
from macros.model.register import Register
from macros.views import arssida, jamforelse, sjalvvardering
from macros.views.atagande import min_insats_page, min_insats_sidor
from macros.views.figurer import ADRESS, figurer
from macros.views.figursida import figursida
from macros.views.guide import blankett_page, roll_page, steg_page
from macros.views.html import Context, Page
from macros.views.insats import insats_page
from macros.views.om import fyll_i_page, tabellsida
from macros.views.ordlistor import metod_page
from macros.views.plan import plan_page
from macros.views.rapporter import handbok_page, rapport_page
from macros.views.utfall_tillsammans import period_page, periodsidor
from macros.views.verktyg import instrument_page

ATTACHED = "samordningsförbundets_webbplats"  # attributet på motorns konfiguration
PLACEHOLDER = re.compile(r'<(div|span) data-vy="(\d+)"></\1>')


class BrokenData(Exception):
    """Data har fel som stoppar bygget. Texten är fynden."""


@dataclass
class Site:
    """Ett bygges tillstånd. Fragmenten är färdig HTML som sätts in när Markdown är klart."""

    context: Context
    files: dict[str, bytes]
    rows: dict[str, int]
    page_folders: tuple[Path, ...] = ()
    available: frozenset[str] = frozenset()  # det som en sida kan kräva
    fragments: dict[str, Markup] = field(default_factory=dict)
    search: list[SearchDocument] = field(default_factory=list)
    found_files: set[str] = field(default_factory=set)  # filerna som sökningen redan leder till
    empty_pages: set[str] | None = None
    templates: jinja2.Environment | None = None
    nav: Any = None  # motorns meny
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
        made += [(url, partial(period_page, context, period, del_)) for url, period, del_ in periodsidor(context)]
        made += [(tabellsida(tabell), partial(fyll_i_page, context, tabell)) for tabell in context.words.tables.values()]
        made += jamforelse.sidor(context)
        made += sjalvvardering.sidor(context)
        made += arssida.sidor(context)
        made += [(ADRESS, partial(figursida, context))] if figurer(register, context.today) else []
        return dict(made)

    def place(self, fragment: Markup, tag: str = "div") -> str:
        """Lägger undan HTML och ger en platshållare som Markdown inte rör."""
        self._placed += 1
        self.fragments[str(self._placed)] = fragment
        return f'<{tag} data-vy="{self._placed}"></{tag}>'

    def fill(self, content: str) -> str:
        """Byter platshållarna mot sin HTML, som sedan glöms."""
        return PLACEHOLDER.sub(lambda match: str(self.fragments.pop(match[2])), content)

    @property
    def left_out(self) -> set[str]:
        """Adresserna till sidor i docs/ som inte är med, för att en tabell som de bygger på saknar rader."""
        return {f"/{name.removesuffix('index.md').removesuffix('.md')}/".replace("//", "/") for name in self.empty_pages or ()}

    def redirects(self) -> Iterator[tuple[str, str]]:
        """Tidigare adresser och var innehållet finns nu, båda från roten."""
        register, instrument = self.register, self.register.uppföljning.instrument
        bibliotek = register.uppföljning.bibliotek
        planer = register.uppföljning.planer.alla
        for things in (register.insatser, register.metoder, instrument, bibliotek.rapporter, bibliotek.handböcker, planer):
            for thing in things:
                folder = thing.adress.rstrip("/").rpartition("/")[0] + "/"
                for earlier in thing.tidigare_adresser:
                    yield f"{folder}{earlier}/", thing.adress


def make(examined: Examined) -> Site:
    """Webbplatsen för ett bygge. Raises: BrokenData när data har fel."""
    data = examined.data
    if data is None or not examined.is_ok:
        raise BrokenData(as_text(examined.findings))
    register = model.build(data.dictionary, data.tables)
    files = table_files(data.dictionary, data.tables, register, data.today, settings.site_url())
    files |= document_files(register, data.dictionary, data.today) | calendar_files(register, data.today)
    files |= figure_files(register, data.dictionary, data.today) | årens_dokument(register, data.today, settings.edit_url())
    sizes = {url: len(content) for url, content in files.items()}
    context = Context(register, data.dictionary, data.today, settings.edit_url(), sizes)
    return Site(context, files, {name: len(rows) for name, rows in data.tables.items()}, examined.pages, data.available)


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
