"""Kommandot ratta: gör rättelserna som kontrollen har räknat ut, en och en eller alla på en gång."""

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from macros import check
from macros.check import Examined
from macros.findings import Finding, as_text, has_errors, summary, visible
from macros.settings import SettingError
from macros.write.mend import Mended, mend
from macros.write.plain import WriteRefused

MAX_ROUNDS = 20  # en rättelse kan visa nästa fel på samma ställe
ASK = "Rätta? Skriv j för ja, n för nej, alla för resten också eller avsluta: "
YES, NO, ALL, STOP = "j", "n", "alla", "avsluta"
ANSWERS = {"": NO, "j": YES, "ja": YES, "n": NO, "nej": NO, "alla": ALL, "avsluta": STOP}
USAGE = "Skriv ratta, ratta --alla eller ratta --torr, och efter det namn på tabeller om bara några ska rättas."

Answer = Callable[[str], str]
Examine = Callable[[], Examined]


def run(arguments: list[str], folder: Path, today: date) -> int:
    """Rättar datamappen. Returns: 0 när inga fel är kvar, annars 1. Raises: SettingError."""
    return converse(arguments, lambda: check.examine(folder, today))


def converse(arguments: list[str], examine: Examine, answer: Answer = input) -> int:
    """Som run, med kontrollen och den som svarar utifrån."""
    options = {argument for argument in arguments if argument.startswith("-")}
    if options - {"--alla", "--torr"} or len(options) > 1:
        raise SettingError(USAGE)
    tables = [argument.removesuffix(".yaml").rpartition("/")[2] for argument in arguments if argument not in options]
    session = Session(examine, tables, answer)
    if "--torr" in options:
        return session.show()
    return session.mend_all() if "--alla" in options else session.ask()


class Session:
    """Ett samtal om en datamapp. `declined` är fynden som någon har sagt nej till, eller som inte går att rätta."""

    def __init__(self, examine: Examine, tables: list[str], answer: Answer):
        self.examine, self.tables, self.answer = examine, tables, answer
        self.declined: set[str] = set()
        self.mended = 0

    def mendable(self, examined: Examined) -> list[Finding]:
        """Fynden som har en rättelse och som ingen har sagt nej till."""
        return [
            finding
            for finding in examined.findings
            if finding.remedy
            and identity(finding) not in self.declined
            and (not self.tables or Path(finding.mark.file).stem in self.tables)
        ]

    def show(self) -> int:
        """Visar varje rättelse, och skriver inget."""
        examined = self.examine()
        shown = [self.present(finding, examined) for finding in self.mendable(examined)]
        if shown:
            print(f"{len(shown)} fynd kan rättas. Inget är skrivet.")
        else:
            print("Inget kan rättas av sig självt.")
        return 1 if shown else 0

    def mend_all(self) -> int:
        """Gör alla rättelser, tills det inte finns fler."""
        for _ in range(MAX_ROUNDS):
            examined = self.examine()
            found = self.mendable(examined)
            if not found or not self.write(found, examined, is_shown=False):
                break
        return self.finish()

    def ask(self) -> int:
        """Visar en rättelse i taget och frågar. De som fick ja skrivs när alla i omgången är besvarade."""
        for _ in range(MAX_ROUNDS):
            examined = self.examine()
            found = self.mendable(examined)
            accepted, answer = self.accepted(found, examined)
            if not accepted or not self.write(accepted, examined, is_shown=answer != ALL) or answer == STOP:
                break
        return self.finish()

    def accepted(self, found: list[Finding], examined: Examined) -> tuple[list[Finding], str]:
        """Fynden som ska rättas, och det sista svaret."""
        accepted: list[Finding] = []
        for number, finding in enumerate(found):
            if not self.present(finding, examined):
                continue
            said = self.said()
            if said == ALL:
                return [*accepted, *found[number:]], ALL
            if said == STOP:
                return accepted, STOP
            if said == YES:
                accepted.append(finding)
            else:
                self.declined.add(identity(finding))
        return accepted, YES

    def said(self) -> str:
        """Svaret, när det är ett av dem som går att ge. Slutar det komma svar är det slut."""
        while True:
            try:
                said = ANSWERS.get(self.answer(ASK).strip().casefold().rstrip("."))
            except EOFError:
                print()
                return STOP
            if said:
                return said

    def present(self, finding: Finding, examined: Examined) -> bool:
        """Skriver ut fyndet och skillnaden. Går rättelsen inte att göra sägs det i stället. Returns: om den går att göra."""
        print(finding)
        mended = mend([finding], examined.data.dictionary)
        if mended.refused:
            self.decline(mended)
            return False
        print(visible(lines_of(mended.diff())))
        return True

    def write(self, found: list[Finding], examined: Examined, is_shown: bool) -> bool:
        """Skriver rättelserna, och visar först skillnaden om den inte redan är visad. Returns: om någon fil ändrades."""
        mended = mend(found, examined.data.dictionary)
        changed = mended.diff()
        if not is_shown:
            print(visible(changed), end="")
        try:
            mended.save()
        except WriteRefused as refused:
            print(refused)
            return False
        self.decline(mended)
        self.mended += len(mended.done)
        return bool(changed)

    def decline(self, mended: Mended) -> None:
        for finding, why in mended.refused:
            print(f"{finding.mark.file}:{finding.mark.line} kan inte rättas här. {why}")
            self.declined.add(identity(finding))

    def finish(self) -> int:
        """Säger vad som är rättat och vad som är kvar."""
        left = self.examine()
        print("Inget är rättat." if not self.mended else f"{self.mended} fynd rättade.")
        sys.stdout.write(as_text(left.findings))
        print(f"Kvar: {summary(left.findings)}" if left.findings else "Inget är kvar.")
        return 1 if has_errors(left.findings) else 0


def identity(finding: Finding) -> str:
    """Samma fynd efter att rader har flyttat sig."""
    return re.sub(r"\brad \d+", "rad", f"{finding.mark.file} {finding.rule} {finding.text}")


def lines_of(diff: str) -> str:
    """Raderna som försvinner och kommer, indragna, utan diffens rubriker och omgivning."""
    return "".join(
        f"    {line}\n" for line in diff.splitlines() if line[:1] in ("-", "+") and not line.startswith(("--- ", "+++ "))
    )
