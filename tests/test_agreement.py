"""Ordboken och programmet är överens, och säger till på svenska på rätt rad när de inte är det."""

from pathlib import Path

import pytest

from macros.check.agreement import disagreements
from macros.dictionary.load import FILE_NAME, parse
from tests import minimal
from tests.minimal import DICTIONARY, Folder

TEXT = DICTIONARY.read_text("utf8")


def line_of(text: str, old: str, start: str) -> int:
    """Raden där stycket börjar som `old` står i. `start` är styckets första rad, utan indrag."""
    before = text[: text.index(old)]
    return before[: before.rindex(start)].count("\n") + 1


CASES = [
    (
        "enum: [individ, organisation, samhälle]}",
        "enum: [individ, organisation, samhälle, grupp]}",
        "- name: nivå",
        "Tabellen forandringsteori, fältet behov.nivå: programmet känner inte valet grupp (Led.nivå i macros/model/kedja.py). "
        "Välj bland individ, organisation, samhälle, eller låt den som sköter programmet lägga till valet där.",
    ),
    (
        "enum: [värd, referens]}",
        "enum: [värd]}",
        "- name: roll",
        "Tabellen forbund, fältet roll: valet referens saknas i enum, men programmet räknar med det (Förbund.roll i "
        "macros/model/forbund.py). Lägg tillbaka det.",
    ),
    (
        "- name: kortnamn",
        "- name: kortnam",
        "- name: forbund",
        "Tabellen forbund, fältet kortnamn saknas, men programmet räknar med det (Förbund.kortnamn i macros/model/forbund.py). "
        "Menade du kortnam? Lägg tillbaka fältet.",
    ),
    (
        "example: Exempelbygden\n          constraints: {required: true, unique: true}",
        "example: Exempelbygden",
        "- name: kortnamn",
        "Tabellen forbund, fältet kortnamn är frivilligt, men programmet räknar med att det alltid är ifyllt (Förbund.kortnamn i "
        "macros/model/forbund.py). Skriv required: true.",
    ),
    (
        "slag: tidpunkt\n          description: När förbundet",
        "description: När förbundet",
        "- name: bildat",
        "Tabellen forbund, fältet bildat blir text, men programmet väntar sig något annat (Förbund.bildat i "
        "macros/model/forbund.py). Byt tillbaka type, slag och referens.",
    ),
]


@pytest.mark.parametrize("old, new, start, text", CASES, ids=[case[1][:40] for case in CASES])
def test_ordbok_som_programmet_inte_stämmer_med(old: str, new: str, start: str, text: str) -> None:
    found = disagreements(parse(TEXT.replace(old, new, 1)), "ordbok.yaml")
    assert [str(finding) for finding in found if finding.mark.line == line_of(TEXT, old, start)] == [
        f"ordbok.yaml:{line_of(TEXT, old, start)}:1 fel: {text}"
    ]


def test_projektets_ordbok_stämmer() -> None:
    assert disagreements(parse(TEXT), "ordbok.yaml") == []


def test_ett_fält_som_flera_listor_delar_sägs_en_gång() -> None:
    changed = TEXT.replace("enum: [individ, organisation, samhälle]}", "enum: [individ, organisation, samhälle, grupp]}", 1)
    assert len(disagreements(parse(changed), "ordbok.yaml")) == 1


def test_kontrollen_säger_det_i_stället_för_att_bygga(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write(FILE_NAME, TEXT.replace("enum: [värd, referens]}", "enum: [värd, referens, vän]}", 1))
    examined = minimal.examine(folder.path)
    assert not examined.is_ok
    assert [finding.rule for finding in examined.findings] == ["ordboken-och-programmet"]


def test_en_egen_ordbok_får_utelämna_en_hel_tabell() -> None:
    start = TEXT.index("  - name: kallkarta")
    assert disagreements(parse(TEXT[:start]), "ordbok.yaml") == []
