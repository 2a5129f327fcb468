"""Måluppfyllelsen och utfallen på sidorna."""

import re

import pytest

from macros.model.utfall import POSITIVA, RÄKNADE, TOTALT, Måluppfyllelse, med_summor
from macros.views import sammanfattning, utfall
from macros.views.andelsfigur import PROCENT
from macros.views.html import Context
from tests import rader
from tests.rader import Rad
from tests.utfallsrader import EDIT, FEW, FIELDS, MANY, NONE, SIX, example, mått, outcome_context, rows
from tests.vyer import ROOT_URL, tree, words

HIDDEN = "visas inte"


# ---- Måluppfyllelsen --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("täljare", "nämnare", "procent"),
    [
        (0, 1, 0),
        (1, 1, 100),
        (8, 20, 40),
        (1, 3, 33),
        (2, 3, 67),
        (1, 8, 13),
        (1, 200, 1),
        (1, 201, 0),
        (199, 200, 100),
        (3, 8, 38),
        (5, 1000, 1),
        (45, 1000, 5),
        (9_999_999, 9_999_999, 100),
    ],
)
def test_the_share_is_rounded_to_whole_percent_with_halves_up(täljare, nämnare, procent):
    assert Måluppfyllelse(täljare, nämnare).procent == procent


def test_nobody_to_count_has_no_share():
    context = outcome_context(Rad(id="x", exempel="ja", kön=TOTALT, avslut="3", tidiga_avhopp="3", **dict.fromkeys(SIX, "0")))
    assert context.register.uppföljning.utfallsexempel[0].måluppfyllelse is None


def test_the_example_of_the_policy_is_exactly_8_of_20():
    [exempel] = example().register.uppföljning.utfallsexempel
    assert exempel.måluppfyllelse == Måluppfyllelse(8, 20) and exempel.måluppfyllelse.procent == 40
    text = words(tree(utfall.utfallsexempel(example(), ROOT_URL)))
    assert "23 deltagare lämnade insatsen, 3 av dem som tidiga avhopp. Kvar att räkna är 20. Av dem gick 4 + 2 + 2 = 8" in text
    assert "8 av 20 = 40 %" in text


@pytest.mark.parametrize(
    ("tal", "field", "expected"),
    [
        ({"avslut": 23, "tidiga_avhopp": 3}, RÄKNADE, 20),
        (SIX, RÄKNADE, 21),
        (SIX, POSITIVA, 6),
        (SIX | {"tidiga_avhopp": 4}, "avslut", 25),
        (SIX | {"avslut": 25}, "tidiga_avhopp", 4),
        (SIX | {"avslut": 25, "aktiva": 40}, "aktiva_nästa", 15),
        ({RÄKNADE: 21, POSITIVA: 6, "arbete": 1, "studier": 2}, "annan_rehab", 3),
        ({"avslut": 23}, RÄKNADE, None),
        ({"avslut": None, "tidiga_avhopp": 3}, RÄKNADE, None),
        (SIX | {"arbete": None}, POSITIVA, None),
        (SIX | {"arbete": None, RÄKNADE: 21}, "arbete", None),  # skyddat i YAML räknas aldrig ut
    ],
)
def test_sums_follow_from_the_parts_but_never_what_is_protected(tal, field, expected):
    assert med_summor(tal, mått()).get(field) == expected


def section(context: Context, id_: str = "ett"):
    return tree(utfall.utfall_på_insats(context, context.register.insats[id_], ROOT_URL))


def cells(page) -> dict[str, list[str]]:
    """Cellerna i varje kolumn i tabellerna, efter utfallets id."""
    return {
        th.get("id"): [words(row[place]) for row in table.xpath("tbody/tr")]
        for table in page.iter("table")
        for place, th in enumerate(table.xpath("thead/tr/th"))
        if th.get("id")
    }


def test_every_number_stands_under_its_own_measure():
    page = section(outcome_context(*rows(*MANY)))
    assert [words(th) for th in page.xpath("//thead//th")] == ["Mått", "Totalt", "Kvinnor", "Män"]
    assert [words(th).removesuffix(" (positivt)") for th in page.xpath("//tbody//th")] == [
        *(ett.namn for ett in mått().antal),
        "Måluppfyllelse",
        *(ett.namn for ett in mått().bakgrund),
    ]
    expected = dict(zip(FIELDS, MANY)) | {"avslut": 90, "aktiva": 120}
    found = dict(zip((ett.fält for ett in mått().alla if ett.roll != "bakgrund"), cells(page)["ett-2024-1"]))
    assert found == {field: str(value) for field, value in expected.items()}
    assert [row[len(found)] for row in cells(page).values()] == ["80 av 160 = 50 %", "40 av 80 = 50 %", "40 av 80 = 50 %"]


def test_the_figure_says_the_same_as_the_table():
    page = section(outcome_context(*rows(*MANY), *rows(10, 30, 10, 10, 10, 10, 10, 30, year=2025)))
    shares = [re.search(r"\d+ av \d+ = \d+ %", " ".join(row))[0] for row in cells(page).values()]
    labels = [words(li).rpartition(": ")[2] for li in page.xpath("//figure//*[@class='bar-label']")]
    assert labels == [share for sex in range(3) for share in shares[sex::3]]  # en liten figur för alla och en för vart kön
    widths = [float(width) for width in page.xpath("//figure//rect[contains(@class, 'bar-span')]/@width")]
    assert widths == [PROCENT.x(100 * 50 / 80), PROCENT.x(50)] * 3  # senaste perioden först


@pytest.mark.parametrize(
    ("values", "notes"), [(MANY, ["Rättad 1 oktober 2025, tidigare 777: Två hade räknats dubbelt."]), (FEW, [])]
)
def test_a_correction_is_shown_at_its_number_unless_something_is_protected(values, notes):
    page = section(outcome_context(*rows(*values, rättelser=EDIT)))
    assert [words(note) for note in page.xpath("//*[@class='note']")] == notes
    assert ("777" in words(page)) is bool(notes)
    if notes:
        assert cells(page)["ett-2024-0"][0] == f"240 {notes[0]}"


def test_a_correction_of_a_protected_number_says_nothing():
    edit = [EDIT[0] | {"tidigare": "<5"}]
    assert not section(outcome_context(*rows(*MANY, rättelser=edit))).xpath("//*[@class='note']")


@pytest.mark.parametrize("place", range(len(FIELDS)))
@pytest.mark.parametrize("small", [0, 1, 4])
def test_a_hidden_number_says_so_and_is_nowhere_on_the_page(place, small):
    values = [1000 + number for number in range(len(FIELDS))]
    values[place] = small
    context = outcome_context(*rows(*values, tid_utan_arbete="4.2", genomströmningstid="14.5"))
    page = section(context)
    for rad in context.register.uppföljning.utfall:
        shown = cells(page)[rad.id]
        for ett, text in zip(mått().antal, shown):
            value = rad.tal[ett.fält]
            assert text == (HIDDEN if value is None else str(value))
            assert text not in map(str, range(5))
        assert (shown[len(mått().antal)] == HIDDEN) is (rad.måluppfyllelse is None)
    assert any(HIDDEN in row for row in cells(page).values())


def test_a_number_that_nobody_has_written_is_missing_and_not_hidden():
    """Läsaren ska inte tro att kansliet skyddar en liten grupp när uppgiften bara inte är inlagd."""
    group = rows(*MANY, genomströmningstid="14.5")
    for row in group:
        del row["aktiva_nästa"], row["aktiva"]
    measures = [ett.fält for ett in mått().antal]
    for place, shown in enumerate(cells(section(outcome_context(*group))).values()):
        assert [field for field, text in zip(measures, shown) if text == "saknas"] == ["aktiva", "aktiva_nästa"]
        assert shown[-2:] == ["saknas", "saknas" if place else "14,5 månader"] and HIDDEN not in shown
    for row in group:
        del row["studier"], row["avslut"]
    assert {shown[len(measures)] for shown in cells(section(outcome_context(*group))).values()} == {"saknas"}


def test_a_number_that_follows_from_the_others_is_protected_and_not_missing():
    group = rows(*FEW)
    for row in group:
        del row["arbete"]
    [place] = [number for number, ett in enumerate(mått().antal) if ett.fält == "arbete"]
    assert {shown[place] for shown in list(cells(section(outcome_context(*group))).values())[1:]} == {HIDDEN}


def test_a_period_inside_a_longer_one_is_named_but_has_no_numbers():
    half = rows(*MANY)
    for row in half:
        row |= {"id": f"{row['id']}-halv", "period": {"från": "2024-07-01", "till": "2024-12-31"}}
    page = section(outcome_context(*rows(*MANY), *half))
    assert set(cells(page)) == {"ett-2024-0", "ett-2024-1", "ett-2024-2"}
    assert "Talen för 1 juli 2024 – 31 december 2024 visas inte" in words(page)


def test_an_insats_shown_inside_another_has_no_empty_table():
    context = outcome_context(
        *rows(*MANY), *rows(*MANY, insats="del"), insatser=(rader.insats(), rader.insats("del", ingår_i={"insats": "ett"}))
    )
    page = section(context, "del")
    assert "Talen för 1 januari 2024 – 31 december 2024 visas inte" in words(page)
    assert page.xpath("//table | //figure") == []
    assert [row.insats.id for row in utfall.översikt(context)] == ["ett"]


def overview(context: Context) -> list[list[str]]:
    page = tree(utfall.utfall(context, ROOT_URL, 1000))
    return [[words(cell) for cell in row] for row in page.xpath("//table[caption[contains(., 'Utfall per insats')]]/tbody/tr")]


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (MANY, None, ["240", "80 av 160", "50 %", "saknas"]),
        (MANY, (10, 10, 5, 5, 20, 20, 20, 30), ["240", "80 av 160", "50 %", "25 %"]),
        (MANY, NONE, ["240", "80 av 160", "50 %", HIDDEN]),
        (NONE, MANY, ["204", HIDDEN, HIDDEN, "50 %"]),
    ],
)
def test_the_latest_period_is_compared_with_the_one_before(now, before, expected):
    earlier = rows(*before, year=2023) if before else []
    [row] = overview(outcome_context(*earlier, *rows(*now)))
    assert row == ["Insatsen ett", "1 januari 2024 – 31 december 2024", *expected]


def test_a_half_year_is_compared_with_a_half_year():
    half, later = (
        [row | {"id": f"{row['id']}-{från}", "period": {"från": från, "till": till}} for row in rows(*values)]
        for values, från, till in (
            ((10, 10, 5, 5, 20, 20, 20, 30), "2024-07-01", "2024-12-31"),
            (MANY, "2026-01-01", "2026-06-30"),
        )
    )
    [row] = overview(outcome_context(*half, *rows(*MANY, year=2025), *later))
    assert row[1:] == ["1 januari 2026 – 30 juni 2026", "240", "80 av 160", "50 %", "25 %"]


def test_what_is_not_reported_is_missing_in_the_overview():
    group = rows(*MANY)
    for row in group:
        del row["aktiva"], row["aktiva_nästa"], row["studier"], row["avslut"]
    [row] = overview(outcome_context(*group))
    assert row[2:] == ["saknas"] * 4


@pytest.mark.parametrize(
    ("per_insats", "said"),
    [({}, ""), ({"a": MANY}, "240"), ({"a": MANY, "b": NONE}, "444"), ({"a": MANY, "b": (0,) * 8}, "240 1 av 2 insatser")],
)
def test_the_summary_says_how_many_took_part(per_insats, said):
    """Bara tal som visas: en insats med färre än fem aktiva är inte med."""
    context = outcome_context(
        *(row for id_, values in per_insats.items() for row in rows(*values, insats=id_)),
        insatser=tuple(map(rader.insats, "ab")),
    )
    page = tree(sammanfattning.sammanfattning(context, ROOT_URL))
    found = page.xpath("//h2[@id='svaret']/following::table[1]//tr[th='Deltagare']/td")
    assert [words(one) for one in found] == ([said] if said else [])


@pytest.mark.parametrize(
    ("per_insats", "said"),
    [
        ({"a": MANY}, "80 av 160 = 50 % till ett positivt utfall. 1 av 1 insats visar talet."),
        (
            {"a": MANY, "b": (5, 50, 5, 5, 5, 5, 10, 5)},
            "200 av 320 = 63 % till ett positivt utfall. 2 av 2 insatser visar talet.",
        ),
        ({"a": MANY, "b": NONE}, "80 av 160 = 50 % till ett positivt utfall. 1 av 2 insatser visar talet."),
        ({"b": NONE}, ""),
    ],
)
def test_a_sum_over_insatser_is_made_of_visible_numbers_only(per_insats, said):
    all_rows = [row for id_, values in per_insats.items() for row in rows(*values, insats=id_)]
    all_rows += [
        row for id_ in per_insats for row in rows(*(2 * value for value in MANY), insats=id_, year=2020)
    ]  # äldre räknas inte
    context = outcome_context(*all_rows, insatser=tuple(map(rader.insats, "ab")))
    text = words(tree(utfall.utfall(context, ROOT_URL, 1000)))
    assert said in text and ("Summan tar bara med tal som visas" in text) is bool(said)


def test_without_outcomes_the_page_says_so():
    said = words(tree(utfall.utfall(outcome_context(), ROOT_URL, 1000)))
    assert said.startswith("Ingen av våra insatser har lämnat utfall")
