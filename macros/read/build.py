"""Ett dokuments värde, byggt av libyamls händelser."""

import re
from collections.abc import Callable
from typing import Any
from unicodedata import normalize

import yaml

from macros.findings import FEL, VARNING, Finding, Mark, shown
from macros.read.characters import CONTROL_IN_VALUE, HARD_SPACE, MAX_FINDINGS
from macros.read.syntax import TEXTS, syntax_finding
from macros.read.values import Items, Record, Refused, Text, Value, placed

MAX_DEPTH = 20
# Libyamls händelser har alltid en plats, och de som bär ett värde har ankare och tagg. Typerna för PyYAML säger det inte.
Event = Any


class Builder:
    """Bygger värden av libyamls händelser, med ett tak för djupet."""

    def __init__(self, text: str, file: str, line_offset: int = 0):
        self.text, self.file, self.line_offset = text, file, line_offset
        self.lines = text.split("\n")
        self.hash_lines = {number for number, line in enumerate(self.lines) if " #" in line}
        self.findings: list[Finding] = []
        self.complete = True

    def mark(self, event: Event) -> Mark:
        return Mark(self.file, event.start_mark.line + 1 + self.line_offset, event.start_mark.column + 1)

    def stop(self, event: Event, text: str, rule: str) -> None:
        raise Refused(Finding(self.mark(event), FEL, text, rule))

    def note(self, mark: Mark, level: str, text: str, rule: str) -> None:
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(Finding(mark, level, text, rule))

    def build(self) -> Value | None:
        """Dokumentets värde, eller None när det är tomt. Raises: Refused när det inte går att läsa."""
        try:
            get_event: Callable[[], Event] = yaml.CBaseLoader(self.text).get_event
            get_event()  # StreamStart
            if isinstance(get_event(), yaml.StreamEndEvent):
                return None
            value = self._value(get_event(), get_event, 0)
            get_event()  # DocumentEnd
            following = get_event()
            if not isinstance(following, yaml.StreamEndEvent):
                self.stop(following, TEXTS["dokument"], "flera-dokument")
            return value
        except yaml.YAMLError as error:
            raise Refused(syntax_finding(error, self.text, self.file, self.line_offset)) from error

    def _refuse_specials(self, event: Event, depth: int) -> None:
        if event.anchor:  # ett alias har ankarets namn
            self.stop(event, TEXTS["ankare"], "ankare")
        if event.tag:
            self.stop(event, TEXTS["tagg"], "tagg")
        if depth > MAX_DEPTH:
            self.stop(
                event,
                f"Listor ligger i varandra i mer än {MAX_DEPTH} nivåer. Ta bort de bindestreck och parenteser som inte behövs.",
                "djup",
            )

    def _value(self, event: Event, get_event: Callable[[], Event], depth: int) -> Value:
        self._refuse_specials(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items = placed(Items(), self.mark(event))
            while not isinstance(event := get_event(), yaml.SequenceEndEvent):
                items.append(self._value(event, get_event, depth + 1))
            return items
        return self._record(event, get_event, depth)

    def _text(self, event: Event) -> Text:
        """Skalären, med å, ä och ö som ett tecken vardera (macOS delar ibland upp dem i två) och vanliga mellanslag (Word)."""
        value = event.value if event.value.isascii() else HARD_SPACE.sub(" ", normalize("NFC", event.value))
        text = Text(value.strip())
        text.mark = self.mark(event)
        if event.style == '"' and (hidden := CONTROL_IN_VALUE.search(text)):
            self.note(
                text.mark,
                FEL,
                f"Värdet innehåller ett osynligt tecken (U+{ord(hidden[0]):04X}), skrivet med omvänt snedstreck. Ta bort det.",
                "styrtecken",
            )
        if event.style in ("|", ">") and not text:  # `arbete: >5` läses som ett tomt stycke
            self.note(
                text.mark,
                FEL,
                "Efter kolonet står | eller > utan text på raderna under. Sätt raka citattecken runt "
                'värdet, som ">5", eller skriv texten på nästa rad, indragen.',
                "tomt-stycke",
            )
        if not event.style and event.end_mark.line > event.start_mark.line:
            self._swallowed_lines(event)
        if not event.style and event.end_mark.line in self.hash_lines:
            self._lost_comment(event)
        return text

    def _swallowed_lines(self, event: Event) -> None:
        """Ett värde utan citattecken fortsätter på indragna rader. En sådan rad med bindestreck var menad som en egen."""
        for line in range(event.start_mark.line + 1, event.end_mark.line + 1):
            written = self.lines[line]
            if written.lstrip().startswith("- "):
                column = len(written) - len(written.lstrip()) + 1
                self.note(Mark(self.file, line + 1 + self.line_offset, column), FEL, TEXTS["indrag"], "indrag")

    def _lost_comment(self, event: Event) -> None:
        """`Tabell #3` blir `Tabell`: det som följer på mellanslag och # är en kommentar."""
        end = event.end_mark
        rest = self.lines[end.line][end.column :]
        if re.match(r" +#\S", rest):
            column = end.column + rest.index("#") + 1
            self.note(
                Mark(self.file, end.line + 1 + self.line_offset, column),
                VARNING,
                "Det som står efter # kommer inte "
                "med. Sätt raka citattecken runt hela värdet om det hör dit, annars skriv ett mellanslag efter #.",
                "kommentar",
            )

    def _record(self, event: Event, get_event: Callable[[], Event], depth: int) -> Record:
        record = placed(Record(), self.mark(event))
        seen: dict[str, Text] = {}
        twice: list[Text] = []
        while not isinstance(event := get_event(), yaml.MappingEndEvent):
            key = self._value(event, get_event, depth + 1)
            value = self._value(get_event(), get_event, depth + 1)
            if not isinstance(key, Text) or not key:
                self.note(
                    key.mark, FEL, "Fältets namn är inte vanlig text. Skriv namnet, kolon, mellanslag och värdet.", "nyckel"
                )
            elif key in seen:
                twice.append(key)
            else:
                seen[key] = key
                if value == "":
                    record.blank[key] = key
                else:
                    record[key] = value
        if twice:
            self._note_twice(twice, seen[twice[0]])
        return record

    def _note_twice(self, twice: list[Text], first: Text) -> None:
        """Ett fält två gånger är en dubblett. Flera på en gång är två rader utan bindestreck mellan sig."""
        where = f"(först på rad {first.mark.line})"
        if len(twice) == 1:
            self.note(twice[0].mark, FEL, f"Fältet {shown(first)} står två gånger {where}. Ta bort det ena.", "dubbel-nyckel")
        else:
            self.complete = False
            names = ", ".join(map(str, twice[:-1]))
            self.note(
                twice[0].mark,
                FEL,
                f"Fälten {shown(names)} och {shown(twice[-1])} står två gånger {where}. Är det en ny "
                "rad i tabellen: skriv bindestreck och mellanslag före det första fältet.",
                "ihopskrivna-rader",
            )
