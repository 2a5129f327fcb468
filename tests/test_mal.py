"""Målen: reglerna för mål med mått, om ett mål är nått, utvärderingsmatrisen och kedjans utfall på insatsens sida."""

from typing import Any

import pytest

from macros.model.malvarde import Gräns, Målläge, mätvärde, uppföljt
from macros.views import kedja as kedjevy
from macros.views.insats import insats_page
from macros.views.utvarderingsmatris import insatsens_mål, utvärderingsmatris, värdet
from tests import minimal, rader
from tests.minimal import Folder
from tests.rader import Rad, context_of, insats, register_of
from tests.uppfoljningsfiler import CHAIN, SOURCE, C, G
from tests.utfallsfiler import MEASURES, M
from tests.vyer import tree, words

GOAL = "- id: malet\n  insats: rosa\n  sort: insatsmål\n  mål: Fler i arbete.\n  målvärde: 30 procent\n  mått: [m3, m4]\n"
TABLES = {G: GOAL + SOURCE, C: CHAIN + "      mått: [m3]\n" + SOURCE, M: MEASURES}

# ---- Reglerna -----------------------------------------------------------------------------------------------


@pytest.fixture
def folder(folder: Folder) -> Folder:
    return folder.with_tables(TABLES)


def test_a_goal_with_measures_is_fine(folder: Folder) -> None:
    assert folder.findings() == []


@pytest.mark.parametrize(
    ("rule", "file", "old", "new", "expected"),
    [
        (
            "måtten_går_inte_ihop",
            G,
            "[m3, m4]",
            "[m3, m2]",
            "data/mal.yaml:6:14 fel: mått m2 går inte att lägga ihop med andra, för det har rollen tidiga avhopp (mål malet). "
            "Låt det stå ensamt, eller ta bort det.",
        ),
        (
            "måtten_går_inte_ihop",
            C,
            "mått: [m3]",
            "mått: [m3, m3]",
            "data/forandringsteori.yaml:17:18 fel: mått m3 står två gånger (kedja teori). Ta bort det ena.",
        ),
        (
            "målvärdet_går_inte_att_jämföra",
            G,
            "30 procent",
            "De flesta",
            "data/mal.yaml:5:13 varning: målvärde De flesta går inte att jämföra med utfallen (mål malet). Börja med talet, till "
            "exempel 30 procent eller 12 personer, eller ta bort mått.",
        ),
        (
            "målvärdet_går_inte_att_jämföra",
            G,
            "[m3, m4]",
            "[m0]",
            "data/mal.yaml:5:13 varning: målvärde 30 procent går inte att jämföra med utfallen (mål malet). Måttet m0 är ingen "
            "andel. Skriv ett antal i stället för procent.",
        ),
    ],
)
def test_a_mistake_gives_its_finding(folder: Folder, rule: str, file: str, old: str, new: str, expected: str) -> None:
    folder.edit(file, old, new)
    assert folder.findings() == [expected]
    assert minimal.examine(folder.path).findings[0].rule == rule.replace("_", "-")


# ---- Om målet är nått ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 procent", Gräns(30, True)),
        ("minst 12 personer", Gräns(12, False)),
        ("7,5 %", Gräns(7.5, True)),
        ("De flesta", None),
        ("", None),
    ],
)
def test_the_number_in_a_limit(text: str, expected: Gräns | None) -> None:
    assert Gräns.av(text) == expected


def followed(**fields: Any) -> Any:
    """Ett mål för insatsen i exemplet, mot dess utfall: 2019 gick 65 av 127 till arbete eller studier (kvinnor 34, män 31 av 63)."""
    example = rader.example_register().uppföljning
    goal = Rad({"id": "m", "förbund": "alfa", "sort": "insatsmål", "mål": "Målet.", "insats": "ett"} | fields)
    tables = {name: rader.example().tables[name] for name in ("utfallsmatt", "kallor")}
    made = register_of(mal=[goal], insatser=[insats()], **tables).uppföljning
    return uppföljt(made.mål[0], example.utfallsgrupper["mot-arbete"], example.mått)


WORK = {"mått": ["matt-arbete", "matt-studier"]}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (WORK | {"målvärde": "51 procent"}, Målläge.NÅTT),
        (WORK | {"målvärde": "52 procent"}, Målläge.INTE_NÅTT),
        (WORK | {"målvärde": "65 personer"}, Målläge.NÅTT),
        (WORK | {"målvärde": "66 personer"}, Målläge.INTE_NÅTT),
        (WORK | {"målvärde": "60 personer", "riktning": "högst"}, Målläge.INTE_NÅTT),
        (WORK | {"kön": "kvinnor", "målvärde": "53 procent"}, Målläge.NÅTT),
        (WORK | {"kön": "totalt", "målvärde_kvinnor": "53 procent", "målvärde_män": "53 procent"}, Målläge.DELVIS),
        (WORK, Målläge.INTE_MÄTT),
        ({"målvärde": "30 procent"}, Målläge.INTE_MÄTT),
        (WORK | {"målvärde": "52 procent", "nått": "ja"}, Målläge.NÅTT),
        ({"mått": ["matt-aktiva"], "målvärde": "10 procent"}, Målläge.INTE_MÄTT),
        ({"mått": ["matt-aktiva"], "målvärde": "188"}, Målläge.NÅTT),
    ],
)
def test_a_goal_is_met_or_not(fields: dict[str, Any], expected: Målläge) -> None:
    assert followed(**fields).läge is expected


def test_a_hidden_number_gives_no_verdict() -> None:
    """Skyddade tal räknas inte om på en annan väg: mått som inte får visas ger varken tal eller svar på om målet är nått."""
    example = rader.example_register().uppföljning
    hidden = [
        (rad, mått)
        for rad in example.utfall
        if not rad.exempel
        for mått in example.mått.antal
        if rad.tal.get(mått.fält) is None
    ]
    assert hidden
    for rad, mått in hidden:
        found = mätvärde(rad, (mått,), example.mått)
        assert found.värde is None and found.når(Gräns(1, False), "minst") is None
        assert words(tree(värdet(found))) in ("visas inte", "saknas")


# ---- Sidan --------------------------------------------------------------------------------------------------


def test_the_matrix_shows_every_goal_and_what_is_missing() -> None:
    context = context_of(rader.example_register())
    found = tree(utvärderingsmatris(context, context.register.insats["mot-arbete"], "../../"))
    rows = [[words(cell) for cell in row] for row in found.xpath("//tbody/tr")]
    assert rows[0][:6] == [
        "Hälften av deltagarna arbetar eller studerar efter ett år. Nått Insatsmål",
        "Andel deltagare i arbete eller studier",
        "Alla: 50 procent Kvinnor: 60 procent Män: 50 procent",
        "Insatsens egna anteckningar om avslut",
        "Ett år efter avslut",
        "Projektledaren",
    ]
    assert "Kvinnor: 43 av 64 = 67 % (nått)" in rows[0][6].replace("\xa0", " ")
    assert rows[3][1:6] == [
        "Ingen indikator",
        "Alla: inget målvärde Kvinnor: inget målvärde Män: inget målvärde",
        "Inget underlag",
        "Ingen tid",
        "Ingen är utsedd",
    ]
    assert rows[4][:3] == [
        "Parterna har samma bild Effekt i förändringsteorin",
        "Andel chefer som beskriver målen lika",
        "Inget mål",
    ]
    assert "Slutrapport" in words(found.xpath("//ul")[-1])


def test_an_insats_without_goals_has_no_matrix() -> None:
    context = context_of(register_of(insatser=[insats()]))
    assert not utvärderingsmatris(context, context.register.insatser[0], "../../")


def test_the_chain_shows_what_its_measures_gave_period_by_period() -> None:
    context = context_of(rader.example_register())
    one = context.register.insats["mot-arbete"]
    found = tree(kedjevy.kedja_på_insats(context, one, "../../"))
    row = next(row for row in found.xpath("//tbody/tr") if "10. Arbete eller studier" in words(row))
    assert words(row[3]).replace("\xa0", " ") == (
        "65 av 127 = 51 % 1 januari 2019 – 31 december 2019 58 av 118 = 49 % 1 januari 2018 – 31 december 2018"
    )
    assert [link.get("href") for link in row[4].iter("a")] == ["#mal-vidare", "#mal-vidare-kvinnor"]
    last = words(found.xpath("//ol[@class='chain-gaps']/li")[-1])
    unmet = [ett.mål.mål for ett in insatsens_mål(context, one) if ett.läge is Målläge.INTE_MÄTT]
    assert last.startswith("Det går inte att säga om målet är nått.") and last.endswith(" ".join(unmet))


def test_the_page_has_one_place_per_goal() -> None:
    context = context_of(rader.example_register())
    html = tree(insats_page(context, context.register.insats["mot-arbete"]).html)
    ids = html.xpath("//@id")
    assert len(ids) == len(set(ids)) and {link[1:] for link in html.xpath("//a/@href") if link.startswith("#mal-")} <= set(ids)
