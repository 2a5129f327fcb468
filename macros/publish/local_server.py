"""Det som varje server på den egna datorn har gemensamt: den svarar bara datorn själv."""

import http.server
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

HOST = "127.0.0.1"


class OnlyHere(http.server.BaseHTTPRequestHandler):
    """Bara den egna datorns namn får svar. En främmande webbplats kan peka sitt namn hit (DNS rebinding)."""

    refusal = "Servern svarar bara på den egna datorn."

    def log_message(self, *_: object) -> None:
        pass

    def own_names(self) -> tuple[str, str]:
        """De två sätten att skriva serverns namn och port i en webbläsare."""
        port = self.connection.getsockname()[1]
        return f"{HOST}:{port}", f"localhost:{port}"

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        asked_for_here = self.headers.get("Host", "") in self.own_names()
        if not asked_for_here:
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, self.refusal.encode(), "text/plain")
        return asked_for_here

    def _answer(self, status: HTTPStatus, body: bytes, kind: str, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class LocalServer(http.server.ThreadingHTTPServer):
    """Servern på den egna datorn. Port 0 betyder en ledig port."""

    daemon_threads = True

    def __init__(self, port: int):
        super().__init__((HOST, port), http.server.BaseHTTPRequestHandler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """En webbläsare som går vidare innan svaret är framme är inget fel."""
