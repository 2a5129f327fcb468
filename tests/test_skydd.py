"""Skyddet för små grupper, prövat med en attack: allt som visas och allt som alltid gäller, lagt i en exakt lösare."""

import json
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from macros.exports.utfall import published_rows
from macros.model.insats import IngårI, Insats
from macros.model.kalla import Dataplats
from macros.model.skydd import offentliga
from macros.model.utfall import FÅ, KÖNEN, POSITIVA, RÄKNADE, TOTALT, ÖVRIGA, Måttlista, Period, Rättelse, Utfall, med_summor
from macros.settings import ROOT
from tests import rader
from tests.conftest import build

ALLA_KÖN = (TOTALT, *KÖNEN)
MANY = 10_000  # fler än så har ingen insats, och det vet angriparen
YEAR = Period(date(2024, 7, 1), date(2025, 6, 30))
AUTUMN, SPRING = Period(date(2024, 7, 1), date(2024, 12, 31)), Period(date(2025, 1, 1), date(2025, 6, 30))
NEXT_YEAR = Period(date(2025, 7, 1), date(2026, 6, 30))
EARLIER = 80111  # det tidigare talet i en rättelse som inte får visas
Cell = tuple[str, Period, str, str]  # insats, period, kön och tal
Tal = Mapping[str, Mapping[str, int | None]]  # efter kön och fält


@cache
def mått() -> Måttlista:
    return rader.real_register().uppföljning.mått


# Fälten i ordningen tidiga avhopp, de sex utfallen, aktiva nästa. Resten följer.
def tal(*values: int) -> dict[str, int]:
    """En rad som stämmer med sig själv."""
    avhopp, *utfall, nästa = values
    avslut = avhopp + sum(utfall)
    return {
        "aktiva": avslut + nästa,
        "avslut": avslut,
        "tidiga_avhopp": avhopp,
        **dict(zip((*mått().positiva, *mått().övriga), utfall, strict=True)),
        "aktiva_nästa": nästa,
    }


def med_totalt(kvinnor: Mapping[str, int], män: Mapping[str, int]) -> dict[str, dict[str, int]]:
    return {TOTALT: {cell: kvinnor[cell] + män[cell] for cell in kvinnor}, "kvinnor": dict(kvinnor), "män": dict(män)}


def summa(*tabeller: Tal) -> dict[str, dict[str, int]]:
    return {kön: {cell: sum(tabell[kön][cell] for tabell in tabeller) for cell in tabeller[0][kön]} for kön in ALLA_KÖN}


def insats(id_: str = "a", ingår_i: str = "") -> Insats:
    return Insats(id_, None, id_, (), None, ingår_i=IngårI(ingår_i))


def rows_of(tabell: Tal, i: Insats | None = None, period: Period = YEAR, **fields) -> list[Utfall]:
    i = i or insats()
    return [
        Utfall(f"{i.id}-{period.från}-{period.till}-{kön}", kön, row, (), Dataplats("", 1), i, period, **fields)
        for kön, row in tabell.items()
    ]


def truth_of(tabell: Tal, i: str = "a", period: Period = YEAR) -> dict[Cell, int]:
    """Varje tal så som det är, också de som räknas ut."""
    return {(i, period, kön, cell): value for kön, row in tabell.items() for cell, value in med_summor(row, mått()).items()}


# ---- Angriparen -----------------------------------------------------------------------------------------


class Attacker:
    """Vet allt som visas och allt som alltid gäller, och räknar ut vad varje dolt tal kan vara."""

    def __init__(self, truth: Mapping[Cell, int], visade: Iterable[Utfall], larger: Sequence[tuple[Cell, Sequence[Cell]]] = ()):
        visade = tuple(visade)
        self.truth, self.cells = truth, {cell: at for at, cell in enumerate(truth)}
        self.written = {(rad.insats.id, rad.period, rad.kön) for rad in visade}
        self.seen = {
            (rad.insats.id, rad.period, rad.kön, cell): value
            for rad in visade
            for cell, value in rad.tal.items()
            if value is not None
        }
        self.equal = [
            (cell, [(*cell[:3], del_) for del_ in mått().summor[cell[3]]]) for cell in truth if cell[3] in mått().summor
        ]
        self.equal += [(cell, [(*cell[:2], kön, cell[3]) for kön in KÖNEN]) for cell in truth if cell[2] == TOTALT]
        self.rules = LinearConstraint(
            np.array([self._row(*rule) for rule in (*self.equal, *larger)]),
            0,
            np.repeat([0, np.inf], [len(self.equal), len(larger)]),
        )
        known = [(self.seen[cell], self.seen[cell]) if cell in self.seen else (0, MANY) for cell in truth]
        self.bounds = Bounds(*zip(*known, strict=True))
        self.worlds: list[np.ndarray] = []  # tänkbara svar som lösaren redan har hittat

    def _row(self, whole: Cell, parts: Sequence[Cell]) -> np.ndarray:
        row = np.zeros(len(self.cells))
        row[self.cells[whole]] = 1
        row[[self.cells[part] for part in parts]] = -1
        return row

    def extreme(self, wanted: Iterable[Cell], sign: int) -> np.ndarray:
        """Den värld där summan av talen är störst (1) eller minst (-1)."""
        c = np.zeros(len(self.cells))
        c[[self.cells[cell] for cell in wanted]] = -sign
        found = milp(c, constraints=self.rules, bounds=self.bounds, integrality=np.ones(len(c)))
        assert found.success, found.message
        self.worlds.append(np.rint(found.x).astype(int))
        return self.worlds[-1]

    def span(self, cell: Cell) -> tuple[int, int]:
        """Det minsta och det största som talet kan vara."""
        return tuple(int(self.extreme([cell], sign)[self.cells[cell]]) for sign in (-1, 1))

    def is_safe(self, cell: Cell) -> bool:
        """Sant när en värld redan visar att talet kan vara något annat, och fem eller mer när det är under fem.

        Står raden inte i data (totalt och kvinnor är skrivna, inte män) så är det inget dolt i att räkna ut fem eller mer.
        """
        here, true = [world[self.cells[cell]] for world in self.worlds], self.truth[cell]
        if true >= FÅ:
            return cell[:3] not in self.written or any(value != true for value in here)
        return any(value >= FÅ for value in here)

    def exposed(self) -> list[tuple[Cell, tuple[int, int]]]:
        """De dolda tal som angriparen kommer åt, med det minsta och det största de kan vara. Lösaren prövar vart och ett."""
        left, tried = [cell for cell in self.truth if cell not in self.seen], 0
        while left and len(left) != tried:
            tried = len(left)
            self.extreme(left, 1)
            left = [cell for cell in left if not self.is_safe(cell)]
        spans = {cell: self.span(cell) for cell in left if not self.is_safe(cell)}
        return [(cell, span) for cell, span in spans.items() if not self.is_safe(cell)]

    def small_differences(self) -> list[tuple[Cell, int]]:
        """Summorna där det som blir kvar när allt som visas är draget är under fem, men inte hela summan."""
        found = []
        for whole, parts in self.equal:
            if whole in self.seen and any(part not in self.seen for part in parts):
                rest = self.seen[whole] - sum(self.seen.get(part, 0) for part in parts)
                found += [(whole, rest)] if rest < FÅ else []
        return found


def assert_protected(
    truth: Mapping[Cell, int], rows: Sequence[Utfall], larger: Sequence[tuple[Cell, Sequence[Cell]]] = ()
) -> tuple[Utfall, ...]:
    visade = offentliga(rows, mått())
    attacker = Attacker(truth, visade, larger)
    assert all(truth[cell] == value >= FÅ for cell, value in attacker.seen.items())
    assert attacker.small_differences() == []
    assert attacker.exposed() == []
    return visade


def visible(rad: Utfall) -> dict[str, int]:
    return {cell: value for cell, value in rad.tal.items() if value is not None}


# ---- Fallen -----------------------------------------------------------------------------------------------

NOLL = (0,) * 8
NASTY = {
    "bara nollor": (NOLL, NOLL),
    "alla i en cell": ((0, 25, 0, 0, 0, 0, 0, 0), (0, 30, 0, 0, 0, 0, 0, 0)),
    "inga kvinnor": (NOLL, (3, 4, 2, 2, 6, 0, 6, 33)),
    "en kvinna": ((0, 1, 0, 0, 0, 0, 0, 0), (5, 9, 8, 7, 6, 5, 11, 20)),
    "totalt fem": ((0, 2, 0, 0, 0, 0, 0, 1), (0, 0, 1, 0, 0, 0, 1, 0)),
    "fem kvinnor, inga män": ((0, 5, 0, 0, 0, 0, 0, 0), NOLL),
    "positiva är 5 + 0 + 0": ((6, 5, 0, 0, 7, 8, 9, 10), (6, 5, 0, 0, 7, 8, 9, 10)),
    "positiva är 4 + 4": ((0, 4, 0, 0, 9, 9, 9, 9), (0, 4, 0, 0, 9, 9, 9, 9)),
    "inga avhopp: räknade = avslut": ((0, 9, 8, 7, 6, 5, 10, 20), (0, 9, 8, 7, 6, 5, 10, 20)),
    "inga avhopp, ingen kvar: aktiva = avslut = räknade": ((0, 9, 8, 7, 6, 5, 10, 0), (0, 9, 8, 7, 6, 5, 10, 0)),
    "ett avhopp": ((1, 9, 8, 7, 6, 5, 10, 20), (6, 9, 8, 7, 6, 5, 10, 20)),
    "alla positiva": ((5, 9, 8, 7, 0, 0, 0, 20), (5, 9, 8, 7, 0, 0, 0, 20)),
    "inga positiva": ((5, 0, 0, 0, 9, 8, 7, 20), (5, 0, 0, 0, 9, 8, 7, 20)),
    "ingen har lämnat": ((0, 0, 0, 0, 0, 0, 0, 20), (0, 0, 0, 0, 0, 0, 0, 9)),
    "alla har hoppat av": ((20, 0, 0, 0, 0, 0, 0, 0), (9, 0, 0, 0, 0, 0, 0, 6)),
    "jämnt fyra": ((4,) * 8, (4,) * 8),
    "jämnt fem": ((5,) * 8, (5,) * 8),
    "fem mot fyra": ((5,) * 8, (4,) * 8),
    "en enda liten": ((9, 9, 9, 9, 9, 9, 4, 9), (9,) * 8),
    "stora och ett litet": ((90, 90, 90, 90, 90, 90, 90, 90), (90, 90, 90, 0, 90, 90, 90, 90)),
    "policyns tal till könen": ((1, 2, 1, 1, 3, 0, 3, 17), (2, 2, 1, 1, 3, 0, 3, 16)),
}


@pytest.mark.parametrize(("kvinnor", "män"), NASTY.values(), ids=NASTY)
@pytest.mark.parametrize(
    "skrivna", [ALLA_KÖN, (TOTALT,), KÖNEN, (TOTALT, "kvinnor"), (TOTALT, "män"), ("kvinnor",)], ids="+".join
)
def test_no_hidden_number_can_be_computed(kvinnor, män, skrivna):
    """Också när en rad saknas: totalen minus det ena könet är det andra."""
    tabell = med_totalt(tal(*kvinnor), tal(*män))
    assert_protected(truth_of(tabell), rows_of({kön: tabell[kön] for kön in skrivna}))


COUNTS = st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5, 5, 6, 7, 9, 12, 40])
RADER = st.lists(COUNTS, min_size=8, max_size=8).map(lambda values: tal(*values))
TABELLER = st.builds(med_totalt, RADER, RADER)
attack = settings(deadline=None, max_examples=30, derandomize=True, suppress_health_check=list(HealthCheck))


@attack
@given(TABELLER)
def test_no_hidden_number_can_be_computed_whatever_the_counts(tabell):
    assert_protected(truth_of(tabell), rows_of(tabell))


@attack
@given(TABELLER, st.data())
def test_numbers_that_are_hidden_or_missing_in_the_data_stay_hidden(tabell, data):
    """`<5` och `skyddat` är None. Det som saknas helt räknas ut om det går, annars är det dolt som de andra."""
    hela = {kön: med_summor(row, mått()) for kön, row in tabell.items()}
    skrivna = {kön: {cell: value for cell, value in row.items() if cell != ÖVRIGA} for kön, row in hela.items()}
    for kön in data.draw(st.sets(st.sampled_from(ALLA_KÖN), max_size=2)):
        for cell in data.draw(st.sets(st.sampled_from(sorted(skrivna[kön])), max_size=4)):
            skrivna[kön][cell] = None
        for cell in data.draw(st.sets(st.sampled_from(sorted(skrivna[kön])), max_size=4)):
            del skrivna[kön][cell]
    rows = rows_of(skrivna)
    for rad, visad in zip(rows, assert_protected(truth_of(tabell), rows)):
        assert not [cell for cell, value in rad.tal.items() if value is None and visad.tal.get(cell) is not None]


# ---- Perioder och insatser --------------------------------------------------------------------------------


def containment(whole: tuple[str, Period], *parts: tuple[str, Period]) -> list[tuple[Cell, list[Cell]]]:
    """Helheten är minst delarna tillsammans, i varje tal. Den som är aktiv eller kvar kan vara med i flera perioder."""
    stocks = ("aktiva", "aktiva_nästa")
    return [
        ((*whole, kön, cell), [(*part, kön, cell) for part in which])
        for kön in ALLA_KÖN
        for cell in mått().celler
        for which in ([[part] for part in parts] if cell in stocks else [parts])
    ]


@settings(attack, max_examples=12)
@given(TABELLER, TABELLER)
def test_a_period_inside_another_gives_nothing_to_subtract(autumn, spring):
    """Helåret är hösten och våren tillsammans. Bara helåret visas."""
    year = summa(autumn, spring)
    truth = truth_of(year) | truth_of(autumn, period=AUTUMN) | truth_of(spring, period=SPRING)
    rows = rows_of(autumn, period=AUTUMN) + rows_of(year) + rows_of(spring, period=SPRING)
    both = [("a", AUTUMN), ("a", SPRING)]
    visade = assert_protected(truth, rows, containment(("a", YEAR), *both))
    assert {rad.period for rad in visade if visible(rad)} <= {YEAR}


@settings(attack, max_examples=12)
@given(TABELLER, TABELLER)
def test_a_part_and_its_whole_give_nothing_to_subtract(part, rest):
    whole = summa(part, rest)
    rows = rows_of(part, insats("del", ingår_i="hel"), AUTUMN) + rows_of(whole, insats("hel"))
    truth = truth_of(whole, "hel") | truth_of(part, "del", AUTUMN)
    visade = assert_protected(truth, rows, containment(("hel", YEAR), ("del", AUTUMN)))
    assert {rad.insats.id for rad in visade if visible(rad)} <= {"hel"}


STOR = med_totalt(tal(*(9,) * 8), tal(*(8,) * 8))
Y24, Y25 = Period(date(2024, 1, 1), date(2024, 12, 31)), Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("perioder", "visas"),
    [
        ([YEAR], [YEAR]),
        ([AUTUMN, SPRING], [AUTUMN, SPRING]),
        ([YEAR, NEXT_YEAR], [YEAR, NEXT_YEAR]),
        ([AUTUMN, YEAR], [YEAR]),
        ([AUTUMN, SPRING, YEAR, NEXT_YEAR], [YEAR, NEXT_YEAR]),
        # Av tre perioder som överlappar i en kedja ger summan av de yttre minus den mellersta bara årens ändar.
        ([Y24, YEAR, Y25], [Y24, Y25]),
        ([Y24, YEAR], [YEAR]),
        ([YEAR, Y25, AUTUMN], [Y25, AUTUMN]),
    ],
)
def test_periods_that_are_shown_never_overlap(perioder, visas):
    visade = offentliga([rad for period in perioder for rad in rows_of(STOR, period=period)], mått())
    assert list(dict.fromkeys(rad.period for rad in visade if visible(rad))) == sorted(visas, key=perioder.index)


@pytest.mark.parametrize(
    ("delens", "helhetens", "visas"),
    [(YEAR, YEAR, False), (AUTUMN, YEAR, False), (YEAR, SPRING, False), (AUTUMN, SPRING, True), (YEAR, NEXT_YEAR, True)],
)
def test_a_part_is_shown_only_for_a_time_that_the_whole_has_no_numbers_for(delens, helhetens, visas):
    rows = rows_of(STOR, insats("del", ingår_i="hel"), delens) + rows_of(STOR, insats("hel"), helhetens)
    assert [bool(visible(rad)) for rad in offentliga(rows, mått())] == [visas] * 3 + [True] * 3


def test_a_part_of_a_part_is_a_part_of_the_whole():
    rows = [
        *rows_of(STOR, insats("minst", ingår_i="mellan")),
        *rows_of(STOR, insats("störst")),
        *rows_of(STOR, insats("mellan", ingår_i="störst"), NEXT_YEAR),
    ]
    assert {rad.insats.id for rad in offentliga(rows, mått()) if visible(rad)} == {"mellan", "störst"}


def test_insatser_that_contain_each_other_in_a_circle_end():
    rows = rows_of(STOR, insats("a", ingår_i="b")) + rows_of(STOR, insats("b", ingår_i="a"))
    assert not any(map(visible, offentliga(rows, mått())))


def test_a_period_that_is_not_shown_has_no_numbers_and_no_words_about_them():
    short = [
        replace(rad, snitt={"tid_utan_arbete": 4.0}, till_annat="Två flyttade.", arbete_med_stöd="En.", rättelser=(ändrat(),))
        for rad in rows_of(STOR, period=AUTUMN)
    ]
    for rad in offentliga(short + rows_of(STOR), mått())[:3]:
        assert (rad.tal, rad.snitt, rad.rättelser, rad.till_annat, rad.arbete_med_stöd) == ({}, {}, (), "", "")


# ---- Inget döljs i onödan ---------------------------------------------------------------------------------


@settings(deadline=None, max_examples=50, derandomize=True)
@given(*[st.lists(st.integers(FÅ, 60), min_size=8, max_size=8).map(lambda values: tal(*values))] * 2)
def test_nothing_is_hidden_when_every_number_is_five_or_more(kvinnor, män):
    tabell = med_totalt(kvinnor, män)
    assert [rad.tal for rad in offentliga(rows_of(tabell), mått())] == [
        {cell: full[cell] for cell in mått().celler} for full in (med_summor(row, mått()) for row in tabell.values())
    ]


def test_the_example_of_the_policy_written_as_a_real_insats_still_shows_its_share():
    """56, 23, 3, 4, 2, 2, 6, 0, 6, 33 (Södra Dalarna, utvärderingspolicy 2020)."""
    [rad] = offentliga(rows_of({TOTALT: tal(3, 4, 2, 2, 6, 0, 6, 33)}), mått())
    assert visible(rad) == {"aktiva": 56, RÄKNADE: 20, POSITIVA: 8, ÖVRIGA: 12, "annat": 6}
    assert rad.måluppfyllelse.procent == 40


def test_the_totals_keep_what_the_sexes_cannot_show():
    totalt, kvinnor, män = offentliga(rows_of(med_totalt(tal(5, 4, 6, 6, 6, 6, 6, 9), tal(*(6,) * 8))), mått())
    assert None not in totalt.tal.values()
    assert {cell for cell, value in kvinnor.tal.items() if value is None} == {"arbete", "studier"}
    assert visible(kvinnor).keys() == visible(män).keys()


def test_an_example_is_nobody_and_is_shown_as_it_stands():
    [rad] = offentliga(rows_of({TOTALT: tal(3, 4, 2, 2, 6, 0, 6, 33)}, exempel=True), mått())
    assert visible(rad) == med_summor(tal(3, 4, 2, 2, 6, 0, 6, 33), mått())


# ---- Tiderna och rättelserna ------------------------------------------------------------------------------


def test_times_are_shown_only_with_the_number_of_people_they_are_about():
    rows = rows_of(med_totalt(tal(9, 1, 1, 1, 9, 9, 9, 9), tal(*(9,) * 8)), snitt={"genomströmningstid": 20.3})
    assert [bool(rad.snitt) for rad in offentliga(rows, mått())] == [True, False, False]


def ändrat(tidigare: int | None = 7, fält: str = "arbete", dag: int = 1) -> Rättelse:
    return Rättelse(fält, date(2025, 10, dag), tidigare, "Räknat två gånger.")


@pytest.mark.parametrize(
    ("rättelser", "visas"),
    [
        ((ändrat(7),), True),
        ((ändrat(4),), False),
        ((ändrat(None),), False),
        ((ändrat(3, dag=1), ändrat(7, dag=2)), False),
        ((ändrat(7, dag=2), ändrat(3, dag=1)), False),
        ((ändrat(30, dag=1), ändrat(31, dag=2)), True),
        ((ändrat(12, "avslut"),), False),  # 12 avslut minus 9 tidiga avhopp var 3 som räknades
    ],
)
def test_corrections_are_shown_only_when_nothing_was_or_is_hidden(rättelser, visas):
    [rad] = offentliga(rows_of({TOTALT: tal(*(9,) * 8)}, rättelser=rättelser), mått())
    assert bool(rad.rättelser) is visas


# ---- Det som publiceras -----------------------------------------------------------------------------------


def yaml_rows(tabell: Tal, period: Period = YEAR, **fields) -> list[rader.Rad]:
    given = {"insats": rader.ID, "period": {"från": str(period.från), "till": str(period.till)}} | fields
    return [
        rader.Rad(
            {"id": f"rad-{period.från}-{period.till}-{kön[0]}", "kön": kön}
            | given
            | {cell: "<5" if value is None else str(value) for cell, value in row.items()}
        )
        for kön, row in tabell.items()
    ]


def published(*rows: rader.Rad) -> list[dict]:
    """Raderna så som de står i filen med öppna data."""
    mått_rader = rader.real().tables["utfallsmatt"]
    register = rader.register_of(
        insatser=[rader.insats()], utfallsmatt=[rader.Rad(row | {"källa": []}) for row in mått_rader], utfall=list(rows)
    )
    return published_rows(rader.words().tables["utfall"], rows, register)


def test_rows_with_nothing_to_hide_are_published_as_they_stand():
    rows = yaml_rows(
        STOR,
        genomströmningstid="20.3",
        till_annat="De flyttade.",
        anmärkning="Text.",
        rättelser=[{"fält": "arbete", "datum": "2025-10-01", "tidigare": "7", "varför": "Räknad två gånger."}],
    )
    assert published(*rows) == rows


def test_an_example_is_published_as_it_stands():
    [row] = yaml_rows({TOTALT: tal(3, 4, 2, 2, 6, 0, 6, 33)}, exempel="ja")
    assert published(row) == [row]


def test_hidden_numbers_are_published_as_a_word_and_the_share_can_still_be_counted():
    rättelse = {"fält": "arbete", "datum": "2025-10-01", "tidigare": "7", "varför": "Räknad två gånger."}
    [row] = yaml_rows({TOTALT: tal(3, 4, 2, 2, 6, 0, 6, 33)}, tid_utan_arbete="5.6", rättelser=[rättelse], till_annat="Text.")
    assert published(row) == [
        {
            "id": row["id"],
            "insats": rader.ID,
            "period": row["period"],
            "kön": TOTALT,
            "aktiva": "56",
            "avslut": "skyddat",
            "tidiga_avhopp": "skyddat",
            "arbete": "skyddat",
            "studier": "skyddat",
            "annan_rehab": "skyddat",
            "sjukvård": "skyddat",
            "ersättning": "skyddat",
            "annat": "6",
            "aktiva_nästa": "skyddat",
            RÄKNADE: "20",
            POSITIVA: "8",
            "tid_utan_arbete": "5.6",
            "till_annat": "Text.",
        }
    ]


def test_times_and_small_numbers_of_the_data_are_left_out():
    [row] = yaml_rows({TOTALT: tal(9, 1, 1, 1, 9, 9, 9, 9) | {"arbete": None}}, tid_utan_arbete="5.6")
    [said] = published(row)
    assert (said["arbete"], said["studier"], "tid_utan_arbete" in said) == ("skyddat", "skyddat", False)


def test_a_withheld_period_is_published_without_a_single_number():
    short, _ = published(
        *yaml_rows({TOTALT: STOR[TOTALT]}, AUTUMN, tid_utan_arbete="5.6", till_annat="Nio.", anmärkning="Tio."),
        *yaml_rows({TOTALT: STOR[TOTALT]}),
    )
    assert short.keys() == {"id", "insats", "period", "kön", *STOR[TOTALT]}
    assert {short[cell] for cell in STOR[TOTALT]} == {"skyddat"}


def secret_site(folder: Path) -> tuple[Path, list[Utfall]]:
    """En byggd webbplats, och raderna som de står i data. Talen är stora, så att de går att leta efter."""
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    name, source = rader.real().tables["insatser"][0]["id"], rader.real().tables["kallor"][0]["id"]
    year = med_totalt(
        tal(3, 70111, 2, 70123, 70139, 70141, 70157, 70163), tal(4, 70177, 70181, 70183, 70199, 70201, 70207, 70223)
    )
    autumn = med_totalt(tal(60101, 60103, 60107, 60127, 60133, 60139, 60149, 60161), tal(*range(60169, 60177)))
    known = {"insats": name, "källa": [{"dokument": source}], "genomströmningstid": "197.3"}
    rättelse = {"fält": "arbete", "datum": "2025-10-01", "tidigare": str(EARLIER), "varför": "Räknad två gånger."}
    rows = yaml_rows(year, **known, rättelser=[rättelse]) + yaml_rows(autumn, AUTUMN, **known, till_annat="Hemlig anledning.")
    (data / "utfall.yaml").write_text(json.dumps(rows, ensure_ascii=False), "utf8")
    build(data, folder / "site")
    return folder / "site", rows_of(year, insats(name)) + rows_of(autumn, insats(name), AUTUMN)


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Varje publicerad fil som text, också det som ligger packat i dokumenten. Tusental skrivs ihop."""
    for path in filter(Path.is_file, folder.rglob("*")):
        parts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                parts = [packed.read(name) for name in packed.namelist()]
        for part in parts:
            text = part.decode("utf8", "replace")
            yield path.relative_to(folder).as_posix(), re.sub(r"(?<=[0-9])(?:\s|&nbsp;)(?=[0-9]{3})", "", text)


def test_a_hidden_number_is_in_no_published_file(tmp_path):
    folder, rows = secret_site(tmp_path)
    shown = {value for rad in offentliga(rows, mått()) for value in visible(rad).values()}
    secret = {value for rad in rows for value in med_summor(rad.tal, mått()).values() if value > MANY} - shown | {EARLIER}
    number, found = re.compile(r"(?<![\w.])[0-9]{5,}(?!\w)"), {}
    for name, text in texts(folder):
        assert "Hemlig anledning" not in text, name
        found[name] = set(map(int, number.findall(text)))
    assert {name: numbers & secret for name, numbers in found.items() if numbers & secret} == {}
    pages = [name for name, numbers in found.items() if numbers & shown]
    assert len(secret) > 30 and {"data/utfall.csv", "data/utfall.json"} < set(pages), "det som får visas ska gå att hitta"


# ---- Fart -------------------------------------------------------------------------------------------------


def test_many_rows_are_protected_in_a_moment():
    """7 500 insatser och perioder, 22 500 rader. Det tar högst två sekunder. Provet larmar först vid mycket mer."""
    tables = [med_totalt(tal(*kvinnor), tal(*män)) for kvinnor, män in NASTY.values()]
    rows = [rad for at in range(7_500) for rad in rows_of(tables[at % len(tables)], insats(f"i{at}"))]
    start = process_time()
    offentliga(rows, mått())
    assert process_time() - start < 5
