"""Kalendrar (iCalendar, RFC 5545) av årshjulet, mötena, rapporterna som ska lämnas och vägen till varje beslut."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vRecur

from macros.downloads import REPORTS, REPORTS_TITLE, decision_calendar, insatsens_kalender
from macros.model.atagande import FRAMFÖR, Åtagande
from macros.model.beslut import Beslut, Led, kommande
from macros.model.guide import Möte, Årsdag
from macros.model.register import Register
from macros.model.tid import in_words

DOMAIN = "samordningsforbund.kalender"  # gör UID:n unika; behöver inte finnas som adress


def _event(uid: str, day: date, summary: str, description: str, today: date) -> Event:
    """En heldag utan larm. DTSTAMP är byggets dag, så att samma bygge ger samma byte.

    SEQUENCE är också byggets dag, så att en kalender ser en senare fil som en ny version av samma händelse (RFC 5545, 3.8.7.4).
    """
    event = Event()
    event.add("uid", f"{uid}@{DOMAIN}")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("last-modified", datetime.combine(today, time(), UTC))
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


def _commitment(one: Åtagande, today: date) -> Iterator[Event]:
    """Ett åtagande, på den sista dag som källan kan mena. Är det klart står det kvar som klart, så att en äldre kopia ändras."""
    if one.när is None or one.återkommer:
        return
    insats = one.insats
    start = "Klart: " if one.är_klart else "Sista dag: " if one.är_frist else ""
    about = [f"Källan anger {one.när.i_ord()}."] if one.när.första != one.när.sista else []
    about += [f"Till och med {in_words(one.pågår_till)}."] if one.pågår_till else []
    about += [", ".join(roll.namn for roll in one.roller)] if one.roller else []
    about += [one.hur] if one.hur else []
    summary = f"{start}{one.vad.removesuffix('.')}, {insats.namn} ({insats.förbund.kortnamn})"
    yield _event(f"leverans-{insats.id}-{one.nyckel}", one.när.sista, summary, "\n".join(about), today)


def _reports(register: Register, today: date) -> Iterator[Event]:
    """Rapporterna som värdens insatser ska lämna, och värdens årliga rapporter. Andra förbunds datum är inte våra."""
    for one in register.värdens_åtaganden(today):
        # Årshjulets rapporter kommer nedan, en gång var.
        if one.är_rapport and one.dag_i_årshjulet is None and one.läge(today) in FRAMFÖR:
            yield from _commitment(one, today)
    for dag in register.guide.årshjul:
        if dag.rapport and dag.förbund is register.värd:
            yield _yearly(dag, f"Sista dag: {dag.rapport} ({dag.förbund.kortnamn})", today)


def _insats_files(register: Register, today: date) -> Iterator[tuple[str, bytes]]:
    """En kalender för varje insats som har något framför sig, och en för varje roll i den."""
    for insats in register.insatser_i(register.värd):
        found = register.åtaganden(insats, today)
        ahead = [one for one in found if one.läge(today) in FRAMFÖR]
        roles = {roll.id: roll for one in ahead for roll in one.roller}
        for roll in (None, *roles.values()) if ahead else ():
            events = [event for one in found if not roll or roll in one.roller for event in _commitment(one, today)]
            yield insatsens_kalender(insats, roll), _file(f"{insats.namn}: {roll.namn}" if roll else insats.namn, events)


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
    # Den som prenumererar hämtar filen en gång om dagen (RFC 7986, 5.7). Outlook läser det äldre namnet.
    result.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    result.add("x-published-ttl", "P1D")
    for event in events:
        result.add_component(event)
    return result.to_ical()


def calendar_files(register: Register, today: date) -> dict[str, bytes]:
    """Värdförbundets datum i en fil, i en per roll och i en per insats, och rapporterna i en. Ingen fil blir tom."""
    reports = list(_reports(register, today))
    of_reports = {REPORTS: _file(REPORTS_TITLE, reports)} if reports else {}
    decisions = {decision_calendar(one): _decision(one, today) for one in kommande(register.guide, today)}
    return _own_files(register, today) | of_reports | decisions | dict(_insats_files(register, today))


def _decision(beslut: Beslut, today: date) -> bytes:
    """Vägen till ett beslut. Mötena är samma händelser som i kalendern med alla datum, så att ingen dag läggs in två gånger."""
    meetings = [event for möte in beslut.möten for event in _meeting(möte, today)]
    counted = [_counted(beslut, led, today) for led in beslut.led if not led.möte]
    return _file(f"Vägen till beslutet {in_words(beslut.datum)}", [*counted, *meetings])


def _counted(beslut: Beslut, led: Led, today: date) -> Event:
    """En dag som är räknad med förbundets ledtider."""
    summary = f"{led.när}: {led.steg.namn}" if led.när and led.steg else led.vad
    uid = f"beslut-{beslut.id}-{led.nyckel}"
    return _event(uid, led.dag.datum, summary, f"Räknat till styrelsens beslut {in_words(beslut.datum)}.", today)


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
