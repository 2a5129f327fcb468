"""Vad ordboken kräver av en cell så som den är skriven i YAML. Kontrollen och det publicerade datapaketet frågar här."""

from typing import Any

from macros.dictionary.relations import RELATIONS
from macros.dictionary.slag import SLAG
from macros.dictionary.words import Field

# Siffror så som de ska skrivas. Frictionless godtar mer: 1_000, siffror ur andra skriftsystem och NaN.
PLAIN = {"integer": r"-?[0-9]{1,15}", "number": r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?", "year": "[0-9]{4}"}


def frictionless_cell(field: Field) -> dict[str, Any]:
    """Vad Frictionless ska kräva av en cell, så som den ser ut i YAML."""
    constraints = {key: value for key, value in field.constraints.items() if key != "unique" and key not in RELATIONS}
    pattern = SLAG[field.slag].mönster
    if pattern:
        constraints["pattern"] = pattern
    descriptor: dict[str, Any] = {"type": field.type, "constraints": constraints}
    if field.type == "boolean":
        descriptor |= {"trueValues": ["ja"], "falseValues": ["nej"]}
    return descriptor
