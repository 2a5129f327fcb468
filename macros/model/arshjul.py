"""Det som ska göras i tid: dagarna i årshjulet, förbundets krav på rapporter och vad de ska hålla, och mötena."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from macros.dictionary.slag import MÅNADSNAMN, slug
from macros.model.forbund import Förbund
from macros.model.insats import Insats, Sort
from macros.model.kalla import Källa, Post
from macros.model.ord import Metod
from macros.model.roll import Roll
from macros.model.tid import Status, månader_senare
from macros.model.utfall import Period

SISTA = "sista"  # `02-sista` är månadens sista dag: februari har 28 eller 29


def dagen(dag: str, år: int) -> date:
    """`MM-DD` eller `MM-sista` ett visst år. 02-29 blir månadens sista dag de år den inte finns."""
    månad = int(dag[:2])
    last = calendar.monthrange(år, månad)[1]
    return date(år, månad, last if dag.endswith(SISTA) else min(int(dag[3:]), last))


def dag_i_ord(dag: str) -> str:
    """`31 augusti`, `sista februari`."""
    månad = MÅNADSNAMN[int(dag[:2]) - 1]
    return f"sista {månad}" if dag.endswith(SISTA) else f"{int(dag[3:])} {månad}"


def senast(dag: str, till: date) -> date:
    """Senaste gången som `MM-DD` inföll, till och med `till`."""
    i_år = dagen(dag, till.year)
    return i_år if i_år <= till else dagen(dag, till.year - 1)


@dataclass(frozen=True)
class Årsperiod:
    """Tiden som en rapport eller en faktura gäller, varje år. Dagarna är `MM-DD` eller `MM-sista`."""

    från: str
    till: str

    def i_ord(self) -> str:
        """`1 juli – 31 december`."""
        return f"{dag_i_ord(self.från)} – {dag_i_ord(self.till)}"


@dataclass(frozen=True)
class Årsdag(Post):
    """En dag som återkommer varje år. `dag` är `MM-DD` eller `MM-sista`, `rapport` det som ska ha lämnats in.

    Med en `sort` eller en `rapport` är dagen ett åtagande för insatserna, eller för dem som har `metod`. `sista_dag` är när det som
    börjar den dagen slutar.
    """

    id: str
    vad: str
    förbund: Förbund
    dag: str
    källor: tuple[Källa, ...]
    roller: tuple[Roll, ...] = ()
    rapport: str = ""
    sort: Sort | None = None
    period: Årsperiod | None = None
    sista_dag: str = ""
    metod: Metod | None = None
    hur: str = ""
    anmärkning: str = ""

    @property
    def månad(self) -> int:
        return int(self.dag[:2])

    @property
    def är_sista(self) -> bool:
        return self.dag.endswith(SISTA)

    def i_ord(self) -> str:
        """`31 augusti`, `sista februari`."""
        return dag_i_ord(self.dag)

    @property
    def i_ord_sista(self) -> str:
        """Den sista dagen, i ord."""
        return dag_i_ord(self.sista_dag)

    def år(self, år: int) -> date:
        """Dagen ett visst år."""
        return dagen(self.dag, år)

    def nästa(self, från: date) -> date:
        """Nästa gång, räknat från och med `från`."""
        i_år = self.år(från.year)
        return i_år if i_år >= från else self.år(från.year + 1)

    def förra(self, före: date) -> date:
        """Förra gången, räknat före `före`."""
        return senast(self.dag, före - timedelta(days=1))

    def närmast(self, dag: date) -> date:
        """Gången som ligger närmast en viss dag."""
        return min((self.år(år) for år in (dag.year - 1, dag.year, dag.year + 1)), key=lambda one: abs(one - dag))

    def perioden(self, infaller: date) -> Period | None:
        """Den senaste hela perioden när dagen infaller."""
        if self.period is None:
            return None
        till = senast(self.period.till, infaller)
        return Period(senast(self.period.från, till), till)

    def slutar(self, infaller: date) -> date:
        """Sista dagen i det som börjar när dagen infaller."""
        i_år = dagen(self.sista_dag, infaller.year)
        return i_år if i_år >= infaller else dagen(self.sista_dag, infaller.year + 1)

    def gäller(self, insats: Insats) -> bool:
        """Sant när dagen är ett åtagande för insatser, och insatsen har metoden som den gäller."""
        har_metoden = self.metod is None or any(val.metod is self.metod for val in insats.metodval)
        return bool(self.sort or self.rapport) and har_metoden


@dataclass(frozen=True)
class Senast:
    """När något senast ska vara klart, räknat från insatsens start eller slut."""

    antal: int
    enhet: Literal["dagar", "veckor", "månader"]
    räknat: Literal["före", "efter"]

    def i_ord(self) -> str:
        """`3 månader efter`, `1 vecka före`."""
        en = {"dagar": "dag", "veckor": "vecka", "månader": "månad"}[self.enhet]
        return f"{self.antal} {en if self.antal == 1 else self.enhet} {self.räknat}"

    def räkna(self, dag: date) -> date:
        """Sista dagen, räknat från `dag`."""
        antal = self.antal if self.räknat == "efter" else -self.antal
        if self.enhet == "månader":
            return månader_senare(dag, antal)
        return dag + timedelta(days=antal * (7 if self.enhet == "veckor" else 1))


@dataclass(frozen=True)
class Rapportkrav(Post):
    """Något som förbundet kräver av varje insats. `enligt` är var kravet står, `gäller` när det gör det: tomt är vid slutet."""

    id: str
    förbund: Förbund
    rapport: str
    enligt: str
    källor: tuple[Källa, ...]
    sort: Sort | None = None
    gäller: Literal["vid starten", "medan insatsen pågår", "vid slutet", ""] = ""
    senast: Senast | None = None
    återkommer: str = ""
    roller: tuple[Roll, ...] = ()
    hur: str = ""

    def rör(self, insats: Insats, dag: date) -> bool:
        """Sant när insatsen är skyldig det. Det som hör till starten eller tiden därefter är den inte skyldig när den är slut."""
        status = insats.status(dag)
        if self.gäller == "vid starten":
            return status in (Status.KOMMANDE, Status.PÅGÅR) and insats.projekttid.start is not None
        if self.gäller == "medan insatsen pågår":
            return status is Status.PÅGÅR
        return insats.projekttid.slut is not None

    def sista_dag(self, insats: Insats) -> date | None:
        """Sista dagen, när förbundet har en regel om den och källan säger vilken dag insatsen börjar eller slutar."""
        tid = insats.projekttid.slut if self.gäller in ("", "vid slutet") else insats.projekttid.start
        if self.senast is None or tid is None or tid.första != tid.sista:
            return None
        return self.senast.räkna(tid.sista)


@dataclass(frozen=True)
class Rapportrubrik:
    """En rubrik i en mall, och vad som ska stå under den."""

    rubrik: str
    hjälp: str

    @property
    def id(self) -> str:
        """Rubriken som märke i mallen."""
        return slug(self.rubrik)


@dataclass(frozen=True)
class Rapportmall(Post):
    """En rapport som insatser skriver medan de pågår, med förbundets egna rubriker."""

    id: str
    förbund: Förbund
    namn: str
    hur_ofta: str
    vad: str
    rubriker: tuple[Rapportrubrik, ...]
    källor: tuple[Källa, ...]
    för: tuple[str, ...] = ()
    sorter: tuple[Sort, ...] = ()
    anmärkning: str = ""


@dataclass(frozen=True)
class Möte(Post):
    """Ett möte med sista dag för handlingar. `beredning` är id på beredningens möte, när styrelsens har ett."""

    id: str
    organ: str
    datum: date
    sista_dag: date
    källor: tuple[Källa, ...]
    beredning: str = ""
    anmärkning: str = ""
