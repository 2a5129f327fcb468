"""Matrisen för uppföljning och utvärdering per insats: planens fem kolumner, och vad som är ändrat sedan planen antogs."""

from collections.abc import Callable
from typing import TypeVar

from markupsafe import Markup

from macros.grouped import by_key
from macros.model.forbund import Förbund
from macros.model.insats import Insats, Redovisning
from macros.model.plan import Planrad
from macros.model.planmatris import matrisrader
from macros.views.html import Context, render

WITHOUT_TYPE = "Insatser där källan inte anger typ"


def reports_in_words(redovisning: tuple[Redovisning, ...]) -> str:
    """`Delrapport oktober 2020; Slutrapport mars 2022`."""
    times = [(one.vad, one.när.i_ord() if one.när else "", one.återkommer) for one in redovisning]
    return "; ".join(" ".join(filter(None, (what, when))) + (f", {often}" if often else "") for what, when, often in times)


# Planens ord i de kolumner som jämförs.
IN_PLAN: dict[str, Callable[[Planrad], str]] = {
    "namn": lambda rad: rad.namn,
    "typ": lambda rad: rad.typ.stort_namn if rad.typ else "",
    "projekttid": lambda rad: rad.projekttid.i_ord() if rad.projekttid.år() or rad.projekttid.tills_vidare else "",
    "metodval": lambda rad: ", ".join(val.text for val in rad.metodval),
    "utförare": lambda rad: ", ".join(filter(None, (*rad.utförare, rad.utförare_läge))),
    "redovisning": lambda rad: reports_in_words(rad.redovisning),
}

Typed = TypeVar("Typed", Insats, Planrad)


def groups(rader: tuple[Typed, ...]) -> list[tuple[str, list[Typed]]]:
    """Insatserna, eller planens rader, per typ, i samma ordning som de nämns, de utan typ sist. Ingen rubrik när ingen har typ."""
    by_heading = by_key((rad.typ.rubrik if rad.typ else WITHOUT_TYPE, rad) for rad in rader)
    if list(by_heading) == [WITHOUT_TYPE]:
        return [("", list(rader))]
    return sorted(by_heading.items(), key=lambda group: group[0] == WITHOUT_TYPE)


def matris(context: Context, root: str) -> Markup:
    """Värdens matris öppen, referensförbundens att fälla ut."""
    tables = [table(context, förbund, root) for förbund in context.register.förbund if context.register.insatser_i(förbund)]
    return Markup("\n").join(tables)


def table(context: Context, förbund: Förbund, root: str) -> Markup:
    """Förbundets insatser som de är nu, mot planen som gäller."""
    planer = context.register.uppföljning.planer
    plan = planer.gällande(förbund, context.today)
    everyone = context.register.insatser_i(förbund)
    rows = matrisrader(everyone, plan, planer)
    insatser = tuple(row.insats for row in rows)
    return render(
        "matris.html",
        förbund=förbund,
        plan=plan,
        läge=planer.läge(plan, context.today) if plan else "",
        sista_dag=planer.sista_dag(plan) if plan else None,
        ändrade=sum(bool(row.skillnader) for row in rows),
        rader={row.insats.id: row for row in rows},
        utan_insats=[rad for rad in plan.planrader if not rad.insats] if plan else [],
        i_planen=IN_PLAN,
        antal_insatser=len(insatser),
        utanför=len(everyone) - len(insatser),
        grupper=groups(insatser),
        hämtning=context.register.hämtning,
        titlar={field.name: field.title for field in context.words.tables["insatser"].fields},
        redovisningar=context.register.uppföljning.bibliotek.redovisningar,
        dag=context.today,
        rot=root,
        dokument=list(dict.fromkeys(källa.dokument for insats in insatser for källa in insats.källor[:1])),
    )
