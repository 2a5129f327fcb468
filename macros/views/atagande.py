"""Åtagandena för en insats: Min insats, och det som händer härnäst på insatsens sida."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from macros.downloads import (
    INSATSENS,
    REKVISITION,
    document_name,
    insatsens_dokument,
    insatsens_kalender,
    mall_för,
    rekvisition_name,
)
from macros.grouped import grouped
from macros.model.atagande import NÄRA_DAGAR, Insamling, Läge, Åtagande, per_läge, är_aktuell
from macros.model.insats import Insats, Sort
from macros.model.roll import Roll
from macros.model.tid import Status
from macros.views.html import Context, Page, file_kind, render, root_of
from macros.views.lager import EGNA, urval
from macros.views.perioder import namn
from macros.views.text import sentence

# Sidorna som säger hur det går till. De flesta är bara med när förbundet har egna avsnitt på dem.
VÄGLEDNING: dict[Sort, str] = {
    "avtal": "genomfor/avtal",
    "faktura": "genomfor/pengar",
    "delår": "genomfor/rapporter",
    "helår": "genomfor/rapporter",
    "indikatorenkät": "genomfor/uppfoljning",
    "styrgrupp": "genomfor/styrgrupp",
    "slutrapport": "avsluta/slutrapport",
}
ALLTID_MED = ("genomfor/uppfoljning", "genomfor/styrgrupp", "avsluta/slutrapport")
LONGEST_TITLE = 75  # sidans namn i webbläsaren har också förbundets namn
# Delarna av Min insats: läget, ankaret och rubriken.
DELAR = (
    (Läge.PASSERAT, "passerat", "Tiden har gått"),
    (Läge.NU, "nu", "Gör nu"),
    (Läge.NÄRA, "nara", f"Inom {NÄRA_DAGAR} dagar"),
    (Läge.SENARE, "senare", "Senare"),
    (Läge.UTAN_DATUM, "utan-datum", "Utan datum"),
    (Läge.KLART, "klart", "Klart"),
)


@dataclass(frozen=True)
class Rad:
    """Samma åtagande för en eller flera insatser: det som förbundets regel säger om dem alla står på en rad."""

    ett: Åtagande
    alla: tuple[Åtagande, ...]


def rader(found: Iterable[Åtagande]) -> list[Rad]:
    """Åtagandena med samma namn, dag och ursprung tillsammans, i samma ordning."""
    groups = grouped(found, lambda one: (one.vad, one.när, one.ur, one.återkommer, one.lämnad, one.länk, one.insats.osäkert))
    return [Rad(ones[0], tuple(ones)) for ones in groups.values()]


def mall_till(context: Context, root: str, åtagande: Åtagande, är_ifylld: bool = True) -> Markup:
    """Länken till mallen att skriva i: den med insatsens namn när den finns. Tom när ingen passar."""
    document, title = mall_för(åtagande, context.register.guide)
    urls = (insatsens_dokument(åtagande.insats, document), document_name(document))
    if "faktura" in åtagande.sorter:
        document, title, urls = REKVISITION, "Budget och rekvisition", (rekvisition_name(åtagande.insats.id), REKVISITION)
    for url in urls[not är_ifylld :]:
        if document and url in context.sizes:
            return Markup('<a href="{}{}" download>{}{}</a>').format(root, url, title, file_kind(url, context.sizes))
    return Markup("")


def vägledning(context: Context, root: str, åtagande: Åtagande) -> Markup:
    """Länken till sidan som säger hur det går till. Tom när förbundet inte har en sådan sida."""
    sidor = (VÄGLEDNING[sort] for sort in åtagande.sorter if sort in VÄGLEDNING)
    sida = next((one for one in sidor if one in ALLTID_MED or one in context.register.avsnitt_på), "")
    return Markup('<a href="{}{}/">Så går det till</a>').format(root, sida) if sida else Markup("")


def perioden(åtagande: Åtagande | Insamling) -> str:
    """Tiden som rapporten gäller, i ord. Tom när årshjulet inte säger den."""
    return namn(åtagande.period) if åtagande.period else ""


# ---- Min insats -----------------------------------------------------------------------------------------------


def min_insats_adress(insats: Insats, found: Iterable[Åtagande], dag: date) -> str:
    """Adressen till Min insats. Tom för andras insatser, för dem som är slut, och när inget är kvar att göra."""
    har_sida = insats.förbund.är_värd and är_aktuell(insats, dag) and any(not one.är_klart for one in found)
    return f"{insats.adress}min-insats/" if har_sida else ""


def min_insats_sidor(context: Context) -> list[tuple[str, Insats]]:
    """Sidorna Min insats, med insatsen."""
    egna = urval(context.register.insatser, EGNA)
    dag = context.today
    pairs = [(min_insats_adress(one, context.register.åtaganden(one, dag), dag), one) for one in egna]
    return [(url, insats) for url, insats in pairs if url]


def rollens_insatser(context: Context, roll: Roll) -> list[tuple[str, Insats]]:
    """Sidorna Min insats, vid det som rollen ska göra när den har något kvar i insatsen."""
    dag = context.today
    return [
        (f"{url}#roll-{roll.id}" if roll.id in {one.id for one, _ in per_roll(åtaganden)} else url, insats)
        for url, insats in min_insats_sidor(context)
        for åtaganden in [context.register.åtaganden(insats, dag)]
    ]


def mina_insatser(context: Context, root: str) -> Markup:
    """Länkar till Min insats, och hur många andra som saknar besked. Tomt när ingen insats har något kvar att göra."""
    sidor = min_insats_sidor(context)
    kvar = {one.insats.id for one in context.register.värdens_åtaganden(context.today) if not one.är_klart}
    return render("mina_insatser.html", sidor=sidor, avslutade=len(kvar) - len(sidor), rot=root) if kvar else Markup("")


def min_insats_page(context: Context, insats: Insats) -> Page:
    """Sidan på `insatser/<id>/min-insats/`: allt som insatsen ska göra, med mallar, roller och kalender."""
    url = f"{insats.adress}min-insats/"
    root, found = root_of(url), context.register.åtaganden(insats, context.today)
    läge = per_läge(found, context.today)
    html = render(
        "min_insats.html",
        insats=insats,
        delar=[(del_, rubrik, läge[ett]) for ett, del_, rubrik in DELAR if läge[ett]],
        inget_nu=not (läge[Läge.PASSERAT] or läge[Läge.NU]),
        per_roll=per_roll(found),
        ankare={one.nyckel: f"rad-{number}" for number, one in enumerate(found, 1)},
        mall=lambda one: mall_till(context, root, one),
        vägledning=lambda one: vägledning(context, root, one),
        perioden=perioden,
        dag=context.today,
        mallar=insatsens_mallar(context, insats),
        kalendern=lambda roll=None: url if (url := insatsens_kalender(insats, roll)) in context.sizes else "",
        storlekar=context.sizes,
        rot=root,
    )
    title = sentence(f"Min insats: {insats.namn}", LONGEST_TITLE)
    about = sentence(f"Vad {insats.namn} ska göra och har gjort, vem som gör det, och mallen att skriva i.")
    lead = "Det här ska ni göra nu, inom kort och senare. Vid varje rapport står vem som skriver den, och mallen."
    if insats.status(context.today) is Status.AVSLUTAD:
        lead = f"Insatsen slutade {slut.i_ord() if (slut := insats.projekttid.slut) else ''}. Här står det som saknar besked."
    return Page(url, title, about, html, lead, title_only=True)


def insatsens_mallar(context: Context, insats: Insats) -> list[tuple[str, str]]:
    """Dokumenten med insatsens uppgifter ifyllda: adressen från roten och namnet. Tomt när insatsen är slut eller inte värdens."""
    found = ((insatsens_dokument(insats, namn), title) for namn, title in INSATSENS.items())
    return [(url, title) for url, title in found if url in context.sizes]


def per_roll(found: Iterable[Åtagande]) -> list[tuple[Roll, list[Åtagande]]]:
    """Det som är kvar att göra, roll för roll."""
    pairs = [(roll, one) for one in found if not one.är_klart for roll in one.roller]
    groups = grouped(pairs, lambda pair: pair[0].id)
    return [(group[0][0], [one for _, one in group]) for group in groups.values()]


# ---- Insatsens sida -------------------------------------------------------------------------------------------


def härnäst(context: Context, insats: Insats, root: str) -> Markup:
    """Det som är kvar att göra, i korthet. För värdens insatser finns resten på Min insats."""
    found = context.register.åtaganden(insats, context.today)
    läge = per_läge(found, context.today)
    kommande = [*läge[Läge.NU], *läge[Läge.NÄRA]]
    return render(
        "harnast.html",
        mallar=insatsens_mallar(context, insats),
        storlekar=context.sizes,
        insats=insats,
        passerade=läge[Läge.PASSERAT],
        kommande=kommande or läge[Läge.SENARE][:1] if insats.förbund.är_värd else [*kommande, *läge[Läge.SENARE]],
        utan_datum=läge[Läge.UTAN_DATUM],
        perioden=perioden,
        status=insats.status(context.today),
        min_insats=min_insats_adress(insats, found, context.today),
        mall=lambda one: mall_till(context, root, one) if insats.förbund.är_värd else "",
        dag=context.today,
        rot=root,
    )
