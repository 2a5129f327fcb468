"""Ett dokuments svar → rader till tabellerna, med svarets plats i dokumentet."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest
from typing import Any

from macros.dictionary.slag import MÅNADSNAMN, slug
from macros.findings import Mark
from macros.model.blankett import (
    KEDJAN,
    KEDJEKOLUMNER,
    MÅLKOLUMNER,
    MÅLRADER,
    MÅLSORTER,
    ORGANISATION,
    PART,
    PROJEKTÄGARE,
    faktafält,
    kedjefält,
    målfält,
    partfält,
)
from macros.model.kedja import LEDEN
from macros.model.rapport import SLUTRAPPORTENS
from macros.model.register import Register
from macros.read import Items, Record, Text, placed
from macros.word.answers import Answer

Answers = Mapping[str, Answer]
Tables = dict[str, list[Record]]
OWN_SOURCE = "kansliet"
GOAL_FIELDS = dict(zip(MÅLKOLUMNER, ("mål", "indikator", "målvärde", "när"), strict=True))
MONTHS = {name: number for number, name in enumerate(MÅNADSNAMN, 1)}


class Rows:
    """Bygger rader av svar ur ett dokument. `file` är dokumentets namn, som fynden visar."""

    def __init__(self, file: str):
        self.file = file

    def mark(self, answer: Answer | None = None) -> Mark:
        return Mark(self.file, answer.number if answer else 1, 1)

    def row(self, **values: Any) -> Record:
        """En rad. Ett svar behåller sin plats, och annat får dokumentets."""
        record = placed(Record(), self.mark())
        for name, value in values.items():
            if value:
                record[placed(Text(name), self.mark(value if isinstance(value, Answer) else None))] = self.value(value)
        return record

    def value(self, value: Any) -> Any:
        if isinstance(value, Answer):
            return placed(Text(value.text), self.mark(value))
        if isinstance(value, dict):
            return self.row(**value)
        if isinstance(value, list):
            items = placed(Items(), self.mark())
            items.extend(self.value(one) for one in value)
            return items
        return placed(Text(value), self.mark())

    def source(self, where: str) -> list[dict[str, str]]:
        return [{"dokument": OWN_SOURCE, "avsnitt": where}]


def application(answers: Answers, register: Register, typ: str, rows: Rows) -> Tables:
    """Ansökan: ett utkast till en insats, och dess mål."""
    becomes = becoming(answers, register)
    name = next(iter(becomes.get("namn", [])), None)
    id_ = slug(name.text) if name else ""
    owner, parties = _parties(answers)
    insats = rows.row(
        id=id_,
        namn=name,
        typ=typ,
        utkast="ja",
        projekttid={key: _time(next(iter(becomes.get(key, [])), None)) for key in ("start", "slut")},
        projektägare=owner,
        parter=[{"namn": party} for party in parties],
        målgrupp=_joined(becomes.get("målgrupp", [])),
        syfte=_joined(becomes.get("syfte", [])),
        källa=rows.source("Ansökan"),
    )
    for key in [key for key, value in insats.items() if isinstance(value, Record) and not value]:
        del insats[key]
    goals = _goals_in_table(answers, id_, rows) or [
        rows.row(id=f"{id_}-{slug(sort)}-{number}", insats=id_, sort=sort, mål=goal, källa=rows.source("Ansökan"))
        for sort in MÅLSORTER
        for number, goal in enumerate([line for answer in becomes.get(sort, []) for line in lines(answer)], 1)
    ]
    return {"insatser": [insats], "mal": goals, "forandringsteori": _chain(answers, name, id_, rows)}


def becoming(answers: Answers, register: Register) -> dict[str, list[Answer]]:
    """Svaren efter det som de blir, enligt frågorna i ansökan."""
    questions = {one.id: one for one in register.guide.blankettfält}
    found: dict[str, list[Answer]] = {}
    for tag, answer in answers.items():
        if tag in questions and questions[tag].blir:
            found.setdefault(str(questions[tag].blir), []).append(answer)
    return found


def _joined(found: list[Answer]) -> Answer | None:
    return found[0]._replace(text="\n\n".join(one.text for one in found)) if found else None


def _parties(answers: Answers) -> tuple[Answer | None, list[Answer]]:
    """Projektägaren, och alla parter som har en organisation."""
    parties = parties_in(answers)
    return next((one for part, one in parties if part == PROJEKTÄGARE), None), [one for _, one in parties]


def parties_in(answers: Answers) -> list[tuple[str, Answer]]:
    """Parterna vars organisation är ifylld: vad de är i ansökan, och organisationen."""
    numbers = rows_of(partfält(0, ORGANISATION), answers)
    parts = {number: answers.get(partfält(number, PART)) for number in numbers}
    return [(part.text if (part := parts[number]) else "", answers[partfält(number, ORGANISATION)]) for number in numbers]


def rows_of(tag: str, answers: Iterable[str]) -> list[int]:
    """Numren på raderna som är ifyllda i en tabell. `tag` är rutans märke på raden 0, `parter-0-organisation`."""
    rows = (re.fullmatch(tag.replace("-0-", r"-(\d+)-", 1), one) for one in answers)
    return sorted(int(row[1]) for row in rows if row)


def _goals_in_table(answers: Answers, insats: str, rows: Rows) -> list[Record]:
    found = []
    for number in sorted({row for column in MÅLKOLUMNER for row in rows_of(målfält(0, column), answers)}):
        cells = {field: answers.get(målfält(number, column)) for column, field in GOAL_FIELDS.items()}
        if any(cells.values()):
            goal = {"id": f"{insats}-mal-{number}", "insats": insats, "sort": MÅLSORTER[0]} | cells
            found.append(rows.row(**goal, källa=rows.source("Ansökan, Målen i tabell")))
    return found


def _chain(answers: Answers, name: Answer | None, insats: str, rows: Rows) -> list[Record]:
    """Förändringsteorin ur sin tabell: en rad i rutan är ett led, och samma rad i den andra rutan hur det märks."""
    steps: dict[str, list[dict[str, Any]]] = {}
    for led in LEDEN:
        what, sign = (lines(answer) if (answer := answers.get(kedjefält(led, one))) else [] for one in KEDJEKOLUMNER)
        steps[led] = [{"vad": one, "indikator": indikator} for one, indikator in zip_longest(what, sign)]
    if not any(steps.values()):
        return []
    return [rows.row(id=insats, namn=name, insats=insats, **steps, källa=rows.source(f"Ansökan, {KEDJAN}"))]


def lines(answer: Answer) -> list[Answer]:
    """Ett svar i flera punkter eller stycken, var för sig, utan punkternas tecken."""
    parts = [re.sub(r"^[\s•·–*-]+|^\d+[.)]\s+", "", line).strip() for line in answer.text.split("\n")]
    return [answer._replace(text=part) for part in parts if part]


def _time(answer: Answer | None) -> Answer | None:
    """Tiden som den skrivs i YAML: `1 mars 2027` blir 2027-03-01. Annat får kontrollen säga något om."""
    if answer is None:
        return None
    text = " ".join(answer.text.split()).rstrip(".")
    if found := re.fullmatch(rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})", text, re.IGNORECASE):
        return answer._replace(text=f"{found[3]}-{MONTHS[found[2].lower()]:02}-{int(found[1]):02}")
    return answer._replace(text=text)


def final_report(answers: Answers, register: Register, _: str, rows: Rows) -> Tables:
    """Slutrapporten: en rapport, och utfallet av målen."""
    row = _report(answers, register, rows, "Slutrapport", "slutrapport")
    for field in SLUTRAPPORTENS:
        if answer := answers.get(slug(field)):
            row |= rows.row(**{field: answer})
    insats = _insats(answers, register)
    goals = [
        rows.row(
            id=f"{insats}-{number}-slutrapport", insats=insats, sort=MÅLSORTER[0], **cells, källa=rows.source("Slutrapport")
        )
        for number in range(1, MÅLRADER + 1)
        if any(cells := {one: answers.get(målfält(number, one)) for one in ("mål", "indikator", "målvärde", "utfall")})
        and cells["mål"]
    ]
    return {"slutrapporter": [row], "mal": _known_goals(goals, register, insats)}


def _known_goals(goals: list[Record], register: Register, insats: str) -> list[Record]:
    """Ett mål som redan står i ansökan får sitt utfall i stället för en rad till."""
    known = {
        " ".join(one.mål.split()).casefold(): one.id
        for one in register.uppföljning.mål
        if one.insats and one.insats.id == insats
    }
    for goal in goals:
        if found := known.get(" ".join(str(goal.get("mål", "")).split()).casefold()):
            goal[placed(Text("id"), goal.mark)] = placed(Text(found), goal.mark)
            for key in [key for key in goal if key not in ("id", "utfall")]:
                del goal[key]
    return goals


def _insats(answers: Answers, register: Register) -> str:
    """Insatsens id efter namnet i dokumentet. Ett namn som inte finns blir ett id som kontrollen säger ifrån om."""
    name = answers.get(faktafält("Insats"))
    if name is None:
        return ""
    by_name = {one.namn.casefold(): one.id for one in register.insatser if one.förbund.är_värd}
    return by_name.get(name.text.casefold()) or slug(name.text)


def _report(answers: Answers, register: Register, rows: Rows, title: str, sort: str) -> Record:
    insats, day = _insats(answers, register), _time(answers.get(faktafält("Datum")))
    name = answers.get(faktafält("Insats"))
    period = answers.get(faktafält("Period"))
    what = " ".join(filter(None, (title, period.text if period else "")))
    return rows.row(
        id=slug(f"{insats} {what}"),
        titel=f"{what}: {name.text}" if name else "",
        sort=sort,
        insatser=[insats] if insats else [],
        utförare=lines(answers[faktafält("Skriven av")]) if faktafält("Skriven av") in answers else [],
        datum=day,
        källa=rows.source(title),
    )


def handbook(answers: Answers, register: Register, _: str, rows: Rows) -> Tables:
    """Metodhandboken."""
    name, insats = answers.get(faktafält("Metodens namn")), _insats(answers, register)
    row = rows.row(
        id=slug(name.text) if name else "",
        titel=name,
        insatser=[insats] if insats else [],
        datum=_time(answers.get(faktafält("Datum"))),
        **{field: answers.get(slug(field)) for field in ("metod", "arbetssätt", "personal", "resurser")},
        källa=rows.source("Metodhandbok"),
    )
    return {"metodhandbocker": [row]}


def self_evaluation(answers: Answers, register: Register, _: str, rows: Rows) -> Tables:
    """Självvärderingen: en delrapport med niofältarens rubriker. Utfallen förs in med arbetsboken, där de skyddas."""
    row = _report(answers, register, rows, "Självvärdering", "delrapport")
    parts = [{"rubrik": one.rubrik, "text": answers[one.id]} for one in register.uppföljning.niofältaren if one.id in answers]
    row |= rows.row(sammanfattning=answers.get("sammanfattning"), delar=parts)
    return {"slutrapporter": [row]}


def ongoing_report(answers: Answers, register: Register, typ: str, rows: Rows) -> Tables:
    """En rapport medan insatsen pågår: en delrapport med mallens rubriker."""
    mall = next(one for one in register.guide.rapportmallar if one.id == typ)
    row = _report(answers, register, rows, mall.namn, "delrapport")
    parts = [{"rubrik": one.rubrik, "text": answers[one.id]} for one in mall.rubriker if one.id in answers]
    row |= rows.row(delar=parts)
    return {"slutrapporter": [row]}


CONVERTERS: dict[str, Callable[[Answers, Register, str, Rows], Tables]] = {
    "ansökan": application,
    "slutrapport": final_report,
    "metodhandbok": handbook,
    "självvärdering": self_evaluation,
    "rapportmall": ongoing_report,
}
