"""En ifylld arbetsbok blir rader i rekvisitioner, med fynden vid sin cell."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from macros import check
from macros.exports.documents import document_files
from macros.model import register as model
from macros.word import command
from macros.word.budget import budget_rows, cost_rows
from tests import rader
from tests.arbetsbocker import OFFICE, counted, filled_in
from tests.conftest import copy_example

TODAY = date(2027, 7, 20)
BOK = "dokument/rekvisition/planeras.xlsx"  # januari 2027 till juni 2029
KVARTAL_1: dict[str, Any] = {
    "Kvartal 1!B4": "20271",
    "Kvartal 1!B6": 150_000,
    "Kvartal 1!B7": 150_000,
    "Kvartal 1!E11": 100_000,
    "Kvartal 1!H11": "En tjänst var tom.",
    "Kvartal 1!E13": 50_000,
    "Kvartal 1!H19": "Starten drog ut på tiden.",
}
KVARTAL_2: dict[str, Any] = {"Kvartal 2!E11": 250_000}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return copy_example(tmp_path)


def write(inputs: dict[str, Any], source: str = BOK) -> str:
    """Boken så som den som fyller i den sparar den, i Excel."""
    files = document_files(rader.example_register(), rader.words(), TODAY)
    book = openpyxl.load_workbook(io.BytesIO(files[source]))
    for place, value in inputs.items():
        sheet, _, cell = place.rpartition("!")
        book[sheet][cell] = value
    book.save("bok.xlsx")
    return "bok.xlsx"


def rows(folder: Path) -> dict[str, dict[str, Any]]:
    found = yaml.safe_load((folder / "rekvisitioner.yaml").read_text("utf8"))
    return {row["id"]: row for row in found if row["insats"] == "planeras"}


def test_a_filled_quarter_becomes_a_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "rekvisitioner.yaml").read_text("utf8").splitlines()
    assert command.run([write(KVARTAL_1 | KVARTAL_2), "--skriv"], folder, TODAY) == 0, capsys.readouterr().err
    after = (folder / "rekvisitioner.yaml").read_text("utf8").splitlines()
    assert set(before) <= set(after)
    assert [row for row in yaml.safe_load("\n".join(after)) if row["insats"] != "planeras"] == yaml.safe_load("\n".join(before))
    assert rows(folder) == {
        "planeras-2027-1": {
            "id": "planeras-2027-1",
            "insats": "planeras",
            "år": 2027,
            "kvartal": 1,
            "sökt": 150_000,
            "betalt": 150_000,
            "förklaring": "Starten drog ut på tiden.",
            "kostnader": [
                {"kostnad": "personal", "belopp": 100_000, "förklaring": "En tjänst var tom."},
                {"kostnad": "lokaler", "belopp": 50_000},
            ],
            "faktura": 20271,
            "källa": [{"dokument": "kansliet"}],
        },
        "planeras-2027-2": {
            "id": "planeras-2027-2",
            "insats": "planeras",
            "år": 2027,
            "kvartal": 2,
            "sökt": 250_000,
            "kostnader": [{"kostnad": "personal", "belopp": 250_000}],
            "källa": [{"dokument": "kansliet"}],
        },
    }


def test_nothing_is_written_until_it_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run([write(KVARTAL_1)], folder, TODAY) == 0
    told = capsys.readouterr()
    assert "id: planeras-2027-1" in told.out and "Inget är skrivet. Kör igen med --skriv" in told.err
    assert rows(folder) == {}


def test_the_same_quarter_again_changes_its_row(folder: Path) -> None:
    """Id och källa står kvar, och det som kansliet har skrivit om betalningen tas inte bort av en bok som inte har den."""
    assert command.run([write(KVARTAL_1), "--skriv"], folder, TODAY) == 0
    path = folder / "rekvisitioner.yaml"
    path.write_text(path.read_text("utf8").replace("id: planeras-2027-1", "id: planeras-kv1"), "utf8")
    again = KVARTAL_1 | {"Kvartal 1!B7": None, "Kvartal 1!E13": 40_000, "Kvartal 1!B6": 140_000}
    assert command.run([write(again), "--skriv"], folder, TODAY) == 0
    (row,) = rows(folder).values()
    assert (row["id"], row["sökt"], row["betalt"]) == ("planeras-kv1", 140_000, 150_000)


def test_the_deviation_is_the_one_that_the_book_counts(folder: Path, tmp_path: Path) -> None:
    """Bara ett program som räknar kan säga avvikelsen. Utan den är fältet tomt."""
    if OFFICE is None:
        return
    files = document_files(rader.example_register(), rader.words(), TODAY)
    staff = {"Personal!A6": "Ledare", "Personal!C6": "Söks från förbundet", "Personal!D6": 1, "Personal!E6": 60_000}
    inputs = KVARTAL_1 | staff | {"Personal!F6": 12}
    (book,) = counted([filled_in(files[BOK], "Budget", inputs)], tmp_path)
    Path("bok.xlsx").write_bytes(book)
    assert command.run(["bok.xlsx", "--skriv"], folder, TODAY) == 0
    assert rows(folder)["planeras-2027-1"]["avvikelse"] == 150_000 - 3 * 60_000


def test_the_parties_own_contributions_follow_the_quarter(folder: Path) -> None:
    """Också ett kvartal som inga pengar begärs för har en rad, när parterna har bidragit."""
    inputs = {
        "Parter!A6": "Exempelregionen",
        "Parter!A7": "Ängens kommun",
        "Egna insatser!E6": 30_000,
        "Egna insatser!F7": 5_000,
    }
    assert command.run([write(KVARTAL_1 | inputs), "--skriv"], folder, TODAY) == 0
    found = rows(folder)
    assert found["planeras-2027-1"]["egna_insatser"] == [{"part": "Exempelregionen", "belopp": 30_000}]
    assert (found["planeras-2027-2"]["sökt"], found["planeras-2027-2"]["egna_insatser"]) == (
        0,
        [{"part": "Ängens kommun", "belopp": 5_000}],
    )


def test_an_application_budget_becomes_the_budget_by_cost(folder: Path) -> None:
    """Läst ur den ifyllda budgetmallen, och tillbaka i insatsens egen arbetsbok."""
    inputs = {
        "Budget!B4": datetime(2027, 10, 1),
        "Budget!B10": 30_000,
        "Budget!E10": 90_000,
        "Budget!F10": 20_000,
        "Budget!G11": 5_000,
        "Parter!A6": "Exempelregionen",
        "Parter!D6": 20_000,
    }
    path = Path(write(inputs, "dokument/budgetmall.xlsx"))
    assert [yaml.safe_load(yaml.dump(plain(row))) for row in cost_rows(path, rader.example_register(), "planeras")] == [
        {
            "id": "planeras-2027",
            "insats": "planeras",
            "år": "2027",
            "kostnader": [{"kostnad": "tjanster", "från_förbundet": "30000"}],
            "källa": [{"dokument": "kansliet", "avsnitt": "Ansökan, budgeten"}],
        },
        {
            "id": "planeras-2028",
            "insats": "planeras",
            "år": "2028",
            "kostnader": [
                {"kostnad": "tjanster", "från_förbundet": "90000", "egen_insats": "20000"},
                {"kostnad": "lokaler", "annan_finansiering": "5000"},
            ],
            "parter": [{"part": "Exempelregionen", "belopp": "20000"}],
            "källa": [{"dokument": "kansliet", "avsnitt": "Ansökan, budgeten"}],
        },
    ]


def plain(value: Any) -> Any:
    """Raden utan platser."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Egna insatser!E6": 5}, "Egna insatser!E6 fel: Raden saknar part. Skriv partens namn på bladet Parter."),
        (
            {"Budget!B2": "Åsens verkstan"},
            "Budget!B2 fel: Insatsen Åsens verkstan finns inte. Menade du Åsens verkstad? Skriv namnet så som det står på "
            "webbplatsen, eller insatsens id.",
        ),
        (
            {"Budget!B2": None},
            "Budget!B2 fel: Insatsens namn saknas. Skriv namnet så som det står på webbplatsen, eller insatsens id.",
        ),
        ({"Budget!B4": "snart"}, "Budget!B4 fel: Skriv dagen då insatsen börjar, som 2027-10-01."),
        ({"Kvartal 1!E13": "femtio"}, "Kvartal 1!E13 fel: Utfall är femtio. Skriv hela kronor, bara med siffror."),
        ({"Kvartal 1!E13": 0.5}, "Kvartal 1!E13 fel: Utfall är 0.5. Skriv hela kronor, bara med siffror."),
        (
            {"Kvartal 1!B6": 149_999},
            "Kvartal 1!B6 fel: Fakturans belopp är 149999, men utfallen är tillsammans 150000. Rätta det som är fel.",
        ),
        (
            {"Kvartal 1!A13": "Lokal"},
            "Kvartal 1!A13 fel: Kostnaden Lokal finns inte i tabellen kostnadsslag. Menade du Lokaler? Hämta en ny arbetsbok.",
        ),
        (
            {"Budget!B5": datetime(2027, 3, 31), "Kvartal 2!E11": 5},
            "Kvartal 2!E11 fel: Insatsen pågår inte det här kvartalet. Flytta beloppen till rätt blad.",
        ),
        (
            {"Kvartal 1!E11": None, "Kvartal 1!E13": None, "Kvartal 1!B7": None},
            "Budget!B2 fel: Inget kvartal har något utfall. Skriv de faktiska kostnaderna på kvartalets blad.",
        ),
        (
            {"Kvartal 4!E11": 5},
            "Kvartal 4!E19 varning: Kvartalet oktober–december 2027 har inte börjat (rekvisition planeras-2027-4). Rätta år och "
            "kvartal, om det inte är pengar i förskott.",
        ),
    ],
)
def test_a_mistake_is_told_at_its_cell(
    folder: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any], said: str
) -> None:
    is_error = " fel: " in said
    assert command.run([write(KVARTAL_1 | change), "--skriv"], folder, TODAY) == int(is_error)
    assert said in capsys.readouterr().err.splitlines()
    assert (rows(folder) == {}) is is_error


def test_another_workbook_is_told_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run([write({}, "dokument/budgetmall.xlsx")], folder, TODAY) == 1
    said = "bok.xlsx är inte arbetsboken för budget och rekvisition. Ladda ner den på insatsens sida.\n"
    assert capsys.readouterr().err == said


def test_the_workbook_is_also_the_budget_of_an_application(folder: Path) -> None:
    """Cellerna på bladet Budget står på samma ställen som i budgetmallen."""
    inputs = {"Budget!B4": datetime(2027, 10, 1), "Budget!B10": 30_000, "Budget!E10": 90_000, "Budget!F10": 20_000}
    path = Path(write(inputs, "dokument/budget-och-rekvisition.xlsx"))
    rows_, findings = budget_rows(path, rader.example_register())
    assert findings == []
    assert [(row["år"], row["finansiär"], row["belopp"]) for row in rows_] == [
        ("2027", "Samordningsförbundet Exempel-Alfa", "30000"),
        ("2028", "Samordningsförbundet Exempel-Alfa", "90000"),
        ("2028", "Egen insats", "20000"),
    ]


def test_the_book_of_an_insats_that_has_asked_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Boken har det som redan är begärt. Läses den in som den är står raderna som de stod, också avvikelsen."""
    assert command.run([write(KVARTAL_1), "--skriv"], folder, TODAY) == 0
    path = folder / "rekvisitioner.yaml"
    path.write_text(path.read_text("utf8").replace("id: planeras-2027-1\n", "id: planeras-2027-1\n  avvikelse: -7\n"), "utf8")
    before = path.read_text("utf8")
    data = check.examine(folder, TODAY, pages=()).data
    files = document_files(model.build(data.dictionary, data.tables), data.dictionary, TODAY)
    Path("bok.xlsx").write_bytes(files[BOK])
    capsys.readouterr()
    assert command.run(["bok.xlsx", "--skriv"], folder, TODAY) == 0
    assert capsys.readouterr().out == "" and path.read_text("utf8") == before
