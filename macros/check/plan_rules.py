"""Planernas regler: en plan gäller i taget, och det som har ändrats sedan den antogs har sin dag. Docstringen är regeln."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from macros.check.data import Data, remembered
from macros.check.utkast import is_draft
from macros.dictionary.words import Dictionary
from macros.findings import FEL, RÅD, VARNING, Finding
from macros.model.insats import Insats
from macros.model.plan import Plan, Planer, Planläge, samtidiga
from macros.model.planmatris import KOLUMNER, NY, Matrisrad, Skillnad, aktuella, matrisrader
from macros.model.tables import reader
from macros.read import Record

TABLES = ("planer", "planrader", "insatser")


class Plans(NamedTuple):
    """Planerna och insatserna som modellen ser dem, och raderna de står i."""

    planer: Planer
    insatser: dict[str, Insats]
    rows: dict[tuple[str, str], Record]


def needed(words: Dictionary, tables: Iterable[str]) -> set[str]:
    """Tabellerna och de som de på omvägar hänvisar till: allt som deras dataklasser byggs av."""
    found, left = set[str](), [name for name in tables if name in words.tables]
    while left:
        name = left.pop()
        found.add(name)
        left += words.references[name] - found
    return found


@remembered
def plans(data: Data) -> Plans | None:
    """Planerna, eller None när det inte finns några eller när något som de bygger på har fel."""
    names = needed(data.dictionary, TABLES)
    if not data.rows("planer") or not names.issuperset(TABLES) or any(map(data.has_errors, names)):
        return None
    built = reader(data.dictionary, {name: data.rows(name) for name in names}).read()
    rows = {(name, str(row["id"])): row for name in TABLES for row in data.rows(name)}
    return Plans(Planer(tuple(built["planer"].values())), built["insatser"], rows)


def each(data: Data) -> Iterator[tuple[Planer, Plan, Record]]:
    """Varje plan, och raden som den står i."""
    if found := plans(data):
        for plan in found.planer.alla:
            yield found.planer, plan, found.rows["planer", plan.id]


def ersätter_fel_plan(data: Data) -> Iterator[Finding]:
    """En plan ersätter en tidigare plan i samma förbund, och varje plan ersätts av högst en."""
    taken: dict[str, Record] = {}
    for planer, plan, row in each(data):
        if not plan.ersätter:
            continue
        earlier = planer.plan[plan.ersätter]
        mark, label = row.value_mark("ersätter"), data.label("planer", row)
        if earlier.förbund.id != plan.förbund.id:
            text = (
                f"ersätter {earlier.id} hör till förbundet {earlier.förbund.id}, men planen till {plan.förbund.id} ({label})."
            )
            yield Finding(mark, FEL, f"{text} Skriv en plan i samma förbund, eller ta bort ersätter.")
        elif plan.period and earlier.period and plan.början <= earlier.början:
            text = f"ersätter {earlier.id}, men den planen gäller {earlier.period.i_ord()} och den här {plan.period.i_ord()}"
            yield Finding(mark, FEL, f"{text} ({label}). Skriv ersätter i den senare planen, eller rätta period.")
        elif earlier.id in taken:
            text = f"ersätter {earlier.id} står också på rad {taken[earlier.id].key_mark('ersätter').line} ({label})."
            yield Finding(mark, FEL, f"{text} En plan ersätts av en enda. Ta bort den ena hänvisningen.")
        taken.setdefault(earlier.id, row)


def planer_gäller_samtidigt(data: Data) -> Iterator[Finding]:
    """Ett förbund har en plan i taget. Två med var sin matris går inte: då finns inget svar på vad som är ändrat."""
    found = plans(data)
    if found is None:
        return
    for pair in samtidiga(found.planer):
        earlier, plan = sorted(pair, key=lambda one: one.början)
        row = found.rows["planer", plan.id]
        if all(found.planer.läge(one, data.today) is Planläge.GÄLLER for one in pair):
            said = f"Två planer gäller i dag, {earlier.id} och {plan.id}"
        else:
            said = f"period {period(plan)} överlappar den i planen {earlier.id}, {period(earlier)}"
        remedy = f"Skriv ersätter: {earlier.id} om den här tar över, eller period.till i planen {earlier.id}."
        level = FEL if all(one.planrader for one in pair) else VARNING
        yield Finding(row.key_mark("period"), level, f"{said} ({data.label('planer', row)}). {remedy}")


def period(plan: Plan) -> str:
    return plan.period.i_ord() if plan.period else "utan period"


def planens_adress_är_upptagen(data: Data) -> Iterator[Finding]:
    """Varje plan har sin egen adress, som följer av perioden."""
    taken: dict[str, Plan] = {}
    for _, plan, row in each(data):
        first = taken.setdefault(plan.adress, plan)
        if first is not plan:
            text = f"Planens sida får samma adress som planen {first.id}: /{plan.adress} ({data.label('planer', row)})."
            yield Finding(row.key_mark("period"), FEL, f"{text} Skriv period.från eller period.till med månad eller dag.")


def planraden_hör_till_en_annans_plan(data: Data) -> Iterator[Finding]:
    """En rad i en plans matris står bland planens eget förbunds uppgifter."""
    owners = {str(row["id"]): row["förbund"] for row in data.whole_rows("planer") if "förbund" in row}
    for row in data.whole_rows("planrader"):
        owner = owners.get(str(row["plan"]))
        if owner and owner != row.get("förbund"):
            text = f"plan {row['plan']} hör till förbundet {owner}, men raden till {row.get('förbund')}"
            label = data.label("planrader", row)
            yield Finding(
                row.value_mark("plan"),
                FEL,
                f"{text} ({label}). Flytta raden till filen med det förbundets planrader, eller rätta plan.",
            )


def compared(data: Data) -> Iterator[tuple[Planer, Plan, Matrisrad, Record]]:
    """Värdens insatser mot planen som gäller, med raden i data. En ansökan som inte är beslutad är ännu ingen ändring av planen."""
    found = plans(data)
    värd = next((plan.förbund for plan in found.planer.alla if plan.förbund.är_värd), None) if found else None
    plan = found.planer.gällande(värd, data.today) if found and värd else None
    if found and plan and plan.planrader:
        own = [insats for insats in found.insatser.values() if insats.förbund.är_värd]
        for one in matrisrader(own, plan, found.planer):
            if not is_draft("insatser", row := found.rows["insatser", one.insats.id]):
                yield found.planer, plan, one, row


def planen_har_ingen_matris(data: Data) -> Iterator[Finding]:
    """Det som antogs sparas: värdens gällande plan har en matris när förbundet har insatser."""
    has_insatser = any(data.layer(row).name == "eget" for row in data.rows("insatser"))
    for planer, plan, row in each(data):
        is_current = plan.förbund.är_värd and planer.gällande(plan.förbund, data.today) is plan
        if is_current and not plan.planrader and has_insatser:
            text = f"Planens matris är inte sparad ({data.label('planer', row)})."
            remedy = f"Kör python -m macros anta-plan {plan.id}, så sparas den som den är i dag."
            yield Finding(row.value_mark("id"), RÅD, f"{text} {remedy}")


def ändring_utan_dag(data: Data) -> Iterator[Finding]:
    """Det som är annorlunda än i planen har en rad i ändringar som säger när det ändrades."""
    for _, plan, one, row in compared(data):
        missing = [skillnad for skillnad in one.skillnader if not skillnad.ändringar]
        if not missing:
            continue
        columns = [skillnad.kolumn for skillnad in missing if skillnad.kolumn]
        said = f"{' och '.join(columns)} är inte som i {plan.kallas}" if columns else f"Insatsen står inte i {plan.kallas}"
        written = [f"{{datum: {data.today}, vad: {word(one.insats, skillnad, data)}}}" for skillnad in missing]
        if one.insats.ändringar:
            remedy = f"Lägg till i ändringar: {', '.join(f'- {item}' for item in written)}"
        else:
            remedy = f"Skriv ändringar: [{', '.join(written)}]"
        mark = row.key_mark(columns[0]) if columns else row.value_mark("id")
        yield Finding(mark, RÅD, f"{said} ({data.label('insatser', row)}). {remedy} med dagen då det ändrades.")


def word(insats: Insats, skillnad: Skillnad, data: Data) -> str:
    """Ordet som ändringen troligen heter. En tid som har fått ett slut som har varit är en insats som är avslutad."""
    if not skillnad.kolumn:
        return NY
    slut = insats.projekttid.slut
    ended = skillnad.kolumn == "projekttid" and slut is not None and slut.sista < data.today
    return "avslutad" if ended else KOLUMNER[skillnad.kolumn][0]


def ändring_utan_skillnad(data: Data) -> Iterator[Finding]:
    """En rad i ändringar svarar mot något som är annorlunda än i planen. En ny insats får också ändras sedan."""
    for planer, plan, one, row in compared(data):
        used = {id(change) for skillnad in one.skillnader for change in skillnad.ändringar}
        current = {id(change) for change in aktuella(one.insats, plan, planer)}
        for change, record in zip(one.insats.ändringar, data.records(row, "ändringar"), strict=True):
            if one.planrad and id(change) in current - used:
                where = "insatsen står" if change.vad == NY else "raden är som"
                said = f"ändringar säger {change.vad} {change.datum}, men {where} i {plan.kallas}"
                remedy = "Ändra det som ska vara annorlunda, eller ta bort ändringen."
                yield Finding(record.value_mark("vad"), VARNING, f"{said} ({data.label('insatser', row)}). {remedy}")


PLAN_RULES = (
    ersätter_fel_plan,
    planer_gäller_samtidigt,
    planens_adress_är_upptagen,
    planraden_hör_till_en_annans_plan,
    planen_har_ingen_matris,
    ändring_utan_dag,
    ändring_utan_skillnad,
)
