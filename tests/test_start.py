"""Startsidan: det som gäller i dag, för vilket förbund som helst, och vägen till svaren som en styrelse frågar efter."""

import lxml.html
import pytest

from macros.views.start import CARDS, MOST_BARS, om, start
from tests.conftest import Site
from tests.rader import Rad, context_of, förbund, insats, register_of
from tests.vyer import ROOT_URL, tree, words


def tid(start: str, slut: str) -> dict[str, dict[str, str]]:
    return {"projekttid": {"start": start, "slut": slut}}


def page_of(**tables: list[Rad]) -> lxml.html.HtmlElement:
    return tree(start(context_of(register_of(**tables)), ROOT_URL))


def test_a_host_without_data_gets_a_short_page() -> None:
    page = page_of()
    assert [words(one) for one in page.iter("h2")] == ["Ansöka om pengar", "Driva en insats", "Följa upp"]
    assert "Förbundet har inga insatser inlagda än." in words(page)
    assert "ansok/datum/" not in "".join(page.xpath("//a/@href"))


def test_only_the_hosts_own_insatser_are_told_of() -> None:
    both = [förbund("alfa", "värd"), förbund("beta")]
    page = page_of(forbund=both, insatser=[insats("ett"), insats("två", förbund="beta")])
    assert [words(one) for one in page.xpath("//*[@class='insats-cards']//h3")] == ["Insatsen ett"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([tid("2026-01", "2027-12")], "1 insats pågår den 22 november 2026."),
        (
            [tid("2026-01", "tills vidare"), tid("2027-02", "2028-01")],
            "1 insats pågår den 22 november 2026, och 1 börjar senare.",
        ),
        (
            [tid("2018-01", "2019-06"), tid("2018-01", "2020-03-31"), {}],
            "Ingen insats pågår den 22 november 2026, enligt uppgifterna. Den senaste slutade 31 mars 2020. "
            "För 1 insats vet vi inte när den slutar eller slutade.",
        ),
        (
            [{}, {}],
            "Ingen insats pågår den 22 november 2026, enligt uppgifterna. "
            "För 2 insatser vet vi inte när de slutar eller slutade.",
        ),
    ],
)
def test_what_runs_is_said_in_words(rows: list[dict], said: str) -> None:
    page = page_of(insatser=[insats(f"i{number}", **row) for number, row in enumerate(rows)])
    assert words(page.xpath("//h2[@id='insatserna']/following-sibling::p[1]")[0]) == said


def test_the_three_presented_run_and_say_what_they_are_for() -> None:
    rows = [insats("slut", syfte="Slut.", **tid("2020-01", "2020-12")), insats("utan", **tid("2026-01", "2028-12"))]
    rows += [insats(f"med{number}", syfte=f"Syfte {number}. Mer.", **tid("2026-01", "2027-12")) for number in range(CARDS)]
    page = page_of(insatser=rows)
    assert [words(one) for one in page.xpath("//*[@class='insats-cards']//p[1]")] == ["Syfte 0.", "Syfte 1.", "Syfte 2."]
    in_time = [words(one) for one in page.xpath("//table//th[@scope='row']")]
    assert in_time == ["Insatsen utan", *(f"Insatsen med{number}" for number in range(CARDS))]


def test_the_timeline_is_small() -> None:
    page = page_of(insatser=[insats(f"i{number}", **tid("2026-01", "2027-12")) for number in range(MOST_BARS + 3)])
    assert len(page.xpath("//table/tbody/tr")) == MOST_BARS


def test_what_an_insats_is_for_is_its_purpose_or_its_group() -> None:
    rows = register_of(insatser=[insats("a", målgrupp="Unga."), insats("b", målgrupp="Unga.", syfte="Arbete."), insats("c")])
    assert [om(one) for one in rows.insatser] == ["Unga.", "Arbete.", ""]


def test_without_outcomes_the_page_says_so_and_where_to_read_on() -> None:
    result = page_of(insatser=[insats("ett")]).xpath("//*[@id='resultat']/..")[0]
    assert "Det går inte att säga än. Ingen insats har lämnat utfall." in words(result)
    assert "resultat/#kom-i-gang" in result.xpath(".//a/@href")[1]


# Det som en ledamot i styrelsen frågar, länken på startsidan, och det som ska stå där den leder.
ASKED = [
    ("vad pengarna gav", "Vad gav pengarna 2025?", "294 av 513 = 57 %"),
    ("till vem", "Till vem, till vilken kostnad och mot året före", "Positivt utfall, kvinnor 129 av 237 = 54 %"),
    ("till vilken kostnad", "Till vem, till vilken kostnad och mot året före", "Kostnad per positivt utfall 69 048 kr"),
    ("mot förra året", "Till vem, till vilken kostnad och mot året före", "263 av 487 = 54 %"),
    ("mot ett annat förbund", "Jämfört med andra förbund", "Inget annat förbund är med än."),
    ("vad ingen vet", "Vad vi inte vet", "Vad saknas, och varför?"),
]


@pytest.mark.parametrize(("asked", "link", "there"), ASKED, ids=[one[0] for one in ASKED])
def test_a_member_of_the_board_finds_the_answer_from_the_start_page(sagodalen: Site, asked: str, link: str, there: str) -> None:
    index = sagodalen.folder / "index.html"
    start_page = lxml.html.fromstring(index.read_bytes())
    [href] = {one.get("href") for one in start_page.findall(".//main//a") if words(one) == link}
    address, _, anchor = href.removeprefix("./").partition("#")
    target = lxml.html.fromstring((sagodalen.folder / address / "index.html").read_bytes())
    assert there in words(target.find(".//main"))
    assert not anchor or target.xpath(f"//*[@id='{anchor}']")


def test_the_result_has_numerator_denominator_year_and_source(sagodalen: Site) -> None:
    page = lxml.html.fromstring((sagodalen.folder / "index.html").read_bytes())
    result = words(page.xpath("//*[@id='resultat']/..")[0])
    for said in ("2025", "57 %", "294 av 513", "263 av 487", "Källa: insatsernas utfall"):
        assert said in result
