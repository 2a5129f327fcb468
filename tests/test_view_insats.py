"""Insatsens sida: varje ifyllt fält syns, och det källan inte säger står som det är."""

from collections.abc import Iterator

import pytest

from macros.dictionary.slag import TILLS_VIDARE
from macros.model.insats import Insats
from macros.model.register import build
from macros.model.tid import Tidpunkt
from macros.views.html import Context
from macros.views.insats import insats_page
from macros.views.text import href
from tests import rader
from tests.rader import context_of, register_of
from tests.vyer import tree, words

# ---- Insatsens sida ---------------------------------------------------------------------------------------

NOT_SHOWN = {"id", "tidigare_adresser", "osäkert.fält"}  # adresser, och fältet där anmärkningen i stället står

WITHOUT_PAGE = ("insatstyper", "parttyper")  # deras namn står på sidan, utan länk


def expected_on_page(context: Context, insats: Insats) -> Iterator[tuple[str, str, bool]]:
    """Varje text i insatsens rad: vägen dit, det som ska synas, och om det är en länk."""
    table = context.words.tables["insatser"]
    for path, text in rader.leaves(insats.rad):
        known = table.field(path)
        leaf = known.items if known.type == "array" else known
        if path in NOT_SHOWN or path.startswith("kvitterat."):  # kvittona handlar om raden, inte om insatsen
            continue
        if leaf.referens in WITHOUT_PAGE:
            yield path, next(post.namn for post in context.register.alla[leaf.referens] if post.id == text), False
        elif leaf.referens:
            yield path, text, True
        elif leaf.slag == "länk":
            yield path, href(text, "../../"), True
        elif leaf.slag in ("tidpunkt", "slut", "datum") and text != TILLS_VIDARE:
            yield path, Tidpunkt.av(text).i_ord(), False
        else:
            yield path, f"{int(text):,}".replace(",", " ") if leaf.type == "integer" else text, False


def missing_on_page(context: Context, insats: Insats) -> list[tuple[str, str]]:
    page = tree(insats_page(context, insats).html)
    said = f"{insats.namn} {words(page)}".casefold()
    links = page.xpath("//@href")
    return [
        (path, text)
        for path, text, is_link in expected_on_page(context, insats)
        if not (
            any(text in link.replace("#", "/").split("/") or text == link for link in links)
            if is_link
            else " ".join(text.split()).casefold() in said
        )
    ]


def test_the_page_shows_every_filled_field_of_every_insats():
    context = context_of(rader.example_register())
    assert {insats.id: missing for insats in context.register.insatser if (missing := missing_on_page(context, insats))} == {}


def test_the_page_shows_every_field_the_dictionary_knows():
    register = build(rader.words(), rader.full_tables("Egen text"))
    assert missing_on_page(context_of(register), register.insatser[0]) == []


def test_the_page_says_nothing_of_what_the_office_has_acknowledged():
    receipts = [{"regel": "privat-epost", "fält": "syfte", "varför": "Adressen är förbundets."}]
    register = register_of(insatser=[rader.insats(kvitterat=receipts)])
    page = insats_page(context_of(register), register.insatser[0]).html
    assert "privat-epost" not in page and "Adressen är förbundets" not in page
    assert register.insatser[0].rad["kvitterat"] == receipts


def facts_of(**fields) -> dict[str, str]:
    """Faktalistan på en påhittad insats sida, rubrik för rubrik."""
    register = register_of(insatser=[rader.insats(**fields)])
    page = tree(insats_page(context_of(register), register.insatser[0]).html)
    return {words(row.find("dt")): words(row.find("dd")) for row in page.xpath("//dl[@class='facts']/div")}


@pytest.mark.parametrize(
    ("fields", "title", "expected"),
    [
        ({}, "Projekttid", "Saknas"),
        ({}, "Metodval", "Saknas"),
        ({}, "Utförare", "Saknas"),
        ({}, "Redovisning", "Saknas"),
        ({}, "Status", "Tid saknas"),
        ({"projekttid": {"start": "2019-08-12"}}, "Projekttid", "från 12 augusti 2019, slutdatum saknas"),
        ({"projekttid": {"start": "2019-08-12"}}, "Status", "Slutdatum saknas"),
        ({"projekttid": {"slut": "hösten 2019"}}, "Projekttid", "till hösten 2019, startdatum saknas"),
        ({"projekttid": {"slut": "tills vidare"}}, "Projekttid", "tills vidare"),
        ({"projekttid": {"start": "2017-05-02", "slut": "2020-03-31"}}, "Projekttid", "2 maj 2017 – 31 mars 2020"),
        ({"metodval": [{"metod": "ett", "lydelse": "Egna ord"}]}, "Metodval", "Egna ord"),
        ({"utförare_läge": "ska upphandlas"}, "Utförare", "Ska upphandlas"),
        ({"utförare_läge": "planering pågår"}, "Utförare", "Planering pågår"),
        ({"utförare": ["Sweco"], "utförare_läge": "planering pågår"}, "Utförare", "Sweco Planering pågår"),
        (
            {"redovisning": [{"vad": "Slutrapport", "lämnad": "okt 2020", "läge": "klar"}]},
            "Redovisning",
            "Slutrapport oktober 2020 Klar",
        ),
        (
            {"redovisning": [{"vad": "Slutrapport", "när": "2019", "lämnad": "okt 2020", "läge": "klar"}]},
            "Redovisning",
            "Slutrapport oktober 2020 Klar Planerad till 2019",
        ),
        (
            {"redovisning": [{"vad": "Slutrapport", "när": "okt 2020", "läge": "klar"}]},
            "Redovisning",
            "Slutrapport Klar Planerad till oktober 2020",
        ),
        ({"redovisning": [{"vad": "Mätning", "återkommer": "varje år"}]}, "Redovisning", "Mätning, varje år"),
        ({"typ": "strukturell"}, "Typ", "Strukturell"),
        ({"ingår_i": {"namn": "MIA"}}, "Ingår i", "MIA"),
        ({"plats": "Järva", "osäkert": [{"fält": "plats", "varför": "Suddigt"}]}, "Plats", "Järva Osäker uppgift: Suddigt"),
        (
            {"typ": "strukturell", "osäkert": [{"fält": "typ", "varför": "A"}, {"fält": "typ", "varför": "B"}]},
            "Typ",
            "Strukturell Osäker uppgift: A; B",
        ),
        ({"osäkert": [{"fält": "projekttid", "varför": "Suddigt"}]}, "Projekttid", "Saknas Osäker uppgift: Suddigt"),
        ({"osäkert": [{"fält": "plats", "varför": "Oläsligt"}]}, "Plats", "Saknas Osäker uppgift: Oläsligt"),
        ({"syfte": "S", "osäkert": [{"fält": "syfte", "varför": "Suddigt"}]}, "Syfte", "Osäker uppgift: Suddigt"),
        (
            {
                "utförare_läge": "ska upphandlas",
                "osäkert": [{"fält": "utförare", "varför": "A"}, {"fält": "utförare_läge", "varför": "B"}],
            },
            "Utförare",
            "Ska upphandlas Osäker uppgift: A Osäker uppgift: B",
        ),
    ],
)
def test_a_fact_says_what_the_source_says_and_no_more(fields, title, expected):
    assert facts_of(**fields)[title] == expected


def page_of(**fields):
    register = register_of(insatser=[rader.insats(**fields)], parttyper=[rader.Rad(id="kommun", namn="kommun")])
    made = insats_page(context_of(register), register.insatser[0])
    return made, tree(made.html)


@pytest.mark.parametrize(
    ("typ", "lead"),
    [
        ("strukturell", "Strukturell insats i Förbundet alfa."),
        ("esf-projekt", "ESF-projekt i Förbundet alfa."),
        (None, "Insats i Förbundet alfa."),
    ],
)
def test_the_type_says_itself_what_one_insats_is_called(typ, lead):
    made, _ = page_of(**({"typ": typ} if typ else {}))
    assert made.lead.startswith(lead)


@pytest.mark.parametrize(
    ("start", "slut", "lead"),
    [
        ("2017-05", "2020-03", "Pågick maj 2017 – mars 2020."),
        ("2026-10", "2028-06", "Pågår oktober 2026 – juni 2028."),
        ("2026-12", "2028", "Ska pågå december 2026 – 2028."),
        ("2017-05", None, "Började maj 2017."),
    ],
)
def test_a_start_known_to_the_month_is_enough(start, slut, lead):
    made, page = page_of(projekttid={"start": start} | ({"slut": slut} if slut else {}))
    assert lead in made.lead
    assert page.xpath("//*[local-name()='svg']"), "tidslinjen ritas från månadens första dag"


def test_a_part_is_shown_with_its_kind():
    assert facts_of(parter=[{"namn": "Föreningen"}])["Parter"] == "Föreningen"
    _, page = page_of(parter=[{"namn": "Ånäs", "typ": "kommun"}])
    assert words(page.xpath("//div[dt='Parter']/dd")[0]) == "Ånäs (kommun)"


def table_of(page, heading: str) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in page.xpath(f"//h2[.='{heading}']/following::table[1]//tr")]


def test_the_budget_is_a_table_with_sums_for_each_year_and_each_payer():
    budget = [
        {"år": "2020", "belopp": "50", "finansiär": "ESF"},
        {"år": "2019", "belopp": "1000000", "finansiär": "Förbundet", "andel": "60"},
        {"år": "2019", "belopp": "500000", "finansiär": "ESF", "andel": "40"},
    ]
    _, page = page_of(budget=budget)
    assert words(page.xpath("//h2[.='Budget']/following::caption[1]")[0]) == "Beviljat: kronor per år och finansiär"
    assert table_of(page, "Budget") == [
        ["År", "ESF", "Förbundet", "Summa"],
        ["2019", "500 000 40 %", "1 000 000 60 %", "1 500 000"],
        ["2020", "50", "–", "50"],
        ["Alla år", "500 050", "1 000 000", "1 500 050"],
    ]


def test_a_budget_without_payers_is_years_and_sums():
    _, page = page_of(budget=[{"år": "2019", "belopp": "1500000", "läge": "sökt"}])
    assert words(page.xpath("//h2[.='Budget']/following::caption[1]")[0]) == "Sökt: kronor per år"
    assert table_of(page, "Budget") == [["År", "Summa"], ["2019", "1 500 000"]]


def test_planned_and_actual_participants_are_shown_period_by_period():
    deltagare = [
        {"period": "2020-07", "till": "2021-06", "planerade": "30"},
        {"period": "2019", "planerade": "40", "faktiska": "38"},
        {"period": "våren 2020", "faktiska": "<5"},
    ]
    _, page = page_of(deltagare=deltagare)
    assert table_of(page, "Deltagare") == [
        ["Period", "Planerade", "Faktiska"],
        ["2019", "40", "38"],
        ["Våren 2020", "–", "<5"],
        ["Juli 2020 – juni 2021", "30", "–"],
    ]
    _, page = page_of(deltagare=deltagare[:1])
    assert table_of(page, "Deltagare") == [["Period", "Planerade"], ["Juli 2020 – juni 2021", "30"]]


def test_nothing_is_said_about_optional_fields_the_source_is_silent_on():
    assert set(facts_of()) == {"Status", "Förbund", "Projekttid", "Metodval", "Utförare", "Redovisning"}


def test_paragraphs_of_a_text_are_kept():
    register = register_of(insatser=[rader.insats(målgrupp="Unga.\n\nOch\näldre.")])
    page = tree(insats_page(context_of(register), register.insatser[0]).html)
    assert [p.text for p in page.xpath("//div[dt='Målgrupp']/dd/p")] == ["Unga.", "Och äldre."]


def test_kin_of_every_kind_is_linked():
    register = register_of(
        insatser=[
            rader.insats("a", föregångare=["b"], efterföljare=["c"], ingår_i={"insats": "d"}),
            rader.insats("b"),
            rader.insats("c"),
            rader.insats("d"),
            rader.insats("e", ingår_i={"insats": "a"}),
        ]
    )
    page = tree(insats_page(context_of(register), register.insats["a"]).html)
    kin = {heading.text: heading.getnext().xpath(".//a/@href") for heading in page.iter("h3") if heading.getnext().tag == "ul"}
    assert {title: kin.get(title) for title in ("Föregångare", "Efterföljare", "Ingår i", "Delar")} == {
        "Föregångare": ["../../insatser/b/"],
        "Efterföljare": ["../../insatser/c/"],
        "Ingår i": ["../../insatser/d/"],
        "Delar": ["../../insatser/e/"],
    }
