"""Startsidan och läget för rapporterna."""

from datetime import date

from markupsafe import Markup

from macros.model.insats import Insats, Rapportläge, Redovisning
from macros.views.html import Context, render

NEWS_ON_START = 3


def start(context: Context, root: str) -> Markup:
    """Vad webbplatsen är, tre vägar in, siffror ur data och det senaste nya."""
    register = context.register
    return render("start.html", register=register, nyheter=register.nyheter[:NEWS_ON_START], rot=root)


def rapporter(context: Context, root: str) -> Markup:
    """Alla redovisningar med känt läge: klara, kommande och de vars tid har gått."""
    found: dict[Rapportläge, list[tuple[Insats, Redovisning]]] = {läge: [] for läge in Rapportläge}
    for insats in context.register.insatser:
        for redovisning in insats.redovisning:
            found[redovisning.rapportläge(context.today)].append((insats, redovisning))
    for läge, rows in found.items():
        rows.sort(key=lambda row: row[1].när.första if row[1].när else date.min, reverse=läge is Rapportläge.KLAR)
        rows.sort(key=lambda row: row[1].när is None)  # de utan datum sist
    return render("rapporter.html", klara=found[Rapportläge.KLAR], kommande=found[Rapportläge.KOMMANDE],
                  passerade=found[Rapportläge.TIDEN_HAR_GÅTT], utan_datum=found[Rapportläge.UTAN_DATUM], rot=root)
