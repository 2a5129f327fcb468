"""Varifrån uppgifterna kommer: källdokument, hänvisningar till dem, och raden i data."""

from dataclasses import dataclass

from macros.model.tid import Tidpunkt


@dataclass(frozen=True)
class Dokument:
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


@dataclass(frozen=True)
class Dataplats:
    """Raden i datamappen där uppgiften redigeras. `rad` räknas från 1."""

    fil: str
    rad: int
