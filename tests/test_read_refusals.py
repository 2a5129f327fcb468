"""Det läsaren vägrar, och vad den då säger, ord för ord."""

import ast
import re
from pathlib import Path

import pytest

from macros import read
from macros.read import characters, read_rows, syntax

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
    (
        "styrtecken",
        "- id: ama\n  namn: A\u00adMA\n",
        "2:10 fel: Här står ett osynligt tecken (U+00AD). Ta bort det: radera och skriv om tecknen runt omkring.",
    ),
    (
        "styrtecken",
        '- id: ama\n  namn: "A\\u00adMA"\n',
        "2:9 fel: Värdet innehåller ett osynligt tecken (U+00AD), skrivet med omvänt snedstreck. Ta bort det.",
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
    elsewhere = {
        "dokument",
        "kalkylblad",
        "version",
        "filstorlek",
        "teckenkodning",
        "oläsbar-fil",
        "saknad-fil",
        "sidhuvud",
    }  # egna prov
    assert names == elsewhere | {rule for rule, _, _ in REFUSALS}


def test_varje_syntaxfel_har_sin_rättelse_prövad():
    texts = {remedy for _, _, remedy in syntax.SYNTAX_REMEDIES} | set(syntax.TEXTS.values())
    assert texts == {remedy for remedy in texts if any(remedy in finding for _, _, finding in REFUSALS)}
