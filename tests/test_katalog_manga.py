"""Katalogen med många insatser: några först, resten när besökaren ber om dem."""

import re
from collections.abc import Iterator

import pytest
import yaml
from playwright.sync_api import Page, expect

from macros import check
from macros.model.register import Register
from macros.model.register import build as build_register
from macros.tools.bench.made import make_data
from tests.conftest import DAY, build, served
from tests.katalogsida import FACETS, Catalogue, counted, downloaded, ids_of, in_facets, read_csv

# ---- Många insatser ---------------------------------------------------------------------------------------

NAMES = ["Örnen", "örat", "Zebran", "Åsen", "Ärlan", "Adam 10", "Adam 9", "adam 2", "Ängen", "Ådan", "Vasa", "Walla"]
NAMES_IN_ORDER = ["adam 2", "Adam 9", "Adam 10", "Vasa", "Walla", "Zebran", "Ådan", "Åsen", "Ängen", "Ärlan", "örat", "Örnen"]
MANY = 120


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Iterator[tuple[str, Register]]:
    """En webbplats med 120 påhittade insatser, några med namn som är svåra att ordna."""
    folder = tmp_path_factory.mktemp("manga")
    make_data(folder / "data", MANY)
    path = folder / "data/insatser.yaml"
    rows = yaml.load(path.read_text("utf8"), Loader=yaml.CBaseLoader)
    for row, name in zip((row for row in rows if row["id"].startswith("insats-")), NAMES):
        row |= {"namn": name, "förbund": "sodra-dalarna"}
    path.write_text(yaml.dump(rows, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf8")
    build(folder / "data", folder / "site")
    with served(folder / "site") as url:
        data = check.examine(folder / "data", DAY).data
        yield url, build_register(data.dictionary, data.tables)


@pytest.fixture
def big(many, page: Page) -> Catalogue:
    return Catalogue(page, many[0]).open()


def test_a_long_list_begins_with_some_and_shows_the_rest_on_request(big: Catalogue, many) -> None:
    every = ids_of(many[1].insatser)
    assert big.ids() == every[:50] and big.status() == f"{MANY} insatser"
    big.page.get_by_role("button", name=f"Visa alla {MANY}").click()
    assert big.ids() == every
    focused = big.page.evaluate("document.activeElement.closest('tr')?.dataset.id")
    assert focused == every[50], "fokus ska stå på den första nya raden"
    assert big.page.evaluate("document.activeElement.tagName") == "A"
    expect(big.page.locator("#fler")).to_be_hidden()


def test_a_new_filter_begins_with_some_again(big: Catalogue) -> None:
    big.page.get_by_role("button", name=f"Visa alla {MANY}").click()
    big.write("a")
    assert len(big.ids()) == 50
    big.page.get_by_role("button", name=re.compile("Visa alla ")).click()
    big.page.get_by_role("button", name="Rensa val").click()
    big.settled()
    assert len(big.ids()) == 50


def test_filter_and_selection_reach_the_rows_not_shown(big: Catalogue, many) -> None:
    chosen = {"forbund": {"sodra-dalarna", "stockholm", "uppsala"}}
    for value in chosen["forbund"]:
        big.box("forbund", value).check()
    found = in_facets(many[1].insatser, chosen)
    assert 50 < len(found) < MANY and len(big.ids()) == 50
    assert big.status() == f"{len(found)} av {MANY} insatser"
    _, content = downloaded(big.page)
    assert [row[0] for row in read_csv(content)[1:]] == ids_of(found)


def test_names_sort_as_in_a_swedish_dictionary(big: Catalogue) -> None:
    big.box("forbund", "sodra-dalarna").check()
    big.sort("namn")
    assert big.page.locator("#katalog table tbody th a").all_inner_texts() == NAMES_IN_ORDER
    big.sort("namn")
    assert big.page.locator("#katalog table tbody th a").all_inner_texts() == NAMES_IN_ORDER[::-1]


def test_counts_agree_with_the_model_when_there_are_many(big: Catalogue, many) -> None:
    for facet in FACETS:
        assert big.counts(facet) == counted(facet, many[1].insatser)
