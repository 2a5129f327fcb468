"""Kontrollerna: ett misstag i en liten felfri datamapp ger just det fynd som står här, ord för ord."""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros import check
from macros.findings import Finding
from tests.minimal import TODAY, Folder

INS, F, P, M, B, K, N = (
    f"{name}.yaml" for name in ("insatser", "forbund", "parter", "metoder", "begrepp", "kallor", "nyheter")
)
CASES = []


def case(rule: str, file: str, old: str, new: str, *findings: str) -> None:
    """Regeln, filen, texten som byts, det den byts mot, och fynden som ska komma av just det."""
    CASES.append(pytest.param(rule, file, old, new, list(findings), id=f"{rule}-{len(CASES)}"))


case(
    "okänt_fält",
    INS,
    "  typ: indiv",
    "  typp: indiv",
    "data/insatser.yaml:4:3 fel: Fältet typp finns inte (insats rosa). Menade du typ? Rätta namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    INS,
    "  namn: Rosa rummet",
    "  nam: Rosa rummet",
    "data/insatser.yaml:3:3 fel: Fältet nam finns inte (insats rosa). Menade du namn? Rätta namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    INS,
    "- id: gul",
    "- idd: gul",
    "data/insatser.yaml:26:3 fel: Fältet idd finns inte (insats utan id). Menade du id? Rätta namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    M,
    "- id: folj",
    "- idd: folj",
    "data/metoder.yaml:10:3 fel: Fältet idd finns inte (metod utan id). Menade du id? Rätta namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    INS,
    "    start: 2017-05-02",
    "    börjar: 2017-05-02",
    "data/insatser.yaml:6:5 fel: Fältet projekttid.börjar finns inte (insats rosa). De fält som finns är "
    "start, slut. Rätta namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    INS,
    "    start: 2017-05-02",
    "    Start: 2017-05-02",
    "data/insatser.yaml:6:5 fel: Fältet projekttid.Start finns inte (insats rosa). Menade du start? Rätta "
    "namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    INS,
    "    start: 2017-05-02",
    "    sart:",
    "data/insatser.yaml:6:5 fel: Fältet projekttid.sart finns inte (insats rosa). Menade du start? Rätta "
    "namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    N,
    "  länk:",
    "  <<: {a: b}\n  länk:",
    "data/nyheter.yaml:4:3 fel: Fältet << finns inte (nyhet start). De fält som finns är id, datum, rubrik, "
    "text, länk. Rätta namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    F,
    "roll: värd",
    "rol: värd",
    "data/forbund.yaml:4:3 fel: Fältet rol finns inte (förbund alfa). Menade du roll? Rätta namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    P,
    "huvudman: kommun",
    "huvudmann: kommun",
    "data/parter.yaml:4:3 fel: Fältet huvudmann finns inte (part alfa-stad). Menade du huvudman? Rätta namnet "
    "eller ta bort fältet.",
)
case(
    "okänt_fält",
    INS,
    "  efterföljare:\n",
    "  efterfoljare:\n",
    "data/insatser.yaml:20:3 fel: Fältet efterfoljare finns inte (insats rosa). Menade du efterföljare? Rätta "
    "namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    INS,
    "  föregångare:\n",
    "  foregangare:\n",
    "data/insatser.yaml:37:3 fel: Fältet foregangare finns inte (insats gul). Menade du föregångare? Rätta "
    "namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    INS,
    "- metod: foljef",
    "- metodd: foljef",
    "data/insatser.yaml:33:7 fel: Fältet metodval.metodd finns inte (insats gul). Menade du metod? Rätta "
    "namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    INS,
    "  namn: Rosa rummet\n  typ: indiv",
    "  typp: indiv",
    "data/insatser.yaml:1:3 fel: Fältet namn saknas (insats rosa). Insatsens namn som i källan. Skriv till "
    "exempel namn: AMA – Aktiviteter mot Arbete.",
    "data/insatser.yaml:3:3 fel: Fältet typp finns inte (insats rosa). Menade du typ? Rätta namnet eller ta bort fältet.",
)
case(
    "okänt_fält",
    INS,
    "    - dokument: plan\n      avs",
    "    - dok: plan\n      avs",
    "data/insatser.yaml:23:7 fel: Fältet källa.dok finns inte (insats rosa). Menade du dokument? Rätta namnet "
    "eller ta bort fältet.",
)
case(
    "okänt_fält",
    INS,
    "    slut: 2020-03-31",
    "  slut: 2020-03-31",
    "data/insatser.yaml:7:3 fel: Fältet slut finns inte (insats rosa). slut hör till projekttid. Dra in raden under "
    "projekttid.",
)
case(
    "okänt_fält",
    INS,
    "  projekttid:\n    start: 2017-05-02\n    slut: 2020-03-31",
    "  slut: 2020-03-31",
    "data/insatser.yaml:5:3 fel: Fältet slut finns inte (insats rosa). slut hör till projekttid. Skriv projekttid: på "
    "raden före, och dra in slut.",
)
case(
    "okänt_fält",
    INS,
    "  metodval:\n    - metod: summativ",
    "    metodval:\n      - metod: summativ",
    "data/insatser.yaml:8:5 fel: Fältet projekttid.metodval finns inte (insats rosa). metodval hör inte till projekttid. "
    "Börja raden lika långt in som projekttid.",
)
case(
    "okänt_fält",
    INS,
    "      belopp: 1500000",
    "  belopp: 1500000",
    "data/insatser.yaml:19:3 fel: Fältet belopp finns inte (insats rosa). belopp hör till budget. Dra in raden under budget.",
)
case(
    "saknat_fält",
    INS,
    "  namn: Rosa rummet\n",
    "",
    "data/insatser.yaml:1:3 fel: Fältet namn saknas (insats rosa). Insatsens namn som i källan. Skriv till "
    "exempel namn: AMA – Aktiviteter mot Arbete.",
)
case(
    "saknat_fält",
    INS,
    "  namn: Rosa rummet\n",
    "  namn:\n",
    "data/insatser.yaml:3:3 fel: Fältet namn är inte ifyllt (insats rosa). Insatsens namn som i källan. Skriv "
    "till exempel namn: AMA – Aktiviteter mot Arbete.",
)
case(
    "saknat_fält",
    M,
    "- id: folj",
    "- id:\n  anmärkning: folj",
    "data/metoder.yaml:10:3 fel: Fältet id är inte ifyllt (metod utan id). Kort namn för adresser och "
    "hänvisningar. Ändra det aldrig sedan raden har publicerats. Skriv till exempel id: stockholm.",
)
case(
    "saknat_fält",
    F,
    "  roll: värd\n",
    "",
    "data/forbund.yaml:1:3 fel: Fältet roll saknas (förbund alfa). Ett enda förbund är värd, det som ger ut "
    "webbplatsen. De andra är referenser att jämföra med. Skriv till exempel roll: värd.",
)
case(
    "saknat_fält",
    INS,
    "    - vad: Slutrapport\n      när",
    "    - när",
    "data/insatser.yaml:13:7 fel: Fältet redovisning.vad saknas (insats rosa). Vad som redovisas. Skriv till "
    "exempel vad: Slutrapport.",
)
case(
    "saknat_fält",
    INS,
    "  källa:\n    - dokument: plan\n  tid",
    "  tid",
    "data/insatser.yaml:26:3 fel: Fältet källa saknas (insats gul). Dokumentet som uppgifterna kommer ur, och "
    "var i dokumentet. Skriv till exempel källa: och på nästa rad, indraget: - dokument: stockholm-plan-2020.",
)
case(
    "saknat_fält",
    INS,
    "      belopp: 1500000\n",
    "",
    "data/insatser.yaml:18:7 fel: Fältet budget.belopp saknas (insats rosa). Hela kronor, utan mellanslag. "
    "Skriv till exempel belopp: 1500000.",
)
case(
    "tom_rad_i_lista",
    INS,
    "    - Sweco\n",
    "    - Sweco\n    -\n",
    "data/insatser.yaml:37:6 fel: utförare har en rad utan värde (insats gul). Skriv värdet efter "
    "bindestrecket, eller ta bort raden.",
)
case(
    "tom_rad_i_lista",
    INS,
    "    - gul\n",
    "    - gul\n    -\n",
    "data/insatser.yaml:22:6 fel: efterföljare har en rad utan värde (insats rosa). Skriv värdet efter "
    "bindestrecket, eller ta bort raden.",
)
case(
    "tom_rad_i_lista",
    INS,
    "  källa:\n    - dokument: plan\n  tid",
    "  källa:\n    - dokument: plan\n    -\n  tid",
    "data/insatser.yaml:44:6 fel: källa har en rad utan värde (insats gul). Skriv värdet efter bindestrecket, "
    "eller ta bort raden.",
)
case(
    "fel_form",
    INS,
    "  utförare:\n    - Sweco",
    "  utförare: Sweco",
    "data/insatser.yaml:35:13 fel: utförare ska vara en lista, men är text (insats gul). Skriv varje värde på "
    "en egen indragen rad, med bindestreck och mellanslag före: - Sweco.",
)
case(
    "fel_form",
    F,
    "  källa:\n    - dokument: plan\n- id: beta",
    "  källa: plan\n- id: beta",
    "data/forbund.yaml:5:10 fel: källa ska vara en lista, men är text (förbund alfa). Skriv varje värde på en egen "
    "indragen rad, med bindestreck och mellanslag före: - dokument: plan.",
)
case(
    "fel_form",
    INS,
    "namn: Rosa rummet",
    "namn: [Rosa, rummet]",
    "data/insatser.yaml:3:9 fel: namn ska vara text, men är en lista (insats rosa). Skriv ett enda värde, på "
    "samma rad som kolonet och utan bindestreck.",
)
case(
    "fel_form",
    INS,
    "namn: Rosa rummet",
    "namn:\n    Rosa: rummet",
    "data/insatser.yaml:4:5 fel: namn ska vara text, men består av fält (insats rosa). Skriv värdet på samma "
    "rad som kolonet. Sätt raka citattecken runt det om det innehåller kolon och mellanslag.",
)
case(
    "fel_form",
    INS,
    "- id: rosa",
    "- id: [rosa]",
    "data/insatser.yaml:1:7 fel: id ska vara text, men är en lista (insats utan id). Skriv ett enda värde, på "
    "samma rad som kolonet och utan bindestreck.",
)
case(
    "fel_form",
    INS,
    "- Veta Advisor AB",
    "- Veta: Advisor AB",
    "data/insatser.yaml:11:7 fel: Varje rad i utförare ska vara text, men består av fält (insats rosa). Skriv "
    "värdet på samma rad som kolonet. Sätt raka citattecken runt det om det innehåller kolon och mellanslag.",
)
case(
    "fel_form",
    INS,
    "    start: 2017-05-02\n    slut: 2020-03-31",
    "    - start: 2017-05-02\n    - slut: 2020-03-31",
    "data/insatser.yaml:6:5 fel: projekttid ska bestå av fälten start, slut, men är en lista (insats rosa). Ta "
    "bort bindestrecken, och skriv ett fält per rad: namn, kolon, mellanslag och värde.",
)
case(
    "fel_form",
    INS,
    "  projekttid:\n    start: 2017-05-02\n    slut: 2020-03-31",
    "  projekttid: 2017-05-02",
    "data/insatser.yaml:5:15 fel: projekttid ska bestå av fälten start, slut, men är text (insats rosa). Skriv "
    "dem på egna indragna rader: namn, kolon, mellanslag och värde: start: 2017-05-02.",
)
case(
    "fel_form",
    INS,
    "    - metod: foljeforskning\n      lydelse: Följeforskning ESF",
    "    - foljeforskning",
    "data/insatser.yaml:33:7 fel: Varje rad i metodval ska bestå av fälten metod, lydelse, men är text (insats "
    "gul). Skriv fältets namn före värdet, och de andra fälten på egna rader under: - metod: foljeforskning.",
)
case(
    "fel_form",
    INS,
    "    - metod: foljeforskning\n      lydelse: Följeforskning ESF",
    "    metod: foljeforskning",
    "data/insatser.yaml:33:5 fel: metodval ska vara en lista, men består av fält (insats gul). Skriv "
    "bindestreck och mellanslag före det första fältet, och dra in de andra lika långt.",
)
case(
    "fel_form",
    INS,
    "  efterföljare:\n    - gul",
    "  efterföljare: gul",
    "data/insatser.yaml:20:17 fel: efterföljare ska vara en lista, men är text (insats rosa). Skriv varje "
    "värde på en egen indragen rad, med bindestreck och mellanslag före: - gul.",
)
case(
    "fel_form",
    INS,
    "  efterföljare:\n    - gul",
    "  efterföljare: Gul, Röd",
    "data/insatser.yaml:20:17 fel: efterföljare ska vara en lista, men är text (insats rosa). Skriv varje "
    "värde på en egen indragen rad, med bindestreck och mellanslag före, som - ips-projektet.",
)
case(
    "fel_form",
    INS,
    "    - dokument: plan\n      avsnitt: Matrisen, rad 1",
    "    - Matrisen, rad 1",
    "data/insatser.yaml:23:7 fel: Varje rad i källa ska bestå av fälten dokument, avsnitt, men är text (insats "
    "rosa). Skriv fältets namn före värdet, och de andra fälten på egna rader under, som - dokument: "
    "stockholm-plan-2020.",
)
case(
    "fel_form",
    INS,
    "  efterföljare:\n    - gul",
    "  efterföljare: gul, bla",
    "data/insatser.yaml:20:17 fel: efterföljare ska vara en lista, men är text (insats rosa). Skriv varje "
    "värde på en egen indragen rad, med bindestreck och mellanslag före: - gul.",
)
case(
    "fel_form",
    INS,
    "  föregångare:\n    - rosa",
    "  föregångare: rosa",
    "data/insatser.yaml:37:16 fel: föregångare ska vara en lista, men är text (insats gul). Skriv varje värde "
    "på en egen indragen rad, med bindestreck och mellanslag före: - rosa.",
)
case(
    "tom_lista",
    INS,
    "  källa:\n    - dokument: plan\n  tid",
    "  källa: []\n  tid",
    "data/insatser.yaml:42:10 fel: källa är en tom lista (insats gul). Dokumentet som uppgifterna kommer ur, "
    "och var i dokumentet. Skriv till exempel källa: och på nästa rad, indraget: - dokument: stockholm-plan-2020.",
)
case(
    "flera_rader",
    INS,
    "namn: Rosa rummet",
    "namn: |\n    Rosa\n    rummet",
    "data/insatser.yaml:3:9 fel: namn har flera rader (insats rosa). Skriv allt på en rad.",
)
case(
    "fel_värde",
    INS,
    "typ: individinriktad",
    "typ: individinriktat",
    "data/insatser.yaml:4:8 fel: typ individinriktat finns inte att välja (insats rosa). Menade du "
    "individinriktad? Välj bland: individinriktad, strukturell, ESF-projekt.",
)
case(
    "fel_värde",
    INS,
    "typ: individinriktad",
    "typ: annan",
    "data/insatser.yaml:4:8 fel: typ annan finns inte att välja (insats rosa). Välj bland: individinriktad, "
    "strukturell, ESF-projekt.",
)
case(
    "fel_värde",
    F,
    "roll: värd",
    "roll: vard",
    "data/forbund.yaml:4:9 fel: roll vard finns inte att välja (förbund alfa). Menade du värd? Välj bland: värd, referens.",
)
case(
    "fel_värde",
    INS,
    "- id: bla",
    "- id: Blå båten",
    "data/insatser.yaml:46:7 fel: id Blå båten har fel form (insats Blå båten). Skriv små bokstäver a–z, "
    "siffror och bindestreck, högst 80 tecken, som grona-rum. Skriv till exempel bla-baten.",
)
case(
    "fel_värde",
    INS,
    "- id: gul",
    "- id: Gul",
    "data/insatser.yaml:26:7 fel: id Gul har fel form (insats Gul). Skriv små bokstäver a–z, siffror och "
    "bindestreck, högst 80 tecken, som grona-rum. Skriv till exempel gul.",
)
case(
    "fel_värde",
    M,
    "- id: foljeforskning",
    "- id: Följeforskning",
    "data/metoder.yaml:10:7 fel: id Följeforskning har fel form (metod Följeforskning). Skriv små bokstäver "
    "a–z, siffror och bindestreck, högst 80 tecken, som grona-rum. Skriv till exempel foljeforskning.",
)
case(
    "fel_värde",
    INS,
    "- id: bla",
    "- id: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "data/insatser.yaml:46:7 fel: id bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb… har fel form "
    "(insats bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…). Skriv små bokstäver a–z, siffror "
    "och bindestreck, högst 80 tecken, som grona-rum.",
)
case(
    "fel_värde",
    INS,
    "start: 2017-05-02",
    "start: 2/5 2017",
    "data/insatser.yaml:6:12 fel: projekttid.start 2/5 2017 har fel form (insats rosa). Skriv 2017-05-02.",
)
case(
    "fel_värde",
    INS,
    "start: 2017-05-02",
    "start: ungefär 2017",
    "data/insatser.yaml:6:12 fel: projekttid.start ungefär 2017 har fel form (insats rosa). Skriv en tidpunkt som "
    "2019-08-12, 2019-11, 2019, okt 2020 eller våren 2018.",
)
case(
    "fel_värde",
    INS,
    "start: 2017-05-02",
    "start: vt 2017",
    "data/insatser.yaml:6:12 fel: projekttid.start vt 2017 har fel form (insats rosa). Skriv våren 2017.",
)
case(
    "fel_värde",
    INS,
    "förbund: beta",
    "förbund: Finsam Betá",
    "data/insatser.yaml:47:12 fel: förbund Finsam Betá är inget id (insats bla). Skriv id:t som det står i tabellen forbund.",
)
case(
    "fel_värde",
    INS,
    "förbund: beta",
    "förbund: Beta",
    "data/insatser.yaml:47:12 fel: förbund Beta är inget id (insats bla). Skriv id:t som det står i tabellen forbund: beta.",
)
case(
    "fel_värde",
    INS,
    "slut: tills vidare",
    "slut: tillsvidare",
    "data/insatser.yaml:31:11 fel: projekttid.slut tillsvidare har fel form (insats gul). Skriv tills vidare.",
)
case(
    "fel_värde",
    INS,
    "slut: tills vidare",
    "slut: pågår",
    "data/insatser.yaml:31:11 fel: projekttid.slut pågår har fel form (insats gul). Skriv en tidpunkt som "
    "2019-08-12 eller 2019-11, eller orden tills vidare. Ta bort fältet om uppgiften saknas.",
)
case(
    "fel_värde",
    INS,
    "senast_granskad: 2026-11-22",
    "senast_granskad: 2026-11",
    "data/insatser.yaml:25:20 fel: senast_granskad 2026-11 har fel form (insats rosa). Skriv ett datum som 2026-11-22.",
)
case(
    "fel_värde",
    N,
    "länk: https://exempel.se/nyheter",
    "länk: www.exempel.se",
    "data/nyheter.yaml:4:9 fel: länk www.exempel.se har fel form (nyhet start). Skriv en adress som börjar med "
    "https://, http://, mailto: eller / (inom webbplatsen), utan mellanslag.",
)
case(
    "fel_värde",
    N,
    "länk: https://exempel.se/nyheter",
    "länk: javascript:alert(1)",
    "data/nyheter.yaml:4:9 fel: länk javascript:alert(1) har fel form (nyhet start). Skriv en adress som "
    "börjar med https://, http://, mailto: eller / (inom webbplatsen), utan mellanslag.",
)
case(
    "fel_värde",
    N,
    "länk: https://exempel.se/nyheter",
    "länk: //exempel.se",
    "data/nyheter.yaml:4:9 fel: länk //exempel.se har fel form (nyhet start). Skriv en adress som börjar med "
    "https://, http://, mailto: eller / (inom webbplatsen), utan mellanslag.",
)
case(
    "fel_värde",
    N,
    "länk: https://exempel.se/nyheter",
    "länk: <https://exempel.se>",
    "data/nyheter.yaml:4:9 fel: länk <https://exempel.se> har fel form (nyhet start). Skriv en adress som "
    "börjar med https://, http://, mailto: eller / (inom webbplatsen), utan mellanslag.",
)
case(
    "fel_värde",
    F,
    "  roll: värd\n",
    "  roll: värd\n  e_post: kansliet.exempel.se\n",
    "data/forbund.yaml:5:11 fel: e_post kansliet.exempel.se har fel form (förbund alfa). Skriv en e-postadress "
    "som kansliet@exempel.se.",
)
case(
    "fel_värde",
    P,
    "andel: 25",
    "andel: 12,5",
    "data/parter.yaml:5:23 fel: huvudmannens_andel 12,5 går inte att läsa (part alfa-stad). Skriv 12.5.",
)
case(
    "fel_värde",
    P,
    "andel: 25",
    "andel: 250",
    "data/parter.yaml:5:23 fel: huvudmannens_andel 250 är utanför gränsen (part alfa-stad). Skriv högst 100.",
)
case(
    "fel_värde",
    P,
    "andel: 25",
    "andel: -1",
    "data/parter.yaml:5:23 fel: huvudmannens_andel -1 är utanför gränsen (part alfa-stad). Skriv lägst 0.",
)
case(
    "fel_värde",
    INS,
    "belopp: 1500000",
    "belopp: 1 500 000",
    "data/insatser.yaml:19:15 fel: budget.belopp 1 500 000 går inte att läsa (insats rosa). Skriv 1500000.",
)
case(
    "fel_värde",
    INS,
    "belopp: 1500000",
    "belopp: drygt 1 500 000",
    "data/insatser.yaml:19:15 fel: budget.belopp drygt 1 500 000 går inte att läsa (insats rosa). Skriv ett heltal "
    "med bara siffror, till exempel 1500000.",
)
case(
    "fel_värde",
    INS,
    "belopp: 1500000",
    "belopp: 1_500_000",
    "data/insatser.yaml:19:15 fel: budget.belopp 1_500_000 går inte att läsa (insats rosa). Skriv 1500000.",
)
case(
    "fel_värde",
    INS,
    "år: 2019",
    "år: 19",
    "data/insatser.yaml:18:11 fel: budget.år 19 går inte att läsa (insats rosa). Skriv ett årtal med fyra "
    "siffror, till exempel 2019.",
)
case(
    "fel_värde",
    N,
    "Webbplatsen är här",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "data/nyheter.yaml:3:11 fel: rubrik är 81 tecken långt (nyhet start). Korta till högst 80.",
)
case(
    "dubblett",
    INS,
    "- id: bla",
    "- id: gul",
    "data/insatser.yaml:46:7 fel: id gul finns redan på rad 26 (insats gul). Välj ett annat värde, eller ta "
    "bort raden om den är inlagd två gånger.",
)
case(
    "dubblett",
    F,
    "kortnamn: Beta",
    "kortnamn: alfa",
    "data/forbund.yaml:9:13 fel: kortnamn alfa finns redan på rad 3 (förbund beta). Välj ett annat värde, "
    "eller ta bort raden om den är inlagd två gånger.",
)
case(
    "dubblett",
    K,
    "  datum: 2019-11\n",
    "  datum: 2019-11\n- id: plan\n  titel: Plan 2020\n  utgivare: Beta\n",
    "data/kallor.yaml:5:7 fel: id plan finns redan på rad 1 (källa plan). Välj ett annat värde, eller ta bort "
    "raden om den är inlagd två gånger.",
    "data/kallor.yaml:6:10 fel: titel Plan 2020 finns redan på rad 2 (källa plan). Välj ett annat värde, eller "
    "ta bort raden om den är inlagd två gånger.",
)
case(
    "dag_finns_inte",
    INS,
    "start: 2017-05-02",
    "start: 2017-02-30",
    "data/insatser.yaml:6:12 fel: projekttid.start 2017-02-30 finns inte i kalendern (insats rosa). Februari "
    "2017 har 28 dagar.",
)
case(
    "dag_finns_inte",
    INS,
    "slut: 2020-03-31",
    "slut: 2020-13",
    "data/insatser.yaml:7:11 fel: projekttid.slut 2020-13 finns inte i kalendern (insats rosa). Skriv en månad "
    "mellan 01 och 12.",
)
case(
    "dag_finns_inte",
    N,
    "datum: 2026-11-22",
    "datum: 0000-11-22",
    "data/nyheter.yaml:2:10 fel: datum 0000-11-22 finns inte i kalendern (nyhet start). Skriv ett annat år.",
)
case(
    "orimligt_årtal",
    INS,
    "start: 2017-05-02",
    "start: 2107-05-02",
    "data/insatser.yaml:6:12 fel: projekttid.start 2107-05-02 är inte rimligt (insats rosa). Skriv ett år "
    "mellan 1990 och 2041.",
)
case(
    "orimligt_årtal",
    INS,
    "slut: tills vidare",
    "slut: 2099-12-31",
    "data/insatser.yaml:31:11 fel: projekttid.slut 2099-12-31 är inte rimligt (insats gul). Skriv ett år "
    "mellan 1990 och 2041, eller tills vidare.",
)
case(
    "orimligt_årtal",
    INS,
    "år: 2019",
    "år: 1819",
    "data/insatser.yaml:18:11 fel: budget.år 1819 är inte rimligt (insats rosa). Skriv ett år mellan 1990 och 2041.",
)
case(
    "orimligt_årtal",
    K,
    "datum: 2019-11",
    "datum: 1719-11",
    "data/kallor.yaml:4:10 fel: datum 1719-11 är inte rimligt (källa plan). Skriv ett år mellan 1900 och 2041.",
)
case(
    "id_är_reserverat",
    INS,
    "- id: bla",
    "- id: index",
    "data/insatser.yaml:46:7 fel: id index går inte att använda (insats index). Välj ett annat ord.",
)
case(
    "id_är_reserverat",
    INS,
    "- gula-garden",
    "- index",
    "data/insatser.yaml:45:7 fel: tidigare_adresser index går inte att använda (insats gul). Välj ett annat ord.",
)
case(
    "referens_saknas",
    INS,
    "metod: foljeforskning",
    "metod: foljeforsking",
    "data/insatser.yaml:33:14 fel: metodval.metod foljeforsking finns inte i tabellen metoder (insats gul). "
    "Menade du foljeforskning? Rätta id:t, eller lägg till raden i data/metoder.yaml.",
)
case(
    "referens_saknas",
    INS,
    "förbund: beta",
    "förbund: gamma",
    "data/insatser.yaml:47:12 fel: förbund gamma finns inte i tabellen forbund (insats bla). Rätta id:t, eller "
    "lägg till raden i data/forbund.yaml.",
)
case(
    "referens_saknas",
    P,
    "förbund: alfa",
    "förbund: alpha",
    "data/parter.yaml:2:12 fel: förbund alpha finns inte i tabellen forbund (part alfa-stad). Menade du alfa? "
    "Rätta id:t, eller lägg till raden i data/forbund.yaml.",
)
case(
    "referens_saknas",
    INS,
    "- dokument: plan\n      avs",
    "- dokument: plam\n      avs",
    "data/insatser.yaml:23:17 fel: källa.dokument plam finns inte i tabellen kallor (insats rosa). Menade du "
    "plan? Rätta id:t, eller lägg till raden i data/kallor.yaml.",
)
case(
    "referens_saknas",
    INS,
    "- gul\n",
    "- gult\n",
    "data/insatser.yaml:21:7 fel: efterföljare gult finns inte i tabellen insatser (insats rosa). Menade du "
    "gul? Rätta id:t, eller lägg till raden i data/insatser.yaml.",
)
case(
    "referens_saknas",
    INS,
    "- id: gul",
    "- id: gult",
    "data/insatser.yaml:21:7 fel: efterföljare gul finns inte i tabellen insatser (insats rosa och 1 ställe "
    "till). Menade du gult? Rätta id:t, eller lägg till raden i data/insatser.yaml.",
)
case(
    "referens_saknas",
    M,
    "- id: summativ-utvardering",
    "- id: summativ",
    "data/insatser.yaml:9:14 fel: metodval.metod summativ-utvardering finns inte i tabellen metoder (insats "
    "rosa och 1 ställe till). Rätta id:t, eller lägg till raden i data/metoder.yaml.",
)
case(
    "referens_saknas",
    F,
    "- id: alfa",
    "- id: alva",
    "data/parter.yaml:2:12 fel: förbund alfa finns inte i tabellen forbund (part alfa-stad och 5 ställen "
    "till). Menade du alva? Rätta id:t, eller lägg till raden i data/forbund.yaml.",
)
case(
    "hänvisar_till_sig_själv",
    INS,
    "    - gul\n",
    "    - gul\n    - rosa\n",
    "data/insatser.yaml:22:7 fel: efterföljare rosa är raden själv (insats rosa). Ta bort hänvisningen eller "
    "skriv ett annat id.",
)
case(
    "hänvisar_till_sig_själv",
    INS,
    "insats: gul",
    "insats: bla",
    "data/insatser.yaml:52:13 fel: ingår_i.insats bla är raden själv (insats bla). Ta bort hänvisningen eller "
    "skriv ett annat id.",
)
case(
    "hänvisar_i_cirkel",
    INS,
    "    - rosa\n",
    "    - rosa\n  ingår_i:\n    insats: bla\n",
    "data/insatser.yaml:40:13 fel: ingår_i.insats går i cirkel: gul → bla → gul. Ta bort en av hänvisningarna.",
)
case(
    "slut_före_start",
    INS,
    "slut: 2020-03-31",
    "slut: 2017-03-31",
    "data/insatser.yaml:7:5 fel: projekttid.slut 2017-03-31 ligger före projekttid.start 2017-05-02 (insats "
    "rosa). Byt datum eller ta bort slut om insatsen pågår.",
)
case(
    "slut_före_start",
    INS,
    "start: 2017-05-02",
    "start: 2027-05-02",
    "data/insatser.yaml:7:5 fel: projekttid.slut 2020-03-31 ligger före projekttid.start 2027-05-02 (insats "
    "rosa). Byt datum eller ta bort slut om insatsen pågår.",
)
case(
    "redovisning_före_start",
    INS,
    "när: 2019-10",
    "när: 2016-10",
    "data/insatser.yaml:14:7 fel: redovisning.när 2016-10 ligger före projekttid.start 2017-05-02 (insats "
    "rosa). Rätta det datum som är fel.",
)
case(
    "planerad_rapport_har_passerat",
    INS,
    "läge: klar",
    "läge: planerad",
    "data/insatser.yaml:14:7 råd: Slutrapport var planerad till 2019-10 (insats rosa). Skriv läge: klar om den "
    "finns, annars en ny tid.",
)
case(
    "samma_namn",
    INS,
    "förbund: beta\n  namn: Blå båten",
    "förbund: alfa\n  namn: rosa  rummet",
    "data/insatser.yaml:48:9 fel: namn rosa rummet finns redan på rad 3 i samma förbund (insats bla). Skilj "
    "namnen åt, eller ta bort insatsen om den är inlagd två gånger.",
)
case(
    "ensidig_släktskap",
    INS,
    "  föregångare:\n    - rosa\n",
    "",
    "data/insatser.yaml:21:7 fel: rosa har gul som efterföljare, men gul har inte rosa som föregångare. Lägg "
    "till rosa under föregångare hos gul (rad 26), eller ta bort hänvisningen här.",
)
case(
    "ensidig_släktskap",
    INS,
    "  efterföljare:\n    - gul\n",
    "",
    "data/insatser.yaml:36:7 fel: gul har rosa som föregångare, men rosa har inte gul som efterföljare. Lägg "
    "till gul under efterföljare hos rosa (rad 1), eller ta bort hänvisningen här.",
)
case(
    "en_enda_värd",
    F,
    "roll: värd",
    "roll: referens",
    "data/forbund.yaml:1:1 fel: Inget förbund är värd. Skriv roll: värd på förbundet som ger ut webbplatsen.",
)
case(
    "en_enda_värd",
    F,
    "roll: referens",
    "roll: värd",
    "data/forbund.yaml:10:9 fel: Förbundet alfa är redan värd (rad 1). Skriv roll: referens (förbund beta).",
)
case(
    "metod_används_inte",
    INS,
    "metod: foljeforskning",
    "metod: summativ-utvardering",
    "data/metoder.yaml:10:3 råd: Ingen insats använder metoden foljeforskning. Ange den hos en insats, skriv "
    "läge: historisk, eller ta bort raden.",
)
case(
    "andelar_går_inte_ihop",
    P,
    "andel: 25",
    "andel: 30",
    "data/parter.yaml:19:23 varning: Huvudmännens andelar i förbundet alfa blir 105 procent, inte 100. Rätta "
    "andelarna, eller lägg till den part som saknas.",
)
case(
    "andelar_går_inte_ihop",
    P,
    "andel: 50",
    "andel: 40",
    "data/parter.yaml:26:23 fel: huvudmannens_andel 50 är en annan än 40 på rad 19 för samma huvudman (part "
    "alfa-formedlingen). Skriv samma andel på båda ställena.",
)
case(
    "osäkert_fält_finns_inte",
    INS,
    "fält: metodval",
    "fält: metodvall",
    "data/insatser.yaml:40:13 fel: osäkert.fält metodvall är inget fält (insats gul). Menade du metodval? "
    "Skriv fältets namn som det står i raden.",
)
case(
    "tidigare_adress_är_upptagen",
    INS,
    "- gula-garden",
    "- rosa",
    "data/insatser.yaml:45:7 fel: tidigare_adresser rosa används redan på rad 1 (insats gul). Ta bort den, "
    "eller byt id på den andra raden.",
)
case(
    "tidigare_adress_är_upptagen",
    INS,
    "- gula-garden",
    "- gula-garden\n    - gula-garden",
    "data/insatser.yaml:46:7 fel: tidigare_adresser gula-garden används redan på rad 45 (insats gul). Ta bort "
    "den, eller byt id på den andra raden.",
)
case(
    "granskad_i_framtiden",
    INS,
    "granskad: 2026-11-22",
    "granskad: 2026-11-24",
    "data/insatser.yaml:25:20 varning: senast_granskad 2026-11-24 ligger i framtiden (insats rosa). Skriv "
    "dagen då raden jämfördes med källan.",
)
case(
    "samma_år_två_gånger",
    INS,
    "belopp: 1500000\n",
    "belopp: 1500000\n    - år: 2019\n      belopp: 5\n",
    "data/insatser.yaml:20:11 fel: budget.år 2019 står två gånger (insats rosa). Lägg ihop beloppen, eller rätta året.",
)
case(
    "samma_sak_två_gånger",
    INS,
    "    - Sweco\n",
    "    - Sweco\n    - Sweco\n",
    "data/insatser.yaml:37:7 varning: utförare har Sweco två gånger (insats gul). Ta bort den ena.",
)
case(
    "samma_sak_två_gånger",
    INS,
    "  källa:\n    - dokument: plan\n  tid",
    "  källa:\n    - dokument: plan\n    - dokument: plan\n  tid",
    "data/insatser.yaml:44:7 varning: källa har samma uppgift två gånger (insats gul). Ta bort den ena.",
)
case(
    "typografiska_citattecken",
    INS,
    "Rosa rummet",
    "”Rosa rummet”",
    "data/insatser.yaml:3:9 fel: Värdet ”Rosa rummet” har typografiska citattecken runt sig (insats rosa). Ta "
    'bort dem, eller använd raka citattecken (").',
)
case(
    "typografiska_citattecken",
    INS,
    "typ: individinriktad",
    "typ: “strukturell”",
    "data/insatser.yaml:4:8 fel: Värdet “strukturell” har typografiska citattecken runt sig (insats rosa). Ta "
    'bort dem, eller använd raka citattecken (").',
)
case(
    "typografiska_citattecken",
    INS,
    "- id: bla",
    "- id: ”bla”",
    "data/insatser.yaml:46:7 fel: Värdet ”bla” har typografiska citattecken runt sig (insats ”bla”). Ta bort "
    'dem, eller använd raka citattecken (").',
)
case(
    "se_ovan",
    INS,
    "- Sweco",
    "- Se ovan",
    "data/insatser.yaml:36:7 fel: ”Se ovan” säger inget när raden läses för sig (insats gul). Skriv Veta "
    "Advisor AB, som står hos insats rosa.",
)
case(
    "se_ovan",
    INS,
    "förbund: beta",
    "förbund: se ovan",
    "data/insatser.yaml:47:12 fel: ”se ovan” säger inget när raden läses för sig (insats bla). Skriv alfa, som "
    "står hos insats gul.",
)
case(
    "se_ovan",
    INS,
    "metod: summativ-utvardering\n  ing",
    "metod: dito\n  ing",
    "data/insatser.yaml:50:14 fel: ”dito” säger inget när raden läses för sig (insats bla). Skriv "
    "foljeforskning, som står hos insats gul.",
)
case(
    "se_ovan",
    INS,
    "- Veta Advisor AB",
    "- Se nedan.",
    "data/insatser.yaml:11:7 fel: ”Se nedan.” säger inget när raden läses för sig (insats rosa). Skriv namnet "
    "eller värdet som menas.",
)
case(
    "förstörda_bokstäver",
    INS,
    "Rosa rummet",
    "Rosa fÃ¶rbundet",
    "data/insatser.yaml:3:9 fel: Texten innehåller Ã¶, troligen ett å, ä eller ö som har gått sönder (insats "
    "rosa). Skriv om ordet.",
)
case(
    "förstörda_bokstäver",
    INS,
    "Rosa rummet",
    "Rosa r�ummet",
    "data/insatser.yaml:3:9 fel: Texten innehåller �, troligen ett å, ä eller ö som har gått sönder (insats "
    "rosa). Skriv om ordet.",
)
case(
    "utförare_är_inget_namn",
    INS,
    "- Sweco",
    "- Ska upphandlas",
    "data/insatser.yaml:36:7 fel: utförare Ska upphandlas är inget namn (insats gul). Ta bort det och skriv "
    "utförare_läge: ska upphandlas.",
)
case(
    "personnummer",
    INS,
    "Kolumnplacering tolkad",
    "Enligt 121212-1212",
    "data/insatser.yaml:41:22 fel: Raden innehåller något som ser ut som ett personnummer. Ta bort det. Har "
    "det redan sparats i git: säg till den som ansvarar för dataskydd.",
)
case(
    "personnummer",
    INS,
    "namn: Rosa rummet",
    "namn: Rosa rummet # 19121212-1212",
    "data/insatser.yaml:3:23 fel: Raden innehåller något som ser ut som ett personnummer. Ta bort det. Har det "
    "redan sparats i git: säg till den som ansvarar för dataskydd.",
)
case(
    "privat_epost",
    INS,
    "Kolumnplacering tolkad",
    "Fråga anna@gmail.com",
    "data/insatser.yaml:41:15 varning: anna@gmail.com ser ut som en privat e-postadress (insats gul). Skriv "
    "organisationens gemensamma adress i stället.",
)
case(
    "telefonnummer",
    INS,
    "Kolumnplacering tolkad",
    "Ring 070-123 45 67",
    "data/insatser.yaml:41:15 varning: 070-123 45 67 ser ut som ett telefonnummer (insats gul). Ta bort det om "
    "det går till en person. Går det till en växel: skriv ordet växel före.",
)
case(
    "uppmärkning",
    INS,
    "Kolumnplacering tolkad",
    "Se <b>matrisen</b>",
    "data/insatser.yaml:41:15 varning: Texten innehåller uppmärkning, <b> (insats gul). Den visas tecken för "
    "tecken. Skriv ren text.",
)
case(
    "uppmärkning",
    INS,
    "Kolumnplacering tolkad",
    "Se [matrisen](plan.html)",
    "data/insatser.yaml:41:15 varning: Texten innehåller uppmärkning, ](plan.html) (insats gul). Den visas "
    "tecken för tecken. Skriv ren text.",
)
case(
    "uppmärkning",
    INS,
    "Kolumnplacering tolkad",
    "Se {{ matris() }}",
    "data/insatser.yaml:41:15 varning: Texten innehåller uppmärkning, {{ (insats gul). Den visas tecken för "
    "tecken. Skriv ren text.",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path)


def test_felfri_mapp_ger_inga_fynd(folder):
    assert folder.findings() == []


@pytest.mark.parametrize("rule, file, old, new, findings", CASES)
def test_ett_misstag_ger_sitt_fynd(folder, rule, file, old, new, findings):
    folder.edit(file, old, new)
    found = check.examine(folder.path, TODAY).findings
    assert [str(finding) for finding in found] == findings
    assert rule.replace("_", "-") in {finding.rule for finding in found}


TESTS = "".join(path.read_text("utf8") for path in Path(__file__).parent.glob("test_*.py"))


@pytest.mark.parametrize("rule", check.RULES, ids=lambda rule: rule.__name__)
def test_varje_regel_är_beskriven_och_prövad(rule):
    assert rule.__doc__ and rule.__doc__.strip().endswith((".", ")")), "regeln står i docstringen"
    assert f'"{rule.__name__}"' in TESTS, "lägg till ett fall som heter som regeln"


def test_varje_regelfunktion_körs():
    """En ny regel som ingen har lagt till i RULES skulle aldrig säga något."""
    modules = [module for name, module in sys.modules.items() if name.startswith("macros.check.")]
    functions = {
        function
        for module in modules
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if inspect.signature(function).return_annotation == Iterator[Finding]
    }
    assert functions == set(check.RULES)


def test_flera_misstag_i_flera_filer_syns_på_en_gång(folder):
    folder.edit(INS, "slut: 2020-03-31", "slut: 2017-03-31")
    folder.edit(INS, "- Sweco", "- Se ovan")
    folder.edit(INS, "  ingår_i:", "  ingår_i")
    folder.edit(P, "huvudman: kommun", "huvudman: kommunen")
    folder.edit(M, "  vem: Forskare.\n", "")
    folder.edit(K, "  datum: 2019-11", "  datum:\t2019-11")
    folder.edit(N, "länk: https", "länk: ftp")
    folder.write(B, "")
    folder.write("insater.yaml", "- id: x\n")
    assert [finding.split(". ")[0] for finding in folder.findings()] == [
        "data/begrepp.yaml:1:1 fel: Filen är tom",
        "data/insater.yaml:1:1 fel: Filen läses aldrig, för ingen tabell heter så",
        "data/insatser.yaml:7:5 fel: projekttid.slut 2017-03-31 ligger före projekttid.start 2017-05-02 (insats rosa)",
        "data/insatser.yaml:36:7 fel: ”Se ovan” säger inget när raden läses för sig (insats gul)",
        "data/insatser.yaml:51:3 fel: Raden saknar ett kolon följt av mellanslag",
        "data/kallor.yaml:4:9 fel: Raden innehåller en tabb",
        "data/metoder.yaml:10:3 fel: Fältet vem saknas (metod foljeforskning)",
        "data/nyheter.yaml:4:9 fel: länk ftp://exempel.se/nyheter har fel form (nyhet start)",
        "data/parter.yaml:4:13 fel: huvudman kommunen finns inte att välja (part alfa-stad)",
    ]


def test_gits_konfliktmärken_får_veta_vad_de_är(folder):
    folder.edit(
        N,
        "  rubrik: Webbplatsen är här\n",
        "<<<<<<< HEAD\n  rubrik: Webbplatsen är här\n=======\n  rubrik: Webbplatsen\n>>>>>>> ny\n",
    )
    remedy = (
        "fel: Här har git lagt båda versionerna av samma rader. Behåll den rätta, och ta bort den andra och raderna med "
        "<<<<<<<, ======= och >>>>>>>."
    )
    assert folder.findings() == [f"data/nyheter.yaml:{line}:1 {remedy}" for line in (3, 5, 7)]


def test_samma_misstag_överallt_visas_till_en_gräns(folder):
    folder.write(N, "".join(f"- id: n{number}\n  datum: i dag\n  rubrik: Nyhet\n" for number in range(300)))
    findings = folder.findings()
    assert len(findings) == check.MAX_FINDINGS + 1
    assert findings[-1] == (
        "data/nyheter.yaml:602:10 fel: Här och längre fram finns fler fynd av samma slag. Rätta de 200 första."
    )


def test_varning_upprepar_inte_ett_fel(folder):
    folder.edit(N, "länk: https://exempel.se/nyheter", "länk: <b>https://exempel.se</b>")
    assert [finding.split(" ")[1] for finding in folder.findings()] == ["fel:"]
