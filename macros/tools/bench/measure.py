"""Mäter en process: processortid och minne."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from typing import NamedTuple

from macros.settings import ROOT


class Run(NamedTuple):
    """En process och alla som den startade: processortid i sekunder och största minne i MB."""

    seconds: float
    megabytes: float


def run_process(command: Sequence[str], **env: str) -> Run:
    """Kör och mäter. Processortiden säger mer än klockan: den är nästan densamma hur upptagen datorn än är.

    Raises: SystemExit med utskriften när processen misslyckas.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | env, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            output.seek(0)
            sys.exit(output.read())
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024  # macOS räknar i byte, Linux i kB
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


Runs = dict[str, list[Run]]


def in_turn(builds: dict[str, Callable[[], Run]], rounds: int) -> Runs:
    """Kör alla i tur och ordning, varv efter varv: datorns fart kan ändras mer än det som jämförs."""
    runs: Runs = {name: [] for name in builds}
    for _ in range(rounds):
        for name, build in builds.items():
            runs[name].append(build())
    return runs


def ratio(runs: Runs, ours: str, theirs: str) -> float:
    """Medianen av förhållandena i processortid, varv för varv."""
    return statistics.median(mine.seconds / other.seconds for mine, other in zip(runs[ours], runs[theirs], strict=True))


def memory_ratio(runs: Runs, ours: str, theirs: str) -> float:
    return statistics.median(mine.megabytes / other.megabytes for mine, other in zip(runs[ours], runs[theirs], strict=True))


def seconds(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def megabytes(runs: list[Run]) -> float:
    return statistics.median(run.megabytes for run in runs)
