"""Utfallen över flera insatser och perioder: summor av tal som redan visas, så att en summa aldrig säger något nytt."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from macros.grouped import grouped
from macros.model.skydd import grupper
from macros.model.utfall import KÖNEN, TOTALT, Kön, Måluppfyllelse, Måttlista, Period, Utfall

HALVÅR, HELÅR = 6, 12  # månader


@dataclass(frozen=True)
class Summa:
    """Ett tal över insatserna i en period. `insatser` är hur många som är med, `av` hur många som har utfall för perioden."""

    antal: int
    insatser: int
    av: int

    @property
    def är_hel(self) -> bool:
        return self.insatser == self.av


def summor(utfall: Iterable[Utfall], mått: Måttlista) -> dict[tuple[Period, Kön], dict[str, Summa]]:
    """Talen över insatserna, per period och kön. Ett tal som ingen insats visar har ingen summa.

    Summan tar bara med det som visas för insatsen själv. En summa med de dolda talen i skulle röja dem: två dolda tal om högst
    fyra personer är kända när summan är åtta.

    Args:
        utfall: de skyddade raderna. Exempel räknas inte med.
    """
    rader = [rad for rad in utfall if not rad.exempel and rad.period]
    found: dict[tuple[Period, Kön], dict[str, Summa]] = {}
    for (period, kön), gruppen in grouped(rader, lambda rad: (rad.gäller[1], rad.kön)).items():
        kända = {cell: [antal for rad in gruppen if (antal := rad.tal.get(cell)) is not None] for cell in mått.celler}
        found[period, kön] = {cell: Summa(sum(tal), len(tal), len(gruppen)) for cell, tal in kända.items() if tal}
    return found


@dataclass(frozen=True)
class Andelssumma:
    """Måluppfyllelsen över insatserna: bara av dem som visar både täljaren och nämnaren."""

    andel: Måluppfyllelse
    insatser: int
    av: int


@dataclass(frozen=True)
class Periodsumma:
    """Insatserna tillsammans i en period, efter kön. `ur_halvår` är hur många insatser vars helår är räknat ur halvåren."""

    period: Period
    tal: Mapping[Kön, Mapping[str, Summa]]
    andelar: Mapping[Kön, Andelssumma]
    ur_halvår: int = 0

    @property
    def insatser(self) -> int:
        """Hur många insatser som har utfall för perioden."""
        return max((summa.av for tal in self.tal.values() for summa in tal.values()), default=0)


def periodsummor(utfall: Sequence[Utfall], mått: Måttlista) -> list[Periodsumma]:
    """Perioderna där något tal visas, senaste först.

    Args:
        utfall: de skyddade raderna, med de uträknade helåren.
    """
    alla = grouped((rad for rad in utfall if not rad.exempel), lambda rad: rad.gäller[1])
    summorna = summor(utfall, mått)
    found = []
    for period, rader in alla.items():
        tal = {kön: summorna[period, kön] for kön in (TOTALT, *KÖNEN) if summorna.get((period, kön))}
        if tal:
            found.append(Periodsumma(period, tal, _andelar(rader), len({rad.gäller[0].id for rad in rader if rad.ur})))
    return sorted(found, key=lambda one: (one.period.till, one.period.från), reverse=True)


def jämförbara(summor: Sequence[Periodsumma]) -> list[Periodsumma]:
    """Perioderna som förbundets svar gäller, senaste först: hela år som börjar i samma månad.

    Ett förbund räknar kalenderår eller till exempel juli till juni. Det sätt som flest insatser har lämnat utfall på gäller, och av två
    lika vanliga det senaste. Finns inget helår gäller samma del av året som den senaste perioden.

    Args:
        summor: perioderna, senaste först.
    """
    hela = [one for one in summor if one.period.månader == HELÅR] or summor[:1]
    insatser: Counter[tuple[int, int, int]] = Counter()
    for one in hela:
        insatser[_tid_på_året(one.period)] += one.insatser
    valt = max(insatser, key=lambda tid: insatser[tid], default=None)  # den första av lika, alltså den senaste
    return [one for one in summor if _tid_på_året(one.period) == valt]


def _tid_på_året(period: Period) -> tuple[int, int, int]:
    """Månaden och dagen som perioden börjar, och hur många månader den är."""
    return period.från.month, period.från.day, period.månader


def _andelar(rader: Sequence[Utfall]) -> dict[Kön, Andelssumma]:
    found: dict[Kön, Andelssumma] = {}
    for kön, gruppen in grouped(rader, lambda rad: rad.kön).items():
        visade = [andel for rad in gruppen if (andel := rad.måluppfyllelse)]
        if visade:
            andel = Måluppfyllelse(sum(one.täljare for one in visade), sum(one.nämnare for one in visade))
            found[kön] = Andelssumma(andel, len(visade), len(gruppen))
    return found


def med_helår(utfall: Iterable[Utfall], mått: Måttlista) -> list[Utfall]:
    """Raderna, där ett helår som inte visas för att halvåren visas är räknat ur dem.

    Policyn vill ha både delår och helår (Södra Dalarna, utvärderingspolicy 2020). Helårets egna tal får inte visas bredvid
    halvårens, men det som går att räkna ut ur dem vet läsaren redan.

    Args:
        utfall: de skyddade raderna.
    """
    alla = [rad for rad in utfall if not rad.exempel]
    found: list[Utfall] = []
    for perioder in grouped(grupper(alla), lambda grupp: grupp[0].gäller[0].id).values():
        av = {grupp[0].gäller[1]: grupp for grupp in perioder}
        for period in dict.fromkeys([*av, *_kalenderår(av)]):
            tal_visas = period in av and any(rad.tal for rad in av[period])
            halvor = None if tal_visas or period.månader != HELÅR else _halvor(period, av)
            found += _helår(period, *halvor, mått) if halvor else av.get(period, ())
    return found


def _kalenderår(perioder: Iterable[Period]) -> list[Period]:
    """Åren som har ett halvår."""
    åren = dict.fromkeys(period.från.year for period in perioder if period.månader == HALVÅR)
    return [Period(date(år, 1, 1), date(år, 12, 31)) for år in åren]


def _halvor(helår: Period, av: Mapping[Period, Sequence[Utfall]]) -> tuple[Sequence[Utfall], Sequence[Utfall]] | None:
    """Halvåren som tillsammans är helåret, när båda visar något tal."""
    inom = [period for period in av if period.månader == HALVÅR and helår.från <= period.från and period.till <= helår.till]
    inom = sorted((period for period in inom if any(rad.tal for rad in av[period])), key=lambda period: period.från)
    if len(inom) != 2 or inom[0].till + timedelta(1) != inom[1].från:
        return None
    return av[inom[0]], av[inom[1]]


def _helår(period: Period, första: Sequence[Utfall], andra: Sequence[Utfall], mått: Måttlista) -> list[Utfall]:
    senare = {rad.kön: rad for rad in andra}
    return [
        replace(
            senare[rad.kön],
            id="",
            period=period,
            tal=_året(rad.tal, senare[rad.kön].tal, mått),
            snitt={},
            källor=tuple(dict.fromkeys((*rad.källor, *senare[rad.kön].källor))),
            rättelser=(),
            till_annat="",
            arbete_med_stöd="",
            anmärkning="",
            övriga=(),
            saknas=rad.saknas | senare[rad.kön].saknas,
            ur=(rad.gäller[1], senare[rad.kön].gäller[1]),
        )
        for rad in första
        if rad.kön in senare
    ]


def _året(första: Mapping[str, int | None], andra: Mapping[str, int | None], mått: Måttlista) -> dict[str, int | None]:
    """Årets tal. De som slutade räknas ihop. Den som var kvar mellan halvåren räknas en gång."""
    aktiva, kvar = mått.fält("aktiva"), mått.fält("aktiva nästa")
    året: dict[str, int | None] = {}
    for cell in mått.celler:
        ett, två = första.get(cell), andra.get(cell)
        året[cell] = None if ett is None or två is None else ett + två
        if cell in kvar:
            året[cell] = två
        elif cell in aktiva:
            följde_med = första.get(kvar[0]) if kvar else None
            känt = ett is not None and två is not None and följde_med is not None and följde_med <= två
            året[cell] = (ett or 0) + (två or 0) - (följde_med or 0) if känt else None
    return året
