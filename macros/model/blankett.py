"""Ansökans blankett: avsnitten, rutorna i dem och märkena som rutorna har.

Wordfilen, sidan där ansökan skrivs i webbläsaren, och `läs` utgår alla från det här. Märket är rutans namn i alla tre.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.dictionary.slag import slug
from macros.model.guide import DELAR
from macros.model.kedja import EFFEKTER, LEDEN

if TYPE_CHECKING:
    from macros.dictionary.words import Dictionary
    from macros.model.guide import Blankettfält, Guide
    from macros.model.listor import Insatstyp
    from macros.model.register import Register

KORTA = ("kort", "dag", "belopp")  # svaren som är några ord och står i en tabell, uppgift för uppgift
PARTER, PART, ORGANISATION = "parter", "Part", "Organisation"
PARTSKOLUMNER = (ORGANISATION, "Kontaktperson", "E-post till arbetet", "Telefon till arbetet")
PROJEKTÄGARE, MEDLEM, ÖVRIG = "Projektägare", "Medlem", "Övrig part"
PARTSVAL = (PROJEKTÄGARE, MEDLEM, ÖVRIG)
FEWEST_MEMBERS = 2  # samverkan kräver minst två; flera rader när förbundets medlemmar är kända
FLEST_PARTER = 12  # så många rader har budgetmallen
MÅL, MÅL_I_TABELL, MÅLKOLUMNER, MÅLRADER = "mal", "Målen i tabell", ("Mål", "Indikator", "Målvärde", "När"), 6
MÅLSORTER = ("insatsmål", "nyttomål")
KEDJAN, KEDJEKOLUMNER = "Förändringsteorin i tabell", ("Hos er", "Så märks det")


@dataclass(frozen=True)
class Ruta:
    """En ruta att skriva i: märket, och kolumnens eller uppgiftens namn."""

    märke: str
    namn: str


@dataclass(frozen=True)
class Rad:
    """En rad i en av blankettens tabeller. `hjälp` säger vad som hör dit. `är_effekt` är sant för förändringsteorins effekter."""

    namn: str
    rutor: tuple[Ruta, ...]
    hjälp: str = ""
    är_effekt: bool = False


@dataclass(frozen=True)
class Numrerad:
    """En fråga med sitt nummer i blanketten."""

    nummer: int
    fält: "Blankettfält"

    @property
    def är_kort(self) -> bool:
        return self.fält.svar in KORTA


@dataclass(frozen=True)
class Del:
    """En del av blanketten. De korta svaren står först, i en tabell."""

    rubrik: str
    korta: tuple[Numrerad, ...]
    frågor: tuple[Numrerad, ...]


@dataclass(frozen=True)
class Blankett:
    """Det som en blankett är gjord av.

    Args:
        typ: typen av insats som den gäller.
        guide: frågorna, villkoren och förbundets regler.
        words: ordboken, som ger förändringsteorins led.
        förbund: förbundets namn.
        medlemmar: hur många medlemmar förbundet har.
        har_budgetmall: sant när det finns en budgetmall att skicka med.
        skicka: vart ansökan skickas, i ord.
    """

    typ: "Insatstyp"
    guide: "Guide"
    words: "Dictionary"
    förbund: str
    medlemmar: int = 0
    har_budgetmall: bool = False
    skicka: str = ""

    @property
    def titel(self) -> str:
        return f"Ansökan om {self.typ.benämning}"

    @property
    def medlemsrader(self) -> list[str]:
        """Raderna för medlemmarna: projektägaren, och en rad för var och en av de andra."""
        return [PROJEKTÄGARE, *(f"Medlem {number}" for number in range(2, max(self.medlemmar, FEWEST_MEMBERS) + 1))]

    @property
    def parter(self) -> list[Rad]:
        """De första raderna i tabellen med parter, efter vad parten är. Den som söker kan lägga till fler."""
        return [
            Rad(part, tuple(Ruta(partfält(number, kolumn), kolumn) for kolumn in PARTSKOLUMNER))
            for number, part in enumerate((PROJEKTÄGARE, *[MEDLEM] * (FEWEST_MEMBERS - 1)), 1)
        ]

    @property
    def ny_part(self) -> Rad:
        """En part till på sidan där ansökan skrivs. Numret är 0 tills raden har sin plats."""
        return Rad(PART, tuple(Ruta(partfält(0, kolumn), kolumn) for kolumn in PARTSKOLUMNER))

    @property
    def frågor(self) -> "tuple[Blankettfält, ...]":
        """Frågorna, i blankettens ordning. En frågas id är rutans märke."""
        return self.guide.blankett(self.typ.id)

    @property
    def delar(self) -> list[Del]:
        """Frågorna del för del, numrerade genom hela blanketten."""
        alla = [Numrerad(number, one) for number, one in enumerate(self.frågor, 1)]
        found = []
        for namn in DELAR:
            i_delen = [one for one in alla if one.fält.del_ == namn]
            korta, frågor = ([one for one in i_delen if one.är_kort is är_kort] for är_kort in (True, False))
            if i_delen:
                found.append(Del(namn.capitalize(), tuple(korta), tuple(frågor)))
        return found

    @property
    def har_mål(self) -> bool:
        """Sant när någon fråga gäller mål. Då finns också målen i tabell och förändringsteorin."""
        return any(one.blir in MÅLSORTER for one in self.frågor)

    @property
    def mål(self) -> list[Rad]:
        """De första raderna i målens tabell. Den som söker kan lägga till fler."""
        return [målrad(number) for number in range(1, MÅLRADER + 1)]

    @property
    def nytt_mål(self) -> Rad:
        """Ett mål till på sidan där ansökan skrivs. Numret är 0 tills raden har sin plats."""
        return målrad(0)

    @property
    def kedjan(self) -> list[Rad]:
        """Leden i förändringsteorin, med ordbokens namn och förklaring."""
        fields = self.words.tables["forandringsteori"].by_name
        return [
            Rad(
                fields[led].title,
                tuple(Ruta(kedjefält(led, one), one) for one in KEDJEKOLUMNER),
                fields[led].description,
                led in EFFEKTER,
            )
            for led in LEDEN
        ]

    def regler(self, plats: str) -> list[str]:
        return [one.regel for one in self.guide.regler_om(plats, self.typ)]


def partfält(rad: int, kolumn: str) -> str:
    """Märket för en ruta i tabellen med parter. Raderna räknas från 1."""
    return slug(f"{PARTER}-{rad}-{kolumn}")


def blanketterna(register: "Register", words: "Dictionary") -> list[Blankett]:
    """Blanketten för varje typ av insats som har frågor."""
    guide, värd = register.guide, register.värd
    has_budget = bool(guide.kostnadsslag)
    return [
        Blankett(typ, guide, words, värd.namn, len(värd.parter), has_budget, värd.skicka_i_ord()) for typ in guide.blankettyper
    ]


def faktafält(namn: str) -> str:
    """Märket för en uppgift om en rapport."""
    return slug(f"uppgift-{namn}")


def målfält(rad: int, kolumn: str) -> str:
    """Märket för en ruta i målens tabell. Raderna räknas från 1."""
    return slug(f"{MÅL}-{rad}-{kolumn}")


def målrad(rad: int) -> Rad:
    """En rad i målens tabell. Raderna räknas från 1."""
    return Rad(f"Rad {rad}", tuple(Ruta(målfält(rad, kolumn), kolumn) for kolumn in MÅLKOLUMNER))


def kedjefält(led: str, kolumn: str) -> str:
    """Märket för en ruta i förändringsteorins tabell."""
    return slug(f"kedja-{led}-{kolumn}")
