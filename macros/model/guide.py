"""Guiden: vägen från idé till spridd insats, ansökans frågor, villkor och regler."""

from dataclasses import dataclass
from typing import Literal

from macros.dictionary.slag import slug
from macros.model.arshjul import Möte, Rapportkrav, Rapportmall, Årsdag
from macros.model.kalla import Dokument, Källa, Post
from macros.model.listor import Insatstyp
from macros.model.roll import Insatsroll, Länkat, Roll

Besked = Literal["ja", "inte än", "nej"]
Regelplats = Literal[
    "för vem", "så fyller ni i", "parter", "underskrifter", "bedömning", "grunder", "överklagande",
    "budget", "slutrapport", "metodhandbok",
]  # fmt: skip
Stegslut = Literal["beredning", "beslut", "start"]


Svarsfält = Literal["namn", "start", "slut", "sökt summa", "syfte", "målgrupp", "insatsmål", "nyttomål"]
Svarssort = Literal["text", "kort", "dag", "belopp", "parter"]
Blankettdel = Literal["om insatsen", "frågor", "till sist"]
TILLVAL = "Tillval. Frågan kommer inte ur våra regler för ansökan."
DELAR: tuple[Blankettdel, ...] = ("om insatsen", "frågor", "till sist")  # i blankettens ordning


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
    """Ett bra svar för en typ av insats, och ett svagt."""

    typ: Insatstyp
    bra: str
    svagt: str = ""


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

    def svagt_svar(self, typ: str) -> str:
        """Exemplet på ett svagt svar i en typ av insats: typens eget, annars det som gäller alla."""
        return next((one.svagt for one in self.exempel if one.typ.id == typ and one.svagt), self.svagt_exempel)


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

    def är_i_insatser(self, roll: Roll) -> bool:
        """Sant för en roll som enligt värdens regler gör något i en insats: en rapport, en faktura, ett avtal eller ett möte."""
        regler = [(rad.förbund, rad.roller) for rad in self.rapportkrav] + [(rad.förbund, rad.roller) for rad in self.årshjul]
        return any(förbund.är_värd and roll.id in {en.id for en in roller} for förbund, roller in regler)

    def dagar_för(self, roll: Roll) -> tuple[Årsdag, ...]:
        return tuple(dag for dag in self.årshjul if any(annan.id == roll.id for annan in dag.roller))
