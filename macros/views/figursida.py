"""Sidan `resultat/figurer/`: bilden, tabellen och filerna, en figur i taget."""

from macros.downloads import FIGURSLAG, figur_name, size_in_words
from macros.views.figurbild import svg_of
from macros.views.figurer import ADRESS, figurer, källa
from macros.views.html import Context, Page, render, root_of
from macros.views.text import first_upper


def figursida(context: Context) -> Page:
    alla, källan = figurer(context.register, context.today), källa(context.register, context.words, context.today)
    filer = {
        one.id: [
            (slag, url, size_in_words(context.sizes[url]))
            for slag in FIGURSLAG
            if (url := figur_name(one.id, slag)) in context.sizes
        ]
        for one in alla
    }
    html = render(
        "figurer.html",
        figurer=[(one, svg_of(one, källan.i_ord())) for one in alla],
        filer=filer,
        rubrik=lambda kolumn: first_upper(kolumn.replace("_", " ")),
        är_tal=lambda värde: isinstance(värde, int),
        rot=root_of(ADRESS),
    )  # fmt: skip
    om = "Pengarna, vart deltagarna gick, kostnaden och måluppfyllelsen som bilder att lägga i en presentation, med tabell och källa."
    return Page(ADRESS, "Figurer att visa", om, html, om, title_only=True)
