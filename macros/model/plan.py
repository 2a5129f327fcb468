"""Förbundens planer: vad som antogs, vilken plan som gäller, och vad som har ändrats sedan dess."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from macros.dictionary.slag import slug
from macros.grouped import grouped
from macros.model.forbund import Förbund
from macros.model.insats import Insats, Metodval, Osäkert, Redovisning, osäkerhet
from macros.model.kalla import Källa, Post
from macros.model.listor import Insatstyp
from macros.model.tid import Projekttid, Tidpunkt


@dataclass(frozen=True)
class Planperiod:
    """Tiden som en plan antogs för. Utan `till` gäller den tills något annat beslutas."""

    från: Tidpunkt
    till: Tidpunkt | None = None

    @property
    def namn(self) -> str:
        """`2024–2026`, eller `2020` för en plan utan slut."""
        from_, to = _part(self.från, first=True), _part(self.till, first=False) if self.till else ""
        return f"{from_}–{to}" if to and to != from_ else from_

    def i_ord(self) -> str:
        """`2024–2026`, `2020 och framåt`, `1 juli 2024 – 31 december 2026`."""
        return self.namn if self.till else f"{self.namn} och framåt"

    @property
    def adress(self) -> str:
        """Periodens del av adressen: `2024-2026`."""
        return slug(self.namn)


def _part(when: Tidpunkt, first: bool) -> str:
    """Ett helt års början eller slut som bara årtalet."""
    day = when.första if first else when.sista
    return str(day.year) if (day.month, day.day) == ((1, 1) if first else (12, 31)) else when.i_ord()


@dataclass(frozen=True)
class Planrad(Post):
    """En rad i planens matris, så som den antogs."""

    id: str
    förbund: Förbund
    namn: str
    källor: tuple[Källa, ...]
    insats: Insats | None = None
    typ: Insatstyp | None = None
    projekttid: Projekttid = Projekttid()
    metodval: tuple[Metodval, ...] = ()
    utförare: tuple[str, ...] = ()
    utförare_läge: str = ""
    redovisning: tuple[Redovisning, ...] = ()
    osäkert: tuple[Osäkert, ...] = ()
    anmärkning: str = ""

    def osäkerhet(self, fält: str) -> str:
        """Varför uppgiften är osäker, eller tom text."""
        return osäkerhet(self.osäkert, fält)


class Planläge(StrEnum):
    """Var i tiden en plan är en viss dag, utan att säga mer än planen."""

    KOMMANDE = "kommande"
    GÄLLER = "gäller"
    UPPHÖRD = "har upphört"
    ERSATT = "ersatt"


@dataclass(frozen=True)
class Plan(Post):
    """Ett förbunds plan eller policy för uppföljning och utvärdering."""

    id: str
    förbund: Förbund
    namn: str
    källor: tuple[Källa, ...]
    antagen_av: str = ""
    antagen: Tidpunkt | None = None
    paragraf: str = ""
    period: Planperiod | None = None
    ersätter: str = ""
    tidigare: tuple[str, ...] = ()
    anmärkning: str = ""
    tidigare_adresser: tuple[str, ...] = ()
    planrader: tuple[Planrad, ...] = ()

    @property
    def adress(self) -> str:
        """Sidans adress från webbplatsens rot. Värdens egna planer ligger överst."""
        folder = "" if self.förbund.är_värd else f"{self.förbund.id}/"
        return f"uppfoljning/plan/{folder}{self.period.adress if self.period else self.id}/"

    @property
    def kallas(self) -> str:
        """Planen mitt i en mening: `planen 2024–2026`."""
        return f"planen {self.period.namn}" if self.period else f"planen {self.namn}"

    @property
    def början(self) -> date:
        """Första dagen som planen gäller, så långt vi vet."""
        start = self.period.från if self.period else self.antagen
        return start.första if start else date.min

    @property
    def antogs(self) -> date:
        """Dagen som ändringar räknas från: antagandet, eller periodens början när antagandet inte är känt."""
        return self.antagen.första if self.antagen else self.början

    @cached_property
    def rad_för(self) -> dict[str, Planrad]:
        """Raden om varje insats, efter insatsens id."""
        return {rad.insats.id: rad for rad in self.planrader if rad.insats}


@dataclass(frozen=True)
class Planer:
    """Alla planer, i filernas ordning."""

    alla: tuple[Plan, ...] = ()

    @cached_property
    def _per_förbund(self) -> dict[str, list[Plan]]:
        return grouped(self.alla, lambda plan: plan.förbund.id)

    @cached_property
    def plan(self) -> dict[str, Plan]:
        return {plan.id: plan for plan in self.alla}

    @cached_property
    def på_adress(self) -> dict[str, Plan]:
        """Planen på varje adress från roten."""
        return {plan.adress: plan for plan in self.alla}

    def i(self, förbund: Förbund) -> list[Plan]:
        """Förbundets planer, den nyaste först."""
        return sorted(self._per_förbund.get(förbund.id, []), key=lambda plan: plan.början, reverse=True)

    def efterträdare(self, plan: Plan) -> Plan | None:
        """Planen som ersätter den här, om någon gör det."""
        return next((one for one in self.alla if one.ersätter == plan.id), None)

    def sista_dag(self, plan: Plan) -> date:
        """Sista dagen som planen gäller: periodens, eller dagen innan den som ersätter den börjar gälla."""
        later = self.efterträdare(plan)
        ends = [plan.period.till.sista] if plan.period and plan.period.till else []
        ends += [later.början - timedelta(days=1)] if later and later.början > date.min else []
        return min(ends, default=date.max)

    def läge(self, plan: Plan, dag: date) -> Planläge:
        later = self.efterträdare(plan)
        if plan.början > dag:
            return Planläge.KOMMANDE
        if later and later.början <= dag:
            return Planläge.ERSATT
        return Planläge.UPPHÖRD if self.sista_dag(plan) < dag else Planläge.GÄLLER

    def gällande(self, förbund: Förbund, dag: date) -> Plan | None:
        """Planen som gäller, helst den som har en matris. Har alla upphört är det den som upphörde sist."""
        known = {läge: [one for one in self.i(förbund) if self.läge(one, dag) is läge] for läge in Planläge}
        for plans in (known[Planläge.GÄLLER], known[Planläge.UPPHÖRD]):
            if plans:
                return next((plan for plan in plans if plan.planrader), plans[0])
        return None


def samtidiga(planer: Planer) -> Iterable[tuple[Plan, Plan]]:
    """Varje par av planer i samma förbund som gäller samtidigt, utan att den ena ersätter den andra."""
    for number, plan in enumerate(planer.alla):
        for earlier in planer.alla[:number]:
            if plan.förbund.id == earlier.förbund.id and plan.id != earlier.ersätter and earlier.id != plan.ersätter:
                first = max(plan.början, earlier.början)
                if first <= min(planer.sista_dag(plan), planer.sista_dag(earlier)):
                    yield earlier, plan
