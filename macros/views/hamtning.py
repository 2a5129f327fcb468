"""Förbunden vars öppna data är hämtade: var de finns, vilken dag kopian är från, och vad som inte går att jämföra."""

from markupsafe import Markup

from macros.views.html import Context, render


def hämtningar(context: Context, root: str) -> Markup:
    """Tabellen över förbunden som hämtas."""
    register = context.register
    return render(
        "hamtningar.html",
        hämtningar=register.hämtningar,
        förbund={förbund.id: förbund for förbund in register.andra},
        mått={mått.fält: mått.namn for mått in register.uppföljning.mått.alla},
        titlar={field.name: field.title for field in context.words.tables["hamtas"].field("kopia").fields},
        rot=root,
    )
