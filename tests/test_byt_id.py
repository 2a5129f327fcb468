"""Kommandot byt-id: hänvisningarna följer med i alla tabeller och lager, och den gamla adressen leder vidare."""

from pathlib import Path

import pytest

from macros.settings import SettingError
from macros.write import byt_id
from tests.minimal import INS, B, Folder, M, examine


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def change(folder: Folder, *arguments: str) -> int:
    return byt_id.change_id(list(arguments), lambda: examine(folder.path))


def contents(folder: Folder) -> dict[str, str]:
    root = folder.path.parent
    return {path.relative_to(root).as_posix(): path.read_text("utf8") for path in sorted(root.rglob("*.yaml"))}


def lines_changed(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[list[str], list[str]]]:
    """Raderna som har försvunnit och kommit, i varje fil som har ändrats."""
    found = {}
    for name, text in before.items():
        old, new = text.splitlines(), after[name].splitlines()
        gone, come = [line for line in old if line not in new], [line for line in new if line not in old]
        if text != after[name]:
            found[name] = (gone, come)
    return found


def test_every_reference_follows(folder: Folder, capsys: pytest.CaptureFixture[str]):
    before = contents(folder)
    found = examine(folder.path).findings
    assert change(folder, "insatser", "rosa", "rosa-rummet") == 0
    assert lines_changed(before, contents(folder)) == {
        f"data/{INS}": (["- id: rosa"], ["- id: rosa-rummet", "    - rosa-rummet"])
    }
    assert examine(folder.path).findings == found
    said = capsys.readouterr().out
    assert "Insats rosa heter nu rosa-rummet. 1 hänvisning följde med, i 1 fil. Den gamla adressen leder vidare.\n" in said
    row = next(row for row in examine(folder.path).data.rows("insatser") if row["id"] == "rosa-rummet")
    assert row["tidigare_adresser"] == ["rosa"]


def test_references_inside_lists_and_in_other_tables(folder: Folder):
    before = contents(folder)
    change(folder, "metod", "foljeforskning", "folja")
    changed = lines_changed(before, contents(folder))
    assert changed[f"data/{INS}"] == (["    - metod: foljeforskning"], ["    - metod: folja"])
    assert changed[f"data/{B}" if f"data/{B}" in changed else f"gemensamt/data/{B}"] == (
        ["  metod: foljeforskning"],
        ["  metod: folja"],
    )
    assert examine(folder.path).findings == []


def test_the_way_back_leaves_no_circle(folder: Folder):
    change(folder, "insatser", "gul", "gula")
    change(folder, "insatser", "gula", "gul")
    row = next(row for row in examine(folder.path).data.rows("insatser") if row["id"] == "gul")
    assert row["tidigare_adresser"] == ["gula-garden", "gula"]


def test_a_dry_run_writes_nothing(folder: Folder, capsys: pytest.CaptureFixture[str]):
    before = contents(folder)
    assert change(folder, "insatser", "rosa", "rosa-rummet", "--torr") == 0
    assert contents(folder) == before
    said = capsys.readouterr().out
    assert "-- id: rosa\n+- id: rosa-rummet\n" in said
    assert said.endswith("Inget är skrivet.\n")


def test_another_förbunds_folder_follows(folder: Folder):
    assert (folder.path / "andra" / "beta").is_dir()
    change(folder, "forbund", "beta", "beta-finsam")
    assert (folder.path / "andra" / "beta-finsam" / "forbund.yaml").is_file()
    assert not (folder.path / "andra" / "beta").exists()
    assert examine(folder.path).findings == []


REFUSED = [
    ((), byt_id.USAGE),
    (("insatser", "rosa"), byt_id.USAGE),
    (("insats", "rosaa", "x"), "Ingen rad i insatser har id rosaa. Menade du rosa?"),
    (
        ("insatser", "rosa", "Rosa Rummet"),
        "Rosa Rummet går inte att använda som id. Skriv små bokstäver a–z, siffror och bindestreck, högst 80 tecken, som "
        "grona-rum. Skriv till exempel rosa-rummet.",
    ),
    (("insatser", "rosa", "gul"), "En annan rad i insatser har redan id gul. Välj ett annat."),
    (("insatser", "rosa", "gula-garden"), "gula-garden är en tidigare adress till gul. Välj ett annat id."),
    (("fråga", "a", "b"), "Flera tabeller har fråga. Skriv en av dem: provning, fragor."),
]


@pytest.mark.parametrize(("arguments", "why"), REFUSED)
def test_refuses(folder: Folder, arguments: tuple[str, ...], why: str):
    before = contents(folder)
    with pytest.raises(SettingError) as refused:
        change(folder, *arguments)
    assert str(refused.value) == why
    assert contents(folder) == before


def test_a_table_that_does_not_exist(folder: Folder):
    with pytest.raises(SettingError, match=r"^Tabellen insatsar finns inte. Menade du insatser\? De som finns: forbund, "):
        change(folder, "insatsar", "rosa", "x")


def test_an_unreadable_file_stops_everything(folder: Folder):
    folder.edit(M, "  namn: Följeforskning", "\tnamn: Följeforskning")
    before = contents(folder)
    with pytest.raises(SettingError, match="Filen går inte att ändra förrän den går att läsa"):
        change(folder, "insatser", "rosa", "rosa-rummet")
    assert contents(folder) == before
