"""Kontrollerna tillsammans: alla fynd på en gång, ingen regel oprövad."""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros import check
from macros.check import pages, promises, run
from macros.check.citations import citation_findings
from macros.findings import Finding
from tests.minimal import BETA_INS, INS, B, K, M, N, P


def test_felfri_mapp_ger_inga_fynd(folder):
    assert folder.findings() == []


TESTS = "".join(path.read_text("utf8") for path in Path(__file__).parent.glob("test_*.py"))


@pytest.mark.parametrize("rule", (*check.RULES, *pages.OWN_RULES), ids=lambda rule: rule.__name__)
def test_varje_regel_är_beskriven_och_prövad(rule):
    assert rule.__doc__ and rule.__doc__.strip().endswith((".", ")")), "regeln står i docstringen"
    assert any(f'"{name}"' in TESTS for name in (rule.__name__, rule.__name__.replace("_", "-"))), (
        "lägg till ett fall som heter som regeln"
    )


def test_varje_regelfunktion_körs():
    """En ny regel som ingen har lagt till i RULES skulle aldrig säga något."""
    modules = [module for name, module in sys.modules.items() if name.startswith("macros.check.")]
    functions = {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and inspect.signature(function).return_annotation == Iterator[Finding]
    }
    assert functions == {*check.RULES, *pages.OWN_RULES, promises.promise_findings, promises.owed_answers, citation_findings}


def test_flera_misstag_i_flera_filer_syns_på_en_gång(folder):
    folder.edit(INS, "slut: 2020-03-31", "slut: 2017-03-31")
    folder.edit(INS, "- Sweco", "- Se ovan")
    folder.edit(BETA_INS, "  ingår_i:", "  ingår_i")
    folder.edit(P, "huvudman: kommun", "huvudman: kommunen")
    folder.edit(M, "  vem: Forskare.\n", "")
    folder.edit(K, "  datum: 2019-11", "  datum:\t2019-11")
    folder.edit(N, "länk: https", "länk: ftp")
    folder.write(B, "")
    folder.write("insater.yaml", "- id: x\n")
    assert [finding.split(". ")[0] for finding in folder.findings()] == [
        "data/andra/beta/insatser.yaml:5:3 fel: Raden saknar ett kolon följt av mellanslag",
        "data/begrepp.yaml:1:1 fel: Filen är tom",
        "data/insater.yaml:1:1 fel: Filen läses aldrig, för ingen tabell heter så",
        "data/insatser.yaml:6:5 fel: projekttid.slut 2017-03-31 ligger före projekttid.start 2017-05-02 (insats rosa)",
        "data/insatser.yaml:34:7 fel: ”Se ovan” säger inget när raden läses för sig (insats gul)",
        "data/kallor.yaml:4:9 fel: Raden innehåller en tabb",
        "data/metoder.yaml:10:3 fel: Fältet vem saknas (metod foljeforskning)",
        "data/nyheter.yaml:4:9 fel: länk ftp://exempel.se/nyheter har fel form (nyhet start)",
        "data/parter.yaml:3:13 fel: huvudman kommunen finns inte att välja (part alfa-stad)",
    ]


def test_gits_konfliktmärken_får_veta_vad_de_är(folder):
    folder.edit(
        N,
        "  rubrik: Webbplatsen är här\n",
        "<<<<<<< HEAD\n  rubrik: Webbplatsen är här\n=======\n  rubrik: Webbplatsen\n>>>>>>> ny\n",
    )
    remedy = (
        "fel: Här har git lagt båda versionerna av samma rader. Behåll den rätta, och ta bort den andra och raderna med "
        "<<<<<<<, ======= och >>>>>>>."
    )
    assert folder.findings() == [f"data/nyheter.yaml:3:1 {remedy}"]


def test_samma_misstag_överallt_visas_till_en_gräns(folder):
    folder.write(N, "".join(f"- id: n{number}\n  datum: i dag\n  rubrik: Nyhet\n" for number in range(300)))
    findings = folder.findings()
    assert len(findings) == run.MAX_FINDINGS + 1
    assert findings[-1] == (
        "data/nyheter.yaml:602:10 fel: Här och längre fram finns fler fynd av samma slag. Rätta de 200 första."
    )


def test_varning_upprepar_inte_ett_fel(folder):
    folder.edit(N, "länk: https://exempel.se/nyheter", "länk: <b>https://exempel.se</b>")
    assert [finding.split(" ")[1] for finding in folder.findings()] == ["fel:"]
