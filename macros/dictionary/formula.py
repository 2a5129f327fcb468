"""Texter som ett kalkylprogram skulle räkna ut i stället för att visa (OWASP, CSV Injection)."""

import re

# En kalkyl räknar ut det som börjar så. Ett tal med tecken före, som ett telefonnummer, är samma tal i kalkylen.
FORMULA = re.compile(r"[=+@\t\r-](?=.)")
SIGNED_NUMBER = re.compile(r"[+-][\d .,()-]+%?")


def is_formula(text: str) -> bool:
    """Sant när ett kalkylprogram kan läsa texten i en CSV-fil som en formel."""
    return FORMULA.match(text) is not None and SIGNED_NUMBER.fullmatch(text) is None


def harmless(text: str) -> str:
    """Texten så som den står i en CSV-fil: en apostrof först gör den till text i alla kalkylprogram."""
    return f"'{text}" if is_formula(text) else text
