"""Kalendrar (iCalendar, RFC 5545) av årshjulet, mötena, rapporterna som ska lämnas och vägen till varje beslut."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vRecur

from macros.downloads import REPORTS, REPORTS_TITLE, decision_calendar, insatsens_kalender
from macros.model.arshjul import Möte, Årsdag
from macros.model.atagande import FRAMFÖR, Åtagande
from macros.model.beslut import Beslut, Led, kommande
from macros.model.register import Register
from macros.model.tid import in_words

DOMAIN = "samordningsforbund.kalender"  # gör UID:n unika; behöver inte finnas som adress
# Tabellerna som händelserna är gjorda av.
ÅRSHJULET = ("arshjul", "forbund")
MÖTENA = ("moten",)
VÄGEN = ("moten", "steg")
ÅTAGANDENA = ("arshjul", "forbund", "insatser", "rapportkrav", "rekvisitioner", "roller", "slutrapporter")


@dataclass(frozen=True)
class Dagar:
    """Byggets dag, och dagen då tabellerna senast ändrades. Den som inte vet när säger byggets dag."""

    bygget: date
    ändrad: Callable[[tuple[str, ...]], date | None] = lambda tabeller: None

    def reviderad(self, tabeller: tuple[str, ...], *också: date) -> date:
        """Dagen då en händelse fick sitt innehåll: när tabellerna ändrades, eller när en av dagarna `också` kom."""
        ändrad = self.ändrad(tabeller) or self.bygget
        return max(dag for dag in (min(ändrad, self.bygget), *också) if dag <= self.bygget)


def _event(uid: str, day: date, summary: str, description: str, dagar: Dagar, reviderad: date) -> Event:
    """En heldag utan larm. DTSTAMP är byggets dag, så att samma bygge ger samma byte.

    SEQUENCE är dagen då innehållet senast ändrades, räknad från år 1. En kalender tar händelsen med högst tal och låter den andra vara
    (RFC 5545, 3.8.7.4), så talet får stå stilla men aldrig minska.
    """
    event = Event()
    event.add("uid", f"{uid}@{DOMAIN}")
    event.add("dtstamp", datetime.combine(dagar.bygget, time(), UTC))
    event.add("last-modified", datetime.combine(reviderad, time(), UTC))
    event.add("sequence", reviderad.toordinal())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    if description:
        event.add("description", description)
    return event


def _yearly(dag: Årsdag, summary: str, dagar: Dagar) -> Event:
    """Första gången är i år, så den flyttas varje nyår. Sista dagen i månaden skrivs BYMONTHDAY=-1, så att skottår stämmer."""
    year = dagar.bygget.year
    reviderad = dagar.reviderad(ÅRSHJULET, date(year, 1, 1))
    event = _event(f"arshjul-{dag.id}", dag.år(year), summary, dag.hur, dagar, reviderad)
    rule = {"FREQ": "YEARLY", "BYMONTH": dag.månad, "BYMONTHDAY": -1 if dag.är_sista else int(dag.dag[3:])}
    event.add("rrule", vRecur(rule))
    return event


def _commitment(one: Åtagande, dagar: Dagar) -> Iterator[Event]:
    """Ett åtagande, på den sista dag som källan kan mena. Är det klart står det kvar som klart, så att en äldre kopia ändras.

    Ett styrgruppsmöte med anteckningar blir klart dagen efter mötet, utan att någon har ändrat något.
    """
    if one.när is None or one.återkommer:
        return
    insats = one.insats
    start = "Klart: " if one.är_klart else "Sista dag: " if one.är_frist else ""
    about = [f"Källan anger {one.när.i_ord()}."] if one.när.första != one.när.sista else []
    about += [f"Till och med {in_words(one.pågår_till)}."] if one.pågår_till else []
    about += [", ".join(roll.namn for roll in one.roller)] if one.roller else []
    about += [one.hur] if one.hur else []
    summary = f"{start}{one.vad.removesuffix('.')}, {insats.namn} ({insats.förbund.kortnamn})"
    reviderad = dagar.reviderad(ÅTAGANDENA, *([one.när.sista + timedelta(days=1)] if one.är_klart else []))
    yield _event(f"leverans-{insats.id}-{one.nyckel}", one.när.sista, summary, "\n".join(about), dagar, reviderad)


def _reports(register: Register, dagar: Dagar) -> Iterator[Event]:
    """Rapporterna som värdens insatser ska lämna, och värdens årliga rapporter. Andra förbunds datum är inte våra."""
    for one in register.värdens_åtaganden(dagar.bygget):
        # Årshjulets rapporter kommer nedan, en gång var.
        if one.är_rapport and one.dag_i_årshjulet is None and one.läge(dagar.bygget) in FRAMFÖR:
            yield from _commitment(one, dagar)
    for dag in register.guide.årshjul:
        if dag.rapport and dag.förbund is register.värd:
            yield _yearly(dag, f"Sista dag: {dag.rapport} ({dag.förbund.kortnamn})", dagar)


def _insats_files(register: Register, dagar: Dagar) -> Iterator[tuple[str, bytes]]:
    """En kalender för varje insats som har något framför sig, och en för varje roll i den."""
    for insats in register.insatser_i(register.värd):
        found = register.åtaganden(insats, dagar.bygget)
        ahead = [one for one in found if one.läge(dagar.bygget) in FRAMFÖR]
        roles = {roll.id: roll for one in ahead for roll in one.roller}
        for roll in (None, *roles.values()) if ahead else ():
            events = [event for one in found if not roll or roll in one.roller for event in _commitment(one, dagar)]
            yield insatsens_kalender(insats, roll), _file(f"{insats.namn}: {roll.namn}" if roll else insats.namn, events)


def _meeting(möte: Möte, dagar: Dagar) -> list[Event]:
    sista, reviderad = f"Sista dag för handlingar till {möte.organ}", dagar.reviderad(MÖTENA)
    when = f"Mötet är {in_words(möte.datum)}."
    return [
        _event(f"mote-{möte.id}", möte.datum, f"Möte: {möte.organ}", möte.anmärkning, dagar, reviderad),
        _event(f"handlingar-{möte.id}", möte.sista_dag, sista, when, dagar, reviderad),
    ]


def calendar(name: str, årsdagar: Iterable[Årsdag], möten: Iterable[Möte], dagar: Dagar) -> bytes:
    """En kalender av årliga dagar och möten."""
    meetings = [event for möte in möten for event in _meeting(möte, dagar)]
    return _file(name, [*(_yearly(dag, dag.vad, dagar) for dag in årsdagar), *meetings])


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


def calendar_files(register: Register, dagar: Dagar) -> dict[str, bytes]:
    """Värdförbundets datum i en fil, i en per roll och i en per insats, och rapporterna i en. Ingen fil blir tom."""
    reports = list(_reports(register, dagar))
    of_reports = {REPORTS: _file(REPORTS_TITLE, reports)} if reports else {}
    decisions = {decision_calendar(one): _decision(one, dagar) for one in kommande(register.guide, dagar.bygget)}
    return _own_files(register, dagar) | of_reports | decisions | dict(_insats_files(register, dagar))


def _decision(beslut: Beslut, dagar: Dagar) -> bytes:
    """Vägen till ett beslut. Mötena är samma händelser som i kalendern med alla datum, så att ingen dag läggs in två gånger."""
    meetings = [event for möte in beslut.möten for event in _meeting(möte, dagar)]
    counted = [_counted(beslut, led, dagar) for led in beslut.led if not led.möte]
    return _file(f"Vägen till beslutet {in_words(beslut.datum)}", [*counted, *meetings])


def _counted(beslut: Beslut, led: Led, dagar: Dagar) -> Event:
    """En dag som är räknad med förbundets ledtider."""
    summary = f"{led.när}: {led.steg.namn}" if led.när and led.steg else led.vad
    uid = f"beslut-{beslut.id}-{led.nyckel}"
    about = f"Räknat till styrelsens beslut {in_words(beslut.datum)}."
    return _event(uid, led.dag.datum, summary, about, dagar, dagar.reviderad(VÄGEN))


def _own_files(register: Register, dagar: Dagar) -> dict[str, bytes]:
    """Alla datum för värdförbundet i en fil, och en fil per roll som har en egen sida och något datum."""
    guide, värd = register.guide, register.värd
    own = [dag for dag in guide.årshjul if dag.förbund is värd]
    if not (own or guide.möten):
        return {}
    files = {"kalender/alla.ics": calendar(värd.namn, own, guide.möten, dagar)}
    for roll in guide.roller:
        rollens = [dag for dag in own if roll in dag.roller]
        if roll.tilltal and rollens:
            files[f"kalender/{roll.id}.ics"] = calendar(f"{värd.namn}: {roll.namn}", rollens, (), dagar)
    return files
