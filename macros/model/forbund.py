"""Förbunden och deras medlemmar."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from macros.model.kalla import Källa, Post
from macros.model.tid import Tidpunkt

Förbundsroll = Literal["värd", "referens"]
Rekvirering = Literal["kvartal"]
INGEN_ADRESS = "Vart ansökan ska skickas står inte i våra regler."


@dataclass(frozen=True)
class Part(Post):
    """En medlem i ett förbund. `huvudmannens_andel` är procent av förbundets budget (lag 2003:1210, 5 §)."""

    id: str
    namn: str
    huvudman: str
    källor: tuple[Källa, ...]
    huvudmannens_andel: float | None = None
    uppföljningssystem: tuple[str, ...] = ()
    anmärkning: str = ""


@dataclass(frozen=True)
class Mottagare:
    """Vart en ansökan skickas, och hur."""

    e_post: str = ""
    länk: str = ""
    hur: str = ""


@dataclass(frozen=True)
class Förbund(Post):
    """Ett samordningsförbund med sina medlemmar."""

    id: str
    namn: str
    kortnamn: str
    roll: Förbundsroll
    källor: tuple[Källa, ...]
    parter: tuple[Part, ...] = ()
    bildat: Tidpunkt | None = None
    område: str = ""
    beskrivning: str = ""
    vision: str = ""
    målgrupp: str = ""
    webbplats: str = ""
    e_post: str = ""
    postadress: str = ""
    rekvirering: Rekvirering | Literal[""] = ""
    ansökan_till: Mottagare | None = None
    anmärkning: str = ""
    senast_granskad: date | None = None

    @property
    def är_värd(self) -> bool:
        return self.roll == "värd"

    def skicka_i_ord(self) -> str:
        """`Skicka ansökan till ansokan@exempel.se.` Utan en adress för ansökan sägs det, och att kansliet vet."""
        if not self.ansökan_till:
            fråga = f"Fråga kansliet innan ni skickar: {self.e_post}." if self.e_post else "Fråga kansliet innan ni skickar."
            return f"{INGEN_ADRESS} {fråga}"
        till, said = self.ansökan_till, []
        if till.länk:
            said.append(f"Lämna in ansökan på {till.länk}.")
        if till.e_post:
            said.append(f"{'Eller skicka den' if till.länk else 'Skicka ansökan'} till {till.e_post}.")
        return " ".join((*said, *till.hur.split()))

    def andelar(self) -> dict[str, float]:
        """Varje huvudmans andel av budgeten i procent, en gång per huvudman."""
        return {part.huvudman: part.huvudmannens_andel for part in self.parter if part.huvudmannens_andel is not None}
