"""De oskyddade utfallen som en fristående sida: alla tal, summan över insatserna, och inget som hämtas utifrån."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from macros.grouped import grouped
from macros.model.skydd import grupper
from macros.model.utfall import KÖNEN, TOTALT, Kön, Måttlista, Period, Utfall, med_summor
from macros.views.html import Context, render
from macros.views.utfall import period_in_words, tables


def report(context: Context) -> bytes:
    """Sidan, av alla utfall i registret utan exempel."""
    mått = context.register.uppföljning.mått
    hela = [replace(rad, tal=med_summor(rad.tal, mått)) for rad in context.register.uppföljning.alla_utfall if not rad.exempel]
    per_insats = grouped(grupper(hela), lambda grupp: grupp[0].gäller[0].id)
    insatser = [
        (grupperna[0][0].gäller[0].namn, tables(latest_first(grupperna), context, grupperna[0][0].gäller[0].namn))
        for grupperna in per_insats.values()
    ]
    summor = [
        (period_in_words(period), len(samma), tables([summed(samma, mått)], context, "Alla insatser"))
        for period, samma in grouped(grupper(hela), lambda grupp: grupp[0].gäller[1]).items()
        if len(samma) > 1
    ]
    html = render("internt.html", förbund=context.register.värd, dag=context.today, insatser=insatser, summor=summor)
    return str(html).encode()


def latest_first(grupperna: Iterable[Sequence[Utfall]]) -> list[Sequence[Utfall]]:
    return sorted(grupperna, key=lambda grupp: grupp[0].gäller[1].till, reverse=True)


def summed(grupperna: Sequence[Sequence[Utfall]], mått: Måttlista) -> list[Utfall]:
    """Insatserna tillsammans, för totalt och könen var för sig. Ett tal som någon insats saknar kan inte summeras."""
    return [summed_row(kön, [rad for grupp in grupperna for rad in grupp if rad.kön == kön], mått) for kön in (TOTALT, *KÖNEN)]


def summed_row(kön: Kön, rader: Sequence[Utfall], mått: Måttlista) -> Utfall:
    period: Period | None = rader[0].period if rader else None
    tal = {}
    for cell in mått.celler:
        values = [rad.tal.get(cell) for rad in rader]
        if values and None not in values:
            tal[cell] = sum(value or 0 for value in values)
    saknas = frozenset(one.fält for one in mått.alla if one.fält not in tal)
    return Utfall("alla", kön, tal, (), period=period, saknas=saknas)
