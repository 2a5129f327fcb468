"""Källkartan mot sidorna: uppgifterna som den säger står där. Kansliet får ändra en text, och får då veta vad som lämnade sidan."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html

from macros.findings import VARNING, Finding


def lost_facts(rows: Iterable[Any], text_of: Callable[[str], str | None]) -> Iterator[Finding]:
    """En varning för varje uppgift som inte längre står på sin sida. Stora och små bokstäver är lika.

    Args:
        rows: raderna i källkartan, med platser.
        text_of: en sidas text, efter adress från roten som `/ansok/`. None när sidan inte finns.
    """
    for row in rows:
        text = text_of(row["sida"])
        for fact in row["fakta"]:
            if text is None or fact.casefold() not in text.casefold():
                yield Finding(
                    fact.mark,
                    VARNING,
                    f"uppgiften {fact} står inte längre på sidan {row['sida']}. Rätta raden eller ta bort uppgiften.",
                    "uppgift-har-lämnat-sidan",
                )


def reader(site: Path) -> Callable[[str], str | None]:
    """Läser texten i sidornas innehåll ur den byggda webbplatsen. Varje sida läses en gång."""

    @cache
    def text_of(address: str) -> str | None:
        page = site / address.strip("/") / "index.html"
        if not page.is_file():
            return None
        main = lxml.html.fromstring(page.read_bytes()).find(".//main")
        return None if main is None else " ".join("".join(map(str, main.itertext())).replace("\N{SOFT HYPHEN}", "").split())

    return text_of
