"""Ifyllda niofältare: en sida per insats och år, och listan över dem."""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from macros.model.insats import Insats
from macros.model.sjalvvardering import Ifylld, ifyllda_niofältare
from macros.model.uppfoljning import FASER, VEM
from macros.views.html import Context, Page, render, root_of
from macros.views.lager import EGNA, urval


def sidor(context: Context) -> Iterator[tuple[str, partial[Page]]]:
    """Adressen till varje ifylld niofältare, och hur sidan görs."""
    alla = ifyllda_niofältare(context.register.uppföljning)
    for en in alla:
        andra = [annan for annan in alla if annan.insats is en.insats and annan is not en]
        yield en.adress, partial(ifylld_page, context, en, andra)


def ifylld_page(context: Context, ifylld: Ifylld, andra: list[Ifylld]) -> Page:
    """En insats niofältare ett år: det som självvärderingen säger i varje fält."""
    fälten = context.register.uppföljning.niofältaren
    efter = {(one.vem, one.när): one for one in fälten}
    html = render(
        "ifylld_niofaltare.html",
        ifylld=ifylld,
        andra=andra,
        rader=[(vem, [efter.get((vem, fas)) for fas in FASER]) for vem in VEM],
        faser=FASER,
        antal_fält=len(fälten),
        antal_ifyllda=ifylld.ifyllda(fälten),
        rot=root_of(ifylld.adress),
    )
    title = f"Niofältaren, lämnad {ifylld.år}: {ifylld.insats.namn}"
    lead = f"Så värderar insatsen sig själv. Självvärderingen lämnades {ifylld.år}."
    return Page(
        ifylld.adress,
        title,
        f"{ifylld.insats.namn}: självvärdering med niofältaren, lämnad {ifylld.år}.",
        html,
        lead,
        wide=True,
        title_only=True,  # rapporten har samma text
    )


def niofältare_för(context: Context, insats: Insats) -> list[Ifylld]:
    """Insatsens ifyllda niofältare, senaste året först."""
    return [en for en in ifyllda_niofältare(context.register.uppföljning) if en.insats is insats]


def ifyllda(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Listan över ifyllda niofältare. När ingen finns står det vad som behövs."""
    insatser = {insats.id for insats in urval(context.register.insatser, vilka)}
    fälten = context.register.uppföljning.niofältaren
    found = [en for en in ifyllda_niofältare(context.register.uppföljning) if en.insats.id in insatser]
    return render("ifyllda_niofaltare.html", rader=[(en, en.ifyllda(fälten)) for en in found], fält=len(fälten), rot=root)
