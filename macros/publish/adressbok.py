"""Vakten över adresserna: det som har publicerats finns kvar, leder vidare eller säger att det är borttaget.

Adresserna räknas ut ur data och texterna, så kontrollen behöver varken den gamla webbplatsen eller ett bygge.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from macros.adapter.site import DAILY, ROWS_ON_PAGE, Site, outline
from macros.check import Examined, display_name, in_order
from macros.check.deleted import git, main_revision
from macros.findings import FEL, VARNING, Finding, Mark
from macros.model.flytt import Flytt
from macros.read.adressbok import FILE, addresses_in, read_book, write_book
from macros.read.conditions import kept
from macros.read.pages import page_condition, page_files, read_page
from macros.settings import SettingError

RULE, NEW_RULE, TAKEN_RULE, CUT_RULE = "borttappad-adress", "ny-adress", "flyttad-sida-finns", "ändrad-adressbok"
TABLE = "flyttade"
ANCHOR = re.compile(r"\{:?[^{}#%]*#(?P<anchor>[^\s}]+)[^{}]*\}[ \t]*$", re.MULTILINE)
WITH_FORMER = (
    "insatser",
    "metoder",
    "uppfoljning/enkater",
    "uppfoljning/plan",
    "resultat/slutrapporter",
    "resultat/metodhandbocker",
)


# En lång lista fortsätter på fler sidor, och hur många beror på dagen och på hur många rader den har.
PART = re.compile(r"(?:^|/)sida/\d+/$")


def addresses(site: Site) -> set[str]:
    """Webbplatsens adresser: sidorna, ankarena som är skrivna i texterna, och raderna som har var sitt ankare."""
    found = {f"/{url}" for url in site.pages if not PART.search(url)}
    for path, folder in page_files(site.page_folders).items():
        page = read_page((folder / path).read_bytes(), path)
        if page_condition(page.header).holds(site.available):
            url = address_of(path)
            rows = ROWS_ON_PAGE[path](site.register) if path in ROWS_ON_PAGE else ()
            written = (match["anchor"] for match in ANCHOR.finditer(kept(page.lines, site.available)))
            found |= {url, *(f"{url}#{anchor}" for anchor in written), *(f"{url}#{row.id}" for row in rows)}
    return found


def address_of(path: str) -> str:
    """En textfils adress: `ansok/index.md` → `/ansok/`, `begrepp.md` → `/begrepp/`."""
    return f"/{path.removesuffix('.md')}/".replace("/index/", "/")


def findings(examined: Examined) -> list[Finding]:
    """Alla fynd om adresserna. Tomt när boken inte är påbörjad, eller när data har fel som ska rättas först."""
    book = read_book(examined.folder)
    if not book or not examined.is_ok:
        return []
    site = outline(examined)
    now = addresses(site)
    return [
        *cut(examined.folder, book),
        *taken(site, now),
        *lost(examined, site, now),
        *unentered(examined.folder, now - book.keys()),
    ]


def guarded(examined: Examined) -> Examined:
    """Kontrollen med fynden om adresserna."""
    found = findings(examined)
    return replace(examined, findings=sorted([*examined.findings, *found], key=in_order)) if found else examined


def lost(examined: Examined, site: Site, now: set[str]) -> Iterator[Finding]:
    """En adress som har publicerats finns kvar, leder vidare eller har ett beslut. Är sidan borta sägs inget om ställena på den."""
    book, fresh = read_book(examined.folder), sorted(now - read_book(examined.folder).keys())
    decided = {one.från for one in site.register.flyttade}
    gone = {f"/{url}" for url in (*site.redirects(), *site.removed)}
    for address, line in book.items():
        page, _, anchor = address.partition("#")
        if address in now or address in decided or page in gone or (anchor and page not in now):
            continue
        if page.endswith(DAILY) and page.removesuffix(DAILY[1:]) not in gone | now:
            continue  # insatsens egen adress säger det
        text = _lost_anchor(address, page, anchor) if anchor else _lost_page(address, fresh)
        yield Finding(Mark(display_name(examined.folder, FILE), line, 1), FEL, text, RULE)


def _lost_page(address: str, fresh: list[str]) -> str:
    folder, _, key = address.strip("/").rpartition("/")
    near = [one for one in fresh if "#" not in one and one.strip("/").rpartition("/")[0] == folder]
    guess = f" Är det {near[0]} nu?" if len(near) == 1 else ""
    former = f"Har raden bytt id: skriv {key} under tidigare_adresser på den. " if folder in WITH_FORMER else ""
    return (
        f"Adressen {address} har publicerats, men sidan finns inte längre.{guess} {former}Har den flyttat eller ska den bort: skriv en "
        f"rad i {TABLE}.yaml med från: {address}, datum och skäl, och till om den har flyttat."
    )


def _lost_anchor(address: str, page: str, anchor: str) -> str:
    return (
        f"Stället {address} har publicerats, men finns inte längre på sidan. Har rubriken bytt ord: skriv {{ #{anchor} }} sist på dess "
        f"rad. Ska det bort: skriv en rad i {TABLE}.yaml med från: {address}, datum och skäl, och till om det finns på ett annat ställe."
    )


def taken(site: Site, now: set[str]) -> Iterator[Finding]:
    """En adress som har flyttat eller är borttagen är inte samtidigt en sida eller ett ställe som finns."""
    for one in site.register.flyttade:
        if one.från in now:
            yield Finding(
                mark_of(one), FEL, f"från {one.från} finns på webbplatsen (flytt {one.id}). Ta bort raden.", TAKEN_RULE
            )


def mark_of(one: Flytt) -> Mark:
    """Raden i data."""
    return Mark(one.i_data.fil, one.i_data.rad, 1)


def unentered(folder: Path, fresh: set[str]) -> Iterator[Finding]:
    """Nya adresser skrivs in i boken när de publiceras. Annars märks det inte om de försvinner."""
    if fresh:
        first = sorted(fresh)[0]
        what = f"Adressen {first} står" if len(fresh) == 1 else f"{len(fresh)} adresser står, den första {first},"
        text = f"{what} inte i boken. Kör python -m macros publicera när ändringen ska publiceras, och spara filen i git."
        yield Finding(Mark(display_name(folder, FILE), 1, 1), VARNING, text, NEW_RULE)


def cut(folder: Path, book: dict[str, int]) -> Iterator[Finding]:
    """En adress tas aldrig bort ur boken. Det syns bara när git vet hur den var på huvudgrenen."""
    base = main_revision(folder)
    before = addresses_in(git(folder, "show", f"{base}:./{FILE}")) if base else {}
    if gone := sorted(before.keys() - book.keys()):
        more = f" och {len(gone) - 1} till" if len(gone) > 1 else ""
        text = f"{gone[0]}{more} är borttagen ur boken. Det som har publicerats står kvar: hämta tillbaka raden, och skriv beslutet i {TABLE}.yaml."
        yield Finding(Mark(display_name(folder, FILE), 1, 1), FEL, text, CUT_RULE)


def enter(examined: Examined) -> str:
    """Skriver in det som boken saknar. Returns: vad som är gjort. Raises: SettingError när en publicerad adress är borta."""
    if not examined.is_ok:
        raise SettingError("Rätta felen först. Kör python -m macros kontroll.")
    book, site = read_book(examined.folder), outline(examined)
    now = addresses(site)
    if problem := next(iter([*taken(site, now), *lost(examined, site, now)]), None):
        raise SettingError(f"Rätta felen först:\n{problem}")
    fresh = now - book.keys()
    if fresh:
        write_book(examined.folder, {*book, *fresh})
    name = display_name(examined.folder, FILE)
    return f"{len(fresh)} adresser är införda i {name}. Spara filen i git." if fresh else f"Alla adresser står redan i {name}."
