"""Utfallens regler: det som är rätt, eller liknar ett misstag, ger inget fynd."""

import pytest

from macros.check.utfall_tal_rules import FEW_PEOPLE
from tests import minimal
from tests.minimal import Folder
from tests.utfallsfiler import EXPLAINED, EXPOSED, SOURCE, TABLES, M, U, corrected, correction, group


@pytest.fixture
def folder(folder: Folder) -> Folder:
    return folder.with_tables(TABLES)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("  insats: rosa\n", "  insats: rossa\n", "referens-saknas"),
        ("  insats: rosa\n", "  inats: rosa\n", "okänt-fält"),
        ("kön: kvinnor", "kön: kvinna", "fel-värde"),
        ("från: 2024-07-01", "från: 2024-06-31", "dag-finns-inte"),
        ("arbete: 15", "arbete: femton", "fel-värde"),
    ],
)
def test_det_som_redan_har_ett_fel_ger_inte_fler(folder, old, new, rule):
    folder.edit(U, old, new)
    assert [one.rule for one in minimal.examine(folder.path).findings] == [rule]


def test_ett_fel_bland_måtten_ger_inga_fel_bland_utfallen(folder):
    folder.edit(M, "fält: sjukvård", "fält: ersättning")
    assert [one.rule for one in minimal.examine(folder.path).findings] == ["dubblett"]


JULY, SPRING = "    från: 2024-07-01\n    till: 2024-12-31\n", "    från: 2025-01-01\n    till: 2025-06-30\n"
NEXT = "    från: 2025-07-01\n    till: 2026-06-30\n"
ACROSS = "    från: 2025-01-01\n    till: 2025-12-31\n"


@pytest.mark.parametrize(
    "added",
    [
        pytest.param(group("h1", "rosa", JULY) + group("h2", "rosa", SPRING), id="halvåren ryms i året"),
        pytest.param(group("n", "rosa", NEXT), id="året efter"),
        pytest.param(group("b", "gul", ACROSS), id="en annan insats"),
        pytest.param(
            "- id: ex\n  exempel: ja\n  kön: kvinnor\n  arbete: 1\n  annat: 2\n  till_annat: Två personer.\n" + SOURCE,
            id="ett exempel",
        ),
    ],
)
def test_det_som_är_rätt_ger_inget_fynd(folder, added):
    folder.write(U, group() + added)
    assert folder.findings() == []


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([("  arbete: 15\n", "  arbete: 15\n  räknade: 76\n  positiva: 38\n")], id="summorna stämmer"),
        pytest.param([("  arbete: 8\n", ""), ("  arbete: 7\n", "")], id="ett mått som inte redovisas"),
        pytest.param([("Några", "14 deltagare, i snitt 2,4 personer per månad, och 22 män")], id="många personer"),
        pytest.param([correction(corrected(before="15"), corrected(day="2025-11-01"))], id="rättat fram och tillbaka"),
        pytest.param([correction(corrected(day="2026-11-23"))], id="rättat i en tidszon där det är i morgon"),
        pytest.param([correction(corrected(before="skyddat"))], id="rättat från ett skyddat tal"),
        pytest.param(
            [
                (EXPLAINED, ""),
                *EXPOSED,
                ("  sjukvård: 10", "  sjukvård: skyddat"),
                ("  sjukvård: 5", "  sjukvård: skyddat"),
                ('  ersättning: "<5"', "  ersättning: skyddat"),
                ("  annat: 5", "  annat: skyddat"),
                ("  ersättning: 9", "  ersättning: skyddat"),
                ("  annat: 5", "  annat: skyddat"),
            ],
            id="skyddat så som varningen säger",
        ),
    ],
)
def test_det_som_liknar_ett_misstag_ger_inget_fynd(folder, edits):
    for old, new in edits:
        folder.edit(U, old, new)
    assert folder.findings() == []


def test_samma_överlapp_sägs_en_gång(folder):
    folder.write(U, group() + group("x", "rosa", ACROSS))
    assert folder.findings() == [
        "data/utfall.yaml:58:3 fel: Perioden 2025-01-01–2025-12-31 går delvis in i 2024-07-01–2025-06-30 på rad 1 (utfall "
        "xtotalt). Skriv hela år eller halvår, så att ingen liten grupp går att räkna ut genom att jämföra dem."
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("En person flyttade.", "En person"),
        ("4 deltagare", "4 deltagare"),
        ("fyra\nmän", "fyra\nmän"),
        ("(ett par)", None),
        ("14 deltagare", None),
        ("1,2 personer", None),
        ("enperson", None),
        ("tre av tio", None),
        ("fem kvinnor", None),
    ],
)
def test_få_personer_i_text(text, found):
    match = FEW_PEOPLE.search(text)
    assert (match and match[0]) == found
