"""`uppgradera` byter programmet i ett förbunds mapp och lämnar det egna."""

import shutil
import subprocess
from pathlib import Path

import pytest

from macros.nytt.program import program_files
from macros.nytt.texts import MARKER, with_program
from macros.upgrade import program
from macros.write.plain import WriteRefused
from tests.uppgradering import contents


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Prov", "-c", "user.email=prov@exempel.se")
    subprocess.run(["git", "-C", folder, *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def programs(tmp_path: Path) -> tuple[Path, Path]:
    """Ett nytt program, och en mapp med ett äldre."""
    new, theirs = tmp_path / "nytt", tmp_path / "vart"
    for folder in (new, theirs):
        (folder / "macros").mkdir(parents=True)
        (folder / "data").mkdir()
        (folder / "macros" / "settings.py").write_text("gammal\n")
        (folder / "Makefile").write_text("lika\n")
        (folder / "data" / "forbund.yaml").write_text(f"- id: {folder.name}\n")
    (new / "macros" / "settings.py").write_text("ny\n")
    (new / "macros" / "tillagd.py").write_text("tillagd\n")
    (theirs / "macros" / "bortglomd.py").write_text("bort\n")
    (theirs / "egen.txt").write_text("egen\n")
    (theirs / "README.md").write_text(f"# Vår\n\n{MARKER}\ngammal\n", "utf8")
    (new / "README.md").write_text("# Programmet\n\nny\n", "utf8")
    git(theirs, "init", "--quiet")
    git(theirs, "add", "--all")
    git(theirs, "commit", "--quiet", "--message", "prov")
    return new, theirs


def test_the_program_is_exchanged_and_the_own_is_not(programs: tuple[Path, Path]) -> None:
    new, theirs = programs
    swap = program.swap_of(theirs, new)
    assert swap and swap.summary == "1 nya filer, 1 ändrade och 1 borttagna"
    program.write(swap)
    assert contents(theirs) == {
        "Makefile": "lika\n",
        "macros/settings.py": "ny\n",
        "macros/tillagd.py": "tillagd\n",
        "egen.txt": "egen\n",
        "README.md": f"# Vår\n\n{MARKER}\nny\n",
        "data/forbund.yaml": "- id: vart\n",
    }
    git(theirs, "add", "--all")
    git(theirs, "commit", "--quiet", "--message", "ny version")
    assert program.swap_of(theirs, new) is None


def test_a_readme_without_the_marker_is_left_as_it_is() -> None:
    assert with_program("# Bara vår\n", "# Programmet\n\nny\n") == "# Bara vår\n"


def test_a_folder_with_unsaved_changes_keeps_its_program(programs: tuple[Path, Path]) -> None:
    new, theirs = programs
    (theirs / "data" / "forbund.yaml").write_text("- id: andrad\n")
    with pytest.raises(WriteRefused, match="ändringar som inte är sparade i git"):
        program.swap_of(theirs, new)
    shutil.rmtree(theirs / ".git")
    with pytest.raises(WriteRefused, match="är inte sparad i git"):
        program.swap_of(theirs, new)


def test_the_own_is_no_part_of_the_program() -> None:
    names = [path.as_posix() for path in program_files()]
    assert not [name for name in names if name.startswith(("data/", "docs/")) and name != "data/LICENSE.md"]
