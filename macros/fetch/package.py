"""Ett datapaket som någon annan har gett ut, läst och prövat till formen. Inget i det är ännu anpassat till oss."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from macros.dictionary.words import Dictionary
from macros.fetch.transport import PACKAGE, FetchRefused, Source
from macros.findings import shown
from macros.read.version import CURRENT

Row = dict[str, Any]
MAX_ROWS, MAX_DEPTH = 50_000, 20
# Tabellerna vars rader kopieras, de som andra hänvisar till först.
COPIED = (
    "forbund",
    "parter",
    "insatser",
    "mal",
    "forandringsteori",
    "utfall",
    "samhallsekonomi",
    "slutrapporter",
    "nyckeltal",
    "jamforelser",
    "metodhandbocker",
    "implementering",
    "kallor",
)
# Tabellerna som bara läses: orden ska betyda detsamma som hos oss.
COMPARED = ("metoder", "insatstyper", "parttyper", "utfallsmatt")


@dataclass(frozen=True)
class Package:
    """Ett paket. `dag` är dagen då det gavs ut, `site` roten på webbplatsen som det hör till, tom när ingen vet."""

    förbund: Row
    dag: str
    site: str
    tables: Mapping[str, list[Row]]

    @property
    def id(self) -> str:
        return str(self.förbund["id"])


def read_package(source: Source, förbund: str, words: Dictionary) -> Package:
    """Paketet, som ska höra till förbundet. Raises: FetchRefused."""
    described = parsed(source.read(PACKAGE), PACKAGE)
    if not isinstance(described, dict) or described.get("name") != words.name:
        raise FetchRefused("filen är inget datapaket från ett samordningsförbund")
    refuse_other_form(described.get("schemaversion"))
    resources = described.get("resources")
    listed = {one.get("name") for one in resources if isinstance(one, dict)} if isinstance(resources, list) else set()
    names = [name for name in (*COPIED, *COMPARED) if name in listed and name in words.tables]
    tables = {name: rows_of(source.read(f"{name}.json"), f"{name}.json") for name in names}
    hosts = [row for row in tables.get("forbund", []) if row.get("roll") == "värd"]
    if len(hosts) != 1 or not isinstance(hosts[0].get("id"), str):
        raise FetchRefused("paketet säger inte vilket förbund det hör till")
    if hosts[0]["id"] != förbund:
        raise FetchRefused(f"paketet hör till {shown(hosts[0]['id'])} och inte till {förbund}")
    return Package(hosts[0], str(described.get("version", ""))[:10], source.site, tables)


def refuse_other_form(form: Any) -> None:
    """Raises: FetchRefused när paketet har en annan form än den som programmet läser."""
    if not isinstance(form, int) or form < CURRENT:
        raise FetchRefused("paketet är gjort av en äldre version av programmet, så förbundet behöver uppgradera först")
    if form > CURRENT:
        raise FetchRefused("paketet är gjort av en nyare version av programmet, så hämta den nya versionen först")


def parsed(content: bytes, name: str) -> Any:
    """Raises: FetchRefused när det inte är JSON."""
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FetchRefused(f"{name} går inte att läsa") from error


def rows_of(content: bytes, name: str) -> list[Row]:
    """Raderna: en lista av fält, där varje värde är text. Raises: FetchRefused."""
    rows = parsed(content, name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FetchRefused(f"{name} är ingen lista med rader")
    if len(rows) > MAX_ROWS:
        raise FetchRefused(f"{name} har fler än {MAX_ROWS} rader")
    if not all(is_text(row, 0) for row in rows):
        raise FetchRefused(f"{name} har värden som inte är text")
    return rows


def is_text(value: Any, depth: int) -> bool:
    """Om värdet är text, eller listor och fält av text, och inte ligger orimligt djupt."""
    if isinstance(value, str):
        return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, dict):
        return depth < MAX_DEPTH and all(is_text(inner, depth + 1) for pair in value.items() for inner in pair)
    return isinstance(value, list) and depth < MAX_DEPTH and all(is_text(inner, depth + 1) for inner in value)
