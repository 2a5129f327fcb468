"""Matrisen mot planen: insatserna som de är nu, och vad som skiljer dem från det som antogs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from macros.model.insats import Insats, Redovisning, Ändring, Ändringsslag
from macros.model.plan import Plan, Planer, Planrad

# Kolumnerna som jämförs, och orden i ändringar som hör till var och en.
KOLUMNER: dict[str, tuple[Ändringsslag, ...]] = {
    "namn": ("ändrat namn",),
    "typ": ("ändrad typ",),
    "projekttid": ("ändrad tid", "avslutad"),
    "metodval": ("ändrad metod",),
    "utförare": ("ändrad utförare",),
    "redovisning": ("ändrad redovisning",),
}
NY = "ny"


@dataclass(frozen=True)
class Skillnad:
    """Något som är annorlunda nu än i planen. `kolumn` är tom för en insats som inte står i planen.

    `ändringar` är raderna i insatsens ändringar som hör till skillnaden, i tidsordning. Tomt när dagen inte är känd.
    """

    kolumn: str
    ändringar: tuple[Ändring, ...]


@dataclass(frozen=True)
class Matrisrad:
    """En insats i matrisen, raden som den hade i planen, och vad som skiljer dem."""

    insats: Insats
    planrad: Planrad | None
    skillnader: tuple[Skillnad, ...] = ()

    def skillnad(self, kolumn: str) -> Skillnad | None:
        return next((one for one in self.skillnader if one.kolumn == kolumn), None)


def matrisrader(insatser: Iterable[Insats], plan: Plan | None, planer: Planer) -> list[Matrisrad]:
    """Raderna i matrisen. Har planen ingen matris är det alla insatser, utan jämförelse.

    En insats som slutade innan planen antogs, och som planen inte tog med, hör till en tidigare plan.
    """
    if not plan or not plan.planrader:
        return [Matrisrad(insats, None) for insats in insatser]
    rows = [(insats, plan.rad_för.get(insats.id)) for insats in insatser]
    return [
        Matrisrad(insats, planrad, skillnader(insats, planrad, aktuella(insats, plan, planer)))
        for insats, planrad in rows
        if planrad or not slutade_före(insats, plan)
    ]


def slutade_före(insats: Insats, plan: Plan) -> bool:
    """Sant när insatsen var slut innan planen började gälla."""
    slut = insats.projekttid.slut
    return slut is not None and slut.sista < plan.början


def aktuella(insats: Insats, plan: Plan, planer: Planer) -> tuple[Ändring, ...]:
    """Ändringarna som gjordes medan planen gällde, i tidsordning. De andra hör till en annan plan."""
    last = planer.sista_dag(plan) if planer.efterträdare(plan) else date.max
    found = [one for one in insats.ändringar if one.datum.sista >= plan.antogs and one.datum.första <= last]
    return tuple(sorted(found, key=lambda one: one.datum))


def skillnader(insats: Insats, planrad: Planrad | None, ändringar: tuple[Ändring, ...]) -> tuple[Skillnad, ...]:
    """Det som är annorlunda, kolumn för kolumn."""
    if planrad is None:
        return (Skillnad("", _av(ändringar, (NY,))),)
    return tuple(
        Skillnad(kolumn, _av(ändringar, slag)) for kolumn, slag in KOLUMNER.items() if not _lika(kolumn, insats, planrad)
    )


def _av(ändringar: tuple[Ändring, ...], slag: tuple[str, ...]) -> tuple[Ändring, ...]:
    return tuple(one for one in ändringar if one.vad in slag)


def _lika(kolumn: str, insats: Insats, planrad: Planrad) -> bool:
    if kolumn == "utförare":
        return (insats.utförare, insats.utförare_läge) == (planrad.utförare, planrad.utförare_läge)
    if kolumn == "redovisning":
        return _samma_rapporter(insats.redovisning, planrad.redovisning)
    return bool(getattr(insats, kolumn) == getattr(planrad, kolumn))


def _samma_rapporter(now: tuple[Redovisning, ...], then: tuple[Redovisning, ...]) -> bool:
    """Sant när samma rapporter ska lämnas vid samma tid. Att en rapport har blivit klar är ingen ändring av planen."""
    left = list(then)
    for one in now:
        same = next((other for other in left if _samma_rapport(one, other)), None)
        if same is None:
            return False
        left.remove(same)
    return not left


def _samma_rapport(now: Redovisning, then: Redovisning) -> bool:
    return now.vad == then.vad and (now.läge == "klar" or (now.när, now.återkommer) == (then.när, then.återkommer))
