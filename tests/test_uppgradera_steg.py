"""Stegen som skriver om raderna i en äldre mapp: kommentarer och egna ord är kvar."""

from pathlib import Path

import pytest

from macros.read import read_rows
from macros.upgrade import blocks, to_lists
from macros.upgrade.blocks import DROPPED, STAYS
from macros.write.plain import WriteRefused
from tests.uppgradering import upgrade

# ---- Blocken ----------------------------------------------------------------------------------------------

FILE = """\
# överst

- id: a
# om b
- id: b

# rubrik c

- id: c
- id: d
# sist
"""


@pytest.mark.parametrize(
    ("places", "kept", "moved"),
    [
        ((STAYS, STAYS, STAYS, STAYS), FILE, {}),
        ((STAYS, "x", STAYS, STAYS), FILE.replace("# om b\n- id: b\n", ""), {"x": "# om b\n- id: b\n"}),
        ((STAYS, STAYS, "x", "x"), "# överst\n\n- id: a\n# om b\n- id: b\n# sist\n", {"x": "# rubrik c\n\n- id: c\n- id: d\n"}),
        (
            (STAYS, STAYS, "x", STAYS),
            "# överst\n\n- id: a\n# om b\n- id: b\n\n# rubrik c\n\n- id: d\n# sist\n",
            {"x": "- id: c\n"},
        ),
        ((STAYS, DROPPED, STAYS, STAYS), FILE.replace("- id: b\n", ""), {}),
        (
            ("x", STAYS, STAYS, STAYS),
            "# överst\n\n# om b\n- id: b\n\n# rubrik c\n\n- id: c\n- id: d\n# sist\n",
            {"x": "- id: a\n"},
        ),
        (
            ("x", "x", "x", "x"),
            "# överst\n\n[]\n# sist\n",
            {"x": "- id: a\n# om b\n- id: b\n\n# rubrik c\n\n- id: c\n- id: d\n"},
        ),
    ],
)
def test_rows_move_with_their_comments(places: tuple[blocks.Place, ...], kept: str, moved: dict[str, str]) -> None:
    file = blocks.parse(FILE.encode(), "x.yaml")
    out = blocks.sort_out(file, places)
    assert file.data().decode() == kept
    for name, taken in out.items():
        target = blocks.Blocks("y.yaml", "", [])
        assert blocks.append(target, taken) == len(taken) and blocks.append(target, taken) == 0
        assert target.data().decode() == moved[name]
    assert out.keys() == moved.keys()


@pytest.mark.parametrize("text", ["[]\n", "# a\n\n[]\n", "[] # b\n# c\n"])
def test_a_file_without_rows_is_left_as_it_is(text: str) -> None:
    file = blocks.parse(text.encode(), "x.yaml")
    assert blocks.sort_out(file, ()) == {} and file.data().decode() == text


@pytest.mark.parametrize(
    ("row", "without"),
    [
        ("- id: a\n  förbund: b\n  c: d\n", "- id: a\n  c: d\n"),
        ("- id: a\n  förbund: b # varför\n  c: d\n", "- id: a\n  # varför\n  c: d\n"),
        ("- förbund: b # varför\n  id: a\n  c: d\n", "# varför\n- id: a\n  c: d\n"),
        ("- id: a\n  c: d\n  förbund: 'b'\n", "- id: a\n  c: d\n"),
        ("- id: a\n  c: d\n", "- id: a\n  c: d\n"),
    ],
)
def test_a_field_goes_and_its_comment_stays(row: str, without: str) -> None:
    file = blocks.parse(row.encode(), "x.yaml")
    file.blocks = [blocks.without_field(block, "förbund", file.shape) for block in file.blocks]
    assert file.data().decode() == without


def test_a_change_that_would_lose_something_is_refused() -> None:
    file = blocks.parse(b"- id: a\n- id: b\n", "x.yaml")
    file.blocks[0] = blocks.replace(file.blocks[0], text="- id: c\n")
    with pytest.raises(WriteRefused, match=r"^x\.yaml: "):
        file.data()


# ---- Stegen, ett för varje form ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "new"),
    [
        ("  period: 2024–2026 # så länge\n", "  period: # så länge\n    från: 2024\n    till: 2026\n"),
        ("  period: 2020 och framåt\n", "  period:\n    från: 2020\n"),
        ("  period: från våren 2020\n", "  period:\n    från: våren 2020\n"),
        ("  period: 2019-07-01 - 2020-06-30\n", "  period:\n    från: 2019-07-01\n    till: 2020-06-30\n"),
        ("  period:\n    från: 2024\n", "  period:\n    från: 2024\n"),
        ("  period: tre år\n  namn: b\n", '  anmärkning: "Perioden: tre år"\n  namn: b\n'),
        ("  period: tre år\n  anmärkning: En plan.\n", "  anmärkning: |-\n    En plan.\n\n    Perioden: tre år\n"),
    ],
)
def test_a_period_becomes_two_times_and_no_text_is_lost(tmp_path: Path, row: str, new: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "VERSION").write_text("3\n")
    (data / "planer.yaml").write_text(f"- id: a\n{row}", "utf8")
    upgrade(data)
    assert (data / "planer.yaml").read_text("utf8") == f"- id: a\n{new}"


def test_what_to_do_gets_room_for_links_and_keeps_its_comments(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "VERSION").write_text("4\n")
    row = "- id: ja\n  besked: ja\n  gör_nu:\n    - Skriv till oss. # först\n    - 'Läs: allt'\n    - vad: Vänta.\n"
    (data / "provning.yaml").write_text(row, "utf8")
    upgrade(data)
    text = (data / "provning.yaml").read_text("utf8")
    assert read_rows(text.encode(), "").rows[0]["gör_nu"] == [
        {"vad": "Skriv till oss."},
        {"vad": "Läs: allt"},
        {"vad": "Vänta."},
    ]
    assert "# först" in text and text.startswith("- id: ja\n  besked: ja\n  gör_nu:\n")


def test_an_example_of_time_becomes_a_comment_and_no_promise(tmp_path: Path) -> None:
    data, page = tmp_path / "data", tmp_path / "docs" / "ansok" / "datum.md"
    data.mkdir()
    page.parent.mkdir(parents=True)
    (data / "VERSION").write_text("5\n")
    row = "# Först\n- id: a\n  namn: A\n  exempel_veckor: 4 # ungefär\n  länk: /ansok/\n"
    (data / "steg.yaml").write_text(row, "utf8")
    page.write_text('## Räkna { kräver="steg.exempel_veckor" }\n', "utf8")
    upgrade(data)
    assert (data / "steg.yaml").read_text("utf8") == (
        "# Först\n# Förut ett exempel på tid: 4 veckor. Räknar förbundet med den, skriv veckor: 4.\n"
        "- id: a\n  namn: A\n  # ungefär\n  länk: /ansok/\n"
    )
    assert page.read_text("utf8") == '## Räkna { kräver="steg.veckor" }\n'


def test_a_new_folder_gets_no_rows_that_it_never_had(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "forbund.yaml").write_text("- id: prov\n", "utf8")
    upgrade(data)
    for path in to_lists.BUILT_IN.glob("*.yaml"):
        assert read_rows((data / path.name).read_bytes(), "").rows == []
