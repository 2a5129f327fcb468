"""Föreslår de sparade ändringarna: en gren, en incheckning med den egna texten, och adressen där förslaget öppnas."""

import os
import re
import subprocess
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from macros.settings import folders
from macros.write.plain import WriteRefused

BRANCH = "redigera/"
PATIENCE = 90  # sekunder för det som går över nätet
NO_GIT = "Programmet git finns inte på datorn. Be den som sköter webbplatsen installera det, eller skicka dit filerna som är ändrade."
NO_CHECKOUT = "Mappen är inte hämtad med git. Ändringarna är sparade i filerna. Skicka dem till den som sköter webbplatsen."
NO_REMOTE = (
    "Mappen har ingen adress att skicka till. Ändringarna är sparade i filerna. "
    "Be den som sköter webbplatsen lägga till adressen (git remote add origin …)."
)
NO_WORDS = "Skriv vad ändringen gäller, till exempel: Nytt slutdatum för Rosa rummet."
NO_AUTHOR = "Skriv ditt namn och din e-postadress. De följer med förslaget."
NOTHING = "Inget är ändrat, så det finns inget att föreslå."


class Checkout(NamedTuple):
    """Mappen så som git ser den. `why_not` säger varför det inte går att föreslå, och vad som kan göras i stället."""

    why_not: str
    root: Path = Path()
    remote: str = ""
    branch: str = ""
    main: str = ""
    files: tuple[str, ...] = ()
    has_author: bool = True

    @property
    def is_proposal(self) -> bool:
        """Sant när det som är ändrat läggs till ett förslag som redan finns."""
        return self.branch.startswith(BRANCH)


class Proposed(NamedTuple):
    """Det som är skickat: grenen, och adressen där förslaget öppnas (tom när den inte är känd)."""

    branch: str
    url: str
    where: str


def git(root: Path, *arguments: str, timeout: int = 20) -> subprocess.CompletedProcess[str]:
    """Kör git utan att det kan fråga något i terminalen. Raises: WriteRefused när programmet saknas eller inte blir klart."""
    env = os.environ | {"GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": "ssh -o BatchMode=yes", "LC_ALL": "C.UTF-8"}
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        return subprocess.run(
            command,
            cwd=root,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout,
        )
    except FileNotFoundError as error:
        raise WriteRefused(NO_GIT) from error
    except subprocess.TimeoutExpired as error:
        raise WriteRefused(
            "Det tog för lång tid att nå platsen där webbplatsens filer finns. Försök igen om en stund."
        ) from error


def checkout(folder: Path) -> Checkout:
    """Var mappen står. Bara filer i datamappen och bland sidorna räknas."""
    try:
        top = git(folder, "rev-parse", "--show-toplevel")
    except WriteRefused as refused:
        return Checkout(str(refused))
    if top.returncode:
        return Checkout(NO_CHECKOUT)
    root = Path(top.stdout.strip())
    files = changed_files(root, folder)
    remote = git(root, "remote", "get-url", "--push", "origin").stdout.strip()
    branch = git(root, "symbolic-ref", "--short", "-q", "HEAD").stdout.strip()
    has_author = bool(git(root, "config", "user.email").stdout.strip() and git(root, "config", "user.name").stdout.strip())
    why_not = "" if remote else NO_REMOTE
    return Checkout(why_not, root, remote, branch, main_branch(root, branch), files, has_author)


def changed_files(root: Path, folder: Path) -> tuple[str, ...]:
    """Filerna som skiljer sig från den senaste incheckningen, från mappens rot."""
    paths = ours(folder)
    found = git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", *paths).stdout
    return tuple(line[3:] for line in found.split("\0") if line)


def ours(folder: Path) -> list[str]:
    where = folders(folder)
    return [str(path.resolve()) for path in (where.data, where.docs) if path.exists()]


def main_branch(root: Path, branch: str) -> str:
    """Grenen som webbplatsen byggs av."""
    head = git(root, "symbolic-ref", "--short", "-q", "refs/remotes/origin/HEAD").stdout.strip()
    if head:
        return head.partition("/")[2]
    names = [
        name for name in ("main", "master") if not git(root, "rev-parse", "-q", "--verify", f"refs/heads/{name}").returncode
    ]
    return next(iter(names), branch)


def propose(folder: Path, words: str, author: tuple[str, str], now: datetime) -> Proposed:
    """Checkar in och skickar. En ny gren görs om ingen redan är påbörjad.

    Args:
        words: vad ändringen gäller, med den egna texten.
        author: namn och e-postadress, tomma när git redan vet dem.
    Raises: WriteRefused, och då säger texten vad som är gjort och vad som återstår.
    """
    here = checkout(folder)
    if here.why_not:
        raise WriteRefused(here.why_not)
    words = " ".join(words.split())
    if here.files:
        if not words:
            raise WriteRefused(NO_WORDS)
        if not here.has_author and not all(author):
            raise WriteRefused(NO_AUTHOR)
        branch = here.branch if here.is_proposal else f"{BRANCH}{now:%Y-%m-%d-%H%M%S}"
        if not here.is_proposal:
            _must(git(here.root, "switch", "-q", "-c", branch), "Det gick inte att göra en gren för ändringarna.")
        paths = ours(folder)
        _must(git(here.root, "add", "-A", "--", *paths), "Det gick inte att ta med filerna.")
        own = [] if here.has_author else ["-c", f"user.name={author[0]}", "-c", f"user.email={author[1]}"]
        _must(git(here.root, *own, "commit", "-q", "-m", words, "--", *paths), "Det gick inte att checka in ändringarna.")
    elif here.is_proposal:
        branch = here.branch
    else:
        raise WriteRefused(NOTHING)
    pushed = git(here.root, "push", "-u", "origin", f"HEAD:refs/heads/{branch}", timeout=PATIENCE)
    failed = "Ändringarna är incheckade på din dator, men gick inte att skicka. Försök igen, eller be den som sköter webbplatsen om hjälp."
    _must(pushed, failed)
    return Proposed(branch, review_url(here.remote, branch, here.main, pushed.stderr), without_secrets(here.remote))


def start_over(folder: Path) -> str:
    """Går tillbaka till det som gäller och hämtar det senaste, när ett förslag är skickat. Returns: vad som är gjort. Raises: WriteRefused."""
    here = checkout(folder)
    if here.why_not:
        raise WriteRefused(here.why_not)
    if here.files:
        raise WriteRefused("Det finns ändringar som inte är föreslagna. Föreslå dem eller ångra dem först.")
    if here.branch != here.main:
        _must(git(here.root, "switch", "-q", here.main), f"Det gick inte att gå till grenen {here.main}.")
    _must(git(here.root, "pull", "-q", "--ff-only", timeout=PATIENCE), "Det gick inte att hämta det senaste.")
    return "Nu är mappen som den senast är publicerad. Nya ändringar blir ett nytt förslag."


def _must(done: subprocess.CompletedProcess[str], failed: str) -> None:
    if done.returncode:
        said = without_secrets(" ".join((done.stderr or done.stdout).split())[-400:])
        raise WriteRefused(f"{failed} Git säger: {said}" if said else failed)


def without_secrets(text: str) -> str:
    """Texten utan namn och lösenord i adresser."""
    return re.sub(r"(https?://)[^/@\s]+@", r"\1", text)


def review_url(remote: str, branch: str, main: str, said: str = "") -> str:
    """Adressen där ett förslag av grenen öppnas. Tom när värden inte är känd och inte själv säger det.

    Args:
        said: det som värden svarade. GitLab och Forgejo skriver adressen där.
    """
    place = repository_url(remote)
    host = urlsplit(place).hostname or ""
    if place and "github" in host:
        return f"{place}/compare/{quote(main)}...{quote(branch)}?expand=1"
    if place and "gitlab" in host:
        return f"{place}/-/merge_requests/new?merge_request%5Bsource_branch%5D={quote(branch, safe='')}"
    lines = [line for line in said.splitlines() if line.startswith("remote:")]
    links = re.findall(r"https?://[^\s<>\"]+", " ".join(lines))
    return next((link for link in links if host and urlsplit(link).hostname == host), "")


def repository_url(remote: str) -> str:
    """`git@github.com:agare/namn.git` → `https://github.com/agare/namn`. Tom för en mapp på datorn."""
    web = re.fullmatch(r"https?://(?:[^/@\s]+@)?([^/@\s]+)/(\S+?)(?:\.git)?/?", remote)
    ssh = re.fullmatch(r"(?:ssh://)?[^/@\s:]+@([^/:\s]+)(?::\d+/|[:/])(\S+?)(?:\.git)?/?", remote)
    found = web or ssh
    return f"https://{found[1]}/{found[2]}" if found else ""
