"""Ett misstag i en liten felfri datamapp ger just det fynd som står här, ord för ord: fälten och radernas form."""

import pytest

from tests.minimal import INS, F, Folder, M, N, P, case, check_case

CASES = [
    case(
        "okänt_fält",
        INS,
        "  typ: indiv",
        "  typp: indiv",
        "data/insatser.yaml:3:3 fel: Fältet typp finns inte (insats rosa). Menade du typ? Rätta namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        INS,
        "  namn: Rosa rummet",
        "  nam: Rosa rummet",
        "data/insatser.yaml:2:3 fel: Fältet nam finns inte (insats rosa). Menade du namn? Rätta namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        INS,
        "- id: gul",
        "- idd: gul",
        "data/insatser.yaml:25:3 fel: Fältet idd finns inte (insats utan id). Menade du id? Rätta namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        M,
        "- id: folj",
        "- idd: folj",
        "data/metoder.yaml:10:3 fel: Fältet idd finns inte (metod utan id). Menade du id? Rätta namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        INS,
        "    start: 2017-05-02",
        "    börjar: 2017-05-02",
        "data/insatser.yaml:5:5 fel: Fältet projekttid.börjar finns inte (insats rosa). De fält som finns är "
        "start, slut. Rätta namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        INS,
        "    start: 2017-05-02",
        "    Start: 2017-05-02",
        "data/insatser.yaml:5:5 fel: Fältet projekttid.Start finns inte (insats rosa). Menade du start? Rätta "
        "namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        INS,
        "    start: 2017-05-02",
        "    sart:",
        "data/insatser.yaml:5:5 fel: Fältet projekttid.sart finns inte (insats rosa). Menade du start? Rätta "
        "namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        N,
        "  länk:",
        "  <<: {a: b}\n  länk:",
        "data/nyheter.yaml:4:3 fel: Fältet << finns inte (nyhet start). De fält som finns är id, datum, rubrik, "
        "text, länk, kvitterat. Rätta namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        F,
        "e_post: ",
        "epost: ",
        "data/forbund.yaml:4:3 fel: Fältet epost finns inte (förbund alfa). Menade du e_post? Rätta namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        P,
        "huvudman: kommun",
        "huvudmann: kommun",
        "data/parter.yaml:3:3 fel: Fältet huvudmann finns inte (part alfa-stad). Menade du huvudman? Rätta namnet "
        "eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        INS,
        "  efterföljare:\n",
        "  efterfoljare:\n",
        "data/insatser.yaml:19:3 fel: Fältet efterfoljare finns inte (insats rosa). Menade du efterföljare? Rätta "
        "namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        INS,
        "  föregångare:\n",
        "  foregangare:\n",
        "data/insatser.yaml:35:3 fel: Fältet foregangare finns inte (insats gul). Menade du föregångare? Rätta "
        "namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        INS,
        "- metod: foljef",
        "- metodd: foljef",
        "data/insatser.yaml:31:7 fel: Fältet metodval.metodd finns inte (insats gul). Menade du metod? Rätta "
        "namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        INS,
        "  namn: Rosa rummet\n  typ: indiv",
        "  typp: indiv",
        "data/insatser.yaml:1:3 fel: Fältet namn saknas (insats rosa). Insatsens namn som i källan. Skriv till "
        "exempel namn: Samlad start.",
        "data/insatser.yaml:2:3 fel: Fältet typp finns inte (insats rosa). Menade du typ? Rätta namnet eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        INS,
        "    - dokument: plan\n      avs",
        "    - dok: plan\n      avs",
        "data/insatser.yaml:22:7 fel: Fältet källa.dok finns inte (insats rosa). Menade du dokument? Rätta namnet "
        "eller ta bort fältet.",
    ),
    case(
        "okänt_fält",
        INS,
        "    slut: 2020-03-31",
        "  slut: 2020-03-31",
        "data/insatser.yaml:6:3 fel: Fältet slut finns inte (insats rosa). slut hör till projekttid. Dra in raden under "
        "projekttid.",
    ),
    case(
        "okänt_fält",
        INS,
        "  projekttid:\n    start: 2017-05-02\n    slut: 2020-03-31",
        "  slut: 2020-03-31",
        "data/insatser.yaml:4:3 fel: Fältet slut finns inte (insats rosa). slut hör till projekttid. Skriv projekttid: på "
        "raden före, och dra in slut.",
    ),
    case(
        "okänt_fält",
        INS,
        "  metodval:\n    - metod: summativ",
        "    metodval:\n      - metod: summativ",
        "data/insatser.yaml:7:5 fel: Fältet projekttid.metodval finns inte (insats rosa). metodval hör inte till projekttid. "
        "Börja raden lika långt in som projekttid.",
    ),
    case(
        "okänt_fält",
        INS,
        "      belopp: 1500000",
        "  belopp: 1500000",
        "data/insatser.yaml:18:3 fel: Fältet belopp finns inte (insats rosa). belopp hör till budget. Dra in raden under budget.",
    ),
    case(
        "saknat_fält",
        INS,
        "  namn: Rosa rummet\n",
        "",
        "data/insatser.yaml:1:3 fel: Fältet namn saknas (insats rosa). Insatsens namn som i källan. Skriv till "
        "exempel namn: Samlad start.",
    ),
    case(
        "saknat_fält",
        INS,
        "  namn: Rosa rummet\n",
        "  namn:\n",
        "data/insatser.yaml:2:3 fel: Fältet namn är inte ifyllt (insats rosa). Insatsens namn som i källan. Skriv "
        "till exempel namn: Samlad start.",
    ),
    case(
        "saknat_fält",
        M,
        "- id: folj",
        "- id:\n  anmärkning: folj",
        "data/metoder.yaml:10:3 fel: Fältet id är inte ifyllt (metod utan id). Kort namn för adresser och "
        "hänvisningar. Ändra det aldrig sedan raden har publicerats. Skriv till exempel id: exempelbygden.",
    ),
    case(
        "saknat_fält",
        F,
        "  kortnamn: Alfa\n",
        "",
        "data/forbund.yaml:1:3 fel: Fältet kortnamn saknas (förbund alfa). Namnet i tabeller och filter. Skriv till "
        "exempel kortnamn: Exempelbygden.",
    ),
    case(
        "saknat_fält",
        INS,
        "    - vad: Slutrapport\n      när",
        "    - när",
        "data/insatser.yaml:12:7 fel: Fältet redovisning.vad saknas (insats rosa). Vad som redovisas. Skriv till "
        "exempel vad: Slutrapport.",
    ),
    case(
        "saknat_fält",
        INS,
        "  källa:\n    - dokument: plan\n  tid",
        "  tid",
        "data/insatser.yaml:25:3 fel: Fältet källa saknas (insats gul). Dokumentet som uppgifterna kommer ur, och "
        "var i dokumentet. Skriv till exempel källa: och på nästa rad, indraget: - dokument: plan-2026.",
    ),
    case(
        "saknat_fält",
        INS,
        "      belopp: 1500000\n",
        "",
        "data/insatser.yaml:17:7 fel: Fältet budget.belopp saknas (insats rosa). Budgeten för året, i hela kronor. Skriv talet utan mellanslag. "
        "Skriv till exempel belopp: 1500000.",
    ),
    case(
        "tom_rad_i_lista",
        INS,
        "    - Sweco\n",
        "    - Sweco\n    -\n",
        "data/insatser.yaml:35:6 fel: utförare har en rad utan värde (insats gul). Skriv värdet efter "
        "bindestrecket, eller ta bort raden.",
    ),
    case(
        "tom_rad_i_lista",
        INS,
        "    - gul\n",
        "    - gul\n    -\n",
        "data/insatser.yaml:21:6 fel: efterföljare har en rad utan värde (insats rosa). Skriv värdet efter "
        "bindestrecket, eller ta bort raden.",
    ),
    case(
        "tom_rad_i_lista",
        INS,
        "  källa:\n    - dokument: plan\n  tid",
        "  källa:\n    - dokument: plan\n    -\n  tid",
        "data/insatser.yaml:42:6 fel: källa har en rad utan värde (insats gul). Skriv värdet efter bindestrecket, "
        "eller ta bort raden.",
    ),
    case(
        "fel_form",
        INS,
        "  utförare:\n    - Sweco",
        "  utförare: Sweco",
        "data/insatser.yaml:33:13 fel: utförare ska vara en lista, men är text (insats gul). Skriv varje värde på "
        "en egen indragen rad, med bindestreck och mellanslag före: - Sweco.",
    ),
    case(
        "fel_form",
        F,
        "  källa:\n    - dokument: plan\n",
        "  källa: plan\n",
        "data/forbund.yaml:5:10 fel: källa ska vara en lista, men är text (förbund alfa). Skriv varje värde på en egen "
        "indragen rad, med bindestreck och mellanslag före: - dokument: plan.",
    ),
    case(
        "fel_form",
        INS,
        "namn: Rosa rummet",
        "namn: [Rosa, rummet]",
        "data/insatser.yaml:2:9 fel: namn ska vara text, men är en lista (insats rosa). Skriv ett enda värde, på "
        "samma rad som kolonet och utan bindestreck.",
    ),
    case(
        "fel_form",
        INS,
        "namn: Rosa rummet",
        "namn:\n    Rosa: rummet",
        "data/insatser.yaml:3:5 fel: namn ska vara text, men består av fält (insats rosa). Skriv värdet på samma "
        "rad som kolonet. Sätt raka citattecken runt det om det innehåller kolon och mellanslag.",
    ),
    case(
        "fel_form",
        INS,
        "- id: rosa",
        "- id: [rosa]",
        "data/insatser.yaml:1:7 fel: id ska vara text, men är en lista (insats utan id). Skriv ett enda värde, på "
        "samma rad som kolonet och utan bindestreck.",
    ),
    case(
        "fel_form",
        INS,
        "- Veta Advisor AB",
        "- Veta: Advisor AB",
        "data/insatser.yaml:10:7 fel: Varje rad i utförare ska vara text, men består av fält (insats rosa). Skriv "
        "värdet på samma rad som kolonet. Sätt raka citattecken runt det om det innehåller kolon och mellanslag.",
    ),
    case(
        "fel_form",
        INS,
        "    start: 2017-05-02\n    slut: 2020-03-31",
        "    - start: 2017-05-02\n    - slut: 2020-03-31",
        "data/insatser.yaml:5:5 fel: projekttid ska bestå av fälten start, slut, men är en lista (insats rosa). Ta "
        "bort bindestrecken, och skriv ett fält per rad: namn, kolon, mellanslag och värde.",
    ),
    case(
        "fel_form",
        INS,
        "  projekttid:\n    start: 2017-05-02\n    slut: 2020-03-31",
        "  projekttid: 2017-05-02",
        "data/insatser.yaml:4:15 fel: projekttid ska bestå av fälten start, slut, men är text (insats rosa). Skriv "
        "dem på egna indragna rader: namn, kolon, mellanslag och värde: start: 2017-05-02.",
    ),
    case(
        "fel_form",
        INS,
        "    - metod: foljeforskning\n      lydelse: Följeforskning ESF",
        "    - foljeforskning",
        "data/insatser.yaml:31:7 fel: Varje rad i metodval ska bestå av fälten metod, lydelse, men är text (insats "
        "gul). Skriv fältets namn före värdet, och de andra fälten på egna rader under: - metod: foljeforskning.",
    ),
    case(
        "fel_form",
        INS,
        "    - metod: foljeforskning\n      lydelse: Följeforskning ESF",
        "    metod: foljeforskning",
        "data/insatser.yaml:31:5 fel: metodval ska vara en lista, men består av fält (insats gul). Skriv "
        "bindestreck och mellanslag före det första fältet, och dra in de andra lika långt.",
    ),
    case(
        "fel_form",
        INS,
        "  efterföljare:\n    - gul",
        "  efterföljare: gul",
        "data/insatser.yaml:19:17 fel: efterföljare ska vara en lista, men är text (insats rosa). Skriv varje "
        "värde på en egen indragen rad, med bindestreck och mellanslag före: - gul.",
    ),
    case(
        "fel_form",
        INS,
        "  efterföljare:\n    - gul",
        "  efterföljare: Gul, Röd",
        "data/insatser.yaml:19:17 fel: efterföljare ska vara en lista, men är text (insats rosa). Skriv varje "
        "värde på en egen indragen rad, med bindestreck och mellanslag före, som - samma-karta.",
    ),
    case(
        "fel_form",
        INS,
        "    - dokument: plan\n      avsnitt: Matrisen, rad 1",
        "    - Matrisen, rad 1",
        "data/insatser.yaml:22:7 fel: Varje rad i källa ska bestå av fälten dokument, avsnitt, men är text (insats "
        "rosa). Skriv fältets namn före värdet, och de andra fälten på egna rader under, som - dokument: "
        "plan-2026.",
    ),
    case(
        "fel_form",
        INS,
        "  efterföljare:\n    - gul",
        "  efterföljare: gul, bla",
        "data/insatser.yaml:19:17 fel: efterföljare ska vara en lista, men är text (insats rosa). Skriv varje "
        "värde på en egen indragen rad, med bindestreck och mellanslag före: - gul.",
    ),
    case(
        "fel_form",
        INS,
        "  föregångare:\n    - rosa",
        "  föregångare: rosa",
        "data/insatser.yaml:35:16 fel: föregångare ska vara en lista, men är text (insats gul). Skriv varje värde "
        "på en egen indragen rad, med bindestreck och mellanslag före: - rosa.",
    ),
    case(
        "tom_lista",
        INS,
        "  källa:\n    - dokument: plan\n  tid",
        "  källa: []\n  tid",
        "data/insatser.yaml:40:10 fel: källa är en tom lista (insats gul). Dokumentet som uppgifterna kommer ur, "
        "och var i dokumentet. Skriv till exempel källa: och på nästa rad, indraget: - dokument: plan-2026.",
    ),
    case(
        "flera_rader",
        INS,
        "namn: Rosa rummet",
        "namn: |\n    Rosa\n    rummet",
        "data/insatser.yaml:2:9 fel: namn har flera rader (insats rosa). Skriv allt på en rad.",
    ),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "findings"), CASES)
def test_ett_misstag_ger_sitt_fynd(folder: Folder, rule: str, file: str, old: str, new: str, findings: list[str]) -> None:
    check_case(folder, rule, file, old, new, findings)
