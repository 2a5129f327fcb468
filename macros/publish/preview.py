"""`make visa`: webbplatsen på den egna datorn. Den laddas om när något ändras och visar fynden när data är trasiga."""

import logging
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from macros import settings
from macros.settings import ROOT, SettingError
from macros.views.html import render

HOST = "127.0.0.1"
WATCHED = ("docs", "macros", "overrides", "mkdocs.yml")


class Preview:
    """Bygger i en egen process, så att också ändringar i macros/ kommer med och ett fel aldrig stoppar servern."""

    def __init__(self, data: Path, folder: Path, port: int):
        self.data, self.site, self.failed = data, folder / "site", folder / "fynd"
        self.failed.mkdir()
        self.findings = b""
        self.server = LiveReloadServer(self.build, HOST, port, root=str(self.site))
        self.server.error_handler = lambda _: self.findings or self._not_found()

    def build(self) -> None:
        """Bygger. Går det inte visas fynden på alla adresser tills felet är rättat."""
        result = subprocess.run(
            [sys.executable, "-m", "macros", "bygg"],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            env=os.environ
            | {
                "DATA": str(self.data),
                "UT": str(self.site),
                "FORHANDSVISNING": "1",
                "PYTHONUTF8": "1",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
        )
        sys.stderr.write(result.stderr)
        if result.returncode:
            lines = [line for line in result.stderr.splitlines() if line.strip()]
            self.findings = str(render("fynd.html", rader=lines)).encode()
            (self.failed / "index.html").write_bytes(self.findings)
            self.server.root = str(self.failed)
        else:
            self.findings = b""
            self.server.root = str(self.site)

    def _not_found(self) -> bytes | None:
        page = self.site / "404.html"
        return page.read_bytes() if page.is_file() else None

    def serve(self) -> None:
        for name in WATCHED:
            self.server.watch(str(ROOT / name))
        self.server.watch(str(self.data))
        print(f"Webbplatsen visas på {self.server.url} och laddas om när du sparar. Avsluta med Ctrl+C.", file=sys.stderr)
        try:
            self.server.serve()
        except KeyboardInterrupt:
            self.server.shutdown()


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
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    port = settings.port()
    refuse_taken(port)
    if not data.is_dir():
        raise SettingError(f"Datamappen {data} finns inte. Kontrollera namnet i inställningen DATA.")
    with tempfile.TemporaryDirectory(prefix="visa-") as folder:
        preview = Preview(data.resolve(), Path(folder), port)
        preview.build()
        preview.serve()
    return 0
