"""Det som röjer dolda tal utanför utfallen: text, nyckeltal och belopp."""

import pytest

from macros.check.roja_rules import få_i_text
from tests import minimal
from tests.minimal import INS, Folder
from tests.uppfoljningsfiler import TABLES as EKONOMI
from tests.uppfoljningsfiler import VART, E, K
from tests.utfallsfiler import EXPLAINED, TABLES, U

MÅL = "- id: fler\n  insats: rosa\n  mål: Fler i arbete.\n  utfall: {}\n  källa:\n    - dokument: plan\n"
PUBLICERAT = """\
- id: rosa-1
  insats: rosa
  period:
    från: 2024-07-01
    till: 2025-06-30
  kön: totalt
  datum: 2025-10-01
  tal:
    - fält: aktiva
      antal: 132
  stämpel: 0123456789abcdef
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 av 20 fick arbete.", "3 av 20"),
        ("42 av 44 gick vidare.", "42 av 44"),
        ("42 av totalt 44 gick vidare.", "42 av totalt 44"),
        ("Tre kvinnor flyttade.", "Tre kvinnor"),
        ("42 av 66 gick vidare.", ""),
        ("20 av 20 gick vidare.", ""),
        ("0 av 20 gick vidare.", ""),
        ("3 av 4 parter svarade.", ""),
        ("1,5 av 20", ""),
        ("Minst 30 procent.", ""),
    ],
)
def test_få_personer_i_text(text: str, found: str) -> None:
    assert få_i_text(text) == found


def said(folder: Folder, rule: str) -> list[str]:
    return [str(one) for one in minimal.examine(folder.path).findings if one.rule == rule]


def test_text_som_räknar_få(folder: Folder) -> None:
    folder.write("mal.yaml", MÅL.format("3 av 20 fick arbete."))
    assert said(folder, "text-som-räknar-få") == [
        "data/mal.yaml:4:11 varning: utfall nämner ”3 av 20” (mål fler). Få personer går att känna igen, och kan vara dolda bland "
        "utfallen. Skriv några i stället för antalet, eller ta bort det."
    ]
    folder.write("mal.yaml", MÅL.format("12 av 20 fick arbete."))
    assert said(folder, "text-som-räknar-få") == []


RAPPORT = """\
- id: slut
  titel: Slutrapport
  sort: slutrapport
  insatser:
    - rosa
  {}
  källa:
    - dokument: plan
"""


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("hinder: Bara 3 av 20 kom varje vecka.", "hinder nämner ”3 av 20”"),
        ("sammanfattning: Två kvinnor fick arbete.", "sammanfattning nämner ”Två kvinnor”"),
        ("delar:\n    - rubrik: Arbete\n      text: Fyra personer fick arbete.", "delar.text nämner ”Fyra personer”"),
        (
            "slutsatser:\n    - nivå: individ\n      slutsats: En deltagare studerar.\n      avsnitt: 4",
            "slutsatser.slutsats nämner ”En deltagare”",
        ),
        (
            "rekommendationer:\n    - rekommendation: Ge 2 deltagare stöd.\n      avsnitt: 5",
            "rekommendationer.rekommendation nämner ”2 deltagare”",
        ),
        ("hinder: 12 av 20 kom varje vecka.", ""),
    ],
)
def test_text_som_räknar_få_i_en_rapport(folder: Folder, field: str, named: str) -> None:
    folder.write("slutrapporter.yaml", RAPPORT.format(field))
    found = said(folder, "text-som-räknar-få")
    assert len(found) == bool(named)
    for one in found:
        assert f"varning: {named} (rapport slut). Få personer går att känna igen" in one


def test_text_som_räknar_få_i_anmärkningen_om_en_insats(folder: Folder) -> None:
    folder.edit(INS, "namn: Rosa rummet\n", "namn: Rosa rummet\n  anmärkning: Tre män slutade tidigt.\n")
    [found] = said(folder, "text-som-räknar-få")
    assert "varning: anmärkning nämner ”Tre män” (insats rosa)." in found


def test_nyckeltal_bredvid_dolda_tal(folder: Folder) -> None:
    folder = folder.with_tables(EKONOMI | {K: EKONOMI[K] + VART} | TABLES)
    assert said(folder, "nyckeltal-bredvid-dolda-tal") == []
    for old, new in ((EXPLAINED, ""), ("arbete: 15", "arbete: skyddat"), ("arbete: 8", "arbete: skyddat")):
        folder.edit(U, old, new)
    [found] = said(folder, "nyckeltal-bredvid-dolda-tal")
    assert found.endswith(
        "varning: antal är 12, och insatsen rosa har dolda tal bland utfallen (nyckeltal vidare). Går ett dolt tal att räkna ut "
        "med det? Ta bort raden då. Kvittera annars."
    )


def test_beräkning_på_få_deltagare(folder: Folder) -> None:
    folder = folder.with_tables(EKONOMI)
    assert said(folder, "beräkning-på-få-deltagare") == []
    lines = (folder.path / E).read_text("utf8").splitlines(keepends=True)
    folder.write(E, "".join("  deltagare: 4\n" if line.startswith("  deltagare:") else line for line in lines))
    [found] = said(folder, "beräkning-på-få-deltagare")
    assert "fel: deltagare är under 5 (beräkning " in found
    assert found.endswith("Så få personer går att känna igen. Ta bort deltagare och beloppen per deltagare.")


@pytest.mark.parametrize(("per", "antal"), [(100000, 4), (133333, 3), (400000, 1), (50000, None), (90000, None)])
def test_kostnaden_röjer_antalet(folder: Folder, per: int, antal: int | None) -> None:
    folder = folder.with_tables(EKONOMI)
    text = (folder.path / E).read_text("utf8")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("  kostnad_per_deltagare:")]
    place = next(number for number, line in enumerate(lines) if line.startswith("  insats: rosa"))
    folder.write(E, "".join([*lines[: place + 1], f"  kostnad_per_deltagare: {per}\n", *lines[place + 1 :]]))
    insatser = (folder.path / "insatser.yaml").read_text("utf8")
    folder.write(
        "insatser.yaml", insatser.replace("- id: rosa\n", "- id: rosa\n  budget:\n    - år: 2020\n      belopp: 400000\n")
    )
    found = said(folder, "kostnaden-röjer-antalet")
    assert len(found) == bool(antal)
    for one in found:
        assert f"kostnad_per_deltagare är {per}, och budgetens 400000 kronor delat med det är {antal} deltagare" in one


def test_faktiska_deltagare_i_helheten_bredvid_delens_utfall(folder: Folder) -> None:
    """Också när delens utfall bara har stått på webbplatsen förut."""
    folder = folder.with_tables(TABLES)
    folder.edit(INS, "namn: Rosa rummet\n", "namn: Rosa rummet\n  ingår_i:\n    insats: gul\n")
    folder.edit(INS, "namn: Gula gården\n", "namn: Gula gården\n  deltagare:\n    - period: 2024\n      faktiska: 140\n")
    [found] = said(folder, "faktiska-deltagare-räknas-två-gånger")
    assert "deltagare.faktiska står här, men det finns också utfall för rosa (insats gul)." in found
    folder.write(U, "[]\n")
    assert said(folder, "faktiska-deltagare-räknas-två-gånger") == []
    folder.write("publicerat.yaml", PUBLICERAT)
    assert said(folder, "faktiska-deltagare-räknas-två-gånger") == [found]
