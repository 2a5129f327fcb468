"""Ändringar i en rads text. Varje ändring byter ut just de tecken som måste bytas, och lämnar allt annat som det är.

Texten är en rad i tabellen med sitt bindestreck. Vägen börjar i raden.
"""

import re

import yaml

from macros.write import shape as shapes
from macros.write.nodes import (
    Spot,
    colon_after,
    dash_of,
    end_of,
    is_block,
    is_collection,
    is_first_on_line,
    line_end,
    line_start,
    next_line,
    plain_node,
    spot,
    start_of,
    with_own_comments,
)
from macros.write.plain import Path, Plain, WriteRefused, with_value
from macros.write.scalars import MAX_WIDTH, Written, written_key
from macros.write.shape import Shape

BLANK_LINES = re.compile(r"(?:\r?\n)*")
HEADER = re.compile(r"[|>][-+0-9]*")


def replaced(text: str, path: Path, new: Plain, shape: Shape) -> str:
    """Ett annat värde på vägen. Kommentaren efter värdet, och citattecknen runt det, är kvar."""
    old = spot(text, path)
    if old.flow is not None:
        return _in_flow(text, path, old, new, shape)
    column = old.outer.start_mark.column
    if old.key is None and is_block(old.node):
        return _whole_item(text, old, new, shape)
    if old.key is None and not isinstance(new, str):
        first, *rest = shapes.item_lines(new, column, shape)
        return _exchanged(text, old, Written(first[column + 1 :].strip(" "), tuple(rest)), shape)
    head, lines = shapes.value_lines(new, column, shape, *_manner(text, old, shape))
    if lines and isinstance(new, str) and _has_comments_under(text, old):
        head, lines = shapes.flow_text(new), ()  # under ett stycke vore kommentarerna text
    return _exchanged(text, old, _kept_header(text, old, Written(head, lines)), shape)


def _has_comments_under(text: str, old: Spot) -> bool:
    """Sant när det står kommentarer, som hör till värdet, på raderna närmast under nyckelns rad eller under värdet."""
    _, head_end = _head_span(text, old)
    first, last = _body_span(text, old, head_end)
    under = first > line_end(text, head_end)
    return under or with_own_comments(text, last, old.outer.start_mark.column) > last


def _manner(text: str, old: Spot, shape: Shape) -> tuple[str, bool]:
    """Citattecknet som stod där, och om den nya texten får delas på flera rader."""
    node = old.node
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    is_long = not style and line_end(text, start_of(node)) - line_start(text, start_of(node)) > MAX_WIDTH
    return (style if style in ('"', "'") else ""), style == ">" or (shape.folds and not is_long)


def _kept_header(text: str, old: Spot, new: Written) -> Written:
    """Tecknet som börjar ett stycke får stå kvar som det var skrivet, `|` eller `|-`: läsaren gör ingen skillnad."""
    found = HEADER.match(text, start_of(old.node)) if isinstance(old.node, yaml.ScalarNode) and old.node.style else None
    same = found and new.head[:1] == found[0][0] and found[0][1:] in ("", "-")
    return new._replace(head=found[0]) if found and same else new


def _exchanged(text: str, old: Spot, new: Written, shape: Shape) -> str:
    """Värdet utbytt: först det som står på nyckelns rad, sedan raderna under."""
    start, end = _head_span(text, old)
    first, last = _body_span(text, old, end)
    after = colon_after(text, old.key) if old.key else text.rindex("-", 0, start + 1) + 1
    head = f" {new.head}" if new.head else ""
    if start > after and not new.head:
        start = after
    elif start > after:
        head = new.head
    body = "".join(shape.newline + line for line in new.lines)
    return text[:start] + head + text[end:first] + body + text[last:]


def _head_span(text: str, old: Spot) -> tuple[int, int]:
    """Det av värdet som står på nyckelns rad."""
    if is_block(old.node):
        after = colon_after(text, old.key)
        return after, after
    start = start_of(old.node)
    if isinstance(old.node, yaml.ScalarNode) and old.node.style in ("|", ">"):
        header = HEADER.match(text, start)
        return start, header.end() if header else start
    if start == old.node.end_mark.index and isinstance(old.node, yaml.ScalarNode):
        return end_of(text, old), end_of(text, old)
    return start, old.node.end_mark.index


def _body_span(text: str, old: Spot, head_end: int) -> tuple[int, int]:
    """Raderna under nyckelns rad, från radslutet före den första. Kommentarer före den första raden i en lista är kvar."""
    if is_block(old.node):
        first = line_start(text, start_of(old.node))
        return line_end(text, line_start(text, first - 1)) if first else 0, line_end(text, end_of(text, old))
    end = line_end(text, head_end)
    is_paragraph = isinstance(old.node, yaml.ScalarNode) and old.node.style in ("|", ">")
    return end, max(end, end_of(text, old)) if is_paragraph else end


def _whole_item(text: str, old: Spot, new: Plain, shape: Shape) -> str:
    """En hel rad i en lista, efter bindestrecket."""
    column = old.outer.start_mark.column
    first, *rest = shapes.item_lines(new, column, shape)
    lines = [first[column + 1 :].lstrip(" "), *rest]
    return text[: start_of(old.node)] + shape.lines(lines) + text[line_end(text, end_of(text, old)) :]


def _in_flow(text: str, path: Path, old: Spot, new: Plain, shape: Shape) -> str:
    """Inne i klamrar eller hakparenteser: texten byts på sin plats, annars skrivs hela klammern om på en rad."""
    flow = old.flow or ()
    if isinstance(old.node, yaml.ScalarNode) and isinstance(new, str) and start_of(old.node) < old.node.end_mark.index:
        return text[: start_of(old.node)] + shapes.flow_text(new) + text[old.node.end_mark.index :]
    return rewritten_flow(text, flow, with_value(plain_node(spot(text, flow).node), path[len(flow) :], new), shape)


def rewritten_flow(text: str, path: Path, new: Plain, shape: Shape) -> str:
    """Det som står inom klamrar eller hakparenteser, skrivet på nytt. En tom lista får egna rader."""
    old = spot(text, path)
    start, end = start_of(old.node), old.node.end_mark.index
    if old.key and not old.node.value:
        return _exchanged(text, old, shapes.value_lines(new, old.outer.start_mark.column, shape), shape)
    if "\n" in text[start:end]:
        raise WriteRefused(
            "Värdet står inom klamrar på flera rader. Skriv om det på egna rader, utan klamrar, och försök igen."
        )
    return text[:start] + shapes.flow_text(new) + text[end:]


def with_field(text: str, path: Path, name: str, value: Plain, after: str | None, shape: Shape) -> str:
    """Ett nytt fält bland fälten på vägen, efter fältet `after` eller först."""
    home = spot(text, path)
    if home.flow is not None:
        fields = plain_node(spot(text, home.flow).node)
        return rewritten_flow(text, home.flow, with_value(fields, (*path[len(home.flow) :], name), value), shape)
    column = home.node.start_mark.column
    lines = shapes.field_lines(name, value, column, shape)
    if after is None:
        start = start_of(home.node)
        lines[0] = lines[0].lstrip(" ")
        return text[:start] + shape.lines([*lines, " " * column]) + text[start:]
    end = with_own_comments(text, line_end(text, end_of(text, spot(text, (*path, after)))), column)
    return text[:end] + shape.newline + shape.lines(lines) + text[end:]


def without(text: str, path: Path, shape: Shape) -> str:
    """Utan fältet, eller värdet i listan, på vägen. Kommentarer runt omkring är kvar."""
    old = spot(text, path)
    outer = spot(text, path[:-1])
    if outer.flow is not None:
        kept = with_value(plain_node(spot(text, outer.flow).node), path[len(outer.flow) :], "")
        return rewritten_flow(text, outer.flow, kept, shape)
    start = start_of(old.key) if old.key else dash_of(text, old.outer, old.number)
    end = with_own_comments(text, line_end(text, end_of(text, old)), old.outer.start_mark.column)
    if is_first_on_line(text, start):
        return _without_lines(text, line_start(text, start), end, old.key is None and old.number == 0)
    if old.key is None:
        raise WriteRefused("Listan går inte att ändra här. Skriv varje bindestreck på en egen rad.")
    # Det första fältet efter ett bindestreck: det som följer flyttar upp dit.
    return text[:start] + text[next_line(text, end) :].lstrip(" \r\n")


def _without_lines(text: str, start: int, end: int, is_first: bool) -> str:
    """Utan raderna, och utan en av två tomma rader. Slutar texten där utan radslut gör den det fortfarande."""
    after = next_line(text, end)
    if is_first or re.search(r"\n\r?\n\Z", text[:start]):
        after = blank.end() if (blank := BLANK_LINES.match(text, after)) else after
    if after == len(text) and not text.endswith("\n"):
        return text[:start].removesuffix("\n").removesuffix("\r")
    return text[:start] + text[after:]


def renamed(text: str, path: Path, new: str) -> str:
    """Nyckeln på vägen heter något annat. Citattecknen runt den försvinner om de inte behövs."""
    key = spot(text, path).key
    if key is None:
        raise WriteRefused("En rad i en lista har inget namn att byta.")
    return text[: start_of(key)] + written_key(new) + text[key.end_mark.index :]


def with_item(text: str, path: Path, number: int, value: Plain, shape: Shape) -> str:
    """Ett nytt värde i listan på vägen, på plats `number`."""
    home = spot(text, path)
    if home.flow is not None:
        return _with_flow_item(text, path, home, number, value, shape)
    column = home.node.start_mark.column
    lines = shapes.item_lines(value, column, shape)
    if number == 0:
        start = start_of(home.node)
        lines[0] = lines[0].lstrip(" ")
        return text[:start] + shape.lines([*lines, " " * column]) + text[start:]
    before = Spot(home.node.value[number - 1], None, home.node, number - 1, None)
    end = with_own_comments(text, line_end(text, end_of(text, before)), column)
    return text[:end] + shape.newline + shape.lines(lines) + text[end:]


def _with_flow_item(text: str, path: Path, home: Spot, number: int, value: Plain, shape: Shape) -> str:
    flow = home.flow or ()
    items = plain_node(home.node)
    assert isinstance(items, list) and is_collection(home.node), "bara en lista får nya värden"
    whole = with_value(plain_node(spot(text, flow).node), path[len(flow) :], [*items[:number], value, *items[number:]])
    return rewritten_flow(text, flow, whole, shape)
