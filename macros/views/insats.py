"""Sidan om en insats: allt som är känt om den."""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from macros.downloads import insats_file, insatsens_pdf, size_in_words
from macros.model.insats import Insats, Redovisning
from macros.model.rows import attribute_of
from macros.model.tid import Status
from macros.views.andringar import ändringar_på_insats
from macros.views.atagande import härnäst
from macros.views.dokument import länk_till
from macros.views.enkatsvar import enkätsvar_på_insats
from macros.views.html import Context, Page, part, render, root_of
from macros.views.implementering import implementering_på_insats
from macros.views.insats_tal import budget_på_insats, deltagare_på_insats
from macros.views.kedja import kedja_på_insats
from macros.views.rapporter import rapporter_på_insats
from macros.views.rekvisitioner import budgetar_på_insats, rekvisitioner_på_insats
from macros.views.samhallsekonomi import beräkning_på_insats
from macros.views.text import first_upper, sentence
from macros.views.tidslinje import insats_bar
from macros.views.uppgifter import generic_cell
from macros.views.utfall import utfall_på_insats
from macros.views.utfall_tillsammans import kostnad_på_insats
from macros.views.utvarderingsmatris import utvärderingsmatris

# Fält som visas på egen plats på sidan, inte i faktalistan.
SHOWN_ELSEWHERE = {
    "id",
    "namn",
    "syfte",
    "föregångare",
    "efterföljare",
    "ingår_i",
    "osäkert",
    "anmärkning",
    "källa",
    "senast_granskad",
    "tidigare_adresser",
    "utförare_läge",
    "budget",
    "deltagare",
}
ALWAYS_SHOWN = {"projekttid", "metodval", "utförare", "redovisning"}
CARRIES_NOTE = ALWAYS_SHOWN | {"utförare_läge"}  # mallarna visar själva varför uppgiften är osäker
MOST_RELATED = 6
# Avsnitten om pengarna, deltagarna och vad insatsen gav. De som inte har något att visa är tomma.
AVSNITT = (
    budget_på_insats,
    budgetar_på_insats,
    rekvisitioner_på_insats,
    deltagare_på_insats,
    utvärderingsmatris,
    utfall_på_insats,
    kostnad_på_insats,
    enkätsvar_på_insats,
    rapporter_på_insats,
    beräkning_på_insats,
    kedja_på_insats,
    implementering_på_insats,
    ändringar_på_insats,
)


def redovisade(context: Context, insats: Insats) -> tuple[Redovisning, ...]:
    """Insatsens redovisningar, med det som rapportbiblioteket vet."""
    return context.register.uppföljning.bibliotek.redovisningar(insats)


def facts(context: Context, insats: Insats, root: str) -> list[tuple[str, Markup]]:
    """Rubrik och innehåll för varje uppgift, i ordbokens ordning. Ett nytt fält i ordboken syns här av sig självt."""
    cells: dict[str, Callable[[], Markup]] = {
        "förbund": lambda: Markup('<a href="{}om/forbundet/#{}">{}</a>{}').format(
            root, insats.förbund.id, insats.förbund.namn, part("hämtat", context.register.hämtning(insats))
        ),
        "projekttid": lambda: part("projekttid", insats),
        "metodval": lambda: part("metodval", insats, root, False),
        "utförare": lambda: part("utförare_nu", insats, context.today),
        "redovisning": lambda: part("redovisning", insats, redovisade(context, insats), context.today, root, False),
        "typ": lambda: Markup("{}").format(insats.typ.stort_namn if insats.typ else ""),
        "parter": lambda: part("parter", insats.parter),
        "ändringar": lambda: part("ändringar", insats.ändringar),
    }
    own = {one.fält.name: one.värde for one in insats.övriga}
    rows = [("Status", Markup('<span class="computed">{}</span>').format(first_upper(insats.status(context.today))))]
    for field in context.words.tables["insatser"].fields:
        note = Markup("") if field.name in CARRIES_NOTE else part("osäkert", insats, field.name)
        value = own[field.name] if field.name in own else getattr(insats, attribute_of(field), None)
        if field.name in SHOWN_ELSEWHERE:
            cell = Markup("")
        elif value not in (None, "", ()) or field.name in ALWAYS_SHOWN:
            cell = cells[field.name]() if field.name in cells else generic_cell(field, value, root)
        else:
            cell = part("saknas") if note else Markup("")
        if cell or note:
            rows.append((field.title, cell + note))
    return rows


def kin(context: Context, insats: Insats) -> list[tuple[str, str, list[Insats]]]:
    """Insatser som källan själv knyter samman, med ankare och rubrik."""
    known = context.register.insats
    groups = [
        ("foregangare", "Föregångare", [known[key] for key in insats.föregångare]),
        ("efterfoljare", "Efterföljare", [known[key] for key in insats.efterföljare]),
        ("ingar-i", "Ingår i", [known[insats.ingår_i.insats]] if insats.ingår_i.insats else []),
        ("delar", "Delar", list(context.register.delar_av(insats))),
    ]
    return [group for group in groups if group[2]]


def insats_page(context: Context, insats: Insats) -> Page:
    """Sidan på `insatser/<id>/`."""
    root, today = root_of(insats.adress), context.today
    rows = facts(context, insats, root)
    if insats.ingår_i.namn:
        rows.append(("Ingår i", Markup("{}").format(insats.ingår_i.namn)))
    same = [
        (metod, others, sum(one.förbund is insats.förbund for one in context.register.insatser_med(metod)) - 1)
        for metod, others in context.register.med_samma_metod(insats, MOST_RELATED)
    ]
    html = render(
        "insats.html",
        insats=insats,
        rot=root,
        dag=today,
        fakta=rows,
        härnäst=härnäst(context, insats, root),
        släkt=kin(context, insats),
        samma_metod=same,
        avsnitten=[section(context, insats, root) for section in AVSNITT],
        tidslinje=insats_bar(context, insats),
        som_pdf=länk_till(context, root, insatsens_pdf(insats), "Sidan som dokument"),
        fil=(fil := insats_file(insats.id)),
        storlek=size_in_words(context.sizes.get(fil, 0)),
        flöde=context.feed("insatser", insats.id),
    )
    lead = lead_of(insats, today)
    return Page(insats.adress, insats.namn, sentence(insats.syfte) or sentence(f"{insats.namn}: {lead}"), html, lead)


def lead_of(insats: Insats, today: date) -> str:
    """Vad, var och när i två korta meningar."""
    tid = insats.projekttid
    when = {
        Status.AVSLUTAD: f"Pågick {tid.i_ord()}.",
        Status.PÅGÅR: f"Pågår {tid.i_ord()}.",
        Status.KOMMANDE: f"Ska pågå {tid.i_ord()}.",
        Status.SLUT_SAKNAS: f"Började {tid.start.i_ord() if tid.start else ''}. Slutet är inte känt.",
        Status.TID_SAKNAS: "Projekttiden är inte känd.",
    }[insats.status(today)]
    kind = insats.typ.benämning if insats.typ else "insats"
    return f"{first_upper(kind)} i {insats.förbund.namn}. {when}"
