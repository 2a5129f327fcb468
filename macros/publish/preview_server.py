"""Förhandsvisningens server: webbplatsen som den ligger på disk, och fynden i stället för sidorna när data är trasiga."""

import http.server
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from macros.publish.local_server import HOST, LocalServer, OnlyHere

__all__ = ["HOST", "Handler", "Server", "Shown"]
VERSION, SCRIPT = "/_visa", "/_visa.js"  # vilket bygge som visas, och skriptet som frågar efter det
RELOAD = """const shown = document.currentScript.src.split("?")[1];
const timer = setInterval(async () => {
  if (document.hidden) return;
  const now = await fetch("/_visa").then((answer) => answer.text()).catch(() => shown);
  if (now !== shown) { clearInterval(timer); location.reload(); }
}, 500);
"""
WAITING = "<!doctype html><head></head><p>Webbplatsen byggs. Den visas här om en liten stund.</p>"


@dataclass
class Shown:
    """Det som visas just nu. `findings` är sidan med fynden, tom när bygget gick bra."""

    site: Path
    version: str = ""
    findings: bytes = b""


class Handler(OnlyHere, http.server.SimpleHTTPRequestHandler):
    """Varje sida har ett litet skript som laddar om den när ett nytt bygge visas."""

    refusal = "Förhandsvisningen svarar bara på den egna datorn."

    def __init__(self, *arguments: Any, shown: Shown):
        self.shown = shown
        super().__init__(*arguments, directory=str(shown.site))

    def do_GET(self) -> None:
        address, version = urlsplit(self.path).path, self.shown.version  # före filen: hellre ladda om en gång för mycket
        if address == VERSION:
            self._answer(HTTPStatus.OK, version.encode(), "text/plain")
        elif address == SCRIPT:
            self._answer(HTTPStatus.OK, RELOAD.encode(), "text/javascript")
        else:
            self._show(address, version)

    def _show(self, address: str, version: str) -> None:
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if address.endswith("/") else path
        if self.shown.findings and page.suffix in (".html", ""):
            self._answer_page(HTTPStatus.SERVICE_UNAVAILABLE, self.shown.findings, version)
        elif page.suffix == ".html" and page.is_file():
            self._answer_page(HTTPStatus.OK, page.read_bytes(), version)
        elif page.exists():  # en annan fil, eller en mapp vars adress saknar snedstreck
            super().do_GET()
        else:
            missing = self.shown.site / "404.html"
            self._answer_page(HTTPStatus.NOT_FOUND, missing.read_bytes() if missing.is_file() else WAITING.encode(), version)

    def _answer_page(self, status: HTTPStatus, page: bytes, version: str) -> None:
        script = f'<script defer src="{SCRIPT}?{version}"></script>\n'.encode()
        self._answer(status, page.replace(b"</head>", script + b"</head>", 1), "text/html")


class Server(LocalServer):
    """Servern på den egna datorn."""

    def __init__(self, shown: Shown, port: int):
        self.shown = shown
        super().__init__(port)

    def finish_request(self, request: Any, client_address: Any) -> None:
        Handler(request, client_address, self, shown=self.shown)
