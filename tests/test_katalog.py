"""Katalogen i en riktig webbläsare: filtren, sorteringen, adressen, urvalet att ladda ner, tangentbordet."""

import re

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from macros.model.insats import Insats
from tests import rader
from tests.conftest import Site, tab
from tests.katalogsida import FACETS, SORTED_BY, Catalogue, counted, downloaded, ids_of, in_facets, read_csv


@pytest.fixture
def catalogue(site: Site, page: Page) -> Catalogue:
    return Catalogue(page, site.url).open()


@pytest.fixture(scope="module")
def insatser() -> tuple[Insats, ...]:
    return rader.real_register().insatser


# ---- Fritext ----------------------------------------------------------------------------------------------


def test_free_text_finds_words_in_any_order_and_case(catalogue: Catalogue, insatser) -> None:
    catalogue.write("ARBETE aktiviteter")
    assert catalogue.ids() == ["ama"]
    assert catalogue.status() == f"1 av {len(insatser)} insatser"
    catalogue.write("arbete xylofon")
    assert catalogue.ids() == []
    catalogue.write("")
    assert catalogue.ids() == ids_of(insatser)


@pytest.mark.parametrize("word", ["göteborg", "Göteborg", "GÖTEBORG", "Go\u0308teborg", "  göteborg  "])
def test_free_text_knows_swedish_letters(catalogue: Catalogue, insatser, word: str) -> None:
    catalogue.write(word)
    there = [insats.id for insats in insatser if insats.förbund.kortnamn == "Göteborg"]
    assert set(there) <= set(catalogue.ids()) and len(catalogue.ids()) < len(insatser)
    assert all("göteborg" in text.casefold() for text in catalogue.page.locator("#katalog table tbody tr").all_text_contents())


def test_a_letter_with_dots_is_another_letter(catalogue: Catalogue) -> None:
    catalogue.write("goteborg")
    assert catalogue.ids() == []


def test_free_text_reads_every_column(catalogue: Catalogue, insatser) -> None:
    for word in ("Veta Advisor", "Stockholm", "mars 2020", "summativ", "avslutad"):
        catalogue.write(word)
        texts = catalogue.page.locator("#katalog table tbody tr").all_text_contents()
        assert texts and all(part.casefold() in text.casefold() for text in texts for part in word.split()), word


# ---- Filtren ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("facet", FACETS)
def test_every_choice_counts_and_shows_what_the_model_says(catalogue: Catalogue, insatser, facet: str) -> None:
    expected = counted(facet, insatser)
    assert catalogue.counts(facet) == expected
    for value in sorted(expected, key=lambda value: (-expected[value], value))[:4]:
        box = catalogue.box(facet, value)
        box.check()
        assert catalogue.ids() == ids_of(in_facets(insatser, {facet: {value}}))
        box.uncheck()


def test_choices_in_one_filter_widen_and_between_filters_narrow(catalogue: Catalogue, insatser) -> None:
    chosen = {"forbund": {"stockholm", "uppsala"}, "status": {"avslutad"}, "ar": {"2017", "2021"}}
    for facet, values in chosen.items():
        for value in values:
            catalogue.box(facet, value).check()
    found = in_facets(insatser, chosen)
    assert catalogue.ids() == ids_of(found) and 0 < len(found) < len(in_facets(insatser, {"forbund": chosen["forbund"]}))
    for facet in FACETS:  # antalen räknas med de andra filtren men inte med det egna
        assert catalogue.counts(facet) == counted(facet, in_facets(insatser, chosen, leaving_out=facet))


def test_counts_follow_the_free_text(catalogue: Catalogue, insatser) -> None:
    catalogue.write("veta advisor")
    found = [insats for insats in insatser if insats.id in catalogue.ids()]
    assert found
    for facet in FACETS:
        assert catalogue.counts(facet) == counted(facet, found)


def test_the_filter_says_how_many_values_are_chosen(catalogue: Catalogue) -> None:
    marker = catalogue.page.locator("[data-chosen=forbund]")
    expect(marker).to_have_text("")
    catalogue.box("forbund", "stockholm").check()
    expect(marker).to_have_text(" (1 vald)")
    catalogue.box("forbund", "uppsala").check()
    expect(marker).to_have_text(" (2 valda)")


def test_hits_are_announced_and_an_empty_result_says_what_to_do(catalogue: Catalogue, insatser) -> None:
    assert catalogue.status() == f"{len(insatser)} insatser"
    catalogue.box("forbund", "uppsala").check()
    n = len(in_facets(insatser, {"forbund": {"uppsala"}}))
    assert catalogue.status() == f"{n} av {len(insatser)} insatser"
    catalogue.write("finns inte")
    assert catalogue.status() == "Inga insatser passar valen. Ta bort något val."
    expect(catalogue.page.locator("#ladda-ner")).to_be_hidden()
    assert catalogue.page.get_by_role("status").count() == 1


def test_reset_takes_away_everything(catalogue: Catalogue, insatser) -> None:
    catalogue.open(q="a", forbund="stockholm", sort="namn", ordning="fallande")
    assert catalogue.ids() != ids_of(insatser)
    catalogue.page.get_by_role("button", name="Rensa val").click()
    catalogue.settled()
    assert catalogue.ids() == ids_of(insatser)
    assert catalogue.query() == [] and catalogue.page.locator("input:checked").count() == 0
    assert catalogue.page.input_value("#fritext") == "" and catalogue.page.locator("[aria-sort]").count() == 0


# ---- Adressen ---------------------------------------------------------------------------------------------

CHOICES = [
    ("q", "mot a"),
    ("forbund", "stockholm"),
    ("status", "avslutad"),
    ("ar", "2021"),
    ("ar", "2020"),
    ("sort", "namn"),
    ("ordning", "fallande"),
]


def choose(catalogue: Catalogue) -> None:
    """Gör valen i CHOICES som en besökare gör dem."""
    catalogue.write("mot a")
    for facet, value in CHOICES[1:5]:
        catalogue.box(facet, value).check()
    catalogue.sort("namn")
    catalogue.sort("namn")


def test_choices_stand_in_the_address_and_come_back_when_it_is_opened(catalogue: Catalogue, site: Site, browser) -> None:
    choose(catalogue)
    assert catalogue.query() == CHOICES
    shown = catalogue.ids()
    assert shown
    address = catalogue.page.url
    with tab(browser) as other:
        other.goto(address)
        again = Catalogue(other, site.url)
        assert again.ids() == shown and again.query() == CHOICES
        assert other.get_by_label("Sök bland insatserna").input_value() == "mot a"
        assert sorted(other.eval_on_selector_all("input:checked", "(all) => all.map((one) => one.value)")) == sorted(
            value for _, value in CHOICES[1:5]
        )
        assert other.locator("details[open] [data-chosen]").count() == 3  # det valda syns


def test_back_from_an_insats_restores_the_choices(catalogue: Catalogue) -> None:
    choose(catalogue)
    assert catalogue.query() == CHOICES
    shown = catalogue.ids()
    catalogue.page.locator("#katalog table tbody a").first.click()
    catalogue.page.wait_for_url(f"**/insatser/{shown[0]}/")
    catalogue.page.go_back()
    catalogue.page.wait_for_selector("th[aria-sort=descending]")
    assert catalogue.ids() == shown and catalogue.query() == CHOICES
    assert catalogue.page.locator("input:checked").count() == 4


def test_the_choices_do_not_fill_the_history(catalogue: Catalogue, site: Site) -> None:
    catalogue.page.goto(site.url)
    catalogue.open()
    choose(catalogue)
    catalogue.settled()
    catalogue.page.go_back()
    assert catalogue.page.url == site.url


def test_back_to_before_a_link_within_the_page_restores_the_choices_made_then(catalogue: Catalogue, insatser) -> None:
    catalogue.box("forbund", "stockholm").check()
    catalogue.settled()
    catalogue.page.focus(".skip")
    catalogue.page.keyboard.press("Enter")
    catalogue.box("forbund", "uppsala").check()
    assert catalogue.query() == [("forbund", "stockholm"), ("forbund", "uppsala")]
    catalogue.page.go_back()
    assert catalogue.query() == [("forbund", "stockholm")]
    assert catalogue.ids() == ids_of(in_facets(insatser, {"forbund": {"stockholm"}}))


def test_an_address_with_unknown_choices_shows_everything(catalogue: Catalogue, insatser) -> None:
    catalogue.open(forbund="finns-inte", sort="finns-inte", annat="x")
    assert catalogue.ids() == ids_of(insatser)


def test_links_from_other_pages_lead_to_a_filtered_catalogue(catalogue: Catalogue, site: Site, insatser) -> None:
    links = html.parse(str(site.folder / "om/forbundet/index.html")).xpath("//a[contains(@href, 'insatser/?')]/@href")
    assert links
    for link in links:
        catalogue.page.goto(f"{site.url}om/forbundet/{link}")
        ((facet, value),) = catalogue.query()
        assert catalogue.ids() == ids_of(in_facets(insatser, {facet: {value}})) != []


# ---- Sorteringen ------------------------------------------------------------------------------------------


def in_swedish_order(page: Page, texts: list[str]) -> bool:
    return page.evaluate(
        "(texts) => texts.every((text, i) => i === 0 || texts[i - 1].localeCompare(text, 'sv', { numeric: true }) <= 0)", texts
    )


MISSING = "Saknas i källan"


@pytest.mark.parametrize("column", [column for column in SORTED_BY if column != "tid"])
def test_columns_sort_both_ways_and_say_so(catalogue: Catalogue, insatser, column: str) -> None:
    heading = catalogue.page.locator(f"th[data-sort={column}]")
    for way in ("ascending", "descending"):
        catalogue.sort(column)
        assert heading.get_attribute("aria-sort") == way and catalogue.page.locator("[aria-sort]").count() == 1
        assert sorted(catalogue.ids()) == sorted(ids_of(insatser))
        cells = catalogue.cells(column)
        known = [cell for cell in cells if not cell.startswith(MISSING)]
        assert cells[: len(known)] == known, "det som saknas ska stå sist"
        assert in_swedish_order(catalogue.page, known if way == "ascending" else known[::-1])
        assert len(set(known)) > 1


def test_time_sorts_by_date_and_not_by_its_words(catalogue: Catalogue, insatser) -> None:
    known = [insats for insats in insatser if insats.projekttid.start]
    catalogue.sort("tid")
    by_id = {insats.id: insats.projekttid for insats in insatser}
    starts = [by_id[id_].start.första for id_ in catalogue.ids() if by_id[id_].start]
    assert starts == sorted(insats.projekttid.start.första for insats in known)
    catalogue.sort("tid")
    ids = catalogue.ids()
    assert [by_id[id_].start.första for id_ in ids if by_id[id_].start] == starts[::-1]
    unknown = [id_ for id_ in ids if not by_id[id_].start and not by_id[id_].slut]
    assert unknown and ids[-len(unknown) :] == unknown


def test_sorting_holds_while_filtering(catalogue: Catalogue, insatser) -> None:
    catalogue.sort("namn")
    catalogue.box("forbund", "goteborg").check()
    assert set(catalogue.ids()) == set(ids_of(in_facets(insatser, {"forbund": {"goteborg"}})))
    assert in_swedish_order(catalogue.page, catalogue.cells("namn"))


# ---- Urvalet att ladda ner --------------------------------------------------------------------------------


def test_everything_is_the_published_file(catalogue: Catalogue, site: Site) -> None:
    assert downloaded(catalogue.page) == ("insatser.csv", (site.folder / "data/insatser.csv").read_bytes())


def test_the_selection_has_the_published_header_and_the_rows_shown_in_their_order(catalogue: Catalogue, site: Site) -> None:
    header, *rows = read_csv((site.folder / "data/insatser.csv").read_bytes())
    catalogue.box("forbund", "stockholm").check()
    catalogue.write("summativ")
    catalogue.sort("namn")
    shown = catalogue.ids()
    assert 1 < len(shown) < len(rows)
    expect(catalogue.page.locator("#ladda-ner")).to_have_text("Ladda ner urvalet som CSV")
    name, content = downloaded(catalogue.page)
    by_id = {row[0]: row for row in rows}
    assert name == "insatser-urval.csv"
    assert read_csv(content) == [header, *(by_id[id_] for id_ in shown)]


def test_the_download_link_says_when_the_file_can_not_be_fetched(site: Site, own_page: Page) -> None:
    catalogue = Catalogue(own_page, site.url).open()
    errors: list[str] = []
    catalogue.page.on("pageerror", lambda error: errors.append(str(error)))
    catalogue.page.route("**/data/insatser.csv", lambda route: route.abort())
    catalogue.box("forbund", "stockholm").check()
    catalogue.page.click("#ladda-ner")
    expect(catalogue.page.locator("#antal")).to_have_text("Det gick inte att hämta filen. Försök igen.")
    assert errors == []


# ---- Tangentbordet och utan skript ------------------------------------------------------------------------


def test_everything_works_from_the_keyboard(catalogue: Catalogue, insatser) -> None:
    page = catalogue.page
    page.focus("#fritext")
    page.keyboard.type("a")
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.value")
    page.keyboard.press("Space")
    assert catalogue.ids() == ids_of(in_facets(insatser, {"forbund": {first}}))
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "sort":
            break
    page.keyboard.press("Enter")
    assert page.locator("th[data-sort=namn]").get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Space")
    assert page.locator("th[data-sort=namn]").get_attribute("aria-sort") == "descending"
    assert page.evaluate("document.activeElement.className") == "sort", "fokus ska stanna på knappen"


def test_enter_in_the_search_field_stays_on_the_page(catalogue: Catalogue) -> None:
    catalogue.write("aktiviteter")
    catalogue.page.evaluate("window.samma = true")
    catalogue.page.press("#fritext", "Enter")
    catalogue.settled()
    assert catalogue.page.evaluate("window.samma"), "sidan ska inte laddas om"
    assert catalogue.query() == [("q", "aktiviteter")] and catalogue.ids() == ["ama"]


def test_without_scripts_everything_is_there_and_nothing_that_does_not_work(site: Site, browser, insatser) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(site.url + "insatser/?forbund=stockholm")
        assert page.locator("#katalog table tbody tr").count() == len(insatser)
        assert page.locator("#katalog table tbody th a").all_inner_texts() == [insats.namn for insats in insatser]
        for selector in ("#filter", "#fler", "thead button"):
            assert page.locator(selector).filter(visible=True).count() == 0
        expect(page.get_by_role("link", name=re.compile("Ladda ner alla som CSV"))).to_be_visible()
