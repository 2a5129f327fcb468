"""Insatsernas pengar och deltagare: ett misstag i en liten felfri datamapp ger just det fynd som står här."""

import pytest

from tests.minimal import INS, Folder, case, check_case, examine

DELTAGARE = "  deltagare:\n    - period: 2019\n"
CASES = [
    case(
        "samma_budgetpost_två_gånger",
        INS,
        "belopp: 1500000\n",
        "belopp: 1500000\n    - år: 2019\n      belopp: 5\n",
        "data/insatser.yaml:19:11 fel: budget.år 2019 finns redan på rad 17 i samma insats (insats rosa). Rätta den ena, slå "
        "ihop dem, eller skriv finansiär på båda.",
    ),
    case(
        "samma_budgetpost_två_gånger",
        INS,
        "belopp: 1500000\n",
        "belopp: 1500000\n      finansiär: ESF\n    - år: 2019\n      belopp: 5\n    - år: 2019\n      belopp: 6\n"
        "      finansiär: ESF\n      läge: beviljat\n",
        "data/insatser.yaml:22:11 fel: budget.år 2019 för ESF finns redan på rad 17 i samma insats (insats rosa). Rätta den "
        "ena, slå ihop dem, eller skriv finansiär på båda.",
    ),
    case(
        "budgetens_andelar_går_inte_ihop",
        INS,
        "belopp: 1500000\n",
        "belopp: 1500000\n      finansiär: ESF\n      andel: 60\n    - år: 2019\n      belopp: 5\n      andel: 30\n",
        "data/insatser.yaml:23:14 varning: Finansiärernas andelar 2019 blir 90 procent, inte 100 (insats rosa). Rätta "
        "andelarna, eller lägg till den finansiär som saknas.",
    ),
    case(
        "deltagarnas_perioder_går_i_varandra",
        INS,
        "  budget:\n",
        f"{DELTAGARE}      planerade: 20\n    - period: hösten 2019\n      planerade: 8\n  budget:\n",
        "data/insatser.yaml:19:7 fel: deltagare.period hösten 2019 går in i 2019 på rad 17 (insats rosa). Skriv perioder som "
        "inte överlappar, så att ingen liten grupp går att räkna ut.",
    ),
    case(
        "typen_har_inga_deltagare",
        INS,
        "typ: individinriktad\n",
        f"typ: strukturell\n{DELTAGARE}      planerade: 20\n",
        "data/insatser.yaml:4:3 råd: Insatsen har deltagare, men typen strukturell följer inga (insats rosa). Rätta typ, eller "
        "ta bort deltagare.",
    ),
    case(
        "fel_värde",
        INS,
        "  budget:\n",
        f"{DELTAGARE}      faktiska: 3\n  budget:\n",
        "data/insatser.yaml:18:17 fel: deltagare.faktiska 3 har fel form (insats rosa). Skriv ett antal från 5 och uppåt, "
        "eller <5 när det är färre än fem (talet självt skrivs aldrig).",
    ),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "findings"), CASES)
def test_ett_misstag_ger_sitt_fynd(folder: Folder, rule: str, file: str, old: str, new: str, findings: list[str]) -> None:
    check_case(folder, rule, file, old, new, findings)


@pytest.mark.parametrize(
    "written",
    [
        "budget:\n    - {år: 2019, belopp: 5, finansiär: ESF, andel: 33.3}\n    - {år: 2019, belopp: 10, andel: 66.7}\n",
        "budget:\n    - {år: 2019, belopp: 5, finansiär: ESF, andel: 40}\n    - {år: 2019, belopp: 10}\n",
        "budget:\n    - {år: 2019, belopp: 5, läge: sökt}\n    - {år: 2019, belopp: 4, läge: beviljat}\n",
        "deltagare:\n    - {period: våren 2019, planerade: 5, faktiska: 7}\n    - {period: hösten 2019, faktiska: <5}\n",
        "deltagare:\n    - {period: 2018-09, till: 2019-06, planerade: 5}\n    - {period: 2019-07, planerade: 9}\n",
    ],
)
def test_det_som_går_ihop_ger_inga_fynd(folder: Folder, written: str) -> None:
    folder.edit(INS, "budget:\n    - år: 2019\n      belopp: 1500000\n", written)
    assert folder.findings() == []


TWICE = "Av skillnaden går en liten grupp att räkna ut."


def test_deltagare_räknas_i_helheten_eller_i_delen(folder: Folder) -> None:
    folder.edit(INS, "namn: Rosa rummet\n", f"namn: Rosa rummet\n{DELTAGARE}      faktiska: 20\n")
    part = f"namn: Gula gården\n  ingår_i:\n    insats: rosa\n{DELTAGARE}      faktiska: 17\n"
    folder.edit(INS, "namn: Gula gården\n", part)
    [finding] = examine(folder.path).findings
    assert finding.rule == "faktiska-deltagare-räknas-två-gånger"
    assert str(finding) == (
        "data/insatser.yaml:34:7 fel: deltagare.faktiska står här, men det finns också faktiska deltagare för rosa (insats gul). "
        f"{TWICE} Skriv antalet antingen för helheten eller för delen."
    )
    folder.edit(INS, "faktiska: 17", "planerade: 17")
    assert folder.findings() == []
