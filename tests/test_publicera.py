"""Liggaren över det som har publicerats: kommandot som skriver den, reglerna som vaktar den, och skyddet som läser den."""

import pytest

from macros.cli import main
from macros.model.register import build
from macros.publish.site import forgotten
from tests import minimal
from tests.minimal import TODAY, Folder
from tests.utfallsfiler import TABLES, U, group

P = "publicerat.yaml"
HALF = "    från: 2024-07-01\n    till: 2024-12-31\n"


@pytest.fixture
def folder(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("DATA", str(folder.path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # TODAY
    return folder.with_few_common_pages().with_tables(TABLES)


def shown(folder: Folder, row: str) -> list[int]:
    data = minimal.examine(folder.path).data
    rader = {rad.id: rad for rad in build(data.dictionary, data.tables).uppföljning.utfall}
    return [value for value in rader[row].tal.values() if value is not None]


def test_what_is_shown_is_entered_once(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publicera"]) == main(["publicera"]) == 0
    first, second = capsys.readouterr().out.splitlines()[::2]
    assert first.startswith("3 rader är införda i ") and second == "Allt som visas om utfallen och enkätsvaren är redan infört."
    rows = minimal.examine(folder.path).data.rows("publicerat")
    assert [row["kön"] for row in rows] == ["totalt", "kvinnor", "män"]
    assert {row["datum"] for row in rows} == {str(TODAY)}
    assert folder.findings() == []


def test_errors_are_mended_first(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.edit(U, "arbete: 15", "arbete: femton")
    assert main(["publicera"]) != 0
    assert "Rätta felen först" in capsys.readouterr().err
    assert (folder.path / P).read_text("utf8") == "[]\n"


def test_the_site_shows_what_was_entered_and_not_what_it_gives_away(folder: Folder) -> None:
    folder.write(U, group("h", "rosa", HALF))
    main(["publicera"])
    folder.write(U, group("h", "rosa", HALF) + group())
    assert shown(folder, "htotalt") and shown(folder, "totalt") == []
    folder.write(P, "[]\n")
    assert shown(folder, "totalt") and shown(folder, "htotalt") == []


def test_a_new_id_of_the_insats_follows(folder: Folder) -> None:
    main(["publicera"])
    assert main(["byt-id", "insatser", "rosa", "ljusrosa"]) == 0
    assert "stämpel" not in " ".join(folder.findings())


@pytest.mark.parametrize(
    "old, new", [("antal: 132", "antal: 133"), ("kön: kvinnor", "kön: totalt"), ("antal: 87", "antal: skyddat")]
)
def test_liggaren_är_ändrad(folder: Folder, old: str, new: str) -> None:
    main(["publicera"])
    folder.edit(P, old, new)
    assert [one.rule for one in minimal.examine(folder.path).findings if one.level == "fel"] == ["liggaren-är-ändrad"]


def test_a_row_that_is_gone_is_noticed(folder: Folder) -> None:
    main(["publicera"])
    text = (folder.path / P).read_text("utf8")
    parts = text.split("\n- id: ")
    folder.write(P, "\n- id: ".join([parts[0], *parts[2:]]))
    assert "liggaren-är-ändrad" in {one.rule for one in minimal.examine(folder.path).findings}


def test_utfall_som_inte_är_införda(folder: Folder) -> None:
    folder.write(U, group("h", "rosa", HALF))
    main(["publicera"])
    folder.write(U, group("h", "rosa", HALF) + group("n", "rosa", HALF.replace("2024", "2023")))
    [found] = [one for one in minimal.examine(folder.path).findings if one.rule == "utfall-som-inte-är-införda"]
    assert str(found).endswith(
        "varning: Talen visas på webbplatsen men är inte införda i publicerat.yaml (utfall ntotalt). Kör python -m macros publicera "
        "när de publiceras, och spara filen i git."
    )


def test_a_site_without_a_ledger_says_so(folder: Folder) -> None:
    assert forgotten(minimal.examine(folder.path)).startswith("varning: Webbplatsen visar utfall, men publicerat.yaml är tom.")
    main(["publicera"])
    assert forgotten(minimal.examine(folder.path)) == ""
    folder.write(U, "[]\n")
    folder.write(P, "[]\n")
    assert forgotten(minimal.examine(folder.path)) == ""
