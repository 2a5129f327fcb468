"""Sparar en plans matris som den är den dag då planen antas: en planrad per insats, så att ingen skriver av något."""

from collections.abc import Iterator
from typing import NamedTuple

from macros.check import Examined, display_name
from macros.check.data import Data
from macros.findings import FEL, as_text, suggestion
from macros.model.insats import Insats
from macros.model.plan import Plan
from macros.model.planmatris import slutade_före
from macros.model.tables import reader
from macros.read import Record
from macros.settings import SettingError
from macros.write import Plain, plain_row
from macros.write.grow import grow

TABLE = "planrader"
EVERYONE = "--alla"
USAGE = f"Skriv anta-plan och planens id, som anta-plan plan-2027-2029. Lägg till {EVERYONE} för att också ta med insatser som redan är slut."
LONGEST_ID = 80


class Adopted(NamedTuple):
    """Vad som sparades: filen, antalet rader, och insatserna som var slut eller redan hade ändrats."""

    file: str
    rows: int
    plan: Plan
    ended: list[str]
    changed: list[str]

    def __str__(self) -> str:
        lines = [f"{self.rows} rader är sparade i {self.file}. Jämför dem med planen som den antogs, och spara filen i git."]
        if self.ended:
            names = ", ".join(self.ended)
            lines.append(
                f"Insatser som var slut när planen började gälla är inte med: {names}. Skriv {EVERYONE} om de ska vara det."
            )
        if self.changed:
            names = ", ".join(self.changed)
            lines.append(f"Insatser som har ändrats sedan planen antogs sparades som de är nu: {names}. Rätta deras rader.")
        return "\n".join(lines)


def adopt(examined: Examined, arguments: list[str]) -> Adopted:
    """Raises: SettingError när planen inte går att spara, WriteRefused när filen inte går att ändra."""
    if not examined.is_ok:
        wrong = [finding for finding in examined.findings if finding.level == FEL]
        raise SettingError(f"Rätta felen först:\n{as_text(wrong).rstrip()}")
    data, words = examined.data, [word for word in arguments if word != EVERYONE]
    if len(words) != 1:
        raise SettingError(USAGE)
    row = plan_row(data, words[0])
    plan, insatser = as_model(data, row)
    chosen = [one for one in insatser if EVERYONE in arguments or not slutade_före(one, plan)]
    if not chosen:
        raise SettingError(f"Planen {plan.id} får ingen matris, för förbundet har inga insatser som pågår. {USAGE}")
    folder = data.layer(row).folder
    by_id = {str(one["id"]): one for one in data.rows("insatser")}
    rows = [planrad(data, row, by_id[one.id]) for one in chosen]
    grow(folder / f"{TABLE}.yaml", data.dictionary.tables[TABLE], "anta-plan", "Matrisen i varje plan, som den antogs.", rows)
    return Adopted(
        display_name(folder, f"{TABLE}.yaml"),
        len(chosen),
        plan,
        [one.id for one in insatser if one not in chosen],
        [one.id for one in chosen if any(change.datum.första > plan.antogs for change in one.ändringar)],
    )


def plan_row(data: Data, plan_id: str) -> Record:
    """Planens rad. Raises: SettingError när den inte finns, eller redan har en matris."""
    row = next((row for row in data.rows("planer") if row["id"] == plan_id), None)
    if row is None:
        raise SettingError(
            f"Planen {plan_id} finns inte.{suggestion(plan_id, data.ids('planer'))} Skriv planens rad i planer.yaml först."
        )
    saved = [one for one in data.rows(TABLE) if one["plan"] == plan_id]
    if saved:
        raise SettingError(
            f"Planen {plan_id} har redan en matris: {len(saved)} rader i {saved[0].mark.file}. Det som antogs ändras inte. "
            "Blev den fel, ta bort raderna och kör kommandot igen."
        )
    return row


def as_model(data: Data, row: Record) -> tuple[Plan, list[Insats]]:
    """Planen och förbundets insatser."""
    built = reader(data.dictionary, data.tables).read()
    plan: Plan = built["planer"][str(row["id"])]
    return plan, [one for one in built["insatser"].values() if one.förbund.id == plan.förbund.id]


def planrad(data: Data, plan: Record, insats: Record) -> dict[str, Plain]:
    """Insatsens rad i planens matris: matrisens fält, som de är nu."""
    fields = data.dictionary.tables[TABLE].by_name
    whole = plain_row(insats)
    row: dict[str, Plain] = {name: whole[name] for name, field in fields.items() if name in whole and not field.from_folder}
    row |= {
        "id": f"{plan['id']}-{insats['id']}"[:LONGEST_ID].rstrip("-"),
        "plan": str(plan["id"]),
        "insats": str(insats["id"]),
        "källa": list(sources(data, plan, insats)),
    }
    row["osäkert"] = [plain_row(one) for one in data.records(insats, "osäkert") if one["fält"] in fields]
    return row


def sources(data: Data, plan: Record, insats: Record) -> Iterator[Plain]:
    """Insatsens ställen i planens dokument, eller planens egna källor när insatsen inte nämner något."""
    own = data.records(plan, "källa")
    documents = {one["dokument"] for one in own}
    cited = [one for one in data.records(insats, "källa") if one["dokument"] in documents]
    yield from map(plain_row, cited or own)
