"""Åtagandena på rapportläget, Min insats, insatsens sida och i kalendern."""

from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar

from macros.exports.kalender import Dagar, calendar_files
from macros.model.atagande import insamlingar
from macros.views import atagande, rapportlaget
from macros.views.guide import roll_page
from macros.views.html import Context
from macros.views.insats import insats_page
from tests import rader
from tests.ataganden import COMING, COMMITMENTS, DEMANDS, DONE, ENDED, HALF, ONGOING, PART, ROLES, delivering, found_in
from tests.conftest import DAY
from tests.rader import Rad, context_of
from tests.utfallsrader import example, register
from tests.vyer import ROOT_URL, tree, words

# ---- Rapportläget ---------------------------------------------------------------------------------------------


def läget(context: Context):
    return tree(rapportlaget.rapportläget(context, ROOT_URL, {}))


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
    assert [words(row[0]).split()[0] for row in page.xpath("//tbody/tr[.//a[@class='uncertain']]")] == noted


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
    why = page.xpath("//h2[@id='utan-datum']/following-sibling::p[1]")[0]
    assert words(why) == "Förbundet har inte sagt någon kommande dag för det här. Fråga kansliet när det ska vara klart."
    assert why.xpath("a/@href") == ["../../../om/forbundet/#kontakt"]
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


def test_a_role_that_does_something_in_an_insats_chooses_its_insats_on_its_own_page():
    """Länken går till det som rollen ska göra. Har ingen insats något kvar sägs det, och en roll utan uppgift i en insats får inget."""
    links = "//h2[@id='min-insats']/following-sibling::ul[1]//a/@href"

    def page(role: str, **fields):
        context = delivering(**fields)
        return tree(roll_page(context, next(one for one in context.register.guide.roller if one.id == role)).html)

    assert page("ledare", projekttid=ONGOING).xpath(links) == ["../../insatser/ett/min-insats/#roll-ledare"]
    none = page("ledare", projekttid={"start": "2019", "slut": "2020"})
    assert none.xpath(links) == []
    assert "Ingen insats som pågår, eller som slutade det senaste året, har något kvar att göra" in none.text_content()
    assert not page("utomstaende", projekttid=ONGOING).xpath("//h2[@id='min-insats']")


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
    return Calendar.from_ical(calendar_files(context.register, Dagar(day))[f"kalender/insatser/{name}.ics"]).walk("VEVENT")


def test_the_calendar_of_an_insats_has_every_day_and_one_for_each_role():
    context = delivering(projekttid=COMING)
    told = [(str(event["summary"]), event.decoded("dtstart")) for event in events(context, "ett")]
    assert told == [
        ("Sista dag: Halvårsrapport, Insatsen ett (alfa)", date(2026, 2, 28)),
        ("Sista dag: Halvårsrapport, Insatsen ett (alfa)", date(2027, 2, 28)),
        ("Insatsen slutar, Insatsen ett (alfa)", date(2027, 6, 30)),
    ]
    assert [event.decoded("dtstart") for event in events(context, "ett/ledare")] == [date(2026, 2, 28), date(2027, 2, 28)]
    assert not any("insatser" in name for name in calendar_files(delivering(projekttid=ENDED).register, Dagar(DAY)))


def test_a_day_keeps_its_uid_when_the_report_comes_and_the_later_file_is_newer():
    """En kalender känner igen händelsen på UID och tar den med högst SEQUENCE (RFC 5545, 3.8.4.7 och 3.8.7.4)."""
    given = [{"vad": "Halvårsrapport", "läge": "klar", "lämnad": "2027-02-20"}]
    before = events(delivering(projekttid=COMING), "ett")[1]
    after = events(delivering(projekttid=COMING, redovisning=given), "ett", date(2027, 3, 1))[0]
    assert (before["uid"], before.decoded("dtstart")) == (after["uid"], after.decoded("dtstart"))
    assert after["sequence"] > before["sequence"]
    assert str(after["summary"]) == "Klart: Halvårsrapport, Insatsen ett (alfa)"
