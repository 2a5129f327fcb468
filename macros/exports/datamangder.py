"""Datamängderna som webbplatsen ger ut: allt på en gång, och varje tabell som har rader. Katalogerna beskriver dem."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from macros.dictionary.words import Dictionary, Field, Table
from macros.downloads import ALL_CSV, ALL_XLSX, DATA, PACKAGE
from macros.exports.v1.om import Om
from macros.exports.v1.typed import Value, kind_of, values_of

Period = tuple[date | None, date | None]
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
SIDA = "om/oppna-data/"
NYCKELORD = ("samordningsförbund", "finansiell samordning", "arbetslivsinriktad rehabilitering")
MEDIETYPER = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
SLAG = {"csv": "CSV", "json": "JSON med typade värden", "xlsx": "Arbetsbok för Excel", "zip": "CSV-filer i ett zip-arkiv"}
ASIDE = ("kvitterat", "senast_granskad")  # säger när kansliet såg över raden, inte vilken tid den gäller


@dataclass(frozen=True)
class Hämtning:
    """Uppgifterna i ett filslag: en fil, eller flera som hör ihop. `schema` är adressen till beskrivningen, tom utan en."""

    ändelse: str
    adresser: tuple[str, ...]
    byte: int
    schema: str = ""

    @property
    def slag(self) -> str:
        return SLAG[self.ändelse]

    @property
    def medietyp(self) -> str:
        return MEDIETYPER[self.ändelse]


@dataclass(frozen=True)
class Datamängd:
    """En datamängd. `id` är ankaret på sidan Öppna data. Adresserna räknas från roten."""

    id: str
    titel: str
    beskrivning: str
    hämtningar: tuple[Hämtning, ...]
    period: Period | None = None

    @property
    def sida(self) -> str:
        return f"{SIDA}#{self.id}"

    @property
    def nyckelord(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*NYCKELORD, self.titel.lower())))


def datamängder(words: Dictionary, rows: Rows, om: Om, files: Mapping[str, bytes]) -> list[Datamängd]:
    """Allt på en gång först, sedan tabellerna i ordbokens ordning.

    Args:
        rows: raderna som är publicerade, efter tabell. Tabeller utan rader är inte med.
        files: de publicerade filerna, efter adress från roten.
    """
    whole = (_hämtning("xlsx", [ALL_XLSX], files), _hämtning("zip", [ALL_CSV], files, PACKAGE))
    made = [Datamängd("allt", om.titel, words.description, whole)]
    for table in words.tables.values():
        if own := rows.get(table.name):
            schemas = {"csv": PACKAGE, "json": f"{DATA}{table.name}.schema.json"}
            found = tuple(_hämtning(end, urls, files, schemas.get(end, "")) for end, urls in _files_of(table, files).items())
            made.append(Datamängd(table.name, table.title, table.description, found, period_of(table, own)))
    return made


def _hämtning(ending: str, urls: Sequence[str], files: Mapping[str, bytes], schema: str = "") -> Hämtning:
    return Hämtning(ending, tuple(urls), sum(len(files[url]) for url in urls), schema)


def _files_of(table: Table, files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Tabellens filer efter filslag. CSV är tabellen och en fil för varje lista som har rader."""
    lists = (url for url, content in files.items() if url.startswith(f"{DATA}{table.name}_") and url.endswith(".csv"))
    own = {ending: [f"{DATA}{table.name}.{ending}"] for ending in ("xlsx", "csv", "json")}
    own["csv"] += [url for url in lists if files[url].count(b"\n") > 1]
    return {ending: urls for ending, urls in own.items() if urls[0] in files}


def period_of(table: Table, rows: Iterable[Mapping[str, Any]]) -> Period | None:
    """Den första och den sista dag som någon tid i raderna kan avse. Slutet är öppet när något gäller tills vidare."""
    times = {time for row in rows for time in _times(table.fields, row)}
    first = min((first for first, _ in times if first), default=None)
    last = None if (None, None) in times else max((last for _, last in times if last), default=None)
    return (first, last) if first or last else None


def _times(fields: Iterable[Field], row: Mapping[str, Any]) -> Iterator[Period]:
    """Första och sista dagen för varje tid i raden, också i listor. Ett öppet slut har ingen sista dag."""
    for field in fields:
        if field.name in ASIDE or field.name not in row:
            continue
        value, kind = row[field.name], kind_of(field.item)
        for one in value if isinstance(value, list) else (value,):
            if field.inner:
                yield from _times(field.inner, one)
            elif kind == "tid":
                _, first, last, _ = values_of(field.item, one)
                yield _day(first), _day(last)
            elif kind == "date":
                yield _day(one), _day(one)
            elif kind == "year":
                yield date(int(one), 1, 1), date(int(one), 12, 31)


def _day(text: Value) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else None
