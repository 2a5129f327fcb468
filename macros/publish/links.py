"""Prövar länkar och ankare i den byggda webbplatsen, också i HTML som MkDocs inte känner till, och säger var i data de står."""

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache
from html import unescape
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from macros.check.data import Place
from macros.findings import FEL, Finding, shown, suggestion
from macros.read import Text

ROOT_PAGE = "index.html"
NO_TAGS = re.compile(r"<!--.*?-->|(<(script|style)\b[^>]*>).*?(?=</\2)", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"""<[a-z][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>""", re.IGNORECASE)
# Attributen som hämtar eller leder till något, och ankarna. De andra läses förbi, för deras värden kan likna en länk.
ATTRIBUTE = re.compile(
    r"""\s(?:(href|src|action|data-csv|id)|[^\s=>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
REFRESH = re.compile(r"""<meta\s[^>]*http-equiv=["']?refresh\b[^>]*\scontent=["'][^"']*?url=([^"']*)""", re.IGNORECASE)


class PageLinks(NamedTuple):
    """En sidas länkar och ankare."""

    links: set[str]
    anchors: set[str]


def links_of(content: bytes) -> PageLinks:
    """Länkarna och ankarna i en sida som bygget har skrivit. Proven jämför med en HTML-tolk, som är långsammare."""
    text = content.decode("utf-8", "replace")
    if "<!--" in text or "<script" in text or "<style" in text:
        text = NO_TAGS.sub(r"\1", text)
    tags = "".join(TAG.findall(text))
    page = PageLinks({unescape(target) for target in REFRESH.findall(tags)}, set())
    for name, *value in (found for found in set(ATTRIBUTE.findall(tags)) if found[0]):
        (page.anchors if name.lower() == "id" else page.links).add(unescape("".join(value)))
    return page


def target_of(page: PurePosixPath, path: str) -> str:
    """Filen som en relativ väg från sidan leder till, räknat från roten. Vägar utanför roten börjar med `..`."""
    parts = list(page.parent.parts) if not path.startswith("/") else []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1] if parts and parts[-1] != ".." else [*parts, ".."]
        elif part not in ("", "."):
            parts.append(part)
    target = "/".join(parts)
    return f"{target}/index.html".lstrip("/") if path.endswith("/") or path in ("", ".", "..") else target


class SiteLinks:
    """Länkarna i en byggd webbplats.

    Args:
        folder: den byggda webbplatsen.
        base: sökvägen som webbplatsen ligger på, för länkar som börjar med /.
    """

    def __init__(self, folder: Path, base: str = "/"):
        self.folder, self.base = folder, base
        self.pages = {
            path.relative_to(folder).as_posix(): links_of(path.read_bytes()) for path in sorted(folder.rglob("*.html"))
        }
        self.fault = cache(self._fault)

    def problems(self, told: Container[str] = ()) -> list[str]:
        """Alla länkar inom webbplatsen som inte leder till en fil eller ett ankare, med sidan där de står.

        Args:
            told: adresser från roten som redan har fått ett fynd.
        """
        problems = []
        for name, page in self.pages.items():
            to_root = "../" * name.count("/")
            for link in sorted(page.links):
                # De flesta länkar går via roten. Då är de samma på alla sidor, och prövas en gång.
                start, path = (ROOT_PAGE, link[len(to_root) :]) if to_root and link.startswith(to_root) else (name, link)
                path = path.removeprefix("./")
                if (found := self.fault(start, path)) and not (start == ROOT_PAGE and f"/{path}" in told):
                    problems.append(f"{name}: {found.format(link=link)}")
        return problems

    def leads_nowhere(self, address: str) -> bool:
        """Sant när en adress från roten, som /ansok/, inte leder till en sida, en fil eller ett ankare."""
        return bool(self.fault(ROOT_PAGE, address[1:]))

    def addresses(self) -> list[str]:
        """Sidornas adresser från roten."""
        return [f"/{name.removesuffix('index.html')}" for name in self.pages]

    def _fault(self, page: str, link: str) -> str:
        """Vad som är fel med en länk på sidan `page`, med plats för länken. Tom text när den leder rätt eller någon annanstans."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or (parts.path.startswith("/") and not parts.path.startswith(self.base)):
            return ""
        path = unquote(parts.path)
        if path.startswith("/"):
            path = "/" + path.removeprefix(self.base)
        target = page if not path else target_of(PurePosixPath(page), path)
        anchor = unquote(parts.fragment)
        if target not in self.pages and (target.startswith("..") or not (self.folder / target).is_file()):
            return "länken {link} leder ingenstans."
        missing = anchor and target in self.pages and anchor not in self.pages[target].anchors
        return "ankaret i {link} finns inte på sidan." if missing else ""


def dead_links(links: Iterable[Place], site: SiteLinks, left_out: Container[str]) -> Iterator[Finding]:
    """Länkarna i data som inte leder någonstans.

    Args:
        links: länkarna inom webbplatsen.
        left_out: adresser till sidor som inte är med, för att en tabell som de bygger på saknar rader.
    """
    for place in links:
        path, label, address = place.path, place.label, place.value
        if not isinstance(address, Text) or not site.leads_nowhere(address):
            continue
        page = address.partition("#")[0]
        if page in left_out:
            remedy = " Sidan är inte med, för en tabell som den bygger på har inga rader. Lägg tillbaka raderna, eller ta bort länken."
        elif not site.leads_nowhere(page):
            remedy = " Sidan finns, men inte ankaret efter #. Rätta ankaret, eller ta bort det."
        else:
            remedy = f"{suggestion(page, site.addresses())} Rätta adressen, eller ta bort länken."
        yield Finding(address.mark, FEL, f"{path} {shown(address)} leder ingenstans ({label}).{remedy}", "död-länk")
