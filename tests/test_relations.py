"""Ordbokens krav på ett fält mot ett annat: vad kontrollen säger, och vad som sägs när ordboken själv är fel."""

from pathlib import Path

import pytest

from macros.dictionary.load import DictionaryError, parse
from macros.findings import FEL
from tests import minimal

WORDS = """\
name: prov
title: Prov
description: En ordbok att pröva.
licenses:
  - {name: CC0-1.0, title: CC0, path: https://exempel.se/cc0}
resources:
  - name: saker
    title: Saker
    rad: sak
    description: Det som finns.
    schema:
      fields:
        - {name: id, title: Id, type: string, slag: id, description: Kort namn., example: hus}
        - {name: hela, title: Hela, type: integer, description: Alla., example: "9"}
        - name: del
          title: Del
          type: integer
          description: Några av alla.
          example: "3"
          constraints: {högst: hela}
        - {name: tak, title: Tak, type: number, description: Gränsen., example: "9.5"}
        - {name: höjd, title: Höjd, type: number, description: I meter., example: "2.5", constraints: {högst: tak}}
        - {name: text, title: Text, type: string, description: Några ord., example: Hus, constraints: {högst: hela}}
        - {name: sort, title: Sort, type: string, description: Vilken sort., constraints: {enum: [stor, liten]}}
        - name: skäl
          title: Skäl
          type: array
          description: Varför.
          items: {type: string, example: Plats}
          constraints: {krävs_när: {sort: stor}, bara_när: {sort: stor}}
        - name: tid
          title: Tid
          type: object
          description: När.
          fields:
            - name: från
              title: Från
              type: string
              slag: tidpunkt
              description: Början.
              example: "2019"
              constraints: {inte_efter: [till, delar.när]}
            - {name: till, title: Till, type: string, slag: tidpunkt, description: Slutet., example: "2020"}
        - name: delar
          title: Delar
          type: array
          description: Delarna.
          items:
            type: object
            fields:
              - {name: namn, title: Namn, type: string, description: Namnet., example: a, constraints: {unik_inom: raden}}
              - name: när
                title: När
                type: string
                slag: tidpunkt
                description: Dagen.
                example: "2020"
                constraints: {inte_efter: i dag, krävs_när: namn}
        - name: ägare
          title: Ägare
          type: string
          description: Vems.
          example: Alfa
          constraints: {unik_inom: [hela, tid]}
"""


def findings(folder: Path, *rows: str) -> list[str]:
    """Fynden om raderna. Varje rad är en YAML-mappning på en rad."""
    (folder / "datapackage.yaml").write_text(WORDS, "utf8")
    (folder / "saker.yaml").write_text("".join(f"- {{id: s{number}, {row}}}\n" for number, row in enumerate(rows)), "utf8")
    return [str(finding).removeprefix("saker.yaml:") for finding in minimal.examine(Path()).findings]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("del: 5, hela: 5", []),
        ("del: 5", []),
        ("del: 5, hela: 4", ["1:17 fel: del 5 är fler än hela 4 (sak s0). Rätta det tal som är fel."]),
        ("höjd: 2.5, tak: 2.5", []),
        ("höjd: 2.51, tak: 2.5", ["1:18 fel: höjd 2.51 är större än tak 2.5 (sak s0). Rätta det tal som är fel."]),
        ("text: fem, hela: 3", []),
        ("text: fyra, hela: 3", ["1:18 fel: text är 4 tecken långt, men hela är 3 (sak s0). Korta texten, eller höj hela."]),
        ("tid: {från: 2019-05, till: 2019}", []),
        ("tid: {från: 2019-05}", []),
        (
            "tid: {från: 2019-05, till: 2019-04}",
            ["1:33 fel: tid.till 2019-04 ligger före tid.från 2019-05 (sak s0). Rätta det datum som är fel."],
        ),
        (
            "tid: {från: 2019-05}, delar: [{när: 2019}, {när: 2018}, {när: 2017}]",
            [
                "1:56 fel: delar.när 2018 ligger före tid.från 2019-05 (sak s0). Rätta det datum som är fel.",
                "1:69 fel: delar.när 2017 ligger före tid.från 2019-05 (sak s0). Rätta det datum som är fel.",
            ],
        ),
        (
            "tid: {från: 2019-05, till: 2019-04}, delar: [{när: 2018}]",
            ["1:33 fel: tid.till 2019-04 ligger före tid.från 2019-05 (sak s0). Rätta det datum som är fel."],
        ),
        ("delar: [{när: 2026-11-23}]", []),
        (
            "delar: [{när: 2026-11-24}]",
            [
                "1:26 varning: delar.när 2026-11-24 ligger i framtiden (sak s0). Rätta tiden, eller vänta med uppgiften tills den "
                "har varit."
            ],
        ),
        (
            "delar: [{namn: A a, när: 2019}, {namn: a  A, när: 2019}]",
            ["1:51 fel: delar.namn a A finns redan på rad 1 i samma sak (sak s0). Rätta den ena, eller slå ihop dem."],
        ),
        (
            "delar: [{namn: a}]",
            [
                "1:20 fel: Fältet delar.när saknas, men krävs när namn är ifyllt (sak s0). Dagen. Skriv till exempel när: 2020. "
                "Eller ta bort namn."
            ],
        ),
        (
            "sort: stor",
            [
                "1:3 fel: Fältet skäl saknas, men krävs när sort är stor (sak s0). Varför. Skriv till exempel skäl: och på nästa "
                "rad, indraget: - Plats. Eller rätta sort."
            ],
        ),
        (
            "sort: stor, skäl: ",
            [
                "1:24 fel: Fältet skäl är inte ifyllt, men krävs när sort är stor (sak s0). Varför. Skriv till exempel skäl: och "
                "på nästa rad, indraget: - Plats. Eller rätta sort."
            ],
        ),
        ("sort: stor, skäl: [Plats]", []),
        ("sort: liten", []),
        (
            "sort: liten, skäl: [Plats]",
            ["1:25 fel: skäl skrivs bara när sort är stor, men sort är liten (sak s0). Ta bort skäl, eller rätta sort."],
        ),
        (
            "skäl: [Plats]",
            ["1:12 fel: skäl skrivs bara när sort är stor, men sort är inte ifyllt (sak s0). Ta bort skäl, eller rätta sort."],
        ),
        ("sort: störst", ["1:18 fel: sort störst finns inte att välja (sak s0). Menade du stor? Välj bland: stor, liten."]),
    ],
)
def test_kravet_prövas_på_raden(folder, row, found):
    assert findings(folder, row) == found


def test_samma_värde_sägs_bara_där_de_andra_fälten_är_lika(folder):
    same, other = "ägare: Alfa, hela: 1, tid: {från: 2019}", "ägare: alfa, hela: 1, tid: {från: 2020}"
    assert findings(folder, same, other, "ägare: Alfa, hela: 1", "ägare: Alfa, hela: 1") == []
    assert findings(folder, same, other, same) == [
        "3:19 fel: ägare Alfa finns redan på rad 1 med samma hela och tid (sak s2). Rätta hela, tid eller ägare, eller ta bort "
        "raden om den är inlagd två gånger."
    ]


def test_samma_framtida_dag_sägs_en_gång(folder):
    found = findings(folder, *["delar: [{när: 2027}]"] * 3)
    assert found == [
        "1:26 varning: delar.när 2027 ligger i framtiden (sak s0 och 2 ställen till). Rätta tiden, eller vänta med uppgiften "
        "tills den har varit."
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "{högst: hela}",
            "{högst: hella}",
            "Tabellen saker, fältet del: högst hella är inget fält. Menade du hela? Välj bland id, hela, del, tak, höjd, text, "
            "sort, skäl, tid, delar, ägare.",
        ),
        ("{högst: hela}", "{högst: sort}", "Tabellen saker, fältet del: högst sort är inget tal."),
        ("{högst: hela}", "{högst: 5}", "Tabellen saker, fältet del: kravet högst har fel form. Skriv som högst: avslut."),
        (
            "[till, delar.när]",
            "[till, delar.nar]",
            "Tabellen saker, fältet tid.från: inte_efter delar.nar är inget fält. Välj bland från, till.",
        ),
        ("[till, delar.när]", "sort", "Tabellen saker, fältet tid.från: inte_efter sort är inget fält. Välj bland från, till."),
        ("[till, delar.när]", "[delar.namn]", "Tabellen saker, fältet tid.från: inte_efter delar.namn är inget datum."),
        (
            "example: Hus, constraints: {högst: hela}",
            "example: Hus, constraints: {inte_efter: i dag}",
            "Tabellen saker, fältet text: inte_efter går bara att ställa på datum.",
        ),
        (
            "{unik_inom: [hela, tid]}",
            "{unik_inom: [hela, tiden]}",
            "Tabellen saker, fältet ägare: unik_inom tiden är inget fält. Menade du tid? Välj bland id, hela, del, tak, höjd, "
            "text, sort, skäl, tid, delar, ägare.",
        ),
        (
            "krävs_när: {sort: stor}",
            "krävs_när: {sort: stort}",
            "Tabellen saker, fältet skäl: krävs_när sort: stort går inte att välja. Välj bland stor, liten.",
        ),
        (
            "bara_när: {sort: stor}",
            "bara_när: sort",
            "Tabellen saker, fältet skäl: kravet bara_när har fel form. Skriv som bara_när: {roll: utfall}.",
        ),
        (
            "items: {type: string, example: Plats}",
            "items: {type: string, example: Plats, constraints: {unik_inom: [sort]}}",
            "Tabellen saker, fältet skäl: unik_inom går bara att ställa på ett fält med namn.",
        ),
    ],
)
def test_ett_krav_på_något_som_inte_finns_är_ett_fel_i_ordboken(old, new, said):
    assert WORDS.count(old) >= 1
    with pytest.raises(DictionaryError) as error:
        parse(WORDS.replace(old, new, 1))
    assert str(error.value) == said


def test_ett_fel_i_ordboken_är_ett_fynd(folder):
    (folder / "datapackage.yaml").write_text(WORDS.replace("högst: hela", "högst: hel"), "utf8")
    (found,) = minimal.examine(Path()).findings
    assert (found.mark.file, found.mark.line, found.level, found.rule) == ("datapackage.yaml", 15, FEL, "ordbok")
    assert found.text.startswith("Tabellen saker, fältet del: högst hel är inget fält. Menade du hela?")
