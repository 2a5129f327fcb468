"""De samhällsekonomiska beräkningarna, och varningen vid dem."""

import re

import pytest

from macros.model.samhallsekonomi import BELOPP, avvikelse
from macros.views import partsfigur, samhallsekonomi, sammanfattning
from macros.views.html import Context
from macros.views.insats import insats_page
from macros.views.skala import skala
from tests import rader
from tests.rader import Rad, context_of
from tests.utfallsrader import example, register
from tests.vyer import ROOT_URL, tree, words

# ---- Samhällsekonomin -------------------------------------------------------------------------------------

# Insatserna där de tryckta beloppen inte stämmer, skrivna för sig: fält, tryckt och uträknat.
WRONG = {
    "grona-garden": {"Per deltagare, ett år": ("35 000", "11 211"), "Per deltagare, lång sikt": ("175 000", "131 579")},
    "beta-vaxt": {"Per deltagare, lång sikt": ("54 200", "−47 059")},
}


def economy(context: Context, vilka: str = "egna"):
    return tree(samhallsekonomi.samhällsekonomi(context, ROOT_URL, vilka))


def test_printed_figures_that_disagree_stand_beside_the_calculated():
    tables = [economy(example(), vilka).xpath("//table")[0] for vilka in ("egna", "andra")]
    headings = [words(th) for th in tables[0].xpath("thead/tr/th")]
    found = {
        row.get("id"): {heading: words(cell) for heading, cell in zip(headings, row) if "Uträknat" in words(cell)}
        for table in tables
        for row in table.xpath("tbody/tr")
    }
    assert {id_: notes for id_, notes in found.items() if notes} == {
        id_: {heading: f"{tryckt} Uträknat: {räknat}" for heading, (tryckt, räknat) in notes.items()}
        for id_, notes in WRONG.items()
    }


@pytest.mark.parametrize("id_", WRONG)
def test_the_page_of_the_insats_has_the_same_note(id_):
    said = words(tree(insats_page(example(), example().register.insats[id_]).html))
    for tryckt, räknat in WRONG[id_].values():
        assert re.search(rf"{tryckt} kronor( \(\d+ år\))? Uträknat: {räknat} kronor, totalen delad med antalet deltagare", said)


def test_a_printed_amount_that_disagrees_is_empty_in_its_bar_with_the_calculated_as_a_mark():
    beräkningar = example().register.uppföljning.samhällsekonomi
    page = tree(partsfigur.vinstfigurer(beräkningar))
    said = {words(label) for label in page.xpath("//*[contains(@class, 'bar-disputed')]/ancestor::li/span")}
    assert {one.split(": ", 1)[1] for one in said} >= {
        f"{tryckt} kronor. Uträknat: {räknat}" for notes in WRONG.values() for tryckt, räknat in notes.values()
    }
    whole = page.xpath("//*[contains(@class, 'bar-span')][not(contains(@class, 'bar-disputed'))]/ancestor::li")
    assert whole and not any("Uträknat" in words(one) or one.xpath(".//*[@class='bar-counted']") for one in whole)
    for mark in page.xpath("//*[@class='bar-counted']"):
        assert 0 <= float(mark.get("x1")) <= 1000
    assert "En stapel utan fyllning är ett tryckt belopp som källan själv säger emot." in words(page)
    assert "utan fyllning" not in words(
        tree(partsfigur.vinstfigurer([one for one in beräkningar if not any(one.avvikelser())][:1]))
    )


def test_a_payback_time_that_disagrees_is_said_at_the_bar():
    fields = {"återbetalningstid": "i.v.", "per_deltagare_lång_sikt": "100", "lönsamhet_lång_sikt": "1000", "deltagare": "10"}
    parter = [{"part": "Kommunen", "återbetalningstid": "i.v.", "minskning_lång_sikt": "38000"}]
    beräkningar = calculated(**fields, parter=parter).register.uppföljning.samhällsekonomi
    for figure in (
        partsfigur.vinstfigurer(beräkningar),
        partsfigur.partsfigur(beräkningar[0], partsfigur.MINSKNING, beräkningar),
    ):
        page = tree(figure)
        assert "Men enligt källan betalas pengarna inte tillbaka" in words(page)
        assert page.xpath("//*[contains(@class, 'bar-disputed')]") and not page.xpath("//*[@class='bar-counted']")


@pytest.mark.parametrize(
    ("total", "tryckt", "deltagare", "räknat"),
    [
        (100, 25, 4, None),
        (100, 26, 4, None),
        (100, 27, 4, 25),
        (-100, 25, 4, -25),
        (0, 0, 4, None),
        (0, 1, 4, 0),
        (None, 25, 4, None),
        (100, None, 4, None),
        (100, 25, None, None),
        (1_400_000, 71_000, 19, None),
    ],
)
def test_a_printed_amount_may_be_rounded_but_not_wrong(total, tryckt, deltagare, räknat):
    found = avvikelse("x", total, tryckt, deltagare)
    assert (found and found.räknat) == räknat


def calculated(**fields) -> Context:
    row = Rad({"id": "b", "insats": "ett", "modell": "NyttoSam"} | fields)
    return context_of(register(insatser=[rader.insats()], samhallsekonomi=[row]))


@pytest.mark.parametrize("field", BELOPP)
def test_every_figure_is_shown_with_a_warning_on_both_pages(field):
    context = calculated(**{field: "4711000"})
    whole, own = words(economy(context)), words(tree(insats_page(context, context.register.insatser[0]).html))
    assert "4 711 000" in whole and "4 711 000" in own
    assert "Jämför inte insatserna rakt av." in whole and "Jämför inte talen rakt av med andra insatsers" in own


def test_costs_in_the_summary_carry_the_warning():
    said = words(tree(sammanfattning.sammanfattning(calculated(kostnad_per_deltagare="4711000"), ROOT_URL)))
    assert "4 711 000" in said and "går inte att jämföra rakt av" in said


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"minskning_ett_år": "-700", "minskning_lång_sikt": "38000"}, "−700 / 38 000"),
        ({"minskning_ett_år": "-700"}, "−700 / Saknas"),
        ({"minskning_lång_sikt": "38000"}, "Saknas / 38 000"),
        ({"återbetalningstid": "i.v."}, "Betalas inte tillbaka (i.v.)"),
        ({}, "Saknas"),
    ],
)
def test_what_a_part_saves_is_shown_as_far_as_it_is_known(part, expected):
    page = economy(calculated(kostnad_per_deltagare="1", parter=[{"part": "Kommunen"} | part]))
    [cell] = page.xpath("//table[@class='economy cards']//td")
    assert words(cell) == expected


def test_a_calculation_without_parter_has_no_empty_table():
    page = economy(calculated(kostnad_per_deltagare="1"))
    assert len(page.xpath("//table")) == 2 and not page.xpath("//*[@id='parterna']")


def amounts(field: str, *texts: str) -> list[dict]:
    return [{"part": part, field: text} for part, text in zip(("Kommunen", "Landstinget", "Staten"), texts, strict=False)]


def test_the_bars_of_the_parter_lie_on_their_side_of_the_zero():
    parter = amounts("minskning_lång_sikt", "200", "-100", "0")
    [beräkning] = calculated(parter=parter).register.uppföljning.samhällsekonomi
    axel = partsfigur.gemensam_skala([beräkning], partsfigur.MINSKNING)
    assert (axel.från, axel.till, axel.steg) == (-100, 200, 100)
    assert [(s.namn, s.x, s.bredd) for s in partsfigur.staplar(beräkning, partsfigur.MINSKNING, axel)] == [
        ("Kommunen", 333.3, 666.7),
        ("Landstinget", 0, 333.3),
        ("Staten", 333.3, 0),
    ]


@pytest.mark.parametrize(
    ("belopp", "expected"),
    [
        ([150_000, -102_000], (-200_000, 200_000, 100_000, "tusen kronor", ["−200", "−100", "0", "100", "200"])),
        ([53_000_000], (0, 60_000_000, 20_000_000, "miljoner kronor", ["0", "20", "40", "60"])),
        ([-3], (-3, 0, 1, "kronor", ["−3", "−2", "−1", "0"])),
        ([0], (0, 1, 1, "kronor", ["0", "1"])),
        ([], (0, 1, 1, "kronor", ["0", "1"])),
        ([1_900_000], (0, 2_000_000, 500_000, "miljoner kronor", ["0", "0,5", "1", "1,5", "2"])),
    ],
)
def test_the_axis_has_even_steps_and_a_zero(belopp, expected):
    axel = skala(belopp)
    assert (axel.från, axel.till, axel.steg, axel.enhet[1], [text for _, text in axel.streck]) == expected


def test_the_bars_of_all_insatser_share_one_scale_also_on_their_own_pages():
    rows = [
        Rad({"id": id_, "insats": id_, "modell": "M", "parter": amounts("minskning_lång_sikt", text)})
        for id_, text in (("ett", "50000"), ("tva", "100000"))
    ]
    context = context_of(register(insatser=[rader.insats("ett"), rader.insats("tva")], samhallsekonomi=rows))
    widths = [rect.get("width") for rect in economy(context).xpath("//rect[contains(@class, 'bar-span')]")]
    assert widths == ["500.0", "1000.0"]
    own = tree(insats_page(context, context.register.insats["ett"]).html)
    assert [rect.get("width") for rect in own.xpath("//rect[contains(@class, 'bar-span')]")] == ["500.0"]


def test_what_the_source_counts_wrong_is_told_at_the_figure():
    parter = [{"part": "Kommunen", "uteblivna_kostnader": "28000000"}, {"part": "Staten", "uteblivna_kostnader": "19000000"}]
    fields = {"återbetalningstid": "16", "lönsamhet_ett_år": "213000", "uteblivna_kostnader": "48000000", "parter": parter}
    context = calculated(**fields)
    said = words(economy(context))
    assert "16 månader Men efter ett år är det en vinst på 213 000 kronor" in said
    assert "48 miljoner kronor Uträknat: 47 miljoner kronor" in said
    own = words(tree(insats_page(context, context.register.insatser[0]).html))
    assert "16 månader Men efter ett år är det en vinst på 213 000 kronor" in own
    assert "48 miljoner kronor på lång sikt Parternas delar är tillsammans 47 miljoner kronor" in own


@pytest.mark.parametrize("where", ["sidan", "insatsens sida"])
def test_gains_and_later_follow_ups_are_tables(where):
    vinster = [
        {"räknat_på": "deltagare i beräkningen", "deltagare": "50", "lång_sikt": "35000000", "lång_sikt_högst": "180000000"},
        {"räknat_på": "deltagare i arbete", "deltagare": "2.4", "ett_år": "450000"},
    ]
    later = {"när": "ett år efter avslutet", "visade": "Färre arbetade.", "följdes_upp": "25", "av": "60"}
    context = calculated(deltagare="50", vinster=vinster, uppföljning=later, kostnad_per_deltagare="1")
    said = words(economy(context) if where == "sidan" else tree(insats_page(context, context.register.insatser[0]).html))
    assert "50 deltagare i beräkningen Saknas 35–180 miljoner kronor" in said
    assert "2,4 deltagare i arbete 450 000 kronor Saknas" in said
    assert (
        "Ett år efter avslutet 25 av 60 i urvalet Beräkningen gäller 50 deltagare Färre arbetade. Källan säger inte det" in said
    )


@pytest.mark.parametrize(("prognos", "answer"), samhallsekonomi.HÖLL.items())
def test_whether_the_forecast_held_is_said(prognos, answer):
    later = {"när": "senare", "visade": "Så.", "prognos": prognos}
    rows = economy(calculated(uppföljning=later, kostnad_per_deltagare="1")).xpath(
        "//table[caption='Vad en senare uppföljning visade']//td"
    )
    assert words(rows[-1]) == answer


def test_the_year_of_the_source_stands_at_the_figures():
    assert "Källa från 2023" in words(economy(example()))
