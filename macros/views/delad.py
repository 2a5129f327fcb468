"""Delad lista: rader som är för många för en sida står på flera, en efter en, så att varje sida går fort att hämta och läsa.

Sidorna är vanliga sidor med länkar emellan och behöver inget skript. Det som räknas och söks gäller alla rader. En kort
lista är odelad, och ser ut som om delningen inte fanns.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Generic, TypeVar

from markupsafe import Markup

from macros.views.html import Page, render, root_of

FLEST = 100  # rader på en sida. En rad är 10 till 20 element i sidan, och en sida ska ha högst 5 000
T = TypeVar("T")


@dataclass(frozen=True)
class Bit(Generic[T]):
    """Raderna på en sida. `nummer` räknas från 1, och `adress` från webbplatsens rot. `namn` är den första och sista raden."""

    nummer: int
    adress: str
    namn: str
    rader: tuple[T, ...]


@dataclass(frozen=True)
class Delad(Generic[T]):
    """En lista med sina sidor, alltid minst en. `titel` är namnet på sidan där den börjar, eller på listan där."""

    titel: str
    bitar: tuple[Bit[T], ...]

    @property
    def första(self) -> Bit[T]:
        return self.bitar[0]

    @property
    def antal(self) -> int:
        """Raderna på alla sidor tillsammans."""
        return sum(len(bit.rader) for bit in self.bitar)

    def bit_med(self, stämmer: Callable[[T], bool]) -> Bit[T]:
        """Sidan med den första raden som stämmer, eller den första sidan."""
        return next((bit for bit in self.bitar if any(map(stämmer, bit.rader))), self.första)


def sida(adress: str) -> Callable[[int], str]:
    """Adresserna till en listas sidor: sidan där den börjar, och `sida/2/` under den."""
    return lambda nummer: adress if nummer == 1 else f"{adress.partition('#')[0]}sida/{nummer}/"


def dela(
    titel: str,
    rader: Iterable[T],
    adress: Callable[[int], str],
    namn: Callable[[T], str],
    grupp: Callable[[T], object] = lambda _: None,
    först: int | None = None,
) -> Delad[T]:
    """Listan delad i sidor med högst FLEST rader.

    Args:
        adress: adressen till sidan med ett nummer, från webbplatsens rot.
        namn: vad en rad kallas i länkarna mellan sidorna.
        grupp: rader med samma grupp hålls på samma sida när de får plats på en.
        först: raderna på den första sidan, när de ska vara färre än på de andra.
    """
    stycken = list(_stycken([list(ones) for _, ones in groupby(rader, grupp)], FLEST if först is None else först))
    bitar = (Bit(n, adress(n), _spann(ones, namn), tuple(ones)) for n, ones in enumerate(stycken or [[]], 1))
    return Delad(titel, tuple(bitar))


def _stycken(grupper: Iterable[Sequence[T]], plats: int) -> Iterator[list[T]]:
    """Raderna sida för sida. En grupp som får plats på en egen sida delas inte."""
    här: list[T] = []
    for rader in grupper:
        if här and plats - len(här) < len(rader) <= FLEST:
            yield här
            här, plats = [], FLEST
        for rad in rader:
            if len(här) >= plats:
                yield här
                här, plats = [], FLEST
            här.append(rad)
    if här:
        yield här


def _spann(rader: Sequence[T], namn: Callable[[T], str]) -> str:
    """`Ama till Örnen`, eller bara namnet när det är ett."""
    return " till ".join(dict.fromkeys(map(namn, (rader[0], rader[-1])))) if rader else ""


def först_av(listor: Sequence[Sequence[object]]) -> int | None:
    """Hur många rader var och en av flera listor på en sida börjar med. None när alla får plats hela."""
    return None if sum(map(len, listor)) <= 2 * FLEST else min(max(2 * FLEST // len(listor), 1), FLEST)


def delsidor(lista: Delad[T], om: str, visa: Callable[[Bit[T], str], Markup]) -> list[tuple[str, Callable[[], Page]]]:
    """Sidorna efter den första: adressen, och det som gör sidan. Tomt när listan är odelad.

    Args:
        om: meningen om listan, för sökmotorer och delning.
        visa: raderna som HTML, med vägen från sidan till roten.
    """
    return [(bit.adress, partial(_delsida, lista, bit, om, visa)) for bit in lista.bitar[1:]]


def _delsida(lista: Delad[T], bit: Bit[T], om: str, visa: Callable[[Bit[T], str], Markup]) -> Page:
    root = root_of(bit.adress)
    html = render("delsida.html", lista=lista, bit=bit, innehåll=visa(bit, root), rot=root)
    vilken = f"sida {bit.nummer} av {len(lista.bitar)}"
    return Page(bit.adress, f"{lista.titel}, {vilken}", f"{om} {vilken.capitalize()}.", html, wide=True, unsearched=True)
