"""Filens tecken: storlek, teckenkodning och det som inte får stå i en datafil."""

import re

from macros.findings import FEL, Finding, Mark, Remedy, new_letters
from macros.read.filetype import not_a_document, other_kind, wide_encoding
from macros.read.pasted import CONFLICT, Block, blocks
from macros.read.values import Refused

MAX_BYTES = 10_000_000
MAX_FINDINGS = 100  # av samma slag i en fil: den som har fler har gjort ett och samma fel överallt


def decode(data: bytes, file: str) -> str:
    """Bytes → text med \\n som radslut. Raises: Refused för för stora filer, fel teckenkodning och binära filer."""
    if len(data) > MAX_BYTES:
        raise Refused(too_big(len(data), file))
    if kind := other_kind(data):
        raise Refused(Finding(Mark(file, 1, 1), FEL, not_a_document(kind, file), "dokument"))
    if encoding := wide_encoding(data):
        text = f"Filen är sparad som {encoding}, och här ska den vara UTF-8. Spara om den med teckenkodningen UTF-8."
        raise Refused(Finding(Mark(file, 1, 1), FEL, text, "teckenkodning"))
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
                end_of(before, file),
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


def end_of(text: str, file: str) -> Mark:
    """Platsen närmast efter texten."""
    return Mark(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


# Tecken som inte syns: styrtecken, mjuka bindestreck, tecken utan bredd och de som vänder läsriktningen. De följer med från
# Word och PDF, och ett namn med ett sådant i sig går inte att söka på.
INVISIBLE = (
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    r"\U000e0000-\U000e0fff"
)
CONTROL = rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff{INVISIBLE}]"
CONTROL_IN_VALUE = re.compile(CONTROL)
HARD_SPACES = r"[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
HARD_SPACE = re.compile(HARD_SPACES)
# Tecken som ser ut som något annat än det YAML ser. Grupperna heter som reglerna. Ett fynd om osynliga tecken räcker på en rad.
REFUSED = re.compile(
    rf"(?P<tabb>\t)[^\n]*|(?P<styrtecken>{CONTROL})[^\n]*|^(?P<procent>%)|^(?P<streck>-)[^\s-]"
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
    "konflikt": CONFLICT,
    "hårt_mellanslag": "Här står ett hårt mellanslag (U+{code:04X}). Byt det mot ett vanligt mellanslag.",
}


def refusal(name: str, written: str) -> str:
    """Vad fyndet säger. `written` är resten av raden, från tecknet."""
    several = len(CONTROL_IN_VALUE.findall(written)) if name == "styrtecken" else 1
    if several > 1:
        return (
            f"Raden har {several} osynliga tecken, det första här (U+{ord(written[0]):04X}). Skriv om raden, eller klistra in "
            "texten som oformaterad."
        )
    return REFUSED_REMEDIES[name].format(code=ord(written[0]) if name != "hårt_mellanslag" else ord(written[-1]))


PLAIN_LETTERS = {"streck": "- ", "hårt_mellanslag": " "}


def plain_letters(mark: Mark, name: str, match: re.Match[str], before: str) -> Remedy:
    """Rättelsen när den är given: osynliga tecken tas bort, också längre fram på raden, och hårda mellanslag blir vanliga.

    En tabb längst till vänster är ett steg in, två mellanslag. Annars är den ett.
    """
    if name == "styrtecken":
        until = max(found.end() for found in CONTROL_IN_VALUE.finditer(match[0]))
        return new_letters(mark, match[0][:until], CONTROL_IN_VALUE.sub("", match[0][:until]))
    if name == "tabb":
        indent = match[0][: len(match[0]) - len(match[0].lstrip())] if not before.strip() else ""
        rest = match[0][len(indent) : match[0].rindex("\t") + 1]
        return new_letters(mark, indent + rest, indent.replace("\t", "  ") + rest.replace("\t", " "))
    return new_letters(mark, match[name], PLAIN_LETTERS[name]) if name in PLAIN_LETTERS else ()


def refused_characters(text: str, file: str, found: list[Block] | None = None) -> list[Finding]:
    """Alla tecken som inte får finnas i en datafil, i ordning. Ett stycke som har fått sitt fynd får inga fler.

    Args:
        found: styckena som inte är rader, när de redan är letade efter.
    """
    pasted = blocks(text, file) if found is None else found
    findings = [block.finding for block in pasted][:MAX_FINDINGS]
    if not (SUSPECT.search(text) or SUSPECT_LINE.search(f"\n{text}")):
        return findings
    spoiled = {number for block in pasted for number in range(block.first, block.last + 1)}
    line, line_start = 1, 0
    for match in REFUSED.finditer(text):
        if len(findings) >= MAX_FINDINGS:
            break
        name = match.lastgroup or ""
        place = match.start(name)
        line += text.count("\n", line_start, place)
        line_start = text.rfind("\n", 0, place) + 1
        if line not in spoiled:
            mark, said = Mark(file, line, place - line_start + 1), refusal(name, match[0])
            remedy = plain_letters(mark, name, match, text[line_start:place])
            findings.append(Finding(mark, FEL, said, name.replace("_", "-"), remedy))
    return sorted(findings)
