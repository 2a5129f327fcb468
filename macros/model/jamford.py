"""Förbund som en utvärdering jämförde med: vad den fann om dem, fråga för fråga, och hur de har skrivit sina mål."""

from dataclasses import dataclass
from typing import Literal, get_args

from macros.model.kalla import Post

# Frågorna är utvärderarnas (Uppsalas utvärdering 2014, avsnitt 2.1.1). I ord står de i ordboken.
Fråga = Literal["organisation", "utvärdering", "mål", "implementering", "projekt", "samhällsekonomi"]
FRÅGOR: tuple[Fråga, ...] = get_args(Fråga)
Svarsord = Literal["ja", "delvis", "nej"]
Målslag = Literal["utveckling", "skillnad", "uppdrag", "individ"]
MÅLSLAG: tuple[Målslag, ...] = get_args(Målslag)


@dataclass(frozen=True)
class Frågesvar:
    """Vad en rapport säger om ett förbund på en av frågorna."""

    fråga: Fråga
    svar: Svarsord
    avsnitt: str
    beskrivning: str = ""


@dataclass(frozen=True)
class Målformulering:
    """Hur ett förbund har skrivit sina mål, ordagrant."""

    slag: Målslag
    citat: tuple[str, ...]
    avsnitt: str
    anmärkning: str = ""


@dataclass(frozen=True)
class Lärdom:
    """Något som rapporten fann och som andra kan lära av."""

    lärdom: str
    avsnitt: str


@dataclass(frozen=True)
class AnnansBeräkning:
    """Vad en samhällsekonomisk beräkning kom fram till, så som rapporten återger den. Tom tid är inte beräknad."""

    vad: str
    avsnitt: str
    modell: str = ""
    återbetalning: str = ""
    förbehåll: str = ""


@dataclass(frozen=True)
class Jämförelse(Post):
    """Ett förbund som en rapport jämförde med. `hinder` säger varför det inte gick."""

    id: str
    namn: str
    svar: tuple[Frågesvar, ...] = ()
    hinder: str = ""
    mål_för_den_enskilda: bool = False
    mål: tuple[Målformulering, ...] = ()
    lärdomar: tuple[Lärdom, ...] = ()
    beräkningar: tuple[AnnansBeräkning, ...] = ()
    anmärkning: str = ""

    def svaret(self, fråga: Fråga) -> Frågesvar | None:
        """Svaret på en fråga. None när rapporten inte säger något."""
        return next((one for one in self.svar if one.fråga == fråga), None)
