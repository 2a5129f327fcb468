"""Vad ett värde som inte går att använda troligen var menat som, så att rättelsen kan säga det."""

import re

from macros.check.cells import broken_constraint
from macros.dictionary.slag import MÅNADER, TILLS_VIDARE, slug
from macros.dictionary.words import Field
from macros.model.tid import Tidpunkt

TIMES = ("datum", "tidpunkt", "slut")
NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:[ _.,']\d{3})+|\d+)(?:[.,](?P<part>\d+))?"
    r" ?(?P<unit>%|procent|kr|kronor|st|personer|deltagare)?\.?"
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
        r"(?P<y>\d{4})[-–.](?P<m>\d{1,2})",
        rf"{MONTH} (?P<y>\d{{4}})",
        r"(?P<season>vår|sommar|höst|vt|ht)(?:en)? (?P<y>\d{4})",
    )
]
SEASONS = {"vår": "våren", "vt": "våren", "sommar": "sommaren", "höst": "hösten", "ht": "hösten"}


def meant_value(field: Field, value: str) -> str:
    """Värdet så som det ska skrivas, när det bara finns ett sätt att förstå det. Annars tom text."""
    if field.slag in TIMES:
        meant = meant_time(value, field.slag)
    elif field.slag == "antal" and value.casefold() == "skyddat":
        meant = "skyddat"
    elif field.slag == "antal" and UNDER_FIVE.fullmatch(value):
        return '"<5"'
    elif field.slag == "antal" or field.type in ("integer", "number"):
        meant = meant_number(value, "number" if field.type == "number" else "integer")
    else:
        return ""
    return meant if meant and not broken_constraint(field, meant) else ""


def meant_number(text: str, kind: str) -> str:
    """Talet utan mellanslag och enhet och med decimalpunkt. I ett heltal skiljer också komma och punkt tusental åt.

    År och månader tas inte bort: fältets enhet kan vara den andra. Procent är inget antal.
    """
    match = NUMBER.fullmatch(re.sub("[−–]", "-", " ".join(text.split())))
    if not match or (kind == "integer" and match["unit"] in ("%", "procent")):
        return ""
    whole, part = match["whole"], match["part"] or ""
    if kind == "number" and (found := re.fullmatch(r"(\d+)[.,](\d+)", whole)):  # 1,500 är ett och ett halvt
        whole, part = found.groups()
    sign, whole = "-" if match["sign"] == "-" else "", str(int(re.sub(r"\D", "", whole)))
    part = part.rstrip("0")
    return f"{sign}{whole}{'.' if part else ''}{part}"


def meant_time(text: str, slag: str) -> str:
    """Tiden i en av formerna, till exempel `1/7 2024` → `2024-07-01`. Tom text när den inte finns i kalendern."""
    if slag == "slut" and re.sub(r"[\s.]", "", text.casefold()) in ("tillsvidare", "tv"):
        return TILLS_VIDARE
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


def meant_id(text: str) -> str:
    """Texten i id:ts form, till exempel `Gröna rum` → `grona-rum`. Tom när inget blir kvar eller det blir för långt."""
    short = slug(text[:200])
    return short if len(short) <= 40 else ""


def ended(text: str) -> str:
    """Texten med punkt, om den inte redan slutar så."""
    return text if text[-1] in ".!?" else f"{text}."
