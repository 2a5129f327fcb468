"""De tre lagren: det gemensamma, förbundets eget och andra förbund. Mappen säger vems en rad är."""

from pathlib import Path

import pytest

from macros.adapter.nav import paths
from macros.settings import ROOT, folders
from tests import minimal, rader
from tests.conftest import EXAMPLE
from tests.minimal import BETA_F, BETA_INS, DICTIONARY, INS, B, F, Folder, N, P, case, check_case, empty_tables

BEGREPP = """\
- id: {id}
  term: {term}
  betydelse: {text}
  källa:
    - dokument: plan
"""
KÄLLA = "  källa:\n    - dokument: plan\n"

CASES = [
    case(
        "fel_mapp",
        INS,
        "- id: gul\n",
        "- id: gul\n  förbund: beta\n",
        "data/insatser.yaml:26:12 fel: Raden ligger bland förbundets egna uppgifter, så förbund är alfa, men här står beta "
        "(insats gul). Ta bort fältet, eller flytta raden till data/andra/beta/insatser.yaml.",
    ),
    case(
        "fel_mapp",
        BETA_INS,
        "- id: bla\n",
        "- id: bla\n  förbund: alfa\n",
        "data/andra/beta/insatser.yaml:2:12 fel: Raden ligger bland ett annat förbunds uppgifter, så förbund är beta, men här "
        "står alfa (insats bla). Ta bort fältet, eller flytta raden till data/insatser.yaml.",
    ),
    case(
        "fel_mapp",
        P,
        "- id: alfa-stad\n",
        "- id: alfa-stad\n  förbund: Finsam Beta\n",
        "data/parter.yaml:2:12 fel: Raden ligger bland förbundets egna uppgifter, så förbund är alfa, men här står Finsam Beta "
        "(part alfa-stad). Ta bort fältet.",
    ),
    case(
        "fel_mapp",
        F,
        "- id: alfa\n",
        "- id: alfa\n  roll: referens\n",
        "data/forbund.yaml:2:9 fel: Raden ligger bland förbundets egna uppgifter, så roll är värd, men här står referens "
        "(förbund alfa). Ta bort fältet, eller flytta raden till data/andra/alfa/forbund.yaml.",
    ),
    case(
        "fel_mapp",
        BETA_F,
        "- id: beta\n",
        "- id: beta\n  roll: värd\n",
        "data/andra/beta/forbund.yaml:2:9 fel: Raden ligger bland ett annat förbunds uppgifter, så roll är referens, men här "
        "står värd (förbund beta). Ta bort fältet, eller flytta raden till data/forbund.yaml.",
    ),
    case(
        "fel_mapp",
        F,
        "- id: alfa\n",
        "- id: alfa\n  roll: vard\n",
        "data/forbund.yaml:2:9 fel: Raden ligger bland förbundets egna uppgifter, så roll är värd, men här står vard "
        "(förbund alfa). Ta bort fältet.",
    ),
    case(
        "ett_eget_förbund",
        F,
        "  källa:\n    - dokument: plan\n",
        "  källa:\n    - dokument: plan\n- id: gamma\n  namn: Finsam Gamma\n  kortnamn: Gamma\n  e_post: kansli@gamma.exempel.se\n"
        + KÄLLA,
        "data/forbund.yaml:7:3 fel: Här står bara förbundet som ger ut webbplatsen, och det är alfa. Flytta raden till "
        "data/andra/gamma/forbund.yaml (förbund gamma).",
    ),
    case(
        "mappen_heter_som_förbundet",
        BETA_F,
        "- id: beta\n",
        "- id: betta\n",
        "data/andra/beta/forbund.yaml:1:7 fel: Mappen heter beta, men förbundets id är betta. Byt namn på mappen till betta, "
        "eller rätta id:t.",
    ),
    case(
        "mappen_heter_som_förbundet",
        BETA_F,
        "  källa:\n    - dokument: plan\n",
        "  källa:\n    - dokument: plan\n- id: gamma\n  namn: Finsam Gamma\n  kortnamn: Gamma\n" + KÄLLA,
        "data/andra/beta/forbund.yaml:6:7 fel: Mappen heter beta, men förbundets id är gamma. Flytta raden till "
        "data/andra/gamma/forbund.yaml.",
    ),
    case(
        "värden_har_adress",
        F,
        "  e_post: kansli@alfa.exempel.se\n",
        "",
        "data/forbund.yaml:1:3 fel: Fältet e_post saknas (förbund alfa). Sidorna ber besökaren skriva till kansliet. Skriv "
        "förbundets gemensamma adress, som e_post: kansliet@exempel.se.",
    ),
    case(
        "värden_har_adress",
        F,
        "  e_post: kansli@alfa.exempel.se\n",
        "  e_post:\n",
        "data/forbund.yaml:4:3 fel: Fältet e_post saknas (förbund alfa). Sidorna ber besökaren skriva till kansliet. Skriv "
        "förbundets gemensamma adress, som e_post: kansliet@exempel.se.",
    ),
]


@pytest.mark.parametrize("rule, file, old, new, findings", CASES)
def test_ett_misstag_ger_sitt_fynd(folder: Folder, rule: str, file: str, old: str, new: str, findings: list[str]) -> None:
    check_case(folder, rule, file, old, new, findings)


# ---- Det som mappen säger ---------------------------------------------------------------------------------


def test_mappen_ger_raden_sitt_förbund_och_sin_roll(folder: Folder) -> None:
    tables = minimal.examine(folder.path).data.tables
    assert [(row["id"], row["roll"]) for row in tables["forbund"]] == [("alfa", "värd"), ("beta", "referens")]
    assert [(row["id"], row["förbund"]) for row in tables["insatser"]] == [("rosa", "alfa"), ("gul", "alfa"), ("bla", "beta")]


def test_det_som_mappen_redan_säger_får_stå_på_raden(folder: Folder) -> None:
    folder.edit(INS, "- id: gul\n", "- id: gul\n  förbund: alfa\n")
    folder.edit(F, "- id: alfa\n", "- id: alfa\n  roll: värd\n")
    folder.edit(BETA_INS, "- id: bla\n", "- id: bla\n  förbund:\n")
    assert folder.findings() == []


def test_ett_förbund_som_heter_om_behöver_inget_annat(folder: Folder) -> None:
    """Ingen annan rad säger vems den är."""
    folder.edit(F, "- id: alfa\n", "- id: alva\n")
    assert folder.findings() == []


@pytest.mark.parametrize(
    ("name", "content", "finding"),
    [
        (F, '- id: alfa\n  namn: "Alfa\n', "data/forbund.yaml:2"),
        (
            F,
            "- id: Alfa stad\n  namn: A\n  kortnamn: A\n  e_post: a@exempel.se\n" + KÄLLA,
            "data/forbund.yaml:1:7 fel: id Alfa stad",
        ),
        (BETA_F, "- id: [\n", "data/andra/beta/forbund.yaml:1"),
    ],
)
def test_ett_förbund_som_inte_går_att_läsa_är_ett_fynd(folder: Folder, name: str, content: str, finding: str) -> None:
    """Raderna i de andra filerna får inte skulden."""
    folder.write(name, content)
    found = folder.findings()
    assert found and all(one.startswith(finding) for one in found)


def test_en_mapp_utan_förbund_sägs_en_gång(folder: Folder) -> None:
    (folder.path / BETA_F).unlink()
    assert folder.findings() == [
        "data/andra/beta/forbund.yaml:1:1 fel: Mappen beta har ingen rad om förbundet. Skriv en i den här filen, med id: beta."
    ]


def test_en_fil_bland_andra_förbund_som_inte_läses(folder: Folder) -> None:
    folder.write("andra/insatser.yaml", "[]\n")
    folder.write("andra/beta/insater.yaml", "[]\n")
    assert folder.findings() == [
        "data/andra/beta/insater.yaml:1:1 fel: Filen läses aldrig, för ingen tabell heter så. Menade du insatser.yaml? "
        "Byt namn på filen eller ta bort den.",
        "data/andra/insatser.yaml:1:1 fel: Filen läses aldrig. Lägg den i en mapp som heter som förbundets id, till exempel "
        "andra/goteborg.",
    ]


def test_en_mapp_som_datorn_själv_har_gjort_är_inget_förbund(folder: Folder) -> None:
    folder.write("andra/.git/forbund.yaml", "[\n")
    assert folder.findings() == []


def test_utan_andra_förbund_är_det_också_bra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Folder(tmp_path)
    for name in (BETA_F, BETA_INS):
        (folder.path / name).unlink()
    (folder.path / BETA_F).parent.rmdir()
    (folder.path / "andra").rmdir()
    assert folder.findings() == []


# ---- Det gemensamma ---------------------------------------------------------------------------------------


def common(folder: Folder, name: str, content: str) -> None:
    (folder.common / name).write_text(content, "utf8")


def test_en_egen_rad_ersätter_den_gemensamma_på_dess_plats(folder: Folder) -> None:
    rows = [BEGREPP.format(id=id_, term=id_, text="Gemensam.") for id_ in ("insats", "kurator")]
    common(folder, B, "".join(rows))
    assert folder.findings() == []
    begrepp = minimal.examine(folder.path).data.tables["begrepp"]
    assert [(row["id"], row["betydelse"]) for row in begrepp] == [
        ("insats", "Det som förbundet finansierar."),
        ("kurator", "Gemensam."),
        ("metodval", "Hur en insats följs upp."),
    ]


def test_ett_annat_förbunds_rad_ersätter_ingen(folder: Folder) -> None:
    common(folder, B, BEGREPP.format(id="kurator", term="kurator", text="Gemensam."))
    folder.write(f"andra/beta/{B}", BEGREPP.format(id="kurator", term="kuratorer", text="Betas."))
    assert folder.findings() == [
        "data/andra/beta/begrepp.yaml:1:7 fel: id kurator finns redan på rad 1 i gemensamt/data/begrepp.yaml (begrepp kurator). "
        "Välj ett annat värde, eller ta bort raden om den är inlagd två gånger."
    ]


def test_en_rad_som_hör_till_ett_förbund_är_inte_gemensam(folder: Folder) -> None:
    common(folder, INS, "- id: lila\n  namn: Lila lågan\n" + KÄLLA)
    assert folder.findings() == [
        "gemensamt/data/insatser.yaml:1:3 fel: Filen är gemensam för alla förbund, men raden hör till ett av dem (insats lila). "
        "Flytta raden till data/insatser.yaml, eller till förbundets mapp i data/andra."
    ]


def test_en_egen_fil_behövs_inte_när_den_gemensamma_finns(folder: Folder) -> None:
    common(folder, B, BEGREPP.format(id="kurator", term="kurator", text="Gemensam."))
    for name in (B, N):
        (folder.path / name).unlink()
    assert folder.findings() == [
        "data/nyheter.yaml:1:1 fel: Filen saknas. Hämta tillbaka den, eller gör en fil med [] om tabellen inte ska ha några rader."
    ]


def test_en_gemensam_fil_som_inte_läses(folder: Folder) -> None:
    common(folder, "begrep.yaml", "[]\n")
    assert folder.findings() == [
        "gemensamt/data/begrep.yaml:1:1 fel: Filen läses aldrig, för ingen tabell heter så. Menade du begrepp.yaml? "
        "Byt namn på filen eller ta bort den."
    ]


def test_en_egen_ordbok_behöver_inte_ha_programmets_gemensamma_tabeller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programmets filer kan förbundet inte göra något åt."""
    monkeypatch.chdir(tmp_path)
    words = DICTIONARY.read_text("utf8")
    start, end = (words.index(f"  - name: {name}\n") for name in ("niofaltaren", "fragestallningar"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "datapackage.yaml").write_text(words[:start] + words[end:], "utf8")
    for name in empty_tables():
        if name != "niofaltaren.yaml" and not (DICTIONARY.parent / name).exists():
            (tmp_path / "data" / name).write_text("[]\n", "utf8")
    found = [one for one in minimal.examine(tmp_path / "data").findings if one.rule in ("okänd-fil", "saknad-fil")]
    assert found == []


# ---- Mapparna ---------------------------------------------------------------------------------------------


def test_ett_förbunds_mapp_har_sitt_eget_bredvid_och_programmets_gemensamma(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert folders(data) == (data, tmp_path / "docs", ROOT / "gemensamt" / "data", ROOT / "gemensamt" / "docs")
    (tmp_path / "gemensamt" / "data").mkdir(parents=True)
    assert folders(data)[2:] == (tmp_path / "gemensamt" / "data", ROOT / "gemensamt" / "docs")


def test_alla_sidor_i_menyn_är_någonstans_ifrån() -> None:
    assert "index.md" in set(paths([{"Start": "index.md"}, {"Ansök": ["ansok/index.md"]}]))


def test_de_påhittade_gemensamma_raderna_räcker_åt_de_gemensamma_sidorna() -> None:
    """Sidorna är programmets. Har det fått en tabell med gemensamma rader ska den finnas i tests/gemensamt/data/ också."""
    made_up, program = rader.example(), minimal.common_rows()
    assert program.keys() <= made_up.common


def test_de_påhittade_data_har_alla_lager() -> None:
    layers = {layer.name for layer in rader.example().layers.values() if rader.example().sources}
    assert layers == {"gemensamt", "eget", "andra"} and (EXAMPLE / "andra").is_dir()
    insats = next(row for row in rader.example().tables["begrepp"] if row["id"] == "insats")
    assert rader.example().layer(insats).name == "eget"
