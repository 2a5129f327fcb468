"""Cirklar: hänvisningar som på omvägar leder tillbaka till sig själva."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter


def cycles(links: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Varje cirkel, från den nod som står först och tillbaka till den: `["a", "b", "a"]`.

    En cirkel som är funnen bryts i sin sista länk innan nästa söks, så att var och en kommer en gång.

    Args:
        links: för varje nod, i filens ordning, noderna som den leder till.
    """
    left = {node: list(targets) for node, targets in links.items()}
    order = {node: number for number, node in enumerate(left)}
    while True:
        try:
            TopologicalSorter(left).prepare()
            return
        except CycleError as error:
            circle = error.args[1][:0:-1]  # graphlib går mot länkarna, och säger den första noden två gånger
        first = min(range(len(circle)), key=lambda number: order[circle[number]])
        circle = [*circle[first:], *circle[:first]]
        yield [*circle, circle[0]]
        left[circle[-1]] = [target for target in left[circle[-1]] if target != circle[0]]
