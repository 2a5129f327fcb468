"""Kommandona så som kansliet, make och CI kör dem: i en egen process, med inställningar i miljön."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree, html
from packaging.requirements import Requirement

from macros import settings
from macros.cli import COMMANDS, HELP, main
from macros.publish.links import SiteLinks
from macros.settings import ROOT
from tests import minimal
from tests.conftest import EXAMPLE, Site, copy_example

SETTINGS = ("DATA", "UT", "SITE_URL", "REDIGERA_URL", "SOURCE_DATE_EPOCH", "PORT", "MOTOR")
EPOCH = "1795305600"  # 22 november 2026
MISTAKE = ("slut: 2020-03-31", "slut: 2016-03-31")
SAID = (
    "projekttid.slut 2016-03-31 ligger före projekttid.start 2017-05-02 (insats mot-arbete). "
    "Byt datum, eller skriv slut: tills vidare om insatsen pågår."
)


class Result(NamedTuple):
    code: int
    out: str
    err: str


def run(*arguments: str, cwd: Path = ROOT, **given: object) -> Result:
    """Kör `python -m macros`, på de påhittade data när inget annat sägs. Av miljöns egna inställningar följer ingen med."""
    env = {key: value for key, value in os.environ.items() if key not in SETTINGS} | {"PYTHONPATH": str(ROOT)}
    given = {"DATA": EXAMPLE} | given
    done = subprocess.run(
        [sys.executable, "-m", "macros", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env=env | {key: str(value) for key, value in given.items()},
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """En kopia av de påhittade data, att göra misstag i."""
    return copy_example(tmp_path)


def make_mistake(data: Path) -> int:
    """Gör ett misstag. Returns: raden det står på."""
    path = data / "insatser.yaml"
    text = path.read_text("utf8")
    before, _, after = text.partition(MISTAKE[0])
    assert after
    path.write_text(before + MISTAKE[1] + after, "utf8")
    return before.count("\n") + 1


# ---- Kommandona -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("hjalp",)])
def test_help_lists_every_command_and_setting(arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == (0, HELP + "\n", "")
    assert re.findall(r"^  ([a-zåäö][a-zåäö-]+) ", HELP, re.MULTILINE) == list(COMMANDS)
    assert set(re.findall(r"^  ([A-Z_]+)=", HELP, re.MULTILINE)) == set(SETTINGS)


def test_an_unknown_command_is_named_and_help_follows() -> None:
    assert run("kontrol") == (2, "", f"Kommandot kontrol finns inte. Menade du kontroll?\n\n{HELP}\n")


@pytest.mark.parametrize(
    "command",
    [
        "excel in {}.xlsx",
        "excel ut {}",
        "excel utfall {} 2026-01 2026-06",
        "läs {}.docx",
        "internt {}",
        "ny {}",
        "byt-id insatser {} b",
        "anta-plan {}",
        "granska {}",
        "kontroll --format {}",
        "{}",
    ],
)
def test_a_control_character_in_a_name_never_reaches_the_terminal(command: str, monkeypatch, capsys) -> None:
    monkeypatch.setenv("DATA", str(EXAMPLE))
    assert main(command.format("roll\x1b[31m").split()) != 0
    said = "".join(capsys.readouterr())
    assert said and "\x1b" not in said


def test_make_has_the_same_commands() -> None:
    makefile = (ROOT / "Makefile").read_text("utf8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    (targets,) = re.findall(r"^([a-zåäö -]+):$", makefile, re.MULTILINE)
    assert sorted(phony.split()) == sorted(targets.split()) == sorted(COMMANDS)


def test_the_readme_names_only_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text("utf8")
    named = set(re.findall(r"(?:make|python -m macros) ([a-zåäö-]+)", readme))
    assert {"bygg", "test", "kontroll", "visa"} <= named <= set(COMMANDS)


def test_the_readme_shows_what_the_check_says(data: Path, tmp_path: Path) -> None:
    """Exemplet i README är det som kansliet följer. Vilken insats det gäller, vilka dagar och vilken rad spelar ingen roll."""
    readme = (ROOT / "README.md").read_text("utf8")
    (shown,) = re.findall(r"^ +(data/insatser\.yaml:\d+:\d+ fel: .*)$", readme, re.MULTILINE)
    make_mistake(data)
    said = run("kontroll", cwd=tmp_path, DATA="data").out.splitlines()
    assert form(shown) in map(form, said)


def form(finding: str) -> str:
    """Fyndet utan rad, dagar och id."""
    return re.sub(r"\(insats \S+\)", "(insats …)", re.sub(r"\d[\d-]*", "0", finding))


# ---- Kontrollen -------------------------------------------------------------------------------------------


def test_a_clean_folder_passes_in_every_format(tmp_path: Path) -> None:
    folder = minimal.Folder(tmp_path).with_own_pages()
    for name, expected in {"text": "", "github": "", "gitlab": "[]\n", "json": "[]\n"}.items():
        assert run("kontroll", "--format", name, cwd=tmp_path, DATA=folder.path) == (0, expected, "Inga fel.\n")


@pytest.fixture
def faulty(data: Path, tmp_path: Path) -> tuple[Path, int]:
    """Mappen att köra i, med ett fel i data/insatser.yaml, och felets rad."""
    return tmp_path, make_mistake(data)


def test_the_text_format_is_one_line_per_finding(faulty) -> None:
    folder, line = faulty
    code, out, err = run("kontroll", cwd=folder, DATA="data", SOURCE_DATE_EPOCH=EPOCH)
    assert (code, out) == (1, f"data/insatser.yaml:{line}:5 fel: {SAID}\n"), "felen står ensamma"
    assert re.fullmatch(
        r"1 fel, \d+ varningar, \d+ råd\.(?: \d+ av dem kan rättas med make ratta\.)?(?: \d+ råd och varningar är kvitterade\.)?\n"
        r"Varningar och råd visas när felen är rättade\.\n",
        err,
    )


def test_the_json_format_is_json_and_nothing_else(faulty) -> None:
    folder, line = faulty
    code, out, _ = run("kontroll", "--format", "json", cwd=folder, DATA="data")
    errors = [finding for finding in json.loads(out) if finding["nivå"] == "fel"]
    assert (code, errors) == (
        1,
        [{"fil": "data/insatser.yaml", "rad": line, "kolumn": 5, "nivå": "fel", "text": SAID, "regel": "inte-efter"}],
    )


def test_the_gitlab_format_is_a_code_quality_report(faulty) -> None:
    folder, line = faulty
    code, out, _ = run("kontroll", "--format=gitlab", cwd=folder, DATA="data")
    report = json.loads(out)
    assert code == 1 and len({finding["fingerprint"] for finding in report}) == len(report) > 1
    assert all(finding.keys() == {"description", "check_name", "fingerprint", "severity", "location"} for finding in report)
    (worst,) = (finding for finding in report if finding["severity"] == "blocker")
    assert worst["description"] == SAID and worst["location"] == {"path": "data/insatser.yaml", "lines": {"begin": line}}


def test_the_github_format_is_workflow_commands(faulty) -> None:
    folder, line = faulty
    code, out, _ = run("kontroll", "--format", "github", cwd=folder, DATA="data")
    assert code == 1 and f"::error file=data/insatser.yaml,line={line},col=5,title=fel::{SAID}" in out.splitlines()
    assert all(
        re.match(r"::(?:error|warning|notice) file=data/(?:andra/\w+/)?\w+\.yaml,line=\d+,col=\d+,title=\S+::", text)
        for text in out.splitlines()
    )


def test_an_unknown_format_is_refused() -> None:
    assert run("kontroll", "--format", "xml") == (2, "", "Skriv kontroll --format och ett av text, github, gitlab, json.\n")


def test_the_check_writes_help_for_the_editor_where_it_runs(data: Path, tmp_path: Path) -> None:
    assert run("kontroll", cwd=tmp_path, DATA="data").code == 0
    tables = minimal.examine(data).data.dictionary.tables
    assert sorted(path.name for path in (tmp_path / ".schema").iterdir()) == sorted(f"{name}.schema.json" for name in tables)
    schema = json.loads((tmp_path / ".schema/insatser.schema.json").read_text("utf8"))
    assert schema["items"]["properties"].keys() == tables["insatser"].by_name.keys()
    shutil.rmtree(tmp_path / ".schema")
    assert run("schema", cwd=tmp_path, DATA="data") == (0, "", "")
    assert (tmp_path / ".schema/insatser.schema.json").is_file()


def test_a_missing_data_folder_is_told_in_plain_words(tmp_path: Path) -> None:
    for command in ("kontroll", "bygg"):
        code, out, err = run(command, cwd=tmp_path, DATA="finns-inte")
        assert code == 1 and "Datamappen finns inte. Kontrollera namnet i inställningen DATA." in out + err


# ---- Bygget -----------------------------------------------------------------------------------------------


class Elsewhere(NamedTuple):
    """En mapp med data, och två webbplatser byggda i den: ut/webb från mappen annan, och absolut från projektet.

    Den andra är byggd för en adress med sökväg, som i GitHub Pages.
    """

    folder: Path
    relative: Result
    absolute: Result


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> Elsewhere:
    folder = tmp_path_factory.mktemp("annanstans")
    (folder / "annan").mkdir()
    data, code = copy_example(folder), "https://exempel.se/kod"
    given = {"SOURCE_DATE_EPOCH": EPOCH, "SITE_URL": "https://exempel.se/under/sida", "REDIGERA_URL": f"{code}/blob/main"}
    return Elsewhere(
        folder,
        run("bygg", cwd=folder / "annan", DATA="../data", UT="../ut/webb", REDIGERA_URL=f"{code}/"),
        run("bygg", DATA=data, UT=folder / "absolut", **given),
    )


def test_data_and_site_may_lie_in_other_places(elsewhere: Elsewhere) -> None:
    folder, (code, out, err), absolute = elsewhere
    assert (code, out) == (0, "") and err.endswith(f"Klart. Webbplatsen ligger i {folder / 'ut/webb'}.\n")
    assert (folder / "ut/webb/insatser/mot-arbete/index.html").is_file()
    assert absolute.code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["absolut", "annan", "data", "gemensamt", "ut"]
    assert not any((folder / "annan").iterdir())
    assert 'datetime="2026-11-22"' in (folder / "absolut/index.html").read_text("utf8")


@pytest.mark.parametrize(("place", "code"), [("ut/webb", "kod/"), ("absolut", "kod/blob/main/")])
def test_no_path_of_the_computer_is_published(elsewhere: Elsewhere, place: str, code: str) -> None:
    for path in (elsewhere.folder / place).rglob("*"):
        assert path.is_dir() or str(elsewhere.folder).encode() not in path.read_bytes(), path
    page = html.parse(str(elsewhere.folder / place / "insatser/mot-arbete/index.html"))
    links = page.xpath("//a[contains(@href, 'exempel.se/kod/') and contains(@href, '/insatser.yaml')]/@href")
    assert set(links) == {f"https://exempel.se/{code}data/insatser.yaml#L3"}


def test_a_build_with_errors_fails_and_leaves_nothing(faulty) -> None:
    folder, _ = faulty
    code, _, err = run("bygg", cwd=folder, DATA="data", UT="site")
    assert code == 1 and SAID in err and err.endswith("Data har fel. Inget publicerades.\n")
    assert not (folder / "site").exists()


def test_another_förbund_can_build_its_own_data(tmp_path: Path) -> None:
    """De gemensamma raderna och sidorna är programmets."""
    folder = minimal.Folder(tmp_path).with_program_rows()
    folder.edit("nyheter.yaml", "länk: https://exempel.se/nyheter", "länk: /insatser/")
    folder.edit("insatser.yaml", "länk: /resultat/slutrapporter/", "länk: /resultat/")
    code, _, err = run("bygg", DATA=folder.path, UT=tmp_path / "site")
    assert code == 0, err
    assert "Samordningsförbundet Alfa" in html.parse(str(tmp_path / "site/index.html")).findtext(".//title")


@pytest.mark.parametrize("out", ["projekt", "projekt/fil.txt", "data"])
def test_a_folder_with_something_else_is_never_replaced(data: Path, tmp_path: Path, out: str) -> None:
    (tmp_path / "projekt").mkdir()
    (tmp_path / "projekt/fil.txt").write_text("viktigt")
    code, _, err = run("bygg", cwd=tmp_path, DATA="data", UT=out)
    assert code == 1
    assert err.endswith(
        f"I {tmp_path / out} ligger annat än en byggd webbplats, och det hade försvunnit. "
        "Välj en ny eller tom mapp med UT. Inget publicerades.\n"
    )
    assert (tmp_path / "projekt/fil.txt").read_text() == "viktigt" and (data / "insatser.yaml").is_file()


DAY_REMEDY = "men ska vara ett antal sekunder sedan 1970, som 1795305600. Rätta inställningen eller ta bort den."
ADDRESS_REMEDY = "men ska vara en adress som https://exempel.se/webbplats/. Rätta inställningen eller ta bort den."
MOTOR_REMEDY = "men ska vara mkdocs eller properdocs. Rätta inställningen eller ta bort den."
PORT_REMEDY = "men ska vara ett tal mellan 1 och 65535, som 8001."
BROKEN = [
    (
        "SOURCE_DATE_EPOCH",
        settings.today,
        DAY_REMEDY,
        ["i dag", "1e9", "2026-11-22", "9" * 30, "-99999999999999", "99999999999"],
    ),
    *(
        (
            name,
            ask,
            ADDRESS_REMEDY,
            ["exempel.se", "javascript:alert(1)", "https://", "https://x y", "https://x/?a=b", "//x/", 'https://x/"<b>'],
        )
        for name, ask in (("SITE_URL", settings.site_path), ("REDIGERA_URL", settings.edit_url))
    ),
    ("MOTOR", settings.motor, MOTOR_REMEDY, ["hugo", "MkDocs", "mkdocs.build"]),
    ("PORT", settings.port, PORT_REMEDY, ["åtta", "0", "70000", "-1", "8000 8001"]),
]


@pytest.mark.parametrize(("name", "ask", "remedy", "values"), BROKEN, ids=lambda value: value if isinstance(value, str) else "")
def test_a_broken_setting_is_told_in_plain_words(monkeypatch, name: str, ask: Callable, remedy: str, values: list[str]) -> None:
    for value in values:
        monkeypatch.setenv(name, value)
        with pytest.raises(settings.SettingError) as caught:
            ask()
        assert str(caught.value) == f"{name} är {value}, {remedy}"
    for nothing in ("", "  "):
        monkeypatch.setenv(name, nothing)
        ask()


def test_a_day_before_there_were_samordningsförbund_is_told(monkeypatch, tmp_path: Path) -> None:
    """Annars får data skulden: alla datum hade legat i framtiden."""
    for value, day in (("0", "1970-01-01"), ("1072915199", "2003-12-31"), ("-1", "1969-12-31")):
        said = (
            f"SOURCE_DATE_EPOCH är {value}, alltså {day}, men lagen om samordningsförbund började gälla 2004. "
            "Rätta inställningen eller ta bort den."
        )
        assert run("bygg", UT=tmp_path / "site", SOURCE_DATE_EPOCH=value) == (2, "", f"{said}\n")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1072915200")
    assert settings.today() == date(2004, 1, 1)


@pytest.mark.parametrize(
    ("command", "name", "remedy"),
    [
        ("kontroll", "SOURCE_DATE_EPOCH", DAY_REMEDY),
        ("bygg", "MOTOR", MOTOR_REMEDY),
        ("bygg", "SOURCE_DATE_EPOCH", DAY_REMEDY),
        ("bygg", "SITE_URL", ADDRESS_REMEDY),
        ("bygg", "REDIGERA_URL", ADDRESS_REMEDY),
        ("visa", "PORT", PORT_REMEDY),
    ],
)
def test_a_command_with_a_broken_setting_does_nothing(tmp_path: Path, command: str, name: str, remedy: str) -> None:
    code, out, err = run(command, UT=tmp_path / "site", **{name: "fel"})
    assert (code, out, err.splitlines()[-1]) == (2, "", f"{name} är fel, {remedy}")
    assert not any(tmp_path.iterdir())


@pytest.fixture(scope="module")
def below(elsewhere: Elsewhere) -> Path:
    """Webbplatsen byggd för en adress med sökväg."""
    return elsewhere.folder / "absolut"


def test_the_404_page_links_below_the_path(below: Path) -> None:
    """Den visas på vilken adress som helst, så varje länk måste börja med sökvägen."""
    page = html.parse(str(below / "404.html"))
    links = [
        link for name in ("href", "src", "action") for link in page.xpath(f"//@{name}") if not link.startswith(("#", "mailto:"))
    ]
    assert {link[:12] for link in links} == {"/under/sida/"}
    assert {"/under/sida/", "/under/sida/sok/", "/under/sida/insatser/"} <= set(links)
    assert SiteLinks(below, "/under/sida/").problems() == []


def test_the_sitemap_holds_every_page_at_its_address(below: Path) -> None:
    found = etree.parse(str(below / "sitemap.xml")).xpath("//*[local-name()='loc']/text()")
    pages = [path for path in below.rglob("index.html") if b'content="noindex"' not in path.read_bytes()]
    assert sorted(found) == sorted(
        "https://exempel.se/under/sida/" + path.relative_to(below).as_posix().removesuffix("index.html") for path in pages
    )
    for path in pages:
        assert html.parse(str(path)).xpath("//link[@rel='canonical']/@href")[0] in found


def test_every_insats_links_to_its_own_line(example_site: Site) -> None:
    lines = (EXAMPLE / "insatser.yaml").read_text("utf8").splitlines()
    for insats in re.findall(r"^- id: (\S+)", "\n".join(lines), re.MULTILINE):
        page = html.parse(str(example_site.folder / f"insatser/{insats}/index.html"))
        (link,) = set(page.xpath("//a[contains(@href, '/insatser.yaml#L')]/@href"))
        number = int(link.removeprefix("https://exempel.se/kod/blob/main/tests/data/insatser.yaml#L"))
        assert lines[number - 1] == f"- id: {insats}"


# ---- Låsfilerna -------------------------------------------------------------------------------------------

LOCKED = re.compile(
    r"(?P<name>[a-z0-9._-]+)==(?P<version>[^ ;\\]+)(?P<marker> ; [^\\]+)? \\\n"
    r"(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+",
    re.IGNORECASE,
)


def locked(name: str) -> set[tuple[str, str, str]]:
    """Låsets namn, versioner och villkor. Hela filen ska bestå av sådana, var och en med kontrollsummor."""
    text = (ROOT / name).read_text("utf8")
    assert LOCKED.sub("", text) == ""
    return {(match["name"].lower(), match["version"], (match["marker"] or "").strip()) for match in LOCKED.finditer(text)}


def test_locks_have_hashes_and_name_no_host() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        assert len(locked(name)) > 20
        assert not re.search(r"://|index-url|find-links|trusted-host| @ ", (ROOT / name).read_text("utf8"))


def test_the_lock_for_tests_holds_the_lock_for_the_build() -> None:
    assert locked("requirements.lock") - locked("requirements-test.lock") == set()


def test_every_dependency_is_locked_at_a_version_it_allows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))
    for lock, wanted in (
        ("requirements.lock", project["project"]["dependencies"]),
        ("requirements-test.lock", project["dependency-groups"]["test"]),
    ):
        versions = {name: version for name, version, _ in locked(lock)}
        for requirement in map(Requirement, wanted):
            assert requirement.specifier.contains(versions[requirement.name.lower()]), requirement
