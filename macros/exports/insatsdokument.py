"""Dokumenten som en insats behöver medan den pågår: styrgruppens möte, samarbetsavtalet, planen för implementering och underlaget
för en extern utvärdering. Insatsens namn, parter, tid och mål är ifyllda.
"""

from collections.abc import Callable, Iterator
from datetime import date

from macros.downloads import INSATSENS, document_name, insatsens_dokument
from macros.exports.insatsblad import Blad, beviljat, målen, om_insatsen, parterna
from macros.exports.word import GROUPS_ONLY, titled_document, to_bytes
from macros.model.atagande import Läge, per_läge
from macros.model.implementering import FRÅGOR, LEVER_VIDARE, per_part
from macros.model.insats import Insats
from macros.model.register import Register
from macros.model.tid import Status

BESLUT, TOMMA = 4, 4  # tomma rader att skriva i
ACTIVE = (Status.PÅGÅR, Status.KOMMANDE)
# Ansökningsguiden, avsnitt 7.1: tre saker avgör om det går att föra in ett arbetssätt.
VETA_VILJA_KUNNA = {
    "veta": "Att veta: partens chefer och medarbetare känner till insatsen och resultaten.",
    "vilja": "Att vilja: parten ser behovet av samverkan och vill fortsätta.",
    "kunna": "Att kunna: parten har de regler, pengar och den kompetens som behövs.",
}


def styrgruppsmöte(blad: Blad) -> None:
    """Dagordning och anteckningar. Punkterna är det som projektledaren berättar om och styrgruppen diskuterar (4.3 och 4.5)."""
    insats, register = blad.insats, blad.register
    blad.facts("Om mötet", om_insatsen(insats) | dict.fromkeys(("Datum", "Plats", "Ordförande", "Skriven av"), ""))
    blad.table(
        "Närvarande", "En rad för varje part.", ("Part", "Vem som är med"), [(part, "") for part in parterna(insats)], (6, 10)
    )
    blad.heading("Dagordning och anteckningar")
    blad.box("1. Förra mötet", "Vad bestämdes, och vad är gjort?")
    blad.heading("2. Mål och resultat", 2)
    rows = [(mål, värde, "", "") for mål, _, värde, *_ in målen(register, insats)] or [("",) * 4] * TOMMA
    blad.table("Målen", "En rad för varje mål.", ("Mål", "Målvärde", "Så går det", "Avviker det?"), rows, (6, 3, 3.5, 3.5))
    blad.box("3. Budget", "Vad har insatsen kostat hittills? Vad avviker från budgeten, och varför?")
    blad.box("4. Det som avviker från ansökan", "Till exempel tiden, målgruppen eller arbetssättet.")
    blad.heading("5. Det som ska lämnas", 2)
    blad.points(kommande(blad) or ["Inget datum är känt. Se efter på insatsens sida."])
    blad.box("6. Utvärderingen", "Vilka uppgifter behövs, och vem samlar in dem? Vad visar det som är klart?")
    blad.box("7. Föra in arbetssättet", "Kan parternas ordinarie verksamhet ta över något? Vad vet, vill och kan varje part?")
    blad.points(öppna_steg(register, insats))
    blad.heading("8. Beslut", 2)
    blad.table("Beslut", "En rad för varje beslut.", ("Beslut", "Vem som gör det", "När"), [("",) * 3] * BESLUT, (8, 4, 4))
    blad.box("9. Nästa möte")
    blad.text(GROUPS_ONLY)
    blad.own_rules("genomfor/styrgrupp")


def kommande(blad: Blad) -> list[str]:
    """Det som insatsen ska lämna, med dag."""
    if not blad.insats.id:
        return []
    läge = per_läge(blad.register.åtaganden(blad.insats, blad.today), blad.today)
    return [
        f"{one.vad.rstrip('.')}: {one.när.i_ord()}."
        for one in (*läge[Läge.PASSERAT], *läge[Läge.NU], *läge[Läge.NÄRA])
        if one.när
    ]


def öppna_steg(register: Register, insats: Insats) -> list[str]:
    """Nästa steg som parterna har sagt om implementeringen."""
    svaren = (one for one in register.uppföljning.implementering if one.insats is insats and one.nästa_steg)
    return [f"{one.part.namn}, {one.fråga}: {one.nästa_steg}" for one in svaren]


def samarbetsavtal(blad: Blad) -> None:
    """Utkastet till avtalet, med bilagan om arbetsmiljön (4.1 och 4.2)."""
    insats = blad.insats
    blad.text(
        "Det här är ett utkast. Fyll i det som saknas, och ta bort det som inte gäller er. Avtalet gäller när det är underskrivet."
    )
    blad.facts("Avtalet gäller", om_insatsen(insats) | {"Kontaktperson": "", "Förbund": blad.register.värd.namn})
    blad.heading("Samarbetsparter")
    blad.table(
        "Samarbetsparter",
        "En rad för varje part.",
        ("Part", "Vad parten bidrar med"),
        [(one, "") for one in parterna(insats)],
        (6, 10),
    )
    blad.heading("Sammanfattning av ansökan")
    blad.facts("Sammanfattning", {"Syfte": insats.syfte, "Målgrupp": insats.målgrupp})
    blad.heading("Mål", 2)
    rows = [(mål, värde) for mål, _, värde, *_ in målen(blad.register, insats)] or [("", "")] * TOMMA
    blad.table("Mål", "En rad för varje mål.", ("Mål", "Målvärde"), rows, (11, 5))
    blad.heading("Ekonomisk ersättning")
    budget = [(*post, "", "") for post in beviljat(insats)] or [("",) * 5] * TOMMA
    blad.table(
        "Ersättning", "En rad för varje år.", ("År", "Finansiär", "Belopp", "Till vem", "För vad"), budget, (2, 4, 3, 3.5, 3.5)
    )
    blad.box("Så begärs pengarna ut")
    blad.heading("Uppföljning och utvärdering")
    blad.points([val.text for val in insats.metodval])
    blad.box("Så följs insatsen upp", "Vem följer upp deltagarna, hur ofta, och vilka enkäter är ni med i?")
    blad.heading("Underskrifter")
    blad.text("Chefen hos varje part skriver under.")
    rows4 = [(part, "", "", "") for part in parterna(insats)]
    blad.table(
        "Underskrifter", "En rad för varje part.", ("Part", "Namn och titel", "Datum", "Underskrift"), rows4, (4, 5, 2.5, 4.5)
    )
    _arbetsmiljö(blad)
    blad.own_rules("genomfor/avtal")


def _arbetsmiljö(blad: Blad) -> None:
    """Vem som ansvarar för vad när en medlem lånar ut personal (4.2)."""
    blad.heading("Bilaga: arbetsmiljön")
    blad.document.paragraphs[-1].paragraph_format.page_break_before = True
    blad.text("Reder ut vem som ansvarar för vad, när någon som arbetar i insatsen är anställd hos en annan part.")
    rows = [("", part, "", "") for part in parterna(blad.insats) if part] or [("",) * 4] * TOMMA
    header = (
        "Uppdrag i insatsen",
        "Anställd hos",
        "Chef som har arbetsmiljöansvaret",
        "Chef som leder arbetet från dag till dag",
    )
    blad.table("Medarbetare", "En rad för varje uppdrag. Skriv roller, inte personnamn.", header, rows, (4, 4, 4, 4))
    blad.box("Rådighet", "Vem råder över lokaler, utrustning och arbetssätt, och kan ändra det som är fel?")
    blad.box("Samordning", "Vem samordnar arbetsmiljöarbetet där flera arbetsgivare delar arbetsplats?")
    blad.box("När något händer", "Vem anmäler tillbud och skador, och vem tar emot frågor från den som arbetar i insatsen?")


def implementeringsplan(blad: Blad) -> None:
    """Planen för att föra in arbetssättet, med det som parterna redan har svarat (3.3 och 7.1)."""
    insats = blad.insats
    blad.facts(
        "Om insatsen", om_insatsen(insats) | {"Syfte": insats.syfte} | dict.fromkeys(("Planen är skriven av", "Datum"), "")
    )
    blad.box("Vad som ska leva vidare", "Vilka delar av arbetssättet, för vilka, och varför?", 1)
    blad.heading("Det som parterna vet, vill och kan")
    blad.points(list(VETA_VILJA_KUNNA.values()))
    svaren = per_part(one for one in blad.register.uppföljning.implementering if one.insats is insats)
    kända = {part.namn: [svar_i_ord(svar) for svar in row[: FRÅGOR.index(LEVER_VIDARE)]] for part, row in svaren}
    alla = [*kända, *(part for part in parterna(insats) if part not in kända)]
    blad.table(
        "Veta, vilja och kunna",
        "En rad för varje part.",
        ("Part", *(fråga.capitalize() for fråga in VETA_VILJA_KUNNA)),
        [(part, *kända.get(part, ["", "", ""])) for part in alla],
        (4, 4, 4, 4),
    )
    blad.points(öppna_steg(blad.register, insats))
    blad.heading("Hur det går till")
    blad.box("Vem beslutar", "På vilken nivå hos varje part fattas beslutet, och när?")
    blad.box("Vem styr", "Vem leder arbetet när insatsen är slut?")
    blad.box("Pengar, kompetens och regler", "Vad behöver varje part för att kunna fortsätta?")
    blad.box("Vilka som behöver veta", "Hur får chefer och medarbetare veta vad insatsen har gett?")
    blad.heading("Tidplan")
    slut = insats.projekttid.slut
    sista = [("Finansieringen från förbundet slutar", "", slut.i_ord())] if slut else []
    blad.table("Tidplan", "En rad för varje steg.", ("Steg", "Vem", "När"), [*[("",) * 3] * TOMMA, *sista], (8, 4, 4))


def svar_i_ord(svar: "object | None") -> str:
    """`Delvis: Cheferna har fått resultaten.` Tom text när parten inte har svarat."""
    if svar is None:
        return ""
    ord_, beskrivning = getattr(svar, "svar", ""), getattr(svar, "beskrivning", "")
    return f"{ord_.capitalize()}. {beskrivning}".strip()


def utvärderingsuppdrag(blad: Blad) -> None:
    """Underlaget för att upphandla en extern utvärdering, gjort av insatsens egen utvärderingsmatris (6.3)."""
    insats, uppföljning = blad.insats, blad.register.uppföljning
    blad.facts(
        "Insatsen som ska utvärderas",
        om_insatsen(insats)
        | {"Syfte": insats.syfte, "Målgrupp": insats.målgrupp, "Plats": insats.plats}
        | {"Parter": ", ".join(part for part in parterna(insats) if part)},
    )
    blad.heading("Vad utvärderingen ska svara på")
    blad.text("Utvärderingen utgår från insatsens mål. Där något saknas behöver ni bestämma det innan ni upphandlar.")
    rows = målen(blad.register, insats) or [("",) * 6] * TOMMA
    header = ("Mål", "Indikator", "Målvärde", "Underlag", "När", "Vem som mäter")
    blad.table("Utvärderingsmatris", "En rad för varje mål.", header, rows, (4, 3, 2.5, 2.5, 2, 2))
    effekter = [f"{led.vad} ({led.indikator})" if led.indikator else led.vad for led in _effekter(blad)]
    if effekter:
        blad.heading("Effekter som insatsen räknar med", 2)
        blad.points(effekter)
    blad.box("Egna frågor", "Vad mer vill ni veta? Tänk på deltagarna, medarbetarna och dem som styr.")
    blad.heading("Det som redan finns")
    blad.points(underlag(blad) or ["Inget underlag är inlagt om insatsen än."])
    blad.heading("Uppdraget")
    valda = ", ".join(val.text for val in insats.metodval)
    frågor = (
        "Förslag på metoder",
        "Start",
        "Delrapport",
        "Slutrapport",
        "Högsta kostnad",
        "Kontaktperson",
        "Sista dag att lämna anbud",
    )
    blad.facts("Uppdraget", {"Vald uppföljning": valda} | dict.fromkeys(frågor, ""))
    blad.box("Så bedöms anbuden", "Vad väger tyngst: erfarenhet, metod, tid eller pris?")
    blad.heading("Personuppgifter")
    blad.text(GROUPS_ONLY)
    if uppföljning.mått.alla:
        blad.text("Siffror redovisas för kvinnor och män var för sig. Ett antal under fem publiceras inte.")
    blad.own_rules("uppfoljning/utvardering")


def _effekter(blad: Blad) -> list:
    return [led for kedja in blad.register.uppföljning.kedjor_för(blad.insats) for led in kedja.led if led.är_effekt]


def underlag(blad: Blad) -> list[str]:
    """Utfall, enkätsvar och rapporter som är inlagda om insatsen."""
    insats, uppföljning = blad.insats, blad.register.uppföljning
    perioder = [grupp[0].gäller[1] for grupp in uppföljning.utfallsgrupper.get(insats.id, [])]
    found = [f"Utfall, {period.från} till {period.till}." for period in perioder]
    found += [f"{rad.enkät.namn}, svar {rad.år}." for rad in uppföljning.enkäter_för.get(insats.id, [])]
    return found + [f"{rapport.titel}." for rapport in uppföljning.bibliotek.rapporter_om.get(insats.id, ())]


WRITERS: dict[str, tuple[Callable[[Blad], None], str]] = {
    "styrgruppsmote": (styrgruppsmöte, "Dagordning och anteckningar för styrgruppen"),
    "samarbetsavtal": (samarbetsavtal, "Utkast till samarbetsavtal, med bilaga om arbetsmiljön"),
    "implementeringsplan": (implementeringsplan, "Plan för att föra in arbetssättet"),
    "utvarderingsuppdrag": (utvärderingsuppdrag, "Underlag för att upphandla en extern utvärdering"),
}


def insatsdokument(register: Register, today: date) -> Iterator[tuple[str, bytes]]:
    """Adressen och innehållet: de tomma mallarna, och en ifylld för varje av värdens insatser som pågår eller ska börja."""
    tom = Insats("", register.värd, "", ())
    egna = [one for one in register.insatser_i(register.värd) if one.status(today) in ACTIVE]
    for namn, (write, subject) in WRITERS.items():
        start = to_bytes(titled_document(INSATSENS[namn], subject, register.värd.namn, today))
        for insats in (tom, *egna):
            blad = Blad(start, register, insats, today)
            write(blad)
            yield insatsens_dokument(insats, namn) if insats.id else document_name(namn), blad.bytes()
