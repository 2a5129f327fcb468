"""Fynden: hur de skrivs som text och i de format som GitHub, GitLab och andra program läser."""

import json
from dataclasses import replace

import pytest

from macros import findings
from macros.findings import (
    FEL,
    RÅD,
    VARNING,
    Finding,
    Mark,
    as_github,
    as_gitlab,
    as_json,
    as_text,
    closest,
    new_field,
    new_letters,
    new_value,
    shown,
    suggestion,
    summary,
    taken_away,
)

FYND = [
    Finding(
        Mark("data/insatser.yaml", 47, 5), FEL, "projekttid.slut 2017-03-31 ligger före start. Byt datum.", "slut-före-start"
    ),
    Finding(Mark("data/a,b:c%.yaml", 1, 2), VARNING, "50 % av\nposten: å, ä & ö\r", "prov"),
    Finding(Mark("data/metoder.yaml", 88, 3), RÅD, "Ingen insats använder metoden a.", "metod-används-inte"),
]


def test_text():
    assert as_text(FYND[:1]) == ("data/insatser.yaml:47:5 fel: projekttid.slut 2017-03-31 ligger före start. Byt datum.\n")
    assert as_text([]) == ""


def test_github():
    assert as_github(FYND) == (
        "::error file=data/insatser.yaml,line=47,col=5,title=fel::projekttid.slut 2017-03-31 ligger före start. Byt datum.\n"
        "::warning file=data/a%2Cb%3Ac%25.yaml,line=1,col=2,title=varning::50 %25 av%0Aposten: å, ä & ö%0D\n"
        "::notice file=data/metoder.yaml,line=88,col=3,title=råd::Ingen insats använder metoden a.\n"
    )


def test_gitlab():
    report = json.loads(as_gitlab(FYND))
    assert [{key: value for key, value in entry.items() if key != "fingerprint"} for entry in report] == [
        {
            "description": "projekttid.slut 2017-03-31 ligger före start. Byt datum.",
            "check_name": "slut-före-start",
            "severity": "blocker",
            "location": {"path": "data/insatser.yaml", "lines": {"begin": 47}},
        },
        {
            "description": "50 % av\nposten: å, ä & ö\r",
            "check_name": "prov",
            "severity": "minor",
            "location": {"path": "data/a,b:c%.yaml", "lines": {"begin": 1}},
        },
        {
            "description": "Ingen insats använder metoden a.",
            "check_name": "metod-används-inte",
            "severity": "info",
            "location": {"path": "data/metoder.yaml", "lines": {"begin": 88}},
        },
    ]


def test_fingeravtrycket_följer_fyndet_när_raden_flyttar():
    def prints(*places: tuple[int, str]) -> list[str]:
        return [
            entry["fingerprint"]
            for entry in json.loads(as_gitlab([Finding(Mark("x", line, 1), FEL, text, "prov") for line, text in places]))
        ]

    assert prints((1, "Finns redan på rad 3.")) == prints((7, "Finns redan på rad 12."))
    assert prints((1, "Andel 3.")) != prints((1, "Andel 12."))
    assert len(set(prints((1, "Samma."), (2, "Samma."), (3, "Samma.")))) == 3


def test_json():
    assert json.loads(as_json(FYND)) == [
        {
            "fil": "data/insatser.yaml",
            "rad": 47,
            "kolumn": 5,
            "nivå": "fel",
            "text": "projekttid.slut 2017-03-31 ligger före start. Byt datum.",
            "regel": "slut-före-start",
        },
        {
            "fil": "data/a,b:c%.yaml",
            "rad": 1,
            "kolumn": 2,
            "nivå": "varning",
            "text": "50 % av\nposten: å, ä & ö\r",
            "regel": "prov",
        },
        {
            "fil": "data/metoder.yaml",
            "rad": 88,
            "kolumn": 3,
            "nivå": "råd",
            "text": "Ingen insats använder metoden a.",
            "regel": "metod-används-inte",
        },
    ]
    assert "å, ä & ö" in as_json(FYND), "läsbart också utan program"


ODD = Finding(Mark("data/a\x1b[31m.yaml", 1, 1), FEL, "roll \x1b[31m\x9b\u202e\u200b\u2028\U000e0041 finns inte.", "prov")
PLAIN = r"roll \x1b[31m\x9b\u202e\u200b\u2028\U000e0041 finns inte."


def test_styrtecken_skrivs_ut_i_varje_format():
    """En terminal, eller loggen i CI, lyder annars det som står i ett namn."""
    assert as_text([ODD]) == rf"data/a\x1b[31m.yaml:1:1 fel: {PLAIN}" + "\n"
    assert as_github([ODD]) == rf"::error file=data/a\x1b[31m.yaml,line=1,col=1,title=fel::{PLAIN}" + "\n"
    (gitlab,), (row,) = json.loads(as_gitlab([ODD])), json.loads(as_json([ODD]))
    assert (gitlab["description"], gitlab["location"]["path"]) == (row["text"], row["fil"]) == (PLAIN, r"data/a\x1b[31m.yaml")


@pytest.mark.parametrize("name", findings.FORMATS)
def test_inget_format_släpper_igenom_ett_osynligt_tecken(name):
    everything = "".join(map(chr, (*range(0x20), *range(0x7F, 0xAE), *range(0x2000, 0x2070), 0xFEFF, 0xDC9B)))
    written = findings.FORMATS[name]([Finding(Mark(f"data/{everything}", 1, 1), FEL, everything, "prov")])
    assert {letter for letter in written if not letter.isprintable()} <= {
        "\n",
        "\xa0",
        *map(chr, range(0x2000, 0x200B)),
        "\u202f",
        "\u205f",
    }


def test_ett_fynd_är_en_rad():
    assert str(FYND[1]) == r"data/a,b:c%.yaml:1:2 varning: 50 % av\nposten: å, ä & ö\r"


@pytest.mark.parametrize("name", findings.FORMATS)
def test_inga_fynd_i_något_format(name):
    assert findings.FORMATS[name]([]).strip() in ("", "[]")


@pytest.mark.parametrize(
    "levels, text",
    [
        ([], "Inga fel."),
        ([RÅD], "1 råd."),
        ([VARNING], "1 varning."),
        ([FEL, FEL, VARNING, VARNING, RÅD], "2 fel, 2 varningar, 1 råd."),
    ],
)
def test_sammanfattning(levels, text):
    assert summary([Finding(Mark("x", 1, 1), level, "a") for level in levels]) == text


@pytest.mark.parametrize(
    "word, known, found",
    [
        ("summativ-utvärdering", ["formativ-utvardering", "summativ-utvardering"], "summativ-utvardering"),
        ("Namn", ["namn", "typ"], "namn"),
        ("esf projekt", ["ESF-projekt"], "ESF-projekt"),
        ("x", ["namn"], ""),
        ("", ["namn"], ""),
        ("namn", [], ""),
        ("n" * 101, ["n" * 100], ""),
        ("gula-gardn", [f"insats-{number}" for number in range(2500)] + ["gula-garden"], "gula-garden"),
    ],
)
def test_närmaste_kända_ord(word, known, found):
    assert closest(word, known) == found
    assert suggestion(word, known) == (f" Menade du {found}?" if found else "")


@pytest.mark.parametrize(
    "text, line",
    [
        ("kort", "kort"),
        ("två\n  rader", "två rader"),
        ("\x1b[31mröd\u200b", r"\x1b[31mröd\u200b"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("ett ord " * 20, "ett ord " * 7 + "ett…"),
        ("x" * 1_000_000, "x" * 59 + "…"),
    ],
)
def test_värden_visas_på_en_rad_och_kortade(text, line):
    assert shown(text) == line


def test_a_remedy_is_counted_and_told_in_json():
    first, second, third = FYND
    steps = (*taken_away(first.mark), *new_field(first.mark, "läge", "klar"), *new_letters(first.mark, "\t", " "))
    mended = [replace(first, remedy=steps), replace(second, remedy=new_value(second.mark, "50"))]
    assert summary([mended[0], third]) == "1 fel, 1 råd. 1 av dem kan rättas med make ratta."
    assert summary(mended) == "1 fel, 1 varning. Alla kan rättas med make ratta."
    assert summary(mended[:1]) == "1 fel. Det kan rättas med make ratta."
    rows = json.loads(as_json([*mended, third]))
    assert [row.get("rättelse") for row in rows] == [
        [
            {"gör": "bort", "fil": "data/insatser.yaml", "rad": 47, "kolumn": 5},
            {"gör": "fält", "fil": "data/insatser.yaml", "rad": 47, "kolumn": 5, "namn": "läge", "nytt": "klar"},
            {"gör": "tecken", "fil": "data/insatser.yaml", "rad": 47, "kolumn": 5, "namn": "\t", "nytt": " "},
        ],
        [{"gör": "värde", "fil": "data/a,b:c%.yaml", "rad": 1, "kolumn": 2, "nytt": "50"}],
        None,
    ]
