"""Mötenas regler: ett misstag i små felfria tabeller ger just det fynd som står här, ord för ord."""

import pytest

from macros.findings import FEL, RÅD, VARNING
from tests import minimal
from tests.minimal import Folder

SOURCE = "  källa:\n    - dokument: plan\n"
MEETING = "- id: {}\n  organ: {}\n  datum: {}\n  sista_dag: {}\n{}" + SOURCE
STEP = (
    "- id: {0}\n  namn: {0}\n  del: ansök\n  kort: Kort.\n  vad: Vad.\n  roller:\n    - roll: ledare\n      gör: skriver\n"
    "  resultat: Klart.\n{1}" + SOURCE
)
TABLES = {
    "roller.yaml": "- id: ledare\n  namn: Projektledare\n  vad: Driver insatsen.\n" + SOURCE,
    "moten.yaml": MEETING.format("feb", "beredningen", "2027-02-10", "2027-01-20", "")
    + MEETING.format("mars", "styrelsen", "2027-03-12", "2027-02-19", "  beredning: feb\n"),
    "steg.yaml": STEP.format("skriv", "  veckor: 3\n")
    + STEP.format("las", "  slutar_med: beredning\n")
    + STEP.format("mer", "  veckor: 1\n")
    + STEP.format("vanta", "  slutar_med: beslut\n")
    + STEP.format("starta", "  veckor: 2\n  slutar_med: start\n"),
}


@pytest.fixture
def folder(folder: Folder) -> Folder:
    return folder.with_tables(TABLES)


def test_paired_meetings_and_lead_times_give_no_finding(folder: Folder) -> None:
    files = ("moten.yaml", "steg.yaml")
    assert [str(one) for one in minimal.examine(folder.path).findings if one.mark.file.endswith(files)] == []


@pytest.mark.parametrize(
    ("level", "rule", "file", "old", "new", "finding"),
    [
        (
            FEL,
            "hänvisning",
            "moten.yaml",
            "beredning: feb",
            "beredning: febb",
            "data/moten.yaml:11:14 fel: beredning febb finns inte i tabellen moten (möte mars). Menade du feb?",
        ),
        (
            FEL,
            "bara_när",
            "moten.yaml",
            "organ: styrelsen",
            "organ: beredningen",
            "data/moten.yaml:11:3 fel: beredning skrivs bara när organ är styrelsen, men organ är beredningen (möte mars). "
            "Ta bort beredning, eller rätta organ.",
        ),
        (
            FEL,
            "beredningen_är_ett_annat_möte",
            "moten.yaml",
            "organ: beredningen",
            "organ: styrelsen",
            "data/moten.yaml:11:14 fel: beredning feb är ett möte med styrelsen (möte mars). Skriv id på ett möte med "
            "beredningen, eller ta bort fältet.",
        ),
        (
            FEL,
            "beredningen_ligger_för_sent",
            "moten.yaml",
            "datum: 2027-02-10",
            "datum: 2027-03-15",
            "data/moten.yaml:11:14 fel: Beredningens möte feb är 2027-03-15, efter styrelsens 2027-03-12 (möte mars). Skriv ett "
            "tidigare möte i beredning, eller rätta det datum som är fel.",
        ),
        (
            VARNING,
            "beredningen_ligger_för_sent",
            "moten.yaml",
            "datum: 2027-02-10",
            "datum: 2027-02-24",
            "data/moten.yaml:11:14 varning: sista_dag 2027-02-19 ligger före beredningens möte 2027-02-24 (möte mars), så ingen "
            "hinner komplettera efter det. Rätta det datum som är fel, eller kvittera om det är så ni arbetar.",
        ),
        (
            RÅD,
            "styrelsens_möte_saknar_beredning",
            "moten.yaml",
            "  beredning: feb\n",
            "",
            "data/moten.yaml:8:3 råd: Mötet säger inte när beredningen tar upp ansökningarna (möte mars). Skriv beredning: feb "
            "om det är det mötet. Då räknar webbplatsen ut när en ansökan ska in.",
        ),
        (
            RÅD,
            "ledtider_saknas",
            "steg.yaml",
            "  veckor: 3\n",
            "",
            "data/steg.yaml:1:3 råd: Steget har ingen ledtid, men andra steg har det (steg skriv). Skriv veckor, också när det är "
            "0. Annars räknas inte dagarna.",
        ),
        (
            RÅD,
            "ledtider_saknas",
            "steg.yaml",
            "  slutar_med: beslut\n",
            "",
            "data/steg.yaml:10:3 råd: Inget steg slutar med beslutet, så ledtiderna räknas inte (steg skriv). Skriv slutar_med: "
            "beslut i steget som slutar med styrelsens möte.",
        ),
        (
            RÅD,
            "ledtiden_ryms_inte",
            "steg.yaml",
            "  veckor: 1\n",
            "  veckor: 2\n",
            "data/moten.yaml:10:14 råd: Det är kortare tid från beredningens möte 2027-02-10 till sista_dag 2027-02-19 än de 2 "
            "veckor som stegen emellan tar (möte mars). Rätta veckor i steg, eller byt dag.",
        ),
    ],
)
def test_a_mistake_gives_its_finding(folder: Folder, level, rule, file, old, new, finding) -> None:
    folder.edit(file, old, new)
    found = [(one.level, str(one)) for one in minimal.examine(folder.path).findings]
    assert any(said == level and text.startswith(finding) for said, text in found), found


def test_two_steps_cannot_end_with_the_same_day(folder: Folder) -> None:
    folder.edit("steg.yaml", "slutar_med: start", "slutar_med: beslut")
    found = [str(one) for one in minimal.examine(folder.path).findings if one.level == FEL]
    assert len(found) == 1 and "slutar_med beslut" in found[0], found


def test_the_steps_end_in_order(folder: Folder) -> None:
    text = TABLES["steg.yaml"].replace("beredning", "x").replace("beslut", "beredning").replace("med: x", "med: beslut")
    folder.write("steg.yaml", text)
    assert [(one.rule, str(one)) for one in minimal.examine(folder.path).findings if one.level == FEL] == [
        (
            "stegens-slut-i-fel-ordning",
            "data/steg.yaml:46:15 fel: slutar_med beredning kommer efter beslut (steg vanta). Ordningen är beredning, beslut, "
            "start. Flytta raden, eller rätta fältet.",
        )
    ]
