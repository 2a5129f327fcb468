"""Orden: metoder, begrepp, sökord och nyheter."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from macros.model.kalla import Källa, Post

Metodläge = Literal["används", "historisk"]


@dataclass(frozen=True)
class Metod(Post):
    """En metod för uppföljning eller utvärdering."""

    id: str
    namn: str
    grupp: str
    kort: str
    vad: str
    när: str
    vem: str
    källor: tuple[Källa, ...]
    kostnad: str = ""
    läge: Metodläge | Literal[""] = ""
    ersatt_av: str = ""
    anmärkning: str = ""
    senast_granskad: date | None = None
    tidigare_adresser: tuple[str, ...] = ()

    @property
    def adress(self) -> str:
        return f"metoder/{self.id}/"

    @property
    def är_historisk(self) -> bool:
        return self.läge == "historisk"


@dataclass(frozen=True)
class Begrepp(Post):
    """Ett ord i ordlistan, med de andra ord som besökare söker på."""

    id: str
    term: str
    betydelse: str
    källor: tuple[Källa, ...]
    förkortning: str = ""
    synonymer: tuple[str, ...] = ()
    tidigare_namn: tuple[str, ...] = ()
    vardagsord: tuple[str, ...] = ()
    se_även: tuple[str, ...] = ()
    metod: Metod | None = None
    anmärkning: str = ""

    def andra_ord(self) -> tuple[str, ...]:
        """Alla andra ord för samma sak."""
        return tuple(filter(None, (self.förkortning, *self.synonymer, *self.tidigare_namn, *self.vardagsord)))


@dataclass(frozen=True)
class Sökord(Post):
    """Ord som besökare skriver, och sidorna de menar. `svar` är det som sägs när webbplatsen inte har det som de söker."""

    id: str
    ord: tuple[str, ...]
    sidor: tuple[str, ...] = ()
    svar: str = ""


@dataclass(frozen=True)
class Nyhet(Post):
    """Något nytt på webbplatsen."""

    id: str
    datum: date
    rubrik: str
    text: str = ""
    länk: str = ""
