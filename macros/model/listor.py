"""Förbundets egna listor: typerna av insatser och av parter."""

from dataclasses import dataclass

from macros.model.kalla import Källa, Post


@dataclass(frozen=True)
class Insatstyp(Post):
    """En sorts insats. `namn` står i listor, `benämning` är en enda insats av typen, och `rubrik` flera."""

    id: str
    namn: str
    benämning: str
    rubrik: str
    källor: tuple[Källa, ...]
    beskrivning: str = ""
    följer_deltagare: bool | None = None
    anmärkning: str = ""

    @property
    def stort_namn(self) -> str:
        """Namnet med stor bokstav, som val i en lista."""
        return self.namn[:1].upper() + self.namn[1:]

    @property
    def blankettsida(self) -> str:
        """Sidan med alla frågor i typens blankett, från webbplatsens rot."""
        return f"ansok/blankett-{self.id}/"


@dataclass(frozen=True)
class Parttyp(Post):
    """En sorts part."""

    id: str
    namn: str
    beskrivning: str = ""
