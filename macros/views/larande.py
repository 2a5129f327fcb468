"""Det som rapporterna lär: rekommendationerna med svar, och lärdomarna tema för tema ur alla rapporter och handböcker."""

from dataclasses import dataclass

from markupsafe import Markup

from macros.model.kalla import Källa
from macros.model.rapport import Metodhandbok, Rapport, Rekommendation
from macros.views.html import Context, render
from macros.views.lager import ANDRA, EGNA, urval

# Varje tema, med rubrik, ankare och fälten i rapporterna och i handböckerna som hör dit.
TEMAN = (
    ("Framgångar", "framgangar", ("framgångar",), ()),
    ("Hinder", "hinder", ("hinder",), ()),
    ("Arbetsmetoder", "arbetsmetoder", ("arbetsmetoder",), ("metod", "arbetssätt")),
)


def numrerade(rapporter: list[Rapport]) -> list[tuple[Rapport, int, Rekommendation]]:
    """Rekommendationerna med rapport och nummer i den."""
    return [
        (rapport, nummer, rekommendation)
        for rapport in rapporter
        for nummer, rekommendation in enumerate(rapport.rekommendationer, 1)
    ]


def rekommendationer(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """De öppna rekommendationerna, och sedan de som är klara eller avvisade. Tomt när ingen rapport rekommenderar något."""
    alla = numrerade(urval(context.register.uppföljning.bibliotek.rapporter, vilka))
    öppna = [one for one in alla if one[2].är_öppen]
    avslutade = [one for one in alla if not one[2].är_öppen]
    if not alla:
        return Markup("")
    utan_svar = sum(not one[2].läge for one in alla)
    return render(
        "rekommendationer.html",
        tabeller=[("Öppna rekommendationer", öppna), ("Klara och avvisade rekommendationer", avslutade)],
        öppna=len(öppna),
        alla=len(alla),
        utan_svar=utan_svar,
        andras=vilka == ANDRA,
        rot=root,
    )


@dataclass(frozen=True)
class Lärdom:
    """Det som en rapport eller handbok säger om ett tema."""

    ur: Rapport | Metodhandbok
    text: str
    förbund: str

    @property
    def källor(self) -> tuple[Källa, ...]:
        return self.ur.källor


def lärdomar_om(context: Context, vilka: str) -> list[tuple[str, str, list[Lärdom]]]:
    """Temanas rubrik och ankare med lärdomarna, rapporterna först. Ett tema utan lärdomar är inte med."""
    bibliotek = context.register.uppföljning.bibliotek
    rapporter, handböcker = urval(bibliotek.rapporter, vilka), urval(bibliotek.handböcker, vilka)
    found = []
    for rubrik, ankare, i_rapport, i_handbok in TEMAN:
        lärdomar = [
            Lärdom(rapport, text, rapport.förbund.namn)
            for rapport in rapporter
            for fält in i_rapport
            if (text := getattr(rapport, fält))
        ]
        lärdomar += [
            Lärdom(handbok, text, handbok.insatser[0].förbund.namn)
            for handbok in handböcker
            if (text := "\n\n".join(filter(None, (getattr(handbok, fält) for fält in i_handbok))))
        ]
        if lärdomar:
            found.append((rubrik, ankare, lärdomar))
    return found


def lärdomar(context: Context, root: str, vilka: str = EGNA) -> Markup:
    """Lärdomarna tema för tema. Tomt när ingen rapport eller handbok har några."""
    teman = lärdomar_om(context, vilka)
    return render("lardomar.html", teman=teman, andras=vilka == ANDRA, rot=root) if teman else Markup("")
