"""Ett år i förbundet: insatserna, pengarna, utfallen, rapporterna och det som saknas. Allt kommer ur raderna."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from macros.grouped import grouped
from macros.model.arsresultat import SammaInsatser, Årsresultat, kalenderår
from macros.model.atagande import FRAMFÖR, Läge, Åtagande
from macros.model.insats import BEVILJAT, Budgetläge, Deltagartal, Insats
from macros.model.kostnad import UTFALL, Årskostnad, belopp_per_läge, period_av
from macros.model.malvarde import Uppföljt, uppföljt
from macros.model.rapport import Rapport, Rekommendation
from macros.model.register import Register
from macros.model.rekvisition import Årssumma, årssummor
from macros.model.utfall import TOTALT, Period, Rättelse, Utfall
from macros.model.utfallssummor import HELÅR, Periodsumma

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
    """Året. `finansiärer` är hela kronor efter finansiär och läge. `väntade` skulle ha lämnats till och med årets slut.

    `åren` är året och de före det, senaste först. `utfall` är insatsernas totaler för samma tid som årets summa, och `delår` de för en
    kortare tid som rör året: halvårens bidrag. `rättelser` är tal som har ändrats under året.
    `samma` är året mot året före av samma insatser, och `rekvirerat` det som insatserna har begärt ut av årets pengar.
    """

    år: int
    insatser: tuple[Årsinsats, ...]
    finansiärer: dict[str, dict[Budgetläge, int]]
    åren: tuple[Årsresultat, ...]
    samma: SammaInsatser | None
    rekvirerat: Årssumma | None
    utfall: tuple[Utfall, ...]
    delår: tuple[Utfall, ...]
    deltagare: tuple[tuple[Insats, Deltagartal], ...]
    mål: tuple[Uppföljt, ...]
    rättelser: tuple[tuple[Utfall, Rättelse], ...]
    lämnade: tuple[Åtagande, ...]
    väntade: tuple[Åtagande, ...]
    rapporter: tuple[Rapport, ...]
    öppna: tuple[tuple[Rapport, Rekommendation], ...]

    @property
    def året(self) -> Årsresultat | None:
        """Det som är känt om året som slutar i år. None när inget är det."""
        return next((one for one in self.åren if one.period.till.year == self.år), None)

    @property
    def summa(self) -> Periodsumma | None:
        return self.året.summa if self.året else None

    @property
    def kostnad(self) -> Årskostnad | None:
        return self.året.kostnad if self.året else None

    def summan(self, läge: Budgetläge) -> int | None:
        """Kronorna från alla finansiärer, eller None när inget belopp är inlagt."""
        belopp = [per_läge[läge] for per_läge in self.finansiärer.values() if läge in per_läge]
        return sum(belopp) if belopp else None


def årsbok(register: Register, år: int, dag: date) -> Årsbok:
    """Värdens år. Utfallen är bara de tal som också visas på webbplatsen."""
    egna = register.insatser_i(register.värd)
    insatser = [insats for insats in egna if pågick(insats, år)]
    rapporter = [one for one in register.uppföljning.bibliotek.rapporter if one.förbund is register.värd and one.datum]
    alla = [one for one in register.värdens_åtaganden(dag) if one.är_rapport]
    åren = tuple(one for one in register.årsresultat(dag) if one.period.till.year <= år)
    hela = next((one.period for one in åren if one.summa and one.period.till.year == år), kalenderår(år))
    totalt = [rad for ones in register.värdens_utfall.values() for rad in ones if rad.kön == TOTALT and rad.tal]
    rör_året = [rad for rad in totalt if rad.gäller[1].överlappar(kalenderår(år))]
    return Årsbok(
        år,
        tuple(_årsinsats(register, insats, år, hela) for insats in insatser),
        _per_finansiär(insatser, år),
        åren,
        register.samma_insatser(*åren[:2]) if len(åren) > 1 and åren[0].period.till.year == år else None,
        next(
            (one for one in årssummor(one for one in register.rekvisitioner if one.insats.förbund.är_värd) if one.år == år),
            None,
        ),
        tuple(rad for rad in totalt if rad.period == hela),
        tuple(rad for rad in rör_året if rad.period != hela and rad.gäller[1].månader < HELÅR),
        tuple((insats, one) for insats in insatser for one in insats.deltagare if period_av(one).överlappar(kalenderår(år))),
        tuple(_målen(register, insatser, år)),
        tuple(
            (rad, one)
            for rad in register.uppföljning.utfall
            if rad.rättelser and _är_egen(rad)
            for one in rad.rättelser
            if one.datum.year == år
        ),
        tuple(one for one in alla if one.är_klart and one.lämnad and one.lämnad.sista.year == år),
        tuple(one for one in alla if _väntas(one, år, dag)),
        tuple(one for one in rapporter if one.datum and one.datum.sista.year == år),
        tuple(
            (one, rad)
            for one in rapporter
            if one.datum and one.datum.sista.year <= år
            for rad in one.rekommendationer
            if rad.är_öppen
        ),
    )


def åren_med_sida(register: Register, dag: date) -> list[int]:
    """Kalenderåren som det finns något att berätta om: pengar, utfall eller rapporter. Senaste först, bara de som har börjat."""
    egna = register.insatser_i(register.värd)
    rapporter = [one for one in register.uppföljning.bibliotek.rapporter if one.förbund is register.värd]
    åren = {post.år for insats in egna for post in insats.budget}
    åren |= {one.period.till.year for one in register.periodsummor}
    åren |= {one.datum.sista.year for one in rapporter if one.datum}
    return sorted((år for år in åren if år <= dag.year), reverse=True)


def pågick(insats: Insats, år: int) -> bool:
    """Sant när projekttiden rör året, eller när insatsen har pengar för det."""
    tid = insats.projekttid
    öppen = tid.tills_vidare and (tid.start is None or tid.start.första.year <= år)
    return öppen or år in tid.år() or any(post.år == år for post in insats.budget)


def _årsinsats(register: Register, insats: Insats, år: int, hela: Period) -> Årsinsats:
    lägen = belopp_per_läge(insats, år)
    beviljat, utfall = (sum(lägen[läge].values()) if läge in lägen else None for läge in LÄGEN)
    rader = register.uppföljning.årsutfall.get(insats.id, ())
    har_tal = any(rad.period == hela for rad in rader if not rad.exempel)
    return Årsinsats(insats, beviljat, utfall, har_tal)


def _målen(register: Register, insatser: Iterable[Insats], år: int) -> Iterator[Uppföljt]:
    """Målen för årets insatser, mot det som är mätt i perioder som slutar under året."""
    uppföljning = register.uppföljning
    målen = grouped(uppföljning.mål, lambda one: one.insats.id if one.insats else "")
    for insats in insatser if målen else ():
        grupper = [one for one in uppföljning.utfallsgrupper.get(insats.id, ()) if one[0].gäller[1].till.year == år]
        yield from (uppföljt(mål, grupper, uppföljning.mått) for mål in målen.get(insats.id, ()))


def _per_finansiär(insatser: Iterable[Insats], år: int) -> dict[str, dict[Budgetläge, int]]:
    found: Counter[tuple[str, Budgetläge]] = Counter()
    for insats in insatser:
        for läge, belopp in belopp_per_läge(insats, år).items():
            for finansiär, kronor in belopp.items():
                found[finansiär, läge] += kronor
    namn = dict.fromkeys(finansiär for finansiär, läge in found if läge in LÄGEN)
    return {one: {läge: found[one, läge] for läge in LÄGEN if (one, läge) in found} for one in namn}


def _väntas(åtagande: Åtagande, år: int, dag: date) -> bool:
    if åtagande.när is None or åtagande.läge(dag) not in (Läge.PASSERAT, *FRAMFÖR):
        return False
    return åtagande.när.sista.year <= år


def _är_egen(rad: Utfall) -> bool:
    return bool(not rad.exempel and rad.insats and rad.insats.förbund.är_värd)
