"""Förändringsteorin: varje kedja som figur, som text och som tabell, och vad den saknar."""

from markupsafe import Markup

from macros.grouped import by_key
from macros.model.insats import Insats
from macros.model.kedja import LEDEN, Brist, Kedja, Led, Mål
from macros.views import figurtext, kedjefigur
from macros.views.html import Context, render
from macros.views.lager import ANDRA, EGNA, urval

ADRESS = "uppfoljning/forandringsteori/"
# Så bred måste sidan vara, i rem, för att den breda figurens text ska bli minst 12 pixlar. Stilmallen har samma steg.
STEPS = (44, 53, 70)
READABLE, REM = 12, 16
MÅLETS_MÅTT = ("indikator", "målvärde", "kön", "när")
MÅLFÄLT = ("sort", *MÅLETS_MÅTT, "utfall", "nått", "anmärkning")


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


def svarar_mot(kedja: Kedja, mål: Mål) -> list[Led]:
    """Leden som svarar mot ett mål."""
    return [led for led in kedja.led if mål in led.mål]


def måltabell(context: Context, kedja: Kedja, root: str) -> Markup:
    """Målen som kedjan ska svara mot. Bara de kolumner som något mål fyller. Tomt när det inte finns några mål."""
    fields = context.words.tables["mal"].by_name
    used = [name for name in MÅLFÄLT if any(getattr(mål, name) for mål in kedja.alla_mål)]
    rows = [(mål, svarar_mot(kedja, mål)) for mål in kedja.alla_mål]
    return render("kedjemal.html", rader=rows, fält=[fields[name] for name in used], rot=root) if rows else Markup("")


def mål_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Insatsens mål och hur det gick. Tomt när inga mål är inlagda."""
    fields = context.words.tables["mal"].by_name
    rows = [
        (mål, [(fields[name].title, text) for name in MÅLETS_MÅTT if (text := getattr(mål, name))])
        for mål in context.register.uppföljning.mål_för(insats)
    ]
    return render("mal_insats.html", mål=rows, rot=root, redigera=context.edit_url) if rows else Markup("")


def kedjor(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Kedjorna, en i taget."""
    titlar = titles(context)
    parts = [
        (kedja, figur(kedja, titlar), tabell(kedja, titlar), brister(kedja), måltabell(context, kedja, root))
        for kedja in urval(context.register.uppföljning.kedjor, vilka)
    ]
    return render("kedjor.html", kedjor=parts, titlar=titlar, rot=root, redigera=context.edit_url, andras=vilka == ANDRA)


def kedja_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Avsnittet på insatsens sida. Tomt när ingen kedja gäller insatsen."""
    rows = [(kedja, len(list(kedja.brister()))) for kedja in context.register.uppföljning.kedjor_för(insats)]
    return render("kedja_insats.html", kedjor=rows, adress=root + ADRESS) if rows else Markup("")
