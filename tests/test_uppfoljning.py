"""Uppföljningen: måluppfyllelsen, leveranserna och beräkningarna, och sidorna som visar dem."""

import re
from functools import cache, partial

import pytest
from markupsafe import Markup

from macros.model.insats import Rapportläge
from macros.model.rapport import leveranser, procent_stämmer
from macros.model.register import Register
from macros.model.samhallsekonomi import BELOPP, avvikelse
from macros.model.tid import Status
from macros.model.utfall import KÖNEN, POSITIVA, RÄKNADE, TOTALT, Måluppfyllelse, Måttlista, med_summor
from macros.views import kedja, plan, rapporter, samhallsekonomi, sammanfattning, utfall, verktyg
from macros.views.html import Context, number
from macros.views.insats import insats_page
from tests import rader
from tests.conftest import DAY
from tests.rader import Rad, context_of, register_of
from tests.test_views import ROOT_URL, tree, words

HIDDEN = "visas inte"


@cache
def real() -> Context:
    """Projektets egna data, med adressen till filerna känd."""
    return Context(rader.real_register(), rader.words(), DAY, "https://exempel.se/kod/")


def register(**tables: list[Rad]) -> Register:
    """Påhittade rader tillsammans med projektets mått och källdokument."""
    return register_of(**{name: rader.real().tables[name] for name in ("kallor", "utfallsmatt")} | tables)


def mått() -> Måttlista:
    return real().register.uppföljning.mått


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
    [exempel] = real().register.uppföljning.utfallsexempel
    assert exempel.måluppfyllelse == Måluppfyllelse(8, 20) and exempel.måluppfyllelse.procent == 40
    text = words(tree(utfall.utfallsexempel(real(), ROOT_URL)))
    assert "23 deltagare lämnade insatsen, 3 av dem som tidiga avhopp. Kvar att räkna är 20. Av dem gick 4 + 2 + 2 = 8" in text
    assert "8 av 20 = 40 %" in text


SIX = {"arbete": 1, "studier": 2, "annan_rehab": 3, "sjukvård": 4, "ersättning": 5, "annat": 6}


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


# ---- Utfallen på sidorna ----------------------------------------------------------------------------------

FIELDS = ("tidiga_avhopp", "arbete", "studier", "annan_rehab", "sjukvård", "ersättning", "annat", "aktiva_nästa")
MANY = (10, 20, 10, 10, 20, 10, 10, 30)  # ett kön: 90 avslut, 40 av 80 positiva
FEW = (10, 3, 10, 10, 20, 10, 10, 30)
NONE = (10, 1, 1, 0, 20, 20, 20, 30)  # så få positiva att andelen inte får visas
EDIT = [{"fält": "aktiva", "datum": "2025-10-01", "tidigare": "777", "varför": "Två hade räknats dubbelt."}]


def rows(*values: int, insats: str = "ett", year: int = 2024, **fields) -> list[Rad]:
    """De tre raderna för ett år: båda könen har samma tal, och `fields` står på raden för totalt."""
    tal = dict(zip(FIELDS, values, strict=True))
    tal["avslut"] = sum(values[:-1])
    tal["aktiva"] = tal["avslut"] + tal["aktiva_nästa"]
    period = {"från": f"{year}-01-01", "till": f"{year}-12-31"}
    return [
        Rad(
            {"id": f"{insats}-{year}-{i}", "insats": insats, "period": period, "kön": kön}
            | {field: str(value * (2 if kön == TOTALT else 1)) for field, value in tal.items()}
            | (fields if kön == TOTALT else {})
        )
        for i, kön in enumerate((TOTALT, *KÖNEN))
    ]


def outcome_context(*rows: Rad, insatser: tuple[Rad, ...] = ()) -> Context:
    return context_of(register(insatser=[*insatser] or [rader.insats()], utfall=list(rows)))


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
    assert [words(li).rpartition(": ")[2] for li in page.xpath("//figure//*[@class='bar-label']")] == shares
    widths = [float(width) for width in page.xpath("//figure//rect[contains(@class, 'bar-span')]/@width")]
    assert widths == [utfall.BAR_WIDTH * 50 / 80] * 3 + [utfall.BAR_WIDTH / 2] * 3  # senaste perioden först


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
    return [[words(cell) for cell in row] for row in page.xpath("//tbody/tr")]


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
    assert row == ["Insatsen ett (alfa)", "1 januari 2024 – 31 december 2024", *expected]


def test_what_is_not_reported_is_missing_in_the_overview():
    group = rows(*MANY)
    for row in group:
        del row["aktiva"], row["aktiva_nästa"], row["studier"], row["avslut"]
    [row] = overview(outcome_context(*group))
    assert row[2:] == ["saknas"] * 4


@pytest.mark.parametrize(
    ("per_insats", "said"),
    [
        ({}, None),
        ({"a": MANY}, "240 deltagare var aktiva i 1 insats"),
        ({"a": MANY, "b": NONE}, "444 deltagare var aktiva i 2 insatser"),
        ({"a": MANY, "b": (0,) * 8}, "240 deltagare var aktiva i 1 insats"),
    ],
)
def test_the_summary_says_how_many_took_part(per_insats, said):
    """Bara tal som visas: en insats med färre än fem aktiva är inte med."""
    context = outcome_context(
        *(row for id_, values in per_insats.items() for row in rows(*values, insats=id_)),
        insatser=tuple(map(rader.insats, "ab")),
    )
    text = words(tree(sammanfattning.sammanfattning(context, ROOT_URL)))
    assert said in text if said else "var aktiva" not in text


@pytest.mark.parametrize(
    ("per_insats", "summa", "bygger_på"),
    [
        ({}, None, 0),
        ({"a": MANY}, Måluppfyllelse(80, 160), 1),
        ({"a": MANY, "b": (5, 50, 5, 5, 5, 5, 10, 5)}, Måluppfyllelse(200, 320), 2),
        ({"a": MANY, "b": NONE}, Måluppfyllelse(80, 160), 1),
        ({"b": NONE}, None, 0),
    ],
)
def test_a_sum_over_insatser_is_made_of_visible_numbers_only(per_insats, summa, bygger_på):
    all_rows = [row for id_, values in per_insats.items() for row in rows(*values, insats=id_)]
    all_rows += [
        row for id_ in per_insats for row in rows(*(2 * value for value in MANY), insats=id_, year=2020)
    ]  # äldre räknas inte
    context = outcome_context(*all_rows, insatser=tuple(map(rader.insats, "ab")))
    assert utfall.tillsammans(utfall.översikt(context)) == (summa, bygger_på)
    said = words(tree(utfall.utfall(context, ROOT_URL, 1000)))
    assert ("Summan tar bara med tal som visas" in said) is bool(summa)


def test_without_outcomes_the_page_says_so():
    said = words(tree(utfall.utfall(outcome_context(), ROOT_URL, 1000)))
    assert said.startswith("Ännu har ingen insats på webbplatsen lämnat utfall")


# ---- Leveranserna -----------------------------------------------------------------------------------------

REPORTS = [
    Rad(id="halvår", förbund="alfa", vad="V", dag="02-sista", roller=[], rapport="Halvårsrapport"),
    Rad(id="annat", förbund="alfa", vad="V", dag="03-31", roller=[]),
    Rad(id="främmande", förbund="beta", vad="V", dag="08-31", roller=[], rapport="Helårsrapport"),
]
ENDED, ONGOING, COMING = ({"start": "2019", "slut": slut} for slut in ("2020", "tills vidare", "2027-06-30"))
DONE = {"vad": "Slutrapport", "när": "2020", "läge": "klar"}

DELIVERIES = [
    # insatsens fält, och leveranserna: vad, läge, ur, när
    ({}, []),
    ({"projekttid": {"start": "2019"}}, []),  # slutet saknas: ingen vet om den pågår
    ({"projekttid": {"start": "2030", "slut": "2031"}}, [("Slutrapport", "kommande", "projekttiden", "2031")]),
    ({"projekttid": ENDED}, [("Slutrapport", "tiden har gått", "projekttiden", "2020")]),
    ({"projekttid": ENDED, "förbund": "beta"}, []),  # regeln är värdens
    ({"projekttid": ENDED, "redovisning": [DONE]}, [("Slutrapport", "klar", "redovisning", "2020")]),
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Extern slutrapport"}]},
        [("Extern slutrapport", "utan datum", "redovisning", None)],
    ),
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Delrapport", "när": "2019"}]},
        [("Delrapport", "tiden har gått", "redovisning", "2019"), ("Slutrapport", "tiden har gått", "projekttiden", "2020")],
    ),
    ({"projekttid": ONGOING}, [("Halvårsrapport", "kommande", "årshjulet", "2027-02-28")]),
    ({"projekttid": ONGOING, "förbund": "beta"}, [("Helårsrapport", "kommande", "årshjulet", "2027-08-31")]),
    (
        {"projekttid": COMING},
        [("Halvårsrapport", "kommande", "årshjulet", "2027-02-28"), ("Slutrapport", "kommande", "projekttiden", "2027-06-30")],
    ),
    (
        {"redovisning": [{"vad": "Mätning", "när": "2018", "återkommer": "varje år"}]},
        [("Mätning", "utan datum", "redovisning", "2018")],
    ),
]


def delivering(**fields) -> Context:
    """En insats, ett årshjul med rapporter, och två förbund."""
    return context_of(
        register(
            forbund=[rader.förbund("alfa", "värd"), rader.förbund("beta")], arshjul=REPORTS, insatser=[rader.insats(**fields)]
        )
    )


@pytest.mark.parametrize(("fields", "expected"), DELIVERIES)
def test_what_an_insats_has_delivered_and_shall_deliver(fields, expected):
    context = delivering(**fields)
    found = leveranser(context.register.insatser[0], context.register.guide.årshjul, DAY)
    assert [(ett.vad, ett.läge.value, ett.ur, ett.när and str(ett.när)) for ett in found] == expected


@pytest.mark.parametrize(
    ("slut", "läge"), [("2026-11-21", "tiden har gått"), ("2026-11-22", "kommande"), ("hösten 2026", "kommande")]
)
def test_a_report_is_late_only_when_its_last_possible_day_is_over(slut, läge):
    context = delivering(projekttid={"start": "2019", "slut": slut})
    [*_, slutrapport] = leveranser(context.register.insatser[0], (), DAY)
    assert slutrapport.läge.value == läge


@pytest.mark.parametrize(("fields", "expected"), DELIVERIES)
def test_the_page_lists_every_delivery_once_and_says_what_it_is_worked_out_from(fields, expected):
    page = tree(rapporter.rapportläget(delivering(**fields), ROOT_URL, {}))
    listed = [words(cell) for cell in page.xpath("//table[thead/tr/th[2]='Redovisning']/tbody/tr/td[1]")]
    assert sorted(listed) == sorted(vad if ur == "redovisning" else f"{vad} Uträknat ur {ur}" for vad, _, ur, _ in expected)


@pytest.mark.parametrize(("fält", "noted"), [("projekttid", ["Slutrapport"]), ("redovisning", ["Delrapport"])])
def test_an_uncertain_time_is_noted_at_what_is_worked_out_from_it(fält, noted):
    page = tree(
        rapporter.rapportläget(
            delivering(projekttid=ENDED, redovisning=[{"vad": "Delrapport"}], osäkert=[{"fält": fält, "varför": "Suddigt"}]),
            ROOT_URL,
            {},
        )
    )
    rows_with_note = page.xpath("//tbody/tr[.//*[@class='note']]")
    assert [words(row[1]).split()[0] for row in rows_with_note] == noted


def test_every_real_delivery_is_counted_where_it_stands():
    found = rapporter.alla_leveranser(real())
    page = tree(rapporter.rapportläget(real(), ROOT_URL, {}))
    *lists, per_insats = page.iter("table")
    assert sum(len(table.findall("tbody/tr")) for table in lists) == len(found) > 0
    assert sum(int(cell.text) for cell in per_insats.xpath("tbody/tr/td[@class='number']")) == len(found)


# ---- Samhällsekonomin -------------------------------------------------------------------------------------

# Källans fyra insatser där de tryckta beloppen inte stämmer, skrivna för sig efter facts: fält, tryckt och uträknat.
WRONG = {
    "hikikomori": {"Per deltagare, ett år": ("35 000", "11 211"), "Per deltagare, lång sikt": ("175 000", "131 579")},
    "tierpsmodellen": {"Per deltagare, ett år": ("−2 000", "23 333"), "Per deltagare, lång sikt": ("23 400", "216 667")},
    "united-action": {"Per deltagare, ett år": ("47 100", "−47 059"), "Per deltagare, lång sikt": ("54 200", "47 059")},
    "sara": {"Per deltagare, ett år": ("75 500", "−75 510")},
}


def economy(context: Context):
    return tree(samhallsekonomi.samhällsekonomi(context, ROOT_URL))


def test_printed_figures_that_disagree_stand_beside_the_calculated():
    table = economy(real()).xpath("//table")[0]
    headings = [words(th) for th in table.xpath("thead/tr/th")]
    found = {
        row.get("id"): {heading: words(cell) for heading, cell in zip(headings, row) if "Uträknat" in words(cell)}
        for row in table.xpath("tbody/tr")
    }
    assert {id_: notes for id_, notes in found.items() if notes} == {
        id_: {heading: f"{tryckt} Uträknat: {räknat}" for heading, (tryckt, räknat) in notes.items()}
        for id_, notes in WRONG.items()
    }


@pytest.mark.parametrize("id_", WRONG)
def test_the_page_of_the_insats_has_the_same_note(id_):
    said = words(tree(insats_page(real(), real().register.insats[id_]).html))
    for tryckt, räknat in WRONG[id_].values():
        assert re.search(rf"{tryckt} kronor( \(\d år\))? Uträknat: {räknat} kronor, totalen delad med antalet deltagare", said)


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
    assert "Jämför inte insatserna rakt av." in whole and "Jämför dem inte rakt av med andra insatser" in own


def test_costs_in_the_summary_carry_the_warning():
    said = words(tree(sammanfattning.sammanfattning(calculated(kostnad_per_deltagare="4711000"), ROOT_URL)))
    assert "4 711 000" in said and "går inte att jämföra rakt av" in said


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"minskning_ett_år": "-700", "minskning_lång_sikt": "38000"}, "−700 / 38 000"),
        ({"minskning_ett_år": "-700"}, "−700 / Saknas i källan"),
        ({"minskning_lång_sikt": "38000"}, "Saknas i källan / 38 000"),
        ({"återbetalningstid": "i.v."}, "Betalas inte tillbaka (i.v.)"),
        ({}, "Saknas i källan"),
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


# ---- Sammanfattningen -------------------------------------------------------------------------------------


@cache
def summary():
    return tree(sammanfattning.sammanfattning(real(), ROOT_URL))


def after(page, id_: str, path: str) -> list:
    """Elementen mellan en rubrik och nästa."""
    return page.xpath(
        f"//*[preceding-sibling::h2[1][@id='{id_}'] or ancestor::*/preceding-sibling::h2[1][@id='{id_}']][self::{path}]"
    )


def test_the_summary_counts_the_insatser_as_the_model_does():
    register = real().register
    found = [[words(cell).split(" ")[0] for cell in row.findall("td")] for row in after(summary(), "insatser", "tr")[1:]]
    expected = [
        [str(len(insatser)), *(str(sum(insats.status(DAY) is status for insats in insatser)) for status in Status)]
        for förbund in register.förbund
        if (insatser := register.insatser_i(förbund))
    ]
    assert found == expected


def test_the_summary_counts_the_reports_as_the_model_does():
    found = [int(words(dd)) for dd in after(summary(), "rapporter", "dd")]
    lägen = [ett.läge for ett in rapporter.alla_leveranser(real())]
    assert found == [lägen.count(läge) for läge in (Rapportläge.KLAR, Rapportläge.KOMMANDE, Rapportläge.TIDEN_HAR_GÅTT)]


def test_the_summary_names_every_evaluation_with_its_counts():
    said = words(summary())
    for rapport in real().register.uppföljning.bibliotek.rapporter:
        assert (f"{len(rapport.slutsatser)} slutsats" in said) or not rapport.slutsatser
        assert bool(summary().xpath(f"//h3/a[contains(@href, '{rapport.adress}')]")) is bool(rapport.slutsatser)


def test_every_figure_of_the_summary_leads_somewhere():
    """Till en sida, eller till raden i data."""
    for cell in summary().xpath("//td[contains(@class, 'number')][normalize-space() != '0']"):
        assert cell.xpath(".//a | ../td[not(contains(@class, 'number'))]//a"), words(cell.getparent())
    for term in summary().xpath("//dl[@class='figures']/div/dt"):
        assert term.xpath(".//a"), words(term)
    for paragraph in summary().xpath("//p[not(ancestor::details)]"):
        is_text_of_a_report = paragraph.xpath("preceding-sibling::h2[1][@id='utvarderingar']") and not paragraph.xpath(".//a")
        if re.search(r"\d", words(paragraph)) and not is_text_of_a_report and "saknar uppgiften" not in words(paragraph):
            assert paragraph.xpath(".//a"), words(paragraph)


def test_gaps_list_their_insatser_with_the_row_in_data():
    listed = {words(li.xpath(".//strong")[0]): li for li in summary().xpath("//ul[@class='gaps']/li")}
    luckor = sammanfattning.luckor(real())
    assert list(listed) == [lucka.vad for lucka in luckor]
    for lucka in luckor:
        links = [link for link in listed[lucka.vad].xpath(".//a/@href") if "exempel.se" not in link]
        assert links == [f"{ROOT_URL}{insats.adress}" for insats in lucka.insatser[: sammanfattning.MOST_LISTED]]
        assert len(listed[lucka.vad].xpath(".//a[contains(@href, 'exempel.se')]")) == len(links)


FULL = rader.insats(
    målgrupp="M",
    projekttid={"start": "2019", "slut": "2020"},
    utförare=["U"],
    redovisning=[DONE],
    budget=[{"år": "2019", "belopp": "1"}],
)


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        ("", []),
        ("målgrupp", ["Målgrupp"]),
        ("projekttid", ["Projekttid"]),
        ("utförare", ["Utförare av utvärderingen"]),
        ("redovisning", ["Redovisning"]),
        ("budget", ["Budget"]),
        ("utfall", ["Utfall i de gemensamma måtten"]),
        ("mal", ["Mål för insatsen"]),
        ("forandringsteori", ["Förändringsteori för insatsen"]),
    ],
)
def test_a_gap_is_what_is_missing_and_nothing_else(without, expected):
    tables = {
        "utfall": rows(*MANY),
        "mal": [Rad(id="m", förbund="alfa", insats="ett", sort="insatsmål", mål="M")],
        "forandringsteori": [Rad(id="k", förbund="alfa", insats="ett", namn="K")],
    }
    tables.pop(without, None)
    insats = Rad({key: value for key, value in FULL.items() if key != without})
    assert [lucka.vad for lucka in sammanfattning.luckor(context_of(register(insatser=[insats], **tables)))] == expected


def test_an_insats_without_an_end_lacks_it():
    row = Rad(FULL | {"projekttid": {"start": "2019"}})
    luckor = sammanfattning.luckor(context_of(register(insatser=[row], utfall=rows(*MANY))))
    assert "Slutdatum" in [lucka.vad for lucka in luckor]


@pytest.mark.parametrize(
    ("budgets", "expected"),
    [([], []), ([[("2020", "100")], [("2019", "5"), ("2020", "50")]], [(2019, 5, ["1"]), (2020, 150, ["0", "1"])])],
)
def test_the_budget_is_summed_for_each_year(budgets, expected):
    insatser = [
        rader.insats(str(i), budget=[{"år": år, "belopp": belopp} for år, belopp in poster]) for i, poster in enumerate(budgets)
    ]
    found = sammanfattning.budget_per_år(context_of(register(insatser=insatser)))
    assert [(år, belopp, [insats.id for insats in insatser]) for år, belopp, insatser in found] == expected


# ---- Rapporterna ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("antal", "av", "procent", "stämmer"),
    [
        (47, 57, 82, True),
        (47, 57, 82.5, True),
        (47, 57, 82.4, False),
        (1, 2, 50, True),
        (1, 3, 33.3, True),
        (1, 3, 33.4, False),
        (1, 8, 12, True),
        (1, 8, 13, True),
        (1, 8, 14, False),
        (0, 5, 0, True),
        (5, 5, 99, False),
        (2, 3, 66.67, True),
    ],
)
def test_a_printed_share_is_the_calculated_one_rounded(antal, av, procent, stämmer):
    assert procent_stämmer(antal, av, procent) is stämmer


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"antal": "60000", "enhet": "kronor per år"}, "60 000 kronor per år"),
        ({"antal": "12"}, "12"),
        ({"antal": "47", "av": "57", "procent": "82"}, "47 av 57 (82 %)"),
        ({"antal": "1", "av": "3", "procent": "33.3"}, "1 av 3 (33,3 %)"),
        ({"antal": "15", "av": "22"}, "15 av 22 (uträknat 68 %)"),
        ({"antal": "1", "av": "8"}, "1 av 8 (uträknat 13 %)"),
        ({"antal": "1", "av": "200"}, "1 av 200 (uträknat 1 %)"),
    ],
)
def test_a_figure_from_a_report_in_words(fields, text):
    [rapport] = register(
        slutrapporter=[report()], nyckeltal=[Rad({"id": "n", "rapport": "r", "vad": "V", "grupp": "underlag"} | fields)]
    ).uppföljning.bibliotek.rapporter
    assert " ".join(rapporter.nyckeltal_i_ord(rapport.nyckeltal[0]).split()) == text


def report(**fields) -> Rad:
    return Rad({"id": "r", "titel": "Rapporten", "sort": "slutrapport", "förbund": "alfa"} | fields)


def test_a_filter_without_choices_is_left_out_of_the_library():
    page = tree(rapporter.rapportbibliotek(context_of(register(slutrapporter=[report()])), ROOT_URL, 1))
    assert [words(summary) for summary in page.iter("summary")] == ["Sort", "Förbund"]


@pytest.mark.parametrize("rapport", rader.real_register().uppföljning.bibliotek.rapporter, ids=lambda rapport: rapport.id)
def test_the_page_of_a_report_has_all_it_says_and_where(rapport):
    page = tree(rapporter.rapport_page(real(), rapport).html)
    items = [words(li) for li in page.xpath("//ul[@class='findings']/li | //ol[@class='findings']/li")]
    expected = [(s.slutsats, s.avsnitt) for s in rapport.slutsatser] + [
        (r.rekommendation, r.avsnitt) for r in rapport.rekommendationer
    ]
    assert len(items) == len(expected)
    for text, avsnitt in expected:
        assert any(" ".join(text.split()) in item and item.endswith(avsnitt) for item in items), text
    for tal in rapport.nyckeltal:
        row = page.get_element_by_id(tal.id)
        assert tal.vad in words(row) and number(tal.antal) in row.text_content()


def enum(table: str, *path: str) -> list[str]:
    """Orden som ordboken tillåter i ett fält."""
    return rader.words().tables[table].field(".".join(path)).constraints["enum"]


@pytest.mark.parametrize("nivå", enum("slutrapporter", "slutsatser", "nivå"))
def test_a_conclusion_on_any_level_is_shown(nivå):
    row = report(slutsatser=[{"nivå": nivå, "slutsats": "Det gick bra.", "avsnitt": "4.1"}])
    context = context_of(register(slutrapporter=[row]))
    assert "Det gick bra. 4.1" in words(
        tree(rapporter.rapport_page(context, context.register.uppföljning.bibliotek.rapporter[0]).html)
    )


@pytest.mark.parametrize("nivå", enum("fragestallningar", "nivå"))
def test_a_question_on_any_level_is_shown(nivå):
    context = context_of(register(fragestallningar=[Rad(id="f", nivå=nivå, fråga="Varför?")]))
    assert "Varför? Källan svarar inte på frågan." in words(tree(verktyg.frågeställningar(context, ROOT_URL)))


@pytest.mark.parametrize("vem", enum("niofaltaren", "vem"))
@pytest.mark.parametrize("när", enum("niofaltaren", "när"))
def test_a_field_of_niofältaren_stands_in_its_row_and_column(vem, när):
    row = Rad(id="f", vem=vem, när=när, rubrik="Rubriken", frågor=["Varför?"], underlag=["U"])
    table = tree(verktyg.niofältaren(context_of(register(niofaltaren=[row])), ROOT_URL)).find(".//table")
    column = [words(th).casefold() for th in table.xpath("thead/tr/th")].index(när)
    [line] = table.xpath("tbody/tr")
    assert words(line[0]).casefold() == vem and "Varför?" in words(line[column])
    assert [words(cell) for cell in line[1:] if cell is not line[column]] == ["Saknas i källan"] * 2


@pytest.mark.parametrize("glapp", enum("insatser", "glapp"))
def test_an_insats_is_listed_under_its_glapp(glapp):
    page = tree(verktyg.glappet(context_of(register(insatser=[rader.insats(glapp=glapp)])), ROOT_URL))
    assert words(page.find(".//h3")).casefold() == f"{glapp} insatser" and "Insatsen ett" in words(page)


# ---- Tomma tabeller ---------------------------------------------------------------------------------------

EMPTY = [
    (plan.planer, "Ingen plan är inlagd."),
    (plan.uppföljningssystem, "Källorna nämner inga egna system."),
    (plan.indikatorgrupper, ""),
    (plan.mätningar, ""),
    (verktyg.niofältaren, "Fälten är inte inlagda."),
    (verktyg.frågeställningar, "Inga frågor är inlagda."),
    (verktyg.glappet, "Ingen insats är klassad."),
    (verktyg.enkäter, "Inga instrument är inlagda."),
    (utfall.utfallsmått, "Måtten är inte inlagda."),
    (utfall.utfallsexempel, ""),
    (utfall.räknare, ""),
    (partial(utfall.utfall, csv_size=1), "Ännu har ingen insats på webbplatsen lämnat utfall"),
    (samhallsekonomi.samhällsekonomi, "Inga beräkningar är inlagda."),
    (partial(rapporter.rapportbibliotek, csv_size=1), "Inga rapporter är inlagda."),
    (rapporter.metodhandböcker, "Ingen metodhandbok är inlagd än."),
    (partial(rapporter.rapportläget, files={}), "Källorna anger ingen rapport med ett datum som ligger framför oss."),
    (sammanfattning.sammanfattning, "Inga insatser är inlagda."),
    (kedja.kedjor, ""),
]


@pytest.mark.parametrize(("view", "sentence"), EMPTY)
def test_empty_tables_give_a_sentence_and_no_empty_table(view, sentence):
    page = tree(view(context_of(register_of()), ROOT_URL))
    assert sentence in words(page)
    assert [words(table) for table in page.iter("table") if not table.xpath("tbody/tr")] == []
    assert "alla 0 " not in words(page) and "de 0 " not in words(page)


def test_an_insats_without_results_has_no_sections_about_them():
    context = context_of(register(insatser=[rader.insats()]))
    for view in (utfall.utfall_på_insats, rapporter.rapporter_på_insats, samhallsekonomi.beräkning_på_insats):
        assert view(context, context.register.insatser[0], ROOT_URL) == Markup("")
