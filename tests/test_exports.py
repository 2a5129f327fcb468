"""Öppna data: det som går att ladda ner säger just det som står i YAML, och datapaketet stämmer med filerna."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import frictionless
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros.dictionary.formula import harmless
from macros.dictionary.words import Dictionary, Table
from macros.downloads import CATALOG, DATA, DATASETS, size_in_words
from macros.exports.package import published, table_files
from macros.exports.schema import data_package, published_columns, published_schema
from macros.exports.tables import SEPARATOR, cell, insats_json, table_csv, table_json
from macros.model.register import build
from macros.settings import ROOT
from tests import rader
from tests.conftest import ADDRESS, DAY, Site
from tests.rader import ODD_TEXTS, TEXTS, field, leaves

TABLES = rader.words().tables


@cache
def example_files() -> dict[str, bytes]:
    return files_of(rader.words(), rader.example().tables)


def files_of(words: Dictionary, tables: dict[str, list]) -> dict[str, bytes]:
    return table_files(words, tables, build(words, tables), DAY, ADDRESS)


PACKAGE = "data/datapackage.json"
SAMPLE = "insatser", "forandringsteori", "enkater"  # har texter, listor, listor i listor, och hänvisningar


def part_of(package: str, *names: str) -> dict[str, bytes]:
    """Beskrivningen med bara några av tabellerna, och hänvisningarna mellan dem: annars läses hundratals filer för att pröva en."""
    described = json.loads(example_files()[package])
    described["resources"] = [one for one in described["resources"] if one["name"] in names]
    for one in described["resources"]:
        keys = one["schema"].pop("foreignKeys", [])
        one["schema"]["foreignKeys"] = [key for key in keys if (key["reference"]["resource"] or one["name"]) in names]
    return {package: json.dumps(described).encode()}


def read_csv(content: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """Rubrikerna och raderna, lästa som någon annan skulle läsa dem."""
    reader = csv.DictReader(io.StringIO(content.decode("utf8"), newline=""), strict=True)
    rows = list(reader)
    return list(reader.fieldnames), rows


def public_rows(table: str) -> list:
    """Raderna som de står i YAML. I utfallen och enkätsvaren är små grupper skyddade."""
    return list(published(rader.words(), rader.example().tables, rader.example_register())[table])


def write(files: dict[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "data" / "datapackage.json"


def problems(package: Path) -> list[list]:
    """Vad `frictionless validate` säger om mappen."""
    return frictionless.validate(str(package)).flatten(["type", "title", "rowNumber", "fieldName", "note"])


# ---- CSV och JSON säger vad YAML säger --------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_csv_holds_every_value_of_the_yaml_file(table):
    header, rows = read_csv(example_files()[f"data/{table}.csv"])
    originals = public_rows(table)
    assert len(rows) == len(originals)
    for row, original in zip(rows, originals):
        expected = dict.fromkeys(header, "")
        for path, text in leaves(original):
            expected[path] += (SEPARATOR if expected[path] else "") + text
        expected = {path: harmless(text) for path, text in expected.items()}
        assert {column: SEPARATOR.join(filter(None, text.split(SEPARATOR))) for column, text in row.items()} == expected


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_columns_are_the_keys_of_the_yaml_file_with_dots(table):
    header, _ = read_csv(table_csv(table, ()))
    written = dict(leaves(rader.full_row(table, "x")))
    assert header == list(written)


@pytest.mark.parametrize("table", TABLES)
def test_json_holds_the_rows_as_they_stand(table):
    assert json.loads(example_files()[f"data/{table}.json"]) == public_rows(table)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_texts_come_back_from_csv_and_json(text):
    tables = rader.full_tables(text)
    files = table_files(rader.words_of("insatser"), tables, build(rader.words(), tables), DAY)
    _, rows = read_csv(files["data/insatser.csv"])
    assert {rows[0][column] for column in ("namn", "syfte", "utförare", "redovisning.vad", "ingår_i.namn")} == {harmless(text)}
    assert json.loads(files["data/insatser.json"]) == rader.full_tables(text)["insatser"]
    assert json.loads(files["data/insatser/ett.json"])["syfte"] == text


@pytest.mark.parametrize(
    ("value", "path", "expected"),
    [
        ({}, "namn", ""),
        ({"namn": "A"}, "namn", "A"),
        ({"tid": {"start": "2019"}}, "tid.start", "2019"),
        ({"tid": {"start": "2019"}}, "tid.slut", ""),
        ({"ord": ["a", "b"]}, "ord", "a | b"),
        ({"ord": []}, "ord", ""),
        # Det som saknas har ändå sin plats, så att cellerna i olika kolumner hör ihop.
        ({"val": [{"metod": "a"}, {"metod": "b", "lydelse": "B"}]}, "val.metod", "a | b"),
        ({"val": [{"metod": "a"}, {"metod": "b", "lydelse": "B"}]}, "val.lydelse", " | B"),
        ({"val": [{"metod": "a", "lydelse": "A"}, {"metod": "b"}, {"metod": "c"}]}, "val.lydelse", "A |  | "),
        ({"val": [{"metod": "a"}, {"metod": "b"}]}, "val.lydelse", ""),
        ({"val": [{"ord": ["a", "b"]}, {"ord": ["c"]}]}, "val.ord", "a | b | c"),
        ({"val": [{"tid": {"start": "2019"}}, {}]}, "val.tid.start", "2019 | "),
    ],
)
def test_cell(value, path, expected):
    assert cell(value, path) == expected


def test_cells_of_the_same_list_belong_together_column_by_column():
    """I CSV går det att se vilken metod en lydelse hör till."""
    _, rows = read_csv(example_files()["data/insatser.csv"])
    for row, original in zip(rows, rader.example().tables["insatser"]):
        metoder, lydelser = row["metodval.metod"].split(SEPARATOR), row["metodval.lydelse"].split(SEPARATOR)
        said = {metod: lydelse for metod, lydelse in zip(metoder, lydelser) if lydelse}
        assert said == {val["metod"]: val["lydelse"] for val in original.get("metodval", []) if "lydelse" in val}


def test_csv_follows_rfc_4180_in_utf_8():
    content = example_files()["data/insatser.csv"]
    assert content.startswith("id,förbund,namn,".encode()) and content.endswith(b"\r\n")


def test_json_is_readable_utf_8():
    assert '"namn": "Å"' in table_json([{"namn": "Å"}]).decode()


def test_an_insats_as_json_is_its_row_and_what_follows_from_it():
    row = rader.insats(projekttid={"start": "2019", "slut": "2020"})
    insats = rader.register_of(insatser=[row]).insatser[0]
    content = json.loads(insats_json(insats, "CC0-1.0", date(2021, 1, 1)))
    assert content.pop("beräknat") == {
        "status": "avslutad",
        "status_gäller": "2021-01-01",
        "förbundets_namn": "Förbundet alfa",
        "sida": "/insatser/ett/",
        "licens": "CC0-1.0",
    }
    assert content == row


def test_an_empty_table_is_a_header_and_an_empty_list():
    columns = ["id", "datum", "rubrik", "text", "länk", "kvitterat.regel", "kvitterat.fält", "kvitterat.varför"]
    assert read_csv(table_csv(TABLES["nyheter"], ())) == (columns, [])
    assert table_json(()) == b"[]\n"


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 byte"), (999, "999 byte"), (1000, "1 kB"), (20_650, "21 kB"), (1_000_000, "1,0 MB"), (1_240_000, "1,2 MB")],
)
def test_size_in_words(size, words):
    assert size_in_words(size) == words


# ---- Datapaketet ------------------------------------------------------------------------------------------


def test_the_data_package_describes_the_files(tmp_path):
    assert problems(write(example_files(), tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/insatser.csv", "ett,ett,", "ett,två,"),
        ("data/insatser.csv", "2017-05-02", "i maj"),
        ("data/insatser.csv", "id,förbund", "id,förbundet"),
        ("data/forbund.csv", ",värd,", ",kung,"),
    ],
)
def test_a_file_that_breaks_the_description_is_found(file, old, new, tmp_path):
    files = files_of(rader.words(), rader.full_tables("Text"))
    broken = files[file].decode().replace(old, new, 1).encode()
    assert broken != files[file]
    part = part_of(PACKAGE, *SAMPLE, "forbund")
    assert problems(write(files | part, tmp_path)) == []
    assert problems(write({file: broken}, tmp_path))


def odd_package(texts: list[str], folder: Path, names: Iterable[str]) -> Path:
    """Ett datapaket av några tabeller, med en rad per text i var och en, och texten i alla fält där den får stå."""
    given = [(number, rader.full_tables(text)) for number, text in enumerate(texts)]
    tables = {
        name: [rader.Rad(row | {"id": f"rad-{number}" if number else rader.ID}) for number, full in given for row in full[name]]
        for name in names
    }
    whole = build(rader.words(), rader.full_tables("x") | tables)
    return write(table_files(rader.words_of(*names), tables, whole, DAY), folder)


@settings(deadline=None, max_examples=6)
@given(texts=st.lists(TEXTS, min_size=1, max_size=20, unique=True))
@example(texts=ODD_TEXTS)
def test_any_text_keeps_the_data_package_valid(texts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("paket")
    odd_package(texts, folder, SAMPLE)
    package = write(part_of(PACKAGE, *SAMPLE), folder)
    assert problems(package) == []
    rows = frictionless.Package(str(package)).get_resource("insatser").read_rows()
    assert [(row["namn"], row["utförare"], row["ingår_i.namn"]) for row in rows] == [(harmless(text),) * 3 for text in texts]


def test_empty_tables_keep_the_data_package_valid(tmp_path):
    tables = {"forbund": rader.full_tables("x")["forbund"], "kallor": rader.full_tables("x")["kallor"]}
    assert problems(write(files_of(rader.words(), tables), tmp_path)) == []


KINDS = Table(
    "prov",
    "Prov",
    "prov",
    "Alla typer av fält.",
    "id",
    (
        field("id", slag="id", constraints={"required": True, "unique": True}),
        field("klar", "boolean"),
        field("antal", "integer", constraints={"minimum": 0}),
        field("andel", "number"),
        field("år", "year"),
        field("läge", constraints={"enum": ["på", "av"]}),
        field("själv", slag="id", referens="prov"),
        field("inre", "object", fields=(field("måste", constraints={"required": True}), field("klar", "boolean"))),
        field("belopp", "array", items=field("", "integer")),
        field(
            "delar",
            "array",
            items=field("", "object", fields=(field("vad", constraints={"required": True}), field("år", "year"))),
        ),
    ),
)
KIND_ROWS = [
    {"id": "a"},
    {
        "id": "b",
        "klar": "ja",
        "antal": "3",
        "andel": "12.5",
        "år": "2019",
        "läge": "av",
        "själv": "a",
        "inre": {"måste": "x", "klar": "nej"},
        "belopp": ["1", "2"],
        "delar": [{"vad": "x", "år": "2019"}, {"vad": "y"}],
    },
]


@pytest.mark.parametrize("rows", [[], KIND_ROWS])
def test_every_type_the_dictionary_allows_gives_a_valid_package(rows, tmp_path):
    words = Dictionary("prov", "Prov", "Prov.", rader.words().licenses, {"prov": KINDS})
    description = json.dumps(data_package(words, "2026-11-22", 4)).encode()
    package = write({"data/prov.csv": table_csv(KINDS, rows), "data/datapackage.json": description}, tmp_path)
    assert problems(package) == []
    read = frictionless.Package(str(package)).get_resource("prov").read_rows()
    assert [row["klar"] for row in read] == [None, True][: len(rows)]


def test_the_published_schema_says_what_the_dictionary_says():
    columns = {descriptor["name"]: descriptor for descriptor in published_schema(KINDS)["fields"]}
    assert columns["id"]["constraints"]["required"] and columns["id"]["constraints"]["unique"]
    assert "required" not in columns["inre.måste"]["constraints"]
    assert columns["belopp"]["description"] == "Om belopp. Flera värden skiljs åt med ' | '."
    assert columns["delar.år"]["description"] == (
        "Om år. Flera värden skiljs åt med ' | ', i samma ordning i alla kolumner som börjar på delar."
    )
    assert columns["delar.år"]["type"] == "string" and columns["år"]["type"] == "year"
    assert published_schema(KINDS)["foreignKeys"] == [{"fields": ["själv"], "reference": {"resource": "", "fields": ["id"]}}]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_column_has_a_title_and_a_description(table):
    assert all(descriptor["title"] and descriptor["description"] for descriptor in published_schema(table)["fields"])
    assert [name for name, _, _ in published_columns(table.fields)] == [d["name"] for d in published_schema(table)["fields"]]


# ---- Filerna som helhet -----------------------------------------------------------------------------------


def test_there_is_a_csv_and_a_json_file_for_each_table_and_a_json_file_for_each_insats_and_plan():
    insatser = {f"data/insatser/{row['id']}.json" for row in rader.example().tables["insatser"]}
    tables = {f"data/{table}.{form}" for table in TABLES for form in ("csv", "json")}
    planer = {f"data/planer/{row['id']}.json" for row in rader.example().tables["planer"]}
    planer |= {f"data/planer/{row['plan']}.csv" for row in rader.example().tables["planrader"]}
    files = {url for url in example_files() if not url.startswith(DATA)} - {*CATALOG, DATASETS}
    assert files == insatser | planer | tables | {"data/datapackage.json"}


PRINT_SUM = """
import hashlib
from tests.test_exports import example_files
print(hashlib.sha256(repr(example_files()).encode()).hexdigest())
"""


def test_the_same_data_gives_the_same_bytes_in_another_process():
    """Ordningen i en mängd skiljer sig från process till process. Den får inte synas."""
    own = hashlib.sha256(repr(example_files()).encode()).hexdigest()
    other = subprocess.run(
        [sys.executable, "-c", PRINT_SUM],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == own


def test_the_built_site_carries_the_files(example_site: Site):
    assert {
        path.relative_to(example_site.folder).as_posix(): path.read_bytes()
        for path in [*(example_site.folder / "data").rglob("*"), *(example_site.folder / url for url in (*CATALOG, DATASETS))]
        if path.is_file()
    } == example_files()  # som är prövade ovan
