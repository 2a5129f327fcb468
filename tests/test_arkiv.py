"""`arkivera`: kopian av webbplatsen som går att läsa från disken, med kontrollsummor."""

import functools
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from macros.publish.arkiv import MANIFEST, READ_ME, archive, run
from macros.publish.fran_disk import browsable, to_file
from macros.publish.links import SiteLinks
from macros.settings import ROOT, SettingError
from tests.conftest import Site, new_tab, once
from tests.test_pipelines import GITHUB, GITLAB_JOBS


@pytest.fixture(scope="module")
def copy(example_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory.mktemp("arkiv") / "kopia", functools.partial(archive, example_site.folder))


# ---- Länkarna ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ("insatser/", "insatser/index.html"),
        ("../ansok/?steg=2#mal", "../ansok/index.html?steg=2#mal"),
        ("./", "./index.html"),
        ("..", "../index.html"),
        ("#mal", "#mal"),
        ("?sida=2", "?sida=2"),
        ("../data/insatser.csv", "../data/insatser.csv"),
        ("https://exempel.se/sok/", "https://exempel.se/sok/"),
        ("//exempel.se/sok/", "//exempel.se/sok/"),
        ("mailto:a@exempel.se", "mailto:a@exempel.se"),
    ],
)
def test_a_link_to_a_folder_leads_to_its_page(link: str, file: str) -> None:
    assert to_file(link) == file


@pytest.mark.parametrize(
    ("tag", "changed"),
    [
        ('<a class="x" href="../a/?b=1&amp;c=2#d">', '<a class="x" href="../a/index.html?b=1&amp;c=2#d">'),
        ('<form action="sok/" method="get">', '<form action="sok/index.html" method="get">'),
        (
            '<meta http-equiv="refresh" content="0; url=../ny/#a">',
            '<meta http-equiv="refresh" content="0; url=../ny/index.html#a">',
        ),
        ('<p title="href=a/">href="a/"</p>', '<p title="href=a/">href="a/"</p>'),
        ('<div data-rot="../">', '<div data-rot="../">'),
    ],
)
def test_only_what_leads_somewhere_is_changed(tag: str, changed: str) -> None:
    assert browsable(tag) == changed


def test_every_link_of_the_copy_leads_to_a_file(copy: Path) -> None:
    site = SiteLinks(copy)
    links = {link for page in site.pages.values() for link in page.links}
    assert not site.problems() and len(site.pages) > 50
    assert {link for link in links if to_file(link) != link or link.startswith("/")} == set()


def test_the_protection_of_the_pages_is_kept_and_allows_the_files_beside_them(copy: Path) -> None:
    for path in copy.rglob("*.html"):
        page = path.read_text("utf8")
        if "Content-Security-Policy" in page:
            assert "script-src &#39;self&#39; file:;" in page and "trusted-types &#39;none&#39;" in page
    assert "Content-Security-Policy" in (copy / "index.html").read_text("utf8")


# ---- I webbläsaren ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_scripts", [True, False])
def test_the_copy_is_read_from_the_disk(copy: Path, browser: Browser, with_scripts: bool) -> None:
    start = (copy / "index.html").as_uri()
    with new_tab(browser, java_script_enabled=with_scripts) as page:
        faults: list[str] = []
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("requestfailed", lambda request: faults.append(request.url))
        page.goto(start)
        page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Insatser").click()
        page.wait_for_url("**/insatser/index.html")
        page.locator("main table a").first.click()
        page.wait_for_url("**/insatser/*/index.html")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if not with_scripts:
            page.get_by_role("link", name="Sök", exact=True).click()
            page.wait_for_url("**/sok/index.html")
        else:
            page.get_by_role("searchbox").fill("slutrapport")
            page.get_by_role("searchbox").press("Enter")
            page.wait_for_url("**/sok/index.html?q=slutrapport")
            page.locator("#sokresultat .hits a").first.click()
            page.wait_for_url(lambda url: "/sok/" not in url and ".html" in url)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert faults == []


def test_a_word_that_is_like_the_written_leads_on(copy: Path, browser: Browser) -> None:
    with new_tab(browser) as page:
        page.goto(f"{(copy / 'sok/index.html').as_uri()}?q=slutrapportxyz")
        status = page.locator("#sokresultat [role=status]")
        expect(status).to_contain_text("Inga sidor innehåller")
        status.get_by_role("link").first.click()
        expect(page.locator("#sokresultat .hits a").first).to_be_visible()


# ---- Kontrollsummorna -------------------------------------------------------------------------------------


def check(folder: Path) -> int:
    return subprocess.run(["sha256sum", "--check", "--quiet", MANIFEST], cwd=folder, capture_output=True).returncode


def test_the_manifest_has_every_file_and_shows_a_change(copy: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(copy, tmp_path / "kopia"))
    names = [line.split("  ", 1)[1] for line in (folder / MANIFEST).read_text("utf8").splitlines()]
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(names) == files - {MANIFEST} and READ_ME in names and names == sorted(names)
    assert not [name for name in names if name.startswith(("404", "_", "."))], "det som bara en server använder"
    assert check(folder) == 0
    with (folder / "index.html").open("a") as page:
        page.write(" ")
    assert check(folder) == 1


def test_the_same_site_gives_the_same_bytes(copy: Path, example_site: Site, tmp_path: Path) -> None:
    archive(example_site.folder, tmp_path / "igen")
    assert (tmp_path / "igen" / MANIFEST).read_bytes() == (copy / MANIFEST).read_bytes()


# ---- Kommandot --------------------------------------------------------------------------------------------


def test_the_command_says_where_the_copy_is(example_site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "kopia"
    assert run(["2026", str(folder)], example_site.folder) == 0
    assert capsys.readouterr().out == (
        f"Kopian ligger i {folder}. Öppna {folder / 'index.html'}, och läs {READ_ME} om kontrollsummorna.\n"
    )


@pytest.mark.parametrize("arguments", [[], ["i år"], ["20266"], ["2026", "a", "b"]])
def test_what_the_command_does_not_understand_is_told(arguments: list[str], tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"^Skriv arkivera och ett år, som arkivera 2026\."):
        run(arguments, tmp_path)


def test_an_archive_is_never_written_over(example_site: Site, tmp_path: Path) -> None:
    (tmp_path / "viktig").touch()
    with pytest.raises(SettingError, match=r"finns redan, och ett arkiv skrivs aldrig över\. Välj en annan mapp"):
        run(["2026", str(tmp_path)], example_site.folder)
    assert [path.name for path in tmp_path.iterdir()] == ["viktig"]


def test_the_copy_is_not_put_in_the_site(example_site: Site) -> None:
    with pytest.raises(SettingError, match=r"ligger i webbplatsen som ska kopieras\. Välj en mapp utanför"):
        run(["2026", str(example_site.folder / "arkiv")], example_site.folder)


def test_without_a_site_the_command_says_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"^Det finns ingen webbplats i .*\. Kör bygg först\.$"):
        run(["2026", str(tmp_path / "kopia")], tmp_path)


# ---- I ändringsförslaget ----------------------------------------------------------------------------------


def test_the_preview_of_a_proposal_is_such_a_copy() -> None:
    script = (ROOT / ".ci/granska").read_text("utf8")
    folder = "forhandsvisning"
    made, reviewed = script.index(f'arkivera "$(date +%Y)" {folder}'), script.index("macros granska")
    assert made < reviewed, "kopian finns också när granskningen hittar något"
    [saved] = [
        step["with"]["path"]
        for step in GITHUB["kontroll"]["jobs"]["data"]["steps"]
        if "upload-artifact" in step.get("uses", "")
    ]
    assert saved == f"{folder}/" and saved in GITLAB_JOBS["forhandsvisning"]["artifacts"]["paths"]
