"""Tidslinjen: en SVG-stapel per insats med dess rapporter, ritad vid bygget, och samma uppgifter som text bredvid."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from markupsafe import Markup

from macros.grouped import grouped
from macros.model.insats import Insats, Redovisning
from macros.model.rapport import Bibliotek
from macros.model.register import swedish_order
from macros.model.tid import Projekttid, Tidpunkt
from macros.views.delad import Bit, Delad, dela, delsidor, sida
from macros.views.html import Context, Page, part, render
from macros.views.lager import ANDRA, EGNA, urval

WIDTH = 1000  # SVG-enheter; bilden töjs till kolumnens bredd


@dataclass(frozen=True)
class Axis:
    """Hela år från `first` till och med `last`."""

    first: int
    last: int

    def x(self, day: date) -> float:
        """Dagens plats på axeln, 0 till WIDTH, med en decimal."""
        days = (date(self.last + 1, 1, 1) - date(self.first, 1, 1)).days
        return round(WIDTH * (day - date(self.first, 1, 1)).days / days, 1)

    @property
    def years(self) -> list[int]:
        return list(range(self.first, self.last + 1))


@dataclass(frozen=True)
class Märke:
    """En rapport på axeln: mitt i den tid som källan anger. `bana` är en punkt i SVG."""

    rapport: Redovisning
    tid: Tidpunkt
    bana: str = ""

    @property
    def är_klar(self) -> bool:
        return self.rapport.läge == "klar"

    def i_ord(self) -> str:
        """`Slutrapport: okt 2019, planerad`."""
        return f"{self.rapport.vad}: {self.tid.kort()}{'' if self.är_klar else ', planerad'}"


def märken(bibliotek: Bibliotek, insats: Insats) -> list[Märke]:
    """Rapporterna som har en tid, i tidsordning. En rapport som har kommit står på dagen den kom."""
    tider = ((one, one.lämnad or one.när) for one in bibliotek.redovisningar(insats) if not one.återkommer)
    return sorted((Märke(one, tid) for one, tid in tider if tid), key=lambda one: one.tid)


def axis_of(tider: Iterable[Projekttid], rapporter: Iterable[Märke] = ()) -> Axis | None:
    """Axeln som rymmer alla kända projekttider och deras rapporter, eller None när ingen projekttid är känd."""
    years = [year for tid in tider for year in tid.år()]
    reported = [day.year for one in rapporter for day in (one.tid.första, one.tid.sista)] if years else []
    return Axis(min(years + reported), max(years + reported)) if years else None


def bar(tid: Projekttid, axis: Axis, today: date, rapporter: Iterable[Märke] = ()) -> Markup:
    """Stapeln. En tid utan slut tonas ut med en streckad del fram till axelns slut."""
    start = axis.x(tid.start.första) if tid.start else 0
    end = axis.x(tid.slut.sista) if tid.slut else WIDTH
    return render(
        "tidsstapel.html",
        axis=axis,
        start=start,
        width=round(max(end - start, 3), 1),
        open_end=not tid.slut,
        today=axis.x(today) if _rymmer(axis, today) else None,
        märken=[replace(one, bana=_punkt(axis, one.tid)) for one in rapporter],
        WIDTH=WIDTH,
    )


def _rymmer(axis: Axis, day: date) -> bool:
    return axis.first <= day.year <= axis.last


def _punkt(axis: Axis, tid: Tidpunkt) -> str:
    return f"M{round((axis.x(tid.första) + axis.x(tid.sista)) / 2, 1)} 10h0"


def nyckel(axis: Axis, today: date, tider: Iterable[Projekttid], rapporter: Iterable[Märke]) -> Markup:
    """Vad strecken och punkterna betyder. Bara de som finns i figuren är med."""
    finns = {
        "slut": any(not tid.slut for tid in tider),
        "dag": _rymmer(axis, today),
        "klar": any(one.är_klar for one in rapporter),
        "planerad": any(not one.är_klar for one in rapporter),
    }
    return render("tidsnyckel.html", nyckel=[namn for namn, ja in finns.items() if ja], dag=today)


def insats_bar(context: Context, insats: Insats) -> Markup:
    """En insats tid mot hela år, eller tomt när tiden är okänd. Utan slut går axeln till i år, och minst ett år förbi starten."""
    tid, today, rapporter = insats.projekttid, context.today, märken(context.register.uppföljning.bibliotek, insats)
    axis = axis_of([tid], rapporter)
    if not axis:
        return Markup("")
    if not tid.slut:
        axis = Axis(axis.first, max(axis.first + 1, axis.last, today.year))
    return render(
        "tidsfigur.html",
        stapel=bar(tid, axis, today, rapporter),
        axis=axis,
        tid=tid,
        märken=rapporter,
        nyckel=nyckel(axis, today, [tid], rapporter),
    )


def tabell(context: Context, insatser: Sequence[Insats], root: str, rubrik: str) -> Markup:
    """Några av värdens insatser mot samma axel, i den ordning de står. Tomt när ingen har en känd tid."""
    kända = [insats for insats in insatser if insats.projekttid.år()]
    axis = gemensam(context, kända)
    return _tabellen(context, axis, kända, root, rubrik=rubrik) if axis else Markup("")


def _tabellen(context: Context, axis: Axis | None, kända: Sequence[Insats], root: str, **extra: object) -> Markup:
    """Insatserna med känd tid, en rad var under sitt förbund, och vad tecknen betyder. `extra` är det andra som mallen skriver."""
    bibliotek, today = context.register.uppföljning.bibliotek, context.today
    rader = [(insats, märken(bibliotek, insats)) for insats in kända]
    grupper = [
        (rad[0][0].förbund, [(insats, bar(insats.projekttid, axis, today, alla), alla) for insats, alla in rad])
        for rad in grouped(rader, lambda rad: rad[0].förbund.id).values()
        if axis
    ]
    tider, rapporter = [insats.projekttid for insats in kända], [one for _, alla in rader for one in alla]
    nyckeln = nyckel(axis, today, tider, rapporter) if axis else Markup("")
    return render(
        "tidslinje.html",
        **{"groups": grupper, "axis": axis, "rot": root, "nyckel": nyckeln, "utan_tid": [], "andras": False} | extra,
    )


TITLAR = {EGNA: "Tidslinje", ANDRA: "Andra förbunds tidslinje"}
ADRESSER = {EGNA: sida("tidslinje/"), ANDRA: lambda n: "tidslinje/#andra-forbund" if n == 1 else f"tidslinje/andra/{n}/"}


def lista(context: Context, vilka: str) -> Delad[Insats]:
    """Insatserna med känd tid, förbund för förbund i tidsordning, och sist de utan."""
    insatser = urval(context.register.insatser, vilka)
    order = {förbund.id: place for place, förbund in enumerate(context.register.förbund)}
    known = sorted(
        (insats for insats in insatser if insats.projekttid.år()),
        key=lambda insats: (
            order[insats.förbund.id],
            insats.projekttid.start or insats.projekttid.slut,
            swedish_order(insats.namn),
        ),
    )
    unknown = [insats for insats in insatser if not insats.projekttid.år()]
    namn = (lambda insats: insats.förbund.kortnamn) if vilka == ANDRA else (lambda insats: insats.namn)
    return dela(
        TITLAR[vilka], known + unknown, ADRESSER[vilka], namn, lambda insats: (insats.förbund.id, bool(insats.projekttid.år()))
    )


def timeline(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Insatserna med känd tid, förbund för förbund, i tidsordning. De utan tid nämns under tabellen."""
    delad = lista(context, vilka)
    return visa(context, vilka, _listans(context, delad), delad.första, root) + part("sidorna", delad, delad.första, root)


def gemensam(context: Context, insatser: Iterable[Insats]) -> Axis | None:
    """Axeln som rymmer insatserna och deras rapporter. Pågår någon tills vidare går den till i år."""
    bibliotek, kända = context.register.uppföljning.bibliotek, [insats for insats in insatser if insats.projekttid.år()]
    tider = [insats.projekttid for insats in kända]
    axis = axis_of(tider, (one for insats in kända for one in märken(bibliotek, insats)))
    if axis and any(tid.tills_vidare for tid in tider):
        return Axis(axis.first, max(axis.last, context.today.year))
    return axis


def _listans(context: Context, delad: Delad[Insats]) -> Axis | None:
    """Axeln för alla listans sidor, så att de går att jämföra."""
    return gemensam(context, (insats for bit in delad.bitar for insats in bit.rader))


def visa(context: Context, vilka: str, axis: Axis | None, bit: Bit[Insats], root: str) -> Markup:
    """Det som står på en av tidslinjens sidor."""
    return _tabellen(
        context,
        axis,
        [insats for insats in bit.rader if insats.projekttid.år()],
        root,
        utan_tid=[insats for insats in bit.rader if not insats.projekttid.år()],
        andras=vilka == ANDRA,
        nivå="h3" if vilka == ANDRA and bit.nummer == 1 else "h2",
        rubrik="Andra förbunds insatser med känd projekttid" if vilka == ANDRA else "Insatser med känd projekttid",
    )


def sidor(context: Context) -> list[tuple[str, Callable[[], Page]]]:
    """Tidslinjernas fortsättning, när de är för långa för en sida."""
    om = "När insatserna pågår, på en gemensam tidslinje."
    listor = [(vilka, lista(context, vilka)) for vilka in (EGNA, ANDRA)]
    return [
        one for vilka, delad in listor for one in delsidor(delad, om, partial(visa, context, vilka, _listans(context, delad)))
    ]
