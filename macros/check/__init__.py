"""Kontrollerna: läser datamappen, prövar den mot ordboken och reglerna och samlar alla fynd.

Vägen är en: `examine` läser och kontrollerar; det den lämnar ifrån sig utan `fel` kan modellen byggas av.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from macros import read
from macros.check import (
    budget_rules,
    ekonomi_rules,
    enkat_rules,
    guide_rules,
    insats_rules,
    kopia_rules,
    layer_rules,
    link_rules,
    mal_rules,
    mote_rules,
    paste_rules,
    plan_rules,
    publicerat_rules,
    rekvisition_rules,
    relations,
    report_rules,
    roja_rules,
    rules,
    schema,
    texts,
    uppfoljning_rules,
    utfall_ram_rules,
    utfall_rimlig_rules,
    utfall_tal_rules,
    utkast,
)
from macros.check.agreement import disagreements
from macros.check.citations import citation_findings
from macros.check.data import Data, Place
from macros.check.kvitterat import without_acknowledged
from macros.check.pages import page_findings, read_pages
from macros.check.promises import OWED, Site, owed_answers, promise_findings
from macros.check.run import Rule, run_all
from macros.dictionary.load import DEFAULT, FILE_NAME, DictionaryError, dictionary_file
from macros.dictionary.load import load as load_dictionary
from macros.dictionary.slag import SLAG
from macros.dictionary.words import Dictionary, Table
from macros.findings import FEL, VARNING, Finding, Mark, has_errors, suggestion
from macros.read import Text
from macros.read.layers import OTHERS, Layer, fill, layers
from macros.read.pages import page_files
from macros.read.version import CURRENT, version_finding, version_of
from macros.read.version import FILE_NAME as VERSION_FILE
from macros.settings import ROOT, Folders, folders

# Ordningen avgör vad som sägs om ett ställe: det första felet gäller, så att ett misstag inte ger flera fynd.
RULES: tuple[Rule, ...] = (
    *texts.FIRST_RULES,
    *layer_rules.FIRST_RULES,
    *schema.RULES,
    *rules.RULES,
    *layer_rules.LAYER_RULES,
    *relations.RELATION_RULES,
    *report_rules.REPORT_RULES,
    *link_rules.LINK_RULES,
    *insats_rules.INSATS_RULES,
    *utkast.UTKAST_RULES,
    *budget_rules.BUDGET_RULES,
    *rekvisition_rules.REKVISITION_RULES,
    *guide_rules.GUIDE_RULES,
    *mote_rules.MOTE_RULES,
    *utfall_ram_rules.RAM_RULES,
    *utfall_tal_rules.TAL_RULES,
    *utfall_rimlig_rules.RIMLIG_RULES,
    *uppfoljning_rules.UPPFÖLJNING_RULES,
    *enkat_rules.ENKÄT_RULES,
    *mal_rules.MÅL_RULES,
    *ekonomi_rules.EKONOMIREGLER,
    *roja_rules.RÖJA_RULES,
    *plan_rules.PLAN_RULES,
    *publicerat_rules.PUBLICERAT_RULES,
    *kopia_rules.KOPIEREGLER,
    *texts.LAST_RULES,
    *paste_rules.PASTE_RULES,
)
# Namnen som ett kvitto kan nämna. Läsarens enda varning är den om kommentarer.
RULE_NAMES = ("kommentar", OWED, *(rule.__name__.replace("_", "-") for rule in RULES))
SCRIPTS = ROOT / "overrides" / "assets"
# Andra filer än tabeller som får ligga i datamappen.
OTHER_FILES = {FILE_NAME}


@dataclass(frozen=True)
class Examined:
    """Resultatet av en kontroll. `read` är None när ordboken eller mappen inte går att använda.

    `data` är det som publiceras, och `read` allt som lästes: det har också utkasten (utkast.py), som bara den som redigerar ser.
    `links` är länkarna till webbplatsens egna sidor. De kan prövas först när den är byggd.
    `pages` är mapparna med sidor. `acknowledged` är de råd och varningar som är kvitterade på sin rad.
    `folder` är datamappen.
    """

    findings: list[Finding]
    read: Data | None
    links: tuple[Place, ...] = ()
    pages: tuple[Path, ...] = ()
    acknowledged: tuple[Finding, ...] = ()
    folder: Path = Path()

    @cached_property
    def data(self) -> Data:
        """Det som publiceras av det lästa. Raises: ValueError när inget gick att läsa."""
        if self.read is None:
            raise ValueError("Inget är läst: ordboken eller datamappen går inte att använda.")
        return utkast.published(self.read)

    @property
    def is_ok(self) -> bool:
        return self.read is not None and not has_errors(self.findings)


def display_name(folder: Path, name: str) -> str:
    """Filens namn i fynden, sett från där kommandot körs, alltid med snedstreck."""
    return in_folder(seen_from_here(folder), name)


def seen_from_here(folder: Path) -> Path:
    """Mappen sedd från där kommandot körs."""
    with suppress(ValueError, OSError, RuntimeError):  # utanför, borttagen, eller en länk till sig själv
        return folder.resolve().relative_to(Path.cwd())
    return folder


def in_folder(folder: Path, name: str) -> str:
    return (folder / name).as_posix().encode("utf-8", "replace").decode("utf-8")


class Instead(NamedTuple):
    """Rader som inte är sparade ännu: vad som står i stället för den egna filen, och var de raderna skrevs.

    `places` är tabellen efter filens namn så som fynden visar det, till exempel ett blad i en arbetsbok.
    """

    readings: Mapping[str, read.Reading] = MappingProxyType({})
    places: Mapping[str, str] = MappingProxyType({})


AS_SAVED = Instead()


def examine(folder: Path, today: date, pages: Sequence[Path] | None = None, instead: Instead = AS_SAVED) -> Examined:
    """Läser och kontrollerar en datamapp, och sidorna med löpande text.

    Args:
        folder: mappen med en fil per tabell, förbundets egen.
        today: dagen som kontrollen gäller (vilka rapporter som är sena beror på den).
        pages: mapparna med sidor i stället för de vanliga.
        instead: rader att pröva innan de sparas.
    """
    where = folders(folder)
    pages = where.pages if pages is None else pages
    if not folder.is_dir():
        mark = Mark(display_name(folder, ""), 1, 1)
        return Examined(
            [Finding(mark, FEL, "Datamappen finns inte. Kontrollera namnet i inställningen DATA.", "datamapp")], None
        )
    dictionary = display_name(dictionary_file(folder).parent, FILE_NAME)
    if old := version_finding(folder, display_name(folder, VERSION_FILE)):
        return Examined([old], None)
    try:
        words = load_dictionary(folder)
    except DictionaryError as error:
        return Examined([Finding(Mark(dictionary, error.line, 1), FEL, str(error), "ordbok")], None)
    if not any((folder / table.file_name).exists() for table in words.tables.values()) and not unknown_files(folder, words):
        text = "I mappen finns inga tabeller. Kontrollera namnet i inställningen DATA."
        return Examined([Finding(Mark(display_name(folder, ""), 1, 1), FEL, text, "datamapp")], None)
    if disagreed := in_the_program(words, dictionary):
        return Examined(list(disagreed), None)
    data, findings = read_tables(where, words, today, instead)
    findings = [one for one in run_all(RULES, data, findings) if one.level == FEL or not is_copied(data, one)]
    shown = utkast.published(data)
    findings += findings_in_pages(pages, shown)
    findings, acknowledged = without_acknowledged(data, findings, RULE_NAMES)
    links = tuple(
        place
        for place in shown.places_in(lambda field: field.slag == "länk")
        if isinstance(place.value, Text) and place.value.startswith("/") and not is_offered(data, place)
    )
    data.forget()
    return Examined(
        sorted(findings, key=in_order), data, links, tuple(pages), tuple(sorted(acknowledged, key=in_order)), folder
    )


@lru_cache(maxsize=4)
def in_the_program(words: Dictionary, file: str) -> tuple[Finding, ...]:
    """Det som ordboken och programmet inte är överens om. Ordboken läses en gång, och redigeraren frågar efter varje ändring."""
    return tuple(disagreements(words, file))


def is_copied(data: Data, finding: Finding) -> bool:
    """Om fyndet står i en hämtad kopia. Råd och varningar där är förbundets egna att följa."""
    layer = data.layers.get(finding.mark.file)
    return bool(layer and layer.is_copy)


def is_offered(data: Data, place: Place) -> bool:
    """Om länken är ett gemensamt sökords. De leder bara till sidor som förbundet har."""
    return place.table.name == "sokord" and data.layer(place.row).name == "gemensamt"


def in_order(finding: Finding) -> tuple[Mark, str, str]:
    """Fynden står i filernas ordning."""
    return finding.mark, finding.level, finding.text


def findings_in_pages(folders: Sequence[Path], data: Data) -> list[Finding]:
    """Fynden i sidorna, och det som sidorna väntar på."""
    site = site_of(folders, data)
    found = page_findings(dict(site.pages), site.words, script_names(), data.today)
    if has_errors(found) or data.incomplete:  # det som sidorna lovar kan stå i en fil som inte gick att läsa
        return found
    cited = citation_findings(site.pages, data.ids("kallor")) if "kallor" in data.dictionary.tables else ()
    return [*found, *cited, *promise_findings(site), *owed_answers(site, data)]


def site_of(folders: Sequence[Path], data: Data) -> Site:
    """Sidorna, och det som de kan lova."""
    pages, own = read_pages(folders, display_name), page_files(folders[-1:])
    words, common = known_words(data.dictionary), frozenset(data.common)
    return Site(pages, pages.keys() - own.keys(), words, data.available, data.pickable, common)


def known_words(words: Dictionary) -> Dictionary:
    """Ordboken och projektets egna tabeller: en sida som bygger på en tabell som en egen ordbok saknar lämnas utanför."""
    with suppress(DictionaryError):
        return replace(words, tables=load_dictionary(DEFAULT.parent).tables | words.tables)
    return words


def script_names() -> list[str]:
    return [path.name for path in SCRIPTS.glob("*.js")]


def read_tables(where: Folders, words: Dictionary, today: date, instead: Instead = AS_SAVED) -> tuple[Data, list[Finding]]:
    """Alla tabeller som går att läsa, och fynden om hur filerna är skrivna."""
    found = [layer._replace(förbund=förbund_of(layer)) for layer in layers(where.data, where.common_data)]
    old = {layer for layer in found if layer.is_copy and version_of(layer.folder) != CURRENT}
    found = [layer for layer in found if layer not in old]
    has_own_words = (where.data / FILE_NAME).exists()  # då kan programmets gemensamma filer vara fler än ordbokens tabeller
    known = [layer for layer in found if not has_own_words or layer.folder != DEFAULT.parent]
    unknown = [finding for layer in known for finding in unknown_files(layer.folder, words)]
    seen = {
        layer: seen_from_here(layer.folder) for layer in found
    }  # en gång för alla tabeller: disken frågas om varje mapp på vägen
    data, findings = Data(words, today), [*unknown, *stray_files(where.data / OTHERS), *map(old_copy, sorted(old))]
    for table in words.tables.values():
        readings = [
            (layer, *read_layer(layer, in_folder(seen[layer], table.file_name), table, found[0], instead)) for layer in found
        ]
        if unknown:  # en fil med fel namn är kanske den här tabellens: det felet räcker
            readings = [(layer, file, without_missing(reading)) for layer, file, reading in readings]
        findings += [finding for _, _, reading in readings for finding in reading.findings]
        fields = [field.name for field in table.fields if field.from_folder]
        for layer, _, reading in readings:
            for row in reading.rows:
                fill(row, [(name, layer.values[name]) for name in fields])
        data.add(table, readings)
    data.table_of |= instead.places
    data.layers |= dict.fromkeys(instead.places, found[1])
    return data, findings


def old_copy(layer: Layer) -> Finding:
    """Fyndet när en hämtad kopia har en annan form än den som programmet läser. Den är inte med."""
    name = layer.folder.name
    text = (
        f"Kopian av {name} har en annan form än den som programmet läser, och är inte med. Kör python -m macros hämta {name}."
    )
    return Finding(Mark(display_name(layer.folder, VERSION_FILE), 1, 1), VARNING, text, "gammal-kopia")


def förbund_of(layer: Layer) -> str:
    """Id:t för förbundet som lagret hör till, ur dess egen fil. Tomt i det gemensamma, och när filen inte går att läsa.

    En hämtad kopia heter som sitt förbund. Är förbundets rad redan skriven för hand har kopian ingen egen.
    """
    if layer.is_copy:
        return layer.folder.name
    rows = [] if layer.name == "gemensamt" else read.read_file(layer.folder / "forbund.yaml", "").rows
    found = str(rows[0].get("id", "")) if rows else ""
    return found if re.fullmatch(SLAG["id"].mönster or "", found) else ""


def read_layer(layer: Layer, file: str, table: Table, common: Layer, instead: Instead) -> tuple[str, read.Reading]:
    """Tabellens fil i ett lager: namnet i fynden och det lästa. Bara det egna måste finnas, om inte det gemensamma har den."""
    path = layer.folder / table.file_name
    if layer.name == "eget" and table.name in instead.readings:
        return file, instead.readings[table.name]
    is_needed = layer.name == "eget" and not (common.folder / table.file_name).exists()
    if not is_needed and not path.exists() and not path.is_symlink():
        return file, read.Reading([], [], True)
    return file, read.read_file(path, file)


def without_missing(reading: read.Reading) -> read.Reading:
    """Det lästa utan fyndet att filen saknas."""
    if reading.rows:
        return reading
    return reading._replace(complete=False, findings=[one for one in reading.findings if one.rule != "saknad-fil"])


def stray_files(others: Path) -> list[Finding]:
    """En fil direkt bland andra förbund läses aldrig: varje förbund har sin mapp."""
    paths = sorted(others.glob("*.y*ml")) if others.is_dir() else []
    text = f"Filen läses aldrig. Lägg den i en mapp som heter som förbundets id, till exempel {OTHERS}/goteborg."
    return [Finding(Mark(display_name(others, path.name), 1, 1), FEL, text, "okänd-fil") for path in paths]


def suggested_file(path: Path, known: set[str]) -> str:
    """Namnet som kan vara menat. Ändelsen är likadan överallt, så den räknas inte."""
    return suggestion(path.name.partition(".")[0], sorted(name.removesuffix(".yaml") for name in known)).replace("?", ".yaml?")


def unknown_files(folder: Path, words: Dictionary) -> list[Finding]:
    """En YAML-fil som ingen tabell heter som läses aldrig: troligen ett stavfel."""
    if not folder.is_dir():
        return []
    known = {table.file_name for table in words.tables.values()} | OTHER_FILES
    return [
        Finding(
            Mark(display_name(folder, path.name), 1, 1),
            FEL,
            f"Filen läses aldrig, för ingen tabell heter så.{suggested_file(path, known)} Byt namn på filen eller ta bort den.",
            "okänd-fil",
        )
        for path in sorted(folder.iterdir())
        if path.name not in known and re.search(r"^[^.].*\.ya?ml(\.\w+)?$", path.name, re.IGNORECASE)
    ]
