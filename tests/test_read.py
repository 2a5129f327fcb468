"""Läsaren: vad den ger, vad den vägrar och vad den då säger, ord för ord. Aldrig ett undantag, vilka byte det än är."""

import ast
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import read
from macros.findings import FEL, LEVELS
from macros.read import Record, characters, read_file, read_rows, syntax
from macros.settings import ROOT

# Regeln, filens innehåll och fyndet: rad, kolumn och text.
REFUSALS = [
    (
        "yaml",
        "- id: ama\n  namn: AMA: Aktiviteter\n",
        "2:12 fel: Ett kolon följt av mellanslag står mitt i ett värde. Sätt raka citattecken runt hela värdet.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: : x\n",
        "2:9 fel: Ett kolon följt av mellanslag står mitt i ett värde. Sätt raka citattecken runt hela värdet.",
    ),
    (
        "yaml",
        "- id: ama\n  namn AMA\n  typ: x\n",
        "2:3 fel: Raden saknar ett kolon följt av mellanslag. Skriv fältets namn, kolon, mellanslag och värdet. "
        "Hör raden till texten ovanför: dra in den längre än fältets namn.",
    ),
    (
        "yaml",
        "- id: ama\n  namn:AMA\n  typ: x\n",
        "2:3 fel: Raden saknar ett kolon följt av mellanslag. Skriv fältets namn, kolon, mellanslag och värdet. "
        "Hör raden till texten ovanför: dra in den längre än fältets namn.",
    ),
    (
        "yaml",
        "- id: ama\n  syfte: |\n  text\n",
        "3:3 fel: Raden saknar ett kolon följt av mellanslag. Skriv fältets namn, kolon, mellanslag och värdet. "
        "Hör raden till texten ovanför: dra in den längre än fältets namn.",
    ),
    (
        "yaml",
        "- id: ama\nhej\n",
        "2:1 fel: Raden saknar ett kolon följt av mellanslag. Skriv fältets namn, kolon, mellanslag och värdet. "
        "Hör raden till texten ovanför: dra in den längre än fältets namn.",
    ),
    (
        "yaml",
        "- id: ama\n namn: c\n",
        "2:2 fel: Raden har fel indrag. Börja den lika långt in som raderna den hör ihop med, och en ny rad i "
        "listan med bindestreck och mellanslag.",
    ),
    (
        "yaml",
        "- id: ama\n   namn: c\n",
        "2:4 fel: Raden har fel indrag. Börja den lika långt in som raderna den hör ihop med, och en ny rad i "
        "listan med bindestreck och mellanslag.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: c\n    typ: x\n",
        "3:5 fel: Raden har fel indrag. Börja den lika långt in som raderna den hör ihop med, och en ny rad i "
        "listan med bindestreck och mellanslag.",
    ),
    (
        "yaml",
        "- id: ama\n  utförare:\n    - a\n   - b\n",
        "4:4 fel: Raden har fel indrag. Börja den lika långt in som raderna den hör ihop med, och en ny rad i "
        "listan med bindestreck och mellanslag.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: x\n hej\n",
        "3:2 fel: Raden har fel indrag. Börja den lika långt in som raderna den hör ihop med, och en ny rad i "
        "listan med bindestreck och mellanslag.",
    ),
    (
        "yaml",
        '- id: ama\n  namn: "AMA\n  typ: x\n',
        "2:9 fel: Citattecknet här stängs aldrig. Skriv ett likadant där värdet slutar.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: 'AMA\n  typ: x\n",
        "2:9 fel: Citattecknet här stängs aldrig. Skriv ett likadant där värdet slutar.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: 'it's x'\n",
        "2:13 fel: Det står mer text efter värdet. Sätt raka citattecken runt alltihop, av en annan sort än de som "
        "finns i texten: \"…\" eller '…'.",
    ),
    (
        "yaml",
        '- id: ama\n  namn: "AMA" projektet\n',
        "2:15 fel: Det står mer text efter värdet. Sätt raka citattecken runt alltihop, av en annan sort än de som "
        "finns i texten: \"…\" eller '…'.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: [AMA] x\n",
        "2:15 fel: Det står mer text efter värdet. Sätt raka citattecken runt alltihop, av en annan sort än de som "
        "finns i texten: \"…\" eller '…'.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: [AMA\n  typ: x\n",
        "2:9 fel: Klammern eller hakparentesen här stängs aldrig. Sätt raka citattecken runt värdet om den hör till texten.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: {AMA\n  typ: x\n",
        "2:9 fel: Klammern eller hakparentesen här stängs aldrig. Sätt raka citattecken runt värdet om den hör till texten.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: [\n  utförare:\n    - a\n",
        "2:9 fel: Klammern eller hakparentesen här stängs aldrig. Sätt raka citattecken runt värdet om den hör till texten.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: ]AMA\n",
        "2:9 fel: Ett värde eller ett fält kan inte börja med ]. Sätt raka citattecken runt det.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: @AMA\n",
        "2:9 fel: Ett värde eller ett fält kan inte börja med @. Sätt raka citattecken runt det.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: %AMA\n",
        "2:9 fel: Ett värde eller ett fält kan inte börja med %. Sätt raka citattecken runt det.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: `AMA`\n",
        "2:9 fel: Ett värde eller ett fält kan inte börja med `. Sätt raka citattecken runt det.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: , AMA\n",
        "2:9 fel: Ett värde eller ett fält kan inte börja med ,. Sätt raka citattecken runt det.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: ? AMA\n",
        "2:9 fel: Ett värde eller ett fält kan inte börja med ?. Sätt raka citattecken runt det.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: [a,,b]\n",
        "2:12 fel: Ett värde eller ett fält kan inte börja med ,. Sätt raka citattecken runt det.",
    ),
    ("yaml", "- id: ama\n  : AMA\n", "2:3 fel: Ett värde eller ett fält kan inte börja med :. Sätt raka citattecken runt det."),
    (
        "yaml",
        "- id: ama\n  namn: |AMA\n",
        "2:9 fel: Efter | eller > ska texten börja på nästa rad, längre indragen. Sätt raka citattecken runt "
        "värdet om tecknet hör till texten.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: - AMA\n",
        "2:9 fel: Ett bindestreck står direkt efter kolonet. Skriv det på nästa rad om det är en lista, annars "
        "sätt raka citattecken runt värdet.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: -\n",
        "2:9 fel: Ett bindestreck står direkt efter kolonet. Skriv det på nästa rad om det är en lista, annars "
        "sätt raka citattecken runt värdet.",
    ),
    (
        "yaml",
        '- id: ama\n  namn: "C:\\data"\n',
        "2:12 fel: Ett omvänt snedstreck står inom dubbla citattecken. Byt till enkla citattecken: '…'.",
    ),
    (
        "yaml",
        '- id: ama\n  namn: "C:\\Users"\n',
        "2:14 fel: Ett omvänt snedstreck står inom dubbla citattecken. Byt till enkla citattecken: '…'.",
    ),
    (
        "yaml",
        '- id: ama\n  namn: "\\ud800"\n',
        "2:12 fel: Ett omvänt snedstreck står inom dubbla citattecken. Byt till enkla citattecken: '…'.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: *AMA*\n",
        "2:9 fel: Ett värde kan inte börja med & eller *. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: **fet**\n",
        "2:9 fel: Ett värde kan inte börja med & eller *. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: & co\n",
        "2:9 fel: Ett värde kan inte börja med & eller *. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: !<x\n",
        "2:9 fel: Ett värde kan inte börja med utropstecken. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    ),
    (
        "yaml",
        "- id: ama\n  namn: !e!x\n",
        "2:9 fel: Ett värde kan inte börja med utropstecken. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    ),
    ("yaml", "- id: ama\n...\n- id: b\n", "3:1 fel: Filen är delad med --- eller en rad med tre punkter. Ta bort den raden."),
    (
        "yaml",
        "- id: ama\n  " + "x" * 1100 + ": a\n",
        "2:3 fel: Raden saknar ett kolon följt av mellanslag. Skriv fältets namn, kolon, mellanslag och värdet. "
        "Hör raden till texten ovanför: dra in den längre än fältets namn.",
    ),
    (
        "ankare",
        "- id: ama\n  namn: &a AMA\n",
        "2:9 fel: Ett värde kan inte börja med & eller *. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    ),
    (
        "ankare",
        "- &rad\n  id: ama\n",
        "1:3 fel: Ett värde kan inte börja med & eller *. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    ),
    (
        "ankare",
        "- id: ama\n  namn: *ama\n",
        "2:9 fel: Ett värde kan inte börja med & eller *. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    ),
    (
        "tagg",
        "- id: ama\n  namn: !x\n",
        "2:9 fel: Ett värde kan inte börja med utropstecken. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    ),
    (
        "tagg",
        "- id: ama\n  namn: !!python/object:os.system x\n",
        "2:9 fel: Ett värde kan inte börja med utropstecken. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    ),
    (
        "flera-dokument",
        "- id: ama\n---\n- id: b\n",
        "2:1 fel: Filen är delad med --- eller en rad med tre punkter. Ta bort den raden.",
    ),
    (
        "djup",
        "- id: " + "[" * 100 + "]" * 100,
        "1:26 fel: Listor ligger i varandra i mer än 20 nivåer. Ta bort de bindestreck och parenteser som inte behövs.",
    ),
    (
        "indrag",
        "- id: ama\n  utförare:\n    - a\n     - b\n",
        "4:6 fel: Raden har fel indrag. Börja den lika långt in som raderna den hör ihop med, och en ny rad i "
        "listan med bindestreck och mellanslag.",
    ),
    (
        "kommentar",
        "- id: ama\n  parter:\n    - Skola #3\n",
        "3:13 varning: Det som står efter # kommer inte med. Sätt raka citattecken runt hela värdet om det hör dit, "
        "annars skriv ett mellanslag efter #.",
    ),
    (
        "kommentar",
        "- id: ama\n  namn: Tabell #3\n",
        "2:16 varning: Det som står efter # kommer inte med. Sätt raka citattecken runt hela värdet om det hör "
        "dit, annars skriv ett mellanslag efter #.",
    ),
    ("nyckel", "- ? [a]\n  : b\n", "1:5 fel: Fältets namn är inte vanlig text. Skriv namnet, kolon, mellanslag och värdet."),
    ("nyckel", "- {a: b}: c\n", "1:3 fel: Fältets namn är inte vanlig text. Skriv namnet, kolon, mellanslag och värdet."),
    ("nyckel", '- "": c\n', "1:3 fel: Fältets namn är inte vanlig text. Skriv namnet, kolon, mellanslag och värdet."),
    (
        "dubbel-nyckel",
        "- id: ama\n  namn: a\n  namn: b\n",
        "3:3 fel: Fältet namn står två gånger (först på rad 2). Ta bort det ena.",
    ),
    (
        "dubbel-nyckel",
        "- id: ama\n  namn:\n  namn: b\n",
        "3:3 fel: Fältet namn står två gånger (först på rad 2). Ta bort det ena.",
    ),
    (
        "ihopskrivna-rader",
        "- id: a\n  namn: b\n  id: c\n  namn: d\n",
        "3:3 fel: Fälten id och namn står två gånger (först på rad 1). Är det en ny rad i tabellen: skriv "
        "bindestreck och mellanslag före det första fältet.",
    ),
    (
        "styrtecken",
        '- id: ama\n  namn: "a\\x07"\n',
        "2:9 fel: Värdet innehåller ett osynligt tecken (U+0007), skrivet med omvänt snedstreck. Ta bort det.",
    ),
    (
        "styrtecken",
        "- id: ama\n  namn: A\u200bMA\n",
        "2:10 fel: Här står ett osynligt tecken (U+200B). Ta bort det: radera och skriv om tecknen runt omkring.",
    ),
    (
        "styrtecken",
        "- id: ama\n  namn: A\u0007MA\n",
        "2:10 fel: Här står ett osynligt tecken (U+0007). Ta bort det: radera och skriv om tecknen runt omkring.",
    ),
    (
        "styrtecken",
        "- id: ama\n  namn: A\ufeffMA\n",
        "2:10 fel: Här står ett osynligt tecken (U+FEFF). Ta bort det: radera och skriv om tecknen runt omkring.",
    ),
    (
        "styrtecken",
        "- id: ama\n  namn: A\u2028MA\n",
        "2:10 fel: Här står ett osynligt tecken (U+2028). Ta bort det: radera och skriv om tecknen runt omkring.",
    ),
    ("tabb", "- id: ama\n\tnamn: AMA\n", "2:1 fel: Raden innehåller en tabb. Byt den mot mellanslag."),
    ("tabb", "- id: ama\n  namn:\tA\tB\n", "2:8 fel: Raden innehåller en tabb. Byt den mot mellanslag."),
    (
        "procent",
        "%YAML 1.2\n---\n- id: ama\n",
        "1:1 fel: Raden börjar med %. Ta bort den, eller dra in den om den hör till texten ovanför.",
    ),
    (
        "konflikt",
        "- id: ama\n=======\n",
        "2:1 fel: Här har git lagt båda versionerna av samma rader. Behåll den rätta, och ta bort den andra och raderna med "
        "<<<<<<<, ======= och >>>>>>>.",
    ),
    (
        "procent",
        "- id: ama\n% text\n",
        "2:1 fel: Raden börjar med %. Ta bort den, eller dra in den om den hör till texten ovanför.",
    ),
    (
        "streck",
        "- id: ama\n-id: b\n",
        "2:1 fel: Ett mellanslag saknas efter bindestrecket. Skriv bindestreck, mellanslag och fältets namn.",
    ),
    (
        "hårt-mellanslag",
        "- id: ama\n\xa0 namn: AMA\n",
        "2:1 fel: Här står ett hårt mellanslag (U+00A0). Byt det mot ett vanligt mellanslag.",
    ),
    (
        "hårt-mellanslag",
        "- id: ama\n  namn:\xa0AMA\n",
        "2:8 fel: Här står ett hårt mellanslag (U+00A0). Byt det mot ett vanligt mellanslag.",
    ),
    (
        "listform",
        "id: ama\n",
        "1:1 fel: Filen ska vara en lista. Börja varje ny rad i tabellen med bindestreck och mellanslag, och ta "
        "bort det som står före den första.",
    ),
    (
        "listform",
        "insatser:\n- id: ama\n",
        "1:1 fel: Filen ska vara en lista. Börja varje ny rad i tabellen med bindestreck och mellanslag, och ta "
        "bort det som står före den första.",
    ),
    (
        "listform",
        "hej\n- id: ama\n",
        "1:1 fel: Filen ska vara en lista. Börja varje ny rad i tabellen med bindestreck och mellanslag, och ta "
        "bort det som står före den första.",
    ),
    (
        "listform",
        "hej\n",
        "1:1 fel: Filen ska vara en lista. Börja varje ny rad i tabellen med bindestreck och mellanslag, och ta "
        "bort det som står före den första.",
    ),
    (
        "listform",
        "{}\n",
        "1:1 fel: Filen ska vara en lista. Börja varje ny rad i tabellen med bindestreck och mellanslag, och ta "
        "bort det som står före den första.",
    ),
    ("radform", "- ama\n", "1:3 fel: Raden består inte av fält. Skriv fältets namn, kolon, mellanslag och värdet."),
    ("radform", "- [a]\n", "1:3 fel: Raden består inte av fält. Skriv fältets namn, kolon, mellanslag och värdet."),
    ("radform", "- id: ama\n-\n", "2:2 fel: Raden är tom. Ta bort den, eller skriv fält efter bindestrecket."),
    (
        "tomt-stycke",
        "- id: ama\n  arbete: >5\n  kön: totalt\n",
        '2:11 fel: Efter kolonet står | eller > utan text på raderna under. Sätt raka citattecken runt värdet, som ">5", eller '
        "skriv texten på nästa rad, indragen.",
    ),
    ("tom-fil", "", "1:1 fel: Filen är tom. Skriv [] om tabellen inte ska ha några rader."),
    ("tom-fil", "\n# bara en kommentar\n", "1:1 fel: Filen är tom. Skriv [] om tabellen inte ska ha några rader."),
    ("tom-fil", "---\n", "1:1 fel: Filen är tom. Skriv [] om tabellen inte ska ha några rader."),
    ("tom-fil", "\ufeff", "1:1 fel: Filen är tom. Skriv [] om tabellen inte ska ha några rader."),
]


def found(content: str | bytes) -> list[str]:
    """Fynden, utan filens namn."""
    data = content.encode() if isinstance(content, str) else content
    return [str(finding).removeprefix("data/x.yaml:") for finding in read_rows(data, "data/x.yaml").findings]


@pytest.mark.parametrize("rule, content, finding", REFUSALS)
def test_läsaren_vägrar_och_säger_varför(rule, content, finding):
    reading = read_rows(content.encode(), "data/x.yaml")
    assert [str(one) for one in reading.findings] == [f"data/x.yaml:{finding}"]
    assert [one.rule for one in reading.findings] == [rule]


def test_varje_slags_vägran_är_prövad():
    """Ett nytt fynd i macros/read/ behöver ett fall här."""
    sources = [path.read_text("utf8") for path in Path(read.__file__).parent.glob("*.py")]
    calls = [node for source in sources for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = {
        call.args[-1].value
        for call in calls
        if re.search(r"(?:Finding|note|stop)$", ast.unparse(call.func)) and isinstance(call.args[-1], ast.Constant)
    } | {name.replace("_", "-") for name in characters.REFUSED_REMEDIES}
    elsewhere = {"filstorlek", "teckenkodning", "oläsbar-fil"}  # egna prov nedan
    assert names == elsewhere | {rule for rule, _, _ in REFUSALS}


def test_varje_syntaxfel_har_sin_rättelse_prövad():
    texts = {remedy for _, _, remedy in syntax.SYNTAX_REMEDIES} | set(syntax.TEXTS.values())
    assert texts == {remedy for remedy in texts if any(remedy in finding for _, _, finding in REFUSALS)}


# Det läsaren ger


def test_allt_är_text_med_sin_plats():
    rows = read_rows(b"- id: NO\n  nummer: 0701234567\n  tal: 1.10\n  tid: 12:30\n  tomt: ~\n  ja: yes\n", "x").rows
    assert rows == [{"id": "NO", "nummer": "0701234567", "tal": "1.10", "tid": "12:30", "tomt": "~", "ja": "yes"}]
    assert [value.mark for value in rows[0].values()] == [
        ("x", 1, 7),
        ("x", 2, 11),
        ("x", 3, 8),
        ("x", 4, 8),
        ("x", 5, 9),
        ("x", 6, 7),
    ]
    assert rows[0].key_mark("tid") == ("x", 4, 3) and rows[0].key_mark("finns inte") == rows[0].mark == ("x", 1, 3)
    assert rows[0].value_mark("tid") == ("x", 4, 8) and rows[0].value_mark("finns inte") == ("x", 1, 3)


def test_listor_och_objekt_har_sin_plats():
    row = read_rows("- lista:\n    - a\n    - b: å\n      c: d\n  kort: [x, {y: z}]\n".encode(), "x").rows[0]
    assert row == {"lista": ["a", {"b": "å", "c": "d"}], "kort": ["x", {"y": "z"}]}
    assert row["lista"].mark[1:] == (2, 5) and row["lista"][1].mark[1:] == (3, 7) and row["lista"][1]["c"].mark[1:] == (4, 10)
    assert row["kort"].mark[1:] == (5, 9) and row["kort"][1]["y"].mark[1:] == (5, 17)


@pytest.mark.parametrize(
    "written, value",
    [
        ("a b", "a b"),
        ("'a: b'", "a: b"),
        ('"a: b"', "a: b"),
        ("'it''s'", "it's"),
        ('"a\\nb"', "a\nb"),
        ("' a '", "a"),
        ("|\n    a\n    b\n", "a\nb"),
        (">\n    a\n    b\n\n    c\n", "a b\nc"),
        ("|-\n    - a\n    - b", "- a\n- b"),
        ("a\n    b", "a b"),
        ("https://exempel.se/#del", "https://exempel.se/#del"),
        ("C#", "C#"),
        ("a # kommentar", "a"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("\U0001f600", "\U0001f600"),
        ("x" * 100_000, "x" * 100_000),
        ("-5", "-5"),
    ],
)
def test_värden(written, value):
    reading = read_rows(f"- id: {written}\n".encode(), "x")
    assert reading.findings == []
    assert reading.rows == [{"id": value}]


def test_fält_utan_värde_är_inte_ifyllt_men_minns_sin_plats():
    (row,) = read_rows(b"- id: a\n  namn:\n  typ: ''\n", "x").rows
    assert row == {"id": "a"}
    assert [(name, key.mark[1:]) for name, key in row.blank.items()] == [("namn", (2, 3)), ("typ", (3, 3))]
    assert row.key_mark("typ") == ("x", 3, 3)


def test_tom_lista_är_en_tabell_utan_rader():
    assert read_rows(b"[]\n", "x") == ([], [], True, "[]\n")


@pytest.mark.parametrize(
    "content",
    [
        "- id: a\n  b: c\n",
        "\ufeff- id: a\n  b: c\n",
        "- id: a\r\n  b: c\r\n",
        "- id: a\r  b: c\r",
        "- id: a\r\n  b: c\n",
        "---\n- id: a\n  b: c\n...\n",
        "# rubrik\n\n- id: a\n  b: c # kommentar",
        "-\n  id: a\n  b: c\n",
        "  - id: a\n    b: c\n",
        "[{id: a, b: c}]",
        "- {id: a, b: c}\n",
        "- ? id\n  : a\n  ? b\n  : c\n",
    ],
)
def test_samma_rader_hur_filen_än_är_skriven(content):
    reading = read_rows(content.encode(), "x")
    assert (reading.rows, reading.findings, reading.complete) == ([{"id": "a", "b": "c"}], [], True)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_radnummer_stämmer_hur_raderna_än_slutar(end):
    assert found(end.join(["- id: a", "  b: c", "  d: [", "- id: e", "  f: g: h", ""])) == [
        "3:6 fel: Klammern eller hakparentesen här stängs aldrig. Sätt raka citattecken runt värdet om den hör till texten.",
        "5:7 fel: Ett kolon följt av mellanslag står mitt i ett värde. Sätt raka citattecken runt hela värdet.",
    ]


def test_nycklar_som_andra_yaml_läsare_tolkar_är_vanlig_text():
    assert read_rows(b"- <<: {a: b}\n  =: c\n  yes: d\n", "x").rows == [{"<<": {"a": "b"}, "=": "c", "yes": "d"}]


# Flera fel på en gång


def test_alla_rader_med_fel_syns_och_de_andra_blir_lästa():
    reading = read_rows(b"- id: a\n  b: c: d\n- id: b\n- id: c\n  e: 'f\n- g\n- id: d\n  e: f\n  e: g\n- id: e\n", "x")
    assert [finding.mark[1:] for finding in reading.findings] == [(2, 7), (5, 6), (6, 3), (9, 3)]
    assert [row["id"] for row in reading.rows] == ["b", "d", "e"]
    assert not reading.complete


def test_tabbar_hindrar_inte_att_andra_fel_syns():
    assert found("- id: a\n\tb: c\n\td: e\n- id: b\n  c: d: e\n- id: c\n") == [
        "2:1 fel: Raden innehåller en tabb. Byt den mot mellanslag.",
        "3:1 fel: Raden innehåller en tabb. Byt den mot mellanslag.",
        "5:7 fel: Ett kolon följt av mellanslag står mitt i ett värde. Sätt raka citattecken runt hela värdet.",
    ]


def test_felet_före_första_raden_syns_tillsammans_med_de_andra():
    assert [line[:7] for line in found("# rubrik\ninsatser:\n- id: a\n  b: c: d\n")] == ["2:1 fel", "4:7 fel"]


def test_ett_och_samma_fel_överallt_visas_till_en_gräns():
    assert len(found("- id: a\n\tb: c\n" * 1000)) == len(found("- a\n" * 1000)) == len(found("- a: b: c\n" * 1000)) == 100


def test_en_varning_gör_inte_tabellen_ofullständig():
    reading = read_rows(b"- id: a #1\n", "x")
    assert reading.complete and [finding.level for finding in reading.findings] == ["varning"]


# Filen som helhet


@pytest.mark.parametrize(
    "content, place",
    [
        ("- namn: Åre".encode("latin-1"), "1:9"),
        ("- namn: å\n- namn: ".encode() + b"\xe4\n", "2:9"),
        ("- a".encode("utf-16"), "1:1"),
        ("- a".encode("utf-16-le"), "1:2"),
        (b"\x89PNG\r\n\x1a\n\0\0", "1:1"),
        (b"- a: \0", "1:6"),
        (b"- a: \xed\xa0\x80", "1:6"),
        (b"\xef\xbb\xbf- a: \xff", "1:6"),
        (b"\r\n\r\n- \xff", "3:3"),
    ],
)
def test_fel_teckenkodning(content, place):
    assert found(content) == [
        f"{place} fel: Filen är inte sparad som text i UTF-8, så å, ä och ö går inte att läsa. "
        "Spara om den med teckenkodningen UTF-8."
    ]


def test_för_stor_fil(tmp_path):
    message = "1:1 fel: Filen är 20 MB. Gränsen är 10 MB. Ta bort det som inte hör hemma i den."
    assert found(b"- a: bcdef\n" * 1_800_000) == [message]
    (tmp_path / "x.yaml").write_bytes(b"x" * 20_000_000)
    assert [str(finding) for finding in read_file(tmp_path / "x.yaml", "x").findings] == [f"x:{message}"]
    assert found(b"x" * (characters.MAX_BYTES + 1)) == [message.replace("20 MB", "11 MB")]


def test_fil_som_saknas_är_en_tom_tabell(tmp_path):
    assert read_file(tmp_path / "finns-inte.yaml", "x") == ([], [], True, "")


def test_mapp_och_länk_utan_mål_är_inga_filer(tmp_path):
    (tmp_path / "mapp.yaml").mkdir()
    (tmp_path / "länk.yaml").symlink_to(tmp_path / "finns-inte")
    for name in ("mapp.yaml", "länk.yaml"):
        assert [str(finding) for finding in read_file(tmp_path / name, "x").findings] == [
            "x:1:1 fel: Filen går inte att öppna. Det är ingen vanlig fil. Ersätt den med filen som den var senast."
        ]


def test_fil_som_inte_får_läsas(tmp_path, monkeypatch):
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "x.yaml").touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [str(finding) for finding in read_file(tmp_path / "x.yaml", "x").findings] == [
        "x:1:1 fel: Filen går inte att öppna. Kontrollera att du får läsa den, och att inget annat program håller den öppen."
    ]


# Angrepp


LAUGHS = "- &a [x, x]\n" + "".join(f"- &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefghijklmnop", "bcdefghijklmnopq"))


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "- a:\n" + "".join(" " * depth + "a:\n" for depth in range(2, 1500)),
        "? " * 100_000,
        "- id: " + "[" * 100_000 + "]" * 100_000,
        LAUGHS,
        "- " + "a" * 1_000_000,
        "- a: " + "b: " * 100_000,
        "- a: '" + "'" * 100_001,
        "\n" * 1_000_000,
        "#" * 1_000_000,
        "- a: |\n" + "  b\n" * 100_000,
        ":" * 100_000,
        "- *a\n" * 20_000,
        "- [\n" * 20_000,
        "-\n" * 100_000,
        "\t" * 1_000_000,
        "\x01" * 1_000_000,
        "\u200b\n" * 100_000,
    ],
)
def test_angrepp_ger_fynd_snart(content):
    start = time.process_time()
    reading = read_rows(content.encode(), "x")
    assert time.process_time() - start < 5
    assert len(reading.findings) <= 101
    assert reading.findings or reading.rows


def check_reading(data: bytes) -> None:
    """Vad som alltid gäller: fynd med plats och avslutad text, och rader bara av Record."""
    reading = read_rows(data, "x")
    assert all(isinstance(row, Record) for row in reading.rows)
    assert reading.complete or any(finding.level == FEL for finding in reading.findings)
    for finding in reading.findings:
        assert finding.mark.file == "x" and finding.mark.line >= 1 and finding.mark.column >= 1
        assert finding.level in LEVELS and finding.rule
        assert finding.text.endswith(".") and "\n" not in finding.text


PIECES = st.sampled_from(
    [
        "- ",
        "-",
        "\n",
        "\n- ",
        "\n  ",
        "  ",
        ": ",
        ":",
        "a",
        "å",
        "id",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!x ",
        "|",
        ">",
        "#",
        " #x",
        "? ",
        "%",
        "@",
        "---",
        "...",
        "<<",
        "\t",
        "\r",
        "\\",
        "\0",
        "\u2028",
        ",",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=100).map(lambda text: text.encode("utf8", "surrogatepass"))
    | st.lists(PIECES, max_size=40).map("".join).map(str.encode)
)
def test_vilka_byte_som_helst(data):
    check_reading(data)


REAL = {path.name: path.read_bytes() for path in sorted((ROOT / "data").glob("*.yaml"))}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(REAL)),
    st.integers(0, 10_000),
    st.integers(0, 30),
    st.binary(max_size=8) | st.lists(PIECES, max_size=6).map("".join).map(str.encode),
)
def test_riktiga_filer_med_ett_stycke_utbytt(name, start, length, new):
    data = REAL[name]
    start %= len(data) + 1
    check_reading(data[max(0, start - 1500) : start] + new + data[start + length : start + 1500])
