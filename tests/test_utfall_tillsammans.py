"""Utfallen över insatser och perioder på sidorna: summor, utveckling, kostnader och sidorna om en period."""

from datetime import date

import pytest

from macros.model.utfall import Period
from macros.views import delad, perioder, utfall_tillsammans
from tests import rader
from tests.conftest import Site
from tests.rader import Rad
from tests.utfallsrader import MANY, NONE, example, outcome_context, rows
from tests.vyer import ROOT_URL, tree, words

ÅR = [{"år": "2024", "belopp": "1000000", "läge": "utfall"}]
TVÅ_ÅR = [*ÅR, {"år": "2023", "belopp": "500000"}]
HALVOR = ("2024-01-01", "2024-06-30"), ("2024-07-01", "2024-12-31")


def halvår(*values: int) -> list[Rad]:
    return [
        row | {"id": f"{row['id']}-{number}", "period": {"från": från, "till": till}}
        for number, (från, till) in enumerate(HALVOR)
        for row in rows(*values)
    ]


def said(html: object, caption: str) -> list[list[str]]:
    """Raderna i tabellen vars rubrik börjar så."""
    [table] = tree(html).xpath(f"//table[caption[starts-with(normalize-space(.), '{caption}')]]")
    return [[words(cell) for cell in row] for row in table.xpath("tbody/tr")]


@pytest.mark.parametrize(
    ("från", "till", "namn", "adress"),
    [
        ((2025, 1, 1), (2025, 12, 31), "2025", "2025/"),
        ((2025, 1, 1), (2025, 6, 30), "januari – juni 2025", "2025-01-till-2025-06/"),
        ((2024, 7, 1), (2025, 6, 30), "juli 2024 – juni 2025", "2024-07-till-2025-06/"),
        ((2024, 7, 2), (2025, 6, 30), "2 juli 2024 – 30 juni 2025", "2024-07-02-till-2025-06-30/"),
    ],
)
def test_a_period_has_a_name_and_an_address(från, till, namn, adress):
    period = Period(date(*från), date(*till))
    assert (perioder.namn(period), perioder.adress(period)) == (namn, f"resultat/utfall/{adress}")
    assert perioder.adress(period, 3) == f"resultat/utfall/{adress}3/"


def test_the_sums_say_how_many_insatser_are_in_them():
    context = outcome_context(
        *rows(*MANY, insats="a"), *rows(*NONE, insats="b"), insatser=(rader.insats("a"), rader.insats("b"))
    )
    html = utfall_tillsammans.tillsammans(context, ROOT_URL)
    measures = {row[0]: row[1:] for row in said(html, "Våra insatser tillsammans, 2024")}
    assert measures["Till arbete (positivt)"] == ["40 1 av 2 insatser", "20 1 av 2 insatser", "20 1 av 2 insatser"]
    assert measures["Måluppfyllelse"][0] == "80 av 160 = 50 % 1 av 2 insatser"
    [year] = said(html, "Hela år mot hela år")
    assert year[:2] == ["2024", "444 2 av 2 insatser"]


def test_the_year_is_compared_with_the_year_before():
    context = outcome_context(*rows(*MANY), *rows(*(2 * value for value in MANY), year=2023), *halvår(*MANY)[:3])
    html = utfall_tillsammans.tillsammans(context, ROOT_URL)
    assert words(tree(html).xpath("//table/thead//th[last()]")[0]) == "Totalt 2023"
    row = next(row for row in said(html, "Våra insatser tillsammans, 2024") if row[0] == "Aktiva")
    assert (row[1][:3], row[-1][:3]) == ("240", "480")


def test_the_sums_are_of_our_own_insatser_only():
    own = {insats.id for insats in example().register.insatser if insats.förbund.är_värd}
    for rader_ in example().register.värdens_utfall.values():
        assert {rad.gäller[0].id for rad in rader_} <= own


def test_the_halves_give_the_whole_year_and_say_so():
    context = outcome_context(*halvår(*MANY))
    insats = context.register.insats["ett"]
    html = utfall_tillsammans.utveckling_på_insats(context, insats, ROOT_URL)
    [year] = said(html, "Hela år mot hela år")
    # 240 + 240 aktiva, varav 60 var med i båda halvåren.
    assert year[:4] == ["2024 Räknat ur halvåren", "420", "360", "160 av 320 = 50 %"]
    assert [row[0] for row in said(html, "Halvår mot halvår")] == ["Juli – december 2024", "Januari – juni 2024"]


def test_one_period_has_no_trend():
    context = outcome_context(*rows(*MANY))
    assert utfall_tillsammans.utveckling_på_insats(context, context.register.insats["ett"], ROOT_URL) == ""


def test_the_cost_stands_with_its_numerator_and_denominator_and_its_warning():
    context = outcome_context(*rows(*MANY), insatser=(rader.insats(budget=ÅR),))
    html = utfall_tillsammans.kostnad_på_insats(context, context.register.insats["ett"], ROOT_URL)
    [year] = said(html, "Kronor per person")
    assert year[1] == "1 000 000 kr Utfall" and year[3] == "4 167 kr 1 000 000 kr ÷ 240"
    assert year[5] == "12 500 kr 1 000 000 kr ÷ 80" and "Jämför inte rakt av" in words(tree(html))
    [together] = said(utfall_tillsammans.våra_kostnader(context, ROOT_URL), "Kronor per person")
    assert together[3].replace(" ,", ",") == "12 500 kr 1 000 000 kr ÷ 80, 1 av 1 insats"


def test_the_halves_have_their_cost_at_the_whole_year():
    context = outcome_context(*halvår(*MANY), insatser=(rader.insats(budget=ÅR),))
    html = utfall_tillsammans.kostnad_på_insats(context, context.register.insats["ett"], ROOT_URL)
    [year] = said(html, "Kronor per person")
    assert year[0] == "2024 Räknat ur halvåren" and year[3] == "2 381 kr 1 000 000 kr ÷ 420"


def test_half_a_year_says_why_it_has_no_cost():
    context = outcome_context(*halvår(*MANY)[:3], *rows(*MANY, year=2023), insatser=(rader.insats(budget=TVÅ_ÅR),))
    html = utfall_tillsammans.kostnad_på_insats(context, context.register.insats["ett"], ROOT_URL)
    half, year = said(html, "Kronor per person")
    assert half[:2] == ["Januari – juni 2024", "– Pengarna gäller hela kalenderår, men talen en annan tid."]
    assert year[3] == "2 083 kr 500 000 kr ÷ 240"


def test_without_money_there_is_no_cost():
    context = outcome_context(*rows(*MANY))
    assert utfall_tillsammans.kostnad_på_insats(context, context.register.insats["ett"], ROOT_URL) == ""
    assert utfall_tillsammans.våra_kostnader(context, ROOT_URL) == ""


def test_many_insatser_stand_on_pages_after_each_other(monkeypatch):
    monkeypatch.setattr(delad, "FLEST", 2)
    ids = ["a", "b", "c", "d", "e"]
    context = outcome_context(*(row for id_ in ids for row in rows(*MANY, insats=id_)), insatser=tuple(map(rader.insats, ids)))
    pages = utfall_tillsammans.sidor(context)
    assert [url for url, _ in pages] == ["resultat/utfall/2024/", "resultat/utfall/2024/2/", "resultat/utfall/2024/3/"]
    made = [make() for _, make in pages]
    assert [len(said(page.html, "Utfall per insats")) for page in made] == [2, 2, 1]
    assert [page.title for page in made] == ["Utfall 2024", "Utfall 2024, sida 2 av 3", "Utfall 2024, sida 3 av 3"]
    links = tree(made[1].html).xpath("//nav//li/a")
    assert [link.get("aria-current") for link in links] == [None, "page", None]
    assert ["Våra insatser tillsammans" in words(tree(page.html)) for page in made] == [True, False, False]


def test_every_period_page_is_linked_from_the_overview(sagodalen: Site):
    page = (sagodalen.folder / "resultat/utfall/index.html").read_text("utf8")
    pages = [address for address in sagodalen.addresses() if address.startswith("resultat/utfall/") and address.count("/") == 3]
    assert len(pages) > 5
    for address in pages:
        assert f'href="../../{address}"' in page, address
