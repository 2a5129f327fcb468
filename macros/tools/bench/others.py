"""Samma sidor i andras verktyg, för att jämföra med: Material för MkDocs utan något av vårt, och Hugo om det finns."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from lxml import html

from macros.tools.bench.measure import Run, run_process

BLOCKS = ("h1", "h2", "h3", "p", "li", "dt", "dd", "tr")
LEADS = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- ", "dt": "**", "dd": ":   "}
INSIDE = ("td", "th", "dd", "li")  # det som ligger i dem är redan med
HUGO_LAYOUT = (
    '<!doctype html><html lang="sv"><meta charset="utf-8"><title>{{ .Title }}</title><main>{{ .Content }}</main></html>\n'
)
# Typen i lxml känner inte till text_content och iterancestors på det som sökts fram.
Element = Any


def text_of(element: Element) -> str:
    return " ".join(element.text_content().split()).replace("|", "\\|")


def as_markdown(page: Path) -> str:
    """En byggd sidas innehåll som den Markdown någon kunde ha skrivit för hand."""
    main: Element = html.fromstring(page.read_bytes()).find(".//main")
    blocks = (element for element in main.iter(*BLOCKS) if not any(above.tag in INSIDE for above in element.iterancestors()))
    return "\n".join(line for element in blocks for line in markdown_lines(element)) + "\n"


def markdown_lines(element: Element) -> Iterator[str]:
    if element.tag == "tr":
        yield from row_lines(element)
        return
    line = f"{LEADS.get(element.tag, '')}{with_stress(element)}{'**' if element.tag == 'dt' else ''}"
    yield from [line] if element.tag == "li" else ["", line]


def row_lines(row: Element) -> Iterator[str]:
    yield f"| {' | '.join(map(text_of, row))} |"
    if row.getparent().tag == "thead":
        yield "|" + "---|" * len(row)


def with_stress(element: Element) -> str:
    """Texten. En länk inom webbplatsen blir fetstil: adresserna är inte desamma i det andra verktyget."""
    text = text_of(element)
    link = element.find(".//a[@href]")
    if link is None or element.tag not in ("li", "dd") or link.get("href").startswith(("http", "mailto")):
        return text
    return text.replace(text_of(link), f"**{text_of(link)}**", 1)


def pages_of(site: Path) -> Iterator[tuple[str, str]]:
    """Varje sidas namn och Markdown. Startsidans namn är en punkt."""
    for page in site.rglob("index.html"):
        yield page.parent.relative_to(site).as_posix(), as_markdown(page)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf8")


def make_material(site: Path, folder: Path, plugins: list[str]) -> None:
    """Ett tomt projekt med Material. Bara huvudsidorna står i menyn, som hos oss."""
    menu = []
    for name, text in pages_of(site):
        path = "index.md" if name == "." else f"{name}/index.md"
        write(folder / "docs" / path, text)
        if not name.startswith(("insatser/", "metoder/")):
            menu.append(path)
    config = {
        "site_name": "Jämförelse",
        "theme": {"name": "material", "language": "sv", "font": False},
        "plugins": plugins,
        "nav": sorted(menu),
        "markdown_extensions": ["tables", "def_list", "attr_list"],
    }
    write(folder / "mkdocs.yml", yaml.safe_dump(config, allow_unicode=True))


def make_hugo(site: Path, folder: Path) -> None:
    """Ett tomt projekt i Hugo, med en mall som bara visar innehållet."""
    for name, text in pages_of(site):
        write(folder / "content" / ("_index.md" if name == "." else f"{name}/_index.md"), text)
    for layout in ("index.html", "_default/single.html", "_default/list.html"):
        write(folder / "layouts" / layout, HUGO_LAYOUT)
    write(folder / "config.toml", 'title = "Jämförelse"\ndisableKinds = ["taxonomy", "term", "RSS"]\n')


def build_material(folder: Path) -> Run:
    return run_process([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")])


def hugo() -> str | None:
    """Sökvägen till Hugo, eller None. Det finns bland annat i Debians paket hugo."""
    return shutil.which("hugo")


def build_hugo(program: str, folder: Path) -> Run:
    return run_process(
        [program, "--quiet", "--source", str(folder), "--destination", str(folder / "site"), "--cleanDestinationDir"]
    )
