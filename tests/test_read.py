"""Läsaren: vad den ger, och filen som helhet. Aldrig ett undantag, vilka byte det än är."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.findings import FEL, LEVELS
from macros.read import Record, characters, read_file, read_rows
from macros.tools.bench.rooms import HOSTILE
from tests.conftest import EXAMPLE, example_paths
from tests.minimal import found

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
        (b"- a: \0", "1:6"),
        (bytes(20), "1:1"),
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


@pytest.mark.parametrize(
    "encoding, name", [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-32", "UTF-32")]
)
def test_text_i_en_annan_kodning_får_veta_vilken(encoding, name):
    assert found("- id: å\n".encode(encoding)) == [
        f"1:1 fel: Filen är sparad som {name}, och här ska den vara UTF-8. Spara om den med teckenkodningen UTF-8."
    ]


def zipped(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    "content, kind, remedy",
    [
        (zipped("[Content_Types].xml", "word/document.xml"), "ett Word-dokument", "skriv uppgifterna i den"),
        (zipped("xl/workbook.xml"), "en arbetsbok från Excel", "läs in bladet med python -m macros excel in"),
        (zipped("ppt/presentation.xml"), "en presentation från PowerPoint", "skriv uppgifterna i den"),
        (
            zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"),
            "ett dokument från LibreOffice",
            "skriv uppgifterna i den",
        ),
        (
            zipped("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "ett kalkylblad från LibreOffice",
            "läs in bladet med python -m macros excel in",
        ),
        (zipped("bild.txt"), "ett zip-arkiv", "skriv uppgifterna i den"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
            "ett äldre eller lösenordsskyddat dokument från Office",
            "skriv uppgifterna i den",
        ),
        (b"%PDF-1.7\n", "en PDF", "skriv uppgifterna i den"),
        (b"{\\rtf1\\ansi", "ett RTF-dokument", "skriv uppgifterna i den"),
        (b"\x89PNG\r\n\x1a\n\0\0", "en bild", "skriv uppgifterna i den"),
        (b"\xff\xd8\xff\xe0", "en bild", "skriv uppgifterna i den"),
        (b"GIF89a", "en bild", "skriv uppgifterna i den"),
    ],
)
def test_ett_dokument_med_en_datafils_namn(content, kind, remedy):
    assert found(content) == [
        f"1:1 fel: Filen är {kind} som har fått namnet x.yaml. Hämta tillbaka filen ur git, och {remedy}."
    ]


CONFLICT = (
    "Här har git lagt båda versionerna av samma rader. Behåll den rätta, och ta bort den andra och raderna med "
    "<<<<<<<, ======= och >>>>>>>."
)


@pytest.mark.parametrize(
    "content, lines",
    [
        ("- id: a\n<<<<<<< HEAD\n  namn: a\n  typ: x: y\n=======\n  namn: b\n>>>>>>> gren\n- id: b\n", [2]),
        ("<<<<<<< HEAD\n- id: a\n||||||| bas\n- id: a: b\n=======\n- id: b\n\tnamn: c\n>>>>>>> gren\n- id: b\n", [1]),
        ("<<<<<<< HEAD\n- id: a\n=======\n>>>>>>> gren\n- id: b\n<<<<<<< HEAD\n=======\n>>>>>>> gren\n", [1, 6]),
        ("- id: b\n<<<<<<< HEAD\n", [2]),
    ],
)
def test_en_konflikt_är_ett_fynd(content, lines):
    assert found(content) == [f"{line}:1 fel: {CONFLICT}" for line in lines]


def test_raderna_utanför_konflikten_läses():
    text = "- id: a\n  b: c\n- id: b\n<<<<<<< HEAD\n  c: d\n=======\n  c: e\n>>>>>>> gren\n- id: c\n"
    assert [row["id"] for row in read_rows(text.encode(), "x").rows] == ["a", "c"]


@pytest.mark.parametrize(
    "content, first, last",
    [
        ("id\tnamn\ttyp\n" + "a\tA\tx\n" * 40, 1, 41),
        ("id\tnamn\ttyp\na\t\tx", 1, 2),
        ("id\tnamn\n" + "a\tkl. 10:30\n" * 40, 1, 41),
        ("\ufeffid;namn;typ\r\na;A: ett;x\r\nb;B;\r\n", 1, 3),
        ("- id: a\n  namn: b\nb\tB\tx\nc\tC\ty\n\n", 3, 4),
    ],
)
def test_en_tabell_ur_excel_är_ett_fynd(content, first, last):
    assert found(content) == [
        f"{first}:1 fel: Rad {first}–{last} är inklistrade från ett kalkylblad. Ta bort dem, och läs in arbetsboken med "
        "python -m macros excel in i stället: då skrivs raderna rätt."
    ]


def test_en_tabb_i_raderna_är_ingen_tabell():
    text = "- id:\ta\n  b: |\n    ett\ttvå\n    tre\tfyra\n-\tid: b\nc:\td\ne:\tf\n#\tg\th\n# i\tj\n"
    assert {finding.rule for finding in read_rows(text.encode(), "x").findings} == {"tabb"}


def test_semikolon_i_en_text_är_ingen_tabell():
    text = "- id: a\n  b: ett; två; tre\n  c: |\n    ett; två; tre\n    fyra; fem; sex\n- {id: b}\n# ett; två; tre\n# a; b; c\n"
    assert read_rows(text.encode(), "x").findings == []


def test_osynliga_tecken_på_samma_rad_är_ett_fynd():
    assert found("- id: a\n  namn: sam\xadord\xadning\u200b\n  typ: b\u202ec\n") == [
        "2:12 fel: Raden har 3 osynliga tecken, det första här (U+00AD). Skriv om raden, eller klistra in texten som oformaterad.",
        "3:9 fel: Här står ett osynligt tecken (U+202E). Ta bort det: radera och skriv om tecknen runt omkring.",
    ]


@pytest.mark.parametrize("space", "\xa0\u1680\u2007\u2009\u202f\u205f\u3000")
def test_hårda_mellanslag_inne_i_ett_värde_läses_som_vanliga(space):
    reading = read_rows(f"- id: Gula{space}gården\n  tal: '1{space}500{space}'\n".encode(), "x")
    assert (reading.rows, reading.findings) == ([{"id": "Gula gården", "tal": "1 500"}], [])


@pytest.mark.parametrize(
    "content, place",
    [
        ("[", "1:1"),
        ("[\n", "1:1"),
        ("{\n\n", "1:1"),
        ("- [", "1:3"),
        ("- id: a\n  b: [", "2:6"),
        ("- id: a\n  b: {c\n\n", "2:6"),
    ],
)
def test_det_som_aldrig_stängs_visas_där_det_öppnas(content, place):
    assert found(content) == [
        f"{place} fel: Klammern eller hakparentesen här stängs aldrig. Sätt raka citattecken runt värdet om den hör till texten."
    ]


def test_för_stor_fil(tmp_path):
    message = "1:1 fel: Filen är 20 MB. Gränsen är 10 MB. Ta bort det som inte hör hemma i den."
    assert found(b"- a: bcdef\n" * 1_800_000) == [message]
    (tmp_path / "x.yaml").write_bytes(b"x" * 20_000_000)
    assert [str(finding) for finding in read_file(tmp_path / "x.yaml", "x").findings] == [f"x:{message}"]
    assert found(b"x" * (characters.MAX_BYTES + 1)) == [message.replace("20 MB", "11 MB")]


def test_fil_som_saknas_är_ett_fel_och_ingen_tom_tabell(tmp_path):
    reading = read_file(tmp_path / "finns-inte.yaml", "x")
    assert (reading.rows, reading.complete) == ([], False)
    assert [str(finding) for finding in reading.findings] == [
        "x:1:1 fel: Filen saknas. Hämta tillbaka den, eller gör en fil med [] om tabellen inte ska ha några rader."
    ]


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


@pytest.mark.parametrize("content", HOSTILE)
def test_angrepp_ger_fynd(content):
    """Tiden mäts av `make bench`."""
    reading = read_rows(content.encode(), "x")
    assert len(reading.findings) <= 101
    assert reading.findings or reading.rows


def check_reading(data: bytes) -> None:
    """Vad som alltid gäller: fynd med plats och avslutad text, och rader bara av Record."""
    reading = read_rows(data, "x")
    assert all(isinstance(row, Record) for row in reading.rows)
    assert reading.complete or any(finding.level == FEL for finding in reading.findings)
    lines = len(data.splitlines()) or 1
    for finding in reading.findings:
        assert finding.mark.file == "x" and 1 <= finding.mark.line <= lines and finding.mark.column >= 1
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


FILES = {str(path.relative_to(EXAMPLE.parent)): path.read_bytes() for path in example_paths()}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(FILES)),
    st.integers(0, 10_000),
    st.integers(0, 30),
    st.binary(max_size=8) | st.lists(PIECES, max_size=6).map("".join).map(str.encode),
)
def test_hela_filer_med_ett_stycke_utbytt(name, start, length, new):
    data = FILES[name]
    start %= len(data) + 1
    check_reading(data[max(0, start - 1500) : start] + new + data[start + length : start + 1500])
