"""Planen: förbundens planer, parternas egna system och indikatorenkäterna."""

from markupsafe import Markup

from macros.views.html import Context, render
from macros.views.lager import ANDRA, EGNA


def planer(context: Context, root: str) -> Markup:
    """Planerna så som de är antagna, värdens först."""
    order = {förbund.id: place for place, förbund in enumerate(context.register.förbund)}
    planer = sorted(context.register.uppföljning.planer, key=lambda plan: order[plan.förbund.id])
    return render("planer.html", planer=planer, rot=root)


def uppföljningssystem(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Parterna som följer upp i egna system, förbund för förbund."""
    andras = vilka == ANDRA
    shown = context.register.andra if andras else (context.register.värd,)
    parter = [(förbund, part) for förbund in shown for part in förbund.parter if part.uppföljningssystem]
    return render("uppfoljningssystem.html", parter=parter, rot=root, andras=andras) if parter else Markup("")


def indikatorgrupper(context: Context, root: str) -> Markup:
    """Vilka som svarar på indikatorenkäterna, när och till vad."""
    return render("indikatorgrupper.html", grupper=context.register.uppföljning.indikatorgrupper, rot=root)


def mätningar(context: Context, root: str) -> Markup:
    """Indikatorenkäterna år för år."""
    return render("matningar.html", mätningar=context.register.uppföljning.mätningar, rot=root)
