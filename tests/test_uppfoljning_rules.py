"""Uppföljningens regler: ett misstag i små felfria tabeller ger just det fynd som står här, ord för ord."""

import pytest

from macros.findings import FEL
from tests import minimal
from tests.conftest import EXAMPLE
from tests.minimal import Folder
from tests.uppfoljningsfiler import BETA_C, CHAIN, TABLES, A, C, E, G, K, N, R


@pytest.fixture
def folder(folder: Folder) -> Folder:
    return folder.with_tables(TABLES)


@pytest.mark.parametrize(
    ("rule", "file", "old", "new", "findings"),
    [
        (
            "unik_inom",
            C,
            "id: moten",
            "id: plan",
            [
                "data/forandringsteori.yaml:12:11 fel: prestationer.id plan finns redan på rad 6 i samma kedja "
                "(kedja teori). Rätta den ena, eller slå ihop dem."
            ],
        ),
        (
            "leder_till_finns_inte",
            C,
            "[arbete]",
            "[arbetet]",
            [
                "data/forandringsteori.yaml:13:20 fel: leder_till arbetet är inget led i kedjan (kedja teori). "
                "Menade du arbete? Rätta id:t, eller skriv id: arbetet på ledet som menas."
            ],
        ),
        (
            "leder_till_finns_inte",
            C,
            "      id: plan\n",
            "",
            [
                "data/forandringsteori.yaml:7:20 fel: leder_till plan är inget led i kedjan (kedja teori, och ett "
                "ställe till). Rätta id:t, eller skriv id: plan på ledet som menas."
            ],
        ),
        (
            "leden_går_i_cirkel",
            C,
            "[arbete]",
            "[moten]",
            [
                "data/forandringsteori.yaml:7:7 fel: Leden går i cirkel: moten → plan → moten (kedja teori). Ta "
                "bort en av länkarna."
            ],
        ),
        (
            "leden_går_i_cirkel",
            C,
            "[arbete]",
            "[plan, arbete]",
            ["data/forandringsteori.yaml:13:7 fel: Leden går i cirkel: plan → plan (kedja teori). Ta bort en av länkarna."],
        ),
        (
            "per_deltagare_stämmer_inte",
            E,
            "per_deltagare_ett_år: -5000",
            "per_deltagare_ett_år: 5000",
            [
                "data/samhallsekonomi.yaml:9:25 varning: per_deltagare_ett_år är 5000, men -100000 delat med 20 deltagare är -5000 "
                "(beräkning rosa). Jämför med källan, och låt talet stå om det är tryckt så."
            ],
        ),
        (
            "återbetalningstid_har_fel_form",
            E,
            "under 14",
            "ett år",
            [
                "data/samhallsekonomi.yaml:5:22 fel: återbetalningstid ett år har fel form (beräkning rosa). Skriv antalet månader som 14 "
                "eller under 12, eller i.v. när pengarna inte kommer tillbaka."
            ],
        ),
        (
            "återbetalningstid_har_fel_form",
            E,
            "i.v.",
            "iv",
            ["data/samhallsekonomi.yaml:13:26 fel: parter.återbetalningstid iv har fel form (beräkning rosa). Skriv i.v."],
        ),
        (
            "återbetalningstid_har_fel_form",
            E,
            "under 14",
            "<12 mån",
            ["data/samhallsekonomi.yaml:5:22 fel: återbetalningstid <12 mån har fel form (beräkning rosa). Skriv under 12."],
        ),
        (
            "återbetalningstid_har_fel_form",
            E,
            "under 14",
            "6,5",
            ["data/samhallsekonomi.yaml:5:22 fel: återbetalningstid 6,5 har fel form (beräkning rosa). Skriv 6.5."],
        ),
        (
            "unik_inom",
            E,
            "part: Staten",
            "part: Kommunen",
            [
                "data/samhallsekonomi.yaml:14:13 fel: parter.part Kommunen finns redan på rad 12 i samma beräkning (beräkning rosa). "
                "Rätta den ena, eller slå ihop dem."
            ],
        ),
        (
            "kedja_utan_led",
            C,
            CHAIN[CHAIN.index("  aktiviteter:") :],
            "",
            [
                "data/forandringsteori.yaml:1:3 varning: Kedjan har inga led (kedja teori). Skriv leden under behov, resurser, "
                "aktiviteter, prestationer, målgrupp, delmål, effekter_kort_sikt, effekter_medellång_sikt eller effekter_lång_sikt, eller "
                "ta bort raden."
            ],
        ),
        (
            "målet_är_någon_annans",
            C,
            "insats: rosa",
            "insats: gul\n  behov:\n    - vad: Stöd\n      mål: [malet]",
            [
                "data/forandringsteori.yaml:6:13 fel: mål malet gäller insats rosa, men det gör inte kedjan (kedja "
                "teori). Välj ett annat mål, eller rätta insats."
            ],
        ),
        (
            "målet_är_någon_annans",
            BETA_C,
            "mål: []",
            "mål: [malet]",
            [
                "data/andra/beta/forandringsteori.yaml:6:13 fel: mål malet gäller förbund alfa, men det gör inte kedjan (kedja betas). "
                "Välj ett annat mål."
            ],
        ),
        (
            "inte_efter",
            R,
            "  insatser:",
            "  datum: 2026-12\n  insatser:",
            [
                "data/slutrapporter.yaml:4:10 varning: datum 2026-12 ligger i framtiden (rapport rapporten). Rätta "
                "tiden, eller vänta med uppgiften tills den har varit."
            ],
        ),
        (
            "inte_efter",
            A,
            "år: 2021",
            "år: 2027",
            [
                "data/matningar.yaml:2:7 varning: år 2027 ligger i framtiden (mätning m). "
                "Rätta tiden, eller vänta med uppgiften tills den har varit."
            ],
        ),
        (
            "krävs_när",
            K,
            "  av: 57\n",
            "",
            [
                "data/nyckeltal.yaml:1:3 fel: Fältet av saknas, men krävs när procent är ifyllt (nyckeltal svar). Nämnaren, när siffran är "
                "en andel. Skriv till exempel av: 57. Eller ta bort procent."
            ],
        ),
        (
            "fel_form",
            C,
            "    - vad: Möten\n      id: moten\n      leder_till: [plan]\n    - vad: Samtal\n      leder_till: [plan]\n",
            "    - Möten\n    - Samtal\n",
            [
                "data/forandringsteori.yaml:5:7 fel: Varje rad i aktiviteter ska bestå av fälten vad, id, nivå, "
                "leder_till, indikator, mått, mål, men är text (kedja teori). Skriv fältets namn före värdet, och de "
                "andra fälten på egna rader under: - vad: Möten."
            ],
        ),
        (
            "okänt_fält",
            C,
            "      leder_till: [arbete]",
            "  leder_till: [arbete]",
            [
                "data/forandringsteori.yaml:13:3 fel: Fältet leder_till finns inte (kedja teori). leder_till hör "
                "till prestationer. Dra in raden under prestationer."
            ],
        ),
        (
            "fel_värde",
            K,
            "antal: 47\n",
            "antal: 47 av 57\n",
            [
                "data/nyckeltal.yaml:5:10 fel: antal 47 av 57 går inte att läsa (nyckeltal svar). Skriv ett heltal med bara siffror, till "
                "exempel 47."
            ],
        ),
        (
            "fel_värde",
            E,
            "per_deltagare_ett_år: -5000",
            "per_deltagare_ett_år: −5 000 kr",
            [
                "data/samhallsekonomi.yaml:9:25 fel: per_deltagare_ett_år −5 000 kr går inte att läsa (beräkning rosa). Skriv -5000."
            ],
        ),
        (
            "högst",
            K,
            "antal: 47",
            "antal: 74",
            ["data/nyckeltal.yaml:5:10 fel: antal 74 är fler än av 57 (nyckeltal svar). Rätta det tal som är fel."],
        ),
        (
            "procent_stämmer_inte",
            K,
            "procent: 82",
            "procent: 83",
            [
                "data/nyckeltal.yaml:7:12 varning: procent är 83, men 47 av 57 är 82.5 (nyckeltal svar). Jämför med källan, och låt talet stå "
                "om det är tryckt så."
            ],
        ),
        (
            "nyckeltal_om_få_personer",
            K,
            "  enhet: orter\n",
            "",
            [
                "data/nyckeltal.yaml:14:10 fel: antal är under 5 (nyckeltal orter). Så få personer kan gå att känna igen, och filen kan "
                "läsas av fler. Ta bort raden, eller skriv enhet om det inte är personer."
            ],
        ),
        (
            "nyckeltal_om_få_personer",
            K,
            "  antal: 47\n  av: 57\n  procent: 82\n",
            "  antal: 53\n  av: 57\n",
            [
                "data/nyckeltal.yaml:5:10 fel: av minus antal är 4, alltså under 5 (nyckeltal svar). Så få personer kan gå att känna "
                "igen, och filen kan läsas av fler. Ta bort raden, eller skriv enhet om det inte är personer."
            ],
        ),
        (
            "förbundet_är_inte_insatsens",
            BETA_C,
            "  effekter",
            "  insats: rosa\n  effekter",
            [
                "data/andra/beta/forandringsteori.yaml:3:11 fel: insats rosa hör till förbundet alfa, men raden ligger hos beta (kedja "
                "betas). Rätta insats, eller flytta raden till data/forandringsteori.yaml."
            ],
        ),
        (
            "förbundet_är_inte_insatsens",
            C,
            "insats: rosa",
            "insats: bla",
            [
                "data/forandringsteori.yaml:3:11 fel: insats bla hör till förbundet beta, men raden ligger hos alfa (kedja teori). Rätta "
                "insats, eller flytta raden till data/andra/beta/forandringsteori.yaml."
            ],
        ),
        (
            "förbundet_är_inte_insatsens",
            R,
            "- rosa",
            "- bla",
            [
                "data/slutrapporter.yaml:5:7 fel: insatser bla hör till förbundet beta, men raden ligger hos alfa (rapport rapporten). "
                "Rätta insatser, eller flytta raden till data/andra/beta/slutrapporter.yaml."
            ],
        ),
        (
            "förbundet_är_inte_insatsens",
            K,
            "vad: Svarande\n",
            "vad: Svarande\n  insats: bla\n",
            [
                "data/nyckeltal.yaml:4:11 fel: insats bla hör till förbundet beta, men raden ligger hos alfa (nyckeltal svar). Rätta "
                "insats, eller flytta raden till data/andra/beta/nyckeltal.yaml."
            ],
        ),
        (
            "krävs_när",
            G,
            "  insats: rosa\n",
            "",
            [
                "data/mal.yaml:1:3 fel: Fältet insats saknas, men krävs när sort är insatsmål (mål malet). "
                "Insatsen som målet gäller. Ett nyttomål som gäller hela förbundet har ingen. Skriv till exempel "
                "insats: samlad-start. Eller rätta sort."
            ],
        ),
        (
            "unik_inom",
            N,
            "när: genomförande",
            "när: resultat",
            [
                "data/niofaltaren.yaml:23:8 fel: när resultat finns redan på rad 13 med samma vem (fält f2). Rätta vem eller när, eller ta "
                "bort raden om den är inlagd två gånger."
            ],
        ),
        (
            "högst",
            A,
            "förbund_med: 39",
            "förbund_med: 93",
            ["data/matningar.yaml:3:16 fel: förbund_med 93 är fler än förbund_alla 76 (mätning m). Rätta det tal som är fel."],
        ),
    ],
)
def test_ett_misstag_ger_sitt_fynd_och_inget_mer(folder, rule, file, old, new, findings):
    folder.edit(file, old, new)
    found = minimal.examine(folder.path).findings
    assert [str(one) for one in found] == findings
    assert {one.rule for one in found} == {rule.replace("_", "-")}


def test_niofältaren_är_inte_hel(folder):
    rule, rows = "niofältaren_är_inte_hel", TABLES[N].split("- id: ")
    folder.write(N, "- id: ".join(rows[:-2]))
    found = minimal.examine(folder.path).findings
    assert [str(one) for one in found] == [
        "data/niofaltaren.yaml:1:1 råd: Niofältaren har 7 fält av 9. Lägg till: organisationen genomförande, organisationen "
        "resultat."
    ]
    assert found[0].rule == rule.replace("_", "-")
    folder.write(N, "[]\n")
    assert folder.findings() == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param(
            C, "[arbete]", "[arbete]\n    - vad: En annan plan\n      leder_till: [arbete]", id="två vägar till samma led"
        ),
        pytest.param(E, "per_deltagare_lång_sikt: 98000", "per_deltagare_lång_sikt: 104000", id="avrundat i källan"),
        pytest.param(E, "  deltagare: 20\n", "", id="deltagarna är inte kända"),
        pytest.param(E, "under 14", "14.5", id="en halv månad"),
        pytest.param(K, "procent: 82", "procent: 82.5", id="procent med decimal"),
        pytest.param(K, "antal: 47\n  av: 57\n  procent: 82", "antal: 57\n  av: 57\n  procent: 100", id="alla"),
        pytest.param(K, "antal: 47\n  av: 57\n  procent: 82", "antal: 5", id="fem personer"),
        pytest.param(G, "  insats: rosa\n  sort: insatsmål", "  sort: nyttomål", id="förbundets eget mål"),
        pytest.param(A, "förbund_med: 39", "förbund_med: 76", id="alla förbund är med"),
    ],
)
def test_det_som_liknar_ett_misstag_ger_inget_fynd(folder, file, old, new):
    folder.edit(file, old, new)
    assert folder.findings() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        (C, "id: plan", "id: Plan", "fel-värde"),
        (G, "insats: rosa", "insats: rossa", "referens-saknas"),
        (G, "insats: rosa", "insats: rosa\n  förbund: alfaa", "fel-mapp"),
        (K, "antal: 47", "antal: många", "fel-värde"),
        (N, "när: genomförande", "när: sedan", "fel-värde"),
    ],
)
def test_det_som_redan_har_ett_fel_ger_inte_fler(folder, file, old, new, rule):
    folder.edit(file, old, new)
    assert [one.rule for one in minimal.examine(folder.path).findings] == [rule]


def test_källans_egna_motsägelser_är_varningar():
    """Tal som källan trycker fast de inte går ihop publiceras som de står, med en varning."""
    found = minimal.examine(EXAMPLE).findings
    assert [one.text for one in found if one.level == FEL] == []
    assert [one.text.partition(" Jämför")[0] for one in found if one.rule == "per-deltagare-stämmer-inte"] == [
        "per_deltagare_lång_sikt är 54200, men -3200000 delat med 68 deltagare är -47059 (beräkning beta-vaxt).",
        "per_deltagare_ett_år är 35000, men 213000 delat med 19 deltagare är 11211 (beräkning grona-garden).",
        "per_deltagare_lång_sikt är 175000, men 2500000 delat med 19 deltagare är 131579 (beräkning grona-garden).",
    ]
