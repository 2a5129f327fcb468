"""Ett nytt förbund: svaren prövas, mappen blir hel eller inte alls, och den går att kontrollera och bygga."""

import csv
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from macros import check
from macros.dictionary.load import DEFAULT, load
from macros.findings import FEL
from macros.nytt import answers, ask, command, folder, places, program, tables, texts
from macros.read.version import CURRENT
from macros.settings import ROOT, SettingError

TODAY = date(2026, 11, 26)
GIVEN = {
    "namn": ["Samordningsförbundet Provlandet"],
    "kommun": ["Falun", "Säter"],
    "e-post": ["kansliet@exempel.se"],
    "adress": ["Gatan 1, 123 45 Orten"],
}


def asking(*replies: str) -> ask.Ask:
    left = iter(replies)
    return lambda _: next(left)


# ---- Kommunerna och regionerna ----------------------------------------------------------------------------


def test_every_kommun_and_region_is_there_once() -> None:
    found = places.all_places()
    assert Counter(ort.huvudman for ort in found) == {"kommun": 290, "region": 21}
    assert len({ort.kod for ort in found}) == len(found)
    for huvudman in ("kommun", "region"):
        assert len({ort.kort for ort in places.places(huvudman)}) == len(places.places(huvudman))
    assert {ort.länskod for ort in found} == {ort.kod for ort in places.places("region")}
    assert [ort.kod for ort in found] == sorted(ort.kod for ort in found)


# Antalet kommuner i varje län, i länskodernas ordning (SCB).
IN_EACH = (26, 8, 9, 13, 13, 8, 12, 1, 5, 33, 6, 49, 16, 12, 10, 15, 10, 7, 8, 15, 14)


def test_every_region_has_its_kommuner() -> None:
    by_län = Counter(ort.länskod for ort in places.places("kommun"))
    assert tuple(by_län[region.kod] for region in places.places("region")) == IN_EACH


def test_the_list_is_plain_text_without_stray_characters() -> None:
    with places.FILE.open(encoding="utf8") as file:
        for row in csv.reader(file):
            assert len(row) == 3 and all(re.fullmatch(r"[\wåäöÅÄÖ][\wåäöÅÄÖ -]*", cell) for cell in row)


@pytest.mark.parametrize(
    ("written", "kod"),
    [
        ("Falun", "2080"),
        ("falu kommun", "2080"),
        ("2080", "2080"),
        ("Berg", "2326"),
        ("Habo", "0643"),
        ("håbo", "0305"),
        ("sater", "2082"),
        ("  Upplands   Väsby ", "0114"),
        ("övert", "2518"),
    ],
)
def test_a_kommun_is_found_by_its_name_or_the_start_of_it(written: str, kod: str) -> None:
    assert places.one(written, "kommun").kod == kod


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Fal", "Flera börjar så: Falkenberg, Falköping, Falun. Skriv mer av namnet."),
        ("Flaun", "Ingen kommun heter Flaun. Menade du Falun?"),
        ("Xyz", "Ingen kommun heter Xyz. Skriv början på namnet, till exempel Uppl."),
        ("Upplands", "Flera börjar så: Upplands Väsby, Upplands-Bro. Skriv mer av namnet."),
    ],
)
def test_a_name_that_is_not_one_kommun_gets_a_remedy(written: str, said: str) -> None:
    with pytest.raises(places.NotOne, match=re.escape(said)):
        places.one(written, "kommun")


# ---- Svaren -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("namn", "short"),
    [
        ("Samordningsförbundet Provlandet", "Provlandet"),
        ("Finsam Provlandet", "Provlandet"),
        ("Södra Provlandets Samordningsförbund", "Södra Provlandet"),
        ("Västerås samordningsförbund", "Västerås"),
        ("Finsam", "Finsam"),
    ],
)
def test_the_short_name_is_proposed(namn: str, short: str) -> None:
    assert answers.short_name_of(namn) == short


def test_the_answers_on_the_line_are_enough() -> None:
    found = ask.gather(GIVEN, None)
    assert (found.kortnamn, found.id, found.postadress) == ("Provlandet", "provlandet", "Gatan 1\n123 45 Orten")
    assert [ort.namn for ort in (*found.kommuner, *found.regioner)] == ["Falu kommun", "Säters kommun", "Region Dalarna"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"e-post": ["kansliet"]}, "--e-post: E-post ska vara en e-postadress som kansliet@exempel.se."),
        ({"id": ["Prov Landet"]}, "--id: Id ska vara små bokstäver"),
        ({"webbplats": ["www.exempel.se"]}, "Skriv https://www.exempel.se"),
        ({"kommun": ["Fal"]}, "--kommun: Flera börjar så: Falkenberg, Falköping, Falun."),
        ({"region": ["Dalsland"]}, "--region: Ingen region heter Dalsland."),
        ({"namn": [" "]}, "--namn: Skriv ett namn"),
    ],
)
def test_a_bad_answer_on_the_line_names_its_option_and_a_remedy(given: dict, said: str) -> None:
    with pytest.raises(SettingError, match=re.escape(said)):
        ask.gather(GIVEN | given, None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nam", "x"], "--nam finns inte. Menade du --namn?"),
        (["--namn"], "Skriv ett värde efter --namn."),
        (["--namn", "--kommun"], "Skriv ett värde efter --namn."),
        (["--namn", "x", "--namn=y"], "--namn står två gånger."),
        (["mapp", "en-till"], "Skriv en mapp, inte två: mapp och en-till."),
    ],
)
def test_a_bad_line_gets_a_remedy(arguments: list[str], said: str) -> None:
    with pytest.raises(SettingError, match=re.escape(said)):
        ask.read_options(arguments)


def test_without_anyone_to_ask_the_missing_options_are_named() -> None:
    with pytest.raises(SettingError, match="Det saknas: --namn, --e-post"):
        ask.gather({"kommun": ["Falun"]}, None)


def test_a_bad_answer_is_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    replies = ("Finsam Prov", "", "", "fal", "falun", "", "", "kansliet", "kansliet@exempel.se", "", "")
    found = ask.gather({}, asking(*replies))
    said = capsys.readouterr().out
    assert "Flera börjar så: Falkenberg, Falköping, Falun." in said and "E-post ska vara" in said
    assert (found.kortnamn, found.id, found.regioner[0].namn) == ("Prov", "prov", "Region Dalarna")


# ---- Mappen -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    where = tmp_path_factory.mktemp("nytt") / "provlandet"
    folder.create(where, ask.gather(GIVEN, None), TODAY)
    yield where


def test_the_folder_has_no_errors_of_its_own(made: Path) -> None:
    found = check.examine(made / "data", TODAY)
    assert found.read and [one for one in found.findings if one.level == FEL] == []


def test_the_members_are_the_kommuner_the_region_and_the_state(made: Path) -> None:
    rows = check.examine(made / "data", TODAY).data.rows("parter")
    assert [(row["namn"], row["huvudman"], row["huvudmannens_andel"]) for row in rows] == [
        ("Falu kommun", "kommun", "25"),
        ("Säters kommun", "kommun", "25"),
        ("Region Dalarna", "region", "25"),
        ("Försäkringskassan", "staten", "50"),
        ("Arbetsförmedlingen", "staten", "50"),
    ]


def test_the_program_comes_along_and_the_content_of_this_office_does_not(made: Path) -> None:
    assert {path.as_posix() for path in program.program_files()} >= {
        "mkdocs.yml",
        "Makefile",
        "macros/cli.py",
        "tests/minimal.py",
    }
    assert (made / "macros" / "cli.py").read_bytes() == (ROOT / "macros" / "cli.py").read_bytes()
    assert [path.name for path in (made / "docs").iterdir()] == [".gitkeep"]
    assert not (made / "data" / "andra").exists() and not (made / "publiccode.yml").exists()
    assert (made / "data" / "VERSION").read_text("utf8") == f"{CURRENT}\n"


def test_the_to_do_list_names_every_own_table_in_order(made: Path) -> None:
    text = (made / "ATT-GORA.md").read_text("utf8")
    named = re.findall(r"^- \[ \] \*\*`data/(\w+)\.yaml`", text, re.MULTILINE)
    own = {path.stem for path in (made / "data").glob("*.yaml")} - {*texts.NOT_LISTED}
    assert set(named) == own and len(named) == len(own) and named[:2] == ["forbund", "parter"]
    assert "Ger: sidan Alla insatser" in text


def test_readme_begins_with_the_förbund_and_keeps_the_commands(made: Path) -> None:
    text = (made / "README.md").read_text("utf8")
    assert text.startswith("# Samordningsförbundet Provlandet: webbplatsen\n") and "[ATT-GORA.md](ATT-GORA.md)" in text
    assert "make kontroll" in text


def with_examples(data: Path) -> None:
    """Alla exempel inlagda på en gång: det som står efter raden Exempel, utan # först."""
    for path in data.glob("*.yaml"):
        _, found, example = path.read_text("utf8").partition("# Exempel:\n")
        if found:
            path.write_text("".join(line[2:] for line in example.splitlines(keepends=True) if line.startswith("# ")), "utf8")


def test_every_example_is_a_row_that_holds(tmp_path: Path) -> None:
    where = tmp_path / "prov"
    folder.create(where, ask.gather(GIVEN, None), TODAY)
    with_examples(where / "data")
    found = check.examine(where / "data", TODAY)
    assert [str(one) for one in found.findings if one.level == FEL] == []


def test_a_table_says_what_it_is_for() -> None:
    words = load(DEFAULT.parent)
    for table in (one for name, one in words.tables.items() if name not in tables.NOT_BY_HAND):
        text = tables.empty(table, words, ())
        assert text.startswith(f"# {table.title}") and text.endswith("\n[]\n") and "# - id: exempel\n" in text
        assert max(map(len, text.splitlines()[:5])) <= tables.WIDTH


@pytest.mark.parametrize("inside", [True, False], ids=["en fil i mappen", "i programmets mapp"])
def test_a_folder_that_is_taken_is_refused(tmp_path: Path, inside: bool) -> None:
    if inside:
        (tmp_path / "min-fil.txt").touch()
    where, said = (tmp_path, "är inte tom") if inside else (ROOT / "nytt-forbund-prov", "ligger i programmets egen mapp")
    with pytest.raises(SettingError, match=said):
        folder.create(where, ask.gather(GIVEN, None), TODAY)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    where = tmp_path / "tom"
    where.mkdir()
    folder.create(where, ask.gather(GIVEN, None), TODAY)
    assert (where / "Makefile").is_file() and [path.name for path in tmp_path.iterdir()] == ["tom"]


def test_an_interrupt_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folder, "write_own", interrupted)
    with pytest.raises(KeyboardInterrupt):
        folder.create(tmp_path / "prov", ask.gather(GIVEN, None), TODAY)
    assert list(tmp_path.iterdir()) == []


def test_answers_that_the_check_refuses_leave_nothing(tmp_path: Path) -> None:
    found = ask.gather(GIVEN | {"adress": ["Gatan 1, 811218-9876"]}, None)  # Skatteverkets påhittade personnummer
    with pytest.raises(SettingError, match=r"Svaren går inte att använda\. Inget är skrivet\.\n\n  .*ersonnummer"):
        folder.create(tmp_path / "prov", found, TODAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("known", [True, False], ids=["git vet vem", "git vet inte vem"])
def test_the_first_version_is_saved_only_in_the_name_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = Prov\n\temail = prov@exempel.se\n" if known else "")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    where = tmp_path / "mapp"
    where.mkdir()
    (where / "fil").touch()
    said = folder.first_commit(where, ask.gather(GIVEN, None))
    log = subprocess.run(["git", "-C", where, "log", "--format=%an: %s"], capture_output=True, text=True).stdout
    assert log == ("Prov: Webbplats för Samordningsförbundet Provlandet\n" if known else "")
    assert (said == "") is known and ("git config --global user.name" in said) is not known


def test_the_command_says_what_comes_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = [word for option, values in GIVEN.items() for value in values for word in (f"--{option}", value)]
    assert command.run([str(tmp_path / "prov"), *line]) == 0
    said = capsys.readouterr().out
    assert f"cd {tmp_path / 'prov'}" in said and "ATT-GORA.md" in said
