"""Förbundens egna avsnitt på en gemensam sida: värdens under Så gör vi, de andras under Andra förbund."""

from markupsafe import Markup

from macros.views.html import Context, render


def så_gör_vi(context: Context, root: str, sida: str) -> Markup:
    """Värdens avsnitt på sidan. Tomt när den inte har några."""
    rows = [one for one in context.register.avsnitt_på.get(sida, ()) if one.förbund.är_värd]
    return render("sa_gor_vi.html", avsnitt=rows, rot=root) if rows else Markup("")


def andra_förbund(context: Context, root: str, sida: str) -> Markup:
    """De andra förbundens avsnitt på sidan, förbund för förbund. Tomt när inget förbund har något."""
    rows = context.register.avsnitt_på.get(sida, ())
    groups = [(förbund, [one for one in rows if one.förbund is förbund]) for förbund in context.register.andra]
    groups = [(förbund, found) for förbund, found in groups if found]
    return render("andra_forbund.html", grupper=groups, rot=root) if groups else Markup("")
