"""Hjälpen medan man skriver: JSON Schema per datafil, exemplen i ordboken, och att ordboken är den enda källan."""

import json
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import ClassVar

import jsonschema
import lxml.html
import pytest
import yaml

from macros.check import Data, cells
from macros.check import schema as schema_rules
from macros.dictionary.load import FILE_NAME
from macros.dictionary.relations import in_words
from macros.dictionary.words import Field, Table
from macros.exports.editor import settings_with, write_json_schemas
from macros.exports.schema import json_schema
from macros.exports.tables import table_csv
from macros.model.register import build
from macros.read import read_rows
from macros.read.layers import Layer
from macros.views.html import Context, first_upper
from macros.views.insats import insats_page
from macros.views.om import example_of, field_rules, fyll_i_page, quoted, yaml_example
from tests import minimal, rader
from tests.conftest import DAY, copy_example, example_paths
from tests.rader import field

TABLES = rader.words().tables
LEAVES = [pytest.param(table, path, field, id=f"{table.name}.{path}") for table, path, field in rader.words().leaves()]
each_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


class EditorLoader(yaml.SafeLoader):
    """Läser som redigerarens YAML 1.2: 2019 är ett tal, 2019-08-12 och ja är text."""

    yaml_implicit_resolvers: ClassVar[dict] = {}


for kind, pattern, first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"(?:{pattern})$"), list(first))


def as_editor(text: str):
    return yaml.load(text, EditorLoader)


def problems(table: Table, rows) -> list[tuple[str, str]]:
    """Kravet som bryts, och var: `("enum", "0.roll")`."""
    found = jsonschema.Draft7Validator(json_schema(table)).iter_errors(rows)
    return [(error.validator, ".".join(map(str, error.absolute_path))) for error in found]


@cache
def guide(table: str) -> lxml.html.HtmlElement:
    """Sidan om hur tabellen fylls i."""
    page = fyll_i_page(rader.context_of(rader.example_register()), TABLES[table])
    return lxml.html.fragment_fromstring(f"<div>{page.html}</div>")


def example_row(table: Table) -> str:
    """Exempelraden på sidan, så som besökaren kopierar den."""
    [code] = guide(table.name).xpath("//pre/code")
    return code.text_content()


# ---- Schemat och de riktiga filerna -----------------------------------------------------------------------


@each_table
def test_the_schema_is_valid_draft_07(table):
    jsonschema.Draft7Validator.check_schema(json_schema(table))


@each_table
def test_the_file_passes(table):
    files = example_paths(table.file_name)
    assert files and [problem for path in files for problem in problems(table, as_editor(path.read_text("utf8")))] == []


@each_table
def test_the_editor_shows_title_description_and_example_of_every_field(table):
    for name, shown in json_schema(table)["items"]["properties"].items():
        known = table.by_name[name]
        relations = "".join(f" {first_upper(words)}." for words in in_words(known))
        assert (shown["title"], shown["description"]) == (known.title, known.hjälp + relations)
        assert shown.get("examples", []) == ([known.example] if known.example else [])


MISTAKES: list[tuple[str, str, Callable[[dict], object], tuple[str, str]]] = [
    # vad som är fel, tabell, hur raden ändras, kravet som bryts och var
    ("okänt fält i raden", "insatser", lambda row: row.update(nanm="x"), ("additionalProperties", "0")),
    (
        "okänt fält i ett objekt",
        "insatser",
        lambda row: row["projekttid"].update(satrt="2019"),
        ("additionalProperties", "0.projekttid"),
    ),
    (
        "okänt fält i en lista",
        "insatser",
        lambda row: row["metodval"][0].update(lydlese="x"),
        ("additionalProperties", "0.metodval.0"),
    ),
    ("krav saknas i raden", "insatser", lambda row: row.pop("namn"), ("required", "0")),
    ("krav saknas i en lista", "insatser", lambda row: row["redovisning"][0].pop("vad"), ("required", "0.redovisning.0")),
    ("krav är tomt", "insatser", lambda row: row.update(namn=None), ("type", "0.namn")),
    ("tom rad i en lista", "insatser", lambda row: row.update(parter=[None]), ("type", "0.parter.0")),
    ("fel ord", "insatser", lambda row: row.update(glapp="glapplöst"), ("enum", "0.glapp")),
    (
        "fel ord i en lista",
        "insatser",
        lambda row: row.update(redovisning=[{"vad": "Slutrapport", "läge": "färdig"}]),
        ("enum", "0.redovisning.0.läge"),
    ),
    ("fel id", "insatser", lambda row: row.update(id="Gröna rum"), ("pattern", "0.id")),
    ("för långt id", "insatser", lambda row: row.update(id="a" * 81), ("pattern", "0.id")),
    ("fel tidpunkt", "insatser", lambda row: row["projekttid"].update(start="12 maj 2019"), ("pattern", "0.projekttid.start")),
    (
        "tills vidare är ingen start",
        "insatser",
        lambda row: row["projekttid"].update(start="tills vidare"),
        ("pattern", "0.projekttid.start"),
    ),
    ("fel datum", "nyheter", lambda row: row.update(datum="våren 2018"), ("pattern", "0.datum")),
    ("fel länk", "nyheter", lambda row: row.update(länk="javascript:alert(1)"), ("pattern", "0.länk")),
    ("fel e-post", "forbund", lambda row: row.update(e_post="kansliet"), ("pattern", "0.e_post")),
    ("text i stället för lista", "insatser", lambda row: row.update(utförare="Sweco"), ("type", "0.utförare")),
    ("text i stället för objekt", "insatser", lambda row: row.update(projekttid="2019"), ("type", "0.projekttid")),
    ("lista i stället för text", "insatser", lambda row: row.update(namn=["x"]), ("type", "0.namn")),
    (
        "mellanslag i ett tal",
        "insatser",
        lambda row: row["budget"][0].update(belopp="1 500 000"),
        ("pattern", "0.budget.0.belopp"),
    ),
    ("decimaler i ett heltal", "insatser", lambda row: row["budget"][0].update(belopp=1.5), ("type", "0.budget.0.belopp")),
    ("för litet tal", "insatser", lambda row: row["budget"][0].update(belopp=-1), ("minimum", "0.budget.0.belopp")),
    ("för stort tal", "parter", lambda row: row.update(huvudmannens_andel=101), ("maximum", "0.huvudmannens_andel")),
    ("fel årtal", "insatser", lambda row: row["budget"][0].update(år="i år"), ("pattern", "0.budget.0.år")),
    ("för lång text", "nyheter", lambda row: row.update(rubrik="x" * 81), ("maxLength", "0.rubrik")),
    ("tom lista", "insatser", lambda row: row.update(källa=[]), ("minItems", "0.källa")),
    ("krävs när ett annat fält är ifyllt", "nyckeltal", lambda row: row.pop("av"), ("required", "0")),
    ("krävs när ett annat fält har ett värde", "mal", lambda row: row.pop("insats"), ("required", "0")),
    ("bara när ett annat fält har ett värde", "utfallsmatt", lambda row: row.update(roll="avslut"), ("const", "0.roll")),
]


@pytest.mark.parametrize(
    ("table", "change", "expected"), [entry[1:] for entry in MISTAKES], ids=[entry[0] for entry in MISTAKES]
)
def test_a_mistake_is_marked_where_it_stands(table, change, expected):
    rows = as_editor("- " + yaml_example(TABLES[table].fields).lstrip())
    change(rows[0])
    assert problems(TABLES[table], rows) == [expected]


@pytest.mark.parametrize(
    "change",
    [
        {"namn": 2019},
        {"namn": True},
        {"anmärkning": None},
        {"senast_granskad": "2026-11-22"},
        {"projekttid": {"start": 2019}},
        {"projekttid": {"slut": "tills vidare"}},
        {"budget": [{"år": 2019, "belopp": "100"}]},
        {"utförare": []},
    ],
)
def test_what_the_checks_accept_is_not_marked(change):
    rows = as_editor("- " + yaml_example(TABLES["insatser"].fields).lstrip())
    assert problems(TABLES["insatser"], [rows[0] | change]) == []


def test_a_file_that_is_no_list_is_marked():
    assert problems(TABLES["nyheter"], {"id": "x"}) == [("type", "")]


# ---- Exemplen ---------------------------------------------------------------------------------------------


def schema_at(table: Table, path: str) -> dict:
    """Schemat för värdet på en väg som `metodval.metod`."""
    found = json_schema(table)
    for name in path.split("."):
        found = found.get("items", found)["properties"][name]
    return found.get("items", found)


@pytest.mark.parametrize(("table", "path", "known"), LEAVES)
def test_every_example_passes_the_checks_and_the_schema(table: Table, path: str, known: Field):
    example = example_of(known)
    assert example and cells.broken_constraint(known, example) == ""
    validator = jsonschema.Draft7Validator(schema_at(table, path))
    assert validator.is_valid(example) and validator.is_valid(as_editor(f"- {quoted(example)}")[0])


@each_table
def test_the_example_row_on_the_page_passes_the_checks_and_the_schema(table):
    text = example_row(table)
    reading = read_rows(text.encode(), f"data/{table.file_name}")
    assert reading.findings == [] and len(reading.rows) == 1
    data = Data(rader.words(), DAY)
    data.add(table, [(Layer("eget", Path()), f"data/{table.file_name}", reading)])
    assert [finding for rule in schema_rules.RULES for finding in rule(data)] == []
    assert problems(table, as_editor(text)) == []


@each_table
def test_the_example_row_has_every_field_with_its_example(table):
    [row] = read_rows(example_row(table).encode(), "").rows
    assert dict(rader.leaves(row)) == {
        path: example_of(known) for found, path, known in rader.words().leaves() if found is table and not known.from_folder
    }


@pytest.mark.parametrize(
    "text",
    [
        *rader.ODD_TEXTS,
        "",
        "- streck",
        "slut:",
        "a #b",
        "a: b",
        "[x]",
        "§ 94",
        "2019-10",
        "se 'här'",
        "? fråga",
        "!viktigt",
        "*stjärna",
        "&co",
        "%",
        "> 5",
        "| rör",
        "~",
        "...",
        "--- x",
    ],
)
def test_an_example_with_odd_characters_is_quoted_so_that_yaml_reads_it_as_it_is(text):
    assert yaml.load(f"- fält: {quoted(text)}\n  annat: x", yaml.CBaseLoader) == [{"fält": text, "annat": "x"}]


@pytest.mark.parametrize(
    ("known", "rules"),
    [
        (field("a"), "text på en rad"),
        (field("a", constraints={"maxLength": 80}), "text på en rad, högst 80 tecken"),
        (field("a", constraints={"enum": ["på", "av"]}), "något av: på, av"),
        (field("a", slag="datum"), "ett datum som 2026-11-22"),
        (
            field("a", slag="id", referens="metoder"),
            "små bokstäver a–z, siffror och bindestreck, högst 80 tecken, som grona-rum (id i tabellen metoder)",
        ),
        (field("a", "integer"), "heltal"),
        (field("a", "number"), "tal"),
        (field("a", "year"), "årtal"),
        (field("a", "boolean"), "ja eller nej"),
        (field("a", "object", fields=(field("b"),)), "fält i fältet"),
        (field("a", "array", items=field("", "year")), "en lista, varje rad: årtal"),
        (field("a", "integer", constraints={"högst": "av"}), "heltal; inte större än av"),
        (field("a", constraints={"högst": "längd"}), "text på en rad; inte längre än längd"),
        (field("a", slag="datum", constraints={"inte_efter": "i dag"}), "ett datum som 2026-11-22; inte efter i dag"),
        (field("a", "year", constraints={"inte_efter": ["slut", "b.c"]}), "årtal; inte efter slut eller b.c"),
        (field("a", constraints={"unik_inom": ["b", "c"]}), "text på en rad; olika i rader med samma b och c"),
        (field("a", constraints={"unik_inom": "raden"}), "text på en rad; olika överallt i raden"),
        (field("a", "number", constraints={"krävs_när": "b"}), "tal; krävs när b är ifyllt"),
        (field("a", "boolean", constraints={"bara_när": {"b": "c"}}), "ja eller nej; skrivs bara när b är c"),
        (field("a", "array", items=field("", "object", fields=(field("b"),))), "en lista"),
    ],
)
def test_what_to_write_is_said_in_words(known, rules):
    assert field_rules(known) == rules


# ---- Ordboken är den enda källan --------------------------------------------------------------------------


def test_the_editor_maps_exactly_the_tables_of_the_dictionary_and_keeps_the_rest():
    before = json.dumps({"yaml.schemas": {"./.schema/borta.schema.json": "data/borta.yaml"}, "editor.tabSize": 2})
    settings = json.loads(settings_with(rader.words(), before))
    assert settings["yaml.schemas"] == {
        f"./.schema/{name}.schema.json": [f"data/{name}.yaml", f"data/andra/*/{name}.yaml", f"gemensamt/data/{name}.yaml"]
        for name in TABLES
    }
    assert settings["editor.tabSize"] == 2


def test_schemas_are_written_for_every_table_and_only_when_they_change(tmp_path):
    folder = tmp_path / ".schema"
    write_json_schemas(rader.words(), folder)
    written = {path.name: json.loads(path.read_text("utf8")) for path in folder.iterdir()}
    assert written == {f"{name}.schema.json": json_schema(table) for name, table in TABLES.items()}
    changed, *same = sorted(folder.iterdir())
    changed.write_text("gammalt", "utf8")
    before = {path: path.stat().st_mtime_ns for path in same}
    write_json_schemas(rader.words(), folder)
    assert {path: path.stat().st_mtime_ns for path in same} == before and changed.read_text("utf8") != "gammalt"


NEW_FIELD = """\
        - name: ramavtal
          title: Ramavtal
          type: object
          description: Avtalet som utföraren är upphandlad på.
          fields:
            - {name: nummer, title: Nummer, type: string, slag: id, description: Avtalets nummer., example: avtal-7}
            - {name: löper_ut, title: Löper ut, type: year, description: Sista året., example: "2028"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """En kopia av data/ där insatserna har fått ett nytt, frivilligt fält."""
    copied = copy_example(tmp_path)
    shutil.copy(rader.DICTIONARY, copied)
    path, place = copied / FILE_NAME, "        - name: plats\n"
    text = path.read_text("utf8")
    assert text.count(place) == 1
    path.write_text(text.replace(place, NEW_FIELD + place), "utf8")
    return copied


def fill_in(folder: Path, ramavtal: str) -> None:
    """Fyller i det nya fältet på den första insatsen."""
    path = folder / "insatser.yaml"
    path.write_text(path.read_text("utf8").replace("\n  namn:", f"\n  ramavtal: {ramavtal}\n  namn:", 1), "utf8")


@pytest.mark.parametrize(
    ("ramavtal", "finding"),
    [
        ("{nummer: avtal-9, löper_ut: 2027}", ""),
        ("{nummer: Avtal 9}", "ramavtal.nummer Avtal 9 har fel form"),
        ("{löper_ut: snart}", "ramavtal.löper_ut snart går inte att läsa"),
        ("{numer: avtal-9}", "Fältet ramavtal.numer finns inte"),
        ("avtal-9", "ramavtal ska "),
    ],
)
def test_a_new_field_is_checked_by_itself(folder, ramavtal, finding):
    fill_in(folder, ramavtal)
    errors = [str(found) for found in minimal.examine(folder).findings if found.level == "fel"]
    assert len(errors) == bool(finding) and all(finding in error for error in errors)


def test_a_new_field_is_shown_and_published_by_itself(folder):
    fill_in(folder, "{nummer: avtal-9, löper_ut: 2027}")
    data = minimal.examine(folder).data
    context = Context(build(data.dictionary, data.tables), data.dictionary, DAY)
    table, first = data.dictionary.tables["insatser"], data.tables["insatser"][0]
    header, row, _ = table_csv(table, [first]).decode().split("\r\n")
    assert ",ramavtal.nummer,ramavtal.löper_ut," in header and ",avtal-9,2027," in row
    assert json_schema(table)["items"]["properties"]["ramavtal"]["properties"]["nummer"]["title"] == "Nummer"
    text = lxml.html.fromstring(fyll_i_page(context, table).html).text_content()
    assert "Avtalet som utföraren är upphandlad på." in text and "ramavtal:\n    nummer: avtal-7\n    löper_ut: 2028\n" in text
    page = lxml.html.fromstring(insats_page(context, context.register.insats[first["id"]]).html)
    [fact] = page.xpath("//dl[@class='facts']/div[dt='Ramavtal']/dd")
    assert [item.text_content() for item in fact.iter("li")] == ["Nummer: avtal-9", "Löper ut: 2027"]
