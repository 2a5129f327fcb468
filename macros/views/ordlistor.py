"""Metoder, begrepp och källor."""

from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from macros.dictionary.slag import slug
from macros.grouped import grouped
from macros.model.insats import Insats
from macros.model.ord import Metod
from macros.model.register import swedish_order
from macros.views.avsnitt import andra_förbund, så_gör_vi
from macros.views.delad import Bit, Delad, dela, delsidor, först_av
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
    insatser, andras = (metodens_insatser(context, metod, vilka) for vilka in (EGNA, ANDRA))
    html = render(
        "metod.html",
        metod=metod,
        avsnitt=[section for section in sections if section[2]],
        insatser=insatser,
        egen_tabell=metodtabell(metod, EGNA, insatser.första, root),
        andras=andras,
        andras_tabell=metodtabell(metod, ANDRA, andras.första, root),
        så_gör_vi=så_gör_vi(context, root, metod.adress.strip("/")),
        andra_förbund=andra_förbund(context, root, metod.adress.strip("/")),
        rot=root,
        flöde=context.feed("metoder", metod.id),
        ersatt_av=register.metod.get(metod.ersatt_av),
        ersätter=[other for other in register.metoder if other.ersatt_av == metod.id],
    )
    return Page(metod.adress, metod.namn, metod.kort, html, metod.kort)


def metodens_insatser(context: Context, metod: Metod, vilka: str) -> Delad[Insats]:
    """Insatserna som följs upp med metoden."""
    whose, ankare, mapp = {EGNA: ("Våra", "vara-insatser", "sida"), ANDRA: ("Andra förbunds", "andras-insatser", "andra")}[
        vilka
    ]
    insatser = urval(context.register.insatser_med(metod), vilka)

    def adress(nummer: int) -> str:
        return f"{metod.adress}#{ankare}" if nummer == 1 else f"{metod.adress}{mapp}/{nummer}/"

    return dela(f"{whose} insatser med metoden {metod.namn}", insatser, adress, lambda insats: insats.namn)


def metodtabell(metod: Metod, vilka: str, bit: Bit[Insats], root: str) -> Markup:
    """Tabellen på en av sidorna med metodens insatser."""
    return render("metodens_insatser.html", metod=metod, insatser=bit.rader, med_förbund=vilka == ANDRA, rot=root)


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
    sections = {
        dokument.id: [rad for rad in context.register.guide.källkarta if rad.dokument.id == dokument.id]
        for dokument in context.register.dokument
    }
    return render("kallor.html", dokument=context.register.dokument, används=bygger_på(context), avsnitt=sections, rot=root)


def bygger_på(context: Context) -> dict[str, Delad[Insats]]:
    """Insatserna som bygger på varje dokument. Är de många tillsammans börjar sidan med några av varje."""
    used: dict[str, list[Insats]] = {dokument.id: [] for dokument in context.register.dokument}
    for insats in context.register.insatser:
        for key in dict.fromkeys(källa.dokument.id for källa in insats.källor):
            used[key].append(insats)
    först = först_av([ones for ones in used.values() if ones])
    return {
        dokument.id: dela(
            f"Insatser som bygger på {dokument.titel}",
            used[dokument.id],
            partial(_källans_sida, dokument.id),
            lambda insats: insats.namn,
            först=först,
        )
        for dokument in context.register.dokument
    }


def _källans_sida(id_: str, nummer: int) -> str:
    return f"om/kallor/#{id_}" if nummer == 1 else f"om/kallor/{id_}/{nummer}/"


def insatslista(bit: Bit[Insats], root: str) -> Markup:
    """Länkarna till insatserna på en av ett dokuments sidor."""
    return render("insatslista.html", insatser=bit.rader, rot=root)


def sidor(context: Context) -> list[tuple[str, Callable[[], Page]]]:
    """Fortsättningen på listorna över insatser som bygger på ett dokument, och som följs upp med en metod."""
    om = "Insatserna vars uppgifter kommer ur dokumentet."
    found = [one for lista in bygger_på(context).values() for one in delsidor(lista, om, insatslista)]
    for metod in context.register.metoder:
        for vilka in (EGNA, ANDRA):
            lista = metodens_insatser(context, metod, vilka)
            found += delsidor(lista, f"Insatserna som följs upp med {metod.namn}.", partial(metodtabell, metod, vilka))
    return found
