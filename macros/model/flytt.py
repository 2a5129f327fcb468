"""Sidor som har flyttat eller är borttagna: adressen som inte leder till en sida längre, och vad som gäller i stället."""

from dataclasses import dataclass
from datetime import date

from macros.model.kalla import Post


@dataclass(frozen=True)
class Flytt(Post):
    """En adress som har publicerats. Utan `till` är sidan, eller stället på den, borttaget."""

    id: str
    från: str
    datum: date
    skäl: str
    till: str = ""

    @property
    def gäller_sidan(self) -> bool:
        """Sant när det är hela sidan, och inte ett ställe på den."""
        return "#" not in self.från

    @property
    def url(self) -> str:
        """Sidans adress från roten, utan snedstreck först."""
        return self.från.partition("#")[0].lstrip("/")
