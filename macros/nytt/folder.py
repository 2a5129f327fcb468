"""Mappen skrivs vid sidan om och byter namn när den är hel, så att den som avbryter inte får en halv."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from macros import check
from macros.check import Examined
from macros.dictionary.load import load
from macros.findings import FEL, as_text
from macros.nytt import program
from macros.nytt.answers import Answers
from macros.nytt.tables import own_tables, with_common_rows
from macros.nytt.texts import readme, to_do
from macros.read.version import CURRENT, write_version
from macros.settings import ROOT, SettingError


def refuse_if_taken(folder: Path) -> None:
    """Raises: SettingError när mappen har innehåll, eller ligger i programmets egen mapp."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingError(f"{folder} är inte tom. Välj en mapp som inte finns, eller en som är tom. Inget är skrivet.")
    if ROOT in (folder.resolve(), *folder.resolve().parents):
        raise SettingError(f"{folder} ligger i programmets egen mapp. Välj en mapp bredvid, till exempel ../{folder.name}.")
    if not folder.resolve().parent.is_dir():
        raise SettingError(f"Mappen {folder.resolve().parent} finns inte. Gör den först, eller välj en annan plats.")


def create(folder: Path, answers: Answers, today: date) -> Examined:
    """Skriver mappen. Returns: kontrollen av den. Raises: SettingError när svaren inte håller."""
    refuse_if_taken(folder)
    folder = folder.resolve()  # också när mappen är den som kommandot körs i
    with _beside(folder) as beside:
        program.copy(beside)
        write_own(beside, answers, today)
        examined = check.examine(beside / "data", today)
        refuse_bad_answers(examined)
        (beside / "ATT-GORA.md").write_text(to_do(examined, answers, beside / "data"), "utf8")
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    return examined


def write_own(folder: Path, answers: Answers, today: date) -> None:
    """Förbundets egna filer: tabellerna, en tom mapp för texter, och läs mig."""
    data, docs = folder / "data", folder / "docs"
    data.mkdir(exist_ok=True)
    docs.mkdir()
    (docs / ".gitkeep").touch()  # git följer inte en tom mapp
    words = load(data)
    with_common = with_common_rows(words, folder / "gemensamt" / "data")
    for name, text in own_tables(words, with_common, answers, today):
        (data / name).write_text(text, "utf8")
    write_version(data, CURRENT)
    (folder / "README.md").write_text(readme((ROOT / "README.md").read_text("utf8"), answers), "utf8")


def refuse_bad_answers(examined: Examined) -> None:
    """Svaren är rader, och prövas som andra rader."""
    own = [one for one in examined.findings if one.level == FEL and Path(one.mark.file).parent.name == "data"]
    own = [one for one in own if "gemensamt" not in Path(one.mark.file).parts]
    if own:
        lines = "".join(f"  {one.text}\n" for one in own)
        raise SettingError(f"Svaren går inte att använda. Inget är skrivet.\n\n{lines}")


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """En mapp bredvid, som försvinner om den inte har bytt namn."""
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.resolve().parent))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def first_commit(folder: Path, answers: Answers) -> str:
    """Gör mappen till ett förråd i git, med en första version när git vet vem du är. Returns: vad som är kvar att göra."""
    if not shutil.which("git"):
        return "Git finns inte på datorn. Installera det när du vill spara versioner och publicera."

    def git(*arguments: str) -> int:
        return subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False).returncode

    message = f"Webbplats för {answers.namn}"
    if git("init", "--quiet", "--initial-branch", "main") or git("add", "--all"):
        return "Det gick inte att göra mappen till ett förråd i git. Kör git init i mappen."
    if git("config", "user.name") or git("config", "user.email"):
        return (
            "Git vet inte vem du är, så ingen första version är sparad. Kör i mappen:\n\n"
            "  git config --global user.name 'Ditt namn' och git config --global user.email din@adress.se\n"
            f"  git commit -m '{message}'"
        )
    return "" if git("commit", "--quiet", "-m", message) == 0 else f"Kör git commit -m '{message}' i mappen."


def errors_in_program(examined: Examined) -> str:
    """Fel i det gemensamma, som inte beror på svaren. Tomt när mappen går att bygga."""
    return as_text([one for one in examined.findings if one.level == FEL])
