"""Kommentaren på ett ändringsförslag: sidorna som blir annorlunda, med länkar, och fynden som inte fanns förut."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from html import unescape
from pathlib import Path

from macros.findings import Finding, visible
from macros.forslag.suggestion import as_markdown
from macros.publish.andrade import different

MARKER = "<!-- ändrade sidor och nya fynd -->"  # känner igen kommentaren nästa gång. Syns inte i den
MOST = 30  # sidor eller fynd i en lista; fler än så läser ingen
TITLE = re.compile("<h1[^>]*>(.*?)</h1>", re.DOTALL)
TAG = re.compile("<[^>]*>")
LINE = re.compile(r"\brad \d+")
Pages = Mapping[str, str]  # sidornas HTML, efter adress från roten


def comment(pages: Pages, before: Pages | None, found: Iterable[Finding], preview: str) -> str:
    """Kommentaren i Markdown.

    Args:
        before: sidorna före ändringen. None när de inte gick att bygga.
        preview: adressen till roten i förhandsvisningen. Tom när den bara går att hämta som en fil: då länkas inga sidor.
    """
    parts = [MARKER, *(_changed(pages, before, preview) if before is not None else [NOT_BUILT]), *_findings(list(found))]
    return "\n\n".join(parts) + "\n"


NOT_BUILT = "Webbplatsen före ändringen gick inte att bygga. Därför går det inte att säga vilka sidor som blir annorlunda."


def _changed(pages: Pages, before: Pages, preview: str) -> list[str]:
    differ = different(dict(pages), dict(before))
    new = [one for one in differ if one not in before]
    groups = (
        ("Nya sidor", [_link(pages[one], one, preview) for one in new]),
        ("Ändrade sidor", [_link(pages[one], one, preview) for one in differ if one in before]),
        ("Borttagna sidor", [_link(before[one], one, "") for one in before if one not in pages]),
    )
    parts = [part for heading, lines in groups if lines for part in (f"### {heading} ({len(lines)})", _list(lines))]
    return parts or ["Ingen sida blir annorlunda."]


def _link(html: str, address: str, preview: str) -> str:
    title = TITLE.search(html)
    text = as_markdown(" ".join(unescape(TAG.sub("", title[1])).replace("\xad", "").split()) if title else "") or "Startsidan"
    return f"[{text}]({preview}{address}index.html)" if preview else f"{text}: `{address or '/'}`"


def _findings(found: list[Finding]) -> list[str]:
    if not found:
        return ["Inga nya fynd."]
    lines = [
        f"{one.level}: {as_markdown(visible(one.text))} (`{visible(one.mark.file)}`, rad {one.mark.line})"
        for one in sorted(found)
    ]
    return [f"### Nya fynd ({len(found)})", _list(lines)]


def _list(lines: list[str]) -> str:
    more = [f"och {len(lines) - MOST} till"] if len(lines) > MOST else []
    return "\n".join(f"- {line}" for line in [*lines[:MOST], *more])


def new_findings(found: Iterable[Finding], before: Iterable[Finding], folder: Path) -> list[Finding]:
    """Fynden som inte fanns före ändringen. Ett fynd som bara har fått ett annat radnummer är samma fynd.

    Args:
        folder: mappen som läget före ändringen är uppackat i.
    """
    known = Counter(_identity(one, folder) for one in before)
    new = []
    for one in sorted(found):
        identity = _identity(one, folder)
        if known[identity]:
            known[identity] -= 1
        else:
            new.append(one)
    return new


def _identity(finding: Finding, folder: Path) -> tuple[str, ...]:
    first = f"{folder.resolve()}/"
    return tuple(LINE.sub("rad", one.replace(first, "")) for one in (finding.mark.file, finding.rule, finding.text))
