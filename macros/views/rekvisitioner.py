"""Pengarna kvartal för kvartal: på insatsens sida, och alla insatser tillsammans för styrelsen."""

from markupsafe import Markup

from macros.grouped import grouped
from macros.model.insats import Insats
from macros.model.rekvisition import årslägen, årssummor
from macros.views.html import Context, render
from macros.views.lager import EGNA, urval


def rekvisitioner_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Det som insatsen har begärt och fått, och vad som är kvar av årets beviljade pengar. Tomt när inget är begärt."""
    egna = grouped(context.register.rekvisitioner, lambda one: one.insats.id).get(insats.id, [])
    lägen = årslägen(insats, egna)
    return render("rekvisitioner_insats.html", lägen=lägen, rot=root, redigera=context.edit_url) if lägen else Markup("")


def rekvirerat(context: Context, root: str) -> Markup:
    """Värdens insatser tillsammans: beviljat, begärt, betalt och kvar, år för år och insats för insats."""
    summor = årssummor(urval(context.register.rekvisitioner, EGNA))
    return render("rekvirerat.html", summor=summor, rot=root) if summor else Markup("")
