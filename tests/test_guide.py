"""Guiden: Kan vi söka?, datumen, kalendrarna och rollernas sidor."""

import calendar as months
import itertools
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import html
from playwright.sync_api import expect

from macros.exports.kalender import Dagar, calendar_files
from macros.model import register as model
from macros.model.arshjul import Årsdag
from tests import rader
from tests.conftest import DAY, Site, tab
from tests.pages import main_text


@pytest.fixture(scope="module")
def register() -> model.Register:
    return rader.example_register()


def all_paths() -> list:
    """Varje väg genom Kan vi söka?: svaren i ordning och beskedet de ska ge."""
    rows = {rad.id: rad for rad in rader.example_register().guide.provning}

    def walk(key: str, said: tuple[str, ...]):
        rad = rows[key]
        if rad.besked:
            yield pytest.param(said, rad, id=" → ".join(said)[:120])
        for svar in rad.svar:
            yield from walk(svar.till, (*said, svar.text))

    return list(walk(next(iter(rows)), ()))


PATHS = all_paths()


@pytest.mark.parametrize(("answers", "outcome"), PATHS)
def test_every_path_of_kan_vi_söka_ends_in_its_answer(answers, outcome, flow_page) -> None:
    page = flow_page
    for answer in answers:
        page.locator("[data-nod]:visible a[data-svar]").get_by_text(answer, exact=True).click()
    expect(page.locator("[data-nod]:visible h2")).to_have_text([outcome.rubrik])
    expect(page.locator("[data-nod]:visible")).to_have_count(1)
    expect(page.locator("#provning-svar")).to_have_text(outcome.rubrik)
    things = page.locator("[data-nod]:visible > ul > li")
    expect(things).to_contain_text([one.vad for one in outcome.gör_nu])
    expect(things.locator("a")).to_have_text([länk.namn for one in outcome.gör_nu for länk in one.länkar])


def test_the_question_stays_in_sight_on_a_small_screen(flow_page) -> None:
    """Fokus går till rubriken: frågan själv är högre än fönstret, och då rullar dess början bort."""
    page = flow_page
    page.set_viewport_size({"width": 320, "height": 300})
    page.locator("[data-nod]:visible a[data-svar]").first.click()
    heading = page.locator("[data-nod]:visible h2")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport(ratio=1)


@pytest.fixture
def flow_page(page, example_site: Site):
    page.goto(example_site.url + "ansok/kan-vi-soka/")
    expect(page.locator("[data-nod]:visible")).to_have_count(1)
    return page


def test_there_is_a_path_to_every_kind_of_answer() -> None:
    assert {param.values[1].besked for param in PATHS} == {"ja", "inte än", "nej"}


def test_kan_vi_söka_reads_as_a_list_without_javascript(browser, example_site: Site, register) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(example_site.url + "ansok/kan-vi-soka/")
        expect(page.locator("[data-nod]:visible")).to_have_count(len(register.guide.provning))


def dag(text: str) -> Årsdag:
    return Årsdag("x", "vad", "alfa", text, (), ())


@pytest.mark.parametrize(
    ("text", "from_", "next_"),
    [
        ("03-31", date(2026, 3, 31), date(2026, 3, 31)),
        ("03-31", date(2026, 4, 1), date(2027, 3, 31)),
        ("02-sista", date(2027, 1, 1), date(2027, 2, 28)),
        ("02-sista", date(2028, 1, 1), date(2028, 2, 29)),
        ("02-29", date(2027, 1, 1), date(2027, 2, 28)),
    ],
)
def test_next_time_of_a_yearly_day(text, from_, next_) -> None:
    assert dag(text).nästa(from_) == next_


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(1, 12), st.one_of(st.just("sista"), st.integers(1, 31)))
def test_next_time_is_never_past_and_at_most_a_year_away(from_, month, day) -> None:
    text = (
        f"{month:02}-{day if day == 'sista' else min(day, months.monthrange(2024, month)[1]):02}"
        if day != "sista"
        else f"{month:02}-sista"
    )
    found = dag(text).nästa(from_)
    assert from_ <= found <= from_ + timedelta(days=366)
    assert found.month == month


def test_calendars_are_read_by_a_calendar_program(register) -> None:
    files = calendar_files(register, Dagar(DAY))
    events = Calendar.from_ical(files["kalender/alla.ics"]).walk("VEVENT")
    own = [dag for dag in register.guide.årshjul if dag.förbund == register.värd]
    assert [event["rrule"]["FREQ"] for event in events if "rrule" in event] == [["YEARLY"]] * len(own)
    assert len(events) == len(own) + 2 * len(register.guide.möten)  # mötet, och sista dagen för handlingar
    for event in events:
        assert event.decoded("dtstamp").date() == DAY
        assert not event.walk("VALARM")
    uids = [str(event["uid"]) for event in events]
    assert len(set(uids)) == len(uids)
    assert uids == [
        str(event["uid"])
        for event in Calendar.from_ical(calendar_files(register, Dagar(date(2031, 5, 1)))["kalender/alla.ics"]).walk("VEVENT")
    ]
    assert all(b"\r\n" in content and max(map(len, content.split(b"\r\n"))) <= 75 for content in files.values())


def test_the_last_of_february_recurs_on_the_last_day() -> None:
    from macros.exports.kalender import calendar

    event = Calendar.from_ical(calendar("namn", [dag("02-sista")], (), Dagar(DAY))).walk("VEVENT")[0]
    assert event["rrule"]["BYMONTHDAY"] == [-1] and event["rrule"]["BYMONTH"] == [2]


@pytest.mark.parametrize("typ", ["strukturell", "individinriktad", "forstudie"])
def test_the_web_form_has_every_question_and_labels_its_examples(example_site: Site, register, typ) -> None:
    text = main_text(example_site, f"/ansok/blankett-{typ}/")
    for fält in register.guide.blankett(typ):
        assert fält.rubrik.casefold() in text and fält.fråga.casefold() in text
        assert fält.bra_svar(typ).casefold() in text
        assert not [one for one in fält.exempel if one.typ.id != typ and one.bra.casefold() in text], "en annan typs exempel"
    assert "ansokan@alfa.exempel.se" in text
    tree = html.fromstring((example_site.folder / f"ansok/blankett-{typ}/index.html").read_bytes())
    assert all(box.findtext("h3").startswith("Exempel på ett") for box in tree.find_class("example"))


def test_the_page_about_sending_says_where_how_and_on_what_grounds(example_site: Site, register) -> None:
    text = main_text(example_site, "/ansok/skicka-in/")
    tree = html.fromstring((example_site.folder / "ansok/skicka-in/index.html").read_bytes())
    assert {"mailto:ansokan@alfa.exempel.se", "https://alfa.exempel.se/ansok"} <= set(tree.xpath("//main//a/@href"))
    for place in ("bedömning", "grunder", "överklagande"):
        assert all(one.regel.casefold() in text for one in register.guide.regler_om(place))
    assert "har vi inte skrivit" not in text and "står inte i våra regler" not in text


def test_every_step_has_a_page_and_a_way_on(example_site: Site, register) -> None:
    steg = register.guide.steg
    for one, after in itertools.pairwise(steg):
        tree = html.fromstring((example_site.folder / one.adress / "index.html").read_bytes())
        assert after.namn in tree.find_class("after")[0].text_content().replace("\N{SOFT HYPHEN}", "")
        text = main_text(example_site, one.adress)
        assert all(del_.gör.casefold() in text for del_ in one.roller)


def test_role_pages_gather_duties_steps_dates_and_documents(example_site: Site, register) -> None:
    roles = [roll for roll in register.guide.roller if roll.tilltal]
    assert len(roles) == 3
    for roll in roles:
        text = main_text(example_site, roll.adress)
        for expected in (
            *roll.uppgifter,
            *(steg.namn for steg in register.guide.steg_för(roll)),
            *(d.namn for d in roll.dokument),
        ):
            assert " ".join(expected.split()).casefold() in text


def test_past_dates_are_told_in_the_readers_browser(own_page, example_site: Site) -> None:
    own_page.clock.set_fixed_time("2027-07-01T12:00:00")
    own_page.goto(example_site.url + "ansok/datum/")
    for day, said in (("2027-03-31", True), ("2027-09-30", False)):
        times = own_page.locator(f'[data-datumlista] time[datetime="{day}"]')
        expect(times).to_have_text(re.compile(r"\(har varit\)" if said else r"^[^(]*$"))


def test_dates_are_in_order(example_site: Site) -> None:
    tree = html.fromstring((example_site.folder / "ansok/datum/index.html").read_bytes())
    for listed in tree.xpath("//*[@data-datumlista]"):
        rows = listed.xpath(".//tbody/tr") or [listed]
        days = [[time.get("datetime") for time in row.iter("time")] for row in rows]
        assert days == sorted(days) and all(days)
