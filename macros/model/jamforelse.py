"""Insatser sida vid sida: bara det som bevisligen går att jämföra står tillsammans, och för resten sägs varför det inte gör det.

Två tal går att jämföra när de är samma mått, gäller lika lång tid och räknas på samma sätt. Det vet vi om värdens egna och om
förbund vars öppna data är hämtade, för då är måttens betydelser jämförda. Talen är de som redan visas för insatsen själv, och
inget läggs ihop över insatser: då säger jämförelsen inget nytt om någon.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from macros.grouped import grouped
from macros.model.insats import Insats
from macros.model.kostnad import UTFALL, Kostnad, Periodkostnad, periodkostnader
from macros.model.malvarde import Målläge, uppföljt
from macros.model.register import Register
from macros.model.utfall import TOTALT, Kön, Mått, Period, Utfall

Längd = Literal["helår", "halvår"]
LÄNGDER: tuple[Längd, ...] = get_args(Längd)
MÅNADER: Mapping[int, Längd] = dict(zip((12, 6), LÄNGDER, strict=True))
INGA_UTFALL = "Inga utfall är inlagda."
OKÄNT_SÄTT = "Det är inte känt hur förbundet räknar, för dess öppna data är inte hämtade."
BEVILJADE = "Bara beviljade pengar är inlagda."


@dataclass(frozen=True)
class Jämförd:
    """En insats i en period. `varför` säger varför det inte finns någon kostnad per deltagare."""

    insats: Insats
    period: Period
    längd: Längd
    könen: Mapping[Kön, Utfall]
    kostnad: Kostnad | None
    varför: str
    nådda: int
    mätta: int
    mål: int


@dataclass(frozen=True)
class Ojämförd:
    """En insats, eller en period i den, som inte går att jämföra, och varför."""

    insats: Insats
    varför: str
    period: Period | None = None


def jämförelse(register: Register, insatser: tuple[Insats, ...]) -> tuple[list[Jämförd], list[Ojämförd]]:
    """Insatserna period för period, senaste först, och det som inte går att jämföra."""
    jämförda: list[Jämförd] = []
    ojämförda: list[Ojämförd] = []
    for insats in insatser:
        rader = register.uppföljning.årsutfall.get(insats.id, [])
        if hinder := _hinder(register, insats, rader):
            ojämförda.append(Ojämförd(insats, hinder))
            continue
        kostnader = {one.period: one for one in periodkostnader(insats, rader, register.uppföljning.mått)}
        for period, grupp in grouped(rader, lambda rad: rad.gäller[1]).items():
            if period.månader in MÅNADER:
                jämförda.append(_jämförd(register, insats, period, {rad.kön: rad for rad in grupp}, kostnader.get(period)))
            else:
                text = f"Perioden är {period.månader} månader, och inte ett helår eller halvår."
                ojämförda.append(Ojämförd(insats, text, period))
    return sorted(jämförda, key=lambda one: one.period.till, reverse=True), ojämförda


def _hinder(register: Register, insats: Insats, rader: list[Utfall]) -> str:
    """Varför inget om insatsen går att jämföra, eller tom text."""
    if not any(rad.tal for rad in rader):
        return INGA_UTFALL
    if insats.förbund.är_värd:
        return ""
    hämtning = register.hämtning(insats)
    if hämtning is None or hämtning.kopia is None:
        return OKÄNT_SÄTT
    andra = [one.namn for one in räknade_mått(register) if one.fält in hämtning.kopia.annan_betydelse]
    return f"Förbundet beskriver måtten på ett annat sätt: {', '.join(andra)}." if andra else ""


def räknade_mått(register: Register) -> tuple[Mått, ...]:
    """Måtten som jämförelsen bygger på: alla som är antal personer."""
    return register.uppföljning.mått.antal


def _jämförd(
    register: Register, insats: Insats, period: Period, könen: Mapping[Kön, Utfall], kostnad: Periodkostnad | None
) -> Jämförd:
    per = kostnad.per.get("deltagare") if kostnad else None
    varför = kostnad.varför if kostnad else ""
    if per and kostnad and kostnad.pengar and kostnad.pengar.läge != UTFALL:
        per, varför = None, BEVILJADE
    uppföljning = register.uppföljning
    målen = uppföljning.mål_för(insats)
    grupp = [tuple(könen.values())] if TOTALT in könen else []
    lägen = [uppföljt(mål, grupp, uppföljning.mått).läge for mål in målen if mål.mått]
    mätta = [läge for läge in lägen if läge is not Målläge.INTE_MÄTT]
    nådda = sum(läge is Målläge.NÅTT for läge in mätta)
    return Jämförd(insats, period, MÅNADER[period.månader], könen, per, varför, nådda, len(mätta), len(målen))
