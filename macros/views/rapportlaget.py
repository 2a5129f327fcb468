"""Rapportläget: alla insatsers åtaganden efter datum, efter period och efter insats. Långa delar fortsätter på egna sidor."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from macros.downloads import REPORTS, size_in_words
from macros.grouped import grouped
from macros.model.atagande import NÄRA_DAGAR, Insamling, Läge, Åtagande, insamlingar, per_läge
from macros.model.insats import Insats
from macros.model.utfall import Period
from macros.views.atagande import Rad, mall_till, min_insats_adress, perioden, rader
from macros.views.delad import Bit, Delad, dela, delsidor, först_av
from macros.views.html import Context, Page, render
from macros.views.lager import EGNA, urval

SIDA = "resultat/rapportlaget/"
# Delarna efter datum: ankaret, och tabellens rubrik.
EFTER_DATUM = {
    Läge.PASSERAT: ("passerade", "Utan besked, äldst först"),
    Läge.NU: ("nu", "Det som går att göra nu"),
    Läge.NÄRA: ("kommande", f"Inom {NÄRA_DAGAR} dagar, närmast i tiden först"),
    Läge.SENARE: ("senare", "Senare, närmast i tiden först"),
    Läge.UTAN_DATUM: ("utan-datum", "Det som återkommer, eller där ingen har sagt vilken dag"),
    Läge.KLART: ("klara", "Det som är klart, senaste först"),
}
Visa = Callable[[Bit[Any], str], Markup]


@dataclass(frozen=True)
class Avsnitt:
    """En del av rapportläget: dess lista, och hur raderna på en av listans sidor visas."""

    lista: Delad[Any]
    visa: Visa


def rapportläget(context: Context, root: str, files: dict[str, bytes]) -> Markup:
    """Läget efter datum, efter period och efter insats, med kalender att prenumerera på."""
    found = context.register.värdens_åtaganden(context.today)
    delar = avsnitten(context)
    return render(
        "rapportlaget.html",
        delar=delar,
        första={namn: del_.visa(del_.lista.första, root) for namn, del_ in delar.items()},
        efter_datum={läge: namn for läge, (namn, _) in EFTER_DATUM.items()},
        lägen=Läge,
        dagar=NÄRA_DAGAR,
        dag=context.today,
        perioden=perioden,
        insamlingar=[(nyckel(one), one) for one in insamlingar(found, context.today)],
        rot=root,
        kalender=REPORTS,
        storlek=size_in_words(len(files[REPORTS])) if REPORTS in files else "",
    )


def sidor(context: Context) -> list[tuple[str, Callable[[], Page]]]:
    """Fortsättningen på de delar som är för långa för en sida."""
    om = "Vad insatserna har lämnat, vad som ska komma och vad som saknar besked."
    return [one for del_ in avsnitten(context).values() for one in delsidor(del_.lista, om, del_.visa)]


def nyckel(insamling: Insamling) -> str:
    """Ankaret för en rapport som flera insatser ska lämna samma dag."""
    return f"{insamling.rapport.id}-{insamling.sista}"


def avsnitten(context: Context) -> dict[str, Avsnitt]:
    """Delarna efter ankare. Är de många tillsammans börjar sidan med några rader av varje."""
    found, dag = context.register.värdens_åtaganden(context.today), context.today
    per_insats = grouped(found, lambda one: one.insats.id)
    utan = [insats for insats in urval(context.register.insatser, EGNA) if insats.id not in per_insats]
    läge = per_läge(found, dag)
    delar: dict[str, tuple[str, list[Any], Visa]] = {}
    for ett, (namn, rubrik) in EFTER_DATUM.items():
        i_rader = [one for rad in rader(läge[ett]) for one in rad.alla]
        delar[namn] = rubrik, i_rader, partial(efter_datum, context, namn, rubrik, ett is not Läge.KLART)
    for one in insamlingar(found, dag):
        delar[nyckel(one)] = titel(one), list(one.åtaganden), partial(efter_period, context, one)
    delar["insatser"] = "Insats för insats", list(per_insats.values()), partial(efter_insats, context)
    delar["utan-atagande"] = "Insatser utan åtaganden", utan, utan_åtagande
    först = först_av([poster for _, poster, _ in delar.values()])
    return {
        namn: Avsnitt(dela(f"Rapportläget: {rubrik}", poster, _adress(namn), insatsens_namn, först=först), visa)
        for namn, (rubrik, poster, visa) in delar.items()
    }


def titel(insamling: Insamling) -> str:
    """`Delårsrapport, januari – juni 2026`, eller dagen när årshjulet inte säger vilken tid rapporten gäller."""
    return f"{insamling.rapport.rapport}, {perioden(insamling) or insamling.sista.i_ord()}"


def _adress(namn: str) -> Callable[[int], str]:
    return lambda nummer: f"{SIDA}#{namn}" if nummer == 1 else f"{SIDA}{namn}/{nummer}/"


def insatsens_namn(post: Insats | Åtagande | list[Åtagande]) -> str:
    """Vad en rad kallas i länkarna mellan sidorna."""
    if isinstance(post, list):
        post = post[0]
    return post.namn if isinstance(post, Insats) else post.insats.namn


# ---- Delarna --------------------------------------------------------------------------------------------------


def efter_datum(context: Context, namn: str, rubrik: str, med_mall: bool, bit: Bit[Åtagande], root: str) -> Markup:
    """Åtagandena i en tabell. Samma åtagande för flera insatser står på en rad."""

    def mall(rad: Rad) -> Markup:
        return mall_till(context, root, rad.ett, är_ifylld=len(rad.alla) == 1)

    return render(
        "rapportlaget_datum.html",
        ankare=namn,
        rubrik=rubrik,
        rader=rader(bit.rader),
        med_mall=med_mall,
        mall=mall,
        perioden=perioden,
        dag=context.today,
        rot=root,
    )


def efter_period(context: Context, insamling: Insamling, bit: Bit[Åtagande], root: str) -> Markup:
    """Vilka som har lämnat en rapport, insats för insats."""
    return render(
        "rapportlaget_period.html",
        ankare=nyckel(insamling),
        en=insamling,
        titel=titel(insamling),
        rader=bit.rader,
        har_utfall=lambda one: har_utfall(context, one.insats, one.period),
        dag=context.today,
        rot=root,
    )


def har_utfall(context: Context, insats: Insats, period: Period | None) -> bool:
    """Sant när insatsen har utfall inlagda för just den perioden."""
    return any(rad.period == period for rad in context.register.uppföljning.årsutfall.get(insats.id, ()) if period)


def efter_insats(context: Context, bit: Bit[list[Åtagande]], root: str) -> Markup:
    """Hur många åtaganden varje insats har."""
    return render(
        "rapportlaget_insatser.html",
        rader=[(ones[0].insats, per_läge(ones, context.today)) for ones in bit.rader],
        min_insats={ones[0].insats.id: min_insats_adress(ones[0].insats, ones, context.today) for ones in bit.rader},
        lägen=Läge,
        rapporter=context.register.uppföljning.bibliotek.rapporter_om,
        rot=root,
    )


def utan_åtagande(bit: Bit[Insats], root: str) -> Markup:
    """Insatserna som inget är inlagt för, efter varandra i en mening."""
    return render("rapportlaget_utan.html", insatser=bit.rader, rot=root, är_början=bit.nummer == 1)
