"""Vilka dokument som finns, och vad som står i dem. Innehållet är sidornas: här står bara ordningen, omslaget och vad som är med."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from macros.dokument.innehall import Avsnitt, Bild, Del, Dokument, Ord, Rubrik, Stycke, Tabell
from macros.dokument.ur_html import Länk, delar
from macros.model.insats import Insats
from macros.model.plan import Plan, Planläge
from macros.model.tid import in_words
from macros.views.figurbild import svg_of
from macros.views.figurer import Figur, andel_på_insats, figurer, källa
from macros.views.html import Context, Page, part, root_of
from macros.views.matris import hela
from macros.views.plan import plan_page
from macros.views.text import first_upper

MOST_LISTED = 60  # rubriker: har kapitlen fler står bara kapitlen i innehållet
I_SAMMANFATTNINGEN = "maluppfyllelse"
LONG = 12  # rubriker: ett dokument med fler får en innehållsförteckning
MATRIS = "Matrisen"
UTFALL = "Utfall"
I_INSATSEN = 85  # procent av textens bredd: figuren över hur det gick


def länkar(site_url: str) -> Callable[[str], Länk]:
    """Av en sidas adress: hur dess länkar skrivs i ett dokument. Utan webbplatsens adress går bara länkar till andra platser."""

    def of_page(page: str) -> Länk:
        def link(href: str) -> str:
            if urlsplit(href).scheme:
                return href
            if not site_url or not href:
                return ""
            path, mark, anchor = href.partition("#")
            if path.endswith(".md"):
                path = posixpath.join(path.removesuffix(".md").removesuffix("index"), "")
                return urljoin(urljoin(site_url, posixpath.join(page, "..", "")), path) + mark + anchor
            return urljoin(urljoin(site_url, page), href)

        return link

    return of_page


def i_ordning(found: Iterable[Del]) -> tuple[Del, ...]:
    """Delarna där ingen rubrik hoppar över en nivå."""
    kept: list[Del] = []
    before = 0
    for one in found:
        if isinstance(one, Rubrik):
            before = max(min(one.nivå, before + 1), 1)
            one = replace(one, nivå=before)
        kept.append(one)
    return tuple(kept)


def kapitel(pages: Iterable[Page], länk: Callable[[str], Länk]) -> list[Avsnitt]:
    """Ett avsnitt av varje sida, med sidans rubrik först. En sida med en bred tabell ligger ner."""
    return [Avsnitt(i_ordning((Rubrik(page.title, 1), *delar(page.html, länk(page.url)))), page.wide) for page in pages]


def av_sida(context: Context, page: Page, länk: Callable[[str], Länk], hopfällt: bool = True) -> Dokument:
    """Ett dokument av en enda sida."""
    inne = i_ordning(delar(page.html, länk(page.url), hopfällt, lyft=-1))
    return Dokument(
        page.title,
        context.register.värd.namn,
        _version(context),
        (Avsnitt(inne),),
        page.lead,
        innehållsdjup=int(sum(isinstance(one, Rubrik) for one in inne) > LONG),
    )


def om_insats(context: Context, insats: Insats, page: Page, länk: Callable[[str], Länk]) -> Dokument:
    """Insatsens sida, med figuren över hur det gick efter utfallens första tabell."""
    whole = av_sida(context, page, länk)
    figur = andel_på_insats(insats, context.register.uppföljning.utfallsgrupper.get(insats.id, []))
    [avsnitt] = whole.avsnitt
    start = next((n for n, one in enumerate(avsnitt.delar) if one == Rubrik(UTFALL, 1)), None)
    if not figur or start is None:
        return whole
    after = next((n for n, one in enumerate(avsnitt.delar[start:], start + 1) if isinstance(one, Tabell)), start + 1)
    källan = källa(context.register, context.words, context.today, f"{insats.namn}.")
    bild = replace(_bild(figur, källan.i_ord()), bredd=I_INSATSEN)
    return replace(whole, avsnitt=(replace(avsnitt, delar=(*avsnitt.delar[:after], bild, *avsnitt.delar[after:])),))


def sammanfattning(context: Context, page: Page, länk: Callable[[str], Länk], flest: int) -> Dokument:
    """Styrelsens sammanfattning: svaret, en figur, och det som ryms. Tabeller med fler rader än så nämns, och står på webbplatsen."""
    whole = av_sida(context, page, länk, hopfällt=False)
    [avsnitt] = whole.avsnitt
    short = [_kortad(one, flest) for one in avsnitt.delar]
    after = next((n for n, one in enumerate(short, 1) if isinstance(one, Tabell)), 0)
    return replace(
        whole, avsnitt=(Avsnitt((*short[:after], *_bilder(context), *short[after:])),), kompakt=True, innehållsdjup=0
    )


def _bilder(context: Context) -> Iterator[Bild]:
    """Figuren över hur det gick, när det finns tal till den."""
    källan = källa(context.register, context.words, context.today)
    for figur in figurer(context.register, context.today):
        if figur.id == I_SAMMANFATTNINGEN:
            yield _bild(figur, källan.i_ord())


def _bild(figur: Figur, källan: str) -> Bild:
    return Bild(str(svg_of(figur, källan)), f"{figur.titel}. {figur.under} {figur.i_ord()}")


def _kortad(one: Del, flest: int) -> Del:
    if not isinstance(one, Tabell) or len(one.rader) <= flest:
        return one
    return Stycke((Ord(f"{one.namn}: tabellen har {len(one.rader)} rader och står på webbplatsen."),))


def plandokument(context: Context, plan: Plan, pages: Sequence[Page], länk: Callable[[str], Länk]) -> Dokument:
    """Planen så som styrelsen antar den: texterna, och matrisen på egna sidor på bredden.

    En plan som är ersatt eller har upphört har bara matrisen, för webbplatsens texter är de som gäller nu.

    Args:
        pages: kapitlen, i ordning.
    """
    page, läge = plan_page(context, plan), context.register.uppföljning.planer.läge(plan, context.today)
    om, matris = _delad(delar(page.html, länk(page.url)))
    är_ny = läge in (Planläge.GÄLLER, Planläge.KOMMANDE)
    if är_ny and not matris:
        matris = nuvarande_matris(context, plan, länk)
    texter = kapitel(pages, länk) if är_ny else []
    sist = [Avsnitt(i_ordning((Rubrik("Om planen", 1), *om)))]
    return Dokument(
        plan.namn,
        plan.förbund.namn,
        _version(context),
        (*texter, *([Avsnitt(matris, liggande=True)] if matris else []), *sist),
        fakta=tuple((vad, text) for vad, text in _beslut(context, plan, läge) if text),
        omslag=True,
        innehållsdjup=djup(texter),
    )


def nuvarande_matris(context: Context, plan: Plan, länk: Callable[[str], Länk]) -> tuple[Del, ...]:
    """Matrisen som den är nu, för en plan som inte har sparat sin."""
    if not context.register.insatser_i(plan.förbund):
        return ()
    found = delar(hela(context, plan.förbund, root_of("uppfoljning/matris/")), länk("uppfoljning/matris/"))
    return (Rubrik(MATRIS, 1), *(one for one in found if not isinstance(one, Rubrik)))


def _delad(found: Sequence[Del]) -> tuple[tuple[Del, ...], tuple[Del, ...]]:
    """Det som står om planen, och det som börjar med rubriken över den första tabellen med kolumner."""
    first = next((n for n, one in enumerate(found) if isinstance(one, Tabell) and one.huvud), len(found))
    start = max((n for n, one in enumerate(found[:first]) if isinstance(one, Rubrik)), default=0)
    if first == len(found):
        return tuple(found), ()
    matris = (replace(one, nivå=one.nivå - 1) if isinstance(one, Rubrik) else one for one in found[start:])
    return tuple(found[:start]), i_ordning(matris)


def _beslut(context: Context, plan: Plan, läge: Planläge) -> list[tuple[str, str]]:
    antagen = " ".join(part("antagen", plan).unescape().split()).removeprefix("antagen ")
    börjar = f"Börjar gälla {in_words(plan.början)}" if läge is Planläge.KOMMANDE else ""
    return [
        ("Antagen", first_upper(antagen)),
        ("Gäller", plan.period.i_ord() if plan.period else ""),
        ("Läge", börjar or ("" if läge is Planläge.GÄLLER else first_upper(läge))),
        ("Version", in_words(context.today)),
    ]


def guide(context: Context, titel: str, ingress: str, pages: Sequence[Page], länk: Callable[[str], Länk]) -> Dokument:
    """Flera sidor som ett dokument, med omslag och innehåll."""
    return Dokument(
        titel,
        context.register.värd.namn,
        _version(context),
        tuple(kapitel(pages, länk)),
        ingress,
        (("Version", in_words(context.today)),),
        omslag=True,
        innehållsdjup=djup(kapitel(pages, länk)),
    )


def djup(avsnitt: Iterable[Avsnitt]) -> int:
    """Hur många nivåer innehållet har: två när det ryms på en sida."""
    rubriker = [one for ett in avsnitt for one in ett.delar if isinstance(one, Rubrik) and one.nivå <= 2]
    return 2 if len(rubriker) <= MOST_LISTED else 1


def _version(context: Context) -> str:
    return in_words(context.today)
