"""En rads text och var i den varje värde står: början och slut, utan kommentarer och tomma rader efter."""

import re
from typing import Any, NamedTuple

import yaml

from macros.findings import shown
from macros.write.plain import Path, Plain, WriteRefused, cleaned

Node = Any  # libyamls noder. Typerna för PyYAML säger inte att de alltid har en plats.


class Spot(NamedTuple):
    """Ett värde i texten.

    `key` är nyckeln, eller None i en lista. `outer` är listan eller fälten som värdet står i, och `number` är platsen där.
    `flow` är vägen till den yttersta klammern eller hakparentesen runt värdet, när det finns någon.
    """

    node: Node
    key: Node | None
    outer: Node
    number: int
    flow: Path | None


def root_of(text: str) -> Node:
    """Radens nod: listan med raden i."""
    return yaml.compose(text, Loader=yaml.CBaseLoader)


def spot(text: str, path: Path) -> Spot:
    """Värdet på vägen i en rads text. Raises: WriteRefused när det inte går att peka ut."""
    outer = root_of(text)
    found = Spot(outer.value[0], None, outer, 0, () if outer.value[0].flow_style else None)
    for depth, part in enumerate(path, 1):
        found = _inside(found.node, part, found.flow)
        if found.flow is None and is_collection(found.node) and found.node.flow_style:
            found = found._replace(flow=path[:depth])
    return found


def _inside(outer: Node, part: str | int, flow: Path | None) -> Spot:
    if isinstance(part, int):
        return Spot(outer.value[part], None, outer, part, flow)
    numbers = [number for number, (key, _) in enumerate(outer.value) if cleaned(key.value) == part]
    if len(numbers) != 1:
        raise WriteRefused(f"Fältet {shown(part)} står två gånger i samma rad. Ta bort det ena först.")
    key, node = outer.value[numbers[0]]
    return Spot(node, key, outer, numbers[0], flow)


def is_collection(node: Node) -> bool:
    return isinstance(node, yaml.CollectionNode)


def is_block(node: Node) -> bool:
    """Sant för en lista eller fält som står på egna rader."""
    return is_collection(node) and not node.flow_style


def start_of(node: Node) -> int:
    return node.start_mark.index


def colon_after(text: str, key: Node) -> int:
    """Platsen efter nyckelns kolon."""
    end = key.end_mark.index
    return text.index(":", end) + 1


def end_of(text: str, spot: Spot) -> int:
    """Där värdets sista tecken slutar. Ett fält utan värde slutar efter kolonet."""
    node = spot.node
    if is_block(node):
        return end_of(text, last_of(node))
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return start_of(node) + len(text[start_of(node) : node.end_mark.index].rstrip())
    if isinstance(node, yaml.ScalarNode) and start_of(node) == node.end_mark.index:
        return colon_after(text, spot.key) if spot.key else text.rindex("-", 0, start_of(node) + 1) + 1
    return node.end_mark.index


def last_of(node: Node) -> Spot:
    """Det sista i en lista eller bland fält."""
    number = len(node.value) - 1
    if isinstance(node, yaml.MappingNode):
        key, value = node.value[number]
        return Spot(value, key, node, number, None)
    return Spot(node.value[number], None, node, number, None)


def line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Radens slut, före radslutet. Kommentaren efter värdet hör till raden."""
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if text[index:end].endswith("\r") else end


def next_line(text: str, index: int) -> int:
    """Början på raden efter, eller textens slut."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def with_own_comments(text: str, end: int, column: int) -> int:
    """Slutet på raderna: också kommentarer längre indragna än `column` hör till det som står där."""
    found = re.compile(rf"(?:\r?\n {{{column + 1},}}#[^\r\n]*)*").match(text, end)
    return found.end() if found else end


def dash_of(text: str, outer: Node, number: int) -> int:
    """Platsen för bindestrecket före ett värde i en lista på egna rader."""
    if number == 0:
        return start_of(outer)
    before = Spot(outer.value[number - 1], None, outer, number - 1, None)
    dash = re.compile(rf"^ {{{outer.start_mark.column}}}-", re.MULTILINE)
    match = dash.search(text, line_end(text, end_of(text, before)))
    if not match:
        raise WriteRefused("Listan går inte att ändra här. Skriv varje bindestreck på en egen rad.")
    return match.end() - 1


def is_first_on_line(text: str, index: int) -> bool:
    return not text[line_start(text, index) : index].strip(" ")


def plain_node(node: Node) -> Plain:
    """Noden som läsaren skulle läsa den."""
    if isinstance(node, yaml.MappingNode):
        return {str(cleaned(key.value)): plain_node(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_node(item) for item in node.value]
    return cleaned(node.value)
