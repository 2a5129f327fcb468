"""Löftena i sidorna: det som en sida visar eller länkar till ska finnas, annars är delen inte med.

En gemensam sida ska hålla för vilket förbund som helst. Därför står varje löfte i den under ett villkor (se
macros/read/conditions.py), om inte det gemensamma själv har raderna. En egen sida får lova det som finns i dag.
"""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from macros.check.data import Data
from macros.dictionary.words import Dictionary, Table
from macros.findings import FEL, RÅD, Finding, Mark, suggestion
from macros.read import Items, Text
from macros.read.conditions import WRITTEN, Condition, Part, condition, parts
from macros.read.layers import OTHERS, top_of
from macros.read.pages import Page, page_condition

OWED = "obesvarat"  # regelns namn
LESSONS = ("slutrapporter.framgångar", "slutrapporter.hinder", "slutrapporter.arbetsmetoder", "metodhandbocker")
# Makrona som en sida kan ha, och vad vart och ett behöver för att ha något att visa. {0} är det första ordet inom parentesen.
# Ett prov håller listan mot bygget.
MACROS = {
    "andra_förbund": "",
    "andras_datum": "andra.arshjul",
    "andras_rapporter": "andra.slutrapporter",
    "andra_planer": "andra.planer",
    "begreppslista": "begrepp",
    "blankett": "blankettfalt.{0}",
    "blanketter": "blankettfalt.gäller",
    "budgetmall": "kostnadsslag",
    "data_in_english": "",
    "datum": "",
    "dokument": "",
    "som_dokument": "",
    "enkäter": "enkater|andra.enkater",
    "enkätsvaren": "enkatsvar",
    "frågeställningar": "fragestallningar",
    "frågor_och_svar": "fragor",
    "fyll_i": "",
    "förbunden": "",
    "förbundsfrågor": "",
    "hämtningar": "hamtas",
    "jämför": "utfallsmatt",
    "jämförda_förbund": "jamforelser|andra.jamforelser",
    "jämförelsefrågor": "",
    "glappet": "insatser.glapp|andra.insatser.glapp",
    "ifyllda_niofältare": "",
    "implementeringsfigurer": "",
    "indikatorgrupper": "indikatorer",
    "kalendrar": "",
    "kan_vi_söka": "provning",
    "insatstyper": "insatstyper",
    "katalog": "insatser|andra.insatser",
    "kedjor": "forandringsteori|andra.forandringsteori",
    "kontakt": "",
    "kriterierna": "kriterier",
    "källista": "",
    "källor": "",
    "lever_vidare": "implementering|andra.implementering",
    "lärdomar": "|".join(f"{where}{what}" for where in ("", f"{OTHERS}.") for what in LESSONS),
    "följ": "",
    "läs_in_data": "",
    "matris": "insatser|andra.insatser",
    "metodhandböcker": "metodhandbocker|andra.metodhandbocker",
    "metodlista": "metoder",
    "mina_insatser": "insatser",
    "målgruppen": "forbund.målgrupp",
    "möten": "moten",
    "mätningar": "matningar",
    "nästa_beslut": "moten",
    "niofältaren": "niofaltaren",
    "planer": "planer",
    "rapportbibliotek": "slutrapporter",
    "rapportkrav": "rapportkrav",
    "rapportmallar": "rapportmallar",
    "rapportläget": "insatser",
    "regler": "dokumentregler.{0}",
    "rekommendationer": "slutrapporter.rekommendationer|andra.slutrapporter.rekommendationer",
    "rekvirerat": "rekvisitioner",
    "rekvisitionsbok": "kostnadsslag",
    "rollista": "roller",
    "räkna_baklänges": "moten",
    "räknare": "utfallsmatt",
    "samhällsekonomi": "samhallsekonomi|andra.samhallsekonomi",
    "sammanfattning": "insatser",
    "skriv": "blankettfalt.gäller",
    "start": "",
    "skicka_ansökan": "",
    "stegen": "steg",
    "stegfigur": "steg",
    "så_gör_vi": "",
    "tabell": "{0}|" + OTHERS + ".{0}",
    "tidslinje": "insatser|andra.insatser",
    "uppföljningssystem": "parter.uppföljningssystem|andra.parter.uppföljningssystem",
    "utfall": "",
    "utfallsexempel": "utfall",
    "utfallsmått": "utfallsmatt",
    "värden": "",
    "öppna_data": "",
    "öppna_tabeller": "",
}
CALLED = re.compile(r"\{\{\s*(?P<name>\w+)\(\s*(?:['\"](?P<first>[^'\"]*))?")
LINKED = re.compile(r"\]\((?P<target>[^)\s#:]+\.md)(?=[#)])")


@dataclass(frozen=True)
class Site:
    """Sidorna efter vägen i sin mapp, vilka av dem som är gemensamma, ordboken, och vad som finns."""

    pages: Mapping[str, Page]
    common: Collection[str]
    words: Dictionary
    available: frozenset[str]
    pickable: Collection[str]  # valen som en annan tabell ger
    always: frozenset[str]  # det som de gemensamma raderna ger vilket förbund som helst

    def promises(self) -> Iterator[tuple[str, Part, Mark, str, frozenset[str]]]:
        """Det som sidorna lovar: sidan, delen, platsen, löftet i ord, och namnen som vart och ett räcker."""
        for path, page in self.pages.items():
            for part in parts(page.lines):
                for line in part.lines:
                    for place, said, needs in self._in_line(path, line):
                        mark = line.mark._replace(column=place + 1) if isinstance(line, Text) else top_of(page.file)
                        yield from ((path, part, mark, said, need) for need in needs)

    def _in_line(self, path: str, line: str) -> Iterator[tuple[int, str, tuple[frozenset[str], ...]]]:
        for call in CALLED.finditer(line):
            needs = MACROS.get(call["name"], "").format(call["first"] or "")
            yield call.start(), f"makrot {call['name']}", condition(needs).needs
        for link in LINKED.finditer(line):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link["target"]))
            if target in self.pages:
                needed = page_condition(self.pages[target].header).needs
                yield link.start("target"), f"länken till {target}", needed


def promise_findings(site: Site) -> Iterator[Finding]:
    """Namnen i villkoren finns, och varje löfte står under sitt villkor."""
    for path, page in site.pages.items():
        yield from _unknown_names(site, path, page)
    for path, part, mark, said, need in site.promises():
        in_force = [page_condition(site.pages[path].header), *part.conditions]
        is_out = not all(one.holds(site.available) for one in in_force)
        kept = any(one.promises(need) for one in in_force) or need & site.always
        if kept or (path not in site.common and (need & site.available or is_out)):
            continue
        names = sorted(need, key=lambda name: (name.startswith(OTHERS), name))
        text = f"Sidan lovar något som kanske inte finns: {said} behöver {' eller '.join(names)}."
        remedy = f'Skriv {{ kräver="{"|".join(names)}" }} sist på raden, eller på rubriken ovanför.'
        yield Finding(mark, FEL, f"{text} {remedy}", "löfte-utan-villkor")


def _unknown_names(site: Site, path: str, page: Page) -> Iterator[Finding]:
    known = known_names(site.words, site.pickable)
    header = page.header.get("kräver")
    written = [(text.mark, str(text)) for text in header if isinstance(text, Text)] if isinstance(header, Items) else []
    for line in page.lines:
        if found := WRITTEN.search(line):
            written.append((line.mark._replace(column=found.start("names") + 1), found["names"]))
    for mark, names in written:
        for name in re.split(r"[\s|]+", names.strip()):
            if name not in known:
                text = f"Villkoret nämner {name}, som inte finns.{suggestion(name, known)}"
                yield Finding(
                    mark, FEL, f"{text} Skriv en tabell, som steg, eller ett fält, som forbund.vision.", "okänt-villkor"
                )


def known_names(words: Dictionary, pickable: Collection[str] = ()) -> set[str]:
    """Alla namn som ett villkor kan ha."""
    own = set(pickable)
    for table in words.tables.values():
        choices = (choice for field in table.fields for choice in field.choices)
        own |= {table.name, *(f"{table.name}.{one}" for one in (*table.by_name, *choices))}
    return own | {f"{OTHERS}.{name}" for name in own}


def owed_answers(site: Site, data: Data) -> Iterator[Finding]:
    """Ett råd för varje tabell eller fält som sidor väntar på: det som förbundet inte har svarat på är inte med."""
    for name, places in waiting(site).items():
        table, _, field = name.partition(".")
        if table not in data.files or data.has_errors(table):
            continue
        own = [row.mark for row in data.rows(table) if (layer := data.layers.get(row.mark.file)) and layer.name == "eget"]
        mark = own[0] if field and own else top_of(data.files[table])
        what = _what_is_missing(data.dictionary.tables[table], field)
        where = ", ".join(list(places)[:3]) + (" med flera" if len(places) > 3 else "")
        yield Finding(mark, RÅD, f"{what}. Därför saknas {where} på webbplatsen.", OWED, about=name)


def _what_is_missing(table: Table, name: str) -> str:
    """Tabellen har inga rader, eller ingen rad har fältet eller valet."""
    if not name:
        return "Tabellen har inga egna rader"
    if name in table.by_name:
        return f"Ingen rad har fältet {name}"
    field = next((one for one in table.fields if name in one.choices), None)
    return f"Ingen rad har {field.name}: {name}" if field else f"Ingen rad har valt {name}"


def waiting(site: Site) -> dict[str, list[str]]:
    """Tabellerna och fälten som sidor väntar på, och sidorna och avsnitten som väntar, i ord."""
    found: dict[str, dict[str, None]] = {}
    for path, page in site.pages.items():
        whole = page_condition(page.header)
        for name, where in _unmet(site, page, whole):
            found.setdefault(name, {})[where or f"sidan {page.header.get('title', path)}"] = None
    return {name: list(places) for name, places in found.items()}


def _unmet(site: Site, page: Page, whole: Condition) -> Iterator[tuple[str, str]]:
    """Namnen som saknas, och avsnittet som då inte är med. Tom text när det är hela sidan."""
    if not whole.holds(site.available):
        yield from ((name, "") for name in _missing(whole, site.available))
        return
    for part in parts(page.lines):
        if part.conditions and part.text.startswith("#") and not part.conditions[-1].is_absence:
            heading = part.text.strip("# ").partition(" {")[0]
            for name in _missing(part.conditions[-1], site.available):
                yield name, f"avsnittet {heading} på sidan {page.header.get('title', '')}"


def _missing(needed: Condition, available: frozenset[str]) -> list[str]:
    """Det egna som skulle uppfylla villkoret."""
    unmet = [need for need in needed.needs if not need & available]
    return [name for need in unmet for name in sorted(need) if not name.startswith(f"{OTHERS}.")]
