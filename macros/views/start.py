"""Startsidan."""

from markupsafe import Markup

from macros.model.beslut import nästa
from macros.views.html import Context, render

NEWS_ON_START = 3


def start(context: Context, root: str) -> Markup:
    """Vad webbplatsen är, tre vägar in, nästa beslut, antalet insatser och det senaste nya. Bara värdens egna insatser räknas."""
    register = context.register
    return render(
        "start.html",
        antal_egna=len(register.insatser_i(register.värd)),
        nyheter=register.nyheter[:NEWS_ON_START],
        beslut=nästa(register.guide, context.today),
        rot=root,
    )
