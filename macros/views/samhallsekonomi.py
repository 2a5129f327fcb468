"""Samhällsekonomin: beräkningarna som de är tryckta, vinsten per part, och var källans tal inte stämmer."""

from dataclasses import dataclass

from markupsafe import Markup

from macros.model.insats import Insats
from macros.model.samhallsekonomi import BELOPP, Beräkning
from macros.views.html import Context, render
from macros.views.lager import ANDRA, EGNA, urval
from macros.views.text import first_upper, number

BAR_WIDTH = 1000  # SVG-enheter; bilden töjs till kolumnens bredd
INGEN = "i.v."  # så trycker källan det när pengarna inte kommer tillbaka


def kronor(value: int | None) -> str:
    """`−8 500 kronor`, eller tom text."""
    return "" if value is None else f"{number(value)} kronor"


def månader(text: str) -> str:
    """Återbetalningstiden i ord."""
    return f"betalas inte tillbaka ({INGEN})" if text == INGEN else f"{text} månader" if text else ""


def avvikelser(beräkning: Beräkning) -> dict[str, str]:
    """Anmärkningen vid varje tryckt tal som inte är totalen delad med deltagarna, efter fält."""
    return {one.fält: f"Uträknat: {number(one.räknat)}" for one in beräkning.avvikelser()}


def återbetalt(text: str) -> str:
    """Återbetalningstiden som en egen mening."""
    return first_upper(månader(text)) if text == INGEN else f"Återbetalt efter {månader(text)}"


@dataclass(frozen=True)
class Stapel:
    """En parts kostnadsminskning på lång sikt. `x` och `bredd` i SVG-enheter; nollan ligger i mitten."""

    part: str
    belopp: int
    x: float
    bredd: float


def staplar(beräkning: Beräkning) -> list[Stapel]:
    """En stapel per part som har ett belopp på lång sikt, i insatsens egen skala."""
    parter = [(one.part, one.minskning_lång_sikt) for one in beräkning.parter if one.minskning_lång_sikt is not None]
    störst = max((abs(belopp) for _, belopp in parter), default=0) or 1
    mitten = BAR_WIDTH / 2
    return [
        Stapel(part, belopp, round(mitten + min(0, belopp) / störst * mitten, 1), round(abs(belopp) / störst * mitten, 1))
        for part, belopp in parter
    ]


def partsfigur(beräkning: Beräkning) -> Markup:
    """Vinst och förlust per part. Samma belopp står som text vid varje stapel."""
    bars = staplar(beräkning)
    return render("partsfigur.html", staplar=bars, beräkning=beräkning, BREDD=BAR_WIDTH) if bars else Markup("")


def samhällsekonomi(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Beräkningarna, med varningen att de inte går att jämföra rakt av. Tomt när det inte finns några."""
    beräkningar = urval(context.register.uppföljning.samhällsekonomi, vilka)
    if not beräkningar:
        return Markup("")
    med_parter = [(one, {part.part: part for part in one.parter}) for one in beräkningar if one.parter]
    namn = list(dict.fromkeys(part for _, parter in med_parter for part in parter))
    return render(
        "samhallsekonomi.html",
        beräkningar=[(one, avvikelser(one)) for one in beräkningar if one.är_beräknad],
        utan=[one for one in beräkningar if not one.är_beräknad],
        med_parter=med_parter,
        parter=namn,
        figurer=[(one, partsfigur(one)) for one, _ in med_parter],
        månader=månader,
        återbetalt=återbetalt,
        andras=vilka == ANDRA,
        rot=root,
    )


def beräkning_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Avsnittet på insatsens sida. Tomt när ingen beräkning är inlagd."""
    beräkning = context.register.uppföljning.beräkning.get(insats.id)
    if not beräkning:
        return Markup("")
    fält = context.words.tables["samhallsekonomi"].by_name
    return render(
        "samhallsekonomi_insats.html",
        b=beräkning,
        titlar={namn: one.title for namn, one in fält.items()},
        belopp=BELOPP,
        avvikelser=avvikelser(beräkning),
        figur=partsfigur(beräkning),
        kronor=kronor,
        månader=månader,
        rot=root,
        redigera=context.edit_url,
    )
