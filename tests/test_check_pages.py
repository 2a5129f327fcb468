"""Sidorna i docs/: ett misstag i en liten felfri sida ger just det fynd som står här, ord för ord."""

import re
from pathlib import Path
from typing import Any

import pytest

from macros import check
from macros.adapter import env, site
from macros.check.pages import FROM_DATA, MACROS
from macros.read.pages import page_condition, read_page
from tests import minimal
from tests.conftest import EXAMPLE
from tests.minimal import TODAY, Folder

HEAD = """\
---
title: Datum och möten
description: När styrelsen träffas.
ingress: Räkna baklänges.
kräver: [insatser]
skript: [katalog.js]
bred: true
sökord: [datum, möten]
---
"""
BODY = """\

## Beslut { #beslut }

Läs mer i [guiden](guide.md#start). Se [insatsen](../insatser/rosa.md) och [lagen](https://exempel.se/lag.md).

{{ datum() }} och {{ källor('plan', 'avsnitt 2') }}
"""
GUIDE = "---\ntitle: Guiden\ndescription: Guiden.\n---\nText.\n"


class Docs:
    """En mapp med två sidor, och en felfri datamapp bredvid."""

    def __init__(self, root: Path):
        self.data, self.path = Folder(root), root / "docs"
        (self.path / "ansok").mkdir(parents=True)
        (self.path / "ansok" / "guide.md").write_text(GUIDE, "utf8")
        self.write(HEAD + BODY)

    def write(self, text: str | bytes) -> None:
        (self.path / "ansok" / "datum.md").write_bytes(text.encode() if isinstance(text, str) else text)

    def findings(self) -> list[tuple[str, str]]:
        found = check.examine(self.data.path, TODAY, [self.path]).findings
        return [(one.rule, str(one).removeprefix("docs/ansok/datum.md:")) for one in found]


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Docs:
    monkeypatch.chdir(tmp_path)
    docs = Docs(tmp_path)
    assert docs.findings() == []
    return docs


CONFLICT = (
    "Här har git lagt båda versionerna av samma rader. Behåll den rätta, och ta bort den andra och raderna med <<<<<<<, ======= "
    "och >>>>>>>."
)


@pytest.mark.parametrize(
    ("rule", "old", "new", "finding"),
    [
        (
            "okänt-fält",
            "kräver:",
            "kräfver:",
            "5:1 fel: Fältet kräfver finns inte (sida Datum och möten). Menade du kräver? Rätta namnet eller ta bort fältet.",
        ),
        (
            "okänt-fält",
            "sökord:",
            "mall:",
            "8:1 fel: Fältet mall finns inte (sida Datum och möten). De fält som finns är title, description, ingress, kräver, "
            "skript, sökord, meny, kapitel_i, språk, bred, sök_bara_rubrik, utanför_sökning. Rätta namnet eller ta bort fältet.",
        ),
        (
            "saknat-fält",
            "description: När styrelsen träffas.\n",
            "",
            "2:1 fel: Fältet description saknas (sida Datum och möten). Sidan i en eller två meningar, för sökningen och för den "
            "som delar den. Skriv till exempel description: Så gör ni.",
        ),
        (
            "fel-form",
            "[insatser]",
            "insatser",
            "5:9 fel: kräver ska vara en lista, men är text (sida Datum och möten). Skriv varje värde på en egen indragen rad, "
            "med bindestreck och mellanslag före: - insatser.",
        ),
        (
            "okänt-villkor",
            "[insatser]",
            "[insatsar]",
            "5:10 fel: Villkoret nämner insatsar, som inte finns. Menade du insatser? Skriv en tabell, som steg, eller ett fält, "
            "som forbund.vision.",
        ),
        (
            "fel-värde",
            "katalog.js",
            "katalogg.js",
            "6:10 fel: skript katalogg.js finns inte att välja (sida Datum och möten). Menade du katalog.js? Välj bland: "
            + ", ".join(sorted(check.script_names()))
            + ".",
        ),
        (
            "fel-värde",
            "bred: true",
            "bred: ja",
            "7:7 fel: bred ja finns inte att välja (sida Datum och möten). Välj bland: true, false.",
        ),
        (
            "samma-sak-två-gånger",
            "datum, möten]",
            "möten, möten]",
            "8:17 varning: sökord har möten två gånger (sida Datum och möten). Ta bort den ena.",
        ),
        (
            "yaml",
            "title: Datum",
            "title: Datum: när",
            "2:13 fel: Ett kolon följt av mellanslag står mitt i ett värde. Sätt raka citattecken runt hela värdet.",
        ),
        ("tabb", "bred: true", "bred:\ttrue", "7:6 fel: Raden innehåller en tabb. Byt den mot mellanslag."),
        (
            "dubbel-nyckel",
            "bred: true",
            "title: Två",
            "7:1 fel: Fältet title står två gånger (först på rad 2). Ta bort det ena.",
        ),
        (
            "sidhuvud",
            "möten]\n---\n",
            "möten]\n",
            "1:1 fel: Sidhuvudet slutar aldrig. Skriv --- på en egen rad efter det sista fältet.",
        ),
        (
            "sidhuvud",
            HEAD,
            "---\n- title\n---\n",
            "2:1 fel: Sidhuvudet består inte av fält. Skriv fältets namn, kolon, mellanslag och värdet.",
        ),
        (
            "osynligt-tecken",
            "Läs mer",
            "Läs\u200b mer",
            "13:4 fel: Här står ett osynligt tecken (U+200B). Ta bort det: radera och skriv om tecknen runt omkring.",
        ),
        ("olöst-konflikt", "Läs mer", "<<<<<<< HEAD\nLäs mer", f"13:1 fel: {CONFLICT}"),
        ("olöst-konflikt", "Läs mer", "<<<<<<< HEAD\nLäs\n=======\nLäs mer\n>>>>>>> gren\n\nLäs mer", f"13:1 fel: {CONFLICT}"),
        ("olöst-konflikt", "Läs mer", "Läs mer\n\n>>>>>>> gren\n", f"15:1 fel: {CONFLICT}"),
        (
            "förstörda-bokstäver",
            "Läs mer",
            "LÃ¤s mer",
            "13:1 fel: Texten innehåller Ã¤, troligen ett å, ä eller ö som har gått sönder (sida Datum och möten). Skriv om ordet.",
        ),
        (
            "personnummer",
            "Läs mer",
            "Ring 811228-9874 och läs mer",
            "13:6 fel: Raden innehåller något som ser ut som ett personnummer. Ta bort det. Har det redan sparats i git: säg till "
            "den som ansvarar för dataskydd.",
        ),
        (
            "privat-epost",
            "Läs mer",
            "Skriv till kansliet@gmail.com och läs mer",
            "13:1 varning: kansliet@gmail.com ser ut som en privat e-postadress (sida Datum och möten). Skriv organisationens "
            "gemensamma adress i stället.",
        ),
        (
            "telefonnummer",
            "Läs mer",
            "Ring 070-123 45 67 och läs mer",
            "13:1 varning: 070-123 45 67 ser ut som ett telefonnummer (sida Datum och möten). Ta bort det om det går till en "
            "person. Går det till en växel: skriv ordet växel före.",
        ),
        (
            "makro-finns-inte",
            "{{ datum() }}",
            "{{ dattum() }}",
            "15:1 fel: Makrot dattum finns inte (sida Datum och möten). Menade du datum? Rätta namnet, eller ta bort makrot.",
        ),
        (
            "makro-har-fel-form",
            "{{ datum() }}",
            "{{ datum }}",
            "15:1 fel: Makrot datum saknar parenteser (sida Datum och möten). Skriv {{ datum() }}.",
        ),
        (
            "makro-har-fel-form",
            "'avsnitt 2') }}",
            "'avsnitt 2')",
            "15:19 fel: Makrot slutar aldrig (sida Datum och möten). Skriv }} efter det, på samma rad.",
        ),
        (
            "makro-har-fel-form",
            "'plan'",
            "”plan”",
            "15:19 fel: Makrot källor har typografiska citattecken (sida Datum och möten). Byt dem mot raka: '.",
        ),
        (
            "makro-har-fel-form",
            "{{ datum() }}",
            "{{ datum() + 1 }}",
            "15:1 fel: Det som står mellan {{ och }} är inget makro (sida Datum och möten). Skriv makrots namn och parenteser, "
            "som {{ matris() }}.",
        ),
        (
            "källa-saknas",
            "'plan'",
            "'plann'",
            "15:30 fel: Källan plann finns inte (sida Datum och möten). Menade du plan? Rätta namnet, eller skriv en rad om "
            "dokumentet i kallor.yaml.",
        ),
        (
            "tabell-i-makro-finns-inte",
            "{{ datum() }}",
            "{{ tabell('insatsar') }}",
            "15:1 fel: Tabellen insatsar finns inte (sida Datum och möten). Menade du insatser? Skriv tabellens namn i ordboken.",
        ),
        (
            "länk-till-sida-som-saknas",
            "(guide.md#start)",
            "(giude.md#start)",
            "13:20 fel: Länken leder till sidan ansok/giude.md, som inte finns (sida Datum och möten). Menade du ansok/guide.md? "
            "Rätta länken.",
        ),
    ],
)
def test_ett_misstag_ger_sitt_fynd_och_inget_mer(docs: Docs, rule: str, old: str, new: str, finding: str) -> None:
    assert old in HEAD + BODY
    docs.write((HEAD + BODY).replace(old, new, 1))
    assert docs.findings() == [(rule, finding)]


def test_en_sida_utan_sidhuvud_får_veta_vad_som_saknas(docs: Docs) -> None:
    docs.write("# Rubrik\n")
    assert [finding.partition(". ")[0] for _, finding in docs.findings()] == [
        "1:1 fel: Fältet description saknas (sida utan title)",
        "1:1 fel: Fältet title saknas (sida utan title)",
    ]


def test_en_sida_som_inte_är_text_sägs_en_gång(docs: Docs) -> None:
    docs.write(HEAD.encode("latin-1"))
    assert [rule for rule, _ in docs.findings()] == ["teckenkodning"]


def test_sidhuvudet_läses_likadant_av_kontrollen_och_bygget() -> None:
    needs = [page_condition(read_page(text.encode(), "x.md").header).needs for text in (HEAD, HEAD.replace("\n", "\r\n"))]
    assert needs == [(frozenset({"insatser"}),)] * 2
    for text in (GUIDE, "kräver: [utfall]\n"):
        assert page_condition(read_page(text.encode(), "x.md").header).needs == ()


def test_kontrollen_känner_just_de_makron_som_bygget_registrerar() -> None:
    known: dict[str, Any] = {}

    class Env:
        def macro(self, function: Any, name: str) -> None:
            known[name] = function

    built = site.make(minimal.examine(EXAMPLE))
    env.register_macros(Env(), built)
    assert sorted(known) == sorted(MACROS)
    assert [page for page in built.pages if not FROM_DATA.fullmatch(f"{page.rstrip('/')}.md")] == []
    assert re.fullmatch(FROM_DATA, "uppfoljning/plan.md") is None
