"""Kvitterade fynd: det som kansliet har prövat och låter stå räknas, och syns inte."""

import pytest

from macros import check
from macros.check.kvitterat import how_to
from macros.findings import as_text, summary
from tests import minimal
from tests.minimal import INS, F, Folder, N

PASSED = "planerad-rapport-har-passerat"


def receipt(rule: str, field: str, why: str = "Källan säger inte om den kom.") -> str:
    return f"  kvitterat:\n    - regel: {rule}\n      fält: {field}\n      varför: {why}\n"


@pytest.fixture
def folder(folder: Folder) -> Folder:
    """En rapport vars tid har gått, och en privat adress i två fält."""
    folder.edit(INS, "läge: klar", "läge: planerad")
    folder.edit(INS, "namn: Rosa rummet", "namn: Rosa rummet\n  syfte: Skriv till anna@gmail.com\n  plats: anna@gmail.com")
    assert rules(folder) == ["privat-epost", "privat-epost", PASSED]
    return folder


def rules(folder: Folder) -> list[str]:
    return [finding.rule for finding in minimal.examine(folder.path).findings]


def signed(folder: Folder, *receipts: str) -> None:
    items = "".join(one.removeprefix("  kvitterat:\n") for one in receipts)
    folder.edit(INS, "  senast_granskad: 2026-11-22\n", f"  senast_granskad: 2026-11-22\n  kvitterat:\n{items}")


def test_ett_kvitto_gäller_en_regel_i_ett_fält_på_en_rad(folder: Folder) -> None:
    signed(folder, receipt(PASSED, "redovisning"), receipt("privat-epost", "plats", "Adressen är förbundets."))
    examined = minimal.examine(folder.path)
    assert [(finding.rule, finding.mark.line) for finding in examined.findings] == [("privat-epost", 3)]
    assert [finding.rule for finding in examined.acknowledged] == ["privat-epost", PASSED]
    assert examined.is_ok


def test_goda_data_säger_inga_fel(folder: Folder) -> None:
    signed(folder, receipt(PASSED, "redovisning"), receipt("privat-epost", "plats"), receipt("privat-epost", "syfte"))
    examined = minimal.examine(folder.path)
    assert summary(examined.findings, len(examined.acknowledged)) == "Inga fel. 3 råd och varningar är kvitterade."
    assert how_to(examined.findings) == ""


def test_ett_fynd_om_hela_raden_kvitteras_på_dess_första_fält(folder: Folder) -> None:
    folder.write(
        "metoder.yaml", (folder.path / "metoder.yaml").read_text("utf8") + NEW_METHOD + receipt("metod-används-inte", "id")
    )
    assert "metod-används-inte" not in rules(folder)


NEW_METHOD = """\
- id: ny-metod
  namn: Ny metod
  grupp: analys
  kort: Kort.
  vad: Vad.
  när: När.
  vem: Vem.
  källa:
    - dokument: plan
"""


@pytest.mark.parametrize(
    ("rule", "field", "level", "text"),
    [
        (
            "privat-epst",
            "plats",
            "fel",
            "kvitterat privat-epst är ingen regel (insats rosa). Menade du privat-epost? Skriv namnet som kontrollen visar.",
        ),
        (
            "privat-epost",
            "platsen",
            "fel",
            "kvitterat platsen är inget fält (insats rosa). Menade du plats? Skriv fältets namn som det står i raden.",
        ),
        (
            "privat-epost",
            "namn",
            "råd",
            "kvitterat privat-epost i fältet namn gäller inget fynd (insats rosa). Ta bort kvittot, eller rätta fältet.",
        ),
    ],
)
def test_ett_kvitto_som_inte_gäller_något_sägs_till_om(folder: Folder, rule: str, field: str, level: str, text: str) -> None:
    signed(folder, receipt(rule, field))
    findings = minimal.examine(folder.path).findings
    assert [(one.level, one.text) for one in findings if one.rule in ("kvitterat", "kvitto-utan-fynd")] == [(level, text)]


def test_ett_fel_går_inte_att_kvittera_och_hindrar_inte_kvittona(folder: Folder) -> None:
    folder.edit(N, "datum: 2026-11-22", "datum: i dag")
    folder.edit(N, "  rubrik:", receipt("fel-värde", "datum") + "  rubrik:")
    signed(folder, receipt(PASSED, "redovisning"))
    examined = minimal.examine(folder.path)
    assert [finding.rule for finding in examined.findings] == ["privat-epost", "privat-epost", "fel-värde"]
    assert [finding.rule for finding in examined.acknowledged] == [PASSED]


def test_ett_kvitto_har_regel_fält_och_skäl(folder: Folder) -> None:
    signed(folder, "    - regel: privat-epost\n")
    texts = [finding.text for finding in minimal.examine(folder.path).findings if finding.level == "fel"]
    assert [text.split(" saknas")[0] for text in texts] == ["Fältet kvitterat.fält", "Fältet kvitterat.varför"]


def test_kontrollen_säger_hur_man_kvitterar(folder: Folder) -> None:
    assert how_to(minimal.examine(folder.path).findings) == (
        "Är ett råd eller en varning rätt som den är? Skriv på raden kvitterat: och under det, indraget, - regel: med regelns "
        "namn, fält: med fältets namn och varför: med skälet. Gäller det en hel tabell eller en sida skriver du det på "
        "förbundets rad i forbund.yaml, med tabellens eller sidans namn som fält. Reglerna: privat-epost (2), planerad-rapport-har-passerat (1)."
    )


def test_felen_står_först(folder: Folder) -> None:
    folder.edit(N, "datum: 2026-11-22", "datum: i dag")
    assert how_to(minimal.examine(folder.path).findings) == "", "felen ska rättas innan något kvitteras"
    levels = [line.split()[1] for line in as_text(minimal.examine(folder.path).findings).splitlines()]
    assert levels == ["fel:", "varning:", "varning:", "råd:"]


# ---- Fynd som inte gäller någon rad -----------------------------------------------------------------------


def pages(folder: Folder, text: str) -> list[str]:
    """Fynden när mappen har en enda sida med texten."""
    docs = folder.path.parent / "docs"
    docs.mkdir(exist_ok=True)
    (docs / "index.md").write_text(f"---\ntitle: Start\ndescription: Exempel.\n---\n{text}\n", "utf8")
    examined = check.examine(folder.path, minimal.TODAY, pages=(docs,))
    return [f"{finding.rule}: {finding.text}" for finding in examined.findings if not finding.mark.file.endswith(INS)]


def host_signs(folder: Folder, rule: str, what: str) -> None:
    text = (folder.path / F).read_text("utf8").rstrip("\n")
    (folder.path / F).write_text(f"{text}\n{receipt(rule, what)}", "utf8")


ASKED = '## Möten { kräver="moten" }\n\n{{ möten() }}\n\n## Ord { kräver="arshjul.rapport" }\n\nText.'


@pytest.mark.parametrize("what", ["moten", "arshjul.rapport"])
def test_en_tabell_eller_ett_fält_kvitteras_på_förbundets_rad(folder: Folder, what: str) -> None:
    for table in ("moten.yaml", "arshjul.yaml"):
        folder.write(table, "[]\n")
    before = pages(folder, ASKED)
    host_signs(folder, "obesvarat", what)
    after = pages(folder, ASKED)
    assert len(before) == 2 and len(after) == 1 and after[0] in before


def test_ett_fynd_i_en_sida_kvitteras_på_förbundets_rad(folder: Folder) -> None:
    [told] = pages(folder, "Skriv till anna@gmail.com.")
    assert told.startswith("privat-epost")
    name = check.display_name(folder.path.parent / "docs", "index.md")
    host_signs(folder, "privat-epost", name)
    assert pages(folder, "Skriv till anna@gmail.com.") == []


def test_ett_kvitto_för_en_tabell_som_är_ifylld_ska_bort(folder: Folder) -> None:
    host_signs(folder, "obesvarat", "moten")
    [told] = pages(folder, "Text.")
    assert told.startswith("kvitto-utan-fynd: kvitterat obesvarat i fältet moten gäller inget fynd")
