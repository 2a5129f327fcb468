"""Filens tecken: storlek, teckenkodning och det som inte får stå i en datafil."""

import re

from macros.findings import FEL, Finding, Mark
from macros.read.values import Refused

MAX_BYTES = 10_000_000
MAX_FINDINGS = 100  # av samma slag i en fil: den som har fler har gjort ett och samma fel överallt


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
        name = match.lastgroup or ""
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
