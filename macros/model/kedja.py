"""Förändringsteorin: kedjan från behov till effekter, och målen den ska svara mot."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal, get_args

from macros.model.forbund import Förbund
from macros.model.insats import Insats
from macros.model.kalla import Källa, Post
from macros.model.utfall import Kön, Mått

Nivå = Literal["individ", "organisation", "samhälle"]
NIVÅER: tuple[Nivå, ...] = get_args(Nivå)
Målsort = Literal["insatsmål", "nyttomål"]
Nått = Literal["ja", "delvis", "nej"]
Riktning = Literal["minst", "högst"]
# Leden i den ordning som kedjan läses (Stockholms plan 2020, avsnitt 1, och Uppsalas programlogik, tabell 1).
LEDEN = (
    "behov",
    "resurser",
    "aktiviteter",
    "prestationer",
    "målgrupp",
    "delmål",
    "effekter_kort_sikt",
    "effekter_medellång_sikt",
    "effekter_lång_sikt",
)
EFFEKTER = LEDEN[-3:]


@dataclass(frozen=True)
class Mål(Post):
    """Ett mål, hur det mäts och hur det gick. `nått` är ja, delvis, nej eller tomt när källan inte säger något."""

    id: str
    förbund: Förbund
    sort: Målsort
    mål: str
    källor: tuple[Källa, ...]
    insats: Insats | None = None
    indikator: str = ""
    målvärde: str = ""
    målvärde_kvinnor: str = ""
    målvärde_män: str = ""
    riktning: Riktning | Literal[""] = ""
    kön: Kön | Literal[""] = ""
    när: str = ""
    mått: tuple[Mått, ...] = ()
    underlag: str = ""
    vem: str = ""
    utfall: str = ""
    nått: Nått | Literal[""] = ""
    anmärkning: str = ""


@dataclass(frozen=True)
class Led:
    """Ett led i kedjan. `sort` är ett av LEDEN, `nummer` platsen i kedjan räknat från 1, `leder_till` id på andra led."""

    vad: str
    sort: str
    nummer: int
    id: str = ""
    nivå: Nivå | Literal[""] = ""
    leder_till: tuple[str, ...] = ()
    indikator: str = ""
    mått: tuple[Mått, ...] = ()
    mål: tuple[Mål, ...] = ()

    @property
    def är_effekt(self) -> bool:
        return self.sort in EFFEKTER


@dataclass(frozen=True)
class Antagande:
    """Något som måste stämma för att kedjan ska hålla. `följs_upp` är tomt när ingen följer upp det."""

    antagande: str
    följs_upp: str = ""


class Brist(StrEnum):
    """Vad en kedja kan sakna."""

    LEDER_INGENSTANS = "En aktivitet leder ingenstans. Är den överflödig, eller saknas ett led?"
    INGET_LEDER_HIT = "Inget led leder till effekten. Hur ska den uppstå?"
    EFFEKT_UTAN_MÅTT = "Effekten har varken indikator eller mål. Hur märks det att den har kommit?"
    MÅL_UTAN_EFFEKT = "Ingen effekt i kedjan svarar mot målet."
    ANTAGANDE_UTAN_UPPFÖLJNING = "Ingen följer upp antagandet."

    @property
    def gör(self) -> str:
        """Det som styrgruppen kan göra åt bristen."""
        return ATT_GÖRA[self]


ATT_GÖRA = {
    Brist.LEDER_INGENSTANS: "Bestäm vad aktiviteten ska leda till, eller ta bort den.",
    Brist.INGET_LEDER_HIT: "Bestäm vad som ska ge effekten, eller ta bort den.",
    Brist.EFFEKT_UTAN_MÅTT: "Välj en indikator för effekten, eller ett mål som den svarar mot.",
    Brist.MÅL_UTAN_EFFEKT: "Lägg till effekten som målet handlar om, eller ta bort målet.",
    Brist.ANTAGANDE_UTAN_UPPFÖLJNING: "Bestäm vem som följer upp antagandet, och hur.",
}


@dataclass(frozen=True)
class Kedja(Post):
    """En förändringsteori. `alla_mål` är målen för samma insats, eller för förbundet när kedjan inte gäller en insats."""

    id: str
    namn: str
    förbund: Förbund
    led: tuple[Led, ...]
    källor: tuple[Källa, ...]
    insats: Insats | None = None
    exempel: bool = False
    antaganden: tuple[Antagande, ...] = ()
    alla_mål: tuple[Mål, ...] = ()
    anmärkning: str = ""

    @cached_property
    def per_id(self) -> dict[str, Led]:
        return {led.id: led for led in self.led if led.id}

    @property
    def har_länkar(self) -> bool:
        return any(led.leder_till for led in self.led)

    @property
    def leden(self) -> tuple[str, ...]:
        """Sorterna av led som kedjan använder, i läsordning."""
        return tuple(sort for sort in LEDEN if any(led.sort == sort for led in self.led))

    @property
    def nivåer(self) -> tuple[str, ...]:
        """Nivåerna som kedjan använder. Tom text är led utan nivå."""
        return tuple(nivå for nivå in (*NIVÅER, "") if any(led.nivå == nivå for led in self.led))

    def med(self, sort: str, nivå: str | None = None) -> tuple[Led, ...]:
        """Leden av en sort, på en nivå eller på alla."""
        return tuple(led for led in self.led if led.sort == sort and nivå in (None, led.nivå))

    def följer(self, led: Led) -> tuple[Led, ...]:
        """Leden som ett led leder till."""
        return tuple(self.per_id[key] for key in led.leder_till)

    def brister(self) -> Iterator[tuple[Brist, str]]:
        """Vad kedjan saknar, och vilket led, mål eller antagande det gäller. Länkarna prövas först när de är skrivna."""
        nådda = {key for led in self.led for key in led.leder_till}
        for led in self.led:
            if self.har_länkar and led.sort == "aktiviteter" and not led.leder_till:
                yield Brist.LEDER_INGENSTANS, led.vad
            if self.har_länkar and led.är_effekt and led.id not in nådda:
                yield Brist.INGET_LEDER_HIT, led.vad
            if led.är_effekt and not (led.indikator or led.mål):
                yield Brist.EFFEKT_UTAN_MÅTT, led.vad
        besvarade = {mål.id for led in self.led if led.är_effekt for mål in led.mål}
        for mål in self.alla_mål:
            if mål.id not in besvarade:
                yield Brist.MÅL_UTAN_EFFEKT, mål.mål
        for antagande in self.antaganden:
            if not antagande.följs_upp:
                yield Brist.ANTAGANDE_UTAN_UPPFÖLJNING, antagande.antagande
