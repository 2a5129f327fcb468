"""Startsidan."""

from markupsafe import Markup

from macros.views.html import Context, render

NEWS_ON_START = 3


def start(context: Context, root: str) -> Markup:
    """Vad webbplatsen är, tre vägar in, siffror ur data och det senaste nya."""
    register = context.register
    return render("start.html", register=register, nyheter=register.nyheter[:NEWS_ON_START], rot=root)
