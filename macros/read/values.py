"""Värdena som läsaren ger: text, listor och fält, alla med sin plats i filen."""

from typing import NamedTuple, TypeVar

from macros.findings import Finding, Mark


class Text(str):
    """En skalär med sin plats."""

    __slots__ = ("mark",)
    mark: Mark


class Items(list):
    """En lista med sin plats."""

    __slots__ = ("mark",)
    mark: Mark


class Record(dict):
    """Nycklar och värden med sin plats. Nycklarna är Text och har egna platser.

    `blank` är nycklarna utan värde: ett fält utan värde är ett fält som inte är ifyllt.
    """

    __slots__ = ("blank", "mark")
    mark: Mark
    blank: dict[str, Text]

    def __init__(self) -> None:
        super().__init__()
        self.blank = {}

    def key_mark(self, name: str) -> Mark:
        """Nyckelns plats, eller radens om nyckeln saknas."""
        return next((key.mark for key in (*self, *self.blank) if key == name), self.mark)

    def value_mark(self, name: str) -> Mark:
        """Värdets plats, eller radens om nyckeln saknas."""
        return self[name].mark if name in self else self.mark


Value = Text | Items | Record


class Reading(NamedTuple):
    """En läst fil. `complete` är falskt när någon rad inte gick att läsa."""

    rows: list[Record]
    findings: list[Finding]
    complete: bool
    text: str = ""


class Refused(Exception):
    """Det går inte att läsa vidare. Bär fyndet som säger varför."""

    def __init__(self, finding: Finding):
        super().__init__(str(finding))
        self.finding = finding


V = TypeVar("V", Text, Items, Record)


def placed(value: V, mark: Mark) -> V:
    value.mark = mark
    return value
