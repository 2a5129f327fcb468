"""Gör de rättelser som fynden bär. Varje fynds rättelse görs hel eller inte alls."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from macros.dictionary.words import Dictionary
from macros.findings import Finding, Step
from macros.read import read_rows
from macros.write.document import BOM
from macros.write.draft import Draft, difference
from macros.write.locate import GONE, Located, located, place_in_text
from macros.write.plain import Plain, WriteRefused, at
from macros.write.replace import replace_file

STILL_UNREADABLE = "Raden går inte att läsa efteråt heller. Rätta den för hand."
COMMENTED = "Flytta raden för hand, så att kommentaren vid den följer med."
NOT_A_TABLE = "Rättelsen gäller ingen tabell."


@dataclass
class Mended:
    """Filerna som de var och som de blir, fynden som är rättade, och de som inte gick med skälet."""

    files: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    done: list[Finding] = field(default_factory=list)
    refused: list[tuple[Finding, str]] = field(default_factory=list)

    def diff(self) -> str:
        return "".join(difference(old, new, name) for name, (old, new) in self.files.items())

    def save(self) -> None:
        """Skriver filerna, en i taget. Raises: WriteRefused."""
        for name, (old, new) in self.files.items():
            if old != new:
                replace_file(Path(name), old, new)


class Overlap(WriteRefused):
    """En annan rättelse har ändrat samma ställe. Den här görs när filen har lästs om."""

    def __init__(self) -> None:
        super().__init__("En annan rättelse har ändrat samma ställe.")


class Planned(NamedTuple):
    """Ett steg, var det görs, och vad som står där nu."""

    step: Step
    place: Located
    old: Plain | None


def mend(findings: Iterable[Finding], words: Dictionary) -> Mended:
    """Alla fyndens rättelser, mot filerna som de är nu. Inget skrivs. Det som står sist i en fil rättas först."""
    found = list(findings)
    waiting = sorted((finding for finding in found if finding.remedy), key=lambda one: one.mark, reverse=True)
    letters = {step.mark.file for finding in waiting for step in finding.remedy if step.what == "tecken"}
    mended, drafts = Mended(), Drafts(words)
    for finding in waiting:
        files = {step.mark.file for step in finding.remedy}
        try:
            if all(step.what == "tecken" for step in finding.remedy):
                _exchange_letters(mended, finding)
            elif files & letters:  # filen läses om först när tecknen är rättade
                continue
            else:
                drafts.apply(finding)
            mended.done.append(finding)
        except Overlap:
            continue
        except WriteRefused as refused:
            mended.refused.append((finding, str(refused)))
    if stopped := drafts.finish(mended):
        again = mend([finding for finding in found if finding not in stopped], words)
        again.refused += stopped.items()
        return again
    return mended


def _exchange_letters(mended: Mended, finding: Finding) -> None:
    """Byter tecken i filens text. Raises: WriteRefused."""
    name = finding.mark.file
    original, data = mended.files.get(name) or (read_bytes(name),) * 2
    bom, text = data.startswith(BOM), data.decode("utf-8-sig")
    for step in sorted(finding.remedy, key=lambda step: step.mark, reverse=True):
        place = place_in_text(text, step.mark.line, step.mark.column)
        if not text.startswith(step.name, place):
            raise WriteRefused(GONE)
        text = text[:place] + step.new + text[place + len(step.name) :]
    new = (BOM if bom else b"") + text.encode()
    if any(found.rule == "yaml" and found.mark.line == finding.mark.line for found in read_rows(new, name).findings):
        raise WriteRefused(STILL_UNREADABLE)
    mended.files[name] = (original, new)


def read_bytes(name: str) -> bytes:
    """Filens innehåll. Raises: WriteRefused."""
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise WriteRefused(f"{name} går inte att öppna. Kontrollera att filen finns och att du får läsa den.") from error


class Drafts:
    """Ett utkast per fil som rättas."""

    def __init__(self, words: Dictionary):
        self.words = words
        self.open: dict[str, Draft] = {}

    def draft(self, name: str) -> Draft:
        if Path(name).suffix != ".yaml":
            raise WriteRefused(NOT_A_TABLE)
        if name not in self.open:
            self.open[name] = Draft(read_bytes(name), name, self.words.tables.get(Path(name).stem))
        return self.open[name]

    def apply(self, finding: Finding) -> None:
        """Alla steg i ett fynds rättelse, eller inget. Raises: WriteRefused."""
        planned = [self._plan(step) for step in finding.remedy]
        drafts = {id(draft): draft for step in finding.remedy for draft in [self.draft(step.mark.file)]}
        before = [(draft, draft.copied()) for draft in drafts.values()]
        comments = [draft.comments() for draft in drafts.values()]
        try:
            for plan in sorted(planned, key=lambda plan: plan.step.mark, reverse=True):
                self._do(plan)
            is_move = {"bort", "fält"} <= {step.what for step in finding.remedy}
            if is_move and any(draft.comments() < count for draft, count in zip(drafts.values(), comments)):
                raise WriteRefused(COMMENTED)
        except WriteRefused:
            for draft, copied in before:
                draft.restore(copied)
            raise

    def _plan(self, step: Step) -> Planned:
        """Var steget görs, räknat i filen som den lästes. Det som står där ska vara orört."""
        draft = self.draft(step.mark.file)
        place = located(draft.reading.rows, step)
        read = at(draft.read_rows[place.number], place.path)
        now = at(draft.rows[place.number], place.path)
        is_moved = now is None if step.what in ("nyckel", "fält") else now != read
        if is_moved:
            raise Overlap
        return Planned(step, place, now)

    def _do(self, plan: Planned) -> None:
        step, (number, path) = plan.step, plan.place
        draft = self.draft(step.mark.file)
        if step.what == "nyckel":
            draft.rename_at(number, path, step.new)
        elif step.what == "bort":
            draft.remove(number, path)
        elif step.what == "fält":
            draft.set(number, (*path, step.name), step.new)
        elif step.what == "värde":
            draft.set(number, path, step.new)

    def finish(self, mended: Mended) -> dict[Finding, str]:
        """Prövar varje utkast. Returns: fynden i de filer som inte gick att skriva, med skälet."""
        stopped: dict[Finding, str] = {}
        for name, draft in self.open.items():
            try:
                mended.files[name] = (draft.original, draft.result())
            except WriteRefused as refused:
                here = (finding for finding in mended.done if name in {step.mark.file for step in finding.remedy})
                stopped |= dict.fromkeys(here, str(refused))
        return stopped
