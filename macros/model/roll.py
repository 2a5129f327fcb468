"""Rollerna i en insats: vilka de är, och vad de gör i ett steg."""

from dataclasses import dataclass

from macros.model.kalla import Källa, Post


@dataclass(frozen=True)
class Länkat:
    """Ett namn och en adress."""

    namn: str
    länk: str


@dataclass(frozen=True)
class Roll(Post):
    """En roll i en insats. `tilltal` är rubriken på rollens egen sida, tom när den inte har någon."""

    id: str
    namn: str
    vad: str
    källor: tuple[Källa, ...]
    vem: str = ""
    tilltal: str = ""
    uppgifter: tuple[str, ...] = ()
    dokument: tuple[Länkat, ...] = ()
    anmärkning: str = ""

    @property
    def adress(self) -> str:
        return f"roller/{self.id}/" if self.tilltal else f"roller/#{self.id}"


@dataclass(frozen=True)
class Insatsroll:
    """Vad en roll gör i ett steg."""

    roll: Roll
    gör: str
