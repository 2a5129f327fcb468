"""Vägen till ett beslut: mötenas riktiga dagar, och när stegen ska göras med förbundets egna ledtider.

All räkning görs här. Sidan, kalendern och skriptet i webbläsaren har sina dagar härifrån: skriptet väljer bara bland dem, och
lägger till de veckor som läsaren har ändrat.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from macros.model.arshjul import Möte
from macros.model.guide import Guide, Steg, Stegslut

BEREDNINGEN, STYRELSEN = "beredningen", "styrelsen"
SENAST, FRÅN, TIDIGAST = "Börja senast", "Börja", "Börja tidigast"


@dataclass(frozen=True)
class Dag:
    """En dag: `från`, så många veckor före eller efter som stegen tar. Utan steg är det `från` självt, en dag som är bestämd."""

    från: date
    före: tuple[Steg, ...] = ()
    efter: tuple[Steg, ...] = ()

    @property
    def datum(self) -> date:
        return self.från + timedelta(weeks=veckor(self.efter) - veckor(self.före))


@dataclass(frozen=True)
class Led:
    """En dag på vägen: ett steg som börjar då, eller något som händer då.

    Args:
        nyckel: skiljer de räknade leden på samma väg åt. Tom för mötenas dagar, som är desamma på varje väg.
        när: om steget ska börja senast, från och med eller tidigast den dagen. Tomt när något händer då.
        vad: vad som händer. Tomt när ett steg börjar.
        steg: steget som börjar, eller det som slutar med mötet.
    """

    nyckel: str
    dag: Dag
    när: str = ""
    vad: str = ""
    steg: Steg | None = None
    möte: Möte | None = None


@dataclass(frozen=True)
class Beslut:
    """Styrelsens möte, beredningens möte före det när det finns ett, och förbundets steg i ordning."""

    styrelsen: Möte
    beredningen: Möte | None
    steg: tuple[Steg, ...]

    @property
    def id(self) -> str:
        return self.styrelsen.id

    @property
    def datum(self) -> date:
        return self.styrelsen.datum

    @property
    def möten(self) -> tuple[Möte, ...]:
        """Mötena som ansökan går till, i ordning."""
        return (self.beredningen, self.styrelsen) if self.beredningen else (self.styrelsen,)

    @property
    def sista_dag(self) -> date:
        """Sista dagen att lämna in ansökan: den första av mötenas sista dagar för handlingar."""
        return min(möte.sista_dag for möte in self.möten)

    @cached_property
    def inför(self) -> tuple[Steg, ...]:
        """Stegen före inlämningen, när alla har en ledtid."""
        return _med_tider(steg_inför(self.steg, med_beredning=self.beredningen is not None))

    @cached_property
    def mellan(self) -> tuple[Steg, ...]:
        """Stegen mellan beredningens möte och styrelsens."""
        return steg_mellan(self.steg) if self.beredningen and self.inför else ()

    @cached_property
    def efteråt(self) -> tuple[Steg, ...]:
        """Stegen från beslutet till insatsens start, när alla har en ledtid."""
        return _med_tider(steg_efter(self.steg))

    @property
    def börja(self) -> Dag | None:
        """Dagen då det första steget senast behöver börja. None utan ledtider för stegen fram till inlämningen."""
        return Dag(self.sista_dag, före=self.inför) if self.inför else None

    @property
    def start(self) -> Dag | None:
        """Dagen då insatsen tidigast kan starta. None utan ledtider för stegen efter beslutet."""
        return Dag(self.datum, efter=self.efteråt) if self.efteråt else None

    @cached_property
    def led(self) -> tuple[Led, ...]:
        """Alla dagar på vägen, i ordning. Utan ledtider bara mötena och deras sista dagar."""
        before = [
            Led(one.id, Dag(self.sista_dag, före=self.inför[place:]), SENAST, steg=one) for place, one in enumerate(self.inför)
        ]
        after = [
            Led(one.id, Dag(self.datum, efter=self.efteråt[:place]), TIDIGAST, steg=one)
            for place, one in enumerate(self.efteråt)
        ]
        start = [Led("start", self.start, vad="Insatsen kan starta tidigast")] if self.start else []
        return tuple(sorted([*before, *self._bestämda(), *after, *start], key=lambda one: one.dag.datum))

    def _bestämda(self) -> Iterator[Led]:
        """Mötena och deras sista dagar, och stegen som följer på beredningens möte."""
        for möte in self.möten:
            is_last = möte is self.styrelsen
            steg = self._steg_med("beslut" if is_last else "beredning")
            yield Led("", Dag(möte.sista_dag), vad=f"Sista dag för handlingar till {möte.organ}", steg=steg, möte=möte)
            vad = f"{möte.organ.capitalize()} {'beslutar' if is_last else 'möts'}"
            yield Led("", Dag(möte.datum), vad=vad, steg=steg, möte=möte)
            if not is_last:
                yield from (Led(one.id, Dag(möte.datum), FRÅN, steg=one) for one in self.mellan)

    def _steg_med(self, slut: Stegslut) -> Steg | None:
        return next((one for one in self.steg if one.slutar_med == slut), None)


def alla_beslut(guide: Guide) -> tuple[Beslut, ...]:
    """Styrelsens möten i ordning, vart och ett med sin beredning."""
    möten = {möte.id: möte for möte in guide.möten}
    return tuple(Beslut(möte, möten.get(möte.beredning), guide.steg) for möte in guide.möten if möte.organ == STYRELSEN)


def kommande(guide: Guide, dag: date) -> tuple[Beslut, ...]:
    """Besluten som inte har fattats före dagen, i ordning."""
    return tuple(beslut for beslut in alla_beslut(guide) if beslut.datum >= dag)


def öppna(guide: Guide, dag: date) -> tuple[Beslut, ...]:
    """Besluten som det fortfarande går att lämna in en ansökan till, i ordning."""
    return tuple(beslut for beslut in kommande(guide, dag) if beslut.sista_dag >= dag)


def nästa(guide: Guide, dag: date) -> Beslut | None:
    """Det första beslutet som det fortfarande går att lämna in en ansökan till."""
    return next(iter(öppna(guide, dag)), None)


def steg_inför(steg: Sequence[Steg], *, med_beredning: bool) -> tuple[Steg, ...]:
    """Stegen före det som slutar med beredningens möte, eller med styrelsens när ansökan går direkt dit."""
    place = _plats(steg, "beredning") if med_beredning else None
    place = _plats(steg, "beslut") if place is None else place
    return tuple(steg[: place or 0])


def steg_mellan(steg: Sequence[Steg]) -> tuple[Steg, ...]:
    """Stegen efter det som slutar med beredningens möte, fram till det som slutar med styrelsens."""
    first, last = _plats(steg, "beredning"), _plats(steg, "beslut")
    return tuple(steg[first + 1 : last]) if first is not None and last is not None else ()


def steg_efter(steg: Sequence[Steg]) -> tuple[Steg, ...]:
    """Stegen efter det som slutar med styrelsens möte, till och med det som slutar med insatsens start."""
    first, last = _plats(steg, "beslut"), _plats(steg, "start")
    return tuple(steg[first + 1 : last + 1]) if first is not None and last is not None else ()


def veckor(steg: Iterable[Steg]) -> int:
    """Stegens ledtider tillsammans, i veckor."""
    return sum(one.veckor or 0 for one in steg)


def _plats(steg: Sequence[Steg], slut: Stegslut) -> int | None:
    """Platsen för steget som slutar så."""
    return next((place for place, one in enumerate(steg) if one.slutar_med == slut), None)


def _med_tider(steg: tuple[Steg, ...]) -> tuple[Steg, ...]:
    """Stegen, om alla har en ledtid. En som saknas går inte att räkna förbi."""
    return steg if all(one.veckor is not None for one in steg) else ()
