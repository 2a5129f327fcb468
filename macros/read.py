"""YAML-text → rader. Varje värde är text och vet var i filen det står.

Läsaren tar libyamls händelser och bygger själv, i stället för yaml.load:
skalärer förblir text (`NO`, `1.10` och `0701234567` betyder vad de ser ut att betyda), varje värde får
sin plats, och ankare, alias, taggar och djup nästling stoppas innan de har kostat något.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import yaml

from macros.findings import FEL, VARNING, Finding, Mark, has_errors, shown

MAX_BYTES = 10_000_000
MAX_DEPTH = 20
MAX_FINDINGS = 100  # av samma slag i en fil: den som har fler har gjort ett och samma fel överallt


class Text(str):
    """En skalär med sin plats."""

    __slots__ = ("mark",)
    mark: Mark


class Items(list):
    """En lista med sin plats."""

    __slots__ = ("mark",)
    mark: Mark


class Record(dict):
    """Nycklar och värden med sin plats. Nycklarna är Text och har egna platser.

    `blank` är nycklarna utan värde: ett fält utan värde är ett fält som inte är ifyllt.
    """

    __slots__ = ("blank", "mark")
    mark: Mark
    blank: dict[str, Text]

    def __init__(self) -> None:
        super().__init__()
        self.blank = {}

    def key_mark(self, name: str) -> Mark:
        """Nyckelns plats, eller radens om nyckeln saknas."""
        return next((key.mark for key in (*self, *self.blank) if key == name), self.mark)

    def value_mark(self, name: str) -> Mark:
        """Värdets plats, eller radens om nyckeln saknas."""
        return self[name].mark if name in self else self.mark


Value = Text | Items | Record


class Reading(NamedTuple):
    """En läst fil. `complete` är falskt när någon rad inte gick att läsa."""

    rows: list[Record]
    findings: list[Finding]
    complete: bool
    text: str = ""


class Refused(Exception):
    """Det går inte att läsa vidare. Bär fyndet som säger varför."""

    def __init__(self, finding: Finding):
        super().__init__(str(finding))
        self.finding = finding


def placed(value: Value, mark: Mark) -> Value:
    value.mark = mark
    return value


def decode(data: bytes, file: str) -> str:
    """Bytes → text med \\n som radslut. Raises: Refused för för stora filer, fel teckenkodning och binära filer."""
    if len(data) > MAX_BYTES:
        raise Refused(too_big(len(data), file))
    try:
        text = data.decode("utf-8-sig")
        wrong = text.find("\0")
        before = text[:wrong]
    except UnicodeDecodeError as error:
        wrong = error.start
        before = error.object[:wrong].decode()
    if wrong >= 0:
        raise Refused(
            Finding(
                _end_of(before, file),
                FEL,
                "Filen är inte sparad som text i UTF-8, så å, ä och ö går inte "
                "att läsa. Spara om den med teckenkodningen UTF-8.",
                "teckenkodning",
            )
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def too_big(size: int, file: str) -> Finding:
    return Finding(
        Mark(file, 1, 1),
        FEL,
        f"Filen är {-(-size // 1_000_000)} MB. Gränsen är {MAX_BYTES // 1_000_000} MB. Ta bort det som inte hör hemma i den.",
        "filstorlek",
    )


def _end_of(text: str, file: str) -> Mark:
    """Platsen närmast efter texten."""
    return Mark(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
CONTROL_IN_VALUE = re.compile(CONTROL)
HARD_SPACES = r"[\xa0\u2000-\u200a\u202f]"
# Tecken som ser ut som något annat än det YAML ser. Grupperna heter som reglerna.
REFUSED = re.compile(
    rf"(?P<tabb>\t)[^\n]*|(?P<styrtecken>{CONTROL})|^(?P<procent>%)|^(?P<streck>-)[^\s-]"
    rf"|^[ -]*(?:\w+:)?(?P<hårt_mellanslag>{HARD_SPACES})"
    r"|^(?P<konflikt><{7}|={7}$|>{7})",
    re.MULTILINE,
)
# Finns inget av det här i filen behöver den inte letas igenom rad för rad.
SUSPECT = re.compile(rf"\t|{CONTROL}|{HARD_SPACES}")
SUSPECT_LINE = re.compile(r"\n(?:[%<=>]|-[^\s-])")
REFUSED_REMEDIES = {
    "tabb": "Raden innehåller en tabb. Byt den mot mellanslag.",
    "styrtecken": "Här står ett osynligt tecken (U+{code:04X}). Ta bort det: radera och skriv om tecknen runt omkring.",
    "procent": "Raden börjar med %. Ta bort den, eller dra in den om den hör till texten ovanför.",
    "streck": "Ett mellanslag saknas efter bindestrecket. Skriv bindestreck, mellanslag och fältets namn.",
    "konflikt": "Här har git lagt båda versionerna av samma rader. Behåll den rätta, och ta bort den andra och raderna med "
    "<<<<<<<, ======= och >>>>>>>.",
    "hårt_mellanslag": "Här står ett hårt mellanslag (U+{code:04X}). Byt det mot ett vanligt mellanslag.",
}


def refused_characters(text: str, file: str) -> list[Finding]:
    """Alla tecken som inte får finnas i en datafil, i ordning."""
    findings: list[Finding] = []
    if not (SUSPECT.search(text) or SUSPECT_LINE.search(f"\n{text}")):
        return findings
    line, line_start = 1, 0
    for match in REFUSED.finditer(text):
        name = match.lastgroup
        place = match.start(name)
        line += text.count("\n", line_start, place)
        line_start = text.rfind("\n", 0, place) + 1
        findings.append(
            Finding(
                Mark(file, line, place - line_start + 1),
                FEL,
                REFUSED_REMEDIES[name].format(code=ord(match[name][0])),
                name.replace("_", "-"),
            )
        )
        if len(findings) == MAX_FINDINGS:
            break
    return findings


TEXTS = {
    "ankare": "Ett värde kan inte börja med & eller *. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    "tagg": "Ett värde kan inte börja med utropstecken. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    "indrag": "Raden har fel indrag. Börja den lika långt in som raderna den hör ihop med, och en ny rad i listan med "
    "bindestreck och mellanslag.",
    "klammer": "Klammern eller hakparentesen här stängs aldrig. Sätt raka citattecken runt värdet om den hör till texten.",
    "kolon": "Ett kolon följt av mellanslag står mitt i ett värde. Sätt raka citattecken runt hela värdet.",
    "citat": "Det står mer text efter värdet. Sätt raka citattecken runt alltihop, av en annan sort än de som finns i "
    "texten: \"…\" eller '…'.",
    "dokument": "Filen är delad med --- eller en rad med tre punkter. Ta bort den raden.",
}
# Vad libyaml säger (sammanhang och problem), om platsen är där sammanhanget började, och vad som ska skrivas.
SYNTAX_REMEDIES = (
    ("while scanning an alias", True, TEXTS["ankare"]),
    ("while scanning an anchor", True, TEXTS["ankare"]),
    ("tag", True, TEXTS["tagg"]),
    ("escape", False, "Ett omvänt snedstreck står inom dubbla citattecken. Byt till enkla citattecken: '…'."),
    ("hexdecimal", False, "Ett omvänt snedstreck står inom dubbla citattecken. Byt till enkla citattecken: '…'."),
    ("while scanning a quoted scalar", True, "Citattecknet här stängs aldrig. Skriv ett likadant där värdet slutar."),
    ("expected ',' or", True, TEXTS["klammer"]),
    (
        "expected ':'",
        True,
        "Raden saknar ett kolon följt av mellanslag. Skriv fältets namn, kolon, mellanslag och värdet. "
        "Hör raden till texten ovanför: dra in den längre än fältets namn.",
    ),
    ("expected '-' indicator", False, TEXTS["indrag"]),
    (
        "while scanning a block scalar",
        True,
        "Efter | eller > ska texten börja på nästa rad, längre indragen. Sätt raka "
        "citattecken runt värdet om tecknet hör till texten.",
    ),
    (
        "block sequence entries are not allowed",
        False,
        "Ett bindestreck står direkt efter kolonet. Skriv det på nästa rad "
        "om det är en lista, annars sätt raka citattecken runt värdet.",
    ),
    ("<document start>", False, TEXTS["dokument"]),
)
UNREADABLE = "Raden går inte att läsa. Kontrollera indrag, kolon och citattecken på den och på raden ovanför."


def syntax_finding(error: yaml.YAMLError, text: str, file: str, line_offset: int) -> Finding:
    """libyaml säger vad den väntade sig; kansliet behöver veta vad som ska skrivas, och var."""
    problem = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', '') or error}"
    sign, at_start, remedy = next((entry for entry in SYNTAX_REMEDIES if entry[0] in problem), ("", False, UNREADABLE))
    mark = getattr(error, "context_mark" if at_start else "problem_mark", None) or getattr(error, "problem_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if not sign and mark and (opened := _never_closed(problem, text, mark.index, file)):
        line, column, remedy = opened.line - 1, opened.column - 1, TEXTS["klammer"]
    elif not sign and mark:
        written = (text.split("\n", line + 1)[line : line + 1] or [""])[0]
        remedy = _remedy_on_line(problem, written[:column], written[column : column + 1])
        column = len(written) - len(written.lstrip(" ")) if remedy == TEXTS["indrag"] else column
    return Finding(Mark(file, line + 1 + line_offset, column + 1), FEL, remedy, "yaml")


def _never_closed(problem: str, text: str, index: int, file: str) -> Mark | None:
    """Platsen för en parentes på en tidigare rad, när det är den som gör att raden inte går att läsa."""
    opened = max(text.rfind("{", 0, index), text.rfind("[", 0, index))
    return _end_of(text[:opened], file) if "flow node" in problem and "\n" in text[opened:index].rstrip(" ") else None


def _remedy_on_line(problem: str, before: str, at: str) -> str:
    """När libyaml säger samma sak om olika fel avgör vad som står före på raden."""
    if "mapping values are not allowed" in problem:
        return TEXTS["kolon"] if ":" in before else TEXTS["indrag"]
    if "expected key" in problem and at != ":":
        return TEXTS["citat"] if before.strip(" -") else TEXTS["indrag"]
    if at and at in "@`%,[]{}?:|>":
        return f"Ett värde eller ett fält kan inte börja med {at}. Sätt raka citattecken runt det."
    return UNREADABLE


class _Builder:
    """Bygger värden av libyamls händelser, med ett tak för djupet."""

    def __init__(self, text: str, file: str, line_offset: int = 0):
        self.text, self.file, self.line_offset = text, file, line_offset
        self.lines = text.split("\n")
        self.hash_lines = {number for number, line in enumerate(self.lines) if " #" in line}
        self.findings: list[Finding] = []
        self.complete = True

    def mark(self, event: yaml.Event) -> Mark:
        return Mark(self.file, event.start_mark.line + 1 + self.line_offset, event.start_mark.column + 1)

    def stop(self, event: yaml.Event, text: str, rule: str) -> None:
        raise Refused(Finding(self.mark(event), FEL, text, rule))

    def note(self, mark: Mark, level: str, text: str, rule: str) -> None:
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(Finding(mark, level, text, rule))

    def build(self) -> Value | None:
        """Dokumentets värde, eller None när det är tomt. Raises: Refused när det inte går att läsa."""
        try:
            get_event = yaml.CBaseLoader(self.text).get_event
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

    def _refuse_specials(self, event: yaml.Event, depth: int) -> None:
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

    def _value(self, event: yaml.Event, get_event: Callable[[], yaml.Event], depth: int) -> Value:
        self._refuse_specials(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items = placed(Items(), self.mark(event))
            while not isinstance(event := get_event(), yaml.SequenceEndEvent):
                items.append(self._value(event, get_event, depth + 1))
            return items
        return self._record(event, get_event, depth)

    def _text(self, event: yaml.ScalarEvent) -> Text:
        """Skalären, med å, ä och ö som ett tecken vardera (macOS delar ibland upp dem i två)."""
        value = event.value if event.value.isascii() else normalize("NFC", event.value)
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

    def _swallowed_lines(self, event: yaml.ScalarEvent) -> None:
        """Ett värde utan citattecken fortsätter på indragna rader. En sådan rad med bindestreck var menad som en egen."""
        for line in range(event.start_mark.line + 1, event.end_mark.line + 1):
            written = self.lines[line]
            if written.lstrip().startswith("- "):
                column = len(written) - len(written.lstrip()) + 1
                self.note(Mark(self.file, line + 1 + self.line_offset, column), FEL, TEXTS["indrag"], "indrag")

    def _lost_comment(self, event: yaml.ScalarEvent) -> None:
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

    def _record(self, event: yaml.Event, get_event: Callable[[], yaml.Event], depth: int) -> Record:
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
                (record.blank if value == "" else record)[key] = key if value == "" else value
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


def read_rows(data: bytes, file: str) -> Reading:
    """En datafils rader och alla fynd om hur den är skriven.

    Args:
        data: filens innehåll.
        file: namnet som fynden visar, till exempel `data/insatser.yaml`.
    """
    try:
        text = decode(data, file)
    except Refused as error:
        return Reading([], [error.finding], False)
    if refused := refused_characters(text, file):
        return _row_by_row(text, file, refused)
    builder = _Builder(text, file)
    try:
        value = builder.build()
    except Refused as error:
        found = _row_by_row(text, file, [])
        return found if has_errors(found.findings) else found._replace(findings=[error.finding, *found.findings])
    if value is None or value == "":
        return Reading(
            [],
            [Finding(Mark(file, 1, 1), FEL, "Filen är tom. Skriv [] om tabellen inte ska ha några rader.", "tom-fil")],
            False,
            text,
        )
    if not isinstance(value, Items):
        return Reading([], [_not_a_list(value.mark)], False, text)
    rows, shape = _rows(value)
    return Reading(rows, builder.findings + shape, builder.complete and not shape, text)


def _not_a_list(mark: Mark) -> Finding:
    return Finding(
        mark,
        FEL,
        "Filen ska vara en lista. Börja varje ny rad i tabellen med bindestreck och mellanslag, "
        "och ta bort det som står före den första.",
        "listform",
    )


def _rows(value: Items) -> tuple[list[Record], list[Finding]]:
    """Raderna, och fynden om dem som inte är rader."""
    shape = [
        Finding(
            row.mark,
            FEL,
            "Raden är tom. Ta bort den, eller skriv fält efter bindestrecket."
            if row == ""
            else "Raden består inte av fält. Skriv fältets namn, kolon, mellanslag och värdet.",
            "radform",
        )
        for row in value
        if not isinstance(row, Record)
    ]
    return [row for row in value if isinstance(row, Record)], shape[:MAX_FINDINGS]


def _row_by_row(text: str, file: str, refused: list[Finding]) -> Reading:
    """Läser rad för rad när hela filen inte går att läsa, så att alla fel syns på en gång.

    Args:
        refused: fynden hittills. Rader där de står läses inte: de har fått sitt fel.
    """
    text += "\n"
    rows, findings, spoiled = [], list(refused), {finding.mark.line for finding in refused}
    starts = [match.start() for match in re.finditer(r"^-(?=\s)", text, re.MULTILINE)]
    header = text[: starts[0]] if starts else ""
    if not refused and (found := re.search(r"^(?!#|---)\S", header, re.MULTILINE)):
        findings.append(_not_a_list(_end_of(header[: found.start()], file)))
    next_line = header.count("\n")
    for start, end in zip(starts, [*starts[1:], len(text)]):
        line, next_line = next_line, next_line + text.count("\n", start, end)
        if len(findings) >= MAX_FINDINGS:
            break
        if not spoiled.isdisjoint(range(line + 1, next_line + 1)):
            continue
        builder = _Builder(text[start:end], file, line)
        try:
            found_rows, shape = _rows(builder.build())
            rows += found_rows
            findings += builder.findings + shape
        except Refused as error:
            findings.append(error.finding)
    return Reading(rows, findings, False, text)


def read_file(path: Path, file: str) -> Reading:
    """Som read_rows, men från en fil. En fil som saknas är en tom tabell."""
    try:
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            return Reading([], [too_big(path.stat().st_size, file)], False)
        if path.is_file():
            return read_rows(path.read_bytes(), file)
        if not path.exists() and not path.is_symlink():
            return Reading([], [], True)
        why = "Det är ingen vanlig fil. Ersätt den med filen som den var senast"
    except OSError:
        why = "Kontrollera att du får läsa den, och att inget annat program håller den öppen"
    return Reading([], [Finding(Mark(file, 1, 1), FEL, f"Filen går inte att öppna. {why}.", "oläsbar-fil")], False)
