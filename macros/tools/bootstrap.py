"""Ser till att kommandona körs i projektets egen .venv med de låsta beroendena.

Bara standardbiblioteket: modulen körs innan något är installerat.
"""

import hashlib
import os
import signal
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installerat.txt"
# Provens lås innehåller allt som bygget behöver, så det räcker också för de andra kommandona.
LOCKS = {"bygge": ROOT / "requirements.lock", "prov": ROOT / "requirements-test.lock"}
NEEDS_TEST_LOCK = {"test", "granska", "bench", "format", "kod", "tackning", "properdocs"}  # kommandon, och en motor


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(lock: Path) -> str:
    """Låsfilens innehåll och Pythons version: ändras något av dem görs .venv om."""
    return f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {sys.version_info[0]}.{sys.version_info[1]}"


def is_installed(kind: str) -> bool:
    accepted = {fingerprint(LOCKS[kind]), fingerprint(LOCKS["prov"])}
    return STAMP.is_file() and STAMP.read_text("utf8").strip() in accepted and venv_python().exists()


def install(kind: str) -> None:
    """Gör .venv på nytt, tom först, med exakt de versioner och kontrollsummor som låset anger."""
    if VENV.is_symlink():
        sys.exit("Mappen .venv är en länk, och mappen som den leder till hade tömts. Ta bort länken och försök igen.")
    print("Installerar det som behövs i .venv (bara första gången) …", file=sys.stderr, flush=True)
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV.resolve())
    except subprocess.CalledProcessError:
        sys.exit("Python saknar modulen venv. I Debian och Ubuntu: installera paketet python3-venv och försök igen.")
    command: list[str | Path] = [
        venv_python(),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--require-hashes",
        "-r",
        LOCKS[kind],
    ]
    if subprocess.run(command, cwd=ROOT).returncode:
        sys.exit("Det gick inte att installera. Kontrollera nätverket och försök igen.")
    STAMP.write_text(fingerprint(LOCKS[kind]), "utf8")


def reexec_in_venv(arguments: list[str]) -> None:
    """Byter till .venv:s Python om vi inte redan kör i den."""
    kind = "prov" if NEEDS_TEST_LOCK & set(arguments[:1]) or os.environ.get("MOTOR", "").strip() in NEEDS_TEST_LOCK else "bygge"
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    if not is_installed(kind):
        if inside:
            sys.exit("Kör kommandot med datorns vanliga Python, inte med .venv, när .venv ska göras om.")
        install(kind)
    if not inside:
        _become([str(venv_python()), "-m", "macros", *arguments])


def _become(command: list[str]) -> None:
    """Blir det andra kommandot, så att den som avbryter det här avbryter det som gör jobbet.

    Windows har ingen sådan växling. Där väntar vi, och Ctrl+C når båda.
    """
    if os.name != "nt":
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        sys.exit(process.wait())
    finally:
        process.terminate()
