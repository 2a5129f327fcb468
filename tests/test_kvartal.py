"""Arbetsboken för budget och rekvisition: bladen om personalen, parterna och kvartalen, räknade som den som fyller i gör."""

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import openpyxl
import pytest

from macros.exports.budget import budget_xlsx
from macros.exports.budget_form import ALL_OK, OK, PERSONAL, SHEET
from macros.exports.budget_known import Ifyllt
from macros.exports.documents import document_files
from macros.exports.kvartal_egna import OWN
from macros.exports.kvartal_form import EMPTY, FLEST, OVERDRAWN, OVERVIEW, UNUSED, quarters, sheet_name
from macros.model.guide import Guide, Kostnadsslag
from macros.model.insatsbudget import Kostnadsbudget, Årsbudget
from macros.model.listor import Insatstyp
from macros.model.rekvisition import Kostnadspost, Partsinsats, Rekvisition
from tests.arbetsbocker import OFFICE, counted, filled_in, plain
from tests.conftest import DAY
from tests.formler import EPOCH, Calculator
from tests.rader import example_register, words

STRUKTURELL, INDIVID = (Insatstyp(namn, namn, f"{namn} insats", namn, ()) for namn in ("strukturell", "individinriktad"))
PROV = Guide(
    insatstyper=(STRUKTURELL, INDIVID),
    kostnadsslag=(
        Kostnadsslag("personal", "Personal", "Löner.", (), personal=True),
        Kostnadsslag("lokaler", "Lokaler", "Hyra.", ()),
        Kostnadsslag("lon", "Lön till deltagare", "Lön.", (), (STRUKTURELL,), "Lönen ersätts inte."),
    ),
)
LÅNG = Ifyllt(
    "Nästa steg",
    "Individinriktad",
    date(2027, 11, 15),
    date(2032, 11, 14),
    9_000_000,
    6_000_000,
    {2027: 196_500, 2028: 1_500_000},
)


def begärt(år: int, kvartal: int, betalt: int | None, *belopp: int) -> Rekvisition:
    poster = tuple(Kostnadspost(one, kr, f"={one.namn}") for one, kr in zip(PROV.kostnadsslag, belopp) if kr)
    insats = example_register().insats["planeras"]
    return Rekvisition("r", insats, år, kvartal, sum(belopp), (), betalt, 5, "=1+1\n\nMer.", poster, "=10042")


BEGÄRDA = {
    1: replace(begärt(2027, 4, 100_000, 90_000, 10_000), egna_insatser=(Partsinsats("Regionen", 30_000),)),
    2: begärt(2028, 1, 300_001, 250_000, 50_000),
    4: begärt(2028, 3, None, 1_300_000),
}


def årsbudget(år: int, poster: list[tuple[int, int, int]], parter: dict[str, int]) -> Årsbudget:
    kostnader = tuple(Kostnadsbudget(one, *belopp) for one, belopp in zip(PROV.kostnadsslag, poster))
    bidrag = tuple(Partsinsats(part, kr) for part, kr in parter.items())
    return Årsbudget("b", example_register().insats["planeras"], år, (), kostnader, bidrag)


# 2027 är två månader, och 2028 delas inte jämnt på fyra kvartal.
BUDGETERAD = replace(
    LÅNG,
    parter=("Ånäs kommun", "Regionen"),
    totalt=1_818_501,
    sökt=1_590_501,
    budget={
        2027: årsbudget(2027, [(151_500, 0, 0), (45_000, 0, 0)], {}),
        2028: årsbudget(2028, [(1_304_000, 168_000, 0), (90_001, 60_000, 0)], {"Regionen": 228_000}),
    },
)
BÖCKER = {
    "tom": (Ifyllt(), FLEST),
    "mallen": (Ifyllt(), 0),
    "fem år": (LÅNG, FLEST),
    "två dagar": (Ifyllt("Kort", "Strukturell", date(2027, 3, 31), date(2027, 4, 1)), 2),
    "begärt": (replace(LÅNG, rekvisitioner=BEGÄRDA), FLEST),
    "med budget": (BUDGETERAD, FLEST),
    "med budget och begärt": (replace(BUDGETERAD, rekvisitioner=BEGÄRDA, sökt=None), FLEST),
    "med en budget som inte är fördelad": (replace(BUDGETERAD, parter=()), FLEST),
    "utan slut": (Ifyllt("Öppen", "", date(2027, 1, 1)), 3),
}


@cache
def bok(name: str) -> bytes:
    ifyllt, antal = BÖCKER[name]
    return budget_xlsx(PROV, "Samordningsförbundet Prov", DAY, ifyllt, antal)


def day(year: int, month: int, day_: int) -> int:
    return (date(year, month, day_) - EPOCH).days


# Tre tjänster, en hyra, ett kvartal i ordning och ett där något är fel.
FYLLD: dict[str, Any] = {
    "Parter!A6": "Ånäs kommun",
    "Parter!A7": "Regionen",
    "Parter!D7": 60_000,
    "Personal!A6": "Projektledare",
    "Personal!B6": "Ånäs kommun",
    "Personal!C6": "Söks från förbundet",
    "Personal!D6": 1,
    "Personal!E6": 62_000,
    "Personal!F6": 2,
    "Personal!G6": 12,
    "Personal!A7": "Handledare",
    "Personal!B7": "Regionen",
    "Personal!C7": "Söks från förbundet",
    "Personal!D7": 0.5,
    "Personal!E7": 55_000,
    "Personal!F7": 1,
    "Personal!G7": 12,
    "Personal!A8": "Psykolog",
    "Personal!B8": "Regionen",
    "Personal!C8": "Egen insats",
    "Personal!D8": 0.2,
    "Personal!E8": 70_000,
    "Personal!G8": 12,
    "B10": 45_000,
    "E10": 90_001,
    "F10": 60_000,
    "Kvartal 1!E11": 150_000,
    "Kvartal 1!E12": 5_000,
    "Kvartal 1!B4": "10042",
    "Kvartal 1!B5": day(2028, 1, 10),
    "Kvartal 1!B6": 155_000,
    "Kvartal 1!B7": 155_000,
    "Kvartal 1!H14": "En tjänst var tom.",
    "Kvartal 2!E11": 270_000,
    "Kvartal 2!E12": 100_000,
    "Kvartal 2!B6": 370_000,
}
VÄRDEN = {
    "Personal!B2": OK,
    "Personal!F4": 2,
    "Personal!G4": 12,
    "Personal!K4": 11,
    "Personal!L6": 124_000,
    "Personal!L7": 27_500,
    "Personal!R6": 868_000,
    "Parter!B2": OK,
    "Parter!B7": 168_000,
    "Parter!I7": 228_000,
    "Budget!B9": 151_500,
    "Budget!E9": 1_074_000,
    "Budget!F9": 168_000,
    "Kvartal 1!A1": "Specifikation till faktura, oktober–december 2027",
    "Kvartal 1!B2": "Nästa steg",
    "Kvartal 1!B3": day(2027, 11, 15),
    "Kvartal 1!C3": day(2027, 12, 31),
    "Kvartal 1!B8": OK,
    "Kvartal 1!B11": 151_500,
    "Kvartal 1!D11": 151_500,
    "Kvartal 1!F11": -1_500,
    "Kvartal 1!G12": 40_000,
    "Kvartal 1!E14": 155_000,
    "Kvartal 1!F14": -41_500,
    "Kvartal 2!B8": "En kostnad har gått över årets budget. Skriv varför under Förklaring.",
    "Kvartal 2!C11": 0,
    "Kvartal 2!D11": 268_500,
    "Kvartal 2!D12": 22_500,
    "Kvartal 2!G12": -9_999,
    "Kvartal 2!I12": "Skriv varför",
    "Kvartal 3!C11": 270_000,
    "Kvartal 3!D12": 22_501,
    "Kvartal 3!F11": "",
    "Kvartal 3!B8": EMPTY,
    "Kvartal 6!C11": 0,
    "Kvartal 21!A1": "Specifikation till faktura, oktober–december 2032",
    "Kvartal 21!C3": day(2032, 11, 14),
    "Kvartalen!E6": 155_000,
    "Kvartalen!G6": 41_500,
    "Kvartalen!H6": OK,
    "Kvartalen!G7": 1_130_000,
    "Kvartalen!H7": "Inte lika med budgeten",
    "Kvartalen!J15": -41_500,
    "Kvartalen!J17": "",
}


@pytest.mark.parametrize("name", BÖCKER)
def test_cached_values_are_what_the_formulas_give(name: str) -> None:
    """Den som öppnar boken utan att räkna ser rätt tal och texter."""
    book, shown = Calculator(bok(name), SHEET, {}), openpyxl.load_workbook(io.BytesIO(bok(name)), data_only=True)
    for page in shown:
        wrong = {
            place: (found, expected)
            for place in book.formulas(page.title)
            if (found := plain(day_number(page[place].value))) != (expected := plain(book.value(place, page.title)))
        }
        assert wrong == {}, page.title


def day_number(value: Any) -> Any:
    return (value.date() - EPOCH).days if hasattr(value, "date") else value


def test_the_filled_book_counts_right() -> None:
    book = Calculator(bok("fem år"), SHEET, FYLLD)
    assert {place: book.value(place) for place in VÄRDEN} == pytest.approx(VÄRDEN)


def test_the_plans_of_the_quarters_are_the_budget_of_the_year() -> None:
    """Fyra kvartal blir årets budget på kronan, fast kvartalen avrundas."""
    book = Calculator(bok("fem år"), SHEET, FYLLD)
    assert sum(book.value(f"{sheet_name(number)}!D12") for number in (2, 3, 4, 5)) == 90_001


def test_without_a_budget_there_is_nothing_to_deviate_from() -> None:
    book = Calculator(bok("fem år"), SHEET, {"Kvartal 1!E11": 5, "Kvartal 1!B6": 5})
    assert [book.value(f"Kvartal 1!{place}") for place in ("F11", "G11", "F14", "G14", "I11")] == [""] * 5
    assert (book.value("Kvartal 1!B8"), book.value("Kvartalen!J15")) == (OK, "")
    assert book.value("Kvartalen!H6") == f"Fyll i bladet {SHEET}"


BESKED = [
    ({}, OK),
    ({"Kvartal 1!B6": None}, "Skriv fakturans belopp i cell B6."),
    ({"Kvartal 1!B6": 1}, "Fakturans belopp är inte utfallens summa. Rätta det som är fel."),
    ({"Kvartal 1!B7": 155_001}, "Betalt i cell B7 är mer än utfallen. Rätta det som är fel."),
    ({"Kvartal 1!E12": "fem"}, "En cell under Utfall har text. Skriv bara siffror."),
    ({"Kvartal 1!E12": -5}, "Ett belopp är mindre än noll. Skriv noll eller mer."),
    ({"Kvartal 1!E11": None, "Kvartal 1!E12": None}, EMPTY),
    ({"Kvartalen!C6": 100_000}, "Ni har begärt mer än det som är beviljat för året. Kontakta kansliet."),
    (
        {"B3": "Strukturell", "Kvartal 1!E13": 1},
        "Förbundet ersätter inte en av kostnaderna i den här typen av insats. Ta bort beloppet.",
    ),
    ({"B5": day(2026, 1, 1)}, "Insatsen pågår inte det här kvartalet. Flytta beloppen till rätt blad."),
]


@pytest.mark.parametrize(("change", "said"), BESKED)
def test_the_check_of_a_quarter_says_what_is_wrong(change: dict[str, Any], said: str) -> None:
    assert Calculator(bok("fem år"), SHEET, FYLLD | change).value("Kvartal 1!B8") == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ALL_OK),
        ({"Personal!C8": None}, "Bladet Personal: välj vem som betalar på varje rad."),
        ({"Personal!F6": 3}, "Bladet Personal: månaderna är fler än insatsen har det året."),
        (
            {"Personal!B8": "Någon annan"},
            "Bladet Personal: välj part under Anställd hos på varje rad som betalas som egen insats.",
        ),
        ({"Parter!D7": 1}, "Bladet Parter: fördela den egna insatsen, så att raden Kvar att fördela blir noll."),
    ],
)
def test_the_staff_and_the_parties_meet_the_budget(change: dict[str, Any], said: str) -> None:
    sums = {"G2": 1_588_501, "G3": 1_360_501}
    assert Calculator(bok("fem år"), SHEET, FYLLD | sums | change).value("B6") == said


def test_libreoffice_agrees(tmp_path: Any) -> None:
    """Finns LibreOffice räknar också det, på varje blad. Annars står proven ovan för formlerna."""
    if OFFICE is None:
        assert Calculator(filled_in(bok("fem år"), SHEET, FYLLD), SHEET, {}).value("Kvartal 1!B8") == OK
        return
    cases: list[tuple[str, dict[str, Any]]] = [(name, {}) for name in BÖCKER]
    cases += [("fem år", FYLLD), *(("fem år", FYLLD | change) for change, _ in BESKED)]
    filled = [filled_in(bok(name), SHEET, inputs) for name, inputs in cases]
    for (name, inputs), book in zip(cases, counted(filled, tmp_path), strict=True):
        # En tömd cell går inte att fylla i med inget: den jämförs bara där den har ett värde.
        ours = Calculator(bok(name), SHEET, {key: value for key, value in inputs.items() if value is not None})
        for page in openpyxl.load_workbook(io.BytesIO(book), data_only=True):
            for place in ours.formulas(page.title):
                expected, found = plain(ours.value(place, page.title)), plain(day_number(page[place].value))
                assert found == (pytest.approx(expected) if isinstance(expected, float) else expected), (
                    name,
                    page.title,
                    place,
                )


def test_what_is_already_asked_for_is_in_the_book() -> None:
    """Text som börjar med ett likhetstecken är text och ingen formel."""
    book = openpyxl.load_workbook(io.BytesIO(bok("begärt")), data_only=True)
    first, third, fourth = (book[f"Kvartal {number}"] for number in (1, 3, 4))
    assert [first[place].value for place in ("B4", "B6", "B7", "E11", "E12", "H11", "H14", "B8")] == [
        *("=10042", 100_000, 100_000, 90_000, 10_000, "=Personal", "=1+1 Mer.", OK)
    ]
    assert [third[place].value for place in ("C11", "C12", "C14", "E14", "B8")] == [250_000, 50_000, 300_000, 0, EMPTY]
    assert book["Kvartal 2"]["B8"].value == fourth["B8"].value == OVERDRAWN, "mer än beviljat 2028"
    assert [book[OVERVIEW][place].value for place in ("E6", "F6", "G7", "H7")] == [
        100_000,
        100_000,
        -100_000,
        "Mer än beviljat",
    ]
    assert openpyxl.load_workbook(io.BytesIO(bok("begärt")))["Kvartal 1"]["H14"].data_type == "s"


def test_only_functions_that_every_program_has() -> None:
    """Excel, LibreOffice och Google Kalkylark räknar lika, på vilket språk som helst."""
    book = openpyxl.load_workbook(io.BytesIO(bok("fem år")))
    texts = [str(one.value) for page in book for row in page.iter_rows() for one in row if str(one.value).startswith("=")]
    used = {name for text in texts for name in re.findall(r"([A-Z]+)\(", text)}
    assert used == {
        *(
            "AND",
            "CHOOSE",
            "COUNT",
            "COUNTA",
            "COUNTIF",
            "DATE",
            "EDATE",
            "FIXED",
            "IF",
            "INDEX",
            "INT",
            "ISNUMBER",
            "MAX",
            "MIN",
        ),
        *("MONTH", "OR", "ROUND", "SUM", "SUMIF", "SUMIFS", "YEAR"),
    }


def test_only_the_yellow_cells_are_unlocked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(bok("fem år")))
    for page in book:
        assert page.protection.sheet and page.protection.password is None and not page.merged_cells.ranges
        for row in page.iter_rows():
            for one in row:
                is_formula = str(one.value).startswith("=")
                assert one.protection.locked or not is_formula, (page.title, one.coordinate)
    quarter = book["Kvartal 7"]
    unlocked = [one.coordinate for row in quarter.iter_rows() for one in row if not one.protection.locked]
    assert unlocked == ["B4", "B5", "B6", "B7", "E11", "H11", "E12", "H12", "E13", "H13", "H14"]


def test_a_quarter_is_one_page_on_paper() -> None:
    page = openpyxl.load_workbook(io.BytesIO(bok("fem år")))["Kvartal 1"]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToHeight == 0
    assert page.print_area == "'Kvartal 1'!$A$1:$I$15"


def test_quarters_outside_the_time_are_not_used() -> None:
    found = list(quarters(Ifyllt(start=date(2027, 3, 31), slut=date(2027, 4, 1)), 3))
    assert [one.i_ord() if one else UNUSED for one in found] == ["januari–mars 2027", "april–juni 2027", UNUSED]
    assert Calculator(bok("utan slut"), SHEET, {}).value("Kvartal 1!B8") == UNUSED


def test_the_book_of_an_insats_has_its_name_time_and_money() -> None:
    files = document_files(example_register(), words(), DAY)
    assert "dokument/budget-och-rekvisition.xlsx" in files
    book = openpyxl.load_workbook(io.BytesIO(files["dokument/rekvisition/planeras.xlsx"]), data_only=True)
    assert [page.title for page in book][:6] == ["Så fyller du i", SHEET, PERSONAL, "Parter", OVERVIEW, OWN]
    assert sum(page.title.startswith("Kvartal ") for page in book) == 10, "januari 2027 till juni 2029"
    sheet = book[SHEET]
    assert (sheet["B2"].value, sheet["B3"].value) == ("Åsens verkstad", "Individinriktad")
    assert (sheet["B4"].value.date(), sheet["B5"].value.date()) == (date(2027, 1, 1), date(2029, 6, 30))
    assert "dokument/rekvisition/mot-arbete.xlsx" not in files, "den är slut sedan länge"
    assert "dokument/rekvisition/nasta-steg.xlsx" not in files, "den har inget slut"
