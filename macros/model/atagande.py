"""Åtagandena: allt som en insats ska göra och har gjort, ur dess tid, dess redovisning och dess eget förbunds regler."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from macros.dictionary.slag import slug
from macros.model.arshjul import Rapportkrav, Årsdag
from macros.model.guide import Guide
from macros.model.insats import Insats, Redovisning, Sort
from macros.model.rapport import Bibliotek
from macros.model.rekvisition import Rekvisition
from macros.model.roll import Roll
from macros.model.tid import Projekttid, Status, Tidpunkt, månader_senare
from macros.model.utfall import Period

REDOVISNING, BIBLIOTEKET, ÅRSHJUL, PROJEKTTIDEN = "redovisning", "rapportbiblioteket", "årshjulet", "projekttiden"
INSATSEN = "insatsens uppgifter"
# "Näst" på sidorna. Ett kvartal: så ofta fakturerar och rapporterar en insats.
NÄRA_DAGAR = 90
INGEN_RAPPORT: set[Sort] = {"avtal", "faktura", "indikatorenkät", "styrgrupp"}


class Läge(StrEnum):
    """Vad ett åtagande är en viss dag. `PASSERAT` säger att besked saknas, inte att det uteblev."""

    PASSERAT = "tiden har gått"
    NU = "nu"
    NÄRA = f"inom {NÄRA_DAGAR} dagar"
    SENARE = "senare"
    UTAN_DATUM = "utan datum"
    KLART = "klart"


FRAMFÖR = (Läge.NU, Läge.NÄRA, Läge.SENARE)


@dataclass(frozen=True)
class Åtagande:
    """Något som en insats ska göra eller har gjort.

    `när` är sista dagen när `är_frist`, annars dagen då det händer eller börjar. `öppnar` är första dagen då det går att göra, och
    `stänger` den sista när det inte finns någon frist. `nyckel` är densamma så länge åtagandet finns. `ur` säger var det står, och
    `dag_i_årshjulet` vilken rad där.
    """

    insats: Insats
    vad: str
    nyckel: str
    ur: str
    sorter: tuple[Sort, ...] = ()
    när: Tidpunkt | None = None
    är_frist: bool = True
    öppnar: date | None = None
    stänger: date | None = None
    period: Period | None = None
    återkommer: str = ""
    är_klart: bool = False
    lämnad: Tidpunkt | None = None
    länk: str = ""
    roller: tuple[Roll, ...] = ()
    hur: str = ""
    dag_i_årshjulet: Årsdag | None = None

    @property
    def är_rapport(self) -> bool:
        """Sant för det som skrivs och lämnas, och inte för avtal, fakturor, enkäter, möten, början och slut."""
        return not INGEN_RAPPORT.intersection(self.sorter) and self.ur != PROJEKTTIDEN

    @property
    def pågår_till(self) -> date | None:
        """Sista dagen, för det som börjar en dag och slutar en annan."""
        return self.stänger if self.dag_i_årshjulet and self.dag_i_årshjulet.sista_dag else None

    def läge(self, dag: date) -> Läge:
        """Vad åtagandet är den dagen."""
        if self.är_klart:
            return Läge.KLART
        if self.när is None or self.återkommer:
            return Läge.UTAN_DATUM
        if self.är_frist and self.när.sista < dag:
            return Läge.PASSERAT
        if self.öppnar and self.öppnar <= dag:
            return Läge.NU
        return Läge.NÄRA if (self.när.sista - dag).days <= NÄRA_DAGAR else Läge.SENARE

    def dagar_kvar(self, dag: date) -> int | None:
        """Dagar till den sista dag som källan kan mena. None när det inte finns någon, eller när den är långt borta eller har varit."""
        if self.läge(dag) not in (Läge.NU, Läge.NÄRA) or self.när is None:
            return None
        kvar = ((self.stänger or self.när.sista) - dag).days
        return kvar if 0 <= kvar <= NÄRA_DAGAR else None

    @property
    def ordning(self) -> tuple[bool, date]:
        """De med dag i tidsordning, de andra sist."""
        tid = self.lämnad or self.när
        return (tid is None, tid.första if tid else date.min)


def åtaganden(
    insats: Insats, guide: Guide, bibliotek: Bibliotek, dag: date, rekvisitioner: Iterable[Rekvisition] = ()
) -> list[Åtagande]:
    """Allt som insatsen ska göra och har gjort, i tidsordning. Varje regel är det egna förbundets rad i data.

    En dag som återkommer varje år finns två gånger: den senaste och den nästa. Det som lämnades tidigare står i redovisningen.
    """
    rader = bibliotek.redovisningar(insats)
    krav = [one for one in guide.rapportkrav if one.förbund is insats.förbund]
    dagar = [one for one in guide.årshjul if one.förbund is insats.förbund and one.gäller(insats)]
    tillfällen = [one for årsdag in dagar for one in _tillfällen(årsdag, dagar, insats, dag)]
    platser = [_radens_plats(one, rader) for one in tillfällen]
    begärda = {one.tid.sista: one for one in rekvisitioner}
    found: list[Åtagande] = [_besvarat(one, rader, plats, begärda) for one, plats in zip(tillfällen, platser, strict=True)]
    found += [
        one
        for plats, one in enumerate(_ur_redovisningen(insats, rader, krav))
        if plats not in platser and not _är_inget_eget(rader[plats], insats, dagar, dag)
    ]
    roller = {ett.sort: ett.roller for ett in krav}
    found += [replace(one, roller=roller.get(next(iter(one.sorter), None), ())) for one in _ur_insatsen(insats, dag)]
    svar = [_ur_kravet(ett, insats, rader, found, dag) for ett in krav]
    found += [one for one in svar if one]
    return sorted(found, key=lambda one: one.ordning)


def _besvarat(
    tillfälle: Åtagande, rader: Sequence[Redovisning], plats: int | None, begärda: Mapping[date, Rekvisition]
) -> Åtagande:
    """Tillfället, med det som redovisningen och rekvisitionerna säger om det. `begärda` är efter kvartalets sista dag."""
    period, insats = tillfälle.period, tillfälle.insats
    if "faktura" in tillfälle.sorter and period and (rekvisition := begärda.get(period.till)):
        return replace(tillfälle, är_klart=True, länk=f"/{insats.adress}#{rekvisition.id}")
    if plats is None or rader[plats].läge != "klar":
        return tillfälle
    rad = rader[plats]
    return replace(tillfälle, är_klart=True, lämnad=rad.lämnad, länk=rad.länk)


# ---- Årshjulet ------------------------------------------------------------------------------------------------


def _tillfällen(årsdag: Årsdag, dagar: Sequence[Årsdag], insats: Insats, dag: date) -> Iterator[Åtagande]:
    """Dagen senast och dagen nästa gång, om insatsen berörs av den."""
    for infaller in (årsdag.förra(dag), årsdag.nästa(dag)):
        period = årsdag.perioden(infaller)
        stänger = None if årsdag.rapport else _stänger(årsdag, dagar, infaller)
        gäller = period or Period(infaller, infaller)
        if (stänger and stänger < dag) or not _berörs(insats.projekttid, gäller, är_säkert=infaller < dag):
            continue
        öppnar = infaller if not årsdag.rapport else period.till + timedelta(days=1) if period else None
        yield Åtagande(
            insats,
            årsdag.rapport or årsdag.vad,
            f"{årsdag.id}-{infaller.year}",
            ÅRSHJUL,
            (årsdag.sort,) if årsdag.sort else (),
            Tidpunkt.av(infaller.isoformat()),
            bool(årsdag.rapport),
            öppnar,
            stänger,
            period,
            roller=årsdag.roller,
            hur=årsdag.hur,
            dag_i_årshjulet=årsdag,
        )


def _stänger(årsdag: Årsdag, dagar: Sequence[Årsdag], infaller: date) -> date:
    """Sista dagen då något utan frist fortfarande är aktuellt: den som förbundet säger, eller dagen före nästa av samma sort."""
    if årsdag.sista_dag:
        return årsdag.slutar(infaller)
    if not årsdag.period:
        return infaller
    dagen_efter = infaller + timedelta(days=1)
    return min(one.nästa(dagen_efter) for one in dagar if one.sort == årsdag.sort) - timedelta(days=1)


def _berörs(tid: Projekttid, period: Period, är_säkert: bool) -> bool:
    """Sant när insatsen pågår någon gång under perioden. `är_säkert` kräver att källan säger det, annars räcker att det kan vara så."""
    if not (tid.slut or tid.tills_vidare) or (är_säkert and tid.start is None):
        return False
    började = tid.start is None or (tid.start.sista if är_säkert else tid.start.första) <= period.till
    slutade = tid.slut is not None and (tid.slut.första if är_säkert else tid.slut.sista) < period.från
    return började and not slutade


def _radens_plats(tillfälle: Åtagande, rader: Sequence[Redovisning]) -> int | None:
    """Platsen för raden i redovisningen som handlar om tillfället.

    Säger raden inte vilken dag rapporten skulle komma hör den till den dag i årshjulet som ligger närmast dagen den kom.
    """
    årsdag, infaller = tillfälle.dag_i_årshjulet, tillfälle.när
    if årsdag is None or infaller is None:
        return None
    for plats, rad in enumerate(rader):
        if rad.återkommer or not _samma_sak(rad, årsdag):
            continue
        if rad.när and rad.när.första <= infaller.sista <= rad.när.sista:
            return plats
        if not rad.när and rad.lämnad and årsdag.närmast(rad.lämnad.sista) == infaller.sista:
            return plats
    return None


def _samma_sak(rad: Redovisning, årsdag: Årsdag) -> bool:
    """Sant när de är av samma sort. Namnet räknas bara när någon av dem inte har en sort."""
    if rad.sorter and årsdag.sort:
        return årsdag.sort in rad.sorter
    return rad.vad.casefold() == (årsdag.rapport or årsdag.vad).casefold()


# ---- Redovisningen --------------------------------------------------------------------------------------------


def _ur_redovisningen(insats: Insats, rader: Sequence[Redovisning], krav: Sequence[Rapportkrav]) -> Iterator[Åtagande]:
    """Det som insatsens egen plan och rapportbiblioteket säger. Vem och hur står i förbundets krav."""
    seen: Counter[str] = Counter()
    for plats, rad in enumerate(rader):
        key = slug(rad.vad)
        seen[key] += 1
        ett = next((one for one in krav if _gäller(rad, one)), None)
        yield Åtagande(
            insats,
            rad.vad,
            f"{key}-{seen[key]}",
            REDOVISNING if plats < len(insats.redovisning) else BIBLIOTEKET,
            rad.sorter or ((ett.sort,) if ett and ett.sort else ()),
            rad.när,
            återkommer=rad.återkommer,
            är_klart=rad.läge == "klar",
            lämnad=rad.lämnad,
            länk=rad.länk,
            roller=ett.roller if ett else (),
            hur=ett.hur if ett else "",
        )


def _är_inget_eget(rad: Redovisning, insats: Insats, dagar: Sequence[Årsdag], dag: date) -> bool:
    """Sant för en återkommande rapport utan dag som inte är en egen: årshjulet ger den sina dagar, eller så är insatsen slut."""
    if not rad.återkommer or rad.när or rad.läge == "klar":
        return False
    if insats.status(dag) is Status.AVSLUTAD:
        return True
    if rad.sorter and all(any(sort == one.sort for one in dagar) for sort in rad.sorter):
        return True
    return any(_samma_sak(rad, one) for one in dagar) and len(rad.sorter) < 2


# ---- Insatsens egna uppgifter och förbundets krav -------------------------------------------------------------


def _ur_insatsen(insats: Insats, dag: date) -> Iterator[Åtagande]:
    """Början, slutet, samarbetsavtalet och styrgruppens möten."""
    tid, avtal = insats.projekttid, insats.samarbetsavtal
    for när, vad, nyckel, länk in (
        (tid.start, "Insatsen börjar", "start", "/genomfor/"),
        (tid.slut, "Insatsen slutar", "slut", "/avsluta/"),
    ):
        if när and när.sista >= dag:
            yield Åtagande(insats, vad, nyckel, PROJEKTTIDEN, (), när, är_frist=False, länk=länk)
    if avtal:
        lämnad, länk = avtal.undertecknat, avtal.länk
        yield Åtagande(
            insats, "Samarbetsavtal", "samarbetsavtal-1", INSATSEN, ("avtal",), är_klart=True, lämnad=lämnad, länk=länk
        )
    for möte in insats.styrgruppsmöten:
        när, är_klart = Tidpunkt.av(möte.datum.isoformat()), bool(möte.anteckningar) and möte.datum < dag
        if är_klart or möte.datum >= dag:
            yield Åtagande(
                insats,
                "Styrgruppsmöte",
                f"styrgrupp-{möte.datum.isoformat()}",
                INSATSEN,
                ("styrgrupp",),
                när,
                är_frist=False,
                är_klart=är_klart,
                lämnad=när if är_klart else None,
                länk=möte.anteckningar,
            )


def _ur_kravet(
    krav: Rapportkrav, insats: Insats, rader: Sequence[Redovisning], found: Iterable[Åtagande], dag: date
) -> Åtagande | None:
    """Det som förbundet kräver och som inget annat åtagande svarar på. Utan en regel om dagen finns ingen dag."""
    svar = [one.läge == "klar" for one in rader if _gäller(one, krav)]
    svar += [one.är_klart for one in found if krav.sort and krav.sort in one.sorter]
    # Det som kommer flera gånger är inte gjort för att det är gjort en gång.
    if not krav.rör(insats, dag) or (not all(svar) if krav.återkommer else svar):
        return None
    sista = krav.sista_dag(insats)
    return Åtagande(
        insats,
        krav.rapport,
        f"{slug(krav.rapport)}-1",
        krav.enligt,
        (krav.sort,) if krav.sort else (),
        Tidpunkt.av(sista.isoformat()) if sista else None,
        återkommer=krav.återkommer,
        roller=krav.roller,
        hur=krav.hur,
    )


def _gäller(rad: Redovisning, krav: Rapportkrav) -> bool:
    """Sant när raden är av kravets sort, eller har kravets namn som hela ord i sitt när den inte har någon sort."""
    if rad.sorter and krav.sort:
        return krav.sort in rad.sorter
    return bool(re.search(rf"(?<!\w){re.escape(krav.rapport.casefold())}(?!\w)", rad.vad.casefold()))


def är_aktuell(insats: Insats, dag: date) -> bool:
    """Sant för en insats som inte är slut, och ett år efter slutet: så länge är det någon som skriver det sista."""
    slut = insats.projekttid.slut
    return slut is None or slut.sista >= månader_senare(dag, -12)


# ---- Flera tillsammans ----------------------------------------------------------------------------------------


def per_läge(found: Iterable[Åtagande], dag: date) -> dict[Läge, list[Åtagande]]:
    """Åtagandena läge för läge. De klara senaste först, de andra i tidsordning; de utan dag sist."""
    groups: dict[Läge, list[Åtagande]] = {läge: [] for läge in Läge}
    for one in sorted(found, key=lambda one: one.ordning):
        groups[one.läge(dag)].append(one)
    klara = groups[Läge.KLART]
    groups[Läge.KLART] = [one for one in klara if not one.ordning[0]][::-1] + [one for one in klara if one.ordning[0]]
    return groups


@dataclass(frozen=True)
class Insamling:
    """En rapport som flera insatser ska lämna samma dag, och vilka som har gjort det."""

    rapport: Årsdag
    sista: Tidpunkt
    period: Period | None
    åtaganden: tuple[Åtagande, ...]

    @property
    def lämnade(self) -> tuple[Åtagande, ...]:
        return tuple(one for one in self.åtaganden if one.är_klart)


def insamlingar(alla: Iterable[Åtagande], dag: date) -> list[Insamling]:
    """Förbundets återkommande rapporter, period för period: de vars dag har varit och de som går att lämna nu."""
    groups: dict[tuple[str, Tidpunkt], Insamling] = {}
    for one in alla:
        årsdag, går_att_lämna = one.dag_i_årshjulet, one.läge(dag) in (Läge.PASSERAT, Läge.NU, Läge.KLART)
        if årsdag and årsdag.rapport and one.när and går_att_lämna:
            key = (årsdag.id, one.när)
            before = groups.get(key, Insamling(årsdag, one.när, one.period, ()))
            groups[key] = replace(before, åtaganden=(*before.åtaganden, one))
    return sorted(groups.values(), key=lambda one: one.sista, reverse=True)
