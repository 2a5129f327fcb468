"""Budgeten på sidan Skriv ansökan: summorna är LibreOffices, arbetsboken är ifylld, och läs läser den."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, expect

from macros.exports.budget_form import ALL_OK, PARTER, PERSONAL, SHEET
from macros.word import command
from tests.arbetsbocker import OFFICE, counted, filled_in, plain
from tests.conftest import DAY, Site, copy_example, new_tab
from tests.flikar import resizer
from tests.formler import Calculator
from tests.skrivbord import Desk
from tests.test_accessibility import axe_faults
from tests.utseende import layout_faults

ANSWERS = {
    "namn": "Exempel & <prov>",
    "start": "2027-10-01",
    "slut": "2030-09-30",
    "sokt-summa": "1 500 000",
    "parter-1-organisation": "Kommunen",
    "parter-2-organisation": "Regionen",
    "parter-3-organisation": "Föreningen",
}
BUDGET = {
    "personal-1-roll": "Samordnare",
    "personal-1-anstalld": "1",
    "personal-1-betalas": "Söks från förbundet",
    "personal-1-andel": "75 %",
    "personal-1-kostnad": "52 333",
    "personal-2-roll": "Handledare",
    "personal-2-anstalld": "2",
    "personal-2-betalas": "Egen insats",
    "personal-2-andel": "12,5",
    "personal-2-kostnad": "48000",
    "personal-2-manader-2": "6",
    "budget-1-lokaler-egen-insats": "12 000",
    "budget-4-resor-soks-fran-forbundet": "4 500 kr",
    "budget-2-ovrigt-annan-finansiering": "800",
    "parter-3-egen-1": "12000",
}


@pytest.fixture(scope="module")
def desk(browser: Browser, example_site: Site) -> Iterator[Desk]:
    """Skrivbordet med en ifylld budget, öppnad som en sparad fil."""
    with new_tab(browser, accept_downloads=True, reduced_motion="reduce") as page:
        page.on("dialog", lambda dialog: dialog.accept())
        desk = Desk(page, example_site, "")
        draft = {"sort": "ansökan", "form": 1, "typ": "individinriktad", "svar": ANSWERS | BUDGET}
        desk.open("exempel.json", json.dumps(draft)).says("Öppnade exempel.json.").go("budgeten")
        page.get_by_role("button", name=re.compile("^Arbetar hela tiden")).first.click()
        yield desk


def sums(desk: Desk) -> Locator:
    return desk.page.locator(".draft-sums dd")


def written(book: bytes) -> dict[str, Any]:
    """Det som är skrivet i boken, och inte räknas."""
    sheets = openpyxl.load_workbook(io.BytesIO(book))
    cells = ((f"{sheet.title}!{one.coordinate}", one) for sheet in sheets for row in sheet.iter_rows() for one in row)
    return {
        place: one.value for place, one in cells if one.data_type != "f" and not one.protection.locked and one.value is not None
    }


def test_the_sums_in_the_page_meet_and_are_told(desk: Desk) -> None:
    expect(sums(desk).first).to_have_text(re.compile("^1.417.491.kr$"))
    check = desk.page.locator(".draft-check")
    expect(check).to_have_text(re.compile("^I ansökan är den sökta summan 1.500.000 kr, men i mallen blir den 1.417.491 kr"))
    desk.page.get_by_role("button", name="Skriv den sökta summan").click()
    expect(check).to_have_text(ALL_OK)
    expect(desk.box("sokt-summa")).to_have_value("1417491")
    desk.write({"budget-1-lokaler-egen-insats": "ungefär tolv tusen"})
    expect(check).to_have_text("En cell i tabellen har text. Skriv bara siffror.")
    desk.write({"budget-1-lokaler-egen-insats": "13000"})
    expect(check).to_have_text("Bladet Parter: fördela den egna insatsen, så att raden Kvar att fördela blir noll.")
    desk.write({"budget-1-lokaler-egen-insats": "12000"})
    expect(check).to_have_text(ALL_OK)
    expect(desk.page.locator("[data-ar-rad]:visible")).to_have_count(4)


def test_the_page_says_that_the_template_is_missing_only_when_it_is(browser: Browser, example_site: Site) -> None:
    with new_tab(browser) as page:
        desk, failed = Desk(page, example_site), page.locator("[data-budget-fel]")
        page.route("**/budgetmall.xlsx*", lambda route: route.abort())
        desk.go("budgeten")
        expect(failed).to_be_visible()
        page.unroute("**/budgetmall.xlsx*")
        desk.go("typ").go("budgeten")
        expect(failed).to_be_hidden()


def test_the_workbook_is_filled_and_every_cached_value_is_what_libreoffice_counts(desk: Desk, tmp_path: Path) -> None:
    book = desk.workbook()
    told = written(book)
    assert told[f"{SHEET}!B2"] == "Exempel & <prov>" and told[f"{PARTER}!A8"] == "Föreningen"
    assert (told[f"{PERSONAL}!B7"], told[f"{PERSONAL}!D7"]) == ("Regionen", 0.125)
    cached, calculator = openpyxl.load_workbook(io.BytesIO(book), data_only=True), Calculator(book, SHEET, {})
    counted_there = (
        openpyxl.load_workbook(io.BytesIO(counted([filled_in(book, SHEET, {})], tmp_path)[0]), data_only=True)
        if OFFICE
        else None
    )
    for place in calculator.counted:
        sheet, _, cell = place.rpartition("!")
        value = plain(cached[sheet][cell].value)
        assert value == pytest.approx(plain(calculator.value(place))), place
        if counted_there:
            assert value == pytest.approx(plain(counted_there[sheet][cell].value)), place
    assert cached[SHEET]["B6"].value == ALL_OK


def test_läs_takes_the_workbook(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = copy_example(tmp_path)
    Path("budget.xlsx").write_bytes(desk.workbook())
    Path("ansokan.json").write_text(json.dumps(desk.saved()), "utf8")
    assert command.run(["ansokan.json", "budget.xlsx", "--skriv"], folder, DAY) == 0
    out = capsys.readouterr()
    assert "budget-stämmer" not in out.err and "i budgeten söks" not in out.err
    rows = (folder / "insatser.yaml").read_text("utf8").partition("id: exempel-prov")[2]
    assert re.findall(r"år: (\d+)", rows)[:1] == ["2027"] and "finansiär: Egen insats" in rows


def test_the_budget_is_accessible_in_every_width(desk: Desk) -> None:
    desk.go("budgeten")
    resize = resizer(desk.page)
    assert list(layout_faults(desk.page, resize)) == []
    assert list(axe_faults(desk.page, resize, "main")) == []
