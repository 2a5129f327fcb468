"""Utvärderingsmatrisen: en insats mål, hur de mäts, av vem och när, och hur det gick. En tom ruta säger vad som saknas."""

from markupsafe import Markup

from macros.model.insats import Insats
from macros.model.kedja import Led
from macros.model.malvarde import Mätvärde, Målläge, Uppföljt, uppföljt
from macros.model.utfall import KÖNEN, TOTALT, Kön
from macros.views.html import Context, part, render
from macros.views.text import number
from macros.views.utfall import no_number, period_in_words

KÖN_I_ORD: dict[Kön, str] = {TOTALT: "Alla", **{kön: kön.capitalize() for kön in KÖNEN}}
LÄGEN_MED_FÄRG = (Målläge.NÅTT,)


def insatsens_mål(context: Context, insats: Insats) -> list[Uppföljt]:
    """Insatsens mål mot dess utfall, i filens ordning."""
    uppföljning = context.register.uppföljning
    grupper = uppföljning.utfallsgrupper.get(insats.id, [])
    return [uppföljt(mål, grupper, uppföljning.mått) for mål in uppföljning.mål_för(insats)]


def värdet(mätt: Mätvärde) -> Markup:
    """`82 av 127 = 65 %`, `14,5 månader`, eller varför det inte står något tal."""
    if mätt.värde is None:
        return no_number(mätt.rad, *(ett.fält for ett in mätt.mått))
    if enhet := mätt.mått[0].enhet:
        return Markup("{} {}").format(number(mätt.värde), enhet)
    if not mätt.av:
        return Markup("{}").format(number(mätt.värde))
    procent = int(100 * mätt.värde / mätt.av + 0.5)
    return Markup("{}\xa0av\xa0{} =\xa0{}\xa0%").format(number(mätt.värde), number(mätt.av), procent)


def utan_mål(context: Context, insats: Insats) -> list[Led]:
    """Leden med indikator som inte svarar mot något mål: de mäts, men ingen har sagt vad som är bra nog."""
    return [
        led
        for kedja in context.register.uppföljning.kedjor_för(insats)
        for led in kedja.led
        if led.är_effekt and led.indikator and not led.mål
    ]


def utvärderingsmatris(context: Context, insats: Insats, root: str) -> Markup:
    """Avsnittet på insatsens sida. Tomt när det varken finns mål eller indikatorer."""
    mål, led = insatsens_mål(context, insats), utan_mål(context, insats)
    if not (mål or led):
        return Markup("")
    return render(
        "utvarderingsmatris.html",
        mål=mål,
        led=led,
        kön_i_ord=KÖN_I_ORD,
        period=period_in_words,
        värdet=värdet,
        tagg=tagg,
        redovisade=context.register.uppföljning.bibliotek.redovisningar(insats),
        dag=context.today,
        rot=root,
    )


def tagg(läge: Målläge) -> Markup:
    """Läget som en liten etikett."""
    return part("mallage", läge, läge in LÄGEN_MED_FÄRG)


def lägen(context: Context, insats: Insats) -> dict[str, Målläge]:
    """Läget för varje mål i insatsen, efter målets id."""
    return {ett.mål.id: ett.läge for ett in insatsens_mål(context, insats)}
