"""Villkoren i en sida: vilka delar som är med, och vad som sägs om ett löfte utan villkor."""

from pathlib import Path

import pytest

from macros import check
from macros.check.promises import MACROS
from macros.findings import as_text
from macros.read.conditions import condition, kept, parts
from tests.minimal import TODAY, Folder

PAGE = """\
Alltid.

## Stegen { kräver="steg" }

Så går det till.

### Först

- En punkt.
- En punkt om möten. { kräver="moten|arshjul" }
  Den fortsätter här.
- Sista punkten.

## Annars { saknar="steg" }

Ännu inga steg.
Ett stycke på två rader. { kräver="roller steg" }

Slut."""


@pytest.mark.parametrize(
    ("known", "out"),
    [
        ((), "Alltid.\n\n## Annars\n\n\nSlut."),
        (("roller", "steg"), "Alltid.\n\n## Stegen\n\nSå går det till.\n\n### Först\n\n- En punkt.\n- Sista punkten.\n"),
        (
            ("steg", "arshjul"),
            "Alltid.\n\n## Stegen\n\nSå går det till.\n\n### Först\n\n- En punkt.\n"
            "- En punkt om möten.\n  Den fortsätter här.\n- Sista punkten.\n",
        ),
    ],
)
def test_a_part_whose_promise_cannot_be_kept_is_left_out(known: tuple[str, ...], out: str) -> None:
    assert kept(PAGE.split("\n"), known) == out


def test_a_page_without_conditions_is_left_as_it_is() -> None:
    text = "# Rubrik { #ankare }\n\nEtt `{ kräver=x }` i löpande text.\n\n\n```\nkod\n```\n"
    assert kept(text.split("\n"), ()) == text


@pytest.mark.parametrize(
    ("written", "need", "promised"),
    [
        ("steg", {"steg"}, True),
        ("steg", {"steg", "andra.steg"}, True),
        ("steg|andra.steg", {"steg"}, False),
        ("steg moten", {"moten"}, True),
        ("steg.avsluta", {"steg"}, True),
        ("steg", {"steg.avsluta"}, False),
        ("andra.steg.avsluta", {"steg"}, False),
        ("", {"steg"}, False),
    ],
)
def test_a_condition_promises_what_it_needs(written: str, need: set[str], promised: bool) -> None:
    assert condition(written).promises(frozenset(need)) is promised
    assert not condition(written, is_absence=True).promises(frozenset(need))


def test_every_line_is_in_one_part() -> None:
    assert [line for part in parts(PAGE.split("\n")) for line in part.lines] == PAGE.split("\n")


HEAD = "---\ntitle: {title}\ndescription: En sida.\n{more}---\n"


class Pages:
    """En gemensam sida, en egen och en liten felfri datamapp."""

    def __init__(self, root: Path):
        self.data, self.root = Folder(root), root
        self.write("common", "start.md", HEAD.format(title="Start", more="") + "Text.\n")
        self.write("common", "steg.md", HEAD.format(title="Alla steg", more="kräver: [steg]\n") + "{{ stegen() }}\n")
        self.write("docs", "egen.md", HEAD.format(title="Egen", more="") + "Text.\n")

    def write(self, folder: str, name: str, text: str) -> None:
        (self.root / folder).mkdir(exist_ok=True)
        (self.root / folder / name).write_text(text, "utf8")

    def findings(self) -> list[str]:
        found = check.examine(self.data.path, TODAY, [self.root / "common", self.root / "docs"]).findings
        return as_text(found).splitlines()


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pages:
    monkeypatch.chdir(tmp_path)
    return Pages(tmp_path)


OWED = "data/steg.yaml:1:1 råd: Tabellen har inga egna rader. Därför saknas {} på webbplatsen."


def test_what_the_office_has_not_answered_is_advice(pages: Pages) -> None:
    assert pages.findings() == [OWED.format("sidan Alla steg")]
    body = 'Text.\n\n## Vägen { kräver="steg" }\n\nSe [stegen](steg.md).\n'
    pages.write("common", "start.md", HEAD.format(title="Start", more="") + body)
    assert pages.findings() == [OWED.format("avsnittet Vägen på sidan Start, sidan Alla steg")]


def test_a_condition_can_name_a_choice_that_some_row_has_made(pages: Pages) -> None:
    pages.write("common", "steg.md", HEAD.format(title="Avsluta", more="kräver: [steg.avsluta]\n") + "Text.\n")
    assert pages.findings() == [
        "data/steg.yaml:1:1 råd: Ingen rad har del: avsluta. Därför saknas sidan Avsluta på webbplatsen."
    ]


@pytest.mark.parametrize(
    ("folder", "name", "body", "said"),
    [
        ("common", "start.md", "Se [stegen](steg.md).", "länken till steg.md behöver steg"),
        ("common", "start.md", "{{ stegen() }}", "makrot stegen behöver steg"),
        ("docs", "egen.md", "Se [stegen](steg.md).", "länken till steg.md behöver steg"),
        ("common", "start.md", "{{ tabell('moten') }}", "makrot tabell behöver moten eller andra.moten"),
    ],
)
def test_a_promise_stands_under_its_condition(pages: Pages, folder: str, name: str, body: str, said: str) -> None:
    pages.write(folder, name, HEAD.format(title="Sidan", more="") + body + "\n")
    names = said.partition("behöver ")[2].replace(" eller ", "|")
    place = body.index("(") + 2 if "](" in body else 1
    assert (
        f"{folder}/{name}:5:{place} fel: Sidan lovar något som kanske inte finns: {said}. "
        f'Skriv {{ kräver="{names}" }} sist på raden, eller på rubriken ovanför.'
    ) in pages.findings()
    pages.write(folder, name, HEAD.format(title="Sidan", more="") + f'{body} {{ kräver="{names}" }}\n')
    assert not [one for one in pages.findings() if " fel: " in one]


def test_an_own_page_may_promise_what_there_is(pages: Pages) -> None:
    pages.write("docs", "egen.md", HEAD.format(title="Egen", more="") + "{{ katalog() }}\n")
    assert pages.findings() == [OWED.format("sidan Alla steg")]


@pytest.mark.parametrize(
    ("head", "line", "finding"),
    [
        ("kräver: [stegg]\n", "Text.", "4:10 fel: Villkoret nämner stegg, som inte finns. Menade du steg?"),
        (
            "",
            'Text. { kräver="forbund.visionn" }',
            "5:17 fel: Villkoret nämner forbund.visionn, som inte finns. Menade du forbund.vision?",
        ),
    ],
)
def test_the_names_of_a_condition_exist(pages: Pages, head: str, line: str, finding: str) -> None:
    pages.write("docs", "egen.md", HEAD.format(title="Egen", more=head) + line + "\n")
    assert f"docs/egen.md:{finding} Skriv en tabell, som steg, eller ett fält, som forbund.vision." in pages.findings()


def test_the_macros_need_what_the_dictionary_has() -> None:
    from macros.check.promises import known_names
    from macros.dictionary.load import DEFAULT, load

    known = known_names(load(DEFAULT.parent))
    named = {name for needs in MACROS.values() for name in needs.replace("|", " ").split()}
    assert {name for name in named if "{0}" not in name} <= known
    assert {name.format("budget") for name in named if name.startswith("dokumentregler.")} == {"dokumentregler.budget"} & known
