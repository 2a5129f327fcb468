"""Tidslinjen: en SVG-stapel per insats, ritad vid bygget, med samma uppgifter som text bredvid."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from macros.model.insats import Insats
from macros.model.register import swedish_order
from macros.model.tid import Projekttid
from macros.views.html import Context, render
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


def axis_of(tider: list[Projekttid]) -> Axis | None:
    """Axeln som rymmer alla kända tider, eller None när ingen tid är känd."""
    years = [year for tid in tider for year in tid.år()]
    return Axis(min(years), max(years)) if years else None


def bar(tid: Projekttid, axis: Axis, today: date) -> Markup:
    """Stapeln. En tid utan slut tonas ut med en streckad del fram till axelns slut."""
    start = axis.x(tid.start.första) if tid.start else 0
    end = axis.x(tid.slut.sista) if tid.slut else WIDTH
    return render(
        "tidsstapel.html",
        axis=axis,
        start=start,
        width=round(max(end - start, 3), 1),
        open_end=not tid.slut,
        today=axis.x(today) if axis.first <= today.year <= axis.last else None,
        WIDTH=WIDTH,
    )


def insats_bar(insats: Insats, today: date) -> Markup:
    """En insats tid mot hela år, eller tomt när tiden är okänd. Utan slut går axeln till i år, och minst ett år förbi starten."""
    tid = insats.projekttid
    axis = axis_of([tid])
    if not axis:
        return Markup("")
    if not tid.slut:
        axis = Axis(axis.first, max(axis.first + 1, today.year))
    return render("tidsfigur.html", stapel=bar(insats.projekttid, axis, today), axis=axis, tid=insats.projekttid)


def timeline(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Insatserna med känd tid, förbund för förbund, i tidsordning. De utan tid nämns under tabellen."""
    insatser_här = urval(context.register.insatser, vilka)
    known = [insats for insats in insatser_här if insats.projekttid.år()]
    axis = axis_of([insats.projekttid for insats in known])
    groups = []
    for förbund in context.register.förbund:
        insatser = [insats for insats in known if insats.förbund is förbund]
        insatser.sort(key=lambda insats: (insats.projekttid.start or insats.projekttid.slut, swedish_order(insats.namn)))
        if insatser and axis:
            groups.append((förbund, [(insats, bar(insats.projekttid, axis, context.today)) for insats in insatser]))
    unknown = [insats for insats in insatser_här if not insats.projekttid.år()]
    return render("tidslinje.html", groups=groups, axis=axis, rot=root, utan_tid=unknown, andras=vilka == ANDRA)
