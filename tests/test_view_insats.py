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
        if path in NOT_SHOWN:
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


def facts_of(**fields) -> dict[str, str]:
    """Faktalistan på en påhittad insats sida, rubrik för rubrik."""
    register = register_of(insatser=[rader.insats(**fields)])
    page = tree(insats_page(context_of(register), register.insatser[0]).html)
    return {words(row.find("dt")): words(row.find("dd")) for row in page.xpath("//dl[@class='facts']/div")}


@pytest.mark.parametrize(
    ("fields", "title", "expected"),
    [
        ({}, "Projekttid", "Saknas i källan"),
        ({}, "Metodval", "Saknas i källan"),
        ({}, "Utförare", "Saknas i källan"),
        ({}, "Redovisning", "Saknas i källan"),
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
        ({"osäkert": [{"fält": "projekttid", "varför": "Suddigt"}]}, "Projekttid", "Saknas i källan Osäker uppgift: Suddigt"),
        ({"osäkert": [{"fält": "plats", "varför": "Oläsligt"}]}, "Plats", "Saknas i källan Osäker uppgift: Oläsligt"),
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
