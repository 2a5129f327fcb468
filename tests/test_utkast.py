"""En ansökan som inte är beslutad kontrolleras, men finns ingenstans i det som publiceras."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros import check
from macros.check.utkast import kept_back
from tests.conftest import DAY, Site
from tests.minimal import BETA_INS, INS, Folder, case, check_case
from tests.sagodalen import make


def contents(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Filen, och allt som är packat i den."""
    yield name, content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from contents(f"{name}/{inner}", packed.read(inner))
    elif content[:2] == b"\x1f\x8b":
        yield from contents(f"{name}/", gzip.decompress(content))


def holding(folder: Path, *words: str) -> set[str]:
    """Filerna i mappen vars adress eller innehåll har något av orden, med stora eller små bokstäver."""
    wanted = [word.casefold() for word in words]
    return {
        name
        for path in folder.rglob("*")
        if path.is_file()
        for name, content in contents(path.relative_to(folder).as_posix(), path.read_bytes())
        if any(word in part for word in wanted for part in (name.casefold(), content.decode("utf8", "ignore").casefold()))
    }


def test_a_draft_is_nowhere_in_the_built_site(sagodalen: Site) -> None:
    """Humlesurret är ett utkast med mål, förändringsteori, budget och en tidigare adress. Namnet står i allt det."""
    assert holding(sagodalen.folder, "humlesurr", "7654321", "7 654 321", "7\u00a0654\u00a0321") == set()
    found = {Path(name).suffix for name in holding(sagodalen.folder, "steget-in", "Steget in")}
    assert found >= {".html", ".csv", ".json", ".xml", ".atom"}, "letandet hittar inte ens en insats som är publicerad"


def test_what_belongs_to_a_draft_is_read_and_checked_but_not_published(tmp_path: Path) -> None:
    examined = check.examine(make(tmp_path / "mapp", DAY), DAY, pages=())
    assert examined.read and {"humlesurret"} == examined.read.ids("insatser") - examined.data.ids("insatser")
    hidden = kept_back(examined.read).values()
    assert sorted(hidden) == [
        ("budgetar", "humlesurret-2027"),
        ("forandringsteori", "humlesurret-teori"),
        ("insatser", "humlesurret"),
        ("mal", "humlesurret-mal-1"),
    ]


CASES = [
    case(
        "utkastet_publiceras_inte",
        BETA_INS,
        "- id: bla\n",
        "- id: bla\n  utkast: ja\n",
        "data/andra/beta/insatser.yaml:2:11 råd: Insats bla är en ansökan som inte är beslutad. Den, och det som hör till den, "
        "publiceras inte. Ta bort raden utkast när förbundet har beviljat pengarna. Blir det avslag: ta bort insatsen.",
    ),
    case(
        "publicerad_rad_nämner_utkast",
        INS,
        "  namn: Rosa rummet\n",
        "  namn: Rosa rummet\n  utkast: ja\n",
        "data/insatser.yaml:3:11 råd: Insats rosa är en ansökan som inte är beslutad. Den, och det som hör till den, publiceras "
        "inte. Ta bort raden utkast när förbundet har beviljat pengarna. Blir det avslag: ta bort insatsen.",
        "data/insatser.yaml:37:7 fel: föregångare är rosa, som är en ansökan utan beslut (insats gul). Den publiceras inte. Ta "
        "bort föregångare, eller ta bort utkast i insatsen när förbundet har beslutat.",
    ),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "findings"), CASES)
def test_rules(folder: Folder, rule: str, file: str, old: str, new: str, findings: list[str]) -> None:
    check_case(folder, rule, file, old, new, findings)


def test_a_draft_left_half_written_is_not_published(folder: Folder) -> None:
    """Ett tomt utkast och ett felstavat ja räknas också: hellre en insats för lite än en ansökan på webbplatsen."""
    for value in ("", " Ja"):
        folder.edit(INS, "  namn: Rosa rummet\n", f"  namn: Rosa rummet\n  utkast:{value}\n")
        assert "rosa" not in check.examine(folder.path, DAY, pages=()).data.ids("insatser")
        folder.edit(INS, f"  utkast:{value}\n", "")
