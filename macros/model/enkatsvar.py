"""Svaren på enkäterna: per insats, enkät och år, med svarsfrekvens, och förbundets insatser tillsammans."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macros.grouped import grouped
from macros.model.insats import Insats
from macros.model.instrument import Instrument, Instrumentdel
from macros.model.kalla import Källa, Post
from macros.model.utfall import FÅ


@dataclass(frozen=True)
class Svarsval:
    """Hur många som valde ett svar. None är ett skyddat tal."""

    svar: str
    antal: int | None


@dataclass(frozen=True)
class Frågesvar:
    """Svaren på en fråga. None är ett skyddat tal. `val` är tom när antalen för varje svar inte visas."""

    fråga: str
    val: tuple[Svarsval, ...] = ()
    låga: int | None = None
    höga: int | None = None

    def antal(self, vilka: tuple[str, ...]) -> list[int | None]:
        """Antalen för svaren som nämns. None för dem som inte är kända."""
        kända = {one.svar: one.antal for one in self.val}
        return [kända.get(svar) for svar in vilka]

    @property
    def visas(self) -> bool:
        """Sant när något om frågan visas."""
        return self.låga is not None or self.höga is not None


@dataclass(frozen=True)
class Enkätsvar(Post):
    """Svaren på en enkät i en insats ett år. None är ett skyddat tal."""

    id: str
    insats: Insats
    enkät: Instrument
    år: int
    tillfrågade: int | None
    svarande: int | None
    svar: tuple[Frågesvar, ...]
    källor: tuple[Källa, ...]
    anmärkning: str = ""

    @property
    def svarsfrekvens(self) -> int | None:
        """Andelen som svarade, i hela procent. None när antalet tillfrågade inte visas."""
        return None if self.svarande is None or not self.tillfrågade else procent(self.svarande, self.tillfrågade)

    @property
    def minst(self) -> int | None:
        """Svarsfrekvensen är minst så hög när färre än fem lät bli att svara: då visas bara hur många som svarade."""
        return (
            None if self.svarande is None or self.tillfrågade is not None else 100 * self.svarande // (self.svarande + FÅ - 1)
        )

    def resten(self, svar: Frågesvar) -> int | None:
        """De som varken svarade lågt eller högt, också de som hoppade över frågan. None när det inte går att räkna ut."""
        if self.svarande is None or svar.låga is None or svar.höga is None:
            return None
        return self.svarande - svar.låga - svar.höga


def procent(del_: int, av: int) -> int:
    """Avrundad till hela procent, halva uppåt."""
    return (200 * del_ + av) // (2 * av)


def graderade(enkät: Instrument) -> dict[str, Instrumentdel]:
    """Enkätens frågor vars svar går från lågt till högt, med delen som de står i. Andra frågor redovisas inte som antal."""
    return {fråga: del_ for del_ in enkät.delar if del_.höga and del_.låga for fråga in del_.frågor}


@dataclass(frozen=True)
class Andel:
    """Ett antal av dem som svarade, i de insatser där antalet visas."""

    antal: int
    av: int
    insatser: int

    @property
    def procent(self) -> int:
        return procent(self.antal, self.av)


@dataclass(frozen=True)
class Frågesumma:
    """En fråga i flera insatser tillsammans. None när ingen insats visar talet."""

    fråga: str
    låga: Andel | None
    höga: Andel | None


@dataclass(frozen=True)
class Enkätsumma:
    """En enkät ett år i flera insatser tillsammans: summor av tal som visas, och aldrig av andra."""

    enkät: Instrument
    år: int
    rader: tuple[Enkätsvar, ...]

    @property
    def visade(self) -> tuple[Enkätsvar, ...]:
        """Raderna där antalet svarande visas."""
        return tuple(rad for rad in self.rader if rad.svarande is not None)

    @property
    def svarsfrekvens(self) -> Andel | None:
        """De svarande av de tillfrågade, i de insatser där båda visas."""
        return _andel((rad.svarande, rad.tillfrågade) for rad in self.rader)

    @property
    def frågor(self) -> list[Frågesumma]:
        """Frågorna i enkätens ordning, de som någon insats visar svar på."""
        svaren = {
            fråga: [(rad, svar) for rad in self.rader for svar in rad.svar if svar.fråga == fråga] for fråga in self._alla
        }
        summor = [
            Frågesumma(
                fråga,
                _andel((svar.låga, rad.svarande) for rad, svar in par),
                _andel((svar.höga, rad.svarande) for rad, svar in par),
            )
            for fråga, par in svaren.items()
        ]
        return [summa for summa in summor if summa.låga or summa.höga]

    @property
    def _alla(self) -> list[str]:
        return list(graderade(self.enkät))


def _andel(par: Iterable[tuple[int | None, int | None]]) -> Andel | None:
    hela = [(antal, av) for antal, av in par if antal is not None and av is not None]
    return Andel(sum(antal for antal, _ in hela), sum(av for _, av in hela), len(hela)) if hela else None


def enkätsummor(svaren: Sequence[Enkätsvar]) -> list[Enkätsumma]:
    """Varje enkät och år för sig, enkäterna i den ordning de först nämns och det senaste året först.

    Args:
        svaren: raderna så som de får visas.
    """
    per_enkät = grouped(svaren, lambda rad: rad.enkät.id)
    return [
        Enkätsumma(rader[0].enkät, år, tuple(rader))
        for enkätens in per_enkät.values()
        for år, rader in sorted(grouped(enkätens, lambda rad: rad.år).items(), reverse=True)
    ]
