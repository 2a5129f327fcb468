"""Sammanfattningen räknar som modellen, och varje siffra leder någonstans."""

import re
from functools import cache

import pytest

from macros.model.atagande import FRAMFÖR, Läge
from macros.model.tid import Status
from macros.views import sammanfattning
from tests import rader
from tests.conftest import DAY
from tests.rader import Rad, context_of
from tests.utfallsrader import MANY, example, register, rows
from tests.vyer import ROOT_URL, tree, words

# ---- Sammanfattningen -------------------------------------------------------------------------------------


@cache
def summary():
    return tree(sammanfattning.sammanfattning(example(), ROOT_URL))


def after(page, id_: str, path: str) -> list:
    """Elementen mellan en rubrik och nästa."""
    return page.xpath(
        f"//*[preceding-sibling::h2[1][@id='{id_}'] or ancestor::*/preceding-sibling::h2[1][@id='{id_}']][self::{path}]"
    )


def test_the_summary_counts_the_insatser_as_the_model_does():
    """Bara värdens: de andra förbundens räknas aldrig med."""
    register = example().register
    found = [[words(cell).split(" ")[0] for cell in row] for row in after(summary(), "insatser", "tr")[1:]]
    insatser = register.insatser_i(register.värd)
    counts = {status: sum(insats.status(DAY) is status for insats in insatser) for status in Status}
    assert 0 < len(insatser) < len(register.insatser)
    assert found == [
        *([status.value.capitalize().split(" ")[0], str(count)] for status, count in counts.items() if count),
        ["Alla", str(len(insatser))],
    ]


def test_the_summary_counts_the_reports_as_the_model_does():
    found = [int(words(dd)) for dd in after(summary(), "rapporter", "dd")]
    reports = [ett.läge(DAY) for ett in example().register.värdens_åtaganden(DAY) if ett.är_rapport]
    coming = sum(reports.count(läge) for läge in FRAMFÖR)
    assert found == [reports.count(Läge.KLART), coming, reports.count(Läge.PASSERAT)]


def test_the_summary_names_every_evaluation_with_its_counts():
    said = words(summary())
    for rapport in example().register.uppföljning.bibliotek.rapporter:
        is_told = bool(rapport.slutsatser) and rapport.förbund.är_värd
        assert (f"{len(rapport.slutsatser)} slutsats" in said) or not is_told
        assert bool(summary().xpath(f"//h3/a[contains(@href, '{rapport.adress}')]")) is is_told


def test_every_figure_of_the_summary_leads_somewhere():
    """Till en sida, eller till rutan under tabellen, där raden i data står."""
    for cell in summary().xpath("//td[contains(@class, 'number')][normalize-space() != '0']"):
        if not re.search(r"\d", words(cell)):
            continue
        assert cell.xpath("..//a | ancestor::table/following-sibling::*[1][@data-underlag]"), words(cell.getparent())
    for term in summary().xpath("//dl[@class='figures']/div/dt"):
        assert term.xpath(".//a"), words(term)
    for paragraph in summary().xpath("//p[not(ancestor::details)]"):
        is_text_of_a_report = paragraph.xpath("preceding-sibling::h2[1][@id='utvarderingar']") and not paragraph.xpath(".//a")
        if re.search(r"\d", words(paragraph)) and not is_text_of_a_report and "saknar uppgiften" not in words(paragraph):
            assert paragraph.xpath(".//a"), words(paragraph)


def test_gaps_list_their_insatser():
    """Raden i data står på insatsens egen sida."""
    listed = {words(li.xpath(".//strong")[0]): li for li in summary().xpath("//ul[@class='gaps']/li")}
    luckor = sammanfattning.luckor(example())
    assert list(listed) == [lucka.vad for lucka in luckor]
    for lucka in luckor:
        links = listed[lucka.vad].xpath(".//a/@href")
        assert links == [f"{ROOT_URL}{insats.adress}" for insats in lucka.insatser[: sammanfattning.MOST_LISTED]]


FULL = rader.insats(
    målgrupp="M",
    projekttid={"start": "2019", "slut": "2020"},
    utförare=["U"],
    redovisning=[{"vad": "Slutrapport", "när": "2020", "läge": "klar"}],
    budget=[{"år": "2019", "belopp": "1"}],
)


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        ("", []),
        ("målgrupp", ["Målgrupp"]),
        ("projekttid", ["Projekttid"]),
        ("utförare", ["Utförare av utvärderingen"]),
        ("redovisning", ["Redovisning"]),
        ("budget", ["Budget"]),
        ("utfall", ["Utfall i de gemensamma måtten"]),
        ("mal", ["Mål för insatsen"]),
        ("forandringsteori", ["Förändringsteori för insatsen"]),
    ],
)
def test_a_gap_is_what_is_missing_and_nothing_else(without, expected):
    tables = {
        "utfall": rows(*MANY),
        "mal": [Rad(id="m", förbund="alfa", insats="ett", sort="insatsmål", mål="M")],
        "forandringsteori": [Rad(id="k", förbund="alfa", insats="ett", namn="K")],
    }
    tables.pop(without, None)
    insats = Rad({key: value for key, value in FULL.items() if key != without})
    assert [lucka.vad for lucka in sammanfattning.luckor(context_of(register(insatser=[insats], **tables)))] == expected


def test_an_insats_without_an_end_lacks_it():
    row = Rad(FULL | {"projekttid": {"start": "2019"}})
    luckor = sammanfattning.luckor(context_of(register(insatser=[row], utfall=rows(*MANY))))
    assert "Slutdatum" in [lucka.vad for lucka in luckor]


@pytest.mark.parametrize(
    ("budgets", "expected"),
    [([], []), ([[("2020", "100")], [("2019", "5"), ("2020", "50")]], [(2019, "", 5, ["1"]), (2020, "", 150, ["0", "1"])])],
)
def test_the_budget_is_summed_for_each_year(budgets, expected):
    insatser = [
        rader.insats(str(i), budget=[{"år": år, "belopp": belopp} for år, belopp in poster]) for i, poster in enumerate(budgets)
    ]
    found = sammanfattning.budget_per_år(context_of(register(insatser=insatser)))
    assert [(*rest, [insats.id for insats in insatser]) for *rest, insatser in found] == expected
