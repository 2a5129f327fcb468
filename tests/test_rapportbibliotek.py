"""Rapporternas bibliotek i en riktig webbläsare. Skriptet är katalogens; här prövas det som är bibliotekets eget."""

import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import Page, expect

from macros.model.rapport import Rapport
from macros.views.lager import EGNA, urval
from tests import rader
from tests.conftest import Site, tab
from tests.katalogsida import Catalogue, downloaded, read_csv

ADDRESS = "resultat/slutrapporter/"
# Vad en rapport räknas under i varje filter. Skrivet för sig, så att vyn prövas mot något annat än sig själv.
FACETS = {
    "slag": lambda rapport: {rapport.sort},
    "utforare": lambda rapport: {*rapport.utförare},
    "ar": lambda rapport: {str(rapport.datum.första.year)} if rapport.datum else set(),
}


def reports() -> tuple[Rapport, ...]:
    """Värdens: de andra förbundens står i en tabell för sig."""
    return tuple(urval(rader.example_register().uppföljning.bibliotek.rapporter, EGNA))


@pytest.fixture
def library(example_site: Site, page: Page) -> Catalogue:
    page.goto(example_site.url + ADDRESS)
    expect(page.locator("#filter")).to_be_visible()
    return Catalogue(page, example_site.url)


def ids_with(facet: str, value: str) -> list[str]:
    return [rapport.id for rapport in reports() if value in FACETS[facet](rapport)]


@pytest.mark.parametrize("facet", FACETS)
def test_every_choice_counts_and_shows_its_reports(library: Catalogue, facet: str) -> None:
    values = set().union(*map(FACETS[facet], reports()))
    library.counts(facet, {value: len(ids_with(facet, value)) for value in values})
    for value in sorted(values):
        library.box(facet, value).check()
        library.shows(ids_with(facet, value))
        library.box(facet, value).uncheck()


def test_hits_are_announced_as_reports(library: Catalogue) -> None:
    every = len(reports())
    library.says(f"{every} rapporter")
    library.page.get_by_label("Sök bland rapporterna").fill(reports()[0].titel)
    library.says(f"1 av {every} rapporter")
    library.shows([reports()[0].id])
    library.page.get_by_label("Sök bland rapporterna").fill("xylofonkonsert")
    library.says("Inga rapporter passar valen. Ta bort något val.")


def by_day(rapporter: Iterable[Rapport], reverse: bool = False) -> list[str]:
    dated = [rapport for rapport in rapporter if rapport.datum]
    return [rapport.id for rapport in sorted(dated, key=lambda rapport: rapport.datum.första, reverse=reverse)]


def test_reports_sort_by_the_day_they_were_done_and_the_undated_last(library: Catalogue) -> None:
    undated = [rapport.id for rapport in reports() if not rapport.datum]
    assert undated
    for way in ("ascending", "descending"):
        library.sort("tid", way)
        library.shows(by_day(reports(), reverse=way == "descending") + undated)


def test_the_selection_has_the_published_rows_whole(library: Catalogue, example_site: Site) -> None:
    """Rapporternas celler har radbrytningar och citattecken."""
    header, *rows = read_csv((example_site.folder / "data/slutrapporter.csv").read_bytes())
    library.box("slag", "slutrapport").check()
    shown = ids_with("slag", "slutrapport")
    library.shows(shown)
    name, content = downloaded(library.page)
    assert name == "rapporter-urval.csv" and 0 < len(shown) < len(rows)
    assert read_csv(content) == [header, *(row for row in rows if row[0] in shown)]


def test_choices_and_sorting_come_back_when_the_address_is_opened(library: Catalogue) -> None:
    library.box("slag", "slutrapport").check()
    library.sort("tid")
    library.sort("tid", "descending")  # senaste först
    chosen = [("slag", "slutrapport"), ("sort", "tid"), ("ordning", "fallande")]
    library.query(chosen)
    expected = by_day((rapport for rapport in reports() if rapport.sort == "slutrapport"), reverse=True)
    assert expected != ids_with("slag", "slutrapport")[::-1]
    library.page.reload()
    library.shows(expected)
    library.query(chosen)
    expect(library.page.locator("input:checked")).to_have_count(1)


def test_without_scripts_every_report_is_listed(example_site: Site, browser) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(example_site.url + ADDRESS)
        expect(page.locator("#katalog tbody th a")).to_have_text([rapport.titel for rapport in reports()])
        expect(page.locator("#filter")).to_be_hidden()
        expect(page.get_by_role("link", name=re.compile("Ladda ner alla som CSV"))).to_be_visible()
