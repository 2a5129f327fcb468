"""Startsidan: nästa beslut, nästa rapport, ett resultat och insatserna som pågår. Bara värdens egna är med."""

from datetime import date

from markupsafe import Markup

from macros.grouped import grouped
from macros.model.atagande import FRAMFÖR, Åtagande
from macros.model.beslut import öppna
from macros.model.insats import Insats
from macros.model.register import swedish_order
from macros.model.tid import Status
from macros.model.utfall import TOTALT
from macros.views import perioder
from macros.views.arstabell import visade
from macros.views.atagande import min_insats_sidor
from macros.views.figurer import KOSTNAD
from macros.views.html import Context, render
from macros.views.lager import EGNA, urval
from macros.views.rapporter import nyckeltal_i_ord
from macros.views.sammanfattning import läget, viktiga_tal
from macros.views.tidslinje import tabell

NEWS_ON_START = 3
CARDS = 3  # insatser som presenteras
MOST_BARS = 8  # insatser i den lilla tidslinjen
DAYS_AHEAD = 8  # dagar med något att lämna in: så många räcker tills sidan byggs igen


def start(context: Context, root: str) -> Markup:
    """Tre vägar in, var och en med det som gäller i dag, och sedan insatserna, rollerna och nyheterna."""
    register = context.register
    egna = nyast_först(context)
    pågår = [insats for insats in egna if insats.status(context.today) is Status.PÅGÅR]
    i_tidslinjen = [insats for insats in pågår or egna if insats.projekttid.år()][:MOST_BARS]
    return render(
        "start.html",
        antal_egna=len(egna),
        öppna=öppna(register.guide, context.today),
        har_datum=har_datum(context),
        kan_prövas=bool(register.guide.provning),
        har_blankett=any(fält.gäller for fält in register.guide.blankettfält),
        har_min_insats=bool(min_insats_sidor(context)),
        rapporter=nästa_rapporter(context),
        resultat=resultatet(context, root),
        läget=läget(context),
        senast_slut=max((i.projekttid.slut for i in egna if i.projekttid.slut and not pågår), default=None),
        kort=sorted(egna, key=lambda insats: (bool(pågår) and insats not in pågår, not om(insats)))[:CARDS],
        om=om,
        tidslinje=tabell(context, i_tidslinjen, root, "Insatser som pågår" if pågår else "De senaste insatserna"),
        roller=register.guide.roller,
        nyheter=register.nyheter[:NEWS_ON_START],
        dag=context.today,
        rot=root,
    )


def nyast_först(context: Context) -> list[Insats]:
    """Värdens insatser: de som slutar sist eller inte alls först, de utan tid sist."""
    egna = sorted(urval(context.register.insatser, EGNA), key=lambda insats: swedish_order(insats.namn))
    utan_slut = max((insats.projekttid.slut.sista for insats in egna if insats.projekttid.slut), default=context.today)

    def ordning(insats: Insats) -> tuple[bool, int, int]:
        tid = insats.projekttid
        slut = tid.slut.sista if tid.slut else utan_slut if tid.tills_vidare else tid.start.sista if tid.start else utan_slut
        start = tid.start.första if tid.start else slut
        return (not tid.år(), -slut.toordinal(), -start.toordinal())

    return sorted(egna, key=ordning)


def har_datum(context: Context) -> bool:
    """Om förbundet har sagt något om när: ett möte, en dag som återkommer eller ett avsnitt på sidan om datum."""
    guide, avsnitt = context.register.guide, context.register.avsnitt_på.get("ansok/datum", ())
    return bool(guide.möten) or any(one.förbund.är_värd for one in (*guide.årshjul, *avsnitt))


def om(insats: Insats) -> str:
    """Vad insatsen vill eller vem den är till för. Tom text när inget är inlagt."""
    return insats.syfte or insats.målgrupp


def nästa_rapporter(context: Context) -> list[list[Åtagande]]:
    """Rapporterna som väntas, dag för dag: de som har samma sista dag tillsammans. Skriptet visar den dag som är nästa när sidan läses."""
    väntas = [
        one
        for one in context.register.värdens_åtaganden(context.today)
        if one.är_rapport and one.när and one.läge(context.today) in FRAMFÖR
    ]
    groups = grouped(sorted(väntas, key=lambda one: one.ordning), lambda one: one.när and one.när.sista)
    return sorted(groups.values(), key=lambda ones: ones[0].när.sista if ones[0].när else date.max)[:DAYS_AHEAD]


def resultatet(context: Context, root: str) -> Markup:
    """Hur det gick det senaste året som är känt, och året före. Utan utfall det viktigaste ur en egen utvärdering, annars varför inte."""
    register = context.register
    åren = visade(register.årsresultat(context.today))
    andelar = [(ett, ett.summa.andelar[TOTALT]) for ett in åren if ett.summa and TOTALT in ett.summa.andelar]
    tal = [] if andelar else viktiga_tal(context, "vart deltagarna gick")
    return render(
        "start_resultat.html",
        andelar=andelar,
        kostnader=[(ett, ett.kostnad.per[KOSTNAD]) for ett in åren if ett.kostnad and KOSTNAD in ett.kostnad.per],
        pengar=[(ett, ett.pengar) for ett in åren if ett.pengar],
        ur_rapport=tal[0] if tal else None,
        i_ord=nyckeltal_i_ord,
        kan_jämföras=bool(register.uppföljning.mått.alla),
        har_utfall=bool(register.periodsummor),
        allt_dolt=bool(register.uppföljning.utfallsgrupper) and not register.periodsummor,
        namn=perioder.namn,
        adress=perioder.adress,
        rot=root,
    )
