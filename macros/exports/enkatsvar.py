"""Enkätsvaren som öppna data: bara tal som får visas. Texten står där när inget tal på raden är skyddat."""

from collections.abc import Mapping, Sequence
from typing import Any

from macros.model.enkatsvar import Enkätsvar, Frågesvar
from macros.model.kalla import KVITTERAT
from macros.model.publicerat import som_text


def published_answers(rows: Sequence[Mapping[str, Any]], svaren: Sequence[Enkätsvar]) -> list[Mapping[str, Any]]:
    """Raderna så som de får publiceras.

    Args:
        rows: raderna som de står i YAML.
        svaren: samma rader så som de får visas, i samma ordning.
    """
    return [_published(row, rad) for row, rad in zip(rows, svaren, strict=True)]


def _published(row: Mapping[str, Any], rad: Enkätsvar) -> dict[str, Any]:
    """Ett kvitto är kansliets egen anteckning, och kan nämna talet."""
    shown = open_values(rad)
    kept = {name: value for name, value in row.items() if name not in (*shown, KVITTERAT, "anmärkning")}
    made = {name: shown.get(name) or kept.get(name) for name in row}
    return {name: value for name, value in made.items() if value} | ({"anmärkning": rad.anmärkning} if rad.anmärkning else {})


def open_values(rad: Enkätsvar) -> dict[str, Any]:
    """Talen i en skyddad rad som text, i de fält där de står. Låga och höga skrivs när de inte följer av antalen."""
    return {
        "tillfrågade": som_text(rad.tillfrågade),
        "svarande": som_text(rad.svarande),
        "svar": [_open_answer(one) for one in rad.svar],
    }


def _open_answer(svar: Frågesvar) -> dict[str, Any]:
    if svar.val:
        return {"fråga": svar.fråga, "val": [{"svar": one.svar, "antal": som_text(one.antal)} for one in svar.val]}
    return {"fråga": svar.fråga, "låga": som_text(svar.låga), "höga": som_text(svar.höga)}
