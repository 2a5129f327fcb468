"""Datumen: vad som kommer härnäst, räkna baklänges, och kalendrarna."""

from datetime import date

from markupsafe import Markup

from macros.downloads import REPORTS, REPORTS_TITLE, size_in_words
from macros.model.guide import Årsdag
from macros.model.register import Register
from macros.views.html import Context, render

MONTHS_SHOWN = 15


def coming(register: Register, today: date) -> list[tuple[date, Årsdag]]:
    """Årshjulets dagar i datumordning, ett drygt år framåt. Värdförbundets egna."""
    last = date(today.year + (today.month + MONTHS_SHOWN - 1) // 12, (today.month + MONTHS_SHOWN - 1) % 12 + 1, 1)
    found = [
        (dag.år(year), dag)
        for dag in register.guide.årshjul
        if dag.förbund is register.värd
        for year in range(today.year, last.year + 1)
    ]
    return sorted(((day, dag) for day, dag in found if today <= day < last), key=lambda pair: (pair[0], pair[1].id))


def datum(context: Context, root: str) -> Markup:
    """Värdens återkommande dagar i ordning, ett drygt år framåt."""
    return render("datum.html", kommande=coming(context.register, context.today), rot=root)


def möten(context: Context, root: str) -> Markup:
    """Mötena, med sista dag för handlingar."""
    return render("moten.html", möten=context.register.guide.möten, rot=root)


def andras_datum(context: Context, root: str) -> Markup:
    """De andra förbundens återkommande dagar, förbund för förbund."""
    days = context.register.guide.årshjul
    groups = [(förbund, [dag for dag in days if dag.förbund is förbund]) for förbund in context.register.andra]
    return render("andras_datum.html", grupper=[group for group in groups if group[1]], rot=root)


def räkna_baklänges(context: Context, root: str) -> Markup:
    """Formuläret där man räknar från ett möte eller en start. Veckorna är exempel att ändra."""
    steps = [steg for steg in context.register.guide.steg if steg.exempel_veckor is not None]
    return render("baklanges.html", steg=steps, möten=context.register.guide.möten, rot=root)


def kalendrar(context: Context, root: str, files: dict[str, bytes]) -> Markup:
    """Kalendrarna att hämta, med storlek."""
    names = {f"kalender/{roll.id}.ics": f"Alla datum för rollen {roll.namn.lower()}" for roll in context.register.guide.roller}
    names[REPORTS] = REPORTS_TITLE
    rows = [
        (name, names.get(name, "Alla datum"), size_in_words(len(content)))
        for name, content in files.items()
        if name.endswith(".ics") and name.count("/") == 1  # varje insats kalender står på dess egen sida
    ]
    return render("kalendrar.html", kalendrar=rows, rot=root)
