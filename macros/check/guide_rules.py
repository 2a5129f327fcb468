"""Guidens regler: stegen, Kan vi söka?, ansökans frågor och datumen. En funktion per regel, och docstringen är regeln."""

import re
from collections.abc import Iterator
from datetime import date

from macros.check.cycles import cycles
from macros.check.data import Data
from macros.findings import FEL, RÅD, VARNING, Finding, shown
from macros.read import Record, Text

LEAP_YEAR = 2024  # har alla dagar som ett år kan ha


def dagen_finns_inte_i_månaden(data: Data) -> Iterator[Finding]:
    """En dag som återkommer varje år ska finnas i sin månad."""
    for place, day in data.texts_in(lambda field: field.slag == "dag"):
        if day.endswith("sista"):
            continue
        try:
            date(LEAP_YEAR, int(day[:2]), int(day[3:]))
        except ValueError:
            yield Finding(
                day.mark,
                FEL,
                f"{place.path} {day} finns inte i månaden ({place.label}). Rätta dagen, eller "
                f"skriv {day[:2]}-sista för månadens sista dag.",
            )


def rapport_med_sista_dag(data: Data) -> Iterator[Finding]:
    """En rapport i årshjulet ska ha lämnats på sin dag, och har ingen annan sista dag."""
    for row in data.rows("arshjul"):
        if "rapport" in row and "sista_dag" in row:
            yield Finding(
                row.key_mark("sista_dag"),
                FEL,
                f"Rapporten ska ha lämnats den dag som står i dag ({data.label('arshjul', row)}). Ta bort sista_dag, eller ta "
                "bort rapport om det är något annat än en rapport.",
            )


def dagen_är_inget_åtagande(data: Data) -> Iterator[Finding]:
    """Period, sista dag och metod säger vad ett åtagande är. En dag utan rapport och sort är inget."""
    for row in data.rows("arshjul"):
        unused = [name for name in ("period", "sista_dag", "metod") if name in row]
        if unused and "rapport" not in row and "sort" not in row:
            yield Finding(
                row.key_mark(unused[0]),
                VARNING,
                f"{shown(unused[0])} används inte, för raden har varken rapport eller sort ({data.label('arshjul', row)}). "
                f"Skriv sort, så står dagen på insatsernas listor, eller ta bort {unused[0]}.",
            )


def krav_med_dag_som_återkommer(data: Data) -> Iterator[Finding]:
    """Ett krav som har en sista dag gäller en gång. Det som återkommer har ingen dag, eller står i årshjulet."""
    for row in data.rows("rapportkrav"):
        if "senast" in row and "återkommer" in row:
            yield Finding(
                row.key_mark("senast"),
                FEL,
                f"Kravet återkommer och kan inte ha en enda sista dag ({data.label('rapportkrav', row)}). Ta bort senast och skriv "
                "dagarna i arshjul, eller ta bort återkommer.",
            )


def fråga_eller_besked(data: Data) -> Iterator[Finding]:
    """En rad i Kan vi söka? är antingen en fråga med svar eller ett besked med rubrik."""
    for row in data.rows("provning"):
        if not data.is_whole(row):
            continue
        is_question, is_answer = "fråga" in row or "svar" in row, "besked" in row or "rubrik" in row
        label = data.label("provning", row)
        if is_question and is_answer:
            yield Finding(
                row.mark,
                FEL,
                f"Raden är både en fråga och ett besked ({label}). Ta bort fråga och svar, eller besked och rubrik.",
            )
        elif is_question and not ("fråga" in row and len(row.get("svar", ())) >= 2):
            yield Finding(row.mark, FEL, f"En fråga behöver fråga och minst två svar ({label}). Lägg till det som saknas.")
        elif not is_question and not ("besked" in row and "rubrik" in row and row.get("gör_nu")):
            yield Finding(row.mark, FEL, f"Ett besked behöver besked, rubrik och gör_nu ({label}). Lägg till det som saknas.")


def targets(row: Record) -> list[str]:
    return [str(answer["till"]) for answer in row.get("svar", ()) if isinstance(answer, Record) and "till" in answer]


def frågorna_går_i_cirkel(data: Data) -> Iterator[Finding]:
    """Kan vi söka? leder alltid till ett besked: ingen väg kommer tillbaka till samma fråga."""
    rows = {str(row["id"]): row for row in data.rows("provning") if isinstance(row.get("id"), Text)}
    for circle in cycles({key: targets(row) for key, row in rows.items()}):
        last = rows[circle[-2]]
        yield Finding(
            last.mark,
            FEL,
            f"Svaren leder i cirkel: {' → '.join(circle)} ({data.label('provning', last)}). Låt något av svaren leda till ett besked.",
        )


def rad_nås_inte(data: Data) -> Iterator[Finding]:
    """Varje rad i Kan vi söka? nås från den första frågan."""
    rows = {str(row["id"]): row for row in data.rows("provning") if isinstance(row.get("id"), Text)}
    if "provning" in data.incomplete or not rows:
        return
    waiting, reached = [next(iter(rows))], set()
    while waiting:
        current = waiting.pop()
        if current in rows and current not in reached:
            reached.add(current)
            waiting += targets(rows[current])
    for key, row in rows.items():
        if key not in reached:
            yield Finding(
                row.mark,
                FEL,
                f"Inget svar leder hit ({data.label('provning', row)}). Låt ett svar leda hit, eller ta bort raden.",
            )


# Fälten där källan eller någon annan har valt orden: förkortningar där är namn.
OTHERS_WORDS = ("namn", "titel", "utgivare", "kortnamn", "utförare", "lydelse", "uppföljningssystem")
# Förkortningar som är vanliga ord för alla läsare.
COMMON = {"ISBN", "ISSN", "PDF", "CSV"}
ABBREVIATION = re.compile(r"\b[A-ZÅÄÖ]{3,6}\b")


def förkortning_saknas_i_ordlistan(data: Data) -> Iterator[Finding]:
    """En förkortning i texterna bör finnas i ordlistan, så att läsaren får veta vad den betyder."""
    # Förkortningen kan vara ett namn i en fil som inte gick att läsa.
    if "begrepp" not in data.dictionary.tables or data.has_errors("begrepp") or data.incomplete:
        return
    abbreviated = data.texts_with(ABBREVIATION.search)
    known = {word for written in abbreviated if written.table.name == "begrepp" for word in ABBREVIATION.findall(written.text)}
    names = {
        word
        for written in abbreviated
        if written.path.rpartition(".")[2] in OTHERS_WORDS
        for word in ABBREVIATION.findall(written.text)
    }
    seen: set[str] = set()
    for written in abbreviated:
        if written.table.name == "begrepp":
            continue
        for word in ABBREVIATION.findall(written.text):
            if word not in known | names | COMMON | seen:
                seen.add(word)
                yield Finding(
                    written.text.mark,
                    RÅD,
                    f"Förkortningen {word} finns inte i ordlistan ({written.label}). Lägg till "
                    "den i begrepp, eller skriv ut orden.",
                )


GUIDE_RULES = (
    dagen_finns_inte_i_månaden,
    rapport_med_sista_dag,
    dagen_är_inget_åtagande,
    krav_med_dag_som_återkommer,
    fråga_eller_besked,
    frågorna_går_i_cirkel,
    rad_nås_inte,
    förkortning_saknas_i_ordlistan,
)
