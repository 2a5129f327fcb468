"""Vad har ändrats: i ord, med dag och skäl, ur git. Det som är dolt eller borttaget kommer aldrig fram igen."""

import random
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from macros.adapter.historia import historia
from macros.dictionary.load import DEFAULT, parse
from macros.downloads import FEED, feed_name
from macros.exports.atom import feed_files
from macros.model import register as model
from macros.model.historia import RÄKNAR, UTANFÖR, Fältändring, Historia, Ändring
from macros.read.versions import read_versions
from macros.views.andringar import meningar, sidor, ändringar_på_insats
from macros.views.html import Context
from tests import rader
from tests.conftest import ADDRESS
from tests.minimal import BETA_INS, FOLDER, INS, TODAY, Folder, N, examine
from tests.rader import context_of
from tests.test_atom import RULES
from tests.test_lastmod import git

MÅL, UTFALL = "mal.yaml", "utfall.yaml"
KÄLLA = "  källa:\n    - dokument: plan\n"


class Förråd(Folder):
    """En datamapp i git, vars versioner har var sin dag."""

    def __init__(self, root: Path):
        super().__init__(root)
        git(root, "init", "-q", "-b", "main")
        self.root = root
        self.save("2025-01-01")

    def save(self, day: str, message: str = "Ändring") -> None:
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "--allow-empty", "-m", message, day=day)

    def change(self, day: str, old: str, new: str, message: str = "Ändring", file: str = INS) -> None:
        self.edit(file, old, new)
        self.save(day, message)


@pytest.fixture
def förråd(tmp_path: Path) -> Förråd:
    return Förråd(tmp_path)


def context(data: Path, today: date = TODAY) -> Context:
    examined = examine(data, today)
    assert examined.is_ok, examined.findings
    register = model.build(examined.data.dictionary, examined.data.tables)
    made = historia(data, examined.data, register)
    return Context(register, examined.data.dictionary, today, historia=made)


def read(data: Path, today: date = TODAY) -> Historia:
    return context(data, today).historia


def feeds(given: Context) -> dict[str, bytes]:
    return feed_files(given.register, given.today, ADDRESS, given.historia)


def told(given: Context, url: str = FEED) -> list[tuple[str, str, str]]:
    """Dagen, rubriken och texten för allt i ett flöde, utom det som flödet säger av uppgifterna själva."""
    found = feedparser.parse(feeds(given).get(url, b"")).entries
    return [(one.updated[:10], one.title, one.summary) for one in found if "ändra" in one.title]


def said(found: Historia) -> list[tuple[str, str, str]]:
    """Dagen, radens namn, och vad som sägs."""
    return [(str(one.dag), one.namn or one.tabell, ". ".join(meningar(one))) for one in found.ändringar]


def pages(data: Path) -> str:
    """Allt som en läsare kan se av historien: sidorna, avsnitten på insatserna, och flödena."""
    given = context(data)
    made = [str(make().html) for _, make in sidor(given)] + [content.decode() for content in feeds(given).values()]
    return "".join([*made, *(str(ändringar_på_insats(given, insats, "")) for insats in given.register.insatser)])


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("slut: 2020-03-31", "slut: 2020-06-30", "Projekttid, slut: flyttat från 31 mars 2020 till 30 juni 2020"),
        ("    slut: 2020-03-31\n", "", "Projekttid, slut: 31 mars 2020 är borttaget"),
        ("slut: 2020-03-31", "slut: tills vidare", "Projekttid, slut: flyttat från 31 mars 2020 till tills vidare"),
        ("  typ: individinriktad\n", "", "Typ: individinriktad är borttaget"),
        ("namn: Rosa rummet", "namn: Röda rummet", "Ändrat: Insats"),
        ("belopp: 1500000", "belopp: 1600000", "Ändrat: Budget"),
    ],
)
def test_a_change_is_told_in_words(förråd, old, new, sentence):
    förråd.change("2025-02-03", old, new)
    [(day, _, found)] = said(read(förråd.path))
    assert (day, found) == ("2025-02-03", sentence)


def test_the_reason_is_the_line_written_for_readers(förråd):
    message = "Rättar datum\n\nSe mejl från Anna.\nLäsare: Styrelsen förlängde insatsen.\nRefs: 12"
    förråd.change("2025-02-03", "slut: 2020-03-31", "slut: 2020-06-30", message)
    förråd.change("2025-02-04", "slut: 2020-06-30", "slut: 2020-07-31", "Läsaren: nej")
    förråd.change("2025-02-05", "slut: 2020-07-31", "slut: 2020-08-31", "Ett\n\nLäsare: Två av 12 ville det. 19121212-1212")
    assert [one.skäl for one in read(förråd.path).ändringar] == ["", "", "Styrelsen förlängde insatsen."]
    shown = pages(förråd.path)
    assert "Varför: Styrelsen förlängde insatsen." in shown and "Anna" not in shown


def test_a_merge_is_one_version_with_the_reasons_it_brought(förråd):
    git(förråd.root, "checkout", "-q", "-b", "gren")
    förråd.change("2025-02-03", "slut: 2020-03-31", "slut: 2020-05-31", "Ett")
    förråd.change("2025-02-04", "slut: 2020-05-31", "slut: 2020-06-30", "Två\n\nLäsare: Beslut i februari.")
    git(förråd.root, "checkout", "-q", "main")
    git(förråd.root, "merge", "-q", "--no-ff", "-m", "Sammanslagning", "gren", day="2025-03-01")
    [one] = read(förråd.path).ändringar
    assert (str(one.dag), one.skäl, one.fält[0].efter) == ("2025-03-01", "Beslut i februari.", "30 juni 2020")


def test_changes_of_a_day_are_one_and_back_again_is_none(förråd):
    förråd.change("2025-02-03", "slut: 2020-03-31", "slut: 2020-05-31")
    förråd.change("2025-02-03", "slut: 2020-05-31", "slut: 2020-06-30")
    assert [text for *_, text in said(read(förråd.path))] == ["Projekttid, slut: flyttat från 31 mars 2020 till 30 juni 2020"]
    förråd.change("2025-02-03", "slut: 2020-06-30", "slut: 2020-03-31")
    assert not read(förråd.path).ändringar


def test_what_is_not_the_facts_is_not_a_change(förråd):
    förråd.change("2025-02-03", "senast_granskad: 2026-11-22", "senast_granskad: 2026-11-21")
    förråd.change("2025-02-04", "- id: gul", "# En kommentar.\n- id: gul")
    rows = (förråd.path / INS).read_text("utf8").split("- id: gul")
    förråd.write(INS, f"- id: gul{rows[1].rstrip()}\n{rows[0]}")
    förråd.save("2025-02-05", "Annan ordning")
    assert not read(förråd.path).ändringar


def test_a_new_id_is_the_same_row_and_a_new_row_is_new(förråd):
    förråd.edit(INS, "    - gul\n", "    - gula\n")
    förråd.edit(BETA_INS, "insats: gul\n", "insats: gula\n")
    förråd.edit(INS, "- id: gul\n", "- id: gula\n")
    förråd.edit(INS, "    - gula-garden\n", "    - gula-garden\n    - gul\n")
    förråd.edit(INS, "slut: tills vidare", "slut: 2030-12-31")
    förråd.save("2025-02-03")
    förråd.write(INS, (förråd.path / INS).read_text("utf8") + f"- id: ny\n  namn: Nya huset\n{KÄLLA}")
    förråd.save("2025-02-04")
    found = said(read(förråd.path))
    assert ("2025-02-04", "Nya huset", "Nytt på webbplatsen") in found
    assert ("2025-02-03", "Gula gården", "Projekttid, slut: flyttat från tills vidare till 31 december 2030") in found
    assert not any("Nytt" in text for day, _, text in found if day == "2025-02-03")


def test_a_removed_row_is_forgotten(förråd):
    förråd.write(INS, (förråd.path / INS).read_text("utf8") + f"- id: ny\n  namn: Hemligheten\n{KÄLLA}")
    förråd.save("2025-02-03")
    förråd.change("2025-02-04", f"- id: ny\n  namn: Hemligheten\n{KÄLLA}", "")
    assert not read(förråd.path).ändringar and "Hemligheten" not in pages(förråd.path)


def test_a_version_that_cannot_be_read_is_skipped_and_said(förråd):
    förråd.change("2025-02-03", "slut: 2020-03-31", "slut: [2020-06-30")
    förråd.change("2025-02-04", "slut: [2020-06-30", "slut: 2020-06-30")
    found = read(förråd.path)
    assert said(found) == [("2025-02-04", "Rosa rummet", "Projekttid, slut: flyttat från 31 mars 2020 till 30 juni 2020")]
    assert found.oläsliga == 1 and "1 version av en fil gick inte att läsa." in pages(förråd.path)


def test_a_new_form_and_a_file_that_was_elsewhere_are_no_changes(förråd):
    förråd.write("VERSION", "6\n")
    förråd.change("2025-02-03", "slut: 2020-03-31", "slut: 2020-06-30")
    git(förråd.root, "mv", "data/insatser.yaml", "data/annat.txt")
    förråd.save("2025-02-04")
    git(förråd.root, "mv", "data/annat.txt", "data/insatser.yaml")
    förråd.save("2025-02-05")
    assert not read(förråd.path).ändringar


def test_a_copy_says_what_it_does_not_know(förråd, tmp_path_factory):
    förråd.change("2025-02-03", "slut: 2020-03-31", "slut: 2020-06-30")
    förråd.change("2025-02-04", "slut: 2020-06-30", "slut: 2020-07-31")
    git(förråd.root, "tag", "v1")
    elsewhere = tmp_path_factory.mktemp("kopior")
    git(elsewhere, "clone", "-q", "--depth", "2", f"file://{förråd.root}", "grund")
    git(elsewhere, "clone", "-q", "--no-tags", f"file://{förråd.root}", "fri")
    git(elsewhere / "fri", "checkout", "-q", "--detach")
    shutil.copytree(förråd.root, elsewhere / "zip", ignore=shutil.ignore_patterns(".git"))
    grund, fri, zippad = (read(elsewhere / name / "data") for name in ("grund", "fri", "zip"))
    assert (len(grund.ändringar), grund.sedan, grund.är_kapad) == (1, date(2025, 2, 3), True)
    assert (len(fri.ändringar), fri.sedan, fri.är_kapad) == (2, date(2025, 1, 1), False)
    assert zippad == Historia() and not told(context(elsewhere / "zip" / "data"))
    assert "Det som ändrades före den dagen är inte med." in pages(elsewhere / "grund" / "data")
    assert "byggd utan uppgifternas historia" in pages(elsewhere / "zip" / "data")


def test_only_the_latest_versions_are_read(förråd):
    for day in range(1, 6):
        old, new = (f"slut: 2020-03-{31 - number}" for number in (day - 1, day))
        förråd.change(f"2025-02-0{day}", old, new)
    found = read_versions(förråd.path, ["insatser"], most=3)
    assert (len(found.steps), found.since, found.is_cut) == (2, date(2025, 2, 3), True)


def test_the_same_commit_and_day_give_the_same_bytes_and_nothing_of_the_future(förråd):
    förråd.change("2025-02-03", "slut: 2020-03-31", "slut: 2020-06-30")
    assert pages(förråd.path) == pages(förråd.path)
    assert not read(förråd.path, date(2025, 2, 2)).ändringar


# ---- Flödena ----------------------------------------------------------------------------------------------

MOVED = "Projekttid, slut: flyttat från 31 mars 2020 till 30 juni 2020. Varför: Beslut i februari."


def test_a_change_is_told_once_a_day_for_all_and_once_for_its_insats(förråd):
    förråd.edit(INS, "typ: individinriktad", "typ: strukturell")
    förråd.change("2025-02-03", "slut: 2020-03-31", "slut: 2020-06-30", "Ett\n\nLäsare: Beslut i februari.")
    förråd.change("2025-02-04", "slut: tills vidare", "slut: 2030-12-31")
    given = context(förråd.path)
    assert [(day, title) for day, title, _ in told(given)] == [
        ("2025-02-04", "1 uppgift är ändrad eller ny"),
        ("2025-02-03", "1 uppgift är ändrad eller ny"),
    ]
    [(day, title, text)] = told(given, feed_name("insatser", "rosa"))
    assert (day, title) == ("2025-02-03", "Rosa rummet: uppgifterna är ändrade")
    assert text == f"Rosa rummet (Insatser): Typ: ändrat från individinriktad till strukturell. {MOVED}" == told(given)[1][2]
    assert told(given, feed_name("andringar")) == told(given)
    for content in feeds(given).values():
        assert RULES.validate(etree.fromstring(content)), RULES.error_log


def test_what_has_been_told_is_never_told_again(förråd):
    """Samma id, dag och text i varje senare bygge, också när raden byter id, så att läsaren inte visar det som nytt."""

    def entries(url: str) -> dict[str, tuple[str, str]]:
        return {one.id: (one.updated, one.summary) for one in feedparser.parse(feeds(context(förråd.path))[url]).entries}

    förråd.change("2025-02-03", "slut: 2020-03-31", "slut: 2020-06-30")
    before, own = entries(FEED), entries(feed_name("insatser", "gul"))
    förråd.change("2025-02-04", "slut: tills vidare", "slut: 2030-12-31")
    own = {key: value for key, value in entries(feed_name("insatser", "gul")).items() if key not in own}
    förråd.edit(INS, "    - gul\n", "    - gula\n")
    förråd.edit(BETA_INS, "insats: gul\n", "insats: gula\n")
    förråd.edit(INS, "- id: gul\n", "- id: gula\n")
    förråd.edit(INS, "    - gula-garden\n", "    - gula-garden\n    - gul\n")
    förråd.save("2025-02-05")
    assert len(own) == 1 and own.items() <= entries(feed_name("insatser", "gula")).items()
    assert before.items() <= entries(FEED).items()


def test_a_new_row_that_is_an_event_of_its_own_is_not_told_twice(förråd):
    förråd.write(N, "- id: ny\n  datum: 2025-02-01\n  rubrik: En nyhet\n  text: Kort.\n")
    förråd.save("2025-02-03")
    given = context(förråd.path)
    assert any(text == "Nytt på webbplatsen" for *_, text in said(given.historia)) and not told(given)
    assert "En nyhet" in feeds(given)[FEED].decode()


def test_a_day_with_many_changes_is_one_entry_that_says_how_many():
    given = context_of(rader.example_register())
    many = tuple(Ändring(TODAY, "Källor", str(n), f"Källa {n}", är_ny=True, nyckel=f"kallor/{n}") for n in range(12))
    [(_, title, text)] = [one for one in told(replace(given, historia=Historia(many, TODAY))) if "uppgifter" in one[1]]
    assert title == "12 uppgifter är ändrade eller nya"
    assert "Källa 9 (Källor): Nytt på webbplatsen. 2 ändringar till står på sidan." in text and "Källa 10" not in text


# ---- Det som är dolt ---------------------------------------------------------------------------------------


SECRETS = range(700_000, 700_900)


def random_version(random_: random.Random, secrets: list[int]) -> dict[str, str]:
    """Filerna i en version där varje tal och varje text som en människa har skrivit är hemlig."""

    def hidden() -> int:
        secrets.append(random_.choice(SECRETS))
        return secrets[-1]

    deltagare = f"  deltagare:\n    - period: 2019\n      planerade: {hidden()}\n"
    insats = f"namn: Rosa rummet\n  syfte: Syfte {hidden()}\n  anmärkning: Text {hidden()}\n{deltagare}"
    borta = f"- id: borta-{hidden()}\n  namn: Borttagen {hidden()}\n{KÄLLA}"
    utfall = "".join(_utfall(kön, hidden(), f"Rad {hidden()}") for kön in ("kvinnor", "totalt") if random_.random() < 0.8)
    return {
        MÅL: _mål(f"Mål {hidden()}", hidden()),
        UTFALL: utfall or "[]\n",
        INS: FOLDER[INS].replace("namn: Rosa rummet\n", insats) + borta,
    }


def _mål(text: str, värde: object) -> str:
    return f"- id: m\n  insats: rosa\n  sort: insatsmål\n  mål: {text}\n  målvärde: {värde}\n{KÄLLA}"


def _utfall(kön: str, aktiva: object, text: str) -> str:
    period = "  period:\n    från: 2019-01-01\n    till: 2019-12-31\n"
    return f"- id: u-{kön}\n  insats: rosa\n{period}  kön: {kön}\n  aktiva: {aktiva}\n  anmärkning: {text}\n{KÄLLA}"


@pytest.mark.parametrize("seed", range(4))
def test_history_never_shows_a_figure_or_a_text_of_any_version(förråd, seed):
    """Angreppet: slumpade versioner, och ett sökande efter varje tal och text i dem på allt som historien visar."""
    random_, secrets = random.Random(seed), list[int]()
    for day in range(1, 7):
        for name, text in random_version(random_, secrets).items():
            förråd.write(name, text)
        förråd.save(f"2025-03-0{day}", f"Hemligt {random_.choice(SECRETS)}")
    for name, text in (
        (MÅL, _mål("Fler i arbete", "hälften")),
        (UTFALL, _utfall("totalt", "<5", "Ett år")),
        (INS, FOLDER[INS]),
    ):
        förråd.write(name, text)
    förråd.save("2025-03-08")
    shown = pages(förråd.path)
    assert all(f"{word}" in shown for word in ("Syfte", "Deltagare", "(Mål)", "(Utfall)")), (
        "historien visar för lite för ett prov"
    )
    assert not [secret for secret in secrets if str(secret) in shown]
    assert not any(word in shown for word in ("Borttagen", "borta-", "Hemligt"))


def test_rows_about_people_only_say_that_they_changed(förråd):
    """Också när raden finns kvar: inga värden, inget av texten och inget skäl."""
    förråd.write(UTFALL, _utfall("totalt", 31, "Alla är med."))
    förråd.save("2025-02-03", "Ett\n\nLäsare: Skälet")
    förråd.change("2025-02-04", "aktiva: 31", "aktiva: 32", "Två\n\nLäsare: Skälet", UTFALL)
    found = [one for one in read(förråd.path).ändringar if one.tabell == "Utfall"]
    assert [(one.rad, one.namn, one.fält, one.skäl, one.är_ny) for one in found] == [
        ("", "", (), "", False),
        ("", "", (), "", True),
    ]


def test_every_table_that_counts_people_is_known_to_the_history():
    """En insats är med, för dess tal står bland fälten som visas utan värden (regel 2)."""
    counting = {table.name for table, _, field in parse(DEFAULT.read_text("utf8")).leaves() if field.enhet == "personer"}
    assert counting <= RÄKNAR | UTANFÖR | {"insatser"}


def test_what_was_done_to_a_draft_is_never_told(förråd):
    """En ansökan blir känd den dag då förbundet har beslutat. Det som stod i den dessförinnan är inte publicerat."""
    ny = f"- id: ny\n  namn: Nya huset\n  utkast: ja\n  projekttid:\n    slut: 2030-01-31\n{KÄLLA}"
    förråd.write(INS, FOLDER[INS] + ny)
    förråd.save("2025-02-03")
    förråd.change("2025-02-04", "slut: 2030-01-31", "slut: 2030-02-28")
    förråd.write(MÅL, _mål("Ett", "två").replace("rosa", "ny"))
    förråd.save("2025-02-05", "Ett\n\nLäsare: Läckt skäl")
    assert not read(förråd.path).ändringar
    förråd.change("2025-02-06", "  utkast: ja\n", "")
    förråd.change("2025-02-07", "slut: 2030-02-28", "slut: 2030-03-31")
    assert said(read(förråd.path)) == [
        ("2025-02-07", "Nya huset", "Projekttid, slut: flyttat från 28 februari 2030 till 31 mars 2030"),
        ("2025-02-06", "Nya huset", "Nytt på webbplatsen"),
    ]


def test_a_reference_to_a_row_that_is_gone_is_not_shown(förråd):
    förråd.write(INS, (förråd.path / INS).read_text("utf8") + f"- id: dold\n  namn: Dold\n  ingår_i:\n    insats: gul\n{KÄLLA}")
    förråd.edit(INS, "- id: dold", "- id: x\n  namn: Delen\n  ingår_i:\n    insats: dold\n" + KÄLLA + "- id: dold")
    förråd.save("2025-02-03")
    text = (förråd.path / INS).read_text("utf8").split("- id: dold")[0]
    förråd.write(INS, text.replace("insats: dold", "insats: gul"))
    förråd.save("2025-02-04")
    assert ("2025-02-04", "Delen", "Ändrat: Ingår i, insats") in said(read(förråd.path))


def test_a_long_history_stands_on_several_pages():
    en = Ändring(TODAY, "Insatser", "ett", "En insats", "insatser/ett/", None, False, (Fältändring("Syfte"),), "Ett skäl")
    made = sidor_of(Historia(tuple([en] * 2500), date(2020, 1, 1)))
    assert len(made) == 25 and max(map(len, made)) < 40_000


def sidor_of(given: Historia) -> list[bytes]:
    empty = replace(Context(rader.example_register(), None, TODAY), historia=given)  # type: ignore[arg-type]
    return [str(make().html).encode() for _, make in sidor(empty)]
