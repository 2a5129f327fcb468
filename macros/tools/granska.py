"""`python -m macros granska`: prövar byggda sidor i en webbläsare, med axe och länkarna. Bygger ingenting."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from macros.publish.andrade import different, pages_in
from macros.publish.links import SiteLinks
from macros.settings import ROOT, SettingError, out_folder, site_path
from macros.tools import chromium
from macros.tools.server import served

LIMIT = 40  # sidor: så många hinns med på en minut, med en kärna
SHOWN = 3  # element av samma fel på samma sida
USAGE = "Skriv granska och adresser, som granska insatser/ama/, eller granska --sedan REVISION [--mot MAPP]."
# Bredd och färger. Den smala är också den som zoomar till 400 procent.
VIEWS: tuple[tuple[int, str], ...] = ((1440, "light"), (320, "dark"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (rules) => {
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"], preload: false });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => [id, node.html.replace(/\\s+/g, " ").slice(0, 120)])); }"""
# Fel som den som skriver text eller data kan rätta själv.
REMEDIES = {
    "heading-order": "Hoppa inte över en rubriknivå: ## och sedan ###.",
    "empty-heading": "Skriv en text i rubriken, eller ta bort den.",
    "link-name": "Ge länken en text som säger vart den leder.",
    "link-in-text-block": "Ge länken en text som skiljer den från texten runt om.",
    "image-alt": "Beskriv bilden i ord inom hakparentesen: ![text](bild.png).",
    "empty-table-header": "Skriv en text i tabellens rubrik.",
    "duplicate-id": "Två ställen på sidan har samma ankare. Byt det ena.",
    "list": "Skriv listan med ett bindestreck först på varje rad.",
}
TO_THE_KEEPER = "Beror det inte på texten: säg till den som sköter programmet."
TEXTS = re.compile("^(?:gemensamt/)?docs/")


class Wanted(NamedTuple):
    """Det som kommandot ska pröva. `since` är en revision i git, `before` en tidigare byggd webbplats."""

    addresses: tuple[str, ...] = ()
    since: str = ""
    before: Path | None = None


def parse(arguments: list[str]) -> Wanted:
    """Raises: SettingError när det inte går att förstå."""
    given, addresses = {"--sedan": "", "--mot": ""}, []
    rest = iter(arguments)
    for one in rest:
        name, equals, value = one.partition("=")
        if name in given:
            given[name] = value if equals else next(rest, "")
            if not given[name]:
                raise SettingError(USAGE)
        elif one.startswith("-"):
            raise SettingError(USAGE)
        else:
            addresses.append(f"{one.strip('/')}/".removeprefix("/"))
    if addresses and given["--sedan"]:
        raise SettingError(USAGE)
    return Wanted(tuple(addresses), given["--sedan"], Path(given["--mot"]) if given["--mot"] else None)


# ---- Vilka sidor ------------------------------------------------------------------------------------------


def changed_files(since: str, root: Path = ROOT) -> list[str]:
    """Filer som skiljer sig från revisionen, också de som inte är sparade i git. Raises: SettingError för okänd revision."""
    found: list[str] = []
    for arguments in (["diff", "--name-only", since, "--"], ["ls-files", "--others", "--exclude-standard"]):
        command = ["git", "-c", "core.quotePath=false", *arguments]
        done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8")
        if done.returncode:
            raise SettingError(f"Git hittar inte revisionen {since}. Hämta hela historiken, eller skriv en annan revision.")
        found += done.stdout.splitlines()
    return found


def address_of(doc: str) -> str:
    """Adressen som en sida får: docs/ansok/mal.md och gemensamt/docs/ansok/mal.md blir ansok/mal/."""
    parts = PurePosixPath(TEXTS.sub("", doc)).with_suffix("").parts
    return "".join(f"{part}/" for part in parts if part != "index")


def concerned(changed: list[str], pages: dict[str, str], before: dict[str, str]) -> list[str]:
    """Adresserna som en ändring rör: textens egna sidor, och vid ändrade data de sidor som blev annorlunda.

    Args:
        before: sidorna i en tidigare byggd webbplats. Utan dem tas den kortaste och den längsta sidan i varje mapp.
    """
    texts = [path for path in changed if TEXTS.match(path) and path.endswith(".md")]
    own = [address for address in map(address_of, texts) if address in pages]
    if len(texts) == len(changed):
        return own
    return list(dict.fromkeys([*own, *(different(pages, before) if before else samples(pages))]))


def samples(pages: dict[str, str]) -> list[str]:
    """Den kortaste och den längsta sidan i varje mapp."""
    folders: dict[str, list[str]] = defaultdict(list)
    for address in pages:
        folders[PurePosixPath(address).parent.as_posix()].append(address)
    return sorted({pick(group, key=lambda one: (len(pages[one]), one)) for group in folders.values() for pick in (min, max)})


# ---- Prövningen -------------------------------------------------------------------------------------------


def examine(browser: Browser, site: Path, addresses: list[str], base: str = "/") -> Iterator[str]:
    """Öppnar sidorna i en webbläsare. Ger en rad på vanlig svenska för varje fel.

    Args:
        base: sökvägen som webbplatsen byggdes för, när länkar börjar med /.
    """
    names = {f"{address}index.html" for address in addresses}
    yield from (fault for fault in SiteLinks(site, base).problems() if fault.partition(":")[0] in names)
    with served(site) as url:
        context = browser.new_context(reduced_motion="reduce")
        for address in addresses:
            yield from (f"{address or 'startsidan'}: {fault}" for fault in page_faults(context, url, address))
        context.close()


def page_faults(context: BrowserContext, url: str, address: str) -> Iterator[str]:
    """Det som webbläsaren klagar på, och axe i två bredder, ljust och mörkt."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"Ett skript stannade: {error}."))
    page.on("requestfailed", lambda request: complaints.append(f"{request.url} gick inte att hämta."))
    page.on("response", lambda response: complaints.extend(response_faults(response, url)))
    page.goto(url + address)
    axe = axe_faults(page)
    page.close()
    yield from dict.fromkeys([*complaints, *axe])


def response_faults(response: Response, url: str) -> Iterator[str]:
    if not response.url.startswith((url, "data:", "blob:")):
        yield f"Sidan hämtar {response.url} från en annan webbplats."
    elif response.status >= 400:
        yield f"{response.url.removeprefix(url)} finns inte."


def axe_faults(page: Page) -> list[str]:
    """Axes fynd på sidan som är öppen, högst tre av varje slag."""
    from axe_playwright_python.base import AXE_SCRIPT

    page.evaluate(AXE_SCRIPT)
    page.evaluate("() => document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    found: dict[str, list[str]] = defaultdict(list)
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for rule, html in page.evaluate(RUN_AXE, RULES):
            if html not in found[rule]:
                found[rule].append(html)
    return [
        f"regeln {rule} i {html} {REMEDIES.get(rule, TO_THE_KEEPER)}" for rule, htmls in found.items() for html in htmls[:SHOWN]
    ]


def in_browser(site: Path, addresses: list[str]) -> list[str]:
    """Felen på sidorna. Raises: SettingError när datorn saknar webbläsare."""
    try:
        path = chromium.find()
    except RuntimeError as error:
        raise SettingError(str(error)) from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        faults = list(examine(browser, site, addresses, site_path()))
        browser.close()
    return faults


def run(arguments: list[str]) -> int:
    """Prövar och skriver vad som är fel. Returns: 0 när inget är fel, annars 1. Raises: SettingError."""
    wanted, site = parse(arguments), out_folder()
    pages = pages_in(site)
    if not pages:
        raise SettingError(f"Det finns ingen webbplats i {site}. Kör bygg först.")
    if unknown := [address for address in wanted.addresses if address not in pages]:
        raise SettingError(f"Sidan {unknown[0]} finns inte i {site}.")
    if wanted.since:
        addresses = concerned(changed_files(wanted.since), pages, pages_in(wanted.before) if wanted.before else {})
    else:
        addresses = list(wanted.addresses) or samples(pages)
    if not addresses:
        print("Ändringen rör ingen sida.")
        return 0
    tried = addresses[:LIMIT]
    faults = in_browser(site, tried)
    print("\n".join([*faults, summary(len(faults), len(tried), len(addresses))]))
    return 1 if faults else 0


def summary(faults: int, tried: int, concerned: int) -> str:
    """Hur det gick, i en mening."""
    pages = "1 sida prövad" if tried == 1 else f"{tried} sidor prövade"
    some = f" av {concerned} som ändringen rör" if concerned > tried else ""
    return f"{pages}{some}. {f'{faults} fel' if faults else 'Inga fel'}."
