"""Redovisningens regler, och vad rapportbiblioteket vet om en insats redovisning."""

import pytest

from macros.model.insats import Redovisning
from macros.model.rapport import inlagda
from macros.model.tid import Tidpunkt
from tests import rader
from tests.minimal import INS, Folder, case, check_case
from tests.rader import Rad, register_of

REPORT = "    - vad: Slutrapport\n      när: 2019-10\n      läge: klar\n      länk: /resultat/slutrapporter/\n"
PLANNED = "    - vad: Slutrapport\n      när: 2019-10\n      läge: planerad\n"
PASSED = (
    "data/insatser.yaml:13:7 råd: Slutrapport var planerad till 2019-10 (insats rosa). Lägg in den i slutrapporter, eller "
    "skriv läge: klar om den finns, annars en ny tid."
)
ENTERED = """\
- id: rosa-slutrapport
  titel: Slutrapport om Rosa rummet
  sort: {sort}
  insatser:
    - {insats}
  datum: 2019-12
  källa:
    - dokument: plan
"""
CASES = [
    case("planerad_rapport_har_passerat", INS, REPORT, PLANNED, PASSED),
    case(
        "klar_före_sin_tid",
        INS,
        "när: 2019-10",
        "när: 2027-05",
        "data/insatser.yaml:14:7 varning: Slutrapport är klar, men planerad till 2027-05, som inte har varit (insats rosa). "
        "Skriv lämnad: och dagen den kom, eller läge: planerad.",
    ),
    case(
        "inte_efter",
        INS,
        "      läge: klar\n",
        "      läge: klar\n      lämnad: 2027-05\n",
        "data/insatser.yaml:15:15 varning: redovisning.lämnad 2027-05 ligger i framtiden (insats rosa). Rätta tiden, eller "
        "vänta med uppgiften tills den har varit.",
    ),
    case(
        "klar_utan_dag",
        INS,
        "      när: 2019-10\n",
        "",
        "data/insatser.yaml:13:7 råd: Slutrapport är klar, men dagen saknas (insats rosa). Skriv lämnad: och dagen den kom, "
        "eller bara månaden eller året.",
    ),
    case(
        "bara_när",
        INS,
        "      när: 2019-10\n      läge: klar\n",
        "      läge: planerad\n      lämnad: 2019-11\n",
        "data/insatser.yaml:14:7 fel: redovisning.lämnad skrivs bara när läge är klar, men läge är planerad (insats rosa). Ta "
        "bort lämnad, eller rätta läge.",
    ),
    case(
        "inte_efter",
        INS,
        "      när: 2019-10\n      läge: klar\n",
        "      läge: klar\n      lämnad: 2016-11\n",
        "data/insatser.yaml:14:7 fel: redovisning.lämnad 2016-11 ligger före projekttid.start 2017-05-02 (insats rosa). Rätta "
        "det datum som är fel.",
    ),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "findings"), CASES)
def test_ett_misstag_ger_sitt_fynd(folder: Folder, rule: str, file: str, old: str, new: str, findings: list[str]) -> None:
    check_case(folder, rule, file, old, new, findings)


@pytest.mark.parametrize(
    "report", ["      läge: klar\n      lämnad: 2019-11-04\n", "      när: 2027-05\n      läge: planerad\n"]
)
def test_en_lämnad_och_en_kommande_rapport_är_utan_fynd(folder: Folder, report: str) -> None:
    folder.edit(INS, "      när: 2019-10\n      läge: klar\n", report)
    assert folder.findings() == []


@pytest.mark.parametrize(
    ("sort", "insats", "findings"),
    [("slutrapport", "rosa", []), ("delrapport", "rosa", [PASSED]), ("slutrapport", "gul", [PASSED])],
)
def test_en_inlagd_rapport_är_besked_nog(folder: Folder, sort: str, insats: str, findings: list[str]) -> None:
    folder.edit(INS, REPORT, PLANNED)
    folder.write("slutrapporter.yaml", ENTERED.format(sort=sort, insats=insats))
    assert folder.findings() == findings


def test_när_biblioteket_inte_går_att_läsa_sägs_inget_om_det_som_kan_stå_där(folder: Folder) -> None:
    folder.edit(INS, REPORT, PLANNED)
    folder.write("slutrapporter.yaml", b"\xff")
    assert [finding.split(":")[0] for finding in folder.findings()] == ["data/slutrapporter.yaml"]


def rapport(id_: str, sort: str = "slutrapport", **fields: object) -> Rad:
    return Rad(
        {"id": id_, "titel": f"Rapport {id_}", "sort": sort, "förbund": "alfa", "insatser": ["ett"], "källa": []} | fields
    )


@pytest.mark.parametrize(
    ("redovisning", "rapporter", "known"),
    [
        ([], [], []),
        ([], [rapport("r", datum="2020")], [("Slutrapport", "klar", "2020", "/resultat/slutrapporter/r/")]),
        ([], [rapport("r", "utvärderingsrapport")], []),
        ([{"vad": "Delrapport"}], [rapport("r", "utvärderingsrapport")], [("Delrapport", "", "", "")]),
        (
            [{"vad": "Extern slutrapport", "när": "2019-10", "läge": "planerad"}],
            [rapport("r", datum="2020")],
            [("Extern slutrapport", "klar", "2020", "/resultat/slutrapporter/r/")],
        ),
        (
            [{"vad": "Slutrapport", "läge": "klar", "lämnad": "2019-11-04", "länk": "https://exempel.se/r.pdf"}],
            [rapport("r", datum="2020")],
            [("Slutrapport", "klar", "2019-11-04", "https://exempel.se/r.pdf")],
        ),
        (
            [{"vad": "Delrapport", "när": "2018"}, {"vad": "Delrapport", "när": "2020"}, {"vad": "Årsrapport"}],
            [rapport("r", "delrapport", datum="våren 2020"), rapport("s", datum="2021")],
            [
                ("Delrapport", "", "", ""),
                ("Delrapport", "klar", "våren 2020", "/resultat/slutrapporter/r/"),
                ("Årsrapport", "", "", ""),
                ("Slutrapport", "klar", "2021", "/resultat/slutrapporter/s/"),
            ],
        ),
        (
            [{"vad": "Halvårets slutrapport", "återkommer": "varje år"}],
            [rapport("r")],
            [("Halvårets slutrapport", "", "", ""), ("Slutrapport", "klar", "", "/resultat/slutrapporter/r/")],
        ),
    ],
)
def test_en_rapport_som_är_inlagd_är_känd_i_redovisningen(redovisning, rapporter, known):
    register = register_of(insatser=[rader.insats(redovisning=redovisning)], slutrapporter=rapporter)
    found = register.uppföljning.bibliotek.redovisningar(register.insatser[0])
    assert [(one.vad, one.läge, str(one.lämnad or ""), one.länk) for one in found] == known


def test_den_som_länkar_till_rapporten_är_den_och_en_rad_är_en_rapport():
    rows = [Redovisning("Slutrapport"), Redovisning("Rapport", länk="/resultat/slutrapporter/r/"), Redovisning("Slutrapport")]

    class One:
        sort, datum, adress = "slutrapport", Tidpunkt.av("2020"), "resultat/slutrapporter/r/"

    class Two(One):
        adress = "resultat/slutrapporter/s/"

    assert inlagda(rows, [Two(), One(), Two(), Two()]) == [0, 1, 2, None]
