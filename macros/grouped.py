"""Gruppering som alla rum använder."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")
Key = TypeVar("Key")


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Sakerna under sina nycklar, i den ordning de kommer. `key` ger en saks nyckel."""
    return by_key((key(item), item) for item in items)


def by_key(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, list[Item]]:
    """Parens andra hälft under den första, i den ordning de kommer."""
    found: dict[Key, list[Item]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return found
