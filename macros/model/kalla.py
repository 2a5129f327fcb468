"""Varifrån uppgifterna kommer: källdokument, hänvisningar till dem, och raden i data."""

from dataclasses import dataclass
from typing import Any

from macros.dictionary.words import Field
from macros.model.tid import Tidpunkt

# Fältet med kansliets kvitton på kontrollens fynd. Det handlar om raden och inte om ämnet: det står i data, inte på sidorna.
KVITTERAT = "kvitterat"


@dataclass(frozen=True)
class Dataplats:
    """Raden i datamappen där uppgiften redigeras. `rad` räknas från 1."""

    fil: str
    rad: int


@dataclass(frozen=True)
class Uppgift:
    """Ett ifyllt fält som bara ordboken känner. `värde` är vad fältets typ och slag ger; för ett objekt fler uppgifter."""

    fält: Field
    värde: Any


@dataclass(frozen=True, kw_only=True)
class Post:
    """Det som varje rad i en tabell har: platsen i data, och fälten som dataklassen inte känner men ordboken gör.

    Ett nytt fält i ordboken kommer alltså med hela vägen ut på sidan utan att någon dataklass har ändrats.
    """

    i_data: Dataplats = Dataplats("", 0)
    övriga: tuple[Uppgift, ...] = ()


@dataclass(frozen=True)
class Egen(Post):
    """En rad i en tabell som modellen inte har någon egen dataklass för. Allt annat den vet står i `övriga`."""

    id: str
    källor: "tuple[Källa, ...]" = ()


@dataclass(frozen=True)
class Dokument(Post):
    """Ett källdokument."""

    id: str
    titel: str
    utgivare: str
    datum: Tidpunkt | None = None
    beslut: str = ""
    beskrivning: str = ""
    länk: str = ""
    anmärkning: str = ""


@dataclass(frozen=True)
class Källa:
    """Ett ställe i ett källdokument."""

    dokument: Dokument
    avsnitt: str = ""
