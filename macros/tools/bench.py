"""`make bench`: hur snabbt det går, som förhållanden ur en och samma körning. Tiderna i sig säger något bara om datorn.

Bygger 500 och 2 500 insatser som blandas fram ur de riktiga, och samma sidor som färdig Markdown med Material utan
något av vårt.
"""

import gzip
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from lxml import html

from macros.settings import ROOT
from macros.tools import chromium
from macros.tools.server import served

SIZES = (500, 2500)
ROUNDS = 2
PLAIN = {"search": "med dess sökning", "": "utan sökning"}  # pluginen, och vad jämförelsen kallas
KEYS = "utvärdering"


class Run(NamedTuple):
    """En process: sekunder på klockan och största minne i MB."""

    seconds: float
    megabytes: float


def run_process(command: list[str], **env: str) -> Run:
    """Kör och mäter. Raises: SystemExit med utskriften när processen misslyckas."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | env, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status:
            output.seek(0)
            sys.exit(output.read())
    return Run(seconds, usage.ru_maxrss / (1024 * (1024 if sys.platform == "darwin" else 1)))


def make_data(folder: Path, count: int) -> None:
    """En datamapp med `count` insatser: de verkliga, och rader blandade ur dem fält för fält och med egna namn.

    Varje blandad insats har utfall i tre perioder, totalt och för båda könen.
    """
    shutil.copytree(ROOT / "data", folder)
    path = folder / "insatser.yaml"
    rows = yaml.load(path.read_text("utf8"), Loader=yaml.CBaseLoader)
    dice, made = random.Random(count), []
    words = sorted({word for row in rows for word in f"{row['namn']} {row.get('syfte', '')}".split() if word.isalpha()})
    for number in range(count - len(rows)):
        row = dict(dice.choice(rows))
        for key in ("metodval", "utförare", "projekttid", "redovisning", "syfte", "anmärkning", "parter"):
            other = dice.choice(rows)
            if key in other:
                row[key] = other[key]
        if row.get("projekttid"):
            row.pop("redovisning", None)  # en blandad rapport kan ligga före en blandad start
        for key in ("föregångare", "efterföljare", "ingår_i", "osäkert"):
            row.pop(key, None)
        row["id"] = f"insats-{number:04}"
        row["namn"] = f"{dice.choice(words).capitalize()} {' '.join(dice.sample(words, 2))} {number}"
        row["syfte"] = f"{row.get('syfte', '')} {' '.join(dice.sample(words, 12)).capitalize()}.".strip()
        made.append(row)
    write_rows(path, rows + made)
    write_rows(folder / "utfall.yaml", [row for insats in made for row in outcomes(insats["id"], dice)])


def write_rows(path: Path, rows: list[dict]) -> None:
    rows = json.loads(json.dumps(rows))  # inga delade objekt: de hade blivit alias
    path.write_text(yaml.dump(rows, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110), "utf8")


PERIODS = [("2023-07-01", "2024-06-30"), ("2024-07-01", "2025-06-30"), ("2025-07-01", "2026-06-30")]
OUTCOMES = ("arbete", "studier", "annan_rehab", "sjukvård", "ersättning", "annat")


def outcomes(insats: str, dice: random.Random) -> Iterator[dict]:
    """En insats utfall: tre perioder, kvinnor, män och totalt. Talen stämmer med varandra, och många är små."""
    for number, (start, end) in enumerate(PERIODS):
        groups = {
            kön: {"tidiga_avhopp": dice.randrange(9), "aktiva_nästa": dice.randrange(40)}
            | {name: dice.randrange(18) for name in OUTCOMES}
            for kön in ("kvinnor", "män")
        }
        groups["totalt"] = {name: groups["kvinnor"][name] + groups["män"][name] for name in groups["män"]}
        for kön, counts in groups.items():
            left = counts["tidiga_avhopp"] + sum(counts[name] for name in OUTCOMES)
            numbers = {"aktiva": left + counts["aktiva_nästa"], "avslut": left} | counts
            yield {
                "id": f"{insats}-{number}-{kön.replace('ä', 'a')}",
                "insats": insats,
                "period": {"från": start, "till": end},
                "kön": kön,
                "till_annat": "Flyttade.",
                "källa": [{"dokument": "sodra-dalarna-policy-2020"}],
            } | {name: str(count) for name, count in numbers.items()}


def as_markdown(page: Path) -> str:
    """En byggd sidas innehåll som den Markdown någon kunde ha skrivit för hand."""
    main = html.fromstring(page.read_bytes()).find(".//main")
    lines = []
    for element in main.iter("h1", "h2", "h3", "p", "li", "dt", "dd", "tr"):
        if any(parent.tag in ("td", "th", "dd", "li") for parent in element.iterancestors()):
            continue
        text = " ".join(element.text_content().split()).replace("|", "\\|")
        link = element.find(".//a[@href]")
        if link is not None and element.tag in ("li", "dd") and not link.get("href").startswith(("http", "mailto")):
            text = text.replace(" ".join(link.text_content().split()), f"**{' '.join(link.text_content().split())}**", 1)
        if element.tag == "tr":
            cells = [" ".join(cell.text_content().split()).replace("|", "\\|") for cell in element]
            lines.append(f"| {' | '.join(cells)} |")
            if element.getparent().tag == "thead":
                lines.append("|" + "---|" * len(cells))
            continue
        lead = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- ", "dt": "**", "dd": ":   "}.get(element.tag, "")
        lines += ["", f"{lead}{text}{'**' if element.tag == 'dt' else ''}"] if element.tag != "li" else [f"{lead}{text}"]
    return "\n".join(lines) + "\n"


def make_plain_project(site: Path, folder: Path, plugins: str) -> None:
    """Samma sidor som Markdown i ett tomt projekt med Material. Bara huvudsidorna står i menyn, som hos oss."""
    top = []
    for page in site.rglob("index.html"):
        name = page.parent.relative_to(site).as_posix()
        target = folder / "docs" / ("index.md" if name == "." else f"{name}/index.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(as_markdown(page), "utf8")
        if name.count("/") < 1 or not name.startswith(("insatser/", "metoder/")):
            top.append(target.relative_to(folder / "docs").as_posix())
    config = {
        "site_name": "Jämförelse",
        "theme": {"name": "material", "language": "sv", "font": False},
        "plugins": [plugins] if plugins else [],
        "nav": sorted(top),
        "markdown_extensions": ["tables", "def_list", "attr_list"],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf8")


def gzipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


class Browsed(NamedTuple):
    """Det som mäts i webbläsaren: byte över nätet (gzip) och millisekunder."""

    start: int
    catalogue: int
    first_search: int
    filter_ms: float
    search_ms: float


# Tiden från tangenttryckningen (händelsens egen tid) till efter bildrutan som följer på den sista ändringen i resultatet.
TIMER = """(result) => { window.tider = []; let start = 0, place = -1;
  const painted = (done) => requestAnimationFrame(() => { const c = new MessageChannel();
    c.port1.onmessage = done; c.port2.postMessage(0); });
  const note = () => { const i = place, t = start; painted(() => { window.tider[i] = performance.now() - t; }); };
  addEventListener('input', (e) => { start = e.timeStamp; place += 1; note(); }, true);
  new MutationObserver(note).observe(document.querySelector(result), {childList: true, subtree: true, characterData: true}); }"""


def browse(site: Path) -> Browsed:
    """Startsida, katalog och sökning i en riktig Chromium."""
    from playwright.sync_api import sync_playwright

    with served(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        seen: list[str] = []
        page.on("response", lambda response: seen.append(response.url))

        def cost() -> int:
            files = {address.removeprefix(url).split("?")[0].split("#")[0] or "index.html" for address in seen}
            seen.clear()
            return sum(
                gzipped(site / (name + "index.html" if name.endswith("/") else name))
                for name in files
                if (site / name).exists()
            )

        page.goto(url)
        start = cost()
        page.goto(url + "insatser/")
        catalogue = cost()
        filter_ms = typing_time(page, "#fritext", "#katalog table")
        seen.clear()
        page.goto(url + "sok/")
        search_ms = typing_time(page, "#sokformular input", "#sokresultat")
        page.wait_for_selector("#sokresultat a")
        first_search = cost()
        browser.close()
    return Browsed(start, catalogue, first_search, filter_ms, search_ms)


def typing_time(page, field: str, result: str) -> float:
    """Median från tangent till färdig bild, i millisekunder. `result` är det som ändras."""
    page.evaluate(TIMER, result)
    page.focus(field)
    for key in KEYS:
        page.keyboard.insert_text(key)
        page.wait_for_timeout(300)
    return statistics.median(page.evaluate("window.tider"))


def measure_builds(work: Path) -> dict[str, Run]:
    """Det snabbaste av varje bygge. De görs om varandra, för datorns fart kan variera mer än det som jämförs."""
    fastest: dict[str, Run] = {}
    for _ in range(ROUNDS):
        for size in SIZES:
            shutil.rmtree(work / f"site{size}", ignore_errors=True)
            ours = run_process(
                [sys.executable, "-m", "macros", "bygg"], DATA=str(work / f"data{size}"), UT=str(work / f"site{size}")
            )
            fastest[str(size)] = min(ours, fastest.get(str(size), ours))
        for plugins, label in PLAIN.items():
            plain = work / f"plain{plugins}"
            if not plain.exists():
                make_plain_project(work / f"site{SIZES[-1]}", plain, plugins)
            theirs = run_process([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(plain / "mkdocs.yml")])
            fastest[label] = min(theirs, fastest.get(label, theirs))
    return fastest


def report(label: str, value: str, goal: str = "") -> None:
    print(f"{label:<58}{value:>14}{'   mål: ' + goal if goal else ''}", flush=True)


def run(_: list[str] | None = None) -> int:
    """Mäter allt och skriver ut det. Returns: 0."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for size in SIZES:
            make_data(work / f"data{size}", size)
        builds = measure_builds(work)
        for size in SIZES:
            report(f"Bygge, {size} insatser", f"{builds[str(size)].seconds:.1f} s")
        small, big = (builds[str(size)] for size in SIZES)
        report("Tillväxt 500 → 2 500 (linjärt = 5)", f"{big.seconds / small.seconds:.2f}", "högst 5")
        for label in PLAIN.values():
            theirs = builds[label]
            report(f"Vårt bygge / bara Material {label}, 2 500", f"{big.seconds / theirs.seconds:.2f}", "högst 1")
            report(f"Vårt minne / bara Material {label}, 2 500", f"{big.megabytes / theirs.megabytes:.2f}")
        report("Största minne, 2 500 insatser", f"{big.megabytes:.0f} MB")
        empty = min(run_process([python, "-c", "pass"]).seconds for _ in range(3))
        check = min(run_process([python, "-m", "macros", "kontroll"]).seconds for _ in range(3))
        report("kontroll på riktiga data / en tom Python", f"{check / empty:.0f}")
        report("kontroll på riktiga data", f"{check:.2f} s", "under 1 s")
        many = run_process([python, "-m", "macros", "kontroll"], DATA=str(work / "data2500"))
        report("kontroll, 2 500 insatser / riktiga data", f"{many.seconds / check:.1f}")
        seen = browse(work / "site2500")
        report("Startsidan, gzip", f"{seen.start / 1000:.1f} kB", "under 80 kB")
        report("Katalogen med 2 500 insatser, gzip", f"{seen.catalogue / 1000:.0f} kB")
        report("Första sökningen med 2 500 insatser, gzip", f"{seen.first_search / 1000:.0f} kB", "under 300 kB")
        report("Tangent → filtrerad tabell, 2 500 rader", f"{seen.filter_ms:.0f} ms", "under 50 ms")
        report("Tangent → sökresultat, 2 500 insatser (120 ms väntan)", f"{seen.search_ms:.0f} ms")
    return 0
