"""Skillnaden mellan en rad som den är och som den ska bli, som så små ändringar som möjligt i radens text."""

from macros.dictionary.words import Field, Table
from macros.write import patch
from macros.write.plain import Path, Plain, ordered
from macros.write.shape import Shape


def changed(text: str, old: Plain, new: Plain, table: Table | None, shape: Shape, path: Path = ()) -> str:
    """Radens text när värdet på vägen har blivit `new`. Det som är lika rörs inte. Raises: WriteRefused."""
    if old == new:
        return text
    if isinstance(old, dict) and isinstance(new, dict) and old:
        return _changed_fields(text, old, new, table, shape, path)
    if isinstance(old, list) and isinstance(new, list) and old:
        return _changed_items(text, old, new, table, shape, path)
    return patch.replaced(text, path, in_order(new, table, path), shape)


def _changed_fields(text: str, old: dict, new: dict, table: Table | None, shape: Shape, path: Path) -> str:
    names = list(old)
    for name in [name for name in old if name in new]:  # det som tas bort tas bort sist, så att det aldrig blir tomt
        text = changed(text, old[name], new[name], table, shape, (*path, name))
    for name in [name for name in new if name not in old]:
        after = place_of(name, names, order_at(table, path))
        text = patch.with_field(text, path, name, in_order(new[name], table, (*path, name)), after, shape)
        names.insert(names.index(after) + 1 if after else 0, name)
    for name in [name for name in old if name not in new]:
        text = patch.without(text, (*path, name), shape)
    return text


def _changed_items(text: str, old: list, new: list, table: Table | None, shape: Shape, path: Path) -> str:
    start, both, old_end, new_end = _aligned(old, new)
    for number in range(start, both):
        text = changed(text, old[number], new[number], table, shape, (*path, number))
    for number in range(both, new_end):
        text = patch.with_item(text, path, number, in_order(new[number], table, path), shape)
    for number in reversed(range(both, old_end)):
        text = patch.without(text, (*path, number), shape)
    return text


def _aligned(old: list, new: list) -> tuple[int, int, int, int]:
    """Var listorna börjar skilja sig, hur långt de byts värde för värde, och var olikheten slutar i den ena och den andra."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    same = 0
    while same < min(len(old), len(new)) - start and old[-1 - same] == new[-1 - same]:
        same += 1
    return start, min(len(old), len(new)) - same, len(old) - same, len(new) - same


def expected(old: Plain, new: Plain, table: Table | None, path: Path = ()) -> Plain:
    """Hur värdet ska läsas efteråt: som `new`, med fälten i den ordning som skrivaren lägger dem."""
    if old == new:
        return old
    if isinstance(old, dict) and isinstance(new, dict) and old:
        names = list(old)
        for name in [name for name in new if name not in old]:
            after = place_of(name, names, order_at(table, path))
            names.insert(names.index(after) + 1 if after else 0, name)
        return {name: expected(old.get(name, ""), new[name], table, (*path, name)) for name in names if name in new}
    if isinstance(old, list) and isinstance(new, list) and old:
        start, both, old_end, new_end = _aligned(old, new)
        changed = [expected(old[number], new[number], table, (*path, number)) for number in range(start, both)]
        return [*old[:start], *changed, *(in_order(item, table, path) for item in new[both:new_end]), *old[old_end:]]
    return in_order(new, table, path)


def place_of(name: str, names: list[str], order: list[str]) -> str | None:
    """Fältet som det nya ska stå efter: det närmaste före i ordbokens ordning. None när det ska stå först."""
    if name not in order:
        return names[-1] if names else None
    before = [other for other in order[: order.index(name)] if other in names]
    return before[-1] if before else None


def order_at(table: Table | None, path: Path) -> list[str]:
    return [field.name for field in fields_at(table, path)]


def fields_at(table: Table | None, path: Path) -> tuple[Field, ...]:
    """Ordbokens fält på vägen. Tomt när ordboken inte känner vägen."""
    names = [part for part in path if isinstance(part, str)]
    if table is None:
        return ()
    try:
        return table.field(".".join(names)).inner if names else table.fields
    except KeyError:
        return ()


def in_order(value: Plain, table: Table | None, path: Path = ()) -> Plain:
    """Värdet med alla fält i ordbokens ordning, och de som ordboken inte känner sist."""
    if isinstance(value, list):
        return [in_order(item, table, path) for item in value]
    if not isinstance(value, dict):
        return value
    order = order_at(table, path)
    names = [name for name in order if name in value] + [name for name in value if name not in order]
    return {name: in_order(value[name], table, (*path, name)) for name in names}


def same(first: Plain, second: Plain) -> bool:
    """Sant när värdena är lika, också i nycklarnas ordning."""
    return bool(ordered(first) == ordered(second))
