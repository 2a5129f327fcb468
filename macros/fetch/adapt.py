"""Gör ett hämtat pakets rader till rader som kan stå bland andra förbunds hos oss.

Bara förbundets egna rader följer med. Varje id får förbundets id först, så att det aldrig krockar med vårt eller någon annans,
i dag eller senare. En hänvisning till något som inte följer med utelämnas, och länkar inom deras webbplats blir hela adresser.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from macros.check.data import Data
from macros.dictionary.words import Field, Table
from macros.fetch.package import COMPARED, COPIED, Package, Row
from macros.fetch.small import protected_counts, without_few_people
from macros.model.kalla import KVITTERAT
from macros.read import Record
from macros.write import Plain

DROPPED = (KVITTERAT, "tidigare_adresser")  # kansliets anteckningar, och adresser på deras webbplats
LONGEST_ID = 80
NAMES = {"kallor": "titel", "utfallsmatt": "fält"}  # fältet som säger vad raden är; annars namn
MEANING = ("fält", "roll", "positivt", "enhet")  # det som gör att ett mått räknas likadant


class Adapted:
    """Raderna som ska sparas, tabell för tabell, och vad som inte följde med.

    Args:
        package: paketet.
        ours: det som vi redan har. Rader ur en tidigare kopia av samma förbund räknas inte.
    """

    def __init__(self, package: Package, ours: Data):
        self.package, self.words = package, ours.dictionary
        self.ours = {
            name: {str(row["id"]): row for row in rows if not _is_copy_of(ours, row, package.id) and "id" in row}
            for name, rows in ours.tables.items()
        }
        self.theirs = {name: {str(row.get("id")): row for row in rows} for name, rows in package.tables.items()}
        self._names: dict[str, dict[str, str]] = {}
        self.left_out: Counter[str] = Counter()  # hänvisningarna som inte följde med, efter fältets väg
        own = {name: [row for row in package.tables.get(name, ()) if self._is_own(name, row)] for name in COPIED}
        self.ids = {name: self._new_ids(rows) for name, rows in own.items()} | {"forbund": {package.id: package.id}}
        self.cited: set[str] = set()
        self.tables = {name: self._rows(name, own[name]) for name in COPIED if name != "kallor"}
        self.tables["kallor"] = self._rows("kallor", [row for row in own["kallor"] if row.get("id") in self.cited])
        self._protect()

    def _is_own(self, name: str, row: Row) -> bool:
        """Om raden är förbundets egen. En rad utan förbund hör till den som den hänvisar till, och prövas när den görs om."""
        if name == "forbund":
            return row.get("id") == self.package.id
        return "förbund" not in self.words.tables[name].by_name or row.get("förbund") == self.package.id

    def _new_ids(self, rows: Iterable[Row]) -> dict[str, str]:
        lead = f"{self.package.id}-"
        old = {str(row["id"]) for row in rows if "id" in row}
        has_lead = {key for key in old if key.startswith(lead) and key.removeprefix(lead) not in old}
        return {key: key if key in has_lead else f"{lead}{key}"[:LONGEST_ID].rstrip("-") for key in old}

    # ---- En rad -------------------------------------------------------------------------------------------

    def _rows(self, name: str, rows: Iterable[Row]) -> list[dict[str, Plain]]:
        table = self.words.tables[name]
        found = [made for row in rows if (made := self._record(table.fields, row, f"{name}."))]
        for row in found:
            old = str(row.get("id", ""))
            row["id"] = self.ids[name].get(old, old)
        return [self._unlike_ours(table, row) for row in found]

    def _record(self, fields: Iterable[Field], value: Row, path: str) -> dict[str, Plain] | None:
        """Fälten som ordboken känner och som kan följa med. None när ett som krävs inte kan det."""
        made: dict[str, Plain] = {}
        for field in fields:
            if field.from_folder or field.name in DROPPED or field.name not in value:
                continue
            inner = self._value(field, value[field.name], path + field.name)
            if inner:
                made[field.name] = inner
            elif field.required:
                return None
        return made

    def _value(self, field: Field, value: Plain, path: str) -> Plain | None:
        """Värdet så som det kan stå hos oss. None när det inte kan det."""
        if field.items and isinstance(value, list):
            return [inner for one in value if (inner := self._value(field.items, one, path))]
        if field.type == "object" and isinstance(value, dict):
            return self._record(field.fields, value, path + ".")
        if not isinstance(value, str):
            return value  # fel form: det säger kontrollen
        if field.slag == "länk":
            return self._link(value)
        return self._reference(field, value, path) if field.referens else value

    def _link(self, link: str) -> str | None:
        """Länken, med hela adressen när den leder inom deras webbplats."""
        if not link.startswith("/"):
            return link
        return urljoin(self.package.site, link.lstrip("/")) if self.package.site else None

    def _reference(self, field: Field, key: str, path: str) -> str | None:
        """Id:t hos oss på det som hänvisningen gäller."""
        table = field.referens
        if table in COMPARED or table == "kallor":
            if ours := self._same_as(table, key):
                return ours
            if table == "kallor" and key in self.theirs["kallor"]:
                self.cited.add(key)
                return self.ids["kallor"][key]
        elif found := self.ids.get(table, {}).get(key):
            return found
        self.left_out[path] += 1
        return None

    def _same_as(self, table: str, key: str) -> str | None:
        """Vårt id på samma sak: raden som heter likadant, vilket id den än har."""
        theirs = self.theirs.get(table, {}).get(key)
        return self._by_name(table).get(_text(theirs, NAMES.get(table, "namn"))) if theirs else None

    def _by_name(self, table: str) -> dict[str, str]:
        if table not in self._names:
            name = NAMES.get(table, "namn")
            self._names[table] = {_text(row, name): key for key, row in self.ours.get(table, {}).items() if name in row}
        return self._names[table]

    def _unlike_ours(self, table: Table, row: dict[str, Plain]) -> dict[str, Plain]:
        """Raden med förbundets namn efter det som ska vara olika överallt, när vi redan har ett likadant."""
        short = str(self.package.förbund.get("kortnamn") or self.package.id)
        for field in table.fields:
            value = row.get(field.name)
            if field.constraints.get("unique") and not field.referens and field.name != "id" and table.name != "forbund":
                taken = {_text(one, field.name) for one in self.ours.get(table.name, {}).values()}
                if isinstance(value, str) and value.casefold() in taken:
                    row[field.name] = f"{value} ({short})"
        return row

    # ---- Utfallen -----------------------------------------------------------------------------------------

    def _protect(self) -> None:
        """Inget litet tal sparas, vad paketet än säger, och utfall som räknas på ett annat sätt följer inte med."""
        self.counts_otherwise = self._measures_that_differ(MEANING)
        rows = [] if self.counts_otherwise else self.tables["utfall"]
        self.tables["utfall"] = list(protected_counts(rows, self.ours["utfallsmatt"].values(), self.words))
        self.tables["nyckeltal"] = list(without_few_people(self.tables["nyckeltal"]))
        for row in self.tables["insatser"]:
            for period in row.get("deltagare", ()):
                if isinstance(period, dict) and str(period.get("faktiska", "")) in tuple("01234"):
                    period["faktiska"] = "<5"

    def _measures_that_differ(self, names: Iterable[str]) -> list[str]:
        """Måttens fält som skiljer sig från våra i något av det som nämns, i namnordning."""
        theirs, ours = (
            {str(row.get("fält")): tuple(_text(row, name) for name in names) for row in side.get("utfallsmatt", {}).values()}
            for side in (self.theirs, self.ours)
        )
        return sorted(field for field in theirs.keys() & ours.keys() if theirs[field] != ours[field]) + sorted(
            ours.keys() - theirs.keys() if theirs else ()
        )

    @property
    def means_otherwise(self) -> list[str]:
        """Måttens fält som har en annan betydelse än hos oss. De räknas, men jämförs inte."""
        return self._measures_that_differ(("betydelse",))

    def notes(self) -> Iterator[str]:
        """Vad som inte följde med, en mening var."""
        if self.counts_otherwise:
            yield f"Utfallen följde inte med, för de räknas på ett annat sätt: {', '.join(self.counts_otherwise)}."
        for path, times in sorted(self.left_out.items()):
            one = times == 1
            what = "En hänvisning" if one else f"{times} hänvisningar"
            yield f"{what} i {path} följde inte med, för det som {'den' if one else 'de'} gäller finns inte hos oss."


def _is_copy_of(ours: Data, row: Record, förbund: str) -> bool:
    layer = ours.layers.get(row.mark.file)
    return bool(layer and layer.is_copy and layer.folder.name == förbund)


def _text(row: Row | None, name: str) -> str:
    return " ".join(str((row or {}).get(name, "")).split()).casefold()
