"""Filen som sidan Skriv ansökan sparar: samma svar som i blanketten, under samma märken."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from macros.read.archive import Unreadable
from macros.word.answers import Answer, Read
from macros.word.drafts import rows_of

ENDING = ".json"
SORT, VERSION = "ansökan", 1  # står i filen. VERSION höjs när en äldre läsare inte förstår den
LARGEST = 5_000_000  # byte


class Draft(NamedTuple):
    """En sparad ansökan: id på typen av insats, och svaren efter märke."""

    typ: str
    svar: dict[str, str]


def read_draft(path: Path) -> Draft:
    """Raises: Unreadable när filen inte är en sparad ansökan."""
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"{path.name} är större än {LARGEST // 1_000_000} MB, och ingen sparad ansökan.")
        found = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise Unreadable(f"{path.name} går inte att öppna. Kontrollera namnet.") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path.name} går inte att läsa. Be den som skrev ansökan att spara filen igen.") from error
    if not _is_draft(found):
        raise Unreadable(f"{path.name} är ingen sparad ansökan. Välj filen som sidan Skriv ansökan sparar.")
    if found["form"] > VERSION:
        raise Unreadable(f"{path.name} är sparad av en nyare version av webbplatsen. Uppgradera programmet först.")
    return Draft(found["typ"], {tag: text.replace("\r\n", "\n").strip() for tag, text in found["svar"].items()})


def _is_draft(found: Any) -> bool:
    return (
        isinstance(found, dict)
        and found.get("sort") == SORT
        and isinstance(found.get("form"), int)
        and isinstance(found.get("typ"), str)
        and isinstance(found.get("svar"), dict)
        and all(isinstance(text, str) for text in found["svar"].values())
    )


def draft_answers(draft: Draft, template: Read) -> dict[str, Answer]:
    """Svaren efter märke, i blankettens ordning. Tomma svar, och svar på frågor som blanketten inte har, är inte med.

    En tabell som kan få fler rader har så många som filen. Ett val som redan är gjort i blanketten gäller när filen inte säger
    något annat.
    """
    found: dict[str, Answer] = {}
    for number, (tag, spot) in enumerate(template.spots.items(), 1):
        tags = [tag]
        if spot.heading in template.repeated and spot.row == 1:
            zero = tag.replace("-1-", "-0-", 1)
            tags += [zero.replace("-0-", f"-{row}-", 1) for row in rows_of(zero, draft.svar)]
        for one in tags:
            if text := draft.svar.get(one) or template.tags.get(one):
                found[one] = Answer(text, spot.heading, number)
    return found
