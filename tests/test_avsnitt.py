"""Förbundens egna avsnitt: värdens och de andras står var för sig, och varje rad har en sida som visar den."""

import pytest

from macros.settings import ROOT
from macros.views.avsnitt import andra_förbund, så_gör_vi
from tests import rader
from tests.minimal import case, check_case
from tests.rader import Rad, context_of, förbund, register_of
from tests.vyer import ROOT_URL, tree, words

PAGE = "uppfoljning/utvardering"
ROW = """\
- id: betalar
  förbund: alfa
  sida: uppfoljning/utvardering
  rubrik: Vem betalar?
  text: Förbundet betalar.
  källa:
    - dokument: plan
"""


def row(id_: str, whose: str, **fields: str | list[str]) -> Rad:
    return Rad({"id": id_, "förbund": whose, "rubrik": f"Rubriken {id_}", "text": f"Texten {id_}."} | fields)


def context(*rows: Rad) -> rader.Context:
    return context_of(register_of(forbund=[förbund("alfa", "värd"), förbund("beta")], avsnitt=list(rows)))


def test_värdens_och_de_andras_står_var_för_sig():
    both = context(row("ett", "alfa", sida=PAGE, punkter=["en", "två"]), row("annat", "beta", sida=PAGE))
    own, others = (tree(view(both, ROOT_URL, PAGE)) for view in (så_gör_vi, andra_förbund))
    assert words(own) == "Så gör vi Rubriken ett Texten ett. en två Källa:"
    assert words(others) == "Andra förbund Förbundet beta Rubriken annat Texten annat. Källa:"
    assert [heading.get("id") for heading in others.iter("h2", "h3", "h4")] == ["andra-forbund", "beta", "annat"]


def test_en_sida_utan_avsnitt_lovar_inget():
    empty = context(row("ett", "alfa", sida=PAGE), row("annat", "beta", metod="ett"))
    assert så_gör_vi(empty, ROOT_URL, "uppfoljning/system") == andra_förbund(empty, ROOT_URL, PAGE) == ""
    assert "Texten annat." in andra_förbund(empty, ROOT_URL, "metoder/ett")


@pytest.mark.parametrize("page", rader.words().tables["avsnitt"].by_name["sida"].choices)
def test_varje_sida_som_går_att_välja_visar_avsnitten(page):
    folder = ROOT / "gemensamt" / "docs"
    text = next(file for file in (folder / f"{page}.md", folder / page / "index.md") if file.exists()).read_text("utf8")
    assert "{{ så_gör_vi() }}" in text and "{{ andra_förbund() }}" in text


@pytest.mark.parametrize(
    ("rule", "file", "old", "new", "findings"),
    [
        case(
            "avsnittet_har_en_plats",
            "avsnitt.yaml",
            "  sida: uppfoljning/utvardering\n",
            "",
            "data/avsnitt.yaml:1:3 fel: Avsnittet har varken sida eller metod (avsnitt betalar). "
            "Skriv sida, eller metod när det gäller en metod.",
        ),
        case(
            "avsnittet_har_en_plats",
            "avsnitt.yaml",
            "  rubrik",
            "  metod: foljeforskning\n  rubrik",
            "data/avsnitt.yaml:1:3 fel: Avsnittet har både sida och metod (avsnitt betalar). Ta bort sida eller metod.",
        ),
    ],
)
def test_ett_avsnitt_har_en_plats(folder, rule, file, old, new, findings):
    check_case(folder.with_tables({"avsnitt.yaml": ROW}), rule, file, old, new, findings)
