"""Det som redan har publicerats om utfallen och enkätsvaren. Det som har stått på webbplatsen går inte att ta tillbaka, bara att ta hänsyn till.

Liggaren är raderna i `publicerat.yaml`: en rad per insats, period, kön och dag då något nytt visades. En enkäts rader har dess
id, och perioden är kalenderåret.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from macros.grouped import grouped
from macros.model.insats import Insats
from macros.model.instrument import Instrument
from macros.model.kalla import Post
from macros.model.utfall import SKYDDAT, Kön, Period, Utfall

Nyckel = tuple[str, Period]  # insatsens id och perioden
Ruta = tuple[str, str]  # kön och tal
STÄMPELNS_LÄNGD = 16


@dataclass(frozen=True)
class Visat:
    """Ett tal som det stod på webbplatsen. `antal` är None när det var skyddat."""

    fält: str
    antal: int | None


@dataclass(frozen=True)
class Publicering(Post):
    """Talen för en insats, en period och ett kön, så som de visades från och med en dag."""

    id: str
    insats: Insats
    period: Period
    kön: Kön
    datum: date
    tal: tuple[Visat, ...]
    stämpel: str
    enkät: Instrument | None = None

    @property
    def nyckel(self) -> Nyckel:
        return self.insats.id, self.period


@dataclass(frozen=True)
class Tidigare:
    """Det som har visats för en insats och en period: talen som de senast stod, och de som någon gång har varit skyddade."""

    visade: Mapping[Ruta, int] = field(default_factory=dict)
    dolda: frozenset[Ruta] = frozenset()


def liggare(publiceringar: Iterable[Publicering]) -> dict[Nyckel, Tidigare]:
    """Det som har visats, efter insats och period. Där inget tal har visats finns inget att ta hänsyn till."""
    found: dict[Nyckel, Tidigare] = {}
    for nyckel, rader in grouped(publiceringar, lambda rad: rad.nyckel).items():
        i_ordning = sorted(rader, key=lambda rad: rad.datum)
        rutor: list[tuple[Ruta, int | None]] = [((rad.kön, visat.fält), visat.antal) for rad in i_ordning for visat in rad.tal]
        visade = {ruta: antal for ruta, antal in rutor if antal is not None}
        if visade:
            found[nyckel] = Tidigare(visade, frozenset(ruta for ruta, antal in rutor if antal is None))
    return found


def stämpel(förra: str, period: tuple[str, str], kön: str, datum: str, tal: Iterable[tuple[str, str]]) -> str:
    """Radens stämpel. Den hänger ihop med raden före, så att det märks om någon ändrar eller tar bort en rad.

    Insatsens id är inte med, för det får bytas.
    """
    ord = [förra, *period, kön, datum, *(f"{fält}={antal}" for fält, antal in tal)]
    return sha256("\n".join(ord).encode()).hexdigest()[:STÄMPELNS_LÄNGD]


def nya_rader(grupp: Sequence[Utfall], publiceringar: Iterable[Publicering]) -> dict[Kön, tuple[Visat, ...]]:
    """Det som en grupp av skyddade rader visar och som inte redan är infört, efter kön. Tomt när inget tal visas."""
    insats, period = grupp[0].gäller
    senast = {rad.kön: rad.tal for rad in publiceringar if rad.nyckel == (insats.id, period)}
    visas = {
        rad.kön: tuple(Visat(fält, antal) for fält, antal in rad.tal.items() if antal is not None or fält not in rad.saknas)
        for rad in grupp
    }
    if not senast and not any(visat.antal is not None for tal in visas.values() for visat in tal):
        return {}
    return {kön: tal for kön, tal in visas.items() if tal and tal != senast.get(kön)}


def som_text(antal: int | None) -> str:
    return SKYDDAT if antal is None else str(antal)
