"""Regler för all text i alla tabeller: det som aldrig ska stå i data, vilket fält det än är."""

import re
from collections.abc import Iterator
from datetime import date

from macros.check.data import Data, texts
from macros.findings import FEL, VARNING, Finding, Mark, Remedy, new_field, new_value, shown, taken_away

TYPOGRAPHIC = {"”": "”", "“": "“”", "„": "“”", "»": "»«", "«": "»", "’": "’", "‘": "’"}


def typografiska_citattecken(data: Data) -> Iterator[Finding]:
    """Typografiska citattecken runt ett helt värde är menade som YAML:s, men är det inte."""
    for _, _, label, _, text in data.texts_with(is_in_typographic_quotes):
        yield Finding(
            text.mark,
            FEL,
            f"Värdet {shown(text)} har typografiska citattecken runt sig ({label}). "
            'Ta bort dem, eller använd raka citattecken (").',
            remedy=new_value(text.mark, text[1:-1].strip()),
        )


def is_in_typographic_quotes(text: str) -> bool:
    """Sant för ett värde med typografiska citattecken ytterst och inga sådana inuti."""
    inner = text[1:-1]
    return bool(inner) and text[-1] in TYPOGRAPHIC.get(text[0], "") and text[0] not in inner and text[-1] not in inner


POINTERS = re.compile(
    r"(?:se (?:ovan|nedan|föregående|raden ovan(?:för)?|rad \d+)|samma(?: som (?:ovan|föregående))?|ovanstående"
    r"|d\.?[:.]?o\.?|dito|idem|ibid\.?|[-–—]?[\"”“][-–—]?)[.!]?",
    re.IGNORECASE,
)


def se_ovan(data: Data) -> Iterator[Finding]:
    """En rad läses för sig, i sökning och i öppna data. Då finns inget ovanför."""
    for table in {written.table.name: None for written in data.texts_with(POINTERS.fullmatch)}:
        above: dict[str, tuple[str, str]] = {}  # för varje fält: det senaste värdet och raden det stod i
        for row in data.rows(table):
            label = data.label(table, row)
            values: dict[str, list[str]] = {}
            for path, text in texts(row):
                if not POINTERS.fullmatch(text):
                    values.setdefault(path, []).append(shown(text))
                    continue
                value, owner = above.get(path, ("", ""))
                is_whole = value and "nedan" not in text and " och " not in value and not value.endswith("…")
                remedy: Remedy = new_value(text.mark, value) if is_whole else ()
                meant = (
                    f"Skriv {value}, som står hos {owner}."
                    if value and "nedan" not in text
                    else "Skriv namnet eller värdet som menas."
                )
                said = f"”{shown(text)}” säger inget när raden läses för sig ({label}). {meant}"
                yield Finding(text.mark, FEL, said, remedy=remedy)
            above |= {path: (" och ".join(found), label) for path, found in values.items()}


STATES = {
    "ska upphandlas": "ska upphandlas",
    "upphandlas": "ska upphandlas",
    "planering pågår": "planering pågår",
    "planeras": "planering pågår",
}


def utförare_är_inget_namn(data: Data) -> Iterator[Finding]:
    """Att en utförare inte är utsedd är ett läge, inte ett namn."""
    for table, row, label, path, text in data.texts_with(state_in):
        if (table.name, path) == ("insatser", "utförare"):
            yield Finding(
                text.mark,
                FEL,
                f"utförare {shown(text)} är inget namn ({label}). Ta bort det och skriv utförare_läge: {state_in(text)}.",
                remedy=(*taken_away(text.mark), *new_field(row.mark, "utförare_läge", state_in(text))),
            )


def state_in(text: str) -> str:
    """Läget som texten säger, eller tom text."""
    return STATES.get(text.casefold().rstrip("."), "")


def first_match(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


# Vad å, ä, ö, é och streck blir när en fil i UTF-8 har lästs som något annat.
BROKEN_LETTERS = re.compile(r"\ufffd|Ã[¥¤¶…„–©]|â€[“”œ™¢]")


def förstörda_bokstäver(data: Data) -> Iterator[Finding]:
    """Å, ä och ö som har gått sönder i en kopiering ska inte ut på webbplatsen."""
    for _, _, label, _, text in data.texts_with(BROKEN_LETTERS.search):
        yield Finding(
            text.mark,
            FEL,
            f"Texten innehåller {first_match(BROKEN_LETTERS, text)}, troligen ett å, ä eller ö som har "
            f"gått sönder ({label}). Skriv om ordet.",
        )


# Med eller utan sekel, med bindestreck, plus (över hundra år), mellanslag eller inget före de fyra sista.
PERSONNUMMER = re.compile(
    r"(?<!\d)(?<!\d[.,/–-])(?:19|20)?(?P<year>\d\d)(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)"
    r"(?P<between>[^\S\n]?[-–−‑+]?[^\S\n]?)(?P<last>\d{4})(?![-–]?\d)"
)

# Har filen inget sådant behöver den inte letas igenom.
TEN_DIGITS = re.compile(r"\d\d-?\d\d-?\d\d[^\S\n]?[-–−‑+]?[^\S\n]?\d{4}")


def is_personnummer(match: re.Match) -> bool:
    """Datum och kontrollsiffra stämmer. Samordningsnummer (dag + 60) räknas också (folkbokföringslagen 18 §, 18 a §)."""
    year, month, day, last = match.group("year", "month", "day", "last")
    digits = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(year + month + day + last)]
    return has_its_form(match) and sum(digit // 10 + digit % 10 for digit in digits) % 10 == 0


def has_its_form(match: re.Match) -> bool:
    """Datumet stämmer, vad kontrollsiffran än är."""
    year, dash, month, day, last = match.group("year", "dash", "month", "day", "last")
    if dash and last[:2] in ("19", "20"):  # 2019-08-12–2022 är två tider
        return False
    try:
        date(2000 + int(year), int(month), int(day) - (60 if int(day) > 60 else 0))
    except ValueError:
        return False
    return True


def numbers_in_files(data: Data) -> Iterator[tuple[Mark, re.Match]]:
    """Varje följd av siffror i filerna som har ett personnummers form, och platsen."""
    for file, source in data.sources.items():
        for match in filter(has_its_form, PERSONNUMMER.finditer(source) if TEN_DIGITS.search(source) else ()):
            line, column = source.count("\n", 0, match.start()) + 1, match.start() - source.rfind("\n", 0, match.start())
            yield Mark(file, line, column), match


def personnummer(data: Data) -> Iterator[Finding]:
    """Inget personnummer i datafilerna, inte heller i en kommentar (dataskyddslagen 2018:218, 3 kap. 10 §)."""
    for mark, match in numbers_in_files(data):
        if is_personnummer(match):
            yield Finding(
                mark,
                FEL,
                "Raden innehåller något som ser ut som ett "
                "personnummer. Ta bort det. Har det redan sparats i git: säg till den som ansvarar för dataskydd.",
            )


def nästan_personnummer(data: Data) -> Iterator[Finding]:
    """Siffror med ett personnummers form men fel kontrollsiffra kan vara ett felskrivet personnummer."""
    for mark, match in numbers_in_files(data):
        # Ett datum följt av ett årtal eller belopp, och ett mobilnummer utan mellanrum, ser likadana ut.
        is_date = match["dash"] and match["between"].isspace()
        if not is_personnummer(match) and not is_date and not PHONE.fullmatch(match[0]):
            yield Finding(
                mark,
                VARNING,
                "Raden innehåller siffror med ett personnummers form, men med fel kontrollsiffra. Ta bort dem om de kan "
                "vara någons personnummer.",
            )


PRIVATE_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|telia|tele2"
    r"|bredband2?|bahnhof|comhem|spray|swipnet|passagen|home|protonmail|proton)\.[a-z]{2,3}(?:\.uk)?(?![\w-])",
    re.IGNORECASE,
)


def privat_epost(data: Data) -> Iterator[Finding]:
    """E-postadresser hos privata leverantörer är sällan en myndighets."""
    for _, _, label, _, text in data.texts_with(PRIVATE_ADDRESS.search):
        yield Finding(
            text.mark,
            VARNING,
            f"{first_match(PRIVATE_ADDRESS, text)} ser ut som en privat e-postadress ({label}). "
            "Skriv organisationens gemensamma adress i stället.",
        )


SPACE, DASH = r"[ \xa0\u2009\u202f]", r"[-–‑−]"
# +46 eller 0, riktnummer (08 är det enda med två siffror), och abonnentnummer i grupper om två eller tre siffror.
PHONE = re.compile(
    rf"(?<![\w/.,–-])(?:(?:\+|00)46{SPACE}?(?:\(0\){SPACE}?)?|0)"
    rf"(?:(?:8|[1-9]\d{{1,2}})(?:{SPACE}?{DASH}{SPACE}?|{SPACE}|/)\d\d(?:{SPACE}?\d){{3,6}}|7[02369]\d{{7}}"
    rf"|(?<=46)\d{{7,10}})(?!\d|{DASH}\d)"
)
SWITCHBOARD = re.compile(r"växel|kundtjänst|kundcenter|kontaktcenter", re.IGNORECASE)


def is_personal(number: str, text: str) -> bool:
    """Falskt för växlar: nummer på 000 och service på 020 och 077, och fasta nummer i en text som nämner växeln."""
    digits = re.sub(r"^(?:\+|00)46(?:\(0\))?", "0", re.sub(r"[^\d+()]", "", number))
    if re.match("07[02369]", digits):
        return True
    return not (digits.endswith("000") or digits.startswith(("020", "077")) or SWITCHBOARD.search(text))


def telefonnummer(data: Data) -> Iterator[Finding]:
    """Telefonnummer till personer hör inte hemma i öppna data."""
    for _, _, label, _, text in data.texts_with(PHONE.search):
        found = next((match[0] for match in PHONE.finditer(text) if is_personal(match[0], text)), "")
        if found and not any(is_personnummer(match) for match in PERSONNUMMER.finditer(found)):
            yield Finding(
                text.mark,
                VARNING,
                f"{found} ser ut som ett telefonnummer ({label}). Ta bort det om det går till en "
                "person. Går det till en växel: skriv ordet växel före.",
            )


MARKUP = re.compile(
    r"</?[a-z][^<>]{0,200}>|&(?:[a-z]{2,8}|#\d{1,6});|\]\([^()\n]{0,200}\)|\*\*[^*\n]{1,200}\*\*|\{[{%#]"
    r"|`[^`\n]{1,200}`|^#{1,6} ",
    re.IGNORECASE | re.MULTILINE,
)


def uppmärkning(data: Data) -> Iterator[Finding]:
    """Data är ren text: HTML, Markdown och mallkod visas tecken för tecken."""
    for _, _, label, _, text in data.texts_with(MARKUP.search):
        yield Finding(
            text.mark,
            VARNING,
            f"Texten innehåller uppmärkning, {shown(first_match(MARKUP, text), 40)} ({label}). "
            "Den visas tecken för tecken. Skriv ren text.",
        )


# Det som förklarar ett värde kommer före ordbokens krav på det; det som bara varnar kommer efter.
FIRST_RULES = (typografiska_citattecken, se_ovan, förstörda_bokstäver, utförare_är_inget_namn)
LAST_RULES = (personnummer, nästan_personnummer, privat_epost, telefonnummer, uppmärkning)
