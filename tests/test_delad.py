"""Delningen av en lista: hur många rader en sida har, vad som hålls ihop, och var sidorna finns."""

import pytest

from macros.views import delad
from macros.views.delad import dela, först_av, sida


def pages(rows: str, **options) -> list[str]:
    lista = dela("Lista", rows, sida("lista/"), str, **options)
    return ["".join(bit.rader) for bit in lista.bitar]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delad, "FLEST", 4)


@pytest.mark.parametrize(
    ("rows", "options", "expected"),
    [
        ("", {}, [""]),
        ("abcd", {}, ["abcd"]),
        ("abcde", {}, ["abcd", "e"]),
        ("abcdefghi", {}, ["abcd", "efgh", "i"]),
        ("abcdefghi", {"först": 2}, ["ab", "cdef", "ghi"]),
        # En grupp som får plats på en egen sida delas inte. En som inte gör det fyller den sida där den börjar.
        ("aabbb", {"grupp": str}, ["aa", "bbb"]),
        ("aabbcc", {"grupp": str}, ["aabb", "cc"]),
        ("abbbbbb", {"grupp": str}, ["abbb", "bbb"]),
        ("abbbbbbc", {"grupp": str}, ["abbb", "bbbc"]),
        ("aaabb", {"grupp": str, "först": 1}, ["a", "aabb"]),
    ],
)
def test_a_page_has_at_most_so_many_rows(rows, options, expected):
    assert pages(rows, **options) == expected


def test_pages_have_addresses_and_names():
    lista = dela("Lista", "abcdef", sida("lista/#del"), str.upper)
    assert [(bit.nummer, bit.adress, bit.namn) for bit in lista.bitar] == [
        (1, "lista/#del", "A till D"),
        (2, "lista/sida/2/", "E till F"),
    ]
    assert (
        lista.antal == 6
        and lista.bit_med(lambda rad: rad == "e").nummer == 2
        and lista.bit_med(lambda rad: rad == "x").nummer == 1
    )
    assert [bit.namn for bit in dela("Lista", "aaaa", sida("lista/"), str).bitar] == ["a"]


@pytest.mark.parametrize(
    ("lengths", "expected"), [([4, 4], None), ([8], None), ([4, 5], 4), ([9, 9, 9, 9], 2), ([1] * 20, 1), ([], None)]
)
def test_lists_that_share_a_page_begin_with_fewer_rows(lengths, expected):
    assert först_av([[0] * length for length in lengths]) == expected
