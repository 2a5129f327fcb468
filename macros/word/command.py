"""`läs DOKUMENT [BUDGET]` och `läs ARBETSBOK`: visar raderna som det ifyllda blir, med fynden, och skriver dem med --skriv."""

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from macros import check
from macros.dictionary.words import Dictionary
from macros.excel import intake
from macros.excel.reading import Filled, place_of
from macros.excel.requisition_reading import TABLE as REQUISITIONS
from macros.excel.requisition_reading import requisition_rows
from macros.findings import FEL, RÅD, VARNING, Finding, Mark, has_errors, visible
from macros.model import register as model
from macros.model.blankett import FEWEST_MEMBERS, PROJEKTÄGARE, ÖVRIG
from macros.model.guide import Blankettfält
from macros.model.register import Register
from macros.read import Record, Text, placed
from macros.read.archive import Unreadable, opened
from macros.settings import SettingError
from macros.word import survey_command
from macros.word.answers import Answer, Spot, answers, read_document
from macros.word.budget import budget_rows, compared, cost_rows, without_budget
from macros.word.draft_file import ENDING, draft_answers, read_draft
from macros.word.drafts import CONVERTERS, Rows, becoming, parties_in
from macros.word.forms import Form, form_of, form_of_type
from macros.word.survey import instrument_of
from macros.write import WriteRefused

USAGE = (
    "Skriv läs DOKUMENT.docx för att se raderna som dokumentet blir, läs ANSOKAN.docx BUDGET.xlsx för en ansökan med budget, "
    "läs ANSOKAN.json för en ansökan som är sparad på webbplatsen, "
    "läs ARBETSBOK.xlsx för kvartalen i en insats arbetsbok, och lägg till --skriv för att skriva dem i datamappen. Enkäter: läs "
    "FILER --insats=ID --år=ÅR --tillfrågade=ANTAL."
)

NEXT = (
    "Insatsen är ett utkast: den kontrolleras men publiceras inte. Har förbundet beviljat pengarna: ta bort utkast: ja i insatser.yaml, "
    "ändra läge: sökt till beviljat i dess budget, rätta det som beslutet ändrade, och kör kontroll. Blir det avslag: ta bort raderna. "
    "Står förrådet öppet i git kan alla läsa raderna där: spara dem då först när beslutet är fattat."
)


def run(arguments: list[str], folder: Path, today: date) -> int:
    """Returns: 0 när raderna är rätta, annars 1. Raises: SettingError när kommandot är fel skrivet."""
    if survey_command.is_survey(arguments):
        return _told_if_unreadable(lambda: survey_command.run(arguments, folder, today))
    names = [Path(one) for one in arguments if not one.startswith("--")]
    is_book = len(names) == 1 and names[0].suffix == ".xlsx"
    if not 1 <= len(names) <= 2 or set(arguments) - {str(one) for one in names} - {"--skriv"}:
        raise SettingError(USAGE)
    if names[0].suffix not in (".docx", ENDING) and not is_book:
        raise SettingError(USAGE)
    if is_book:
        return _told_if_unreadable(lambda: _read_book(names[0], "--skriv" in arguments, folder, today))
    budget = names[1] if len(names) > 1 else None
    return _told_if_unreadable(lambda: _read(names[0], budget, "--skriv" in arguments, folder, today))


def _told_if_unreadable(read: Callable[[], int]) -> int:
    try:
        return read()
    except (Unreadable, WriteRefused) as error:
        print(visible(str(error)), file=sys.stderr)
        return 1


def _examined(folder: Path, today: date) -> check.Examined:
    """Datamappen som den är. Raises: Unreadable när den har fel."""
    examined = check.examine(folder, today, pages=())
    if not examined.is_ok:
        raise Unreadable("Datamappen har fel. Kör kontroll, och rätta dem först.")
    return examined


def _read_book(book: Path, is_saving: bool, folder: Path, today: date) -> int:
    """Kvartalen i en insats arbetsbok. Raderna för andra insatser och kvartal rörs inte."""
    examined = _examined(folder, today)
    data, before = examined.data, {str(one) for one in examined.findings}
    filled = requisition_rows(book, model.build(data.dictionary, data.tables), data.rows(REQUISITIONS))
    changes = intake.changes(filled, data.dictionary.tables, folder)
    findings = filled.findings
    if not has_errors(findings):
        found = intake.examined(changes, filled, folder, today).findings
        findings = findings + [one for one in found if str(one) not in before]
    for line in intake.as_lines(findings, book.name, filled.sheets):
        print(visible(line), file=sys.stderr)
    return _finish(changes, findings, book.name, is_saving, folder)


def _read(document: Path, budget: Path | None, is_saving: bool, folder: Path, today: date) -> int:
    examined = _examined(folder, today)
    data, before = examined.data, {str(one) for one in examined.findings}
    register = model.build(data.dictionary, data.tables)
    form, found = _answered(document, register, data.dictionary, today)
    tables = CONVERTERS[form.kind](found, register, form.typ, Rows(document.name))
    findings = _with_budget(budget, document, found, tables, register) if form.kind == "ansökan" else []
    findings += unanswered(form, found, document.name, register)
    tables = {name: rows for name, rows in tables.items() if rows}
    changes = intake.changes(_filled(tables, document.name), data.dictionary.tables, folder)
    places = dict.fromkeys((document.name, "Budget"), next(iter(tables)))
    checked = intake.examined(changes, _filled(tables, document.name)._replace(sheets=places), folder, today)
    findings += [one for one in checked.findings if str(one) not in before]
    for one in sorted(findings, key=lambda one: (one.level != FEL, one.mark)):
        print(visible(_told(one, document.name, budget.name if budget else "", found)), file=sys.stderr)
    failed = _finish(changes, findings, document.name, is_saving, folder)
    if form.kind == "ansökan" and is_saving and not failed:
        print(NEXT, file=sys.stderr)
    return failed


def _with_budget(
    budget: Path | None, document: Path, found: dict[str, Answer], tables: dict[str, list[Record]], register: Register
) -> list[Finding]:
    """Fynden om ansökans budget och parter. Budgetens belopp läggs i insatsens rad, och dess kostnader i en egen tabell."""
    said = together(found, document.name)
    if budget is None:
        return [without_budget(document), *said]
    rows, findings = budget_rows(budget, register)
    insats = tables["insatser"][0]
    if rows:
        insats[placed(Text("budget"), rows.mark)] = rows
    if id_ := str(insats.get("id", "")):
        tables["budgetar"] = cost_rows(budget, register, id_)
    if not has_errors(findings):
        sought = next(iter(becoming(found, register).get("sökt summa", [])), None)
        findings += compared(sought, rows, register, document.name)
    return findings + said


def _finish(changes: list[intake.Change], findings: list[Finding], name: str, is_saving: bool, folder: Path) -> int:
    """Visar raderna, och skriver dem när de är rätta och det är sagt. Returns: 0 när inget är fel, annars 1."""
    sys.stdout.write(intake.as_yaml(changes))
    if not is_saving:
        print("Inget är skrivet. Kör igen med --skriv för att skriva raderna.", file=sys.stderr)
    elif has_errors(findings):
        print(visible(f"Inget är skrivet. Rätta i {name}, spara och kör igen."), file=sys.stderr)
    else:
        for path, draft in intake.drafts(changes, folder, remove_absent=False):
            draft.save(path)
            print(f"{path.name} är skriven.", file=sys.stderr)
    return int(has_errors(findings))


def _answered(document: Path, register: Register, words: Dictionary, today: date) -> tuple[Form, dict[str, Answer]]:
    """Mallen som dokumentet är gjort av, och svaren. Raises: Unreadable."""
    if document.suffix == ENDING:
        draft = read_draft(document)
        form = form_of_type(draft.typ, register, words, today, document.name)
        return form, draft_answers(draft, form.template)
    filled = read_document(opened(document, "Word"))
    if instrument_of(filled.title, register):
        raise Unreadable(f"{document.name} är en enkät. {survey_command.USAGE}")
    form = form_of(filled, register, words, today, document.name)
    return form, answers(filled, form.template)


def unanswered(form: Form, found: dict[str, Answer], name: str, register: Register) -> list[Finding]:
    """Ett råd för varje fråga i ansökan som är tom, och för varje tom ruta under en egen rubrik. Det frivilliga får vara tomt."""
    questions = {one.id: one for one in register.guide.blankettfält} if form.kind == "ansökan" else {}
    optional = {tag for tag, one in questions.items() if one.krävs is False}
    return [
        Finding(Mark(name, number, 1), RÅD, f"{_asked(tag, spot, questions)} är inte ifyllt.", "obesvarat")
        for number, (tag, spot) in enumerate(form.template.spots.items(), 1)
        if tag not in found and tag not in optional and (tag in questions or not spot.column)
    ]


def together(found: dict[str, Answer], name: str) -> list[Finding]:
    """Minst två medlemmar söker tillsammans, och en av dem är projektägare."""
    parties = parties_in(found)
    if not parties:
        return [Finding(Mark(name, 1, 1), VARNING, "Ingen part är ifylld. Fyll i tabellen med parter.", "parter-saknas")]
    mark = Mark(name, parties[0][1].number, 1)
    members = sum(part != ÖVRIG for part, _ in parties)
    owners = sum(part == PROJEKTÄGARE for part, _ in parties)
    said = []
    if members < FEWEST_MEMBERS:
        said.append(f"Bara {members} av parterna är medlem, och minst {FEWEST_MEMBERS} ska söka tillsammans.")
    if owners != 1:
        said.append(f"{owners or 'Ingen'} av parterna är {PROJEKTÄGARE.lower()}. Välj {PROJEKTÄGARE} på en rad i tabellen.")
    return [Finding(mark, VARNING, one, "parter-saknas") for one in said]


def _asked(tag: str, spot: Spot, questions: Mapping[str, Blankettfält]) -> str:
    return questions[tag].rubrik if tag in questions else spot.heading


def _filled(tables: dict[str, list[Record]], name: str) -> Filled:
    columns = {table: {key for row in rows for key in row} for table, rows in tables.items()}
    return Filled(tables, columns, [], {name: next(iter(tables), "")})


def _told(one: Finding, document: str, budget: str, found: dict[str, Answer]) -> str:
    """Fyndet med rubriken i dokumentet, eller cellen i budgeten, som plats."""
    if one.mark.file == document:
        return f"{document}{_heading(one.mark, found)} {one.level}: {one.text}"
    if one.mark.file == "Budget":
        return f"{budget} {place_of(one.mark, budget)} {one.level}: {one.text}"
    return str(one)


def _heading(mark: Mark, found: dict[str, Answer]) -> str:
    """Rubriken som svaret står under. Tom när fyndet gäller hela dokumentet."""
    heading = next((answer.heading for answer in found.values() if answer.number == mark.line), "")
    return f", {heading}" if heading else ""
