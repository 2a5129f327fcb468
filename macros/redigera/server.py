"""Servern: bara den egna datorn, bara egna formulär, och inget i svaren som kan köras."""

import re
import sys
import traceback
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from macros.publish.local_server import LocalServer, OnlyHere

if TYPE_CHECKING:
    from macros.redigera.app import App

MAX_BODY = 2_000_000  # byte; den längsta raden är några tiotusen
MAX_FIELDS = 5_000
HEADERS = {
    # form-action gäller också det som ett formulär leder vidare till: webbplatsen bredvid har en egen port.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self' http://127.0.0.1:*; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Asked(NamedTuple):
    """En begäran: sökvägen utan fråga, frågan, och det som är ifyllt (None när inget är skickat)."""

    path: str
    query: dict[str, str]
    posted: list[tuple[str, str]] | None = None

    def given(self, name: str) -> str:
        return next((value for key, value in self.posted or () if key == name), "")


class Answer(NamedTuple):
    """Ett svar. `to` är adressen som webbläsaren ska gå vidare till."""

    body: bytes = b""
    status: HTTPStatus = HTTPStatus.OK
    kind: str = "text/html"
    to: str = ""


class Handler(OnlyHere):
    """Släpper bara in det som kommer från formulären själva."""

    refusal = "Formulären svarar bara på den egna datorn."
    timeout = 60  # sekunder att vänta på resten av en begäran

    def __init__(self, *arguments: Any, app: "App"):
        self.app = app
        super().__init__(*arguments)

    def version_string(self) -> str:
        return "redigera"

    def do_GET(self) -> None:
        self._send(self._asked(None))

    def do_POST(self) -> None:
        body, refused = self._body()
        if refused:
            self.close_connection = True
            self._give(Answer(refused[1].encode(), refused[0], "text/plain"))
            return
        posted = parse_qsl(body, keep_blank_values=True, max_num_fields=MAX_FIELDS)
        asked = self._asked(posted)
        if not self.app.is_own_form(asked.given("token")):
            said = "Formuläret är inte från den här gången. Ladda om sidan och fyll i igen."
            self._give(Answer(said.encode(), HTTPStatus.FORBIDDEN, "text/plain"))
            return
        self._send(asked)

    def _body(self) -> tuple[str, tuple[HTTPStatus, str] | None]:
        """Det skickade, eller varför det inte tas emot."""
        own = {f"http://{name}" for name in self.own_names()}
        length = self.headers.get("Content-Length", "")
        if (
            self.headers.get("Origin", next(iter(own))) not in own
            or self.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"
        ):
            return "", (HTTPStatus.FORBIDDEN, "Formuläret kommer från en annan webbplats.")
        if self.headers.get_content_type() != "application/x-www-form-urlencoded":
            return "", (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Bara formulär tas emot.")
        if not re.fullmatch("[0-9]{1,9}", length):
            return "", (HTTPStatus.LENGTH_REQUIRED, "Längden saknas.")
        if int(length) > MAX_BODY:
            return "", (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Det ifyllda är för stort. Dela upp det.")
        try:
            body = self.rfile.read(int(length)).decode("ascii")
            if body.count("&") >= MAX_FIELDS:
                return "", (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Formuläret har för många fält.")
        except UnicodeDecodeError:
            return "", (HTTPStatus.BAD_REQUEST, "Det ifyllda går inte att läsa.")
        return body, None

    def _asked(self, posted: list[tuple[str, str]] | None) -> Asked:
        address = urlsplit(self.path)
        query = dict(parse_qsl(address.query, max_num_fields=20)) if address.query.count("&") < 20 else {}
        return Asked(address.path, query, posted)

    def _send(self, asked: Asked) -> None:
        try:
            answer = self.app.answer(asked)
        except Exception:  # ett fel i en sida ska synas för den som sköter programmet, och inte stoppa servern
            traceback.print_exc(file=sys.stderr)
            said = "Något gick fel i programmet. Inget är sparat. Felet står i terminalen där redigera startades."
            answer = Answer(said.encode(), HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain")
        self._give(answer)

    def _give(self, answer: Answer) -> None:
        headers: Mapping[str, str] = HEADERS | ({"Location": answer.to} if answer.to else {})
        self._answer(HTTPStatus.SEE_OTHER if answer.to else answer.status, answer.body, answer.kind, headers)


class Server(LocalServer):
    """Formulärens server."""

    def __init__(self, app: "App", port: int):
        self.app = app
        super().__init__(port)

    def finish_request(self, request: Any, client_address: Any) -> None:
        Handler(request, client_address, self, app=self.app)
