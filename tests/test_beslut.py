"""Vägen till ett beslut: dagarna räknas ur förbundets möten och ledtider, på sidan, i kalendern och i webbläsaren."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import html
from playwright.sync_api import expect

from macros.exports.kalender import Dagar, calendar_files
from macros.model.beslut import Beslut, alla_beslut, kommande, nästa
from macros.model.guide import Guide
from macros.model.register import Register
from macros.model.tid import in_words
from macros.views import datum
from macros.views.start import start
from tests import rader
from tests.conftest import DAY, Site, tab
from tests.rader import Rad

BEREDNING = Rad(id="b", organ="beredningen", datum="2027-02-10", sista_dag="2027-01-20")
STYRELSE = Rad(id="s", organ="styrelsen", datum="2027-03-12", sista_dag="2027-02-19", beredning="b")
DIRECT = Rad(id="d", organ="styrelsen", datum="2027-06-11", sista_dag="2027-05-21")
LEDTIDER = {"ide": 4, "skriv": 3, "bered": 2, "mer": 1, "vanta": 3, "avtal": 2, "starta": 6}
SLUT = {"bered": "beredning", "vanta": "beslut", "starta": "start"}


def steg(**veckor: int | None) -> list[Rad]:
    rows = []
    for id_, weeks in (LEDTIDER | veckor).items():
        row: dict[str, Any] = {"id": id_, "namn": id_.capitalize(), "del": "ansök", "kort": "Kort.", "vad": "Vad."}
        row |= {"resultat": "Klart.", "roller": []} | ({"slutar_med": SLUT[id_]} if id_ in SLUT else {})
        rows.append(Rad(row | ({"veckor": str(weeks)} if weeks is not None else {})))
    return rows


def register(*möten: Rad, **veckor: int | None) -> Register:
    return rader.register_of(moten=list(möten or (BEREDNING, STYRELSE, DIRECT)), steg=steg(**veckor))


def way(*möten: Rad, **veckor: int | None) -> Beslut:
    return alla_beslut(register(*möten, **veckor).guide)[0]


def shown(beslut: Beslut) -> list[tuple[str, str]]:
    return [(str(led.dag.datum), f"{led.när} {led.steg.namn}" if led.när and led.steg else led.vad) for led in beslut.led]


REAL = [
    ("2027-01-20", "Sista dag för handlingar till beredningen"),
    ("2027-02-10", "Beredningen möts"),
    ("2027-02-19", "Sista dag för handlingar till styrelsen"),
    ("2027-03-12", "Styrelsen beslutar"),
]


def test_every_day_on_the_way_is_counted_from_the_meetings() -> None:
    assert shown(way(BEREDNING, STYRELSE)) == [
        ("2026-12-02", "Börja senast Ide"),
        ("2026-12-30", "Börja senast Skriv"),
        REAL[0],
        REAL[1],
        ("2027-02-10", "Börja Mer"),
        REAL[2],
        REAL[3],
        ("2027-03-12", "Börja tidigast Avtal"),
        ("2027-03-26", "Börja tidigast Starta"),
        ("2027-05-07", "Insatsen kan starta tidigast"),
    ]


def test_without_a_meeting_before_it_the_steps_count_from_the_papers_of_the_board() -> None:
    days = {said: day for day, said in shown(way(DIRECT))}
    weeks = sum(LEDTIDER[one] for one in ("ide", "skriv", "bered", "mer"))
    assert days["Börja senast Ide"] == str(date(2027, 5, 21) - timedelta(weeks=weeks))
    assert "Beredningen möts" not in days


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (dict.fromkeys(LEDTIDER), REAL),
        ({"skriv": None}, [*REAL, ("2027-03-12", "Börja tidigast Avtal")]),
        ({"avtal": None}, [("2026-12-02", "Börja senast Ide")]),
    ],
)
def test_without_a_lead_time_nothing_is_counted_past_it(missing: dict[str, None], said: list[tuple[str, str]]) -> None:
    found = way(BEREDNING, STYRELSE, **missing)
    assert set(said) <= set(shown(found))
    assert (found.börja is None) is ("avtal" not in missing or "ide" in missing)
    assert (found.start is None) is ("avtal" in missing)
    if "ide" in missing:
        assert shown(found) == REAL


def test_the_last_day_to_hand_in_is_the_first_of_the_last_days() -> None:
    early = Rad(STYRELSE | {"sista_dag": "2027-01-08"})
    assert way(BEREDNING, STYRELSE).sista_dag == date(2027, 1, 20)
    assert way(BEREDNING, early).sista_dag == date(2027, 1, 8)
    assert [led.dag.datum for led in way(BEREDNING, early).led] == sorted(led.dag.datum for led in way(BEREDNING, early).led)


@pytest.mark.parametrize(
    ("day", "which"), [("2027-01-20", "s"), ("2027-01-21", "d"), ("2027-05-21", "d"), ("2027-05-22", None)]
)
def test_the_next_decision_is_one_that_can_still_be_applied_to(day: str, which: str | None) -> None:
    guide = register().guide
    found = nästa(guide, date.fromisoformat(day))
    assert (found.id if found else None) == which
    assert [one.id for one in kommande(guide, date(2027, 3, 13))] == ["d"]


@given(st.lists(st.integers(0, 104), min_size=7, max_size=7))
def test_the_steps_follow_each_other_without_a_gap(weeks: list[int]) -> None:
    found = way(BEREDNING, STYRELSE, **dict(zip(LEDTIDER, weeks, strict=True)))
    assert found.börja and found.start
    assert found.sista_dag - found.börja.datum == timedelta(weeks=weeks[0] + weeks[1])
    assert found.start.datum - found.datum == timedelta(weeks=weeks[5] + weeks[6])


# — Kalendern —


def events(name: str, today: date = DAY) -> dict[str, Any]:
    content = calendar_files(register(), Dagar(today))[name]
    return {str(event["uid"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def test_the_way_to_a_decision_is_a_calendar() -> None:
    found = events("kalender/beslut/s.ics")
    assert sorted((str(one.decoded("dtstart")), str(one["summary"])) for one in found.values()) == sorted(
        [
            ("2026-12-02", "Börja senast: Ide"),
            ("2026-12-30", "Börja senast: Skriv"),
            ("2027-01-20", "Sista dag för handlingar till beredningen"),
            ("2027-02-10", "Möte: beredningen"),
            ("2027-02-10", "Börja: Mer"),
            ("2027-02-19", "Sista dag för handlingar till styrelsen"),
            ("2027-03-12", "Möte: styrelsen"),
            ("2027-03-12", "Börja tidigast: Avtal"),
            ("2027-03-26", "Börja tidigast: Starta"),
            ("2027-05-07", "Insatsen kan starta tidigast"),
        ]
    )


def test_the_meetings_are_the_same_events_as_in_the_calendar_of_all_dates() -> None:
    every, own = events("kalender/alla.ics"), events("kalender/beslut/s.ics")
    assert set(every) & set(own) == {uid for uid in own if uid.startswith(("mote-", "handlingar-"))}
    assert len(set(every) & set(own)) == 4
    later = events("kalender/beslut/s.ics", DAY + timedelta(days=1))
    assert later.keys() == own.keys()
    assert all(int(later[uid]["sequence"]) > int(own[uid]["sequence"]) for uid in own)


def test_a_decision_that_has_been_has_no_calendar() -> None:
    assert [name for name in calendar_files(register(), Dagar(date(2027, 3, 13))) if "beslut/" in name] == [
        "kalender/beslut/d.ics"
    ]


# — Sidorna —


def test_the_next_decision_stands_first_on_every_page_that_says_when() -> None:
    context = rader.context_of(register())
    for made in (datum.nästa_beslut(context, "../"), start(context, "./")):
        times = html.fromstring(f"<div>{made}</div>").xpath("//*[@class='next-decision'][not(@hidden)]//time/@datetime")
        assert times == ["2027-01-20", "2027-02-10", "2027-03-12"]


@pytest.mark.parametrize("url", ["", "ansok/datum/"])
def test_the_next_decision_is_the_one_that_is_next_when_the_page_is_read(own_page, sagodalen: Site, url: str) -> None:
    """Har sista dagen gått efter bygget visas nästa beslut, och efter det sista sägs det att inget är inlagt."""
    tree = html.fromstring((sagodalen.folder / url / "index.html").read_bytes())
    first, second = map(date.fromisoformat, tree.xpath("(//*[@data-nasta])[1]/dl/@data-sista"))
    shown = own_page.locator("[data-nasta]").first.locator("> :visible")
    for now, said in (
        (DAY, in_words(first)),
        (first, in_words(first)),
        (first + timedelta(days=1), in_words(second)),
        (second + timedelta(days=1), "Ingen kommande sista dag är inlagd."),
    ):
        own_page.clock.set_fixed_time(f"{now}T12:00:00")
        own_page.goto(sagodalen.url + url)
        expect(shown).to_have_count(1)
        expect(shown).to_contain_text(said)


@pytest.mark.parametrize("url", ["", "ansok/datum/"])
def test_without_javascript_the_next_decision_is_said_with_its_day(browser, sagodalen: Site, url: str) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(sagodalen.url + url)
        answers = page.locator("[data-nasta]").all()
        assert answers
        for answer in answers:
            expect(answer.locator("> :visible")).to_have_count(1)
            said = answer.locator("+ noscript p")
            expect(said).to_be_visible()
            expect(said).to_have_text(f"Så var det {in_words(DAY)}, när sidan gjordes.")


def test_the_next_report_is_the_one_that_is_next_when_the_page_is_read(own_page, sagodalen: Site) -> None:
    tree = html.fromstring((sagodalen.folder / "index.html").read_bytes())
    days = [date.fromisoformat(one) for one in tree.xpath("(//*[@data-nasta])[2]/dl/@data-sista")]
    assert len(days) > 1 and days == sorted(set(days))
    shown = own_page.locator("[data-nasta]").nth(1).locator("> :visible")
    after = timedelta(days=1)
    for now, next_one in ((days[0], days[0]), (days[0] + after, days[1]), (days[-1] + after, None)):
        own_page.clock.set_fixed_time(f"{now}T12:00:00")
        own_page.goto(sagodalen.url)
        expect(shown).to_have_count(1)
        if next_one:
            expect(shown).to_have_attribute("data-sista", next_one.isoformat())
        else:
            expect(shown).to_contain_text("Se Rapportläget för det som ska lämnas in härnäst.")


def test_without_meetings_to_come_the_page_says_so() -> None:
    been = rader.context_of(register(Rad(DIRECT | {"datum": "2026-06-11", "sista_dag": "2026-05-21"})))
    assert "Ingen kommande sista dag är inlagd." in datum.nästa_beslut(been, "../")
    assert "Inga kommande möten är inlagda." in datum.möten(been, "../")
    assert "next-decision" not in start(been, "./")
    assert datum.nästa_beslut(rader.context_of(rader.register_of()), "../") == ""


def test_a_decision_that_is_closed_is_named() -> None:
    closed = Rad(id="c", organ="styrelsen", datum="2026-12-18", sista_dag="2026-11-18")
    made = html.fromstring(f"<div>{datum.nästa_beslut(rader.context_of(register(closed, DIRECT)), '../')}</div>")
    said = [" ".join(one.text_content().replace("\xad", "").split()) for one in made.xpath("//*[@data-stangt][not(@hidden)]")]
    assert said == ["Till beslutet 18 december 2026 går det inte längre att lämna in."]


def test_a_decision_closes_on_the_day_the_page_is_read(own_page, sagodalen: Site) -> None:
    """Från dagen efter den sista dagen tills beslutet är fattat sägs det att det är för sent, vilken dag sidan än byggdes."""
    tree = html.fromstring((sagodalen.folder / "ansok/datum/index.html").read_bytes())
    note = tree.xpath("//*[@data-stangt]")[0]
    last, decided = (date.fromisoformat(note.get(name)) for name in ("data-stangt", "data-till"))
    closed = own_page.locator(f"[data-stangt='{last}']")
    one_day = timedelta(days=1)
    for now, is_said in ((last, False), (last + one_day, True), (decided, True), (decided + one_day, False)):
        own_page.clock.set_fixed_time(f"{now}T12:00:00")
        own_page.goto(sagodalen.url + "ansok/datum/")
        expect(closed).to_be_visible(visible=is_said)
    assert in_words(decided) in " ".join(note.text_content().replace("\xad", "").split())


def test_without_lead_times_the_page_shows_real_days_and_asks_for_no_weeks() -> None:
    context = rader.context_of(register(**dict.fromkeys(LEDTIDER)))
    tree = html.fromstring(f"<div>{datum.räkna_baklänges(context, '../')}</div>")
    assert not tree.xpath("//*[@data-veckor] | //*[@id='steg-val'] | //*[@data-nyckel]")
    assert "Hur lång tid stegen tar står inte här." in tree.text_content()


def test_every_decision_is_read_without_javascript(browser, sagodalen: Site) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(sagodalen.url + "ansok/datum/")
        expect(page.locator("#baklanges")).to_be_hidden()
        table = page.get_by_role("table", name="Styrelsens beslut, med mötena och de sista dagarna för handlingar")
        expect(table.locator("tbody tr")).to_have_count(3)
        expect(page.locator("details.way summary")).to_have_count(3)


@pytest.fixture
def counting(own_page, sagodalen: Site):
    own_page.clock.set_fixed_time("2026-11-22T12:00:00")
    own_page.goto(sagodalen.url + "ansok/datum/")
    expect(own_page.locator("#baklanges")).to_be_visible()
    return own_page


def test_today_gives_the_earliest_decision_and_start(counting) -> None:
    expect(counting.locator("#baklanges-besked")).to_have_text(
        "Börjar ni 22 november 2026 hinner ni till beslutet 19 mars 2027. Insatsen kan starta tidigast 21 maj 2027."
    )
    expect(counting.locator("details.way:visible")).to_have_attribute("data-beslut", "styrelse-2027-03-19")


def test_a_chosen_decision_says_when_to_begin_and_whether_there_is_time(counting) -> None:
    said = counting.locator("#baklanges-besked")
    counting.select_option("#beslut-val", "styrelse-2027-06-16")
    expect(said).to_have_text(
        "För beslut 16 juni 2027 behöver ni börja med steget Prata ihop er senast 10 mars 2027. "
        "Insatsen kan starta tidigast 18 augusti 2027."
    )
    counting.select_option("#beslut-val", "styrelse-2026-12-18")
    expect(said).to_contain_text("så det hinns inte. Nästa beslut som går att söka till är 19 mars 2027.")
    counting.select_option("#beslut-val", "")
    counting.fill("#fran-dag", "2030-01-01")
    expect(said).to_have_text("Inget av besluten går att hinna till från 1 januari 2030. Fråga kansliet när nästa möte är.")
    expect(counting.locator("details.way:visible")).to_have_count(0)


def test_the_step_that_is_next_decides(counting) -> None:
    counting.fill("#fran-dag", "2027-01-05")
    expect(counting.locator("#baklanges-besked")).to_contain_text("beslutet 16 juni 2027")
    counting.select_option("#steg-val", "skriv")
    expect(counting.locator("#baklanges-besked")).to_contain_text("beslutet 19 mars 2027")


def test_own_weeks_move_only_the_days_that_are_counted_with_them(counting) -> None:
    counting.locator("details.weeks summary").click()
    counting.get_by_label("Skriv ansökan, veckor").fill("6")
    path = counting.locator("details.way:visible")
    expect(path.locator("time[data-nyckel=prata-ihop-er]")).to_have_text(in_words(date(2026, 12, 9)))
    expect(path.locator("time[data-nyckel=skriv]")).to_have_text(in_words(date(2026, 12, 30)))
    expect(path.locator("time[data-nyckel=start]")).to_have_text(in_words(date(2027, 5, 21)))
    expect(path.get_by_text("Kalendern har förbundets tider")).to_be_visible()


@pytest.mark.parametrize("written", ["9999", "-5", "2,5", "", "fyra"])
def test_weeks_that_are_no_number_of_weeks_are_told_and_never_changed(counting, written: str) -> None:
    counting.locator("details.weeks summary").click()
    field = counting.get_by_label("Skriv ansökan, veckor")
    field.fill(written)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Skriv ett helt tal från 0 till 104.")
    expect(field).to_have_value(written)
    expect(counting.locator("#baklanges-besked")).to_have_text(
        "Rätta tiden först: Skriv ansökan, veckor. Skriv ett helt tal från 0 till 104."
    )
    expect(counting.locator("details.way:visible")).to_have_count(0)
    field.fill("5")
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(counting.locator("details.way:visible")).to_have_count(1)


def test_the_browser_counts_as_the_build_does(counting, sagodalen: Site) -> None:
    """Dagarna som skriptet räknar med förbundets tider är de som bygget skrev."""
    tree = html.fromstring((sagodalen.folder / "ansok/datum/index.html").read_bytes())
    written = [[one.get("datetime"), one.text] for one in tree.xpath("//time[@data-ankare]")]
    now = counting.evaluate("() => [...document.querySelectorAll('time[data-ankare]')].map((o) => [o.dateTime, o.textContent])")
    assert now == written and len(now) > 10


def test_guide_without_meetings_has_no_decisions() -> None:
    assert alla_beslut(Guide()) == ()


def test_on_paper_stands_the_answer_and_not_the_form(counting) -> None:
    counting.emulate_media(media="print")
    expect(counting.locator("#baklanges-besked")).to_be_visible()
    expect(counting.locator("details.way:visible li").first).to_be_visible()
    expect(counting.locator("details.underlag > .sub").first).to_be_visible()
    for what in ("#beslut-val", "details.weeks", "details.underlag > .cite"):
        expect(counting.locator(what).first).to_be_hidden()
