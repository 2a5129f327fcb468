"""Skriv ansökan: fler parter och mål, två utkast som blir ett, och utkastet i den egna webbläsaren."""

import io
import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from macros.model.blankett import KEDJEKOLUMNER, kedjefält
from macros.model.kedja import LEDEN
from macros.word.answers import answers, read_document
from macros.word.draft_file import SORT, VERSION, Draft, draft_answers
from macros.word.drafts import parties_in
from macros.word.forms import form_of_type
from tests import rader
from tests.conftest import DAY, Site, new_tab
from tests.flikar import resizer
from tests.skrivbord import TYPE, Desk
from tests.test_accessibility import axe_faults
from tests.test_privacy import NOTHING, STORED
from tests.utseende import layout_faults

WHAT, SIGN = (kedjefält(LEDEN[0], one) for one in KEDJEKOLUMNER)
OWNER, MEMBER, OTHER = "Projektägare", "Medlem", "Övrig part"


@pytest.fixture
def desk(browser: Browser, example_site: Site) -> Iterator[Desk]:
    with new_tab(browser, accept_downloads=True) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        yield Desk(page, example_site)


def draft(svar: dict[str, str], typ: str = TYPE) -> str:
    return json.dumps({"sort": SORT, "form": VERSION, "typ": typ, "svar": svar})


def party(number: int, name: str, part: str = MEMBER, **more: str) -> dict[str, str]:
    cells = {"part": part, "organisation": name} | more
    return {f"parter-{number}-{column.replace('_', '-')}": text for column, text in cells.items()}


EMPTY = {f"parter-{number}-organisation": "" for number in (1, 2, 3)}
MORE = {"deltagare": "Unga vuxna."}
FOUND = re.compile(r"^Ett utkast finns sparat här från \d{1,2} [a-z]+ 20\d\d\.$")
THREE = party(1, "Kommunen", OWNER) | party(2, "Regionen") | party(3, "Föreningen", OTHER)


# ---- Fler rader --------------------------------------------------------------------------------------------


def test_a_party_is_added_and_removed_from_the_keyboard(desk: Desk) -> None:
    desk.go("fraga-parter")
    add = desk.page.get_by_role("button", name="Lägg till en part")
    add.press("Enter")
    expect(desk.page.get_by_role("combobox", name="Vad parten är i ansökan part 3")).to_be_focused()
    desk.says("Part 3 är tillagd.")
    desk.page.get_by_role("textbox", name="Organisation part 3").fill("Försäkringskassan")
    desk.page.get_by_role("textbox", name="Organisation part 2").fill("Regionen")
    desk.page.get_by_role("button", name="Ta bort part 2").press("Enter")
    desk.says("Part 2 är borttagen.")
    expect(add).to_be_focused()
    expect(desk.page.get_by_role("textbox", name="Organisation part 2")).to_have_value("Försäkringskassan")
    expect(desk.page.get_by_role("button", name="Ta bort part 2")).to_be_hidden()  # två är minst
    desk.page.get_by_role("button", name="Ångra").press("Enter")
    expect(desk.page.get_by_role("textbox", name="Organisation part 2")).to_have_value("Regionen")
    expect(desk.page.get_by_role("textbox", name="Organisation part 3")).to_have_value("Försäkringskassan")


def test_every_party_stands_in_the_word_file_and_in_the_draft(desk: Desk) -> None:
    saved = desk.open("tre.json", draft(THREE)).says("Öppnade tre.json.").saved()
    assert saved["svar"] == THREE
    template = form_of_type(TYPE, rader.example_register(), rader.words(), DAY, "a.json").template
    filled = read_document(io.BytesIO(desk.word()))
    told = [(OWNER, "Kommunen"), (MEMBER, "Regionen"), (OTHER, "Föreningen")]
    for found in (answers(filled, template), draft_answers(Draft(TYPE, saved["svar"]), template)):
        assert [(part, one.text) for part, one in parties_in(found)] == told


def test_two_members_and_one_owner_are_asked_for(desk: Desk) -> None:
    desk.open("a.json", draft(THREE)).says("Öppnade a.json.")
    asked = desk.page.locator("#skriv-saknas li:not([hidden])", has_text="part")
    members, owner = "Minst 2 parter som är medlemmar", "En part, och bara en, som är projektägare"
    for rows, told in (
        ({}, [members]),
        (THREE, []),
        (party(1, "Kommunen", OWNER) | party(2, "Föreningen", OTHER), [members]),
        (party(1, "Kommunen") | party(2, "Regionen"), [owner]),
    ):
        desk.write(EMPTY | rows)
        expect(asked).to_have_text(told)


def test_more_goals_than_the_form_has_rows_for_stand_in_the_word_file(browser: Browser, example_site: Site) -> None:
    goals = {f"mal-{number}-mal": f"Mål nummer {number}" for number in range(1, 9)}
    with new_tab(browser, accept_downloads=True) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        desk = Desk(page, example_site, "")
        desk.open("mal.json", draft(goals, "strukturell")).says("Öppnade mal.json.")
        filled = read_document(io.BytesIO(desk.word()))
    template = form_of_type("strukturell", rader.example_register(), rader.words(), DAY, "a.json").template
    assert {tag: one.text for tag, one in answers(filled, template).items() if tag.startswith("mal-")} == goals


# ---- Det som saknas, innan typen är vald -------------------------------------------------------------------


def test_before_the_type_is_chosen_only_the_type_is_asked_for(browser: Browser, example_site: Site) -> None:
    with new_tab(browser) as page:
        desk = Desk(page, example_site, "").go("klart")
        desk.lacks("Välj typ av insats. Sedan står det här vad som saknas.")
        expect(page.locator("#skriv-se")).to_be_hidden()
        page.locator("#skriv-valj-typ").click()
        expect(page.locator("#typ")).to_be_focused()
        assert page.locator(".draft-part details:visible").count() == 0
        page.locator(f"#typ-{TYPE}").check()
        expect(page.locator("#skriv-se")).to_have_text("Se vad som saknas (8)")


@pytest.mark.parametrize(("typ", "weak"), [("individinriktad", "Många väntar."), ("strukturell", "Behovet är stort.")])
def test_the_weak_example_is_of_the_type(browser: Browser, example_site: Site, typ: str, weak: str) -> None:
    with new_tab(browser) as page:
        Desk(page, example_site, typ).go("fraga-behovet")
        page.locator("#fraga-behovet summary:visible").click()
        shown = page.locator("#fraga-behovet .weak:visible")
        expect(shown).to_have_count(1)
        expect(shown.locator("p")).to_have_text(weak)


# ---- Två utkast blir ett -----------------------------------------------------------------------------------

HERE = {"namn": "Gröna vägen", "behovet": "Vi har sett kön växa.", "sokt-summa": "1000"} | THREE
THERE = {"namn": "Gröna vägen", "behovet": "Fler väntar.", "deltagare": "Unga vuxna.", "sokt-summa": "2000"}
THERE |= party(1, "Regionen", kontaktperson="Enhetschefen") | party(2, "Kommunen", OWNER) | party(3, "Försäkringskassan")


def test_a_file_does_not_replace_what_is_written_unasked(desk: Desk) -> None:
    desk.write({"namn": "Mitt"}).open("annan.json", draft({"namn": "Annat"}))
    question = desk.page.get_by_role("region", name="Det står redan något här")
    expect(question).to_be_focused()
    question.press("Escape")
    desk.says("Inget är ändrat.")
    assert desk.saved()["svar"] == {"namn": "Mitt"}
    desk.open("annan.json", draft({"namn": "Annat"}))
    desk.page.get_by_role("button", name="Byt ut").press("Enter")
    desk.says("Öppnade annan.json.")
    assert desk.saved()["svar"] == {"namn": "Annat"}


def test_what_is_replaced_comes_back(desk: Desk) -> None:
    desk.write({"namn": "Mitt"}).open("annan.json", draft({"namn": "Annat"}, "strukturell"))
    desk.page.get_by_role("button", name="Byt ut").click()
    desk.page.get_by_role("button", name="Ångra").click()
    desk.says("Det är som det var.")
    saved = desk.saved()
    assert (saved["typ"], saved["svar"]) == (TYPE, {"namn": "Mitt"})


def test_two_drafts_become_one_and_nothing_is_lost(desk: Desk) -> None:
    desk.open("min.json", draft(HERE)).says("Öppnade min.json.").open("din.json", draft(THERE))
    desk.page.get_by_role("button", name="Slå ihop", exact=True).press("Enter")
    panel = desk.page.get_by_role("region", name="Här skiljer de sig")
    expect(panel).to_be_focused()
    expect(panel.locator("legend")).to_have_text(["Behovet bakom insatsen", "Sökt summa från förbundet, kr"])
    expect(panel.locator("fieldset").first.locator(".draft-text")).to_have_text([HERE["behovet"], THERE["behovet"]])
    assert panel.get_by_label("Båda texterna").count() == 1, "ett belopp kan inte vara båda"
    panel.get_by_label("Båda texterna").check()
    panel.get_by_role("button", name="Slå ihop som jag har valt").click()
    expect(panel.locator("#skriv-ihop-kvar")).to_have_text("Välj i alla rutor. Kvar: 1.")
    expect(panel.locator("input[name='ihop-1']").first).to_be_focused()
    panel.locator("fieldset").nth(1).get_by_label("Det som står i din.json").check()
    panel.get_by_role("button", name="Slå ihop som jag har valt").click()
    desk.says("Det som står här är ihopslaget med din.json.")
    together = party(2, "Regionen", kontaktperson="Enhetschefen") | party(4, "Försäkringskassan")
    both = {"behovet": "Vi har sett kön växa.\n\nFler väntar.", "sokt-summa": "2000", "deltagare": "Unga vuxna."}
    assert desk.saved()["svar"] == HERE | together | both


def test_goals_and_chain_are_merged_row_by_row(browser: Browser, example_site: Site) -> None:
    here = {"mal-1-mal": "Fler arbetar", "mal-1-nar": "2029", WHAT: "Pengar\nLokal", SIGN: "Konto"}
    there = {"mal-1-mal": "Färre väntar", "mal-2-mal": "fler  arbetar", "mal-2-indikator": "Andel"}
    there |= {WHAT: "Lokal\nTid", SIGN: "Nycklar\nSchema"}
    with new_tab(browser, accept_downloads=True) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        desk = Desk(page, example_site, "")
        desk.open("a.json", draft(here, "strukturell")).says("Öppnade a.json.").open("b.json", draft(there, "strukturell"))
        page.get_by_role("button", name="Slå ihop", exact=True).click()
        desk.says("Det som står här är ihopslaget med b.json.")
        assert desk.saved()["svar"] == here | {
            "mal-1-indikator": "Andel",
            "mal-2-mal": "Färre väntar",
            WHAT: "Pengar\nLokal\nTid",
            SIGN: "Konto\nNycklar\nSchema",
        }


def test_the_questions_are_accessible_in_every_width(browser: Browser, example_site: Site) -> None:
    with new_tab(browser, reduced_motion="reduce") as page:
        page.on("dialog", lambda dialog: dialog.accept())
        desk = Desk(page, example_site).open("min.json", draft(HERE)).open("din.json", draft(THERE))
        resize = resizer(page)
        assert list(axe_faults(page, resize, "main")) == []
        page.get_by_role("button", name="Slå ihop", exact=True).click()
        expect(page.locator("#skriv-ihop")).to_be_visible()
        assert list(layout_faults(page, resize)) == []
        assert list(axe_faults(page, resize, "main")) == []
        desk.page.get_by_role("button", name="Avbryt").click()
        desk.says("Inget är ändrat.")


# ---- I den egna webbläsaren --------------------------------------------------------------------------------


def test_only_the_one_who_presses_save_stores_a_draft(browser: Browser, example_site: Site) -> None:
    """Det enda som webbplatsen sparar i en webbläsare: utkastet, när någon trycker, tills någon raderar."""
    with new_tab(browser, accept_downloads=True) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        desk = Desk(page, example_site).write({"namn": "Gröna vägen"} | MORE)
        assert page.evaluate(STORED) == NOTHING
        page.get_by_role("button", name="Spara i den här webbläsaren").click()
        desk.says("Utkastet är sparat i den här webbläsaren.")
        assert page.evaluate(STORED) == NOTHING | {"local": 1}
        desk.write({"namn": "Ändrat sedan"})
        page.goto(example_site.url)
        desk = Desk(page, example_site, "")
        expect(page.locator("#skriv-finns p").first).to_have_text(FOUND)
        page.get_by_role("button", name="Fortsätt").click()
        expect(desk.box("namn")).to_have_value("Gröna vägen")
        page.get_by_role("button", name="Radera").click()
        desk.says("Utkastet i webbläsaren är raderat.")
        assert page.evaluate(STORED) == NOTHING
        expect(page.get_by_role("button", name="Radera")).to_be_hidden()
        assert desk.saved()["svar"] == {"namn": "Gröna vägen"} | MORE
