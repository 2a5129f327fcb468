"""Guiden: vägen från idé till spridd insats, ansökans frågor, datum och roller."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from macros.dictionary.slag import MÅNADSNAMN, slug
from macros.model.forbund import Förbund
from macros.model.insats import Insats, Sort
from macros.model.kalla import Dokument, Källa, Post
from macros.model.listor import Insatstyp
from macros.model.ord import Metod
from macros.model.tid import Status, månader_senare
from macros.model.utfall import Period

Besked = Literal["ja", "inte än", "nej"]
Regelplats = Literal[
    "för vem", "så fyller ni i", "parter", "underskrifter", "bedömning", "grunder", "överklagande",
    "budget", "slutrapport", "metodhandbok",
]  # fmt: skip
Stegslut = Literal["beredning", "beslut", "start"]
SISTA = "sista"  # `02-sista` är månadens sista dag: februari har 28 eller 29


Svarsfält = Literal["namn", "start", "slut", "sökt summa", "syfte", "målgrupp", "insatsmål", "nyttomål"]
Svarssort = Literal["text", "kort", "dag", "belopp", "parter"]
Blankettdel = Literal["om insatsen", "frågor", "till sist"]
TILLVAL = "Tillval. Frågan kommer inte ur våra regler för ansökan."
DELAR: tuple[Blankettdel, ...] = ("om insatsen", "frågor", "till sist")  # i blankettens ordning


@dataclass(frozen=True)
class Länkat:
    """Ett namn och en adress."""

    namn: str
    länk: str


@dataclass(frozen=True)
class Roll(Post):
    """En roll i en insats. `tilltal` är rubriken på rollens egen sida, tom när den inte har någon."""

    id: str
    namn: str
    vad: str
    källor: tuple[Källa, ...]
    vem: str = ""
    tilltal: str = ""
    uppgifter: tuple[str, ...] = ()
    dokument: tuple[Länkat, ...] = ()
    anmärkning: str = ""

    @property
    def adress(self) -> str:
        return f"roller/{self.id}/" if self.tilltal else f"roller/#{self.id}"


@dataclass(frozen=True)
class Insatsroll:
    """Vad en roll gör i ett steg."""

    roll: Roll
    gör: str


@dataclass(frozen=True)
class Steg(Post):
    """Ett steg på vägen. Den första rollen har huvudansvaret. `veckor` är förbundets egen ledtid, None utan."""

    id: str
    namn: str
    del_: str
    kort: str
    vad: str
    resultat: str
    roller: tuple[Insatsroll, ...]
    källor: tuple[Källa, ...]
    ha_redo: tuple[str, ...] = ()
    dokument: tuple[Länkat, ...] = ()
    veckor: int | None = None
    slutar_med: Stegslut | Literal[""] = ""
    länk: str = ""
    anmärkning: str = ""

    @property
    def adress(self) -> str:
        return f"{slug(self.del_)}/steg/{self.id}/"


@dataclass(frozen=True)
class Kriterium(Post):
    """Ett villkor för att få söka."""

    id: str
    krav: str
    förklaring: str
    källor: tuple[Källa, ...]


@dataclass(frozen=True)
class Svar:
    """Ett svar att välja, och raden det leder till."""

    text: str
    till: str


@dataclass(frozen=True)
class AttGöra:
    """En sak att göra, i en mening, och länkarna till det som behövs."""

    vad: str
    länkar: tuple[Länkat, ...] = ()


@dataclass(frozen=True)
class Prövning(Post):
    """En fråga i Kan vi söka?, eller ett besked (då är `besked` ifyllt)."""

    id: str
    källor: tuple[Källa, ...]
    fråga: str = ""
    hjälp: str = ""
    svar: tuple[Svar, ...] = ()
    besked: Besked | Literal[""] = ""
    rubrik: str = ""
    gör_nu: tuple[AttGöra, ...] = ()


@dataclass(frozen=True)
class Typexempel:
    """Ett bra svar för en typ av insats."""

    typ: Insatstyp
    bra: str


@dataclass(frozen=True)
class Blankettfält(Post):
    """En fråga i ansökan. `längd` är högsta antal tecken i svaret, None utan gräns. `krävs` är None när reglerna inte säger det.

    `gäller` är tom när frågan finns i alla förbundets blanketter. `tillval` är sant när den inte kommer ur förbundets regler.
    """

    id: str
    rubrik: str
    fråga: str
    hjälp: str
    källor: tuple[Källa, ...]
    gäller: tuple[Insatstyp, ...] = ()
    del_: Blankettdel = "frågor"
    svar: Svarssort = "text"
    bra_exempel: str = ""
    exempel: tuple[Typexempel, ...] = ()
    svagt_exempel: str = ""
    längd: int | None = None
    krävs: bool | None = None
    tillval: bool = False
    utgår: bool = False
    blir: Svarsfält | None = None
    anmärkning: str = ""

    def finns_i(self, typ: str) -> bool:
        """Om frågan finns i blanketten för en typ, efter typens id."""
        return not self.utgår and (not self.gäller or any(one.id == typ for one in self.gäller))

    def bra_svar(self, typ: str) -> str:
        """Exemplet på ett bra svar i en typ av insats: typens eget, annars det som gäller alla."""
        return next((one.bra for one in self.exempel if one.typ.id == typ), self.bra_exempel)


@dataclass(frozen=True)
class Kostnadsslag(Post):
    """En rad i budgetmallen. `regel` säger varför kostnaden inte ersätts i typerna i `ersätts_inte_i`.

    Raden för `personal` räknas ut ur bladet med personalen.
    """

    id: str
    namn: str
    vad: str
    källor: tuple[Källa, ...]
    ersätts_inte_i: tuple[Insatstyp, ...] = ()
    regel: str = ""
    personal: bool = False


@dataclass(frozen=True)
class Dokumentregel(Post):
    """En av förbundets egna regler, och var i blanketterna och mallarna den står."""

    id: str
    står_i: Regelplats
    regel: str
    källor: tuple[Källa, ...]
    rubrik: str = ""
    typ: Insatstyp | None = None

    @property
    def i_ord(self) -> str:
        """Regeln, och vilken typ den gäller när den inte gäller alla."""
        return f"{self.regel} Gäller bara typen {self.typ.benämning}." if self.typ else self.regel


@dataclass(frozen=True)
class FrågaSvar(Post):
    """En vanlig fråga med svar och länk till regeln."""

    id: str
    fråga: str
    svar: str
    länk: str
    länktext: str
    källor: tuple[Källa, ...]


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


@dataclass(frozen=True)
class Källavsnitt(Post):
    """Ett avsnitt i ett källdokument och sidan där dess uppgifter står."""

    id: str
    dokument: Dokument
    avsnitt: str
    sida: str
    fakta: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    """Allt i guiden, i filernas ordning."""

    roller: tuple[Roll, ...] = ()
    steg: tuple[Steg, ...] = ()
    kriterier: tuple[Kriterium, ...] = ()
    provning: tuple[Prövning, ...] = ()
    insatstyper: tuple[Insatstyp, ...] = ()
    blankettfält: tuple[Blankettfält, ...] = ()
    kostnadsslag: tuple[Kostnadsslag, ...] = ()
    regler: tuple[Dokumentregel, ...] = ()
    frågor: tuple[FrågaSvar, ...] = ()
    årshjul: tuple[Årsdag, ...] = ()
    rapportkrav: tuple[Rapportkrav, ...] = ()
    rapportmallar: tuple[Rapportmall, ...] = ()
    möten: tuple[Möte, ...] = ()
    källkarta: tuple[Källavsnitt, ...] = ()

    def blankett(self, typ: str) -> tuple[Blankettfält, ...]:
        """Frågorna i blanketten för en typ av insats, efter typens id och i blankettens ordning.

        En typ har en blankett när någon fråga nämner den. Då är också frågorna som gäller alla blanketter med.
        """
        fält = [one for one in self.blankettfält if one.finns_i(typ)]
        if not any(one.gäller for one in fält):
            return ()
        return tuple(sorted(fält, key=lambda one: DELAR.index(one.del_)))

    @property
    def blankettyper(self) -> tuple[Insatstyp, ...]:
        """Typerna som har frågor, och alltså en blankett."""
        return tuple(typ for typ in self.insatstyper if self.blankett(typ.id))

    def regler_om(self, plats: str, typ: Insatstyp | None = None) -> tuple[Dokumentregel, ...]:
        """Reglerna på en plats. Med en typ: de som gäller alla, och de som gäller typen."""
        return tuple(one for one in self.regler if one.står_i == plats and (typ is None or one.typ in (None, typ)))

    def grannar(self, steg: Steg) -> tuple[Steg | None, Steg | None]:
        """Steget före och steget efter."""
        place = self.steg.index(steg)
        return (self.steg[place - 1] if place else None, self.steg[place + 1] if place + 1 < len(self.steg) else None)

    def steg_för(self, roll: Roll) -> tuple[Steg, ...]:
        return tuple(steg for steg in self.steg if any(del_.roll.id == roll.id for del_ in steg.roller))

    def dagar_för(self, roll: Roll) -> tuple[Årsdag, ...]:
        return tuple(dag for dag in self.årshjul if any(annan.id == roll.id for annan in dag.roller))
