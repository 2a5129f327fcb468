"""Vems en rad är: värdens egna rader visas för sig, och andra förbunds för sig. De blandas aldrig."""

from collections.abc import Iterable
from typing import Any, TypeVar

from macros.model.forbund import Förbund

T = TypeVar("T")
EGNA, ANDRA = "egna", "andra"


def ägare(post: Any) -> Förbund:
    """Förbundet som raden hör till: dess eget, eller insatsens när raden handlar om en insats."""
    if found := getattr(post, "förbund", None):
        return found
    return (getattr(post, "insats", None) or post.insatser[0]).förbund


def urval(poster: Iterable[T], vilka: str) -> list[T]:
    """Värdens rader när `vilka` är egna, annars de andra förbundens. Raises: ValueError när ordet är ett annat."""
    if vilka not in (EGNA, ANDRA):
        raise ValueError(f"{vilka!r} går inte att välja. Skriv {EGNA} eller {ANDRA}.")
    return [post for post in poster if ägare(post).är_värd is (vilka == EGNA)]
