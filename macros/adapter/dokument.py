"""Dokumenten som webbplatsen ger ut: vilka sidor de görs av, och filerna de blir."""

from collections.abc import Callable, Iterator
from datetime import date

from macros import settings
from macros.adapter.sidtext import Sidor
from macros.adapter.site import Site
from macros.dokument.innehall import Dokument
from macros.dokument.pdf import antal_sidor, pdf
from macros.dokument.samling import av_sida, guide, länkar, om_insats, plandokument, sammanfattning
from macros.dokument.ur_html import Länk
from macros.dokument.word import docx
from macros.downloads import GUIDE, SAMMANFATTNING, dokumentets_filer, insatsens_pdf, plandokument_name, rapportens_pdf
from macros.exports.search import SearchDocument
from macros.views.html import Context, Page
from macros.views.insats import insats_page
from macros.views.rapporter import handbok_page, rapport_page

Filer = dict[str, bytes]
MOST_ROWS, MOST_PAGES = (9, 6, 3, 1), 2  # rader i sammanfattningens tabeller, efter hand som de måste bli färre
MOST_INSATSER = (
    200  # fler än något förbund har; ett dokument var för tusentals insatser hade tagit längre tid än resten av bygget
)
FILE_WEIGHT = 0.5  # en träff i sökningen på en fil, mot en sida
GUIDEN = "Ansökningsguiden", "Från idé till avslut: hur ni söker pengar, driver en insats och avslutar den."


def filer(site: Site, ordning: list[str], is_missing: Callable[[str, str], bool]) -> Filer:
    """Dokumenten efter adress från roten.

    Args:
        ordning: menyns sidor, som är kapitlens ordning.
        is_missing: om en sida, eller ett ankare på den, saknas.
    """
    sidor, dag = Sidor(site, is_missing), site.context.today
    made: Filer = {}
    for namn, dokument in _samlade(site, sidor, ordning):
        made |= _båda(namn, dokument, dag)
        site.documents[dokumentets_filer(namn)[0]] = dokument.titel
    for url, dokument in _av_en_sida(site):
        made[url] = pdf(dokument, dag)
        site.documents[url] = dokument.titel
    return made


def _båda(namn: str, dokument: Dokument, dag: date) -> Filer:
    """Samma dokument som PDF och Word."""
    as_pdf, as_word = dokumentets_filer(namn)
    return {as_pdf: pdf(dokument, dag), as_word: docx(dokument, dag)}


def sökbara(site: Site) -> Iterator[SearchDocument]:
    """Dokumenten som sökningen inte redan leder till från någon sida. En insats hittas på sin egen sida."""
    egna = {insatsens_pdf(insats) for insats in site.register.insatser}
    for url, titel in sorted(site.documents.items()):
        if url not in site.found_files | egna:
            yield SearchDocument(url, titel, "Dokument › Fil", "", "", ("PDF", "dokument", "utskrift"), weight=FILE_WEIGHT)


def _samlade(site: Site, sidor: Sidor, ordning: list[str]) -> Iterator[tuple[str, Dokument]]:
    """Dokumenten som samlar flera sidor: planerna och guiden."""
    context, länk = site.context, länkar(settings.site_url())
    kapitel = list(sidor.i_dokument("plan", ordning))
    for plan in context.register.uppföljning.planer.alla:
        yield plandokument_name(plan), plandokument(context, plan, kapitel if plan.förbund.är_värd else (), länk)
    if kapitlen := list(sidor.i_dokument("guide", ordning)):
        yield GUIDE, guide(context, *GUIDEN, kapitlen, länk)
    for page in sidor.i_dokument("sammanfattning", ordning):
        yield SAMMANFATTNING, _på_två_sidor(context, page, länk)


def _på_två_sidor(context: Context, page: Page, länk: Callable[[str], Länk]) -> Dokument:
    """Sammanfattningen med så långa tabeller som ryms."""
    *more, fewest = (sammanfattning(context, page, länk, flest) for flest in MOST_ROWS)
    return next((one for one in more if antal_sidor(pdf(one, context.today)) <= MOST_PAGES), fewest)


def _av_en_sida(site: Site) -> Iterator[tuple[str, Dokument]]:
    """Dokumenten som är en enda sida: förbundets insatser, rapporterna och metodhandböckerna."""
    context, länk = site.context, länkar(settings.site_url())
    bibliotek = context.register.uppföljning.bibliotek
    insatser = context.register.insatser_i(context.register.värd)
    for insats in insatser if len(insatser) <= MOST_INSATSER else ():
        yield insatsens_pdf(insats), om_insats(context, insats, insats_page(context, insats), länk)
    for rapport in bibliotek.rapporter:
        yield rapportens_pdf(rapport), av_sida(context, rapport_page(context, rapport), länk)
    for handbok in bibliotek.handböcker:
        yield rapportens_pdf(handbok), av_sida(context, handbok_page(context, handbok), länk)
