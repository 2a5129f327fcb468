"""Ett misstag i en liten felfri datamapp ger just det fynd som står här, ord för ord: id, hänvisningar, länkar och texter."""

import pytest

from tests.minimal import BETA_F, BETA_INS, INS, F, Folder, K, M, N, P, case, check_case

CASES = [
    case(
        "referens_saknas",
        INS,
        "typ: individinriktad",
        "typ: individinriktat",
        "data/insatser.yaml:3:8 fel: typ individinriktat finns inte i tabellen insatstyper (insats rosa). Menade du "
        "individinriktad? Rätta id:t, eller lägg till raden i data/insatstyper.yaml.",
    ),
    case(
        "referens_saknas",
        INS,
        "typ: individinriktad",
        "typ: annan",
        "data/insatser.yaml:3:8 fel: typ annan finns inte i tabellen insatstyper (insats rosa). Rätta id:t, eller lägg "
        "till raden i data/insatstyper.yaml.",
    ),
    case(
        "fel_värde",
        P,
        "huvudman: region",
        "huvudman: regionen",
        "data/parter.yaml:9:13 fel: huvudman regionen finns inte att välja (part alfa-region). Menade du region? Välj bland: "
        "staten, kommun, region.",
    ),
    case(
        "fel_värde",
        BETA_INS,
        "- id: bla",
        "- id: Blå båten",
        "data/andra/beta/insatser.yaml:1:7 fel: id Blå båten har fel form (insats Blå båten). Skriv små bokstäver a–z, "
        "siffror och bindestreck, högst 80 tecken, som grona-rum. Skriv till exempel bla-baten.",
    ),
    case(
        "fel_värde",
        INS,
        "- id: gul",
        "- id: Gul",
        "data/insatser.yaml:25:7 fel: id Gul har fel form (insats Gul). Skriv små bokstäver a–z, siffror och "
        "bindestreck, högst 80 tecken, som grona-rum. Skriv till exempel gul.",
    ),
    case(
        "fel_värde",
        M,
        "- id: foljeforskning",
        "- id: Följeforskning",
        "data/metoder.yaml:10:7 fel: id Följeforskning har fel form (metod Följeforskning). Skriv små bokstäver "
        "a–z, siffror och bindestreck, högst 80 tecken, som grona-rum. Skriv till exempel foljeforskning.",
    ),
    case(
        "fel_värde",
        BETA_INS,
        "- id: bla",
        "- id: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "data/andra/beta/insatser.yaml:1:7 fel: id bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb… har fel form "
        "(insats bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…). Skriv små bokstäver a–z, siffror "
        "och bindestreck, högst 80 tecken, som grona-rum.",
    ),
    case(
        "fel_form",
        INS,
        "  utförare:\n    - Veta Advisor AB\n",
        "  utförare:\n    • Veta Advisor AB\n    • Sweco\n",
        "data/insatser.yaml:10:5 fel: utförare ska vara en lista, men är text (insats rosa). Skriv varje värde på en egen "
        "indragen rad, med bindestreck och mellanslag före: - Veta Advisor AB.",
    ),
    case(
        "fel_form",
        INS,
        "  utförare:\n    - Veta Advisor AB\n",
        "  utförare:\n    -• Veta Advisor AB\n",
        "data/insatser.yaml:10:5 fel: utförare ska vara en lista, men är text (insats rosa). Skriv varje värde på en egen "
        "indragen rad, med bindestreck och mellanslag före: - Veta Advisor AB.",
    ),
    case(
        "fel_form",
        INS,
        "  utförare:\n    - Veta Advisor AB\n",
        "  utförare: • Veta Advisor AB\n",
        "data/insatser.yaml:9:13 fel: utförare ska vara en lista, men är text (insats rosa). Skriv varje värde på en egen "
        "indragen rad, med bindestreck och mellanslag före: - Veta Advisor AB.",
    ),
    case(
        "fel_form",
        INS,
        "  källa:\n    - dokument: plan\n      avsnitt: Matrisen, rad 1\n",
        "  källa: – plan\n",
        "data/insatser.yaml:21:10 fel: källa ska vara en lista, men är text (insats rosa). Skriv varje värde på en egen "
        "indragen rad, med bindestreck och mellanslag före: - dokument: plan.",
    ),
    case(
        "fel_värde",
        INS,
        "metod: foljeforskning",
        "metod: Fokusgrupp á tre",
        "data/insatser.yaml:31:14 fel: metodval.metod Fokusgrupp á tre är inget id (insats gul). Skriv id:t som det står i "
        "tabellen metoder.",
    ),
    case(
        "fel_värde",
        INS,
        "metod: foljeforskning",
        "metod: Följeforskning",
        "data/insatser.yaml:31:14 fel: metodval.metod Följeforskning är inget id (insats gul). Skriv id:t som det står i "
        "tabellen metoder: foljeforskning.",
    ),
    case(
        "fel_värde",
        N,
        "länk: https://exempel.se/nyheter",
        "länk: www.exempel.se",
        "data/nyheter.yaml:4:9 fel: länk www.exempel.se har fel form (nyhet start). Skriv en adress som börjar med "
        "https://, http://, mailto: eller / (inom webbplatsen), utan mellanslag.",
    ),
    case(
        "fel_värde",
        N,
        "länk: https://exempel.se/nyheter",
        "länk: javascript:alert(1)",
        "data/nyheter.yaml:4:9 fel: länk javascript:alert(1) har fel form (nyhet start). Skriv en adress som "
        "börjar med https://, http://, mailto: eller / (inom webbplatsen), utan mellanslag.",
    ),
    case(
        "fel_värde",
        N,
        "länk: https://exempel.se/nyheter",
        "länk: //exempel.se",
        "data/nyheter.yaml:4:9 fel: länk //exempel.se har fel form (nyhet start). Skriv en adress som börjar med "
        "https://, http://, mailto: eller / (inom webbplatsen), utan mellanslag.",
    ),
    case(
        "fel_värde",
        N,
        "länk: https://exempel.se/nyheter",
        "länk: <https://exempel.se>",
        "data/nyheter.yaml:4:9 fel: länk <https://exempel.se> har fel form (nyhet start). Skriv en adress som "
        "börjar med https://, http://, mailto: eller / (inom webbplatsen), utan mellanslag.",
    ),
    case(
        "fel_värde",
        F,
        "e_post: kansli@alfa.exempel.se",
        "e_post: kansliet.exempel.se",
        "data/forbund.yaml:4:11 fel: e_post kansliet.exempel.se har fel form (förbund alfa). Skriv en e-postadress "
        "som kansliet@exempel.se.",
    ),
    case(
        "fel_värde",
        N,
        "Webbplatsen är här",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "data/nyheter.yaml:3:11 fel: rubrik är 81 tecken långt (nyhet start). Korta till högst 80.",
    ),
    case(
        "dubblett",
        BETA_INS,
        "- id: bla",
        "- id: gul",
        "data/andra/beta/insatser.yaml:1:7 fel: id gul finns redan på rad 25 i data/insatser.yaml (insats gul). Välj ett "
        "annat värde, eller ta bort raden om den är inlagd två gånger.",
    ),
    case(
        "dubblett",
        BETA_F,
        "kortnamn: Beta",
        "kortnamn: alfa",
        "data/andra/beta/forbund.yaml:3:13 fel: kortnamn alfa finns redan på rad 3 i data/forbund.yaml (förbund beta). Välj "
        "ett annat värde, eller ta bort raden om den är inlagd två gånger.",
    ),
    case(
        "dubblett",
        K,
        "  datum: 2019-11\n",
        "  datum: 2019-11\n- id: plan\n  titel: Plan 2020\n  utgivare: Beta\n",
        "data/kallor.yaml:5:7 fel: id plan finns redan på rad 1 (källa plan). Välj ett annat värde, eller ta bort "
        "raden om den är inlagd två gånger.",
        "data/kallor.yaml:6:10 fel: titel Plan 2020 finns redan på rad 2 (källa plan). Välj ett annat värde, eller "
        "ta bort raden om den är inlagd två gånger.",
    ),
    case(
        "id_är_reserverat",
        BETA_INS,
        "- id: bla",
        "- id: index",
        "data/andra/beta/insatser.yaml:1:7 fel: id index går inte att använda (insats index). Välj ett annat ord.",
    ),
    case(
        "id_är_reserverat",
        INS,
        "- gula-garden",
        "- index",
        "data/insatser.yaml:43:7 fel: tidigare_adresser index går inte att använda (insats gul). Välj ett annat ord.",
    ),
    case(
        "id_är_reserverat",
        INS,
        "- gula-garden",
        "- con",
        "data/insatser.yaml:43:7 fel: tidigare_adresser con går inte att använda, för Windows kan inte ha en mapp som heter så "
        "(insats gul). Välj ett annat ord.",
    ),
    case(
        "id_är_reserverat",
        INS,
        "- gula-garden",
        "- nul",
        "data/insatser.yaml:43:7 fel: tidigare_adresser nul går inte att använda, för Windows kan inte ha en mapp som heter så "
        "(insats gul). Välj ett annat ord.",
    ),
    case(
        "id_är_reserverat",
        INS,
        "- gula-garden",
        "- aux",
        "data/insatser.yaml:43:7 fel: tidigare_adresser aux går inte att använda, för Windows kan inte ha en mapp som heter så "
        "(insats gul). Välj ett annat ord.",
    ),
    case(
        "id_är_reserverat",
        INS,
        "- gula-garden",
        "- prn",
        "data/insatser.yaml:43:7 fel: tidigare_adresser prn går inte att använda, för Windows kan inte ha en mapp som heter så "
        "(insats gul). Välj ett annat ord.",
    ),
    case(
        "id_är_reserverat",
        INS,
        "- gula-garden",
        "- com1",
        "data/insatser.yaml:43:7 fel: tidigare_adresser com1 går inte att använda, för Windows kan inte ha en mapp som heter så "
        "(insats gul). Välj ett annat ord.",
    ),
    case(
        "id_är_reserverat",
        INS,
        "- gula-garden",
        "- lpt9",
        "data/insatser.yaml:43:7 fel: tidigare_adresser lpt9 går inte att använda, för Windows kan inte ha en mapp som heter så "
        "(insats gul). Välj ett annat ord.",
    ),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "findings"), CASES)
def test_ett_misstag_ger_sitt_fynd(folder: Folder, rule: str, file: str, old: str, new: str, findings: list[str]) -> None:
    check_case(folder, rule, file, old, new, findings)
