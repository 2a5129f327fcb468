"""Ordboken: vad den ger, och vad som sägs när den inte går att använda."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.dictionary.load import FILE_NAME, DictionaryError, load, parse
from macros.dictionary.slag import SLAG
from macros.dictionary.words import walk
from tests.rader import DICTIONARY

WORDS = """\
name: prov
title: Prov
description: En liten ordbok.
licenses:
  - name: CC0-1.0
    title: CC0
    path: https://exempel.se/cc0
resources:
  - name: saker
    title: Saker
    rad: sak
    description: Det som finns.
    schema:
      primaryKey: id
      fields:
        - name: id
          title: Id
          type: string
          slag: id
          description: Kort namn.
          example: hus
          constraints: {required: true, unique: true}
        - name: antal
          title: Antal
          type: integer
          description: Hur många.
          example: "3"
          constraints: {minimum: 0}
        - name: delar
          title: Delar
          type: array
          description: Vad saken består av.
          items: {type: string, referens: saker, example: hus}
        - name: mått
          title: Mått
          type: object
          description: Hur stor saken är.
          fields:
            - name: höjd
              title: Höjd
              type: number
              description: I meter.
              example: "2.5"
"""


def test_ordboken_som_python():
    words = parse(WORDS)
    table = words.tables["saker"]
    assert (words.name, table.rad, table.file_name, table.primary_key) == ("prov", "sak", "saker.yaml", "id")
    assert [(path, field.type) for path, field in walk(table.fields)] == [
        ("id", "string"),
        ("antal", "integer"),
        ("delar", "array"),
        ("delar", "string"),
        ("mått", "object"),
        ("mått.höjd", "number"),
    ]
    assert [(path, field.example) for _, path, field in words.leaves()] == [
        ("id", "hus"),
        ("antal", "3"),
        ("delar", "hus"),
        ("mått.höjd", "2.5"),
    ]
    assert table.field("mått.höjd").title == "Höjd" and table.by_name["id"].required and not table.by_name["antal"].required
    with pytest.raises(KeyError):
        table.field("mått.bredd")


def test_projektets_ordbok_går_att_läsa():
    assert {"forbund", "parter", "insatser", "metoder", "begrepp", "kallor"} <= set(load(DICTIONARY.parent).tables)


def test_en_mapp_utan_ordbok_får_projektets(tmp_path):
    assert load(tmp_path) == load(DICTIONARY.parent)


# Texten som byts, det den byts mot, raden och vad som sägs.
MISTAKES = [
    ("title: Prov\n", "", 1, "Ordboken: nyckeln title saknas. Lägg till den."),
    ("name: prov", "name: 1", 1, "Ordboken: name ska vara text. Sätt raka citattecken runt värdet."),
    ("    rad: sak\n", "", 9, "Tabellen saker: nyckeln rad saknas. Lägg till den."),
    ("  - name: saker\n    title", "  - title", 9, "En tabell: nyckeln name saknas. Lägg till den."),
    ("          title: Antal\n", "", 23, "Tabellen saker, fältet antal: nyckeln title saknas. Lägg till den."),
    (
        "        - name: antal\n          title",
        "        - title",
        23,
        "Tabellen saker, ett fält: nyckeln name saknas. Lägg till den.",
    ),
    (
        '          example: "3"\n',
        "",
        23,
        "Tabellen saker, fältet antal: nyckeln example saknas. Skriv ett exempel inom citattecken.",
    ),
    (
        '          example: "3"\n',
        '          exampel: "3"\n',
        23,
        "Tabellen saker, fältet antal: nyckeln exampel finns inte. Menade du example? Välj bland name, title, type, slag, enhet, "
        "description, skriv, example, referens, constraints, rubriker, ur_mappen, fields, items.",
    ),
    (
        "          description: Hur många.\n",
        "          description: Hur många.\n          ur_mappen: ja\n",
        23,
        "Tabellen saker, fältet antal: ur_mappen ska vara true eller false.",
    ),
    (
        "          description: Hur många.\n",
        "          description: Hur många.\n          ur_mappen: true\n",
        23,
        "Tabellen saker, fältet antal: ur_mappen går bara att ställa på förbund och roll. Ta bort nyckeln.",
    ),
    *(
        (
            "          description: Hur många.\n",
            f"          description: Hur många.\n          {key}: [kronor]\n",
            23,
            f"Tabellen saker, fältet antal: {key} ska vara text. Sätt raka citattecken runt värdet.",
        )
        for key in ("skriv", "enhet")
    ),
    (
        "type: integer",
        "type: heltal",
        23,
        "Tabellen saker, fältet antal: type heltal finns inte. Välj bland string, integer, number, year, boolean, array, object.",
    ),
    ("slag: id", "slag: idd", 16, f"Tabellen saker, fältet id: slag idd finns inte. Välj bland {', '.join(SLAG)}."),
    (
        "{minimum: 0}",
        "{minimun: 0}",
        23,
        "Tabellen saker, fältet antal: kravet minimun går inte att ställa på integer. Välj bland required, unique, minimum, maximum, högst, unik_inom, krävs_när, bara_när.",
    ),
    (
        "{minimum: 0}",
        "{maxLength: 5}",
        23,
        "Tabellen saker, fältet antal: kravet maxLength går inte att ställa på integer. Välj bland required, unique, minimum, maximum, högst, unik_inom, krävs_när, bara_när.",
    ),
    ("{minimum: 0}", "{minimum: noll}", 23, "Tabellen saker, fältet antal: kravet minimum har fel form. Skriv som minimum: 0."),
    (
        "{required: true, unique: true}",
        "{enum: [a, no]}",
        16,
        "Tabellen saker, fältet id: kravet enum har fel form. Skriv som enum: [värd, referens].",
    ),
    (
        "{required: true, unique: true}",
        "required",
        16,
        "Tabellen saker, fältet id: constraints ska vara nycklar med värden, som {required: true}.",
    ),
    (
        "items: {type: string, referens: saker, example: hus}",
        "items: string",
        29,
        "Tabellen saker, fältet delar, items ska bestå av nycklar med värden. Skriv name, title och de andra på egna rader.",
    ),
    (
        "          items: {type: string, referens: saker, example: hus}\n",
        "",
        29,
        "Tabellen saker, fältet delar: object ska ha nyckeln fields och array nyckeln items.",
    ),
    (
        "referens: saker",
        "referens: sakar",
        1,
        "Tabellen saker, fältet delar: referens sakar är ingen tabell. Menade du saker? Välj bland saker.",
    ),
    ("name: antal", "name: id", 14, "Tabellen saker: fältet id beskrivs två gånger. Ta bort det ena."),
    ("primaryKey: id", "primaryKey: namn", 9, "Tabellen saker: primaryKey namn är inget fält. Skriv namnet på ett av fälten."),
    ("resources:", "resurser:", 1, "Ordboken: resources ska vara en lista. Börja varje rad i den med bindestreck."),
    (
        "licenses:\n  - name: CC0-1.0\n    title: CC0",
        "licenses:\n  - title: CC0",
        5,
        "Ordboken, en licens: nyckeln name saknas. Lägg till den.",
    ),
    (
        "title: Prov",
        "title: Prov: ett",
        2,
        "Ordboken går inte att läsa. Kontrollera indrag, kolon och citattecken på raden och raden ovanför.",
    ),
    (
        "      primaryKey: id\n",
        "\tprimaryKey: id\n",
        14,
        "Ordboken går inte att läsa. Kontrollera indrag, kolon och citattecken på raden och raden ovanför.",
    ),
]


@pytest.mark.parametrize("old, new, line, text", MISTAKES, ids=range(len(MISTAKES)))
def test_misstag_i_ordboken(old, new, line, text):
    assert old in WORDS
    with pytest.raises(DictionaryError) as caught:
        parse(WORDS.replace(old, new, 1))
    assert (caught.value.line, str(caught.value)) == (line, text)


def test_två_tabeller_med_samma_namn():
    table = WORDS[WORDS.index("  - name: saker") :]
    with pytest.raises(DictionaryError, match=r"^Tabellen saker beskrivs två gånger\. Ta bort den ena\.$"):
        parse(WORDS + table)


@pytest.mark.parametrize("key", ["name", "title", "description", "licenses", "resources"])
def test_ordboken_utan_en_nyckel(key):
    raw = yaml.safe_load(WORDS)
    del raw[key]
    with pytest.raises(DictionaryError, match=key):
        parse(yaml.safe_dump(raw, allow_unicode=True))


SHAPE = "Ordboken ska bestå av nycklar med värden. Skriv name, title och de andra på egna rader."
DEEP = "Ordboken har listor i varandra i alltför många nivåer. Hämta tillbaka en tidigare version."


@pytest.mark.parametrize(
    "text, message",
    [
        ("", SHAPE),
        ("hej", SHAPE),
        ("- a", SHAPE),
        ("[" * 100_000, DEEP),
        ("- " * 100_000, DEEP),
        ("{a: " * 100_000, DEEP),
        ("\0", None),
        ("!!python/object:os.system x", None),
        ("a: 2019-13-45", None),
        ("a: &a [*a]", None),
        ("? [a]\n: b", None),
        (
            WORDS.replace(
                "fields:\n            - name: höjd", "fields: &f\n            - name: höjd\n              fields: *f"
            ),
            None,
        ),
        (
            "a: &a [x, x]\n"
            + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefghijklmnop", "bcdefghijklmnopq")),
            None,
        ),
    ],
)
def test_angrepp(text, message):
    with pytest.raises(DictionaryError) as caught:
        parse(text)
    assert message in (None, str(caught.value))


def test_ordbok_som_inte_går_att_öppna(tmp_path):
    (tmp_path / "datapackage.yaml").mkdir()
    with pytest.raises(DictionaryError, match=r"^Ordboken går inte att öppna. Kontrollera att den är en vanlig fil"):
        load(tmp_path)


def test_ordbok_med_fel_teckenkodning(tmp_path):
    (tmp_path / "datapackage.yaml").write_bytes(WORDS.encode("latin-1"))
    with pytest.raises(DictionaryError, match=r"^Ordboken är inte sparad som UTF-8") as caught:
        load(tmp_path)
    assert LINES[caught.value.line - 1] == "          description: Hur många.\n"


LINES = WORDS.splitlines(keepends=True)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(["", "x\n", "- \n", "  x: [\n", "  fields: 3\n", "          items: *a\n"]) | st.text(max_size=10),
)
def test_en_utbytt_rad_ger_ett_klart_besked_eller_en_ordbok(number, new):
    try:
        parse("".join([*LINES[:number], new, *LINES[number + 1 :]]))
    except DictionaryError as error:
        assert str(error).endswith((".", "}")) and error.line >= 1
    parse.cache_clear()


def test_felet_har_fältets_plats_också_i_projektets_ordbok(tmp_path: Path):
    text = DICTIONARY.read_text("utf8").replace("slag: datum", "slag: datumm", 1)
    (tmp_path / FILE_NAME).write_text(text, "utf8")
    with pytest.raises(DictionaryError) as caught:
        load(tmp_path)
    assert text.splitlines()[caught.value.line - 1].strip() == "- &granskad"
