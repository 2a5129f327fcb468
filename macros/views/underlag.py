"""Det som en tabell eller en figur bygger på: källan, filerna, hur den citeras, rättelserna och raderna i data.

Mallen skriver bara källan och ett märke (`plats_för`). Rutan som fälls ut sätts in sist, när sidans adress är känd. Samma HTML kan
då bli ett dokument eller läsas av sökningen, och där står källan men inget av det som bara hör hemma på en skärm.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date

from markupsafe import Markup

from macros.model.kalla import Dokument, Post

MOST_PLACES = 12  # rader i data som räknas upp. Är de fler nämns bara filen
MOST_ROWS = 3  # källor som får säga vilken rad i källans tabell det gäller. Är de fler nämns bara tabellen
ROW = re.compile(r", rad \d+$")
MOST_SECTIONS = 30  # källor som får säga vilket avsnitt det gäller. Är de fler nämns bara dokumenten
# Den som läser och skriver HTML kan byta slag av citattecken.
MARK = re.compile(r"""<div data-underlag=(?P<quote>["'])(?P<mark>.*?)(?P=quote)>(?P<source>.*?)</div>""", re.DOTALL)


@dataclass(frozen=True)
class Underlag:
    """`id` är ankaret på sidan, `tabeller` ordbokens namn, `figur` namnet på figurens filer, och `platser` filer och rader i data."""

    id: str
    titel: str
    tabeller: tuple[str, ...]
    figur: str
    öppen: bool
    platser: tuple[tuple[str, tuple[int, ...]], ...]


def plats_för(
    rot: str, id: str, titel: str, tabeller: str, rader: Iterable[object] = (), figur: str = "", öppen: bool = False
) -> Markup:
    """Märket under en tabell eller figur, med källan i ord.

    Args:
        tabeller: namnen på tabellerna i öppna data som den bygger på, med mellanslag mellan.
        rader: raderna som den bygger på, också i listor av listor. De ger källorna och platserna i data.
        figur: figurens namn när den finns som fil.
        öppen: sant där rutan är det som läsaren kom för.
    """
    rader = list(_flat(rader))
    underlag = Underlag(id, " ".join(titel.split()), tuple(tabeller.split()), figur, öppen, _places(rader))
    mark = json.dumps(astuple(underlag), ensure_ascii=False, separators=(",", ":"))
    return Markup('<div data-underlag="{}">{}</div>').format(mark, _source(rot, rader))


def fyll(content: str, ruta: Callable[[Underlag, Markup], Markup]) -> str:
    """Sidans HTML med rutorna insatta. `ruta` får underlaget och källraden."""

    def filled(match: re.Match[str]) -> str:
        id, titel, tabeller, figur, öppen, platser = json.loads(html.unescape(match["mark"]))
        places = tuple((fil, tuple(rader)) for fil, rader in platser)
        return str(ruta(Underlag(id, titel, tuple(tabeller), figur, öppen, places), Markup(match["source"])))

    return MARK.sub(filled, content)


def citat(utgivare: str, titel: str, adress: str, dag: date) -> str:
    """Hur en sida, en tabell eller en figur citeras. `adress` är hela adressen, tom när bygget inte vet den."""
    stop = "" if titel[-1:] in (".", "?", "!") else "."
    where = f" {adress}" if adress else ""
    return f"{utgivare} ({dag.year}). {titel}{stop}{where} Sidan som den var den {dag.isoformat()}."


def _flat(rader: Iterable[object]) -> Iterator[object]:
    for rad in rader:
        if isinstance(rad, (list, tuple, Iterator)):
            yield from _flat(rad)
        else:
            yield rad


def _places(rader: Iterable[object]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    files: dict[str, set[int]] = {}
    for rad in rader:
        if isinstance(rad, Post) and rad.i_data.fil:
            files.setdefault(rad.i_data.fil, set()).add(rad.i_data.rad)
    few = sum(map(len, files.values())) <= MOST_PLACES
    return tuple((fil, tuple(sorted(numbers)) if few else ()) for fil, numbers in files.items())


def _source(rot: str, rader: Iterable[object]) -> Markup:
    """Källraden. Tom när raderna inte har några källor."""
    källor = dict.fromkeys(källa for rad in rader for källa in getattr(rad, "källor", ()))
    per_document: dict[Dokument, dict[str, None]] = {}
    for one in källor:
        sections = per_document.setdefault(one.dokument, {})
        if one.avsnitt and len(källor) <= MOST_SECTIONS:
            sections[one.avsnitt if len(källor) <= MOST_ROWS else ROW.sub("", one.avsnitt)] = None
    shown = Markup("; ").join(
        Markup('<a href="{}om/kallor/#{}">{}</a>{}').format(rot, one.id, one.titel, "".join(f", {text}" for text in sections))
        for one, sections in per_document.items()
    )
    return Markup('<p class="sub">Källa: {}</p>').format(shown) if källor else Markup("")
