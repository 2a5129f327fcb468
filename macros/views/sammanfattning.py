"""Sammanfattningen för styrelsen: det styrelser frågar efter, och vägen från varje siffra till raden i data."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from macros.grouped import by_key
from macros.model.arsredovisning import åren_med_sida
from macros.model.atagande import per_läge
from macros.model.implementering import LEVER_VIDARE
from macros.model.insats import BEVILJAT, Deltagartal, Insats
from macros.model.kostnad import period_av
from macros.model.rapport import Nyckeltal, Rapport
from macros.model.tid import Status
from macros.views import rapporter, samhallsekonomi
from macros.views.arssida import adress
from macros.views.arstabell import svaret, visade
from macros.views.html import Context, render
from macros.views.implementering import per_insats
from macros.views.lager import EGNA, urval
from macros.views.larande import lärdomar_om, numrerade
from macros.views.text import plural

MOST_LISTED = 100  # fler insatser än så listas inte under en siffra; då räcker filen med öppna data


@dataclass(frozen=True)
class Lucka:
    """Något som saknas i data: vad, varför, och insatserna det gäller."""

    vad: str
    varför: str
    insatser: tuple[Insats, ...]

    @property
    def listade(self) -> tuple[Insats, ...]:
        return self.insatser[:MOST_LISTED]


INGET_INLAGT = "Ingen uppgift är inlagd."


def luckor(context: Context) -> list[Lucka]:
    """Vad som saknas, det vanligaste först."""
    uppföljning = context.register.uppföljning
    med_mål = {mål.insats.id for mål in uppföljning.mål if mål.insats}
    med_kedja = {kedja.insats.id for kedja in uppföljning.kedjor if kedja.insats}
    saknar: tuple[tuple[str, str, Callable[[Insats], bool]], ...] = (
        (
            "Utfall i de gemensamma måtten",
            "Insatsen har inte lämnat utfall.",
            lambda insats: insats.id not in uppföljning.utfallsgrupper,
        ),
        ("Budget", INGET_INLAGT, lambda insats: not insats.budget),
        ("Mål för insatsen", INGET_INLAGT, lambda insats: insats.id not in med_mål),
        ("Förändringsteori för insatsen", INGET_INLAGT, lambda insats: insats.id not in med_kedja),
        ("Projekttid", INGET_INLAGT, lambda insats: not insats.projekttid.år()),
        ("Slutdatum", INGET_INLAGT, lambda insats: insats.status(context.today) is Status.SLUT_SAKNAS),
        ("Målgrupp", INGET_INLAGT, lambda insats: not insats.målgrupp),
        ("Redovisning", INGET_INLAGT, lambda insats: not context.register.uppföljning.bibliotek.redovisningar(insats)),
        (
            "Utförare av utvärderingen",
            "Ingen uppgift är inlagd, eller så är det inte bestämt.",
            lambda insats: not insats.utförare,
        ),
    )
    found = [
        Lucka(vad, varför, tuple(filter(saknas, urval(context.register.insatser, EGNA)))) for vad, varför, saknas in saknar
    ]
    return sorted((lucka for lucka in found if lucka.insatser), key=lambda lucka: -len(lucka.insatser))


def läget(context: Context) -> Counter[Status]:
    """Antalet insatser per status, i värdförbundet."""
    return Counter(insats.status(context.today) for insats in urval(context.register.insatser, EGNA))


def budget_per_år(context: Context) -> list[tuple[int, str, int, list[Insats]]]:
    """År, finansiär, hela beviljade kronor och insatserna som beloppet bygger på. Bara där budgeten är känd."""
    groups = by_key(
        ((post.år, post.finansiär), (insats, post.belopp))
        for insats in urval(context.register.insatser, EGNA)
        for post in insats.budget
        if (post.läge or BEVILJAT) == BEVILJAT
    )
    return [
        (year, payer, sum(belopp for _, belopp in poster), [insats for insats, _ in poster])
        for (year, payer), poster in sorted(groups.items())
    ]


def deltagare(context: Context) -> list[tuple[Insats, Deltagartal]]:
    """Planerade och faktiska deltagare under åren som svaret gäller. Finns inga för dem är alla år med."""
    alla = alla_deltagare(context)
    åren = [ett.period for ett in visade(context.register.årsresultat(context.today))]
    return [(insats, one) for insats, one in alla if any(period_av(one).överlappar(år) for år in åren)] or alla


def alla_deltagare(context: Context) -> list[tuple[Insats, Deltagartal]]:
    """Planerade och faktiska deltagare, insats för insats."""
    return [(insats, one) for insats in urval(context.register.insatser, EGNA) for one in insats.deltagare]


def viktiga_tal(context: Context, grupp: str) -> list[tuple[Rapport, Nyckeltal]]:
    """Nyckeltalen i en grupp, ur värdens rapporter."""
    return [
        (rapport, tal)
        for rapport in urval(context.register.uppföljning.bibliotek.rapporter, EGNA)
        for tal in rapport.nyckeltal
        if tal.grupp == grupp
    ]


def lärt(context: Context) -> list[tuple[str, str]]:
    """Det som rapporterna och svaren har gett, i ord, och sidan där det står. Bara det som är vårt."""
    register = context.register
    numbers = [one[2] for one in numrerade(urval(register.uppföljning.bibliotek.rapporter, EGNA))]
    öppna = sum(one.är_öppen for one in numbers)
    lärdomar = sum(len(ones) for _, _, ones in lärdomar_om(context, EGNA))
    svaren = [one for insats, ones in per_insats(context).items() if register.insats[insats].förbund.är_värd for one in ones]
    lever = sum(one.svar == "ja" for one in svaren if one.fråga == LEVER_VIDARE)
    found = [
        (lärdomar, f"{plural(lärdomar, 'lärdom', 'lärdomar')} ur rapporter och handböcker", "resultat/lardomar/"),
        (
            len(numbers),
            f"{öppna} av {plural(len(numbers), 'rekommendation', 'rekommendationer')} är öppna",
            "resultat/rekommendationer/",
        ),
        (len(svaren), f"{plural(lever, 'part säger', 'parter säger')} att arbetssättet lever vidare", "resultat/lever-vidare/"),
    ]
    return [(text, url) for count, text, url in found if count]


def sammanfattning(context: Context, root: str) -> Markup:
    """Allt på en sida."""
    register = context.register
    bibliotek, har_utfall = register.uppföljning.bibliotek, bool(register.periodsummor)
    budget, visade_deltagare = budget_per_år(context), deltagare(context)
    return render(
        "sammanfattning.html",
        svaret=svaret(context, root, "#pengar" if budget else f"{root}insatser/"),
        har_utfall=har_utfall,
        allt_dolt=not har_utfall
        and any(one.id in register.uppföljning.utfallsgrupper for one in urval(register.insatser, EGNA)),
        beräkningar=urval(register.uppföljning.samhällsekonomi, EGNA),
        lärt=lärt(context),
        läget=läget(context),
        statusar=list(Status),
        antal_insatser=len(urval(register.insatser, EGNA)),
        rot=root,
        budget=budget,
        årssidor=[(år, adress(år)) for år in åren_med_sida(register, context.today)],
        deltagare=visade_deltagare,
        fler_deltagare=len(visade_deltagare) < len(alla_deltagare(context)),
        kostnader=[one for one in urval(register.uppföljning.samhällsekonomi, EGNA) if one.kostnad_per_deltagare is not None],
        mått=register.uppföljning.mått.alla,
        vart=viktiga_tal(context, "vart deltagarna gick"),
        svar=viktiga_tal(context, "deltagarnas svar"),
        i_ord=rapporter.nyckeltal_i_ord,
        lägen=per_läge((one for one in context.register.värdens_åtaganden(context.today) if one.är_rapport), context.today),
        dag=context.today,
        insatserna=urval(register.insatser, EGNA),
        utvärderingar=[rapport for rapport in urval(bibliotek.rapporter, EGNA) if rapport.slutsatser],
        luckor=luckor(context),
        **samhallsekonomi.i_ord(),
    )
