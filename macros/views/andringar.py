"""Vad har ändrats: på webbplatsen, och om en insats."""

from collections.abc import Callable

from markupsafe import Markup

from macros.grouped import grouped
from macros.model.historia import Fältändring, Ändring
from macros.model.insats import Insats
from macros.model.tid import in_words
from macros.views.delad import Bit, dela, delsidor, sida
from macros.views.html import Context, Page, render, root_of

ADRESS = "om/oppna-data/andringar/"
TITEL = "Vad har ändrats"
OM = "Vad som har ändrats i uppgifterna på webbplatsen, dag för dag, och varför."
PÅ_INSATS, I_LISTAN = 5, 50  # ändringar som står öppna på insatsens sida, och som står där alls


def i_ord(fält: Fältändring) -> str:
    """En ändring vars värden visas: `Projekttid, slut: flyttat från 31 mars 2020 till 30 juni 2020`."""
    if fält.före and fält.efter:
        return f"{fält.rubrik}: {'flyttat' if fält.är_tid else 'ändrat'} från {fält.före} till {fält.efter}"
    return f"{fält.rubrik}: {f'{fält.efter} har kommit till' if fält.efter else f'{fält.före} är borttaget'}"


def meningar(ändring: Ändring) -> list[str]:
    """Vad som har ändrats i raden: fälten med värden var för sig, och de andra i en mening."""
    if ändring.är_ny:
        return ["Nytt på webbplatsen"]
    utan = [fält.rubrik for fält in ändring.fält if not (fält.före or fält.efter)]
    visade = [i_ord(fält) for fält in ändring.fält if fält.före or fält.efter]
    return [*visade, *([f"Ändrat: {'; '.join(utan)}"] if utan else [])] or ["Uppgifterna är ändrade"]


def sidor(context: Context) -> list[tuple[str, Callable[[], Page]]]:
    """Sidan på `om/oppna-data/andringar/`, och dess fortsättning när listan är lång."""
    delad = dela(TITEL, context.historia.ändringar, sida(ADRESS), lambda one: in_words(one.dag), lambda one: one.dag)

    def visa(bit: Bit[Ändring], root: str) -> Markup:
        dagar = grouped(bit.rader, lambda one: one.dag)
        return render("andringar_dagar.html", dagar=dagar, meningar=meningar, rot=root, nivå="h2")

    def page() -> Page:
        root = root_of(ADRESS)
        html = render(
            "andringar.html", historia=context.historia, lista=delad, bit=delad.första, dagar=visa(delad.första, root), rot=root
        )
        return Page(ADRESS, TITEL, OM, html, OM, title_only=True)

    return [(ADRESS, page), *delsidor(delad, OM, visa)]


def ändringar_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Avsnittet på insatsens sida. Tomt när inget är ändrat, eller när det inte är känt."""
    alla = context.historia.om(insats)
    return render(
        "andringar_insats.html",
        senaste=alla[:PÅ_INSATS],
        äldre=alla[PÅ_INSATS:I_LISTAN],
        fler=len(alla) > I_LISTAN,
        meningar=meningar,
        adress=ADRESS,
        rot=root,
    )
