"""Enkätsvaren: på insatsens sida, och förbundets insatser tillsammans."""

from markupsafe import Markup

from macros.grouped import grouped
from macros.model.enkatsvar import Andel, Enkätsumma, Frågesvar, graderade, procent
from macros.model.insats import Insats
from macros.model.instrument import Instrument, Instrumentdel
from macros.model.utfall import FÅ
from macros.views.html import Context, render

MOST_YEARS = 4  # så många år får plats bredvid varandra


def enkätsvar_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Avsnittet på insatsens sida. Tomt när inga svar är inlagda."""
    rader = context.register.uppföljning.enkäter_för.get(insats.id, [])
    if not rader:
        return Markup("")
    return render(
        "enkatsvar_insats.html",
        rader=[(rad, [(svar, antalen(rad.enkät, svar)) for svar in rad.svar if svar.visas]) for rad in rader],
        skalor=skalor,
        procent=procent,
        få=FÅ,
        rot=root,
    )


def antalen(enkät: Instrument, svar: Frågesvar) -> tuple[str, str]:
    """De låga och de höga svaren var för sig i ord: `I mycket låg grad 8, I ganska låg grad 11`. Tom text när de inte visas."""
    del_ = graderade(enkät)[svar.fråga]
    if not svar.val:
        return "", ""
    return _counted(svar, del_.låga), _counted(svar, del_.höga)


def _counted(svar: Frågesvar, vilka: tuple[str, ...]) -> str:
    return ", ".join(f"{one} {antal}" for one, antal in zip(vilka, svar.antal(vilka), strict=True)) if vilka[1:] else ""


def skalor(enkät: Instrument) -> list[Instrumentdel]:
    """En del för varje sätt att räkna låga och höga svar i enkäten."""
    return list({(del_.låga, del_.höga): del_ for del_ in enkät.delar if del_.höga}.values())


def enkätsvaren(context: Context, root: str) -> Markup:
    """Varje enkät för sig: svarsfrekvens och andelen höga och låga svar, fråga för fråga och år för år."""
    summor = grouped(context.register.enkätsummor, lambda summa: summa.enkät.id)
    return render(
        "enkatsvar.html",
        enkäter=[(egna[0].enkät, egna[:MOST_YEARS], _frågor(egna[:MOST_YEARS])) for egna in summor.values()],
        skalor=skalor,
        rot=root,
    )


def _frågor(summor: list[Enkätsumma]) -> list[tuple[str, list[tuple[Andel | None, Andel | None]]]]:
    """Frågorna som visas något år, med de höga och de låga svaren varje år."""
    åren = [{en.fråga: (en.höga, en.låga) for en in summa.frågor} for summa in summor]
    frågor = [fråga for fråga in graderade(summor[0].enkät) if any(fråga in år for år in åren)]
    return [(fråga, [år.get(fråga, (None, None)) for år in åren]) for fråga in frågor]
