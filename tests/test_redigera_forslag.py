"""Det sparade blir ett förslag i git: en gren, en incheckning, och adressen där förslaget öppnas."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.redigera import proposal
from tests.formular import Client, editing
from tests.minimal import Folder

ROW = "tabell/insatser/rad/rosa"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Git läser inga inställningar från datorn där proven körs."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path_factory.mktemp("git") / "config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "EMAIL", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def far(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Platsen som den lilla mappen är hämtad från."""
    root, far = folder.with_own_pages().path.parent, tmp_path_factory.mktemp("värd") / "namn.git"
    git(root, "init", "-q", "-b", "main")
    (root / "annat.txt").write_text("Rör inte.\n", "utf8")
    git(root, "add", "-A")
    git(root, "-c", "user.name=Prov", "-c", "user.email=prov@exempel.se", "commit", "-q", "-m", "Början")
    git(root, "clone", "-q", "--bare", str(root), str(far))
    git(root, "remote", "add", "origin", str(far))
    git(root, "fetch", "-q", "origin")
    git(root, "branch", "-q", "-u", "origin/main")
    return far


@pytest.fixture
def client(folder: Folder, far: Path) -> Iterator[Client]:
    with editing(folder.path) as client:
        yield client


def save(client: Client, plats: str) -> None:
    assert "Sparat" in client.send(client.get(ROW), plats=plats).said


AUTHOR = {"namn": "Kansliet", "e_post": "kansliet@exempel.se"}


def test_the_saved_becomes_a_branch_at_the_host(client: Client, folder: Folder, far: Path) -> None:
    root = folder.path.parent
    save(client, "Årsta")
    (root / "annat.txt").write_text("Ändrad, men hör inte dit.\n", "utf8")
    assert "data/insatser.yaml" in client.get("foresla").said
    shown = client.push("foresla", ord="Ny plats för\nRosa rummet", **AUTHOR)
    assert "Förslaget är skickat" in shown.said
    [branch] = [name for name in git(far, "branch", "--format=%(refname:short)").split() if name != "main"]
    assert branch.startswith("redigera/")
    assert branch in shown.said
    assert git(far, "log", "-1", "--format=%s|%an|%ae", branch) == "Ny plats för Rosa rummet|Kansliet|kansliet@exempel.se"
    assert git(far, "diff", "--name-only", "main", branch) == "data/insatser.yaml"
    assert git(root, "status", "--porcelain") == "M annat.txt"


def test_the_next_change_is_added_to_the_same_proposal(client: Client, folder: Folder, far: Path) -> None:
    save(client, "Årsta")
    client.push("foresla", ord="Först", **AUTHOR)
    save(client, "Öhamn")
    assert "läggs till ditt förslag" in client.get("foresla").said
    client.push("foresla", ord="Sedan", **AUTHOR)
    [branch] = [name for name in git(far, "branch", "--format=%(refname:short)").split() if name != "main"]
    assert git(far, "log", "--format=%s", f"main..{branch}") == "Sedan\nFörst"


def test_when_it_is_accepted_the_folder_follows(client: Client, folder: Folder, far: Path) -> None:
    root = folder.path.parent
    save(client, "Årsta")
    client.push("foresla", ord="Först", **AUTHOR)
    branch = git(root, "branch", "--show-current")
    git(far, "update-ref", "refs/heads/main", branch)
    save(client, "Öhamn")
    assert "inte är föreslagna" in client.push("borja-om").said
    client.push("angra")
    assert "Hämta det senaste" in client.get("foresla").said
    assert "senast är publicerad" in client.push("borja-om").said
    assert git(root, "branch", "--show-current") == "main"
    assert "plats: Årsta" in (folder.path / "insatser.yaml").read_text("utf8")
    assert "inget att föreslå" in client.get("foresla").said


def test_words_and_author_are_asked_for(client: Client, folder: Folder) -> None:
    save(client, "Årsta")
    assert "Skriv vad ändringen gäller" in client.push("foresla", ord=" ").said
    shown = client.push("foresla", ord="Ny plats")
    assert "Skriv ditt namn" in shown.said
    assert shown.fields()["ord"] == "Ny plats"
    assert git(folder.path.parent, "branch", "--show-current") == "main"
    git(folder.path.parent, "config", "user.name", "Prov")
    git(folder.path.parent, "config", "user.email", "prov@exempel.se")
    assert "namn" not in client.get("foresla").fields()
    assert "Förslaget är skickat" in client.push("foresla", ord="Ny plats").said


def test_what_could_not_be_sent_can_be_sent_again(client: Client, folder: Folder, far: Path) -> None:
    root = folder.path.parent
    save(client, "Årsta")
    git(root, "remote", "set-url", "origin", str(far.with_name("borta.git")))
    shown = client.push("foresla", ord="Ny plats", **AUTHOR)
    assert "incheckade på din dator, men gick inte att skicka" in shown.said
    git(root, "remote", "set-url", "origin", str(far))
    assert "Skicka förslaget igen" in client.get("foresla").said
    assert "Förslaget är skickat" in client.push("foresla").said
    assert len(git(far, "branch").split()) == 3


def test_nothing_changed_is_nothing_to_propose(client: Client) -> None:
    assert "inget att föreslå" in client.get("foresla").said
    assert "Inget är ändrat" in client.push("foresla", ord="Tomt", **AUTHOR).said


def test_a_folder_without_git_or_without_an_address_is_told_what_to_do(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with editing(folder.with_own_pages().path) as client:
        assert "inte hämtad med git" in client.get("foresla").said
        assert "inte hämtad med git" in client.push("foresla", ord="x").said
        git(tmp_path, "init", "-q", "-b", "main")
        assert "ingen adress att skicka till" in client.get("foresla").said
        monkeypatch.setenv("PATH", "")
        assert "git finns inte på datorn" in client.get("foresla").said
        assert "git finns inte på datorn" in client.push("borja-om").said


@pytest.mark.parametrize(
    ("remote", "url"),
    [
        ("git@github.com:agare/namn.git", "https://github.com/agare/namn/compare/main...redigera/1?expand=1"),
        ("https://agare:hemligt@github.com/agare/namn", "https://github.com/agare/namn/compare/main...redigera/1?expand=1"),
        (
            "ssh://git@gitlab.exempel.se:2222/grupp/under/namn.git",
            "https://gitlab.exempel.se/grupp/under/namn/-/merge_requests/new?merge_request%5Bsource_branch%5D=redigera%2F1",
        ),
        ("https://kod.exempel.se/a/b.git", "https://kod.exempel.se/a/b/compare/main...redigera/1"),
        ("git@annan.exempel.se:a/b.git", ""),
        ("/en/mapp/namn.git", ""),
    ],
)
def test_the_address_where_the_proposal_is_opened(remote: str, url: str) -> None:
    said = "remote:\nremote: Skapa ett förslag:\nremote:   https://kod.exempel.se/a/b/compare/main...redigera/1\n"
    assert proposal.review_url(remote, "redigera/1", "main", said) == url


def test_secrets_are_never_shown(client: Client, folder: Folder) -> None:
    save(client, "Årsta")
    git(folder.path.parent, "remote", "set-url", "origin", "https://agare:hemligt@127.0.0.1:9/a/b.git")
    shown = client.push("foresla", ord="Ny plats", **AUTHOR)
    assert "gick inte att skicka" in shown.said
    assert "hemligt" not in shown.text
    assert proposal.without_secrets("fatal: https://a:b@exempel.se/x") == "fatal: https://exempel.se/x"
