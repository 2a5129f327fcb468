"""Dagen i webbplatskartan: sidans egen, ur git, och ingen alls när git inte vet."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from macros.adapter.changed import Changed
from macros.adapter.site import Site, calendar_days
from macros.exports import kalender
from macros.read.history import History
from tests import rader

ROWS = """- id: ett
  namn: Insatsen ett

- id: två
  namn: Insatsen två
"""


def git(folder: Path, *arguments: str, day: str = "2020-01-01") -> None:
    own = ("-c", "user.name=Kansliet", "-c", "user.email=kansli@exempel.se", "-c", "commit.gpgsign=false")
    env = {
        "GIT_COMMITTER_DATE": f"{day}T12:00:00Z",
        "GIT_AUTHOR_DATE": f"{day}T12:00:00Z",
        "PATH": "/usr/bin:/bin:/usr/local/bin",
    }
    subprocess.run(["git", *own, *arguments], cwd=folder, env=env, check=True, capture_output=True)


def save(folder: Path, day: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Ändring", day=day)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Två rader och en sida från 2020. Den andra raden ändrades 2021, och sidan 2022."""
    folder = tmp_path / "källan"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "insatser.yaml").write_text(ROWS, "utf8")
    (folder / "sida.md").write_text("{{ matris() }}\n", "utf8")
    save(folder, "2020-03-01")
    (folder / "insatser.yaml").write_text(ROWS.replace("Insatsen två", "Insatsen 2"), "utf8")
    save(folder, "2021-03-01")
    (folder / "sida.md").write_text("{{ metodlista() }}\n", "utf8")
    save(folder, "2022-03-01")
    return folder


def test_a_file_and_a_row_have_their_own_day(repo):
    history = History(repo)
    assert history.file(repo / "insatser.yaml") == date(2021, 3, 1)
    assert history.file(repo / "sida.md") == date(2022, 3, 1)
    assert history.rows(repo / "insatser.yaml", 1, 4) == date(2020, 3, 1)
    assert history.rows(repo / "insatser.yaml", 4) == date(2021, 3, 1)


def test_what_is_not_saved_in_git_has_no_day(repo):
    (repo / "insatser.yaml").write_text(ROWS, "utf8")
    (repo / "ny.md").write_text("Ny.\n", "utf8")
    history = History(repo)
    assert history.file(repo / "insatser.yaml") is None and history.rows(repo / "insatser.yaml", 1, 4) is None
    assert history.file(repo / "ny.md") is None and history.file(repo / "sida.md") == date(2022, 3, 1)


def test_a_shallow_copy_and_a_folder_without_git_know_nothing(repo, tmp_path):
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repo}", "grund")
    (tmp_path / "zip").mkdir()
    (tmp_path / "zip" / "sida.md").write_text("Text.\n", "utf8")
    for folder in (tmp_path / "grund", tmp_path / "zip"):
        assert History(folder).file(folder / "sida.md") is None


def test_a_page_is_as_new_as_the_newest_of_what_it_shows(repo, monkeypatch):
    monkeypatch.chdir(repo)
    (repo / "utfall.yaml").write_text("- id: u\n  insats: ett\n", "utf8")
    save(repo, "2023-03-01")
    insatser = [placed(rader.insats(), 1), placed(rader.insats("två"), 4)]
    mål = placed(
        rader.Rad({"id": "u", "insats": "ett", "förbund": "alfa", "sort": "insatsmål", "mål": "Mål."}), 1, "utfall.yaml"
    )
    register = rader.register_of(insatser=insatser, mal=[mål])
    (repo / "data").mkdir()
    (repo / rader.Rad.mark.file).write_text("[]\n", "utf8")
    changed = Changed(Site(rader.context_of(register), {}, {}, (repo / "docs",)))
    assert changed.made("insatser/ett/") == date(2023, 3, 1)
    assert changed.made("insatser/två/") == date(2021, 3, 1)
    assert changed.made("om/fyll-i/insatser/") is None
    (repo / "katalogen.md").write_text("{{ katalog() }}\n", "utf8")
    (repo / "start.md").write_text("{{ start() }}\n", "utf8")
    (repo / "avsnitt.md").write_text("{{ så_gör_vi('avsnitt') }}\n", "utf8")
    (repo / "tabell.md").write_text("{{ tabell('mal') }}\n", "utf8")
    save(repo, "2019-03-01")
    assert changed.written(repo / "katalogen.md") is None  # historien är redan läst
    changed = Changed(Site(rader.context_of(register), {}, {}, (repo / "docs",)))
    assert changed.written(repo / "katalogen.md") == date(2021, 3, 1)
    assert changed.written(repo / "start.md") == date(2023, 3, 1)  # så ny som den nyaste raden
    assert changed.written(repo / "avsnitt.md") == date(2019, 3, 1)  # bara texten: det finns inga avsnitt
    assert changed.written(repo / "tabell.md") == date(2023, 3, 1)


def test_the_calendar_knows_when_its_tables_and_its_code_changed(repo, monkeypatch):
    """Senare än koden, som alltid är ny nog, och aldrig senare än bygget. Det som git inte vet är byggets dag."""
    monkeypatch.chdir(repo)
    (repo / "kalender.py").write_text("", "utf8")
    save(repo, "2020-06-01")
    monkeypatch.setattr(kalender, "__file__", str(repo / "kalender.py"))
    register = rader.register_of(insatser=[placed(rader.insats(), 1)])
    days = calendar_days(register, date(2026, 1, 1))
    assert days.reviderad(("insatser",)) == date(2021, 3, 1)
    assert days.reviderad(("moten",)) == date(2020, 6, 1)
    (repo / "insatser.yaml").write_text(ROWS, "utf8")
    assert calendar_days(register, date(2026, 1, 1)).reviderad(("insatser",)) == date(2026, 1, 1)


def placed(row: rader.Rad, line: int, file: str = "insatser.yaml") -> rader.Rad:
    row.mark = rader.Mark(file, line, 1)
    return row
