"""Katalogen: alla insatser i en tabell, som går att filtrera och sortera när webbläsaren kör skript."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from macros.downloads import size_in_words
from macros.model.insats import Insats
from macros.views.delad import Bit, Delad, dela, delsidor, sida
from macros.views.html import Context, Page, render
from macros.views.lager import ANDRA, EGNA, urval
from macros.views.text import first_upper

NO_TYPE = "typ saknas"


@dataclass(frozen=True)
class Facet:
    """Ett filter: nyckeln i adressen, rubriken, och valen med antal."""

    key: str
    title: str
    options: list[tuple[str, str, int]]  # värde, text, antal


def facet_values(insats: Insats, context: Context) -> dict[str, list[str]]:
    """Vad insatsen räknas under i varje filter."""
    return {
        "forbund": [insats.förbund.id],
        "typ": [insats.typ.namn if insats.typ else NO_TYPE],
        "status": [insats.status(context.today).value],
        "metod": list(dict.fromkeys(val.metod.id for val in insats.metodval)),
        "utforare": [*insats.utförare, *filter(None, [insats.utförare_läge])],
        "ar": [str(year) for year in insats.projekttid.år()],
    }


TITLES = {"forbund": "Förbund", "typ": "Typ", "status": "Status", "metod": "Metod", "utforare": "Utförare", "ar": "År"}


def facets(context: Context, rows: list[tuple[Insats, dict[str, list[str]]]], titles: dict[str, str]) -> list[Facet]:
    """Filtren. Förbund i sidans ordning, år fallande, resten med det vanligaste först."""
    register = context.register
    names = {
        "forbund": {förbund.id: förbund.kortnamn for förbund in register.förbund},
        "metod": {metod.id: metod.namn for metod in register.metoder},
    }
    result = []
    for key, title in titles.items():
        counts = Counter(value for _, values in rows for value in values[key])
        order = sorted(counts, key=lambda value: (-counts[value], value))
        if key == "ar":
            order = sorted(counts, reverse=True)
        elif key == "forbund":
            order = [förbund.id for förbund in register.förbund if förbund.id in counts]
        options = [(value, names.get(key, {}).get(value, first_upper(value)), counts[value]) for value in order]
        result.append(Facet(key, title, options))
    return result


def sort_keys(insats: Insats) -> dict[str, str]:
    """Sorteringsnycklar som text. En okänd tid hamnar sist."""
    tid = insats.projekttid
    return {"tid": f"{tid.start.första if tid.start else '9999'} {tid.slut.sista if tid.slut else '9999'}"}


ADRESSER = {EGNA: "insatser/", ANDRA: "insatser/andra-forbund/"}
TITLAR = {EGNA: "Alla insatser", ANDRA: "Andra förbunds insatser"}


def lista(context: Context, vilka: str) -> Delad[Insats]:
    """Insatserna i registrets ordning. De andras hålls ihop förbund för förbund."""
    insatser = urval(context.register.insatser, vilka)
    namn = (lambda insats: insats.förbund.kortnamn) if vilka == ANDRA else (lambda insats: insats.namn)
    grupp = (lambda insats: insats.förbund.id) if vilka == ANDRA else (lambda _: None)
    return dela(TITLAR[vilka], insatser, sida(ADRESSER[vilka]), namn, grupp)


def bokens_storlek(context: Context, tabell: str) -> str:
    """Storleken på tabellens arbetsbok, i ord. Tom text när den inte är byggd."""
    size = context.sizes.get(f"data/v1/{tabell}.xlsx")
    return size_in_words(size) if size else ""


def katalog(context: Context, root: str, csv_size: int, vilka: str = EGNA) -> Markup:
    """Filterformuläret och tabellen med insatserna. Förbundet står bara bland de andras: värdens insatser har samma."""
    delad = lista(context, vilka)
    rows = [(insats, facet_values(insats, context)) for bit in delad.bitar for insats in bit.rader]
    shown = {key: title for key, title in TITLES.items() if key != "forbund" or vilka == ANDRA}
    return render(
        "katalog.html",
        lista=delad,
        tabell=table(context, vilka, delad.första, root),
        filter=facets(context, rows, shown),
        rot=root,
        storlek=size_in_words(csv_size),
        bok=bokens_storlek(context, "insatser"),
    )


def table(context: Context, vilka: str, bit: Bit[Insats], root: str) -> Markup:
    """Tabellen med insatserna på en av listans sidor."""
    return render(
        "katalogtabell.html",
        rader=[(insats, facet_values(insats, context), sort_keys(insats)) for insats in bit.rader],
        andras=vilka == ANDRA,
        hämtning=context.register.hämtning,
        titlar={field.name: field.title for field in context.words.tables["insatser"].fields},
        rot=root,
        dag=context.today,
    )


def sidor(context: Context) -> list[tuple[str, Callable[[], Page]]]:
    """Katalogernas fortsättning, när de är för långa för en sida."""
    om = "Insatserna med tid, metod, utförare och status."
    return [one for vilka in (EGNA, ANDRA) for one in delsidor(lista(context, vilka), om, partial(table, context, vilka))]
