"""Staplar i en gemensam skala, så att insatserna går att jämföra: parternas, och insatsernas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from macros.model.samhallsekonomi import INGEN, Beräkning, Motsägelse, motsägelse
from macros.views.html import render
from macros.views.skala import Skala, skala
from macros.views.text import number

SIKTER = (("per_deltagare_ett_år", "Efter ett år"), ("per_deltagare_lång_sikt", "På lång sikt"))
MINSKNING, UTEBLIVNA = "minskning_lång_sikt", "uteblivna_kostnader"


@dataclass(frozen=True)
class Stapel:
    """Ett belopp i kronor, för en part eller en insats. `x`, `bredd` och `räknat` i SVG-enheter.

    `sagt_emot` är det i samma källa som inte går ihop med beloppet, och `räknat` platsen för beloppet som det borde vara.
    """

    namn: str
    belopp: int
    x: float
    bredd: float
    adress: str = ""
    sagt_emot: str = ""
    räknat: float | None = None


def parternas(beräkning: Beräkning, fält: str) -> list[tuple[str, int]]:
    """Parterna som har ett belopp i fältet, och beloppet i kronor."""
    return [(one.part, belopp) for one in beräkning.parter if (belopp := getattr(one, fält)) is not None]


def gemensam_skala(beräkningar: Iterable[Beräkning], fält: str) -> Skala:
    return skala(belopp for one in beräkningar for _, belopp in parternas(one, fält))


def staplar(beräkning: Beräkning, fält: str, axel: Skala) -> list[Stapel]:
    """En stapel per part som har ett belopp."""
    emot = {one.part: one for one in beräkning.motsägelser()}
    return [
        stapel(part, belopp, axel, sagt_emot=tiden_emot(emot.get(part), fält)) for part, belopp in parternas(beräkning, fält)
    ]


def stapel(namn: str, belopp: int, axel: Skala, adress: str = "", sagt_emot: str = "", räknat: int | None = None) -> Stapel:
    """Stapeln från nollan till beloppet, och platsen för beloppet som är uträknat."""
    nollan, plats = axel.x(0), None if räknat is None else axel.x(räknat)
    bredd = round(abs(axel.x(belopp) - nollan), 1)
    return Stapel(namn, belopp, min(nollan, axel.x(belopp)), bredd, adress, sagt_emot, plats)


def tiden_emot(found: Motsägelse | None, fält: str) -> str:
    """Återbetalningstiden som säger emot beloppet i fältet, i ord. Tom text när den inte gör det."""
    if not found or not fält.endswith(found.sikt):
        return ""
    return "Men enligt källan " + (
        "betalas pengarna inte tillbaka" if found.tid == INGEN else f"är återbetalningstiden {found.tid} månader"
    )


def partsfigur(beräkning: Beräkning, fält: str, alla: Sequence[Beräkning]) -> Markup:
    """Insatsens staplar i den skala som `alla` delar. Samma belopp står som text vid varje stapel. Tomt utan belopp."""
    axel = gemensam_skala(alla, fält)
    bars = staplar(beräkning, fält, axel)
    if not bars:
        return Markup("")
    return render("partsfigur.html", staplar=bars, beräkning=beräkning, axel=axel, minskning=fält == MINSKNING)


def partsfigurer(beräkningar: Sequence[Beräkning], fält: str) -> list[Markup]:
    """En figur per insats som har belopp i fältet, alla i samma skala."""
    return [figur for one in beräkningar if (figur := partsfigur(one, fält, beräkningar))]


def vinstfigurer(beräkningar: Sequence[Beräkning]) -> Markup:
    """Vinsten eller förlusten per deltagare, insats för insats: efter ett år och på lång sikt. Tomt utan belopp."""
    belopp = [one for beräkning in beräkningar for fält, _ in SIKTER for one in _tryckt_och_räknat(beräkning, fält)]
    axel = skala(one for one in belopp if one is not None)
    figurer = [
        (rubrik, [_vinststapel(one, fält, axel) for one in belagda])
        for fält, rubrik in SIKTER
        if (belagda := [one for one in beräkningar if getattr(one, fält) is not None])
    ]
    return render("vinstfigurer.html", figurer=figurer, axel=axel) if figurer else Markup("")


def _tryckt_och_räknat(beräkning: Beräkning, fält: str) -> tuple[int | None, int | None]:
    """Det tryckta beloppet, och det uträknade när det är ett annat."""
    return getattr(beräkning, fält), next((one.räknat for one in beräkning.avvikelser() if one.fält == fält), None)


def _vinststapel(beräkning: Beräkning, fält: str, axel: Skala) -> Stapel:
    tryckt, räknat = _tryckt_och_räknat(beräkning, fält)
    tiden = tiden_emot(motsägelse(beräkning.återbetalningstid, *(getattr(beräkning, namn) for namn, _ in SIKTER)), fält)
    emot = ". ".join(filter(None, ("" if räknat is None else f"Uträknat: {number(räknat)}", tiden)))
    return stapel(beräkning.insats.namn, tryckt or 0, axel, beräkning.id, emot, räknat)
