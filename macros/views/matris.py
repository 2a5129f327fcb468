"""Matrisen för uppföljning och utvärdering per insats: planens fem kolumner, och vad som är ändrat sedan planen antogs."""

from collections.abc import Callable
from typing import TypeVar

from markupsafe import Markup

from macros.downloads import plandokument_name
from macros.grouped import by_key, grouped
from macros.model.forbund import Förbund
from macros.model.insats import Insats, Redovisning
from macros.model.plan import Planrad
from macros.model.planmatris import Matrisrad, matrisrader
from macros.views.delad import Bit, Delad, dela, delsidor, sida
from macros.views.dokument import som_dokument
from macros.views.html import Context, Page, part, render

WITHOUT_TYPE = "Insatser där källan inte anger typ"


def reports_in_words(redovisning: tuple[Redovisning, ...]) -> str:
    """`Delrapport oktober 2020; Slutrapport mars 2022`."""
    times = [(one.vad, one.när.i_ord() if one.när else "", one.återkommer) for one in redovisning]
    return "; ".join(" ".join(filter(None, (what, when))) + (f", {often}" if often else "") for what, when, often in times)


# Planens ord i de kolumner som jämförs.
IN_PLAN: dict[str, Callable[[Planrad], str]] = {
    "namn": lambda rad: rad.namn,
    "typ": lambda rad: rad.typ.stort_namn if rad.typ else "",
    "projekttid": lambda rad: rad.projekttid.i_ord() if rad.projekttid.år() or rad.projekttid.tills_vidare else "",
    "metodval": lambda rad: ", ".join(val.text for val in rad.metodval),
    "utförare": lambda rad: ", ".join(filter(None, (*rad.utförare, rad.utförare_läge))),
    "redovisning": lambda rad: reports_in_words(rad.redovisning),
}

Typed = TypeVar("Typed", Insats, Planrad)


def groups(rader: tuple[Typed, ...]) -> list[tuple[str, list[Typed]]]:
    """Insatserna, eller planens rader, per typ, i samma ordning som de nämns, de utan typ sist. Ingen rubrik när ingen har typ."""
    by_heading = by_key((rad.typ.rubrik if rad.typ else WITHOUT_TYPE, rad) for rad in rader)
    if list(by_heading) == [WITHOUT_TYPE]:
        return [("", list(rader))]
    return sorted(by_heading.items(), key=lambda group: group[0] == WITHOUT_TYPE)


ADRESS = "uppfoljning/matris/"
Rad = tuple[Förbund, Matrisrad | None]  # None när förbundets alla insatser hör till en tidigare plan


def lista(context: Context) -> Delad[Rad]:
    """Alla förbunds rader, värdens först, i den ordning de visas."""
    rader = [rad for förbund in context.register.förbund for rad in förbundets_rader(context, förbund)]
    return dela("Matris för uppföljning och utvärdering", rader, sida(ADRESS), _namn, grupp=lambda rad: rad[0].id)


def förbundets_rader(context: Context, förbund: Förbund) -> list[Rad]:
    """Förbundets insatser som de är nu, mot planen som gäller."""
    everyone, planer = context.register.insatser_i(förbund), context.register.uppföljning.planer
    by_id = {row.insats.id: row for row in matrisrader(everyone, planer.gällande(förbund, context.today), planer)}
    ordered = groups(tuple(row.insats for row in by_id.values()))
    return [(förbund, by_id[insats.id]) for _, ones in ordered for insats in ones] or [(förbund, None)] * bool(everyone)


def _namn(rad: Rad) -> str:
    """Värdens rader skiljs åt av insatsen, andras av förbundet."""
    förbund, row = rad
    return row.insats.namn if row and förbund.är_värd else förbund.kortnamn


def matris(context: Context, root: str) -> Markup:
    """Värdens matris öppen, referensförbundens att fälla ut."""
    delad = lista(context)
    return visa(context, delad, delad.första, root) + part("sidorna", delad, delad.första, root)


def sidor(context: Context) -> list[tuple[str, Callable[[], Page]]]:
    """Matrisens fortsättning, när den är för lång för en sida."""
    delad = lista(context)
    om = "Projekttid, metodval, utförare och redovisning för varje insats."
    return delsidor(delad, om, lambda bit, root: visa(context, delad, bit, root))


def adress(context: Context, förbund: Förbund) -> str:
    """Var förbundets matris börjar, från webbplatsens rot."""
    return f"{lista(context).bit_med(lambda rad: rad[0] is förbund).adress}#{förbund.id}"


def visa(context: Context, delad: Delad[Rad], bit: Bit[Rad], root: str) -> Markup:
    """Det som står på en av matrisens sidor, förbund för förbund."""
    per_förbund = grouped(bit.rader, lambda rad: rad[0].id).values()
    return Markup("\n").join(
        table(context, ones[0][0], [row for _, row in ones if row], delad, bit, root) for ones in per_förbund
    )


def table(context: Context, förbund: Förbund, rows: list[Matrisrad], delad: Delad[Rad], bit: Bit[Rad], root: str) -> Markup:
    """Förbundets rader på sidan. Vad som hör till hela matrisen står där den börjar, och noterna där den slutar."""
    planer = context.register.uppföljning.planer
    plan = planer.gällande(förbund, context.today)
    everyone, alla = context.register.insatser_i(förbund), förbundets_alla(delad, förbund)
    sidor_med = [one.nummer for one in delad.bitar if any(ett is förbund for ett, _ in one.rader)]
    return render(
        "matris.html",
        förbund=förbund,
        plan=plan,
        plandokument=som_dokument(context, root, plandokument_name(plan), "Hela planen som dokument") if plan else "",
        läge=planer.läge(plan, context.today) if plan else "",
        sista_dag=planer.sista_dag(plan) if plan else None,
        ändrade=sum(bool(row.skillnader) for row in alla),
        börjar=bit.nummer == sidor_med[0],
        slutar=bit.nummer == sidor_med[-1],
        öppen=bit.nummer > 1,
        rader={row.insats.id: row for row in rows},
        utan_insats=[rad for rad in plan.planrader if not rad.insats] if plan else [],
        i_planen=IN_PLAN,
        antal_insatser=len(alla),
        utanför=len(everyone) - len(alla),
        grupper=groups(tuple(row.insats for row in rows)),
        hämtning=context.register.hämtning,
        titlar={field.name: field.title for field in context.words.tables["insatser"].fields},
        redovisningar=context.register.uppföljning.bibliotek.redovisningar,
        dag=context.today,
        rot=root,
        dokument=list(dict.fromkeys(källa.dokument for row in rows for källa in row.insats.källor[:1])),
    )


def hela(context: Context, förbund: Förbund, root: str) -> Markup:
    """Förbundets matris odelad, för ett dokument."""
    bit = Bit(1, ADRESS, "", tuple(förbundets_rader(context, förbund)))
    return table(context, förbund, [row for _, row in bit.rader if row], Delad(förbund.namn, (bit,)), bit, root)


def förbundets_alla(delad: Delad[Rad], förbund: Förbund) -> list[Matrisrad]:
    return [row for bit in delad.bitar for ett, row in bit.rader if ett is förbund and row]
