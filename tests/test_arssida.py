"""Årets sida: samma innehåll som underlaget i Word, varje tal med sin rad, halvårens bidrag, och vägen dit."""

import io
import re
from dataclasses import replace

import docx
import lxml.html
import pytest
from docx.oxml.ns import qn

from macros.arsredovisning.document import dokument, årens_dokument
from macros.model.arsredovisning import åren_med_sida, årsbok
from macros.views import arssida, delad
from macros.views.arsbok import innehåll
from macros.views.delar import Lista, Rubrik, Stycke, Tabell
from macros.views.html import Context
from macros.views.sammanfattning import sammanfattning
from tests import pages, rader
from tests.conftest import DAY, Site
from tests.ordfiler import written
from tests.rader import Rad, context_of
from tests.test_arsresultat import policyår
from tests.utfallsrader import MANY, outcome_context, register, rows
from tests.vyer import tree, words

SIDA = "resultat/ar/2025/"
HALVOR = ("2024-01-01", "2024-06-30"), ("2024-07-01", "2024-12-31")
ADRESS = "https://exempel.se/kod/blob/main/"


@pytest.fixture(scope="module")
def page(sagodalen: Site) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(pages.html(sagodalen, SIDA))


def year_page(context: Context, år: int) -> lxml.html.HtmlElement:
    return tree(arssida.års_page(context, år).html)


def table(page: lxml.html.HtmlElement, caption: str) -> list[list[str]]:
    [found] = [one for one in page.xpath("//table") if words(one.find("caption")) == caption]
    return [[words(cell) for cell in row] for row in found.xpath("tbody/tr")]


def test_the_order_is_that_of_the_law(page: lxml.html.HtmlElement) -> None:
    """7 § lagen (2003:1210): mål, samverkan, finansiera, hur medlen används, uppföljning och utvärdering."""
    order = ["korthet", "mal", "samverkan", "insatser", "pengar", "utfall", "rapporter", "lardomar", "saknas"]
    assert page.xpath("//main//h2/@id") == order


def test_the_year_stands_beside_the_year_before_of_the_same_insatser(page: lxml.html.HtmlElement) -> None:
    rader = {row[0]: row[1:] for row in table(page, "Samma insatser båda åren")}
    assert rader["Deltagare"] == ["807", "775", "5 insatser"]
    assert rader["Måluppfyllelse"] == ["57 % (294 av 513)", "54 % (256 av 474)", "6 insatser"]


def test_the_money_asked_for_leads_to_each_insats(sagodalen: Site) -> None:
    page = lxml.html.fromstring(pages.html(sagodalen, "resultat/ar/2026/"))
    *insatser, total = table(page, "Pengar som insatserna har begärt, kronor")
    begärt = [int(row[2].replace("\N{NO-BREAK SPACE}", "").replace(" ", "")) for row in (*insatser, total)]
    assert sum(begärt[:-1]) == begärt[-1] > 0
    assert len(page.xpath("//caption[starts-with(., 'Pengar som')]/..//a[contains(@href, 'insatser.yaml#L')]")) == len(insatser)


def test_every_number_leads_to_its_row_or_to_the_rows_it_is_a_sum_of(page: lxml.html.HtmlElement) -> None:
    checked = 0
    for row in page.xpath("//main//tbody/tr"):
        numbers = [cell for cell in row.xpath("td[contains(@class, 'number')]") if re.search(r"\d", words(cell))]
        place = row.xpath("td[last()]//a[contains(@href, '#L') or contains(., 'rad')]")
        for cell in numbers:
            is_count_of_insatser = re.fullmatch(r"\d+ (av \d+|insats(er)?)", words(cell))
            assert place or cell.xpath(".//a") or is_count_of_insatser, words(row)
            checked += 1
    assert checked > 80


def test_the_row_is_a_link_to_the_repository_or_to_the_page_of_the_insats() -> None:
    context = outcome_context(*rows(*MANY), insatser=(rader.insats(budget=[{"år": "2024", "belopp": "5"}]),))
    links = year_page(context, 2024).xpath("//table[caption='Pengar per insats']//td[last()]//a/@href")
    assert links == ["../../../insatser/ett/#budget"]
    links = year_page(replace(context, edit_url=ADRESS), 2024).xpath(
        "//table[caption='Pengar per insats']//td[last()]//a/@href"
    )
    assert links == [f"{ADRESS}data/prov.yaml#L7"]


def test_the_document_says_what_the_page_says() -> None:
    context = replace(rader.context_of(rader.example_register()), edit_url=ADRESS)
    registret = context.register
    for år in åren_med_sida(registret, DAY):
        bok = årsbok(registret, år, DAY)
        document = docx.Document(io.BytesIO(dokument(bok, registret, DAY, ADRESS)))
        said, shown = " ".join(written(document.element.body).split()), words(year_page(context, år))
        for del_ in innehåll(bok, registret.uppföljning.mått, registret.insatser_i(registret.värd), DAY):
            for text in texts(del_):
                assert " ".join(text.split()) in said and " ".join(text.split()) in shown, text


def texts(del_: Rubrik | Stycke | Lista | Tabell) -> list[str]:
    match del_:
        case Rubrik() | Stycke():
            return del_.text.split("\n\n")
        case Lista():
            return [rad.celler[0].text for rad in del_.punkter]
    return [*del_.rubriker, *(cell.text for rad in del_.rader for cell in rad.celler)]


def test_the_document_has_the_row_at_each_row_and_links_it_when_the_address_is_known() -> None:
    context = outcome_context(*rows(*MANY), insatser=(rader.insats(budget=[{"år": "2024", "belopp": "5"}]),))
    bok = årsbok(context.register, 2024, DAY)
    for address, is_link in (("", False), (ADRESS, True)):
        document = docx.Document(io.BytesIO(dokument(bok, context.register, DAY, address)))
        [money] = [one for one in document.tables if [cell.text for cell in one.rows[0].cells[:2]] == ["Insats", "Beviljat"]]
        cell = money.rows[1].cells[-1]
        assert written(cell._tc) == "data/prov.yaml, rad 7"
        found = [cell.part.rels[link.get(qn("r:id"))].target_ref for link in cell._tc.iter(qn("w:hyperlink"))]
        assert found == ([f"{ADRESS}data/prov.yaml#L7"] if is_link else [])


def test_the_contributions_of_the_halves_stand_together() -> None:
    halves = [
        Rad(row | {"id": f"{row['id']}-{number}", "period": dict(zip(("från", "till"), days, strict=True))})
        for number, days in enumerate(HALVOR)
        for row in rows(*MANY)
    ]
    page = year_page(outcome_context(*halves), 2024)
    place = "data/prov.yaml , rad 7"
    assert table(page, "Utfall för en del av året, totalt") == [
        ["Insatsen ett", "januari – juni 2024", "240", "180", "50 % (80 av 160)", place],
        ["Insatsen ett", "juli – december 2024", "240", "180", "50 % (80 av 160)", place],
    ]
    assert table(page, "Utfall per insats, totalt") == [
        ["Insatsen ett Räknat ur halvåren", "2024", "420", "360", "50 % (160 av 320)", place]
    ]


@pytest.mark.parametrize(("sort", "is_whole"), [("delrapport", True), ("slutrapport", False)])
def test_a_report_of_a_half_year_stands_whole(sort: str, is_whole: bool) -> None:
    delar = [{"rubrik": "Samverkan", "text": "Alla parter var med."}, {"rubrik": "Deltagarna", "text": "De fick praktik."}]
    rapport = Rad(id="r", titel="Halvåret", förbund="alfa", sort=sort, insatser=["ett"], datum="2024-02", delar=delar, källa=[])
    page = year_page(context_of(register(insatser=[rader.insats()], slutrapporter=[rapport])), 2024)
    found = [words(one) for one in page.xpath("//h3[@id='rapport-r']/following::h4")]
    assert found == (["Samverkan", "Deltagarna"] if is_whole else [])
    assert ("Alla parter var med." in words(page)) is is_whole


def test_a_year_from_july_is_told_in_the_year_that_it_ends() -> None:
    insats = rader.insats("a", budget=[{"år": "2025", "belopp": "900000"}])
    context = outcome_context(*policyår(2024, *MANY), *policyår(2023, *MANY), insatser=(insats,))
    page = year_page(context, 2025)
    assert [row[0] for row in table(page, "Utfall juli 2024 – juni 2025")][:2] == ["Aktiva", "Avslut"]
    assert page.xpath("//table[caption='Våra insatser tillsammans']//thead//th/text()") == [
        "Vad", "Juli 2024 – juni 2025", "Juli 2023 – juni 2024",
    ]  # fmt: skip
    assert table(page, "Pengar per insats") == [["Insatsen a", "900 000", "saknas", "data/prov.yaml , rad 7"]]
    assert "Inga utfall för hela 2025" not in words(page)


def test_a_corrected_number_says_what_it_was_and_why() -> None:
    edit = [{"fält": "aktiva", "datum": "2025-10-01", "tidigare": "777", "varför": "Två hade räknats dubbelt."}]
    context = outcome_context(*rows(*MANY, rättelser=edit))
    [row] = table(year_page(context, 2025), "Tal som har rättats")
    assert row[:5] == ["Insatsen ett", "2024", "Aktiva, totalt", "777", "240"]
    assert row[5] == "1 oktober 2025. Två hade räknats dubbelt."
    assert not year_page(context, 2024).xpath("//table[caption='Tal som har rättats']")


def test_a_goal_is_measured_only_by_what_ends_that_year() -> None:
    mål = Rad(id="m", förbund="alfa", insats="ett", sort="insatsmål", mål="Hälften går vidare.", målvärde="50 procent")
    mål |= {"mått": [one.id for one in rader.example_register().uppföljning.mått.alla if one.positivt]}
    insats = rader.insats(projekttid={"start": "2023", "slut": "2025"})
    context = context_of(register(insatser=[insats], mal=[mål], utfall=rows(*MANY)))
    assert table(year_page(context, 2024), "Målen och läget")[0][3] == "Nått"
    assert table(year_page(context, 2025), "Målen och läget")[0][3] == "Inte mätt"


def test_a_long_table_shows_the_first_rows_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delad, "FLEST", 4)
    insatser = tuple(rader.insats(id_, budget=[{"år": "2024", "belopp": "5"}]) for id_ in "abc")
    context = outcome_context(insatser=insatser)
    page = year_page(context, 2024)
    assert len(table(page, "Årets insatser")) == 2
    assert "Här visas de 2 första av 3 rader." in words(page)
    short = docx.Document(io.BytesIO(dokument(årsbok(context.register, 2024, DAY), context.register, DAY, flest=2)))
    assert any(one.text.startswith("Här visas de 2 första av 3 rader.") for one in short.paragraphs)


def test_the_years_are_linked_from_the_summary_and_lead_to_the_document(sagodalen: Site, page: lxml.html.HtmlElement) -> None:
    summary = lxml.html.fromstring(pages.html(sagodalen, "resultat/"))
    links = summary.xpath("//a[contains(@href, 'resultat/ar/')]/@href")
    assert links == [f"../resultat/ar/{år}/" for år in (2026, 2025, 2024, 2023, 2022)]
    assert page.xpath("//a[@download]/@href") == ["../../../dokument/arsredovisning-2025.docx"]
    assert (sagodalen.folder / "dokument/arsredovisning-2025.docx").is_file()


def test_without_outcomes_and_money_the_year_of_a_report_is_linked_too() -> None:
    rapport = Rad(id="r", titel="R", förbund="alfa", sort="slutrapport", insatser=["ett"], datum="2019-03", källa=[])
    context = context_of(register(insatser=[rader.insats()], slutrapporter=[rapport]))
    links = tree(sammanfattning(context, "../")).xpath("//a[contains(@href, 'resultat/ar/')]/@href")
    assert links == ["../resultat/ar/2019/"]


def test_a_column_that_no_insats_has_is_left_out() -> None:
    insats = rader.insats(projekttid={"start": "2019", "slut": "2019"}, budget=[{"år": "2019", "belopp": "5"}])
    page = year_page(outcome_context(insatser=(insats,)), 2019)
    assert page.xpath("//table[caption='Årets insatser']/thead//th/text()") == ["Insats", "Projekttid", "Rad i data"]


def test_without_anything_to_tell_there_is_no_year() -> None:
    context = outcome_context()
    assert åren_med_sida(context.register, DAY) == [] and arssida.sidor(context) == []
    assert årens_dokument(context.register, DAY, "") == {}
