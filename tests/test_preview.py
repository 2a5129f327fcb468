"""`make visa`: sidan följer med när något sparas, fynden visas när data är trasiga, och Ctrl+C avslutar."""

import html
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Expect, Page

from macros.settings import ROOT
from tests import minimal
from tests.conftest import copy_example
from tests.test_commands import SETTINGS, run

PATIENCE = 60  # sekunder; ett bygge tar ett par, men datorn kan ha annat för sig
patient = Expect()  # som expect, och väntar ut ett bygge
patient.set_options(timeout=PATIENCE * 1000)
PROJECT = ("macros", "gemensamt", "overrides", "mkdocs.yml", "requirements.lock", "requirements-test.lock")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url: str) -> str:
    """Sidans text, också när den är en felsida. Tom när servern inte svarar."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()
    except OSError:
        return ""


def wait_until(holds: Callable[[], bool], process: subprocess.Popen) -> None:
    """Väntar tills det stämmer. Processen ska leva under tiden."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert process.poll() is None, f"visa avslutades med {process.returncode}"
        assert time.monotonic() < end, "det kom aldrig"
        time.sleep(0.2)


@contextmanager
def previewing(project: Path, data: Path, python: str = sys.executable) -> Iterator[tuple[str, subprocess.Popen, Path]]:
    """Startar visa i en egen process. Ger adressen, processen och filen med det som den skriver."""
    port, log = free_port(), data.parent / "utskrift.txt"
    env = {key: value for key, value in os.environ.items() if key not in SETTINGS} | {"DATA": str(data), "PORT": str(port)}
    with log.open("w") as output:
        process = subprocess.Popen(
            [python, "-m", "macros", "visa"], cwd=project, env=env, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield f"http://127.0.0.1:{port}/", process, log
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def interrupt(process: subprocess.Popen) -> int:
    """Ctrl+C: alla processer i terminalens grupp får signalen. Returns: slutkoden."""
    os.killpg(process.pid, signal.SIGINT)
    return process.wait(PATIENCE)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf8")


class Shown:
    """En förhandsvisning som pågår, av en kopia av projektet."""

    def __init__(self, url: str, process: subprocess.Popen, project: Path, data: Path):
        self.url, self.process, self.project, self.data = url, process, project, data

    def page(self, address: str = "") -> str:
        return get(self.url + address)

    def wait_for(self, text: str, address: str = "") -> None:
        wait_until(lambda: text in self.page(address), self.process)


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> Iterator[Shown]:
    project = tmp_path_factory.mktemp("visa") / "projekt"
    project.mkdir()
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)
    (project / ".venv").symlink_to(sys.prefix)
    data = copy_example(project.parent)
    with previewing(project, data) as (url, process, _):
        found = Shown(url, process, project, data)
        found.wait_for("</html>")
        yield found


def test_the_site_is_shown_with_reload_and_the_protection_it_will_have(shown: Shown) -> None:
    for address in ("insatser/mot-arbete/", "finns-inte/"):
        page = shown.page(address)
        assert '<script defer src="/_visa.js?' in page and "Content-Security-Policy" in page
    assert "Aktiviteter mot arbete i Ånäs" in shown.page("insatser/mot-arbete/") and "Sidan finns inte" in shown.page(
        "finns-inte/"
    )


@pytest.mark.parametrize("path", ["/", "/insatser/mot-arbete/", "/data/insatser.csv", "/_visa"])
def test_only_its_own_name_is_answered(shown: Shown, path: str) -> None:
    """En främmande webbplats kan peka sitt namn på den egna datorn, och hade annars läst det som inte är publicerat."""
    port = urlsplit(shown.url).port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        assert ask(port, "GET", path, host).status == 200
    for host in ("exempel.se", f"exempel.se:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", f"localhost.exempel.se:{port}", ""):
        assert [ask(port, method, path, host).status for method in ("GET", "HEAD")] == [421, 421]


def ask(port: int, method: str, path: str, host: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host)
    connection.endheaders()
    return connection.getresponse()


def test_other_files_are_served_and_folders_are_not_listed(shown: Shown) -> None:
    assert shown.page("data/insatser.csv").lstrip("\ufeff").startswith("id")
    assert "Sidan finns inte" in shown.page("data/") and "Aktiviteter mot arbete i Ånäs" in shown.page("insatser/mot-arbete")


def test_the_browser_follows_by_itself(shown: Shown, own_page: Page) -> None:
    """Fel i data visas där man är, och när de är rättade är sidan tillbaka. Ingen rör webbläsaren."""
    blocked: list[str] = []
    own_page.on("console", lambda message: blocked.append(message.text) if "Content Security Policy" in message.text else None)
    own_page.goto(shown.url + "insatser/mot-arbete/")
    heading = own_page.locator("h1")
    patient(heading).to_have_text("Aktiviteter mot arbete i Ånäs")
    edit(shown.data / "insatser.yaml", "slut: 2020-03-31", "slut: snart")
    patient(heading).to_have_text("Något behöver rättas")
    patient(own_page.locator("main > ul > li")).to_have_count(1)
    patient(own_page.locator("main > ul > li")).to_contain_text("projekttid.slut snart har fel form (insats mot-arbete)")
    patient(own_page.locator("details li").first).to_be_hidden()
    own_page.locator("summary").click()
    patient(own_page.locator("details li").first).to_be_visible()
    edit(shown.data / "insatser.yaml", "slut: snart", "slut: 2020-03-31")
    patient(heading).to_have_text("Aktiviteter mot arbete i Ånäs")
    edit(shown.data / "insatser.yaml", "namn: Aktiviteter mot arbete i Ånäs", "namn: Nya namnet")
    patient(heading).to_have_text("Nya namnet")
    edit(shown.data / "insatser.yaml", "namn: Nya namnet", "namn: Aktiviteter mot arbete i Ånäs")
    patient(heading).to_have_text("Aktiviteter mot arbete i Ånäs")
    assert own_page.url == shown.url + "insatser/mot-arbete/" and not blocked


def test_a_page_that_comes_later_is_shown_when_it_comes(shown: Shown, own_page: Page) -> None:
    """Också sidan om att adressen inte finns laddas om."""
    own_page.goto(shown.url + "provsidan/")
    patient(own_page.locator("h1")).to_have_text("Sidan finns inte")
    added = shown.data.parent / "docs" / "provsidan.md"
    added.parent.mkdir(exist_ok=True)
    added.write_text("---\ntitle: Provsidan\ndescription: En sida på prov.\n---\nText.\n", "utf8")
    patient(own_page.locator("h1")).to_have_text("Provsidan")
    added.unlink()
    patient(own_page.locator("h1")).to_have_text("Sidan finns inte")


def test_a_saved_change_is_shown(shown: Shown) -> None:
    edit(shown.data / "insatser.yaml", "namn: Aktiviteter mot arbete i Ånäs", "namn: Nya namnet")
    shown.wait_for("Nya namnet", "insatser/mot-arbete/")
    edit(shown.data / "insatser.yaml", "namn: Nya namnet", "namn: Aktiviteter mot arbete i Ånäs")
    shown.wait_for("Aktiviteter mot arbete i Ånäs", "insatser/mot-arbete/")


def test_findings_are_shown_on_every_address_until_they_are_mended(shown: Shown) -> None:
    edit(shown.data / "insatser.yaml", "slut: 2020-03-31", "slut: <b>snart</b>")
    said = "projekttid.slut <b>snart</b> har fel form (insats mot-arbete)"
    shown.wait_for(html.escape(said))
    for address in ("", "insatser/", "insatser/mot-arbete/", "begrepp/", "finns-inte/"):
        page = shown.page(address)
        assert html.escape(said) in page and "<b>snart" not in page and "Något behöver rättas" in page
        assert 'http-equiv="refresh"' in page  # sidan kommer tillbaka av sig själv
    edit(shown.data / "insatser.yaml", "slut: <b>snart</b>", "slut: 2020-03-31")
    shown.wait_for("Aktiviteter mot arbete i Ånäs", "insatser/mot-arbete/")
    assert "Något behöver rättas" not in shown.page()


def test_yaml_that_can_not_be_read_is_a_finding_too(shown: Shown) -> None:
    path = shown.data / "nyheter.yaml"
    before = path.read_text("utf8")
    path.write_text('- id: "a\n', "utf8")
    shown.wait_for("Citattecknet här stängs aldrig.")
    path.write_text(before, "utf8")
    shown.wait_for("Nytt från förbundet")


def test_texts_views_and_styles_are_followed_too(shown: Shown) -> None:
    for name, old, new, address in (
        ("gemensamt/docs/index.md", "\n---\n", "\n---\n\nProvtexten.\n", ""),
        ("macros/views/mallar/start.html", "Nytt från förbundet", "Nyheter på prov", ""),
        ("overrides/main.html", "Uppgifterna är fria", "Provfoten: uppgifterna är fria", ""),
    ):
        edit(shown.project / name, old, new)
        shown.wait_for(new.strip("-\n"), address)
        edit(shown.project / name, new, old)
    shown.wait_for("Nytt från förbundet")


def test_a_program_error_is_shown_and_passes(shown: Shown) -> None:
    edit(shown.project / "macros/views/start.py", "NEWS_ON_START = 3", "NEWS_ON_START = 1 / 0")
    shown.wait_for("ZeroDivisionError")
    edit(shown.project / "macros/views/start.py", "NEWS_ON_START = 1 / 0", "NEWS_ON_START = 3")
    shown.wait_for("Nytt från förbundet")


@pytest.mark.parametrize("python", [sys.executable, getattr(sys, "_base_executable", sys.executable)], ids=["venv", "datorns"])
def test_ctrl_c_ends_it_cleanly(tmp_path: Path, python: str) -> None:
    """Med datorns Python är det två processer, och båda får signalen. Det började med fel i data, och lever ändå."""
    folder = minimal.Folder(tmp_path)
    folder.edit("parter.yaml", "huvudman: region", "huvudman: regionen")
    with previewing(ROOT, folder.path, python) as (url, process, log):
        wait_until(lambda: "Välj bland: staten, kommun, region." in get(url), process)
        code = interrupt(process)
        printed = log.read_text("utf8")
    assert code == 0 and "Traceback" not in printed
    assert f"Webbplatsen visas på {url} och laddas om när du sparar. Avsluta med Ctrl+C." in printed


def test_a_taken_port_is_told_at_once() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, out, err = run("visa", PORT=port)
    assert (code, out) == (2, "")
    assert err.startswith(f"Port {port} går inte att använda (") and err.endswith(f"Välj en annan, som PORT={port + 1}.\n")


def test_a_missing_data_folder_is_told(tmp_path: Path) -> None:
    assert run("visa", cwd=tmp_path, DATA="finns-inte", PORT=free_port()) == (
        2,
        "",
        "Datamappen finns-inte finns inte. Kontrollera namnet i inställningen DATA.\n",
    )
