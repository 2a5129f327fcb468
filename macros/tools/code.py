"""Koden hålls i form: `make format`, `make kod`, `make js` och `make tackning`."""

import shutil
import subprocess
import sys

from macros.settings import ROOT

RUFF = [sys.executable, "-m", "ruff"]
FORMAT = ([*RUFF, "format", "."], [*RUFF, "check", "--fix", "."])
CHECK = ([*RUFF, "format", "--check", "."], [*RUFF, "check", "."], [sys.executable, "-m", "mypy"])
NPM = (["ci", "--no-audit", "--no-fund"], ["run", "--silent", "js"])  # versionerna i package-lock.json, och sedan proven
COVERAGE = ["--cov", "--cov-report=term"]  # resten står i pyproject.toml


def run(commands: tuple[list[str], ...]) -> int:
    """Kör alla, också när en säger ifrån, så att allt syns på en gång. Returns: den högsta felkoden."""
    return max(subprocess.run(command, cwd=ROOT).returncode for command in commands)


def check_javascript() -> int:
    """eslint och TypeScript på skripten för webbläsaren. Det enda kommandot som behöver Node. Returns: 0 när inget är fel."""
    npm = shutil.which("npm")
    if not npm:
        print("make js behöver Node 20 eller nyare med npm. Bygget och proven gör det inte.", file=sys.stderr)
        return 2
    return run(tuple([npm, *arguments] for arguments in NPM))
