"""Planen: förbundens planer, parternas egna system och indikatorenkäterna."""

from collections.abc import Iterable

from markupsafe import Markup

from macros.downloads import plan_files, plandokument_name, size_in_words
from macros.model.forbund import Förbund
from macros.model.insats import Insats, Ändring
from macros.model.plan import Plan, Planläge
from macros.model.planmatris import aktuella
from macros.views.dokument import som_dokument
from macros.views.html import Context, Page, part, render, root_of
from macros.views.lager import ANDRA, EGNA
from macros.views.matris import adress, groups
from macros.views.text import first_upper

ORDER = (Planläge.GÄLLER, Planläge.KOMMANDE, Planläge.UPPHÖRD, Planläge.ERSATT)


def planer(context: Context, root: str) -> Markup:
    """Värdens planer, den som gäller först. Tomt när den inte har någon."""
    return listed(context, [context.register.värd], "Våra planer", root)


def andra_planer(context: Context, root: str) -> Markup:
    """De andra förbundens planer, förbund för förbund. Tomt när ingen är inlagd."""
    return listed(context, context.register.andra, "Andra förbunds planer", root)


def listed(context: Context, förbunden: Iterable[Förbund], caption: str, root: str) -> Markup:
    """Förbundens planer i en tabell, eller tomt när de inte har några."""
    known = context.register.uppföljning.planer
    rows = [
        (plan, known.läge(plan, context.today), known.efterträdare(plan), known.sista_dag(plan))
        for förbund in förbunden
        for plan in sorted(known.i(förbund), key=lambda plan: ORDER.index(known.läge(plan, context.today)))
    ]
    return render("planer.html", planer=rows, rubrik=caption, rot=root) if rows else Markup("")


def plan_page(context: Context, plan: Plan) -> Page:
    """Sidan om en plan: vem som antog den, när, och matrisen som den antogs. Den ändras inte när en ny plan tar vid."""
    root, known = root_of(plan.adress), context.register.uppföljning.planer
    gällande = known.gällande(plan.förbund, context.today)
    html = render(
        "plan.html",
        plan=plan,
        läge=known.läge(plan, context.today),
        sista_dag=known.sista_dag(plan),
        ersätter=known.plan.get(plan.ersätter),
        ersatt_av=known.efterträdare(plan),
        gällande=gällande if gällande is not plan else None,
        grupper=groups(plan.planrader),
        ändringar=changes_during(context, plan),
        matris=adress(context, plan.förbund) if context.register.insatser_i(context.register.värd) else "",
        titlar={field.name: field.title for field in context.words.tables["planrader"].fields},
        dokument=som_dokument(context, root, plandokument_name(plan), "Planen som dokument"),
        filer=[(kind, url, size_in_words(context.sizes.get(url, 0))) for kind, url in plan_files(plan)],
        rot=root,
    )
    title = plan.namn if plan.förbund.är_värd else f"{plan.förbund.kortnamn}: {plan.namn}"
    said = " ".join(part("antagen", plan).unescape().split())  # sidhuvudet är ren text
    description = f"{first_upper(plan.kallas)}{f', {said}' if said else ''}. Vad den gäller, och matrisen som den antogs."
    return Page(plan.adress, title, description, html, wide=True)


def changes_during(context: Context, plan: Plan) -> list[tuple[Ändring, Insats]]:
    """Det som ändrades medan planen gällde, i tidsordning."""
    known = context.register.uppföljning.planer
    found = [
        (change, insats)
        for insats in context.register.insatser_i(plan.förbund)
        for change in aktuella(insats, plan, known)
        if plan.planrader
    ]
    return sorted(found, key=lambda pair: pair[0].datum)


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
