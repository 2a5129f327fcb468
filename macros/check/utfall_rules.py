"""Utfallens regler: måtten, perioderna, könen, summorna och de små grupperna. Docstringen är regeln."""

import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from macros.check.data import Data, remembered
from macros.findings import FEL, VARNING, Finding, Mark, shown, suggestion
from macros.model.skydd import hela_tal, skyddade
from macros.model.uppfoljning_rows import build
from macros.model.utfall import FÅ, KÖNEN, POSITIVA, RÄKNADE, SKYDDAT, TOTALT, UNDER_FEM, Måttlista, Period, antal, med_summor
from macros.read import Record, Text

# Rollerna som räkningen bygger på: ett mått vardera.
SINGLE_ROLES = ("aktiva", "avslut", "tidiga avhopp", "aktiva nästa")
SUMS = (RÄKNADE, POSITIVA)  # fält som bara skrivs när de inte går att räkna ut
FREE_TEXTS = ("till_annat", "arbete_med_stöd")

Counts = dict[str, int]
Cell = tuple[str, str]  # kön och fält


def count_fields(data: Data) -> list[str]:
    """Fälten i ett utfall som är antal."""
    table = data.dictionary.tables.get("utfall")
    return [field.name for field in table.fields if field.slag == "antal"] if table else []


def counts(row: Record, fields: Iterable[str]) -> Counts:
    """Radens antal som är skrivna med siffror."""
    return {field: number for field in fields if field in row and (number := antal(row[field])) is not None}


def is_example(row: Record) -> bool:
    return row.get("exempel") == "ja"


def whole_rows(data: Data, table: str) -> list[Record]:
    """Raderna utan fel."""
    rows = data.rows(table)
    return [row for row in rows if data.is_whole(row)] if data.has_errors(table) else rows


@remembered
def counted_rows(data: Data) -> list[tuple[Record, Counts]]:
    """Utfallen utan fel, med sina antal."""
    fields = count_fields(data)
    return [(row, counts(row, fields)) for row in whole_rows(data, "utfall")]


@remembered
def measures(data: Data) -> Måttlista | None:
    """Måtten, eller None när de inte räcker att räkna med: ett misstag där ska inte ge fel på varje utfall."""
    if data.has_errors("utfallsmatt"):
        return None
    mått = build({"utfallsmatt": data.rows("utfallsmatt")}, lambda row: (), {}, {}).mått
    return mått if mått.positiva and mått.övriga and all(map(mått.fält, SINGLE_ROLES)) else None


class Group(NamedTuple):
    """Raderna för samma insats och period."""

    insats: str
    period: Period
    rows: dict[str, Record]  # efter kön

    @property
    def first(self) -> Record:
        return next(iter(self.rows.values()))

    def __str__(self) -> str:
        return f"{self.period.från}–{self.period.till}"


def period_of(data: Data, row: Record) -> Period | None:
    """Perioden, eller None när den saknas eller är fel."""
    from_, to = (data.text(row.get("period"), key) for key in ("från", "till"))
    return Period(date.fromisoformat(from_), date.fromisoformat(to)) if from_ and to else None


@remembered
def keyed_rows(data: Data) -> list[tuple[Record, str, Period, str]]:
    """Utfallen som inte är exempel, med insats, period och kön."""
    keyed = ((row, data.text(row, "insats"), period_of(data, row), data.text(row, "kön")) for row in data.rows("utfall"))
    return [
        (row, insats, period, kön) for row, insats, period, kön in keyed if insats and period and kön and not is_example(row)
    ]


@remembered
def groups(data: Data) -> list[Group]:
    """Grupperna utan fel, i filens ordning. Har en rad ett fel så är hela gruppen borta."""
    found: dict[tuple[str, Period], Group] = {}
    spoiled: set[tuple[str, Period]] = set()
    has_errors = data.has_errors("utfall")
    for row, insats, period, kön in keyed_rows(data):
        found.setdefault((insats, period), Group(insats, period, {})).rows.setdefault(kön, row)
        if has_errors and not data.is_whole(row):
            spoiled.add((insats, period))
    return [group for key, group in found.items() if key not in spoiled]


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
            )


def positivt_följer_rollen(data: Data) -> Iterator[Finding]:
    """Ett mått har positivt när rollen är utfall, och bara då."""
    for row in whole_rows(data, "utfallsmatt"):
        label = data.label("utfallsmatt", row)
        if row["roll"] == "utfall" and "positivt" not in row:
            yield Finding(
                row.key_mark("positivt"),
                FEL,
                f"Fältet positivt saknas ({label}). Skriv positivt: ja eller nej, så att måluppfyllelsen går att räkna ut.",
            )
        elif row["roll"] != "utfall" and "positivt" in row:
            yield Finding(
                row.key_mark("positivt"),
                FEL,
                f"positivt hör bara till rollen utfall, men rollen är {row['roll']} "
                f"({label}). Ta bort positivt, eller rätta roll.",
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
                f"roll {role} finns redan på rad {earlier.mark.line} "
                f"({data.label('utfallsmatt', row)}). Bara ett mått kan ha den. Välj en annan roll.",
            )
    missing = [role for role in SINGLE_ROLES if role not in first]
    if missing and data.rows("utfallsmatt") and not twice and not data.has_errors("utfallsmatt"):
        yield Finding(
            Mark(data.files["utfallsmatt"], 1, 1),
            FEL,
            f"Inget mått har rollen {' eller '.join(missing)}. Skriv den som roll på det mått som menas.",
        )


def bakgrund_utan_enhet(data: Data) -> Iterator[Finding]:
    """En bakgrundsvariabel har en enhet."""
    for row in whole_rows(data, "utfallsmatt"):
        if row["roll"] == "bakgrund" and "enhet" not in row:
            yield Finding(
                row.key_mark("enhet"),
                FEL,
                f"Fältet enhet saknas ({data.label('utfallsmatt', row)}). Skriv enhet: år eller enhet: månader.",
            )


def utfall_utan_insats_eller_period(data: Data) -> Iterator[Finding]:
    """Ett utfall gäller en insats och en period. Ett exempel gäller ingen insats."""
    for row in whole_rows(data, "utfall"):
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


def period_slutar_före_start(data: Data) -> Iterator[Finding]:
    """En period slutar inte innan den börjar."""
    for row in data.rows("utfall"):
        period = period_of(data, row)
        if period and period.till < period.från:
            yield Finding(
                row["period"].key_mark("till"),
                FEL,
                f"period.till {period.till} ligger före period.från {period.från} "
                f"({data.label('utfall', row)}). Rätta det datum som är fel.",
            )


def period_slutar_i_framtiden(data: Data) -> Iterator[Finding]:
    """Ett utfall är känt först när perioden är slut."""
    for group in groups(data):
        if group.period.till > data.today:
            yield Finding(
                group.first["period"].value_mark("till"),
                VARNING,
                f"period.till {group.period.till} ligger i framtiden "
                f"({data.label('utfall', group.first)}). Rätta datumet, eller vänta med raderna tills perioden är slut.",
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


def samma_utfall_två_gånger(data: Data) -> Iterator[Finding]:
    """En insats har en rad för varje period och kön."""
    first: dict[tuple[str, Period, str], Record] = {}
    for row, *key in keyed_rows(data):
        earlier = first.setdefault(tuple(key), row)
        if earlier is not row and data.is_whole(row):
            insats, period, kön = key
            yield Finding(
                row.mark,
                FEL,
                f"Raden för {insats}, {kön}, {period.från}–{period.till} finns redan på rad "
                f"{earlier.mark.line} ({data.label('utfall', row)}). Rätta insats, period eller kön, eller ta bort raden.",
            )


def perioder_går_i_varandra(data: Data) -> Iterator[Finding]:
    """En insats perioder ligger efter varandra eller helt inne i varandra, så att ingen går att räkna ut ur två andra."""
    by_insats: dict[str, list[Group]] = {}
    for group in groups(data):
        by_insats.setdefault(group.insats, []).append(group)
    for found in by_insats.values():
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
        f"Perioden {later} går delvis in i {earlier} på rad "
        f"{earlier.first.mark.line} ({data.label('utfall', later.first)}). Skriv hela år eller halvår, så att ingen liten "
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


def del_större_än_helheten(data: Data) -> Iterator[Finding]:
    """Avslut är högst så många som aktiva, och tidiga avhopp högst så många som avslut."""
    if not (mått := measures(data)):
        return
    fields = [mått.fält(role)[0] for role in ("aktiva", "avslut", "tidiga avhopp")]
    for row, tal in counted_rows(data):
        for whole, part in itertools.pairwise(fields):
            if whole in tal and part in tal and tal[part] > tal[whole]:
                yield Finding(
                    row.value_mark(part),
                    FEL,
                    f"{part} {tal[part]} är fler än {whole} {tal[whole]} "
                    f"({data.label('utfall', row)}). Rätta det tal som är fel.",
                )
                break


def aktiva_nästa_stämmer_inte(data: Data) -> Iterator[Finding]:
    """Aktiva när nästa period börjar är aktiva minus avslut (Södra Dalarna, utvärderingspolicy 2020)."""
    if not (mått := measures(data)):
        return
    start, left, next_ = (mått.fält(role)[0] for role in ("aktiva", "avslut", "aktiva nästa"))
    for row, tal in counted_rows(data):
        if {start, left, next_} <= tal.keys() and tal[next_] != tal[start] - tal[left]:
            yield Finding(
                row.value_mark(next_),
                FEL,
                f"{next_} är {tal[next_]}, men {start} minus {left} är "
                f"{tal[start] - tal[left]} ({data.label('utfall', row)}). Rätta det tal som är fel.",
            )


def utfallen_stämmer_inte(data: Data) -> Iterator[Finding]:
    """Utfallen är tillsammans avslut minus tidiga avhopp (Södra Dalarna, utvärderingspolicy 2020)."""
    if not (mått := measures(data)):
        return
    left, early = (mått.fält(role)[0] for role in ("avslut", "tidiga avhopp"))
    outcomes = mått.fält("utfall")
    for row, tal in counted_rows(data):
        if tal.keys() >= {left, early, *outcomes}:
            together = sum(tal[field] for field in outcomes)
            if together != tal[left] - tal[early]:
                yield Finding(
                    row.value_mark(left),
                    FEL,
                    f"Utfallen är tillsammans {together}, men {left} minus {early} är "
                    f"{tal[left] - tal[early]} ({data.label('utfall', row)}). Rätta det tal som är fel.",
                )


def skriven_summa_stämmer_inte(data: Data) -> Iterator[Finding]:
    """Skrivs räknade eller positiva för hand så är de det som de andra talen ger."""
    if not (mått := measures(data)):
        return
    for row, tal in counted_rows(data):
        written = [field for field in SUMS if field in tal]
        for left_out in (SUMS, SUMS[:1], SUMS[1:]) if written else ():  # först utan att den ena får förklara den andra
            hela = med_summor({field: value for field, value in tal.items() if field not in left_out}, mått)
            wrong = [field for field in written if field in left_out and hela.get(field) not in (None, tal[field])]
            if wrong:
                yield Finding(
                    row.value_mark(wrong[0]),
                    FEL,
                    f"{wrong[0]} är {tal[wrong[0]]}, men de andra talen ger "
                    f"{hela[wrong[0]]} ({data.label('utfall', row)}). Rätta det tal som är fel.",
                )
                break


def andel_över_hundra(data: Data) -> Iterator[Finding]:
    """De positiva utfallen är högst så många som de som räknas."""
    if not (mått := measures(data)):
        return
    for row, tal in counted_rows(data):
        hela = med_summor(tal, mått)
        positive, counted = hela.get(POSITIVA), hela.get(RÄKNADE)
        if positive is not None and counted is not None and positive > counted:
            yield Finding(
                row.value_mark(POSITIVA),
                FEL,
                f"De positiva utfallen är {positive}, fler än de {counted} som lämnade "
                f"insatsen utan tidigt avhopp ({data.label('utfall', row)}). Rätta det tal som är fel.",
            )


def könen_blir_inte_totalt(data: Data) -> Iterator[Finding]:
    """Kvinnor och män är tillsammans totalt, i varje fält."""
    fields, numbers = count_fields(data), {id(row): tal for row, tal in counted_rows(data)}
    for group in groups(data):
        tal = {kön: numbers[id(row)] for kön, row in group.rows.items()}
        if len(tal) < 1 + len(KÖNEN):
            continue
        wrong = [
            field
            for field in fields
            if all(field in tal[kön] for kön in tal) and sum(tal[kön][field] for kön in KÖNEN) != tal[TOTALT][field]
        ]
        if wrong:
            total = group.rows[TOTALT]
            sums = ", ".join(
                f"{field} ({' + '.join(str(tal[kön][field]) for kön in KÖNEN)} är inte {tal[TOTALT][field]})" for field in wrong
            )
            yield Finding(
                total.value_mark(wrong[0]),
                FEL,
                f"Kvinnor och män blir inte totalt: {sums} ({data.label('utfall', total)}). Rätta det tal som är fel.",
            )


def annat_utan_förklaring(data: Data) -> Iterator[Finding]:
    """Till annat förklaras i ord på raden för totalt (Södra Dalarna, utvärderingspolicy 2020)."""
    for row, tal in counted_rows(data):
        if row["kön"] == TOTALT and tal.get("annat") and "till_annat" not in row and not is_example(row):
            yield Finding(
                row.value_mark("annat"),
                VARNING,
                f"annat är {tal['annat']} men saknar förklaring "
                f"({data.label('utfall', row)}). Skriv under till_annat vad det var, utan att någon går att känna igen.",
            )


def litet_antal_i_filen(data: Data) -> Iterator[Finding]:
    """Ett antal under fem står inte i filen, för fler än kansliet kan läsa den."""
    for row, tal in counted_rows(data):
        if is_example(row):
            continue
        few = [(field, row.value_mark(field)) for field, value in tal.items() if value < FÅ]
        few += [
            ("rättelser.tidigare", item.value_mark("tidigare"))
            for item in data.items(row, "rättelser")
            if counts(item, ["tidigare"]).get("tidigare", FÅ) < FÅ
        ]
        if few:
            names = ", ".join(dict.fromkeys(name for name, _ in few))
            yield Finding(
                few[0][1],
                VARNING,
                f"Antal under {FÅ} i {names} ({data.label('utfall', row)}). Webbplatsen visar dem "
                f'inte, men filen och dess historik kan läsas av fler. Skriv "{UNDER_FEM}" med citattecken.',
            )


def skyddat_går_att_räkna_ut(data: Data) -> Iterator[Finding]:
    """Ett skyddat tal går inte att räkna ut ur de andra talen för samma insats och period."""
    if not (mått := measures(data)):
        return
    fields = [*(ett.fält for ett in mått.antal), *SUMS]
    for group in groups(data):
        hidden = [(kön, field) for kön, row in group.rows.items() for field in fields if row.get(field) in (UNDER_FEM, SKYDDAT)]
        known = {kön: counts(row, fields) for kön, row in group.rows.items()}
        solved = hela_tal(known, mått) if hidden else {}
        exposed = [(kön, field) for kön, field in hidden if solved[kön][field] is not None]
        if exposed:
            kön, field = exposed[0]
            row = group.rows[kön]
            yield Finding(
                row.value_mark(field),
                VARNING,
                f"Ur de andra talen för {group} går det att räkna ut {by_kön(exposed)} "
                f"({data.label('utfall', row)}). {remedy(known, hidden, mått)}",
            )


def remedy(known: dict[str, dict[str, int]], hidden: list[Cell], mått: Måttlista) -> str:
    """Vilka fler tal som ska skyddas: de som webbplatsen själv skulle dölja."""
    written = {kön: row | {field: None for other, field in hidden if other == kön} for kön, row in known.items()}
    dolda = skyddade(hela_tal(written, mått), mått)
    more = [(kön, field) for kön, row in known.items() for field, value in row.items() if field in dolda[kön] and value >= FÅ]
    return f"Skriv skyddat också i {by_kön(more)}." if more else "Skriv skyddat i ett tal till i samma summa."


def by_kön(cells: Iterable[Cell]) -> str:
    """Fälten kön för kön: `arbete och studier för kvinnor, arbete för män`."""
    found: dict[str, list[str]] = {}
    for kön, field in cells:
        found.setdefault(kön, []).append(field)
    return ", ".join(
        f"{' och '.join(fields)} för {kön}" if kön in KÖNEN else f"{' och '.join(fields)} i {kön}"
        for kön, fields in found.items()
    )


FEW_PEOPLE = re.compile(
    r"(?<![\w.,])(?:[1-4]|en|ett|två|tre|fyra)\s+(?:deltagare|person|personer|kvinna|kvinnor|man|män)\b", re.IGNORECASE
)


def text_om_få_personer(data: Data) -> Iterator[Finding]:
    """Texten om ett utfall nämner inte få personer, för de går att känna igen."""
    for row in data.rows("utfall"):
        for key in FREE_TEXTS:
            text = data.text(row, key)
            if text and not is_example(row) and (found := FEW_PEOPLE.search(text)):
                yield Finding(
                    text.mark,
                    VARNING,
                    f"{key} nämner ”{shown(found[0])}” ({data.label('utfall', row)}). Få personer går "
                    "att känna igen. Skriv några i stället för antalet, eller ta bort det.",
                )


def rättat_fält_finns_inte(data: Data) -> Iterator[Finding]:
    """En rättelse gäller ett antal i raden."""
    known = count_fields(data)
    for row in data.rows("utfall"):
        for item in data.items(row, "rättelser"):
            field = data.text(item, "fält")
            if field and field not in known:
                yield Finding(
                    field.mark,
                    FEL,
                    f"rättelser.fält {shown(field)} är inget antal ({data.label('utfall', row)})."
                    f"{suggestion(field, known)} Välj bland: {', '.join(known)}.",
                )


def rättelse_utan_ändring(data: Data) -> Iterator[Finding]:
    """Den senaste rättelsen av ett tal har ett annat tal än det som står nu."""
    for row in whole_rows(data, "utfall"):
        latest: dict[str, Record] = {}
        for item in sorted(data.items(row, "rättelser"), key=lambda item: item["datum"]):
            latest[item["fält"]] = item
        for field, item in latest.items():
            if row.get(field) == item["tidigare"] and antal(item["tidigare"]) is not None:
                yield Finding(
                    item["tidigare"].mark,
                    VARNING,
                    f"rättelser.tidigare {item['tidigare']} är samma tal som {field} "
                    f"({data.label('utfall', row)}). Skriv talet som stod förut, eller ta bort rättelsen.",
                )


def rättelse_i_framtiden(data: Data) -> Iterator[Finding]:
    """Ett tal kan inte ha rättats efter i dag. En dags marginal rymmer andra tidszoner."""
    for row in data.rows("utfall"):
        for item in data.items(row, "rättelser"):
            when = data.tidpunkt(item, "datum")
            if when and when.första > data.today + timedelta(days=1):
                yield Finding(
                    item.value_mark("datum"),
                    VARNING,
                    f"rättelser.datum {when} ligger i framtiden ({data.label('utfall', row)}). Skriv dagen då talet rättades.",
                )


UTFALL_RULES = (
    mått_utan_fält,
    positivt_följer_rollen,
    roll_har_ett_mått,
    bakgrund_utan_enhet,
    utfall_utan_insats_eller_period,
    period_slutar_före_start,
    samma_utfall_två_gånger,
    perioder_går_i_varandra,
    utfall_utan_antal,
    könen_är_inte_hela,
    rättat_fält_finns_inte,
    del_större_än_helheten,
    aktiva_nästa_stämmer_inte,
    utfallen_stämmer_inte,
    skriven_summa_stämmer_inte,
    andel_över_hundra,
    könen_blir_inte_totalt,
    utfall_inte_uppdelat_på_kön,
    period_slutar_i_framtiden,
    annat_utan_förklaring,
    litet_antal_i_filen,
    skyddat_går_att_räkna_ut,
    text_om_få_personer,
    rättelse_utan_ändring,
    rättelse_i_framtiden,
)
