"""Kontrollerna av datamappen och av det som inte ska stå i någon text: vad som hittas och vad som inte gör det."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import check, findings
from macros.model import register
from tests import minimal
from tests.minimal import DICTIONARY, FOLDER, TODAY, Folder, P, empty_tables

INS, F, M, N = "insatser.yaml", "forbund.yaml", "metoder.yaml", "nyheter.yaml"


# Filerna i mappen


@pytest.mark.parametrize("name", sorted(empty_tables()))
def test_fil_som_saknas_är_ett_fel_hur_många_som_än_hänvisar(folder, name):
    (folder.path / name).unlink()
    assert folder.findings() == [
        f"data/{name}:1:1 fel: Filen saknas. Hämta tillbaka den, eller gör en fil med [] om tabellen inte ska ha några rader."
    ]


def test_tom_mapp_ger_ett_fynd(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("tom").mkdir()
    assert [str(finding) for finding in minimal.examine(Path("tom")).findings] == [
        "tom:1:1 fel: I mappen finns inga tabeller. Kontrollera namnet i inställningen DATA."
    ]


def test_tom_tabell_ger_ett_fynd_hur_många_som_än_hänvisar(folder):
    folder.write(M, "[]\n")
    assert folder.findings() == [
        "data/metoder.yaml:1:1 fel: Tabellen metoder har inga rader, men det finns hänvisningar till den (insats rosa). "
        "Lägg tillbaka raderna i data/metoder.yaml."
    ]


def test_utan_förbund_sägs_det_en_gång(folder):
    folder.write(F, "[]\n")
    assert folder.findings() == [
        "data/forbund.yaml:1:1 fel: Här finns inget förbund. Skriv en rad om förbundet som ger ut webbplatsen."
    ]


@pytest.mark.parametrize(
    "name, suggestion",
    [
        ("metod.yaml", " Menade du metoder.yaml?"),
        ("metoder.yml", " Menade du metoder.yaml?"),
        ("Metoder.YAML", " Menade du metoder.yaml?"),
        ("metoder.yaml.txt", " Menade du metoder.yaml?"),
        ("x.yaml", ""),
    ],
)
def test_fil_med_fel_namn_ger_ett_fynd(folder, name, suggestion):
    (folder.path / M).rename(folder.path / name)
    assert folder.findings() == [
        f"data/{name}:1:1 fel: Filen läses aldrig, för ingen tabell heter så.{suggestion} Byt namn på filen eller ta bort den."
    ]


def test_andra_filer_får_ligga_i_mappen(folder):
    for name in ("LICENSE.md", ".insatser.yaml.swp", "insatser.yaml~", "anteckningar.txt"):
        folder.write(name, "hej")
    assert folder.findings() == []


def test_mapp_i_stället_för_fil(folder):
    (folder.path / M).unlink()
    (folder.path / M).mkdir()
    assert folder.findings() == [
        "data/metoder.yaml:1:1 fel: Filen går inte att öppna. Det är ingen vanlig fil. Ersätt den med filen som den var senast."
    ]


def test_konstiga_filnamn_och_länkar_stoppar_ingenting(folder):
    (Path(os.fsdecode(bytes(folder.path) + b"/\xff.yaml"))).touch()
    (folder.path / N).unlink()
    (folder.path / N).symlink_to(folder.path / N)
    examined = minimal.examine(folder.path)
    assert [finding.rule for finding in examined.findings] == ["okänd-fil", "oläsbar-fil"]
    for written in findings.FORMATS.values():
        written(examined.findings).encode()


def test_datamapp_som_saknas(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    examined = minimal.examine(Path("finns-inte"))
    assert [str(finding) for finding in examined.findings] == [
        "finns-inte:1:1 fel: Datamappen finns inte. Kontrollera namnet i inställningen DATA."
    ]
    assert not examined.is_ok


def test_oläslig_ordbok_stoppar_med_ett_fynd(folder):
    folder.write("datapackage.yaml", b"name: f\xf6rbund\n")
    assert folder.findings() == [
        "data/datapackage.yaml:1:1 fel: Ordboken är inte sparad som UTF-8. Spara om den med teckenkodningen UTF-8."
    ]


def test_ordboken_utan_nyckel_säger_var(folder):
    words = DICTIONARY.read_text("utf8")
    folder.write("datapackage.yaml", words.replace("          title: Kort namn\n", "", 1))
    line = words[: words.index("        - name: kortnamn")].count("\n") + 1
    assert folder.findings() == [
        f"data/datapackage.yaml:{line}:1 fel: Tabellen forbund, fältet kortnamn: nyckeln title saknas. Lägg till den."
    ]


def test_fynden_är_inte_beroende_av_var_kommandot_körs(folder, monkeypatch):
    folder.edit(INS, "typ: individinriktad", "typ: annan")
    monkeypatch.chdir("/")
    assert minimal.examine(folder.path).findings[0].mark[1:] == (3, 8)


# Det som ser ut som personuppgifter


def rule_names(folder: Folder, text: str) -> list[str]:
    """Reglerna som har något att säga om en text i ett fält med löpande text."""
    folder.edit(INS, "  namn: Rosa rummet\n", f"  namn: Rosa rummet\n  syfte: '{text}'\n")
    return [finding.rule for finding in minimal.examine(folder.path).findings]


# 121212-1212 och samordningsnumret 701063-2391 är påhittade nummer som används i exempel.
@pytest.mark.parametrize(
    "text",
    [
        "121212-1212",
        "1212121212",
        "19121212-1212",
        "191212121212",
        "20121212-1212",
        "121212+1212",
        "121212 1212",
        "121212 - 1212",
        "121212–1212",
        "121212\u20111212",
        "121212\u00a01212",
        "1912-12-12-1212",
        "701063-2391",
        "19701063-2391",
        "Deltagaren (pnr:121212-1212) slutade",
        "Anna,121212-1212,Beta",
        "a/121212-1212",
        "121212-1212.",
    ],
)
def test_personnummer_hittas(folder, text):
    assert rule_names(folder, text) == ["personnummer"]


@pytest.mark.parametrize(
    "text",
    [
        "222000-0950",
        "162220000950",
        "2019-08-12",
        "2019-08-12–2020-03-31",
        "2019–2022",
        "2019-08-12–2022",
        "190812-200331",
        "20190812–20200331",
        "Dnr 2050008",
        "121 07 Stockholm",
        "1 500 000 kr",
        "1 212 121 212",
        "FinsamTeam 3.4.4",
        "0.1212121212",
        "3121212121212",
        "2003:1210",
        "ISBN 978-91-7271-001-2",
        "132512-1212",
    ],
)
def test_det_som_inte_är_personnummer(folder, text):
    assert rule_names(folder, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "070-123 45 67",
        "070 123 45 67",
        "0701-23 45 67",
        "070-1234567",
        "+46 70 123 45 67",
        "+46701234567",
        "+46 (0)70-123 45 67",
        "0046 70 123 45 67",
        "08-12 34 56",
        "08 - 508 25 111",
        "070\u2011123 45 67",
        "Tel:08-50825111",
        "018 727 15 42",
        "0921-123 45",
        "(08-508 25 111)",
        "ring 0735-12 34 56.",
        "Växel 070-123 45 67",
    ],
)
def test_telefonnummer_hittas(folder, text):
    assert rule_names(folder, text) == ["telefonnummer"]


@pytest.mark.parametrize(
    "text",
    [
        "08-508 25 000",
        "0771-416 416",
        "020-12 34 56",
        "031-365 00 00",
        "Växel 08-123 45 67",
        "2019-08-12",
        "2019–2022",
        "0–17 år",
        "05-06 2019",
        "01 02 2019",
        "08:00-16:00",
        "kl 08-16",
        "ISSN 0282-0048",
        "https://exempel.se/0701234567",
        "03-15 2020",
        "121 07 Stockholm",
        "000 000",
        "0,5",
        "222000-0950",
        "FinsamTeam 3.4.4",
        "sid 012-015",
        "1994-01-01",
    ],
)
def test_det_som_inte_är_telefonnummer(folder, text):
    assert rule_names(folder, text) == []


@pytest.mark.parametrize(
    "text, names",
    [
        ("anna@gmail.com", ["privat-epost"]),
        ("Anna.B@Hotmail.co.uk", ["privat-epost"]),
        ("a@live.se, b", ["privat-epost"]),
        ("info@stockholm.se", []),
        ("a@gmail.stockholm.se", []),
        ("a@outlooken.se", []),
        ("Se @gmail.com", []),
    ],
)
def test_privata_adresser(folder, text, names):
    assert rule_names(folder, text) == names


@pytest.mark.parametrize(
    "text, names",
    [
        ("<br>", ["uppmärkning"]),
        ("**fet**", ["uppmärkning"]),
        ("&nbsp;", ["uppmärkning"]),
        ("{% if %}", ["uppmärkning"]),
        ("`kod`", ["uppmärkning"]),
        ("# Rubrik", ["uppmärkning"]),
        ("<!-- x -->", []),
        ("AT&T", []),
        ("5 < 6 > 4", []),
        ("C#", []),
        ("[sic]", []),
        ("2 * 3 * 4", []),
        ("#1", []),
    ],
)
def test_uppmärkning(folder, text, names):
    assert rule_names(folder, text) == names


@pytest.mark.parametrize(
    "text", ["se ovan", "SE OVAN!", "Se föregående", "samma", "Samma som ovan", "d:o", "d.o.", "Dito", "”", '-"-']
)
def test_hänvisning_till_raden_ovanför(folder, text):
    assert rule_names(folder, text) == ["se-ovan"]


@pytest.mark.parametrize("text", ["Se matrisen", "Samma mål som ovanstående insats", "Se ovan om målgruppen", "–", "Ditos"])
def test_det_som_inte_är_en_hänvisning(folder, text):
    assert rule_names(folder, text) == []


# Vad som helst

WORDS = st.sampled_from(
    [
        "rosa",
        "gul",
        "plan",
        "alfa",
        "se ovan",
        "2019-02-30",
        "2019",
        "tills vidare",
        "”x”",
        "[]",
        "[a, b]",
        "{a: b}",
        "9" * 30,
        "NaN",
        "",
        "-1",
        "index",
        "121212-1212",
        "ska upphandlas",
        "<b>",
        "Å",
        "x" * 200,
    ]
)
KEYS = st.sampled_from(
    ["id", "namn", "förbund", "källa", "metodval", "start", "läge", "år", "belopp", "fält", "", "- id", "- år", "-", "  -"]
)
LINES = st.tuples(st.integers(0, 8), KEYS, WORDS).map(lambda line: f"{' ' * line[0]}{line[1]}: {line[2]}")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_vilka_rader_som_helst_ger_fynd_eller_ett_register(tmp_path_factory, data):
    folder = Folder(tmp_path_factory.mktemp("mapp"))
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(FOLDER)))
        lines = (folder.path / name).read_text("utf8").splitlines()
        start = data.draw(st.integers(0, len(lines)))
        lines[start : start + data.draw(st.integers(0, 3))] = data.draw(st.lists(LINES, max_size=2))
        folder.write(name, "\n".join(lines) + "\n")
    examined = minimal.examine(folder.path)
    for finding in examined.findings:
        assert finding.mark.line >= 1 and finding.mark.column >= 1 and finding.rule
        assert finding.text.endswith((".", "!", "?")) and "\n" not in finding.text
    for written in findings.FORMATS.values():
        written(examined.findings).encode()
    if examined.is_ok:
        register.build(examined.data.dictionary, examined.data.tables)


BROKEN = [b"\xff\xff", b"- id: ny\n  namn: [\n"]


@pytest.mark.parametrize("broken", BROKEN, ids=["hela", "en rad"])
@pytest.mark.parametrize("name", sorted(FOLDER))
def test_en_fil_som_inte_går_att_läsa_ger_bara_fynd_om_sig_själv(folder, name, broken):
    """Det som saknas i andra tabeller kan stå i den."""
    folder.edit(P, "namn: Alfa stad", "namn: ABC Stad")
    folder.edit(N, "rubrik: Webbplatsen är här", "rubrik: ABC har en webbplats")
    assert folder.findings() == []
    text = (folder.path / name).read_bytes()
    folder.write(name, broken + text if broken == BROKEN[0] else text + broken)
    found = minimal.examine(folder.path).findings
    assert {finding.mark.file for finding in found} == {f"data/{name}"}


def test_en_fil_som_inte_går_att_läsa_gör_inte_sidornas_löften_tomma(folder):
    docs = folder.path.parent / "docs"
    docs.mkdir()
    page = "---\ntitle: Sida\ndescription: En sida.\n---\n\n{{ mätningar() }}\n"
    (docs / "sida.md").write_text(page, "utf8")
    promise = [finding.rule for finding in check.examine(folder.path, TODAY, pages=[docs]).findings]
    assert promise == ["löfte-utan-villkor"]
    folder.write("matningar.yaml", b"\xff")
    found = check.examine(folder.path, TODAY, pages=[docs]).findings
    assert [finding.rule for finding in found] == ["teckenkodning"]
