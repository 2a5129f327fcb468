"""Rapporterna: vad som är inlagt om dem, och vad de säger."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Protocol

from macros.grouped import by_key
from macros.model.forbund import Förbund
from macros.model.insats import Insats, Redovisning
from macros.model.jamford import Jämförelse
from macros.model.kalla import Källa, Post
from macros.model.kedja import Nivå
from macros.model.tid import Tidpunkt

Nyckeltalsgrupp = Literal["underlag", "deltagarnas svar", "vart deltagarna gick", "handläggarnas svar", "ekonomi", "verksamhet"]
Rekommendationsläge = Literal["öppen", "pågår", "klar", "avvisad"]
# Sorterna som en insats själv lämnar. En utvärderingsrapport är någon annans om den.
LÄMNAS = ("slutrapport", "delrapport")
# Slutrapportens rubriker, med fältens namn. Sex av dem räknar ansökningsguiden upp (avsnitt 7.2), i den här ordningen. Arbetsprocessen
# och hänvisningen till utvärderingen står i samma avsnitt, samverkan och ekonomin i 4.5, och det som lever vidare i 7.
SLUTRAPPORTENS = (
    "sammanfattning",
    "idé",
    "resultat",
    "utvärdering",
    "målgrupp",
    "arbetsmetoder",
    "arbetsprocess",
    "samverkan",
    "styrning_och_ledning",
    "ekonomi",
    "framgångar",
    "hinder",
    "lever_vidare",
)


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
    utvärdering: str = ""
    målgrupp: str = ""
    arbetsmetoder: str = ""
    arbetsprocess: str = ""
    samverkan: str = ""
    styrning_och_ledning: str = ""
    ekonomi: str = ""
    framgångar: str = ""
    hinder: str = ""
    lever_vidare: str = ""
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
            place
            for place in free
            if (rapport.sort in redovisning[place].sorter or rapport.sort in redovisning[place].vad.casefold())
            and not redovisning[place].återkommer
        ]
        places.append(min(linked or named, key=lambda place: _avstånd(redovisning[place], rapport.datum), default=None))
    return places


def _avstånd(redovisning: Redovisning, datum: Tidpunkt | None) -> int:
    """Dagarna mellan radens tid och rapportens. Noll när någon av dem saknas."""
    tid = redovisning.lämnad or redovisning.när
    return abs((tid.första - datum.första).days) if tid and datum else 0
