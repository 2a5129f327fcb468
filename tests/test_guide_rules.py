"""Guidens regler: ett misstag i små felfria tabeller ger just det fynd som står här, ord för ord."""

import pytest

from tests import minimal
from tests.minimal import Folder

SOURCE = "  källa:\n    - dokument: plan\n"
TABLES = {
    "roller.yaml": "- id: ledare\n  namn: Projektledare\n  vad: Driver insatsen.\n" + SOURCE,
    "steg.yaml": "- id: skriv\n  namn: Skriv\n  del: ansök\n  kort: Ni skriver.\n  vad: Ni skriver ansökan.\n  roller:\n"
    "    - roll: ledare\n      gör: skriver\n  resultat: En ansökan.\n" + SOURCE,
    "provning.yaml": "- id: start\n  fråga: Är ni två?\n  svar:\n    - text: Ja\n      till: fler\n    - text: Nej\n      till: nej\n"
    + SOURCE
    + "- id: fler\n  fråga: Har ni mandat?\n  svar:\n    - text: Ja\n      till: ja\n    - text: Nej\n"
    "      till: nej\n"
    + SOURCE
    + "- id: ja\n  besked: ja\n  rubrik: Ja\n  gör_nu:\n    - vad: Skriv.\n"
    + SOURCE
    + "- id: nej\n  besked: nej\n  rubrik: Nej\n  gör_nu:\n    - vad: Fråga kansliet.\n"
    + SOURCE,
    "blankettfalt.yaml": "- id: syfte\n  rubrik: Syfte\n  fråga: Vad vill ni?\n  hjälp: Skriv kort.\n  bra_exempel: Fler i arbete.\n"
    "  krävs: ja\n  gäller:\n    - strukturell\n  längd: 20\n" + SOURCE,
    "arshjul.yaml": "- id: kvartal\n  vad: Fakturera.\n  förbund: alfa\n  dag: 03-31\n  roller:\n    - ledare\n" + SOURCE,
    "rapportkrav.yaml": "- id: slut\n  förbund: alfa\n  rapport: Slutrapport\n  enligt: planen\n  senast:\n    antal: 3\n"
    "    enhet: månader\n    räknat: efter\n" + SOURCE,
    "moten.yaml": "- id: mars\n  organ: styrelsen\n  datum: 2027-03-12\n  sista_dag: 2027-02-19\n" + SOURCE,
}


@pytest.fixture
def folder(folder: Folder) -> Folder:
    return folder.with_tables(TABLES)


@pytest.mark.parametrize(
    ("rule", "file", "old", "new", "finding"),
    [
        (
            "högst",
            "blankettfalt.yaml",
            "längd: 20",
            "längd: 10",
            "data/blankettfalt.yaml:5:16 fel: bra_exempel är 14 tecken långt, men längd är 10 (blankettfält syfte). Korta texten, "
            "eller höj längd.",
        ),
        (
            "inte_efter",
            "moten.yaml",
            "sista_dag: 2027-02-19",
            "sista_dag: 2027-03-19",
            "data/moten.yaml:3:3 fel: datum 2027-03-12 ligger före sista_dag 2027-03-19 (möte mars). Rätta det datum som är fel.",
        ),
        (
            "dagen_finns_inte_i_månaden",
            "arshjul.yaml",
            "dag: 03-31",
            "dag: 04-31",
            "data/arshjul.yaml:4:8 fel: dag 04-31 finns inte i månaden (datum kvartal). Rätta dagen, eller skriv 04-sista för månadens "
            "sista dag.",
        ),
        (
            "dagen_finns_inte_i_månaden",
            "arshjul.yaml",
            "  roller:",
            "  sort: faktura\n  period:\n    från: 01-01\n    till: 02-30\n  roller:",
            "data/arshjul.yaml:8:11 fel: period.till 02-30 finns inte i månaden (datum kvartal). Rätta dagen, eller skriv 02-sista för "
            "månadens sista dag.",
        ),
        (
            "rapport_med_sista_dag",
            "arshjul.yaml",
            "  roller:",
            "  rapport: Halvårsrapport\n  sista_dag: 04-30\n  roller:",
            "data/arshjul.yaml:6:3 fel: Rapporten ska ha lämnats den dag som står i dag (datum kvartal). Ta bort sista_dag, eller ta bort "
            "rapport om det är något annat än en rapport.",
        ),
        (
            "dagen_är_inget_åtagande",
            "arshjul.yaml",
            "  roller:",
            "  sista_dag: 04-30\n  roller:",
            "data/arshjul.yaml:5:3 varning: sista_dag används inte, för raden har varken rapport eller sort (datum kvartal). Skriv sort, så "
            "står dagen på insatsernas listor, eller ta bort sista_dag.",
        ),
        (
            "krav_med_dag_som_återkommer",
            "rapportkrav.yaml",
            "  senast:",
            "  återkommer: varje år\n  senast:",
            "data/rapportkrav.yaml:6:3 fel: Kravet återkommer och kan inte ha en enda sista dag (rapportkrav slut). Ta bort senast och "
            "skriv dagarna i arshjul, eller ta bort återkommer.",
        ),
        (
            "fråga_eller_besked",
            "provning.yaml",
            "  besked: nej\n",
            "  besked: nej\n  fråga: Vad?\n",
            "data/provning.yaml:26:3 fel: Raden är både en fråga och ett besked (fråga nej). Ta bort fråga och svar, eller besked och "
            "rubrik.",
        ),
        (
            "fråga_eller_besked",
            "provning.yaml",
            "  rubrik: Nej\n",
            "",
            "data/provning.yaml:26:3 fel: Ett besked behöver besked, rubrik och gör_nu (fråga nej). Lägg till det som saknas.",
        ),
        (
            "fråga_eller_besked",
            "provning.yaml",
            "  fråga: Har ni mandat?\n",
            "",
            "data/provning.yaml:10:3 fel: En fråga behöver fråga och minst två svar (fråga fler). Lägg till det som saknas.",
        ),
        (
            "frågorna_går_i_cirkel",
            "provning.yaml",
            "      till: ja\n",
            "      till: start\n",
            "data/provning.yaml:10:3 fel: Svaren leder i cirkel: start → fler → start (fråga fler). Låt något av svaren leda till ett "
            "besked.",
        ),
        (
            "rad_nås_inte",
            "provning.yaml",
            "      till: fler\n",
            "      till: ja\n",
            "data/provning.yaml:10:3 fel: Inget svar leder hit (fråga fler). Låt ett svar leda hit, eller ta bort raden.",
        ),
        (
            "förkortning_saknas_i_ordlistan",
            "steg.yaml",
            "vad: Ni skriver ansökan.",
            "vad: Ni skriver till QXZ.",
            "data/steg.yaml:5:8 råd: Förkortningen QXZ finns inte i ordlistan (steg skriv). Lägg till den i begrepp, eller skriv ut "
            "orden.",
        ),
        (
            "tom_lista",
            "steg.yaml",
            "  roller:\n    - roll: ledare\n      gör: skriver\n",
            "",
            "data/steg.yaml:1:3 fel: Fältet roller saknas (steg skriv).",
        ),
        (
            "saknat_fält",
            "blankettfalt.yaml",
            "  hjälp: Skriv kort.\n",
            "",
            "data/blankettfalt.yaml:1:3 fel: Fältet hjälp saknas (blankettfält syfte).",
        ),
        ("saknat_fält", "arshjul.yaml", SOURCE, "", "data/arshjul.yaml:1:3 fel: Fältet källa saknas (datum kvartal)."),
    ],
)
def test_a_mistake_gives_its_finding(folder, rule, file, old, new, finding) -> None:
    folder.edit(file, old, new)
    found = [str(one) for one in minimal.examine(folder.path).findings]
    assert any(one.startswith(finding) for one in found), found
