"""Rapporterna: vad insatserna har lämnat och ska lämna, och vad rapporterna säger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal, Protocol

from macros.grouped import by_key
from macros.model.forbund import Förbund
from macros.model.guide import Rapportkrav, Årsdag
from macros.model.insats import Insats, Rapportläge, Redovisning
from macros.model.jamford import Jämförelse
from macros.model.kalla import Källa, Post
from macros.model.kedja import Nivå
from macros.model.tid import Status, Tidpunkt

Nyckeltalsgrupp = Literal["underlag", "deltagarnas svar", "vart deltagarna gick", "handläggarnas svar", "ekonomi", "verksamhet"]
Rekommendationsläge = Literal["öppen", "pågår", "klar", "avvisad"]
REDOVISNING, BIBLIOTEKET, ÅRSHJUL = "redovisning", "rapportbiblioteket", "årshjulet"
# Sorterna som en insats själv lämnar. En utvärderingsrapport är någon annans om den.
LÄMNAS = ("slutrapport", "delrapport")


@dataclass(frozen=True)
class Slutsats:
    """Något som en rapport kommer fram till, på en nivå."""

    nivå: Nivå
    slutsats: str
    avsnitt: str
    insats: Insats | None = None


@dataclass(frozen=True)
class Rekommendation:
    """Något som en rapport rekommenderar, och vad det blev av det. `läge` är tomt när inget svar är inlagt."""

    rekommendation: str
    avsnitt: str
    läge: Rekommendationsläge | Literal[""] = ""
    ägare: str = ""
    beslut: str = ""
    beslutsdag: Tidpunkt | None = None
    datum: Tidpunkt | None = None
    länk: str = ""

    @property
    def är_öppen(self) -> bool:
        """Sant tills den är klar eller avvisad."""
        return self.läge not in ("klar", "avvisad")


@dataclass(frozen=True)
class Rapportdel:
    """En rubrik som inte har ett eget fält, och texten under den."""

    rubrik: str
    text: str


@dataclass(frozen=True)
class Nyckeltal(Post):
    """En siffra ur en rapport. `procent` är andelen som källan trycker den, `förbehåll` det som talet inte får stå utan."""

    id: str
    vad: str
    grupp: Nyckeltalsgrupp
    antal: int
    källor: tuple[Källa, ...]
    insats: Insats | None = None
    av: int | None = None
    procent: float | None = None
    enhet: str = ""
    förbehåll: str = ""
    anmärkning: str = ""


def procent_stämmer(antal: int, av: int, procent: float) -> bool:
    """Sant när den tryckta andelen är den uträknade, avrundad till samma antal decimaler."""
    decimaler = len(f"{procent:g}".partition(".")[2])
    return abs(100 * antal / av - procent) <= 0.5 * 10**-decimaler + 1e-9


@dataclass(frozen=True)
class Rapport(Post):
    """En slutrapport, delrapport eller utvärderingsrapport, rubrik för rubrik."""

    id: str
    titel: str
    sort: str
    förbund: Förbund
    källor: tuple[Källa, ...]
    insatser: tuple[Insats, ...] = ()
    utförare: tuple[str, ...] = ()
    datum: Tidpunkt | None = None
    länk: str = ""
    sammanfattning: str = ""
    idé: str = ""
    resultat: str = ""
    målgrupp: str = ""
    arbetsmetoder: str = ""
    styrning_och_ledning: str = ""
    framgångar: str = ""
    hinder: str = ""
    uppdrag: str = ""
    metod: str = ""
    delar: tuple[Rapportdel, ...] = ()
    slutsatser: tuple[Slutsats, ...] = ()
    rekommendationer: tuple[Rekommendation, ...] = ()
    nyckeltal: tuple[Nyckeltal, ...] = ()
    jamforelser: tuple[Jämförelse, ...] = ()
    anmärkning: str = ""
    tidigare_adresser: tuple[str, ...] = ()

    @property
    def adress(self) -> str:
        return f"resultat/slutrapporter/{self.id}/"


@dataclass(frozen=True)
class Metodhandbok(Post):
    """En metodhandbok, rubrik för rubrik."""

    id: str
    titel: str
    insatser: tuple[Insats, ...]
    metod: str
    källor: tuple[Källa, ...]
    datum: Tidpunkt | None = None
    länk: str = ""
    arbetssätt: str = ""
    personal: str = ""
    resurser: str = ""
    anmärkning: str = ""
    tidigare_adresser: tuple[str, ...] = ()

    @property
    def adress(self) -> str:
        return f"resultat/metodhandbocker/{self.id}/"


@dataclass(frozen=True)
class Bibliotek:
    """Rapporterna och handböckerna, i filernas ordning."""

    rapporter: tuple[Rapport, ...] = ()
    handböcker: tuple[Metodhandbok, ...] = ()

    @cached_property
    def slutsatser_om(self) -> dict[str, tuple[tuple[Rapport, Slutsats], ...]]:
        """Slutsatserna om varje insats, med rapporten de står i, efter insatsens id."""
        pairs = (
            (slutsats.insats.id, (rapport, slutsats))
            for rapport in self.rapporter
            for slutsats in rapport.slutsatser
            if slutsats.insats
        )
        return {key: tuple(rows) for key, rows in by_key(pairs).items()}

    @cached_property
    def nyckeltal_om(self) -> dict[str, tuple[tuple[Rapport, Nyckeltal], ...]]:
        """Nyckeltalen om varje insats, med rapporten de står i, efter insatsens id."""
        pairs = ((tal.insats.id, (rapport, tal)) for rapport in self.rapporter for tal in rapport.nyckeltal if tal.insats)
        return {key: tuple(rows) for key, rows in by_key(pairs).items()}

    @cached_property
    def rapporter_om(self) -> dict[str, tuple[Rapport, ...]]:
        """Rapporterna om varje insats, efter insatsens id."""
        pairs = ((insats.id, rapport) for rapport in self.rapporter for insats in rapport.insatser)
        return {key: tuple(rows) for key, rows in by_key(pairs).items()}

    def redovisningar(self, insats: Insats) -> tuple[Redovisning, ...]:
        """Insatsens redovisningar, med det som biblioteket vet: en rapport som är inlagd där är lämnad."""
        rapporter = [rapport for rapport in self.rapporter_om.get(insats.id, ()) if rapport.sort in LÄMNAS]
        found = list(insats.redovisning)
        for rapport, plats in zip(rapporter, inlagda(found, rapporter), strict=True):
            länk = f"/{rapport.adress}"
            if plats is None:
                found.append(Redovisning(rapport.sort.capitalize(), läge="klar", lämnad=rapport.datum, länk=länk))
            else:
                own = found[plats]
                found[plats] = replace(own, läge="klar", lämnad=own.lämnad or rapport.datum, länk=own.länk or länk)
        return tuple(found)


class Inlagd(Protocol):
    """Det som en rapport i biblioteket behöver ha för att kännas igen."""

    @property
    def sort(self) -> str: ...
    @property
    def datum(self) -> Tidpunkt | None: ...
    @property
    def adress(self) -> str: ...


def inlagda(redovisning: Sequence[Redovisning], rapporter: Sequence[Inlagd]) -> list[int | None]:
    """Platsen i redovisningen för varje rapport, eller None när ingen rad där handlar om den.

    En rad handlar om rapporten när den länkar dit, eller när den nämner sorten och är den enda eller den närmaste i tiden.
    En rad är en rapport.
    """
    places: list[int | None] = []
    for rapport in rapporter:
        free = [place for place in range(len(redovisning)) if place not in places]
        linked = [place for place in free if redovisning[place].länk.strip("/") == rapport.adress.strip("/")]
        named = [
            place for place in free if rapport.sort in redovisning[place].vad.casefold() and not redovisning[place].återkommer
        ]
        places.append(min(linked or named, key=lambda place: _avstånd(redovisning[place], rapport.datum), default=None))
    return places


def _avstånd(redovisning: Redovisning, datum: Tidpunkt | None) -> int:
    """Dagarna mellan radens tid och rapportens. Noll när någon av dem saknas."""
    tid = redovisning.lämnad or redovisning.när
    return abs((tid.första - datum.första).days) if tid and datum else 0


@dataclass(frozen=True)
class Leverans:
    """Något som en insats har lämnat eller ska lämna. `ur` säger var kravet står.

    `när` är dagen den kom när den är klar, annars dagen den ska komma. Är den klar och dagen okänd är `planerad` det som sades.
    """

    insats: Insats
    vad: str
    läge: Rapportläge
    ur: str
    när: Tidpunkt | None = None
    återkommer: str = ""
    länk: str = ""
    planerad: Tidpunkt | None = None

    def dagar_kvar(self, dag: date) -> int | None:
        """Dagar till den sista dag som källan kan mena. None när rapporten inte väntas en viss dag."""
        return (self.när.sista - dag).days if self.när and self.läge is Rapportläge.KOMMANDE else None


def leveranser(
    insats: Insats,
    årsdagar: tuple[Årsdag, ...],
    dag: date,
    krav: tuple[Rapportkrav, ...] = (),
    bibliotek: Bibliotek = Bibliotek(),
) -> Iterator[Leverans]:
    """Allt som en insats har lämnat och ska lämna: det källan och biblioteket säger, årshjulets rapporter, och förbundets krav.

    Ett krav har ingen dag, så rapporten som det gäller har ingen heller: ett slutdatum är ingen inlämningsdag.
    """
    redovisning = bibliotek.redovisningar(insats)
    årliga = _årliga(insats, årsdagar, dag)
    for place, r in enumerate(redovisning):
        if _står_i_årshjulet(r, årliga):
            continue
        ur = REDOVISNING if place < len(insats.redovisning) else BIBLIOTEKET
        när, planerad = (r.lämnad, r.när) if r.läge == "klar" else (r.när, None)
        yield Leverans(insats, r.vad, r.rapportläge(dag), ur, när, r.återkommer, r.länk, None if när else planerad)
    for årsdag in årliga:
        när = Tidpunkt.av(årsdag.nästa(dag).isoformat())
        yield Leverans(insats, årsdag.rapport, Rapportläge.KOMMANDE, ÅRSHJUL, när, "varje år")
    for ett in krav if insats.projekttid.slut else ():
        if ett.förbund is insats.förbund and not any(_gäller(r, ett.rapport) for r in redovisning):
            yield Leverans(insats, ett.rapport, Rapportläge.UTAN_DATUM, ett.enligt)


def _årliga(insats: Insats, årsdagar: tuple[Årsdag, ...], dag: date) -> list[Årsdag]:
    """Rapporterna som insatsens eget förbund vill ha varje år medan insatsen pågår."""
    if insats.status(dag) is not Status.PÅGÅR:
        return []
    return [årsdag for årsdag in årsdagar if årsdag.rapport and årsdag.förbund is insats.förbund]


def _står_i_årshjulet(redovisning: Redovisning, årliga: Sequence[Årsdag]) -> bool:
    """Sant för en återkommande rapport utan dag som årshjulet ger en dag. Den är en rapport och inte två."""
    är_öppen = redovisning.läge != "klar" and not redovisning.när
    namn = {årsdag.rapport.casefold() for årsdag in årliga}
    return bool(redovisning.återkommer and är_öppen and redovisning.vad.casefold() in namn)


def kommande_leveranser(
    insats: Insats, årsdagar: tuple[Årsdag, ...], dag: date, bibliotek: Bibliotek = Bibliotek()
) -> list[Leverans]:
    """Leveranserna som ligger framför oss, i tidsordning."""
    found = leveranser(insats, årsdagar, dag, (), bibliotek)
    framför = [(one.när, one) for one in found if one.när and one.läge is Rapportläge.KOMMANDE]
    return [one for _, one in sorted(framför, key=lambda pair: pair[0])]


def _gäller(redovisning: Redovisning, rapport: str) -> bool:
    return rapport.casefold() in redovisning.vad.casefold()
