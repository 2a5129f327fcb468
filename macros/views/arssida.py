"""Sidan om ett år, `resultat/ar/<år>/`: samma innehåll som underlaget till årsredovisningen i Word."""

from functools import partial

from macros.downloads import årsredovisning_name
from macros.model.arsredovisning import åren_med_sida, årsbok
from macros.views import delad
from macros.views.arsbok import innehåll
from macros.views.dokument import dokument
from macros.views.html import Context, Page, render, root_of


def adress(år: int) -> str:
    """Årets sida, från webbplatsens rot."""
    return f"resultat/ar/{år}/"


def sidor(context: Context) -> list[tuple[str, "partial[Page]"]]:
    """Adressen till varje års sida, och det som gör den."""
    return [(adress(år), partial(års_page, context, år)) for år in åren_med_sida(context.register, context.today)]


def års_page(context: Context, år: int) -> Page:
    register, root = context.register, root_of(adress(år))
    bok = årsbok(register, år, context.today)
    delar = list(innehåll(bok, register.uppföljning.mått, register.insatser_i(register.värd), context.today))
    html = render(
        "arssida.html",
        delar=delar,
        flest=delad.FLEST // 2,
        andra_år=[ett for ett in åren_med_sida(register, context.today) if ett != år],
        adress=adress,
        dokument=dokument(context, root, årsredovisning_name(år), f"Underlaget till årsredovisningen {år}"),
        redigera=context.edit_url,
        rot=root,
    )
    om = "insatserna, pengarna, deltagarna, utfallen, rapporterna och det som saknas"
    lead = f"Hela året på en sida: {om}."
    return Page(
        adress(år), f"Året {år}", f"Året {år} i förbundet: {om}. Varje tal med sin rad i data.", html, lead, title_only=True
    )
