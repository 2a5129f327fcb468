"""Svaren som ett nytt förbund behöver, och prövningen av vart och ett. Fel är ValueError med vad som ska skrivas i stället."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from macros.dictionary.slag import SLAG, slug
from macros.nytt.places import Ort, all_places, one

KIND = re.compile(r"^(?:samordningsförbundet|samordningsförbund|finsam)\s+|\s+(?:samordningsförbund|finsam)$", re.IGNORECASE)
MAX_NAME = 120


@dataclass(frozen=True)
class Answers:
    """Det som frågades. Tomma texter är frågor som inte behövde ett svar."""

    namn: str
    kortnamn: str
    id: str
    kommuner: tuple[Ort, ...]
    regioner: tuple[Ort, ...]
    e_post: str
    webbplats: str = ""
    postadress: str = ""


def name(written: str) -> str:
    text = " ".join(written.split())
    if not text or len(text) > MAX_NAME:
        raise ValueError(f"Skriv ett namn med högst {MAX_NAME} tecken, till exempel Samordningsförbundet Exempel.")
    return text


def short_name_of(namn: str) -> str:
    """Förslaget till kort namn: det som skiljer förbundet från andra."""
    short = KIND.sub("", namn).strip() or namn
    is_genitive = namn.startswith(short) and short != namn and short.endswith("s")
    is_place = short in {ort.kort for ort in all_places()}  # Västerås, Borås
    return short[:-1] if is_genitive and not is_place else short


def id_of(written: str) -> str:
    if not re.fullmatch(SLAG["id"].mönster or "", written):
        proposed = slug(written)[:80].strip("-")
        raise ValueError(f"Id ska vara {SLAG['id'].beskrivning}." + (f" Skriv {proposed}." if proposed else ""))
    return written


def e_mail(written: str) -> str:
    if not re.fullmatch(SLAG["epost"].mönster or "", written):
        raise ValueError(f"E-post ska vara {SLAG['epost'].beskrivning}. Skriv den gemensamma adressen, inte en persons.")
    return written


def website(written: str) -> str:
    if written and not re.fullmatch(r"https?://[^\s<>\"/][^\s<>\"]*", written):
        guess = f" Skriv https://{written}" if re.fullmatch(r"[\w.-]+\.\w+(?:/\S*)?", written) else ""
        raise ValueError(f"Webbplatsen ska vara en hel adress, som https://exempel.se/.{guess}")
    return written


def address(written: str) -> str:
    """Postadressen med en rad per rad på brevet. På en enda rad skiljs de åt med kommatecken."""
    rows = [" ".join(row.split()) for row in re.split(r"\n|,", written)]
    return "\n".join(row for row in rows if row)


def members(written: Sequence[str], huvudman: str) -> tuple[Ort, ...]:
    """Medlemmarna, utan dubbletter. Ett värde kan vara flera med kommatecken mellan. Raises: NotOne, ValueError."""
    names = [part.strip() for value in written for part in value.split(",") if part.strip()]
    if not names:
        raise ValueError(f"Ett förbund har minst en {huvudman} (lag 2003:1210, 4 §). Skriv vilken.")
    return tuple(dict.fromkeys(one(text, huvudman) for text in names))
