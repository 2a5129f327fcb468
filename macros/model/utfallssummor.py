"""Utfallen över flera insatser: summor av tal som redan visas, så att en summa aldrig säger något nytt."""

from collections.abc import Iterable
from dataclasses import dataclass

from macros.grouped import grouped
from macros.model.utfall import Kön, Måttlista, Period, Utfall


@dataclass(frozen=True)
class Summa:
    """Ett tal över insatserna i en period. `insatser` är hur många som är med, `av` hur många som har utfall för perioden."""

    antal: int
    insatser: int
    av: int

    @property
    def är_hel(self) -> bool:
        return self.insatser == self.av


def summor(utfall: Iterable[Utfall], mått: Måttlista) -> dict[tuple[Period, Kön], dict[str, Summa]]:
    """Talen över insatserna, per period och kön. Ett tal som ingen insats visar har ingen summa.

    Summan tar bara med det som visas för insatsen själv. En summa med de dolda talen i skulle röja dem: två dolda tal om högst
    fyra personer är kända när summan är åtta.

    Args:
        utfall: de skyddade raderna. Exempel räknas inte med.
    """
    rader = [rad for rad in utfall if not rad.exempel and rad.period]
    found: dict[tuple[Period, Kön], dict[str, Summa]] = {}
    for (period, kön), gruppen in grouped(rader, lambda rad: (rad.gäller[1], rad.kön)).items():
        kända = {cell: [antal for rad in gruppen if (antal := rad.tal.get(cell)) is not None] for cell in mått.celler}
        found[period, kön] = {cell: Summa(sum(tal), len(tal), len(gruppen)) for cell, tal in kända.items() if tal}
    return found
