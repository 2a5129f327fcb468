"""Utfallens perioder i ord och i adresser."""

import calendar

from macros.dictionary.slag import MÅNADSNAMN
from macros.model.tid import in_words
from macros.model.utfall import Period


def hela_månader(period: Period) -> bool:
    """Om perioden börjar den första och slutar den sista i en månad."""
    return period.från.day == 1 and period.till.day == calendar.monthrange(period.till.year, period.till.month)[1]


def namn(period: Period) -> str:
    """`2025`, `januari – juni 2025`, `juli 2024 – juni 2025`, eller dagarna när det inte är hela månader."""
    från, till = period.från, period.till
    if not hela_månader(period):
        return f"{in_words(från)} – {in_words(till)}"
    if (period.månader, från.month) == (12, 1):
        return str(från.year)
    året = "" if från.year == till.year else f" {från.year}"
    return f"{MÅNADSNAMN[från.month - 1]}{året} – {MÅNADSNAMN[till.month - 1]} {till.year}"


def adress(period: Period, del_: int = 1) -> str:
    """Sidan om en period, från webbplatsens rot. Den första delen är periodens egen."""
    delar = f"{del_}/" if del_ > 1 else ""
    if not hela_månader(period):
        return f"resultat/utfall/{period.från}-till-{period.till}/{delar}"
    if (period.månader, period.från.month) == (12, 1):
        return f"resultat/utfall/{period.från.year}/{delar}"
    return f"resultat/utfall/{period.från:%Y-%m}-till-{period.till:%Y-%m}/{delar}"
