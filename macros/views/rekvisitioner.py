"""Pengarna kvartal för kvartal: på insatsens sida, och alla insatser tillsammans för styrelsen."""

from markupsafe import Markup

from macros.downloads import REKVISITION, rekvisition_name
from macros.grouped import grouped
from macros.model.insats import Insats
from macros.model.insatsbudget import egna_insatser, per_kostnad, per_kostnad_tillsammans
from macros.model.rekvisition import årslägen, årssummor
from macros.views.html import Context, render
from macros.views.lager import EGNA, urval


def rekvisitioner_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Det som insatsen har begärt och fått, vad som är kvar av årets beviljade pengar, och arbetsboken att begära med.

    Tomt när inget är begärt och insatsen inte har någon arbetsbok.
    """
    egna = grouped(context.register.rekvisitioner, lambda one: one.insats.id).get(insats.id, [])
    lägen, bok = årslägen(insats, egna), rekvisition_name(insats.id)
    if not lägen and bok not in context.sizes:
        return Markup("")
    return render(
        "rekvisitioner_insats.html", lägen=lägen, bok=bok if bok in context.sizes else "", storlekar=context.sizes, rot=root
    )


def budgetar_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Budgeten kostnad för kostnad mot det som är begärt, och parternas egna insatser. Tomt när inget är inlagt."""
    egna = [one for one in context.register.rekvisitioner if one.insats is insats]
    budgetar = sorted((one for one in context.register.budgetar if one.insats is insats), key=lambda one: one.år, reverse=True)
    bidrag = egna_insatser(budgetar, egna)
    if not budgetar and not bidrag:
        return Markup("")
    i_år = context.today.year
    return render(
        "budgetar_insats.html",
        # Det år som är nu först, sedan de andra med det senaste först.
        år=[(one, per_kostnad(one, egna)) for one in sorted(budgetar, key=lambda one: one.år != i_år)],
        betalare=("Från förbundet", "Egen insats", "Annan finansiering"),
        egna=bidrag,
        rot=root,
    )


def rekvisitionsbok(context: Context, root: str, files: dict[str, bytes]) -> Markup:
    """Länken till arbetsboken för budget och rekvisition, och till insatserna som har en egen."""
    if REKVISITION not in files:
        return Markup("")
    egna = [insats for insats in urval(context.register.insatser, EGNA) if rekvisition_name(insats.id) in files]
    return render("rekvisitionsbok.html", bok=REKVISITION, egna=egna, storlekar=context.sizes, rot=root)


def rekvirerat(context: Context, root: str) -> Markup:
    """Värdens insatser tillsammans: beviljat, begärt, betalt och kvar, år för år och insats för insats."""
    begärda = urval(context.register.rekvisitioner, EGNA)
    summor = årssummor(begärda)
    kostnader = {one.år: per_kostnad_tillsammans(context.register.budgetar, begärda, one.år) for one in summor}
    return render("rekvirerat.html", summor=summor, per_kostnad=kostnader, rot=root) if summor else Markup("")
