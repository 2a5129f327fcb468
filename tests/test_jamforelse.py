"""Jämförelsen: bara det som bevisligen går att jämföra står i samma kolumn, och resten säger varför. Med och utan skript."""

import functools
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Page, expect

from macros import check
from macros.fetch import command
from macros.model import register as model
from macros.model.hamtning import Hämtning, Kopia
from macros.model.jamforelse import BEVILJADE, INGA_UTFALL, OKÄNT_SÄTT, jämförelse
from macros.model.register import Register
from tests.conftest import DAY, Site, build, new_tab, once, served
from tests.sagodalen import make

OTHER = "drakdalen"


def neighbour(site: Path, folder: Path) -> Path:
    """Sagodalens paket med ett annat förbunds namn. Ger adressen."""
    folder.mkdir(parents=True)
    for path in (site / "data").glob("*.json"):
        text = path.read_text("utf8").replace("sagodalen", OTHER).replace("Sagodalen", OTHER.capitalize())
        (folder / path.name).write_text(text, "utf8")
    return folder / "datapackage.json"


@pytest.fixture(scope="module")
def both(sagodalen: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, Site]]:
    """Sagodalen, som har hämtat grannens paket."""
    root = tmp_path_factory.mktemp("jamfor")
    neighbour(sagodalen.folder, root / "paket")
    data = make(root / "mapp", DAY)
    (data / "hamtas.yaml").write_text(f"- id: {OTHER}\n  adress: ../../paket/datapackage.json\n", "utf8")
    assert command.run([], data, DAY) == 0
    examined = check.examine(data, DAY, pages=())
    site = once(root / "site", functools.partial(build, data))
    with served(site) as url:
        yield model.build(examined.data.dictionary, examined.data.tables), Site(site, url)


# ---- Modellen ---------------------------------------------------------------------------------------------


def test_the_hosts_insatser_are_compared_period_by_period(both: tuple[Register, Site]) -> None:
    register, _ = both
    rows, others = jämförelse(register, register.insatser_i(register.värd))
    assert {(row.längd, row.period.månader) for row in rows} == {("helår", 12), ("halvår", 6)}
    assert {one.insats.id: one.varför for one in others} == {
        "kraftkallan": INGA_UTFALL,
        "larande-moten": INGA_UTFALL,
        "en-vag-in": INGA_UTFALL,
        "kartlaggning-unga": INGA_UTFALL,
    }
    [row] = [row for row in rows if row.insats.id == "steget-in" and row.period.från.year == 2025]
    assert row.kostnad
    assert (row.kostnad.kronor, row.kostnad.antal) == (5970000, 218)
    assert (row.nådda, row.mätta, row.mål) == (2, 2, 3)


def test_money_that_is_only_granted_is_not_compared_with_money_spent(both: tuple[Register, Site]) -> None:
    register, _ = both
    granted = [
        replace(one, budget=tuple(post for post in one.budget if post.läge == "beviljat"))
        for one in register.insatser_i(register.värd)
    ]
    rows, _ = jämförelse(register, tuple(granted))
    assert {row.varför for row in rows if row.längd == "helår" and row.insats.id == "steget-in"} == {BEVILJADE}
    assert all(row.kostnad is None for row in rows)


def test_a_fetched_förbund_is_compared_only_when_its_measures_mean_the_same(both: tuple[Register, Site]) -> None:
    register, _ = both
    theirs = register.insatser_i(register.andra[0])
    rows, _ = jämförelse(register, theirs)
    assert len(rows) == len(jämförelse(register, register.insatser_i(register.värd))[0])
    otherwise = (Hämtning(id=OTHER, adress="x", kopia=Kopia(DAY, "", annan_betydelse=("annat",))),)
    rows, others = jämförelse(replace(register, hämtningar=otherwise), theirs)
    assert rows == []
    assert "Förbundet beskriver måtten på ett annat sätt: Till annat." in {one.varför for one in others}
    rows, others = jämförelse(replace(register, hämtningar=()), theirs)
    assert rows == []
    assert {one.varför for one in others} == {OKÄNT_SÄTT, INGA_UTFALL}


# ---- Sidan ------------------------------------------------------------------------------------------------

ADDRESS = "resultat/jamfor/"


def numbers(page: lxml.html.HtmlElement) -> list[list[str]]:
    return [
        [" ".join(cell.text_content().replace("\xad", "").split()) for cell in row.xpath("./th|./td")]
        for row in page.xpath("//tr[@data-rad]")
    ]


def test_without_script_the_hosts_tables_stand_there_and_others_are_linked(both: tuple[Register, Site]) -> None:
    _, site = both
    page = lxml.html.parse(str(site.folder / ADDRESS / "index.html")).getroot()
    assert "filters" in page.xpath("//form[@id='jamfor']")[0].classes  # stilmallen visar filter bara när skript körs
    assert {row.get("data-forbund") for row in page.xpath("//tr[@data-rad]")} == {"sagodalen"}
    [link] = page.xpath("//section[@id='andra-forbund']//a/@href")
    assert link == f"../../resultat/jamfor/{OTHER}/"
    theirs = lxml.html.parse(str(site.folder / ADDRESS / OTHER / "index.html")).getroot()
    assert {row.get("data-forbund") for row in theirs.xpath("//tr[@data-rad]")} == {OTHER}
    assert all("Hämtad 22 november 2026" in row[0] for row in numbers(theirs))
    assert [row[1:] for row in numbers(theirs)] == [row[1:] for row in numbers(page)]


def test_every_number_on_the_page_is_shown_for_the_insats_itself(both: tuple[Register, Site]) -> None:
    """Jämförelsen visar inget som inte redan står bland de öppna uppgifterna."""
    register, site = both
    open_ = json.loads((site.folder / "data/utfall.json").read_text("utf8"))
    shown = {(row.get("insats"), row["aktiva"]) for row in open_ if row.get("aktiva", "skyddat").isdecimal()}
    rows, _ = jämförelse(register, register.insatser)
    active = [
        (row.insats.id, str(rad.tal["aktiva"]))
        for row in rows
        for rad in row.könen.values()
        if rad.tal.get("aktiva") and not rad.ur
    ]
    assert len(active) > 100
    assert set(active) <= shown


@pytest.fixture
def opened(both: tuple[Register, Site], browser: Browser) -> Iterator[tuple[Page, str]]:
    with new_tab(browser) as page:
        page.goto(both[1].url + ADDRESS)
        expect(page.locator("#jamfor-antal")).to_have_text("31 av 31 rader, från 1 förbund")
        yield page, both[1].url + ADDRESS


def test_a_chosen_förbund_is_added_and_announced_and_kept_in_the_address(opened: tuple[Page, str]) -> None:
    page, url = opened
    page.get_by_label("Drakdalen").focus()
    page.keyboard.press("Space")
    expect(page.locator("#jamfor-antal")).to_have_text("62 av 62 rader, från 2 förbund")
    page.get_by_label("Period").select_option("2025")
    expect(page.locator("#jamfor-antal")).to_have_text("12 av 62 rader, från 2 förbund")
    page.get_by_label("Ord i namn eller målgrupp").fill("unga mellan")
    expect(page.locator("#jamfor-antal")).to_have_text("2 av 62 rader, från 2 förbund")
    expect(page.locator("tr[data-rad]:visible th a").nth(1)).to_have_attribute("href", f"/insatser/{OTHER}-ungdomssparet/")
    kept = page.url
    assert kept.startswith(f"{url}?forbund={OTHER}&period=2025-01-01")
    page.goto(kept)
    expect(page.locator("#jamfor-antal")).to_have_text("2 av 62 rader, från 2 förbund")
    page.get_by_role("button", name="Rensa val").click()
    expect(page.locator("#jamfor-antal")).to_have_text("31 av 31 rader, från 1 förbund")
    assert page.url == url


def test_a_choice_that_nothing_fits_and_a_page_that_is_gone_are_said(opened: tuple[Page, str]) -> None:
    page, _ = opened
    page.get_by_label("Ord i namn eller målgrupp").fill("finns inte")
    expect(page.locator("#jamfor-antal")).to_have_text("Inga rader passar valen. Ta bort något val.")
    page.route(f"**/{ADDRESS}{OTHER}/", lambda route: route.abort())
    page.get_by_label("Drakdalen").check()
    expect(page.locator("#jamfor-antal")).to_have_text("Det gick inte att hämta Drakdalen. Försök igen.")
