"""Villkoren i en sida: `{ kräver="steg" }` sist på en rad. Delen är bara med när det som den lovar finns i datamappen.

På en rubrik gäller villkoret hela avsnittet, till nästa rubrik på samma nivå eller högre. Annars gäller det stycket eller
punkten som raden står i. Sidhuvudets `kräver` gäller hela sidan.

Ett villkor är namn med mellanslag mellan, och alla ska vara uppfyllda. `a|b` är uppfyllt när något av dem är det. Namnen:
`steg` är rader som är förbundets egna eller gemensamma, `andra.steg` är andra förbunds rader, `insatser.budget` är att
någon av raderna har fältet ifyllt, och `steg.avsluta` att någon av dem har det valet. `saknar` i stället för `kräver` är tvärtom: delen är med när villkoret inte är uppfyllt.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

WRITTEN = re.compile(r'[ \t]*\{:?[ \t]*(?P<sort>kräver|saknar)="(?P<names>[^"]*)"[ \t]*\}[ \t]*$')
HEADING = re.compile(r"(#{1,6})[ \t]")
ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")


class Condition(NamedTuple):
    """Ett villkor. Varje mängd i `needs` är uppfylld när något av namnen i den är det."""

    needs: tuple[frozenset[str], ...]
    is_absence: bool = False

    def holds(self, known: Collection[str]) -> bool:
        """Sant när delen ska vara med. `known` är det som finns i datamappen."""
        return all(any(name in known for name in need) for need in self.needs) != self.is_absence

    def promises(self, need: frozenset[str]) -> bool:
        """Sant när delen bara är med då något av namnen i `need` finns. `steg.avsluta` kan bara finnas när `steg` gör det."""
        return not self.is_absence and any(all(need & {name, name.rpartition(".")[0]} for name in one) for one in self.needs)


class Part(NamedTuple):
    """En rubrik, ett stycke eller en punkt, och villkoren som gäller där."""

    lines: tuple[str, ...]
    conditions: tuple[Condition, ...]

    @property
    def text(self) -> str:
        """Raderna utan villkoren."""
        return "\n".join(WRITTEN.sub("", line) for line in self.lines)


def condition(names: str, is_absence: bool = False) -> Condition:
    """Villkoret som det är skrivet, till exempel `steg moten|arshjul`."""
    return Condition(tuple(frozenset(name.split("|")) for name in names.split()), is_absence)


def of_line(line: str) -> Condition | None:
    """Villkoret sist på raden."""
    found = WRITTEN.search(line)
    return condition(found["names"], found["sort"] == "saknar") if found else None


def parts(lines: Iterable[str]) -> Iterator[Part]:
    """Sidans delar, i ordning. Tomma rader är egna delar."""
    sections: list[tuple[int, Condition | None]] = []  # rubrikerna som delen står under: nivå och villkor
    for block in _blocks(lines):
        own = next((found for line in block if (found := of_line(line))), None)
        if heading := HEADING.match(block[0]):
            level = len(heading[1])
            sections = [section for section in sections if section[0] < level] + [(level, own)]
            own = None
        yield Part(tuple(block), tuple(one for one in (*(found for _, found in sections), own) if one))


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Raderna i grupper: en rubrik, en tom rad, ett stycke, eller en punkt med sina fortsättningsrader."""
    block: list[str] = []
    for line in lines:
        begins = not line.strip() or HEADING.match(line) or ITEM.match(line)
        if block and (begins or not block[0].strip() or HEADING.match(block[0])):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def kept(lines: Sequence[str], known: Collection[str]) -> str:
    """Markdown utan de delar vars villkor inte är uppfyllda, och utan villkoren."""
    return "\n".join(part.text for part in parts(lines) if all(one.holds(known) for one in part.conditions))
