"""Kör reglerna, en efter en, och samlar deras fynd."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from macros.check.data import Data
from macros.findings import FEL, Finding, has_errors

Rule = Callable[[Data], Iterator[Finding]]
MAX_FINDINGS = 200  # av samma regel


def run_all(rules: Iterable[Rule], data: Data, read: Iterable[Finding] = ()) -> list[Finding]:
    """Alla fynd, med läsarens först. Ett ställe som har ett fel får inte dessutom en varning eller ett råd: rätta felet först."""
    findings = list(read)
    data.note(findings)
    for rule in rules:
        found = run(rule, data)
        data.note(found)
        findings += found
        if len(found) > MAX_FINDINGS and has_errors(found):  # resten har inte prövats, så senare regler kan inte lita på den
            break
    return [finding for finding in set(findings) if finding.level == FEL or finding.mark not in data.bad]


def run(rule: Rule, data: Data) -> list[Finding]:
    """Regelns fynd, med regelns namn på. Fler än MAX_FINDINGS har en gemensam orsak, och listan slutar där."""
    name = getattr(rule, "__name__", "").replace("_", "-")
    found = [replace(finding, rule=name) for finding in islice(rule(data), MAX_FINDINGS + 1)]
    if len(found) > MAX_FINDINGS:
        found[-1] = replace(
            found[-1], text=f"Här och längre fram finns fler fynd av samma slag. Rätta de {MAX_FINDINGS} första."
        )
    return found
