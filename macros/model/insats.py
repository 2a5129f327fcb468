"""Insatsen, med sina metodval och redovisningar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from macros.model.forbund import Förbund
from macros.model.kalla import Källa, Post
from macros.model.listor import Insatstyp, Parttyp
from macros.model.ord import Metod
from macros.model.tid import Projekttid, Status, Tidpunkt

Redovisningsläge = Literal["planerad", "klar"]
Budgetläge = Literal["sökt", "beviljat", "utfall"]
BEVILJAT: Budgetläge = "beviljat"  # så räknas ett belopp utan läge
# Vad för sorts åtagande något är. Delår och helår är två, också när källan nämner dem i ett ord.
Sort = Literal["avtal", "faktura", "delår", "helår", "indikatorenkät", "styrgrupp", "slutrapport"]
Glapp = Literal["glapptäckande", "glappreducerande"]
Ändringsslag = Literal[
    "ny", "avslutad", "ändrad tid", "ändrad metod", "ändrad utförare", "ändrad redovisning", "ändrat namn", "ändrad typ"
]


@dataclass(frozen=True)
class Metodval:
    """En metod som insatsen följs upp med. `lydelse` är källans egna ord när de avviker från metodens namn."""

    metod: Metod
    lydelse: str = ""

    @property
    def text(self) -> str:
        return self.lydelse or self.metod.namn


class Rapportläge(StrEnum):
    """Vad vi vet om en redovisning en viss dag."""

    KLAR = "klar"
    KOMMANDE = "kommande"
    TIDEN_HAR_GÅTT = "tiden har gått"
    UTAN_DATUM = "utan datum"


@dataclass(frozen=True)
class Redovisning:
    """Något som insatsen ska redovisa eller har redovisat. `när` är tiden som är planerad, `lämnad` den då det kom."""

    vad: str
    när: Tidpunkt | None = None
    återkommer: str = ""
    läge: Redovisningsläge | Literal[""] = ""
    lämnad: Tidpunkt | None = None
    länk: str = ""
    sorter: tuple[Sort, ...] = ()

    def rapportläge(self, dag: date) -> Rapportläge:
        """`TIDEN_HAR_GÅTT` betyder att källan planerade rapporten till en tid som har varit, inte att den uteblev."""
        if self.läge == "klar":
            return Rapportläge.KLAR
        if not self.när or self.återkommer:
            return Rapportläge.UTAN_DATUM
        return Rapportläge.TIDEN_HAR_GÅTT if self.när.sista < dag else Rapportläge.KOMMANDE


@dataclass(frozen=True)
class Budgetpost:
    """Medel ett kalenderår, i hela kronor. `andel` är finansiärens procent av årets budget, som källan trycker den."""

    år: int
    belopp: int
    finansiär: str = ""
    andel: float | None = None
    läge: Budgetläge | Literal[""] = ""


@dataclass(frozen=True)
class Deltagartal:
    """Planerade och faktiska deltagare under en period. `faktiska` är ett tal från fem och uppåt, `<5`, eller tomt."""

    period: Tidpunkt
    till: Tidpunkt | None = None
    planerade: int | None = None
    faktiska: str = ""

    def i_ord(self) -> str:
        """`2019`, eller `2019 – 2021`."""
        return f"{self.period.i_ord()} – {self.till.i_ord()}" if self.till else self.period.i_ord()


@dataclass(frozen=True)
class Insatspart:
    """En av dem som driver insatsen tillsammans."""

    namn: str
    typ: Parttyp | None = None


@dataclass(frozen=True)
class Samarbetsavtal:
    """Avtalet mellan parterna, när det är undertecknat."""

    undertecknat: Tidpunkt | None = None
    länk: str = ""


@dataclass(frozen=True)
class Styrgruppsmöte:
    """Ett möte i insatsens styrgrupp. `anteckningar` är adressen till dem."""

    datum: date
    anteckningar: str = ""


@dataclass(frozen=True)
class IngårI:
    """Det större projekt som insatsen är en del av: en insats i tabellen, eller bara ett namn."""

    insats: str = ""
    namn: str = ""


@dataclass(frozen=True)
class Osäkert:
    """Ett fält vars uppgift är osäker, och varför."""

    fält: str
    varför: str


def osäkerhet(osäkert: tuple[Osäkert, ...], fält: str) -> str:
    """Varför ett fälts uppgift är osäker, eller tom text."""
    return "; ".join(one.varför for one in osäkert if one.fält == fält)


@dataclass(frozen=True)
class Ändring:
    """Något som har ändrats för insatsen sedan förbundets plan antogs."""

    datum: Tidpunkt
    vad: Ändringsslag
    beslut: str = ""
    varför: str = ""


@dataclass(frozen=True)
class Insats(Post):
    """En insats som ett förbund finansierar."""

    id: str
    förbund: Förbund
    namn: str
    källor: tuple[Källa, ...]
    typ: Insatstyp | None = None
    projekttid: Projekttid = Projekttid()
    metodval: tuple[Metodval, ...] = ()
    utförare: tuple[str, ...] = ()
    utförare_läge: str = ""
    redovisning: tuple[Redovisning, ...] = ()
    samarbetsavtal: Samarbetsavtal | None = None
    styrgruppsmöten: tuple[Styrgruppsmöte, ...] = ()
    projektägare: str = ""
    parter: tuple[Insatspart, ...] = ()
    målgrupp: str = ""
    syfte: str = ""
    glapp: Glapp | Literal[""] = ""
    plats: str = ""
    budget: tuple[Budgetpost, ...] = ()
    deltagare: tuple[Deltagartal, ...] = ()
    föregångare: tuple[str, ...] = ()
    efterföljare: tuple[str, ...] = ()
    ingår_i: IngårI = IngårI()
    ändringar: tuple[Ändring, ...] = ()
    osäkert: tuple[Osäkert, ...] = ()
    anmärkning: str = ""
    senast_granskad: date | None = None
    tidigare_adresser: tuple[str, ...] = ()
    # Raden som den står i YAML, för export och för fält som modellen inte räknar på.
    rad: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def adress(self) -> str:
        """Sidans adress från webbplatsens rot."""
        return f"insatser/{self.id}/"

    def status(self, dag: date) -> Status:
        return self.projekttid.status(dag)

    def osäkerhet(self, fält: str) -> str:
        """Varför uppgiften är osäker, eller tom text."""
        return osäkerhet(self.osäkert, fält)
