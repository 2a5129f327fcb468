"""Jinja-miljön för all HTML, med autoescape, och det som alla vyer behöver."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import jinja2
import lxml.html
from markupsafe import Markup

from macros.dictionary.slag import slug
from macros.dictionary.words import Dictionary
from macros.downloads import feed_name, size_in_words
from macros.model.historia import Historia
from macros.model.kalla import Källa
from macros.model.register import Register
from macros.model.tid import in_words
from macros.views.avstavning import soft
from macros.views.text import first_upper, href, number, paragraphs, plural, sentence
from macros.views.underlag import plats_för
from macros.views.uppgifter import more

TEMPLATES = Path(__file__).parent / "mallar"


@dataclass(frozen=True)
class Context:
    """Det en vy får veta. `edit_url` är tom när adressen till filerna inte är känd. `sizes` är filernas storlek i byte."""

    register: Register
    words: Dictionary
    today: date
    edit_url: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)
    historia: Historia = field(default_factory=Historia)

    def feed(self, slag: str, id_: str) -> str:
        """Adressen från roten till flödet om en rad. Tom när det inte finns."""
        return url if (url := feed_name(slag, id_)) in self.sizes else ""


@dataclass(frozen=True)
class Page:
    """En sida som byggs av data. `url` räknas från webbplatsens rot, `html` är sidans innehåll utan h1."""

    url: str
    title: str
    description: str
    html: Markup
    lead: str = ""
    wide: bool = False  # har en bred tabell
    title_only: bool = False  # sökningen läser inte texten, bara rubriken
    unsearched: bool = False  # sökningen hittar inte sidan, för dess rader hittas på sina egna
    scripts: tuple[str, ...] = ()
    noindex: bool = False  # sökmotorer och sökningen ska inte hitta sidan


def root_of(url: str) -> str:
    """Den relativa vägen från en sida till roten: `insatser/ama/` → `../../`."""
    return "../" * url.count("/") or "./"


def documents(källor: Iterable[Källa]) -> list[Källa]:
    """Källdokumenten var för sig, utan avsnitt: för en tabell vars rader har var sitt avsnitt."""
    return [Källa(dokument) for dokument in dict.fromkeys(källa.dokument for källa in källor)]


def distinct(källor: Iterable[Källa]) -> list[Källa]:
    """Källorna var för sig, en gång vardera: för en tabell vars rader delar källor."""
    return list(dict.fromkeys(källor))


FILE_KINDS = {".docx": "Word", ".xlsx": "Excel", ".ics": "ics", ".csv": "CSV", ".json": "JSON", ".pdf": "PDF"}


def file_kind(link: str, sizes: Mapping[str, int]) -> str:
    """Slag och storlek, att skriva efter texten i en länk till en fil. Tom text för sidor."""
    kind, size = FILE_KINDS.get(Path(link).suffix), sizes.get(link.lstrip("/"))
    return f" ({kind}, {size_in_words(size)})" if kind and size else f" ({kind})" if kind else ""


ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
HEADER_ROLES = {"col": "columnheader", "row": "rowheader", "rowgroup": "rowheader"}


def stackable(table_html: str) -> Markup:
    """Tabellen så att stilmallen kan ställa raderna som kort på en smal skärm.

    Cellerna får kolumnens rubrik. Rollerna står utskrivna, för `display: block` tar bort dem i vissa webbläsare.
    """
    table = lxml.html.fragment_fromstring(table_html)
    table.set("class", f"{table.get('class', '')} cards".strip())
    headings = [" ".join(th.text_content().split()) for th in table.iterfind("thead/tr/th")]
    for element in table.iter("table", "thead", "tbody", "tr", "td", "th"):
        element.set("role", HEADER_ROLES[element.get("scope", "")] if element.tag == "th" else ROLES[str(element.tag)])
    for row in table.iterfind("tbody/tr"):
        for cell, heading in zip(row, headings):
            if cell.tag == "td":
                cell.set("data-label", soft(heading))
    return Markup(lxml.html.tostring(table, encoding="unicode", with_tail=False))


@cache
def environment() -> jinja2.Environment:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )
    env.filters |= {
        "stycken": paragraphs,
        "adress": href,
        "stor": first_upper,
        "kort": stackable,
        "dag": in_words,
        "tal": number,
        "dokumenten": documents,
        "olika": distinct,
        "mjukt": soft,
        "mening": sentence,
        "ankare": slug,
    }
    env.globals |= {"antal": plural, "filslag": file_kind, "mer": more, "underlag": plats_för}
    return env


def render(template: str, **context: object) -> Markup:
    """Mallen med autoescape på. Raises: jinja2.UndefinedError när mallen frågar efter något som inte finns."""
    return Markup(environment().get_template(template).render(**context))


@cache
def _shared_parts() -> jinja2.environment.TemplateModule:
    return environment().get_template("_delar.html").module


def part(name: str, *arguments: object) -> Markup:
    """Ett stycke HTML ur mallarnas gemensamma delar."""
    return getattr(_shared_parts(), name)(*arguments)
