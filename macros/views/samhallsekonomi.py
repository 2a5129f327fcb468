"""Samhällsekonomin: beräkningarna som de är tryckta, vinsten per part, och var källans tal inte stämmer."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from macros.model.insats import Insats
from macros.model.samhallsekonomi import BELOPP, INGEN, Beräkning, Partsvinst, Prognos
from macros.views.html import Context, render
from macros.views.lager import ANDRA, EGNA, urval, ägare
from macros.views.partsfigur import MINSKNING, UTEBLIVNA, partsfigur, partsfigurer, vinstfigurer
from macros.views.text import first_upper, number

MILJON = 1_000_000
HÖLL: Mapping[Prognos, str] = {
    "höll": "Ja",
    "något för positiv": "Nej, den var något för positiv",
    "för positiv": "Nej, den var för positiv",
    "för försiktig": "Nej, den var för försiktig",
}


def kronor(value: int | None) -> str:
    """`−8 500 kronor`, eller tom text."""
    return "" if value is None else f"{number(value)} kronor"


def stort_belopp(value: int | None, högst: int | None = None) -> str:
    """`35–180 miljoner kronor`, `450 000 kronor`, eller tom text."""
    if value is None:
        return ""
    span = [value] if högst is None else [value, högst]
    if all(abs(one) >= MILJON for one in span):
        return "–".join(number(one / MILJON) for one in span) + " miljoner kronor"
    return "–".join(map(number, span)) + " kronor"


def månader(text: str) -> str:
    """Återbetalningstiden i ord."""
    return f"betalas inte tillbaka ({INGEN})" if text == INGEN else f"{text} månader" if text else ""


def avvikelser(beräkning: Beräkning) -> dict[str, str]:
    """Anmärkningen vid varje tryckt tal som inte är totalen delad med deltagarna, efter fält."""
    return {one.fält: f"Uträknat: {number(one.räknat)}" for one in beräkning.avvikelser()}


def motsägelser(beräkning: Beräkning) -> dict[str, str]:
    """Anmärkningen vid varje återbetalningstid som vinsten eller förlusten säger emot, efter part. Tom part är samhället."""
    return {
        one.part: f"Men {'efter ett år' if one.sikt == 'ett_år' else 'på lång sikt'} är det en "
        f"{'vinst' if one.belopp > 0 else 'förlust'} på {stort_belopp(abs(one.belopp))}"
        for one in beräkning.motsägelser()
    }


def återbetalt(text: str) -> str:
    """Återbetalningstiden som en egen mening."""
    return first_upper(månader(text)) if text == INGEN else f"Återbetalt efter {månader(text)}"


def i_ord(**extra: object) -> dict[str, object]:
    """Det som alla mallar om samhällsekonomi skriver med."""
    return {"månader": månader, "återbetalt": återbetalt, "stort_belopp": stort_belopp, "kronor": kronor, "höll": HÖLL, **extra}


def samhällsekonomi(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Beräkningarna, med varningen att de inte går att jämföra rakt av. Tomt när det inte finns några."""
    beräkningar = urval(context.register.uppföljning.samhällsekonomi, vilka)
    if not beräkningar:
        return Markup("")
    besparingar = per_part(beräkningar, lambda part: not part.bara_uteblivna)
    uteblivna = per_part(beräkningar, lambda part: part.uteblivna_kostnader is not None)
    return render(
        "samhallsekonomi.html",
        **i_ord(),
        beräkningar=[(one, avvikelser(one)) for one in beräkningar if one.är_beräknad],
        utan=[one for one in beräkningar if not one.är_beräknad],
        motsagt={one.id: motsägelser(one) for one in beräkningar},
        vinster=[one for one in beräkningar if one.vinster],
        uppföljda=[one for one in beräkningar if one.uppföljning],
        besparingar=besparingar,
        parter=partsnamn(besparingar),
        uteblivna=uteblivna,
        uteblivnas_parter=partsnamn(uteblivna),
        vinstfigurer=vinstfigurer(beräkningar),
        figurer=[partsfigurer(beräkningar, fält) for fält in (MINSKNING, UTEBLIVNA)],
        sikter=sorted({one.lång_sikt for one, _ in besparingar if one.lång_sikt}),
        andras=vilka == ANDRA,
        rot=root,
    )


def per_part(
    beräkningar: list[Beräkning], visas: Callable[[Partsvinst], bool]
) -> list[tuple[Beräkning, dict[str, Partsvinst]]]:
    """Beräkningarna som har parter att visa, var och en med sina parter efter namn."""
    pairs = [(one, {part.part: part for part in one.parter if visas(part)}) for one in beräkningar]
    return [(one, parter) for one, parter in pairs if parter]


def partsnamn(rader: list[tuple[Beräkning, dict[str, Partsvinst]]]) -> list[str]:
    """Parterna i raderna, i den ordning de först nämns."""
    return list(dict.fromkeys(namn for _, parter in rader for namn in parter))


def beräkning_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Avsnittet på insatsens sida. Tomt när ingen beräkning är inlagd."""
    beräkningarna = context.register.uppföljning
    beräkning = beräkningarna.beräkning.get(insats.id)
    if not beräkning:
        return Markup("")
    fält = context.words.tables["samhallsekonomi"].by_name
    lika = [one for one in beräkningarna.samhällsekonomi if ägare(one).är_värd is insats.förbund.är_värd]
    return render(
        "samhallsekonomi_insats.html",
        **i_ord(),
        b=beräkning,
        titlar={namn: one.title for namn, one in fält.items()},
        belopp=BELOPP,
        avvikelser=avvikelser(beräkning),
        motsagt=motsägelser(beräkning),
        figurer=[partsfigur(beräkning, one, lika) for one in (MINSKNING, UTEBLIVNA)],
        jämförbara=len(lika) > 1,
        rot=root,
    )
