"""Skrivaren byter filen i ett steg, behåller rättigheterna och lägger nya rader där de hör hemma."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.write import Draft, Plain, WriteRefused, replace_file
from tests.conftest import EXAMPLE
from tests.rader import LETTERS, ODD_TEXTS, TEXTS, words

COMMON = EXAMPLE.parent / "gemensamt" / "data"
FILES = sorted([*EXAMPLE.rglob("*.yaml"), *COMMON.glob("*.yaml")])
NAMES = [path.relative_to(EXAMPLE.parent).as_posix() for path in FILES]
CHANGED = "Filen har ändrats sedan den lästes, så inget är skrivet. Kör kommandot igen."


def example(path: Path) -> Draft:
    return Draft.open(path, words().tables[path.stem])


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_an_unchanged_file_has_the_same_bytes(path: Path):
    draft = example(path)
    for number, row in enumerate(list(draft.rows)):
        draft.change(number, row)
    assert draft.result() == path.read_bytes()
    assert draft.diff() == ""


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_rows_written_anew_are_read_as_they_were(path: Path):
    """Läs, skriv alla rader i en ny fil, läs: samma rader."""
    old = example(path)
    new = Draft(b"[]\n", "ny.yaml", words().tables[path.stem])
    for number, row in enumerate(old.rows):
        new.add(row, number)
    again = Draft(new.result(), "ny.yaml", words().tables[path.stem])
    assert again.rows == old.rows


def leaves(value: Plain, path: tuple = ()) -> list[tuple]:
    if isinstance(value, str):
        return [path]
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    return [found for step, inner in steps for found in leaves(inner, (*path, step))]


NEW_TEXTS = TEXTS | st.sampled_from(ODD_TEXTS) | st.text(LETTERS, max_size=400)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_one_changed_value_changes_only_its_own_lines(data: st.DataObject):
    draft = example(data.draw(st.sampled_from([path for path in FILES if path.read_text("utf8") != "[]\n"])))
    before = draft.original.decode().splitlines()
    number = data.draw(st.integers(0, len(draft.rows) - 1))
    path = data.draw(st.sampled_from(leaves(draft.rows[number])))
    row = draft.reading.rows[number]
    value = data.draw(NEW_TEXTS)
    others = [other for place, other in enumerate(draft.rows) if place != number]
    try:
        draft.set(number, path, value)
    except WriteRefused as refused:
        assert "tecken som inte får stå" in str(refused) or "Ta bort hela raden" in str(refused)
        return
    after = draft.result().decode().splitlines()
    first = row.mark.line - 1
    last = next((other.mark.line - 1 for other in draft.reading.rows if other.mark > row.mark), len(before))
    assert after[:first] == before[:first]
    assert len(before) == last or after[-(len(before) - last) :] == before[last:]
    assert [other for place, other in enumerate(draft.rows) if place != number] == others
    comments = [line for line in before if line.strip().startswith("#")]
    assert [line for line in after if line in comments] == comments


def generated(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict]:
    values = st.recursive(
        text,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(text.filter(lambda key: "\n" not in key), inner, min_size=1, max_size=3)
        ),
        max_leaves=6,
    )
    return st.dictionaries(text.filter(lambda key: "\n" not in key), values, min_size=1, max_size=4)


WRITABLE = st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" åäö:#-\"'"), min_size=1, max_size=60)


@settings(max_examples=300, deadline=None)
@given(st.lists(generated(WRITABLE.map(str.strip).filter(bool)), min_size=1, max_size=3))
def test_any_row_is_read_as_it_was_written(rows: list[dict]):
    draft = Draft(b"[]\n", "ny.yaml")
    added = []
    for number, row in enumerate(rows):
        try:
            draft.add(row, number - (len(rows[:number]) - len(added)))
            added.append(row)
        except WriteRefused:
            continue
    assert Draft(draft.result(), "ny.yaml").rows == draft.rows


def test_the_file_is_replaced_in_one_step_and_keeps_its_mode(tmp_path: Path):
    path = tmp_path / "insatser.yaml"
    path.write_text("- id: a\n", "utf8")
    path.chmod(0o640)
    draft = Draft.open(path, words().tables["insatser"])
    assert not draft.save(path)
    draft.set("a", "namn", "Ånäs")
    assert draft.save(path)
    assert path.read_text("utf8") == "- id: a\n  namn: Ånäs\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["insatser.yaml"]


def test_a_link_stays_a_link(tmp_path: Path):
    path, link = tmp_path / "sann.yaml", tmp_path / "insatser.yaml"
    path.write_text("- id: a\n", "utf8")
    link.symlink_to(path)
    replace_file(link, b"- id: a\n", b"- id: b\n")
    assert link.is_symlink()
    assert path.read_bytes() == b"- id: b\n"


def test_a_file_that_someone_else_has_changed_is_left_alone(tmp_path: Path):
    path = tmp_path / "insatser.yaml"
    path.write_text("- id: a\n", "utf8")
    draft = Draft.open(path)
    draft.set("a", "id", "b")
    path.write_text("- id: c\n", "utf8")
    with pytest.raises(WriteRefused, match=CHANGED):
        draft.save(path)
    assert path.read_text("utf8") == "- id: c\n"


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str):
    path = tmp_path / "insatser.yaml"
    path.write_bytes(b"- id: a\n")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os if step == "fsync" else Path, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_file(path, b"- id: a\n", b"- id: b\n")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"insatser.yaml": b"- id: a\n"}


def test_what_a_killed_process_left_is_swept(tmp_path: Path):
    path = tmp_path / "insatser.yaml"
    path.write_bytes(b"- id: a\n")
    old, fresh, other = (tmp_path / name for name in (".insatser.yaml.ny-a", ".insatser.yaml.ny-b", ".mal.yaml.ny-c"))
    for left in (old, fresh, other):
        left.write_bytes(b"")
    for left in (old, other):
        os.utime(left, (0, 0))
    replace_file(path, b"- id: a\n", b"- id: b\n")
    assert sorted(file.name for file in tmp_path.iterdir()) == [".insatser.yaml.ny-b", ".mal.yaml.ny-c", "insatser.yaml"]


def ids_of(draft: Draft) -> list[Plain]:
    return [row["id"] for row in draft.rows]


PLACES: list[tuple[str, str, str, dict, list[str]]] = [
    ("efter id", "metoder", "- id: a\n- id: c\n- id: e\n", {"id": "d"}, ["a", "c", "d", "e"]),
    ("först", "metoder", "- id: b\n- id: c\n- id: e\n", {"id": "a"}, ["a", "b", "c", "e"]),
    ("sist utan ordning", "metoder", "- id: b\n- id: a\n- id: e\n", {"id": "a2"}, ["b", "a", "e", "a2"]),
    ("bredvid en granne", "insatser", "- id: b\n- id: a\n- id: e\n", {"id": "d"}, ["b", "d", "a", "e"]),
    ("före alla andra", "insatser", "- id: c\n- id: b\n- id: e\n", {"id": "a"}, ["a", "c", "b", "e"]),
    (
        "efter insatsens rader",
        "utfall",
        "- id: b1\n  insats: b\n- id: b2\n  insats: b\n- id: a1\n  insats: a\n",
        {"id": "b0", "insats": "b"},
        ["b1", "b2", "b0", "a1"],
    ),
    (
        "efter en annan insats rader",
        "utfall",
        "- id: b1\n  insats: b\n- id: b2\n  insats: b\n- id: a1\n  insats: a\n",
        {"id": "x", "insats": "c"},
        ["b1", "b2", "x", "a1"],
    ),
    (
        "sist bland förbundets",
        "planer",
        "- id: b\n  förbund: alfa\n- id: a\n  förbund: alfa\n- id: c\n  förbund: beta\n",
        {"id": "d", "förbund": "alfa"},
        ["b", "a", "d", "c"],
    ),
    (
        "efter tid, nyast först",
        "nyheter",
        "- id: c\n  datum: 2026-03-01\n- id: a\n  datum: 2026-02-01\n- id: b\n  datum: 2026-01-01\n",
        {"id": "d", "datum": "2026-02-15"},
        ["c", "d", "a", "b"],
    ),
]


@pytest.mark.parametrize(("table", "text", "row", "expected"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES])
@pytest.mark.parametrize("gap", ["", "\n"], ids=["tätt", "med tomma rader"])
def test_a_new_row_goes_to_its_place(table: str, text: str, row: dict, expected: list[str], gap: str):
    text = text.replace("\n- id", f"\n{gap}- id")
    draft = Draft(text.encode(), f"{table}.yaml", words().tables[table])
    draft.add(row)
    assert ids_of(draft) == expected
    after = draft.result().decode()
    assert after.count("\n\n") == (len(expected) - 1 if gap else 0)


def test_two_who_add_a_row_each_seldom_write_in_the_same_place():
    """Ändringar på var sitt ställe i filen kan git lägga ihop. Sist i filen krockar de alltid."""
    ids = ["mia", "ama", "sip", "dev", "lex", "ips", "tur"]
    text = "".join(f"- id: {id_}\n\n" for id_ in ids)
    new = ["bas", "fri", "kur", "nav", "sot", "val"]
    places = [Draft(text.encode(), "insatser.yaml", words().tables["insatser"]).add({"id": id_}) for id_ in new]
    assert len(set(places)) == len(new)


def refuses(action: Callable[[], object]) -> str:
    with pytest.raises(WriteRefused) as refused:
        action()
    return str(refused.value)


def test_a_missing_file_is_told(tmp_path: Path):
    path = tmp_path / "saknas.yaml"
    assert refuses(lambda: Draft.open(path)) == (
        f"{path.as_posix()} går inte att öppna. Kontrollera att filen finns och att du får läsa den."
    )
