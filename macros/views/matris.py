"""Matrisen för uppföljning och utvärdering per insats: planens fem kolumner."""

from markupsafe import Markup

from macros.model.forbund import Förbund
from macros.model.insats import Insats
from macros.views.html import Context, render

WITHOUT_TYPE = "Insatser där källan inte anger typ"


def groups(context: Context, insatser: tuple[Insats, ...]) -> list[tuple[str, list[Insats]]]:
    """Insatserna per typ, i samma ordning som de nämns, de utan typ sist. Ingen rubrik när ingen har typ."""
    types = list(dict.fromkeys(insats.typ for insats in insatser if insats.typ))
    if not types:
        return [("", list(insatser))]
    heading = context.words.tables["insatser"].by_name["typ"].heading
    return [
        (heading(kind) if kind else WITHOUT_TYPE, [insats for insats in insatser if insats.typ == kind])
        for kind in [*types, ""]
        if any(insats.typ == kind for insats in insatser)
    ]


def matris(context: Context, root: str) -> Markup:
    """Värdens matris öppen, referensförbundens att fälla ut."""
    tables = [table(context, förbund, root) for förbund in context.register.förbund if context.register.insatser_i(förbund)]
    return Markup("\n").join(tables)


def table(context: Context, förbund: Förbund, root: str) -> Markup:
    insatser = context.register.insatser_i(förbund)
    titles = {field.name: field.title for field in context.words.tables["insatser"].fields}
    return render(
        "matris.html",
        förbund=förbund,
        antal_insatser=len(insatser),
        grupper=groups(context, insatser),
        titlar=titles,
        dag=context.today,
        rot=root,
        dokument=list(dict.fromkeys(källa.dokument for insats in insatser for källa in insats.källor[:1])),
    )
