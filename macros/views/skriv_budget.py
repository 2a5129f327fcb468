"""Budgeten på sidan där ansökan skrivs: rutorna, och cellen i budgetmallen som var och en hör till.

Sidan räknar med mallens egna formler. Här står bara var i mallen det som skrivs och det som visas står.
"""

from dataclasses import dataclass

from macros.dictionary.slag import slug
from macros.exports import budget_personal as ark
from macros.exports.budget_form import (
    APPLIED,
    BETALARE,
    CHECK,
    END,
    FIRST,
    KIND,
    NAME,
    PARTER,
    PERSONAL,
    SHEET,
    START,
    YEARS,
    ÅR,
    Form,
)
from macros.model.guide import Guide

NOT_ASKED = ("Hela summan i ansökan", "Mallens formler")  # sidan fyller i den första, och skriver aldrig i en formel


def place(blad: str, rad: int, kolumn: int, per_rad: int = 0, per_kolumn: int = 0) -> str:
    """En cell som sidan läser den: blad, rad och kolumn från 1, och hur långt raden med nästa nummer står från den första."""
    return f"{blad} {rad + 1} {kolumn + 1} {per_rad} {per_kolumn}"


@dataclass(frozen=True)
class Kostnad:
    """Ett kostnadsslag ett år: en cell för var och en som betalar. Personalen räknas ut."""

    id: str
    namn: str
    vad: str
    räknas: bool
    celler: tuple[tuple[str, str, str], ...]  # vem som betalar, som märke, som text och som cell


@dataclass(frozen=True)
class Budget:
    """Det som budgeten på sidan är gjord av. Alla celler är som `place` skriver dem."""

    kostnader: tuple[Kostnad, ...]
    betalare: tuple[tuple[str, str], ...]  # namnet, och vad det betyder
    kontroller: tuple[str, ...]
    har_personal: bool

    år, flest_personal = range(1, ÅR + 1), ark.STAFF
    året = place(SHEET, YEARS, 1, 0, len(BETALARE))
    besked = place(SHEET, CHECK, 1)
    fakta = (
        ("namn", place(SHEET, NAME, 1), "text"),
        ("typ", place(SHEET, KIND, 1), "text"),
        ("start", place(SHEET, START, 1), "dag"),
        ("slut", place(SHEET, END, 1), "dag"),
        ("sökt summa", place(SHEET, KIND, APPLIED), "tal"),
    )
    hela_summan = place(SHEET, NAME, APPLIED)
    part = place(PARTER, ark.TOP, 0, 1)
    roll, anställd, betalas, andel, kostnad = (
        place(PERSONAL, ark.TOP, one, 1) for one in (ark.ROLE, ark.PART, ark.PAYER, ark.SHARE, ark.COST)
    )
    personalsumma = place(PERSONAL, ark.TOP, ark.STAFF_SUM, 1)
    egen_personal, egen_summa = (place(PARTER, ark.TOP, one, 1) for one in (ark.OWN_STAFF, ark.PART_SUM))

    def månader(self, år: int) -> str:
        return place(PERSONAL, ark.TOP, ark.MONTHS + år - 1, 1)

    def insatsens_månader(self, år: int) -> str:
        return place(PERSONAL, ark.MONTHS_ROW, ark.MONTHS + år - 1)

    def egen(self, år: int) -> str:
        return place(PARTER, ark.TOP, ark.OTHER + år - 1, 1)

    def kvar(self, år: int) -> str:
        return place(PARTER, ark.GAP, ark.OTHER + år - 1)

    summor: tuple[tuple[str, str], ...] = ()  # för alla år: vem som betalar, och cellen
    årssummor: tuple[tuple[str, str], ...] = ()


def budget_of(guide: Guide) -> Budget:
    """Budgeten med förbundets kostnadsslag. Raderna är mallens."""
    form = Form(guide)
    kostnader = []
    for row, one in enumerate(form.kostnadsslag, FIRST):
        celler = tuple(
            (slug(payer), payer, place(SHEET, row, 1 + number, 0, len(BETALARE))) for number, payer in enumerate(BETALARE)
        )
        kostnader.append(Kostnad(slug(one.id), one.namn, one.vad, row == form.personal, celler))
    rules = enumerate(form.checks(), form.checks_at + 2)
    return Budget(
        kostnader=tuple(kostnader),
        betalare=tuple(BETALARE.items()),
        kontroller=tuple(place(SHEET, row, 1) for row, name in rules if name not in NOT_ASKED),
        har_personal=form.personal is not None,
        summor=tuple((payer, place(SHEET, form.all_years, number)) for number, payer in enumerate((*BETALARE, "Allt"), 1)),
        årssummor=tuple((payer, place(SHEET, form.sum, 1 + number, 0, len(BETALARE))) for number, payer in enumerate(BETALARE)),
    )
