"""Ett förbunds egna avsnitt på de gemensamma sidorna."""

from dataclasses import dataclass

from macros.model.forbund import Förbund
from macros.model.kalla import Källa, Post
from macros.model.ord import Metod


@dataclass(frozen=True)
class Avsnitt(Post):
    """Det som ett förbund har beslutat, gör eller har lärt sig. `sida` är adressen utan snedstreck först och sist."""

    id: str
    förbund: Förbund
    rubrik: str
    text: str
    källor: tuple[Källa, ...]
    sida: str = ""
    metod: Metod | None = None
    punkter: tuple[str, ...] = ()
    anmärkning: str = ""

    @property
    def plats(self) -> str:
        """Sidan där avsnittet står, som adress utan snedstreck först och sist."""
        return self.metod.adress.strip("/") if self.metod else self.sida
