"""Kalendern över rapporter, och länken till en fil."""

import re
from datetime import date, timedelta

from icalendar import Calendar

from macros.downloads import REPORTS
from macros.exports.kalender import Dagar, calendar_files
from macros.model.register import Register
from macros.views.datum import kalendrar
from macros.views.dokument import dokument
from macros.views.html import Context
from tests import rader
from tests.conftest import DAY
from tests.mallrader import FÖRBUND, ÅRSHJUL, register

INSATSER = [
    rader.insats(
        "ett",
        projekttid={"start": "2026-01-01", "slut": "2027-06-30"},
        redovisning=[
            {"vad": "Delrapport", "när": "2026-03"},
            {"vad": "Delrapport", "när": "2027-03"},
            {"vad": "Enkät", "återkommer": "varje år"},
            {"vad": "Film", "när": "2027-01-15", "läge": "klar"},
        ],
    ),
    rader.insats("tva", förbund="beta", redovisning=[{"vad": "Slutrapport", "när": "våren 2028"}]),
]


MEETING = [{"datum": "2026-11-21", "anteckningar": "https://exempel.se/anteckningar"}]


def events(register: Register, today: date = DAY) -> list:
    return Calendar.from_ical(calendar_files(register, Dagar(today))[REPORTS]).walk("VEVENT")


def test_reports_that_the_host_hands_in_stand_on_their_last_day() -> None:
    found = [
        (str(event["summary"]), event.decoded("dtstart"), str(event.get("description", "")))
        for event in events(register(insatser=INSATSER))
    ]
    assert found == [
        ("Sista dag: Delrapport, Insatsen ett (alfa)", date(2027, 3, 31), "Källan anger mars 2027."),
        ("Sista dag: Halvårsrapport (alfa)", date(2026, 2, 28), "Gäller\nhösten."),
    ]


def test_yearly_reports_recur_and_uids_do_not_move() -> None:
    found = events(register(insatser=INSATSER))
    assert [event["rrule"]["BYMONTHDAY"] for event in found if "rrule" in event] == [[-1]]
    assert {event.decoded("dtstamp").date() for event in found} == {DAY}
    uids = [str(event["uid"]) for event in found]
    assert len(set(uids)) == len(uids)
    # Året efter är delrapporten lämnad. De andra har samma UID, så att kalendern flyttar dem och inte visar dem två gånger.
    assert [str(event["uid"]) for event in events(register(insatser=INSATSER), date(2027, 4, 1))] == uids[1:]
    earlier = events(register(insatser=INSATSER), date(2026, 1, 1))
    assert [str(event["uid"]) for event in earlier if event.decoded("dtstart") == date(2027, 3, 31)] == uids[:1]


def test_without_reports_there_is_no_calendar_of_reports() -> None:
    assert calendar_files(rader.register_of(), Dagar(DAY)) == {}
    others = [dag for dag in ÅRSHJUL if dag["förbund"] == "beta"]
    assert (
        others and calendar_files(rader.register_of(forbund=FÖRBUND, arshjul=others, insatser=INSATSER[1:]), Dagar(DAY)) == {}
    )


def test_the_calendar_of_reports_has_a_name_of_its_own() -> None:
    given = rader.register_of(insatser=INSATSER[:1])
    html = str(kalendrar(rader.context_of(given), "../", calendar_files(given, Dagar(DAY))))
    assert re.search(r'<a href="\.\./kalender/rapporter\.ics" download>Rapporter som ska lämnas \(ics, [^)]+\)</a>', html)


# — Länken —


def test_the_link_says_type_and_size() -> None:
    context = Context(register(), rader.words(), DAY, sizes={"dokument/slutrapport.docx": 37_600})
    assert (
        dokument(context, "../", "slutrapport", "Mall för <slutrapport>")
        == '<a href="../dokument/slutrapport.docx" download>Mall för &lt;slutrapport&gt; (Word, 38 kB)</a>'
    )


def test_without_the_file_there_is_no_link() -> None:
    assert dokument(rader.context_of(register()), "../", "saknas", "Mall <&>") == "Mall &lt;&amp;&gt;"


def test_a_later_file_is_a_newer_revision_of_the_same_events() -> None:
    built, days = register(insatser=INSATSER), (DAY, DAY + timedelta(days=1))
    first, second = ({str(event["uid"]): int(event["sequence"]) for event in events(built, day)} for day in days)
    assert first.keys() == second.keys()
    assert all(second[uid] > first[uid] for uid in first)  # utan git är byggets dag den enda som är känd
    assert Calendar.from_ical(calendar_files(built, Dagar(DAY))[REPORTS])["method"] == "PUBLISH"


def test_a_revision_is_the_day_the_content_changed() -> None:
    """Ett bygge en annan dag är inget nytt om händelsen. Det som återkommer varje år flyttas vid nyår, och är nytt då."""
    built = register(insatser=INSATSER)

    def revisions(bygget: date, ändrad: date) -> dict[str, date]:
        content = calendar_files(built, Dagar(bygget, lambda tabeller: ändrad))[REPORTS]
        found = Calendar.from_ical(content).walk("VEVENT")
        assert {event.decoded("dtstamp").date() for event in found} == {bygget}
        assert all(event.decoded("last-modified").date().toordinal() == event["sequence"] for event in found)
        return {"yearly" if "rrule" in event else "once": date.fromordinal(int(event["sequence"])) for event in found}

    before, new_year, after = date(2025, 12, 1), date(2026, 1, 1), date(2026, 11, 20)
    assert revisions(DAY, before) == revisions(DAY + timedelta(days=1), before) == {"once": before, "yearly": new_year}
    assert revisions(DAY, after) == {"once": after, "yearly": after}
    assert revisions(DAY, DAY + timedelta(days=9)) == {"once": DAY, "yearly": DAY}  # aldrig senare än bygget


def test_a_meeting_with_notes_is_done_the_day_after_it_was() -> None:
    given = [rader.insats("ett", projekttid={"start": "2026-01-01", "slut": "2027-06-30"}, styrgruppsmöten=MEETING)]
    built, changed, later = register(insatser=given), date(2026, 11, 1), date(2026, 11, 22)

    def said(bygget: date) -> tuple[str, int]:
        content = calendar_files(built, Dagar(bygget, lambda tabeller: changed))["kalender/insatser/ett.ics"]
        return next(
            (str(one["summary"]), one["sequence"])
            for one in Calendar.from_ical(content).walk("VEVENT")
            if "styrgrupp" in one["uid"]
        )

    assert said(date(2026, 11, 20)) == ("Styrgruppsmöte, Insatsen ett (alfa)", changed.toordinal())
    assert said(later) == said(later + timedelta(days=5)) == ("Klart: Styrgruppsmöte, Insatsen ett (alfa)", later.toordinal())
