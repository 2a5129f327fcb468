"""Hur filen än är skriven: ändringen görs, resten är sig lik, och inget annat undantag än WriteRefused kommer ut."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from macros.write import Draft, Plain
from tests.yamlformer import WORDS, Writer

NEW: list[Plain] = [*WORDS, "två\nrader", "långt " * 40, ["a", "b"], {"k": "v", "l": ["m", {"n": "o"}]}, [{"a": "b", "c": "d"}]]


def paths(value: Plain, path: tuple = ()) -> list[tuple[tuple, Plain]]:
    """Alla vägar in i ett värde, och det som står där."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for step, inner in steps for found in [((*path, step), inner), *paths(inner, (*path, step))]]


def change(draft: Draft, random: Random) -> None:
    """En ändring av något slag, någonstans."""
    number, new = random.randrange(len(draft.rows)), random.choice(NEW)
    places = paths(draft.rows[number])
    path, value = random.choice(places)
    what = random.choice(["värde", "bort", "namn", "rad till", "rad bort", "till i lista", "nytt fält"])
    if what == "värde":
        draft.set(number, path, new)
    elif what == "bort" and value != "":
        draft.remove(number, path)
    elif what == "namn" and isinstance(path[-1], str):
        draft.rename_at(number, path, "nytt namn")
    elif what == "rad till":
        draft.add({"id": "ny", "x": new}, random.randint(0, len(draft.rows)))
    elif what == "rad bort":
        draft.remove_row(number)
    elif what == "till i lista" and (lists := [path for path, value in places if isinstance(value, list)]):
        draft.append(number, random.choice(lists), new)
    elif what == "nytt fält":
        homes = [(), *(path for path, value in places if isinstance(value, dict))]
        draft.set(number, (*random.choice(homes), "nyfält"), new)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 10**9))
def test_any_change_in_a_file_of_any_form(seed: int):
    random = Random(seed)
    text = Writer(random).file()
    draft = Draft(text.encode(), "prov.yaml")
    before = list(draft.rows)
    change(draft, random)
    result = draft.result().decode()  # prövar själv att resten är sig lik
    assert Draft(result.encode(), "prov.yaml").rows == draft.rows
    assert [line for line in result.splitlines() if line.startswith(("# topp", "# mellan"))] == [
        line for line in text.splitlines() if line.startswith(("# topp", "# mellan"))
    ]
    assert ("\r\n" in text) == ("\r\n" in result) or result.count("\n") <= 1
    assert "\r\n" not in text or "\n" not in result.replace("\r\n", "")
    same = [row for row in before if row in draft.rows]
    assert len(before) - len(same) <= 1
