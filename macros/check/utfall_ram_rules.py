"""Utfallens ramar: måtten, perioderna och raderna för kvinnor, män och totalt. Docstringen är regeln."""

from collections.abc import Iterator

from macros.check.data import Data
from macros.check.utfall_rows import SINGLE_ROLES, SUMS, Group, count_fields, groups, is_example
from macros.findings import FEL, VARNING, Finding, Mark, line_at, shown, suggested_value, suggestion
from macros.grouped import grouped
from macros.model.utfall import KÖNEN, TOTALT
from macros.read import Text


def mått_utan_fält(data: Data) -> Iterator[Finding]:
    """Ett mått står i ett fält i utfall: bakgrund i ett tal, alla andra i ett antal. Summorna som räknas ut är inga mått."""
    for row in data.rows("utfallsmatt"):
        field, role = data.text(row, "fält"), data.text(row, "roll")
        if not (field and role):
            continue
        known = (
            [one.name for one in data.dictionary.tables["utfall"].fields if one.type == "number"]
            if role == "bakgrund"
            else [name for name in count_fields(data) if name not in SUMS]
        )
        if field not in known:
            yield Finding(
                field.mark,
                FEL,
                f"fält {shown(field)} är inget fält i utfall för rollen {role} "
                f"({data.label('utfallsmatt', row)}).{suggestion(field, known)} Välj bland: {', '.join(known)}.",
                remedy=suggested_value(field, known, field.mark),
            )


def roll_har_ett_mått(data: Data) -> Iterator[Finding]:
    """Aktiva, avslut, tidiga avhopp och aktiva nästa är ett mått vardera."""
    first: dict[str, Text] = {}
    twice = False
    for row in data.rows("utfallsmatt"):
        role = data.text(row, "roll")
        if role in SINGLE_ROLES and (earlier := first.setdefault(role, role)) is not role:
            twice = True
            yield Finding(
                role.mark,
                FEL,
                f"roll {role} finns redan på {line_at(earlier.mark, role.mark)} "
                f"({data.label('utfallsmatt', row)}). Bara ett mått kan ha den. Välj en annan roll.",
            )
    missing = [role for role in SINGLE_ROLES if role not in first]
    if missing and data.rows("utfallsmatt") and not twice and not data.has_errors("utfallsmatt"):
        yield Finding(
            Mark(data.files["utfallsmatt"], 1, 1),
            FEL,
            f"Inget mått har rollen {' eller '.join(missing)}. Skriv den som roll på det mått som menas.",
        )


def utfall_utan_insats_eller_period(data: Data) -> Iterator[Finding]:
    """Ett utfall gäller en insats och en period. Ett exempel gäller ingen insats."""
    for row in data.whole_rows("utfall"):
        missing, label = [key for key in ("insats", "period") if key not in row], data.label("utfall", row)
        if is_example(row) and "insats" in row:
            yield Finding(
                row.key_mark("insats"),
                FEL,
                f"Ett exempel gäller ingen insats ({label}). Ta bort insats, eller ta bort "
                "exempel om raden gäller riktiga deltagare.",
            )
        elif not is_example(row) and missing:
            what = f"Fältet {missing[0]} saknas" if len(missing) == 1 else f"Fälten {' och '.join(missing)} saknas"
            yield Finding(
                row.key_mark(missing[0]), FEL, f"{what} ({label}). Fyll i, eller skriv exempel: ja om talen är påhittade."
            )


def utfall_utan_antal(data: Data) -> Iterator[Finding]:
    """Minst ett antal är skrivet för en insats och en period, med siffror eller som skyddat."""
    fields = count_fields(data)
    for group in groups(data):
        if not any(field in row for row in group.rows.values() for field in fields):
            yield Finding(
                group.first.mark,
                FEL,
                f"Utfallet {group} har inga antal ({data.label('utfall', group.first)}). Skriv "
                "antalen ur rapporten, som aktiva: 56, eller ta bort raden.",
            )


def perioder_går_i_varandra(data: Data) -> Iterator[Finding]:
    """En insats perioder ligger efter varandra eller helt inne i varandra, så att ingen går att räkna ut ur två andra."""
    for found in grouped(groups(data), lambda group: group.insats).values():
        open_: list[Group] = []
        for group in sorted(found, key=lambda group: (group.period.från, -group.period.till.toordinal())):
            while open_ and not open_[-1].period.överlappar(group.period):
                open_.pop()
            if open_ and group.period.till > open_[-1].period.till:
                yield overlap(data, open_[-1], group)
            else:
                open_.append(group)


def overlap(data: Data, one: Group, other: Group) -> Finding:
    """Fyndet, på den av grupperna som står sist i filen."""
    earlier, later = sorted((one, other), key=lambda group: group.first.mark)
    return Finding(
        later.first.key_mark("period"),
        FEL,
        f"Perioden {later} går delvis in i {earlier} på "
        f"{line_at(earlier.first.mark, later.first.mark)} ({data.label('utfall', later.first)}). Skriv hela år eller halvår, så att ingen liten "
        "grupp går att räkna ut genom att jämföra dem.",
    )


def könen_är_inte_hela(data: Data) -> Iterator[Finding]:
    """Kvinnor och män redovisas båda, och tillsammans med totalt."""
    if data.has_errors("utfall"):  # raden som saknas kan vara den som har felet
        return
    found = groups(data)
    without_total = [group for group in found if TOTALT not in group.rows]
    # En rad med fel insats eller period saknas på sitt ställe och är ensam på ett annat. Säg det på det andra.
    for group in without_total or found:
        missing = [kön for kön in (TOTALT, *KÖNEN) if kön not in group.rows]
        if missing and missing != list(KÖNEN):
            yield Finding(
                group.first.mark,
                FEL,
                f"Insatsen {group.insats} saknar rad för {' och '.join(missing)}, {group} "
                f"({data.label('utfall', group.first)}). Lägg till det som saknas, eller rätta insats, period eller kön.",
            )


def utfall_inte_uppdelat_på_kön(data: Data) -> Iterator[Finding]:
    """Statistik om personer delas upp på kön (Södra Dalarna, utvärderingspolicy 2020)."""
    if data.has_errors("utfall"):
        return
    for group in groups(data):
        if list(group.rows) == [TOTALT]:
            row = group.rows[TOTALT]
            yield Finding(
                row.mark,
                VARNING,
                f"Utfallet är inte uppdelat på kön ({data.label('utfall', row)}). Lägg till en rad för kvinnor och en för män.",
            )


RAM_RULES = (
    mått_utan_fält,
    roll_har_ett_mått,
    utfall_utan_insats_eller_period,
    perioder_går_i_varandra,
    utfall_utan_antal,
    könen_är_inte_hela,
    utfall_inte_uppdelat_på_kön,
)
