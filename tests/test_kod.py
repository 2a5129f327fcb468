"""Koden är i form och har rätt typer: samma kommandon som `make kod`."""

import subprocess

import pytest

from macros.settings import ROOT
from macros.tools.code import CHECK


@pytest.mark.parametrize("command", CHECK, ids=lambda command: " ".join(command[2:4]))
def test_the_code_is_clean(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
