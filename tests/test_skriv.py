"""Skriv ansökan i en riktig webbläsare: det som skrivs blir en Wordfil och en fil som läs läser, och inget annat händer."""

import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from macros.model.blankett import Blankett, blanketterna
from macros.word import command
from macros.word.answers import answers, read_document
from macros.word.draft_file import SORT, VERSION
from macros.word.forms import form_of
from tests import rader
from tests.conftest import DAY, Site, copy_example, new_tab, tab
from tests.flikar import resizer
from tests.skrivbord import ADDRESS, TYPE, Desk
from tests.test_accessibility import axe_faults
from tests.test_privacy import NOTHING, STORED
from tests.utseende import layout_faults

BUDGET = "En budget där summorna stämmer"
NAME, START, END, SUM = "namn", "start", "slut", "sokt-summa"
DATES = {START: "2027-03-01", END: "2029-02-28"}
CHOSEN = {"parter-1-part": "Projektägare", "parter-2-part": "Medlem"}  # valda i blanketten från början
HARD = 'Åäö & <b>fet</b> "citat" &amp; $& \\1 ]]> 👩‍🔬 §'
LINES = "Första raden\nandra raden\n\nnytt stycke\n• en punkt"


def forms() -> list[Blankett]:
    return blanketterna(rader.example_register(), rader.words())


@pytest.fixture
def desk(browser: Browser, example_site: Site) -> Iterator[Desk]:
    """Skrivbordet i en egen flik, för det som skrivs ska inte följa med till ett annat prov."""
    with new_tab(browser, accept_downloads=True) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        yield Desk(page, example_site)


def answered(desk: Desk) -> dict[str, str]:
    """Ett svar i varje ruta."""
    return {name: f"Svar {number}: {HARD}" for number, name in enumerate(desk.names())} | DATES | {SUM: "1250000"}


# ---- Filerna -----------------------------------------------------------------------------------------------


def test_every_box_of_the_form_is_on_the_page_and_no_other(desk: Desk) -> None:
    form = next(one for one in forms() if one.typ.id == TYPE)
    rows = [*form.parter, form.mål[0], *form.kedjan] if form.har_mål else form.parter
    boxes = [ruta.märke for rad in rows for ruta in rad.rutor]
    assert sorted(desk.names()) == sorted([*boxes, *(one.id for one in form.frågor if one.svar != "parter")])


@pytest.mark.parametrize("typ", [one.typ.id for one in forms()])
def test_the_word_file_has_every_answer_in_its_own_box(browser: Browser, example_site: Site, typ: str) -> None:
    with new_tab(browser, accept_downloads=True) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        desk = Desk(page, example_site, typ)
        texts = answered(desk)
        filled = read_document(io.BytesIO(desk.write(texts).word()))
    form = form_of(filled, rader.example_register(), rader.words(), DAY, "ansokan.docx")
    assert form.typ == typ
    assert {tag: answer.text for tag, answer in answers(filled, form.template).items()} == texts | CHOSEN


def test_lines_and_paragraphs_are_kept(desk: Desk) -> None:
    filled = read_document(io.BytesIO(desk.write({"behovet": "  \n Kort \n", "deltagare": LINES}).word()))
    assert (filled.tags["deltagare"], filled.tags["behovet"]) == (LINES, "Kort")


def test_what_is_not_answered_still_asks(desk: Desk) -> None:
    read = read_document(io.BytesIO(desk.write({"behovet": "Ett svar"}).word()))
    assert {tag: text for tag, text in read.tags.items() if text} == {"behovet": "Ett svar"} | CHOSEN


def test_the_word_file_opens_in_libreoffice(desk: Desk, tmp_path: Path) -> None:
    """Finns inte LibreOffice räcker det att python-docx läser filen, som i proven ovanför."""
    path = tmp_path / "ansokan.docx"
    path.write_bytes(desk.write(answered(desk)).word())
    program = shutil.which("soffice")
    if program:
        profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
        arguments = [program, profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(path)]
        subprocess.run(arguments, check=True, capture_output=True, timeout=120)
        assert HARD in (tmp_path / "ansokan.txt").read_text("utf-8-sig")
    assert HARD in docx.Document(str(path)).element.xml.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


# ---- Filen att fortsätta med -------------------------------------------------------------------------------


def test_the_saved_file_brings_everything_back(desk: Desk, example_site: Site) -> None:
    texts = answered(desk)
    saved = desk.write(texts).saved()
    assert (saved["sort"], saved["form"], saved["typ"], saved["svar"]) == (SORT, VERSION, TYPE, texts | CHOSEN)
    again = Desk(desk.page, example_site, "").open("min ansökan.json", json.dumps(saved)).says("Öppnade min ansökan.json.")
    assert again.saved() == saved


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("inte json", "filen går inte att läsa. Välj filen som du sparade här."),
        ("[]", "filen är ingen sparad ansökan. Välj filen som du sparade här."),
        (
            '{"sort": "ansökan", "form": 1, "svar": {"namn": 3}}',
            "filen är ingen sparad ansökan. Välj filen som du sparade här.",
        ),
        (
            '{"sort": "ansökan", "form": 99, "svar": {}}',
            "filen är sparad av en nyare version av sidan. Ladda om sidan och försök igen.",
        ),
    ],
)
def test_a_file_that_is_not_a_draft_changes_nothing(desk: Desk, text: str, told: str) -> None:
    desk.write({"namn": "Kvar"}).open("fel.json", text).says(f"fel.json: {told}")
    assert desk.saved()["svar"] == {"namn": "Kvar"}


def test_answers_to_questions_that_are_not_here_are_not_lost(desk: Desk) -> None:
    draft = {"sort": SORT, "form": VERSION, "typ": TYPE, "svar": {"namn": "Känd", "annan-fraga": "Okänd"}}
    desk.open("ansokan.json", json.dumps(draft)).says("Öppnade ansokan.json.")
    assert desk.write({"namn": "Ny"}).saved()["svar"] == {"namn": "Ny", "annan-fraga": "Okänd"}


def test_the_saved_file_becomes_the_same_draft_as_the_word_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {
        NAME: "Gröna vägen",
        "parter-1-organisation": "Socialtjänsten",
        "parter-2-organisation": "Regionen",
        "deltagare": "Unga vuxna.",
    } | DATES
    monkeypatch.chdir(tmp_path)
    folder = copy_example(tmp_path)
    Path("ansokan.docx").write_bytes(desk.write(texts).word())
    Path("ansokan.json").write_text(json.dumps(desk.saved()), "utf8")
    assert command.run(["ansokan.docx"], folder, DAY) == 0
    from_word = capsys.readouterr()
    assert command.run(["ansokan.json", "--skriv"], folder, DAY) == 0
    from_file = capsys.readouterr()
    assert from_file.out == from_word.out and "namn: Gröna vägen\n" in from_file.out
    assert "målgrupp: Unga vuxna.\n" in (folder / "insatser.yaml").read_text("utf8")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "ansokan.json går inte att läsa. Be den som skrev ansökan att spara filen igen."),
        ("[" * 100_000, "ansokan.json går inte att läsa. Be den som skrev ansökan att spara filen igen."),
        ("{}", "ansokan.json är ingen sparad ansökan. Välj filen som sidan Skriv ansökan sparar."),
        (
            '{"sort": "ansökan", "form": 2, "typ": "", "svar": {}}',
            "ansokan.json är sparad av en nyare version av webbplatsen. Uppgradera programmet först.",
        ),
        (
            '{"sort": "ansökan", "form": 1, "typ": "", "svar": {}}',
            "ansokan.json säger inte vilken typ av insats det är. Välj typ på sidan Skriv ansökan, och spara filen igen.",
        ),
        (
            '{"sort": "ansökan", "form": 1, "typ": "dans", "svar": {}}',
            "ansokan.json gäller typen dans, som inte har någon blankett här. Välj typ på sidan Skriv ansökan, och spara filen igen.",
        ),
    ],
)
def test_a_file_that_läs_cannot_use_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = copy_example(tmp_path)
    Path("ansokan.json").write_text(content, "utf8")
    assert command.run(["ansokan.json", "--skriv"], folder, DAY) == 1
    assert capsys.readouterr().err == f"{told}\n"


# ---- En del i taget ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("typ", [one.typ.id for one in forms()])
def test_next_leads_through_the_parts_of_the_type_to_the_end(browser: Browser, example_site: Site, typ: str) -> None:
    with new_tab(browser) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        Desk(page, example_site, typ)
        form = next(one for one in forms() if one.typ.id == typ)
        parts = [f"fraga-{one.id}" for del_ in form.delar for one in (fråga.fält for fråga in del_.frågor)]
        for part in ["korta-om-insatsen", *parts, *(["malen", "kedjan"] if form.har_mål else []), "budgeten", "klart"]:
            page.locator("[data-nasta]").click()
            expect(page.locator(f"#{part}")).to_be_focused()
            expect(page.locator("[data-del]:visible")).to_have_count(1)
        expect(page.locator("[data-nasta]")).to_be_hidden()


def test_what_is_missing_is_told_and_leads_to_the_box(desk: Desk) -> None:
    desk.go("klart").lacks(
        "Insatsens namn",
        "Planerad start",
        "Planerat slut",
        "Sökt summa från förbundet, kr",
        "Minst 2 parter som är medlemmar",
        "Behovet bakom insatsen",
        "Deltagarna",
        BUDGET,
    )
    desk.write(answered(desk)).lacks(BUDGET)
    desk.write({START: "2029-03-01"}).lacks("Slutet är före starten", BUDGET)
    desk.page.get_by_role("link", name="Slutet är före starten").click()
    expect(desk.box(START)).to_be_visible()


INDICATOR, VALUE, SEX, WHEN = (
    "Hur ska det mätas? Skriv en indikator.",
    "Vilket värde ska nås? Skriv ett tal.",
    "Gäller målet både kvinnor och män? Sätt gärna ett mål för kvinnor och ett för män.",
    "När ska målet vara nått? Skriv en dag eller ett år.",
)


@pytest.mark.parametrize(
    ("goal", "advice"),
    [
        ({}, []),
        ({"mal": "Fler ska arbeta"}, [INDICATOR, VALUE, SEX, WHEN]),
        ({"mal": "30 deltagare", "indikator": "Antal"}, [SEX, WHEN]),
        ({"mal": "Hälften av kvinnorna och männen arbetar", "malvarde": "50 procent", "nar": "2029"}, [INDICATOR]),
        ({"mal": "Hälften av kvinnorna arbetar", "indikator": "Andel", "malvarde": "50 procent", "nar": "2029"}, [SEX]),
        ({"mal": "Människor ska må bra", "malvarde": "hälften", "indikator": "Enkät", "nar": "i maj"}, [VALUE, SEX]),
        ({"mal": "Minst 45 procent av kvinnor och män, 12 månader efter", "indikator": "Andel"}, []),
    ],
)
def test_a_goal_gets_advice_about_what_it_lacks(
    browser: Browser, example_site: Site, goal: dict[str, str], advice: list[str]
) -> None:
    with new_tab(browser) as page:
        desk = Desk(page, example_site, "strukturell").go("malen")
        desk.write({f"mal-1-{column}": text for column, text in goal.items()})
        expect(page.locator("[data-mal]").first.locator("[data-rad]:visible")).to_have_text(advice)


def test_the_chain_is_drawn_as_it_is_written(browser: Browser, example_site: Site) -> None:
    form = next(one for one in forms() if one.har_mål)
    first, last = form.kedjan[0], form.kedjan[-1]
    with new_tab(browser) as page:
        desk = Desk(page, example_site, form.typ.id).go("kedjan")
        figure = page.get_by_role("figure")
        expect(figure).to_be_hidden()
        desk.write({first.rutor[0].märke: "Två tjänster\n\n<b>En</b> lokal", last.rutor[0].märke: "Fler arbetar"})
        expect(figure.locator(".draft-led")).to_have_text([first.namn, last.namn])
        expect(figure.locator(".draft-link")).to_have_text(["Två tjänster", "<b>En</b> lokal", "Fler arbetar"])
        expect(figure.locator(".draft-effect")).to_have_text(["Fler arbetar"])


def test_the_length_is_told_and_too_much_is_marked(desk: Desk) -> None:
    told = desk.page.locator("#langd-behovet")
    desk.go("fraga-behovet").write({"behovet": "Fem å"})
    expect(told).to_have_text("Vårt råd: högst 1000 tecken. 5 skrivna.")
    desk.write({"behovet": "x" * 1001})
    expect(told).to_have_class("muted draft-over")


# ---- Inget skickas och inget sparas ------------------------------------------------------------------------


def test_nothing_is_sent_and_nothing_is_stored(desk: Desk, example_site: Site) -> None:
    sent: list[str] = []
    desk.saved()  # det som sparar är hämtat när någon har börjat skriva
    desk.page.on("request", lambda request: "favicon" in request.url or sent.append(request.url))
    desk.write(answered(desk)).go("klart")
    assert sent == []
    desk.word()
    desk.says("Blanketten är ifylld. Den ligger bland det du har laddat ner.")
    desk.saved()
    desk.says("Filen är sparad bland det du har laddat ner.")
    own = [url.removeprefix(example_site.url) for url in sent if not url.startswith("blob:")]
    assert sorted(own) == ["assets/fflate.js", "assets/skriv-word.js", f"dokument/ansokan-{TYPE}-insats.docx"]
    assert desk.page.evaluate(STORED) == NOTHING


def test_the_one_who_leaves_with_something_unsaved_is_asked(browser: Browser, example_site: Site) -> None:
    with new_tab(browser, accept_downloads=True) as page:
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        desk = Desk(page, example_site)
        desk.go("korta-om-insatsen")
        desk.box(NAME).fill("Osparat")
        expect(desk.box(NAME)).to_have_value("Osparat")
        page.goto(example_site.url)
        assert asked == ["beforeunload"]
        desk = Desk(page, example_site)
        desk.go("korta-om-insatsen")
        desk.box(NAME).fill("Sparat")
        expect(desk.box(NAME)).to_have_value("Sparat")
        desk.saved()
        page.goto(example_site.url)
        assert asked == ["beforeunload"]


def test_what_is_written_can_be_saved_when_the_network_is_gone(desk: Desk, example_site: Site) -> None:
    desk = Desk(desk.page, example_site, "")
    with desk.page.expect_response("**/skriv-fil.js"):
        desk.write({"behovet": "Skrivet på tåget"})
    desk.page.context.set_offline(True)
    assert desk.saved()["svar"] == {"behovet": "Skrivet på tåget"}


def test_the_one_who_cannot_fetch_what_saves_is_told_and_can_try_again(desk: Desk, example_site: Site) -> None:
    desk = Desk(desk.page, example_site, "")
    desk.page.route("**/skriv-fil.js", lambda route: route.abort())
    desk.page.get_by_role("button", name="Spara till en fil").click()
    desk.says("Det gick inte att hämta det som behövs. Kontrollera att du är uppkopplad och försök igen.")
    desk.page.unroute("**/skriv-fil.js")
    assert desk.saved()["svar"] == {}


# ---- Exemplen ----------------------------------------------------------------------------------------------


def test_the_examples_of_a_question_come_from_the_page_of_the_form(desk: Desk) -> None:
    part = desk.go("fraga-behovet").page.locator("#fraga-behovet")
    part.get_by_text("Exempel på svar").locator("visible=true").click()
    expect(part.locator(".example:visible h3")).to_have_text(["Exempel på ett bra svar", "Exempel på ett svagt svar"])
    expect(part.locator("[data-exempel]:visible")).to_have_count(0)


def test_examples_that_cannot_be_fetched_are_linked(desk: Desk) -> None:
    desk.page.route("**/blankett-individinriktad/", lambda route: route.abort())
    part = desk.go("fraga-behovet").page.locator("#fraga-behovet")
    part.get_by_text("Exempel på svar").locator("visible=true").click()
    link = part.get_by_role("link", name="Läs exemplen på sidan med frågorna")
    expect(link).to_be_visible()
    assert (link.get_attribute("href") or "").endswith("ansok/blankett-individinriktad/#behovet")


# ---- Alla kommer åt den ------------------------------------------------------------------------------------


def test_without_script_the_questions_and_the_forms_are_there(browser: Browser, example_site: Site) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(example_site.url + ADDRESS)
        expect(page.locator("#skriv")).to_be_hidden()
        for form in forms():
            expect(page.get_by_role("heading", name=form.titel)).to_be_visible()
            for one in form.frågor:
                if one.svar == "parter":
                    continue
                link = page.locator(f'#skriv-utan a[href$="blankett-{form.typ.id}/#{one.id}"]')
                expect(link).to_have_text(one.rubrik)
            assert page.locator(f'#skriv-utan a[download][href$="ansokan-{form.typ.id}-insats.docx"]').count() == 1


def test_all_the_parts_at_once_are_accessible_in_every_width(browser: Browser, example_site: Site) -> None:
    with new_tab(browser, reduced_motion="reduce") as page:
        page.on("dialog", lambda dialog: dialog.accept())
        desk = Desk(page, example_site, "strukturell")
        chain = next(one for one in forms() if one.har_mål).kedjan
        desk.write({rad.rutor[0].märke: "Ett långt sammansattord" for rad in chain})
        desk.write({"mal-1-mal": "Fler ska arbeta", "behovet": "x" * 1001})
        page.get_by_role("button", name="Visa alla delar").click()
        expect(page.locator("#malen")).to_be_visible()
        page.locator("details").evaluate_all("(all) => { for (const one of all) one.open = true; }")
        resize = resizer(page)
        assert list(layout_faults(page, resize)) == []
        assert list(axe_faults(page, resize, "main")) == []


def on_paper(page: Page, path: Path) -> list[str]:
    """Texten som skrivs ut, och den i PDF-filen när datorn har ett program som läser den."""
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    found = [page.locator("main").inner_text()]
    page.emulate_media(media="null")
    path.write_bytes(page.pdf())
    if program := shutil.which("pdftotext"):
        read = subprocess.run([program, str(path), "-"], check=True, capture_output=True, text=True, timeout=60)
        found.append(read.stdout)
    return [" ".join(text.replace("\xad", "").split()) for text in found]


def test_on_paper_is_the_type_with_what_is_written(page: Page, example_site: Site, tmp_path: Path) -> None:
    own = {one.rubrik for form in forms() for one in form.frågor if form.typ.id == TYPE}
    other = {one.rubrik for form in forms() for one in form.frågor}
    desk = Desk(page, example_site)
    desk.write({"behovet": LINES, "parter-1-organisation": "Socialtjänsten"})
    for text in on_paper(page, tmp_path / "utskrift.pdf"):
        for told in (*LINES.split("\n"), "Socialtjänsten", "Individinriktad insats", *own):
            assert told in text
        for alien in (
            *(other - own),
            "Strukturell insats",
            "Exempel på svar",
            "Ta bort part",
            "Spara till en fil",
            "Part 2",
            "Förändringsteorin",
        ):
            assert alien not in text
    desk.saved()  # annars frågar webbläsaren när fliken lämnas
