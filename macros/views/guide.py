"""Guiden: stegen, rollerna, kriterierna, Kan vi söka?, ansökans frågor och svaren."""

from markupsafe import Markup

from macros.dictionary.slag import slug
from macros.downloads import BUDGET, blankett_name, size_in_words
from macros.model.beslut import öppna
from macros.model.forbund import INGEN_ADRESS
from macros.model.guide import TILLVAL, Steg
from macros.model.listor import Insatstyp
from macros.model.roll import Roll
from macros.views.atagande import rollens_insatser
from macros.views.html import Context, Page, render, root_of
from macros.views.text import sentence


def stegfigur(context: Context, root: str) -> Markup:
    """Vägen som banor: en rad per steg, en bana per roll. Samma uppgifter står som text i stegen."""
    guide = context.register.guide
    roles = [roll for roll in guide.roller if guide.steg_för(roll)]
    leads = [roles.index(steg.roller[0].roll) for steg in guide.steg]
    rows = [
        {
            "steg": steg,
            "ny_del": not place or steg.del_ != guide.steg[place - 1].del_,
            "tecken": [_mark(steg, roll) for roll in roles],
            "linje": _line(leads, place),
        }
        for place, steg in enumerate(guide.steg)
    ]
    return render("stegfigur.html", rader=rows, roller=roles, rot=root)


def _mark(steg: Steg, roll: Roll) -> str:
    """`lead` för den som har huvudansvaret, `with` för den som deltar och tomt för andra."""
    taking_part = [del_.roll for del_ in steg.roller]
    return "" if roll not in taking_part else "with" if taking_part.index(roll) else "lead"


def _line(leads: list[int], place: int) -> str:
    """Linjen genom radens ruta: två enheter bred per bana och två hög.

    Den följer banan, och byter bana längs radens nederkant. Så korsar den ingen annan ring, och är rak fast raderna är olika höga.
    """
    here = 2 * leads[place] + 1
    points = [(here, 0 if place else 1)]
    if place + 1 < len(leads):
        points += [(here, 2), (2 * leads[place + 1] + 1, 2)]
    else:
        points.append((here, 1))
    return " ".join(f"{x},{y}" for x, y in points)


def stegen(context: Context, root: str) -> Markup:
    """Alla steg, del för del, med vem som gör vad."""
    steg = context.register.guide.steg
    field = context.words.tables["steg"].by_name["del"]
    groups = [
        (slug(key), field.heading(key), [(place, one) for place, one in enumerate(steg, 1) if one.del_ == key])
        for key in field.choices
    ]
    return render("stegen.html", delar=[group for group in groups if group[2]], rot=root)


def steg_page(context: Context, steg: Steg) -> Page:
    """Sidan om ett steg, med vägen vidare."""
    guide, root = context.register.guide, root_of(steg.adress)
    before, after = guide.grannar(steg)
    html = render("steg.html", steg=steg, före=before, efter=after, antal=len(guide.steg), rot=root, storlekar=context.sizes)
    number = f"Steg {guide.steg.index(steg) + 1}"  # i titeln, för sidan som steget hör till kan ha samma namn
    return Page(steg.adress, f"{number}: {steg.namn}", sentence(f"{number}: {steg.kort}"), html, steg.kort)


def rollista(context: Context, root: str) -> Markup:
    """Alla roller med uppdrag."""
    return render("roller.html", roller=context.register.guide.roller, rot=root)


def roll_page(context: Context, roll: Roll) -> Page:
    """Rollens egen sida: uppgifter, steg, datum och dokument, hopsatt ur tabellerna."""
    guide, root = context.register.guide, root_of(roll.adress)
    dates = sorted(
        ((dag.nästa(context.today), dag) for dag in guide.dagar_för(roll) if dag.förbund is context.register.värd),
        key=lambda pair: pair[0],
    )
    steps = [(steg, next(del_.gör for del_ in steg.roller if del_.roll.id == roll.id)) for steg in guide.steg_för(roll)]
    html = render(
        "roll.html",
        roll=roll,
        steg=steps,
        datum=dates,
        i_insatser=guide.är_i_insatser(roll),
        insatser=rollens_insatser(context, roll),
        har_insatser=bool(context.register.insatser),
        rot=root,
        storlekar=context.sizes,
    )
    return Page(
        roll.adress,
        roll.tilltal,
        sentence(f"{roll.namn}: uppgifter, datum och dokument. {roll.vad}"[:150]),
        html,
        sentence(roll.vad, 400),
        scripts=("datum.js",) if dates else (),
    )


def kriterierna(context: Context, root: str) -> Markup:
    """Villkoren, numrerade."""
    return render("kriterier.html", kriterier=context.register.guide.kriterier, rot=root)


def kan_vi_söka(context: Context, root: str) -> Markup:
    """Frågorna och beskeden. Utan skript är svaren länkar till nästa fråga på samma sida."""
    guide = context.register.guide
    return render(
        "provning.html",
        rader=guide.provning,
        öppna=öppna(guide, context.today),
        dag=context.today,
        rot=root,
        storlekar=context.sizes,
    )


def skicka_ansökan(context: Context, root: str) -> Markup:
    """Vart ansökan skickas. Har förbundet inte sagt det står det, och vem man frågar."""
    return render("skicka_ansokan.html", värd=context.register.värd, saknas=INGEN_ADRESS, rot=root)


def blankett(context: Context, root: str, typ: str) -> Markup:
    """Alla frågor i blanketten för en typ av insats, efter typens id. Tomt när typen inte har några frågor."""
    guide = context.register.guide
    fields = guide.blankett(typ)
    if not fields:
        return Markup("")
    kind = next(one for one in guide.blankettyper if one.id == typ)
    before, parties, signatures = (
        [rule for place in places for rule in guide.regler_om(place, kind)]
        for places in (("för vem", "så fyller ni i"), ("parter",), ("underskrifter",))
    )
    return render(
        "blankett.html",
        fält=fields,
        typ=typ,
        tillval=TILLVAL,
        fil=blankett_name(typ),
        rot=root,
        storlekar=context.sizes,
        inledning=before,
        skicka=skicka_ansökan(context, root),
        parter=parties,
        underskrifter=signatures,
    )


def blankett_page(context: Context, typ: Insatstyp) -> Page:
    """Sidan med alla frågor, för en typ som inte har någon egen sida i docs/."""
    title = f"Ansökan om {typ.benämning}"
    return Page(
        typ.blankettsida,
        title,
        sentence(f"Alla frågor i blanketten: {title.lower()}"),
        blankett(context, root_of(typ.blankettsida), typ.id),
        typ.beskrivning,
    )


def blanketter(context: Context, root: str, files: dict[str, bytes]) -> Markup:
    """Blanketterna att läsa och ladda ner."""
    guide = context.register.guide
    rows = [
        (typ, blankett_name(typ.id), size_in_words(len(files[blankett_name(typ.id)])), len(guide.blankett(typ.id)))
        for typ in guide.blankettyper
    ]
    return render("blanketter.html", blanketter=rows, rot=root)


def insatstyper(context: Context, root: str) -> Markup:
    """Sorterna av insatser som har en beskrivning."""
    return render("insatstyper.html", typer=[typ for typ in context.register.guide.insatstyper if typ.beskrivning], rot=root)


def regler(context: Context, root: str, plats: str) -> Markup:
    """`regler('budget')` visar förbundets egna regler om budgeten, så som de också står i budgetmallen."""
    return render("regler.html", regler=context.register.guide.regler_om(plats), rot=root)


def budgetmall(context: Context, root: str, files: dict[str, bytes]) -> Markup:
    """Länken till budgetmallen, när förbundet har en."""
    if BUDGET not in files:
        return Markup("")
    return Markup('<p><a href="{}{}" download>Ladda ner budgetmallen (Excel, {})</a></p>').format(
        root, BUDGET, size_in_words(len(files[BUDGET]))
    )


def frågor_och_svar(context: Context, root: str) -> Markup:
    """Frågorna med svar, och länk till regeln."""
    return render("fragor.html", frågor=context.register.guide.frågor, rot=root)


def implementeringsfigurer(context: Context, root: str) -> Markup:
    """Två bilder av implementering: vid slutet, och från början."""
    return render("implementering.html")
