"""Ifyllda enkäter → en rad i enkatsvar. Svaren räknas ihop och skyddas; inget om någon enskild skrivs eller sparas.

En enkät är ett Worddokument per svarande, i vår mall, eller ett blad med en rad per svarande och frågorna som rubriker, så som
webbenkäter sparar det.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from macros.dictionary.slag import slug
from macros.excel.reading import Grid, grids_of
from macros.exports.enkatsvar import open_values
from macros.exports.word import CHECKED
from macros.findings import VARNING, Finding, Mark, suggestion
from macros.model.enkatsvar import Enkätsvar, Frågesvar, Svarsval, graderade
from macros.model.insats import Insats
from macros.model.instrument import Instrument
from macros.model.register import Register
from macros.model.skydd_enkat import skyddad
from macros.read.archive import Unreadable, opened
from macros.word.answers import NUMBERED, read_document

SHEETS = (".xlsx", ".csv")
Answers = Mapping[str, str]  # en persons svar efter fråga


class Occasion(NamedTuple):
    """Vad svaren gäller: insatsen, året och hur många som fick enkäten."""

    insats: Insats
    år: int
    tillfrågade: int


class Counted(NamedTuple):
    """De ihopräknade svaren så som de kan stå öppet, hur många som svarade, och vad som inte räknades."""

    rad: Enkätsvar
    svarande: int
    findings: list[Finding]


def instrument_of(title: str, register: Register) -> Instrument | None:
    """Enkäten som dokumentet är, efter dess rubrik."""
    return next((one for one in register.uppföljning.instrument if one.namn == title and graderade(one)), None)


def count(files: Sequence[Path], occasion: Occasion, register: Register) -> Counted:
    """Räknar ihop svaren i filerna. Raises: Unreadable när en fil inte går att läsa eller inte är samma enkät som de andra."""
    findings: list[Finding] = []
    enkät, people = _read(files, register, findings)
    answered = [person for person in people if person]
    if len(answered) > occasion.tillfrågade:
        raise Unreadable(
            f"{len(answered)} har svarat, men bara {occasion.tillfrågade} är tillfrågade. Rätta --tillfrågade, eller ta bort det "
            "som är med två gånger."
        )
    svar = tuple(
        Frågesvar(fråga, tuple(Svarsval(one, sum(person.get(fråga) == one for person in answered)) for one in del_.skala))
        for fråga, del_ in graderade(enkät).items()
    )
    id_ = _id(enkät, occasion, register)
    rad = Enkätsvar(id_, occasion.insats, enkät, occasion.år, occasion.tillfrågade, len(answered), svar, ())
    return Counted(skyddad(rad), len(answered), findings)


def _id(enkät: Instrument, occasion: Occasion, register: Register) -> str:
    """Radens id. Finns raden redan behåller den sitt."""
    known = (
        one.id
        for one in register.uppföljning.alla_enkätsvar
        if (one.insats.id, one.enkät.id, one.år) == (occasion.insats.id, enkät.id, occasion.år)
    )
    return next(known, slug(f"{occasion.insats.id} {enkät.id} {occasion.år}"))


def row_values(rad: Enkätsvar) -> dict[str, Any]:
    """Raden så som den ska skrivas. Det som saknas i svaren skrivs inte."""
    return {"id": rad.id, "insats": rad.insats.id, "enkät": rad.enkät.id, "år": str(rad.år), **open_values(rad)}


# ---- Filerna ----------------------------------------------------------------------------------------------


def _read(files: Sequence[Path], register: Register, findings: list[Finding]) -> tuple[Instrument, list[Answers]]:
    """Enkäten, och en persons svar i taget."""
    found: list[tuple[Instrument, list[Answers]]] = []
    for file in files:
        if file.suffix.lower() in SHEETS:
            found.append(_sheet(file, register, findings))
        else:
            found.append(_document(file, register, findings))
        if found[-1][0] is not found[0][0]:
            raise Unreadable(
                f"{file.name} är {found[-1][0].namn}, men {files[0].name} är {found[0][0].namn}. Läs en enkät i taget."
            )
    return found[0][0], [person for _, people in found for person in people]


def _document(file: Path, register: Register, findings: list[Finding]) -> tuple[Instrument, list[Answers]]:
    """Ett ifyllt Worddokument: rutan som är kryssad på varje fråga."""
    read = read_document(opened(file, "Word"))
    enkät = instrument_of(read.title, register)
    if enkät is None:
        raise Unreadable(f"{file.name} är inte en enkät i vår mall. Hämta enkäten på webbplatsen och fyll i den.")
    person, graded = {}, graderade(enkät)
    numbered = enumerate((fråga for del_ in enkät.delar for fråga in del_.frågor), 1)
    for number, fråga in ((number, fråga) for number, fråga in numbered if fråga in graded):
        skala = graded[fråga].skala
        ticked = [one for place, one in enumerate(skala, 1) if read.tags.get(f"fraga-{number}-svar-{place}") == CHECKED]
        if len(ticked) == 1:
            person[fråga] = ticked[0]
        elif ticked:
            findings.append(_note(file.name, 1, f"Fråga {number} har {len(ticked)} kryss, och räknas inte."))
    if not person:
        findings.append(_note(file.name, 1, "Ingen fråga har ett kryss, så dokumentet räknas inte."))
    return enkät, [person]


def _sheet(file: Path, register: Register, findings: list[Finding]) -> tuple[Instrument, list[Answers]]:
    """Ett blad med en rad per svarande: kolumnerna vars rubrik är en fråga. De andra läses inte."""
    grid = next((grid for grid in grids_of(file) if grid.rows), Grid(file.name, [[]]))
    headings = [NUMBERED.sub("", " ".join(str(cell or "").split())) for cell in grid.rows[0]]
    enkäter = [one for one in register.uppföljning.instrument if graderade(one)]
    enkät = max(enkäter, key=lambda one: len(graderade(one).keys() & set(headings)), default=None)
    graded = graderade(enkät) if enkät else {}
    if enkät is None or not graded.keys() & set(headings):
        raise Unreadable(
            f"{file.name} har ingen kolumn vars rubrik är en fråga i någon av enkäterna. Skriv frågorna ordagrant."
        )
    columns = [(place, heading) for place, heading in enumerate(headings) if heading in graded]
    people: list[Answers] = []
    for number, cells in enumerate(grid.rows[1:], 2):
        answers = {heading: _answer(cells[place]) for place, heading in columns if place < len(cells)}
        for heading, answer in answers.items():
            if answer and answer not in graded[heading].skala:
                near = suggestion(answer, graded[heading].skala)
                findings.append(_note(file.name, number, f"Svaret på ”{heading}” finns inte i skalan, och räknas inte.{near}"))
        people.append({heading: answer for heading, answer in answers.items() if answer in graded[heading].skala})
    return enkät, people


def _answer(cell: Any) -> str:
    """Cellens text. Ett helt tal skrivs utan decimal."""
    return " ".join(
        str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell if cell is not None else "").split()
    )


def _note(file: str, line: int, text: str) -> Finding:
    return Finding(Mark(file, line, 1), VARNING, text, "svar-som-inte-räknas")


def files_of(names: Sequence[Path]) -> Iterator[Path]:
    """Filerna, och dokumenten i mapparna. Words låsfiler hör inte dit."""
    for name in names:
        inside = sorted(one for one in name.iterdir() if one.suffix.lower() == ".docx") if name.is_dir() else [name]
        yield from (one for one in inside if not one.name.startswith("~$"))
