"""Domänens regler: en funktion per regel, och docstringen är regeln."""

import re
from calendar import monthrange
from collections.abc import Iterator
from difflib import get_close_matches

from macros.check.cycles import cycles
from macros.check.data import Data, Place, and_more, texts
from macros.check.meant import TIMES, meant_id
from macros.dictionary.slag import MÅNADSNAMN, TILLS_VIDARE
from macros.findings import FEL, RÅD, VARNING, Finding, Mark, line_at, shown, suggested_value, suggestion, taken_away
from macros.grouped import grouped
from macros.model.tid import Tidpunkt
from macros.read import Items, Record, Text

# Den första lagen om finansiell samordning på försök, Socsam, kom 1994: inget förbund är äldre. Källor kan vara det.
FIRST_YEAR = 1990
FIRST_YEAR_IN = {"kallor": 1900}
YEARS_AHEAD = 15


def times(data: Data) -> Iterator[tuple[Place, Text]]:
    """Varje tidpunkt som har rätt form och ännu inte har fått ett fel."""
    for place, value in data.texts_in(lambda field: field.slag in TIMES):
        if value not in ("", TILLS_VIDARE):
            yield place, value


def dag_finns_inte(data: Data) -> Iterator[Finding]:
    """Ett datum ska finnas i kalendern."""
    for place, value in times(data):
        try:
            Tidpunkt.av(value)
        except ValueError:
            yield Finding(
                value.mark,
                FEL,
                f"{place.path} {value} finns inte i kalendern ({place.label}). "
                f"{calendar_remedy(*map(int, value.split('-')[:2]))}",
            )


def calendar_remedy(year: int, month: int = 1) -> str:
    if not 1 <= month <= 12:
        return "Skriv en månad mellan 01 och 12."
    if not year:
        return "Skriv ett annat år."
    return f"{MÅNADSNAMN[month - 1].capitalize()} {year} har {monthrange(year, month)[1]} dagar."


def orimligt_årtal(data: Data) -> Iterator[Finding]:
    """Ett årtal ska ligga i den tid som förbunden har funnits eller planerar för."""
    years = [(place, Tidpunkt.av(value).första.year) for place, value in times(data)]
    years += [(place, int(value)) for place, value in data.texts_in(lambda field: field.type == "year") if value]
    last = data.today.year + YEARS_AHEAD
    for place, year in years:
        first = FIRST_YEAR_IN.get(place.table.name, FIRST_YEAR)
        if not first <= year <= last:
            open_end = f", eller {TILLS_VIDARE}" if place.field.slag == "slut" else ""
            yield Finding(
                place.value.mark,
                FEL,
                f"{place.path} {place.value} är inte rimligt ({place.label}). Skriv ett år "
                f"mellan {first} och {last}{open_end}.",
            )


RESERVED = ("index", "andra-forbund")  # är redan adresser till förteckningar
# Namn som Windows har tagit: en mapp kan inte heta så, och då går webbplatsen inte att bygga eller hämta där.
WINDOWS = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")


def id_är_reserverat(data: Data) -> Iterator[Finding]:
    """Id blir adresser och mappar: några är redan adresser till förteckningar, och Windows har tagit några namn."""
    for place in data.places:
        if place.path not in (place.table.primary_key, "tidigare_adresser") or not isinstance(place.value, Text):
            continue
        if place.value in RESERVED:
            why = ""
        elif WINDOWS.fullmatch(place.value):
            why = ", för Windows kan inte ha en mapp som heter så"
        else:
            continue
        yield Finding(
            place.value.mark, FEL, f"{place.path} {place.value} går inte att använda{why} ({place.label}). Välj ett annat ord."
        )


def referens_saknas(data: Data) -> Iterator[Finding]:
    """En hänvisning ska peka på ett id som finns i den tabell som ordboken anger. Ett id som saknas är ett fynd."""
    for target, places in grouped(missing_references(data), lambda place: place.field.referens).items():
        file = data.files[target]
        if not data.rows(target):
            yield Finding(
                Mark(file, 1, 1),
                FEL,
                f"Tabellen {target} har inga rader, men det finns "
                f"hänvisningar till den ({places[0].label}). Lägg tillbaka raderna i {file}.",
            )
            continue
        for value, (place, *others) in grouped(places, lambda place: str(place.value)).items():
            if not is_explained(data, target, value):
                yield Finding(
                    place.value.mark,
                    FEL,
                    f"{place.path} {shown(value)} finns inte i tabellen {target} "
                    f"({place.label}{and_more(others)}).{suggestion(value, data.ids(target))} Rätta id:t, eller lägg till raden i {file}.",
                    remedy=suggested_value(value, data.ids(target), place.value.mark, *(other.value.mark for other in others)),
                )


def missing_references(data: Data) -> Iterator[Place]:
    """Varje hänvisning vars id inte finns i sin tabell."""
    for place in data.places_in(lambda field: field.referens):
        target, value = place.field.referens, place.value
        if target not in data.incomplete and isinstance(value, Text) and data.is_good(value) and value not in data.ids(target):
            yield place


def is_explained(data: Data, table: str, value: str) -> bool:
    """Sant när en rad utan användbart id kan vara den som menas: raden har fått sitt fel, hänvisningen är rätt."""
    key = data.dictionary.tables[table].primary_key
    meant = {
        meant_id(text)
        for row in data.rows(table)
        if data.text(row, key) is None
        for path, text in texts(row)
        if path == key or text in row.values()
    }
    return bool(get_close_matches(value, meant, n=1, cutoff=0.6))


def hänvisar_till_sig_själv(data: Data) -> Iterator[Finding]:
    """En rad får inte hänvisa till sig själv."""
    for place in data.places_in(lambda field: field.referens):
        if (
            place.field.referens == place.table.name
            and isinstance(place.value, Text)
            and place.value == data.text(place.row, place.table.primary_key)
        ):
            yield Finding(
                place.value.mark,
                FEL,
                f"{place.path} {shown(place.value)} är raden själv ({place.label}). "
                "Ta bort hänvisningen eller skriv ett annat id.",
            )


def hänvisar_i_cirkel(data: Data) -> Iterator[Finding]:
    """Det som ingår i eller ersätts av något annat får inte på omvägar leda tillbaka till sig självt."""
    own = [
        place
        for place in data.places_in(lambda field: field.referens and field.name)
        if place.field.referens == place.table.name and data.is_good(place.value)
    ]
    for places in grouped(own, lambda place: (place.table.name, place.path)).values():
        by_id = grouped(places, lambda place: data.text(place.row, place.table.primary_key) or "")
        for circle in cycles({row_id: [str(first.value)] for row_id, (first, *_) in by_id.items()}):
            place = by_id[circle[0]][0]
            yield Finding(
                place.value.mark,
                FEL,
                f"{place.path} går i cirkel: {shown(' → '.join(circle), 200)}. Ta bort en av hänvisningarna.",
            )


RELATIONS = {"föregångare": "efterföljare", "efterföljare": "föregångare"}


def ensidig_släktskap(data: Data) -> Iterator[Finding]:
    """Föregångare och efterföljare ska peka på varandra."""
    by_id: dict[str, Record] = {}
    for row in data.rows("insatser"):
        if key := data.text(row, "id"):
            by_id[key] = row
    for row_id, row in by_id.items():
        for relation, back in RELATIONS.items():
            for other_id in data.items(row, relation):
                other = by_id.get(other_id) if isinstance(other_id, Text) else None
                if other is None or other is row or row_id in data.items(other, back):
                    continue
                # Är den andra radens hänvisningar redan underkända är det där felet sitter.
                if data.is_whole(other.get(back)) and all(data.is_good(key) for key in other):
                    yield Finding(
                        other_id.mark,
                        FEL,
                        f"{row_id} har {other_id} som {relation}, men {other_id} har inte "
                        f"{row_id} som {back}. Lägg till {row_id} under {back} hos {other_id} "
                        f"({line_at(other.mark, other_id.mark)}), eller ta bort hänvisningen här.",
                    )


def metod_används_inte(data: Data) -> Iterator[Finding]:
    """En egen metod som ingen insats har valt är kanske felstavad någonstans. De gemensamma finns till för alla förbund."""
    if data.has_errors("insatser") or data.incomplete:  # den kan vara vald i en fil som inte gick att läsa
        return
    used = {
        str(place.value) for place in data.places_in(lambda field: field.referens == "metoder") if place.table.name != "begrepp"
    }
    for row in data.rows("metoder"):
        key = data.text(row, "id")
        is_own = data.layer(row).name != "gemensamt"
        if is_own and key and key not in used and row.get("läge") != "historisk":
            yield Finding(
                row.mark,
                RÅD,
                f"Ingen insats använder metoden {key}. Ange den hos en insats, skriv läge: historisk, eller ta bort raden.",
            )


def andelar_går_inte_ihop(data: Data) -> Iterator[Finding]:
    """Huvudmännens andelar av ett förbunds budget är 100 procent tillsammans (lag 2003:1210, 5 §)."""
    shares: dict[str, dict[str, Text]] = {}
    uneven: set[str] = set()
    for row in data.rows("parter"):
        owner, huvudman = data.text(row, "förbund"), data.text(row, "huvudman")
        share = data.text(row, "huvudmannens_andel")
        if not (owner and huvudman and share):
            continue
        first = shares.setdefault(owner, {}).setdefault(huvudman, share)
        if float(first) != float(share):
            uneven.add(owner)
            yield Finding(
                share.mark,
                FEL,
                f"huvudmannens_andel {share} är en annan än {first} på rad {first.mark.line} för "
                f"samma huvudman ({data.label('parter', row)}). Skriv samma andel på båda ställena.",
            )
    if data.has_errors("parter"):
        return
    for förbund, by_huvudman in shares.items():
        total = sum(float(andel) for andel in by_huvudman.values())
        if förbund not in uneven and round(total) != 100:
            last = list(by_huvudman.values())[-1]
            yield Finding(
                last.mark,
                VARNING,
                f"Huvudmännens andelar i förbundet {förbund} blir {total:g} procent, inte 100. "
                "Rätta andelarna, eller lägg till den part som saknas.",
            )


def osäkert_fält_finns_inte(data: Data) -> Iterator[Finding]:
    """Det fält som kallas osäkert ska finnas i tabellen."""
    for place in data.places:
        known = place.table.by_name
        if (
            place.path == "osäkert.fält"
            and isinstance(place.value, Text)
            and data.is_good(place.value)
            and place.value not in known
        ):
            remedy = suggestion(place.value, known) or f" De fält som finns är {', '.join(known)}."
            yield Finding(
                place.value.mark,
                FEL,
                f"osäkert.fält {shown(place.value)} är inget fält ({place.label}).{remedy} "
                "Skriv fältets namn som det står i raden.",
                remedy=suggested_value(place.value, known, place.value.mark),
            )


def tidigare_adress_är_upptagen(data: Data) -> Iterator[Finding]:
    """En tidigare adress får inte vara en annan rads adress, nu eller förr."""
    taken: dict[tuple[str, str], Text] = {}
    for place in data.places:
        if place.path == place.table.primary_key and isinstance(place.value, Text):
            taken.setdefault((place.table.name, place.value), place.value)
    for place in data.places:
        if place.path == "tidigare_adresser" and isinstance(place.value, Text) and data.is_good(place.value):
            earlier = taken.setdefault((place.table.name, place.value), place.value)
            if earlier is not place.value:
                yield Finding(
                    place.value.mark,
                    FEL,
                    f"tidigare_adresser {place.value} används redan på "
                    f"{line_at(earlier.mark, place.value.mark)} ({place.label}). Ta bort den, eller byt id på den andra raden.",
                )


def samma_sak_två_gånger(data: Data) -> Iterator[Finding]:
    """En lista säger inte samma sak två gånger."""
    for place in data.places_in(lambda field: field.type == "array"):
        if isinstance(place.value, Items) and data.is_whole(place.value):
            seen: set[str] = set()
            for item in place.value:
                if repr(item) in seen:
                    what = shown(item) if isinstance(item, Text) else "samma uppgift"
                    text = f"{place.path} har {what} två gånger ({place.label}). Ta bort den ena."
                    yield Finding(item.mark, VARNING, text, remedy=taken_away(item.mark))
                seen.add(repr(item))


RULES = (
    dag_finns_inte,
    orimligt_årtal,
    id_är_reserverat,
    referens_saknas,
    hänvisar_till_sig_själv,
    hänvisar_i_cirkel,
    ensidig_släktskap,
    metod_används_inte,
    andelar_går_inte_ihop,
    osäkert_fält_finns_inte,
    tidigare_adress_är_upptagen,
    samma_sak_två_gånger,
)
