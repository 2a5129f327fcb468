"""Rekvisitionerna: kvartalen, summorna, insatsens sida och styrelsens."""

from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from macros.model.rekvisition import Kvartal, att_rekvirera, kvartal_i, årslägen, årssummor
from macros.model.tid import Projekttid, Tidpunkt
from tests.conftest import Site
from tests.rader import example_register


def projekttid(start: str, slut: str) -> Projekttid:
    return Projekttid(Tidpunkt.av(start) if start else None, Tidpunkt.av(slut) if slut else None)


@pytest.mark.parametrize(
    ("start", "slut", "antal", "första", "sista"),
    [
        ("2027-01-01", "2027-12-31", 4, "januari–mars 2027", "oktober–december 2027"),
        ("2027-03-31", "2027-04-01", 2, "januari–mars 2027", "april–juni 2027"),
        ("2027-11-15", "2032-11-14", 21, "oktober–december 2027", "oktober–december 2032"),
        ("2027", "2028-06", 6, "januari–mars 2027", "april–juni 2028"),
    ],
)
def test_the_quarters_follow_the_project_time(start: str, slut: str, antal: int, första: str, sista: str) -> None:
    found = kvartal_i(projekttid(start, slut))
    assert (len(found), found[0].i_ord(), found[-1].i_ord()) == (antal, första, sista)


@pytest.mark.parametrize(
    ("start", "slut", "antal"),
    [
        ("2024-01-01", "2026-06-01", 10),  # slut, men den sista fakturan kan återstå
        ("2024-01-01", "2026-05-22", 0),  # slut i mer än ett halvår
        ("2026-11-15", "2031-11-14", 21),  # fem år
        ("2026-11-15", "2031-11-15", 0),  # en dag för länge
        ("2026-11-15", "", 0),
    ],
)
def test_an_insats_has_a_workbook_while_it_can_ask_for_money(start: str, slut: str, antal: int) -> None:
    insats = replace(example_register().insats["planeras"], projekttid=projekttid(start, slut))
    assert len(att_rekvirera(insats, date(2026, 11, 22))) == antal


def test_there_are_no_quarters_without_start_and_end() -> None:
    assert kvartal_i(projekttid("2027-01-01", "")) == kvartal_i(projekttid("", "2027-01-01")) == []


def test_a_quarter_has_its_days() -> None:
    assert (Kvartal(2028, 1).första, Kvartal(2028, 1).sista) == (date(2028, 1, 1), date(2028, 3, 31))
    assert Kvartal.med(date(2027, 12, 31)) == Kvartal(2027, 4) and Kvartal(2027, 4).nästa == Kvartal(2028, 1)


def test_the_year_is_the_sum_of_its_quarters() -> None:
    register = example_register()
    insats = register.insats["nasta-steg"]
    (läge,) = årslägen(insats, [one for one in register.rekvisitioner if one.insats == insats])
    assert (läge.beviljat, läge.begärt, läge.betalt, läge.kvar, läge.avvikelse) == (
        3_000_000,
        2_200_000,
        1_450_000,
        800_000,
        -40_000,
    )
    assert [läge.kvar_efter(one) for one in läge.rekvisitioner] == [2_300_000, 1_540_000, 800_000]
    assert läge.senaste == Kvartal(2026, 3)


def test_other_payers_money_is_not_ours() -> None:
    register = example_register()
    summor = {one.år: one for one in årssummor(register.rekvisitioner)}
    assert list(summor) == [2026, 2018]
    assert (summor[2018].beviljat, summor[2018].begärt, summor[2018].kvar) == (1_500_000, 350_000, 1_150_000)


def test_the_page_of_an_insats_shows_every_quarter(sagodalen: Site) -> None:
    page = html.parse(str(sagodalen.folder / "insatser" / "mote-i-tid" / "index.html"))
    table = page.xpath("//h2[@id='rekvisitioner']/following::table[1]")[0]
    rows = [[" ".join(cell.text_content().replace("\xad", "").split()) for cell in row] for row in table.iterfind("tbody/tr")]
    assert rows == [
        ["Januari–mars 2026", "525 000", "520 000", "−5 000", "520 000", "1 580 000"],
        ["April–juni 2026", "525 000", "525 000", "0", "525 000", "1 055 000"],
        ["Juli–september 2026", "525 000", "526 000", "1 000", "Inte än", "529 000"],
        ["2026 tillsammansBeviljat: 2 100 000 kr", "1 575 000", "1 571 000", "−4 000", "1 045 000", "529 000"],
    ]


def test_the_board_sees_the_sums_of_the_year(sagodalen: Site) -> None:
    page = html.parse(str(sagodalen.folder / "resultat" / "index.html"))
    table = page.xpath("//h2[@id='rekvirerat']/following::table[1]")[0]
    *_, last = table.iterfind("tbody/tr")
    assert [" ".join(cell.text_content().replace("\xad", "").split()) for cell in last] == [
        "3 insatser tillsammans",
        "7 000 000",
        "5 057 000",
        "3 413 000",
        "1 943 000",
    ]


def test_the_workbook_is_where_the_money_is_asked_for(sagodalen: Site) -> None:
    """På insatsens sida, i Min insats vid varje kvartal, och på sidan om pengarna."""
    book = "dokument/rekvisition/steget-vidare.xlsx"
    assert (sagodalen.folder / book).is_file()
    for page, link in (
        ("insatser/steget-vidare", f"../../{book}"),
        ("insatser/steget-vidare/min-insats", f"../../../{book}"),
        ("genomfor/pengar", "../../dokument/budget-och-rekvisition.xlsx"),
    ):
        found = html.parse(str(sagodalen.folder / page / "index.html"))
        assert found.xpath("//a[@href=$link and @download]", link=link), page
    finished = html.parse(str(sagodalen.folder / "insatser" / "kraftkallan" / "index.html"))
    assert not finished.xpath("//h2[@id='rekvisitioner']")
