"""Ett år i förbundet: insatserna, pengarna, utfallen, rapporterna och det som saknas. Allt kommer ur raderna."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from macros.model.arsresultat import kalenderår
from macros.model.insats import BEVILJAT, Budgetläge, Insats, Rapportläge
from macros.model.kostnad import UTFALL, Årskostnad, belopp_per_läge
from macros.model.rapport import Leverans, Rapport, Rekommendation, leveranser
from macros.model.register import Register
from macros.model.utfallssummor import Periodsumma

LÄGEN: tuple[Budgetläge, Budgetläge] = (BEVILJAT, UTFALL)


@dataclass(frozen=True)
class Årsinsats:
    """En insats som pågick under året. Beloppen är hela kronor, och None när raden inte har dem."""

    insats: Insats
    beviljat: int | None
    utfall: int | None
    har_tal: bool


@dataclass(frozen=True)
class Årsbok:
    """Året. `finansiärer` är hela kronor efter finansiär och läge. `väntade` skulle ha lämnats till och med årets slut."""

    år: int
    insatser: tuple[Årsinsats, ...]
    finansiärer: dict[str, dict[Budgetläge, int]]
    summa: Periodsumma | None
    kostnad: Årskostnad | None
    lämnade: tuple[Leverans, ...]
    väntade: tuple[Leverans, ...]
    rapporter: tuple[Rapport, ...]
    öppna: tuple[tuple[Rapport, Rekommendation], ...]

    def summan(self, läge: Budgetläge) -> int | None:
        """Kronorna från alla finansiärer, eller None när inget belopp är inlagt."""
        belopp = [per_läge[läge] for per_läge in self.finansiärer.values() if läge in per_läge]
        return sum(belopp) if belopp else None


def årsbok(register: Register, år: int, dag: date) -> Årsbok:
    """Värdens år. Utfallen är bara de tal som också visas på webbplatsen."""
    insatser = [insats for insats in register.insatser_i(register.värd) if pågick(insats, år)]
    rapporter = [one for one in register.uppföljning.bibliotek.rapporter if one.förbund is register.värd and one.datum]
    alla = [one for insats in register.insatser_i(register.värd) for one in _leveranser(register, insats, dag)]
    return Årsbok(
        år,
        tuple(_årsinsats(register, insats, år) for insats in insatser),
        _per_finansiär(insatser, år),
        next((one for one in register.periodsummor if one.period == kalenderår(år)), None),
        next((one for one in register.årskostnader if one.år == år), None),
        tuple(one for one in alla if one.läge is Rapportläge.KLAR and one.när and one.när.sista.year == år),
        tuple(one for one in alla if _väntas(one, år)),
        tuple(one for one in rapporter if one.datum and one.datum.sista.year == år),
        tuple(
            (one, rad)
            for one in rapporter
            if one.datum and one.datum.sista.year <= år
            for rad in one.rekommendationer
            if rad.är_öppen
        ),
    )


def pågick(insats: Insats, år: int) -> bool:
    """Sant när projekttiden rör året, eller när insatsen har pengar för det."""
    tid = insats.projekttid
    öppen = tid.tills_vidare and (tid.start is None or tid.start.första.year <= år)
    return öppen or år in tid.år() or any(post.år == år for post in insats.budget)


def _årsinsats(register: Register, insats: Insats, år: int) -> Årsinsats:
    lägen = belopp_per_läge(insats, år)
    beviljat, utfall = (sum(lägen[läge].values()) if läge in lägen else None for läge in LÄGEN)
    rader = register.uppföljning.årsutfall.get(insats.id, ())
    har_tal = any(rad.period == kalenderår(år) for rad in rader if not rad.exempel)
    return Årsinsats(insats, beviljat, utfall, har_tal)


def _per_finansiär(insatser: Iterable[Insats], år: int) -> dict[str, dict[Budgetläge, int]]:
    found: Counter[tuple[str, Budgetläge]] = Counter()
    for insats in insatser:
        for läge, belopp in belopp_per_läge(insats, år).items():
            for finansiär, kronor in belopp.items():
                found[finansiär, läge] += kronor
    namn = dict.fromkeys(finansiär for finansiär, läge in found if läge in LÄGEN)
    return {one: {läge: found[one, läge] for läge in LÄGEN if (one, läge) in found} for one in namn}


def _leveranser(register: Register, insats: Insats, dag: date) -> Iterable[Leverans]:
    return leveranser(insats, register.guide.årshjul, dag, (), register.uppföljning.bibliotek)


def _väntas(leverans: Leverans, år: int) -> bool:
    if leverans.när is None or leverans.läge not in (Rapportläge.TIDEN_HAR_GÅTT, Rapportläge.KOMMANDE):
        return False
    return leverans.när.sista.year <= år
