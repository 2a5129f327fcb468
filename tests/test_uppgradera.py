"""En mapp av en äldre form skrivs om: raderna hamnar där de hör hemma, kommentarerna är kvar, och ett avbrott gör inget."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros import check
from macros.dictionary.load import DEFAULT, load
from macros.findings import FEL, has_errors
from macros.read import read_rows, version
from macros.settings import ROOT, SettingError
from macros.upgrade import apply, command, shipped, steps, to_lists
from macros.write.plain import plain_row
from tests.uppgradering import TODAY, contents, upgrade

OLD = ROOT / "tests" / "version-1"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """En kopia av en liten mapp av den första formen. Returns: datamappen."""
    return Path(shutil.copytree(OLD, tmp_path / "mapp")) / "data"


def comments(texts: dict[str, str]) -> list[str]:
    return sorted(found for text in texts.values() for found in re.findall(r"# OBS .*", text))


# ---- Versionen --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "2",
            "Uppgifterna har den form som programmet läste förr (version 2, och nu {now}). "
            "Kör python -m macros uppgradera. Inget du har skrivit försvinner.",
        ),
        (
            "99",
            "Uppgifterna har version 99, och programmet läser bara till och med {now}. Hämta den nya versionen av programmet.",
        ),
        (
            "tre",
            "Filen ska bara innehålla mappens version, ett heltal. Hämta tillbaka den ur git, "
            "eller skriv {now} om uppgifterna redan har den senaste formen.",
        ),
    ],
)
def test_another_version_is_one_finding_with_a_remedy(tmp_path: Path, written: str, said: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "forbund.yaml").write_text("- id: prov\n  namn: [", "utf8")
    (data / "VERSION").write_text(written + "\n", "utf8")
    found = check.examine(data, TODAY).findings
    assert [(one.level, one.text, one.rule) for one in found] == [(FEL, said.format(now=version.CURRENT), "version")]
    assert found[0].mark.file.endswith("data/VERSION")


def test_the_first_form_is_known_without_a_version(old: Path) -> None:
    (found,) = check.examine(old, TODAY).findings
    assert found.rule == "version" and "(version 1, och nu" in found.text


def test_a_folder_without_a_version_is_taken_for_new(tmp_path: Path) -> None:
    (tmp_path / "forbund.yaml").write_text("- id: prov\n", "utf8")
    assert version.version_finding(tmp_path, "data/VERSION") is None


def test_every_version_has_a_step() -> None:
    assert sorted(steps.STEPS) == list(range(version.FIRST, version.CURRENT))


def test_the_folder_of_this_program_has_its_version() -> None:
    assert (ROOT / "data" / version.FILE_NAME).read_text("utf8") == f"{version.CURRENT}\n"


# ---- Från den första formen -------------------------------------------------------------------------------


def test_the_upgraded_folder_has_no_errors_of_its_own(old: Path) -> None:
    upgrade(old)
    found = check.examine(old, TODAY)
    own = [
        one
        for one in found.findings
        if has_errors([one]) and Path(one.mark.file).resolve().is_relative_to(old.parent.resolve())
    ]
    assert found.read and own == []


def test_every_comment_is_kept(old: Path) -> None:
    before = comments(contents(old.parent))
    upgrade(old)
    assert before and comments(contents(old.parent)) == before


def test_the_rows_are_those_that_were_there(old: Path) -> None:
    before = {
        (path.stem, row["id"]): plain_row(row)
        for path in old.glob("*.yaml")
        if path.stem != "datapackage"
        for row in read_rows(path.read_bytes(), path.name).rows
    }
    upgrade(old)
    after = {
        (table, row["id"]): plain_row(row) for table, rows in check.examine(old, TODAY).data.tables.items() for row in rows
    }
    changed = {
        key
        for key, row in before.items()
        if key not in GIVEN_UP
        if after[key] != row | {k: after[key][k] for k in ("förbund", "roll") if k in after[key]}
    }
    assert changed == {("insatser", "esf"), ("insatser", "langt-namn"), ("fragestallningar", "egen-fraga")}


GIVEN_UP = {("begrepp", "samordningsforbund"), ("begrepp", "huvudman")}  # oförändrade: den gemensamma texten gäller


def test_another_förbunds_rows_move_whole(old: Path) -> None:
    upgrade(old)
    moved = (old / "andra" / "granne" / "insatser.yaml").read_text("utf8")
    assert moved == EXPECTED_MOVED
    assert (old / "insatser.yaml").read_text("utf8") == EXPECTED_KEPT


EXPECTED_MOVED = """\
# OBS rubrik över grannens insatser

# OBS direkt ovanför grannens
- id: grannens
  namn: Grannens insats
  # OBS på samma rad som förbund
  # OBS mellan fälten
  typ: strukturell
  källa:
    # OBS inne i en lista
    - dokument: lag-2003-1210
    # OBS sist i raden, indragen
"""
EXPECTED_KEPT = """\
# OBS överst i filen

# OBS direkt ovanför den första
- id: langt-namn
  namn: "En insats: med kolon"   # OBS efter ett värde
  typ: individinriktad
  parter:
    - namn: Falu kommun # OBS efter en part
      typ: kommun
    # OBS mellan parterna
    - namn: 'Föreningen #1'
    - namn: Försäkringskassan
      typ: stat
  syfte: |
    Ett stycke med # som inte är en kommentar.

    Ett till.
  källa:
    - dokument: lag-2003-1210

- namn: En insats med namnet först
  id: esf
  typ: esf-projekt # OBS om typen
  parter: [{namn: Region Dalarna, typ: region}, {namn: Ett företag}]
  källa:
    - dokument: lag-2003-1210

# OBS sist i filen
"""


def test_what_nobody_has_changed_gives_way_to_the_common(old: Path) -> None:
    upgrade(old)
    kept = [row["id"] for row in read_rows((old / "begrepp.yaml").read_bytes(), "").rows]
    assert kept == ["eget-ord", "finansiering"]  # det egna, och det som är ändrat
    assert "# OBS mellan orden" in (old / "begrepp.yaml").read_text("utf8")
    assert not (old / "datapackage.yaml").exists()
    docs = old.parent / "docs"
    assert not (docs / "sok.md").exists() and (docs / "egen.md").exists()


def test_a_changed_dictionary_is_saved_beside(old: Path) -> None:
    changed = (old / "datapackage.yaml").read_bytes()
    upgrade(old)
    assert (old / "datapackage-version-1.txt").read_bytes() == changed and not (old / "datapackage.yaml").exists()


def test_own_pages_get_the_conditions_that_did_not_exist(old: Path) -> None:
    upgrade(old)
    text = (old.parent / "docs" / "egen.md").read_text("utf8")
    assert "kräver: [insatser|andra.insatser, begrepp|andra.begrepp]\n" in text
    assert '{{ kriterierna() }} { kräver="kriterier" }\n\nVanlig text.\n' in text


def test_windows_line_endings_are_kept(old: Path) -> None:
    for path in old.glob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    upgrade(old)
    for path in (old / "insatser.yaml", old / "andra" / "granne" / "insatser.yaml"):
        data = path.read_bytes()
        assert data.count(b"\r\n") == data.count(b"\n")
    assert (old / "insatser.yaml").read_bytes().decode().replace("\r\n", "\n") == EXPECTED_KEPT


def test_twice_is_as_once(old: Path) -> None:
    upgrade(old)
    before = contents(old.parent)
    assert steps.upgraded(old, TODAY).changed == {}
    upgrade(old)
    assert contents(old.parent) == before


class Interrupted(BaseException):
    pass


def test_an_interrupt_anywhere_can_be_run_again(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Avbryts efter varje skriven fil i tur och ordning, och körs om: det blir alltid samma mapp."""
    whole = Path(shutil.copytree(old.parent, tmp_path / "hel")) / "data"
    upgrade(whole)
    count = len(steps.upgraded(old, TODAY).changed)
    for stop in range(0, count, 3):
        again = Path(shutil.copytree(old.parent, tmp_path / f"avbruten-{stop}")) / "data"
        with monkeypatch.context() as patch, pytest.raises(Interrupted):
            patch.setattr(apply, "in_order", interrupted_after(stop))
            upgrade(again)
        assert version.version_of(again) != version.CURRENT
        upgrade(again)
        assert contents(again.parent) == contents(whole.parent)


def interrupted_after(number: int):
    in_order = apply.in_order

    def interrupted(work) -> Iterator[str]:
        for place, file in enumerate(in_order(work)):
            if place == number:
                raise Interrupted
            yield file

    return interrupted


@pytest.mark.parametrize(
    ("file", "old_text", "new_text", "said"),
    [
        ("insatser.yaml", "id: grannens", "id: [grannens", "Filen går inte att ändra förrän den går att läsa"),
        ("insatser.yaml", "förbund: granne ", "förbund: gramne ", "säger förbund: gramne, som inte finns. Menade du granne?"),
    ],
)
def test_a_folder_that_cannot_be_upgraded_is_left_as_it_was(
    old: Path, file: str, old_text: str, new_text: str, said: str
) -> None:
    text = (old / file).read_text("utf8")
    assert old_text in text
    (old / file).write_text(text.replace(old_text, new_text, 1), "utf8")
    before = contents(old.parent)
    with pytest.raises(SettingError, match=re.escape(said)):
        command.run([str(old)])
    assert contents(old.parent) == before


# ---- Kommandot --------------------------------------------------------------------------------------------


def test_the_command_says_what_it_did_file_by_file(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.run([str(old.parent)])
    said = capsys.readouterr().out
    assert "  data/insatser.yaml: 1 rad till andra/granne, fältet förbund borttaget ur 2 rader" in said
    assert "  data/andra/granne/insatser.yaml: 1 rad från data/insatser.yaml\n" in said
    assert "Klart. Kontrollen säger:" in said
    command.run([str(old)])
    assert "Mappen har redan den form som programmet läser. Inget är ändrat." in capsys.readouterr().out


def test_dry_only_shows(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(old.parent)
    assert command.run(["--torr", str(old)]) == 0
    assert contents(old.parent) == before
    assert "Det här skulle göras" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--tor"], "--tor finns inte. Menade du --torr?"),
        (["a", "b"], "Skriv en mapp, inte 2: a b."),
        (["finns-inte"], "finns-inte har inga uppgifter"),
    ],
)
def test_a_bad_line_gets_a_remedy(arguments: list[str], said: str) -> None:
    with pytest.raises(SettingError, match=re.escape(said)):
        command.run(arguments)


# ---- Det som följde med förut -----------------------------------------------------------------------------


def test_the_list_of_what_came_along_names_tables_and_pages_that_exist() -> None:
    text = (Path(shipped.__file__).with_name("version-1.txt")).read_text("utf8")
    names = [line.split()[0] for line in text.splitlines() if not line.startswith("#")]
    tables = load(DEFAULT.parent).tables
    for name in names:
        kind, _, rest = name.partition("/")
        assert kind == "docs" or (kind == "data" and rest.removesuffix(".yaml") in {*tables, "datapackage"}) or kind in tables
    assert len(set(names)) == len(names) > 200


def test_what_stood_in_the_program_is_rows_that_hold() -> None:
    words = load(DEFAULT.parent)
    found = sorted(path.stem for path in to_lists.BUILT_IN.glob("*.yaml"))
    assert found and set(found) <= words.tables.keys()


def test_what_stood_in_the_program_comes_along_from_the_first_form(old: Path) -> None:
    upgrade(old)
    for path in to_lists.BUILT_IN.glob("*.yaml"):
        assert (old / path.name).read_bytes() == path.read_bytes()


def test_the_body_of_a_meeting_gets_its_new_word(old: Path) -> None:
    """Ordet var ett förbunds, och är nu allas. Kommentaren är kvar."""
    row = "- id: ett\n  organ: {} # OBS om mötet\n  datum: 2027-02-01\n  sista_dag: 2027-01-20\n  källa:\n    - dokument: lag-2003-1210\n"
    (old / "moten.yaml").write_text(row.format("beredningsgruppen"), "utf8")
    upgrade(old)
    assert (old / "moten.yaml").read_text("utf8") == row.format("beredningen")
