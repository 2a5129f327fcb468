"""Förbund sida vid sida: jämförelsens frågor besvarade av det som är inlagt, och det som utvärderingar har funnit om andra."""

from markupsafe import Markup

from macros.model.forbundsfragor import förbundets_svar
from macros.model.jamford import FRÅGOR, MÅLSLAG, Fråga, Jämförelse, Målformulering
from macros.model.rapport import Rapport
from macros.views.html import Context, render
from macros.views.lager import EGNA, urval


def frågorna(context: Context) -> dict[Fråga, str]:
    """Frågorna i ord, i ordning. De står i ordboken."""
    field = context.words.tables["jamforelser"].field("svar.fråga")
    return {fråga: field.heading(fråga) for fråga in FRÅGOR}


def jämförelsefrågor(context: Context, root: str) -> Markup:
    """Frågorna i en lista."""
    return render("jamforelsefragor.html", frågor=frågorna(context))


def förbundsfrågor(context: Context, root: str) -> Markup:
    """Varje förbunds svar på frågorna, värdens först."""
    register = context.register
    svar = [(förbund, förbundets_svar(register, förbund)) for förbund in register.förbund]
    return render("forbundsfragor.html", frågor=frågorna(context), svar=svar, rot=root)


def jämförda_förbund(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Det som rapporterna fann om andra förbund, rapport för rapport. Tomt när ingen har jämfört."""
    rapporter = [one for one in urval(context.register.uppföljning.bibliotek.rapporter, vilka) if one.jamforelser]
    parts = [en_rapports_jämförelser(context, root, rapport) for rapport in rapporter]
    return Markup("").join(parts)


def en_rapports_jämförelser(context: Context, root: str, rapport: Rapport) -> Markup:
    slag = context.words.tables["jamforelser"].field("mål.slag")
    rader = rapport.jamforelser
    return render(
        "jamforda.html",
        rapport=rapport,
        frågor=frågorna(context),
        tillfrågade=[one for one in rader if one.svar],
        mål=[(ett, slag.heading(ett), found) for ett in MÅLSLAG if (found := målen(rader, ett))],
        för_den_enskilda=[one.namn for one in rader if one.mål_för_den_enskilda],
        hindrade=[one for one in rader if one.hinder],
        lärt=[one for one in rader if one.lärdomar],
        räknat=[one for one in rader if one.beräkningar],
        att_veta=[one for one in rader if one.anmärkning],
        rot=root,
    )


def målen(rader: tuple[Jämförelse, ...], slag: str) -> list[tuple[Jämförelse, Målformulering]]:
    """Målformuleringarna av ett slag, med förbundet som de är skrivna av."""
    return [(one, mål) for one in rader for mål in one.mål if mål.slag == slag]
