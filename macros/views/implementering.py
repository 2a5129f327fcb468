"""Implementeringen: parternas svar på insatsens sida, och en översikt för styrelsen om vad som lever vidare."""

from collections import Counter

from markupsafe import Markup

from macros.grouped import grouped
from macros.model.implementering import FRÅGOR, LEVER_VIDARE, Partsvar, per_part
from macros.model.insats import Insats
from macros.model.tid import Status
from macros.views.html import Context, render
from macros.views.lager import ANDRA, EGNA, urval
from macros.views.text import first_upper


def per_insats(context: Context) -> dict[str, list[Partsvar]]:
    """Svaren efter insatsens id."""
    return grouped(context.register.uppföljning.implementering, lambda one: one.insats.id)


def implementering_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Avsnittet på insatsens sida. Tomt när ingen part har svarat."""
    svaren = per_insats(context).get(insats.id, [])
    if not svaren:
        return Markup("")
    rader = per_part(svaren)
    svarat = {part.namn for part, _ in rader}
    return render(
        "implementering_insats.html",
        frågor=[first_upper(fråga) for fråga in FRÅGOR],
        rader=rader,
        utan_svar=[part.namn for part in insats.parter if part.namn not in svarat],
        svaren=svaren,
        rot=root,
    )


def räknade(svaren: list[Partsvar], fråga: str) -> str:
    """`3 ja, 1 delvis`. Tom text när ingen part har svarat på frågan."""
    count = Counter(one.svar for one in svaren if one.fråga == fråga)
    return ", ".join(f"{count[ord_]} {ord_}" for ord_ in ("ja", "delvis", "nej") if count[ord_])


def lever_vidare(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Insatserna som parter har svarat om, och de avslutade som ingen har svarat om. Tomt när inga svar är inlagda."""
    svar, insatser = per_insats(context), urval(context.register.insatser, vilka)
    rader = [(insats, svar[insats.id]) for insats in insatser if insats.id in svar]
    if not rader:
        return Markup("")
    return render(
        "lever_vidare.html",
        rader=[
            (
                insats,
                insats.status(context.today),
                [one for one in svaren if one.fråga == LEVER_VIDARE],
                [räknade(svaren, fråga) for fråga in FRÅGOR if fråga != LEVER_VIDARE],
                [one for one in svaren if one.nästa_steg],
            )
            for insats, svaren in rader
        ],
        utan_svar=[insats for insats in insatser if insats.id not in svar and insats.status(context.today) is Status.AVSLUTAD],
        svaren=[one for _, svaren in rader for one in svaren],
        andras=vilka == ANDRA,
        rot=root,
    )
