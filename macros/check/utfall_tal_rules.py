"""Utfallens tal: summorna, de små grupperna och rättelserna. Docstringen är regeln."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from macros.check.data import Data, remembered
from macros.check.utfall_rows import SUMS, Group, count_fields, counted_rows, counts, groups, is_example, measures
from macros.findings import FEL, RÅD, VARNING, Finding, Step, new_value, shown, suggested_value, suggestion
from macros.grouped import by_key
from macros.model.skydd import döljer_något, hela_tal, öppna_rader
from macros.model.utfall import FÅ, KÖNEN, POSITIVA, RÄKNADE, SKYDDAT, TOTALT, UNDER_FEM, Måttlista, antal, med_summor
from macros.read import Record

FREE_TEXTS = ("till_annat", "arbete_med_stöd")

Cell = tuple[str, str]  # kön och fält


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
    hidden = rows_beside_hidden(data)
    for row, tal in counted_rows(data):
        explained = "till_annat" in row or id(row) in hidden  # bredvid ett skyddat tal visas ingen text
        if row["kön"] == TOTALT and tal.get("annat") and not explained and not is_example(row):
            yield Finding(
                row.value_mark("annat"),
                VARNING,
                f"annat är {tal['annat']} men saknar förklaring "
                f"({data.label('utfall', row)}). Skriv under till_annat vad det var, utan att någon går att känna igen.",
            )


def tal_som_inte_kan_stå_öppet(data: Data) -> Iterator[Finding]:
    """I filen står inget antal under fem, och inget tal som röjer ett: fler än kansliet kan läsa den och dess historik.

    Alla skyddade tal står med samma ord. `<5` bredvid skyddat säger vilka som är små.
    """
    if not (mått := measures(data)):
        return
    fields = [*(one.fält for one in mått.antal), *SUMS]
    for group in groups(data):
        written = _written(group, fields, mått)
        steps = {
            (kön, field): _step(group.rows[kön], field, value)
            for kön, row in öppna_rader(written, mått).items()
            for field, value in row.items()
            if _as_written(value) != group.rows[kön].get(field)
        }
        if steps:
            hidden = [cell for cell in steps if cell[1] in group.rows[cell[0]]]
            sums = [cell for cell in steps if cell not in hidden]
            kön, field = (hidden or sums)[0]
            yield Finding(
                group.rows[kön].value_mark(field),
                VARNING,
                f"{_why(hidden, group)} ({data.label('utfall', group.rows[kön])}). {_how(hidden, sums, steps)}",
                remedy=tuple(steps.values()),
            )


def _written(group: Group, fields: Iterable[str], mått: Måttlista) -> dict[str, dict[str, int | None]]:
    """Antalen som de står i filen, efter kön. None är ett skyddat tal."""
    return {
        kön: {field: antal(row[field]) for field in fields if field in row and field in mått.celler}
        for kön, row in group.rows.items()
    }


def _as_written(value: int | None) -> str:
    return SKYDDAT if value is None else str(value)


def _step(row: Record, field: str, value: int | None) -> Step:
    """Ändringen som gör att fältet står som det kan stå öppet."""
    new = _as_written(value)
    return Step("värde", row[field].mark, new) if field in row else Step("fält", row.mark, new, field)


def _why(hidden: list[Cell], group: Group) -> str:
    if hidden:
        return f"Talen för {group} kan läsas av fler än kansliet, och visar eller röjer antal under {FÅ}"
    return f"Av de skyddade talen för {group} går måluppfyllelsen inte att räkna ut"


def _how(hidden: list[Cell], sums: list[Cell], steps: Mapping[Cell, Step]) -> str:
    """Vad som ska stå, fält för fält."""
    protect = f"Skriv {SKYDDAT} i {by_kön(hidden)}" if hidden else "Skriv"
    added = [f"{field}: {steps[kön, field].new} för {kön}" for kön, field in sums]
    between = ", och lägg till " if hidden else " "
    return f"{protect}{between if added else ''}{', '.join(added)}."


@remembered
def rows_beside_hidden(data: Data) -> dict[int, Group]:
    """Gruppen av varje rad i en insats och period där något tal är skyddat, efter radens identitet."""
    if not (mått := measures(data)):
        return {}
    fields = [*(one.fält for one in mått.antal), *SUMS]
    hiding = (group for group in groups(data) if döljer_något(_written(group, fields, mått), mått))
    return {id(row): group for group in hiding for row in group.rows.values()}


def text_bredvid_skyddade_tal(data: Data) -> Iterator[Finding]:
    """Texten om ett utfall visas inte när något av talen är skyddat: den kan säga det som talet döljer."""
    hidden = rows_beside_hidden(data)
    for row in data.rows("utfall"):
        written = [field for field in (*FREE_TEXTS, "anmärkning", "rättelser") if field in row]
        if written and id(row) in hidden:
            yield Finding(
                row.key_mark(written[0]),
                RÅD,
                f"{listed(written)} visas inte på webbplatsen, för något tal för {hidden[id(row)]} är skyddat "
                f"({data.label('utfall', row)}). Läs texten igen: filen kan läsas av fler. Ta bort det som säger hur många "
                "eller vem.",
            )


def måluppfyllelsen_går_inte_att_räkna_ut(data: Data) -> Iterator[Finding]:
    """Skyddade tal ska inte göra att måluppfyllelsen försvinner: nämnaren och täljaren får stå när de är minst fem."""
    if not (mått := measures(data)):
        return
    fields = [*(one.fält for one in mått.antal), *SUMS]
    for group in groups(data):
        hela = hela_tal({kön: counts(row, fields) for kön, row in group.rows.items()}, mått)
        for kön, row in group.rows.items():
            lost = [field for field in SUMS if field not in row and hela[kön].get(field) is None]
            if lost and SKYDDAT in row.values():
                yield Finding(
                    row.mark,
                    RÅD,
                    f"Måluppfyllelsen för {kön} {group} går inte att räkna ut, för talen i den är skyddade "
                    f"({data.label('utfall', row)}). Skriv {listed(lost)}, eller {SKYDDAT} där talet är under {FÅ}.",
                )


def litet_tal_i_en_rättelse(data: Data) -> Iterator[Finding]:
    """Inte heller en rättelse säger ett tidigare antal under fem."""
    for row, _ in counted_rows(data):
        for item in data.records(row, "rättelser") if not is_example(row) else ():
            before = item.get("tidigare")
            if before == UNDER_FEM or counts(item, ["tidigare"]).get("tidigare", FÅ) < FÅ:
                text = f"rättelser.tidigare är under {FÅ} ({data.label('utfall', row)}). Fler än kansliet kan läsa filen."
                mark = item.value_mark("tidigare")
                yield Finding(mark, VARNING, f"{text} Skriv {SKYDDAT}.", remedy=new_value(mark, SKYDDAT))


def by_kön(cells: Iterable[Cell]) -> str:
    """Fälten kön för kön: `arbete och studier för kvinnor; arbete för män`."""
    return "; ".join(
        f"{listed(fields)} för {kön}" if kön in KÖNEN else f"{listed(fields)} i {kön}" for kön, fields in by_key(cells).items()
    )


def listed(words: Sequence[str]) -> str:
    """`arbete`, `arbete och studier`, `arbete, studier och annat`."""
    return " och ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


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
        for item in data.records(row, "rättelser"):
            field = data.text(item, "fält")
            if field and field not in known:
                yield Finding(
                    field.mark,
                    FEL,
                    f"rättelser.fält {shown(field)} är inget antal ({data.label('utfall', row)})."
                    f"{suggestion(field, known)} Välj bland: {', '.join(known)}.",
                    remedy=suggested_value(field, known, field.mark),
                )


def rättelse_utan_ändring(data: Data) -> Iterator[Finding]:
    """Den senaste rättelsen av ett tal har ett annat tal än det som står nu."""
    for row in data.whole_rows("utfall"):
        latest: dict[str, Record] = {}
        for item in sorted(data.records(row, "rättelser"), key=lambda item: item["datum"]):
            latest[item["fält"]] = item
        for field, item in latest.items():
            if row.get(field) == item["tidigare"] and antal(item["tidigare"]) is not None:
                yield Finding(
                    item["tidigare"].mark,
                    VARNING,
                    f"rättelser.tidigare {item['tidigare']} är samma tal som {field} "
                    f"({data.label('utfall', row)}). Skriv talet som stod förut, eller ta bort rättelsen.",
                )


TAL_RULES = (
    rättat_fält_finns_inte,
    aktiva_nästa_stämmer_inte,
    utfallen_stämmer_inte,
    skriven_summa_stämmer_inte,
    andel_över_hundra,
    könen_blir_inte_totalt,
    annat_utan_förklaring,
    tal_som_inte_kan_stå_öppet,
    text_bredvid_skyddade_tal,
    måluppfyllelsen_går_inte_att_räkna_ut,
    litet_tal_i_en_rättelse,
    text_om_få_personer,
    rättelse_utan_ändring,
)
