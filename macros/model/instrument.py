"""Enkäterna och intervjuguiderna: frågorna, och svaren att välja mellan."""

from dataclasses import dataclass
from typing import Literal

from macros.model.kalla import Källa, Post

Instrumentsort = Literal["enkät", "intervjuguide", "gruppintervju"]
ENKÄT: Instrumentsort = "enkät"


@dataclass(frozen=True)
class Instrumentdel:
    """En del av en enkät eller intervjuguide. Utan `skala` besvaras frågorna med egna ord.

    `låga` och `höga` är de av skalans svar som räknas ihop när svaren redovisas.
    """

    rubrik: str
    frågor: tuple[str, ...]
    skala: tuple[str, ...] = ()
    låga: tuple[str, ...] = ()
    höga: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instrument(Post):
    """En enkät eller intervjuguide."""

    id: str
    namn: str
    sort: Instrumentsort
    svarar: str
    kort: str
    så_används: str
    delar: tuple[Instrumentdel, ...]
    källor: tuple[Källa, ...]
    anmärkning: str = ""
    tidigare_adresser: tuple[str, ...] = ()

    @property
    def adress(self) -> str:
        return f"uppfoljning/enkater/{self.id}/"

    @property
    def skydd(self) -> str:
        """Det som den som svarar eller frågar behöver veta om personuppgifter."""
        if self.sort == ENKÄT:
            return "Svaren redovisas i grupp. Skriv inte ditt namn, och inget annat som visar vem du eller någon annan är."
        return "Svaren redovisas i grupp. Anteckna inga namn, och inget annat som visar vem någon är."
