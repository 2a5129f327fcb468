"""Det som står i varje fil med öppna data: vems uppgifterna är, när de gavs ut och vad de får användas till."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Om:
    """`dag` är byggets dag. `webbplats` är hela adressen till webbplatsen, tom när bygget inte vet den."""

    titel: str
    utgivare: str
    dag: date
    licens: str
    licensens_adress: str
    webbplats: str = ""

    @property
    def publicerad(self) -> str:
        return self.dag.isoformat()

    def lines(self) -> Iterator[tuple[str, str]]:
        """Rubrik och text, rad för rad."""
        yield "Titel", self.titel
        yield "Utgivare", self.utgivare
        yield "Publicerad", self.publicerad
        yield "Licens", f"{self.licens}, {self.licensens_adress}"
        if self.webbplats:
            yield "Källa", self.webbplats
        yield "Så anger du källan", self.citation()
        yield (
            "Skyddade tal",
            "Ett antal som skulle kunna peka ut någon visas inte. Då är cellen tom och kolumnen med _skyddat sann.",
        )

    def citation(self, vad: str = "") -> str:
        """Så som den som använder uppgifterna kan ange källan."""
        address = f" {self.webbplats}" if self.webbplats else ""
        return f"{self.utgivare} ({self.dag.year}). {vad or self.titel}. Hämtad {self.publicerad}.{address}"

    def as_json(self) -> dict[str, str]:
        """Detsamma för den som programmerar."""
        about = {
            "utgivare": self.utgivare,
            "publicerad": self.publicerad,
            "licens": self.licens,
            "licensens_adress": self.licensens_adress,
        }
        return about | ({"webbplats": self.webbplats} if self.webbplats else {})
