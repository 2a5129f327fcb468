"""Rapporten till styrelsen: den visar allt, ligger utanför projektet, och inget av den når webbplatsen."""

import re
from pathlib import Path

import pytest

from macros.internt import command
from macros.settings import ROOT, SettingError
from tests.conftest import EXAMPLE, build, copy_example
from tests.minimal import TODAY, Folder
from tests.utfallsfiler import MEASURES, SOURCE, M, U, group

SECRET = "4711"  # ett tal som inte står någon annanstans
ROWS = "".join(
    f"- id: hemlig-{kön[0]}\n  insats: {{insats}}\n  period:\n    från: 2031-01-01\n    till: 2031-12-31\n  kön: {kön}\n"
    f"  aktiva: {aktiva}\n  arbete: {arbete}\n{SOURCE}"
    for kön, aktiva, arbete in (("totalt", SECRET, 3), ("kvinnor", 4700, 1), ("män", 11, 2))
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    (tmp_path / "projekt").mkdir()
    (tmp_path / "hemligt").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("UT", str(tmp_path / "projekt" / "site"))
    return Folder(tmp_path / "projekt").with_tables({M: MEASURES})


def test_the_report_shows_every_number(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "hemligt" / U).write_text(ROWS.format(insats="rosa"), "utf8")
    assert command.run(["hemligt"], folder.path, TODAY) == 0
    html = (tmp_path / "hemligt" / "rapport.html").read_text("utf8")
    assert "Får inte publiceras" in html
    assert {"4711", "4700", "11", "3", "1", "2"} <= set(re.findall(r">(\d+)<", html))
    assert "http" not in re.sub(r'http-equiv="Content-Security-Policy"', "", html)


def test_insatser_with_the_same_period_are_summed(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "hemligt" / U).write_text(group("a") + group("b", "gul"), "utf8")
    assert command.run(["hemligt"], folder.path, TODAY) == 0
    html = (tmp_path / "hemligt" / "rapport.html").read_text("utf8")
    assert "2 insatser är med." in html
    assert ">264<" in html  # 132 aktiva i var och en
    assert "76 av 152 = 50 %" in html


@pytest.mark.parametrize("place", ["projekt", "projekt/data", "projekt/site", ".", str(ROOT), str(ROOT / "docs")])
def test_a_folder_that_could_be_published_is_refused(folder: Folder, tmp_path: Path, place: str) -> None:
    (tmp_path / "projekt" / "site").mkdir()
    with pytest.raises(SettingError, match="som publiceras"):
        command.run([place], folder.path, TODAY)


@pytest.mark.parametrize("arguments", [[], ["finns-inte"], ["a", "b"]])
def test_a_command_written_wrong_is_told_how(folder: Folder, arguments: list[str]) -> None:
    with pytest.raises(SettingError, match="Skriv internt MAPP"):
        command.run(arguments, folder.path, TODAY)


def test_an_empty_folder_and_an_error_are_told(folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["hemligt"], folder.path, TODAY) == 1
    assert capsys.readouterr().err.startswith("I hemligt finns inga utfall.")
    (tmp_path / "hemligt" / U).write_text(ROWS.format(insats="rossa"), "utf8")
    assert command.run(["hemligt"], folder.path, TODAY) == 1
    assert "hemligt/utfall.yaml:2:11 fel: insats rossa finns inte i tabellen insatser" in capsys.readouterr().err
    assert not (tmp_path / "hemligt" / "rapport.html").exists()


def test_nothing_of_it_reaches_the_public_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Webbplatsen är densamma, byte för byte, före och efter rapporten."""
    data, secret = copy_example(tmp_path / "projekt"), tmp_path / "hemligt"
    secret.mkdir()
    monkeypatch.setenv("UT", str(tmp_path / "site"))
    build(data, tmp_path / "före")
    insats = re.search(r"^- id: (\S+)", (EXAMPLE / "insatser.yaml").read_text("utf8"), re.MULTILINE)
    assert insats
    (secret / U).write_text(ROWS.format(insats=insats[1]).replace("dokument: plan", "dokument: kansliet"), "utf8")
    assert command.run([str(secret)], data, TODAY) == 0
    assert SECRET in (secret / "rapport.html").read_text("utf8")
    build(data, tmp_path / "efter")
    files = {path.relative_to(tmp_path / "före"): path for path in (tmp_path / "före").rglob("*") if path.is_file()}
    assert files.keys() == {path.relative_to(tmp_path / "efter") for path in (tmp_path / "efter").rglob("*") if path.is_file()}
    for name, path in files.items():
        assert path.read_bytes() == (tmp_path / "efter" / name).read_bytes(), name
