"""Leveranserna: vad en insats har lämnat och ska lämna."""

from dataclasses import replace

import pytest

from macros.model.rapport import Leverans, kommande_leveranser, leveranser
from macros.views import rapporter
from macros.views.html import Context
from tests import rader
from tests.conftest import DAY
from tests.rader import Rad, context_of
from tests.utfallsrader import example, register
from tests.vyer import ROOT_URL, tree, words

# ---- Leveranserna -----------------------------------------------------------------------------------------

DEMANDS = [Rad(id="slut", förbund="alfa", rapport="Slutrapport", enligt="ansökningsguiden")]
REPORTS = [
    Rad(id="halvår", förbund="alfa", vad="V", dag="02-sista", roller=[], rapport="Halvårsrapport"),
    Rad(id="annat", förbund="alfa", vad="V", dag="03-31", roller=[]),
    Rad(id="främmande", förbund="beta", vad="V", dag="08-31", roller=[], rapport="Helårsrapport"),
]
REPORTS_TOLD = {"halvårsrapport": "Vår mall", "Extern slutrapport": "Mall för slutrapport", "Delrapport": ""}
ENDED, ONGOING, COMING = ({"start": "2019", "slut": slut} for slut in ("2020", "tills vidare", "2027-06-30"))
DONE = {"vad": "Slutrapport", "lämnad": "2020", "läge": "klar"}

DELIVERIES = [
    # insatsens fält, och leveranserna: vad, läge, ur, när
    ({}, []),
    ({"projekttid": {"start": "2019"}}, []),  # slutet saknas: ingen vet om den pågår
    ({"projekttid": {"start": "2030", "slut": "2031"}}, [("Slutrapport", "utan datum", "ansökningsguiden", None)]),
    ({"projekttid": ENDED}, [("Slutrapport", "utan datum", "ansökningsguiden", None)]),
    ({"projekttid": ENDED, "förbund": "beta"}, []),  # förbundet beta har inget krav
    ({"projekttid": ENDED, "redovisning": [DONE]}, [("Slutrapport", "klar", "redovisning", "2020")]),
    # den planerade tiden är inte dagen den kom
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Slutrapport", "när": "2020", "läge": "klar"}]},
        [("Slutrapport", "klar", "redovisning", None)],
    ),
    ({"projekttid": ENDED, "redovisning": [DONE | {"när": "2019"}]}, [("Slutrapport", "klar", "redovisning", "2020")]),
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Extern slutrapport"}]},
        [("Extern slutrapport", "utan datum", "redovisning", None)],
    ),
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Delrapport", "när": "2019"}]},
        [("Delrapport", "tiden har gått", "redovisning", "2019"), ("Slutrapport", "utan datum", "ansökningsguiden", None)],
    ),
    ({"projekttid": ONGOING}, [("Halvårsrapport", "kommande", "årshjulet", "2027-02-28")]),
    ({"projekttid": ONGOING, "förbund": "beta"}, [("Helårsrapport", "kommande", "årshjulet", "2027-08-31")]),
    (
        {"projekttid": COMING},
        [("Halvårsrapport", "kommande", "årshjulet", "2027-02-28"), ("Slutrapport", "utan datum", "ansökningsguiden", None)],
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
            forbund=[rader.förbund("alfa", "värd"), rader.förbund("beta")],
            arshjul=REPORTS,
            rapportkrav=DEMANDS,
            insatser=[rader.insats(**fields)],
        )
    )


@pytest.mark.parametrize(("fields", "expected"), DELIVERIES)
def test_what_an_insats_has_delivered_and_shall_deliver(fields, expected):
    context = delivering(**fields)
    guide = context.register.guide
    found = leveranser(context.register.insatser[0], guide.årshjul, DAY, guide.rapportkrav)
    assert [(ett.vad, ett.läge.value, ett.ur, ett.när and str(ett.när)) for ett in found] == expected


@pytest.mark.parametrize(
    ("när", "läge"), [("2026-11-21", "tiden har gått"), ("2026-11-22", "kommande"), ("hösten 2026", "kommande")]
)
def test_a_report_is_late_only_when_its_last_possible_day_is_over(när, läge):
    context = delivering(redovisning=[{"vad": "Slutrapport", "när": när}])
    [slutrapport] = leveranser(context.register.insatser[0], (), DAY)
    assert slutrapport.läge.value == läge


def test_a_report_in_the_library_is_delivered_and_no_longer_owed():
    report = Rad(id="r", titel="R", sort="slutrapport", förbund="alfa", insatser=[rader.ID], källa=[], datum="2020-03-04")
    found = rapportläget_of(rader.insats(projekttid=ENDED), report)
    assert [(one.vad, one.läge.value, one.ur, str(one.när), one.länk) for one in found] == [
        ("Slutrapport", "klar", "rapportbiblioteket", "2020-03-04", "/resultat/slutrapporter/r/")
    ]


def rapportläget_of(insats: Rad, *reports: Rad) -> list[Leverans]:
    tables = {"forbund": [rader.förbund("alfa", "värd")], "insatser": [insats], "slutrapporter": list(reports)}
    return rapporter.alla_leveranser(context_of(register(**tables)))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"lämnad": "2020-03-04"}, "4 mars 2020"),
        ({"lämnad": "2020-03-04", "när": "2019-10"}, "4 mars 2020"),
        ({"när": "2019-10"}, "Planerad till oktober 2019"),
        ({}, "Ingen dag"),
    ],
)
def test_the_planned_month_is_never_shown_as_the_day_a_report_came(fields, said):
    context = delivering(redovisning=[{"vad": "Delrapport", "läge": "klar"} | fields])
    row = tree(rapporter.rapportläget(context, ROOT_URL, {})).xpath("//h2[@id='klara']/following::table[1]/tbody/tr")[0]
    assert words(row[2]) == said


def test_coming_reports_are_listed_in_time_order():
    times = [("C", "hösten 2027"), ("A", "2026-12"), ("Förr", "2018"), ("B", "maj 2027")]
    reports = [*({"vad": vad, "när": när} for vad, när in times), {"vad": "Utan datum"}]
    context = delivering(projekttid=ONGOING, redovisning=reports)
    found = kommande_leveranser(context.register.insatser[0], context.register.guide.årshjul, DAY)
    assert [one.vad for one in found] == ["A", "Halvårsrapport", "B", "C"]


@pytest.mark.parametrize(("fields", "expected"), DELIVERIES)
def test_the_page_lists_every_delivery_once_and_says_where_it_is_required(fields, expected):
    if fields.get("förbund") == "beta":  # de andra förbundens rapporter är inte våra att bevaka
        expected = []
    page = tree(rapporter.rapportläget(delivering(**fields), ROOT_URL, {}))
    listed = [words(cell) for cell in page.xpath("//table[thead/tr/th[2]='Redovisning']/tbody/tr/td[1]")]
    assert sorted(listed) == sorted(vad if ur == "redovisning" else f"{vad} Enligt {ur}" for vad, _, ur, _ in expected)


@pytest.mark.parametrize(("fält", "noted"), [("projekttid", ["Halvårsrapport"]), ("redovisning", ["Delrapport"])])
def test_an_uncertain_time_is_noted_at_what_is_worked_out_from_it(fält, noted):
    page = tree(
        rapporter.rapportläget(
            delivering(projekttid=ONGOING, redovisning=[{"vad": "Delrapport"}], osäkert=[{"fält": fält, "varför": "Suddigt"}]),
            ROOT_URL,
            {},
        )
    )
    rows_with_note = page.xpath("//tbody/tr[.//*[@class='note']]")
    assert [words(row[1]).split()[0] for row in rows_with_note] == noted


def test_every_delivery_is_counted_where_it_stands():
    found = rapporter.alla_leveranser(example())
    page = tree(rapporter.rapportläget(example(), ROOT_URL, {}))
    *lists, per_insats = page.iter("table")
    assert sum(len(table.findall("tbody/tr")) for table in lists) == len(found) > 0
    assert sum(int(cell.text) for cell in per_insats.xpath("tbody/tr/td[@class='number']")) == len(found)


@pytest.mark.parametrize(
    ("när", "heading", "left"),
    [
        ("2026-11-22", "kommande", "I dag är sista dagen"),
        ("2027-02-20", "kommande", "90 dagar kvar"),
        ("2027-02-21", "senare", ""),
    ],
)
def test_a_report_due_within_ninety_days_stands_first_with_the_days_left(när, heading, left):
    page = tree(rapporter.rapportläget(delivering(redovisning=[{"vad": "Delrapport", "när": när}]), ROOT_URL, {}))
    [table] = page.xpath("//table[thead/tr/th[2]='Redovisning']")
    assert table.xpath("preceding::h2[1]/@id") == [heading]
    assert "".join(table.xpath("tbody/tr/td[2]/span[@class='sub']/text()")).strip() == left


def test_a_yearly_report_with_a_day_in_the_year_wheel_is_owed_once():
    again = [{"vad": "halvårsrapport", "återkommer": "varje år"}, {"vad": "Mätning", "återkommer": "varje år"}]
    context = delivering(projekttid=ONGOING, redovisning=again)
    guide = context.register.guide
    found = leveranser(context.register.insatser[0], guide.årshjul, DAY, guide.rapportkrav)
    assert [(one.vad, one.läge.value) for one in found] == [("Mätning", "utan datum"), ("Halvårsrapport", "kommande")]


def test_a_report_has_the_template_its_own_förbund_made_for_it_before_the_programs():
    mallar = [
        Rad(id="egen", förbund="alfa", namn="Vår mall", hur_ofta="H", vad="V", rubriker=[], källa=[], för=["Halvårsrapport"]),
        Rad(id="annan", förbund="beta", namn="Deras", hur_ofta="H", vad="V", rubriker=[], källa=[], för=["Delrapport"]),
    ]
    names = ("egen", "annan", "slutrapport")
    context = replace(
        context_of(register(forbund=[rader.förbund("alfa", "värd"), rader.förbund("beta")], rapportmallar=mallar)),
        sizes={f"dokument/{name}.docx": 1000 for name in names},
    )
    said = {vad: words(tree(f"<p>{rapporter.mall_till(context, ROOT_URL, vad)}</p>")) for vad in REPORTS_TOLD}
    assert {vad: text.split(" (")[0] for vad, text in said.items()} == REPORTS_TOLD
