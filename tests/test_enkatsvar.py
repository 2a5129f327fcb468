"""Enkätsvaren: reglerna, sidorna och öppna data."""

import csv
import json

import pytest
from lxml import html

from macros.write import ratta
from tests import minimal
from tests.conftest import Site
from tests.minimal import Folder

E, S = "enkater.yaml", "enkatsvar.yaml"
TABLES = {
    E: """\
- id: trivsel
  namn: Enkät om trivsel
  sort: enkät
  svarar: Deltagare
  kort: Visar hur deltagarna trivs.
  så_används: Dela ut den.
  delar:
    - rubrik: Trivsel
      skala: [Dåligt, Sådär, Bra]
      låga: [Dåligt]
      höga: [Bra]
      frågor:
        - Hur trivs du?
    - rubrik: Annat
      skala: [Ja, Nej]
      frågor:
        - Har du varit med förut?
  källa:
    - dokument: plan
""",
    S: """\
- id: rosa-2019
  insats: rosa
  enkät: trivsel
  år: 2019
  tillfrågade: 40
  svarande: 30
  svar:
    - fråga: Hur trivs du?
      låga: 6
      höga: 15
  källa:
    - dokument: plan
""",
}
VAL = "      val:\n        - svar: Dåligt\n          antal: 6\n        - svar: Bra\n          antal: 15\n"
CASES = [
    (
        "lågt-eller-högt-svar-finns-inte",
        E,
        [("låga: [Dåligt]", "låga: [Daligt]")],
        "data/enkater.yaml:10:14 fel: låga Daligt finns inte i skalan (instrument trivsel). Menade du Dåligt? Skriv det ordagrant.",
    ),
    (
        "lågt-eller-högt-svar-finns-inte",
        E,
        [("höga: [Bra]", "höga: [Dåligt]")],
        "data/enkater.yaml:11:14 fel: Dåligt står både som lågt och högt svar (instrument trivsel). Ta bort det ena.",
    ),
    (
        "frågan-finns-inte-i-enkäten",
        S,
        [("fråga: Hur trivs du?", "fråga: Hur trivs ni?")],
        "data/enkatsvar.yaml:8:14 fel: fråga Hur trivs ni? finns inte i enkäten (enkätsvar rosa-2019). Menade du Hur trivs du? Skriv "
        "det ordagrant.",
    ),
    (
        "frågan-finns-inte-i-enkäten",
        S,
        [("fråga: Hur trivs du?", "fråga: Har du varit med förut?")],
        "data/enkatsvar.yaml:8:14 fel: fråga Har du varit med förut? finns inte i enkäten (enkätsvar rosa-2019). Skriv det ordagrant.",
    ),
    (
        "frågan-finns-inte-i-enkäten",
        S,
        [("      låga: 6\n      höga: 15\n", VAL.replace("Bra", "Braa"))],
        "data/enkatsvar.yaml:12:17 fel: svar Braa finns inte i skalan (enkätsvar rosa-2019). Menade du Bra? Skriv det ordagrant.",
    ),
    (
        "frågan-finns-inte-i-enkäten",
        E,
        [("      låga: [Dåligt]\n", ""), ("      höga: [Bra]\n", "")],
        "data/enkatsvar.yaml:3:10 fel: trivsel har inga frågor vars svar går från lågt till högt (enkätsvar rosa-2019). Välj en annan "
        "enkät, eller skriv låga och höga vid skalan i enkater.yaml.",
    ),
    (
        "svaren-är-fler-än-de-svarande",
        S,
        [("höga: 15", "höga: 25")],
        "data/enkatsvar.yaml:8:7 fel: Svaren på frågan är 31, fler än de 30 som svarade (enkätsvar rosa-2019). Rätta det tal som är "
        "fel.",
    ),
    (
        "svaren-är-fler-än-de-svarande",
        S,
        [("      låga: 6\n", VAL), ("      höga: 15\n", "      höga: 14\n")],
        "data/enkatsvar.yaml:14:13 fel: höga är 14, men antalen är tillsammans 15 (enkätsvar rosa-2019). Rätta det tal som är fel.",
    ),
    (
        "högst",
        S,
        [("tillfrågade: 40", "tillfrågade: 20")],
        "data/enkatsvar.yaml:6:13 fel: svarande 30 är fler än tillfrågade 20 (enkätsvar rosa-2019). Rätta det tal som är fel.",
    ),
    (
        "svar-som-inte-kan-stå-öppet",
        S,
        [("låga: 6", "låga: 3")],
        "data/enkatsvar.yaml:9:13 varning: Svaren kan läsas av fler än kansliet, och visar eller röjer antal under 5 (enkätsvar "
        "rosa-2019). Kör make ratta, så skrivs skyddat där det behövs.",
    ),
    (
        "text-bredvid-skyddade-svar",
        S,
        [("tillfrågade: 40", "tillfrågade: skyddat"), ("  källa:", "  anmärkning: Tre ville inte.\n  källa:")],
        "data/enkatsvar.yaml:11:3 råd: anmärkning visas inte på webbplatsen, för något tal är skyddat (enkätsvar rosa-2019). Läs "
        "texten igen: filen kan läsas av fler. Ta bort det som säger hur många eller vem.",
    ),
]


@pytest.fixture
def folder(folder: Folder) -> Folder:
    return folder.with_tables(TABLES)


@pytest.mark.parametrize(("rule", "file", "edits", "said"), CASES, ids=[f"{one[0]}-{n}" for n, one in enumerate(CASES)])
def test_a_mistake_gives_this_finding(folder: Folder, rule: str, file: str, edits: list, said: str) -> None:
    for old, new in edits:
        folder.edit(file, old, new)
    found = minimal.examine(folder.path).findings
    assert [str(one) for one in found] == [said]
    assert found[0].rule.replace("_", "-") == rule


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("      låga: 6\n", "      låga: 3\n", "      låga: skyddat\n      höga: 15\n"),
        ("tillfrågade: 40", "tillfrågade: 31", "  tillfrågade: skyddat\n  svarande: 30\n"),
        (
            "      låga: 6\n      höga: 15\n",
            VAL.replace("6", "2"),
            "        - svar: Dåligt\n          antal: skyddat\n        - svar: Bra\n          antal: skyddat\n      höga: 15\n",
        ),
    ],
)
def test_the_remedy_writes_what_can_stand_open(folder: Folder, old: str, new: str, after: str) -> None:
    folder.edit(S, old, new)
    assert ratta.converse(["--alla"], lambda: minimal.examine(folder.path)) == 0
    assert after in (folder.path / S).read_text("utf8")
    assert folder.findings() == []


# ---- Sidorna och filerna ----------------------------------------------------------------------------------


def page_text(site: Site, address: str) -> str:
    page = html.fromstring((site.folder / address / "index.html").read_bytes())
    return " ".join(" ".join(page.find(".//main").itertext()).replace("\xad", "").split())


def test_the_insats_page_shows_answers_and_how_many_answered(example_site: Site) -> None:
    text = page_text(example_site, "insatser/mot-arbete")
    assert "93 av 120 svarade, 78 procent." in text
    assert "34 svarade, minst 89 procent." in text
    assert "Jag får det stöd jag behöver. 19 (20 %) Instämmer inte alls 8, Instämmer lite 11 22 (24 %) 52 (56 %)" in text
    assert "Jag får det stöd jag behöver. visas inte visas inte 26 (76 %)" in text
    assert "Enkäten delades ut på papper." in text
    assert "Svaren visas inte ." in page_text(example_site, "insatser/bara-start")


def test_the_sum_page_adds_what_is_shown(example_site: Site) -> None:
    text = page_text(example_site, "resultat/enkatsvar")
    assert "76 % 115 av 151 i 2 insatser" in text
    assert "53 % 61 av 115 i 2 insatser Låga: 22 %, 25 av 115" in text
    assert "76 % 26 av 34 i 1 insats" in text


def test_the_open_data_has_only_what_is_shown(sagodalen: Site) -> None:
    rows = json.loads((sagodalen.folder / "data" / "enkatsvar.json").read_bytes())
    numbers = [row[key] for row in rows for key in ("tillfrågade", "svarande")]
    numbers += [one[key] for row in rows for one in row["svar"] for key in ("låga", "höga") if key in one]
    numbers += [val["antal"] for row in rows for one in row["svar"] for val in one.get("val", ())]
    assert {one for one in numbers if one != "skyddat" and int(one) < 5} == set()
    assert "skyddat" in numbers
    written = csv.DictReader((sagodalen.folder / "data" / "enkatsvar.csv").read_text("utf8").splitlines())
    assert [row["id"] for row in written] == [row["id"] for row in rows]
