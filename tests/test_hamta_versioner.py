"""Två hämtade versioner av ett annat förbunds paket: den som har båda får inte veta mer än av förbundets egna.

Förbundet svarar för att det som det självt ger ut håller över versioner: det har sin egen liggare. Vi svarar för att varje kopia är
skyddad för sig, för att den bara visar tal som paketet visar, och för att den bara beror på paketet
(tests/test_hamta.py). Då säger flera kopior
tillsammans inget som inte förbundets egna versioner säger (beslut 11).
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from macros.exports.utfall import published_rows
from macros.fetch.small import protected_counts
from macros.model.skydd import offentliga
from macros.model.utfall import FÅ, KÖNEN, Utfall
from tests import rader
from tests.angripare import (
    ALLA_KÖN,
    AUTUMN,
    SPRING,
    TABELLER,
    YEAR,
    Attacker,
    attack,
    insats,
    med_totalt,
    mått,
    rows_of,
    summa,
    truth_of,
    versioner,
    visible,
)
from tests.angripare import tal as en_rad
from tests.rader import Rad
from tests.test_skydd import containment
from tests.test_skydd_versioner import FÄLT, TIDIGA_FÄLT, tidigt
from tests.utfallsrader import register

några = settings(attack, max_examples=15)
Published = list[dict[str, Any]]


def package(shown: Sequence[Utfall]) -> Published:
    """Raderna i paketets `utfall.json`, av det som förbundet visar."""
    rows = [yaml_row(rad) for rad in shown]
    publisher = SimpleNamespace(uppföljning=SimpleNamespace(utfall=shown))
    return [dict(row) for row in published_rows(rader.words().tables["utfall"], rows, publisher)]


def yaml_row(rad: Utfall) -> Rad:
    """Raden som förbundet har skrivit. Talen tas ur det som visas, så ett dolt tal kan vara vilket som helst."""
    insats, period = rad.gäller
    about = {"id": rad.id, "insats": insats.id, "period": {"från": str(period.från), "till": str(period.till)}, "kön": rad.kön}
    return Rad(about | {cell: str(rad.tal.get(cell) or 0) for cell in FÄLT if cell in rad.tal or not rad.tal})


def shown_by_us(published: Published) -> list[Utfall]:
    """Det som våra sidor och filer visar av paketet: skyddat när det sparas, och en gång till när det visas."""
    measures = rader.example().tables["utfallsmatt"]
    saved = [Rad(row) for row in protected_counts([dict(row) for row in published], measures, rader.words())]
    names = sorted({str(row["insats"]) for row in saved})
    return list(register(insatser=[rader.insats(name) for name in names], utfall=saved).uppföljning.utfall)


def seen(rows: Sequence[Utfall]) -> set[tuple[object, ...]]:
    return {(rad.insats.id, rad.period, rad.kön, cell, value) for rad in rows for cell, value in visible(rad).items()}


def fetched(*versions: Sequence[Utfall]) -> list[Utfall]:
    """Allt som vi har visat, när vi har hämtat varje version. Ingen kopia visar något som versionen inte visar."""
    ours = []
    for shown in versions:
        copy = shown_by_us(package(shown))
        assert seen(copy) <= seen(shown)
        ours += copy
    return ours


def renamed(rows: Sequence[Utfall]) -> list[Utfall]:
    """Raderna med provens egna insatser, som angriparen känner dem."""
    return [rad.__class__(**{**vars(rad), "insats": insats(rad.insats.id)}) for rad in rows]


# ---- Förbundet sköter sin liggare: inget dolt tal går att räkna ut ---------------------------------------------


@några
@given(TABELLER, TABELLER)
def test_the_half_and_then_the_year(autumn, spring):
    höst, vår, year = rows_of(autumn, period=AUTUMN), rows_of(spring, period=SPRING), summa(autumn, spring)
    ours = fetched(*versioner(höst, höst + vår, höst + vår + rows_of(year)))
    truth = truth_of(year) | truth_of(autumn, period=AUTUMN) | truth_of(spring, period=SPRING)
    attacker = Attacker(truth, renamed(ours), containment(("a", YEAR), ("a", AUTUMN), ("a", SPRING)))
    assert all(value >= FÅ for value in attacker.seen.values()) and attacker.exposed() == []


@settings(attack, max_examples=30)
@given(TABELLER, TIDIGA_FÄLT, st.sampled_from([ALLA_KÖN, ("totalt",), KÖNEN]))
def test_a_field_or_a_row_that_comes_later(tabell, fält, könen):
    ours = fetched(*versioner(rows_of(tidigt(tabell, fält, könen)), rows_of(tabell)))
    attacker = Attacker(truth_of(tabell), renamed(ours))
    assert all(value >= FÅ for value in attacker.seen.values()) and attacker.exposed() == []


# ---- Förbundet har ingen liggare, eller inget skydd alls -------------------------------------------------------


@några
@given(TABELLER, TABELLER)
def test_without_a_ledger_the_copies_say_no_more_than_the_packages(autumn, spring):
    """Då kan förbundets två versioner röja ett tal. Det är förbundets ansvar: våra kopior visar en delmängd av dem."""
    höst, year = rows_of(autumn, period=AUTUMN), rows_of(summa(autumn, spring))
    fetched(offentliga(höst, mått()), offentliga(höst + year, mått()))


@settings(attack, max_examples=30)
@given(TABELLER)
def test_a_package_without_protection_is_protected_by_itself(tabell):
    """Ett paket som någon har gjort för hand kan ha varje tal. En kopia av det röjer ändå inget."""
    ours = shown_by_us([dict(yaml_row(rad)) for rad in rows_of(tabell)])
    attacker = Attacker(truth_of(tabell), renamed(ours))
    assert all(value >= FÅ for value in attacker.seen.values()) and attacker.exposed() == []


def test_the_attack_would_find_what_a_copy_let_through() -> None:
    """Angriparen hittar det som en kopia utan skydd hade röjt: totalen minus kvinnorna."""
    tabell = med_totalt(en_rad(9, 9, 9, 9, 9, 9, 9, 9), en_rad(1, 2, 1, 1, 1, 1, 1, 1))
    open_ = [
        Utfall(rad.id, rad.kön, rad.tal if rad.kön != "män" else {}, (), rad.insats, rad.period) for rad in rows_of(tabell)
    ]
    assert len(Attacker(truth_of(tabell), open_).exposed()) > 5
