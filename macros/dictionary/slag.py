"""Slagen av text som ordboken kan ange för ett fält: mönstret, och hur man säger det till den som skriver."""

import re
from dataclasses import dataclass

DATUM = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
MÅNADER = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
MÅNADSNAMN = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
ÅRSTIDER = ("våren", "sommaren", "hösten")
TIDPUNKT = rf"(?:[0-9]{{4}}(?:-[0-9]{{2}}){{0,2}}|(?:{'|'.join(dict.fromkeys(MÅNADER + MÅNADSNAMN + ÅRSTIDER))}) [0-9]{{4}})"
TILLS_VIDARE = "tills vidare"


@dataclass(frozen=True)
class Slag:
    """`mönster` är ett helt reguljärt uttryck (utan ^ och $), None när vilken text som helst går."""

    mönster: str | None
    beskrivning: str


SLAG = {
    "text": Slag(None, "text på en rad"),
    "stycken": Slag(None, "text, ett eller flera stycken"),
    "id": Slag(
        r"(?=.{1,80}$)[a-z0-9]+(?:-[a-z0-9]+)*", "små bokstäver a–z, siffror och bindestreck, högst 80 tecken, som grona-rum"
    ),
    "tidpunkt": Slag(TIDPUNKT, "en tidpunkt som 2019-08-12, 2019-11, 2019, okt 2020 eller våren 2018"),
    "slut": Slag(rf"(?:{TIDPUNKT}|{TILLS_VIDARE})", f"en tidpunkt som 2019-08-12 eller 2019-11, eller orden {TILLS_VIDARE}"),
    "datum": Slag(DATUM, "ett datum som 2026-11-22"),
    "dag": Slag(
        r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]|sista)", "månad och dag som 03-31, eller 02-sista för månadens sista dag"
    ),
    "länk": Slag(
        r"(?:https?://[^\s<>\"/][^\s<>\"]*|mailto:[^\s<>\"]+@[^\s<>\"]+|/(?!/)[^\s<>\"\\]*)",
        "en adress som börjar med https://, http://, mailto: eller / (inom webbplatsen), utan mellanslag",
    ),
    "adress": Slag(
        r"/(?:[a-z0-9][a-z0-9-]*/)+(?:#[^\s#<>\"\\]+)?",
        "en adress på webbplatsen, med snedstreck först och sist, som /insatser/grona-rum/ eller /begrepp/#samverkan",
    ),
    "antal": Slag(
        r"(?:0|[1-9][0-9]{0,6}|<5|skyddat)", "ett antal som 12, eller skyddat när det är under fem eller annars inte ska visas"
    ),
    # Ett antal under fem publiceras aldrig, och det som står i filen publiceras.
    "skyddat antal": Slag(
        r"(?:[5-9]|[1-9][0-9]{1,6}|<5)",
        "ett antal från 5 och uppåt, eller <5 när det är färre än fem (talet självt skrivs aldrig)",
    ),
    "epost": Slag(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+", "en e-postadress som kansliet@exempel.se"),
}


ANTAL = ("antal", "skyddat antal")  # slagen som är tal, fast de också kan ha ord


def slug(text: str) -> str:
    """Texten i id:ts form, som i adresser och filnamn: `Gröna rum` → `grona-rum`. Tom när inget blir kvar."""
    folded = text.casefold().translate(str.maketrans("åäáàöøóéèü", "aaaaoooeeu"))
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
