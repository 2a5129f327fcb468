"""Katalogen i en riktig webbläsare: filtren, sorteringen, adressen, urvalet att ladda ner, tangentbordet."""

import io
import re
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pytest
from lxml import html
from playwright.sync_api import Page, expect

from macros.model.insats import Insats
from macros.views.lager import ANDRA, EGNA, urval
from tests import rader
from tests.conftest import Site, tab
from tests.katalogsida import FACETS, SORTED_BY, Catalogue, counted, downloaded, ids_of, in_facets, read_csv


@pytest.fixture
def catalogue(example_site: Site, page: Page) -> Catalogue:
    return Catalogue(page, example_site.url).open()


@pytest.fixture(scope="module")
def insatser() -> tuple[Insats, ...]:
    """Värdens: de andra förbundens står på en egen sida."""
    return tuple(urval(rader.example_register().insatser, EGNA))


# ---- Fritext ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["mot arbete", "arbete mot", "MOT Arbete", "mot  arbete ", "mot arb"])
def test_free_text_finds_words_in_any_order_and_case(catalogue: Catalogue, text: str) -> None:
    catalogue.write(text)
    catalogue.shows(["mot-arbete", "del-av"])


@pytest.mark.parametrize(
    ("text", "id_"), [("åsens", "planeras"), ("ÄNGENS", "del-av"), ("Ö\u0308rat", None), ("O\u0308rat", "del-av-annat")]
)
def test_free_text_knows_swedish_letters(catalogue: Catalogue, text: str, id_: str | None) -> None:
    """Också när pricken över bokstaven är ett eget tecken. En bokstav med prickar är en annan bokstav."""
    catalogue.write(text)
    catalogue.shows([id_] if id_ else [])


def test_a_letter_with_dots_is_another_letter(catalogue: Catalogue) -> None:
    catalogue.write("asens")
    catalogue.shows([])


def test_free_text_reads_every_column(catalogue: Catalogue, insatser) -> None:
    for text in ("summativ", "Exempelhögskolan", "tills vidare", "avslutad"):
        catalogue.write(text)
        expect(catalogue.page.locator("#antal")).to_have_text(re.compile(rf"^[1-9]\d* av {len(insatser)} insatser$"))


# ---- Filtren ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("facet", FACETS)
def test_every_choice_counts_and_shows_what_the_model_says(catalogue: Catalogue, insatser, facet: str) -> None:
    expected = counted(facet, insatser)
    catalogue.counts(facet, expected)
    for value in sorted(expected, key=lambda value: (-expected[value], value))[:4]:
        box = catalogue.box(facet, value)
        box.check()
        catalogue.shows(ids_of(in_facets(insatser, {facet: {value}})))
        box.uncheck()


def test_choices_in_one_filter_widen_and_between_filters_narrow(catalogue: Catalogue, insatser) -> None:
    chosen = {"typ": {"individinriktad", "strukturell"}, "status": {"avslutad"}, "ar": {"2017", "2021"}}
    for facet, values in chosen.items():
        for value in values:
            catalogue.box(facet, value).check()
    found = in_facets(insatser, chosen)
    assert 0 < len(found) < len(in_facets(insatser, {"typ": chosen["typ"]}))
    catalogue.shows(ids_of(found))
    for facet in FACETS:  # antalen räknas med de andra filtren men inte med det egna
        catalogue.counts(facet, counted(facet, in_facets(insatser, chosen, leaving_out=facet)))


def test_counts_follow_the_free_text(catalogue: Catalogue, insatser) -> None:
    catalogue.write("påhittade utvärderare")
    found = [insats for insats in insatser if "Påhittade Utvärderare AB" in insats.utförare]
    catalogue.shows(ids_of(found))
    for facet in FACETS:
        catalogue.counts(facet, counted(facet, found))


def test_the_filter_says_how_many_values_are_chosen(catalogue: Catalogue) -> None:
    marker = catalogue.page.locator("[data-chosen=typ]")
    expect(marker).to_have_text("")
    catalogue.box("typ", "individinriktad").check()
    expect(marker).to_have_text(" (1 vald)")
    catalogue.box("typ", "strukturell").check()
    expect(marker).to_have_text(" (2 valda)")


def test_hits_are_announced_and_an_empty_result_says_what_to_do(catalogue: Catalogue, insatser) -> None:
    catalogue.says(f"{len(insatser)} insatser")
    catalogue.box("typ", "strukturell").check()
    catalogue.says(f"{len(in_facets(insatser, {'typ': {'strukturell'}}))} av {len(insatser)} insatser")
    catalogue.write("finns inte")
    catalogue.says("Inga insatser passar valen. Ta bort något val.")
    expect(catalogue.page.locator("#ladda-ner")).to_be_hidden()
    expect(catalogue.page.get_by_role("status")).to_have_count(1)


def test_reset_takes_away_everything(catalogue: Catalogue, insatser) -> None:
    catalogue.open(q="a", typ="individinriktad", sort="namn", ordning="fallande")
    assert catalogue.ids() != ids_of(insatser)
    catalogue.page.get_by_role("button", name="Rensa val").click()
    catalogue.query([])
    catalogue.shows(ids_of(insatser))
    expect(catalogue.page.locator("input:checked")).to_have_count(0)
    expect(catalogue.page.locator("#fritext")).to_have_value("")
    expect(catalogue.page.locator("[aria-sort]")).to_have_count(0)


# ---- Adressen ---------------------------------------------------------------------------------------------

CHOICES = [
    ("q", "mot a"),
    ("typ", "individinriktad"),
    ("status", "avslutad"),
    ("ar", "2019"),
    ("ar", "2018"),
    ("sort", "namn"),
    ("ordning", "fallande"),
]
CHOSEN = ["del-av", "mot-arbete"]


def choose(catalogue: Catalogue) -> None:
    """Gör valen i CHOICES som en besökare gör dem."""
    catalogue.write("mot a")
    for facet, value in CHOICES[1:5]:
        catalogue.box(facet, value).check()
    catalogue.sort("namn")
    catalogue.sort("namn", "descending")
    catalogue.shows(CHOSEN)
    catalogue.query(CHOICES)


def test_choices_stand_in_the_address_and_come_back_when_it_is_opened(
    catalogue: Catalogue, example_site: Site, browser
) -> None:
    choose(catalogue)
    with tab(browser) as other:
        other.goto(catalogue.page.url)
        again = Catalogue(other, example_site.url)
        again.shows(CHOSEN)
        again.query(CHOICES)
        expect(other.get_by_label("Sök bland insatserna")).to_have_value("mot a")
        assert sorted(other.eval_on_selector_all("input:checked", "(all) => all.map((one) => one.value)")) == sorted(
            value for _, value in CHOICES[1:5]
        )
        expect(other.locator("details[open] [data-chosen]")).to_have_count(3)  # det valda syns


def test_back_from_an_insats_restores_the_choices(catalogue: Catalogue) -> None:
    choose(catalogue)
    catalogue.page.locator("#katalog table tbody a").first.click()
    catalogue.page.wait_for_url(f"**/insatser/{CHOSEN[0]}/")
    catalogue.page.go_back()
    catalogue.page.wait_for_selector("th[aria-sort=descending]")
    catalogue.shows(CHOSEN)
    catalogue.query(CHOICES)
    expect(catalogue.page.locator("input:checked")).to_have_count(4)


def test_the_choices_do_not_fill_the_history(catalogue: Catalogue, example_site: Site) -> None:
    catalogue.page.goto(example_site.url)
    catalogue.open()
    choose(catalogue)
    catalogue.page.go_back()
    expect(catalogue.page).to_have_url(example_site.url)


def test_back_to_before_a_link_within_the_page_restores_the_choices_made_then(catalogue: Catalogue, insatser) -> None:
    catalogue.box("typ", "individinriktad").check()
    catalogue.query([("typ", "individinriktad")])
    catalogue.page.focus(".skip")
    catalogue.page.keyboard.press("Enter")
    catalogue.box("typ", "strukturell").check()
    catalogue.query([("typ", "individinriktad"), ("typ", "strukturell")])
    catalogue.page.go_back()
    catalogue.query([("typ", "individinriktad")])
    catalogue.shows(ids_of(in_facets(insatser, {"typ": {"individinriktad"}})))


def test_an_address_with_unknown_choices_shows_everything(catalogue: Catalogue, insatser) -> None:
    catalogue.open(typ="finns-inte", sort="finns-inte", annat="x")
    catalogue.shows(ids_of(insatser))


def test_links_from_other_pages_lead_to_the_filtered_catalogue_of_the_others(catalogue: Catalogue, example_site: Site) -> None:
    page = html.parse(str(example_site.folder / "om/forbundet/index.html"))
    links = page.xpath("//a[contains(@href, 'insatser/andra-forbund/?')]/@href")
    assert links
    for link in links:
        catalogue.page.goto(f"{example_site.url}om/forbundet/{link}")
        ((_, whose),) = parse_qsl(urlsplit(link).query)
        found = [one for one in urval(rader.example_register().insatser, ANDRA) if one.förbund.id == whose]
        assert found
        catalogue.shows(ids_of(found))


# ---- Sorteringen ------------------------------------------------------------------------------------------


def in_swedish_order(page: Page, texts: list[str]) -> bool:
    return page.evaluate(
        "(texts) => texts.every((text, i) => i === 0 || texts[i - 1].localeCompare(text, 'sv', { numeric: true }) <= 0)", texts
    )


MISSING = "Saknas"


@pytest.mark.parametrize("column", [column for column in SORTED_BY if column != "tid"])
def test_columns_sort_both_ways_and_say_so(catalogue: Catalogue, insatser, column: str) -> None:
    for way in ("ascending", "descending"):
        catalogue.sort(column, way)
        expect(catalogue.page.locator("[aria-sort]")).to_have_count(1)
        assert sorted(catalogue.ids()) == sorted(ids_of(insatser))
        cells = catalogue.cells(column)
        known = [cell for cell in cells if not cell.startswith(MISSING)]
        assert cells[: len(known)] == known, "det som saknas ska stå sist"
        assert in_swedish_order(catalogue.page, known if way == "ascending" else known[::-1])
        assert len(set(known)) > 1


def test_time_sorts_by_date_and_not_by_its_words(catalogue: Catalogue, insatser) -> None:
    by_id = {insats.id: insats.projekttid for insats in insatser}
    starts = sorted(tid.start.första for tid in by_id.values() if tid.start)
    unknown = {id_ for id_, tid in by_id.items() if not tid.start and not tid.slut}
    assert unknown
    for way, expected in (("ascending", starts), ("descending", starts[::-1])):
        catalogue.sort("tid", way)
        ids = catalogue.ids()
        assert [by_id[id_].start.första for id_ in ids if by_id[id_].start] == expected
        assert set(ids[-len(unknown) :]) == unknown


def test_sorting_holds_while_filtering(catalogue: Catalogue, example_site: Site) -> None:
    catalogue.page.goto(f"{example_site.url}insatser/andra-forbund/")
    catalogue.sort("namn")
    catalogue.box("forbund", "gamma").check()
    catalogue.shows(["gamma-berg", "gamma-dal", "gamma-ek-2", "gamma-ek"])  # ek 9 före ek 10


# ---- Urvalet att ladda ner --------------------------------------------------------------------------------


def test_everything_is_the_published_file(catalogue: Catalogue, example_site: Site) -> None:
    assert downloaded(catalogue.page) == ("insatser.csv", (example_site.folder / "data/insatser.csv").read_bytes())


def test_the_selection_has_the_published_header_and_the_rows_shown_in_their_order(
    catalogue: Catalogue, example_site: Site
) -> None:
    header, *rows = read_csv((example_site.folder / "data/insatser.csv").read_bytes())
    catalogue.box("typ", "individinriktad").check()
    catalogue.write("summativ")
    catalogue.sort("namn")
    expect(catalogue.page.locator("#ladda-ner")).to_have_text("Ladda ner urvalet som CSV")
    shown = catalogue.ids()
    assert 1 < len(shown) < len(rows)
    name, content = downloaded(catalogue.page)
    by_id = {row[0]: row for row in rows}
    assert name == "insatser-urval.csv"
    assert read_csv(content) == [header, *(by_id[id_] for id_ in shown)]


def test_the_selection_is_a_workbook_too_with_every_sheets_rows_in_the_same_order(
    catalogue: Catalogue, example_site: Site
) -> None:
    whole = openpyxl.load_workbook(example_site.folder / "data/v1/insatser.xlsx")
    catalogue.box("typ", "individinriktad").check()
    catalogue.sort("namn")
    expect(catalogue.page.locator("#ladda-ner-excel")).to_have_text("Ladda ner urvalet som Excel")
    shown = catalogue.ids()
    name, content = downloaded(catalogue.page, "#ladda-ner-excel")
    assert name == "insatser-urval.xlsx"
    about, *sheets = openpyxl.load_workbook(io.BytesIO(content))
    assert [*about.values] == [*whole.worksheets[0].values]
    assert [sheet.title for sheet in sheets] == whole.sheetnames[1:] and len(sheets) > 2
    for sheet in sheets:
        header, *rows = whole[sheet.title].values
        assert [*sheet.values] == [header, *(row for id_ in shown for row in rows if row[0] == id_)]
    assert 1 < sheets[0].max_row < whole.worksheets[1].max_row


def test_the_download_link_says_when_the_file_can_not_be_fetched(example_site: Site, own_page: Page) -> None:
    catalogue = Catalogue(own_page, example_site.url).open()
    errors: list[str] = []
    catalogue.page.on("pageerror", lambda error: errors.append(str(error)))
    catalogue.page.route("**/data/insatser.csv", lambda route: route.abort())
    catalogue.box("typ", "individinriktad").check()
    catalogue.page.click("#ladda-ner")
    catalogue.says("Det gick inte att hämta filen. Försök igen.")
    assert errors == []


# ---- Tangentbordet och utan skript ------------------------------------------------------------------------


def test_everything_works_from_the_keyboard(catalogue: Catalogue, insatser) -> None:
    page, focused = catalogue.page, catalogue.page.locator(":focus")
    page.focus("#fritext")
    page.keyboard.type("a")
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    expect(focused).to_have_js_property("tagName", "SUMMARY")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(focused).to_have_js_property("type", "checkbox")
    first = focused.input_value()
    page.keyboard.press("Space")
    catalogue.shows(ids_of(in_facets(insatser, {"typ": {first}})))
    page.focus("thead button >> nth=0")
    page.keyboard.press("Enter")
    expect(page.locator("th[data-sort=namn]")).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Space")
    expect(page.locator("th[data-sort=namn]")).to_have_attribute("aria-sort", "descending")
    expect(focused).to_have_class("sort")  # fokus ska stanna på knappen


def test_tab_goes_from_the_filters_to_the_headings(catalogue: Catalogue) -> None:
    page = catalogue.page
    page.locator("#filter").get_by_role("button", name="Rensa val").focus()
    page.evaluate("() => { window.passed = []; addEventListener('focusin', ({ target }) => passed.push(target.className)); }")
    for _ in range(10):
        page.keyboard.press("Tab")
    page.wait_for_function("() => passed.includes('sort')")


def test_enter_in_the_search_field_stays_on_the_page(catalogue: Catalogue) -> None:
    catalogue.write("nästa steg")
    catalogue.page.evaluate("window.samma = true")
    catalogue.page.press("#fritext", "Enter")
    catalogue.query([("q", "nästa steg")])
    catalogue.shows(["nasta-steg"])
    assert catalogue.page.evaluate("window.samma"), "sidan ska inte laddas om"


def test_without_scripts_everything_is_there_and_nothing_that_does_not_work(example_site: Site, browser, insatser) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(example_site.url + "insatser/?typ=strukturell")
        expect(page.locator("#katalog table tbody th a")).to_have_text([insats.namn for insats in insatser])
        for selector in ("#filter", "#fler", "thead button"):
            expect(page.locator(selector).filter(visible=True)).to_have_count(0)
        expect(page.get_by_role("link", name=re.compile("Ladda ner alla som CSV"))).to_be_visible()
