"""Katalogen med många insatser: några först, resten när besökaren ber om dem."""

import itertools
import re
from collections.abc import Iterator
from copy import deepcopy

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from macros.model.insats import Insats
from macros.model.register import build as build_register
from macros.views.lager import EGNA, urval
from tests import minimal
from tests.conftest import build, copy_example, served
from tests.katalogsida import FACETS, Catalogue, counted, downloaded, ids_of, in_facets, read_csv

NAMES = ["Örnen", "örat", "Zebran", "Åsen", "Ärlan", "Adam 10", "Adam 9", "adam 2", "Ängen", "Ådan", "Vasa", "Walla"]
NAMES_IN_ORDER = ["adam 2", "Adam 9", "Adam 10", "Vasa", "Walla", "Zebran", "Ådan", "Åsen", "Ängen", "Ärlan", "örat", "Örnen"]
MANY = 120
RELATED = {"efterföljare", "föregångare", "tidigare_adresser"}
DELTA = "Påhittade Delta AB"


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Iterator[tuple[str, tuple[Insats, ...]]]:
    """En webbplats med 120 påhittade insatser. De som är svåra att ordna har en egen utförare, Delta."""
    folder = tmp_path_factory.mktemp("manga")
    path = copy_example(folder) / "insatser.yaml"
    rows = yaml.load(path.read_text("utf8"), Loader=yaml.CBaseLoader)
    several = itertools.cycle([row for row in rows if not row.keys() & RELATED])
    names = itertools.chain(NAMES, (f"Insats {number}" for number in itertools.count()))
    for number, row, name in zip(range(MANY - len(rows)), several, names):
        delta = {"utförare": [DELTA]} if name in NAMES else {}
        rows.append(deepcopy(row) | {"id": f"insats-{number}", "namn": name} | delta)
    path.write_text(yaml.dump(rows, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf8")
    build(folder / "data", folder / "site")
    with served(folder / "site") as url:
        data = minimal.examine(folder / "data").data
        yield url, tuple(urval(build_register(data.dictionary, data.tables).insatser, EGNA))


@pytest.fixture
def big(many, page: Page) -> Catalogue:
    return Catalogue(page, many[0]).open()


def test_a_long_list_begins_with_some_and_shows_the_rest_on_request(big: Catalogue, many) -> None:
    every = ids_of(many[1])
    big.shows(every[:50])
    big.says(f"{MANY} insatser")
    big.page.get_by_role("button", name=f"Visa alla {MANY}").click()
    big.shows(every)
    # Fokus står på den första nya raden.
    expect(big.page.locator(f'tr[data-id="{every[50]}"] a').first).to_be_focused()
    expect(big.page.locator("#fler")).to_be_hidden()


def test_a_new_filter_begins_with_some_again(big: Catalogue) -> None:
    big.page.get_by_role("button", name=f"Visa alla {MANY}").click()
    expect(rows(big)).to_have_count(MANY)
    big.write("a")
    expect(rows(big)).to_have_count(50)
    big.page.get_by_role("button", name=re.compile("Visa alla ")).click()
    expect(big.page.locator("#fler")).to_be_hidden()
    big.page.get_by_role("button", name="Rensa val").click()
    big.query([])
    expect(rows(big)).to_have_count(50)


def rows(catalogue: Catalogue) -> Locator:
    return catalogue.page.locator("#katalog table tbody tr")


def test_filter_and_selection_reach_the_rows_not_shown(big: Catalogue, many) -> None:
    chosen = {"status": {"avslutad", "pågår"}}
    for value in chosen["status"]:
        big.box("status", value).check()
    found = in_facets(many[1], chosen)
    assert 50 < len(found) < MANY
    big.says(f"{len(found)} av {MANY} insatser")
    expect(rows(big)).to_have_count(50)
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
