"""Fynd: vad kontrollerna har att säga, och formaten det sägs i."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from typing import Any, NamedTuple
from unicodedata import category


class Mark(NamedTuple):
    """Plats i en fil. Rad och kolumn räknas från 1."""

    file: str
    line: int
    column: int


FEL, VARNING, RÅD = "fel", "varning", "råd"
LEVELS = (FEL, VARNING, RÅD)


class Step(NamedTuple):
    """En ändring i en datafil som en maskin kan göra. `mark` är där det som ändras står.

    `what` är ett av orden i STEPS. `new` är det nya värdet eller namnet: text, lista eller fält. `name` är fältet som
    läggs till eller tas bort, eller tecknen som byts.
    """

    what: str
    mark: Mark
    new: Any = ""
    name: str = ""


STEPS = {
    "värde": "värdet byts",
    "nyckel": "fältet får ett annat namn",
    "bort": "fältet, eller raden i en lista, tas bort",
    "fält": "ett fält läggs till i raden, eller i objektet, som börjar här",
    "tecken": "tecknen byts",
}
Remedy = tuple[Step, ...]  # hela rättelsen av ett fynd: alla stegen görs, eller inget


def new_value(mark: Mark, value: Any) -> Remedy:
    """Rättelsen att värdet på platsen blir ett annat: text, en lista eller fält."""
    return (Step("värde", mark, value),)


def new_name(mark: Mark, name: str) -> Remedy:
    """Rättelsen att fältet på platsen får ett annat namn."""
    return (Step("nyckel", mark, name),)


def taken_away(mark: Mark, name: str = "") -> Remedy:
    """Rättelsen att raden i en lista, eller fältet `name`, på platsen tas bort."""
    return (Step("bort", mark, "", name),)


def new_field(mark: Mark, name: str, value: Any) -> Remedy:
    """Rättelsen att raden, eller objektet, som börjar på platsen får ett fält till."""
    return (Step("fält", mark, value, name),)


def new_letters(mark: Mark, old: str, new: str) -> Remedy:
    """Rättelsen att tecknen `old` på platsen blir `new`. För det som inte går att läsa som YAML."""
    return (Step("tecken", mark, new, old),)


@dataclass(frozen=True, order=True)
class Finding:
    """Ett fynd: `fel` stoppar bygget, `varning` och `råd` gör det inte. Texten är en rad.

    `remedy` är rättelsen som texten föreslår, när den är så bestämd att en maskin kan göra den. `about` är tabellen, eller
    fältet i en tabell, när fyndet inte gäller någon rad.
    """

    mark: Mark
    level: str
    text: str
    rule: str = ""
    remedy: Remedy = field(default=(), compare=False)
    about: str = field(default="", compare=False)

    def __str__(self) -> str:
        line = visible(f"{self.mark.file}:{self.mark.line}:{self.mark.column} {self.level}: {self.text}")
        return line.replace("\r", "\\r").replace("\n", "\\n")


def visible(text: str) -> str:
    """Texten med styrtecken och andra osynliga tecken utskrivna (`\\x1b`), utom radslut.

    En terminal lyder det som står i ett namn: en färg, en flyttad markör, en rad som skrivs över.
    """
    if text.isprintable():
        return text
    return "".join(
        letter.encode("unicode_escape").decode()
        if letter not in "\r\n" and category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
        else letter
        for letter in text
    )


def shown(text: str, limit: int = 60) -> str:
    """Ett värde så som ett fynd visar det: på en rad, och kortat när det är långt."""
    line = visible(" ".join(text[: 10 * limit].split()))
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def line_at(mark: Mark, seen_from: Mark) -> str:
    """`rad 12`, och filens namn när raden står i en annan fil än den som fyndet gäller."""
    return f"rad {mark.line}" + (f" i {mark.file}" if mark.file != seen_from.file else "")


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Det kända ord som ligger närmast, eller tom text när inget liknar. `cutoff` är difflibs mått, 1 är samma ord."""
    return _closest(word.casefold(), tuple(known), cutoff) if len(word) <= 100 else ""


@lru_cache(maxsize=1000)
def _closest(folded: str, known: tuple[str, ...], cutoff: float) -> str:
    by_folded = {name.casefold(): name for name in known}
    # difflib är långsam: låt den bara välja bland de tjugo som har flest bokstavspar gemensamma, de kortaste först.
    likely = nlargest(20, by_folded, key=lambda name: (len(_pairs(folded) & _pairs(name)), -len(name), name))
    close = get_close_matches(folded, likely, n=1, cutoff=cutoff)
    return by_folded[close[0]] if close else ""


@lru_cache(maxsize=10_000)
def _pairs(word: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(f" {word} ")))


def suggestion(word: str, known: Iterable[str]) -> str:
    """` Menade du …?` när något känt ord ligger nära, annars tom text."""
    found = closest(word, known)
    return f" Menade du {shown(found)}?" if found else ""


def suggested_value(word: str, known: Iterable[str], *marks: Mark) -> Remedy:
    """Rättelsen som `suggestion` föreslår, på alla ställen. Ingen när inget känt ord ligger nära."""
    found = closest(word, known)
    return tuple(Step("värde", mark, found) for mark in marks) if found else ()


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.level == FEL for finding in findings)


def summary(findings: list[Finding], acknowledged: int = 0) -> str:
    """En rad om utfallet, till exempel `2 fel, 1 varning, 12 råd. 3 av dem kan rättas med make ratta.`

    Args:
        acknowledged: hur många råd och varningar som är kvitterade och därför inte finns bland fynden.
    """
    signed = f" {acknowledged} råd och varningar är kvitterade." if acknowledged else ""
    counts = {level: sum(finding.level == level for finding in findings) for level in LEVELS}
    words = {FEL: "fel", VARNING: "varning" if counts[VARNING] == 1 else "varningar", RÅD: "råd"}
    if not findings:
        return f"Inga fel.{signed}"
    said = ", ".join(f"{counts[level]} {words[level]}" for level in LEVELS if counts[level]) + "."
    if mended := sum(bool(finding.remedy) for finding in findings):
        of = "Det" if len(findings) == 1 else "Alla" if mended == len(findings) else f"{mended} av dem"
        said += f" {of} kan rättas med make ratta."
    return said + signed


def as_text(findings: list[Finding]) -> str:
    """En rad per fynd. Felen står först: de ska rättas innan något annat."""
    return "".join(f"{finding}\n" for finding in sorted(findings, key=lambda one: one.level != FEL))


def as_github(findings: list[Finding]) -> str:
    """GitHub Actions arbetsflödeskommandon: fyndet visas på raden i ändringen."""
    commands = {FEL: "error", VARNING: "warning", RÅD: "notice"}

    def escaped(text: str) -> str:
        return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def escaped_property(text: str) -> str:
        return escaped(text).replace(":", "%3A").replace(",", "%2C")

    return "".join(
        f"::{commands[f.level]} file={escaped_property(f.mark.file)},line={f.mark.line},col={f.mark.column},"
        f"title={escaped_property(f.level)}::{escaped(f.text)}\n"
        for f in findings
    )


def as_gitlab(findings: list[Finding]) -> str:
    """GitLab Code Quality. Fingeravtrycket bygger inte på radnummer, så ett flyttat fynd är samma fynd."""
    severities = {FEL: "blocker", VARNING: "minor", RÅD: "info"}
    seen: dict[str, int] = {}
    report = []
    for finding in findings:
        identity = re.sub(r"\brad \d+", "rad", f"{finding.mark.file} {finding.rule} {finding.text}")
        seen[identity] = seen.get(identity, 0) + 1
        report.append(
            {
                "description": visible(finding.text),
                "check_name": finding.rule,
                "fingerprint": hashlib.sha256(f"{identity} {seen[identity]}".encode(errors="backslashreplace")).hexdigest(),
                "severity": severities[finding.level],
                "location": {"path": visible(finding.mark.file), "lines": {"begin": finding.mark.line}},
            }
        )
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _step_as_json(step: Step) -> dict[str, Any]:
    """Ett steg i rättelsen. Det som inte används i steget är inte med."""
    given = {"gör": step.what, "fil": step.mark.file, "rad": step.mark.line, "kolumn": step.mark.column}
    return given | ({"namn": step.name} if step.name else {}) | ({} if step.what == "bort" else {"nytt": step.new})


def as_json(findings: list[Finding]) -> str:
    rows = [
        {
            "fil": visible(f.mark.file),
            "rad": f.mark.line,
            "kolumn": f.mark.column,
            "nivå": f.level,
            "text": visible(f.text),
            "regel": f.rule,
        }
        | ({"rättelse": [_step_as_json(step) for step in f.remedy]} if f.remedy else {})
        for f in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


FORMATS = {"text": as_text, "github": as_github, "gitlab": as_gitlab, "json": as_json}
