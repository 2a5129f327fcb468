"""Åtagandena: vad en insats har gjort och ska göra, på rapportläget, Min insats, insatsens sida och i kalendern."""

from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar

from macros.exports.kalender import calendar_files
from macros.model.atagande import Åtagande, insamlingar
from macros.views import atagande
from macros.views.html import Context
from macros.views.insats import insats_page
from tests import rader
from tests.conftest import DAY
from tests.rader import Rad, context_of
from tests.utfallsrader import example, register
from tests.vyer import ROOT_URL, tree, words

ROLES = [Rad(id="ledare", namn="Ledare", vad="Leder.", källa=[])]
DEMANDS = [
    Rad(id="slut", förbund="alfa", rapport="Slutrapport", enligt="ansökningsguiden", sort="slutrapport", roller=["ledare"])
]
HALF = Rad(id="halvår", förbund="alfa", vad="V", dag="02-sista", roller=["ledare"], rapport="Halvårsrapport", sort="delår")
PART = {"från": "07-01", "till": "12-31"}
REPORTS = [
    HALF,
    Rad(id="annat", förbund="alfa", vad="V", dag="03-31", roller=[]),
    Rad(id="främmande", förbund="beta", vad="V", dag="08-31", roller=[], rapport="Helårsrapport"),
]
ENDED, ONGOING, COMING = ({"start": "2019", "slut": slut} for slut in ("2020", "tills vidare", "2027-06-30"))
DONE = {"vad": "Slutrapport", "lämnad": "2020", "läge": "klar"}
LAST = ("Halvårsrapport", "tiden har gått", "årshjulet", "2026-02-28")
NEXT = ("Halvårsrapport", "senare", "årshjulet", "2027-02-28")
OWED = ("Slutrapport", "utan datum", "ansökningsguiden", None)
ENDING = ("Insatsen slutar", "senare", "projekttiden", "2027-06-30")

COMMITMENTS = [
    # insatsens fält, och åtagandena: vad, läge, ur, när
    ({}, []),
    ({"projekttid": {"start": "2019"}}, []),  # slutet saknas: ingen vet om den pågår
    (
        {"projekttid": {"start": "2030", "slut": "2031"}},
        [("Insatsen börjar", "senare", "projekttiden", "2030"), ("Insatsen slutar", "senare", "projekttiden", "2031"), OWED],
    ),
    ({"projekttid": ENDED}, [OWED]),
    ({"projekttid": ENDED, "förbund": "beta"}, []),  # förbundet beta har inget krav
    ({"projekttid": ENDED, "redovisning": [DONE]}, [("Slutrapport", "klart", "redovisning", "2020")]),
    # den planerade tiden är inte dagen den kom
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Slutrapport", "när": "2020", "läge": "klar"}]},
        [("Slutrapport", "klart", "redovisning", None)],
    ),
    ({"projekttid": ENDED, "redovisning": [DONE | {"när": "2019"}]}, [("Slutrapport", "klart", "redovisning", "2020")]),
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Extern slutrapport"}]},
        [("Extern slutrapport", "utan datum", "redovisning", None)],
    ),
    # sorten går före namnet: den här rapporten är ingen slutrapport
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Extern slutrapport", "sorter": ["delår"]}]},
        [("Extern slutrapport", "utan datum", "redovisning", None), OWED],
    ),
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Delrapport", "när": "2019"}]},
        [("Delrapport", "tiden har gått", "redovisning", "2019"), OWED],
    ),
    # en avslutad insats är inte skyldig en rapport varje år längre
    (
        {"projekttid": ENDED, "redovisning": [DONE, {"vad": "Mätning", "återkommer": "varje år"}]},
        [("Slutrapport", "klart", "redovisning", "2020")],
    ),
    ({"projekttid": ONGOING}, [LAST, NEXT]),
    (
        {"projekttid": ONGOING, "förbund": "beta"},
        [
            ("Helårsrapport", "tiden har gått", "årshjulet", "2026-08-31"),
            ("Helårsrapport", "senare", "årshjulet", "2027-08-31"),
        ],
    ),
    ({"projekttid": COMING}, [LAST, NEXT, ENDING, OWED]),
    # slutet är okänt på dagen när: bara det som säkert rör insatsen har passerat
    (
        {"projekttid": {"start": "2026-03", "slut": "2026-12"}},
        [("Insatsen slutar", "inom 90 dagar", "projekttiden", "2026-12"), OWED],
    ),
    (
        {"redovisning": [{"vad": "Mätning", "när": "2018", "återkommer": "varje år"}]},
        [("Mätning", "utan datum", "redovisning", "2018")],
    ),
]


def delivering(årshjul: list[Rad] = REPORTS, krav: list[Rad] = DEMANDS, **fields) -> Context:
    """En insats, ett årshjul med rapporter, och två förbund."""
    return context_of(
        register(
            forbund=[rader.förbund("alfa", "värd"), rader.förbund("beta")],
            roller=ROLES,
            arshjul=årshjul,
            rapportkrav=krav,
            insatser=[rader.insats(**fields)],
        )
    )


def found_in(context: Context, day: date = DAY) -> list[Åtagande]:
    return context.register.åtaganden(context.register.insatser[0], day)


def told(ett: Åtagande, day: date = DAY) -> tuple[str, str, str, str | None]:
    tid = ett.lämnad if ett.är_klart else ett.när
    return ett.vad, ett.läge(day).value, ett.ur, str(tid) if tid else None


@pytest.mark.parametrize(("fields", "expected"), COMMITMENTS)
def test_what_an_insats_has_done_and_shall_do(fields, expected):
    assert [told(ett) for ett in found_in(delivering(**fields))] == expected


@pytest.mark.parametrize(
    ("när", "läge"),
    [
        ("2026-11-21", "tiden har gått"),
        ("2026-11-22", "inom 90 dagar"),
        ("hösten 2026", "inom 90 dagar"),
        ("2027-02-20", "inom 90 dagar"),
        ("2027-02-21", "senare"),
    ],
)
def test_a_report_is_late_only_when_its_last_possible_day_is_over(när, läge):
    [slutrapport] = found_in(delivering(redovisning=[{"vad": "Slutrapport", "när": när}]))
    assert slutrapport.läge(DAY).value == läge


def test_a_report_in_the_library_is_delivered_and_no_longer_owed():
    report = Rad(id="r", titel="R", sort="slutrapport", förbund="alfa", insatser=[rader.ID], källa=[], datum="2020-03-04")
    tables = {
        "forbund": [rader.förbund("alfa", "värd")],
        "insatser": [rader.insats(projekttid=ENDED)],
        "slutrapporter": [report],
    }
    [one] = register(**tables).värdens_åtaganden(DAY)
    assert (*told(one), one.länk) == ("Slutrapport", "klart", "rapportbiblioteket", "2020-03-04", "/resultat/slutrapporter/r/")


# ---- Årshjulet ------------------------------------------------------------------------------------------------

GIVEN = [
    # raden i redovisningen, och vilka tillfällen som är klara
    ({"lämnad": "2026-03-09"}, ["2026-02-28"]),  # närmast
    ({"lämnad": "2026-02-01"}, ["2026-02-28"]),
    ({"lämnad": "2025-02-28"}, []),  # förra årets står för sig
    ({"lämnad": "2026-03-09", "när": "2026-02-28"}, ["2026-02-28"]),
    ({"när": "2027-02", "läge": "planerad"}, []),  # samma rapport, med samma dag
]


@pytest.mark.parametrize(("row", "done"), GIVEN)
@pytest.mark.parametrize("named", [{"vad": "Något annat", "sorter": ["delår"]}, {"vad": "halvårsrapport"}])
def test_a_yearly_report_that_is_delivered_is_known_by_its_kind_and_its_day(row, done, named):
    found = found_in(delivering(projekttid=ONGOING, redovisning=[{"läge": "klar"} | named | row]))
    yearly = [ett for ett in found if ett.ur == "årshjulet"]
    assert [str(ett.när) for ett in yearly if ett.är_klart] == done
    assert [str(ett.när) for ett in yearly] == ["2026-02-28", "2027-02-28"] or done
    assert sum(ett.ur == "redovisning" for ett in found) == (not done and "när" not in row)


def test_a_report_is_owed_by_every_insats_that_was_going_on_in_its_period():
    """Rapporten lämnas efter perioden. Insatsen som slutade den 31 december lämnar den i februari."""
    wheel = [HALF | {"period": PART}]
    for slut, expected in (("2026-12-31", ["2026-02-28", "2027-02-28"]), ("2026-06-30", ["2026-02-28"]), ("2025-06-30", [])):
        found = found_in(delivering(wheel, projekttid={"start": "2019", "slut": slut}))
        assert [str(ett.när) for ett in found if ett.ur == "årshjulet"] == expected, slut
    [last, coming] = (ett for ett in found_in(delivering(wheel, projekttid=ONGOING)) if ett.ur == "årshjulet")
    assert (str(last.period.från), str(coming.period.till)) == ("2025-07-01", "2026-12-31")
    assert coming.läge(date(2026, 12, 31)).value == "inom 90 dagar"
    assert coming.läge(date(2027, 1, 1)).value == "nu"  # perioden är slut: nu går den att skriva


def test_a_quarter_is_to_be_billed_until_the_next_one_is_over_and_is_never_late():
    quarters = [
        Rad(id=f"k{dag}", förbund="alfa", vad=f"Fakturera {dag}.", dag=dag, sort="faktura", period={"från": från, "till": dag})
        for från, dag in (("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"))
    ]
    found = found_in(delivering(quarters, projekttid={"start": "2019", "slut": "2026-11-30"}))
    assert [told(ett)[:2] for ett in found if ett.ur == "årshjulet"] == [
        ("Fakturera 09-30.", "nu"),
        ("Fakturera 12-31.", "inom 90 dagar"),
    ]


def test_a_quarter_is_billed_when_the_money_is_requested():
    [quarter] = [Rad(id="k", förbund="alfa", vad="K.", dag="09-30", sort="faktura", period={"från": "07-01", "till": "09-30"})]
    asked = Rad(id="r", insats=rader.ID, år="2026", kvartal="3", sökt="1000", källa=[])
    tables = {"forbund": [rader.förbund("alfa", "värd")], "insatser": [rader.insats(projekttid=ONGOING)]}
    for rows, expected in (([], "nu"), ([asked], "klart"), ([asked | {"kvartal": "2"}], "nu")):
        found = register(**tables, arshjul=[quarter], rekvisitioner=[Rad(row) for row in rows]).värdens_åtaganden(DAY)
        assert [ett.läge(DAY).value for ett in found] == ([expected, "senare"]), rows
        assert [ett.länk for ett in found if ett.är_klart] == ["/insatser/ett/#r"] * (expected == "klart")


def test_a_survey_concerns_those_who_use_it_for_as_long_as_it_goes_on():
    survey = [Rad(id="e", förbund="alfa", vad="Enkäten.", dag="10-01", sista_dag="10-31", sort="indikatorenkät", metod="ett")]
    using = {"projekttid": ONGOING, "metodval": [{"metod": "ett"}]}
    assert found_in(delivering(survey, projekttid=ONGOING)) == []
    for day, expected in (
        (date(2026, 9, 30), [("inom 90 dagar", "2026-10-01")]),
        (date(2026, 10, 31), [("nu", "2026-10-01"), ("senare", "2027-10-01")]),
        (date(2026, 11, 1), [("senare", "2027-10-01")]),
    ):
        found = found_in(delivering(survey, **using), day)
        assert [(ett.läge(day).value, str(ett.när)) for ett in found] == expected, day


def test_a_yearly_report_with_a_day_in_the_year_wheel_is_owed_once():
    again = [{"vad": "halvårsrapport", "återkommer": "varje år"}, {"vad": "Mätning", "återkommer": "varje år"}]
    assert [told(ett) for ett in found_in(delivering(projekttid=ONGOING, redovisning=again))] == [
        LAST,
        NEXT,
        ("Mätning", "utan datum", "redovisning", None),
    ]


def test_two_reports_named_in_one_word_are_two():
    """Delår och helår är två rapporter. Har årshjulet bara den ena står raden kvar för den andra."""
    both = {"vad": "Delårs- och helårsrapport", "sorter": ["delår", "helår"], "återkommer": "varje år"}
    whole = Rad(id="helår", förbund="alfa", vad="V", dag="08-31", rapport="Årsrapport", sort="helår")
    names = [
        [ett.vad for ett in found_in(delivering(wheel, projekttid=ONGOING, redovisning=[both]))]
        for wheel in ([HALF], [HALF, whole])
    ]
    assert names[0] == ["Halvårsrapport", "Halvårsrapport", "Delårs- och helårsrapport"]
    assert names[1] == ["Halvårsrapport", "Årsrapport", "Halvårsrapport", "Årsrapport"]


# ---- Förbundets krav och insatsens egna uppgifter -------------------------------------------------------------

AGREEMENT = {
    "id": "avtal",
    "förbund": "alfa",
    "rapport": "Samarbetsavtal",
    "enligt": "planen",
    "sort": "avtal",
    "gäller": "vid starten",
}
MEETINGS = {"id": "möten", "förbund": "alfa", "rapport": "Styrgruppsmöten", "enligt": "guiden", "sort": "styrgrupp"}
MEETINGS |= {"gäller": "medan insatsen pågår", "återkommer": "ibland"}
AFTER = {"antal": "3", "enhet": "månader", "räknat": "efter"}
RULES = [
    # kravet, insatsens fält, och vad som blir kvar av det: vad, läge, ur, när
    (DEMANDS[0] | {"senast": AFTER}, {"projekttid": {"start": "2019", "slut": "2026-11-30"}}, ("senare", "2027-02-28")),
    (DEMANDS[0] | {"senast": AFTER}, {"projekttid": {"start": "2019", "slut": "2026-11"}}, ("utan datum", None)),
    (AGREEMENT, {"projekttid": {"start": "2026-01-01", "slut": "2027"}}, ("utan datum", None)),
    (
        AGREEMENT | {"senast": AFTER | {"räknat": "före"}},
        {"projekttid": {"start": "2027-05-31", "slut": "2027"}},
        ("senare", "2027-02-28"),
    ),
    (
        AGREEMENT | {"senast": AFTER | {"enhet": "veckor"}},
        {"projekttid": {"start": "2026-01-01", "slut": "2027"}},
        ("tiden har gått", "2026-01-22"),
    ),
    (AGREEMENT, {"projekttid": ENDED}, None),
    (AGREEMENT, {"projekttid": ONGOING, "samarbetsavtal": {"undertecknat": "2019-02"}}, ("klart", "2019-02")),
    (MEETINGS, {"projekttid": ONGOING}, ("utan datum", None)),
    (MEETINGS, {"projekttid": ENDED}, None),
    (MEETINGS, {"projekttid": ONGOING, "styrgruppsmöten": [{"datum": "2026-11-30"}]}, ("inom 90 dagar", "2026-11-30")),
]


@pytest.mark.parametrize(("krav", "fields", "expected"), RULES)
def test_the_rules_of_the_own_förbund_give_the_day(krav, fields, expected):
    found = [ett for ett in found_in(delivering([], [Rad(krav)], **fields)) if ett.ur != "projekttiden"]
    assert [told(ett)[1::2] for ett in found] == ([expected] if expected else [])


def test_a_meeting_that_has_been_is_done_when_it_has_notes_and_otherwise_not_told():
    meetings = [
        {"datum": "2026-10-01", "anteckningar": "https://exempel.se/a.pdf"},
        {"datum": "2026-11-01"},
        {"datum": "2026-12-01"},
    ]
    found = found_in(delivering([], [Rad(MEETINGS | {"roller": ["ledare"]})], projekttid=ONGOING, styrgruppsmöten=meetings))
    assert [(ett.läge(DAY).value, str(ett.när), ett.länk) for ett in found] == [
        ("klart", "2026-10-01", "https://exempel.se/a.pdf"),
        ("inom 90 dagar", "2026-12-01", ""),
    ]
    assert [roll.id for ett in found for roll in ett.roller] == ["ledare", "ledare"]


def test_a_report_of_the_insats_has_the_role_that_the_demand_gives_it():
    [ett] = found_in(delivering(redovisning=[{"vad": "Extern slutrapport"}]))
    assert [roll.namn for roll in ett.roller] == ["Ledare"]


# ---- Rapportläget ---------------------------------------------------------------------------------------------


def läget(context: Context):
    return tree(atagande.rapportläget(context, ROOT_URL, {}))


def listed(page) -> list[str]:
    return [words(cell) for cell in page.xpath("//table[thead/tr/th[1]='Vad']/tbody/tr/th")]


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
    page = läget(delivering(redovisning=[{"vad": "Delrapport", "läge": "klar"} | fields]))
    assert words(page.xpath("//h2[@id='klara']/following::table[1]/tbody/tr")[0][1]) == said


@pytest.mark.parametrize(("fields", "expected"), COMMITMENTS)
def test_the_page_lists_every_commitment_and_says_where_it_is_required(fields, expected):
    if fields.get("förbund") == "beta":  # de andra förbundens rapporter är inte våra att bevaka
        expected = []
    own = ("redovisning", "projekttiden")
    assert sorted(listed(läget(delivering(**fields)))) == sorted(
        vad if ur in own else f"{vad} Enligt {ur}" for vad, _, ur, _ in expected
    )


@pytest.mark.parametrize(("fält", "noted"), [("projekttid", ["Halvårsrapport"] * 2), ("redovisning", ["Delrapport"])])
def test_an_uncertain_time_is_noted_at_what_is_worked_out_from_it(fält, noted):
    page = läget(
        delivering(projekttid=ONGOING, redovisning=[{"vad": "Delrapport"}], osäkert=[{"fält": fält, "varför": "Suddigt"}])
    )
    assert [words(row[0]).split()[0] for row in page.xpath("//tbody/tr[.//*[@class='note']]")] == noted


def test_every_commitment_is_counted_where_it_stands():
    found = example().register.värdens_åtaganden(DAY)
    page = läget(example())
    counted = page.xpath("//h2[@id='insatser']/following::table[1]/tbody/tr/td[@class='number']")
    assert sum(int(cell.text) for cell in counted) == len(found) > 0


def test_the_same_report_from_several_insatser_is_one_row():
    insatser = [rader.insats(id_, projekttid=ONGOING) for id_ in ("ett", "annan")]
    context = context_of(register(arshjul=[HALF], roller=ROLES, insatser=insatser))
    [row, _] = läget(context).xpath("//table[thead/tr/th[1]='Vad']/tbody/tr")
    assert [link.get("href") for link in row[2].iter("a")] == [f"{ROOT_URL}insatser/ett/", f"{ROOT_URL}insatser/annan/"]


@pytest.mark.parametrize(
    ("när", "heading", "left"),
    [
        ("2026-11-22", "kommande", "I dag är sista dagen"),
        ("2027-02-20", "kommande", "90 dagar kvar"),
        ("2027-02-21", "senare", ""),
    ],
)
def test_a_report_due_within_ninety_days_stands_first_with_the_days_left(när, heading, left):
    page = läget(delivering(redovisning=[{"vad": "Delrapport", "när": när}]))
    [table] = page.xpath("//table[thead/tr/th[1]='Vad']")
    assert table.xpath("preceding::h2[1]/@id") == [heading]
    assert "".join(table.xpath("tbody/tr/td[1]/span[@class='sub']/text()")).strip() == left


def test_who_has_left_the_contribution_of_a_period_stands_together_with_the_outcomes():
    rows = [{"vad": "Halvår", "sorter": ["delår"], "läge": "klar", "lämnad": "2026-03-01", "länk": "/resultat/"}]
    insatser = [rader.insats("ett", projekttid=ONGOING, redovisning=rows), rader.insats("annan", projekttid=ONGOING)]
    utfall = Rad(
        id="u", insats="annan", period={"från": "2025-07-01", "till": "2025-12-31"}, kön="totalt", aktiva="20", källa=[]
    )
    context = context_of(register(arshjul=[HALF | {"period": PART}], roller=ROLES, insatser=insatser, utfall=[utfall]))
    [one] = insamlingar(context.register.värdens_åtaganden(DAY), DAY)
    assert (len(one.lämnade), len(one.åtaganden)) == (1, 2)
    page = läget(context)
    section = page.xpath("//h3[@id='halvår-2026-02-28']")[0]
    assert words(section) == "Halvårsrapport, juli – december 2025"
    assert words(section.getnext()) == "1 av 2 insatser har lämnat. Sista dagen var 28 februari 2026."
    table = section.xpath("following::table[1]")[0]
    assert [[words(cell) for cell in row] for row in table.iterfind("tbody/tr")] == [
        ["Insatsen ett", "1 mars 2026", "Inte inlagt"],
        ["Insatsen annan", "Besked saknas", "Inlagt för Insatsen annan"],
    ]


# ---- Mallarna -------------------------------------------------------------------------------------------------

REPORTS_TOLD = {
    "halvårsrapport": "Vår mall",
    "Lägesbild": "Vår mall",
    "Extern slutrapport": "Mall för slutrapport",
    "Delrapport": "",
}


def test_a_report_has_the_template_its_own_förbund_made_for_it_before_the_programs():
    mallar = [
        Rad(
            id="egen",
            förbund="alfa",
            namn="Vår mall",
            hur_ofta="H",
            vad="V",
            rubriker=[],
            källa=[],
            för=["Halvårsrapport"],
            sorter=["helår"],
        ),
        Rad(id="annan", förbund="beta", namn="Deras", hur_ofta="H", vad="V", rubriker=[], källa=[], för=["Delrapport"]),
    ]
    names = ("egen", "annan", "slutrapport", "insatser/ett/slutrapport")
    reports = [{"vad": vad} | ({"sorter": ["helår"]} if vad == "Lägesbild" else {}) for vad in REPORTS_TOLD]
    context = replace(
        context_of(
            register(
                forbund=[rader.förbund("alfa", "värd"), rader.förbund("beta")],
                rapportmallar=mallar,
                insatser=[rader.insats(redovisning=reports)],
            )
        ),
        sizes={f"dokument/{name}.docx": 1000 for name in names},
    )
    links = {ett.vad: tree(f"<p>{atagande.mall_till(context, ROOT_URL, ett)}</p>") for ett in found_in(context)}
    assert {vad: words(link).split(" (")[0] for vad, link in links.items()} == REPORTS_TOLD
    assert links["Extern slutrapport"].xpath("//a/@href") == [f"{ROOT_URL}dokument/insatser/ett/slutrapport.docx"]


# ---- Min insats och insatsens sida ----------------------------------------------------------------------------


def test_my_insats_says_what_to_do_and_who_does_it():
    context = delivering(projekttid=COMING, redovisning=[{"vad": "Delrapport", "läge": "klar", "lämnad": "2020"}])
    page = tree(atagande.min_insats_page(context, context.register.insatser[0]).html)
    parts = {
        heading.get("id"): [words(row[0]) for row in heading.xpath("following::table[1]/tbody/tr")]
        for heading in page.xpath("//h2[following-sibling::table]")
        if heading.get("id") not in ("roller", "besked")
    }
    assert parts == {
        "passerat": ["Halvårsrapport Enligt årshjulet"],
        "senare": ["Halvårsrapport Enligt årshjulet", "Insatsen slutar"],
        "utan-datum": ["Slutrapport Enligt ansökningsguiden"],
        "klart": ["Delrapport"],
    }
    role = page.xpath("//h3[@id='roll-ledare']/following::ul[1]/li")
    assert [" ".join(row.text_content().split()) for row in role] == [
        "Halvårsrapport, 28 februari 2026",
        "Halvårsrapport, 28 februari 2027",
        "Slutrapport",
    ]
    anchors = {row.get("id") for row in page.xpath("//tbody/tr")}
    assert {link.get("href")[1:] for row in role for link in row.iter("a")} <= anchors


def test_each_thing_to_do_leads_to_the_page_that_says_how():
    section = Rad(id="a", förbund="alfa", sida="genomfor/rapporter", rubrik="R", text="T", källa=[])
    context = context_of(
        register(
            roller=ROLES, arshjul=[HALF], rapportkrav=DEMANDS, avsnitt=[section], insatser=[rader.insats(projekttid=COMING)]
        )
    )
    page = tree(atagande.min_insats_page(context, context.register.insatser[0]).html)
    assert [link.get("href") for link in page.xpath("//a[text()='Så går det till']")] == [
        "../../../genomfor/rapporter/",
        "../../../genomfor/rapporter/",
        "../../../avsluta/slutrapport/",
    ]
    [half, *_] = found_in(delivering(projekttid=COMING))
    assert atagande.vägledning(delivering(), ROOT_URL, half) == ""  # sidan är inte med hos ett förbund utan avsnitt


@pytest.mark.parametrize(
    ("fields", "has_page"),
    [
        ({"projekttid": ONGOING}, True),
        ({"projekttid": {"start": "2019", "slut": "2025-11-22"}}, True),  # ett år efter slutet
        ({"projekttid": {"start": "2019", "slut": "2025-11-21"}}, False),
        ({"projekttid": {"start": "2019", "slut": "2026-01-31"}, "redovisning": [DONE | {"lämnad": "2026"}]}, False),
        ({"projekttid": ONGOING, "förbund": "beta"}, False),
    ],
)
def test_only_the_hosts_insatser_with_something_left_have_a_page_of_their_own(fields, has_page):
    context = delivering(**fields)
    address = "insatser/ett/min-insats/"
    assert [url for url, _ in atagande.min_insats_sidor(context)] == [address] * has_page
    page = tree(insats_page(context, context.register.insatser[0]).html)
    assert (
        page.xpath("//h2[@id='harnast']/following::a[contains(@href, 'min-insats')]/@href") == [f"../../{address}"] * has_page
    )


def test_what_comes_next_on_the_insats_page_is_the_same_list():
    times = [("C", "hösten 2027"), ("A", "2026-12"), ("Förr", "2018"), ("B", "2027-01")]
    reports = [*({"vad": vad, "när": när} for vad, när in times), {"vad": "Utan datum"}]
    context = delivering(projekttid=ONGOING, redovisning=reports)
    page = tree(insats_page(context, context.register.insatser[0]).html)
    late, coming = page.xpath("//h2[@id='harnast']/following::ul[@class='dates'][position() <= 2]")
    assert [words(row[1]) for row in late] == ["Förr", "Halvårsrapport Enligt årshjulet"]
    assert [words(row[1]) for row in coming] == ["A", "B"]  # resten står på Min insats


def test_the_insats_of_another_förbund_says_that_it_is_not_ours():
    context = delivering(projekttid=ONGOING, förbund="beta")
    page = words(tree(insats_page(context, context.register.insatser[0]).html))
    assert "Förbundet beta driver insatsen. Här står bara det som förbundets egna dokument säger." in page


def test_the_insatser_that_are_going_on_are_listed_where_the_project_leader_starts():
    insatser = [rader.insats("pågår", projekttid=ONGOING), rader.insats("slut", projekttid=ENDED)]
    context = context_of(register(arshjul=[HALF], roller=ROLES, rapportkrav=DEMANDS, insatser=insatser))
    page = tree(atagande.mina_insatser(context, ROOT_URL))
    assert [words(link) for link in page.iter("a")] == ["Insatsen pågår", "Rapportläget"]
    assert words(tree(atagande.mina_insatser(context_of(register()), ROOT_URL))) == ""


# ---- Kalendern ------------------------------------------------------------------------------------------------


def events(context: Context, name: str, day: date = DAY) -> list:
    return Calendar.from_ical(calendar_files(context.register, day)[f"kalender/insatser/{name}.ics"]).walk("VEVENT")


def test_the_calendar_of_an_insats_has_every_day_and_one_for_each_role():
    context = delivering(projekttid=COMING)
    told = [(str(event["summary"]), event.decoded("dtstart")) for event in events(context, "ett")]
    assert told == [
        ("Sista dag: Halvårsrapport, Insatsen ett (alfa)", date(2026, 2, 28)),
        ("Sista dag: Halvårsrapport, Insatsen ett (alfa)", date(2027, 2, 28)),
        ("Insatsen slutar, Insatsen ett (alfa)", date(2027, 6, 30)),
    ]
    assert [event.decoded("dtstart") for event in events(context, "ett/ledare")] == [date(2026, 2, 28), date(2027, 2, 28)]
    assert not any("insatser" in name for name in calendar_files(delivering(projekttid=ENDED).register, DAY))


def test_a_day_keeps_its_uid_when_the_report_comes_and_the_later_file_is_newer():
    """En kalender känner igen händelsen på UID och tar den med högst SEQUENCE (RFC 5545, 3.8.4.7 och 3.8.7.4)."""
    given = [{"vad": "Halvårsrapport", "läge": "klar", "lämnad": "2027-02-20"}]
    before = events(delivering(projekttid=COMING), "ett")[1]
    after = events(delivering(projekttid=COMING, redovisning=given), "ett", date(2027, 3, 1))[0]
    assert (before["uid"], before.decoded("dtstart")) == (after["uid"], after.decoded("dtstart"))
    assert after["sequence"] > before["sequence"]
    assert str(after["summary"]) == "Klart: Halvårsrapport, Insatsen ett (alfa)"
