"""Öppna data, version 1: typade värden, platta tabeller, scheman, arbetsböcker, och exemplen som läser dem."""

import io
import json
import re
import subprocess
import sys
import zipfile
from functools import cache
from html import unescape
from pathlib import Path

import frictionless
import jsonschema
import openpyxl
import pytest

from macros.dictionary.formula import harmless
from macros.dictionary.words import Table
from macros.downloads import ALL_CSV, ALL_XLSX, DATA, insats_file
from macros.exports.package import about, published
from macros.exports.v1.om import Om
from macros.exports.v1.tidy import NUMBER, TidyTable, tidy_tables
from macros.exports.v1.tidy_files import LONGEST_SHEET, sheet_names, tidy_csv, workbook
from macros.exports.v1.typed import typed, typed_record, values_of
from macros.model.register import build
from tests import rader
from tests.conftest import DAY, Site
from tests.rader import ODD_TEXTS, field
from tests.test_exports import KINDS, SAMPLE, example_files, files_of, odd_package, part_of, problems, read_csv, write

TABLES = rader.words().tables
OM = Om("Insatser", "Förbundet alfa", DAY, "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/")


@cache
def tidy() -> dict[str, TidyTable]:
    """De påhittade uppgifternas platta tabeller efter namn."""
    rows = published(rader.words(), rader.example().tables, rader.example_register())
    return {one.name: one for table in TABLES.values() for one in tidy_tables(table, rows[table.name])}


# ---- Värdena ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "slag", "text", "expected"),
    [
        ("string", "antal", "12", [12, False]),
        ("string", "antal", "skyddat", [None, True]),
        ("string", "skyddat antal", "<5", [None, True]),
        ("string", "antal", "", [None, None]),
        ("string", "tidpunkt", "2019-08-12", ["2019-08-12", "2019-08-12", "2019-08-12", "dag"]),
        ("string", "tidpunkt", "2020-02", ["2020-02", "2020-02-01", "2020-02-29", "månad"]),
        ("string", "tidpunkt", "2019", ["2019", "2019-01-01", "2019-12-31", "år"]),
        ("string", "tidpunkt", "våren 2018", ["våren 2018", "2018-01-01", "2018-06-30", "del av år"]),
        ("string", "slut", "tills vidare", ["tills vidare", None, None, "tills vidare"]),
        ("string", "slut", "", [None, None, None, None]),
        ("string", "datum", "2026-11-22", ["2026-11-22"]),
        ("integer", "text", "1200000", [1200000]),
        ("number", "text", "12.5", [12.5]),
        ("number", "text", "131000", [131000]),
        ("year", "text", "2019", [2019]),
        ("boolean", "text", "ja", [True]),
        ("boolean", "text", "nej", [False]),
        ("string", "text", "12", ["12"]),
    ],
)
def test_values(kind, slag, text, expected):
    found = list(values_of(field("x", kind, slag=slag), text))
    assert found == expected and [type(one) for one in found] == [type(one) for one in expected]


def test_a_protected_number_is_null_with_a_flag_and_a_shown_one_has_no_flag():
    aktiva = field("aktiva", slag="antal")
    assert typed(aktiva, "skyddat") == {"aktiva": None, "aktiva_skyddat": True}
    assert typed(aktiva, "12") == {"aktiva": 12}


def test_a_record_keeps_its_form_and_leaves_out_what_is_missing():
    inner = field("inre", "object", fields=(field("start", slag="tidpunkt"), field("klar", "boolean")))
    fields = (inner, field("belopp", "array", items=field("", "integer")), field("saknas"))
    assert typed_record(fields, {"inre": {"start": "2019-11"}, "belopp": ["1", "2"]}) == {
        "inre": {"start": "2019-11", "start_tidigast": "2019-11-01", "start_senast": "2019-11-30", "start_precision": "månad"},
        "belopp": [1, 2],
    }


# ---- De platta tabellerna ---------------------------------------------------------------------------------

ENKÄT = Table(
    "prov",
    "Prov",
    "prov",
    "Om prov.",
    "id",
    (
        field("id", slag="id", constraints={"required": True}),
        field(
            "delar",
            "array",
            items=field("", "object", fields=(field("rubrik"), field("frågor", "array", items=field(""), title="Frågor"))),
        ),
    ),
)
ENKÄTER = [
    {"id": "a", "delar": [{"rubrik": "A", "frågor": ["1", "2"]}, {"rubrik": "B"}]},
    {"id": "b", "delar": [{"frågor": ["3"]}]},
]


def test_a_list_in_a_list_is_a_table_that_points_at_its_row():
    own, delar, frågor = tidy_tables(ENKÄT, ENKÄTER)
    assert (own.name, own.rows) == ("prov", (("a",), ("b",)))
    assert [column.name for column in delar.columns] == ["prov_id", "nummer", "rubrik"]
    assert delar.rows == (("a", 1, "A"), ("a", 2, "B"), ("b", 1, None))
    assert frågor.name == "prov_delar_fragor"
    assert [column.name for column in frågor.columns] == ["prov_id", "delar_nummer", "nummer", "frågor"]
    assert frågor.rows == (("a", 1, 1, "1"), ("a", 1, 2, "2"), ("b", 1, 1, "3"))
    assert frågor.references[0] == (("prov_id", "delar_nummer"), "prov_delar", ("prov_id", "nummer"))


def test_no_value_is_lost_and_no_column_has_the_name_of_another():
    """Varje text i YAML står i någon cell, också när den är ett tal eller ja."""
    for table in TABLES.values():
        row = rader.full_tables("Text")[table.name][0]
        flat = tidy_tables(table, [row])
        written = {str(value) for one in flat for line in one.rows for value in line}
        for path, text in rader.leaves(row):
            assert {text, {"ja": "True", "nej": "False"}.get(text, text), text.removesuffix(".0")} & written, (path, text)
        for one in flat:
            names = [column.name for column in one.columns]
            assert len(set(names)) == len(names) and set(one.key) <= set(names), one.name
            assert all(column.title and column.description for column in one.columns), one.name


def test_every_number_says_its_unit_and_no_description_tells_how_to_fill_in():
    """Den som hämtar en fil ska veta vad ett tal räknas i, och slippa läsa hur kansliet skriver."""
    columns = {
        (one.name, column.name): column for table in TABLES.values() for one in tidy_tables(table, []) for column in one.columns
    }
    numbers = {place for place, one in columns.items() if one.type in ("integer", "number") and not place[1].endswith(NUMBER)}
    assert {place for place in numbers if not columns[place].enhet} == {
        ("rekvisitioner", "kvartal"),  # ett nummer
        ("rapportkrav", "senast.antal"),  # enheten står i fältet bredvid
        ("nyckeltal", "antal"),  # det som räknas står i radens text
        ("nyckeltal", "av"),
    }
    how_to = re.compile(r"\b(Skriv|Utelämna|Ange|Fyll i)\b")
    assert [place for place, one in columns.items() if how_to.search(one.description)] == []


def test_csv_says_true_and_false_and_is_empty_where_nothing_is_known():
    _, (first, *_) = read_csv(tidy_csv(tidy()["insatser"]))
    assert first["projekttid.start_precision"] == "dag" and None not in first.values()
    [one] = tidy_tables(KINDS, [{"id": "a", "klar": "ja"}])[:1]
    assert read_csv(tidy_csv(one))[1][0]["klar"] == "true"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@summa", "'@summa"),
        ("- en punkt", "'- en punkt"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("\t=1", "'\t=1"),
        ("-5", "-5"),
        ("+46 8 123 45", "+46 8 123 45"),
        ("-", "-"),
        ("– streck", "– streck"),
        ("a=b", "a=b"),
    ],
)
def test_a_text_that_would_be_a_formula_is_made_harmless(text, written):
    assert harmless(text) == written


def test_the_package_is_valid_and_describes_every_file(tmp_path):
    write(example_files(), tmp_path)
    package = tmp_path / DATA / "datapackage.json"
    assert problems(package) == []
    described = {f"{DATA}{one['path']}" for one in json.loads(package.read_bytes())["resources"]}
    assert described == {url for url in example_files() if url.startswith(DATA) and url.endswith(".csv")}


def test_odd_texts_keep_the_package_valid(tmp_path):
    odd_package(ODD_TEXTS, tmp_path, SAMPLE)
    package = tmp_path / DATA / "datapackage.json"
    names = [one["name"] for one in json.loads(package.read_bytes())["resources"]]
    write(part_of(f"{DATA}datapackage.json", *names), tmp_path)
    assert problems(package) == []
    rows = frictionless.Package(str(package)).get_resource("insatser").read_rows()
    assert [row["namn"] for row in rows] == [harmless(text) for text in ODD_TEXTS]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("insatser.csv", "2017-05-02,dag", "i maj,dag"),
        ("insatser_metodval.csv", "ett,1,", "tvåa,1,"),
        ("insatser.csv", ",dag,", ",dagen,"),
    ],
)
def test_a_file_that_breaks_the_description_is_found(file, old, new, tmp_path):
    files = files_of(rader.words(), rader.full_tables("Text"))
    broken = files[DATA + file].decode().replace(old, new, 1).encode()
    assert broken != files[DATA + file]
    write(files | {DATA + file: broken} | part_of(f"{DATA}datapackage.json", "insatser", "insatser_metodval"), tmp_path)
    assert problems(tmp_path / DATA / "datapackage.json")


# ---- JSON -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_json_follows_its_own_schema(table):
    files = example_files()
    content, schema = json.loads(files[f"{DATA}{table}.json"]), json.loads(files[f"{DATA}{table}.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(content)
    assert content["$schema"] == f"{table}.schema.json" and content["licens"] == "CC0-1.0"
    assert len(content["rader"]) == len(rader.example().tables[table])


def test_the_schema_refuses_a_number_written_as_text():
    schema = json.loads(example_files()[f"{DATA}utfall.schema.json"])
    content = json.loads(example_files()[f"{DATA}utfall.json"])
    content["rader"][0]["aktiva"] = "12"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, schema)


def test_an_insats_has_everything_that_belongs_to_it():
    rows = published(rader.words(), rader.example().tables, rader.example_register())
    insats = next(row["insats"] for row in rows["utfall"] if "insats" in row)
    content = json.loads(example_files()[insats_file(insats)])
    assert content["insats"]["id"] == insats and content["beräknat"]["status"]
    own = [typed_record(TABLES["utfall"].fields, row) for row in rows["utfall"] if row.get("insats") == insats]
    assert content["hör_till"]["utfall"] == own
    report = next(row for row in rows["slutrapporter"] if row.get("insatser"))
    related = json.loads(example_files()[insats_file(report["insatser"][0])])["hör_till"]["slutrapporter"]
    assert report["id"] in [row["id"] for row in related]


def test_a_protected_number_is_in_no_file_of_version_1():
    """Det som CSV-filen med utfall döljer är dolt också här."""
    _, hidden = read_csv(example_files()["data/utfall.csv"])
    columns = [column.name for column in tidy()["utfall"].columns]
    seen = 0
    for row, shown in zip(tidy()["utfall"].rows, hidden, strict=True):
        flat = dict(zip(columns, row, strict=True))
        for name, text in shown.items():
            if text == "skyddat":
                seen += 1
                assert flat[name] is None and flat[f"{name}_skyddat"] is True
    assert seen


# ---- Arbetsböckerna ---------------------------------------------------------------------------------------


def cells(content: bytes, sheet: str) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True))


def test_the_workbook_has_the_same_values_as_the_tables():
    one = tidy()["insatser"]
    header, *rows = cells(example_files()[f"{DATA}insatser.xlsx"], "insatser")
    assert header == tuple(column.name for column in one.columns)
    assert [tuple(value if value != "" else None for value in row) for row in one.rows] == rows


def test_the_workbook_says_whose_the_facts_are_and_what_the_columns_mean():
    lines = cells(example_files()[ALL_XLSX], "Om uppgifterna")
    assert ("Utgivare", rader.example_register().värd.namn) in [line[:2] for line in lines]
    assert any(line[:2] == ("insatser", "namn") and line[2] for line in lines)


def test_no_text_becomes_a_formula_in_the_workbook():
    [own, *_] = tidy_tables(KINDS, [{"id": "=1+1"}])
    book = openpyxl.load_workbook(io.BytesIO(workbook([own], OM)))
    assert book["prov"]["A2"].data_type == "s" and book["prov"]["A2"].value == "=1+1"


def test_long_sheet_names_are_short_and_different():
    tables = [
        TidyTable(f"forandringsteori_effekter_{end}_sikt", "", "", (), (), (), ()) for end in ("lang", "langre", "lang_mer")
    ]
    names = sheet_names(tables)
    assert len(set(names.values())) == 3 and all(len(name) <= LONGEST_SHEET for name in names.values())


def test_the_archive_has_every_csv_file_and_its_description():
    with zipfile.ZipFile(io.BytesIO(example_files()[ALL_CSV])) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside.pop("LÄS MIG.txt").decode().startswith("Titel: ")
    assert inside == {
        url.removeprefix(DATA): content
        for url, content in example_files().items()
        if url.startswith(DATA) and url.endswith((".csv", "datapackage.json"))
    }


def test_the_source_can_be_cited():
    assert OM.citation() == f"Förbundet alfa ({DAY.year}). Insatser. Hämtad {DAY.isoformat()}."
    register = build(rader.words(), rader.example().tables)
    om = about(rader.words(), register, DAY, "https://alfa.exempel.se/")
    assert om.citation("Utfall").endswith("Utfall. Hämtad " + DAY.isoformat() + ". https://alfa.exempel.se/")


# ---- Exemplen på sidan ------------------------------------------------------------------------------------


def test_the_example_in_python_runs_and_counts_the_insatser_of_each_method(example_site: Site, tmp_path: Path):
    page = (example_site.folder / "om/oppna-data/index.html").read_text("utf8")
    code = unescape(re.search(r'aria-label="Exempel i Python"><code>(.*?)</code>', page, re.DOTALL)[1])
    local = re.sub(r'bas = ".*?"', f"bas = {str(example_site.folder / DATA)!r} + '/'", code)
    assert local != code
    shown = subprocess.run([sys.executable, "-c", local], capture_output=True, encoding="utf8", check=True, cwd=tmp_path).stdout
    choices = {(row["id"], val["metod"]) for row in rader.example().tables["insatser"] for val in row.get("metodval", ())}
    for metod in {metod for _, metod in choices}:
        assert re.search(rf"^{metod} +{sum(1 for _, one in choices if one == metod)}$", shown, re.MULTILINE)
    assert re.search(r"^genomströmningstid +månader$", shown, re.MULTILINE)


def test_the_example_in_r_reads_the_same_files_and_columns_as_the_one_in_python(example_site: Site):
    page = unescape((example_site.folder / "om/oppna-data/index.html").read_text("utf8"))
    python, r = (
        re.search(rf'aria-label="Exempel i {name}"><code>(.*?)</code>', page, re.DOTALL)[1] for name in ("Python", "R")
    )
    for shared in (
        "insatser.csv",
        "insatser_metodval.csv",
        "projekttid.start_tidigast",
        "insatser_id",
        "metod",
        "utfall_kalla.csv",
        "unit",
    ):
        assert shared in python and shared in r
