"""Förändringsteorin: varje kedja som figur, som text och som tabell, och vad den saknar."""

from collections.abc import Sequence

from markupsafe import Markup

from macros.grouped import by_key
from macros.model.insats import Insats
from macros.model.kedja import LEDEN, Brist, Kedja, Led, Mål
from macros.model.malvarde import Mätvärde, Målläge, mätvärden, uppföljt
from macros.model.utfall import TOTALT
from macros.views import figurtext, kedjefigur
from macros.views.html import Context, render
from macros.views.lager import ANDRA, EGNA, urval
from macros.views.uppgifter import generic_cell
from macros.views.utfall import period_in_words
from macros.views.utvarderingsmatris import lägen, tagg, värdet

ADRESS = "uppfoljning/forandringsteori/"
# Så bred måste sidan vara, i rem, för att den breda figurens text ska bli minst 12 pixlar. Stilmallen har samma steg.
STEPS = (44, 53, 70)
READABLE, REM = 12, 16
OMÄTT = "Det går inte att säga om målet är nått."
MÄT = "Bestäm vem som mäter och när, välj utfallsmått, skriv målvärdet som ett tal och lägg in utfallen."
MÅLFÄLT = (
    "sort",
    "indikator",
    "målvärde",
    "målvärde_kvinnor",
    "målvärde_män",
    "riktning",
    "kön",
    "när",
    "mått",
    "underlag",
    "vem",
    "utfall",
    "nått",
    "anmärkning",
)


def titles(context: Context) -> dict[str, str]:
    """Rubriken för varje sort av led, ur ordboken."""
    fields = context.words.tables["forandringsteori"].by_name
    return {sort: fields[sort].title for sort in LEDEN}


def step_of(figure: kedjefigur.Figure) -> int:
    """Det minsta steget där den breda figuren går att läsa."""
    needed = figure.width * READABLE / figurtext.FONT / REM
    return next(step for step in STEPS if needed <= step)


def figur(kedja: Kedja, titlar: dict[str, str]) -> Markup:
    """Kedjan ritad på två sätt. Stilmallen visar det som får plats. Tomt när kedjan inte har några led."""
    if not kedja.led:
        return Markup("")
    wide, narrow = kedjefigur.wide(kedja, titlar), kedjefigur.narrow(kedja, titlar)
    return render(
        "kedjefigur.html",
        kedja=kedja,
        former=[("wide", wide), ("narrow", narrow)],
        steg=step_of(wide),
        text=figurtext,
        PAD=kedjefigur.PAD,
        REM=REM,
    )


def tabell(kedja: Kedja, titlar: dict[str, str]) -> Markup:
    """Planens tabell: en kolumn för varje sort av led, och en rad för varje nivå."""
    return render("kedjetabell.html", kedja=kedja, titlar=titlar)


def brister(kedja: Kedja) -> list[tuple[Brist, list[str]]]:
    """Bristerna sort för sort, i den ordning som modellen har dem."""
    found = by_key(kedja.brister())
    return [(brist, found[brist]) for brist in Brist if brist in found]


def dagordning(kedja: Kedja, omätta: Sequence[Mål] = ()) -> Markup:
    """Det som styrgruppen ska ta upp om kedjan, i ordning: först bristerna, sedan målen som inte är mätta. Tomt utan sådant."""
    punkter = [(brist.value, brist.gör, namn) for brist, namn in brister(kedja)]
    if omätta:
        punkter.append((OMÄTT, MÄT, [mål.mål for mål in omätta]))
    return render("kedjans_dagordning.html", punkter=punkter) if punkter else Markup("")


def svarar_mot(kedja: Kedja, mål: Mål) -> list[Led]:
    """Leden som svarar mot ett mål."""
    return [led for led in kedja.led if mål in led.mål]


def måltabell(context: Context, kedja: Kedja, root: str) -> Markup:
    """Målen som kedjan ska svara mot. Bara de kolumner som något mål fyller. Tomt när det inte finns några mål."""
    fields = context.words.tables["mal"].by_name
    used = [name for name in MÅLFÄLT if any(getattr(mål, name) for mål in kedja.alla_mål)]
    rows = [(mål, svarar_mot(kedja, mål)) for mål in kedja.alla_mål]
    if not rows:
        return Markup("")
    return render("kedjemal.html", rader=rows, fält=[fields[name] for name in used], rot=root, cell=generic_cell)


def kedjor(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Kedjorna, en i taget."""
    titlar = titles(context)
    parts = [
        (kedja, figur(kedja, titlar), tabell(kedja, titlar), dagordning(kedja), måltabell(context, kedja, root))
        for kedja in urval(context.register.uppföljning.kedjor, vilka)
    ]
    return render("kedjor.html", kedjor=parts, titlar=titlar, rot=root, andras=vilka == ANDRA)


def mätta_led(context: Context, kedja: Kedja, insats: Insats) -> list[tuple[Led, tuple[Mätvärde, ...]]]:
    """Leden som har något att mäta, med talen för alla, senaste perioden först. Effekterna är alltid med."""
    uppföljning = context.register.uppföljning
    grupper = uppföljning.utfallsgrupper.get(insats.id, [])
    return [
        (led, mätvärden(led.mått, TOTALT, grupper, uppföljning.mått))
        for led in kedja.led
        if led.är_effekt or led.indikator or led.mått or led.mål
    ]


def kedja_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Avsnittet på insatsens sida: kedjan ritad, vad leden har gett och vad som är kvar att göra. Tomt utan kedja."""
    titlar, läge = titles(context), lägen(context, insats)
    rows = [
        (
            kedja,
            figur(kedja, titlar),
            mätta_led(context, kedja, insats),
            dagordning(kedja, [mål for mål in kedja.alla_mål if läge.get(mål.id) is Målläge.INTE_MÄTT]),
        )
        for kedja in context.register.uppföljning.kedjor_för(insats)
    ]
    return (
        render(
            "kedja_insats.html",
            kedjor=rows,
            titlar=titlar,
            läget=lambda mål: läge.get(mål.id) or uppföljt(mål, (), context.register.uppföljning.mått).läge,
            adress=root + ADRESS,
            rot=root,
            mållänk=lambda mål: f"#mal-{mål.id}" if mål.insats is insats else f"{root}{ADRESS}#kedjorna",
            period=period_in_words,
            värdet=värdet,
            tagg=tagg,
        )
        if rows
        else Markup("")
    )
