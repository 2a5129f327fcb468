"""Figurerna för en presentation: vad som står i dem, och tabellen med samma tal. Varje tal visas redan på någon sida."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from macros.dictionary.words import Dictionary
from macros.model.arsresultat import Årspengar, Årsresultat
from macros.model.insats import Insats
from macros.model.kostnad import Per
from macros.model.register import Register
from macros.model.tid import in_words
from macros.model.utfall import KÖNEN, TOTALT, Utfall
from macros.model.utfallssummor import Periodsumma
from macros.views import perioder
from macros.views.text import number

ADRESS = "resultat/figurer/"
MOST_YEARS = 5  # år i en figur
KOSTNAD: Per = "positivt utfall"
VÅRA = "Våra insatser tillsammans."
Värde = str | int


@dataclass(frozen=True)
class Stapel:
    """En stapel, med talet i ord. `grupp` är rubriken över den första i en grupp. En ljus stapel är en del eller en annan sort."""

    etikett: str
    värde: int
    text: str
    grupp: str = ""
    ljus: bool = False


@dataclass(frozen=True)
class Figur:
    """En figur. Axeln går från noll till `högst`. `kolumner` och `rader` är samma tal som tabell."""

    id: str
    titel: str
    under: str
    staplar: tuple[Stapel, ...]
    högst: int
    kolumner: tuple[str, ...]
    rader: tuple[tuple[Värde, ...], ...]

    def i_ord(self) -> str:
        """Talen för den som inte ser bilden."""
        return " ".join(f"{' '.join(filter(None, (one.grupp, one.etikett)))}: {one.text}." for one in self.staplar)


def figurer(register: Register, dag: date) -> list[Figur]:
    """Figurerna som det finns tal till, i den ordning som styrelsen frågar."""
    åren = [ett for ett in register.årsresultat(dag) if ett.summa][:MOST_YEARS]
    found = [_pengar(register, dag), _vart(register, åren), _kostnad(åren), _måluppfyllelse(åren)]
    return [one for one in found if one and one.staplar]


class Källa(NamedTuple):
    """Varifrån talen är, och vad de får användas till. Fälten är kolumner i filerna."""

    källa: str
    licens: str

    def i_ord(self) -> str:
        """Raden i bilden."""
        return f"Källa: {self.källa} Licens: {self.licens}."


def källa(register: Register, words: Dictionary, dag: date, sida: str = "Vad gav pengarna?") -> Källa:
    """Det som står i varje figur och fil."""
    return Källa(f"{register.värd.namn}, {in_words(dag)}, sidan {sida}", words.licenses[0]["name"])


def _pengar(register: Register, dag: date) -> Figur | None:
    åren = register.pengar_per_år(dag)[:MOST_YEARS]
    staplar = tuple(Stapel(str(år), p.kronor, _belopp(p)) for år, p in åren)
    return Figur(
        "pengar",
        "Pengar till insatserna, år för år",
        f"{VÅRA} Kronor från alla finansiärer. Beviljat är det som ännu inte har ett utfall.",
        staplar,
        max((one.värde for one in staplar), default=0),
        ("år", "kronor", "varav_beviljat", "insatser"),
        tuple((str(år), p.kronor, p.beviljat, p.insatser) for år, p in åren),
    )


def _belopp(p: Årspengar) -> str:
    if not p.beviljat:
        return f"{number(p.kronor)} kr"
    return f"{number(p.kronor)} kr" + (f", varav {number(p.beviljat)} kr beviljat" if p.utfall else " beviljat")


def _vart(register: Register, åren: Sequence[Årsresultat]) -> Figur | None:
    summa = åren[0].summa if åren else None
    if summa is None:
        return None
    tal = summa.tal.get(TOTALT, {})
    visade = [(one, tal[one.fält]) for one in register.uppföljning.mått.alla if one.roll == "utfall" and one.fält in tal]
    return Figur(
        "vart-deltagarna-gick",
        f"Vart deltagarna gick, {perioder.namn(summa.period)}",
        f"{VÅRA} Mörka staplar är positiva utfall. Dolda tal är inte med.",
        tuple(
            Stapel(mått.namn, one.antal, f"{number(one.antal)} ({one.insatser} av {one.av} insatser)", ljus=not mått.positivt)
            for mått, one in visade
        ),
        max((one.antal for _, one in visade), default=0),
        ("mått", "positivt", "antal", "insatser", "av_insatser"),
        tuple((mått.namn, "ja" if mått.positivt else "nej", one.antal, one.insatser, one.av) for mått, one in visade),
    )


def _kostnad(åren: Sequence[Årsresultat]) -> Figur | None:
    kostnader = [(ett, ett.kostnad, ett.kostnad.per[KOSTNAD]) for ett in åren if ett.kostnad and KOSTNAD in ett.kostnad.per]
    return Figur(
        "kostnad-per-positivt-utfall",
        "Kostnad per positivt utfall, år för år",
        f"{VÅRA} Kostnaden säger inte om insatserna var orsaken till utfallet.",
        tuple(
            Stapel(perioder.namn(ett.period), one.per_person, f"{number(one.per_person)} kr ({number(one.kronor)} delat på {number(one.antal)})")
            for ett, _, one in kostnader
        ),
        max((one.per_person for *_, one in kostnader), default=0),
        ("år", "kronor_per_positivt_utfall", "kronor", "positiva_utfall", "insatser", "av_insatser"),
        tuple(
            (perioder.namn(ett.period), one.per_person, one.kronor, one.antal, året.med[KOSTNAD], året.av)
            for ett, året, one in kostnader
        ),
    )  # fmt: skip


def _måluppfyllelse(åren: Sequence[Årsresultat]) -> Figur | None:
    summor = [ett.summa for ett in åren if ett.summa]
    return Figur(
        "maluppfyllelse",
        "Andelen som gick till ett positivt utfall",
        f"Av dem som lämnade insatserna, utan tidiga avhopp. {VÅRA}",
        tuple(stapel for summa in summor for stapel in _andelar(summa)),
        100,
        ("år", "kön", "procent", "täljare", "nämnare", "insatser", "av_insatser"),
        tuple(
            (perioder.namn(summa.period), kön, one.andel.procent, one.andel.täljare, one.andel.nämnare, one.insatser, one.av)
            for summa in summor
            for kön in (TOTALT, *KÖNEN)
            if (one := summa.andelar.get(kön))
        ),
    )


def andel_på_insats(insats: Insats, grupper: Iterable[Sequence[Utfall]]) -> Figur | None:
    """Andelen i en insats, period för period och efter kön, ur de utfall som visas. Ingen figur när ingen andel visas."""
    visade = [
        (perioder.namn(rad.period), kön, rad.måluppfyllelse)
        for grupp in grupper
        for kön in (TOTALT, *KÖNEN)
        for rad in grupp
        if rad.kön == kön and rad.period and rad.måluppfyllelse
    ][: MOST_YEARS * len((TOTALT, *KÖNEN))]
    staplar = tuple(
        Stapel(kön, tal.procent, f"{tal.procent} % ({number(tal.täljare)} av {number(tal.nämnare)})", period, kön != TOTALT)
        for period, kön, tal in visade
    )
    titel = f"Andelen som gick till ett positivt utfall: {insats.namn}"
    under = "Av dem som lämnade insatsen, utan tidiga avhopp."
    return Figur(f"andel-{insats.id}", titel, under, staplar, 100, (), ()) if staplar else None


def _andelar(summa: Periodsumma) -> Iterator[Stapel]:
    grupp = perioder.namn(summa.period)
    for kön in (TOTALT, *KÖNEN):
        if one := summa.andelar.get(kön):
            tal = one.andel
            yield Stapel(
                kön, tal.procent, f"{tal.procent} % ({number(tal.täljare)} av {number(tal.nämnare)})", grupp, kön != TOTALT
            )
