"""Raderna som kan stå i en öppen fil: inget under fem, inget att räkna om, och webbplatsen visar samma sak som av de riktiga."""

from hypothesis import given

from macros.model.skydd import offentliga, öppna_rader
from macros.model.utfall import FÅ, ÖVRIGA, Utfall
from tests.angripare import STOR, TABELLER, assert_protected, attack, mått, rows_of, truth_of, visible


def shown(rad: Utfall) -> dict[str, int]:
    return {cell: value for cell, value in visible(rad).items() if cell != ÖVRIGA}


@attack
@given(TABELLER)
def test_the_open_rows_show_the_same_as_the_real_ones(tabell):
    öppna = öppna_rader(tabell, mått())
    for före, efter in zip(offentliga(rows_of(tabell), mått()), offentliga(rows_of(öppna), mått()), strict=True):
        assert shown(före) == shown(efter)
        assert före.måluppfyllelse == efter.måluppfyllelse


@attack
@given(TABELLER)
def test_the_open_rows_tell_no_hidden_number(tabell):
    """Filen läses av vem som helst: samma attack som mot webbplatsen, på filen själv."""
    öppna = öppna_rader(tabell, mått())
    assert all(value is None or value >= FÅ for row in öppna.values() for value in row.values())
    assert_protected(truth_of(tabell), rows_of(öppna))


@attack
@given(TABELLER)
def test_the_open_rows_are_final(tabell):
    öppna = öppna_rader(tabell, mått())
    assert öppna_rader(öppna, mått()) == öppna


def test_a_table_with_nothing_to_hide_is_left_alone():
    assert öppna_rader(STOR, mått()) == STOR
