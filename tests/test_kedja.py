"""Förändringsteorin: vad en kedja saknar, figurens mått, tabellen, texten och att text ur data blir text."""

from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from markupsafe import Markup

from macros.model.kedja import LEDEN, Brist, Kedja
from macros.views import figurtext, kedjefigur
from macros.views import kedja as vy
from macros.views.kedjefigur import Box, Figure, Link, Point
from tests import rader
from tests.rader import Rad, context_of, insats, register_of, words

Dicts = dict[str, Any]


def led(vad: str, *leder_till: str, **fields: Any) -> Dicts:
    return {"vad": vad, "leder_till": list(leder_till)} | fields


def rad(**fields: Any) -> Rad:
    return Rad({"id": "k", "namn": "Teamet", "förbund": "alfa"} | fields)


def mål(id_: str, **fields: Any) -> Rad:
    return Rad({"id": id_, "förbund": "alfa", "sort": "nyttomål", "mål": f"Målet {id_}"} | fields)


def kedja(*alla_mål: Rad, **fields: Any) -> Kedja:
    return register_of(forandringsteori=[rad(**fields)], mal=list(alla_mål)).uppföljning.kedjor[0]


def tree(fragment: Markup) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(f"<div>{fragment}</div>")


def said(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def page(*rows: Rad, **tables: list[Rad]) -> lxml.html.HtmlElement:
    return tree(vy.kedjor(context_of(register_of(forandringsteori=list(rows), **tables)), "../"))


HEL: Dicts = {
    "aktiviteter": [led("Samtal", "kontakt")],
    "effekter_kort_sikt": [led("Tätare kontakt", id="kontakt", indikator="Träffar")],
}


# ---- Brister ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"aktiviteter": [*HEL["aktiviteter"], led("Besök")]}, [(Brist.LEDER_INGENSTANS, "Besök")]),
        ({"resurser": [led("Pengar")]}, []),
        ({"effekter_lång_sikt": [led("Arbete", indikator="Andel")]}, [(Brist.INGET_LEDER_HIT, "Arbete")]),
        ({"delmål": [led("Plan")]}, []),
        ({"effekter_kort_sikt": [led("Kontakt", id="kontakt")]}, [(Brist.EFFEKT_UTAN_MÅTT, "Kontakt")]),
        ({"antaganden": [{"antagande": "Alla kommer."}]}, [(Brist.ANTAGANDE_UTAN_UPPFÖLJNING, "Alla kommer.")]),
        ({"antaganden": [{"antagande": "Alla kommer.", "följs_upp": "Närvaron"}]}, []),
    ],
)
def test_gaps(changed: Dicts, expected: list[tuple[Brist, str]]) -> None:
    assert list(kedja(**HEL | changed).brister()) == expected


def test_a_goal_needs_an_effect_and_a_delmål_is_not_enough() -> None:
    effekt = {"effekter_kort_sikt": [led("Kontakt", id="kontakt", mål=["ett"])]}
    assert list(kedja(mål("ett"), **HEL | effekt).brister()) == []
    delmål = {"delmål": [led("Plan", mål=["ett"])]}
    assert list(kedja(mål("ett"), **HEL | delmål).brister()) == [(Brist.MÅL_UTAN_EFFEKT, "Målet ett")]
    assert list(kedja(mål("ett"), **HEL, exempel="ja").brister()) == []


def test_plain_lists_give_no_gaps_about_links() -> None:
    bare = kedja(aktiviteter=[led("Samtal")], effekter_kort_sikt=[led("Kontakt")])
    assert list(bare.brister()) == [(Brist.EFFEKT_UTAN_MÅTT, "Kontakt")]


# ---- Figuren ------------------------------------------------------------------------------------------------

LONG = "Gemensam rehabiliteringsplan för den som saknar sjukpenninggrundande inkomst"
ALLA = {sort: [led(LONG, id=f"{sort}-a"), led("Kort", id=f"{sort}-b")] for sort in map(str, LEDEN)}


def tangled() -> Dicts:
    """Alla sorter av led, där varje led leder till alla andra: framåt, bakåt, åt sidan och till sig själv."""
    ids = [one["id"] for items in ALLA.values() for one in items]
    return {sort: [one | {"leder_till": ids} for one in items] for sort, items in ALLA.items()}


def leveled() -> Dicts:
    """Nivåer i vissa led, med länkar över flera kolumner och en effekt utan nivå."""
    return {
        "resurser": [led("Pengar", "a1", "l1")],
        "aktiviteter": [led("Samtal", "k1", "l1", id="a1", nivå="individ"), led("Rutiner", "l1", nivå="organisation")],
        "prestationer": [led("Plan", "l1", nivå="samhälle"), led(LONG, "k1", nivå="individ")],
        "effekter_kort_sikt": [led("Kontakt", "l1", id="k1", nivå="organisation")],
        "effekter_lång_sikt": [led("Arbete", "a1", id="l1")],
    }


def chains() -> Iterator[Any]:
    made = {"hel": HEL, "alla": ALLA, "trassel": tangled(), "nivåer": leveled(), "ensam": {"delmål": [led("Ett")]}}
    for name, fields in made.items():
        yield pytest.param(kedja(**fields), id=name)
    for one in rader.example_register().uppföljning.kedjor:
        yield pytest.param(one, id=one.id)


def figures(one: Kedja) -> list[Figure]:
    titles = vy.titles(context_of(register_of()))
    return [kedjefigur.wide(one, titles), kedjefigur.narrow(one, titles)]


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


def along(link: Link, steps: int = 40) -> Iterator[Point]:
    """Punkter på länken."""
    for a, b, c, d in link.curves:
        for step in range(steps + 1):
            t, u = step / steps, 1 - step / steps
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            yield Point(*(sum(w * getattr(p, axis) for w, p in zip(weights, (a, b, c, d))) for axis in "xy"))


def inside(point: Point, box: Box) -> bool:
    return box.x + 0.5 < point.x < box.right - 0.5 and box.y + 0.5 < point.y < box.bottom - 0.5


@pytest.mark.parametrize("one", chains())
def test_boxes_are_all_there_and_apart(one: Kedja) -> None:
    for figure in figures(one):
        boxes = figure.boxes
        assert [box.led for box in boxes] == list(one.led)
        assert not [(a, b) for a in boxes for b in boxes if a is not b and overlap(a, b)]
        assert all(box.x >= 0 and box.right <= figure.width and box.y >= 0 and box.bottom <= figure.height for box in boxes)
        assert [(link.source.led, link.target.led) for link in figure.links] == [
            (led, other) for led in one.led for other in one.följer(led)
        ]


@pytest.mark.parametrize("one", chains())
def test_links_end_on_their_boxes_and_run_through_none(one: Kedja) -> None:
    for figure in figures(one):
        for link in figure.links:
            for end, box in ((link.start, link.source), (link.end, link.target)):
                assert end.x in (box.x, box.right) and box.y <= end.y <= box.bottom
            points = list(along(link))
            assert all(0 <= point.x <= figure.width and 0 <= point.y <= figure.height for point in points)
            assert not [box for box in figure.boxes for point in points if inside(point, box)]


@pytest.mark.parametrize("one", chains())
def test_text_fits_its_box_and_no_word_is_lost(one: Kedja) -> None:
    for figure in figures(one):
        for box in figure.boxes:
            assert all(figurtext.text_width(line) <= box.width - 2 * kedjefigur.PAD for line in box.lines)
            squeezed = "".join(box.lines).replace("-", "").replace("\xa0", "").replace(" ", "")
            assert squeezed == f"{box.led.nummer}.{box.led.vad}".replace("-", "").replace(" ", "")


@pytest.mark.parametrize("one", chains())
def test_every_wide_figure_has_a_width_where_it_is_readable(one: Kedja) -> None:
    assert vy.step_of(figures(one)[0]) in vy.STEPS


@pytest.mark.parametrize(
    ("word", "room", "parts"),
    [
        ("rehabiliteringsplan", 84, ["rehabilite-", "ringsplan"]),
        ("jämställdhet", 80, ["jämställd-", "het"]),
        ("arbetsmarknadsinsats", 120, ["arbetsmarknads-", "insats"]),
        ("stegförflyttning", 60, ["stegför-", "flyttning"]),
        ("xxxxxxxxxxxxxxxxxx", 84, ["xxxxxxxxxxx-", "xxxxxxx"]),
    ],
)
def test_long_words_are_divided_the_swedish_way(word: str, room: float, parts: list[str]) -> None:
    assert figurtext.split(word, room) == parts


def test_a_straight_chain_is_drawn_straight() -> None:
    straight = next(one for one in rader.example_register().uppföljning.kedjor if one.exempel)
    assert len({box.middle for box in figures(straight)[0].boxes}) == 1


# ---- Sidan --------------------------------------------------------------------------------------------------


def test_the_list_says_all_that_the_figure_says() -> None:
    items = page(rad(**HEL), mal=[mål("ett")]).xpath("//details/ol/li")
    assert [said(item) for item in items] == [
        "Samtal (aktiviteter) Leder till 2. Tätare kontakt",
        "Tätare kontakt (effekter kort sikt) Indikator: Träffar",
    ]


def test_figures_are_named_images_with_ids_of_their_own() -> None:
    found = page(rad(**HEL), rad(**HEL, id="k2", namn="Andra"))
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    for svg in found.iter("svg"):
        assert svg.get("role") == "img" and set(svg.get("aria-labelledby").split()) <= set(ids)
    assert not found.xpath("//@style")


def test_the_table_has_a_column_per_kind_and_a_row_per_level() -> None:
    table = page(rad(**leveled())).xpath("//table")[0]
    fields = words().tables["forandringsteori"].by_name
    assert [said(th) for th in table.iterfind("thead/tr/th")] == ["Nivå", *(fields[sort].title for sort in leveled())]
    assert [said(th) for th in table.xpath("tbody/tr/th[@scope='row']")] == [
        "Individ",
        "Organisation",
        "Samhälle",
        "Alla nivåer",
    ]
    assert said(table.xpath("tbody/tr[1]/td")[1]) == "2. Samtal"
    assert said(table.find("caption")) == "Kedjan som tabell"


def test_without_levels_the_table_has_one_row_with_the_name_of_the_chain() -> None:
    table = page(rad(**HEL)).xpath("//table[contains(@class, 'chain-table')]")[0]
    assert [said(th) for th in table.xpath("tbody/tr/th")] == [rad(**HEL)["namn"]] and said(
        table.find("thead/tr/th")
    ) == "Kedja"


def test_a_chain_of_lists_says_that_its_links_are_not_written() -> None:
    found = page(rad(aktiviteter=[led("Samtal")]))
    assert "Länkarna mellan leden är inte skrivna än. Därför prövas bara resten" in said(found)
    assert not found.xpath("//path | //polygon") and len(found.xpath("//svg")) == 2


def test_gaps_are_grouped_and_a_whole_chain_has_none() -> None:
    assert "Vad kedjan saknar Ingenting av det som vi prövar." in said(page(rad(**HEL)))
    found = page(rad(**HEL, antaganden=[{"antagande": "Ett."}, {"antagande": "Två."}]))
    assert [said(part) for part in found.xpath("//ol[@class='chain-gaps']/li/*/descendant-or-self::*[not(self::ul)]")] == [
        "Ingen följer upp antagandet.",
        "Bestäm vem som följer upp antagandet, och hur.",
        "Ett.",
        "Två.",
    ]


def test_the_table_of_goals_shows_the_led_that_answer() -> None:
    effekt = {"effekter_kort_sikt": [led("Kontakt", id="kontakt", mål=["ett"])]}
    rows = page(rad(**HEL | effekt), mal=[mål("ett", målvärde="30 procent"), mål("två")]).xpath("(//table)[2]/tbody/tr")
    assert [[said(cell) for cell in row][:4] for row in rows] == [
        ["Målet ett", "Nyttomål", "30 procent", "2"],
        ["Målet två", "Nyttomål", "Saknas", "Inget led"],
    ]


def test_a_chain_without_led_has_no_figure() -> None:
    found = page(rad())
    assert "Kedjan har inga led än." in said(found) and not found.xpath("//svg | //table")


def test_an_example_is_tagged_and_the_insats_is_linked() -> None:
    found = page(rad(**HEL, exempel="ja", insats="ett"), insatser=[insats()])
    assert said(found.find(".//h3")) == "Teamet Exempel"
    assert found.xpath("//a[@href='../insatser/ett/']")


def test_every_gap_says_what_to_do() -> None:
    assert all(brist.gör.endswith(".") for brist in Brist)


def test_the_page_of_the_insats_draws_its_chains_and_links_to_them() -> None:
    register = register_of(forandringsteori=[rad(**HEL, insats="ett")], insatser=[insats(), insats("två")])
    context, (ett, två) = context_of(register), register.insatser
    found = tree(vy.kedja_på_insats(context, ett, "../../"))
    assert [link.get("href") for link in found.iter("a")] == ["../../uppfoljning/forandringsteori/#k"]
    assert len(found.xpath("//svg")) == 2 and said(found.find(".//h3")) == "Teamet"
    assert [said(cell) for cell in found.xpath("//tbody/tr/*")] == [
        "2. Tätare kontaktEffekter kort sikt",
        "Träffar",
        "Inget mått",
        "Inte mätt",
        "Inget mål",
    ]
    assert vy.kedja_på_insats(context, två, "../../") == ""


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><svg onload=alert(1)>', "</text></svg><b>", "a<b & c>d", "x" * 300]
)
def test_text_from_data_stays_text(text: str) -> None:
    def fields(value: str) -> Rad:
        return rad(
            namn=value,
            anmärkning=value,
            antaganden=[{"antagande": value, "följs_upp": value}],
            effekter_kort_sikt=[led(value, id="e", indikator=value, mål=["m"])],
        )

    def shape(value: str) -> list[tuple[Any, list[str]]]:
        found = page(fields(value), mal=[mål("m", mål=value)])
        return [(element.tag, sorted(element.attrib)) for element in found.iter() if element.tag != "text"]

    assert shape(text) == shape("Egen text")
    assert text in said(page(fields(text), mal=[mål("m", mål=text)]))
