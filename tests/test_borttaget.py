"""En tabellfil som tas bort sägs till om, också när tabellen har gemensamma rader."""

import subprocess
from pathlib import Path

import pytest

from macros.check.deleted import deleted_tables
from tests.forrad import commit
from tests.minimal import INS, B, Folder
from tests.rader import words


def told(folder: Path, since: str = "") -> list[str]:
    return [f"{Path(one.mark.file).name} {one.level}: {one.text}" for one in deleted_tables(folder, words(), since)]


@pytest.fixture
def checkout(folder: Folder) -> Path:
    """Mappen som en del av ett förråd, på en egen gren."""
    root = folder.path.parent
    commit(root)
    subprocess.run(["git", "branch", "-M", "main"], cwd=root, check=True)
    subprocess.run(["git", "switch", "-q", "-c", "egen"], cwd=root, check=True)
    return folder.path


def test_a_deleted_table_says_which_rows_go(checkout: Path) -> None:
    assert told(checkout) == []
    (checkout / B).unlink()
    [said] = told(checkout)
    assert said.startswith(
        "begrepp.yaml varning: Filen är borttagen, och med den 2 rader på webbplatsen: insats, metodval. Hämta tillbaka"
    )
    assert "begrepp.yaml, eller låt förslaget gå vidare om raderna ska bort." in said


def test_it_is_told_until_the_proposal_is_in_the_main_branch(checkout: Path) -> None:
    (checkout / B).unlink()
    commit(checkout.parent)
    assert len(told(checkout)) == 1
    assert len(told(checkout, "HEAD~1")) == 1
    subprocess.run(["git", "branch", "-f", "main", "egen"], cwd=checkout, check=True)
    assert told(checkout) == []


def test_a_file_without_rows_and_a_file_that_is_no_table_are_not_told(checkout: Path) -> None:
    (checkout / "begrepp.yaml").write_text("[]\n", "utf8")
    (checkout / "annat.yaml").write_text("- id: a\n", "utf8")
    commit(checkout.parent)
    subprocess.run(["git", "branch", "-f", "main", "egen"], cwd=checkout, check=True)
    (checkout / "begrepp.yaml").unlink()
    (checkout / "annat.yaml").unlink()
    assert told(checkout) == []


def test_a_folder_without_git_says_nothing(folder: Folder) -> None:
    (folder.path / INS).unlink()
    assert told(folder.path) == []
