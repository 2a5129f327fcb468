"""Läser filerna i ett datapaket, från en adress eller ur en mapp på den egna datorn, med gränser för storlek, tid och väg.

En adress är https. Den leder aldrig vidare till en annan dator, och aldrig till en dator på det egna nätet: ett paket ska inte
kunna få kansliets dator att hämta något annat än paketet.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

PACKAGE = "datapackage.json"
MAX_FILE, MAX_ALL = 8_000_000, 30_000_000  # byte
PATIENCE, DEADLINE = 15, 60  # sekunder för ett svar på nätet, och för en hel fil
MAX_REDIRECTS = 3
MOVED = (301, 302, 303, 307, 308)
Connect = Callable[[str, int], http.client.HTTPConnection]


class FetchRefused(Exception):
    """Paketet går inte att hämta. Texten säger varför, som början av en mening utan punkt."""


class Address(NamedTuple):
    """Var en fil finns på nätet."""

    host: str
    port: int
    path: str


def address_of(url: str) -> Address:
    """Raises: FetchRefused när adressen inte är https, eller har något som inte hör hemma i den."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port or 443
    except ValueError as error:  # UnicodeError är ett ValueError
        raise FetchRefused("adressen går inte att läsa") from error
    if parts.scheme != "https" or not host or parts.username or not url.isprintable() or " " in url:
        raise FetchRefused("adressen ska börja med https:// och webbplatsens namn")
    return Address(host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def is_public(ip: str) -> bool:
    """Om numret är en dator på internet, och inte den egna datorn eller någon på det egna nätet."""
    found = ip_address(ip.partition("%")[0])
    return found.is_global and not found.is_multicast


def public_addresses(host: str, port: int) -> list[tuple[str, int]]:
    """Datorerna som namnet leder till. Raises: FetchRefused när någon av dem inte är en dator på internet."""
    try:
        found = [(str(one[4][0]), int(one[4][1])) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise FetchRefused(f"{host} finns inte, eller så saknas nät") from error
    if not all(is_public(ip) for ip, _ in found):
        raise FetchRefused(f"{host} är en dator på det egna nätet, och därifrån hämtas inget")
    return found


class CheckedConnection(http.client.HTTPSConnection):
    """En förbindelse till just den dator som prövades: ett namn som byter dator under tiden får inget svar."""

    def connect(self) -> None:
        (ip, port), *_ = public_addresses(self.host, self.port)
        plain = socket.create_connection((ip, port), PATIENCE)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def checked(host: str, port: int) -> http.client.HTTPConnection:
    return CheckedConnection(host, port, timeout=PATIENCE)


class Web:
    """Filerna bredvid paketets beskrivning på nätet."""

    def __init__(self, url: str, connect: Connect = checked):
        self.url, self.connect, self.left = url, connect, MAX_ALL
        address_of(url)

    @property
    def site(self) -> str:
        """Webbplatsens rot, för länkar inom den: paketet ligger i dess mapp data."""
        return urljoin(self.url, "../")

    def read(self, name: str) -> bytes:
        """Raises: FetchRefused."""
        url, first = urljoin(self.url, name), address_of(self.url)
        for _ in range(MAX_REDIRECTS + 1):
            address = address_of(url)
            if address[:2] != first[:2]:
                raise FetchRefused(f"adressen leder vidare till en annan dator, {address.host}")
            onward, content = self._get(address, name)
            if not onward:
                return content
            url = urljoin(url, onward)
        raise FetchRefused("adressen leder runt i en cirkel")

    def _get(self, address: Address, name: str) -> tuple[str, bytes]:
        """Adressen som svaret leder vidare till, eller filen. Raises: FetchRefused."""
        connection = self.connect(address.host, address.port)
        end = time.monotonic() + DEADLINE
        guard = threading.Timer(DEADLINE, lambda: shut(connection))  # också den som svarar ett tecken i taget blir avbruten
        guard.start()
        try:
            connection.request("GET", address.path, headers={"Accept": "application/json", "Accept-Encoding": "identity"})
            answer = connection.getresponse()
            if answer.status in MOVED:
                return answer.getheader("Location") or "", b""
            if answer.status != 200:
                raise FetchRefused(f"servern svarar {answer.status} för {name}")
            content = self._body(answer, name)
            if time.monotonic() >= end:  # den avbrutna förbindelsen ser ut som ett slut
                raise TimeoutError
            return "", content
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:  # förbindelsen kan ha stängts mitt i
            slow = isinstance(error, TimeoutError) or time.monotonic() >= end
            raise FetchRefused(f"{address.host} svarar {'för långsamt' if slow else 'inte som den ska'} för {name}") from error
        finally:
            guard.cancel()
            connection.close()

    def _body(self, answer: http.client.HTTPResponse, name: str) -> bytes:
        declared, parts, size = answer.length, [], 0
        limit = min(MAX_FILE, self.left)
        while (declared or 0) <= limit >= size and (part := answer.read1(65536)):
            parts.append(part)
            size += len(part)
        if (declared or 0) > limit or size > limit:
            raise FetchRefused(f"{name} är för stor, mer än {limit // 1_000_000} MB")
        if declared is not None and size != declared:
            raise FetchRefused(f"{name} kom inte fram hel")
        self.left -= size
        return b"".join(parts)


def shut(connection: http.client.HTTPConnection) -> None:
    """Avbryter en förbindelse som dröjer."""
    if sock := connection.sock:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            sock.close()


class Files:
    """Filerna bredvid paketets beskrivning i en mapp på den egna datorn."""

    site = ""  # ingen vet var webbplatsen finns

    def __init__(self, path: Path):
        self.folder, self.left = path.parent, MAX_ALL

    def read(self, name: str) -> bytes:
        """Raises: FetchRefused."""
        path = self.folder / name
        try:
            if path.resolve().parent != self.folder.resolve():
                raise FetchRefused(f"{name} leder ut ur mappen")
            size = path.stat().st_size
            if size > min(MAX_FILE, self.left) or not path.is_file():
                raise FetchRefused(f"{name} är för stor, eller ingen vanlig fil")
            self.left -= size
            return path.read_bytes()
        except OSError as error:
            raise FetchRefused(f"{name} går inte att öppna") from error


Source = Web | Files


def source_of(address: str, data: Path, connect: Connect = checked) -> Source:
    """Källan som adressen leder till: https, eller en fil med vägen räknad från datamappen. Raises: FetchRefused."""
    if not address.endswith(f"/{PACKAGE}") and address != PACKAGE:
        raise FetchRefused(f"adressen ska sluta på {PACKAGE}")
    return Web(address, connect) if "://" in address else Files(data / address)
