"""Registrerar vyerna som makron i docs/."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup
from mkdocs.exceptions import Abort

from macros.adapter import site as sites
from macros.views import (
    datum,
    dokument,
    guide,
    katalog,
    kedja,
    matris,
    om,
    ordlistor,
    plan,
    rapporter,
    samhallsekonomi,
    sammanfattning,
    start,
    tabell,
    tidslinje,
    utfall,
    verktyg,
)
from macros.views.html import Context, root_of

VIEWS: dict[str, Callable[[Context, str], Markup]] = {
    "start": start.start,
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
    "planer": plan.planer,
    "uppföljningssystem": plan.uppföljningssystem,
    "indikatorgrupper": plan.indikatorgrupper,
    "mätningar": plan.mätningar,
    "kedjor": kedja.kedjor,
    "niofältaren": verktyg.niofältaren,
    "frågeställningar": verktyg.frågeställningar,
    "enkäter": verktyg.enkäter,
    "glappet": verktyg.glappet,
    "utfallsmått": utfall.utfallsmått,
    "utfallsexempel": utfall.utfallsexempel,
    "räknare": utfall.räknare,
    "samhällsekonomi": samhallsekonomi.samhällsekonomi,
    "metodhandböcker": rapporter.metodhandböcker,
    "sammanfattning": sammanfattning.sammanfattning,
    "datum": datum.datum,
    "räkna_baklänges": datum.räkna_baklänges,
}


def register_macros(env: Any) -> None:
    """`env` är mkdocs-macros miljö. Raises: Abort när data har fel, med fynden."""
    try:
        site = sites.start()
    except sites.BrokenData as error:
        raise Abort(f"Data har fel:\n{error}") from error

    def macro_of(view: Callable[..., Markup], *extra: Any, tag: str = "div") -> Callable[..., str]:
        return lambda *words: site.place(view(site.context, root_of(env.page.url), *extra, *words), tag)

    for name, view in VIEWS.items():
        env.macro(macro_of(view), name)
    env.macro(macro_of(tabell.tabell), "tabell")  # tabell('kurser')
    env.macro(macro_of(guide.blankett), "blankett")  # blankett('strukturell')
    env.macro(macro_of(ordlistor.källor), "källor")  # källor('stockholm-plan-2020', 'avsnitt 2')
    for table, view, name in (
        ("insatser", katalog.katalog, "katalog"),
        ("utfall", utfall.utfall, "utfall"),
        ("slutrapporter", rapporter.rapportbibliotek, "rapportbibliotek"),
    ):
        env.macro(macro_of(view, len(site.files[f"data/{table}.csv"])), name)
    env.macro(macro_of(om.öppna_data, site.files, site.rows), "öppna_data")
    for name, view in (
        ("blanketter", guide.blanketter),
        ("budgetmall", guide.budgetmall),
        ("kalendrar", datum.kalendrar),
        ("rapportläget", rapporter.rapportläget),
    ):
        env.macro(macro_of(view, site.files), name)
    # De här står inne i meningar: dokument('slutrapport', 'Mall för slutrapport')
    env.macro(macro_of(dokument.dokument, tag="span"), "dokument")
    env.macro(lambda: site.place(Markup("{}").format(site.register.värd.namn), "span"), "värden")
    env.macro(lambda: site.place(Markup("{}").format(site.register.värd.målgrupp), "span"), "målgruppen")
