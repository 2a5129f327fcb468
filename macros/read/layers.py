"""Lagren: det gemensamma, förbundets eget och andra förbunds uppgifter. Mappen som en fil ligger i säger vems raderna är."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from macros.dictionary.words import FROM_FOLDER
from macros.findings import Mark
from macros.read.values import Record, Text, placed

OTHERS = "andra"  # mappen i datamappen där andra förbund har var sin mapp
COPIES = "hamtat"  # mappen där kommandot hämta har sparat en kopia av andra förbunds paket, i var sin mapp
LayerName = Literal["gemensamt", "eget", "andra"]


class Layer(NamedTuple):
    """En mapp med tabeller. `förbund` är vems de är; tomt i det gemensamma, och innan forbund.yaml i mappen är läst."""

    name: LayerName
    folder: Path
    förbund: str = ""

    @property
    def is_copy(self) -> bool:
        """Om mappen är en hämtad kopia, som ingen skriver i för hand."""
        return self.name == "andra" and self.folder.parent.name == COPIES

    @property
    def roll(self) -> str:
        """Förbundets roll på webbplatsen."""
        return {"gemensamt": "", "eget": "värd", "andra": "referens"}[self.name]

    @property
    def values(self) -> dict[str, str]:
        """Det som följer av mappen, efter fältets namn. Tomt när det inte är känt."""
        return dict(zip(FROM_FOLDER, (self.förbund, self.roll), strict=True))


def layers(data: Path, common: Path) -> list[Layer]:
    """Lagren i den ordning som deras rader står: det gemensamma, det egna, och de andra förbunden efter mappens namn.

    Det som är skrivet för hand om ett förbund står före det som är hämtat från det.
    """
    found = [*folders_in(data / OTHERS), *folders_in(data / COPIES)]
    return [Layer("gemensamt", common), Layer("eget", data), *(Layer("andra", path) for path in found)]


def folders_in(folder: Path) -> list[Path]:
    """Mapparna i en mapp, i namnordning."""
    return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".") if folder.is_dir() else []


def merged(rows: Iterable[tuple[Layer, Record]], key: str) -> list[Record]:
    """Raderna ur alla lager. En egen rad med samma id som en gemensam ersätter den, på dess plats."""
    found: list[tuple[Layer, Record]] = []
    common: dict[str, int] = {}
    for layer, row in rows:
        number = common.get(str(row.get(key))) if layer.name == "eget" else None
        if number is not None:
            found[number] = (layer, row)
            continue
        if layer.name == "gemensamt" and key in row:
            common[str(row[key])] = len(found)
        found.append((layer, row))
    return [row for _, row in found]


def fill(row: Record, values: Iterable[tuple[str, str]]) -> None:
    """Skriver in det som följer av mappen, i fälten som raden inte själv har."""
    for name, value in values:
        if name not in row and value:
            row.blank.pop(name, None)
            row[placed(Text(name), row.mark)] = placed(Text(value), row.mark)


def top_of(file: str) -> Mark:
    """Platsen för det som gäller filen i sin helhet."""
    return Mark(file, 1, 1)
