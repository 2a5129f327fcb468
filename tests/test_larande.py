"""Rekommendationerna med svar, och lärdomarna tema för tema: reglerna, sidorna och att det egna står för sig."""

import pytest

from macros.views import larande
from macros.views.lager import ANDRA
from macros.views.rapporter import rapport_page
from tests import rader
from tests.minimal import Folder
from tests.rader import context_of, register_of
from tests.uppfoljningsfiler import SOURCE, TABLES, R
from tests.vyer import ROOT_URL, tree, words

ANSWERED = (
    "  rekommendationer:\n    - rekommendation: Enas.\n      avsnitt: 8\n      läge: avvisad\n      ägare: Styrelsen\n"
    "      beslut: § 3\n      beslutsdag: 2020-03-12\n      datum: 2020-03-12\n"
)


@pytest.fixture
def folder(folder: Folder) -> Folder:
    return folder.with_tables(TABLES | {R: TABLES[R].replace(SOURCE, ANSWERED + SOURCE)})


def context():
    return context_of(rader.example_register())


def test_an_answered_recommendation_is_fine_and_so_is_one_without_an_answer(folder: Folder) -> None:
    assert folder.findings() == []
    folder.edit(R, ANSWERED.partition("      läge")[1] + ANSWERED.partition("      läge")[2], "")
    assert folder.findings() == []


@pytest.mark.parametrize(
    ("line", "field", "when"),
    [
        ("      läge: avvisad\n", "läge", "ägare"),
        ("      beslut: § 3\n", "beslut", "läge"),
        ("      beslutsdag: 2020-03-12\n", "beslutsdag", "beslut"),
        ("      datum: 2020-03-12\n", "datum", "läge"),
    ],
)
def test_half_an_answer_is_a_finding(folder: Folder, line: str, field: str, when: str) -> None:
    folder.edit(R, line, "")
    (finding,) = folder.findings()
    assert f"rekommendationer.{field}" in finding and when in finding and " fel: " in finding


def test_the_open_ones_come_first_and_say_when_no_answer_is_written() -> None:
    found = tree(larande.rekommendationer(context(), ROOT_URL))
    tables = [
        (words(table.find("caption")), [words(row) for row in table.iterfind("tbody/tr")]) for table in found.iter("table")
    ]
    assert [title for title, _ in tables] == ["Öppna rekommendationer", "Klara och avvisade rekommendationer"]
    assert tables[0][1][0].startswith("Enas om målen innan ni börjar. Inget svar är inlagt Ingen ägare Inget beslut")
    assert tables[0][1][1].startswith("Skriv ner vem som gör vad. Pågår 20 maj 2020 Styrgruppen § 14: en ansvarslista tas fram")
    assert "Avvisad 12 mars 2020 Styrelsen § 15: lokalen räcker, 12 mars 2020" in tables[1][1][0]
    assert "2 av 3 är öppna. 1 saknar svar." in words(found)


def test_every_link_leads_to_the_recommendation_in_its_report() -> None:
    report = rader.example_register().uppföljning.bibliotek.rapporter[0]
    ids = set(tree(rapport_page(context(), report).html).xpath("//@id"))
    links = [link for link in tree(larande.rekommendationer(context(), "")).xpath("//a/@href") if report.adress in link]
    assert links and {link.partition("#")[2] for link in links} <= ids


def test_the_report_says_what_became_of_its_recommendations() -> None:
    report = rader.example_register().uppföljning.bibliotek.rapporter[0]
    shown = words(tree(rapport_page(context(), report).html))
    assert "Inget svar är inlagt" in shown and "Ägare: Styrgruppen." in shown


def test_others_stand_apart() -> None:
    own, others = (
        words(tree(view(context(), ROOT_URL, which))) for view in (larande.rekommendationer,) for which in ("egna", ANDRA)
    )
    assert "Börja med hälsan." in others and "Börja med hälsan." not in own and "Enas om målen" not in others
    own, others = (words(tree(larande.lärdomar(context(), ROOT_URL, which))) for which in ("egna", ANDRA))
    assert "Handledarna satt nära varandra." in others and "Handledarna" not in own


def test_lessons_stand_theme_by_theme_with_report_and_source() -> None:
    found = tree(larande.lärdomar(context(), ROOT_URL))
    assert [words(one) for one in found.iter("h2")] == ["Framgångar", "Hinder", "Arbetsmetoder"]
    assert [words(one) for one in found.xpath("//section[last()]/h3")][-1] == "Metodhandbok för praktik i små grupper"
    assert all("Källa:" in words(one) for one in found.iter("section"))


def test_without_reports_there_is_nothing() -> None:
    empty = context_of(register_of())
    assert not larande.rekommendationer(empty, ROOT_URL) and not larande.lärdomar(empty, ROOT_URL)
