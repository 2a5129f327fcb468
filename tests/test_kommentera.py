"""Kommentaren på ett ändringsförslag: sidorna som blir annorlunda och fynden som är nya, lagd en gång."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from macros.findings import FEL, RÅD, Finding, Mark
from macros.forslag import kommentera
from macros.forslag.andringar import MARKER, MOST, NOT_BUILT, comment, new_findings
from macros.forslag.forge import GITHUB_BOT, Client, forge_of
from macros.settings import ROOT, SettingError
from tests.minimal import INS, TODAY, Folder
from tests.test_forslag import github, gitlab

URL = "https://exempel.se/jobb/"


def page(title: str, text: str = "") -> str:
    return f'<main><h1 id="x">{title}</h1><p>{text}</p></main>'


BEFORE = {"": page("Hem"), "insatser/a/": page("A\xadma"), "insatser/b/": page("B"), "om/": page("Om", "data/a.yaml, rad 3")}
AFTER = {
    "": page("Hem"),
    "insatser/a/": page("A\xadma", "Nytt"),
    "insatser/c/": page("C [x](http://y)"),
    "om/": page("Om", "data/a.yaml, rad 9"),
}


def test_new_changed_and_removed_pages_are_listed_with_links() -> None:
    said = comment(AFTER, BEFORE, [], URL)
    assert said.startswith(MARKER)
    assert "### Nya sidor (1)\n\n- [C \\[x\\]\\(http\\:\\/\\/y\\)](https://exempel.se/jobb/insatser/c/index.html)" in said
    assert "### Ändrade sidor (1)\n\n- [Ama](https://exempel.se/jobb/insatser/a/index.html)" in said
    assert "### Borttagna sidor (1)\n\n- B: `insatser/b/`" in said
    assert said.endswith("Inga nya fynd.\n")


def test_without_a_preview_address_the_pages_have_their_own() -> None:
    assert "- Ama: `insatser/a/`" in comment(AFTER, BEFORE, [], "")


def test_no_change_and_no_earlier_site_are_said() -> None:
    assert "Ingen sida blir annorlunda." in comment(AFTER, AFTER, [], "")
    assert NOT_BUILT in comment(AFTER, None, [], "")


def test_a_long_list_ends() -> None:
    many = {f"insatser/{number}/": page(str(number)) for number in range(MOST + 5)}
    said = comment(many, {}, [], URL)
    assert said.count("index.html") == MOST and "- och 5 till" in said


def test_a_finding_that_only_moved_is_not_new(tmp_path: Path) -> None:
    def finding(file: str, line: int, text: str, level: str = RÅD) -> Finding:
        return Finding(Mark(file, line, 1), level, text, "regel")

    before = [finding(f"{tmp_path}/data/a.yaml", 3, "Samma som rad 2."), finding(f"{tmp_path}/data/a.yaml", 4, "Två gånger.")]
    now = [
        finding("data/a.yaml", 9, "Samma som rad 8."),
        finding("data/a.yaml", 10, "Två gånger."),
        finding("data/a.yaml", 11, "Två gånger."),
        finding("data/a.yaml", 1, "Fel med `tecken` och <b>.", FEL),
    ]
    new = new_findings(now, before, tmp_path)
    assert [(one.mark.line, one.level) for one in new] == [(1, FEL), (11, RÅD)]
    said = comment(AFTER, AFTER, new, "")
    assert "### Nya fynd (2)\n\n- fel: Fel med \\`tecken\\` och \\<b\\>\\. (`data/a.yaml`, rad 1)" in said


def test_the_file_is_one_line_and_tells_of_two_built_sites(tmp_path: Path) -> None:
    now, before = Folder(tmp_path / "nu"), Folder(tmp_path / "före")
    now.edit(INS, "    start: 2017-05-02", "    start: 2/5 2017")
    before.path.rename(tmp_path / "data")
    for folder, pages in ((tmp_path / "site", BEFORE), (tmp_path / "ny", AFTER)):
        for address, html in pages.items():
            (folder / address).mkdir(parents=True, exist_ok=True)
            (folder / address / "index.html").write_text(html, "utf8")
    file = tmp_path / "kommentar.json"
    kommentera.run([str(file), "--mot", str(tmp_path)], now.path, tmp_path / "ny", TODAY, {"FORHANDSVISNING_URL": URL})
    assert file.read_text("utf8").count("\n") == 1
    said = json.loads(file.read_text("utf8"))
    assert "insatser/c/index.html" in said and "2/5 2017" in said.replace("\\", "")
    handed = subprocess.run(["bash", ROOT / ".ci/kommentar"], capture_output=True, encoding="utf8", check=True).stdout
    assert handed == "" or handed.startswith("kommentar=")


def test_a_comment_is_posted_once_and_then_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, Any, str | None]] = []
    old = {"id": 3, "body": f"{MARKER} gammal", "user": {"login": GITHUB_BOT}, "author": {"id": 1}}
    others = {"id": 2, "body": MARKER, "user": {"login": "någon"}, "author": {"id": 9}}
    there: list[dict[str, Any]] = [others]

    def ask(_: Client, path: str, body: Any = None, method: str | None = None) -> Any:
        asked.append((path, body, method)) if body else None
        return {"id": 1} if path == "/user" else there

    monkeypatch.setattr(Client, "ask", ask)
    file = tmp_path / "kommentar.json"
    file.write_text(json.dumps(f"{MARKER}\n\nNytt"), "utf8")
    for environment, (first, again) in (
        (github("", tmp_path), ("/repos/alfa/webb/issues/7/comments", ("/repos/alfa/webb/issues/comments/3", "PATCH"))),
        (gitlab(""), ("/projects/5/merge_requests/7/notes", ("/projects/5/merge_requests/7/notes/3", "PUT"))),
    ):
        asked.clear()
        there[:] = [others]
        kommentera.run([str(file)], tmp_path, tmp_path, TODAY, environment)
        there[:] = [others, old]
        kommentera.run([str(file)], tmp_path, tmp_path, TODAY, environment)
        assert [(path, method) for path, _, method in asked] == [(first, None), again]
        assert all(body == {"body": f"{MARKER}\n\nNytt"} for _, body, _ in asked)


@pytest.mark.parametrize("content", ["", "\n", '"annat"', "3"])
def test_what_is_no_comment_is_not_posted(tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kommentar.json"
    file.write_text(content, "utf8")
    assert kommentera.run([str(file)], tmp_path, tmp_path, TODAY, github("http://127.0.0.1:9", tmp_path)) == 0
    assert "Det finns ingen kommentar att lägga." in capsys.readouterr().out


def test_a_no_from_the_host_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kommentar.json"
    file.write_text(json.dumps(MARKER), "utf8")
    assert kommentera.run([str(file)], tmp_path, tmp_path, TODAY, github("http://127.0.0.1:9", tmp_path)) == 0
    assert "gick inte att lägga" in capsys.readouterr().out


def test_it_says_how_it_is_written(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"^Skriv kommentera FIL"):
        kommentera.run([], tmp_path, tmp_path, TODAY, {})
    with pytest.raises(SettingError, match="fattas en nyckel"):
        forge_of({"CI_MERGE_REQUEST_IID": "7", "CI_PROJECT_ID": "5"})
