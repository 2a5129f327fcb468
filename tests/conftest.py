"""Det som proven delar: en byggd webbplats av riktiga data, en server och en webbläsare."""

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from macros import publish
from macros.settings import ROOT
from tests import chromium

DAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Site:
    """En byggd webbplats och adressen där den visas (slutar med /)."""

    folder: Path
    url: str

    def addresses(self) -> list[str]:
        """Alla sidors adresser från roten, utan 404-sidan."""
        return sorted(path.relative_to(self.folder).as_posix().removesuffix("index.html")
                      for path in self.folder.rglob("index.html"))


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Som en vanlig webbserver: okänd adress ger webbplatsens egen 404-sida."""

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Visar en mapp på den egna datorn och ger adressen."""
    handler = functools.partial(_Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def build(data: Path, out: Path) -> None:
    """Bygger och kräver att det gick."""
    assert publish.run(data, out, DAY) == 0, "bygget stoppades; fynden står ovanför"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Webbplatsen byggd av data/ i projektet."""
    folder = tmp_path_factory.mktemp("bygge") / "site"
    os.environ["REDIGERA_URL"] = "https://exempel.se/kod/blob/main/"
    build(ROOT / "data", folder)
    with served(folder) as url:
        yield Site(folder, url)


@pytest.fixture(scope="session")
def browser():
    """En Chromium för hela körningen. Finns ingen misslyckas proven: de hoppas aldrig över."""
    from playwright.sync_api import sync_playwright

    path = chromium.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    """En tom flik i en egen profil, 1440 punkter bred."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


ADVICE = pytest.StashKey[list[str]]()


@pytest.fixture
def language_advice(request: pytest.FixtureRequest) -> list[str]:
    """Råd om språket, som skrivs ut sist i körningen."""
    return request.config.stash.setdefault(ADVICE, [])


# Proven i de här filerna går sida för sida och delar inget annat än webbplatsen.
SPREAD = {"test_accessibility.py"}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Proven i en fil delar på det som de bygger, och körs därför i samma process."""
    if item.path.name not in SPREAD:
        item.add_marker(pytest.mark.xdist_group(item.path.name))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """En process av flera lämnar över sina råd till den som skriver ut."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["råd"] = session.config.stash.get(ADVICE, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    node.config.stash.setdefault(ADVICE, []).extend(getattr(node, "workeroutput", {}).get("råd", []))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Webbläsaren installeras en gång, innan processerna startar. Går det inte säger proven som behöver den till."""
    with suppress(RuntimeError):
        chromium.find()


def pytest_terminal_summary(terminalreporter) -> None:
    if advice := terminalreporter.config.stash.get(ADVICE, []):
        terminalreporter.section("Råd om språket")
        terminalreporter.write("".join(f"{line}\n" for line in advice))
