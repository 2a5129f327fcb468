"""En webbläsare utan fönster åt proven av redigera: hämtar sidor, fyller i formulär och trycker på knappar."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import SequenceMatcher
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urljoin

import lxml.html

from macros.publish.local_server import HOST
from macros.redigera.app import App
from macros.redigera.server import Server
from tests.minimal import INS, TODAY, Folder

PATIENCE = 60  # sekunder
FORM = "application/x-www-form-urlencoded"


class Shown(NamedTuple):
    """En sida som den visades. `url` är adressen efter att webbläsaren har gått vidare."""

    status: int
    url: str
    text: str
    headers: Mapping[str, str]

    @property
    def html(self) -> lxml.html.HtmlElement:
        return lxml.html.document_fromstring(self.text, base_url=self.url)

    @property
    def said(self) -> str:
        """Det som står på sidan, utan märkning."""
        return " ".join(self.html.text_content().split())

    def found(self) -> list[str]:
        """Fynden i sammanfattningen."""
        return [" ".join(item.text_content().split()) for item in self.html.xpath("//div[contains(@class, 'summary')]//li")]

    def at_field(self, name: str) -> str:
        """Det som är sagt vid ett fält."""
        field = self.html.get_element_by_id(name)
        described = [self.html.get_element_by_id(one) for one in (field.get("aria-describedby") or "").split()]
        return " ".join(" ".join(one.text_content().split()) for one in described)

    def fields(self) -> dict[str, str]:
        """Det som formuläret skulle skicka, utan någon knapp."""
        form = next(one for one in self.html.forms if one.get("method") == "post" and "row-form" in (one.get("class") or ""))
        areas = {area.get("name") for area in form.xpath(".//textarea")}
        # Webbläsaren tar bort det första radbytet i en textruta, det som mallen lägger till. lxml gör det inte.
        return {name: value.removeprefix("\n") if name in areas else value for name, value in form.form_values()}


class Client:
    """Skickar det som en webbläsare skulle skicka."""

    def __init__(self, url: str, app: App):
        self.url, self.app = url, app

    def get(self, path: str) -> Shown:
        return self._ask(urllib.request.Request(urljoin(self.url, path)))

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Shown:
        body = urlencode(fields).encode()
        return self._ask(urllib.request.Request(urljoin(self.url, path), body, {"Content-Type": FORM} | headers))

    def push(self, path: str, button: str = "", **fields: str) -> Shown:
        """Trycker på en knapp som är ett eget formulär."""
        return self.post(path, {"token": self.app.token, "gor": button} | fields)

    def send(self, shown: Shown, button: str = "spara", **fields: str) -> Shown:
        """Fyller i fälten i formuläret på sidan och trycker på knappen. `__` i ett fälts namn är en punkt."""
        given = {f"f.{name.replace('__', '.')}": value for name, value in fields.items()}
        unknown = given.keys() - shown.fields().keys()
        assert not unknown, f"formuläret har inte fälten {unknown}"
        return self.post(shown.url, shown.fields() | given | {"gor": button})

    def _ask(self, request: urllib.request.Request) -> Shown:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return Shown(answer.status, answer.url, answer.read().decode(), dict(answer.headers))
        except urllib.error.HTTPError as error:
            return Shown(error.code, error.url or "", error.read().decode(), dict(error.headers))

    def raw(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> tuple[int, str]:
        """En begäran som ingen webbläsare skickar."""
        connection = HTTPConnection(self.url.removeprefix("http://").rstrip("/"), timeout=PATIENCE)
        connection.request(method, path, body or None, dict(headers))
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text


@contextmanager
def editing(data: Path) -> Iterator[Client]:
    """Formulären för en datamapp."""
    app = App(data, lambda: TODAY)
    with Server(app, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield Client(f"http://{HOST}:{server.server_address[1]}/", app)
        finally:
            server.shutdown()
            thread.join()
            app.close()


def outside(old: bytes, new: bytes) -> tuple[str, str]:
    """Raderna som är borttagna och de som är tillagda. Alla andra är lika byte för byte, och i samma ordning."""
    before, after = (data.decode().splitlines(keepends=True) for data in (old, new))
    steps = [one for one in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if one[0] != "equal"]
    gone = "".join(line for _, start, end, _, _ in steps for line in before[start:end])
    return gone, "".join(line for _, _, _, start, end in steps for line in after[start:end])


def changed(folder: Folder, before: dict[str, bytes]) -> dict[str, tuple[str, str]]:
    """Filerna som är annorlunda, och vad som är borttaget och tillagt i dem."""
    after = contents(folder)
    names = before.keys() | after.keys()
    return {name: outside(before.get(name, b""), after.get(name, b"")) for name in names if before.get(name) != after.get(name)}


def contents(folder: Folder) -> dict[str, bytes]:
    root = folder.path.parent
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


COMMENTED = "# Överst: rör inte den här.\n"


@contextmanager
def editing_commented(folder: Folder) -> Iterator[Client]:
    """Formulären för den lilla mappen. Varje fil börjar med en kommentar, och en rad har en egen."""
    folder.with_own_pages()
    for path in folder.path.glob("*.yaml"):
        path.write_text(COMMENTED + path.read_text("utf8"), "utf8")
    folder.edit(INS, "    start: 2017-05-02\n", "    start: 2017-05-02  # enligt beslutet\n")
    with editing(folder.path) as client:
        yield client
