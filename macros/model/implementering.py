"""Implementeringen: vad parterna svarar om att veta, vilja och kunna, och om arbetssättet lever vidare."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from macros.model.forbund import Part
from macros.model.insats import Insats
from macros.model.kalla import Källa, Post
from macros.model.tid import Tidpunkt

Fråga = Literal["veta", "vilja", "kunna", "lever vidare"]
FRÅGOR: tuple[Fråga, ...] = get_args(Fråga)
LEVER_VIDARE: Fråga = "lever vidare"
Svarsord = Literal["ja", "delvis", "nej"]


@dataclass(frozen=True)
class Partsvar(Post):
    """En parts svar på en fråga om en insats (ansökningsguiden, avsnitt 7.1: att veta, att vilja och att kunna)."""

    id: str
    insats: Insats
    part: Part
    fråga: Fråga
    svar: Svarsord
    datum: Tidpunkt
    källor: tuple[Källa, ...]
    beskrivning: str = ""
    nästa_steg: str = ""
    ägare: str = ""
    anmärkning: str = ""


def per_part(svaren: Iterable[Partsvar]) -> list[tuple[Part, list[Partsvar | None]]]:
    """En rad för varje part, med svaret på varje fråga i ordning. None när parten inte har svarat på den."""
    found: dict[str, tuple[Part, dict[str, Partsvar]]] = {}
    for one in svaren:
        found.setdefault(one.part.id, (one.part, {}))[1][one.fråga] = one
    return [(part, [svar.get(fråga) for fråga in FRÅGOR]) for part, svar in found.values()]
