"""Sidan med allt från A till Ö: sidorna efter namn, och sökorden med sidan de leder till. För den som inte kan söka."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from macros.grouped import grouped
from macros.model.ord import Sökord
from macros.model.register import swedish_order
from macros.views.html import Context, Page, render, root_of

ADRESS = "sok/a-o/"


class Ställe(NamedTuple):
    """Något att gå till: namnet, och adressen från roten."""

    namn: str
    adress: str


class Post(NamedTuple):
    """En rad i listan: ordet, vart det leder, och det som sägs när webbplatsen inte har det. En sida leder till sig själv.

    `rad` är sökordet vid sitt första ord: där står det som bara ordboken känner.
    """

    ord: str
    ställe: Ställe | None
    svar: str = ""
    rad: Sökord | None = None


def a_till_ö_page(context: Context, pages: Iterable[Ställe], places: Mapping[str, str]) -> Page:
    """Sidan på `sok/a-o/`.

    Args:
        pages: sidorna som ska stå i listan.
        places: namnet på varje ställe som ett sökord kan leda till, efter adress från roten.
    """
    entries = [Post(page.namn, page) for page in pages]
    for sökord in context.register.sökord:
        entries += _of_sökord(sökord, places)
    entries = sorted(entries, key=lambda one: swedish_order(one.ord))
    letters = grouped(entries, lambda one: one.ord[0].upper())
    html = render("a_till_o.html", bokstäver=letters, insatser="insatser/" in places, rot=root_of(ADRESS))
    title = "Allt från A till Ö"
    description = "Alla sidor efter namn, och vardagliga ord med sidan där svaret står. Går att använda utan sökning."
    return Page(
        ADRESS, title, description, html, "Sidorna efter namn, och vardagliga ord med sidan som de leder till.", title_only=True
    )


def _of_sökord(sökord: Sökord, places: Mapping[str, str]) -> list[Post]:
    """Orden, vart och ett med den första sidan som finns. Ett sökord utan sida och svar är inte med."""
    found = next((link.lstrip("/") for link in sökord.sidor if link.lstrip("/") in places), "")
    place = Ställe(places[found], found) if found else None
    if not place and not sökord.svar:
        return []
    return [Post(word, place, sökord.svar, sökord if word == sökord.ord[0] else None) for word in sökord.ord]
