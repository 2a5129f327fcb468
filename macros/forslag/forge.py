"""GitHub och GitLab: raderna som ett ändringsförslag rör, det som redan är föreslaget, och nya förslag på raderna.

Adress, nyckel och ändringsförslagets nummer står i miljön där kontrollen körs.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, Request, build_opener

from macros.forslag.diff import Place, places
from macros.forslag.suggestion import Suggestion
from macros.settings import SettingError

TIMEOUT = 30  # sekunder
PER_PAGE = 100
MOST_PAGES = 50
GITHUB_BOT = "github-actions[bot]"  # den som GITHUB_TOKEN skriver som
NO_KEY = (
    "Rättelserna blir inte förslag på raderna, och sidorna som ändras står inte i en kommentar, för det fattas en nyckel. Skapa en projektnyckel i GitLab med rollen "
    "Developer och rätten api, och lägg den i variabeln FORSLAG_TOKEN under Settings > CI/CD > Variables, dold (masked). "
    "Fynden syns på raderna ändå."
)
NOT_HERE = "Förslag går bara att lägga i ett ändringsförslag på GitHub eller GitLab, där kontrollen körs av sig själv."


class Forge(Protocol):
    """Platsen där ändringsförslaget finns."""

    def touched(self) -> dict[str, dict[int, Place]]:
        """Raderna som ändringsförslaget visar, fil för fil."""

    def said(self) -> list[str]:
        """Texterna i kommentarerna som redan finns på raderna."""

    def post(self, found: list[tuple[Suggestion, Place]]) -> None:
        """Lägger förslagen på sina rader. Platsen är den sista radens."""

    def comment(self, text: str, marker: str) -> None:
        """Lägger en kommentar, eller byter texten i den egna som börjar med `marker`."""


class Stay(HTTPRedirectHandler):
    """Följer ingen hänvisning: nyckeln ska aldrig skickas till någon annan värd."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Client:
    """Frågor och svar i JSON till en adress, med en nyckel. Raises: OSError när det inte går att nå eller svaret är nej."""

    def __init__(self, base: str, headers: Mapping[str, str]):
        self.base, self.headers = base.rstrip("/"), {"Accept": "application/json", **headers}

    def ask(self, path: str, body: Any = None, method: str | None = None) -> Any:
        """`method` står bara när det är något annat än GET utan `body` och POST med."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.base + path, data, {**self.headers, "Content-Type": "application/json"}, method=method)
        with build_opener(Stay).open(request, timeout=TIMEOUT) as answer:
            try:
                return json.load(answer)
            except ValueError as error:
                raise OSError("ett svar som inte går att läsa") from error

    def all(self, path: str) -> list[dict[str, Any]]:
        """Alla sidor av en lista."""
        found: list[dict[str, Any]] = []
        for page in range(1, MOST_PAGES + 1):
            here = self.ask(f"{path}?per_page={PER_PAGE}&page={page}")
            found += here
            if len(here) < PER_PAGE:
                break
        return found


class GitHub:
    """Ett pull request. Förslagen blir en granskning med en kommentar per förslag."""

    def __init__(self, environment: Mapping[str, str]):
        event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text("utf8"))["pull_request"]
        self.head = event["head"]["sha"]
        self.repository = f"/repos/{environment['GITHUB_REPOSITORY']}"
        self.number = event["number"]
        self.path = f"{self.repository}/pulls/{self.number}"
        headers = {"Authorization": f"Bearer {environment['GITHUB_TOKEN']}", "X-GitHub-Api-Version": "2022-11-28"}
        self.client = Client(environment["GITHUB_API_URL"], headers)

    def touched(self) -> dict[str, dict[int, Place]]:
        return {one["filename"]: places(one.get("patch", "")) for one in self.client.all(f"{self.path}/files")}

    def said(self) -> list[str]:
        """Kommentarer vars rad har ändrats sedan dess räknas inte: där behövs förslaget igen."""
        return [one["body"] for one in self.client.all(f"{self.path}/comments") if one.get("line")]

    def post(self, found: list[tuple[Suggestion, Place]]) -> None:
        comments = [self._comment(suggestion) for suggestion, _ in found]
        self.client.ask(f"{self.path}/reviews", {"commit_id": self.head, "event": "COMMENT", "comments": comments})

    def comment(self, text: str, marker: str) -> None:
        """Under ett pull request ligger kommentarerna hos ärendet med samma nummer."""
        path = f"{self.repository}/issues"
        for one in self.client.all(f"{path}/{self.number}/comments"):
            if one["user"]["login"] == GITHUB_BOT and one["body"].startswith(marker):
                self.client.ask(f"{path}/comments/{one['id']}", {"body": text}, "PATCH")
                return
        self.client.ask(f"{path}/{self.number}/comments", {"body": text})

    @staticmethod
    def _comment(one: Suggestion) -> dict[str, Any]:
        start = {"start_line": one.first, "start_side": "RIGHT"} if one.first < one.last else {}
        return {"path": one.file, "body": one.body("suggestion"), "line": one.last, "side": "RIGHT", **start}


class GitLab:
    """En merge request. Varje förslag blir en egen tråd på raden."""

    def __init__(self, environment: Mapping[str, str]):
        if not environment.get("FORSLAG_TOKEN"):
            raise SettingError(NO_KEY)
        project, number = quote(environment["CI_PROJECT_ID"], safe=""), environment["CI_MERGE_REQUEST_IID"]
        self.path = f"/projects/{project}/merge_requests/{number}"
        self.client = Client(environment["CI_API_V4_URL"], {"PRIVATE-TOKEN": environment["FORSLAG_TOKEN"]})
        self.old_names: dict[str, str] = {}

    def touched(self) -> dict[str, dict[int, Place]]:
        files = self.client.all(f"{self.path}/diffs")
        self.old_names = {one["new_path"]: one["old_path"] for one in files}
        return {one["new_path"]: places(one.get("diff") or "") for one in files}

    def said(self) -> list[str]:
        return [note["body"] for thread in self.client.all(f"{self.path}/discussions") for note in thread["notes"]]

    def post(self, found: list[tuple[Suggestion, Place]]) -> None:
        revisions = self.client.ask(self.path)["diff_refs"]
        for one, place in found:
            position = {
                "position_type": "text",
                "base_sha": revisions["base_sha"],
                "start_sha": revisions["start_sha"],
                "head_sha": revisions["head_sha"],
                "new_path": one.file,
                "old_path": self.old_names[one.file],
                "new_line": one.last,
            }
            if place.before is not None:  # en rad som fanns förut ska ha båda numren
                position["old_line"] = place.before
            kind = f"suggestion:-{one.last - one.first}+0"
            self.client.ask(f"{self.path}/discussions", {"body": one.body(kind), "position": position})

    def comment(self, text: str, marker: str) -> None:
        me = self.client.ask("/user")["id"]
        for one in self.client.all(f"{self.path}/notes"):
            if one["author"]["id"] == me and one["body"].startswith(marker):
                self.client.ask(f"{self.path}/notes/{one['id']}", {"body": text}, "PUT")
                return
        self.client.ask(f"{self.path}/notes", {"body": text})


def forge_of(environment: Mapping[str, str]) -> Forge:
    """Platsen som kontrollen körs på. Raises: SettingError när den inte körs i ett ändringsförslag."""
    if environment.get("GITHUB_TOKEN") and environment.get("GITHUB_EVENT_NAME") == "pull_request":
        return GitHub(environment)
    if environment.get("CI_MERGE_REQUEST_IID"):
        return GitLab(environment)
    raise SettingError(NOT_HERE)
