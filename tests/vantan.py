"""Att vänta på det som sidan ska visa. Efter en handling läser proven aldrig på en gång: skripten kan behöva en stund."""

import json
from contextlib import suppress
from typing import Any

from playwright.sync_api import Page, TimeoutError


def wait_until(page: Page, read: str, expected: Any, argument: Any = None) -> None:
    """Väntar tills JavaScript-funktionen `read` ger `expected`. Blir det aldrig så visar provet vad den gav.

    Args:
        expected: det som JSON kan skriva. En lista eller tupel är en lista.
        argument: ges till `read`.
    """
    wanted = json.loads(json.dumps(expected))
    text = json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))
    with suppress(TimeoutError):
        page.wait_for_function(f"([argument, wanted]) => JSON.stringify(({read})(argument)) === wanted", arg=[argument, text])
    assert page.evaluate(read, argument) == wanted
