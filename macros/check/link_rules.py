"""Länkarnas regler: en länk i data ska leda den som trycker på den dit den ser ut att leda. Docstringen är regeln."""

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from macros.check.data import Data
from macros.findings import FEL, Finding, new_value, shown

HIDDEN = re.compile(r"%(?:0[0-9a-f]|1[0-9a-f]|7f)", re.IGNORECASE)
# Bokstäver i vanliga namn som inte är en latinsk bokstav med ett tecken på.
OTHER_LATIN = set("æøœßðþłđ")
MAIL_FIELDS = {"subject", "body"}
NO_HOST = "leder till en dator och inte till en webbplats"


class Fault(NamedTuple):
    """Vad som är fel med en länk, och länken som den ska skrivas. `written` är tom när det inte går att veta."""

    what: str
    written: str = ""
    remedy: str = ""


def länk_leder_fel(data: Data) -> Iterator[Finding]:
    """En länk har inget inloggningsnamn, inga dolda tecken, ett riktigt värdnamn och en rak väg."""
    for place, value in data.texts_in(lambda field: field.slag == "länk"):
        if fault := fault_of(value):
            remedy = f"Skriv {fault.written}." if fault.written else fault.remedy
            text = f"{place.path} {shown(value)} {fault.what} ({place.label}). {remedy}"
            yield Finding(value.mark, FEL, text, remedy=new_value(value.mark, fault.written) if fault.written else ())


def fault_of(link: str) -> Fault | None:
    """Det första felet i en länk som har rätt form, eller None."""
    if found := HIDDEN.search(link):
        return Fault(f"har ett dolt tecken, {found[0]}", HIDDEN.sub("", link))
    if "\\" in link:
        return Fault("har ett omvänt snedstreck", link.replace("\\", "/"))
    if link.startswith("/"):
        return inside_fault(link)
    if link.startswith("mailto:"):
        return mail_fault(link)
    try:
        parts = urlsplit(link)
    except ValueError:  # en hakparentes utan sin andra hälft
        return Fault(NO_HOST, remedy="Skriv webbplatsens namn, som https://exempel.se/.")
    return login_fault(parts) or port_fault(parts) or host_fault(parts)


def inside_fault(link: str) -> Fault | None:
    """En länk inom webbplatsen har en rak väg: inga tomma led, och inga som går uppåt."""
    path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", link, re.DOTALL).groups("")  # type: ignore[union-attr]
    plain = re.sub(r"%2e", ".", path, flags=re.IGNORECASE)
    if "//" not in plain and not {".", ".."}.intersection(plain.split("/")):
        return None
    straight = posixpath.normpath("/" + plain.lstrip("/"))
    ending = "/" if plain.endswith(("/", "/.", "/..")) and straight != "/" else ""
    return Fault("har en krokig väg", f"{straight}{ending}{mark}{rest}")


def mail_fault(link: str) -> Fault | None:
    """En e-postlänk har en ämnesrad och en text, men inga dolda mottagare."""
    address, _, query = link.partition("?")
    fields = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in fields if name.casefold() in MAIL_FIELDS]
    if kept == fields:
        return None
    hidden = next(name for name, _ in fields if name.casefold() not in MAIL_FIELDS)
    ending = f"?{urlencode(kept).replace('+', '%20')}" if kept else ""
    return Fault(f"fyller i {hidden} åt den som skriver", address + ending)


def login_fault(parts: SplitResult) -> Fault | None:
    """Det som står före @ är ett användarnamn, fast det kan se ut som webbplatsens namn."""
    login, at, host = parts.netloc.rpartition("@")
    if not at:
        return None
    return Fault(f"har ett användarnamn, {shown(login)}, före webbplatsens namn", parts._replace(netloc=host).geturl())


def port_fault(parts: SplitResult) -> Fault | None:
    host, colon, port = parts.netloc.rpartition(":")
    if not colon or port.endswith("]"):
        return None
    if port.isascii() and port.isdigit() and 0 < int(port[:9]) <= 65535:
        return None
    return Fault(f"har en port som inte finns, {shown(port) or ':'}", parts._replace(netloc=host).geturl())


def host_fault(parts: SplitResult) -> Fault | None:
    """Värdnamnet är en webbplats namn med vanliga bokstäver: ingen adress i siffror och inget som bara finns här."""
    host = unquote(parts.hostname or "").rstrip(".")
    with suppress(UnicodeError):
        host = host.encode("ascii").decode("idna") if "xn--" in host else host
    if strange := next((letter for letter in host if not is_common(letter)), ""):
        code = f"U+{ord(strange):04X}"
        return Fault(
            f"har tecknet {shown(strange)} ({code}) i webbplatsens namn, som kan se ut som ett annat",
            remedy="Skriv namnet med vanliga bokstäver.",
        )
    labels = host.casefold().split(".")
    is_local = len(labels) < 2 or labels[-1] in ("localhost", "local", "localdomain", "internal", "lan") or not all(labels)
    # 127.1 och 0x7f.1 är också adresser. En toppdomän har alltid en bokstav och är aldrig ett tal.
    if is_local or is_address(host) or re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]):
        return Fault(NO_HOST, remedy="Skriv webbplatsens namn, som https://exempel.se/.")
    return None


def is_address(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def is_common(letter: str) -> bool:
    """Sant för a–z, siffror, punkt och bindestreck, och för latinska bokstäver som å och é."""
    if letter.isascii():
        return letter.isalnum() or letter in ".-_:"
    return letter.casefold() in OTHER_LATIN or (
        letter.isalpha()
        and unicodedata.normalize("NFD", letter)[0].isascii()
        and len(unicodedata.normalize("NFD", letter)) == 2
    )


def sökord_utan_svar(data: Data) -> Iterator[Finding]:
    """Ett sökord leder till en sida, eller säger vad webbplatsen inte har."""
    for row in data.rows("sokord"):
        if not data.items(row, "sidor") and not data.text(row, "svar"):
            yield Finding(
                row.mark,
                FEL,
                f"Raden har varken sidor eller svar ({data.label('sokord', row)}). Skriv sidor med sidan som svarar, eller svar "
                "med vad webbplatsen inte har och var det finns.",
            )


LINK_RULES = (länk_leder_fel, sökord_utan_svar)
