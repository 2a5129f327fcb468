"""Rekvisitionernas regler: ett misstag i en liten felfri datamapp ger just det fynd som står här."""

import pytest

from tests.minimal import Folder, case, check_case

R = "rekvisitioner.yaml"
TABLES = {
    "kostnadsslag.yaml": """\
- id: personal
  namn: Personal
  vad: Lön.
  källa:
    - dokument: plan
- id: deltagares-lon
  namn: Lön till deltagare
  vad: Lön.
  ersätts_inte_i:
    - strukturell
  regel: Förbundet ersätter inte deltagarnas lön.
  källa:
    - dokument: plan
""",
    R: """\
- id: rosa-2019-1
  insats: rosa
  år: 2019
  kvartal: 1
  sökt: 400000
  betalt: 400000
  avvikelse: 25000
  förklaring: Dyrare lokal.
  kostnader:
    - kostnad: personal
      belopp: 350000
    - kostnad: deltagares-lon
      belopp: 50000
  källa:
    - dokument: plan
- id: rosa-2019-2
  insats: rosa
  år: 2019
  kvartal: 2
  sökt: 1100000
  källa:
    - dokument: plan
""",
}
CASES = [
    case(
        "unik_inom",
        R,
        "kvartal: 2",
        "kvartal: 1",
        "data/rekvisitioner.yaml:19:12 fel: kvartal 1 finns redan på rad 4 med samma insats och år (rekvisition rosa-2019-2). "
        "Rätta insats, år eller kvartal, eller ta bort raden om den är inlagd två gånger.",
    ),
    case(
        "kvartalet_utanför_projekttiden",
        R,
        "år: 2019\n  kvartal: 2",
        "år: 2020\n  kvartal: 2",
        "data/rekvisitioner.yaml:19:12 fel: Kvartalet april–juni 2020 ligger efter slutet 2020-03-31 för insatsen rosa "
        "(rekvisition rosa-2019-2). Rätta år och kvartal, eller insatsens projekttid.",
    ),
    case(
        "kvartalet_utanför_projekttiden",
        R,
        "år: 2019\n  kvartal: 2",
        "år: 2017\n  kvartal: 1",
        "data/rekvisitioner.yaml:19:12 fel: Kvartalet januari–mars 2017 ligger före starten 2017-05-02 för insatsen rosa "
        "(rekvisition rosa-2019-2). Rätta år och kvartal, eller insatsens projekttid.",
    ),
    case(
        "kvartalet_har_inte_börjat",
        R,
        "insats: rosa\n  år: 2019\n  kvartal: 2",
        "insats: gul\n  år: 2027\n  kvartal: 1",
        "data/rekvisitioner.yaml:19:12 varning: Kvartalet januari–mars 2027 har inte börjat (rekvisition rosa-2019-2). Rätta "
        "år och kvartal, om det inte är pengar i förskott.",
    ),
    case(
        "begärt_mer_än_beviljat",
        R,
        "sökt: 1100000",
        "sökt: 1100001",
        "data/rekvisitioner.yaml:20:9 varning: Med 1100001 här har insatsen begärt 1500001 för 2019, men förbundet har "
        "beviljat 1500000 (rekvisition rosa-2019-2). Rätta sökt, eller beloppet i insatsens budget.",
    ),
    case(
        "betalt_mer_än_begärt",
        R,
        "betalt: 400000",
        "betalt: 400001",
        "data/rekvisitioner.yaml:6:11 varning: betalt är 400001, men sökt är 400000 (rekvisition rosa-2019-1). Rätta det "
        "belopp som är fel.",
    ),
    case(
        "specifikationen_blir_inte_summan",
        R,
        "belopp: 350000",
        "belopp: 340000",
        "data/rekvisitioner.yaml:5:9 fel: sökt är 400000, men kostnaderna är tillsammans 390000 (rekvisition rosa-2019-1). "
        "Rätta sökt eller den kostnad som är fel.",
    ),
    case(
        "kostnaden_ersätts_inte",
        "insatser.yaml",
        "typ: individinriktad",
        "typ: strukturell",
        "data/rekvisitioner.yaml:13:15 fel: Förbundet ersätter inte deltagarnas lön. Ta bort 50000 på Lön till deltagare, "
        "eller rätta insatsens typ (rekvisition rosa-2019-1).",
    ),
    case(
        "avvikelsen_är_inte_förklarad",
        R,
        "  förklaring: Dyrare lokal.\n",
        "",
        "data/rekvisitioner.yaml:7:14 råd: avvikelse är 25000, men förklaring saknas (rekvisition rosa-2019-1). Skriv varför i "
        "förklaring.",
    ),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "findings"), CASES)
def test_ett_misstag_ger_sitt_fynd(folder: Folder, rule: str, file: str, old: str, new: str, findings: list[str]) -> None:
    check_case(folder.with_tables(TABLES), rule, file, old, new, findings)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (R, "  förklaring: Dyrare lokal.\n  kostnader:\n", "  kostnader:\n    - kostnad: personal\n      belopp: 0\n      "
         "förklaring: Dyrare.\n"),
        (R, "sökt: 1100000", "sökt: 0"),
        ("insatser.yaml", "belopp: 1500000", "belopp: 9\n      finansiär: ESF"),
        ("insatser.yaml", "belopp: 1500000", "belopp: 9\n      läge: sökt"),
    ],
)  # fmt: skip
def test_det_som_är_rätt_ger_inget_fynd(folder: Folder, file: str, old: str, new: str) -> None:
    """En kostnads förklaring räcker, och andra finansiärers och sökta pengar är inte förbundets beviljade."""
    folder = folder.with_tables(TABLES)
    if file == R and "kostnad: personal\n      belopp: 0" in new:
        folder.edit(R, "    - kostnad: personal\n      belopp: 350000\n", "")
        folder.edit(R, "belopp: 50000\n", "belopp: 400000\n")
    folder.edit(file, old, new)
    assert folder.findings() == []
