"""Planernas sidor, listan över planer, matrisen med det som har ändrats, och filerna med öppna data."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from macros.adapter.pages import search_documents
from macros.exports.package import table_files
from macros.views import matris, plan
from macros.views.html import Context
from tests import rader
from tests.conftest import DAY
from tests.rader import Rad, context_of, förbund, insats, register_of
from tests.vyer import ROOT_URL, tree, words


def example() -> Context:
    return context_of(rader.example_register())


def page_of(plan_id: str, context: Context | None = None):
    context = context or example()
    made = plan.plan_page(context, context.register.uppföljning.planer.plan[plan_id])
    return made, tree(made.html)


def text(element) -> str:
    """Texten som den läses, också när en länk slutar före ett skiljetecken."""
    return words(element).replace(" .", ".").replace(" ,", ",")


def cells(page, key: str) -> list[str]:
    return [words(cell) for cell in page.get_element_by_id(key)]


# ---- Sidan om en plan -------------------------------------------------------------------------------------


def test_the_page_of_a_plan_says_who_adopted_it_when_and_what():
    made, page = page_of("exempelplan")
    assert made.url == "uppfoljning/plan/2021-2030/"
    assert made.title == "Exempelplanen 2021–2030"
    facts = {words(fact.find("dt")): words(fact.find("dd")) for fact in page.xpath("//dl[@class='facts']/div")}
    assert facts == {
        "Antagen": "Av styrelsen den 20 november 2020, § 7",
        "Gäller": "2021–2030",
        "Ersätter": "planen 2016–2020",
        "Tidigare planer": "Exempelplanen 2012–2015",
    }
    assert cells(page, "planeras")[1] == "1 januari 2027 – 31 december 2028"
    assert cells(page, "langt-ord")[2] == "Enkät"


def test_an_earlier_plan_stays_as_it_was_and_links_both_ways():
    _, page = page_of("exempelplan-2016")
    assert "Planen är ersatt av planen 2021–2030, som gäller från 1 januari 2021." in text(page)
    assert "../../../uppfoljning/plan/2021-2030/" in page.xpath("//a/@href")
    assert cells(page, "grona-garden")[1] == "15 januari 2016 – 31 december 2017"
    assert cells(page, "exempelplan-2016-studieresan")[0] == "Studieresan Bilaga 2"
    changes = [[words(cell) for cell in row] for row in page.xpath("//h2[@id='andringar']/following::tbody/tr")]
    assert changes == [["Gröna gården", "2 oktober 2017", "Ändrad tid", "Styrelsen, § 12. Skogen var inte färdig."]]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2019, 1, 1), "planen 2021–2030 tar över 1 januari 2021."),
        (date(2031, 1, 1), "Planen är ersatt av planen 2021–2030"),
    ],
)
def test_the_earlier_plan_says_where_in_time_it_is(day, said):
    _, page = page_of("exempelplan-2016", replace(example(), today=day))
    assert said.casefold() in words(page).casefold()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2020, 12, 1), "Planen börjar gälla 1 januari 2021. Till dess gäller planen 2016–2020."),
        (date(2031, 1, 1), "Planen gällde till och med 31 december 2030. Ingen ny plan är inlagd."),
    ],
)
def test_the_later_plan_says_where_in_time_it_is(day, said):
    _, page = page_of("exempelplan", replace(example(), today=day))
    assert said in text(page)


def test_a_plan_of_another_förbund_says_so():
    made, page = page_of("betas-policy")
    assert made.url == "uppfoljning/plan/beta/betas-policy/" and made.title == "Beta: Exempelpolicyn"
    assert "Det här är en plan i ett annat förbund: Finsam Exempel-Beta." in text(page)
    assert words(page).count("Står inte i planen") == 2


def test_a_plan_is_found_by_its_name_and_its_decision():
    made, _ = page_of("exempelplan")
    site = type("Site", (), {"register": rader.example_register()})
    [document] = search_documents(site, made.url, made.title, {"title": made.title, "description": made.description}, made.html)
    assert (document.title, document.kind) == ("Exempelplanen 2021–2030", "Plan")
    assert {"2021–2030", "§ 7", "styrelsen"} <= set(document.keywords)


# ---- Listan -----------------------------------------------------------------------------------------------


def test_the_plan_that_applies_is_first_and_others_stand_by_themselves():
    own = [[words(cell) for cell in row] for row in tree(plan.planer(example(), ROOT_URL)).xpath("//tbody/tr")]
    assert own == [
        ["Exempelplanen 2021–2030", "Av styrelsen den 20 november 2020, § 7", "2021–2030", "Gäller"],
        ["Exempelplanen 2016–2020", "Av styrelsen den 10 december 2015, § 3", "2016–2020", "Ersatt av planen 2021–2030"],
    ]
    others = [[words(cell) for cell in row] for row in tree(plan.andra_planer(example(), ROOT_URL)).xpath("//tbody/tr")]
    assert others == [
        ["Exempelpolicyn Finsam Exempel-Beta", "Står inte i planen", "Står inte i planen", "Ingen senare plan är inlagd"]
    ]


def test_a_förbund_without_a_plan_has_no_list():
    context = context_of(register_of())
    assert plan.planer(context, ROOT_URL) == plan.andra_planer(context, ROOT_URL) == ""


# ---- Matrisen ---------------------------------------------------------------------------------------------


def test_the_matrix_says_which_plan_and_how_much_has_changed():
    page = tree(matris.matris(example(), ROOT_URL))
    head = [text(line) for line in page.xpath("//h2[@id='alfa']/following-sibling::p")[:2]]
    assert head == [
        "Enligt planen 2021–2030, antagen av styrelsen den 20 november 2020, § 7.",
        "5 rader skiljer sig från planen. I rutan står vad som är ändrat, och när.",
    ]


@pytest.mark.parametrize(
    ("key", "column", "said"),
    [
        ("upphandlas", 0, "Ny 10 juni 2026 Styrelsen, § 5."),
        ("planeras", 1, "Ändrat 15 september 2026 Fler behövde längre tid. I planen: 1 januari 2027 – 31 december 2028"),
        ("langt-ord", 2, "Ändrat november 2021 I planen: Enkät"),
        ("tecken", 1, "Avslutad 30 september 2021 Styrelsen, § 9. I planen: 1 mars 2021 – 30 september 2022"),
        ("bara-start", 3, "Ändrat 1 februari 2021 I planen: ska upphandlas"),
    ],
)
def test_the_matrix_says_in_the_cell_what_has_changed_and_when(key, column, said):
    assert cells(tree(matris.matris(example(), ROOT_URL)), key)[column].endswith(said)


def with_plan(insatser: list[Rad], **planrad) -> Context:
    return context_of(
        register_of(
            planer=[Rad({"id": "p", "namn": "P", "förbund": "alfa", "period": {"från": "2020"}})],
            planrader=[Rad({"id": "p-1", "plan": "p", "förbund": "alfa", "insats": "ett", "namn": "Insatsen ett"} | planrad)],
            insatser=insatser,
        )
    )


def test_a_change_without_a_day_is_shown_without_one():
    page = tree(matris.matris(with_plan([insats(projekttid={"start": "2020"})]), ROOT_URL))
    assert cells(page, "ett")[1] == "från 2020, slutdatum saknas Ändrat I planen: inget"


def test_insatser_that_ended_before_the_plan_are_said_to_be_elsewhere():
    page = tree(matris.matris(with_plan([insats(), insats("gammal", projekttid={"slut": "2018"})]), ROOT_URL))
    assert "1 insats slutade före planen och står inte här, utan bland alla insatser." in text(page)


def test_nothing_is_said_to_be_unchanged():
    page = tree(matris.matris(with_plan([insats()]), ROOT_URL))
    assert "Enligt planen 2020. Ingen ändring är inlagd sedan planen antogs." in text(page)


@pytest.mark.parametrize(
    ("fields", "column", "said"),
    [
        (
            {"redovisning": [{"vad": "Slutrapport", "när": "2019-10", "läge": "planerad"}]},
            4,
            "Slutrapport Skulle vara klar oktober 2019. Vi vet inte om den finns.",
        ),
        ({"redovisning": [{"vad": "Slutrapport", "när": "2019-10"}]}, 4, "Slutrapport oktober 2019. Vi vet inte om den finns."),
        (
            {"projekttid": {"slut": "2020"}, "utförare_läge": "ska upphandlas"},
            3,
            "Ska upphandlas Så var det när uppgiften skrevs. Vi vet inte vem det blev.",
        ),
    ],
)
def test_a_time_that_has_passed_is_not_said_to_be_planned(fields, column, said):
    page = tree(matris.matris(context_of(register_of(insatser=[insats(**fields)])), ROOT_URL))
    assert cells(page, "ett")[column] == said


# ---- Öppna data -------------------------------------------------------------------------------------------


def test_every_plan_has_its_own_files():
    data = rader.example()
    files = table_files(data.dictionary, data.tables, rader.example_register(), DAY)
    rows = list(csv.DictReader(io.StringIO(files["data/planer/exempelplan-2016.csv"].decode())))
    whole = json.loads(files["data/planer/exempelplan-2016.json"])
    assert len(rows) == len(whole["planrader"]) == 6
    assert whole["beräknat"] == {
        "läge": "ersatt",
        "läge_gäller": "2026-11-22",
        "ersätts_av": "exempelplan",
        "förbundets_namn": "Samordningsförbundet Exempel-Alfa",
        "sida": "/uppfoljning/plan/2016-2020/",
        "licens": "CC0-1.0",
    }
    assert "data/planer/betas-policy.json" in files and "data/planer/betas-policy.csv" not in files


def test_a_reference_has_no_say_over_the_host():
    rows = [Rad({"id": "b", "namn": "B", "förbund": "beta", "period": {"från": "2020"}})]
    register = register_of(forbund=[förbund("alfa", "värd"), förbund("beta")], planer=rows, insatser=[insats()])
    assert "Enligt" not in words(tree(matris.matris(context_of(register), ROOT_URL)))
