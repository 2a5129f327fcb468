"""Verktygen för utvärdering: niofältaren, utvärderingsfrågorna, glappet, enkäterna och intervjuguiderna."""

from markupsafe import Markup

from macros.downloads import instrument_name
from macros.model.insats import Glapp
from macros.model.instrument import Instrument
from macros.model.uppfoljning import FASER, VEM
from macros.views.html import Context, Page, render, root_of
from macros.views.lager import ANDRA, EGNA, urval
from macros.views.text import first_upper, sentence

WIDEST_SCALE = 6  # så många svar ryms i bredd på ett papper. Fler står under varandra
GLAPP: dict[Glapp, str] = {
    "glapptäckande": "Insatsen täcker glappet med en egen lösning, vid sidan av de ordinarie verksamheterna.",
    "glappreducerande": "Insatsen får de ordinarie verksamheterna att minska glappet, genom att använda handlingsutrymmet "
    "i sina egna uppdrag.",
}


def niofältaren(context: Context, root: str) -> Markup:
    """De nio fälten som ett rutnät: vem på raderna, när i kolumnerna."""
    fält = {(one.vem, one.när): one for one in context.register.uppföljning.niofältaren}
    rader = [(vem, [fält.get((vem, fas)) for fas in FASER]) for vem in VEM if any(key[0] == vem for key in fält)]
    källor = [källa for one in fält.values() for källa in one.källor]
    return render("niofaltaren.html", rader=rader, faser=FASER, källor=källor, rot=root)


def frågeställningar(context: Context, root: str) -> Markup:
    """Utvärderingsfrågorna, nivå för nivå."""
    frågor = context.register.uppföljning.frågor
    field = context.words.tables["fragestallningar"].by_name["nivå"]
    nivåer = [(key, field.heading(key), [fråga for fråga in frågor if fråga.nivå == key]) for key in field.choices]
    return render("fragestallningar.html", nivåer=[nivå for nivå in nivåer if nivå[2]], rot=root)


def glappet(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Insatserna som räknas som glapptäckande respektive glappreducerande. Tomt när ingen är klassad."""
    insatser = urval(context.register.insatser, vilka)
    grupper = [(key, text, [insats for insats in insatser if insats.glapp == key]) for key, text in GLAPP.items()]
    return render("glappet.html", grupper=[grupp for grupp in grupper if grupp[2]], rot=root, andras=vilka == ANDRA)


def enkäter(context: Context, root: str) -> Markup:
    """Instrumenten, med sida och dokument."""
    return render(
        "enkater.html",
        instrument=context.register.uppföljning.instrument,
        fil=instrument_name,
        rot=root,
        storlekar=context.sizes,
    )


def instrument_page(context: Context, instrument: Instrument) -> Page:
    """Sidan om ett instrument: alla frågor, att läsa och skriva ut."""
    html = render(
        "instrument.html",
        instrument=instrument,
        ryms=WIDEST_SCALE,
        fil=instrument_name(instrument),
        rot=root_of(instrument.adress),
        storlekar=context.sizes,
    )
    return Page(
        instrument.adress,
        instrument.namn,
        sentence(f"{first_upper(instrument.sort)}: {instrument.kort}"),
        html,
        instrument.kort,
    )
