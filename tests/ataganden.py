"""En insats med sina åtaganden, åt proven av dem: raderna, och vad insatsen då har gjort och ska göra."""

from datetime import date

from macros.model.atagande import Åtagande
from macros.views.html import Context
from tests import rader
from tests.conftest import DAY
from tests.rader import Rad, context_of
from tests.utfallsrader import register

OUTSIDE = Rad(id="utomstaende", namn="Utomstående", vad="Ser på.", källa=[])
ROLES = [Rad(id="ledare", namn="Ledare", vad="Leder.", källa=[], tilltal="Jag leder"), OUTSIDE]
DEMANDS = [
    Rad(id="slut", förbund="alfa", rapport="Slutrapport", enligt="ansökningsguiden", sort="slutrapport", roller=["ledare"])
]
HALF = Rad(id="halvår", förbund="alfa", vad="V", dag="02-sista", roller=["ledare"], rapport="Halvårsrapport", sort="delår")
PART = {"från": "07-01", "till": "12-31"}
REPORTS = [
    HALF,
    Rad(id="annat", förbund="alfa", vad="V", dag="03-31", roller=[]),
    Rad(id="främmande", förbund="beta", vad="V", dag="08-31", roller=[], rapport="Helårsrapport"),
]
ENDED, ONGOING, COMING = ({"start": "2019", "slut": slut} for slut in ("2020", "tills vidare", "2027-06-30"))
DONE = {"vad": "Slutrapport", "lämnad": "2020", "läge": "klar"}
LAST = ("Halvårsrapport", "tiden har gått", "årshjulet", "2026-02-28")
NEXT = ("Halvårsrapport", "senare", "årshjulet", "2027-02-28")
OWED = ("Slutrapport", "utan datum", "ansökningsguiden", None)
ENDING = ("Insatsen slutar", "senare", "projekttiden", "2027-06-30")

COMMITMENTS = [
    # insatsens fält, och åtagandena: vad, läge, ur, när
    ({}, []),
    ({"projekttid": {"start": "2019"}}, []),  # slutet saknas: ingen vet om den pågår
    (
        {"projekttid": {"start": "2030", "slut": "2031"}},
        [("Insatsen börjar", "senare", "projekttiden", "2030"), ("Insatsen slutar", "senare", "projekttiden", "2031"), OWED],
    ),
    ({"projekttid": ENDED}, [OWED]),
    ({"projekttid": ENDED, "förbund": "beta"}, []),  # förbundet beta har inget krav
    ({"projekttid": ENDED, "redovisning": [DONE]}, [("Slutrapport", "klart", "redovisning", "2020")]),
    # den planerade tiden är inte dagen den kom
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Slutrapport", "när": "2020", "läge": "klar"}]},
        [("Slutrapport", "klart", "redovisning", None)],
    ),
    ({"projekttid": ENDED, "redovisning": [DONE | {"när": "2019"}]}, [("Slutrapport", "klart", "redovisning", "2020")]),
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Extern slutrapport"}]},
        [("Extern slutrapport", "utan datum", "redovisning", None)],
    ),
    # sorten går före namnet: den här rapporten är ingen slutrapport
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Extern slutrapport", "sorter": ["delår"]}]},
        [("Extern slutrapport", "utan datum", "redovisning", None), OWED],
    ),
    (
        {"projekttid": ENDED, "redovisning": [{"vad": "Delrapport", "när": "2019"}]},
        [("Delrapport", "tiden har gått", "redovisning", "2019"), OWED],
    ),
    # en avslutad insats är inte skyldig en rapport varje år längre
    (
        {"projekttid": ENDED, "redovisning": [DONE, {"vad": "Mätning", "återkommer": "varje år"}]},
        [("Slutrapport", "klart", "redovisning", "2020")],
    ),
    ({"projekttid": ONGOING}, [LAST, NEXT]),
    (
        {"projekttid": ONGOING, "förbund": "beta"},
        [
            ("Helårsrapport", "tiden har gått", "årshjulet", "2026-08-31"),
            ("Helårsrapport", "senare", "årshjulet", "2027-08-31"),
        ],
    ),
    ({"projekttid": COMING}, [LAST, NEXT, ENDING, OWED]),
    # slutet är okänt på dagen när: bara det som säkert rör insatsen har passerat
    (
        {"projekttid": {"start": "2026-03", "slut": "2026-12"}},
        [("Insatsen slutar", "inom 90 dagar", "projekttiden", "2026-12"), OWED],
    ),
    (
        {"redovisning": [{"vad": "Mätning", "när": "2018", "återkommer": "varje år"}]},
        [("Mätning", "utan datum", "redovisning", "2018")],
    ),
]


def delivering(årshjul: list[Rad] = REPORTS, krav: list[Rad] = DEMANDS, **fields) -> Context:
    """En insats, ett årshjul med rapporter, och två förbund."""
    return context_of(
        register(
            forbund=[rader.förbund("alfa", "värd"), rader.förbund("beta")],
            roller=ROLES,
            arshjul=årshjul,
            rapportkrav=krav,
            insatser=[rader.insats(**fields)],
        )
    )


def found_in(context: Context, day: date = DAY) -> list[Åtagande]:
    return context.register.åtaganden(context.register.insatser[0], day)


def told(ett: Åtagande, day: date = DAY) -> tuple[str, str, str, str | None]:
    tid = ett.lämnad if ett.är_klart else ett.när
    return ett.vad, ett.läge(day).value, ett.ur, str(tid) if tid else None
