"""Rapporterna: det som krävs, mallarna, biblioteket med rapporter, och metodhandböckerna."""

from collections import Counter
from collections.abc import Callable

from markupsafe import Markup

from macros.dictionary.slag import slug
from macros.downloads import rapportens_pdf, size_in_words
from macros.model.insats import Insats
from macros.model.rapport import SLUTRAPPORTENS, Metodhandbok, Nyckeltal, Rapport
from macros.model.register import swedish_order
from macros.views.delad import Bit, Delad, dela, delsidor, sida
from macros.views.dokument import dokument, länk_till
from macros.views.html import Context, Page, render, root_of
from macros.views.katalog import Facet, bokens_storlek
from macros.views.lager import ANDRA, EGNA, urval
from macros.views.sjalvvardering import niofältare_för
from macros.views.text import first_upper, number, sentence

# Utvärderingens egna rubriker först. Sammanfattningen står överst på sidan.
RAPPORTENS_AVSNITT = ("uppdrag", "metod", *SLUTRAPPORTENS[1:])
MOST_OPEN = 12  # fler slutsatser eller nyckeltal än så fälls ihop, grupp för grupp
HANDBOKENS_AVSNITT = ("metod", "arbetssätt", "personal", "resurser")


def rapportkrav(context: Context, root: str) -> Markup:
    """Rapporterna som förbundet alltid kräver, och var kravet står."""
    return render("rapportkrav.html", krav=urval(context.register.guide.rapportkrav, EGNA), rot=root)


def rapportmallar(context: Context, root: str) -> Markup:
    """Rapporterna som insatserna skriver medan de pågår: rubrikerna, och mallen att skriva i."""
    mallar = urval(context.register.guide.rapportmallar, EGNA)
    länkar = {one.id: dokument(context, root, one.id, f"Mall: {one.namn}") for one in mallar}
    return render("rapportmallar.html", mallar=mallar, länkar=länkar, rot=root)


def facet_values(rapport: Rapport) -> dict[str, list[str]]:
    """Vad rapporten räknas under i varje filter."""
    return {
        "slag": [rapport.sort],
        "utforare": list(rapport.utförare),
        "ar": [str(rapport.datum.första.year)] if rapport.datum else [],
    }


# Nycklarna står i adressen. Där är `sort` redan kolumnen som tabellen sorteras efter.
FACETS = {"slag": "Sort", "utforare": "Skriven av", "ar": "År"}


def rapportbibliotek(context: Context, root: str, csv_size: int) -> Markup:
    """Värdens rapporter i en tabell som går att filtrera."""
    delad = lista(context)
    rows = [(rapport, facet_values(rapport)) for bit in delad.bitar for rapport in bit.rader]
    facets = []
    for key, title in FACETS.items():
        counts = Counter(value for _, values in rows for value in values[key])
        order = sorted(counts, key=swedish_order, reverse=key == "ar")
        facets.append(Facet(key, title, [(value, first_upper(value), counts[value]) for value in order]))
    tabell = rapporttabell(delad.första, root)
    return render(
        "rapportbibliotek.html",
        lista=delad,
        tabell=tabell,
        filter=facets,
        rot=root,
        storlek=size_in_words(csv_size),
        bok=bokens_storlek(context, "slutrapporter"),
    )


def lista(context: Context) -> Delad[Rapport]:
    """Värdens rapporter i registrets ordning."""
    rapporter = urval(context.register.uppföljning.bibliotek.rapporter, EGNA)
    return dela("Slutrapporter", rapporter, sida("resultat/slutrapporter/"), lambda rapport: rapport.titel)


def rapporttabell(bit: Bit[Rapport], root: str) -> Markup:
    """Tabellen med rapporterna på en av bibliotekets sidor."""
    return render("rapporttabell.html", rader=[(rapport, facet_values(rapport)) for rapport in bit.rader], rot=root)


def sidor(context: Context) -> list[tuple[str, Callable[[], Page]]]:
    """Bibliotekets fortsättning, när det är för långt för en sida."""
    return delsidor(lista(context), "Rapporterna, med insatser, vem som skrev dem och när de var klara.", rapporttabell)


def andras_rapporter(context: Context, root: str) -> Markup:
    """De andra förbundens rapporter, i en tabell. Tomt när det inte finns några."""
    rapporter = urval(context.register.uppföljning.bibliotek.rapporter, ANDRA)
    return render("andras_rapporter.html", rapporter=rapporter, rot=root) if rapporter else Markup("")


def metodhandböcker(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Handböckerna i en tabell. Tomt när det inte finns några."""
    handböcker = urval(context.register.uppföljning.bibliotek.handböcker, vilka)
    return render("metodhandbocker.html", handböcker=handböcker, rot=root, andras=vilka == ANDRA) if handböcker else Markup("")


def avsnitt(context: Context, table: str, thing: Rapport | Metodhandbok, names: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Ankare, rubrik och text för varje avsnitt som är ifyllt. Rubrikerna är ordbokens."""
    fields = context.words.tables[table].by_name
    return [(slug(name), fields[name].title, getattr(thing, name)) for name in names if getattr(thing, name)]


def nyckeltal_i_ord(tal: Nyckeltal) -> str:
    """`47 av 57 (82 %)`, `15 av 22 (uträknat 68 %)`, `60 000 kronor per år`."""
    if not tal.av:
        return f"{number(tal.antal)} {tal.enhet}".strip()
    procent = (
        f"{number(tal.procent)}\xa0%" if tal.procent is not None else f"uträknat\xa0{int(100 * tal.antal / tal.av + 0.5)}\xa0%"
    )
    return f"{number(tal.antal)}\xa0av\xa0{number(tal.av)} {tal.enhet}".rstrip() + f" ({procent})"


def nyckeltal_per_grupp(context: Context, rapport: Rapport) -> list[tuple[str, list[Nyckeltal]]]:
    """Nyckeltalen grupp för grupp, i ordbokens ordning."""
    order = context.words.tables["nyckeltal"].by_name["grupp"].choices
    groups = [(grupp, [tal for tal in rapport.nyckeltal if tal.grupp == grupp]) for grupp in order]
    return [(first_upper(grupp), tal) for grupp, tal in groups if tal]


def rapport_page(context: Context, rapport: Rapport) -> Page:
    """Sidan om en rapport: rubrik för rubrik, slutsatser, rekommendationer och nyckeltal."""
    field = context.words.tables["slutrapporter"].field("slutsatser.nivå")
    slutsatser = [
        (f"slutsatser-{slug(nivå)}", field.heading(nivå), [one for one in rapport.slutsatser if one.nivå == nivå])
        for nivå in field.choices
    ]
    html = render(
        "rapport.html",
        rapport=rapport,
        avsnitt=[
            *avsnitt(context, "slutrapporter", rapport, RAPPORTENS_AVSNITT),
            *((f"del-{number}", one.rubrik, one.text) for number, one in enumerate(rapport.delar, 1)),
        ],
        slutsatser=[nivå for nivå in slutsatser if nivå[2]],
        många_slutsatser=len(rapport.slutsatser) > MOST_OPEN,
        nyckeltal=[(f"nyckeltal-{slug(grupp)}", grupp, tal) for grupp, tal in nyckeltal_per_grupp(context, rapport)],
        många_tal=len(rapport.nyckeltal) > MOST_OPEN,
        i_ord=nyckeltal_i_ord,
        som_pdf=länk_till(context, root_of(rapport.adress), rapportens_pdf(rapport), "Sidan som dokument"),
        rot=root_of(rapport.adress),
    )
    när = f", {rapport.datum.i_ord()}" if rapport.datum else ""
    lead = f"{first_upper(rapport.sort)} i {rapport.förbund.namn}{när}."
    return Page(
        rapport.adress, rapport.titel, sentence(rapport.sammanfattning) or sentence(f"{rapport.titel}: {lead}"), html, lead
    )


def handbok_page(context: Context, handbok: Metodhandbok) -> Page:
    """Sidan om en metodhandbok."""
    html = render(
        "handbok.html",
        handbok=handbok,
        avsnitt=avsnitt(context, "metodhandbocker", handbok, HANDBOKENS_AVSNITT),
        som_pdf=länk_till(context, root_of(handbok.adress), rapportens_pdf(handbok), "Sidan som dokument"),
        rot=root_of(handbok.adress),
    )
    return Page(
        handbok.adress, handbok.titel, sentence(f"{handbok.titel}: {handbok.metod}"), html, sentence(handbok.metod, 300)
    )


def rapporter_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Rapporterna om insatsen, det som utvärderingar säger om den, och dess nyckeltal. Tomt när inget finns."""
    bibliotek = context.register.uppföljning.bibliotek
    rapporter, slutsatser, tal = (
        found.get(insats.id, ()) for found in (bibliotek.rapporter_om, bibliotek.slutsatser_om, bibliotek.nyckeltal_om)
    )
    handböcker = [handbok for handbok in bibliotek.handböcker if insats in handbok.insatser]
    if not (rapporter or slutsatser or tal or handböcker):
        return Markup("")
    return render(
        "rapporter_insats.html",
        rapporter=rapporter,
        slutsatser=slutsatser,
        nyckeltal=tal,
        handböcker=handböcker,
        niofältare=niofältare_för(context, insats),
        i_ord=nyckeltal_i_ord,
        rot=root,
    )
