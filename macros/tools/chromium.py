"""Hittar en Chromium eller Chrome för proven, eller installerar en så som systemet tillåter."""

import os
import shutil
import sys
from pathlib import Path

from macros.tools import apt

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# Utan de här försöker webbläsaren nå sin tillverkare vid varje start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def installed() -> str | None:
    """Webbläsarens sökväg, eller None."""
    given = os.environ.get("CHROMIUM")
    found = [given, *map(shutil.which, NAMES), *PLACES, *playwrights_own()]
    return next((path for path in found if path and Path(path).exists()), None)


def playwrights_own() -> list[str]:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    return [
        str(path)
        for pattern in ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-win*/chrome.exe")
        for path in sorted(folder.glob(pattern))
    ]


def install_attempts() -> list[list[str]]:
    """Kommandona att prova, i ordning. Playwrights drivrutin behöver libatomic1, som ett litet Debian saknar."""
    own = [sys.executable, "-m", "playwright", "install", "chromium"]
    return [*apt.commands("chromium", "fonts-liberation", "libatomic1"), own]


def find() -> str:
    """Webbläsarens sökväg. Raises: RuntimeError när ingen finns och ingen går att installera."""
    for command in install_attempts():
        if path := installed():
            return path
        apt.run(command)
    if path := installed():
        return path
    raise RuntimeError("Proven behöver Chromium eller Chrome. Installera en av dem, eller sätt CHROMIUM till dess sökväg.")
