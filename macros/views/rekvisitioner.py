"""Pengarna kvartal för kvartal: på insatsens sida, och alla insatser tillsammans för styrelsen."""

from markupsafe import Markup

from macros.downloads import REKVISITION, rekvisition_name
from macros.grouped import grouped
from macros.model.insats import Insats
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
        "rekvisitioner_insats.html",
        lägen=lägen,
        bok=bok if bok in context.sizes else "",
        storlekar=context.sizes,
        rot=root,
        redigera=context.edit_url,
    )


def rekvisitionsbok(context: Context, root: str, files: dict[str, bytes]) -> Markup:
    """Länken till arbetsboken för budget och rekvisition, och till insatserna som har en egen."""
    if REKVISITION not in files:
        return Markup("")
    egna = [insats for insats in urval(context.register.insatser, EGNA) if rekvisition_name(insats.id) in files]
    return render("rekvisitionsbok.html", bok=REKVISITION, egna=egna, storlekar=context.sizes, rot=root)


def rekvirerat(context: Context, root: str) -> Markup:
    """Värdens insatser tillsammans: beviljat, begärt, betalt och kvar, år för år och insats för insats."""
    summor = årssummor(urval(context.register.rekvisitioner, EGNA))
    return render("rekvirerat.html", summor=summor, rot=root) if summor else Markup("")
