"""Sajtmotorn är en detalj: en annan motor, motorns eget kommando och ett bygge utan tema ger samma byte."""

import ast
import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import NamedTuple

import pytest

from macros import check
from macros.adapter import engine
from macros.adapter.site import make
from macros.publish import fingeravtryck
from macros.settings import ENGINES, ROOT
from tests import minimal
from tests.conftest import DAY, build
from tests.test_commands import run

ADDRESS = "https://exempel.se/under/"
EPOCH = str(int(datetime.combine(DAY, time(), UTC).timestamp()))


def checksums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != fingeravtryck.NAME  # läggs till av publiceringen, av de andra filerna
    }


class Built(NamedTuple):
    """En påhittad datamapp och dess webbplats, byggd som vanligt."""

    data: Path
    files: dict[str, str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = minimal.Folder(tmp_path_factory.mktemp("motor")).with_program_rows()
    folder.edit("nyheter.yaml", "länk: https://exempel.se/nyheter", "länk: /insatser/")
    folder.edit("insatser.yaml", "länk: /resultat/slutrapporter/", "länk: /resultat/")
    out = folder.path.parent / "vanlig"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        patch.delenv("REDIGERA_URL", raising=False)
        build(folder.path, out)
    files = checksums(out)
    assert {"index.html", "404.html", "insatser/rosa/index.html", "sitemap.xml", "_headers"} <= files.keys()
    return Built(folder.path, files)


def settings_for(data: Path) -> dict[str, str]:
    return {"DATA": str(data), "SITE_URL": ADDRESS, "SOURCE_DATE_EPOCH": EPOCH}


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_gives_the_same_bytes(built: Built, tmp_path: Path, name: str) -> None:
    done = run("bygg", MOTOR=name, UT=tmp_path / "site", **settings_for(built.data))
    assert done.code == 0, done.err
    assert checksums(tmp_path / "site") == built.files


def test_the_theme_adds_nothing(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", ADDRESS)
    monkeypatch.delenv("REDIGERA_URL", raising=False)
    own = {"name": None, "custom_dir": str(ROOT / "overrides"), "static_templates": ["404.html"]}
    assert engine.build(make(check.examine(built.data, DAY)), tmp_path / "site", "mkdocs", theme=own) == ""
    assert checksums(tmp_path / "site") == built.files


@pytest.mark.parametrize("name", ENGINES)
def test_the_command_of_the_engine_itself_works(built: Built, tmp_path: Path, name: str) -> None:
    """Den som bygger med motorns eget kommando får samma webbplats. Data läses då av makrona."""
    done = subprocess.run(
        [sys.executable, "-m", name, "build", "-q", "-f", str(ROOT / "mkdocs.yml"), "-d", str(tmp_path / "site")],
        cwd=ROOT,
        env=os.environ | settings_for(built.data) | {"REDIGERA_URL": "", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert checksums(tmp_path / "site") == built.files


def test_the_command_of_the_engine_itself_stops_at_errors(built: Built, tmp_path: Path) -> None:
    folder = minimal.Folder(tmp_path)
    folder.edit("parter.yaml", "huvudman: region", "huvudman: regionen")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "site")],
        cwd=ROOT,
        env=os.environ | settings_for(folder.path) | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1 and "Välj bland: staten, kommun, region." in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()


def test_an_engine_that_is_not_installed_is_told(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    with pytest.raises(engine.SettingError) as caught:
        engine.build(make(check.examine(built.data, DAY)), tmp_path, "properdocs")
    assert str(caught.value) == (
        "Motorn properdocs är inte installerad. Kör kommandot med datorns vanliga Python, så installeras den: "
        "make bygg MOTOR=properdocs."
    )


def test_only_the_adapter_knows_an_engine() -> None:
    for path in (ROOT / "macros").rglob("*.py"):
        named = {
            name.partition(".")[0]
            for node in ast.walk(ast.parse(path.read_text("utf8")))
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert path.parent.name == "adapter" or named.isdisjoint({*ENGINES, "mkdocs_macros"}), path
