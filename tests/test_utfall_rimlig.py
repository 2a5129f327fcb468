"""Utfall som knappast kan stämma: fynden ord för ord."""

import pytest

from tests import minimal
from tests.minimal import Folder
from tests.utfallsfiler import TABLES, U, group, row

NEXT = "    från: 2025-07-01\n    till: 2026-06-30\n"
MANY_LEFT = group()  # hundra fler av varje kön är kvar
for _old, _new in (("132", "332"), ("70", "170"), ("62", "162")):
    MANY_LEFT = MANY_LEFT.replace(f"aktiva: {_old}\n", f"aktiva: {_new}\n")
for _old, _new in (("45", "245"), ("25", "125"), ("20", "120")):
    MANY_LEFT = MANY_LEFT.replace(f"aktiva_nästa: {_old}\n", f"aktiva_nästa: {_new}\n")


@pytest.fixture
def folder(folder: Folder) -> Folder:
    return folder.with_tables(TABLES)


def with_means(total: str, women: str, men: str) -> str:
    """Tre rader med tiden i insatsen."""
    means = {"totalt": total, "kvinnor": women, "män": men}
    return "".join(row(kön).replace("  källa:", f"  genomströmningstid: {mean}\n  källa:") for kön, mean in means.items())


@pytest.mark.parametrize(
    ("rule", "content", "finding"),
    [
        (
            "orimligt-medelvärde",
            with_means("150", "140", "160"),
            "data/utfall.yaml:18:23 varning: genomströmningstid är 150 månader (utfall totalt). Är det dagar? Skriv då 5.0. "
            "Annars kvittera talet.",
        ),
        (
            "medelvärdet-ligger-utanför",
            with_means("15.5", "14.5", "13"),
            "data/utfall.yaml:18:23 varning: genomströmningstid är 15.5 för alla, men mellan 13 och 14.5 för kvinnor och män "
            "(utfall totalt). Rätta det tal som är fel.",
        ),
        (
            "färre-aktiva-än-de-som-var-kvar",
            MANY_LEFT + group("n", "rosa", NEXT),
            "aktiva är 132, men 245 var kvar när 2024-07-01–2025-06-30 slutade (utfall ntotalt). Rätta det tal som är fel.",
        ),
    ],
)
def test_what_can_hardly_be_right_is_told(folder: Folder, rule: str, content: str, finding: str) -> None:
    folder.write(U, content)
    found = [one for one in minimal.examine(folder.path).findings if one.rule == rule]
    assert found
    assert str(found[0]).endswith(finding)


def test_means_between_the_sexes_and_enough_active_are_right(folder: Folder) -> None:
    folder.write(U, with_means("13.8", "14.5", "13") + group("n", "rosa", NEXT))
    assert folder.findings() == []


def test_a_misspelt_protected_number_is_understood(folder: Folder) -> None:
    folder.edit(U, "arbete: 15", "arbete: skyddad")
    assert folder.findings() == ["data/utfall.yaml:10:11 fel: arbete skyddad har fel form (utfall totalt). Skriv skyddat."]
