"""Cirklar i hänvisningar: var och en hittas en gång, från den nod som står först."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.check.cycles import cycles


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["a"]}, [["a", "a"]]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, [["b", "c", "b"]]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b", "a"], ["c", "d", "c"]]),
        ({"a": ["b", "b"], "b": ["c", "a"], "c": ["a"]}, [["a", "b", "a"], ["a", "b", "c", "a"]]),
        ({"b": ["a"], "a": ["b"]}, [["b", "a", "b"]]),
    ],
)
def test_varje_cirkel_en_gång(links, found):
    assert sorted(cycles(links)) == found


NODES = "abcdef"


@given(st.dictionaries(st.sampled_from(NODES), st.lists(st.sampled_from(NODES), max_size=4), max_size=6))
def test_varje_cirkel_finns_och_utan_deras_sista_länkar_finns_ingen(links):
    found = list(cycles(links))
    for circle in found:
        assert circle[0] == circle[-1] == min(circle, key=list(links).index)
        assert all(target in links[node] for node, target in pairwise(circle))
    broken = {(circle[-2], circle[-1]) for circle in found}
    assert len(broken) == len(found)
    rest = {node: {target for target in targets if (node, target) not in broken} for node, targets in links.items()}
    assert list(cycles(rest)) == []
