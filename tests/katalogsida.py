"""Katalogsidan i en webbläsare, och vad modellen säger att den ska visa."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from macros.model.insats import Insats
from tests.conftest import DAY
from tests.vantan import wait_until

# Vad en insats räknas under i varje filter. Skrivet för sig, så att vyn prövas mot något annat än sig själv.
FACETS: dict[str, Callable[[Insats], set[str]]] = {
    "typ": lambda insats: {insats.typ.namn if insats.typ else "typ saknas"},
    "status": lambda insats: {insats.status(DAY).value},
    "metod": lambda insats: {val.metod.id for val in insats.metodval},
    "utforare": lambda insats: {*insats.utförare} | ({insats.utförare_läge} - {""}),
    "ar": lambda insats: set(map(str, insats.projekttid.år())),
}
SHOWN = "() => [...document.querySelectorAll('#katalog table tbody tr')].map((row) => row.dataset.id)"
COUNTS = """(facet) => [...document.querySelectorAll(`input[name="${facet}"]`)]
  .map((box) => [box.value, Number(box.closest("label").querySelector("[data-count]").textContent)])
  .filter(([, count]) => count).sort(([one], [other]) => one < other ? -1 : 1)"""
SORTED_BY = ("namn", "tid", "metod", "utforare", "status")


class Catalogue:
    """Katalogsidan, med det som en besökare gör där."""

    def __init__(self, page: Page, url: str):
        self.page, self.url = page, url

    def open(self, **query: Any) -> "Catalogue":
        self.page.goto(f"{self.url}insatser/" + (f"?{urlencode(query, doseq=True)}" if query else ""))
        expect(self.page.locator("#filter")).to_be_visible()
        return self

    def shows(self, ids: list[str]) -> None:
        """Väntar tills just de här raderna visas, i den ordningen."""
        wait_until(self.page, SHOWN, ids)

    def ids(self) -> list[str]:
        return self.page.evaluate(SHOWN)

    def cells(self, column: str) -> list[str]:
        """Texterna i en kolumn, uppifrån."""
        return [
            " ".join(text.split())
            for text in self.page.locator(
                f"#katalog table tbody tr > :nth-child({SORTED_BY.index(column) + 1})"
            ).all_inner_texts()
        ]

    def write(self, text: str) -> None:
        self.page.fill("#fritext", text)

    def box(self, facet: str, value: str) -> Locator:
        """Kryssrutan, i sitt utfällda filter."""
        box = self.page.locator(f'input[name="{facet}"]').and_(self.page.locator(f'input[value="{value}"]'))
        box.evaluate("(box) => { box.closest('details').open = true; }")
        return box

    def sort(self, column: str, way: str = "ascending") -> None:
        """Sorterar och väntar tills rubriken säger åt vilket håll."""
        self.page.click(f"th[data-sort={column}] button")
        expect(self.page.locator(f"th[data-sort={column}]")).to_have_attribute("aria-sort", way)

    def counts(self, facet: str, expected: dict[str, int]) -> None:
        """Väntar tills det står så vid valen. De som är noll räknas inte med."""
        wait_until(self.page, COUNTS, sorted(map(list, expected.items())), facet)

    def query(self, expected: list[tuple[str, str]]) -> None:
        """Väntar tills valen står i adressen."""
        wait_until(self.page, "() => [...new URLSearchParams(location.search)]", expected)

    def says(self, text: str) -> None:
        expect(self.page.locator("#antal[role=status]")).to_have_text(text)


def ids_of(insatser: list[Insats]) -> list[str]:
    return [insats.id for insats in insatser]


def counted(facet: str, insatser: list[Insats]) -> dict[str, int]:
    return dict(Counter(value for insats in insatser for value in FACETS[facet](insats)))


def in_facets(insatser: tuple[Insats, ...], chosen: dict[str, set[str]], leaving_out: str = "") -> list[Insats]:
    return [
        insats
        for insats in insatser
        if all(FACETS[facet](insats) & values for facet, values in chosen.items() if facet != leaving_out)
    ]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf8"), newline=""), strict=True))


def downloaded(page: Page, link: str = "#ladda-ner") -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.click(link)
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()
