"""Årets sida och underlag: året mot åren före, och mot året före av samma insatser.

Medlemmarnas styrelser frågar hur det gick mot åren före (facts/omvarlden.md). Skillnaden mellan två år är insatsernas egen bara när
det är samma insatser.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from macros.model.arsredovisning import Årsbok
from macros.model.arsresultat import Par, SammaInsatser, Årsresultat
from macros.model.kostnad import PER, Kostnad
from macros.model.utfall import KÖNEN, TOTALT, Kön, Måluppfyllelse, Måttlista
from macros.views import perioder
from macros.views.delar import VISAS_INTE, Cell, Del, Rad, Rubrik, Stycke, Tabell, celler, tal
from macros.views.text import first_upper, number, plural

T = TypeVar("T")
ALLA_KÖN: tuple[Kön, ...] = (TOTALT, *KÖNEN)
MOST_YEARS = 5  # styrelser frågar efter fem år bakåt (facts/omvarlden.md)
KRONOR = "Pengar till insatserna, kronor"


def mot_åren_före(bok: Årsbok, mått: Måttlista) -> Iterator[Del]:
    åren = [one for one in bok.åren if one.pengar or one.summa][:MOST_YEARS]
    if not bok.året or not åren:
        return
    yield Rubrik("Året mot åren före", "korthet")
    rubriker = ("Vad", *(first_upper(perioder.namn(ett.period)) for ett in åren))
    yield Tabell("Våra insatser tillsammans", rubriker, tuple(Rad(rad) for rad in _årens_rader(åren, mått)), 1)
    if not all(ett.är_kalenderår for ett in åren):
        yield Stycke("Pengarna är per kalenderår och utfallen gäller en annan tid. De står var för sig.")
    yield Stycke("Talen säger hur det gick, inte om insatserna var orsaken. Olika insatser kan vara med i olika år.")
    yield from _samma_insatser(bok)


def _årens_rader(åren: Sequence[Årsresultat], mått: Måttlista) -> Iterator[tuple[Cell, ...]]:
    if any(ett.pengar for ett in åren):
        yield celler(KRONOR, *(tal(ett.pengar.kronor, "#pengar") if ett.pengar else "" for ett in åren))
    if not any(ett.summa for ett in åren):
        return
    aktiva = next(iter(mått.fält("aktiva")), "")
    yield celler("Deltagare", *(summan(ett, aktiva) for ett in åren))
    for kön in ALLA_KÖN:
        yield celler(_andelens_namn(kön), *(andelen(ett, kön) for ett in åren))
    for per in PER if any(ett.kostnad for ett in åren) else ():
        kostnader = [(ett.kostnad, ett.kostnad.per.get(per)) if ett.kostnad else (None, None) for ett in åren]
        rutor = [
            tal(one.per_person, "resultat/utfall/#kostnad", f"{number(one.kronor)} ÷ {number(one.antal)}, "
                f"{året.med[per]} av {plural(året.av, 'insats', 'insatser')}") if året and one else ""
            for året, one in kostnader
        ]  # fmt: skip
        yield celler(f"Kronor per {per}", *rutor)


def summan(ett: Årsresultat, fält: str, kön: Kön = TOTALT) -> str | Cell:
    if ett.summa is None:
        return ""
    summa = ett.summa.tal.get(kön, {}).get(fält)
    return tal(summa.antal, perioder.adress(ett.period), _av(summa.insatser, summa.av)) if summa else VISAS_INTE


def andelen(ett: Årsresultat, kön: Kön) -> str | Cell:
    if ett.summa is None:
        return ""
    andel = ett.summa.andelar.get(kön)
    if andel is None:
        return VISAS_INTE
    return Cell(_andel(andel.andel), _av(andel.insatser, andel.av), perioder.adress(ett.period))


def _av(insatser: int, alla: int) -> str:
    return f"{insatser} av {plural(alla, 'insats', 'insatser')}"


# ---- Samma insatser båda åren --------------------------------------------------------------------------------


def _samma_insatser(bok: Årsbok) -> Iterator[Del]:
    if bok.samma is None:
        return
    nu, då = (first_upper(perioder.namn(ett.period)) for ett in bok.åren[:2])
    rader = tuple(Rad(celler(namn, *rutor)) for namn, rutor in _samma_rader(bok.samma, bok.åren))
    yield Tabell("Samma insatser båda åren", ("Vad", nu, då, "Av"), rader, 1)
    yield Stycke(
        "Varje tal är bara av de insatser som visar det båda åren. Skillnaden beror då inte på att insatser har börjat eller slutat."
    )


def _samma_rader(samma: SammaInsatser, åren: Sequence[Årsresultat]) -> Iterator[tuple[str, tuple[str | Cell, ...]]]:
    adresser = [perioder.adress(ett.period) for ett in åren[:2]]
    if samma.pengar:
        yield KRONOR, _paret(samma.pengar, [Cell(number(one), länk="#pengar") for one in samma.pengar.värden])
    if samma.aktiva:
        yield "Deltagare", _paret(samma.aktiva, [Cell(number(one), "", url) for one, url in zip(samma.aktiva.värden, adresser)])
    for kön in ALLA_KÖN:
        if par := samma.andelar[kön]:
            yield _andelens_namn(kön), _paret(par, [Cell(_andel(one), "", url) for one, url in zip(par.värden, adresser)])
    for per, kostnad in samma.kostnad.items():
        if kostnad:
            yield f"Kronor per {per}", _paret(kostnad, [_kronor_per(one) for one in kostnad.värden])


def _paret(par: Par[T], rutor: Sequence[Cell]) -> tuple[str | Cell, ...]:
    return (*rutor, plural(par.insatser, "insats", "insatser"))


def _kronor_per(one: Kostnad) -> Cell:
    return tal(one.per_person, "resultat/utfall/#kostnad", f"{number(one.kronor)} ÷ {number(one.antal)}")


def _andelens_namn(kön: Kön) -> str:
    return "Måluppfyllelse" if kön == TOTALT else f"Måluppfyllelse, {kön}"


def _andel(one: Måluppfyllelse) -> str:
    return f"{one.procent} % ({number(one.täljare)} av {number(one.nämnare)})"
