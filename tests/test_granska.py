"""`python -m macros granska`: vilka sidor en ändring rör, och vad som hittas på dem. Sidorna är påhittade."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from macros.settings import ROOT, SettingError
from macros.tools import chromium
from macros.tools.granska import (
    Wanted,
    address_of,
    changed_files,
    concerned,
    different,
    examine,
    pages_in,
    parse,
    run,
    samples,
    summary,
)
from tests.forrad import commit

PAGE = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width"></head>
<body><main><h1>{title}</h1>{body}</main></body></html>"""


def make_site(folder: Path, **bodies: str) -> Path:
    """En webbplats med en sida för varje namn. `start` är startsidan."""
    for name, body in {"start": "<p>Hej.</p>", **bodies}.items():
        page = folder / ("" if name == "start" else name) / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(PAGE.format(title=name.capitalize(), body=body), "utf8")
    return folder


# ---- Det som står efter granska ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], Wanted()),
        (["insatser/ama", "/ansok/"], Wanted(("insatser/ama/", "ansok/"))),
        (["/"], Wanted(("",))),
        (["--sedan", "main"], Wanted(since="main")),
        (["--sedan=HEAD~1", "--mot=forut"], Wanted(since="HEAD~1", before=Path("forut"))),
    ],
)
def test_the_arguments_say_what_to_examine(arguments: list[str], wanted: Wanted) -> None:
    assert parse(arguments) == wanted


@pytest.mark.parametrize("arguments", [["--sen", "main"], ["--sedan"], ["--sedan="], ["ansok/", "--sedan", "main"]])
def test_arguments_that_cannot_be_understood_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SettingError, match=r"^Skriv granska och adresser, som granska insatser/ama/, eller granska --sedan"):
        parse(arguments)


# ---- Vilka sidor ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("doc", "address"),
    [
        ("docs/index.md", ""),
        ("docs/begrepp.md", "begrepp/"),
        ("docs/ansok/index.md", "ansok/"),
        ("docs/ansok/mal.md", "ansok/mal/"),
        ("gemensamt/docs/index.md", ""),
        ("gemensamt/docs/ansok/mal.md", "ansok/mal/"),
    ],
)
def test_a_text_has_its_address(doc: str, address: str) -> None:
    assert address_of(doc) == address


PAGES = {"": "start", "ansok/": "a", "insatser/en/": "1", "insatser/två/": "22", "insatser/tre/": "333", "metoder/m/": "m"}


def test_a_changed_text_concerns_its_own_page_only() -> None:
    assert concerned(["docs/ansok/index.md"], PAGES, {}) == ["ansok/"]
    assert concerned(["gemensamt/docs/ansok/index.md"], PAGES, {}) == ["ansok/"]


def test_a_text_that_is_left_out_concerns_no_page() -> None:
    assert concerned(["docs/tom.md"], PAGES, {}) == []


def test_nothing_changed_concerns_nothing() -> None:
    assert concerned([], PAGES, {}) == []


def test_changed_data_concern_the_pages_that_differ() -> None:
    before = PAGES | {"insatser/två/": "något annat"}
    assert concerned(["data/insatser.yaml"], PAGES, before) == ["insatser/två/"]
    assert concerned(["docs/ansok/index.md", "data/insatser.yaml"], PAGES, before) == ["ansok/", "insatser/två/"]
    assert concerned(["gemensamt/data/begrepp.yaml"], PAGES, before) == ["insatser/två/"]


def test_changed_data_without_an_earlier_site_concern_a_sample_of_each_kind() -> None:
    assert concerned(["data/insatser.yaml"], PAGES, {}) == samples(PAGES)
    assert samples(PAGES) == ["", "ansok/", "insatser/en/", "insatser/tre/", "metoder/m/"]


def test_new_pages_come_first_and_then_one_of_each_kind() -> None:
    before = dict.fromkeys(PAGES, "förut")
    del before["metoder/m/"]
    assert different(PAGES, before) == ["metoder/m/", "", "insatser/en/", "ansok/", "insatser/två/", "insatser/tre/"]


def test_a_row_that_has_only_moved_in_its_file_changes_no_page() -> None:
    before, after = ({"": f'<a href="https://exempel.se/data/insatser.yaml#L{line}">Ändra</a>'} for line in (5, 9))
    assert different(after, before) == []


def test_a_redirect_is_no_page(tmp_path: Path) -> None:
    site = make_site(tmp_path, ansok="<p>Text.</p>", flyttad='<meta http-equiv="refresh" content="0; url=../ansok/">')
    assert pages_in(site).keys() == {"", "ansok/"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Ett förråd med en sparad fil, en ändrad och en som git inte känner till."""
    for name in ("sparad.md", "ändrad.md"):
        (tmp_path / name).write_text("förut", "utf8")
    commit(tmp_path)
    (tmp_path / "ändrad.md").write_text("nu", "utf8")
    (tmp_path / "ny.md").write_text("ny", "utf8")
    return tmp_path


def test_changed_files_are_those_that_git_says_and_those_it_does_not_know(repository: Path) -> None:
    assert changed_files("HEAD", repository) == ["ändrad.md", "ny.md"]


def test_an_unknown_revision_is_told_in_plain_words(repository: Path) -> None:
    with pytest.raises(SettingError, match=r"^Git hittar inte revisionen finns-inte\. Hämta hela historiken"):
        changed_files("finns-inte", repository)


# ---- I webbläsaren ----------------------------------------------------------------------------------------

FAULTS = {
    "rubrik": ("<h3>Hoppar över</h3>", "rubrik/: regeln heading-order i <h3>Hoppar över</h3> Hoppa inte över en rubriknivå"),
    "bild": ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "bild/: regeln image-alt i <img "),
    "blek": ('<p style="color: #bbb; background: #fff">Blek</p>', "blek/: regeln color-contrast i <p "),
    "länk": ('<p><a href="../borta/">Borta</a></p>', "länk/index.html: länken ../borta/ leder ingenstans."),
    "ankare": ('<p><a href="#inte">Inte</a></p>', "ankare/index.html: ankaret i #inte finns inte på sidan."),
    "fil": ('<script src="../saknas.js"></script>', "fil/: saknas.js finns inte."),
    "skript": ('<script src="../stannar.js"></script>', "skript/: Ett skript stannade: Hoppsan."),
    "annan": ('<script src="http://127.0.0.1:9/s.js"></script>', "annan/: http://127.0.0.1:9/s.js gick inte att hämta."),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_in_plain_words(tmp_path: Path, browser: Browser, name: str) -> None:
    body, said = FAULTS[name]
    site = make_site(tmp_path, **{name: body})
    (site / "stannar.js").write_text('throw new Error("Hoppsan");', "utf8")
    faults = list(examine(browser, site, [f"{name}/"]))
    assert any(fault.startswith(said) for fault in faults), faults


def test_a_good_page_has_no_faults_and_other_pages_are_not_examined(tmp_path: Path, browser: Browser) -> None:
    site = make_site(
        tmp_path, bra='<h2>Rubrik</h2><p><a href="../">Start</a></p>', dålig=FAULTS["rubrik"][0] + FAULTS["länk"][0]
    )
    assert list(examine(browser, site, ["", "bra/"])) == []


def test_the_same_fault_is_told_at_most_three_times_a_page(tmp_path: Path, browser: Browser) -> None:
    site = make_site(tmp_path, många="".join(f'<p><a id="a{n}" href="#a{n}"></a></p>' for n in range(9)))
    faults = [fault for fault in examine(browser, site, ["många/"]) if "link-name" in fault]
    assert len(faults) == len(set(faults)) == 3


# ---- Kommandot --------------------------------------------------------------------------------------------


def granska(site: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "macros", "granska", *arguments],
        cwd=ROOT,
        env=os.environ | {"UT": str(site)},
        capture_output=True,
        encoding="utf-8",
    )
    return done.returncode, done.stdout, done.stderr


def test_the_command_says_how_many_pages_it_tried(tmp_path: Path) -> None:
    assert granska(make_site(tmp_path, ansok="<p>Text.</p>")) == (0, "2 sidor prövade. Inga fel.\n", "")


def test_the_command_fails_when_a_page_has_a_fault(tmp_path: Path) -> None:
    code, out, _ = granska(make_site(tmp_path, rubrik=FAULTS["rubrik"][0]), "rubrik")
    assert code == 1 and out.startswith(FAULTS["rubrik"][1]) and out.endswith("\n1 sida prövad. 1 fel.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["borta"], "Sidan borta/ finns inte i {site}.\n"), (["--sedan", "finns-inte"], "Git hittar inte revisionen finns-inte.")],
)
def test_what_cannot_be_examined_is_told_in_plain_words(tmp_path: Path, arguments: list[str], said: str) -> None:
    code, out, err = granska(make_site(tmp_path), *arguments)
    assert (code, out) == (2, "") and err.startswith(said.format(site=tmp_path))


def test_without_a_site_the_command_says_to_build_one(tmp_path: Path) -> None:
    assert granska(tmp_path) == (2, "", f"Det finns ingen webbplats i {tmp_path}. Kör bygg först.\n")


def test_without_a_browser_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def find() -> str:
        raise RuntimeError("Installera Chromium.")

    monkeypatch.setattr(chromium, "find", find)
    monkeypatch.setenv("UT", str(make_site(tmp_path)))
    with pytest.raises(SettingError, match=r"^Installera Chromium\.$"):
        run([])


def test_the_summary_says_when_not_every_page_was_tried() -> None:
    assert summary(2, 40, 214) == "40 sidor prövade av 214 som ändringen rör. 2 fel."
