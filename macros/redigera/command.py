"""Kommandot redigera: formulären på den egna datorn tills någon avbryter."""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from macros import settings
from macros.publish.local_server import HOST
from macros.publish.preview import refuse_taken
from macros.redigera.app import App
from macros.redigera.server import Server
from macros.settings import SettingError

USAGE = "Skriv bara redigera. En annan mapp anges med DATA=mapp, och en annan port med PORT=tal."


def run(arguments: list[str], data: Path, today: Callable[[], date]) -> int:
    """Visar formulären. Returns: 0. Raises: SettingError när mappen eller porten inte går att använda."""
    if arguments:
        raise SettingError(USAGE)
    if not data.is_dir():
        raise SettingError(f"Datamappen {data} finns inte. Kontrollera namnet i inställningen DATA.")
    port = settings.port() if os.environ.get("PORT") else 0
    if port:
        refuse_taken(port)
    app = App(data, today)
    with Server(app, port) as server:
        address = f"http://{HOST}:{server.server_address[1]}/"
        print(f"Öppna {address} i en webbläsare. Avsluta med Ctrl+C.", file=sys.stderr, flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            app.close()
    return 0
