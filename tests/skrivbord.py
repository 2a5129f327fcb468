"""Sidan Skriv ansökan så som den som söker använder den."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Page, expect

from tests.conftest import Site

ADDRESS = "ansok/skriv/"
TYPE = "individinriktad"


class Desk:
    """Skrivbordet i en flik, med det som en besökare gör där."""

    def __init__(self, page: Page, site: Site, typ: str = TYPE):
        self.page = page
        page.goto(site.url + ADDRESS)
        expect(page.locator("#skriv")).to_be_visible()
        if typ:
            page.locator(f"#typ-{typ}").check()
            expect(page.locator(f"#typ-{typ}")).to_be_checked()

    def box(self, name: str):
        return self.page.locator(f'#skriv [name="{name}"]')

    def names(self) -> list[str]:
        """Märkena på rutorna att skriva i, i den valda typen. Budgetens är inte med: den blir ett eget dokument."""
        return self.page.locator("#skriv [data-ruta]").evaluate_all(
            """(boxes) => { const typ = new FormData(boxes[0].form).get("typ");
            return boxes.filter((box) => box.tagName !== "SELECT" && !box.closest("#budgeten")
              && box.closest("[data-typer]").dataset.typer.split(" ").includes(typ))
              .map(({ name }) => name); }"""
        )

    def write(self, answers: dict[str, str]) -> "Desk":
        """Skriver i rutorna, också i delar som inte syns, så som den som går genom alla delar."""
        self.page.locator("#skriv").evaluate(
            """(form, answers) => { for (const [name, text] of Object.entries(answers)) {
              const box = form.elements.namedItem(name); box.value = text;
              box.dispatchEvent(new Event("input", { bubbles: true })); } }""",
            answers,
        )
        for name, text in list(answers.items())[-1:]:
            expect(self.box(name)).to_have_value(text)
        return self

    def go(self, part: str) -> "Desk":
        self.page.evaluate("(part) => { location.hash = part; }", part)
        expect(self.page.locator(f"#{part}")).to_be_visible()
        return self

    def downloaded(self, name: str) -> Download:
        """Trycker på knappen, och ger filen som hämtas."""
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=name, exact=True).click()
        return download.value

    def word(self) -> bytes:
        return data_of(self.go("klart").downloaded("Hämta ansökan (Word)"))

    def workbook(self) -> bytes:
        return data_of(self.go("klart").downloaded("Hämta budgeten (Excel)"))

    def saved(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(data_of(self.downloaded("Spara till en fil")))
        return found

    def open(self, name: str, text: str) -> "Desk":
        self.page.locator("#skriv-oppna").set_input_files(
            {"name": name, "mimeType": "application/json", "buffer": text.encode()}
        )
        return self

    def says(self, text: str) -> "Desk":
        expect(self.page.locator("#skriv-besked")).to_have_text(text)
        return self

    def lacks(self, *texts: str) -> None:
        """Väntar tills listan över det som saknas är den här."""
        expect(self.page.locator("#skriv-saknas li:not([hidden])")).to_have_text(list(texts))


def data_of(download: Download) -> bytes:
    return Path(download.path()).read_bytes()
