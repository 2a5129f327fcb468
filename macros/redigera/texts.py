"""Sidornas texter: sidhuvudets tre fält och själva texten. Allt annat i filen står som det stod."""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

import yaml

from macros.dictionary.slag import slug
from macros.read.pages import HEADER, page_files, read_page
from macros.settings import Folders
from macros.write.draft import Draft
from macros.write.plain import WriteRefused, cleaned

FIELDS = {
    "title": ("Rubrik", "Sidans rubrik, och dess namn i sökningen."),
    "description": ("Beskrivning", "En mening om vad sidan ger. Den visas i sökningar."),
    "ingress": ("Ingress", "Stycket närmast under rubriken."),
}
NEW_FIELDS = {**FIELDS, "meny": ("Namn i menyn", "Kort namn. Lämna tomt om sidan bara ska nås genom länkar.")}
TAKEN = "Det finns redan en sida på {}. Välj en annan rubrik, eller öppna den sidan."
NO_HEADER = "Sidan har inget sidhuvud som går att ändra här. Öppna filen i en redigerare."
BOM = b"\xef\xbb\xbf"


class PageText(NamedTuple):
    """En sida att ändra. `name` är vägen i docs/, `path` filen som läses (den gemensamma när ingen egen finns)."""

    name: str
    path: Path
    is_own: bool
    data: bytes
    header: dict[str, str]
    body: str

    @property
    def title(self) -> str:
        return self.header.get("title") or self.name

    @property
    def url(self) -> str:
        """Sidans adress på webbplatsen, från dess rot."""
        found = re.sub(r"(^|/)index\.md$", r"\1", self.name)
        return found if found != self.name else f"{self.name.removesuffix('.md')}/"

    @property
    def mark(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def page_names(where: Folders) -> dict[str, Path]:
    """Sidornas vägar och mappar. Bara de som ligger i mappen på riktigt: en länk ut ur den är inte med."""
    found = page_files(where.pages)
    return {
        name: folder for name, folder in sorted(found.items()) if (folder / name).resolve().is_relative_to(folder.resolve())
    }


def parts(where: Folders) -> list[str]:
    """Delarna av webbplatsen som en ny sida kan ligga i: mapparna överst, och tomt för roten."""
    return sorted({"", *(name.partition("/")[0] for name in page_names(where) if "/" in name)})


def new_page(where: Folders, part: str, header: dict[str, str]) -> PageText:
    """Platsen för en ny sida, efter dess rubrik. Raises: WriteRefused när rubriken saknas eller platsen är upptagen."""
    if part not in parts(where) or not slug(header["title"]):
        raise WriteRefused("Skriv sidans rubrik, och välj var på webbplatsen den ska ligga.")
    name = f"{part}/{slug(header['title'])}.md".lstrip("/")
    if name in page_names(where):
        raise WriteRefused(TAKEN.format(name))
    return PageText(name, where.docs / name, False, b"", header, "")


def written(header: dict[str, str], body: str) -> bytes:
    """En ny sida: sidhuvudet med de fält som är ifyllda, och texten."""
    filled = {name: str(cleaned(value)) for name, value in header.items() if value}
    head = yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=1000)
    text = body.replace("\r\n", "\n").strip()
    return f"---\n{head}---\n\n{text}\n".encode()


def open_page(where: Folders, name: str) -> PageText:
    """Raises: KeyError när sidan inte finns, WriteRefused när den inte går att läsa."""
    folder = page_names(where)[name]
    path = folder / name
    data = path.read_bytes()
    page = read_page(data, f"docs/{name}")
    if page.findings:
        raise WriteRefused(f"Sidan går inte att ändra här. {page.findings[0]}")
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    found = HEADER.match(text)
    header = {key: str(page.header[key]) for key in FIELDS if isinstance(page.header.get(key), str)}
    return PageText(name, path, folder == where.docs, data, header, text[found.end() if found else 0 :])


def changed_page(page: PageText, header: dict[str, str], body: str) -> bytes:
    """Sidan med ett annat sidhuvud och en annan text. Det som är lika behåller sina byte. Raises: WriteRefused."""
    text = page.data.decode("utf-8-sig")
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    found = re.match(HEADER.pattern.replace(r"\n", r"\r?\n"), text, HEADER.flags)
    head, rest = (text[: found.end()], text[found.end() :]) if found else ("", text)
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    if body != page.body:
        rest = (body if body.endswith("\n") else f"{body}\n").replace("\n", newline)
    wanted = {name: str(cleaned(value)) for name, value in header.items()}
    if any(wanted[name] != page.header.get(name, "") for name in wanted):
        if not found:
            raise WriteRefused(NO_HEADER)
        head = head[: found.start(1)] + _changed_header(found[1], wanted) + head[found.end(1) :]
    return (BOM if page.data.startswith(BOM) else b"") + (head + rest).encode()


def _changed_header(text: str, wanted: dict[str, str]) -> str:
    """Sidhuvudets fält, skrivna av samma skrivare som tabellernas: sidhuvudet är för den en tabell med en rad."""
    lines = text.splitlines(keepends=True)
    indented = "".join(f"  {line}" if line.strip() else line for line in lines)
    draft = Draft(("-" + indented[1:]).encode(), "sidhuvudet")
    for name, value in wanted.items():
        if value != draft.rows[0].get(name, ""):
            draft.set(0, name, value)
    changed = draft.result().decode().splitlines(keepends=True)
    return "".join(line[2:] if line.strip() else line for line in changed)
