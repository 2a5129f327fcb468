"""Registrerar vyerna som makron i docs/."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup
from mkdocs.exceptions import Abort

from macros.adapter import site as sites
from macros.views import datum, guide, katalog, matris, om, ordlistor, start, tidslinje
from macros.views.html import Context, root_of

VIEWS: dict[str, Callable[[Context, str], Markup]] = {
    "start": start.start,
    "rapporter": start.rapporter,
    "matris": matris.matris,
    "tidslinje": tidslinje.timeline,
    "metodlista": ordlistor.metodlista,
    "begreppslista": ordlistor.begreppslista,
    "källista": ordlistor.källista,
    "förbunden": om.förbunden,
    "kontakt": om.kontakt,
    "fyll_i": om.fyll_i,
    "stegfigur": guide.stegfigur,
    "stegen": guide.stegen,
    "rollista": guide.rollista,
    "kriterierna": guide.kriterierna,
    "kan_vi_söka": guide.kan_vi_söka,
    "frågor_och_svar": guide.frågor_och_svar,
    "implementeringsfigurer": guide.implementeringsfigurer,
    "datum": datum.datum,
    "räkna_baklänges": datum.räkna_baklänges,
}


def register_macros(env: Any) -> None:
    """`env` är mkdocs-macros miljö. Raises: Abort när data har fel, med fynden."""
    try:
        site = sites.start()
    except sites.BrokenData as error:
        raise Abort(f"Data har fel:\n{error}") from error

    def macro_of(view: Callable[..., Markup], *extra: Any) -> Callable[..., str]:
        return lambda *words: site.place(view(site.context, root_of(env.page.url), *extra, *words))

    for name, view in VIEWS.items():
        env.macro(macro_of(view), name)
    env.macro(macro_of(guide.blankett), "blankett")  # blankett('strukturell')
    env.macro(macro_of(ordlistor.källor), "källor")  # källor('stockholm-plan-2020', 'avsnitt 2')
    env.macro(macro_of(katalog.katalog, len(site.files["data/insatser.csv"])), "katalog")
    env.macro(macro_of(om.öppna_data, site.files, site.rows), "öppna_data")
    for name, view in (("blanketter", guide.blanketter), ("budgetmall", guide.budgetmall), ("kalendrar", datum.kalendrar)):
        env.macro(macro_of(view, site.files), name)
    env.macro(lambda: site.place(Markup("{}").format(site.register.värd.namn), "span"), "värden")
    env.macro(lambda: site.place(Markup("{}").format(site.register.värd.målgrupp), "span"), "målgruppen")
