"""`make las`: gör om låsfilerna, med kontrollsummor, för Python 3.11–3.13 och utan att nämna varifrån paketen kommer."""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from macros.settings import ROOT

OPTIONS = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--quiet",
]
UV = "uv==0.13.9"
LOCKS: dict[str, list[str]] = {"requirements.lock": [], "requirements-test.lock": ["--group", "test"]}


def run() -> int:
    """Returns: 0 när båda låsfilerna är skrivna, annars 1."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        tools = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        if subprocess.run([tools / "python", "-m", "pip", "install", "--quiet", UV]).returncode:
            return 1
        for name, extra in LOCKS.items():
            command = [str(tools / "uv"), "pip", "compile", "pyproject.toml", *extra, *OPTIONS, "--output-file", name]
            if subprocess.run(command, cwd=ROOT).returncode:
                return 1
    return 0
