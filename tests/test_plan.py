"""Planerna: det som antogs sparas, en plan gäller i taget, och det som ändras får sin dag. Fynden ord för ord."""

from datetime import date

import pytest

from macros.model.plan import Plan, Planer, Planläge, Planperiod
from macros.model.planmatris import matrisrader
from macros.model.tid import Tidpunkt
from macros.read import read_rows
from macros.settings import SettingError
from macros.write.adopt import EVERYONE, USAGE, adopt
from tests import minimal
from tests.minimal import INS, Folder
from tests.rader import Rad, förbund, insats, register_of

PL, PR = "planer.yaml", "planrader.yaml"
SOURCE = "  källa:\n    - dokument: plan\n"
PLANER = f"""\
- id: plan-2018
  namn: Planen 2018–2021
  period:
    från: 2018
    till: 2021
{SOURCE}- id: plan-2022
  namn: Planen 2022
  antagen: 2021-11-20
  period:
    från: 2022
  ersätter: plan-2018
{SOURCE}"""


@pytest.fixture
def empty(folder: Folder) -> Folder:
    """En mapp med två planer, utan matris."""
    folder.write(PL, PLANER)
    return folder


@pytest.fixture
def plans(empty: Folder) -> Folder:
    """En mapp med två planer, där båda har en matris."""
    for plan in ("plan-2018", "plan-2022"):
        adopt(minimal.examine(empty.path), [plan, EVERYONE])
    assert empty.findings() == []
    return empty


def ids(folder: Folder) -> list[str]:
    return [str(row["id"]) for row in read_rows((folder.path / PR).read_bytes(), PR).rows]


# ---- Kommandot som sparar en plan -------------------------------------------------------------------------


def test_the_plan_is_saved_with_the_rows_of_the_matrix(empty):
    said = str(adopt(minimal.examine(empty.path), ["plan-2018"]))
    assert said == "2 rader är sparade i data/planrader.yaml. Jämför dem med planen som den antogs, och spara filen i git."
    rows = {str(row["insats"]): row for row in read_rows((empty.path / PR).read_bytes(), PR).rows}
    own = {str(row["id"]): row for row in read_rows((empty.path / INS).read_bytes(), INS).rows}
    for key, row in rows.items():
        assert row["id"] == f"plan-2018-{key}"
        for name in ("namn", "projekttid", "metodval", "utförare"):
            assert row.get(name) == own[key].get(name)
        assert row["källa"] == own[key]["källa"]
    assert "budget" not in rows["rosa"] and "förbund" not in rows["rosa"]


def test_an_insats_that_ended_before_the_plan_is_left_out_unless_asked_for(empty):
    said = str(adopt(minimal.examine(empty.path), ["plan-2022"]))
    assert ids(empty) == ["plan-2022-gul"]
    assert said.endswith("Insatser som var slut när planen började gälla är inte med: rosa. Skriv --alla om de ska vara det.")


def test_an_insats_that_has_changed_since_is_named(empty):
    empty.edit(INS, "  osäkert:", "  ändringar:\n    - datum: 2023-01-10\n      vad: ändrad tid\n  osäkert:")
    said = str(adopt(minimal.examine(empty.path), ["plan-2022", EVERYONE]))
    assert said.endswith("Insatser som har ändrats sedan planen antogs sparades som de är nu: gul. Rätta deras rader.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], USAGE),
        (["plan-2018", "plan-2022"], USAGE),
        (["plan-2023"], "Planen plan-2023 finns inte. Menade du plan-2022? Skriv planens rad i planer.yaml först."),
    ],
)
def test_what_cannot_be_saved_is_said(empty, arguments, said):
    with pytest.raises(SettingError) as error:
        adopt(minimal.examine(empty.path), arguments)
    assert str(error.value) == said


def test_what_was_adopted_is_never_overwritten(plans):
    before = (plans.path / PR).read_bytes()
    with pytest.raises(SettingError) as error:
        adopt(minimal.examine(plans.path), ["plan-2022"])
    assert str(error.value) == (
        "Planen plan-2022 har redan en matris: 2 rader i data/planrader.yaml. Det som antogs ändras inte. "
        "Blev den fel, ta bort raderna och kör kommandot igen."
    )
    assert (plans.path / PR).read_bytes() == before


def test_a_folder_with_errors_is_left_alone(empty):
    empty.edit(INS, "slut: 2020-03-31", "slut: 2016-03-31")
    with pytest.raises(SettingError, match=r"^Rätta felen först:\ndata/insatser\.yaml"):
        adopt(minimal.examine(empty.path), ["plan-2022"])


# ---- Reglerna ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "file", "old", "new", "findings"),
    [
        (
            "referens_saknas",
            PR,
            "insats: gul",
            "insats: gult",
            [
                "data/planrader.yaml:{line} fel: insats gult finns inte i tabellen insatser (planrad plan-2018-gul). Menade du gul? "
                "Rätta id:t, eller lägg till raden i data/insatser.yaml."
            ],
        ),
        (
            "referens_saknas",
            PL,
            "ersätter: plan-2018",
            "ersätter: plan-2017",
            [
                "data/planer.yaml:{line} fel: ersätter plan-2017 finns inte i tabellen planer (plan plan-2022). Menade du plan-2018? "
                "Rätta id:t, eller lägg till raden i data/planer.yaml."
            ],
        ),
        (
            "hänvisar_i_cirkel",
            PL,
            "    till: 2021\n",
            "    till: 2021\n  ersätter: plan-2022\n",
            [
                "data/planer.yaml:{line} fel: ersätter går i cirkel: plan-2018 → plan-2022 → plan-2018. Ta bort en av hänvisningarna."
            ],
        ),
        (
            "hänvisar_till_sig_själv",
            PL,
            "ersätter: plan-2018",
            "ersätter: plan-2022",
            [
                "data/planer.yaml:{line} fel: ersätter plan-2022 är raden själv (plan plan-2022). Ta bort hänvisningen eller skriv "
                "ett annat id."
            ],
        ),
        (
            "inte_efter",
            PL,
            "antagen: 2021-11-20",
            "antagen: 2027-11-20",
            [
                "data/planer.yaml:{line} varning: antagen 2027-11-20 ligger i framtiden (plan plan-2022). Rätta tiden, eller vänta "
                "med uppgiften tills den har varit."
            ],
        ),
        (
            "ersätter_fel_plan",
            PL,
            "från: 2018",
            "från: 2017\n    till: 2021\n"
            + SOURCE
            + "- id: plan-0\n  namn: Noll\n  ersätter: plan-2018\n  period:\n    från: 2018",
            [
                "data/planer.yaml:{line} fel: ersätter plan-2018 står också på rad 10 (plan plan-2022). En plan ersätts av en enda. "
                "Ta bort den ena hänvisningen."
            ],
        ),
        (
            "ersätter_fel_plan",
            PL,
            "från: 2022",
            "från: 2018",
            [
                "data/planer.yaml:{line} fel: ersätter plan-2018, men den planen gäller 2018–2021 och den här 2018 och framåt "
                "(plan plan-2022). Skriv ersätter i den senare planen, eller rätta period."
            ],
        ),
        (
            "planer_gäller_samtidigt",
            PL,
            "    från: 2022\n  ersätter: plan-2018\n",
            "    från: 2021\n",
            [
                "data/planer.yaml:{line} fel: period 2021 och framåt överlappar den i planen plan-2018, 2018–2021 (plan plan-2022). "
                "Skriv ersätter: plan-2018 om den här tar över, eller period.till i planen plan-2018."
            ],
        ),
        (
            "planer_gäller_samtidigt",
            PL,
            "    till: 2021\n"
            + SOURCE
            + "- id: plan-2022\n  namn: Planen 2022\n  antagen: 2021-11-20\n  period:\n    från: 2022\n  ersätter: plan-2018\n",
            SOURCE + "- id: plan-2022\n  namn: Planen 2022\n  antagen: 2021-11-20\n  period:\n    från: 2022\n",
            [
                "data/planer.yaml:{line} fel: Två planer gäller i dag, plan-2018 och plan-2022 (plan plan-2022). "
                "Skriv ersätter: plan-2018 om den här tar över, eller period.till i planen plan-2018."
            ],
        ),
        (
            "ändring_utan_dag",
            INS,
            "    slut: tills vidare",
            "    slut: 2026-03-31",
            [
                "data/insatser.yaml:{line} råd: projekttid är inte som i planen 2022 (insats gul). Skriv "
                "ändringar: [{{datum: 2026-11-22, vad: avslutad}}] med dagen då det ändrades."
            ],
        ),
        (
            "ändring_utan_dag",
            INS,
            "    slut: tills vidare",
            "    slut: 2027",
            [
                "data/insatser.yaml:{line} råd: projekttid är inte som i planen 2022 (insats gul). Skriv "
                "ändringar: [{{datum: 2026-11-22, vad: ändrad tid}}] med dagen då det ändrades."
            ],
        ),
        (
            "ändring_utan_dag",
            INS,
            "  utförare:\n    - Sweco",
            "  utförare:\n    - Ramboll\n  ändringar:\n    - datum: 2022-02-01\n      vad: ändrad metod",
            [
                "data/insatser.yaml:{line} råd: utförare är inte som i planen 2022 (insats gul). Lägg till i ändringar: "
                "- {{datum: 2026-11-22, vad: ändrad utförare}} med dagen då det ändrades.",
                "data/insatser.yaml:{line} varning: ändringar säger ändrad metod 2022-02-01, men raden är som i planen 2022 "
                "(insats gul). Ändra det som ska vara annorlunda, eller ta bort ändringen.",
            ],
        ),
        (
            "ändring_utan_dag",
            PR,
            "  plan: plan-2022\n  insats: gul\n",
            "  plan: plan-2022\n",
            [
                "data/insatser.yaml:{line} råd: Insatsen står inte i planen 2022 (insats gul). Skriv "
                "ändringar: [{{datum: 2026-11-22, vad: ny}}] med dagen då det ändrades."
            ],
        ),
        (
            "ändring_utan_skillnad",
            INS,
            "  utförare:\n    - Sweco",
            "  utförare:\n    - Sweco\n  ändringar:\n    - datum: 2022-02-01\n      vad: ny",
            [
                "data/insatser.yaml:{line} varning: ändringar säger ny 2022-02-01, men insatsen står i planen 2022 (insats gul). "
                "Ändra det som ska vara annorlunda, eller ta bort ändringen."
            ],
        ),
    ],
)
def test_a_mistake_gives_its_finding(plans, rule, file, old, new, findings):
    plans.edit(file, old, new)
    found = minimal.examine(plans.path).findings
    said = [text.format(line=f"{finding.mark.line}:{finding.mark.column}") for text, finding in zip(findings, found)]
    assert [str(finding) for finding in found] == said
    assert rule.replace("_", "-") in {finding.rule for finding in found}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        # En rapport som har blivit klar följer planen.
        (INS, "      läge: klar\n", "      läge: klar\n      lämnad: 2019-12\n"),
        # Ändringen har sin dag.
        (INS, "    slut: tills vidare", "    slut: 2027\n  ändringar:\n    - datum: 2023-05\n      vad: ändrad tid"),
        # Ändringen hör till en tidigare plan.
        (INS, "  utförare:\n    - Sweco", "  utförare:\n    - Sweco\n  ändringar:\n    - datum: 2019\n      vad: ändrad metod"),
        # En ny plan tar över mitt i den gamlas tid.
        (PL, "    till: 2021", "    till: 2025"),
    ],
)
def test_what_is_right_gives_no_finding(plans, file, old, new):
    plans.edit(file, old, new)
    assert plans.findings() == []


def test_an_application_without_a_decision_is_no_change_of_the_plan(plans):
    plans.edit(PR, "  plan: plan-2022\n  insats: gul\n", "  plan: plan-2022\n")
    assert rules_of(plans) == ["ändring_utan_dag"]
    plans.edit(INS, "- id: gul\n", "- id: gul\n  utkast: ja\n")
    assert "ändring_utan_dag" not in rules_of(plans)


def rules_of(folder: Folder) -> list[str]:
    """Reglerna som sa något, med understreck som i programmet."""
    return [finding.rule.replace("-", "_") for finding in minimal.examine(folder.path).findings]


def test_a_current_plan_without_a_matrix_is_told_how_to_save_it(empty):
    assert rules_of(empty) == ["planen_har_ingen_matris"]
    assert empty.findings() == [
        "data/planer.yaml:8:7 råd: Planens matris är inte sparad (plan plan-2022). Kör python -m macros anta-plan plan-2022, "
        "så sparas den som den är i dag."
    ]


def test_two_plans_with_the_same_address_is_an_error(plans):
    rows = "- id: plan-b\n  namn: B\n  period:\n    från: 2018\n    till: 2021\n" + SOURCE
    plans.write(PL, PLANER + rows)
    assert rules_of(plans) == ["planens_adress_är_upptagen"]
    assert plans.findings() == [
        "data/planer.yaml:18:3 fel: Planens sida får samma adress som planen plan-2018: /uppfoljning/plan/2018-2021/ "
        "(plan plan-b). Skriv period.från eller period.till med månad eller dag."
    ]


def test_a_plan_of_another_förbund_is_not_replaced_and_has_its_own_rows(plans):
    plans.write("andra/beta/planer.yaml", "- id: betas\n  namn: Betas\n  ersätter: plan-2018\n" + SOURCE)
    plans.write("andra/beta/planrader.yaml", "- id: betas-rad\n  plan: plan-2022\n  namn: Rad\n" + SOURCE)
    assert rules_of(plans) == ["ersätter_fel_plan", "planraden_hör_till_en_annans_plan"]
    assert plans.findings() == [
        "data/andra/beta/planer.yaml:3:13 fel: ersätter plan-2018 hör till förbundet alfa, men planen till beta (plan betas). "
        "Skriv en plan i samma förbund, eller ta bort ersätter.",
        "data/andra/beta/planrader.yaml:2:9 fel: plan plan-2022 hör till förbundet alfa, men raden till beta (planrad betas-rad). "
        "Flytta raden till filen med det förbundets planrader, eller rätta plan.",
    ]


# ---- Modellen ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("från", "till", "i_ord", "adress"),
    [
        ("2020", None, "2020 och framåt", "2020"),
        ("2024", "2026", "2024–2026", "2024-2026"),
        ("2024-01-01", "2026-12-31", "2024–2026", "2024-2026"),
        ("2024", "2024", "2024", "2024"),
        ("2024-07-01", "2026", "1 juli 2024–2026", "1-juli-2024-2026"),
        ("våren 2024", None, "2024 och framåt", "2024"),
        ("hösten 2024", None, "hösten 2024 och framåt", "hosten-2024"),
    ],
)
def test_a_period_in_words_and_as_address(från, till, i_ord, adress):
    period = Planperiod(Tidpunkt.av(från), Tidpunkt.av(till) if till else None)
    assert (period.i_ord(), period.adress) == (i_ord, adress)


def planer_of(*rows: dict) -> Planer:
    return register_of(planer=[Rad({"namn": row["id"], "förbund": "alfa"} | row) for row in rows]).uppföljning.planer


OLD = {"id": "gammal", "period": {"från": "2018", "till": "2021"}}
NEW = {"id": "ny", "period": {"från": "2022"}, "ersätter": "gammal"}


@pytest.mark.parametrize(
    ("rows", "day", "current", "lägen"),
    [
        ([OLD], "2019-01-01", "gammal", [Planläge.GÄLLER]),
        ([OLD], "2017-12-31", None, [Planläge.KOMMANDE]),
        ([OLD], "2022-01-01", "gammal", [Planläge.UPPHÖRD]),
        ([OLD, NEW], "2021-12-31", "gammal", [Planläge.GÄLLER, Planläge.KOMMANDE]),
        ([OLD, NEW], "2022-01-01", "ny", [Planläge.ERSATT, Planläge.GÄLLER]),
        ([{"id": "utan"}], "2022-01-01", "utan", [Planläge.GÄLLER]),
    ],
)
def test_one_plan_applies_at_a_time(rows, day, current, lägen):
    planer, dag = planer_of(*rows), date.fromisoformat(day)
    found = planer.gällande(planer.alla[0].förbund, dag)
    assert (found.id if found else None) == current
    assert [planer.läge(plan, dag) for plan in planer.alla] == lägen


def plan_and_matrix(insatser: list[Rad], planrader: list[dict]) -> tuple[Plan, Planer, list]:
    register = register_of(
        planer=[Rad({"id": "p", "namn": "P", "förbund": "alfa", "period": {"från": "2022"}})],
        planrader=[
            Rad({"id": f"p-{n}", "plan": "p", "förbund": "alfa", "namn": "Insatsen ett"} | row)
            for n, row in enumerate(planrader)
        ],
        insatser=insatser,
    )
    planer = register.uppföljning.planer
    return planer.alla[0], planer, matrisrader(register.insatser, planer.alla[0], planer)


def test_an_insats_that_ended_before_the_plan_and_is_not_in_it_is_not_in_the_matrix():
    old = insats("gammal", projekttid={"slut": "2021"})
    _, _, rows = plan_and_matrix([insats(), old], [{"insats": "ett"}])
    assert [row.insats.id for row in rows] == ["ett"]
    _, _, rows = plan_and_matrix([insats(), old], [{"insats": "ett"}, {"insats": "gammal", "namn": "Insatsen gammal"}])
    assert [row.insats.id for row in rows] == ["ett", "gammal"]


def test_a_plan_of_another_förbund_lies_under_its_name():
    row = Rad({"id": "p", "namn": "P", "förbund": "beta", "period": {"från": "2022"}})
    register = register_of(forbund=[förbund("alfa", "värd"), förbund("beta")], planer=[row])
    assert register.uppföljning.planer.alla[0].adress == "uppfoljning/plan/beta/2022/"
