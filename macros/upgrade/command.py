"""Kommandot uppgradera: skriver om mappen till programmets form, och säger vad som gjordes, fil för fil."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from macros import check
from macros.findings import as_text, has_errors, suggestion, summary
from macros.settings import ROOT, SettingError, data_folder, today
from macros.upgrade import program
from macros.upgrade.apply import write
from macros.upgrade.steps import upgraded
from macros.upgrade.work import Work
from macros.write.plain import WriteRefused

DRY = "--torr"


def run(arguments: Sequence[str]) -> int:
    """Raises: SettingError när något inte går att använda. Då är inget skrivet."""
    dry, data = read_arguments(arguments)
    try:
        swap = program.swap_of(data.parent, ROOT)
        work = upgraded(data, today())
        report(work, swap, dry)
        if dry:
            return 0
        if swap:
            program.write(swap)
        write(work)
    except WriteRefused as error:
        raise SettingError(str(error)) from error
    return _checked(data) if work.changed or swap else 0


def read_arguments(arguments: Sequence[str]) -> tuple[bool, Path]:
    """Om inget ska skrivas, och datamappen. En mapp med `data/` i går lika bra som datamappen själv."""
    for option in (one for one in arguments if one.startswith("-") and one != DRY):
        raise SettingError(f"{option} finns inte.{suggestion(option, [DRY])} Skriv uppgradera [mapp] {DRY} för att bara se.")
    folders = [one for one in arguments if one != DRY]
    if len(folders) > 1:
        raise SettingError(f"Skriv en mapp, inte {len(folders)}: {' '.join(folders)}.")
    given = Path(folders[0]) if folders else data_folder()
    data = given / "data" if (given / "data").is_dir() else given
    if not (data / "forbund.yaml").is_file():
        raise SettingError(f"{given} har inga uppgifter: filen data/forbund.yaml finns inte. Skriv förbundets mapp.")
    return DRY in arguments, data


def report(work: Work, swap: program.Swap | None, dry: bool) -> None:
    if not work.changed and not swap:
        print("Mappen har redan den form som programmet läser. Inget är ändrat.")
        return
    print(f"{'Det här skulle göras' if dry else 'Det här görs'} i {work.root}:")
    for file in sorted(work.said):
        print(f"  {file}: {_sentence(work.said[file])}")
    if swap:
        print(f"  programmet: {swap.summary}")
    if dry:
        print("\nInget är ändrat. Kör utan --torr för att göra det.")


def _sentence(said: Iterable[str]) -> str:
    return "; ".join(text for text in said if text) or "skriven om"


def _checked(data: Path) -> int:
    examined = check.examine(data, today())
    print(f"\nKlart. Kontrollen säger: {summary(examined.findings)}")
    if has_errors(examined.findings):
        print(as_text([one for one in examined.findings if has_errors([one])]), end="")
        print("\nDet som står ovan behöver rättas för hand. Raderna är kvar som ni skrev dem.", file=sys.stderr)
    return 0 if examined.is_ok else 1
