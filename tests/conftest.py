"""Det som proven delar: webbplatserna av kansliets och av påhittade data, en server och en webbläsare."""

import functools
import os
import re
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from macros.publish import site as publish
from macros.settings import ROOT
from macros.tools import chromium
from macros.tools.server import served
from tests.minimal import Folder
from tests.sagodalen import make as make_sagodalen

DAY = date(2026, 11, 22)
EXAMPLE = ROOT / "tests" / "data"
ADDRESS = "https://exempel.se/"  # webbplatsens adress, i roten så att proven kan visa den på sin egen server
PATIENCE = 300  # sekunder för ett bygge i en annan process
settings.register_profile("ingen tidsgräns", deadline=None)  # hur lång tid ett prov tar säger make bench
settings.load_profile("ingen tidsgräns")
WIDE = {"width": 1440, "height": 900}


@dataclass(frozen=True)
class Site:
    """En byggd webbplats och adressen där den visas (slutar med /)."""

    folder: Path
    url: str

    def addresses(self) -> list[str]:
        """Alla sidors adresser från roten, utan 404-sidan."""
        return sorted(
            path.relative_to(self.folder).as_posix().removesuffix("index.html") for path in self.folder.rglob("index.html")
        )


def example_paths(name: str = "*.yaml") -> list[Path]:
    """De påhittade filerna med det namnet, ur alla lager."""
    return sorted([*EXAMPLE.rglob(name), *(EXAMPLE.parent / "gemensamt" / "data").glob(name)])


def copy_example(folder: Path) -> Path:
    """De påhittade data i en mapp att ändra i, med det gemensamma bredvid. Ger datamappen."""
    for name in ("gemensamt", "docs"):
        if (EXAMPLE.parent / name).is_dir():
            shutil.copytree(EXAMPLE.parent / name, folder / name)
    return Path(shutil.copytree(EXAMPLE, folder / "data"))


def build(data: Path, out: Path, today: date = DAY) -> None:
    """Bygger och kräver att det gick."""
    assert publish.run(data, out, today) == 0, "bygget stoppades; fynden står ovanför"


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Mappen som `make` gör. Den process som kommer först gör den, och de andra väntar tills den är klar."""
    done, failed = (folder.with_name(f"{folder.name}.{ending}") for ending in ("klar", "fel"))
    try:
        folder.with_name(f"{folder.name}.pågår").touch(exist_ok=False)
    except FileExistsError:
        end = time.monotonic() + PATIENCE
        while not done.exists():
            assert not failed.exists() and time.monotonic() < end, "bygget i en annan process blev inte klart"
            time.sleep(0.05)
        return folder
    try:
        make(folder)
        done.touch()
    finally:
        if not done.exists():
            failed.touch()
    return folder


def built_once(factory: pytest.TempPathFactory, name: str, data: Path, today: date) -> Path:
    """Webbplatsen av `data`, byggd en gång för alla processer. Proven läser den bara."""
    own = factory.getbasetemp()
    os.environ["REDIGERA_URL"] = "https://exempel.se/kod/blob/main/"
    os.environ["SITE_URL"] = ADDRESS
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return once(shared / name, functools.partial(build, data, today=today))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Webbplatsen av kansliets data, byggd i dag. Bara för det som ska gälla vad kansliet än skriver."""
    folder = built_once(tmp_path_factory, "site", ROOT / "data", date.today())
    with served(folder) as url:
        yield Site(folder, url)


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Webbplatsen av de påhittade data i tests/data/, för prov som behöver veta vad som står."""
    folder = built_once(tmp_path_factory, "example", EXAMPLE, DAY)
    with served(folder) as url:
        yield Site(folder, url)


@pytest.fixture(scope="session")
def sagodalen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Webbplatsen av Sagodalen, ett påhittat men troligt förbund med tolv insatser och fyra år (tests/sagodalen.py)."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    data = once(shared / "sagodalen-mapp", lambda folder: make_sagodalen(folder, DAY)) / "data"
    with served(built_once(tmp_path_factory, "sagodalen", data, DAY)) as url:
        yield Site(shared / "sagodalen", url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """En Chromium för hela körningen. Finns ingen misslyckas proven: de hoppas aldrig över."""
    path = chromium.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def new_tab(browser: Browser, **options: object) -> Iterator[Page]:
    """En ny flik i en egen profil. Det tar nästan en sekund att öppna en; räcker en lånad så låna."""
    context = browser.new_context(**{"viewport": WIDE} | options)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


# Flikar som ingen har, med och utan skript, i varje webbläsare.
FREE: dict[tuple[Browser, bool], list[Page]] = defaultdict(list)
MEDIA = {"media": "null", "color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}


@contextmanager
def tab(browser: Browser, viewport: dict[str, int] = WIDE, java_script_enabled: bool = True, **media: str) -> Iterator[Page]:
    """En tom flik att låna. Webbplatsen sparar inget (test_privacy), så inget följer med från provet som hade den.

    Den som lyssnar på fliken eller ändrar det som hämtas tar en egen: `new_tab`.
    """
    free = FREE[browser, java_script_enabled]
    if not free:
        context = browser.new_context(java_script_enabled=java_script_enabled)
        context.set_default_timeout(10_000)
        free.append(context.new_page())
    page = free.pop()
    if page.viewport_size != viewport:
        page.set_viewport_size(viewport)
    page.emulate_media(**MEDIA | media)
    try:
        yield page
        page.goto("about:blank")
    except BaseException:
        page.context.close()
        raise
    free.append(page)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """En lånad flik, 1440 punkter bred."""
    with tab(browser) as page:
        yield page


@pytest.fixture
def own_page(browser: Browser) -> Iterator[Page]:
    """En flik i en egen profil, för prov som lyssnar på den eller ändrar det som hämtas."""
    with new_tab(browser) as page:
        yield page


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """En liten felfri datamapp i den mapp där provet körs."""
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path)


ADVICE = pytest.StashKey[list[str]]()


@pytest.fixture
def language_advice(request: pytest.FixtureRequest) -> list[str]:
    """Råd om språket, som skrivs ut sist i körningen."""
    return request.config.stash.setdefault(ADVICE, [])


# Proven i de här filerna delar inget annat än webbplatsen. De som gör det har gruppens namn sist: [sidor 3].
SPREAD = tuple(f"tests/test_{name}.py" for name in ("accessibility", "keyboard", "layout", "page_html", "print"))


def group(nodeid: str) -> str:
    """Det som provet körs tillsammans med, i samma process: en fil delar på det som den bygger."""
    if shared := re.search(r"\[(sidor \d+)\]$", nodeid):
        return shared[1]
    return nodeid if nodeid.startswith(SPREAD) else nodeid.partition("::")[0]


# Filerna som tar längst tid, mest för att de bygger egna webbplatser. De börjar först, så att ingen process blir ensam kvar med
# en av dem när de andra är klara. Efter dem kommer de grupper som har flest prov.
HEAVY = (
    "payloads",
    "publish",
    "engines",
    "hamta",
    "tre_vardar",
    "exports",
    "nattbygge",
    "kvartal",
    "commands",
    "stopped_build",
)
TURN = {f"tests/test_{name}.py": number for number, name in enumerate(HEAVY)}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    sizes = Counter(group(item.nodeid) for item in items)

    def turn(item: pytest.Item) -> tuple[int, bool, int]:
        shared = group(item.nodeid)
        return TURN.get(shared, len(TURN)), not shared.startswith(("sidor", *SPREAD)), -sizes[shared]

    items.sort(key=turn)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log):
    """Delar ut grupperna i provens ordning.

    Märket xdist_group gör ingenting: xdist 3.8 skriver det i ett fält som pytest 9.2 inte läser.
    """
    from xdist.scheduler import LoadScopeScheduling

    class InGroups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group(nodeid)

    config.option.loadscopereorder = False  # annars går de grupper först som har flest prov, hur lätta de än är
    return InGroups(config, log)


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
