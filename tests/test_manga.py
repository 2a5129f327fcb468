"""Många insatser: långa listor sida för sida utan skript, och katalogen med skript, där valen gäller alla rader."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from urllib.parse import urljoin

import lxml.html
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from macros.check.pages import FROM_DATA
from macros.model.atagande import Läge, per_läge
from macros.model.insats import Insats
from macros.model.jamforelse import jämförelse
from macros.model.planmatris import matrisrader
from macros.model.register import Register
from macros.model.utfall import TOTALT, Period
from macros.views.lager import ANDRA, EGNA, urval
from tests.conftest import DAY, Site
from tests.katalogsida import FACETS, Catalogue, counted, downloaded, ids_of, in_facets, read_csv
from tests.manga import ADDRESS, DELTA, FEW, MANY, NAMES_IN_ORDER, built_with_many
from tests.vantan import wait_until

METHOD = "summativ-utvardering"


@pytest.fixture(scope="module")
def site_of_many(tmp_path_factory) -> Iterator[tuple[Site, Register]]:
    """En webbplats med 120 påhittade insatser och 50 hos ett annat förbund, där en sida har högst FEW rader."""
    with built_with_many(tmp_path_factory.mktemp("manga")) as built:
        yield built


@pytest.fixture
def many(site_of_many: tuple[Site, Register]) -> tuple[str, tuple[Insats, ...]]:
    """Webbplatsens adress och värdens insatser."""
    site, register = site_of_many
    return site.url, tuple(urval(register.insatser, EGNA))


@pytest.fixture
def big(many, page: Page) -> Catalogue:
    return Catalogue(page, many[0]).open()


def test_a_long_list_begins_with_some_and_shows_the_rest_on_request(big: Catalogue, many) -> None:
    every = ids_of(many[1])
    big.shows(every[:FEW])
    big.says(f"{MANY} insatser")
    big.page.get_by_role("button", name=f"Visa alla {MANY}").click()
    big.shows(every)
    # Fokus står på den första nya raden.
    expect(big.page.locator(f'tr[data-id="{every[FEW]}"] a').first).to_be_focused()
    expect(big.page.locator("#fler")).to_be_hidden()


def test_a_new_filter_begins_with_some_again(big: Catalogue) -> None:
    big.page.get_by_role("button", name=f"Visa alla {MANY}").click()
    expect(rows(big)).to_have_count(MANY)
    big.write("a")
    expect(rows(big)).to_have_count(FEW)
    big.page.get_by_role("button", name=re.compile("Visa alla ")).click()
    expect(big.page.locator("#fler")).to_be_hidden()
    big.page.get_by_role("button", name="Rensa val").click()
    big.query([])
    expect(rows(big)).to_have_count(FEW)


def rows(catalogue: Catalogue) -> Locator:
    return catalogue.page.locator("#katalog table tbody tr")


def test_filter_and_selection_reach_the_rows_not_shown(big: Catalogue, many) -> None:
    chosen = {"status": {"avslutad", "pågår"}}
    for value in chosen["status"]:
        big.box("status", value).check()
    found = in_facets(many[1], chosen)
    assert FEW < len(found) < MANY
    big.says(f"{len(found)} av {MANY} insatser")
    expect(rows(big)).to_have_count(FEW)
    _, content = downloaded(big.page)
    assert [row[0] for row in read_csv(content)[1:]] == ids_of(found)


def test_names_sort_as_in_a_swedish_dictionary(big: Catalogue) -> None:
    big.box("utforare", DELTA).check()
    big.sort("namn")
    names = big.page.locator("#katalog table tbody th a")
    expect(names).to_have_text(NAMES_IN_ORDER)
    big.sort("namn", "descending")
    expect(names).to_have_text(NAMES_IN_ORDER[::-1])


def test_counts_agree_with_the_model_when_there_are_many(big: Catalogue, many) -> None:
    for facet in FACETS:
        big.counts(facet, counted(facet, many[1]))


# ---- Sida för sida, utan skript -------------------------------------------------------------------------------


def page_of(site: Site, address: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((site.folder / address / "index.html").read_bytes())


def target(page: str, href: str) -> str:
    """Adressen från roten som en länk på sidan leder till."""
    return urljoin(f"/{page}", href).partition("#")[0].lstrip("/")


def pages_of(site: Site, address: str, name: str) -> list[str]:
    """Adresserna till listans sidor, så som den hittar som följer Nästa sida från den första."""
    found, link = [address], f"//nav[@aria-label='{name}, sida för sida']/p/a[.='Nästa sida']/@href"
    while following := page_of(site, found[-1]).xpath(link):
        found.append(target(found[-1], following[0]))
    return found


def linked(site: Site, address: str, rows: str) -> list[str]:
    """Insatserna som raderna på sidan leder till."""
    addresses = [target(address, href) for href in page_of(site, address).xpath(rows)]
    return [one.removeprefix("insatser/").rstrip("/") for one in addresses]


def ids(insatser: Iterable[Insats]) -> Counter[str]:
    return Counter(insats.id for insats in insatser)


def of_host(register: Register) -> Counter[str]:
    return ids(urval(register.insatser, EGNA))


def of_others(register: Register) -> Counter[str]:
    return ids(urval(register.insatser, ANDRA))


def in_matrix(register: Register) -> Counter[str]:
    planer = register.uppföljning.planer
    return ids(
        row.insats
        for one in register.förbund
        for row in matrisrader(register.insatser_i(one), planer.gällande(one, DAY), planer)
    )


def compared(register: Register, förbund: str) -> Counter[str]:
    [one] = [one for one in register.förbund if one.id == förbund]
    return ids(row.insats for rows in jämförelse(register, register.insatser_i(one)) for row in rows)


def with_outcomes(register: Register) -> Counter[str]:
    grupper = register.uppföljning.utfallsgrupper
    return ids(one for one in urval(register.insatser, ANDRA) if one.id in grupper)


def in_period(register: Register) -> Counter[str]:
    period = Period(date(2025, 1, 1), date(2025, 12, 31))
    return ids(rad.gäller[0] for rad in register.värdens_utfall[period] if rad.kön == TOTALT)


def obligations(läge: Läge | None = None) -> Callable[[Register], Counter[str]]:
    """Åtagandena i ett läge, eller insatserna som har några."""

    def expected(register: Register) -> Counter[str]:
        found = register.värdens_åtaganden(DAY)
        return ids(one.insats for one in per_läge(found, DAY)[läge]) if läge else Counter({one.insats.id for one in found})

    return expected


def with_method(register: Register, vilka: str) -> Counter[str]:
    return ids(one for one in urval(register.insatser, vilka) if METHOD in {val.metod.id for val in one.metodval})


def from_source(register: Register) -> Counter[str]:
    return ids(one for one in register.insatser if "exempelplan" in {källa.dokument.id for källa in one.källor})


TIMELINE = "//main//table[contains(@class, 'timeline')]//th/a/@href | //main//ul[@class='columns']/li/a/@href"
TABLE = "//main//table[caption[starts-with(normalize-space(), '{}')]]/tbody/tr/th/a[not(@class='uncertain')]/@href"
COMPARED = "//tr[@data-rad]/th/a/@href | //section[@id='gar-inte']//li/a/@href"
# Listan: sidan där den börjar, namnet på vägen mellan sidorna, länkarna i raderna, och insatserna som ska stå där.
LISTS: dict[str, tuple[str, str, str, Callable[[Register], Counter[str]]]] = {
    "katalogen": ("insatser/", "Alla insatser", TABLE.format("Insatser"), of_host),
    "andras katalog": (
        "insatser/andra-forbund/",
        "Andra förbunds insatser",
        TABLE.format("Andra förbunds insatser"),
        of_others,
    ),
    "matrisen": (
        "uppfoljning/matris/",
        "Matris för uppföljning och utvärdering",
        "//table[contains(@class, 'matrix')]//tr[@id]/th/a/@href",
        in_matrix,
    ),
    "tidslinjen": ("tidslinje/", "Tidslinje", TIMELINE, of_host),
    "andras tidslinje": ("tidslinje/", "Andra förbunds tidslinje", TIMELINE, of_others),
    "andras utfall": ("resultat/utfall/", "Andra förbunds utfall", TABLE.format("Andra förbunds utfall"), with_outcomes),
    "en period": ("resultat/utfall/2025/", "Utfall 2025", TABLE.format("Utfall per insats"), in_period),
    "jämförelsen": ("resultat/jamfor/", "Jämför insatser", COMPARED, partial(compared, förbund="alfa")),
    "jämförelsen med ett förbund": ("resultat/jamfor/beta/", "Jämför: Beta", COMPARED, partial(compared, förbund="beta")),
    "det utan datum": (
        "resultat/rapportlaget/",
        "Rapportläget: Det som återkommer, eller där ingen har sagt vilken dag",
        "//table[caption='Det som återkommer, eller där ingen har sagt vilken dag']/tbody/tr/td[2]//a/@href",
        obligations(Läge.UTAN_DATUM),
    ),
    "rapportläget": (
        "resultat/rapportlaget/",
        "Rapportläget: Insats för insats",
        TABLE.format("Hur många åtaganden varje insats har"),
        obligations(),
    ),
    "en metod": (
        f"metoder/{METHOD}/",
        "Våra insatser med metoden Summativ utvärdering",
        TABLE.format("Våra insatser som har valt metoden"),
        partial(with_method, vilka=EGNA),
    ),
    "en metod hos andra": (
        f"metoder/{METHOD}/",
        "Andra förbunds insatser med metoden Summativ utvärdering",
        TABLE.format("Andra förbunds insatser som har valt metoden"),
        partial(with_method, vilka=ANDRA),
    ),
    "en källa": (
        "om/kallor/",
        "Insatser som bygger på Exempelplanen 2021–2030",
        "//section[@id='exempelplan']//ul[@class='columns']/li/a/@href | //div[@class='content']/ul/li/a/@href",
        from_source,
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_every_row_is_reached_once_without_script(site_of_many: tuple[Site, Register], name: str) -> None:
    site, register = site_of_many
    address, title, rows, expected = LISTS[name]
    wanted = expected(register)
    pages = pages_of(site, address, title)
    found = [[one for one in linked(site, page, rows) if one in wanted] for page in pages]
    assert len(pages) > 1
    assert Counter(one for ones in found for one in ones) == wanted
    assert max(map(len, found)) <= FEW


@pytest.mark.parametrize("name", LISTS)
def test_each_page_of_a_list_says_which_it_is_and_leads_to_the_others(site_of_many: tuple[Site, Register], name: str) -> None:
    site, _ = site_of_many
    address, title, *_ = LISTS[name]
    pages = pages_of(site, address, title)
    sitemap = (site.folder / "sitemap.xml").read_text("utf8")
    for number, page in enumerate(pages, 1):
        html = page_of(site, page)
        [nav] = html.xpath(f"//nav[@aria-label='{title}, sida för sida']")
        links = nav.xpath(".//li/a")
        assert [target(page, link.get("href")) for link in links] == pages
        assert [link.get("aria-current") for link in links] == ["page" if page == one else None for one in pages]
        if number > 1:
            assert " ".join(html.findtext(".//h1").replace("\xad", "").split()) == f"{title}, sida {number} av {len(pages)}"
            assert target(page, html.xpath("//div[@class='content']//a/@href")[0]) == address
            assert FROM_DATA.fullmatch(f"{page.rstrip('/')}.md") and f"<loc>{ADDRESS}{page}</loc>" in sitemap
            assert html.xpath("//link[@rel='canonical']/@href") == [ADDRESS + page]


def test_a_filter_on_the_first_page_finds_what_is_on_the_last(many, page: Page) -> None:
    last = many[1][-1]
    catalogue = Catalogue(page, many[0]).open(q=last.namn)
    catalogue.shows([last.id])
    catalogue.says(f"1 av {MANY} insatser")
    expect(page.locator("nav.parts")).to_be_hidden()


def test_comparison_filters_rows_on_every_page(many, site_of_many: tuple[Site, Register], page: Page) -> None:
    _, register = site_of_many
    rows, _ = jämförelse(register, register.insatser_i(register.värd))
    last = rows[-1].insats
    page.goto(f"{many[0]}resultat/jamfor/")
    expect(page.locator("#jamfor-antal")).to_have_text(f"{len(rows)} av {len(rows)} rader, från 1 förbund")
    page.fill("#jamfor-q", last.namn)
    wanted = sum(last.namn in one.insats.namn for one in rows)
    expect(page.locator("#jamfor-antal")).to_have_text(f"{wanted} av {len(rows)} rader, från 1 förbund")
    page.locator("#jamfor input[value=beta]").check()
    expect(page.locator("tr[data-forbund=beta]:not([hidden])")).to_have_count(0)


# ---- Inget flyttas ----------------------------------------------------------------------------------------------

# Hur mycket som har flyttats efter en tid. Det som flyttas när typsnittet kommer hör till typsnittet, inte till skriptet.
SHIFTED = """(since) => new Promise((done) => { let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) if (one.startTime > since) sum += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum))); })"""
PAINTED = "() => performance.getEntriesByType('paint').length > 0"
FONTS_SET = """() => document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))))"""


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("address", ["insatser/", "resultat/jamfor/"])
def test_nothing_moves_when_the_script_comes(many, own_page: Page, address: str, width: int) -> None:
    held: list[Route] = []
    own_page.set_viewport_size({"width": width, "height": 900})
    own_page.route(re.compile(r"\.js"), lambda route: held.append(route))
    own_page.goto(many[0] + address, wait_until="commit")
    wait_until(own_page, PAINTED, True)
    since = own_page.evaluate(FONTS_SET)
    for route in held:
        route.continue_()
    own_page.wait_for_load_state("load")
    assert own_page.evaluate(SHIFTED, since) == 0
