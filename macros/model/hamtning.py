"""Förbunden vars datapaket hämtas, och kopian som finns av vart och ett."""

from dataclasses import dataclass
from datetime import date

from macros.model.kalla import Post


@dataclass(frozen=True)
class Kopia:
    """En hämtad kopia. `utgiven` är dagen då förbundet gav ut paketet.

    `annan_betydelse` är måttens fält som förbundet beskriver på ett annat sätt än värden.
    """

    datum: date
    sha256: str
    utgiven: date | None = None
    annan_betydelse: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hämtning(Post):
    """Ett förbund som hämtas. `id` är förbundets."""

    id: str
    adress: str
    kopia: Kopia | None = None
    anmärkning: str = ""

    @property
    def länk(self) -> str:
        """Adressen när den går att öppna i en webbläsare, annars tom text."""
        return self.adress if self.adress.startswith("https://") else ""
