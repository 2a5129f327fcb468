"""Målens regler: ett mål med mått går att jämföra med utfallen. Docstringen är regeln."""

from collections.abc import Iterator

from macros.check.data import Data
from macros.findings import FEL, VARNING, Finding, shown
from macros.model.kedja import LEDEN
from macros.model.malvarde import ANDELEN_AV, Gräns
from macros.read import Record, Text

MÅLVÄRDEN = ("målvärde", "målvärde_kvinnor", "målvärde_män")


def measured(data: Data) -> Iterator[tuple[str, Record, list[tuple[Text, str]]]]:
    """Tabellen, raden och måtten med sina roller, för varje mål och led som har mått som finns."""
    roles = {str(row["id"]): str(row["roll"]) for row in data.whole_rows("utfallsmatt")}
    holders = [("mal", row, row) for row in data.whole_rows("mal")]
    holders += [
        ("forandringsteori", row, led)
        for row in data.whole_rows("forandringsteori")
        for sort in LEDEN
        for led in data.records(row, sort)
    ]
    for table, row, holder in holders:
        keys = [key for key in data.items(holder, "mått") if isinstance(key, Text) and key in roles]
        if keys:
            yield data.label(table, row), holder, [(key, roles[key]) for key in keys]


def måtten_går_inte_ihop(data: Data) -> Iterator[Finding]:
    """Flera mått läggs ihop bara när alla är utfall, för andra kan räkna samma person två gånger. Samma mått står en gång."""
    for label, _, keys in measured(data):
        seen: set[str] = set()
        for key, role in keys:
            if key in seen:
                yield Finding(key.mark, FEL, f"mått {key} står två gånger ({label}). Ta bort det ena.")
            elif len(keys) > 1 and role != "utfall":
                yield Finding(
                    key.mark,
                    FEL,
                    f"mått {key} går inte att lägga ihop med andra, för det har rollen {role} ({label}). "
                    "Låt det stå ensamt, eller ta bort det.",
                )
            seen.add(key)


def målvärdet_går_inte_att_jämföra(data: Data) -> Iterator[Finding]:
    """Ett mål med mått har ett målvärde som börjar med ett tal, och procent bara av mått som är en del av ett annat."""
    for label, row, keys in measured(data):
        for name in MÅLVÄRDEN:
            if (text := data.text(row, name)) is None:
                continue
            limit = Gräns.av(text)
            if limit is None:
                remedy = "Börja med talet, till exempel 30 procent eller 12 personer, eller ta bort mått."
            elif limit.andel and keys[0][1] not in ANDELEN_AV:
                remedy = f"Måttet {keys[0][0]} är ingen andel. Skriv ett antal i stället för procent."
            else:
                continue
            yield Finding(text.mark, VARNING, f"{name} {shown(text)} går inte att jämföra med utfallen ({label}). {remedy}")


MÅL_RULES = (måtten_går_inte_ihop, målvärdet_går_inte_att_jämföra)
