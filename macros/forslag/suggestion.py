"""Fyndens rättelser som rader att byta: vilka rader i filen som de är nu, och vad som ska stå där."""

import hashlib
import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from macros.dictionary.words import Dictionary
from macros.findings import Finding
from macros.write.mend import mend

MOST_LINES = 30  # ett längre förslag går inte att läsa i en kommentar; ratta gör det i stället


class Suggestion(NamedTuple):
    """Raderna `first` till och med `last` i `file`, räknade från 1, och raderna som ska stå där. Texterna är fyndens."""

    file: str
    first: int
    last: int
    lines: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def marker(self) -> str:
        """Känner igen förslaget nästa gång, också när rader ovanför har flyttat det. Syns inte i kommentaren."""
        said = "\n".join((self.file, *self.texts, *self.lines))
        return f"<!-- rättelse {hashlib.sha256(said.encode(errors='backslashreplace')).hexdigest()[:16]} -->"

    def body(self, kind: str) -> str:
        """Kommentaren. `kind` är kodblockets slag, som skiljer sig mellan GitHub och GitLab."""
        ticks = "`" * max(3, 1 + max((len(run) for line in self.lines for run in re.findall("`+", line)), default=0))
        block = "".join(f"{line}\n" for line in self.lines)
        return "\n\n".join((*map(as_markdown, self.texts), f"{ticks}{kind}\n{block}{ticks}", self.marker))


def as_markdown(text: str) -> str:
    """Text som visas som den är. Ett värde ur YAML får inte bli en länk eller en rubrik i kommentaren."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def suggestions(findings: Iterable[Finding], words: Dictionary) -> list[Suggestion]:
    """Ett förslag för varje rättelse i en fil. Rättelser som rör samma rader blir ett förslag. Inget skrivs."""
    found: list[tuple[Suggestion, list[Finding]]] = []
    for finding in sorted(one for one in findings if one.remedy):
        made = suggestion([finding], words)
        if made and found and overlaps(found[-1][0], made):
            together = [*found[-1][1], finding]
            if both := suggestion(together, words):
                found[-1] = both, together
        elif made:
            found.append((made, [finding]))
    return [one for one, _ in found]


def overlaps(one: Suggestion, other: Suggestion) -> bool:
    return one.file == other.file and one.first <= other.last and other.first <= one.last


def suggestion(findings: list[Finding], words: Dictionary) -> Suggestion | None:
    """Fyndens rättelser tillsammans, när de rör en fil och ryms på några rader."""
    mended = mend(findings, words)
    if len(mended.files) != 1:
        return None
    [(name, (old, new))] = mended.files.items()
    before, after = (data.decode("utf-8-sig", "replace").splitlines() for data in (old, new))
    changes = [change for change in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if change[0] != "equal"]
    if not changes:
        return None
    first, last, start, end = changes[0][1], changes[-1][2], changes[0][3], changes[-1][4]
    if first == last:  # nya rader: ett förslag måste ersätta något, så raden före är med, eller den efter när ingen är före
        first, start, last, end = (first - 1, start - 1, last, end) if first else (0, 0, 1, end + 1)
    if last - first > MOST_LINES or end - start > MOST_LINES:
        return None
    return Suggestion(name, first + 1, last, tuple(after[start:end]), tuple(f"{one.level}: {one.text}" for one in mended.done))
