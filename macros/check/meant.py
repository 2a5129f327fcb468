"""Vad ett värde som inte går att använda troligen var menat som, så att rättelsen kan säga det."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from macros.check.cells import broken_constraint
from macros.dictionary.slag import ANTAL, MÅNADER, TILLS_VIDARE, slug
from macros.dictionary.words import Field
from macros.findings import closest
from macros.model.tid import Tidpunkt

TIMES = ("datum", "tidpunkt", "slut")
NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:[ _.,']\d{3})+|\d+)(?:[.,](?P<part>\d+))?"
    r" ?(?P<unit>%|procent|kr|kronor|:-|st|personer|deltagare)?\.?"
)
UNDER_FIVE = re.compile(r"(?:<|under|färre än|mindre än) ?(?:5|fem)|(?:<=|≤) ?4|[01] ?[-–] ?4", re.IGNORECASE)
MONTH = r"(?P<month>[a-z]{3,9})\.?"
DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})(?P<mark>[-–./ ])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[ /.-](?P<y>\d{4})",
        rf"(?:den )?(?P<d>\d{{1,2}}) {MONTH} (?P<y>\d{{4}})",
        r"(?P<y>\d{4})[-–./](?P<m>\d{1,2})",
        rf"{MONTH} (?P<y>\d{{4}})",
        r"(?P<season>vår|sommar|höst|vt|ht)(?:en)? (?P<y>\d{4})",
    )
]
QUARTERS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:[qk]|kv\.?|kvartal) ?(?P<q>[1-4])[ ,/-]*(?P<y>\d{4})",
        r"(?P<y>\d{4})[ ,/-]*(?:[qk]|kv\.?|kvartal) ?(?P<q>[1-4])",
    )
]
# Dagar sedan den 30 december 1899, som Excel räknar: åren 1990–2049. Efter kommat står klockslaget.
EXCEL_DAY = re.compile(r"(?P<days>3[3-9]\d{3}|4\d{4}|5[0-4]\d{3})(?:[.,]\d+)?")
LARGE = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:[ ]\d{3})+|\d+)(?:[.,](?P<part>\d+))? ?"
    r"(?:(?P<tusen>tkr|ksek|tusen)|(?P<miljon>mkr|mnkr|msek|milj\.?|miljon(?:er)?)|(?P<miljard>mdkr|mdr|miljard(?:er)?))"
    r"(?: ?(?:kr|kronor|sek))?\.?",
    re.IGNORECASE,
)
SIZES = {"tusen": 10**3, "miljon": 10**6, "miljard": 10**9}
SEASONS = {"vår": "våren", "vt": "våren", "sommar": "sommaren", "höst": "hösten", "ht": "hösten"}


def meant_value(field: Field, value: str) -> str:
    """Värdet så som det ska skrivas, när det bara finns ett sätt att förstå det. Annars tom text."""
    if field.slag in TIMES:
        meant = meant_time(value, field.slag) or meant_quarter(value, is_start=field.name == "start")
    elif field.slag == "antal" and closest(value, ["skyddat"], 0.8):
        meant = "skyddat"
    elif field.slag in ANTAL and UNDER_FIVE.fullmatch(value):
        return "skyddat" if field.slag == "antal" else '"<5"'
    elif field.slag in ANTAL or field.type in ("integer", "number"):
        meant = meant_number(value, "number" if field.type == "number" else "integer")
    else:
        return ""
    return meant if meant and not broken_constraint(field, meant) else ""


def meant_number(text: str, kind: str) -> str:
    """Talet utan mellanslag och enhet och med decimalpunkt. I ett heltal skiljer också komma och punkt tusental åt.

    År och månader tas inte bort: fältets enhet kan vara den andra. Procent är inget antal.
    """
    plain = re.sub("[−–]", "-", " ".join(text.split()))
    if large := LARGE.fullmatch(plain):
        return meant_amount(large, kind)
    match = NUMBER.fullmatch(plain)
    if not match or (kind == "integer" and match["unit"] in ("%", "procent")):
        return ""
    whole, part = match["whole"], match["part"] or ""
    if kind == "number" and (found := re.fullmatch(r"(\d+)[.,](\d+)", whole)):  # 1,500 är ett och ett halvt
        whole, part = found.groups()
    sign, whole = "-" if match["sign"] == "-" else "", str(int(re.sub(r"\D", "", whole)))
    part = part.rstrip("0")
    return f"{sign}{whole}{'.' if part else ''}{part}"


def meant_amount(match: re.Match[str], kind: str) -> str:
    """Beloppet i hela kronor: `1,5 mkr` → `1500000`. Tom text när ett heltal skulle få decimaler."""
    written = f"{match['whole'].replace(' ', '')}.{match['part'] or '0'}"
    amount = Decimal(written) * SIZES[match.lastgroup or ""]
    if kind == "integer" and amount != int(amount):
        return ""
    plain = f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"
    return f"{'-' if match['sign'] == '-' else ''}{plain}"


def meant_day(text: str) -> str:
    """Dagen i ett klockslag (`2020-03-31T00:00:00.000Z`) eller i Excels dagräkning (`43921`). Annars tom text.

    Sent på kvällen i UTC är det redan nästa dag i Sverige: då går det inte att veta vilken dag som menas.
    """
    if serial := EXCEL_DAY.fullmatch(text):
        return (date(1899, 12, 30) + timedelta(days=int(serial["days"]))).isoformat()
    if not re.match(r"\d{4}-\d\d-\d\d[T ]", text):
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return "" if moment.utcoffset() == timedelta(0) and moment.hour >= 22 else moment.date().isoformat()


def meant_quarter(text: str, is_start: bool) -> str:
    """Kvartalets första månad när något börjar, annars den sista: `Q3 2020` → `2020-09`. Annars tom text."""
    found = next((match for pattern in QUARTERS if (match := pattern.fullmatch(text.strip()))), None)
    return f"{found['y']}-{int(found['q']) * 3 - (2 if is_start else 0):02}" if found else ""


def why_meant(meant: str, value: str) -> str:
    """`, kvartalets sista månad` när värdet är ett kvartal, som ingen tidpunkt kan vara. Annars tom text."""
    if meant not in (meant_quarter(value, is_start=True), meant_quarter(value, is_start=False)):
        return ""
    return f", kvartalets {'första' if meant == meant_quarter(value, is_start=True) else 'sista'} månad"


def meant_time(text: str, slag: str) -> str:
    """Tiden i en av formerna, till exempel `1/7 2024` → `2024-07-01`. Tom text när den inte finns i kalendern."""
    if slag == "slut" and re.sub(r"[\s.]", "", text.casefold()) in ("tillsvidare", "tv"):
        return TILLS_VIDARE
    if day := meant_day(text.strip()):
        return day
    found = next((match.groupdict() for pattern in DATES if (match := pattern.fullmatch(text.strip()))), None)
    if not found:
        return ""
    if season := found.get("season"):
        meant = f"{SEASONS[season.casefold()]} {found['y']}"
    else:
        month = found.get("m") or str(
            1 + next((number for number, name in enumerate(MÅNADER) if found["month"].casefold()[:3] == name[:3]), -1)
        )
        meant = "-".join([found["y"], month.zfill(2), *([found["d"].zfill(2)] if found.get("d") else [])])
    try:
        return str(Tidpunkt.av(meant))
    except ValueError:
        return ""


# Punkterna och strecken som Word sätter först i en lista. Symbol-typsnittets punkt hamnar i det privata området.
BULLET = re.compile(r"(?:-?[•‣◦▪▫●○■□►▸✓✔➢➤·∙⁃\ue000-\uf8ff][ \t]*|[-–—*][ \t]+)")


def without_bullet(text: str) -> str:
    """Texten utan Words punkt eller streck först: `• Veta Advisor AB` → `Veta Advisor AB`."""
    found = BULLET.match(text)
    return text[found.end() :].lstrip() if found else text


def bulleted(text: str) -> list[str]:
    """Leden i en lista från Word utan sina punkter: `• Veta • Sweco` → Veta och Sweco. Ett streck kan höra till texten."""
    found = BULLET.match(text)
    sign = found[0].strip() if found else ""
    if not sign or sign in "-–—*":
        return [without_bullet(text)]
    return [part for one in re.split(rf"(?:^|\s){re.escape(sign)}", text) if (part := one.strip())]


def meant_id(text: str) -> str:
    """Texten i id:ts form, till exempel `Gröna rum` → `grona-rum`. Tom när inget blir kvar eller det blir för långt."""
    short = slug(text[:200])
    return short if len(short) <= 40 else ""


def ended(text: str) -> str:
    """Texten med punkt, om den inte redan slutar så."""
    return text if text[-1] in ".!?" else f"{text}."
