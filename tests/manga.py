"""En webbplats av påhittade data med så många insatser att listorna delas, med gränsen sänkt för att det ska gå fort."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.model.register import Register
from macros.model.register import build as build_register
from macros.views import delad
from tests import minimal
from tests.conftest import Site, build, copy_example, served

NAMES = ["Örnen", "örat", "Zebran", "Åsen", "Ärlan", "Adam 10", "Adam 9", "adam 2", "Ängen", "Ådan", "Vasa", "Walla"]
NAMES_IN_ORDER = ["adam 2", "Adam 9", "Adam 10", "Vasa", "Walla", "Zebran", "Ådan", "Åsen", "Ängen", "Ärlan", "örat", "Örnen"]
MANY, OTHERS, FEW = 120, 50, 20
ADDRESS = "https://exempel.se/"
RELATED = {"efterföljare", "föregångare", "tidigare_adresser"}
DELTA = "Påhittade Delta AB"


# Utfall ett helt år, med tal som får visas.
OUTCOME = {"aktiva": 200, "avslut": 120, "tidiga_avhopp": 0, "aktiva_nästa": 80} | dict.fromkeys(
    ("arbete", "studier", "annan_rehab", "sjukvård", "ersättning", "annat"), 20
)


def outcome(insats: str) -> dict[str, Any]:
    """En insats utfall 2025, totalt."""
    period = {"från": "2025-01-01", "till": "2025-12-31"}
    return {
        "id": f"{insats}-2025",
        "insats": insats,
        "period": period,
        "kön": "totalt",
        "källa": [{"dokument": "exempelplan"}],
    } | {name: str(number) for name, number in OUTCOME.items()}


def grown(folder: Path, add: Callable[[list[dict[str, Any]]], Iterable[dict[str, Any]]]) -> None:
    """Lägger till insatser i mappen, och utfall för dem."""
    insatser, utfall = read(folder / "insatser.yaml"), read(folder / "utfall.yaml")
    added = list(add(insatser))
    write(folder / "insatser.yaml", insatser + added)
    write(folder / "utfall.yaml", utfall + [outcome(row["id"]) for row in added])


def read(path: Path) -> list[dict[str, Any]]:
    return yaml.load(path.read_text("utf8"), Loader=yaml.CBaseLoader) if path.exists() else []


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text(yaml.dump(rows, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf8")


def own(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Insatser så att det blir MANY. De som är svåra att ordna har en egen utförare, Delta."""
    several = itertools.cycle([row for row in rows if not row.keys() & RELATED])
    names = itertools.chain(NAMES, (f"Insats {number}" for number in itertools.count()))
    for number, row, name in zip(range(MANY - len(rows)), several, names):
        delta = {"utförare": [DELTA]} if name in NAMES else {}
        yield deepcopy(row) | {"id": f"insats-{number}", "namn": name} | delta


def others(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number in range(OTHERS - len(rows)):
        yield deepcopy(rows[0]) | {"id": f"bron-{number}", "namn": f"Bron {number}"}


@contextmanager
def built_with_many(folder: Path) -> Iterator[tuple[Site, Register]]:
    data = copy_example(folder)
    grown(data, own)
    grown(data / "andra" / "beta", others)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delad, "FLEST", FEW)
        patch.setenv("SITE_URL", ADDRESS)
        build(data, folder / "site")
    with served(folder / "site") as url:
        examined = minimal.examine(data).data
        yield Site(folder / "site", url), build_register(examined.dictionary, examined.tables)
