"""Kommandot ratta gör de rättelser som kontrollen har räknat ut, och inget annat."""

from pathlib import Path

import pytest

from macros.check import Examined
from macros.findings import FEL, Finding, Mark, new_field, new_letters, new_name, new_value, taken_away
from macros.settings import SettingError
from macros.write import ratta
from macros.write.mend import mend
from tests import test_check_fields, test_check_rules, test_check_times, test_check_values
from tests.minimal import INS, B, Folder, M, examine
from tests.rader import words

CASES = [case for module in (test_check_values, test_check_times, test_check_fields, test_check_rules) for case in module.CASES]

# Misstagen: filen, det rätta, det felaktiga, och det som ska stå efteråt om det inte är det rätta.
MISTAKES = [
    (INS, "    start: 2017-05-02", "    start: 2/5 2017", ""),
    (INS, "  typ: individinriktad", "  typ: individinriktat", ""),
    (INS, "  utförare:\n    - Veta Advisor AB", "  utforare:\n    - ”Veta Advisor AB”", ""),
    (INS, "  utförare:\n    - Sweco", "  utförare:\n    - Upphandlas", "  utförare_läge: ska upphandlas"),
    (INS, "    - metod: foljeforskning\n", "    - metod: foljeforskningen\n", ""),
    (INS, "      belopp: 1500000", "      belopp: 1 500 000 kr", ""),
    (INS, "  namn: Gula gården", "  namn:\tGula\u200b gården", ""),
    (INS, "    slut: tills vidare", "    slut: Tillsvidare", ""),
    (M, "  grupp: utvärdering", "  grupp: utvardering", ""),
    (B, "  synonymer:\n    - projekt", "  synonymer: projekt", ""),
]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture
def mistaken(folder: Folder) -> Folder:
    """Mappen med tio misstag, och en kommentar vid ett av dem."""
    folder.edit(INS, "start: 2017-05-02", "start: 2017-05-02  # enligt planen")
    for file, right, wrong, _ in MISTAKES:
        folder.edit(file, right, wrong)
    return folder


def converse(folder: Folder, *arguments: str, answers: tuple[str, ...] = ()) -> int:
    """Kör ratta. Svaren ges i tur och ordning, och sedan tar de slut."""
    waiting = iter(answers)

    def answer(_: str) -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    return ratta.converse(list(arguments), lambda: examine(folder.path), answer)


def contents(folder: Folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.path.iterdir() if path.is_file()}


def test_all_mistakes_are_mended_and_nothing_else(folder: Folder, mistaken: Folder, capsys: pytest.CaptureFixture[str]):
    expected = contents(folder)
    for file, right, wrong, other in MISTAKES:
        expected[file] = expected[file].replace(wrong.encode(), (other or right).encode(), 1)
    assert converse(mistaken, "--alla") == 0
    assert {name: data.decode() for name, data in contents(mistaken).items()} == {
        name: data.decode() for name, data in expected.items()
    }
    said = capsys.readouterr().out
    assert "+    start: 2017-05-02  # enligt planen\n" in said
    assert said.endswith("12 fynd rättade.\nInget är kvar.\n")


def test_a_dry_run_shows_and_writes_nothing(mistaken: Folder, capsys: pytest.CaptureFixture[str]):
    before = contents(mistaken)
    assert converse(mistaken, "--torr") == 1
    assert contents(mistaken) == before
    said = capsys.readouterr().out
    assert (
        "fel: Raden innehåller en tabb. Byt den mot mellanslag.\n"
        "    -  namn:\\tGula\\u200b gården\n    +  namn: Gula\\u200b gården\n"
    ) in said
    assert said.endswith("fynd kan rättas. Inget är skrivet.\n")


def test_one_by_one_with_yes_no_and_stop(folder: Folder, capsys: pytest.CaptureFixture[str]):
    for right, wrong in (("2017-05-02", "2/5 2017"), ("läge: klar", "läge: klart"), ("1500000", "1,5 mkr")):
        folder.edit(INS, right, wrong)
    assert converse(folder, answers=("kanske", "n", "Ja", "avsluta")) == 1
    text = contents(folder)[INS].decode()
    assert "start: 2/5 2017\n" in text
    assert "läge: klar\n" in text
    assert "belopp: 1,5 mkr\n" in text
    said = capsys.readouterr().out
    assert "1 fynd rättade.\n" in said
    assert said.endswith("Kvar: 2 fel. Alla kan rättas med make ratta.\n")


def test_the_rest_after_some_answers(folder: Folder):
    for right, wrong in (("2017-05-02", "2/5 2017"), ("läge: klar", "läge: klart"), ("1500000", "1,5 mkr")):
        folder.edit(INS, right, wrong)
    assert converse(folder, answers=("n", "alla", "n")) == 1
    assert [str(found.text) for found in examine(folder.path).findings] == [
        "projekttid.start 2/5 2017 har fel form (insats rosa). Skriv 2017-05-02."
    ]


def test_nobody_answers(mistaken: Folder, capsys: pytest.CaptureFixture[str]):
    before = contents(mistaken)
    assert converse(mistaken) == 1
    assert contents(mistaken) == before
    assert "Inget är rättat.\n" in capsys.readouterr().out


def test_only_the_named_table(mistaken: Folder):
    before = contents(mistaken)
    converse(mistaken, "--alla", "data/begrepp.yaml")
    assert {name for name, data in contents(mistaken).items() if data != before[name]} == {B}


def test_nothing_to_mend(folder: Folder, capsys: pytest.CaptureFixture[str]):
    assert converse(folder, "--torr") == 0
    assert converse(folder, "--alla") == 0
    assert capsys.readouterr().out == "Inget kan rättas av sig självt.\nInget är rättat.\nInget är kvar.\n"


@pytest.mark.parametrize("arguments", [["--allt"], ["--alla", "--torr"]])
def test_an_unknown_option_is_told(folder: Folder, arguments: list[str]):
    with pytest.raises(SettingError, match="Skriv ratta, ratta --alla eller ratta --torr"):
        converse(folder, *arguments)


def mended_findings(examined: Examined) -> list[Finding]:
    return [finding for finding in examined.findings if finding.remedy]


@pytest.mark.parametrize(("rule", "file", "old", "new", "expected"), CASES)
def test_each_remedy_takes_away_its_finding(folder: Folder, rule: str, file: str, old: str, new: str, expected: list[str]):
    """Det kontrollen säger ska skrivas är rätt: när det är skrivet är fyndet borta."""
    folder.edit(file, old, new)
    before = examine(folder.path)
    for finding in mended_findings(before):
        mended = mend([finding], before.data.dictionary)
        assert not mended.refused, (rule, expected)
        mended.save()
        after = examine(folder.path)
        assert finding.text not in [found.text for found in after.findings]
        assert len(after.findings) <= len(before.findings)
        for name, (data, _) in mended.files.items():
            Path(name).write_bytes(data)


def test_a_fair_share_of_the_findings_can_be_mended():
    """Provet ovan har något att pröva."""
    told = "Menade du", "Skriv 20", "Skriv till exempel bla-baten"
    assert sum(any(word in text for word in told for text in case.values[4]) for case in CASES) >= 10


TEXT = "- id: a\n  namn: x\n  lista:\n    - b: c\n      d: e\n  tom:\n"
STEPS = [
    ("värde", new_value(Mark("", 2, 9), "y"), "  namn: x\n", "  namn: y\n"),
    ("nyckel", new_name(Mark("", 2, 3), "titel"), "  namn: x\n", "  titel: x\n"),
    ("bort, ett fält", taken_away(Mark("", 2, 3), "namn"), "  namn: x\n", ""),
    ("bort, en rad i en lista", taken_away(Mark("", 4, 7)), "  lista:\n    - b: c\n      d: e\n", ""),
    (
        "bort, det första fältet i en rad i en lista",
        taken_away(Mark("", 4, 7), "b"),
        "    - b: c\n      d: e\n",
        "    - d: e\n",
    ),
    ("ett fält till i raden", new_field(Mark("", 1, 3), "plats", "Ånäs"), "  tom:\n", "  tom:\n  plats: Ånäs\n"),
    ("ett fält till i en rad i en lista", new_field(Mark("", 4, 7), "f", "g"), "      d: e\n", "      d: e\n      f: g\n"),
    ("ett fält utan värde", new_value(Mark("", 6, 3), "full"), "  tom:\n", "  tom: full\n"),
    ("tecken", new_letters(Mark("", 2, 7), ": x", ":  y"), "  namn: x\n", "  namn:  y\n"),
    (
        "två steg",
        (*taken_away(Mark("", 2, 9)), *new_value(Mark("", 4, 10), "h")),
        "  namn: x\n  lista:\n    - b: c\n",
        "  lista:\n    - b: h\n",
    ),
]


def finding(file: Path, remedy: tuple) -> Finding:
    steps = tuple(step._replace(mark=step.mark._replace(file=file.as_posix())) for step in remedy)
    return Finding(steps[0].mark, FEL, "Prov.", remedy=steps)


@pytest.mark.parametrize(("remedy", "old", "new"), [case[1:] for case in STEPS], ids=[case[0] for case in STEPS])
def test_each_kind_of_step(tmp_path: Path, remedy: tuple, old: str, new: str):
    path = tmp_path / "x.yaml"
    path.write_text(TEXT, "utf8")
    mended = mend([finding(path, remedy)], words())
    mended.save()
    assert not mended.refused
    assert old in TEXT
    assert path.read_text("utf8") == TEXT.replace(old, new, 1)


REFUSED = [
    (new_value(Mark("", 2, 1), "y"), "Det står något annat på platsen än när filen kontrollerades."),
    (new_letters(Mark("", 2, 1), "n", "m"), "Det står något annat på platsen än när filen kontrollerades."),
    (new_letters(Mark("", 9, 1), "n", "m"), "Det står något annat på platsen än när filen kontrollerades."),
    (new_letters(Mark("", 2, 7), ": x", ': "x'), "Raden går inte att läsa efteråt heller. Rätta den för hand."),
    (new_name(Mark("", 2, 3), "id"), "Fältet id finns redan i raden."),
]


@pytest.mark.parametrize(("remedy", "why"), REFUSED)
def test_a_remedy_that_cannot_be_made_says_why(tmp_path: Path, remedy: tuple, why: str):
    path = tmp_path / "x.yaml"
    path.write_text(TEXT, "utf8")
    mended = mend([finding(path, remedy)], words())
    mended.save()
    assert [reason for _, reason in mended.refused] == [why]
    assert path.read_text("utf8") == TEXT


def test_a_remedy_is_made_whole_or_not_at_all(tmp_path: Path):
    path = tmp_path / "x.yaml"
    path.write_text(TEXT, "utf8")
    remedy = (*new_value(Mark("", 4, 10), "h"), *new_name(Mark("", 2, 3), "id"))
    other = new_value(Mark("", 5, 10), "i")
    mended = mend([finding(path, remedy), finding(path, other)], words())
    mended.save()
    assert len(mended.refused) == 1
    assert path.read_text("utf8") == TEXT.replace("d: e", "d: i")


def test_a_remedy_of_a_page_is_refused(tmp_path: Path):
    path = tmp_path / "sida.md"
    path.write_text(TEXT, "utf8")
    mended = mend([finding(path, new_value(Mark("", 2, 9), "y"))], words())
    assert [reason for _, reason in mended.refused] == ["Rättelsen gäller ingen tabell."]


INSIDE = "    start: 2017-05-02\n    slut: 2020-03-31", "    start: 2017-05-02\n  slut: 2020-03-31"
OUTSIDE = "    slut: tills vidare\n  metodval:", "    slut: tills vidare\n    plats: Ånäs\n  metodval:"


def test_a_field_on_the_wrong_level_is_moved(folder: Folder):
    before = contents(folder)
    folder.edit(INS, *INSIDE)
    assert converse(folder, "--alla") == 0
    assert contents(folder) == before
    folder.edit(INS, *OUTSIDE)
    assert converse(folder, "--alla") == 0
    assert "  plats: Ånäs\n" in contents(folder)[INS].decode()


def test_a_field_with_a_comment_is_moved_by_hand(folder: Folder, capsys: pytest.CaptureFixture[str]):
    folder.edit(INS, INSIDE[0], f"{INSIDE[1]}  # enligt planen")
    before = contents(folder)
    assert converse(folder, "--alla") == 1
    assert contents(folder) == before
    assert "kan inte rättas här. Flytta raden för hand, så att kommentaren vid den följer med.\n" in capsys.readouterr().out
