"""Uppföljningens regler: kedjorna, nyckeltalen, niofältaren och mätningarna. Docstringen är regeln."""

from collections.abc import Iterator

from macros.check.cycles import cycles
from macros.check.data import Data
from macros.findings import FEL, RÅD, VARNING, Finding, Mark, shown, suggested_value, suggestion
from macros.grouped import grouped
from macros.model.kedja import LEDEN
from macros.model.rapport import procent_stämmer
from macros.model.uppfoljning import FASER, VEM
from macros.model.utfall import FÅ
from macros.read import Record, Text


def chains(data: Data) -> Iterator[tuple[Record, list[Record]]]:
    """Kedjorna utan fel, med leden i läsordning."""
    for row in data.whole_rows("forandringsteori"):
        yield row, [led for sort in LEDEN for led in data.records(row, sort)]


def leder_till_finns_inte(data: Data) -> Iterator[Finding]:
    """Ett led leder till led i samma kedja. Ett id som saknas är ett fynd."""
    for row, leden in chains(data):
        known = [str(led["id"]) for led in leden if "id" in led]
        targets = [target for led in leden for target in data.items(led, "leder_till")]
        for key, found in grouped((target for target in targets if target not in known), str).items():
            more = (
                f", och {len(found) - 1} ställen till" if len(found) > 2 else ", och ett ställe till" if len(found) == 2 else ""
            )
            yield Finding(
                found[0].mark,
                FEL,
                f"leder_till {shown(key)} är inget led i kedjan "
                f"({data.label('forandringsteori', row)}{more}).{suggestion(key, known)} Rätta id:t, eller skriv id: "
                f"{shown(key)} på ledet som menas.",
                remedy=suggested_value(key, known, *(target.mark for target in found)),
            )


def leden_går_i_cirkel(data: Data) -> Iterator[Finding]:
    """Ett led leder inte, direkt eller på omvägar, tillbaka till sig självt."""
    for row, leden in chains(data):
        links = {str(led["id"]): led for led in leden if "id" in led}
        for circle in cycles({key: map(str, data.items(led, "leder_till")) for key, led in links.items()}):
            yield Finding(
                links[circle[0]].key_mark("leder_till"),
                FEL,
                f"Leden går i cirkel: {shown(' → '.join(circle), 200)} "
                f"({data.label('forandringsteori', row)}). Ta bort en av länkarna.",
            )


def kedja_utan_led(data: Data) -> Iterator[Finding]:
    """En kedja har minst ett led."""
    for row, leden in chains(data):
        if not leden:
            yield Finding(
                row.mark,
                VARNING,
                f"Kedjan har inga led ({data.label('forandringsteori', row)}). Skriv leden under "
                f"{', '.join(LEDEN[:-1])} eller {LEDEN[-1]}, eller ta bort raden.",
            )


def målet_är_någon_annans(data: Data) -> Iterator[Finding]:
    """Ett led knyts till ett mål för samma förbund, och för samma insats när målet har en."""
    goals = {str(row["id"]): row for row in data.whole_rows("mal")}
    for row, leden in chains(data):
        for key in (key for led in leden for key in data.items(led, "mål") if key in goals):
            goal = goals[key]
            other = next((field for field in ("förbund", "insats") if field in goal and goal[field] != row.get(field)), "")
            if other:
                remedy = f"Välj ett annat mål{', eller rätta insats' if other == 'insats' else ''}."
                yield Finding(
                    key.mark,
                    FEL,
                    f"mål {key} gäller {other} {goal[other]}, men det gör inte kedjan "
                    f"({data.label('forandringsteori', row)}). {remedy}",
                )


def procent_stämmer_inte(data: Data) -> Iterator[Finding]:
    """Källans andel är täljaren genom nämnaren. Källans tal får stå kvar: sidan visar skillnaden."""
    for row in data.whole_rows("nyckeltal"):
        if "av" not in row or "procent" not in row:
            continue
        count, of = int(row["antal"]), int(row["av"])
        if not procent_stämmer(count, of, float(row["procent"])):
            yield Finding(
                row.value_mark("procent"),
                VARNING,
                f"procent är {row['procent']}, men {count} av {of} är "
                f"{100 * count / of:.1f} ({data.label('nyckeltal', row)}). Jämför med källan, och låt talet stå om det "
                "är tryckt så.",
            )


def nyckeltal_om_få_personer(data: Data) -> Iterator[Finding]:
    """Ett nyckeltal räknar inte färre än fem personer, och lämnar inte färre än fem kvar. Det som inte är personer har en enhet.

    Det som ett annat förbund redan har gett ut ger bara en varning, och bara om antalet självt.
    """
    for row in data.whole_rows("nyckeltal"):
        if "enhet" in row:
            continue
        count, is_own = int(row["antal"]), data.layer(row).name == "eget"
        rest = int(row["av"]) - count if is_own and "av" in row else 0
        if count < FÅ or 0 < rest < FÅ:
            said = f"antal är under {FÅ}" if count < FÅ else f"av minus antal är {rest}, alltså under {FÅ}"
            yield Finding(
                row.value_mark("antal"),
                FEL if is_own else VARNING,
                f"{said} ({data.label('nyckeltal', row)}). Så få personer "
                "kan gå att känna igen, och filen kan läsas av fler. Ta bort raden, eller skriv enhet om det inte är "
                "personer.",
            )


def owners(data: Data, table: str) -> dict[str, Text]:
    """Radernas förbund, efter id."""
    return {key: owner for row in data.rows(table) if (key := data.text(row, "id")) and (owner := data.text(row, "förbund"))}


def förbundet_är_inte_insatsens(data: Data) -> Iterator[Finding]:
    """En rad om en insats, en rapport eller en part ligger hos samma förbund som den. Det egna blandas aldrig med andras."""
    owner_of = {table: owners(data, table) for table in ("insatser", "slutrapporter", "parter")}
    told: set[int] = set()
    for found, value in data.texts_in(lambda field: field.referens in owner_of):
        owner, own = owner_of[found.field.referens].get(value), data.layer(found.row).förbund
        if found.table.name != "insatser" and owner and own and owner != own and id(found.row) not in told:
            told.add(id(found.row))
            yield Finding(
                value.mark,
                FEL,
                f"{found.path} {value} hör till förbundet {owner}, men raden ligger hos {own} ({found.label}). "
                f"Rätta {found.path}, eller flytta raden till {data.home(found.table.name, owner)}.",
            )


def niofältaren_är_inte_hel(data: Data) -> Iterator[Finding]:
    """Niofältaren har alla nio fält när den har något."""
    rows = data.rows("niofaltaren")
    if not rows or data.has_errors("niofaltaren"):
        return
    written = {(row["vem"], row["när"]) for row in rows}
    missing = [f"{vem} {när}" for vem in VEM for när in FASER if (vem, när) not in written]
    if missing:
        yield Finding(
            Mark(data.files["niofaltaren"], 1, 1),
            RÅD,
            f"Niofältaren har {len(written)} fält av {len(VEM) * len(FASER)}. Lägg till: {', '.join(missing)}.",
        )


def avsnittet_har_en_plats(data: Data) -> Iterator[Finding]:
    """Ett avsnitt står på en sida eller hos en metod, aldrig på båda."""
    for row in data.whole_rows("avsnitt"):
        if ("sida" in row) == ("metod" in row):
            remedy = "Ta bort sida eller metod." if "sida" in row else "Skriv sida, eller metod när det gäller en metod."
            said = "både sida och metod" if "sida" in row else "varken sida eller metod"
            yield Finding(row.mark, FEL, f"Avsnittet har {said} ({data.label('avsnitt', row)}). {remedy}")


UPPFÖLJNING_RULES = (
    avsnittet_har_en_plats,
    leder_till_finns_inte,
    leden_går_i_cirkel,
    kedja_utan_led,
    målet_är_någon_annans,
    procent_stämmer_inte,
    nyckeltal_om_få_personer,
    förbundet_är_inte_insatsens,
    niofältaren_är_inte_hel,
)
