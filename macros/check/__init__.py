"""Kontrollerna: läser datamappen, prövar den mot ordboken och reglerna och samlar alla fynd.

Vägen är en: `examine` läser och kontrollerar; det den lämnar ifrån sig utan `fel` kan modellen byggas av.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from macros import read
from macros.check import guide_rules, relations, rules, schema, texts, uppfoljning_rules, utfall_ram_rules, utfall_tal_rules
from macros.check.agreement import disagreements
from macros.check.data import Data, Place
from macros.check.pages import page_findings
from macros.check.run import Rule, run_all
from macros.dictionary.load import FILE_NAME, DictionaryError
from macros.dictionary.load import load as load_dictionary
from macros.dictionary.words import Dictionary
from macros.findings import FEL, Finding, Mark, has_errors, suggestion
from macros.read import Text
from macros.settings import ROOT

# Ordningen avgör vad som sägs om ett ställe: det första felet gäller, så att ett misstag inte ger flera fynd.
RULES: tuple[Rule, ...] = (
    *texts.FIRST_RULES,
    *schema.RULES,
    *rules.RULES,
    *relations.RELATION_RULES,
    *guide_rules.GUIDE_RULES,
    *utfall_ram_rules.RAM_RULES,
    *utfall_tal_rules.TAL_RULES,
    *uppfoljning_rules.UPPFÖLJNING_RULES,
    *texts.LAST_RULES,
)
DOCS, SCRIPTS = ROOT / "docs", ROOT / "overrides" / "assets"
# Andra filer än tabeller som får ligga i datamappen.
OTHER_FILES = {FILE_NAME}


@dataclass(frozen=True)
class Examined:
    """Resultatet av en kontroll. `read` är None när ordboken eller mappen inte går att använda.

    `links` är länkarna till webbplatsens egna sidor. De kan prövas först när den är byggd.
    """

    findings: list[Finding]
    read: Data | None
    links: tuple[Place, ...] = ()

    @property
    def data(self) -> Data:
        """Det som lästes. Raises: ValueError när inget gick att läsa."""
        if self.read is None:
            raise ValueError("Inget är läst: ordboken eller datamappen går inte att använda.")
        return self.read

    @property
    def is_ok(self) -> bool:
        return self.read is not None and not has_errors(self.findings)


def display_name(folder: Path, name: str) -> str:
    """Filens namn i fynden, sett från där kommandot körs, alltid med snedstreck."""
    path = folder / name
    with suppress(ValueError, OSError, RuntimeError):  # utanför, borttagen, eller en länk till sig själv
        path = folder.resolve().relative_to(Path.cwd()) / name
    return path.as_posix().encode("utf-8", "replace").decode("utf-8")


def examine(folder: Path, today: date, docs: Path = DOCS) -> Examined:
    """Läser och kontrollerar en datamapp, och sidorna i docs/.

    Args:
        folder: mappen med ordboken och en fil per tabell.
        today: dagen som kontrollen gäller (vilka rapporter som är sena beror på den).
        docs: mappen med sidornas löpande text.
    """
    if not folder.is_dir():
        mark = Mark(display_name(folder, ""), 1, 1)
        return Examined(
            [Finding(mark, FEL, "Datamappen finns inte. Kontrollera namnet i inställningen DATA.", "datamapp")], None
        )
    try:
        words = load_dictionary(folder)
    except DictionaryError as error:
        mark = Mark(display_name(folder, FILE_NAME), error.line, 1)
        return Examined([Finding(mark, FEL, str(error), "ordbok")], None)
    if not any((folder / table.file_name).exists() for table in words.tables.values()) and not unknown_files(folder, words):
        text = "I mappen finns inga tabeller. Kontrollera namnet i inställningen DATA."
        return Examined([Finding(Mark(display_name(folder, ""), 1, 1), FEL, text, "datamapp")], None)
    if disagreed := disagreements(words, display_name(folder, FILE_NAME)):
        return Examined(disagreed, None)
    data, findings = read_tables(folder, words, today)
    findings = run_all(RULES, data, findings)
    findings += page_findings(docs, known_words(words), script_names(), today, display_name)
    links = tuple(
        place
        for place in data.places_in(lambda field: field.slag == "länk")
        if isinstance(place.value, Text) and place.value.startswith("/")
    )
    data.forget()
    return Examined(sorted(findings, key=lambda f: (f.mark, f.level, f.text)), data, links)


def known_words(words: Dictionary) -> Dictionary:
    """Ordboken och projektets egna tabeller: en sida som bygger på en tabell som en egen ordbok saknar lämnas utanför."""
    with suppress(DictionaryError):
        return replace(words, tables=load_dictionary(ROOT / "data").tables | words.tables)
    return words


def script_names() -> list[str]:
    return [path.name for path in SCRIPTS.glob("*.js")]


def read_tables(folder: Path, words: Dictionary, today: date) -> tuple[Data, list[Finding]]:
    """Alla tabeller som går att läsa, och fynden om hur filerna är skrivna."""
    data, unknown = Data(words, today), unknown_files(folder, words)
    findings = list(unknown)
    for table in words.tables.values():
        file = display_name(folder, table.file_name)
        reading = read.read_file(folder / table.file_name, file)
        if unknown and not reading.rows:  # en fil med fel namn är kanske den här tabellens: det felet räcker
            there = [finding for finding in reading.findings if finding.rule != "saknad-fil"]
            reading = reading._replace(complete=False, findings=there)
        data.add(table.name, file, reading)
        findings += reading.findings
    return data, findings


def suggested_file(path: Path, known: set[str]) -> str:
    """Namnet som kan vara menat. Ändelsen är likadan överallt, så den räknas inte."""
    return suggestion(path.name.partition(".")[0], sorted(name.removesuffix(".yaml") for name in known)).replace("?", ".yaml?")


def unknown_files(folder: Path, words: Dictionary) -> list[Finding]:
    """En YAML-fil som ingen tabell heter som läses aldrig: troligen ett stavfel."""
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
