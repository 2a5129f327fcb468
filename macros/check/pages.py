"""Sidorna i docs/: sidhuvudets fält prövas som en tabell, och den löpande texten med reglerna för text. Känner ingen sajtmotor."""

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

from macros.check import rules, schema, texts
from macros.check.data import Data
from macros.check.promises import MACROS
from macros.check.run import Rule, run_all
from macros.dictionary.words import Dictionary, Field, Table
from macros.findings import FEL, Finding, Mark, suggestion
from macros.read import Record, Text, placed
from macros.read.characters import CONTROL_IN_VALUE, REFUSED_REMEDIES
from macros.read.pages import Page, page_files, read_page

# Mapparna där det också finns sidor som byggs av data.
FROM_DATA = re.compile(
    r"(?:om/oppna-data/andringar|ansok/blankett-[^/]+|sok/a-o|resultat/figurer|insatser/[^/]+/[^/]+"
    r"|(?:insatser|metoder|roller|\w+/steg|resultat/(?:ar|slutrapporter|metodhandbocker|utfall|jamfor)"
    r"|uppfoljning/enkater|om/fyll-i|uppfoljning/plan(?:/[^/]+)?)/[^/]+"
    r"|.+/(?:[^/]+/)?\d+)\.md"  # fortsättningen på en delad lista
)


def _field(name: str, description: str, example: str, **constraints: object) -> Field:
    slag = "stycken" if name in ("description", "ingress") else "text"
    return Field(name, name, "string", slag, description, example, "", constraints)


def header_fields(scripts: Collection[str]) -> tuple[Field, ...]:
    """Fälten som ett sidhuvud kan ha."""
    switch = ["true", "false"]
    return (
        _field("title", "Sidans rubrik.", "Datum och möten", required=True),
        _field(
            "description",
            "Sidan i en eller två meningar, för sökningen och för den som delar den.",
            "Så gör ni.",
            required=True,
        ),
        _field("ingress", "Meningarna närmast under rubriken.", "Det här är sidan om datum."),
        _list("kräver", "Det som sidan visar. Saknas något av det är sidan inte med.", "utfall"),
        _list("skript", "Skripten som sidan behöver, ur overrides/assets.", "katalog.js", enum=sorted(scripts)),
        _list("sökord", "Andra ord som sidan ska hittas på.", "ansökan"),
        _field("meny", "Sidans namn i menyn. Skriv det på en egen sida som menyn annars inte har.", "Vår policy"),
        _list("kapitel_i", "Dokumenten som sidan är ett kapitel i.", "plan", enum=["guide", "plan", "sammanfattning"]),
        _field("språk", "Språket som sidan är skriven på, när det inte är svenska.", "en", enum=["en"]),
        _field("bred", "Skriv true när sidan har en bred tabell.", "true", enum=switch),
        _field("sök_bara_rubrik", "Skriv true när sökningen inte ska läsa sidans text.", "true", enum=switch),
        _field("utanför_sökning", "Skriv true när sökningen inte ska hitta sidan.", "true", enum=switch),
    )


def _list(name: str, description: str, example: str, **constraints: object) -> Field:
    items = _field("", "", example, **constraints)
    return Field(name, name, "array", "text", description, "", "", {}, items=items)


def _table(name: str, *fields: Field) -> Table:
    return Table(name, name, "sida", "", fields[0].name, fields)


def read_pages(folders: Iterable[Path], name: Callable[[Path, str], str]) -> dict[str, Page]:
    """Alla sidor, efter vägen i mappen. En sida i en senare mapp ersätter den med samma namn i en tidigare.

    Args:
        name: filens namn i fynden, av mappen och vägen i den.
    """
    found = page_files(folders)
    return {path: read_page((found[path] / path).read_bytes(), name(found[path], path)) for path in sorted(found)}


def page_findings(pages: dict[str, Page], words: Dictionary, scripts: Collection[str], today: date) -> list[Finding]:
    """Alla fynd om hur sidorna är skrivna.

    Args:
        words: ordboken vars tabeller sidorna kan nämna.
        scripts: namnen på de skript som finns.
    """
    read = [finding for page in pages.values() for finding in page.findings]
    spoiled = {finding.mark.file for finding in read}
    heads = [page.header for page in pages.values() if page.file not in spoiled]
    head = Data(_words(_table("sidor", *header_fields(scripts))), today, tables={"sidor": heads})
    return read + run_all(HEAD_RULES, head) + run_all(BODY_RULES, _body(pages, words, today))


def _words(*tables: Table) -> Dictionary:
    return Dictionary("sidor", "Sidor", "", (), {table.name: table for table in tables})


def _body(pages: dict[str, Page], words: Dictionary, today: date) -> Data:
    """Texten rad för rad, och det som den kan nämna: sidorna och tabellerna."""
    start = Mark("", 1, 1)
    return Data(
        _words(
            *(_table(name, _field(key, "", "")) for name, key in (("rader", "sida"), ("sidor", "fil"), ("tabeller", "namn")))
        ),
        today,
        tables={
            "rader": [
                _row(line.mark, sida=page.header.get("title", ""), fil=path, text=line)
                for path, page in pages.items()
                for line in page.lines
                if line.strip()
            ],
            "sidor": [_row(start, fil=path) for path in pages],
            "tabeller": [_row(start, namn=table) for table in words.tables],
        },
        files={page.file: page.file for page in pages.values()},
        sources={page.file: page.text for page in pages.values()},
    )


def _row(mark: Mark, **values: object) -> Record:
    row = placed(Record(), mark)
    row.update({key: placed(Text(value), mark) for key, value in values.items()})
    return row


def _matches(data: Data, pattern: re.Pattern[str]) -> Iterator[tuple[Mark, str, Record, re.Match[str]]]:
    """Varje träff i texten: platsen, sidan i ord, raden och träffen."""
    for row in data.rows("rader"):
        text = row["text"]
        for match in pattern.finditer(str(text)):
            yield text.mark._replace(column=match.start() + 1), data.label("rader", row), row, match


def osynligt_tecken(data: Data) -> Iterator[Finding]:
    """Löpande text har inga osynliga tecken: de följer med i sökningar och kopior."""
    for mark, _, _, match in _matches(data, CONTROL_IN_VALUE):
        yield Finding(mark, FEL, REFUSED_REMEDIES["styrtecken"].format(code=ord(match[0])))


CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)")


def olöst_konflikt(data: Data) -> Iterator[Finding]:
    """Gits markeringar för två versioner av samma rader ska inte ut på webbplatsen. En konflikt är ett fynd."""
    opened: set[str] = set()  # filerna där en konflikt har börjat och inte slutat
    for mark, _, _, match in _matches(data, CONFLICT):
        if match[0][0] == "<":
            opened.add(mark.file)
        elif mark.file in opened:
            opened.discard(mark.file)
            continue
        yield Finding(mark, FEL, REFUSED_REMEDIES["konflikt"])


MACRO = re.compile(r"\{\{(?P<inside>.*?)(?P<end>\}\}|$)")
CALL = re.compile(r"\s*(?P<name>\w+)\s*(?P<arguments>\(.*\))?\s*")
TYPOGRAPHIC = re.compile("[”“„’‘»«]")


def makro_har_fel_form(data: Data) -> Iterator[Finding]:
    """Ett makro skrivs som {{ matris() }}, med raka citattecken runt det som står inom parenteserna."""
    for mark, label, _, match in _matches(data, MACRO):
        call = CALL.fullmatch(match["inside"])
        if not match["end"]:
            said = "Makrot slutar aldrig", "Skriv }} efter det, på samma rad."
        elif not call:
            said = "Det som står mellan {{ och }} är inget makro", "Skriv makrots namn och parenteser, som {{ matris() }}."
        elif not call["arguments"]:
            said = f"Makrot {call['name']} saknar parenteser", f"Skriv {{{{ {call['name']}() }}}}."
        elif TYPOGRAPHIC.search(call["arguments"]):
            said = f"Makrot {call['name']} har typografiska citattecken", "Byt dem mot raka: '."
        else:
            continue
        yield Finding(mark, FEL, f"{said[0]} ({label}). {said[1]}")


def makro_finns_inte(data: Data) -> Iterator[Finding]:
    """En sida använder bara de makron som finns."""
    for mark, label, _, match in _matches(data, MACRO):
        call = CALL.fullmatch(match["inside"])
        if call and call["name"] not in MACROS and mark not in data.bad:
            yield Finding(
                mark,
                FEL,
                f"Makrot {call['name']} finns inte ({label}).{suggestion(call['name'], MACROS)} Rätta namnet, eller ta bort makrot.",
            )


TABLE = re.compile(r"\{\{\s*tabell\(\s*['\"](?P<name>[^'\"]*)['\"]")


def tabell_i_makro_finns_inte(data: Data) -> Iterator[Finding]:
    """Makrot tabell visar en tabell som finns i ordboken."""
    known = data.ids("tabeller")
    for mark, label, _, match in _matches(data, TABLE):
        if match["name"] not in known:
            yield Finding(
                mark,
                FEL,
                f"Tabellen {match['name']} finns inte ({label}).{suggestion(match['name'], known)} Skriv tabellens namn i ordboken.",
            )


LINK = re.compile(r"\]\((?P<target>[^)\s#:]+\.md)(?=[#)])")


def länk_till_sida_som_saknas(data: Data) -> Iterator[Finding]:
    """En länk till en annan sida i docs/ leder till en sida som finns."""
    known = data.ids("sidor")
    for mark, label, row, match in _matches(data, LINK):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(str(row["fil"])), match["target"]))
        if target not in known and not FROM_DATA.fullmatch(target):
            yield Finding(
                mark._replace(column=match.start("target") + 1),
                FEL,
                f"Länken leder till sidan {target}, som inte finns ({label}).{suggestion(target, sorted(known))} Rätta länken.",
            )


HEAD_RULES: tuple[Rule, ...] = (
    *texts.FIRST_RULES,
    *schema.RULES,
    rules.samma_sak_två_gånger,
    texts.privat_epost,
    texts.telefonnummer,
    texts.uppmärkning,
)
OWN_RULES: tuple[Rule, ...] = (
    osynligt_tecken,
    olöst_konflikt,
    makro_har_fel_form,
    makro_finns_inte,
    tabell_i_makro_finns_inte,
    länk_till_sida_som_saknas,
)
BODY_RULES: tuple[Rule, ...] = (
    texts.förstörda_bokstäver,
    *OWN_RULES,
    texts.personnummer,
    texts.nästan_personnummer,
    texts.privat_epost,
    texts.telefonnummer,
)
