"""Källkartan: det som den säger står på en sida, och som inte gör det, blir en varning som inte stoppar bygget."""

from pathlib import Path

import pytest

from macros.publish import site as publish
from macros.publish.kallkarta import lost_facts
from macros.read import read_rows
from tests import rader
from tests.conftest import DAY, Site
from tests.minimal import Folder
from tests.pages import main_text

ROW = "- id: a\n  dokument: plan\n  avsnitt: 1 Kontakt\n  sida: /om/forbundet/\n  fakta:\n    - storgatan 1\n    - box 7\n"
WARNING = (
    "data/kallkarta.yaml:7:7 varning: uppgiften box 7 står inte längre på sidan /om/forbundet/. "
    "Rätta raden eller ta bort uppgiften."
)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Storgatan 1, Box 7", []),
        ("STORGATAN 1", ["box 7"]),
        ("Lillgatan", ["storgatan 1", "box 7"]),
        (None, ["storgatan 1", "box 7"]),
    ],
)
def test_a_fact_that_has_left_its_page_is_a_warning(text: str | None, lost: list[str]) -> None:
    rows = read_rows(ROW.encode(), "data/kallkarta.yaml").rows
    assert [finding.text.split(" står")[0] for finding in lost_facts(rows, lambda _: text)] == [
        f"uppgiften {fact}" for fact in lost
    ]


def test_the_warning_says_where_and_what_to_do() -> None:
    rows = read_rows(ROW.encode(), "data/kallkarta.yaml").rows
    assert [str(finding) for finding in lost_facts(rows, lambda _: "Storgatan 1")] == [WARNING]


def test_the_build_tells_and_goes_on(folder: Folder, capfd: pytest.CaptureFixture[str]) -> None:
    folder.with_program_rows().edit("insatser.yaml", "      länk: /resultat/slutrapporter/\n", "")
    folder.write("kallkarta.yaml", ROW.replace("storgatan 1", "alfa"))
    assert publish.run(folder.path, Path("site"), DAY) == 0
    assert WARNING in capfd.readouterr().err.splitlines()


def test_the_source_map_is_shown_to_readers(example_site: Site) -> None:
    text = main_text(example_site, "/om/kallor/")
    assert [rad.avsnitt for rad in rader.example_register().guide.källkarta if rad.avsnitt.casefold() not in text] == []
