"""Påhittade utfall åt proven av sidorna."""

from functools import cache

from macros.model.register import Register
from macros.model.utfall import KÖNEN, TOTALT, Måttlista
from macros.views.html import Context
from tests import rader
from tests.conftest import DAY
from tests.rader import Rad, context_of, register_of


@cache
def example() -> Context:
    """Projektets egna data, med adressen till filerna känd."""
    return Context(rader.example_register(), rader.words(), DAY, "https://exempel.se/kod/")


def register(**tables: list[Rad]) -> Register:
    """Påhittade rader tillsammans med projektets mått och källdokument."""
    return register_of(**{name: rader.example().tables[name] for name in ("kallor", "utfallsmatt")} | tables)


def mått() -> Måttlista:
    return example().register.uppföljning.mått


SIX = {"arbete": 1, "studier": 2, "annan_rehab": 3, "sjukvård": 4, "ersättning": 5, "annat": 6}


FIELDS = ("tidiga_avhopp", "arbete", "studier", "annan_rehab", "sjukvård", "ersättning", "annat", "aktiva_nästa")
MANY = (10, 20, 10, 10, 20, 10, 10, 30)  # ett kön: 90 avslut, 40 av 80 positiva
FEW = (10, 3, 10, 10, 20, 10, 10, 30)
NONE = (10, 1, 1, 0, 20, 20, 20, 30)  # så få positiva att andelen inte får visas
EDIT = [{"fält": "aktiva", "datum": "2025-10-01", "tidigare": "777", "varför": "Två hade räknats dubbelt."}]


def rows(*values: int, insats: str = "ett", year: int = 2024, **fields) -> list[Rad]:
    """De tre raderna för ett år: båda könen har samma tal, och `fields` står på raden för totalt."""
    tal = dict(zip(FIELDS, values, strict=True))
    tal["avslut"] = sum(values[:-1])
    tal["aktiva"] = tal["avslut"] + tal["aktiva_nästa"]
    period = {"från": f"{year}-01-01", "till": f"{year}-12-31"}
    return [
        Rad(
            {"id": f"{insats}-{year}-{i}", "insats": insats, "period": period, "kön": kön}
            | {field: str(value * (2 if kön == TOTALT else 1)) for field, value in tal.items()}
            | (fields if kön == TOTALT else {})
        )
        for i, kön in enumerate((TOTALT, *KÖNEN))
    ]


def outcome_context(*rows: Rad, insatser: tuple[Rad, ...] = ()) -> Context:
    return context_of(register(insatser=[*insatser] or [rader.insats()], utfall=list(rows)))
