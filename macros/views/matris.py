"""Matrisen för uppföljning och utvärdering per insats: planens fem kolumner."""

from markupsafe import Markup

from macros.grouped import by_key
from macros.model.forbund import Förbund
from macros.model.insats import Insats
from macros.views.html import Context, render

WITHOUT_TYPE = "Insatser där källan inte anger typ"


def groups(insatser: tuple[Insats, ...]) -> list[tuple[str, list[Insats]]]:
    """Insatserna per typ, i samma ordning som de nämns, de utan typ sist. Ingen rubrik när ingen har typ."""
    by_heading = by_key((insats.typ.rubrik if insats.typ else WITHOUT_TYPE, insats) for insats in insatser)
    if list(by_heading) == [WITHOUT_TYPE]:
        return [("", list(insatser))]
    return sorted(by_heading.items(), key=lambda group: group[0] == WITHOUT_TYPE)


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
        grupper=groups(insatser),
        titlar=titles,
        redovisningar=context.register.uppföljning.bibliotek.redovisningar,
        dag=context.today,
        rot=root,
        dokument=list(dict.fromkeys(källa.dokument for insats in insatser for källa in insats.källor[:1])),
    )
