"""`läs ENKÄTER --insats=ID --år=ÅR --tillfrågade=ANTAL`: räknar ihop ifyllda enkäter till en rad i enkatsvar."""

import re
import sys
from datetime import date
from pathlib import Path

from macros import check
from macros.excel import intake
from macros.excel.reading import Filled
from macros.findings import Finding, has_errors, suggestion, visible
from macros.model import register as model
from macros.model.register import Register
from macros.model.utfall import FÅ
from macros.read.archive import Unreadable
from macros.settings import SettingError
from macros.word.drafts import Rows
from macros.word.survey import Counted, Occasion, count, files_of, row_values

TABLE = "enkatsvar"
OPTIONS = ("insats", "år", "tillfrågade")
USAGE = (
    "Skriv läs FILER --insats=ID --år=ÅR --tillfrågade=ANTAL, med de ifyllda enkäterna eller mappen som de ligger i, eller ett "
    "kalkylblad med en rad per svarande. Lägg till --skriv för att skriva raden i datamappen."
)


def is_survey(arguments: list[str]) -> bool:
    return any(one.startswith(tuple(f"--{name}=" for name in OPTIONS)) for one in arguments)


def run(arguments: list[str], folder: Path, today: date) -> int:
    """Returns: 0 när raden är rätt, annars 1. Raises: SettingError när kommandot är fel skrivet, Unreadable, WriteRefused."""
    found = {match[1]: match[2] for one in arguments if (match := re.fullmatch(r"--(\w+)=(.+)", one))}
    names = [Path(one) for one in arguments if not one.startswith("--")]
    flags = {one for one in arguments if one.startswith("--") and "=" not in one}
    numbers = [found.get(name, "") for name in OPTIONS[1:]]
    if set(found) != set(OPTIONS) or not names or flags - {"--skriv"} or not all(map(str.isdecimal, numbers)):
        raise SettingError(USAGE)
    examined = check.examine(folder, today, pages=())
    if not examined.is_ok:
        raise Unreadable("Datamappen har fel. Kör kontroll, och rätta dem först.")
    register = model.build(examined.data.dictionary, examined.data.tables)
    if not (files := list(files_of(names))):
        raise Unreadable("I mappen finns inga Worddokument.")
    counted = count(files, _occasion(register, found), register)
    before = {str(one) for one in examined.findings}
    changes, findings = _tried(counted, files[0].name, examined, folder, today)
    findings = [*counted.findings, *(one for one in findings if str(one) not in before)]
    sys.stderr.writelines(f"{visible(str(one))}\n" for one in findings)
    print(_told(counted, len(files)), file=sys.stderr)
    sys.stdout.write(intake.as_yaml(changes))
    if "--skriv" not in flags or has_errors(findings):
        print("Inget är skrivet. Kör igen med --skriv för att skriva raden.", file=sys.stderr)
        return int(has_errors(findings))
    for path, draft in intake.drafts(changes, folder, remove_absent=False):
        draft.save(path)
        print(f"{path.name} är skriven.", file=sys.stderr)
    return 0


def _occasion(register: Register, found: dict[str, str]) -> Occasion:
    insats = register.insats.get(found["insats"])
    if insats is None:
        raise Unreadable(
            f"Insatsen {found['insats']} finns inte.{suggestion(found['insats'], register.insats)} Skriv insatsens id."
        )
    return Occasion(insats, int(found["år"]), int(found["tillfrågade"]))


def _tried(
    counted: Counted, file: str, examined: check.Examined, folder: Path, today: date
) -> tuple[list[intake.Change], list[Finding]]:
    """Ändringarna, och fynden när raden står där."""
    rows = Rows(file)
    row = rows.row(**row_values(counted.rad), källa=rows.source(f"Svaren på {counted.rad.enkät.namn}"))
    filled = Filled({TABLE: [row]}, {TABLE: set(row)}, [], {file: TABLE})
    changes = intake.changes(filled, examined.data.dictionary.tables, folder)
    changes = [change._replace(absent=[]) for change in changes]
    return changes, intake.examined(changes, filled, folder, today).findings


def _told(counted: Counted, files: int) -> str:
    """Vad som räknades. Färre än fem sägs inte: raden kan hamna i en logg."""
    if counted.svarande < FÅ:
        return f"{files} filer är lästa. Färre än {FÅ} har svarat, så inget av svaren visas."
    hidden = sum(not svar.visas for svar in counted.rad.svar)
    return f"{files} filer är lästa, och {counted.svarande} har svarat. {hidden} av {len(counted.rad.svar)} frågor visas inte, för grupperna är för små."
