"""Tre förbund som värdar, och ett som just har börjat: inget förbunds regler, datum, adresser eller pengar står hos ett annat.

Källrader får nämna vilket dokument som helst. Det som andra förbund har gjort står under egna rubriker och på egna sidor.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import lxml.html
import pytest

from macros.downloads import DATA
from macros.publish import site as publish
from tests.conftest import DAY, Site, once
from tests.vardar import MARKS, host, own_files

HOSTS = ("goteborg", "sodra-dalarna", "tomt")
SOURCE_PAGES = ("om/kallor/",)
OF_OTHERS = re.compile(r"^andra")  # id på rubriker för det som andra förbund har gjort
HEADINGS = ("h2", "h3", "h4")


@pytest.fixture(scope="session", params=HOSTS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Ett förbunds namn, och dess webbplats."""
    name: str = request.param

    def make(folder: Path) -> None:
        data = host(name, folder.with_name(f"{name}-mapp"))
        assert publish.run(data, folder, DAY) == 0, "bygget stoppades; fynden står ovanför"

    return name, once(tmp_path_factory.getbasetemp() / f"vard-{name}", make)


def own_text(html: bytes) -> str:
    """Sidans text utan källrader, utan det som står under andra förbunds rubriker och utan sidhuvud och sidfot."""
    main = lxml.html.fromstring(html).find(".//main")
    if main is None:
        return ""
    for element in [*main.iter()]:
        if "sources" in (element.get("class") or "") or (element.tag == "p" and text_of(element).startswith("Källa")):
            element.clear(keep_tail=True)
    remove_sections_of_others(main)
    return text_of(main)


def text_of(element: lxml.html.HtmlElement) -> str:
    return " ".join("".join(map(str, element.itertext())).replace("\xad", "").split())


def remove_sections_of_others(main: lxml.html.HtmlElement) -> None:
    """Tar bort rubrikerna för det som andra har gjort, och allt till nästa rubrik på samma nivå eller högre."""
    for heading in [one for one in main.iter(*HEADINGS) if OF_OTHERS.match(one.get("id") or "")]:
        for element in [*heading.itersiblings()]:
            if element.tag in HEADINGS and element.tag <= heading.tag:
                break
            element.getparent().remove(element)
        heading.getparent().remove(heading)


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Varje sida, dokument, kalender och arbetsbok, med sin text. Öppna data har också andras rader, med förbundets id på raden."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.startswith(DATA):
            continue
        if path.name == "index.html":
            yield name.removesuffix("index.html"), own_text(path.read_bytes())
        elif path.suffix == ".ics":
            yield name, path.read_text("utf8").replace("\r\n ", "")
        elif path.suffix in (".docx", ".xlsx"):
            yield name, office_text(path.read_bytes())


def office_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode("utf8") for name in archive.namelist() if name.endswith(".xml")]
    text = " ".join(re.sub(r"<[^>]+>", " ", part.replace("</w:p>", "\n")) for part in parts)
    return re.sub(r"Källa:[^\n]*\n", "\n", re.sub(r"[ \t]+", " ", text))  # ett stycke som säger källan


ORIGINS = re.compile(r"Göteborgs universitet|Källa: [^.]+\.")  # en högskola är inget förbund, och en källa är en källa


def found(text: str, marks: tuple[str, ...]) -> list[str]:
    text = ORIGINS.sub("", text)
    return [mark for mark in marks if mark.casefold() in text.casefold()]


def test_nothing_of_another_förbund_stands_as_the_hosts_own(built: tuple[str, Path]) -> None:
    name, folder = built
    others = {other: marks for other, marks in MARKS.items() if other != name}
    leaks = [
        f"{place}: {mark} ({other})"
        for place, text in texts(folder)
        if place not in SOURCE_PAGES
        for other, marks in others.items()
        for mark in found(text, marks)
    ]
    assert leaks == []


def test_the_host_says_its_own(built: tuple[str, Path]) -> None:
    """Det som bara är förbundets eget står där det ska."""
    name, folder = built
    everything = " ".join(text for _, text in texts(folder))
    missing = {mark for mark in MARKS.get(name, ()) if mark.casefold() not in everything.casefold()}
    assert missing == set()


def test_göteborg_shows_its_plan(built: tuple[str, Path]) -> None:
    name, folder = built
    if name != "goteborg":
        return
    pages = dict(texts(folder))
    plan = pages["uppfoljning/plan/2024-2026/"]
    assert "24 november 2023" in plan
    assert "§ 94" in plan
    names = ("Gränsgångare", "Individsamverkansteam", "Finsam Unga vuxna", "Finsam Vuxna", "Finsam Hälsa och aktivitet")
    more = ("Välfärdsguiden", "Kunskapsdialoger", "Utbildningar", "Nätverksarbete", "Lex Heller")
    for page in (plan, pages["uppfoljning/matris/"]):
        assert [one for one in (*names, *more) if one not in page] == []


@cache
def written_by_the_host() -> str:
    return own_files().casefold()


def test_others_stand_apart_on_the_real_site(site: Site) -> None:
    """Det som projektets förbund inte själv har skrivit står bara under andras rubriker, på andras sidor och i källor."""
    others = {name for name in MARKS if name != "stockholm"}
    ids = {row for name in others for row in ids_of(site.folder, name)}
    leaks = [
        f"{place}: {mark}"
        for place, text in texts(site.folder)
        if place not in SOURCE_PAGES and place.strip("/").rpartition("/")[2] not in ids and "andra-forbund" not in place
        for name in others
        for mark in found(text, MARKS[name])
        if mark.casefold() not in written_by_the_host()
    ]
    assert leaks == []


def ids_of(folder: Path, förbund: str) -> set[str]:
    """Id för det som är ett annat förbunds, ur de publicerade tabellerna."""
    import json

    found = set()
    for path in (folder / "data").glob("*.json"):
        rows = json.loads(path.read_text("utf8"))
        found |= (
            {row["id"] for row in rows if isinstance(row, dict) and row.get("förbund") == förbund}
            if isinstance(rows, list)
            else set()
        )
    return found
