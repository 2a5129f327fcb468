"""Sagodalen, ett troligt förbund: det går att kontrollera och bygga, och det har allt som proven av resultaten behöver."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.check import examine
from macros.findings import RÅD, as_text
from macros.model import register as model
from macros.model.register import Register
from macros.model.utfall import KÖNEN, TOTALT
from tests.conftest import DAY, Site
from tests.sagodalen import make, true_groups


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    examined = examine(make(tmp_path_factory.mktemp("sagodalen") / "mapp", DAY), DAY, pages=())
    worse = [finding for finding in examined.findings if finding.level != RÅD]
    assert worse == [], as_text(worse)
    return model.build(examined.data.dictionary, examined.data.tables)


def test_twelve_insatser_and_four_years(register: Register) -> None:
    own = register.insatser
    assert len(own) == 12
    assert {post.år for insats in own for post in insats.budget} >= {2022, 2023, 2024, 2025, 2026}
    assert {insats.status(DAY).name for insats in own} >= {"PÅGÅR", "AVSLUTAD"}
    assert [insats.id for insats in own if any(one.vad == "ändrad metod" for one in insats.ändringar)] == ["sprakstegen"]


def test_whole_years_half_years_and_an_insats_without_outcomes(register: Register) -> None:
    months = {rad.period.månader for rad in register.uppföljning.utfall if rad.period}
    assert months == {6, 12}
    measured = {rad.insats.id for rad in register.uppföljning.utfall if rad.insats}
    assert {insats.id for insats in register.insatser} - measured >= {"kraftkallan", "larande-moten"}


def test_the_protection_acts(register: Register) -> None:
    """En del tal visas för båda könen, en del bara totalt, och inget litet tal visas."""
    true = {(insats, from_): group for insats, from_, _, group in true_groups()}
    shown = {TOTALT: 0} | dict.fromkeys(KÖNEN, 0)
    hidden = dict(shown)
    for rad in register.uppföljning.utfall:
        if rad.exempel:
            continue
        insats, period = rad.gäller
        for field, number in true[insats.id, str(period.från)][rad.kön].items():
            visat = rad.tal.get(field)
            assert visat in (None, number)
            assert visat is None or visat >= 5
            counter = hidden if visat is None else shown
            counter[rad.kön] += 1
    assert min(shown.values()) > 50
    assert min(hidden.values()) > 20


def test_the_site_shows_every_insats(sagodalen: Site) -> None:
    pages = [Path(sagodalen.folder / address) for address in sagodalen.addresses() if address.startswith("insatser/")]
    assert len([page for page in pages if page.parent.name == "insatser"]) == 12


@pytest.mark.parametrize("address", ["uppfoljning/forandringsteori/", "insatser/steget-in/"])
@pytest.mark.parametrize("width", [1440, 1920])
def test_a_wide_chain_has_the_width_it_needs(sagodalen: Site, page: Page, address: str, width: int) -> None:
    """Innehållet står då hopfällt överst, och inget sticker ut ur fönstret."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(sagodalen.url + address)
    chain = page.locator(".chain-from-70.chain-wide").first
    expect(chain).to_be_visible()
    expect(page.locator(".chain-from-70.chain-narrow").first).to_be_hidden()
    expect(page.locator(".page-contents > .contents-folded")).to_be_visible()
    expect(page.locator(".page-contents > .contents-open")).to_be_hidden()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_a_page_without_a_wide_chain_has_its_contents_beside_the_text(sagodalen: Site, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(sagodalen.url + "insatser/samlat-stod/")
    expect(page.locator(".page-contents > .contents-open")).to_be_visible()
