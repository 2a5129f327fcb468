"""Text ur data blir text: varje fält i varje tabell fylls med försök att ta över sidan, efter vad ordboken säger.

Datamappen görs ur ordboken, med några påhittade fält till i varje tabell. Ett nytt fält prövas därför av sig självt.
"""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from icalendar import Calendar
from lxml import etree, html
from playwright.sync_api import expect

from macros.dictionary import formula
from macros.dictionary.words import Table
from macros.exports.tables import SEPARATOR
from macros.findings import FEL
from macros.settings import ROOT
from tests import minimal, rader
from tests.conftest import build, served
from tests.payloads import PAYLOADS, TABLES, Filled, harmless, id_of, write_data, write_table
from tests.rader import leaves
from tests.vantan import wait_until


class Attacked(NamedTuple):
    """En webbplats byggd av texterna, och samma webbplats byggd av ofarlig text."""

    folder: Path
    plain: Path
    data: Path
    filled: Filled


@pytest.fixture(scope="module")
def attacked(tmp_path_factory) -> Attacked:
    folder = tmp_path_factory.mktemp("text")
    filled = write_data(folder / "farlig" / "data", PAYLOADS)
    write_data(folder / "ofarlig" / "data", tuple(map(harmless, PAYLOADS)))
    build(folder / "farlig" / "data", folder / "site")
    build(folder / "ofarlig" / "data", folder / "plain")
    return Attacked(folder / "site", folder / "plain", folder / "farlig" / "data", filled)


def pages_of(folder: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), html.fromstring(path.read_bytes())


# ---- Sidorna ----------------------------------------------------------------------------------------------


def test_only_findings_about_markup_are_made(attacked: Attacked) -> None:
    found = minimal.examine(attacked.data).findings
    assert [finding for finding in found if finding.level == FEL] == []
    assert "uppmärkning" in {finding.rule for finding in found}


def skeleton(page: html.HtmlElement) -> Counter:
    """Sidans element med sina attribut, utan text. Hur många rader en text blir i en figur beror på dess längd."""
    return Counter(
        (element.tag if isinstance(element.tag, str) else "kommentar", *sorted(element.attrib))
        for element in page.iter()
        if element.tag != "text"
    )


def test_the_pages_have_the_same_elements_whatever_the_text_says(attacked: Attacked) -> None:
    plain = {name: skeleton(page) for name, page in pages_of(attacked.plain)}
    found = {name: skeleton(page) for name, page in pages_of(attacked.folder)}
    assert found.keys() == plain.keys()
    assert {name: (found[name] - plain[name], plain[name] - found[name]) for name in found if found[name] != plain[name]} == {}


OUR_SCRIPTS = "|".join(re.escape(path.name) for path in (ROOT / "overrides/assets").glob("*.js"))
SCRIPTS = re.compile(rf"(?:/|(?:\.\./|\./)*)assets/(?:{OUR_SCRIPTS})\?v=[0-9a-f]{{8}}")
# Attribut där text ur data får stå.
TEXT_ATTRIBUTES = re.compile(r"content|title|value|aria-label|data-[a-z]+")


def dangers(element: html.HtmlElement) -> Iterator[str]:
    """Det som gör att en text ur data har blivit något annat än text."""
    if not isinstance(element.tag, str) or element.tag in ("img", "iframe", "object", "embed", "base", "style"):
        yield f"elementet {element.tag}"
    if element.tag == "template" and "data-radmall" not in element.attrib:  # skrivbordets egna rader är märkta
        yield "elementet template"
    elif element.tag == "script" and (element.text or not SCRIPTS.fullmatch(element.get("src", ""))):
        yield "skript"
    for name, value in element.attrib.items():
        if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
            yield f"attributet {name}"
        if re.match(r"\s*(?:javascript|data|vbscript):", value, re.IGNORECASE) and name in ("href", "src", "action"):
            yield f"länken {value}"
        if "ofog" in value and not TEXT_ATTRIBUTES.fullmatch(name):
            yield f"attributet {name}={value}"


def test_no_page_has_script_handlers_or_script_links(attacked: Attacked) -> None:
    found = [
        (name, danger) for name, page in pages_of(attacked.folder) for element in page.iter() for danger in dangers(element)
    ]
    assert found == []


def test_the_search_for_dangers_finds_them() -> None:
    for text in (
        "<img src=x>",
        "<p onclick=x>",
        "<script>x</script>",
        "<script src=//x></script>",
        "<a href=' javascript:x'>",
        "<a href='/ofog'>",
        "<!-- x -->",
        "<p style=x>",
    ):
        assert [danger for element in html.fromstring(f"<div>{text}</div>").iter() for danger in dangers(element)], text


def strings_of(page: html.HtmlElement) -> Iterator[str]:
    """Sidans texter och attribut, på en rad var. I en figur är texten delad i rader; den står hel i tabellen bredvid.

    Mjuka bindestreck syns bara där ett ord delas.
    """
    for element in (element for element in page.iter() if element.tag != "text"):
        yield from (
            " ".join(text.replace("\xad", "").split())
            for text in (element.text, element.tail, *element.attrib.values())
            if text
        )


@pytest.fixture(scope="module")
def shown_marks(attacked: Attacked) -> tuple[set[str], list[str]]:
    """Märkena som syns någonstans med just den text de hör till, och ställena där de står med en annan."""
    right, wrong = set(), []
    for name, page in pages_of(attacked.folder):
        for text in strings_of(page):
            for match in re.finditer(r"m\d{5}", text):
                before = text[: match.start()].rstrip(" ").casefold()
                if before.endswith(" ".join(attacked.filled.texts[match[0]].split()).casefold()):
                    right.add(match[0])
                else:
                    wrong.append(f"{name}: {text}")
    return right, wrong


def test_every_shown_text_reads_exactly_as_written(attacked: Attacked, shown_marks: tuple[set[str], list[str]]) -> None:
    right, wrong = shown_marks
    assert wrong == []
    fields_shown = {
        (name, path)
        for name, rows in attacked.filled.tables.items()
        for row in rows
        for path, text in leaves(row)
        if (match := re.search(r"m\d{5}", text)) and match[0] in right
    }
    # Det som README lovar: ett nytt fält syns på insatsens sida. Och varje tabell visas.
    assert {("insatser", path) for path in ("prov_text", "prov_stycken", "prov_lista", "prov_delar.prov_del")} <= fields_shown
    assert {name for name, _ in fields_shown} == set(TABLES) - {LEDGER}


def test_every_payload_is_shown_in_every_field_of_an_insats(
    attacked: Attacked, shown_marks: tuple[set[str], list[str]]
) -> None:
    right, _ = shown_marks
    hidden = [
        (path, text)
        for row in attacked.filled.tables["insatser"]
        for path, text in leaves(row)
        if (match := re.search(r"m\d{5}", text)) and match[0] not in right
    ]
    assert hidden == []


def test_titles_and_descriptions_are_the_texts_of_the_row(attacked: Attacked) -> None:
    site_name = attacked.filled.tables["forbund"][0]["namn"]
    for row in attacked.filled.tables["metoder"]:
        page = html.parse(str(attacked.folder / f"metoder/{row['id']}/index.html")).getroot()
        assert page.findtext(".//title") == f"{row['namn']} – {site_name}"
        assert page.xpath("//meta[@name='description']/@content") == [row["kort"]]
        assert [element.text_content().replace("\xad", "") for element in page.findall(".//h1")] == [row["namn"]]


def test_the_host_name_is_text_in_title_header_and_footer(tmp_path: Path) -> None:
    """Varje sida bär värdens namn, så det prövas med alla texterna."""
    name, folder = " ".join(PAYLOADS), minimal.Folder(tmp_path).with_program_rows()
    folder.edit("forbund.yaml", "namn: Samordningsförbundet Alfa", f"namn: {json.dumps(name, ensure_ascii=False)}")
    folder.edit("nyheter.yaml", "länk: https://exempel.se/nyheter", "länk: /insatser/")
    folder.edit("insatser.yaml", "länk: /resultat/slutrapporter/", "länk: /resultat/")
    build(folder.path, tmp_path / "site")
    for page in ("index.html", "404.html", "begrepp/index.html", "om/forbundet/index.html"):
        tree = html.parse(str(tmp_path / "site" / page)).getroot()
        assert name in tree.findtext(".//title")
        brand = tree.xpath("//a[@class='brand']/span")
        assert [span.text.replace("\N{SOFT HYPHEN}", "") for span in brand] == [name]
        assert [text.text for text in tree.xpath("//p[@class='footer-name']")] == [name]
        assert [(page, danger) for element in tree.iter() for danger in dangers(element)] == []


# ---- Öppna data -------------------------------------------------------------------------------------------


def flat(row: dict, prefix: str = "") -> dict[str, list[str]]:
    """Radens texter per kolumn."""
    found: dict[str, list[str]] = {}
    for path, text in leaves(row):
        found.setdefault(path, []).append(text)
    return found


def test_json_and_csv_are_exact(attacked: Attacked) -> None:
    for name, rows in attacked.filled.tables.items():
        ours = {row["id"]: row for row in rows}
        published = {row["id"]: row for row in json.loads((attacked.folder / f"data/{name}.json").read_bytes())}
        assert {key: published[key] for key in ours} == ours
        text = (attacked.folder / f"data/{name}.csv").read_bytes().decode()
        read = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)}
        assert {key: {field: value for field, value in read[key].items() if value} for key in ours} == {
            key: {path: formula.harmless(SEPARATOR.join(texts)) for path, texts in flat(row).items()}
            for key, row in ours.items()
        }
    for row in attacked.filled.tables["insatser"]:
        published = json.loads((attacked.folder / f"data/insatser/{row['id']}.json").read_bytes())
        assert {key: value for key, value in published.items() if key != "beräknat"} == row


def parts_of(document: Path) -> dict[str, etree._Element]:
    """Delarna av ett dokument från Word eller Excel, som XML."""
    with zipfile.ZipFile(document) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def outside_quotes(formula: str) -> str:
    """Formeln utan de texter som den jämför med: de står inom citattecken, och ett citattecken i dem är dubbelt."""
    return re.sub('"(?:[^"]|"")*"', '""', formula)


def test_documents_have_the_text_and_no_formulas_or_links_made_of_it(attacked: Attacked) -> None:
    questions = {row["fråga"] for row in attacked.filled.tables["blankettfalt"]}
    found = set()
    for document in [*attacked.folder.rglob("*.docx"), *attacked.folder.rglob("*.xlsx")]:
        for name, part in parts_of(document).items():
            formulas = [outside_quotes(formula.text or "") for formula in part.iterfind(".//{*}f")]
            assert [formula for formula in formulas if "ofog" in formula] == [], (document, name)
            assert [link for link in part.xpath("//@Target") if re.search("ofog|javascript", link)] == [], (document, name)
            found |= {"".join(paragraph.itertext()) for paragraph in part.iterfind(".//{*}p")}
    assert questions <= found


def test_calendars_have_the_text(attacked: Attacked) -> None:
    summaries = {
        str(event["summary"])
        for path in attacked.folder.rglob("*.ics")
        for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    }
    host = attacked.filled.tables["forbund"][0]["id"]
    assert {row["vad"] for row in attacked.filled.tables["arshjul"] if row["förbund"] == host} <= summaries


# ---- Länkar -----------------------------------------------------------------------------------------------

LINK_FIELDS = [(table, path, field) for table, path, field in rader.words().leaves() if field.slag in ("länk", "epost")]
BAD_LINKS = (
    "javascript:window.ofog=1",
    "JavaScript:window.ofog=1",
    "data:text/html,<script>window.ofog=1</script>",
    "//ofog.se/x",
    "/\\ofog.se/x",
    "\\\\ofog.se",
    "vbscript:x",
    'https://x" onclick=window.ofog=1',
    "https://x><script>",
    "ftp://x",
    "x",
    "https:ofog",
    "https:///ofog.se",
    "blob:https://x",
    "file:///etc/passwd",
    '/x" onclick=x',
    "/x\n//y",
)


def with_value(row: Any, path: str, value: str) -> Any:
    """Raden med ett annat värde på vägen."""
    if isinstance(row, list):
        return [with_value(item, path, value) for item in row]
    first, _, rest = path.partition(".")
    if isinstance(row[first], list) and not rest:  # en lista av länkar
        value = [value]
    return row | {first: with_value(row[first], rest, value) if rest else value}


@pytest.mark.parametrize(
    ("table", "path"),
    [(table, path) for table, path, _ in LINK_FIELDS],
    ids=[f"{table.name}.{path}" for table, path, _ in LINK_FIELDS],
)
def test_bad_links_are_stopped_in_every_link_field(tmp_path: Path, table: Table, path: str) -> None:
    rows = write_data(tmp_path / "data", PAYLOADS).tables[table.name]
    carriers = [number for number, row in enumerate(rows) if path.partition(".")[0] in row]
    for start in range(0, len(BAD_LINKS), len(carriers)):
        bad = dict(zip(carriers, BAD_LINKS[start:], strict=False))
        attacked_rows = [with_value(row, path, bad[number]) if number in bad else row for number, row in enumerate(rows)]
        write_table(tmp_path / "data", table, attacked_rows)
        found = [finding.text for finding in minimal.examine(tmp_path / "data").findings if finding.level == FEL]
        assert len(found) == len(bad)
        for number in bad:
            [text] = [text for text in found if f"har fel form ({table.rad} {id_of(number)})" in text]
            assert text.startswith(f"{path} "), text


# ---- Webbläsaren ------------------------------------------------------------------------------------------

WATCH = "addEventListener('securitypolicyviolation', (e) => console.error('csp', e.violatedDirective, e.blockedURI))"


def is_unexpected(message) -> bool:
    """Webbläsaren frågar själv efter favicon.ico på sidor som leder vidare; allt annat är oväntat."""
    return message.type in ("error", "warning") and not message.location["url"].endswith("/favicon.ico")


@pytest.fixture
def watched(own_page) -> Iterator[tuple[Any, list[str]]]:
    """Fliken, och allt oväntat som händer i den."""
    page, seen = own_page, []
    page.on("dialog", lambda dialog: (seen.append(f"ruta: {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: seen.append(f"fel: {error}"))
    page.on("console", lambda message: seen.append(message.text) if is_unexpected(message) else None)
    page.add_init_script(WATCH)
    yield page, seen


@pytest.fixture(scope="module")
def address(attacked: Attacked) -> Iterator[str]:
    with served(attacked.folder) as url:
        yield url


def clean(page, seen: list[str]) -> None:
    assert page.evaluate("window.ofog") is None
    assert seen == [], page.url


def test_no_page_runs_anything(attacked: Attacked, address: str, watched) -> None:
    page, seen = watched
    for path in sorted(attacked.folder.rglob("index.html")):
        if re.fullmatch(
            r"(?:rad|tidigare-adresser)-\d*[^05]", path.parent.name
        ):  # var femte av de likadana sidorna räcker i webbläsaren
            continue
        name = path.relative_to(attacked.folder).as_posix().removesuffix("index.html")
        page.goto(address + name)
        if b'http-equiv="refresh"' in path.read_bytes():
            page.wait_for_url(lambda url, name=name: url != address + name)
        clean(page, seen)


def test_the_search_shows_text_and_runs_nothing(attacked: Attacked, address: str, watched) -> None:
    page, seen = watched
    for row in attacked.filled.tables["metoder"]:
        mark = row["namn"][-6:]
        page.goto(f"{address}sok/?{urlencode({'q': mark})}")
        page.wait_for_selector("#sokresultat ol a")
        assert row["namn"] in page.locator("#sokresultat ol > li > a").all_text_contents()
        clean(page, seen)
    for payload in PAYLOADS:
        page.fill("#sokformular input", payload)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, payload=payload: parse_qs(urlsplit(url).query).get("q") == [payload])
        clean(page, seen)
    page.goto(f"{address}sok/?{urlencode({'q': '<qqzzxx/>'})}")
    page.wait_for_selector("#sokresultat [role=status]:has-text('<qqzzxx/>')")
    clean(page, seen)


NAMES = "() => [...document.querySelectorAll('#katalog table tbody th a')].map((link) => link.textContent)"


def test_the_catalogue_filters_and_sorts_text_and_runs_nothing(attacked: Attacked, address: str, watched) -> None:
    page, seen = watched
    page.goto(f"{address}insatser/?{urlencode([('q', PAYLOADS[1]), ('utforare', PAYLOADS[0]), ('sort', PAYLOADS[2])])}")
    expect(page.locator("#fritext")).to_have_value(PAYLOADS[1])
    host, *others = attacked.filled.tables["insatser"]
    for catalogue, rows in (("insatser/", [host]), ("insatser/andra-forbund/", others)):
        page.goto(address + catalogue)
        for column in page.locator("thead button").all():
            column.click()
            column.click()
            expect(column.locator("xpath=..")).to_have_attribute("aria-sort", "descending")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        boxes = {box.get_attribute("value"): box for box in page.locator("input[name=utforare]").all()}
        for row in rows:
            if row["utförare"][0] in boxes:  # ett filter med ett enda val visas inte
                boxes[row["utförare"][0]].check()
                wait_until(page, NAMES, [row["namn"]])
                boxes[row["utförare"][0]].uncheck()
        assert len(boxes) >= len(rows) - 1
        expect(page.locator("#katalog table tbody tr")).to_have_count(len(rows))
    clean(page, seen)


# ---- Allt visas -------------------------------------------------------------------------------------------

MARK = re.compile(r"m\d{5}")
# Fält som inte är till för sidorna: uppgifterna i källkartan är till för provet av att de står kvar på sidan.
NOT_SHOWN = {("kallkarta", "fakta")}
LEDGER = "publicerat"  # liggaren är skyddets minne: den ligger bland öppna data, och utfallen själva står på sidorna


def marks_by_field(tables: dict[str, list[dict]]) -> dict[tuple[str, str], set[str]]:
    """Märkena i varje fält, efter tabell och väg."""
    found: dict[tuple[str, str], set[str]] = {}

    def walk(table: str, path: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(table, f"{path}.{key}" if path else key, inner)
        elif isinstance(value, list):
            for inner in value:
                walk(table, path, inner)
        elif marks := MARK.findall(str(value)):
            found.setdefault((table, path), set()).update(marks)

    for table, rows in tables.items():
        for row in rows:
            walk(table, "", row)
    return found


def test_every_field_of_every_table_is_shown_on_some_page(attacked: Attacked) -> None:
    """Ett fält som finns i ordboken men syns ingenstans är ett fel, också ett alldeles nytt."""
    shown = {mark for _, page in pages_of(attacked.plain) for mark in MARK.findall(page.find("body").text_content())}
    by_field = marks_by_field(attacked.filled.tables)
    hidden = {field for field, marks in by_field.items() if not marks & shown and field[0] != LEDGER}
    assert hidden == NOT_SHOWN, "\n".join(map(str, sorted(hidden - NOT_SHOWN)))
    assert len(by_field) > 200
