"""Ett misstag i en liten felfri datamapp ger just det fynd som står här, ord för ord: reglerna mellan rader."""

import pytest

from tests.minimal import BETA_INS, INS, Folder, M, P, case, check_case

CASES = [
    case(
        "referens_saknas",
        INS,
        "metod: foljeforskning",
        "metod: foljeforsking",
        "data/insatser.yaml:31:14 fel: metodval.metod foljeforsking finns inte i tabellen metoder (insats gul). "
        "Menade du foljeforskning? Rätta id:t, eller lägg till raden i data/metoder.yaml.",
    ),
    case(
        "referens_saknas",
        INS,
        "- dokument: plan\n      avs",
        "- dokument: plam\n      avs",
        "data/insatser.yaml:22:17 fel: källa.dokument plam finns inte i tabellen kallor (insats rosa). Menade du "
        "plan? Rätta id:t, eller lägg till raden i data/kallor.yaml.",
    ),
    case(
        "referens_saknas",
        INS,
        "- gul\n",
        "- gult\n",
        "data/insatser.yaml:20:7 fel: efterföljare gult finns inte i tabellen insatser (insats rosa). Menade du "
        "gul? Rätta id:t, eller lägg till raden i data/insatser.yaml.",
    ),
    case(
        "referens_saknas",
        INS,
        "- id: gul",
        "- id: gult",
        "data/insatser.yaml:20:7 fel: efterföljare gul finns inte i tabellen insatser (insats rosa och 1 ställe "
        "till). Menade du gult? Rätta id:t, eller lägg till raden i data/insatser.yaml.",
    ),
    case(
        "referens_saknas",
        M,
        "- id: summativ-utvardering",
        "- id: summativ",
        "data/insatser.yaml:8:14 fel: metodval.metod summativ-utvardering finns inte i tabellen metoder (insats "
        "rosa och 1 ställe till). Rätta id:t, eller lägg till raden i data/metoder.yaml.",
    ),
    case(
        "hänvisar_till_sig_själv",
        INS,
        "    - gul\n",
        "    - gul\n    - rosa\n",
        "data/insatser.yaml:21:7 fel: efterföljare rosa är raden själv (insats rosa). Ta bort hänvisningen eller "
        "skriv ett annat id.",
    ),
    case(
        "hänvisar_till_sig_själv",
        BETA_INS,
        "insats: gul",
        "insats: bla",
        "data/andra/beta/insatser.yaml:6:13 fel: ingår_i.insats bla är raden själv (insats bla). Ta bort hänvisningen eller "
        "skriv ett annat id.",
    ),
    case(
        "hänvisar_i_cirkel",
        INS,
        "    - rosa\n",
        "    - rosa\n  ingår_i:\n    insats: bla\n",
        "data/insatser.yaml:38:13 fel: ingår_i.insats går i cirkel: gul → bla → gul. Ta bort en av hänvisningarna.",
    ),
    case(
        "inte_efter",
        INS,
        "slut: 2020-03-31",
        "slut: 2017-03-31",
        "data/insatser.yaml:6:5 fel: projekttid.slut 2017-03-31 ligger före projekttid.start 2017-05-02 (insats "
        "rosa). Byt datum, eller skriv slut: tills vidare om insatsen pågår.",
    ),
    case(
        "inte_efter",
        INS,
        "start: 2017-05-02",
        "start: 2027-05-02",
        "data/insatser.yaml:6:5 fel: projekttid.slut 2020-03-31 ligger före projekttid.start 2027-05-02 (insats "
        "rosa). Byt datum, eller skriv slut: tills vidare om insatsen pågår.",
    ),
    case(
        "inte_efter",
        INS,
        "när: 2019-10",
        "när: 2016-10",
        "data/insatser.yaml:13:7 fel: redovisning.när 2016-10 ligger före projekttid.start 2017-05-02 (insats "
        "rosa). Rätta det datum som är fel.",
    ),
    case(
        "planerad_rapport_har_passerat",
        INS,
        "läge: klar",
        "läge: planerad",
        "data/insatser.yaml:13:7 råd: Slutrapport var planerad till 2019-10 (insats rosa). Lägg in den i slutrapporter, eller skriv läge: klar om den "
        "finns, annars en ny tid.",
    ),
    case(
        "unik_inom",
        INS,
        "namn: Gula gården",
        "namn: rosa  rummet",
        "data/insatser.yaml:26:9 fel: namn rosa rummet finns redan på rad 2 med samma förbund (insats gul). Rätta "
        "förbund eller namn, eller ta bort raden om den är inlagd två gånger.",
    ),
    case(
        "ensidig_släktskap",
        INS,
        "  föregångare:\n    - rosa\n",
        "",
        "data/insatser.yaml:20:7 fel: rosa har gul som efterföljare, men gul har inte rosa som föregångare. Lägg "
        "till rosa under föregångare hos gul (rad 25), eller ta bort hänvisningen här.",
    ),
    case(
        "ensidig_släktskap",
        INS,
        "  efterföljare:\n    - gul\n",
        "",
        "data/insatser.yaml:34:7 fel: gul har rosa som föregångare, men rosa har inte gul som efterföljare. Lägg "
        "till gul under efterföljare hos rosa (rad 1), eller ta bort hänvisningen här.",
    ),
    case(
        "metod_används_inte",
        INS,
        "metod: foljeforskning",
        "metod: summativ-utvardering",
        "data/metoder.yaml:10:3 råd: Ingen insats använder metoden foljeforskning. Ange den hos en insats, skriv "
        "läge: historisk, eller ta bort raden.",
    ),
    case(
        "andelar_går_inte_ihop",
        P,
        "andel: 25",
        "andel: 30",
        "data/parter.yaml:16:23 varning: Huvudmännens andelar i förbundet alfa blir 105 procent, inte 100. Rätta "
        "andelarna, eller lägg till den part som saknas.",
    ),
    case(
        "andelar_går_inte_ihop",
        P,
        "andel: 50",
        "andel: 40",
        "data/parter.yaml:22:23 fel: huvudmannens_andel 50 är en annan än 40 på rad 16 för samma huvudman (part "
        "alfa-formedlingen). Skriv samma andel på båda ställena.",
    ),
    case(
        "osäkert_fält_finns_inte",
        INS,
        "fält: metodval",
        "fält: metodvall",
        "data/insatser.yaml:38:13 fel: osäkert.fält metodvall är inget fält (insats gul). Menade du metodval? "
        "Skriv fältets namn som det står i raden.",
    ),
    case(
        "tidigare_adress_är_upptagen",
        INS,
        "- gula-garden",
        "- rosa",
        "data/insatser.yaml:43:7 fel: tidigare_adresser rosa används redan på rad 1 (insats gul). Ta bort den, "
        "eller byt id på den andra raden.",
    ),
    case(
        "tidigare_adress_är_upptagen",
        INS,
        "- gula-garden",
        "- gula-garden\n    - gula-garden",
        "data/insatser.yaml:44:7 fel: tidigare_adresser gula-garden används redan på rad 43 (insats gul). Ta bort "
        "den, eller byt id på den andra raden.",
    ),
    case(
        "inte_efter",
        INS,
        "granskad: 2026-11-22",
        "granskad: 2026-11-24",
        "data/insatser.yaml:24:20 varning: senast_granskad 2026-11-24 ligger i framtiden (insats rosa). "
        "Rätta tiden, eller vänta med uppgiften tills den har varit.",
    ),
    case(
        "unik_inom",
        INS,
        "  budget:\n",
        "  parter:\n    - namn: Alfa stad\n    - namn: Alfa stad\n      typ: kommun\n  budget:\n",
        "data/insatser.yaml:18:13 fel: parter.namn Alfa stad finns redan på rad 17 i samma insats (insats rosa). Rätta den "
        "ena, eller slå ihop dem.",
    ),
    case(
        "samma_sak_två_gånger",
        INS,
        "    - Sweco\n",
        "    - Sweco\n    - Sweco\n",
        "data/insatser.yaml:35:7 varning: utförare har Sweco två gånger (insats gul). Ta bort den ena.",
    ),
    case(
        "samma_sak_två_gånger",
        INS,
        "  källa:\n    - dokument: plan\n  tid",
        "  källa:\n    - dokument: plan\n    - dokument: plan\n  tid",
        "data/insatser.yaml:42:7 varning: källa har samma uppgift två gånger (insats gul). Ta bort den ena.",
    ),
    case(
        "typografiska_citattecken",
        INS,
        "Rosa rummet",
        "”Rosa rummet”",
        "data/insatser.yaml:2:9 fel: Värdet ”Rosa rummet” har typografiska citattecken runt sig (insats rosa). Ta "
        'bort dem, eller använd raka citattecken (").',
    ),
    case(
        "typografiska_citattecken",
        INS,
        "typ: individinriktad",
        "typ: “strukturell”",
        "data/insatser.yaml:3:8 fel: Värdet “strukturell” har typografiska citattecken runt sig (insats rosa). Ta "
        'bort dem, eller använd raka citattecken (").',
    ),
    case(
        "typografiska_citattecken",
        BETA_INS,
        "- id: bla",
        "- id: ”bla”",
        "data/andra/beta/insatser.yaml:1:7 fel: Värdet ”bla” har typografiska citattecken runt sig (insats ”bla”). Ta bort "
        'dem, eller använd raka citattecken (").',
    ),
    case(
        "se_ovan",
        INS,
        "- Sweco",
        "- Se ovan",
        "data/insatser.yaml:34:7 fel: ”Se ovan” säger inget när raden läses för sig (insats gul). Skriv Veta "
        "Advisor AB, som står hos insats rosa.",
    ),
    case(
        "se_ovan",
        P,
        "namn: Region Alfa",
        "namn: se ovan",
        "data/parter.yaml:8:9 fel: ”se ovan” säger inget när raden läses för sig (part alfa-region). Skriv Alfa stad, som "
        "står hos part alfa-stad.",
    ),
    case(
        "se_ovan",
        INS,
        "metod: foljeforskning",
        "metod: dito",
        "data/insatser.yaml:31:14 fel: ”dito” säger inget när raden läses för sig (insats gul). Skriv "
        "summativ-utvardering, som står hos insats rosa.",
    ),
    case(
        "se_ovan",
        INS,
        "- Veta Advisor AB",
        "- Se nedan.",
        "data/insatser.yaml:10:7 fel: ”Se nedan.” säger inget när raden läses för sig (insats rosa). Skriv namnet "
        "eller värdet som menas.",
    ),
    case(
        "förstörda_bokstäver",
        INS,
        "Rosa rummet",
        "Rosa fÃ¶rbundet",
        "data/insatser.yaml:2:9 fel: Texten innehåller Ã¶, troligen ett å, ä eller ö som har gått sönder (insats "
        "rosa). Skriv om ordet.",
    ),
    case(
        "förstörda_bokstäver",
        INS,
        "Rosa rummet",
        "Rosa r�ummet",
        "data/insatser.yaml:2:9 fel: Texten innehåller �, troligen ett å, ä eller ö som har gått sönder (insats "
        "rosa). Skriv om ordet.",
    ),
    case(
        "utförare_är_inget_namn",
        INS,
        "- Sweco",
        "- Ska upphandlas",
        "data/insatser.yaml:34:7 fel: utförare Ska upphandlas är inget namn (insats gul). Ta bort det och skriv "
        "utförare_läge: ska upphandlas.",
    ),
    case(
        "personnummer",
        INS,
        "Kolumnplacering tolkad",
        "Enligt 121212-1212",
        "data/insatser.yaml:39:22 fel: Raden innehåller något som ser ut som ett personnummer. Ta bort det. Har "
        "det redan sparats i git: säg till den som ansvarar för dataskydd.",
    ),
    case(
        "personnummer",
        INS,
        "namn: Rosa rummet",
        "namn: Rosa rummet # 19121212-1212",
        "data/insatser.yaml:2:23 fel: Raden innehåller något som ser ut som ett personnummer. Ta bort det. Har det "
        "redan sparats i git: säg till den som ansvarar för dataskydd.",
    ),
    case(
        "privat_epost",
        INS,
        "Kolumnplacering tolkad",
        "Fråga anna@gmail.com",
        "data/insatser.yaml:39:15 varning: anna@gmail.com ser ut som en privat e-postadress (insats gul). Skriv "
        "organisationens gemensamma adress i stället.",
    ),
    case(
        "telefonnummer",
        INS,
        "Kolumnplacering tolkad",
        "Ring 070-123 45 67",
        "data/insatser.yaml:39:15 varning: 070-123 45 67 ser ut som ett telefonnummer (insats gul). Ta bort det om "
        "det går till en person. Går det till en växel: skriv ordet växel före.",
    ),
    case(
        "uppmärkning",
        INS,
        "Kolumnplacering tolkad",
        "Se <b>matrisen</b>",
        "data/insatser.yaml:39:15 varning: Texten innehåller uppmärkning, <b> (insats gul). Den visas tecken för "
        "tecken. Skriv ren text.",
    ),
    case(
        "uppmärkning",
        INS,
        "Kolumnplacering tolkad",
        "Se [matrisen](plan.html)",
        "data/insatser.yaml:39:15 varning: Texten innehåller uppmärkning, ](plan.html) (insats gul). Den visas "
        "tecken för tecken. Skriv ren text.",
    ),
    case(
        "uppmärkning",
        INS,
        "Kolumnplacering tolkad",
        "Se {{ matris() }}",
        "data/insatser.yaml:39:15 varning: Texten innehåller uppmärkning, {{ (insats gul). Den visas tecken för "
        "tecken. Skriv ren text.",
    ),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "findings"), CASES)
def test_ett_misstag_ger_sitt_fynd(folder: Folder, rule: str, file: str, old: str, new: str, findings: list[str]) -> None:
    check_case(folder, rule, file, old, new, findings)
