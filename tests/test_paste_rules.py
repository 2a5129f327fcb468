"""Det som följer med ur Word, Excel och en webbläsares adressfält: varje misstag ger just det fynd som står här."""

import pytest

from macros.check.link_rules import fault_of
from macros.check.meant import bulleted
from macros.write import ratta
from tests import minimal
from tests.minimal import INS, Folder, N, case, check_case

CASES = [
    case(
        "punkt_från_word",
        INS,
        "- Veta Advisor AB",
        "- • Veta Advisor AB",
        "data/insatser.yaml:10:7 varning: utförare börjar med •, som ett led i en lista i Word (insats rosa). Skriv Veta Advisor AB.",
    ),
    case(
        "punkt_från_word",
        INS,
        "namn: Rosa rummet",
        "namn: – Rosa rummet",
        "data/insatser.yaml:2:9 varning: namn börjar med –, som ett led i en lista i Word (insats rosa). Skriv Rosa rummet.",
    ),
    case(
        "punkt_från_word",
        INS,
        "namn: Rosa rummet",
        "namn: '- Rosa rummet'",
        "data/insatser.yaml:2:9 varning: namn börjar med -, som ett led i en lista i Word (insats rosa). Skriv Rosa rummet.",
    ),
    case(
        "ensamt_citattecken",
        INS,
        "namn: Rosa rummet",
        "namn: ”Rosa rummet",
        "data/insatser.yaml:2:9 varning: namn har ett ensamt citattecken (insats rosa). Ta bort det, eller skriv det andra också.",
    ),
    case(
        "ensamt_citattecken",
        INS,
        "  namn: Rosa rummet\n",
        "  namn: Rosa rummet\n  syfte: |\n    Fler i arbete.\n    Färre utanför.“\n",
        "data/insatser.yaml:3:10 varning: syfte har ett ensamt citattecken (insats rosa). Ta bort det, eller skriv det andra också.",
    ),
    case(
        "börjar_som_en_formel",
        INS,
        "namn: Rosa rummet",
        "namn: =SUMMA(A1:A3)",
        "data/insatser.yaml:2:9 råd: namn =SUMMA(A1:A3) börjar med =, och då räknar Excel det som en formel (insats rosa). "
        "Börja med ett ord.",
    ),
    case(
        "börjar_som_en_formel",
        INS,
        "  namn: Rosa rummet\n",
        "  namn: Rosa rummet\n  syfte: |\n    - Fler i arbete\n    - Färre utanför\n",
        "data/insatser.yaml:3:10 råd: syfte - Fler i arbete - Färre utanför börjar med -, och då räknar Excel det som en formel "
        "(insats rosa). Börja med ett ord, eller med ett tankstreck (–).",
    ),
    case(
        "börjar_som_en_formel",
        INS,
        "  namn: Rosa rummet\n",
        "  namn: Rosa rummet\n  syfte: '@rosa'\n",
        "data/insatser.yaml:3:10 råd: syfte @rosa börjar med @, och då räknar Excel det som en formel (insats rosa). "
        "Börja med ett ord.",
    ),
    case(
        "nästan_personnummer",
        INS,
        "Kolumnplacering tolkad",
        "Enligt 121212-1213",
        "data/insatser.yaml:39:22 varning: Raden innehåller siffror med ett personnummers form, men med fel kontrollsiffra. Ta "
        "bort dem om de kan vara någons personnummer.",
    ),
    case(
        "länk_leder_fel",
        N,
        "länk: https://exempel.se/nyheter",
        "länk: https://exempel.se@ond.exempel/",
        "data/nyheter.yaml:4:9 fel: länk https://exempel.se@ond.exempel/ har ett användarnamn, exempel.se, före webbplatsens "
        "namn (nyhet start). Skriv https://ond.exempel/.",
    ),
    case(
        "länk_leder_fel",
        N,
        "länk: https://exempel.se/nyheter",
        "länk: https://127.0.0.1/",
        "data/nyheter.yaml:4:9 fel: länk https://127.0.0.1/ leder till en dator och inte till en webbplats (nyhet start). Skriv "
        "webbplatsens namn, som https://exempel.se/.",
    ),
    case(
        "sökord_utan_svar",
        "sokord.yaml",
        "[]",
        "- id: hyra\n  ord: [hyra]\n",
        "data/sokord.yaml:1:3 fel: Raden har varken sidor eller svar (sökord hyra). Skriv sidor med sidan som svarar, eller svar "
        "med vad webbplatsen inte har och var det finns.",
    ),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "findings"), CASES)
def test_ett_misstag_ger_sitt_fynd(folder: Folder, rule: str, file: str, old: str, new: str, findings: list[str]) -> None:
    check_case(folder, rule, file, old, new, findings)


@pytest.mark.parametrize("text", ["-12", "+5,5 %", "=", "-", "–5 grader", "a=b", "Pluset +", "12 - 14"])
def test_tal_och_tecken_inne_i_texten_är_ingen_formel(folder: Folder, text: str) -> None:
    folder.edit(INS, "  namn: Rosa rummet\n", f"  namn: Rosa rummet\n  syfte: '{text}'\n")
    assert folder.findings() == []


@pytest.mark.parametrize("text", ["2019-08-12 1500", "0701234567", "212000-0142", "122512-1213"])
def test_annat_med_tio_siffror_är_inget_personnummer(folder: Folder, text: str) -> None:
    folder.edit(INS, "  namn: Rosa rummet\n", f"  namn: Rosa rummet\n  syfte: 'Se {text}.'\n")
    assert "nästan-personnummer" not in {finding.rule for finding in minimal.examine(folder.path).findings}


LOGIN = "har ett användarnamn, {}, före webbplatsens namn"
NO_HOST = "leder till en dator och inte till en webbplats"
SITE = "Skriv webbplatsens namn, som https://exempel.se/."
LETTERS = "Skriv namnet med vanliga bokstäver."


@pytest.mark.parametrize(
    ("link", "what", "written", "remedy"),
    [
        ("https://anna@exempel.se/a?b#c", LOGIN.format("anna"), "https://exempel.se/a?b#c", ""),
        ("https://anna:hemligt@exempel.se:8443/", LOGIN.format("anna:hemligt"), "https://exempel.se:8443/", ""),
        ("https://exempel.se\\@ond.exempel/", "har ett omvänt snedstreck", "https://exempel.se/@ond.exempel/", ""),
        ("https:\\\\exempel.se", "har ett omvänt snedstreck", "https://exempel.se", ""),
        ("https://exempel.se/a%00b", "har ett dolt tecken, %00", "https://exempel.se/ab", ""),
        ("https://exempel.se/%0d%0aSet-Cookie:a", "har ett dolt tecken, %0d", "https://exempel.se/Set-Cookie:a", ""),
        (
            "mailto:kansliet@exempel.se?subject=a%0Abcc:x",
            "har ett dolt tecken, %0A",
            "mailto:kansliet@exempel.se?subject=abcc:x",
            "",
        ),
        ("/insatser/%00", "har ett dolt tecken, %00", "/insatser/", ""),
        ("https://exempel.se:99999/", "har en port som inte finns, 99999", "https://exempel.se/", ""),
        ("https://exempel.se:0/", "har en port som inte finns, 0", "https://exempel.se/", ""),
        ("https://exempel.se:/a", "har en port som inte finns, :", "https://exempel.se/a", ""),
        ("https://exempel.se:https/a", "har en port som inte finns, https", "https://exempel.se/a", ""),
        ("http://localhost:8000/", NO_HOST, "", SITE),
        ("http://a.localhost/", NO_HOST, "", SITE),
        ("https://intranat/sida", NO_HOST, "", SITE),
        ("https://127.0.0.1/", NO_HOST, "", SITE),
        ("https://127.1/", NO_HOST, "", SITE),
        ("https://2130706433/", NO_HOST, "", SITE),
        ("https://0x7f.0x1/", NO_HOST, "", SITE),
        ("https://192.168.1.10/plan.pdf", NO_HOST, "", SITE),
        ("https://93.184.216.34/", NO_HOST, "", SITE),
        ("https://[::1]/", NO_HOST, "", SITE),
        ("https://[2001:db8::1]:8080/", NO_HOST, "", SITE),
        ("https://[::1/", NO_HOST, "", SITE),
        ("https://exempel..se/", NO_HOST, "", SITE),
        ("https://ехempel.se/", "har tecknet е (U+0435) i webbplatsens namn, som kan se ut som ett annat", "", LETTERS),
        ("https://xn--xempel-2of.se/", "har tecknet е (U+0435) i webbplatsens namn, som kan se ut som ett annat", "", LETTERS),
        ("https://exempel。se/", "har tecknet 。 (U+3002) i webbplatsens namn, som kan se ut som ett annat", "", LETTERS),
        ("https://exempeŀ.se/", "har tecknet ŀ (U+0140) i webbplatsens namn, som kan se ut som ett annat", "", LETTERS),
        ("https://exempel%2ese.ond.exempel/", None, "", ""),
        ("/a/../b/", "har en krokig väg", "/b/", ""),
        ("/../../etc", "har en krokig väg", "/etc", ""),
        ("/a//b?c=//d", "har en krokig väg", "/a/b?c=//d", ""),
        ("/a/%2e%2E/b#c", "har en krokig väg", "/b#c", ""),
        ("/a/..", "har en krokig väg", "/", ""),
        ("/a/./", "har en krokig väg", "/a/", ""),
        ("mailto:kansliet@exempel.se?bcc=x@ond.exempel", "fyller i bcc åt den som skriver", "mailto:kansliet@exempel.se", ""),
        (
            "mailto:kansliet@exempel.se?subject=Ny%20insats&BCC=x@ond.exempel",
            "fyller i BCC åt den som skriver",
            "mailto:kansliet@exempel.se?subject=Ny%20insats",
            "",
        ),
    ],
)
def test_länkens_fel_och_länken_som_den_ska_skrivas(link: str, what: str | None, written: str, remedy: str) -> None:
    assert (fault_of(link) or (None, "", "")) == (what, written, remedy)
    assert not written or fault_of(written) is None, "det som ska skrivas i stället går att använda"


@pytest.mark.parametrize(
    "link",
    [
        "https://exempel.se",
        "https://www.exempel.se/a//b/../c?d=e@f#g",
        "http://exempel.se:8080/",
        "https://malmö.se/å/ä",
        "https://xn--malm-8qa.se/",
        "https://exempel.se/a%20b?c=%C3%A5",
        "mailto:kansliet@exempel.se",
        "mailto:kansliet@exempel.se?subject=Hej&body=Text",
        "/insatser/rosa/#tid",
        "/sok/?q=../a",
        "/",
    ],
)
def test_vanliga_länkar_går_bra(link: str) -> None:
    assert fault_of(link) is None


def remedies(folder: Folder) -> list[tuple[str, str, str]]:
    """Stegen i fyndens rättelser: vad som görs, det som byts och det nya."""
    return [(step.what, step.name, step.new) for found in minimal.examine(folder.path).findings for step in found.remedy]


def test_rättelsen_följer_med_fyndet(folder: Folder) -> None:
    folder.edit(INS, "- Veta Advisor AB", "- • Veta Advisor AB")
    folder.edit(N, "länk: https://exempel.se/nyheter", "länk: https://anna@exempel.se/nyheter")
    assert remedies(folder) == [("värde", "", "Veta Advisor AB"), ("värde", "", "https://exempel.se/nyheter")]


def test_osynliga_tecken_tas_bort_och_hårda_mellanslag_byts(folder: Folder) -> None:
    folder.edit(N, "rubrik: Webbplatsen är här", "rubrik: Webb\xadplat\u200bsen är här")
    folder.edit(INS, "  namn: Rosa rummet", "\xa0 namn: Rosa rummet")
    assert remedies(folder) == [("tecken", "\xa0", " "), ("tecken", "\xadplat\u200b", "plat")]


@pytest.mark.parametrize(
    "text, parts",
    [
        ("• Veta Advisor AB • Sweco", ["Veta Advisor AB", "Sweco"]),
        ("-• Veta -• Sweco", ["Veta", "Sweco"]),
        ("•Veta •Sweco •", ["Veta", "Sweco"]),
        ("– Veta – och lära", ["Veta – och lära"]),
        ("A • B", ["A • B"]),
        ("Veta", ["Veta"]),
    ],
)
def test_en_lista_ur_word_delas_vid_sina_punkter(text: str, parts: list[str]) -> None:
    assert bulleted(text) == parts


def test_ratta_skriver_listan_ur_word_led_för_led(folder: Folder) -> None:
    folder.edit(INS, "    - Veta Advisor AB\n", "    • Veta Advisor AB\n    • Sweco\n")
    assert ratta.run(["--alla"], folder.path, minimal.TODAY) in (0, 1)
    assert "  utförare:\n    - Veta Advisor AB\n    - Sweco\n" in (folder.path / INS).read_text("utf8")
