"""`make visa`: webbplatsen på den egna datorn. Den laddas om när något ändras och visar fynden när data är trasiga."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from macros import settings
from macros.publish.preview_server import HOST, Server, Shown
from macros.settings import ROOT, SettingError
from macros.views.html import render

WATCHED = ("macros", "overrides", "mkdocs.yml")
PAUSE = 0.3  # sekunder mellan gångerna som filerna ses över
FINDING = re.compile(r".+:\d+:\d+ (fel|varning|råd): ")


class Preview:
    """Bygger i en egen process, så att också ändringar i macros/ kommer med och ett fel aldrig stoppar servern."""

    def __init__(self, data: Path, folder: Path):
        self.data, self.builds = data, 0
        self.shown = Shown(folder / "site")

    def build(self) -> None:
        """Bygger. Går det inte visas fynden på alla adresser tills felet är rättat."""
        result = subprocess.run(
            [sys.executable, "-m", "macros", "bygg"],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            env=os.environ
            | {"DATA": str(self.data), "UT": str(self.shown.site), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        )
        sys.stderr.write(result.stderr)
        self.shown.findings = findings_page(result.stderr) if result.returncode else b""
        self.builds += 1
        self.shown.version = f"{os.getpid()}-{self.builds}"  # nytt också när servern har startats om

    def files(self) -> dict[str, tuple[int, int]]:
        """Filerna som webbplatsen görs av, med storlek och när de ändrades."""
        found = {}
        for top in (*settings.folders(self.data), *(ROOT / name for name in WATCHED)):
            for path in (top, *top.rglob("*")):
                try:
                    status = path.stat()
                except OSError:  # borttagen under tiden, eller en länk utan mål
                    continue
                if path.is_file() and path.suffix != ".pyc":
                    found[str(path)] = (status.st_mtime_ns, status.st_size)
        return found

    def follow(self) -> None:
        """Bygger varje gång något har sparats, tills någon avbryter."""
        built = self.files()
        self.build()
        while True:
            time.sleep(PAUSE)
            now = self.files()
            if now != built:
                time.sleep(PAUSE)  # den som sparar flera filer hinner färdigt
                built = self.files()
                self.build()


def findings_page(printed: str) -> bytes:
    """Sidan med det som bygget skrev: felen först, sedan annat som det sa, och varningar och råd att fälla ut."""
    lines = [line for line in printed.splitlines() if line.strip()]
    levels = [(match[1] if (match := FINDING.match(line)) else "", line) for line in lines]
    return str(
        render(
            "fynd.html",
            fel=[line for level, line in levels if level == "fel"],
            annat=[line for level, line in levels if not level],
            råd=[line for level, line in levels if level in ("varning", "råd")],
        )
    ).encode()


def refuse_taken(port: int) -> None:
    """Raises: SettingError när något annat redan använder porten."""
    with socket.socket() as probe:
        if os.name != "nt":  # som servern själv: en nyss stängd port är ledig
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise SettingError(
                f"Port {port} går inte att använda ({error.strerror}). Välj en annan, som PORT={port + 1}."
            ) from error


def run(data: Path) -> int:
    """Visar webbplatsen tills någon avbryter. Returns: 0. Raises: SettingError när datamappen eller porten inte går att använda."""
    port = settings.port()
    refuse_taken(port)
    if not data.is_dir():
        raise SettingError(f"Datamappen {data} finns inte. Kontrollera namnet i inställningen DATA.")
    with tempfile.TemporaryDirectory(prefix="visa-") as folder:
        preview = Preview(data.resolve(), Path(folder))
        with Server(preview.shown, port) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(
                f"Webbplatsen visas på http://{HOST}:{port}/ och laddas om när du sparar. Avsluta med Ctrl+C.", file=sys.stderr
            )
            try:
                preview.follow()
            except KeyboardInterrupt:
                server.shutdown()
    return 0
