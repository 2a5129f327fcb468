"""Kalendrar (iCalendar, RFC 5545) av årshjulet, mötena och rapporterna som ska lämnas."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vRecur

from macros.dictionary.slag import slug
from macros.downloads import REPORTS, REPORTS_TITLE
from macros.model.guide import Möte, Årsdag
from macros.model.insats import Rapportläge
from macros.model.rapport import Leverans, leveranser
from macros.model.register import Register
from macros.model.tid import Tidpunkt, in_words

DOMAIN = "samordningsforbund.kalender"  # gör UID:n unika; behöver inte finnas som adress


def _event(uid: str, day: date, summary: str, description: str, today: date) -> Event:
    """En heldag utan larm. DTSTAMP är byggets dag, så att samma bygge ger samma byte.

    SEQUENCE är också byggets dag, så att en kalender ser en senare fil som en ny version av samma händelse (RFC 5545, 3.8.7.4).
    """
    event = Event()
    event.add("uid", f"{uid}@{DOMAIN}")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("sequence", today.toordinal())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    if description:
        event.add("description", description)
    return event


def _yearly(dag: Årsdag, summary: str, today: date) -> Event:
    """Första gången är i år. Sista dagen i månaden skrivs BYMONTHDAY=-1, så att skottår stämmer."""
    event = _event(f"arshjul-{dag.id}", dag.år(today.year), summary, dag.hur, today)
    rule = {"FREQ": "YEARLY", "BYMONTH": dag.månad, "BYMONTHDAY": -1 if dag.är_sista else int(dag.dag[3:])}
    event.add("rrule", vRecur(rule))
    return event


def _due(leverans: Leverans, när: Tidpunkt, uid: str, today: date) -> Event:
    """En rapport, på den sista dag som källan kan mena."""
    insats = leverans.insats
    return _event(
        uid,
        när.sista,
        f"Sista dag: {leverans.vad}, {insats.namn} ({insats.förbund.kortnamn})",
        f"Källan anger {när.i_ord()}.",
        today,
    )


def _reports(register: Register, today: date) -> Iterator[Event]:
    """Rapporterna som värdens insatser ska lämna, och värdens årliga rapporter. Andra förbunds datum är inte våra."""
    for insats in register.insatser_i(register.värd):
        seen: Counter[str] = Counter()
        # Årshjulets rapporter kommer nedan, en gång var.
        for leverans in leveranser(insats, (), today, bibliotek=register.uppföljning.bibliotek):
            key = f"leverans-{insats.id}-{slug(leverans.vad)}"
            seen[key] += 1
            if leverans.när and leverans.läge is Rapportläge.KOMMANDE:
                yield _due(leverans, leverans.när, f"{key}-{seen[key]}", today)
    for dag in register.guide.årshjul:
        if dag.rapport and dag.förbund is register.värd:
            yield _yearly(dag, f"Sista dag: {dag.rapport} ({dag.förbund.kortnamn})", today)


def _meeting(möte: Möte, today: date) -> list[Event]:
    return [
        _event(f"mote-{möte.id}", möte.datum, f"Möte: {möte.organ}", möte.anmärkning, today),
        _event(
            f"handlingar-{möte.id}",
            möte.sista_dag,
            f"Sista dag för handlingar till {möte.organ}",
            f"Mötet är {in_words(möte.datum)}.",
            today,
        ),
    ]


def calendar(name: str, dagar: Iterable[Årsdag], möten: Iterable[Möte], today: date) -> bytes:
    """En kalender av årliga dagar och möten. `today` blir DTSTAMP."""
    meetings = [event for möte in möten for event in _meeting(möte, today)]
    return _file(name, [*(_yearly(dag, dag.vad, today) for dag in dagar), *meetings])


def _file(name: str, events: Iterable[Event]) -> bytes:
    result = Calendar()
    result.add("prodid", "-//Samordningsförbund//Årshjul//SV")
    result.add("version", "2.0")
    result.add("calscale", "GREGORIAN")
    result.add("method", "PUBLISH")
    result.add("x-wr-calname", name)
    for event in events:
        result.add_component(event)
    return result.to_ical()


def calendar_files(register: Register, today: date) -> dict[str, bytes]:
    """Värdförbundets datum i en fil och i en fil per roll, och rapporterna i en. Ingen fil blir tom."""
    reports = list(_reports(register, today))
    return _own_files(register, today) | ({REPORTS: _file(REPORTS_TITLE, reports)} if reports else {})


def _own_files(register: Register, today: date) -> dict[str, bytes]:
    """Alla datum för värdförbundet i en fil, och en fil per roll som har en egen sida och något datum."""
    guide, värd = register.guide, register.värd
    own = [dag for dag in guide.årshjul if dag.förbund is värd]
    if not (own or guide.möten):
        return {}
    files = {"kalender/alla.ics": calendar(värd.namn, own, guide.möten, today)}
    for roll in guide.roller:
        dagar = [dag for dag in own if roll in dag.roller]
        if roll.tilltal and dagar:
            files[f"kalender/{roll.id}.ics"] = calendar(f"{värd.namn}: {roll.namn}", dagar, (), today)
    return files
