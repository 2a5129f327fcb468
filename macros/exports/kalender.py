"""Kalendrar (iCalendar, RFC 5545) av årshjulet och mötena."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vRecur

from macros.model.guide import Möte, Årsdag
from macros.model.register import Register

DOMAIN = "samordningsforbund.kalender"  # gör UID:n unika; behöver inte finnas som adress


def _event(uid: str, day: date, summary: str, description: str, today: date) -> Event:
    """En heldag utan larm. DTSTAMP är byggets dag, så att samma bygge ger samma byte."""
    event = Event()
    event.add("uid", f"{uid}@{DOMAIN}")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    if description:
        event.add("description", description)
    return event


def _yearly(dag: Årsdag, today: date) -> Event:
    """Första gången är i år. Sista dagen i månaden skrivs BYMONTHDAY=-1, så att skottår stämmer."""
    event = _event(f"arshjul-{dag.id}", dag.år(today.year), dag.vad, dag.hur, today)
    rule = {"FREQ": "YEARLY", "BYMONTH": dag.månad, "BYMONTHDAY": -1 if dag.är_sista else int(dag.dag[3:])}
    event.add("rrule", vRecur(rule))
    return event


def _meeting(möte: Möte, today: date) -> list[Event]:
    return [_event(f"mote-{möte.id}", möte.datum.första, f"Möte: {möte.organ}", möte.anmärkning, today),
            _event(f"handlingar-{möte.id}", möte.sista_dag.första, f"Sista dag för handlingar till {möte.organ}",
                   f"Mötet är {möte.datum.i_ord()}.", today)]


def calendar(name: str, dagar: Iterable[Årsdag], möten: Iterable[Möte], today: date) -> bytes:
    """En kalender. `today` blir DTSTAMP."""
    result = Calendar()
    result.add("prodid", "-//Samordningsförbund//Årshjul//SV")
    result.add("version", "2.0")
    result.add("calscale", "GREGORIAN")
    result.add("x-wr-calname", name)
    for dag in dagar:
        result.add_component(_yearly(dag, today))
    for möte in möten:
        for event in _meeting(möte, today):
            result.add_component(event)
    return result.to_ical()


def calendar_files(register: Register, today: date) -> dict[str, bytes]:
    """Alla datum för värdförbundet i en fil, och en fil per roll som har en egen sida och något datum."""
    guide, värd = register.guide, register.värd
    own = [dag for dag in guide.årshjul if dag.förbund == värd.id]
    if not (own or guide.möten):
        return {}
    files = {"kalender/alla.ics": calendar(värd.namn, own, guide.möten, today)}
    for roll in guide.roller:
        dagar = [dag for dag in own if roll in dag.roller]
        if roll.tilltal and dagar:
            files[f"kalender/{roll.id}.ics"] = calendar(f"{värd.namn}: {roll.namn}", dagar, (), today)
    return files
