"""Tid så exakt som källan säger: Tidpunkt och Projekttid."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from macros.dictionary.slag import MÅNADER, MÅNADSNAMN, TIDPUNKT, TILLS_VIDARE

# Källorna säger inte när våren börjar. För ordningen räcker halvåren; sommaren är juni–augusti.
ÅRSTIDSMÅNADER = {"våren": (1, 6), "sommaren": (6, 8), "hösten": (7, 12)}


@dataclass(frozen=True, order=True)
class Tidpunkt:
    """En tidpunkt så exakt som källan: `2019-08-12`, `2019-11`, `2019`, `okt 2020`, `oktober 2020` eller `våren 2018`.

    Ordnas efter första och sista tänkbara dag. `str` ger tillbaka texten som den skrevs.
    """

    första: date
    sista: date
    text: str = field(compare=False)

    @classmethod
    def av(cls, text: str) -> "Tidpunkt":
        """Raises: ValueError när texten inte har formen eller dagen inte finns."""
        return _läst(str(text))

    def __str__(self) -> str:
        return self.text

    def i_ord(self) -> str:
        """Som en läsare vill ha den: `12 augusti 2019`, `november 2019`, `våren 2018`."""
        if self.första == self.sista:
            return f"{self.första.day} {MÅNADSNAMN[self.första.month - 1]} {self.första.year}"
        if (self.första.year, self.första.month) == (self.sista.year, self.sista.month):
            return f"{MÅNADSNAMN[self.första.month - 1]} {self.första.year}"
        return self.text

    def kort(self) -> str:
        """För en lista, utan dagen: `aug 2019`, `2019`, `våren 2018`. Hela tiden står på radens egen sida."""
        if (self.första.year, self.första.month) == (self.sista.year, self.sista.month):
            return f"{MÅNADER[self.första.month - 1]} {self.första.year}"
        return self.text


@lru_cache(maxsize=10_000)  # samma datum står på tusentals rader
def _läst(text: str) -> Tidpunkt:
    if not re.fullmatch(TIDPUNKT, text):
        raise ValueError(f"{text} är ingen tidpunkt")
    if text[0].isdigit():
        delar = [int(del_) for del_ in text.split("-")]
        år, månader, dag = delar[0], delar[1:2], delar[2:]
        if dag:
            return Tidpunkt(date(år, månader[0], dag[0]), date(år, månader[0], dag[0]), text)
    else:
        ord_, årtal = text.split()
        år = int(årtal)
        namn = MÅNADSNAMN if ord_ in MÅNADSNAMN else MÅNADER
        månader = list(ÅRSTIDSMÅNADER.get(ord_) or (namn.index(ord_) + 1,))
    från, till = (månader[0], månader[-1]) if månader else (1, 12)
    return Tidpunkt(date(år, från, 1), date(år, till, calendar.monthrange(år, till)[1]), text)


@lru_cache(maxsize=10_000)
def in_words(day: date) -> str:
    """Dagen som en läsare vill ha den: `12 mars 2027`."""
    return Tidpunkt.av(day.isoformat()).i_ord()


def månader_senare(day: date, antal: int) -> date:
    """Samma dag så många månader senare, eller tidigare när antalet är negativt. Den 31 blir månadens sista dag där den saknas."""
    år, månad = divmod(day.year * 12 + day.month - 1 + antal, 12)
    return date(år, månad + 1, min(day.day, calendar.monthrange(år, månad + 1)[1]))


class Status(StrEnum):
    """Var i tiden en insats är en viss dag, utan att säga mer än källan."""

    KOMMANDE = "kommande"
    PÅGÅR = "pågår"
    AVSLUTAD = "avslutad"
    SLUT_SAKNAS = "slutdatum saknas"
    TID_SAKNAS = "tid saknas"


@dataclass(frozen=True)
class Projekttid:
    """När en insats pågår. `start` och `slut` kan saknas i källan; `tills_vidare` är ett uttalat öppet slut."""

    start: Tidpunkt | None = None
    slut: Tidpunkt | None = None
    tills_vidare: bool = False

    @classmethod
    def av(cls, start: str | None, slut: str | None) -> "Projekttid":
        """Raises: ValueError när någon av texterna inte är en tidpunkt."""
        tills_vidare = slut == TILLS_VIDARE
        return cls(
            Tidpunkt.av(start) if start else None, Tidpunkt.av(slut) if slut and not tills_vidare else None, tills_vidare
        )

    def status(self, dag: date) -> Status:
        if self.slut and self.slut.sista < dag:
            return Status.AVSLUTAD
        if self.start and self.start.första > dag:
            return Status.KOMMANDE
        if self.slut or self.tills_vidare:
            return Status.PÅGÅR
        return Status.SLUT_SAKNAS if self.start else Status.TID_SAKNAS

    def år(self) -> range:
        """Åren som tiden säkert berör. Bara startåret när slutet saknas i källan."""
        known = self.start or self.slut
        if known is None:
            return range(0)
        första = known.första.year
        return range(första, (self.slut.sista.year if self.slut else första) + 1)

    def kort(self) -> str:
        """För en lista, månad för månad: `maj 2017–mars 2020`, `från aug 2019, tills vidare`."""
        start, slut = (tid.kort() if tid else "" for tid in (self.start, self.slut))
        if self.tills_vidare:
            return f"från {start}, tills vidare" if start else "tills vidare"
        if start and slut:
            return start if start == slut else f"{start}–{slut}"
        return f"från {start}, slutdatum saknas" if start else f"till {slut}, startdatum saknas" if slut else "saknas"

    def i_ord(self) -> str:
        """`2 maj 2017 – 31 mars 2020`, `från 12 augusti 2019, slutdatum saknas` och så vidare."""
        if self.tills_vidare:
            return f"från {self.start.i_ord()}, tills vidare" if self.start else "tills vidare"
        if self.start and self.slut:
            return f"{self.start.i_ord()} – {self.slut.i_ord()}"
        if self.start:
            return f"från {self.start.i_ord()}, slutdatum saknas"
        return f"till {self.slut.i_ord()}, startdatum saknas" if self.slut else "saknas i källan"
