"""`make bench`: det som kan prövas utan att mäta. Själva mätningen är för lång för proven."""

import gzip
import random
import sys
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import yaml

from macros import check
from macros.findings import FEL
from macros.model import register as model
from macros.model.jamforelse import jämförelse
from macros.settings import SettingError
from macros.tools import bench
from macros.tools.bench import made, measure, others
from macros.tools.bench.measure import Run
from macros.tools.bench.phone import on_a_phone
from macros.tools.bench.report import Report, swedish
from macros.tools.server import served

PAGE = """<html><head><meta charset="utf-8"></head><body><nav><p>Meny</p></nav><main><h1>Ansök</h1><p>Text  med
radbrytning och a|b.</p><ul><li>Se <a href="../mal/">målen</a></li><li>Se <a href="https://exempel.se">utanför</a></li></ul>
<dl><dt>Start</dt><dd><p>2020</p></dd></dl>
<table><thead><tr><th>År</th><th>Antal</th></tr></thead><tbody><tr><td>2020</td><td>5</td></tr></tbody></table></main></body></html>"""
MARKDOWN = """
# Ansök

Text med radbrytning och a\\|b.
- Se **målen**
- Se utanför

**Start**

:   2020
| År | Antal |
|---|---|
| 2020 | 5 |
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in (".", "ansok", "insatser", "insatser/en"):
        others.write(tmp_path / "site" / name / "index.html", PAGE)
    return tmp_path / "site"


# ---- Samma sidor i andras verktyg -------------------------------------------------------------------------


def test_a_page_becomes_the_markdown_that_someone_could_have_written(site: Path) -> None:
    assert others.as_markdown(site / "ansok/index.html") == MARKDOWN


def test_material_gets_every_page_and_the_main_ones_in_its_menu(site: Path, tmp_path: Path) -> None:
    others.make_material(site, tmp_path / "material", ["search"])
    config = yaml.safe_load((tmp_path / "material/mkdocs.yml").read_text("utf8"))
    assert (config["theme"]["name"], config["plugins"]) == ("material", ["search"])
    assert config["nav"] == ["ansok/index.md", "index.md", "insatser/index.md"]
    assert (tmp_path / "material/docs/insatser/en/index.md").read_text("utf8") == MARKDOWN


def test_hugo_gets_every_page_and_a_layout(site: Path, tmp_path: Path) -> None:
    others.make_hugo(site, tmp_path / "hugo")
    made_files = {path.relative_to(tmp_path / "hugo").as_posix() for path in (tmp_path / "hugo").rglob("*") if path.is_file()}
    assert {"config.toml", "content/_index.md", "content/insatser/en/_index.md", "layouts/index.html"} <= made_files


# ---- Påhittade data ---------------------------------------------------------------------------------------


def test_outcomes_add_up() -> None:
    rows = list(made.outcomes("en", random.Random(1)))
    assert len({row["id"] for row in rows}) == len(rows) == 9
    by_period = defaultdict(dict)
    for row in rows:
        by_period[row["period"]["från"]][row["kön"]] = row
        ended = sum(int(row[name]) for name in (*made.OUTCOMES, "tidiga_avhopp"))
        assert int(row["avslut"]) == ended == int(row["aktiva"]) - int(row["aktiva_nästa"])
    for period in by_period.values():
        assert int(period["totalt"]["aktiva"]) == int(period["kvinnor"]["aktiva"]) + int(period["män"]["aktiva"])


def test_a_mixed_insats_has_its_own_name_and_refers_to_no_other() -> None:
    row = {"id": "en", "namn": "En", "ingår_i": "annan", "syfte": "Syfte.", "projekttid": {"start": "2020"}, "redovisning": []}
    new = made.mixed(7, [row], [f"ord{number}" for number in range(20)], random.Random(1))
    assert new["id"] == "insats-0007" and new["namn"].endswith(" 7") and new["syfte"].startswith("Syfte. ")
    assert "ingår_i" not in new and "redovisning" not in new and row["id"] == "en"


# ---- Mätningen --------------------------------------------------------------------------------------------

BUSY = "import time\nwhile time.process_time() < 0.3: pass"


def test_the_time_of_children_counts() -> None:
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}], check=True)"
    assert measure.run_process([sys.executable, "-c", nested]).seconds >= 0.3


def test_waiting_is_not_work() -> None:
    busy = measure.run_process([sys.executable, "-c", BUSY])
    asleep = measure.run_process([sys.executable, "-c", "import threading; threading.Event().wait(0.5)"])
    assert asleep.seconds < busy.seconds and asleep.megabytes > 1


def test_what_fails_is_shown() -> None:
    with pytest.raises(SystemExit, match="ingen sådan fil"):
        measure.run_process([sys.executable, "-c", "import sys; sys.exit('ingen sådan fil')"])


def test_builds_take_turns() -> None:
    order: list[str] = []

    def build(name: str) -> Run:
        order.append(name)
        return Run(len(order), 1)

    runs = measure.in_turn({"vi": lambda: build("vi"), "de": lambda: build("de")}, 2)
    assert order == ["vi", "de", "vi", "de"]
    assert runs == {"vi": [Run(1, 1), Run(3, 1)], "de": [Run(2, 1), Run(4, 1)]}


def test_a_ratio_is_the_median_of_the_pairs() -> None:
    """En störd mätning i ett par ändrar inget."""
    runs = {"vi": [Run(1, 10), Run(2, 10), Run(90, 30)], "de": [Run(2, 5), Run(2, 10), Run(3, 10)]}
    assert measure.ratio(runs, "vi", "de") == 1 and measure.memory_ratio(runs, "vi", "de") == 2
    assert measure.seconds(runs["vi"]) == 2 and measure.megabytes(runs["vi"]) == 10


# ---- Utskriften -------------------------------------------------------------------------------------------


def test_numbers_are_written_in_swedish() -> None:
    assert [swedish(2500.5, 1), swedish(0.8, 2), swedish(12, 0)] == ["2\N{NO-BREAK SPACE}500,5", "0,80", "12"]


def test_a_missed_goal_is_marked_and_told_last(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.line("Startsidan", 60, "kB", at_most=60)
    report.line("Bygget", 0.9, at_most=0.8, digits=2)
    report.line("Katalogen", 190, "kB")
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == ["Startsidan 60 kB mål: högst 60 kB", "Bygget 0,90 mål: högst 0,80 MISSAT", "Katalogen 190 kB"]
    assert report.conclusion() == "1 mål nåddes inte: Bygget."
    assert Report().conclusion() == "Alla mål nåddes."


def runs_like(ours: float) -> measure.Runs:
    """Mätningar där våra byggen tar så många sekunder, och de andras tio."""
    names = [bench.ours(size, kind) for size in (bench.SMALL, bench.BIG) for kind in bench.KINDS]
    plain = [f"{name}{kind}" for name in bench.PLAIN for kind in bench.KINDS]
    return {name: [Run(ours, 100)] for name in names} | {name: [Run(10, 100)] for name in plain}


@pytest.mark.parametrize(("seconds", "missed"), [(8, 0), (8.1, 4)])
def test_our_builds_may_take_four_fifths_of_the_time_of_plain_material(
    monkeypatch, capsys, seconds: float, missed: int
) -> None:
    monkeypatch.setattr(others, "hugo", lambda: None)
    report = Report()
    bench.report_builds(report, runs_like(seconds))
    assert len(report.missed) == missed
    assert "Hugo finns inte på datorn" in capsys.readouterr().out


@pytest.mark.parametrize(("strict", "code"), [("", 0), ("1", 1)])
def test_a_missed_goal_stops_only_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch, strict: str, code: int) -> None:
    monkeypatch.setenv("STRIKT", strict)
    for name in ("report_others", "report_real", "report_checks", "report_browser"):
        monkeypatch.setattr(bench, name, lambda *_: None)
    monkeypatch.setattr(bench, "prepare", lambda _: {})
    monkeypatch.setattr(bench, "in_turn", lambda *_: runs_like(11))
    assert bench.run([]) == code


@pytest.mark.parametrize("arguments", [["noll"], ["0"], ["1", "2"]])
def test_an_odd_number_of_rounds_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SettingError, match=r"^Skriv bench och ett antal varv"):
        bench.rounds_of(arguments)
    assert (bench.rounds_of([]), bench.rounds_of(["1"])) == (5, 1)


def test_hugo_is_compared_when_it_is_there(monkeypatch: pytest.MonkeyPatch, site: Path, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert others.hugo() is None
    program = tmp_path / "bin/hugo"
    others.write(program, f"#!{sys.executable}\nimport sys, pathlib\npathlib.Path(sys.argv[5], 'klar').parent.mkdir()\n")
    program.chmod(0o755)
    assert others.hugo() == str(program)
    others.make_hugo(site, tmp_path / "hugo")
    others.build_hugo(str(program), tmp_path / "hugo")
    assert (tmp_path / "hugo/site").is_dir()


def test_made_copies_of_other_förbund_are_whole_and_their_insatser_are_compared(tmp_path: Path) -> None:
    made.make_others(tmp_path / "data", 2, 3)
    examined = check.examine(tmp_path / "data", date.today(), pages=())
    assert [one for one in examined.findings if one.level == FEL] == []
    register = model.build(examined.data.dictionary, examined.data.tables)
    copied = [one for one in register.insatser if register.hämtning(one)]
    rows, _ = jämförelse(register, tuple(copied))
    assert (len(copied), len(rows)) == (6, 18)


# ---- En långsam telefon -----------------------------------------------------------------------------------

# Det som hämtas sent och då läggs överst.
SHIFTS = """<p>Det här står först.</p><script>
addEventListener("load", () => fetch("../insatser/").then(() => { const box = document.createElement("p");
  box.style.height = "300px"; document.body.prepend(box); }));</script>"""


def test_a_page_that_moves_is_seen_and_one_that_does_not_is_still(site: Path) -> None:
    others.write(site / "ansok/index.html", SHIFTS)
    with ThreadPoolExecutor(1) as own:  # provens egen webbläsare kan vara igång i den här tråden
        still, moved = own.submit(lambda: list(on_a_phone(site, ["", "ansok/"]))).result()
    assert still.shift == 0 < moved.shift and still.seconds > 0.5 and moved.seconds > 0.5


def test_the_server_of_the_measurement_packs_text(site: Path) -> None:
    others.write(site / "bild.woff2", "x" * 500)
    with served(site, packed=True) as url:
        for name, coding in (("ansok/", "gzip"), ("bild.woff2", None)):
            with urllib.request.urlopen(url + name) as answer:
                assert answer.headers["Content-Encoding"] == coding
        with urllib.request.urlopen(f"{url}ansok/") as answer:
            assert gzip.decompress(answer.read()) == (site / "ansok/index.html").read_bytes()
