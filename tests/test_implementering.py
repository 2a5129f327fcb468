"""Parternas svar om att veta, vilja och kunna: reglerna, insatsens sida och översikten för styrelsen."""

import pytest

from macros.views import implementering as vy
from macros.views.lager import ANDRA
from tests import rader
from tests.minimal import Folder
from tests.rader import Rad, context_of, register_of
from tests.vyer import ROOT_URL, tree, words

FILE = "implementering.yaml"
ROW = (
    "- id: svaret\n  insats: rosa\n  part: alfa-stad\n  fråga: vilja\n  svar: delvis\n  nästa_steg: Fråga igen.\n"
    "  ägare: Enhetschefen\n  datum: 2020-01\n  källa:\n    - dokument: plan\n"
)


@pytest.fixture
def folder(folder: Folder) -> Folder:
    return folder.with_tables({FILE: ROW})


def test_an_answer_is_fine(folder: Folder) -> None:
    assert folder.findings() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("part: alfa-stad", "part: alfa-stan", "Menade du alfa-stad?"),
        ("fråga: vilja", "fråga: vill", "fråga vill"),
        ("svar: delvis", "svar: kanske", "svar kanske"),
        ("  ägare: Enhetschefen\n", "", "ägare"),
        ("datum: 2020-01", "datum: 2099-01", "datum 2099-01"),
        ("- id: svaret", ROW.replace("svaret", "svar-ett") + "- id: svaret", "vilja finns redan"),
    ],
)
def test_a_mistake_is_a_finding(folder: Folder, old: str, new: str, said: str) -> None:
    folder.edit(FILE, old, new)
    found = [one for one in folder.findings() if " fel: " in one]
    assert len(found) == 1 and said in found[0], found


def test_a_party_of_another_förbund_is_a_finding(folder: Folder) -> None:
    folder.write("andra/beta/parter.yaml", "- id: betaby\n  namn: Betaby\n  huvudman: kommun\n  källa:\n    - dokument: plan\n")
    folder.edit(FILE, "alfa-stad", "betaby")
    (finding,) = [one for one in folder.findings() if FILE in one]
    assert "part betaby hör till förbundet beta, men raden ligger hos alfa" in finding


def test_the_page_of_the_insats_shows_every_answer_and_who_has_given_none() -> None:
    context = context_of(rader.example_register())
    found = tree(vy.implementering_på_insats(context, context.register.insats["mot-arbete"], "../../"))
    rows = [[words(cell) for cell in row] for row in found.xpath("//tbody/tr")]
    assert [row[0] for row in rows] == ["Ånäs kommun", "Exempelregionen"]
    assert rows[0][1].startswith("Ja 12 november 2019 Alla chefer har läst slutrapporten. Ägare: Förvaltningschefen")
    assert "Nästa steg: Nämnden tar upp frågan i budgeten." in rows[0][2] and "Svaret gavs muntligt." in rows[0][2]
    assert rows[0][3] == "Inget svar" and rows[1][4].startswith("Nej mars 2020")
    assert words(found).endswith("Har inte svarat: Exempelmyndigheten för arbete.")


def test_an_insats_without_answers_has_no_section() -> None:
    context = context_of(rader.example_register())
    assert not vy.implementering_på_insats(context, context.register.insats["nasta-steg"], "../../")


def test_the_board_sees_what_lives_on_and_which_ended_ones_have_no_answer() -> None:
    found = tree(vy.lever_vidare(context_of(rader.example_register()), ROOT_URL))
    assert [words(cell) for cell in found.xpath("//tbody/tr/*")] == [
        "Aktiviteter mot arbete i Ånäs Avslutad",
        "Ånäs kommun: ja Exempelregionen: nej",
        "1 ja",
        "1 delvis",
        "Inget svar",
        "Nämnden tar upp frågan i budgeten. Ånäs kommun, Förvaltningschefen",
    ]
    ended = [words(item) for item in found.xpath("//ul[@class='columns']/li")]
    assert "Bara slut" in ended and "Aktiviteter mot arbete i Ånäs" not in ended


def test_own_answers_and_those_of_others_stand_apart() -> None:
    def rows(owner: str) -> list[Rad]:
        return [rader.insats(owner, förbund=owner)]

    def part(owner: str) -> Rad:
        return Rad(id=f"part-{owner}", namn=f"Parten {owner}", huvudman="kommun", förbund=owner)

    def answer(owner: str) -> Rad:
        return Rad(id=owner, insats=owner, part=f"part-{owner}", fråga="lever vidare", svar="ja", datum="2020")

    register = register_of(
        forbund=[rader.förbund("alfa", "värd"), rader.förbund("beta")],
        insatser=rows("alfa") + rows("beta"),
        parter=[part("alfa"), part("beta")],
        implementering=[answer("alfa"), answer("beta")],
    )
    own, others = (words(tree(vy.lever_vidare(context_of(register), ROOT_URL, which))) for which in ("egna", ANDRA))
    assert "Parten alfa: ja" in own and "beta" not in own and "Parten beta: ja" in others and "alfa" not in others
    assert not vy.lever_vidare(context_of(register_of()), ROOT_URL)
