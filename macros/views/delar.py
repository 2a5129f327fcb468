"""Ett innehåll som blir både en sida och ett Worddokument: rubriker, stycken, listor och tabeller, var för sig.

Sidan och dokumentet säger då samma sak (facts/krav.md, krav 4), och varje rad vet var i data den kommer ifrån.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from macros.model.kalla import Dataplats
from macros.views.text import number


@dataclass(frozen=True)
class Cell:
    """En ruta. `under` står på en egen rad. `länk` är sidan eller ankaret (`#x`) där talet kommer ifrån, från webbplatsens rot.

    `saknas` är sant när texten säger att uppgiften inte finns eller inte får visas.
    """

    text: str
    under: str = ""
    länk: str = ""
    saknas: bool = False


@dataclass(frozen=True)
class Rad:
    """En tabellrad. `plats` är raden i data, och `sida` sidan som visar den när adressen till filerna inte är känd."""

    celler: tuple[Cell, ...]
    plats: Dataplats | None = None
    sida: str = ""


@dataclass(frozen=True)
class Tabell:
    """`namn` står över tabellen. Kolumnerna från och med `tal` är tal, räknat från 0."""

    sort: ClassVar = "tabell"
    namn: str
    rubriker: tuple[str, ...]
    rader: tuple[Rad, ...]
    tal: int = 99
    id: str = ""

    @property
    def har_platser(self) -> bool:
        return any(rad.plats for rad in self.rader)

    def utan_tomma_kolumner(self) -> "Tabell":
        """Tabellen utan de kolumner där alla rader saknar uppgiften."""
        fyllda = [n for n in range(len(self.rubriker)) if not all(rad.celler[n].saknas for rad in self.rader)]
        rader = tuple(replace(rad, celler=tuple(rad.celler[n] for n in fyllda)) for rad in self.rader)
        return replace(self, rubriker=tuple(self.rubriker[n] for n in fyllda), rader=rader)

    def de_första(self, flest: int) -> tuple["Tabell", str]:
        """Tabellen med högst så många rader, och meningen som säger att det finns fler. Tom text när alla är med."""
        if len(self.rader) <= flest:
            return self, ""
        mening = f"Här visas de {flest} första av {len(self.rader)} rader. Alla finns i öppna data på webbplatsen."
        return replace(self, rader=self.rader[:flest]), mening


@dataclass(frozen=True)
class Rubrik:
    """`nivå` 2 är avsnittets rubrik."""

    sort: ClassVar = "rubrik"
    text: str
    id: str
    nivå: int = 2


@dataclass(frozen=True)
class Stycke:
    """Text ur data eller vår egen, med tomma rader mellan styckena."""

    sort: ClassVar = "stycke"
    text: str


@dataclass(frozen=True)
class Lista:
    """Punkter. Varje punkt kan ha sin rad i data."""

    sort: ClassVar = "lista"
    punkter: tuple[Rad, ...]


Del = Rubrik | Stycke | Lista | Tabell
SAKNAS, VISAS_INTE = Cell("saknas", saknas=True), Cell("visas inte", saknas=True)


def celler(*texter: str | Cell) -> tuple[Cell, ...]:
    return tuple(one if isinstance(one, Cell) else Cell(one) if one else SAKNAS for one in texter)


def tal(värde: float | None, länk: str = "", under: str = "") -> Cell:
    return SAKNAS if värde is None else Cell(number(värde), under, länk)


def punkter(texter: Iterable[str]) -> Lista:
    return Lista(tuple(Rad(celler(text)) for text in texter))
