"""Ett misstag i en liten felfri datamapp ger just det fynd som står här, ord för ord: dagar, årtal, belopp och andra tal."""

import pytest

from tests.minimal import INS, Folder, K, N, P, case, check_case

CASES = [
    case(
        "fel_värde",
        INS,
        "start: 2017-05-02",
        "start: 2017/05",
        "data/insatser.yaml:5:12 fel: projekttid.start 2017/05 har fel form (insats rosa). Skriv 2017-05.",
    ),
    case(
        "fel_värde",
        INS,
        "start: 2017-05-02",
        "start: 2017-05-02T00:00:00.000Z",
        "data/insatser.yaml:5:12 fel: projekttid.start 2017-05-02T00:00:00.000Z har fel form (insats rosa). Skriv 2017-05-02.",
    ),
    case(
        "fel_värde",
        INS,
        "start: 2017-05-02",
        'start: "2017-05-02 00:00:00"',
        "data/insatser.yaml:5:12 fel: projekttid.start 2017-05-02 00:00:00 har fel form (insats rosa). Skriv 2017-05-02.",
    ),
    case(
        "fel_värde",
        INS,
        "start: 2017-05-02",
        "start: 42857",
        "data/insatser.yaml:5:12 fel: projekttid.start 42857 har fel form (insats rosa). Skriv 2017-05-02.",
    ),
    case(
        "fel_värde",
        INS,
        "start: 2017-05-02",
        'start: "42857,0"',
        "data/insatser.yaml:5:12 fel: projekttid.start 42857,0 har fel form (insats rosa). Skriv 2017-05-02.",
    ),
    case(
        "fel_värde",
        INS,
        "start: 2017-05-02",
        "start: Q2 2017",
        "data/insatser.yaml:5:12 fel: projekttid.start Q2 2017 har fel form (insats rosa). Skriv 2017-04, kvartalets första månad.",
    ),
    case(
        "fel_värde",
        INS,
        "start: 2017-05-02",
        "start: 2017 kvartal 2",
        "data/insatser.yaml:5:12 fel: projekttid.start 2017 kvartal 2 har fel form (insats rosa). Skriv 2017-04, kvartalets första månad.",
    ),
    case(
        "fel_värde",
        INS,
        "start: 2017-05-02",
        "start: 2017-05-01T22:00:00Z",
        "data/insatser.yaml:5:12 fel: projekttid.start 2017-05-01T22:00:00Z har fel form (insats rosa). Skriv en tidpunkt som "
        "2019-08-12, 2019-11, 2019, okt 2020 eller våren 2018.",
    ),
    case(
        "fel_värde",
        INS,
        "slut: 2020-03-31",
        "slut: Q3 2020",
        "data/insatser.yaml:6:11 fel: projekttid.slut Q3 2020 har fel form (insats rosa). Skriv 2020-09, kvartalets sista månad.",
    ),
    case(
        "fel_värde",
        INS,
        "senast_granskad: 2026-11-22",
        "senast_granskad: 46348",
        "data/insatser.yaml:24:20 fel: senast_granskad 46348 har fel form (insats rosa). Skriv 2026-11-22.",
    ),
    case(
        "fel_värde",
        INS,
        "belopp: 1500000",
        "belopp: 1 500 000:-",
        "data/insatser.yaml:18:15 fel: budget.belopp 1 500 000:- går inte att läsa (insats rosa). Skriv 1500000.",
    ),
    case(
        "fel_värde",
        INS,
        "belopp: 1500000",
        "belopp: 1,5 mkr",
        "data/insatser.yaml:18:15 fel: budget.belopp 1,5 mkr går inte att läsa (insats rosa). Skriv 1500000.",
    ),
    case(
        "fel_värde",
        INS,
        "belopp: 1500000",
        "belopp: 1,5 miljoner kronor",
        "data/insatser.yaml:18:15 fel: budget.belopp 1,5 miljoner kronor går inte att läsa (insats rosa). Skriv 1500000.",
    ),
    case(
        "fel_värde",
        INS,
        "belopp: 1500000",
        "belopp: 1 500 tkr",
        "data/insatser.yaml:18:15 fel: budget.belopp 1 500 tkr går inte att läsa (insats rosa). Skriv 1500000.",
    ),
    case(
        "fel_värde",
        INS,
        "belopp: 1500000",
        "belopp: 1.5 Mkr",
        "data/insatser.yaml:18:15 fel: budget.belopp 1.5 Mkr går inte att läsa (insats rosa). Skriv 1500000.",
    ),
    case(
        "fel_värde",
        INS,
        "belopp: 1500000",
        "belopp: 0,0015 miljarder",
        "data/insatser.yaml:18:15 fel: budget.belopp 0,0015 miljarder går inte att läsa (insats rosa). Skriv 1500000.",
    ),
    case(
        "fel_värde",
        INS,
        "start: 2017-05-02",
        "start: 2/5 2017",
        "data/insatser.yaml:5:12 fel: projekttid.start 2/5 2017 har fel form (insats rosa). Skriv 2017-05-02.",
    ),
    case(
        "fel_värde",
        INS,
        "start: 2017-05-02",
        "start: ungefär 2017",
        "data/insatser.yaml:5:12 fel: projekttid.start ungefär 2017 har fel form (insats rosa). Skriv en tidpunkt som "
        "2019-08-12, 2019-11, 2019, okt 2020 eller våren 2018.",
    ),
    case(
        "fel_värde",
        INS,
        "start: 2017-05-02",
        "start: vt 2017",
        "data/insatser.yaml:5:12 fel: projekttid.start vt 2017 har fel form (insats rosa). Skriv våren 2017.",
    ),
    case(
        "fel_värde",
        INS,
        "slut: tills vidare",
        "slut: tillsvidare",
        "data/insatser.yaml:29:11 fel: projekttid.slut tillsvidare har fel form (insats gul). Skriv tills vidare.",
    ),
    case(
        "fel_värde",
        INS,
        "slut: tills vidare",
        "slut: pågår",
        "data/insatser.yaml:29:11 fel: projekttid.slut pågår har fel form (insats gul). Skriv en tidpunkt som "
        "2019-08-12 eller 2019-11, eller orden tills vidare. Ta bort fältet om uppgiften saknas.",
    ),
    case(
        "fel_värde",
        INS,
        "senast_granskad: 2026-11-22",
        "senast_granskad: 2026-11",
        "data/insatser.yaml:24:20 fel: senast_granskad 2026-11 har fel form (insats rosa). Skriv ett datum som 2026-11-22.",
    ),
    case(
        "fel_värde",
        P,
        "andel: 25",
        "andel: 12,5",
        "data/parter.yaml:4:23 fel: huvudmannens_andel 12,5 går inte att läsa (part alfa-stad). Skriv 12.5.",
    ),
    case(
        "fel_värde",
        P,
        "andel: 25",
        "andel: 250",
        "data/parter.yaml:4:23 fel: huvudmannens_andel 250 är utanför gränsen (part alfa-stad). Skriv högst 100.",
    ),
    case(
        "fel_värde",
        P,
        "andel: 25",
        "andel: -1",
        "data/parter.yaml:4:23 fel: huvudmannens_andel -1 är utanför gränsen (part alfa-stad). Skriv lägst 0.",
    ),
    case(
        "fel_värde",
        INS,
        "belopp: 1500000",
        "belopp: 1 500 000",
        "data/insatser.yaml:18:15 fel: budget.belopp 1 500 000 går inte att läsa (insats rosa). Skriv 1500000.",
    ),
    case(
        "fel_värde",
        INS,
        "belopp: 1500000",
        "belopp: drygt 1 500 000",
        "data/insatser.yaml:18:15 fel: budget.belopp drygt 1 500 000 går inte att läsa (insats rosa). Skriv ett heltal "
        "med bara siffror, till exempel 1500000.",
    ),
    case(
        "fel_värde",
        INS,
        "belopp: 1500000",
        "belopp: 1_500_000",
        "data/insatser.yaml:18:15 fel: budget.belopp 1_500_000 går inte att läsa (insats rosa). Skriv 1500000.",
    ),
    case(
        "fel_värde",
        INS,
        "år: 2019",
        "år: 19",
        "data/insatser.yaml:17:11 fel: budget.år 19 går inte att läsa (insats rosa). Skriv ett årtal med fyra "
        "siffror, till exempel 2019.",
    ),
    case(
        "dag_finns_inte",
        INS,
        "start: 2017-05-02",
        "start: 2017-02-30",
        "data/insatser.yaml:5:12 fel: projekttid.start 2017-02-30 finns inte i kalendern (insats rosa). Februari "
        "2017 har 28 dagar.",
    ),
    case(
        "dag_finns_inte",
        INS,
        "slut: 2020-03-31",
        "slut: 2020-13",
        "data/insatser.yaml:6:11 fel: projekttid.slut 2020-13 finns inte i kalendern (insats rosa). Skriv en månad "
        "mellan 01 och 12.",
    ),
    case(
        "dag_finns_inte",
        N,
        "datum: 2026-11-22",
        "datum: 0000-11-22",
        "data/nyheter.yaml:2:10 fel: datum 0000-11-22 finns inte i kalendern (nyhet start). Skriv ett annat år.",
    ),
    case(
        "orimligt_årtal",
        INS,
        "start: 2017-05-02",
        "start: 2107-05-02",
        "data/insatser.yaml:5:12 fel: projekttid.start 2107-05-02 är inte rimligt (insats rosa). Skriv ett år "
        "mellan 1990 och 2041.",
    ),
    case(
        "orimligt_årtal",
        INS,
        "slut: tills vidare",
        "slut: 2099-12-31",
        "data/insatser.yaml:29:11 fel: projekttid.slut 2099-12-31 är inte rimligt (insats gul). Skriv ett år "
        "mellan 1990 och 2041, eller tills vidare.",
    ),
    case(
        "orimligt_årtal",
        INS,
        "år: 2019",
        "år: 1819",
        "data/insatser.yaml:17:11 fel: budget.år 1819 är inte rimligt (insats rosa). Skriv ett år mellan 1990 och 2041.",
    ),
    case(
        "orimligt_årtal",
        K,
        "datum: 2019-11",
        "datum: 1719-11",
        "data/kallor.yaml:4:10 fel: datum 1719-11 är inte rimligt (källa plan). Skriv ett år mellan 1900 och 2041.",
    ),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "findings"), CASES)
def test_ett_misstag_ger_sitt_fynd(folder: Folder, rule: str, file: str, old: str, new: str, findings: list[str]) -> None:
    check_case(folder, rule, file, old, new, findings)
