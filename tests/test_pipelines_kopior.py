"""Det som kontrollerna kör går också i ovanliga kopior: ytlig, utan gren och taggar, och uppackad utan git.

Beskrivningarna följer GitHubs och GitLabs egna scheman.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.settings import ROOT
from macros.tools import bootstrap
from tests.test_pipelines import commands

DESCRIPTIONS = [
    ("vendor.github-workflows", sorted((ROOT / ".github/workflows").glob("*.yml"))),
    ("vendor.gitlab-ci", [ROOT / ".gitlab-ci.yml"]),
]


def follows(schema: str, *files: Path) -> bool:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(("schema", "files"), DESCRIPTIONS, ids=["github", "gitlab"])
def test_the_descriptions_follow_the_schema_of_their_forge(schema: str, files: list[Path], tmp_path: Path) -> None:
    assert files and follows(schema, *files)
    broken = tmp_path / "fel.yml"
    broken.write_text(files[0].read_text("utf8").replace("script:", "skript:").replace("runs-on:", "körs-på:"), "utf8")
    assert not follows(schema, broken)


# ---- Kopior av förrådet -----------------------------------------------------------------------------------


def git(*arguments: str, cwd: Path = ROOT) -> bytes:
    return subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True).stdout


@pytest.fixture(scope="module", params=["ytlig", "utan gren", "utan git"])
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """En kopia av det som är sparat i git, så som en kontroll eller den som laddar ner en zip får det."""
    folder = tmp_path_factory.mktemp("kopia") / "projekt"
    if request.param == "utan git":
        folder.mkdir()
        subprocess.run(["tar", "-x", "-C", folder], input=git("archive", "HEAD"), check=True)
    else:
        depth = ["--depth", "1"] if request.param == "ytlig" else []
        git("clone", "--quiet", "--no-tags", *depth, ROOT.as_uri(), str(folder))
        git("checkout", "--quiet", "--detach", cwd=folder)
    borrow(folder / ".venv")
    yield folder
    shutil.rmtree(folder)


def borrow(venv: Path) -> None:
    """Lånar det som redan är installerat för proven: samma lås ger samma paket."""
    venv.mkdir()
    for part in bootstrap.VENV.iterdir():
        (venv / part.name).symlink_to(part)


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Raden så som kontrollerna kör den."""
    forge = {"GITHUB_OUTPUT": str(folder / "ut"), "CI_PAGES_URL": "https://exempel.se", "SITE_URL": "https://exempel.se/"}
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_", "DATA", "UT"))}
    return subprocess.run(["bash", "-c", line], cwd=folder, env={**clean, **forge}, text=True, capture_output=True, check=False)


def test_what_publishes_the_site_works_in_every_copy(copy: Path) -> None:
    for line in (".ci/installera", "python3 -m macros kontroll --format github", ".ci/bygg", "rm -rf public", "mv site public"):
        assert line in {*commands()}, line
        done = run(line, copy)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    assert (copy / "public/index.html").is_file()


def test_what_git_does_not_know_is_told_and_stops_nothing(copy: Path) -> None:
    done = run('FORE=0000000000000000000000000000000000000000; .ci/kod "$FORE"', copy)
    assert (done.returncode, done.stdout) == (0, "kod=true\n")
    done = run("python3 -m macros kontroll --format gitlab", copy)
    assert done.returncode == 0 and done.stdout.startswith("[")
