"""Rutan under en tabell eller en figur: allt som behövs för att lita på den, hämta den, citera den och rätta den."""

from typing import NamedTuple

from markupsafe import Markup

from macros.downloads import DATA, FIGURSLAG, figur_name, size_in_words
from macros.views.html import Context, part, root_of
from macros.views.underlag import Underlag, citat, fyll

FORMS = (("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json"))
OWN_CHANGES = "har-andrats"  # ankaret på en insats sida, när något har ändrats


class Fil(NamedTuple):
    """En fil att ladda ner: slaget, adressen från roten och storleken i ord."""

    slag: str
    adress: str
    storlek: str


class Hämtning(NamedTuple):
    """Filerna med samma innehåll. `namn` är tabellens eller figurens."""

    namn: str
    filer: tuple[Fil, ...]


def med_underlag(content: str, context: Context, sida: str, url: str, adress: str) -> str:
    """Sidans HTML med en ruta vid varje märke.

    Args:
        sida: sidans rubrik, som citeringen nämner.
        url: sidans adress från roten.
        adress: sidans hela adress, tom när bygget inte vet den.
    """
    own_changes = f'id="{OWN_CHANGES}"' in content

    def ruta(underlag: Underlag, source: Markup) -> Markup:
        whole = f"{adress}#{underlag.id}" if adress else ""
        return part(
            "underlag",
            underlag,
            source,
            hämtningar(underlag, context),
            citat(context.register.värd.namn, _titled(underlag.titel, sida), whole, context.today),
            f"#{OWN_CHANGES}" if own_changes else f"{root_of(url)}om/oppna-data/andringar/",
            context,
            root_of(url),
        )

    return fyll(content, ruta)


def _titled(titel: str, sida: str) -> str:
    """Tabellens eller figurens namn, och sidans när namnet inte redan säger det."""
    return titel if sida.casefold() in titel.casefold() else f"{titel}, på sidan {sida}"


def hämtningar(underlag: Underlag, context: Context) -> list[Hämtning]:
    """Figurens filer och sedan tabellernas, bara de som finns."""
    figur = [(slag, figur_name(underlag.figur, slag)) for slag in FIGURSLAG] if underlag.figur else []
    found = [_hämtning(underlag.titel, figur, context)]
    for tabell in underlag.tabeller:
        files = [(slag, f"{DATA}{tabell}.{ending}") for slag, ending in FORMS]
        found.append(_hämtning(context.words.tables[tabell].title, files, context))
    return [one for one in found if one.filer]


def _hämtning(namn: str, files: list[tuple[str, str]], context: Context) -> Hämtning:
    sizes = context.sizes
    return Hämtning(namn, tuple(Fil(slag, url, size_in_words(sizes[url])) for slag, url in files if url in sizes))
