"""Registrerar vyerna som makron i docs/."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from macros import settings
from macros.adapter.site import Site
from macros.views import (
    atagande,
    avsnitt,
    datum,
    dokument,
    enkatsvar,
    guide,
    hamtning,
    implementering,
    jamforda,
    jamforelse,
    katalog,
    kedja,
    larande,
    matris,
    om,
    ordlistor,
    plan,
    rapporter,
    rapportlaget,
    rekvisitioner,
    samhallsekonomi,
    sammanfattning,
    sjalvvardering,
    skriv,
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
    "mina_insatser": atagande.mina_insatser,
    "metodlista": ordlistor.metodlista,
    "begreppslista": ordlistor.begreppslista,
    "källista": ordlistor.källista,
    "förbunden": om.förbunden,
    "hämtningar": hamtning.hämtningar,
    "jämför": jamforelse.jämför,
    "förbundsfrågor": jamforda.förbundsfrågor,
    "jämförelsefrågor": jamforda.jämförelsefrågor,
    "jämförda_förbund": jamforda.jämförda_förbund,
    "kontakt": om.kontakt,
    "fyll_i": om.fyll_i,
    "stegfigur": guide.stegfigur,
    "stegen": guide.stegen,
    "rollista": guide.rollista,
    "kriterierna": guide.kriterierna,
    "kan_vi_söka": guide.kan_vi_söka,
    "skicka_ansökan": guide.skicka_ansökan,
    "frågor_och_svar": guide.frågor_och_svar,
    "insatstyper": guide.insatstyper,
    "lever_vidare": implementering.lever_vidare,
    "implementeringsfigurer": guide.implementeringsfigurer,
    "planer": plan.planer,
    "andra_planer": plan.andra_planer,
    "uppföljningssystem": plan.uppföljningssystem,
    "indikatorgrupper": plan.indikatorgrupper,
    "mätningar": plan.mätningar,
    "kedjor": kedja.kedjor,
    "niofältaren": verktyg.niofältaren,
    "ifyllda_niofältare": sjalvvardering.ifyllda,
    "frågeställningar": verktyg.frågeställningar,
    "enkäter": verktyg.enkäter,
    "enkätsvaren": enkatsvar.enkätsvaren,
    "glappet": verktyg.glappet,
    "utfallsmått": utfall.utfallsmått,
    "utfallsexempel": utfall.utfallsexempel,
    "räknare": utfall.räknare,
    "samhällsekonomi": samhallsekonomi.samhällsekonomi,
    "metodhandböcker": rapporter.metodhandböcker,
    "rapportkrav": rapporter.rapportkrav,
    "rapportmallar": rapporter.rapportmallar,
    "andras_rapporter": rapporter.andras_rapporter,
    "rekvirerat": rekvisitioner.rekvirerat,
    "rekommendationer": larande.rekommendationer,
    "lärdomar": larande.lärdomar,
    "sammanfattning": sammanfattning.sammanfattning,
    "datum": datum.datum,
    "möten": datum.möten,
    "nästa_beslut": datum.nästa_beslut,
    "andras_datum": datum.andras_datum,
    "räkna_baklänges": datum.räkna_baklänges,
}
# Listor som säger hur stor deras CSV-fil är, med tabellen den hör till.
LISTS: dict[str, tuple[str, Callable[[Context, str, int], Markup]]] = {
    "katalog": ("insatser", katalog.katalog),
    "utfall": ("utfall", utfall.utfall),
    "rapportbibliotek": ("slutrapporter", rapporter.rapportbibliotek),
}
# Vyer som länkar till filer att ladda ner.
DOWNLOADS: dict[str, Callable[[Context, str, dict[str, bytes]], Markup]] = {
    "blanketter": guide.blanketter,
    "budgetmall": guide.budgetmall,
    "kalendrar": datum.kalendrar,
    "rapportläget": rapportlaget.rapportläget,
    "rekvisitionsbok": rekvisitioner.rekvisitionsbok,
    "skriv": skriv.skriv,
}


# Vyer som visar det som hör till just den sida som de står på.
OF_THE_PAGE: dict[str, Callable[[Context, str, str], Markup]] = {
    "så_gör_vi": avsnitt.så_gör_vi,
    "andra_förbund": avsnitt.andra_förbund,
}


def register_macros(env: Any, site: Site) -> None:
    """`env` är mkdocs-macros miljö."""

    def macro_of_page(view: Callable[[Context, str, str], Markup]) -> Callable[[], str]:
        return lambda: site.place(view(site.context, root_of(env.page.url), env.page.url.strip("/")))

    def macro_of(view: Callable[..., Markup], *extra: Any, tag: str = "div") -> Callable[..., str]:
        return lambda *words: site.place(view(site.context, root_of(env.page.url), *extra, *words), tag)

    for name, view in VIEWS.items():
        env.macro(macro_of(view), name)
    for name, of_page in OF_THE_PAGE.items():
        env.macro(macro_of_page(of_page), name)
    env.macro(macro_of(tabell.tabell), "tabell")  # tabell('kurser')
    env.macro(macro_of(guide.blankett), "blankett")  # blankett('strukturell')
    env.macro(macro_of(guide.regler), "regler")  # regler('budget')
    env.macro(macro_of(ordlistor.källor), "källor")  # källor('stockholm-plan-2020', 'avsnitt 2')
    for name, (table, with_size) in LISTS.items():
        env.macro(macro_of(with_size, len(site.files[f"data/{table}.csv"])), name)
    env.macro(macro_of(om.öppna_data, site.files), "öppna_data")
    env.macro(macro_of(om.öppna_tabeller, site.files, site.rows), "öppna_tabeller")
    env.macro(macro_of(om.följ, site.files), "följ")
    env.macro(macro_of(om.data_in_english, site.files, site.rows, settings.site_url()), "data_in_english")
    env.macro(macro_of(om.läs_in_data, settings.site_url()), "läs_in_data")
    for name, with_files in DOWNLOADS.items():
        env.macro(macro_of(with_files, site.files), name)
    # De här står inne i meningar: dokument('slutrapport', 'Mall för slutrapport')
    env.macro(macro_of(dokument.dokument, tag="span"), "dokument")
    env.macro(macro_of(dokument.som_dokument), "som_dokument")
    env.macro(lambda: site.place(Markup("{}").format(site.register.värd.namn), "span"), "värden")
    env.macro(lambda: site.place(Markup("{}").format(site.register.värd.målgrupp), "span"), "målgruppen")
