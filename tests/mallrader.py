"""Påhittade rader åt proven av rapportmallarna, enkäterna och kalendern."""

from macros.downloads import document_name
from macros.model.register import Register
from macros.model.uppfoljning import FASER, VEM
from tests import rader
from tests.rader import Rad

FÖRBUND = [rader.förbund("alfa", "värd", namn="Förbundet <& alfa>"), rader.förbund("beta", kortnamn="Beta")]
FÄLT = [
    Rad(
        id=f"{vem}-{place}",
        vem=vem,
        när=fas,
        rubrik=f"Rubrik <&> {vem} {fas}",
        underlag=["dagböcker", f"register {fas}"],
        frågor=[f"Vad gör {vem}, {fas}?", f"Hur går {fas} & annat för {vem}?"],
    )
    for vem in VEM
    for place, fas in enumerate(FASER)
]
ROLLER = {
    "aktiva": {"roll": "aktiva"},
    "avslut": {"roll": "avslut"},
    "arbete": {"roll": "utfall", "positivt": "ja"},
    "studier": {"roll": "utfall", "positivt": "ja"},
    "annat": {"roll": "utfall"},
    "tid_i_insatsen": {"roll": "bakgrund", "enhet": "månader"},
}
MÅTT = [
    Rad(id=f"matt-{fält}", fält=fält, namn=fält.capitalize(), betydelse=f"Om {fält}.", **roll) for fält, roll in ROLLER.items()
]
SKALA = ["Instämmer helt", "Instämmer delvis", "Instämmer inte"]
ORGANISATIONER = ["Arbetsförmedlingen", "Försäkringskassan", "Kommunen", "Landstinget eller vården", "Annan"]
DELAR = [
    {"rubrik": "Vem du är", "skala": ORGANISATIONER, "frågor": ["Var arbetar du?"]},
    {"rubrik": "Samverkan <&>", "skala": SKALA, "frågor": ["Samverkan är bra.", "Stödet är bra."]},
    {"rubrik": "Egna ord", "frågor": ["Vad kan bli bättre?", "Vill du lägga till något?"]},
]
INSTRUMENT = [
    Rad(
        id=sort,
        namn=f"Provets {sort}",
        sort=sort,
        svarar="Deltagarna",
        kort="Visar något.",
        delar=DELAR,
        så_används="Dela ut den.\n\nSamla in\nden.",
    )
    for sort in ("enkät", "intervjuguide", "gruppintervju")
]
ÅRSHJUL = [
    Rad(id="halvar", vad="Rapporten lämnas.", förbund="alfa", dag="02-sista", rapport="Halvårsrapport", hur="Gäller\nhösten."),
    Rad(id="faktura", vad="Fakturera.", förbund="alfa", dag="03-31"),
    Rad(id="annans", vad="Rapporten lämnas.", förbund="beta", dag="08-31", rapport="Helårsrapport"),
]
SJÄLVVÄRDERING = document_name("sjalvvardering")


def register(**tables: list[Rad]) -> Register:
    given = {"forbund": FÖRBUND, "niofaltaren": FÄLT, "utfallsmatt": MÅTT, "enkater": INSTRUMENT, "arshjul": ÅRSHJUL}
    return rader.register_of(**given | tables)
