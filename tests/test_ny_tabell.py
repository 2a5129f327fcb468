"""En ny tabell är tre filer: ordboken, raderna och en sida med en rad i. Ett nytt fält är en. Allt annat följer med."""

import csv
import io
import json
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from lxml import html

from macros import check
from macros.adapter import engine
from macros.adapter.site import make
from macros.dictionary.load import FILE_NAME
from macros.dictionary.words import Table
from macros.exports.schema import json_schema
from macros.findings import FEL
from tests.minimal import DICTIONARY, TODAY, Folder

TABLE = """
name: kurser
title: Kurser
rad: kurs
description: Kurser som förbundet ordnar för medlemmarnas personal.
schema:
  primaryKey: id
  fields:
    - {name: id, title: Id, type: string, slag: id, description: Kort namn., example: samtal, constraints: {required: true, unique: true}}
    - {name: namn, title: Kurs, type: string, description: Kursens namn., example: Samtal, constraints: {required: true}}
    - {name: datum, title: Dag, type: string, slag: datum, description: Dagen., example: 2026-11-22}
    - {name: platser, title: Platser, type: integer, description: Hur många som får plats., example: "20"}
    - {name: insats, title: Insats, type: string, slag: id, referens: insatser, description: Insatsen., example: rosa}
    - {name: gratis, title: Kostar inget, type: boolean, description: Om kursen är gratis., example: ja}
"""
ROWS = """\
- id: samtal
  namn: Motiverande samtal för handledare
  datum: 2027-02-03
  platser: 1200
  insats: rosa
  gratis: ja
"""
PAGE = """\
---
title: Kurser för medlemmarna
description: Exempel. Kurser som förbundet ordnar för personal hos medlemmarna, med dag och antal platser.
kräver: [kurser]
---
{{ tabell('kurser') }}
"""
FIELD = {"name": "uttal", "title": "Så uttalas det", "type": "string", "description": "Hur ordet sägs.", "example": "insatts"}


class Built(NamedTuple):
    folder: Path
    table: Table

    def tree(self, address: str) -> html.HtmlElement:
        return html.fromstring((self.folder / address / "index.html").read_text("utf8").replace("\xad", ""))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("ny")
    words = yaml.safe_load(DICTIONARY.read_text("utf8"))
    words["resources"].append(yaml.safe_load(TABLE))
    begrepp = next(table for table in words["resources"] if table["name"] == "begrepp")
    begrepp["schema"]["fields"].append(FIELD)
    folder = Folder(root).with_program_rows()
    folder.write(FILE_NAME, yaml.safe_dump(json.loads(json.dumps(words, default=str)), allow_unicode=True, sort_keys=False))
    folder.write("kurser.yaml", ROWS)
    folder.edit("begrepp.yaml", "  term: insats\n", "  term: insats\n  uttal: med tryck på första stavelsen\n")
    (root / "docs").mkdir()
    (root / "docs" / "kurser.md").write_text(PAGE, "utf8")
    examined = check.examine(folder.path, TODAY)
    assert [str(found) for found in examined.findings if found.level == FEL] == [] and examined.data
    assert engine.build(make(examined), root / "site", "mkdocs") == ""
    return Built(root / "site", examined.data.dictionary.tables["kurser"])


def test_the_table_is_a_page_of_its_own(built: Built) -> None:
    [table] = built.tree("kurser").xpath("//table")
    assert [heading.text_content() for heading in table.xpath("thead/tr/th")] == [
        "Kurs", "Dag", "Platser", "Insats", "Kostar inget",
    ]  # fmt: skip
    [row] = table.xpath("tbody/tr")
    cells = [" ".join(cell.text_content().split()) for cell in row]
    assert cells == ["Motiverande samtal för handledare", "3 februari 2027", "1 200", "Rosa rummet", "Ja"]
    assert row.get("id") == "kurser-samtal" and row.xpath(".//a/@href") == ["../insatser/rosa/"]


def test_the_field_is_shown_with_its_row(built: Built) -> None:
    [row] = built.tree("begrepp").xpath("//*[@id='insats']")
    assert "Så uttalas det" in row.text_content() and "med tryck på första stavelsen" in row.text_content()


def test_both_are_in_the_open_data(built: Built) -> None:
    [row] = json.loads((built.folder / "data/kurser.json").read_text("utf8"))
    assert row["namn"] == "Motiverande samtal för handledare"
    [header, first] = list(csv.reader(io.StringIO((built.folder / "data/kurser.csv").read_text("utf8"))))
    assert dict(zip(header, first, strict=True))["platser"] == "1200"
    assert "uttal" in (built.folder / "data/begrepp.csv").read_text("utf8").splitlines()[0]
    package = json.loads((built.folder / "data/datapackage.json").read_text("utf8"))
    assert "kurser" in {resource["name"] for resource in package["resources"]}
    [typed] = json.loads((built.folder / "data/v1/kurser.json").read_text("utf8"))["rader"]
    assert (typed["platser"], typed["namn"]) == (1200, row["namn"])
    assert built.tree("om/oppna-data").xpath("//a[@href='../../data/v1/kurser.csv']")


def test_both_are_explained_to_the_one_who_fills_them_in(built: Built) -> None:
    assert built.tree("om/fyll-i").xpath("//a[contains(@href, 'om/fyll-i/kurser/')]")
    for page, told in (
        ("kurser", "Kurser som förbundet ordnar"),
        ("kurser", "Hur många som får plats."),
        ("begrepp", "Hur ordet sägs."),
    ):
        assert told in built.tree(f"om/fyll-i/{page}").text_content()


def test_the_editor_knows_the_table(built: Built) -> None:
    assert json_schema(built.table)["items"]["properties"].keys() == built.table.by_name.keys()


def test_the_search_finds_the_page_by_what_stands_in_the_table(built: Built) -> None:
    index = json.loads((built.folder / "sok/index.json").read_text("utf8"))
    words, last = set(), ""
    for coded in index["ord"].split(" "):
        shared = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_".index(coded[0])
        last = last[:shared] + coded[1:]
        words.add(last)
    assert {"motiverande", "handledare", "stavelsen"} <= words
