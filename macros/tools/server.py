"""Visar en byggd webbplats på den egna datorn, som en vanlig webbserver: för mätningen och för proven."""

import contextlib
import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKED = (".html", ".css", ".js", ".json", ".svg")


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Som en vanlig webbserver: okänd adress ger webbplatsens egen 404-sida."""

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None


class _Packing(_Handler):
    """Packar text, som en riktig webbserver."""

    def do_GET(self) -> None:
        asked = Path(self.translate_path(self.path))
        file = asked / "index.html" if asked.is_dir() else asked
        if file.suffix not in PACKED or not file.is_file():
            return super().do_GET()
        body = _packed(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # fliken kan vara stängd
            self.wfile.write(body)
        return None


@functools.cache
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6, mtime=0)


@contextmanager
def served(folder: Path, packed: bool = False) -> Iterator[str]:
    """Visar en mapp på den egna datorn och ger adressen. `packed` packar texten, som när farten mäts."""
    handler = functools.partial(_Packing if packed else _Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
