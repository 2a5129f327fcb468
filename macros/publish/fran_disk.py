"""En webbplats som går att öppna från disken, med ett dubbelklick på index.html och utan server.

Från disken visar en länk till en mapp mappens filer, och ett skript får inte läsa andra filer. Därför leder länkarna i
kopian till `index.html`, och sökningens filer följer med som ett skript.
"""

import json
import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import urlsplit

from macros.publish.links import ATTRIBUTE, REFRESH, TAG

SEARCH_DATA = "sok/filer.js"  # det som sökningen annars hämtar
SEARCH_SCRIPT = re.compile(r'<script defer src="(?P<root>[^"]*)assets/sok\.js[^"]*"></script>')
CSP = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')
PRELOADED = re.compile(r'<link rel="preload"[^>]*>\n?')  # en förhandshämtning nekas från disken
SERVER_ONLY = ("404.html", "_headers", ".nojekyll")  # 404-sidan har länkar från serverns rot
SELF = "&#39;self&#39;"  # som mallarna skriver det
LEADS = {"href", "action"}


def make_browsable(folder: Path) -> None:
    """Gör om sidorna i `folder`, en kopia av en färdig webbplats, så att de går att läsa från disken."""
    for name in SERVER_ONLY:
        (folder / name).unlink(missing_ok=True)
    for path in sorted(folder.rglob("*.html")):
        path.write_bytes(browsable(path.read_bytes().decode()).encode())
    (folder / SEARCH_DATA).write_bytes(search_data(folder).encode())


def browsable(page: str) -> str:
    """Sidan med länkar, formulär, vidarekoppling, skydd och sökning som fungerar från disken."""

    def written(tag: re.Match[str]) -> str:
        return REFRESH.sub(lambda found: _to_file(found, 1), ATTRIBUTE.sub(_attribute, tag[0]))

    # Chromium låter 'self' gälla filerna bredvid. Det är inte sagt att alla webbläsare gör det, så file: står också där.
    page = PRELOADED.sub("", CSP.sub(lambda found: found[0].replace(SELF, f"{SELF} file:"), page))
    page = SEARCH_SCRIPT.sub(rf'<script defer src="\g<root>{SEARCH_DATA}"></script>\g<0>', page)
    return TAG.sub(written, page)


def to_file(link: str) -> str:
    """Länken till en fil: `../ansok/?steg=2#mal` blir `../ansok/index.html?steg=2#mal`. Länkar ut ur webbplatsen är orörda."""
    parts = urlsplit(link)
    is_folder = parts.path.endswith("/") or parts.path.rpartition("/")[2] in (".", "..")
    if parts.scheme or parts.netloc or not is_folder:
        return link
    return parts._replace(path=f"{parts.path.removesuffix('/')}/index.html").geturl()


def search_data(folder: Path) -> str:
    """Skriptet med sökningens filer. Träffarnas adresser leder till filer."""
    files = {path.relative_to(folder).as_posix(): json.loads(path.read_bytes()) for path in sorted(folder.glob("sok/*.json"))}
    for name, content in files.items():
        if name.startswith("sok/dokument-"):
            files[name] = [[to_file(url or "./"), *rest] for url, *rest in content]
    return f"Sok.files = {json.dumps(files, ensure_ascii=False, separators=(',', ':'))};\n"


def _attribute(found: re.Match[str]) -> str:
    place = next((number for number in (2, 3, 4) if found[number] is not None), 0)
    return _to_file(found, place) if place and (found[1] or "").lower() in LEADS else found[0]


def _to_file(found: re.Match[str], place: int) -> str:
    """Det funna, där länken i en av grupperna leder till en fil. Gör den redan det är den orörd."""
    old = unescape(found[place])
    new = to_file(old)
    start, end = (at - found.start() for at in found.span(place))
    return found[0] if new == old else f"{found[0][:start]}{escape(new)}{found[0][end:]}"
