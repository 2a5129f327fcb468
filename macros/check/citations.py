"""Källorna i sidorna: det dokument som en sida hänvisar till finns, annars hade hänvisningen försvunnit utan att någon såg det."""

import re
from collections.abc import Collection, Iterator, Mapping

from macros.findings import FEL, Finding, shown, suggestion
from macros.read import Text
from macros.read.pages import Page

CITED = re.compile(r"\{\{\s*källor\((?P<arguments>.*?)\)\s*\}\}")
QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")


def citation_findings(pages: Mapping[str, Page], known: Collection[str]) -> Iterator[Finding]:
    """Ett dokument som en sida nämner i makrot källor finns i tabellen kallor. Vartannat ord i makrot är ett dokument."""
    for path, page in pages.items():
        for line in page.lines:
            for call in CITED.finditer(line):
                for key in list(QUOTED.finditer(call["arguments"]))[::2]:
                    name = key[1] or key[2] or ""
                    if name not in known and isinstance(line, Text):
                        yield Finding(
                            line.mark._replace(column=call.start("arguments") + key.start() + 2),
                            FEL,
                            f"Källan {shown(name)} finns inte (sida {page.header.get('title', path)})."
                            f"{suggestion(name, sorted(known))} Rätta namnet, eller skriv en rad om dokumentet i kallor.yaml.",
                            "källa-saknas",
                        )
