"""`make bench`: hur snabbt det går, som förhållanden ur en och samma körning. Tiderna i sig säger något bara om datorn.

Bygger 500 och 2 500 insatser som blandas fram ur de riktiga, med och utan utfall, och samma sidor som färdig Markdown med
Material utan något av vårt. Byggena turas om, fem varv, och medianen gäller.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from macros.settings import ROOT, SettingError
from macros.tools.bench import others, rooms
from macros.tools.bench.browser import browse, opened
from macros.tools.bench.first_view import heaviest
from macros.tools.bench.made import make_data, make_others
from macros.tools.bench.measure import Run, Runs, in_turn, megabytes, memory_ratio, ratio, run_process, seconds
from macros.tools.bench.phone import on_a_phone
from macros.tools.bench.questions import QUESTIONS, missed, questions_in
from macros.tools.bench.report import Report
from macros.tools.server import served

SMALL, BIG = 500, 2500
FÖRBUND, EACH = 80, 30  # lika många som i landet, och många insatser var
ROUNDS = 5
MISSED = 0.03  # så stor del av frågorna får sakna sin sida bland de tre första träffarna
KINDS = {"": True, " utan utfall": False}  # vad bygget kallas, och om det har utfall
PLAIN = {"Material med dess sökning": ["search"], "Material utan sökning": []}
HUGO = "Hugo"
Builds = dict[str, Callable[[], Run]]


def ours(size: int, kind: str) -> str:
    return f"{size} insatser{kind}"


def build_ours(data: Path, site: Path) -> Run:
    return run_process([sys.executable, "-m", "macros", "bygg"], DATA=str(data), UT=str(site))


def prepare(work: Path) -> Builds:
    """Gör data och de andra verktygens projekt. Returns: byggena som ska mätas."""
    builds: Builds = {}
    for kind, with_outcomes in KINDS.items():
        for size in (SMALL, BIG):
            name = ours(size, kind)
            make_data(work / name, size, with_outcomes)
            builds[name] = partial(build_ours, work / name, work / f"site {name}")
        builds[ours(BIG, kind)]()
        builds |= prepare_others(work, work / f"site {ours(BIG, kind)}", kind)
    return builds


def prepare_others(work: Path, site: Path, kind: str) -> Builds:
    """De andra verktygens projekt, med samma sidor som webbplatsen."""
    builds: Builds = {}
    for name, plugins in PLAIN.items():
        others.make_material(site, work / f"{name}{kind}", plugins)
        builds[f"{name}{kind}"] = partial(others.build_material, work / f"{name}{kind}")
    if program := others.hugo():
        others.make_hugo(site, work / f"{HUGO}{kind}")
        builds[f"{HUGO}{kind}"] = partial(others.build_hugo, program, work / f"{HUGO}{kind}")
    return builds


def report_builds(report: Report, runs: Runs) -> None:
    for kind in KINDS:
        small, big = ours(SMALL, kind), ours(BIG, kind)
        for name in (small, big):
            report.line(f"Bygge, {name}, processortid", seconds(runs[name]), "s", digits=1)
        report.line(f"Tillväxt 500 → 2 500{kind} (linjärt = 5)", ratio(runs, big, small), at_most=5, digits=2)
        for plain in PLAIN:
            report.line(f"Vårt bygge{kind} / {plain}", ratio(runs, big, f"{plain}{kind}"), at_most=0.8, digits=2)
            report.line(f"Vårt minne{kind} / {plain}", memory_ratio(runs, big, f"{plain}{kind}"), at_most=2, digits=2)
        report.line(f"Största minne, {big}", megabytes(runs[big]), "MB")
        if f"{HUGO}{kind}" in runs:
            report.line(f"Vårt bygge{kind} / Hugo", ratio(runs, big, f"{HUGO}{kind}"), digits=1)
    if not others.hugo():
        print("Hugo finns inte på datorn, så det jämförs inte.")


def report_real(report: Report, data: Path, site: Path) -> None:
    """Kansliets egen webbplats. Proven har påhittade data, så det här är den enda mätningen av de riktiga sidorna."""
    build_ours(data, site)
    report_pages(report, site)
    questions = questions_in(QUESTIONS)
    with served(site) as url, opened(f"{url}sok/") as page:
        faults = missed(page, url, questions)
    report.line(f"Frågor av {len(questions)} som inte får rätt sida", len(faults), at_most=len(questions) * MISSED)
    for fault in faults:
        print(f"  råd: {fault}")


def report_pages(report: Report, site: Path) -> None:
    """Den tyngsta sidan på en webbplats. En lista som växer ska delas innan den når hit."""
    view, elements = heaviest(site)
    report.line(f"Största första visningen, /{view.address}", view.size / 1000, "kB", at_most=60, digits=1)
    report.line(f"Flest element, /{elements.address}", elements.size, at_most=5000)


def report_others(report: Report, work: Path, runs: Runs) -> None:
    """Webbplatsen av ett förbund som har hämtat alla andra."""
    name = f"{FÖRBUND} förbund med {EACH} insatser"
    make_others(work / name, FÖRBUND, EACH)
    run = build_ours(work / name, work / f"site {name}")
    report.line(f"Bygge, {name}, processortid", run.seconds, "s", digits=1)
    report.line(f"Bygge, {name} / {ours(BIG, '')}", run.seconds / seconds(runs[ours(BIG, "")]), at_most=1.5, digits=2)
    report_pages(report, work / f"site {name}")


def report_checks(report: Report, big: Path) -> None:
    kontroll = [sys.executable, "-m", "macros", "kontroll"]
    empty = min(run_process([sys.executable, "-c", "pass"]).seconds for _ in range(ROUNDS))
    real = min(run_process(kontroll).seconds for _ in range(ROUNDS))
    report.line("kontroll på riktiga data, processortid", real, "s", at_most=1, digits=2)
    report.line("kontroll på riktiga data / en tom Python", real / empty)
    report.line("kontroll, 2 500 insatser / riktiga data", run_process(kontroll, DATA=str(big)).seconds / real, digits=1)
    report.line("Den elaka fil som tar längst tid att läsa", rooms.slowest_hostile_file(), "s", at_most=5, digits=2)
    rows, taken = rooms.protection(big)
    report.line(f"Skydda {rows} rader med utfall", taken, "s", at_most=5, digits=2)


def report_browser(report: Report, site: Path) -> None:
    report_pages(report, site)
    seen = browse(site)
    report.line("Startsidan, gzip", seen.start / 1000, "kB", at_most=60, digits=1)
    report.line("Första sökningen med 2 500 insatser, gzip", seen.first_search / 1000, "kB", at_most=150)
    report.line("Katalogen med 2 500 insatser, gzip", seen.catalogue / 1000, "kB")
    report.line("Tangent → filtrerad tabell, 2 500 rader", seen.filter_ms, "ms", at_most=50)
    report.line("Tangent → sökresultat (120 ms väntan)", seen.search_ms, "ms")
    report.line("Svaret på en sökning, utan hämtning", seen.answer_ms, "ms", at_most=50, digits=1)
    for one in on_a_phone(site):
        report.line(f"Störst är målat på en långsam telefon, /{one.address}", one.seconds, "s", at_most=2.5, digits=1)
        report.line(f"Flyttar sig efteråt (CLS), /{one.address}", one.shift, at_most=0, digits=3)


def rounds_of(arguments: list[str]) -> int:
    """Raises: SettingError."""
    given = arguments or [str(ROUNDS)]
    if len(given) > 1 or not given[0].isdecimal() or int(given[0]) < 1:
        raise SettingError("Skriv bench och ett antal varv, som bench 1, eller bara bench.")
    return int(given[0])


def run(arguments: list[str]) -> int:
    """Mäter allt och skriver ut det. Returns: 0, men 1 när STRIKT=1 och ett mål inte nås. Raises: SettingError."""
    rounds, report = rounds_of(arguments), Report()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        builds = prepare(work)
        runs = in_turn(builds, rounds)
        report_builds(report, runs)
        report_others(report, work, runs)
        report_real(report, ROOT / "data", work / "site riktiga data")
        report_checks(report, work / ours(BIG, ""))
        report_browser(report, work / f"site {ours(BIG, '')}")
    print(report.conclusion())
    return 1 if report.missed and os.environ.get("STRIKT") == "1" else 0
