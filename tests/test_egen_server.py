"""En egen server: det som README säger om nginx gäller i en riktig nginx, med packade filer, rubriker och 404-sidan."""

import gzip
import os
import re
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path

import pytest

from macros.settings import ROOT
from macros.tools import apt
from tests.conftest import Site
from tests.test_preview import wait_until

README = (ROOT / "README.md").read_text("utf8")
PLACES = "/usr/sbin/nginx", "/usr/local/sbin/nginx"
MIME_TYPES = Path("/etc/nginx/mime.types")


def nginx() -> str:
    """Programmet. Utan det hoppas proven över, men aldrig i en kontroll av en ändring."""
    for command in [*apt.commands("nginx-light"), []]:
        if found := shutil.which("nginx") or next((place for place in PLACES if Path(place).exists()), None):
            return found
        if command:
            apt.run(command)
    assert not os.environ.get("CI"), "Proven behöver nginx."
    pytest.skip("nginx finns inte och går inte att installera här")


def block(language: str) -> str:
    [found] = re.findall(rf"```{language}\n(find [^`]+|root [^`]+)```", README)
    return found


class Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def get(url: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    opener = urllib.request.build_opener(Stays)
    try:
        with opener.open(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def answers(port: int) -> bool:
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def server(example_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Adressen till webbplatsen i nginx, inställd som README säger."""
    program, folder = nginx(), tmp_path_factory.mktemp("server")
    shutil.copytree(example_site.folder, folder / "site")
    subprocess.run(block("sh"), shell=True, cwd=folder, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    settings = block("nginx").replace("/var/www/site", str(folder / "site")).replace("mime.types", str(MIME_TYPES))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/fel; {user} events {{}}\n"
        f"http {{ access_log off; {temporary} server {{ listen 127.0.0.1:{port}; {settings} }} }}",
        "utf8",
    )
    process = subprocess.Popen([program, "-e", str(folder / "fel"), "-c", str(folder / "nginx.conf")])
    try:
        wait_until(lambda: answers(port), process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_a_page_comes_with_the_headers_that_the_site_asks_for(server: str, example_site: Site) -> None:
    status, headers, body = get(server)
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert body == (example_site.folder / "index.html").read_bytes()
    wanted = (example_site.folder / "_headers").read_text("utf8")
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'" and "frame-ancestors 'none'" in wanted
    for name in ("X-Content-Type-Options", "Referrer-Policy"):
        assert f"{name}: {headers[name]}" in wanted


def test_the_packed_file_is_sent_to_those_who_can_unpack_it(server: str, example_site: Site) -> None:
    status, headers, body = get(f"{server}insatser/", **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == (example_site.folder / "insatser/index.html").read_bytes()


def test_an_address_that_is_not_there_gets_the_page_that_helps(server: str, example_site: Site) -> None:
    for address in ("finns-inte/", "finns/inte/alls"):
        status, headers, body = get(f"{server}{address}")
        assert (status, body) == (404, (example_site.folder / "404.html").read_bytes())
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_an_address_without_its_slash_leads_to_the_page(server: str) -> None:
    status, headers, _ = get(f"{server}insatser")
    assert (status, headers["Location"]) == (301, "/insatser/")


@pytest.mark.parametrize("kind, said", [("csv", "text/csv"), ("json", "application/json"), ("ics", "text/calendar")])
def test_every_download_says_what_it_is(server: str, example_site: Site, kind: str, said: str) -> None:
    first = next(path for path in sorted(example_site.folder.rglob(f"*.{kind}")))
    status, headers, _ = get(server + first.relative_to(example_site.folder).as_posix())
    assert status == 200 and headers["Content-Type"].startswith(said)


def test_apache_gets_the_same_headers() -> None:
    [apache] = re.findall(r"```apache\n([^`]+)```", README)
    set_by_nginx = dict(re.findall(r"add_header (\S+) (.+) always;", block("nginx")))
    assert dict(re.findall(r"Header always set (\S+) (.+)", apache)) == set_by_nginx
