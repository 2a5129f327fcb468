"""Webbplatsen bredvid: startas första gången någon vill se den, och byggs om varje gång något sparas."""

import tempfile
import threading
from pathlib import Path

from macros.publish.preview import Preview
from macros.publish.preview_server import HOST, Server


class Beside:
    """Förhandsvisningen på en egen, ledig port."""

    def __init__(self, data: Path):
        self.data = data
        self._server: Server | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()

    def url(self) -> str:
        """Adressen där webbplatsen visas. Första gången startas den."""
        with self._lock:
            if self._server is None:
                self._folder = tempfile.TemporaryDirectory(prefix="visa-")
                preview = Preview(self.data.resolve(), Path(self._folder.name))
                self._server = Server(preview.shown, 0)
                threading.Thread(target=self._server.serve_forever, daemon=True).start()
                threading.Thread(target=preview.follow, daemon=True).start()
            return f"http://{HOST}:{self._server.server_address[1]}/"

    def close(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        if self._folder is not None:
            self._folder.cleanup()
