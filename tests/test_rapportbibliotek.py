"""Rapporternas bibliotek i en riktig webbläsare. Skriptet är katalogens; här prövas det som är bibliotekets eget."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.model.rapport import Rapport
from tests import rader
from tests.conftest import Site, tab

ADDRESS = "resultat/slutrapporter/"
# Vad en rapport räknas under i varje filter. Skrivet för sig, så att vyn prövas mot något annat än sig själv.
FACETS = {
    "slag": lambda rapport: {rapport.sort},
    "forbund": lambda rapport: {rapport.förbund.kortnamn},
    "utforare": lambda rapport: {*rapport.utförare},
    "ar": lambda rapport: {str(rapport.datum.första.year)} if rapport.datum else set(),
}


def reports() -> tuple[Rapport, ...]:
    return rader.real_register().uppföljning.bibliotek.rapporter


@pytest.fixture
def library(site: Site, page: Page) -> Page:
    page.goto(site.url + ADDRESS)
    expect(page.locator("#filter")).to_be_visible()
    return page


def ids(page: Page) -> list[str]:
    return page.eval_on_selector_all("#katalog tbody tr", "(rows) => rows.map((row) => row.dataset.id)")


def ids_with(facet: str, value: str) -> list[str]:
    return [rapport.id for rapport in reports() if value in FACETS[facet](rapport)]


def box(page: Page, facet: str, value: str):
    found = page.locator(f'input[name="{facet}"]').and_(page.locator(f'input[value="{value}"]'))
    found.evaluate("(box) => { box.closest('details').open = true; }")
    return found


@pytest.mark.parametrize("facet", FACETS)
def test_every_choice_counts_and_shows_its_reports(library: Page, facet: str) -> None:
    values = library.eval_on_selector_all(
        f'input[name="{facet}"]',
        "(boxes) => boxes.map((box) => [box.value, Number(box.closest('label').querySelector('[data-count]').textContent)])",
    )
    assert {value for value, _ in values} == set().union(*map(FACETS[facet], reports()))
    for value, count in values:
        box(library, facet, value).check()
        assert ids(library) == ids_with(facet, value) and len(ids(library)) == count
        box(library, facet, value).uncheck()


def test_hits_are_announced_as_reports(library: Page) -> None:
    every = len(reports())
    status = library.locator("#antal")
    assert status.text_content() == f"{every} rapporter"
    library.get_by_label("Sök bland rapporterna").fill(reports()[0].titel)
    assert status.text_content() == f"1 av {every} rapporter" and ids(library) == [reports()[0].id]
    library.get_by_label("Sök bland rapporterna").fill("xylofonkonsert")
    assert status.text_content() == "Inga rapporter passar valen. Ta bort något val."


def test_reports_sort_by_the_day_they_were_done_and_the_undated_last(library: Page) -> None:
    dated = sorted((rapport for rapport in reports() if rapport.datum), key=lambda rapport: rapport.datum.första)
    undated = [rapport.id for rapport in reports() if not rapport.datum]
    library.click("th[data-sort=tid] button")
    found = {rapport.id: rapport for rapport in reports()}
    for step in (1, -1):
        shown = ids(library)
        assert [found[id_].datum.första for id_ in shown[: len(dated)]] == [rapport.datum.första for rapport in dated[::step]]
        assert shown[len(dated) :] == undated
        library.click("th[data-sort=tid] button")


def test_the_selection_has_the_published_rows_whole(library: Page, site: Site) -> None:
    """Rapporternas celler har radbrytningar och citattecken."""
    header, *rows = read_csv((site.folder / "data/slutrapporter.csv").read_bytes())
    box(library, "slag", "slutrapport").check()
    with library.expect_download() as waiting:
        library.click("#ladda-ner")
    assert waiting.value.suggested_filename == "rapporter-urval.csv"
    shown = ids(library)
    assert 0 < len(shown) < len(rows)
    assert read_csv(Path(waiting.value.path()).read_bytes()) == [header, *(row for row in rows if row[0] in shown)]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf8"), newline=""), strict=True))


def test_choices_and_sorting_come_back_when_the_address_is_opened(library: Page, site: Site) -> None:
    box(library, "slag", "slutrapport").check()
    box(library, "forbund", "Stockholm").check()
    library.dblclick("th[data-sort=tid] button")  # senaste först
    expected = [
        rapport.id
        for rapport in sorted(
            (rapport for rapport in reports() if rapport.sort == "slutrapport"),
            key=lambda rapport: rapport.datum.första,
            reverse=True,
        )
    ]
    assert ids(library) == expected != ids_with("slag", "slutrapport")
    library.wait_for_url("**sort=tid&ordning=fallande")
    library.goto(library.url)
    assert ids(library) == expected
    assert library.eval_on_selector_all("input:checked", "(all) => all.map((one) => one.value)") == ["slutrapport", "Stockholm"]


def test_without_scripts_every_report_is_listed(site: Site, browser) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(site.url + ADDRESS)
        assert page.locator("#katalog tbody th a").all_inner_texts() == [rapport.titel for rapport in reports()]
        expect(page.locator("#filter")).to_be_hidden()
        expect(page.get_by_role("link", name=re.compile("Ladda ner alla som CSV"))).to_be_visible()
