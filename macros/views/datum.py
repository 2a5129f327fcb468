"""Datumen: nästa beslut, vägen till varje beslut, dagarna som återkommer, och kalendrarna."""

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from macros.downloads import REPORTS, REPORTS_TITLE, decision_calendar, size_in_words
from macros.model.arshjul import Årsdag
from macros.model.beslut import Beslut, Dag, kommande, nästa, öppna
from macros.model.guide import Steg
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
    days = coming(context.register, context.today)
    return render("datum.html", kommande=days, rot=root)


def nästa_beslut(context: Context, root: str) -> Markup:
    """Svaret på när: nästa beslut som går att söka till, och sista dagen. Tomt för ett förbund utan möten."""
    guide = context.register.guide
    if not guide.möten:
        return Markup("")
    coming = kommande(guide, context.today)
    return render("nasta_beslut.html", öppna=öppna(guide, context.today), kommande=coming, dag=context.today, rot=root)


def möten(context: Context, root: str) -> Markup:
    """Besluten som kommer, vart och ett med sina dagar, och beredningens möten som inte hör till något av dem."""
    guide = context.register.guide
    decisions = kommande(guide, context.today)
    paired = {möte.id for beslut in decisions for möte in beslut.möten}
    coming = [möte for möte in guide.möten if möte.datum >= context.today or möte.id in paired]
    return render(
        "moten.html", beslut=decisions, ensamma=[möte for möte in coming if möte.id not in paired], rader=coming, rot=root
    )


def andras_datum(context: Context, root: str) -> Markup:
    """De andra förbundens återkommande dagar, förbund för förbund."""
    days = context.register.guide.årshjul
    groups = [(förbund, [dag for dag in days if dag.förbund is förbund]) for förbund in context.register.andra]
    return render("andras_datum.html", grupper=[group for group in groups if group[1]], rot=root)


def räkna_baklänges(context: Context, root: str) -> Markup:
    """Vägen till varje beslut, och formuläret där man väljer. Ledtiderna är förbundets, och finns de inte räknas inget."""
    decisions = kommande(context.register.guide, context.today)
    files = {beslut.id: decision_calendar(beslut) for beslut in decisions}
    return render(
        "baklanges.html",
        beslut=decisions,
        nästa=nästa(context.register.guide, context.today),
        filer=[(files[beslut.id], size_in_words(context.sizes.get(files[beslut.id], 0))) for beslut in decisions],
        räknas=_counted(decisions),
        börjar=_counted(decisions, only_before=True),
        räknat=terms,
        högst=context.words.tables["steg"].by_name["veckor"].constraints["maximum"],
        rot=root,
    )


def _counted(decisions: Iterable[Beslut], *, only_before: bool = False) -> list[Steg]:
    """Stegen vars ledtider räknas på vägen till något av besluten, i ordning."""
    steg = (one for beslut in decisions for one in (*beslut.inför, *(() if only_before else beslut.efteråt)))
    return list(dict.fromkeys(steg))


def terms(dag: Dag) -> str:
    """Stegen som dagen räknas med, som skriptet läser dem: `-skriv -bered` eller `+avtal`. Tom text för en bestämd dag."""
    return " ".join([f"-{one.id}" for one in dag.före] + [f"+{one.id}" for one in dag.efter])


def kalendrar(context: Context, root: str, files: dict[str, bytes]) -> Markup:
    """Kalendrarna att hämta, med storlek. De som hör till ett beslut står vid det."""
    names = {f"kalender/{roll.id}.ics": f"Alla datum för rollen {roll.namn.lower()}" for roll in context.register.guide.roller}
    names[REPORTS] = REPORTS_TITLE
    rows = [
        (name, names.get(name, "Alla datum"), size_in_words(len(content)))
        for name, content in files.items()
        if name.endswith(".ics") and name.count("/") == 1  # insatsernas står på deras egna sidor, och beslutens vid besluten
    ]
    return render("kalendrar.html", kalendrar=rows, rot=root)
