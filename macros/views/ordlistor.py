"""Metoder, begrepp och källor."""

from markupsafe import Markup

from macros.dictionary.slag import slug
from macros.grouped import grouped
from macros.model.insats import Insats
from macros.model.ord import Metod
from macros.model.register import swedish_order
from macros.views.avsnitt import andra_förbund, så_gör_vi
from macros.views.html import Context, Page, render, root_of
from macros.views.lager import ANDRA, EGNA, urval


def metodlista(context: Context, root: str) -> Markup:
    """Alla metoder, grupp för grupp."""
    register = context.register
    groups = []
    field = context.words.tables["metoder"].by_name["grupp"]
    for key in field.choices:
        metoder = [(metod, len(urval(register.insatser_med(metod), EGNA))) for metod in register.metoder if metod.grupp == key]
        if metoder:
            groups.append((key, field.heading(key), metoder))
    return render("metoder.html", grupper=groups, rot=root)


def metod_page(context: Context, metod: Metod) -> Page:
    """Sidan på `metoder/<id>/`."""
    root, register = root_of(metod.adress), context.register
    fields = context.words.tables["metoder"].by_name
    sections = [(slug(name), fields[name].title, getattr(metod, name)) for name in ("vad", "när", "vem", "kostnad")]
    html = render(
        "metod.html",
        metod=metod,
        avsnitt=[section for section in sections if section[2]],
        insatser=urval(register.insatser_med(metod), EGNA),
        andras=urval(register.insatser_med(metod), ANDRA),
        så_gör_vi=så_gör_vi(context, root, metod.adress.strip("/")),
        andra_förbund=andra_förbund(context, root, metod.adress.strip("/")),
        rot=root,
        dag=context.today,
        ersatt_av=register.metod.get(metod.ersatt_av),
        redigera=context.edit_url,
        ersätter=[other for other in register.metoder if other.ersatt_av == metod.id],
    )
    return Page(metod.adress, metod.namn, metod.kort, html, metod.kort)


def begreppslista(context: Context, root: str) -> Markup:
    """Ordlistan, bokstav för bokstav i svensk ordning."""
    in_order = sorted(context.register.begrepp, key=lambda begrepp: swedish_order(begrepp.term))
    letters = grouped(in_order, lambda begrepp: begrepp.term[0].upper())
    return render("begrepp.html", bokstäver=letters, register=context.register, rot=root)


def källor(context: Context, root: str, *pairs: str) -> Markup:
    """Raden sist på en sida om vad den bygger på. `pairs` är dokumentets id och avsnitt, om vartannat.

    Raises: KeyError när dokumentet inte finns. Kontrollen säger det först.
    """
    documents = {dokument.id: dokument for dokument in context.register.dokument}
    rows = [(documents[key], part) for key, part in zip(pairs[::2], pairs[1::2], strict=True)]
    return render("kallrad.html", rader=rows, rot=root)


def källista(context: Context, root: str) -> Markup:
    """Källdokumenten och hur mycket på webbplatsen som vilar på dem."""
    used: dict[str, list[Insats]] = {dokument.id: [] for dokument in context.register.dokument}
    for insats in context.register.insatser:
        for key in dict.fromkeys(källa.dokument.id for källa in insats.källor):
            used[key].append(insats)
    sections = {
        dokument.id: [rad for rad in context.register.guide.källkarta if rad.dokument.id == dokument.id]
        for dokument in context.register.dokument
    }
    return render("kallor.html", dokument=context.register.dokument, används=used, avsnitt=sections, rot=root)
