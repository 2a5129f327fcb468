"""Rättelserna blir förslag på raden hos GitHub och GitLab. En liten efterlikning av deras gränssnitt svarar."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from difflib import unified_diff
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from macros.findings import FEL, Finding, Mark, new_value
from macros.forslag import command
from macros.forslag.diff import Place, holds, places
from macros.forslag.forge import NO_KEY, NOT_HERE, forge_of
from macros.forslag.suggestion import Suggestion, as_markdown, suggestions
from macros.settings import SettingError
from macros.write import ratta
from tests.minimal import INS, TODAY, Folder, examine
from tests.rader import words
from tests.test_ratta import MISTAKES


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


# ---- Vad som föreslås -------------------------------------------------------------------------------------


def applied(found: list[Suggestion]) -> dict[str, list[str]]:
    """Filerna när alla förslag är antagna."""
    files: dict[str, list[str]] = {}
    for one in reversed(found):
        lines = files.setdefault(one.file, Path(one.file).read_text("utf8").splitlines())
        lines[one.first - 1 : one.last] = one.lines
    return files


def test_the_accepted_suggestions_are_what_ratta_writes(folder: Folder) -> None:
    for file, right, wrong, _ in MISTAKES[:2] + MISTAKES[3:6]:
        folder.edit(file, right, wrong)
    examined = examine(folder.path)
    accepted = applied(suggestions(examined.findings, examined.data.dictionary))
    ratta.converse(["--alla"], lambda: examine(folder.path))
    assert accepted and accepted == {name: Path(name).read_text("utf8").splitlines() for name in accepted}


def test_two_remedies_on_one_row_are_one_suggestion(tmp_path: Path) -> None:
    path = tmp_path / "insatser.yaml"
    path.write_text("- id: a\n  projekttid: {start: 2019/1, slut: 2020/2}\n- id: b\n", "utf8")
    found = [Finding(Mark(str(path), 2, column), FEL, f"fel {column}", "", new_value(Mark(str(path), 2, column), new))
             for column, new in ((23, "2019-01"), (37, "2020-02"))]  # fmt: skip
    [one] = suggestions(found, words())
    assert (one.first, one.last, one.texts) == (2, 2, ("fel: fel 37", "fel: fel 23"))
    assert one.lines == ("  projekttid: {start: 2019-01, slut: 2020-02}",)


def test_the_text_is_shown_as_it_is_and_the_block_holds_its_ticks() -> None:
    one = Suggestion("a.yaml", 3, 3, ("  namn: ```x",), ("fel: [länk](https://exempel.se) <b>",))
    body = one.body("suggestion")
    assert body.startswith(r"fel\: \[länk\]\(https\:\/\/exempel\.se\) \<b\>")
    assert "\n\n````suggestion\n  namn: ```x\n````\n\n<!-- rättelse " in body
    assert as_markdown("åäö 1") == "åäö 1"


def test_the_same_suggestion_is_known_when_it_has_moved() -> None:
    one = Suggestion("a.yaml", 3, 3, ("x",), ("fel",))
    assert one.marker == one._replace(first=9, last=9).marker != one._replace(lines=("y",)).marker


def test_the_rows_of_a_change_are_those_that_it_shows() -> None:
    patch = "@@ -1,3 +1,3 @@\n ett\n-två\n+TVÅ\n tre\n@@ -9 +9,2 @@ rubrik\n nio\n+tio"
    assert places(patch) == {1: Place(1, 1), 2: Place(1, None), 3: Place(1, 3), 9: Place(2, 9), 10: Place(2, None)}
    assert holds(places(patch), 1, 3) and not holds(places(patch), 3, 9) and not holds(places(patch), 5, 5)
    assert places("") == {}


# ---- Hos GitHub och GitLab --------------------------------------------------------------------------------


class Standin:
    """Svarar som en plats för ändringsförslag, och minns vad som har skickats."""

    def __init__(self) -> None:
        self.diff, self.posted, self.comments, self.status = "", [], [], 200
        self.keys: set[str | None] = set()

    def get(self, path: str) -> Any:
        first = "page=1" in path
        if path.startswith("/repos/alfa/webb/pulls/7/files"):
            return [{"filename": INS_NAME, "patch": self.diff}] if first else []
        if path.startswith("/projects/5/merge_requests/7/diffs"):
            return [{"new_path": INS_NAME, "old_path": "förut.yaml", "diff": self.diff}] if first else []
        if path.endswith("merge_requests/7"):
            return {"diff_refs": {"base_sha": "a", "start_sha": "b", "head_sha": "c"}}
        return self.comments if first else []


INS_NAME = ""


@pytest.fixture
def standin() -> Iterator[tuple[str, Standin]]:
    memory = Standin()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def answer(self, body: Any) -> None:
            self.send_response(memory.status)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def do_GET(self) -> None:
            memory.keys.add(self.headers["Authorization"] or self.headers["PRIVATE-TOKEN"])
            self.answer(memory.get(self.path))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            memory.posted.append((self.path, body))
            self.answer({})

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", memory
    server.shutdown()
    server.server_close()


@pytest.fixture
def mistaken(folder: Folder, standin: tuple[str, Standin], monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Mappen med ett misstag på en rad som ändringen rör, och ett på en rad som den inte rör."""
    path = folder.path / INS
    before = path.read_text("utf8")
    folder.edit(INS, "    start: 2017-05-02", "    start: 2/5 2017")
    after = path.read_text("utf8")
    standin[1].diff = "".join([*unified_diff(before.splitlines(True), after.splitlines(True))][2:])
    folder.edit(INS, "      belopp: 1500000", "      belopp: 1 500 000 kr")
    monkeypatch.setitem(globals(), "INS_NAME", next(f.mark.file for f in examine(folder.path).findings))
    return folder


def github(base: str, tmp_path: Path) -> dict[str, str]:
    event = tmp_path / "händelse.json"
    event.write_text(json.dumps({"pull_request": {"number": 7, "head": {"sha": "abc"}}}), "utf8")
    return {
        "GITHUB_TOKEN": "nyckel",
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": "alfa/webb",
        "GITHUB_API_URL": base,
    }


def gitlab(base: str) -> dict[str, str]:
    return {"FORSLAG_TOKEN": "nyckel", "CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "7", "CI_API_V4_URL": base}


def run(folder: Folder, environment: dict[str, str]) -> int:
    return command.run([], folder.path, TODAY, environment)


def test_github_gets_one_review_with_the_rows_that_the_change_shows(
    mistaken: Folder, standin: tuple[str, Standin], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base, memory = standin
    assert run(mistaken, github(base, tmp_path)) == 0
    [(path, review)] = memory.posted
    [comment] = review["comments"]
    assert path == "/repos/alfa/webb/pulls/7/reviews" and (review["commit_id"], review["event"]) == ("abc", "COMMENT")
    assert comment["side"] == "RIGHT" and "start_line" not in comment
    assert "```suggestion\n    start: 2017-05-02\n```" in comment["body"]
    assert memory.keys == {"Bearer nyckel"}
    said = "2 rättelser: 1 nya förslag på raderna, 0 fanns redan, 1 gäller rader som ändringen inte rör."
    assert said in capsys.readouterr().out


def test_the_same_suggestion_is_not_posted_twice_while_its_row_is_there(
    mistaken: Folder, standin: tuple[str, Standin], tmp_path: Path
) -> None:
    base, memory = standin
    run(mistaken, github(base, tmp_path))
    body = memory.posted.pop()[1]["comments"][0]["body"]
    memory.comments = [{"body": body, "line": 5}]
    run(mistaken, github(base, tmp_path))
    assert memory.posted == []
    memory.comments = [{"body": body, "line": None}]  # raden har ändrats sedan dess
    run(mistaken, github(base, tmp_path))
    assert len(memory.posted) == 1


def test_gitlab_gets_a_thread_on_the_row(mistaken: Folder, standin: tuple[str, Standin]) -> None:
    base, memory = standin
    assert run(mistaken, gitlab(base)) == 0
    [(path, thread)] = memory.posted
    assert path == "/projects/5/merge_requests/7/discussions"
    assert "```suggestion:-0+0\n    start: 2017-05-02\n```" in thread["body"]
    position = thread["position"]
    assert (position["base_sha"], position["start_sha"], position["head_sha"]) == ("a", "b", "c")
    assert (position["new_path"], position["old_path"]) == (INS_NAME, "förut.yaml")
    assert "old_line" not in position and position["new_line"] > 0
    memory.comments = [{"notes": [{"body": thread["body"]}]}]
    run(mistaken, gitlab(base))
    assert len(memory.posted) == 1


@pytest.mark.parametrize("status", [403, 302], ids=["nej", "hänvisning till en annan värd"])
def test_a_no_from_the_host_is_told_and_stops_nothing(
    mistaken: Folder, standin: tuple[str, Standin], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    base, memory = standin
    memory.status = status
    assert run(mistaken, gitlab(base)) == 0
    assert f"HTTP Error {status}" in (said := capsys.readouterr().out) and "Fynden syns på raderna ändå." in said
    assert memory.posted == []


def test_nothing_to_mend_asks_the_host_nothing(
    folder: Folder, standin: tuple[str, Standin], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, gitlab(standin[0])) == 0
    assert capsys.readouterr().out == "Ingen rättelse att föreslå.\n" and standin[1].keys == set()


def test_it_says_what_is_missing() -> None:
    with pytest.raises(SettingError, match=NO_KEY[:40]):
        forge_of({"CI_MERGE_REQUEST_IID": "7", "CI_PROJECT_ID": "5"})
    with pytest.raises(SettingError, match=NOT_HERE[:40]):
        forge_of({})
    with pytest.raises(SettingError, match=r"^Skriv bara föreslå\."):
        command.run(["x"], Path("finns-inte"), date(2026, 1, 1), {})
