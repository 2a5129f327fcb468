"""Kommandot nytt-forbund: frågar, skriver mappen och säger vad som kommer sedan."""

import sys
from collections.abc import Sequence
from pathlib import Path

from macros.findings import summary
from macros.nytt import folder as folders
from macros.nytt.ask import Ask, gather, read_options
from macros.settings import ROOT, SettingError, today

INTRO = """Ett nytt förbund får en egen mapp med hela programmet. Några frågor först, det tar ett par minuter.
Det som står inom [ ] gäller om du bara trycker på Enter. Avbryt med Ctrl+C: då skrivs inget.
"""


def run(arguments: Sequence[str]) -> int:
    """Raises: SettingError när något inte går att använda."""
    where, given = read_options(arguments)
    ask: Ask | None = input if sys.stdin.isatty() else None
    if where:
        folders.refuse_if_taken(Path(where))  # innan någon har svarat på frågor i onödan
    if ask and not {"namn", "kommun", "e-post"} <= given.keys():
        print(INTRO)
    try:
        answers = gather(given, ask)
        folder = Path(where or _asked_folder(answers.id, ask))
    except EOFError as error:
        raise SettingError("\nAvbrutet. Inget är skrivet.") from error
    print("Skriver mappen …", file=sys.stderr)
    examined = folders.create(folder, answers, today())
    left = folders.first_commit(folder, answers)
    print(f"\nKlart: {folder}. Kontrollen säger: {summary(examined.findings)}")
    print(folders.errors_in_program(examined), end="")
    print(left and f"\n{left}\n")
    print(f"Fortsätt så:\n\n  cd {folder}\n  make visa      # utan make: python -m macros visa\n")
    print("Sedan visar ATT-GORA.md i mappen vad som är bra att fylla i först.")
    return 0


def _asked_folder(id_: str, ask: Ask | None) -> str:
    proposed = str(ROOT.parent / id_)
    return (ask(f"Var ska mappen ligga? [{proposed}] ").strip() if ask else "") or proposed
