"""Formulären i en riktig webbläsare: ändra ett datum, lägg in en insats, med och utan skript, och med tangentbord."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.conftest import new_tab
from tests.formular import Client, editing
from tests.minimal import INS, Folder
from tests.test_accessibility import EVERY_RULE, RUN_AXE

ROW = "tabell/insatser/rad/rosa"
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def client(folder: Folder) -> Iterator[Client]:
    with editing(folder.with_own_pages().path) as client:
        yield client


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


@pytest.mark.parametrize("with_script", [True, False], ids=["med skript", "utan skript"])
def test_a_date_is_changed_and_an_insats_is_added(browser: Browser, client: Client, folder: Folder, with_script: bool) -> None:
    with new_tab(browser, java_script_enabled=with_script) as page:
        page.goto(client.url)
        page.get_by_role("link", name="Insatser", exact=True).click()
        page.get_by_role("link", name="Rosa rummet").click()
        page.get_by_label("Slut", exact=True).fill("2021-06-30")
        press(page, "Spara")
        expect(page.get_by_text("2020-03-31 blev 2021-06-30")).to_be_visible()
        page.goto(f"{client.url}tabell/insatser")
        page.get_by_role("link", name="Lägg till insats").click()
        page.get_by_label("Insats (måste fyllas i)").fill("Årsta tillsammans")
        page.get_by_text("Fler fält som går att fylla i").click()
        press(page, "Lägg till metodval")
        expect(page.get_by_label("Metod (måste fyllas i)")).to_be_focused()
        page.get_by_label("Metod (måste fyllas i)").select_option("Följeforskning")
        page.get_by_label("Dokument (måste fyllas i)").select_option("Plan 2020")
        press(page, "Spara")
        expect(page.get_by_role("heading", name="Sparat")).to_be_visible()
    text = (folder.path / INS).read_text("utf8")
    assert "    slut: 2021-06-30\n" in text
    assert (
        "- id: arsta-tillsammans\n  namn: Årsta tillsammans\n  metodval:\n    - metod: foljeforskning\n"
        "  källa:\n    - dokument: plan\n" in text
    )
    assert folder.findings() == []


def test_findings_come_as_you_type(browser: Browser, client: Client, folder: Folder) -> None:
    before = (folder.path / INS).read_bytes()
    with new_tab(browser) as page:
        page.goto(client.url + ROW)
        end = page.get_by_label("Slut", exact=True)
        end.fill("2016-01-01")
        expect(page.get_by_role("status")).to_have_text("1 fel kvar innan det går att spara.")
        expect(end).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#f-projekttid-slut-fynd")).to_contain_text("ligger före")
        end.fill("2021-01-01")
        expect(page.get_by_role("status")).to_have_text("Det går att spara.")
        expect(end).not_to_have_attribute("aria-invalid", "true")
    assert (folder.path / INS).read_bytes() == before


def test_the_error_summary_has_the_focus_and_leads_to_the_field(browser: Browser, client: Client) -> None:
    """Bara tangentbord: Enter i ett fält prövar och sparar inte, och länken i sammanfattningen leder till fältet."""
    with new_tab(browser) as page:
        page.goto(client.url + ROW)
        page.get_by_label("Slut", exact=True).fill("2016-01-01")
        page.keyboard.press("Enter")
        summary = page.get_by_role("group", name="Rätta det här först")
        expect(summary).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Slut", exact=True)).to_be_focused()
        assert not client.app.store.saved


def test_no_page_asks_another_host_or_breaks_its_protection(browser: Browser, client: Client) -> None:
    with new_tab(browser) as page:
        asked: list[str] = []
        refused: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
        for path in ("", "tabell/insatser", ROW, "sidor", "sidor/index.md", "foresla"):
            page.goto(client.url + path)
    assert [url for url in asked if not url.startswith(client.url)] == []
    assert refused == []


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(browser: Browser, client: Client, folder: Folder) -> None:
    client.send(client.get("tabell/insatser/rad/gul"), plats="Årsta")
    client.send(client.get("tabell/insatser/rad/gul"), "vanta", plats="Öhamn")
    faults = []
    for scheme in ("light", "dark"):
        with new_tab(browser, viewport=NARROW, color_scheme=scheme) as page:
            for path in (
                "",
                "tabell/insatser",
                ROW,
                "tabell/insatser/ny",
                "tabell/insatser/bort/rosa",
                "sidor/index.md",
                "sparat/0",
            ):
                page.goto(client.url + path)
                faults += [f"{path} {scheme}: {fault}" for fault in faults_on(page)]
            page.goto(client.url + ROW)
            page.get_by_label("Insats (måste fyllas i)").fill("")
            press(page, "Spara")
            expect(page.get_by_role("group", name="Rätta det här först")).to_be_visible()
            faults += [f"fel {scheme}: {fault}" for fault in faults_on(page)]
    assert faults == []


def faults_on(page: Page) -> list[str]:
    """Det som axe ser när allt är utfällt, och om sidan går att rulla i sidled."""
    page.wait_for_load_state()  # en sida som just svarat kan sakna sin formatmall
    page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
    page.evaluate(AXE_SCRIPT)
    found = list(page.evaluate(RUN_AXE, ["body", EVERY_RULE]))
    too_wide = page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
    return [*found, *(["bredare än skärmen"] if too_wide else [])]
