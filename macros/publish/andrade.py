"""Sidorna som skiljer två byggda webbplatser åt."""

import re
from collections import defaultdict
from pathlib import Path, PurePosixPath

REDIRECT = 'http-equiv="refresh"'
LINE_NUMBER = re.compile(r"#L\d+|, rad \d+")  # platsen i filen flyttas av varje rad ovanför


def pages_in(site: Path) -> dict[str, str]:
    """Varje sidas HTML efter adress från roten. Vidarekopplingar är inga sidor."""
    contents = {path.relative_to(site).parent.as_posix(): path.read_text("utf8") for path in sorted(site.rglob("index.html"))}
    return {"" if name == "." else f"{name}/": text for name, text in contents.items() if REDIRECT not in text}


def different(pages: dict[str, str], before: dict[str, str]) -> list[str]:
    """Nya sidor, och sedan de som har ändrats: en från varje mapp i taget, så att alla slag kommer tidigt."""

    def text(html: str) -> str:
        return LINE_NUMBER.sub("", html)

    new = [address for address in pages if address not in before]
    turns: dict[str, int] = defaultdict(int)
    ordered = []
    for address in (one for one in pages if one in before and text(pages[one]) != text(before[one])):
        folder = PurePosixPath(address).parent.as_posix()
        ordered.append((turns[folder], address))
        turns[folder] += 1
    return [*new, *(address for _, address in sorted(ordered))]
