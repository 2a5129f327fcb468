"""De samhällsekonomiska beräkningarna, och varningen vid dem."""

import re

import pytest

from macros.model.samhallsekonomi import BELOPP, avvikelse
from macros.views import samhallsekonomi, sammanfattning
from macros.views.html import Context
from macros.views.insats import insats_page
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


def test_the_bars_of_the_parter_lie_on_their_side_of_the_zero():
    parter = [
        {"part": part, "minskning_lång_sikt": text}
        for part, text in (("Kommunen", "200"), ("Landstinget", "-100"), ("Staten", "0"))
    ]
    [beräkning] = calculated(parter=parter).register.uppföljning.samhällsekonomi
    assert [(s.part, s.x, s.bredd) for s in samhallsekonomi.staplar(beräkning)] == [
        ("Kommunen", 500, 500),
        ("Landstinget", 250, 250),
        ("Staten", 500, 0),
    ]
