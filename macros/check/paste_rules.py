"""Regler för det som följer med när en text klistras in från Word eller ska öppnas i Excel. Docstringen är regeln."""

import re
from collections.abc import Iterator

from macros.check.data import Data
from macros.check.meant import BULLET, ended, without_bullet
from macros.dictionary.formula import is_formula
from macros.findings import RÅD, VARNING, Finding, new_value, shown

# Enkla citattecken är också apostrofer (’90-talet) och räknas inte.
QUOTES = re.compile('[”“„»«"]')


def punkt_från_word(data: Data) -> Iterator[Finding]:
    """En text på en rad börjar inte med listans punkt eller streck: på sidan blir det två."""
    for place, text in data.texts_in(lambda field: field.slag == "text" and field.type == "string"):
        plain = without_bullet(text)
        if plain and plain != text:
            said = f"{place.path} börjar med {text[0]}, som ett led i en lista i Word ({place.label})"
            advice = ended(f"{said}. Skriv {shown(plain)}")
            yield Finding(text.mark, VARNING, advice, remedy=new_value(text.mark, plain))


def börjar_som_en_formel(data: Data) -> Iterator[Finding]:
    """En text som börjar med =, +, - eller @ blir en formel när den som hämtar tabellen öppnar den i Excel."""
    for place, text in data.texts_in(lambda field: field.slag in ("text", "stycken") and field.type == "string"):
        if not is_formula(text) or (place.field.slag == "text" and BULLET.match(text)):
            continue
        remedy = "Börja med ett ord, eller med ett tankstreck (–)" if text[0] == "-" else "Börja med ett ord"
        yield Finding(
            text.mark,
            RÅD,
            f"{place.path} {shown(text, 40)} börjar med {text[0]}, och då räknar Excel det som en formel ({place.label}). {remedy}.",
        )


def ensamt_citattecken(data: Data) -> Iterator[Finding]:
    """En text har inte bara det ena av två citattecken: det andra blev kvar i Word."""
    for place, text in data.texts_in(lambda field: field.slag in ("text", "stycken") and field.type == "string"):
        if len(QUOTES.findall(text)) != 1 or not (QUOTES.match(text) or QUOTES.match(text[-1])):
            continue
        plain = QUOTES.sub("", text).strip()
        if plain:
            said = f"{place.path} har ett ensamt citattecken ({place.label}). Ta bort det, eller skriv det andra också"
            yield Finding(text.mark, VARNING, ended(said), remedy=new_value(text.mark, plain))


PASTE_RULES = (punkt_från_word, börjar_som_en_formel, ensamt_citattecken)
