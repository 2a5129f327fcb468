"""Varje tabell och figur går att lita på var för sig: en ruta under den har källan, filerna, citeringen och vägen till rättelser.

Filnamn och rader i data står bara där, på årets sida och under Om.
"""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from lxml import html

from macros.model.kalla import Dataplats, Dokument, Egen, Källa
from macros.views.underlag import MOST_PLACES, MOST_ROWS, MOST_SECTIONS, Underlag, citat, fyll, plats_för
from tests import pages
from tests.conftest import Site

KITCHEN = re.compile(r"\S*\.yaml\b(?:, rad \d+)?")
OFFICE = ("om/", "resultat/ar/")  # kansliets egna sidor: hur uppgifterna fylls i, och årets underlag med varje tals rad
# Teckningar som inte visar några uppgifter, rutor att kryssa i, och en tabell som är text i en sida.
NO_DATA = ("implement", "draft-chain", "scale")
TEXT_PAGES = ("uppfoljning/modeller/",)
BOX = "underlag"


def classes(element: html.HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def uncovered(main: html.HtmlElement) -> Iterator[str]:
    """Tabeller med rader och figurer som ingen ruta följer före nästa avsnitt."""
    waiting: list[str] = []
    for element in main.iter("table", "figure", "h2", "details"):
        if BOX in classes(element):
            waiting = []
        elif element.tag == "h2":
            yield from waiting
            waiting = []
        elif set(NO_DATA) & set(classes(element)):
            continue
        elif element.tag == "table" and element.xpath("tbody/tr"):
            waiting.append(f"tabellen {element.xpath('string(caption)')}")
        elif element.tag == "figure":
            waiting.append(f"figuren {element.get('class')}")
    yield from waiting


def faults_in_boxes(main: html.HtmlElement, whole: str) -> Iterator[str]:
    """Rutor som saknar något av det som de lovar. `whole` är sidans hela adress."""
    known = set(main.xpath("//@id"))
    for box in main.xpath(f".//details[contains(concat(' ', @class, ' '), ' {BOX} ')]"):
        name, text = box.xpath("string(summary)"), " ".join(box.text_content().replace("\xad", "").split())
        cited = re.search(
            rf"Citera: .+ \(\d{{4}}\)\. .+ {re.escape(whole)}#(\S+) Sidan som den var den \d{{4}}-\d\d-\d\d\.", text
        )
        if not name.removeprefix("Källa och data").strip(": "):
            yield "en ruta säger inte vad den gäller"
        if not box.xpath(".//p[starts-with(normalize-space(), 'Källa: ')]"):
            yield f"{name}: ingen källa"
        if not box.xpath(".//a[@download]"):
            yield f"{name}: ingen fil"
        if not cited or cited[1] not in known:
            yield f"{name}: ingen citering med ett ankare som finns"
        if not box.xpath(".//a[contains(@href, 'om/oppna-data/andringar/') or @href = '#har-andrats']"):
            yield f"{name}: ingen väg till rättelserna"
        if not box.xpath(".//a[contains(@href, 'om/forbundet/#kontakt')]"):
            yield f"{name}: ingen väg till kansliet"


def kitchen_words(main: html.HtmlElement) -> list[str]:
    """Filnamn, och rader i dem, utanför rutorna. Ett källdokuments egna rader är inte data."""
    for box in main.xpath(f".//details[contains(concat(' ', @class, ' '), ' {BOX} ')]"):
        box.drop_tree()
    return KITCHEN.findall(" ".join(main.text_content().replace("\xad", "").split()))


def faults(site: Site) -> Iterator[str]:
    for address in site.addresses():
        if not pages.is_redirect(site, address):
            main = html.fromstring(pages.html(site, address)).find(".//main")
            canonical = main.xpath("string(//link[@rel='canonical']/@href)")
            found = list(faults_in_boxes(main, canonical))
            if not address.startswith(OFFICE):
                found += uncovered(main) if address not in TEXT_PAGES else ()
                found += kitchen_words(main)
            yield from (f"{address}: {fault}" for fault in found)


@pytest.mark.parametrize("which", ["site", "example_site", "sagodalen"])
def test_every_table_and_figure_has_its_box_and_the_kitchen_stays_in_it(which: str, request: pytest.FixtureRequest) -> None:
    assert list(faults(request.getfixturevalue(which))) == []


# ---- Provet av provet ----------------------------------------------------------------------------------------------

WHOLE = "https://exempel.se/insatser/"
GOOD = f"""<details class="underlag"><summary>Källa och data<span>: Antal</span></summary><p>Källa: X</p><p><a download href="a.csv">CSV</a></p>
<p>Citera: X (2026). Antal. {WHOLE}#antal Sidan som den var den 2026-11-27.</p><p><a href="../om/oppna-data/andringar/">Ändringar</a>
<a href="../om/forbundet/#kontakt">Kontakt</a> data/a.yaml, rad 3</p></details>"""
TABLE = '<table id="antal"><caption>Antal</caption><tbody><tr><td>1</td></tr></tbody></table>'


def main_of(content: str) -> html.HtmlElement:
    return html.fromstring(f"<html><body><main>{content}</main></body></html>").find(".//main")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (TABLE + GOOD, []),
        (TABLE + TABLE + GOOD, []),
        (TABLE + "<h2>Nästa</h2>" + GOOD, ["tabellen Antal"]),
        ('<figure class="bars"></figure>', ["figuren bars"]),
        ('<figure class="implement"></figure><table><thead><tr><th>A</th></tr></thead></table>', []),
    ],
)
def test_a_table_without_a_box_is_found(content: str, expected: list[str]) -> None:
    assert list(uncovered(main_of(content))) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("<p>Källa: X</p>", "", "ingen källa"),
        (" download", "", "ingen fil"),
        ("#antal S", "#annat S", "ingen citering med ett ankare som finns"),
        ("/insatser/#antal", "/#antal", "ingen citering med ett ankare som finns"),
        ("andringar/", "", "ingen väg till rättelserna"),
        ("#kontakt", "", "ingen väg till kansliet"),
        (": Antal</span>", "</span>", "en ruta säger inte vad den gäller"),
    ],
)
def test_a_box_that_lacks_something_is_found(old: str, new: str, expected: str) -> None:
    found = list(faults_in_boxes(main_of(TABLE + GOOD.replace(old, new)), WHOLE))
    assert [one.rpartition(": ")[2] for one in found] == ([expected] if expected else [])


def test_words_of_the_kitchen_are_found_outside_the_box() -> None:
    assert kitchen_words(main_of(TABLE + GOOD)) == []
    assert kitchen_words(main_of(GOOD + "<p>Står i data/b.yaml, rad 4.</p>")) == ["data/b.yaml, rad 4"]


# ---- Märket och citeringen -----------------------------------------------------------------------------------------

PLAN = Dokument(id="plan", titel="Planen", utgivare="F")


def rad(nummer: int, avsnitt: str) -> Egen:
    return Egen(id=f"i{nummer}", källor=(Källa(PLAN, avsnitt),), i_data=Dataplats("data/insatser.yaml", nummer))


def filled(*rader: object, **more: object) -> tuple[Underlag, str]:
    """Det som rutan får veta, efter att märket har skrivits och lästs tillbaka."""
    found: list[tuple[Underlag, str]] = []

    def box(underlag: Underlag, source: str) -> html.HtmlElement:
        found.append((underlag, str(source)))
        return "ruta"

    mark = plats_för("../", "antal", 'Antal <av> "alla"', "insatser utfall", rader, **more)
    assert fyll(f"<p>före</p>{mark}<p>efter</p>", box) == "<p>före</p>ruta<p>efter</p>"
    return found[0]


def test_the_mark_carries_the_rows_and_the_sources() -> None:
    underlag, source = filled([rad(3, "s. 1"), (rad(1, "s. 1"), rad(2, "s. 2"))], "annat")
    assert underlag == Underlag(
        "antal", 'Antal <av> "alla"', ("insatser", "utfall"), "", False, (("data/insatser.yaml", (1, 2, 3)),)
    )
    assert html.fromstring(source).text_content() == "Källa: Planen, s. 1, s. 2"


def test_many_rows_are_named_by_file_and_document() -> None:
    underlag, source = filled(*(rad(number, f"s. {number}") for number in range(max(MOST_PLACES, MOST_SECTIONS) + 1)))
    assert underlag.platser == (("data/insatser.yaml", ()),)
    assert html.fromstring(source).text_content() == "Källa: Planen"


def test_a_table_of_many_rows_names_the_table_it_is_from_and_not_every_row() -> None:
    few, many = (
        [rad(number, f"Matrisen, rad {number}") for number in range(1, rows + 1)] for rows in (MOST_ROWS, MOST_ROWS + 1)
    )
    assert html.fromstring(filled(*few)[1]).text_content().endswith(f"Matrisen, rad {MOST_ROWS}")
    assert html.fromstring(filled(*many)[1]).text_content() == "Källa: Planen, Matrisen"


def test_the_mark_survives_a_tool_that_rewrites_html() -> None:
    mark = plats_för("", "a", "Pengar: det \"lilla\" & 'stora'", "insatser")
    tree = html.fragment_fromstring(f"<div>{mark}</div>")
    rewritten = html.tostring(tree, encoding="unicode")
    assert fyll(rewritten, lambda underlag, source: underlag.titel) == "<div>Pengar: det \"lilla\" & 'stora'</div>"


@pytest.mark.parametrize(
    ("titel", "adress", "expected"),
    [
        ("Antal", WHOLE + "#a", f"F (2026). Antal. {WHOLE}#a Sidan som den var den 2026-11-27."),
        ("Vad gav pengarna?", "", "F (2026). Vad gav pengarna? Sidan som den var den 2026-11-27."),
    ],
)
def test_citation(titel: str, adress: str, expected: str) -> None:
    assert citat("F", titel, adress, date(2026, 11, 27)) == expected
