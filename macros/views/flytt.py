"""Sidan som står kvar där en borttagen sida låg. En vanlig server för filer kan inte svara 410, så sidan säger det i ord."""

from markupsafe import Markup

from macros.model.flytt import Flytt
from macros.model.tid import in_words
from macros.views.html import Context, Page, render, root_of


def borttagna(context: Context) -> list[Flytt]:
    """De borttagna sidorna."""
    return [one for one in flyttar(context) if not one.till]


def flyttar(context: Context) -> list[Flytt]:
    """Sidorna som har flyttat eller är borttagna. Ställen på en sida är inte med."""
    return [one for one in context.register.flyttade if one.gäller_sidan]


def borttagen_page(context: Context, flytt: Flytt) -> Page:
    """Sidan säger att den är borttagen, när och varför, och var läsaren kan fortsätta."""
    html: Markup = render("borttagen.html", flytt=flytt, rot=root_of(flytt.url), redigera=context.edit_url)
    lead = f"Den togs bort den {in_words(flytt.datum)}."
    return Page(flytt.url, "Sidan är borttagen", f"Sidan är borttagen. {lead}", html, lead, noindex=True)
