"""Kommandot ny: frågar med ordbokens hjälp, prövar svaren som kontrollen gör och skriver raden på sin plats."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.settings import SettingError
from macros.write import ny
from macros.write.ny import Ask
from tests.minimal import INS, Folder, examine
from tests.rader import words

NEW = """\
- id: grona-rum
  namn: Gröna rum
  projekttid:
    start: 2024-07-01
  källa:
    - dokument: plan
      avsnitt: "Matrisen: rad 2"
    - dokument: plan
"""
GIVEN = (
    "--namn=Gröna rum",
    "--projekttid.start",
    "2024-07-01",
    "--källa.dokument",
    "plan",
    "--källa.avsnitt",
    "Matrisen: rad 2",
    "--källa.dokument",
    "plan",
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def add(folder: Folder, *arguments: str, ask: Ask | None = None) -> int:
    return ny.new_row(list(arguments), lambda: examine(folder.path), ask)


def answers(*given: str) -> tuple[Ask, list[str]]:
    """Den som svarar i tur och ordning, och frågorna som har ställts."""
    waiting: Iterator[str] = iter(given)
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    return ask, asked


def text_of(folder: Folder, name: str = INS) -> str:
    return (folder.path / name).read_text("utf8")


def test_from_the_command_line(folder: Folder, capsys: pytest.CaptureFixture[str]):
    before = text_of(folder)
    assert add(folder, "insats", *GIVEN) == 0
    after = text_of(folder)
    assert NEW in after
    assert after.replace(NEW, "").replace("\n\n", "\n") == before
    assert examine(folder.path).findings == []
    assert capsys.readouterr().out.endswith(
        f"Raden är skriven i {folder.path.as_posix()}/{INS}.\nKontroll av raden: Inga fel.\n"
    )


def test_a_dry_run_writes_nothing(folder: Folder, capsys: pytest.CaptureFixture[str]):
    before = text_of(folder)
    assert add(folder, "insatser", *GIVEN, "--torr") == 0
    assert text_of(folder) == before
    said = capsys.readouterr().out
    assert "+- id: grona-rum\n+  namn: Gröna rum\n" in said
    assert said.endswith("Inget är skrivet.\n")


def test_findings_in_the_new_row_are_told(folder: Folder, capsys: pytest.CaptureFixture[str]):
    add(folder, "insats", *GIVEN, "--projekttid.slut", "2023")
    said = capsys.readouterr().out
    assert "fel: projekttid.slut 2023 ligger före projekttid.start 2024-07-01 (insats grona-rum)." in said
    assert said.endswith("Kontroll av raden: 1 fel.\n")


def test_the_id_is_not_taken(folder: Folder):
    add(folder, "insats", "--namn", "Rosa!", "--källa.dokument", "plan")
    add(folder, "insats", "--namn", "Rosa?", "--källa.dokument", "plan")
    assert [line for line in text_of(folder).splitlines() if line.startswith("- id: rosa")] == [
        "- id: rosa",
        "- id: rosa-2",
        "- id: rosa-3",
    ]


def test_a_table_without_a_file_gets_one(folder: Folder):
    (folder.path / INS).unlink()
    (folder.path / "nyheter.yaml").unlink()
    with pytest.raises(SettingError):
        add(folder, "nyhet", "--rubrik", "Ny")
    add(folder, "nyhet", "--rubrik", "Ny", "--datum", "2026-11-22")
    assert text_of(folder, "nyheter.yaml") == "- id: ny\n  datum: 2026-11-22\n  rubrik: Ny\n"


def test_question_by_question(folder: Folder, capsys: pytest.CaptureFixture[str]):
    ask, asked = answers(
        "Gröna rum", "planen", "", "Matrisen: rad 2", "plan", "", "", "projektid", "projekttid", "1/7 2024", "", "", "", ""
    )
    assert add(folder, "insats", ask=ask) == 0, asked
    assert NEW in text_of(folder)
    assert asked[:3] == ["  namn: ", "  källa.dokument: ", "  källa.dokument [plan]: "]
    assert asked[-1] == "  id [grona-rum]: "
    said = capsys.readouterr().out
    assert "källa.dokument planen finns inte i tabellen kallor. Menade du plan?\n" in said
    assert "projekttid.start 1/7 2024 har fel form (ny insats). Skriv 2024-07-01.\n" in said
    assert "Fältet projektid finns inte. Menade du projekttid?\n" in said


def test_choices_are_numbered(folder: Folder, capsys: pytest.CaptureFixture[str]):
    ask, _ = answers("2", "2027-03-12", "", "2027-02-19", "plan", "", "", "", "")
    assert add(folder, "möte", ask=ask) == 0
    assert text_of(folder, "moten.yaml") == (
        "- id: styrelsen-2027-03-12\n  organ: styrelsen\n  datum: 2027-03-12\n  sista_dag: 2027-02-19\n"
        "  källa:\n    - dokument: plan\n"
    )
    said = capsys.readouterr().out
    assert "  Välj bland: 1 beredningen, 2 styrelsen\n" in said
    assert "  Det här måste vara ifyllt.\n" in said


def test_nobody_answers_any_more(folder: Folder):
    before = text_of(folder)
    ask, _ = answers("Gröna rum")
    with pytest.raises(SettingError, match=r"Avbrutet\. Inget är skrivet\."):
        add(folder, "insats", ask=ask)
    assert text_of(folder) == before


def test_only_what_is_missing_is_asked(folder: Folder):
    ask, asked = answers("plan", "", "", "")
    add(folder, "insats", "--namn", "Gröna rum", ask=ask)
    assert asked == ["  källa.dokument: ", "  källa.avsnitt: ", "  källa.dokument: ", "  id [grona-rum]: "]


def test_no_table_is_asked(folder: Folder):
    ask, asked = answers("kalla", "x")
    with pytest.raises(SettingError, match=r"^Tabellen kalla finns inte\. Menade du källa\?"):
        add(folder, ask=ask)
    assert asked == ["Vilken tabell ska få en ny rad? "]


NAMN, DOKUMENT = (words().tables["insatser"].field(path) for path in ("namn", "källa.dokument"))
REFUSED = [
    ((), ny.USAGE),
    (("insats", "metod"), ny.USAGE),
    (("insats", "--namn"), "Skriv ett värde efter --namn."),
    (
        ("insats",),
        f"Det saknas:\n\n  --namn '{NAMN.example}'   {NAMN.hjälp}\n  --källa.dokument {DOKUMENT.example}   {DOKUMENT.hjälp}",
    ),
    (("insats", "--namn", "x", "--namn", "y"), "namn står två gånger. Ta bort det ena."),
    (("insats", "--källa.dokument", "planen"), "källa.dokument planen finns inte i tabellen kallor. Menade du plan?"),
    (("insats", "--id", "rosa"), "id rosa finns redan i tabellen insatser. Välj ett annat."),
    (("insats", "--projekttid.start", "1/7 2024"), "projekttid.start 1/7 2024 har fel form (ny insats). Skriv 2024-07-01."),
]


@pytest.mark.parametrize(("arguments", "why"), REFUSED)
def test_refuses(folder: Folder, arguments: tuple[str, ...], why: str):
    before = text_of(folder)
    with pytest.raises(SettingError) as refused:
        add(folder, *arguments)
    assert str(refused.value) == why
    assert text_of(folder) == before


def test_an_unknown_field_is_told(folder: Folder):
    with pytest.raises(SettingError, match=r"^Fältet projektid.start finns inte i insatser. Menade du projekttid.start\?"):
        add(folder, "insats", "--projektid.start", "2020")
