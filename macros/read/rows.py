"""En datafil → rader, och fynden om hur den är skriven."""

import re
from dataclasses import replace
from pathlib import Path

from macros.findings import FEL, Finding, Mark, has_errors
from macros.read.build import Builder
from macros.read.characters import MAX_BYTES, MAX_FINDINGS, decode, end_of, refused_characters, too_big
from macros.read.pasted import Block, blocks
from macros.read.values import Items, Reading, Record, Refused

MISSING = "Filen saknas. Hämta tillbaka den, eller gör en fil med [] om tabellen inte ska ha några rader."


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
    reading = _read(text, file)
    return reading._replace(findings=[inside(finding, text) for finding in reading.findings])


def inside(finding: Finding, text: str) -> Finding:
    """Fyndet med en rad som finns i filen. Det som saknas i slutet står libyaml och väntar på efter den sista raden."""
    last = max(text.count("\n") + (not text.endswith("\n")), 1)
    if finding.mark.line <= last:
        return finding
    column = max(len(text.split("\n")[last - 1]), 1)
    return replace(finding, mark=finding.mark._replace(line=last, column=column))


def _read(text: str, file: str) -> Reading:
    pasted = blocks(text, file)
    if refused := refused_characters(text, file, pasted):
        return _row_by_row(text, file, refused, pasted)
    builder = Builder(text, file)
    try:
        value = builder.build()
    except Refused as error:
        found = _row_by_row(text, file, [], [])
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


def _row_by_row(text: str, file: str, refused: list[Finding], pasted: list[Block]) -> Reading:
    """Läser rad för rad när hela filen inte går att läsa, så att alla fel syns på en gång.

    Args:
        refused: fynden hittills. Rader där de står läses inte: de har fått sitt fel.
        pasted: styckena som inte är rader.
    """
    text += "\n"
    rows, findings, spoiled = [], list(refused), {finding.mark.line for finding in refused}
    spoiled.update(number for block in pasted for number in range(block.first, block.last + 1))
    starts = [match.start() for match in re.finditer(r"^-(?=\s)", text, re.MULTILINE)]
    header = text[: starts[0]] if starts else ""
    if not refused and (found := re.search(r"^(?!#|---)\S", header, re.MULTILINE)):
        findings.append(_not_a_list(end_of(header[: found.start()], file)))
    next_line = header.count("\n")
    for start, end in zip(starts, [*starts[1:], len(text)]):
        line, next_line = next_line, next_line + text.count("\n", start, end)
        if len(findings) >= MAX_FINDINGS:
            break
        if not spoiled.isdisjoint(range(line + 1, next_line + 1)):
            continue
        builder = Builder(text[start:end], file, line)
        try:
            value = builder.build()
            found_rows, shape = _rows(value if isinstance(value, Items) else Items())
            rows += found_rows
            findings += builder.findings + shape
        except Refused as error:
            findings.append(error.finding)
    return Reading(rows, findings, False, text)


def read_file(path: Path, file: str) -> Reading:
    """Som read_rows, men från en fil. En fil som saknas kan ha försvunnit: en tom tabell skrivs som []."""
    try:
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            return Reading([], [too_big(path.stat().st_size, file)], False)
        if path.is_file():
            return read_rows(path.read_bytes(), file)
        if not path.exists() and not path.is_symlink():
            return Reading([], [Finding(Mark(file, 1, 1), FEL, MISSING, "saknad-fil")], False)
        why = "Det är ingen vanlig fil. Ersätt den med filen som den var senast"
    except OSError:
        why = "Kontrollera att du får läsa den, och att inget annat program håller den öppen"
    return Reading([], [Finding(Mark(file, 1, 1), FEL, f"Filen går inte att öppna. {why}.", "oläsbar-fil")], False)
